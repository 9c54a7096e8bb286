"""Presence: marks that arrive late, twice, or from two phones; closing the list of a session."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from pelatihan import kode_sesi, permissions
from pelatihan.enums import AsalTanda, Kehadiran, StatusPeserta
from pelatihan.models import Peserta, Sesi, TandaHadir

BERGESER = timedelta(hours=24)
"""A clock of a phone further off than this is not believed: the mark then counts from when it arrived."""


class Tanda(NamedTuple):
    """A mark as a phone sends it. `tanda` is its own id, so that sending twice does no harm."""

    tanda: UUID
    peserta: str
    keadaan: str
    pada: datetime


class Terkirim(NamedTuple):
    """What became of a sending: how many marks are new, and the codes of those that contradict another phone."""

    baru: int
    berselisih: list[str]


@transaction.atomic
def catat(sesi: Sesi, *, tanda: Sequence[Tanda], oleh: Any) -> Terkirim:
    """Keep the marks of a trainer's phone, those known already once only.

    Of two marks for one person the one made later counts; when two phones differ the code is returned, to be shown.
    Raises PermissionDenied for who does not teach the class, ValidationError after the list was closed or for a
    person who has no seat.
    """
    sesi = Sesi.objects.select_for_update(of=("self",)).select_related("angkatan").get(pk=sesi.pk)
    if not permissions.pengajar(oleh, sesi.angkatan):
        raise PermissionDenied("Anda bukan pelatih angkatan ini.")
    if sesi.ditutup_pada is not None:
        raise ValidationError("Daftar hadir sesi ini sudah ditutup.")
    duduk = {p.kode: p for p in sesi.angkatan.peserta.filter(status=StatusPeserta.TERDAFTAR)}
    if asing := [t.peserta for t in tanda if t.peserta not in duduk]:
        raise ValidationError(f"{len(asing)} orang di daftar ini tidak lagi punya kursi. Muat ulang daftarnya.")
    if salah := {t.keadaan for t in tanda} - set(Kehadiran.values):
        raise ValidationError(f"Tanda tidak dikenal: {', '.join(sorted(salah))}.")
    dulu = {h.peserta_id: h for h in terakhir(sesi).values() if h.asal == AsalTanda.PELATIH}
    kini = timezone.now()
    baris = [
        TandaHadir(
            sesi=sesi,
            peserta=duduk[t.peserta],
            keadaan=t.keadaan,
            tanda=t.tanda,
            dicatat_pada=t.pada if abs(kini - t.pada) <= BERGESER and t.pada <= kini else kini,
            oleh=oleh,
        )
        for t in tanda
    ]
    sudah = set(TandaHadir.objects.filter(tanda__in=[t.tanda for t in tanda]).values_list("tanda", flat=True))
    baru = [b for b in baris if b.tanda not in sudah]
    TandaHadir.objects.bulk_create(baru)
    berselisih = [
        b.peserta.kode
        for b in baru
        if (lama := dulu.get(b.peserta_id)) and lama.oleh_id != oleh.pk and lama.keadaan != b.keadaan
    ]
    return Terkirim(len(baru), berselisih)


@transaction.atomic
def tandai_sendiri(sesi: Sesi, *, peserta: Peserta, kode: str, tanda: UUID) -> TandaHadir:
    """Let a participant mark himself with the code shown in the room; it counts once the trainer closes the list.

    Raises ValidationError for a wrong or old code, outside the hours of the session, and after the list was closed.
    """
    sesi = Sesi.objects.select_for_update(of=("self",)).get(pk=sesi.pk)
    kini = timezone.now()
    if sesi.ditutup_pada is not None or not sesi.mulai - AWAL <= kini <= sesi.selesai:
        raise ValidationError("Daftar hadir sesi ini tidak sedang dibuka.")
    if peserta.angkatan_id != sesi.angkatan_id or peserta.status != StatusPeserta.TERDAFTAR:
        raise ValidationError("Anda tidak terdaftar di kelas ini.")
    if not kode_sesi.cocok(sesi.rahasia, kode, kini):
        raise ValidationError("Kode itu tidak cocok. Lihat lagi kode di depan kelas; kodenya berganti tiap 30 detik.")
    satu, _ = TandaHadir.objects.get_or_create(
        sesi=sesi,
        peserta=peserta,
        asal=AsalTanda.MANDIRI,
        defaults={"keadaan": Kehadiran.HADIR, "tanda": tanda, "dicatat_pada": kini, "oleh": peserta.pelaku.akun},
    )
    return satu


AWAL = timedelta(minutes=30)
"""How long before the session one may already mark oneself."""


def terakhir(sesi: Sesi) -> dict[int, TandaHadir]:
    """Return the mark that counts for each participant, by his key: a trainer's before one's own, then the latest."""
    hasil: dict[int, TandaHadir] = {}
    for satu in TandaHadir.objects.filter(sesi=sesi).order_by("dicatat_pada", "pk"):
        lama = hasil.get(satu.peserta_id)
        if lama is None or lama.asal == AsalTanda.MANDIRI or satu.asal == AsalTanda.PELATIH:
            hasil[satu.peserta_id] = satu
    return hasil


@transaction.atomic
def tutup(sesi: Sesi, *, oleh: Any) -> Sesi:
    """Close the list: own marks count from now on, and who has none was absent without a word.

    Raises PermissionDenied for who does not teach, ValidationError before the session began or when it is closed.
    """
    sesi = Sesi.objects.select_for_update(of=("self",)).select_related("angkatan").get(pk=sesi.pk)
    if not permissions.pengajar(oleh, sesi.angkatan) and not permissions.penyelenggara(oleh, sesi.angkatan):
        raise PermissionDenied("Anda bukan pelatih angkatan ini.")
    if sesi.ditutup_pada is not None:
        raise ValidationError("Daftar hadir sesi ini sudah ditutup.")
    kini = timezone.now()
    if kini < sesi.mulai:
        raise ValidationError("Sesi ini belum mulai, jadi daftarnya belum dapat ditutup.")
    bertanda = terakhir(sesi)
    TandaHadir.objects.bulk_create(
        TandaHadir(sesi=sesi, peserta=p, keadaan=Kehadiran.ALPA, dicatat_pada=kini, oleh=oleh)
        for p in sesi.angkatan.peserta.filter(status=StatusPeserta.TERDAFTAR)
        if p.pk not in bertanda
    )
    sesi.ditutup_pada = kini
    sesi.save(update_fields=["ditutup_pada"])
    return sesi
