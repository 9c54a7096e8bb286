"""Presence: marks that arrive late, twice, or from two phones; closing the list of a session, and opening it again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from pelatihan import hadir, kode_sesi, permissions
from pelatihan.enums import BERAKHIR, TANPA_TANDA, AsalTanda, Kehadiran, StatusPeserta
from pelatihan.models import Peserta, RiwayatDaftar, Sesi, TandaHadir

BERGESER = timedelta(hours=24)
"""A clock of a phone further off than this is not believed: the mark then counts from when it arrived."""
AWAL = timedelta(minutes=30)
"""How long before the session one may already mark oneself."""
TERBANYAK = 500
"""Marks in one sending: a class of forty, each changed a dozen times."""
DITUTUP = "daftar_ditutup"


class Tanda(NamedTuple):
    """A mark as a phone sends it. `tanda` is its own id, so that sending twice does no harm; `keadaan` "" takes back.

    `atas` are the ids of the marks that the phone showed when this one was made.
    """

    tanda: UUID
    peserta: str
    keadaan: str
    pada: datetime
    atas: tuple[UUID, ...] = ()


class Terkirim(NamedTuple):
    """What became of a sending: how many marks are new, the codes of those on whom two phones now differ, and the
    marks that were refused, with why."""

    baru: int
    berselisih: list[str]
    ditolak: dict[UUID, str]


@transaction.atomic
def catat(sesi: Sesi, *, tanda: Sequence[Tanda], oleh: Any) -> Terkirim:
    """Keep the marks of a trainer's phone, those known already once only.

    A mark for somebody without a seat is refused by itself and the others are kept. Raises PermissionDenied for who
    does not teach the class, ValidationError after the list was closed (code DITUTUP) or the class has ended.
    """
    sesi = _kunci(sesi)
    if not (oleh.is_active and permissions.pengajar(oleh, sesi.angkatan)):
        raise PermissionDenied("Anda tidak lagi tercatat sebagai pelatih kelas ini.")
    _wajib_terbuka(sesi)
    if len(tanda) > TERBANYAK:
        raise ValidationError(f"Paling banyak {TERBANYAK} tanda sekali kirim.")
    duduk = {p.kode: p for p in sesi.angkatan.peserta.filter(status=StatusPeserta.TERDAFTAR)}
    ada = TandaHadir.objects.filter(tanda__in=[t.tanda for t in tanda])
    sudah = {t: (milik, kode) for t, milik, kode in ada.values_list("tanda", "sesi", "peserta__kode")}
    ditolak = {t.tanda: alasan for t in tanda if (alasan := _cacat(t, duduk, sudah.get(t.tanda), sesi))}
    kini = timezone.now()
    kiriman = {
        t.tanda: TandaHadir(
            sesi=sesi,
            peserta=duduk[t.peserta],
            keadaan=t.keadaan,
            tanda=t.tanda,
            atas=list(t.atas),
            dicatat_pada=t.pada if abs(kini - t.pada) <= BERGESER and t.pada <= kini else kini,
            oleh=oleh,
        )
        for t in tanda
        if t.tanda not in ditolak
    }
    baru = [b for id_tanda, b in kiriman.items() if id_tanda not in sudah]
    TandaHadir.objects.bulk_create(baru, ignore_conflicts=True)
    keadaan = ringkas(sesi)
    tersentuh = {b.peserta_id: b.peserta.kode for b in kiriman.values()}
    return Terkirim(
        len(baru), [kode for pk, kode in tersentuh.items() if keadaan.get(pk, hadir.KOSONG).berselisih], ditolak
    )


@transaction.atomic
def tandai_sisanya(sesi: Sesi, *, keadaan: str, oleh: Any) -> int:
    """Mark everybody about whom nothing was said yet; return how many. Raises as `catat` does."""
    ada = {pk for pk, satu in ringkas(sesi).items() if satu.berlaku is not None}
    kini = timezone.now()
    sisanya = sesi.angkatan.peserta.filter(status=StatusPeserta.TERDAFTAR).exclude(pk__in=ada)
    tanda = [Tanda(uuid4(), p.kode, keadaan, kini) for p in sisanya]
    return catat(sesi, tanda=tanda, oleh=oleh).baru


@transaction.atomic
def tandai_sendiri(sesi: Sesi, *, peserta: Peserta, kode: str, tanda: UUID) -> TandaHadir:
    """Let a participant mark himself with the code shown in the room; it counts once the trainer closes the list.

    Raises ValidationError for a wrong or old code, outside the hours of the session, and after the list was closed.
    """
    sesi = _kunci(sesi)
    kini = timezone.now()
    if not dapat_sendiri(sesi, kini):
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


def dapat_sendiri(sesi: Sesi, kini: datetime) -> bool:
    """Tell whether participants may mark themselves in this session at this moment."""
    terbuka = sesi.ditutup_pada is None and sesi.angkatan.status not in BERAKHIR
    return terbuka and sesi.mulai - AWAL <= kini <= sesi.selesai


def ringkas(sesi: Sesi) -> dict[int, hadir.Keadaan]:
    """Return what the marks of this session say together about each participant, by his key."""
    return hadir.rangkum(TandaHadir.objects.filter(sesi=sesi))


def terakhir(sesi: Sesi) -> dict[int, TandaHadir]:
    """Return the mark that counts for each participant, by his key."""
    return {pk: satu.berlaku for pk, satu in ringkas(sesi).items() if satu.berlaku is not None}


@transaction.atomic
def tutup(sesi: Sesi, *, oleh: Any) -> Sesi:
    """Close the list: own marks count from now on, and who has none was absent without a word.

    Raises PermissionDenied for who does not teach, ValidationError before the session began, when it is closed, and
    while two phones differ about somebody.
    """
    sesi = _kunci(sesi)
    _wajib_pengurus(sesi, oleh)
    _wajib_terbuka(sesi)
    kini = timezone.now()
    if kini < sesi.mulai:
        raise ValidationError("Sesi ini belum mulai, jadi daftarnya belum dapat ditutup.")
    keadaan = ringkas(sesi)
    duduk = list(sesi.angkatan.peserta.filter(status=StatusPeserta.TERDAFTAR))
    if selisih := sum(keadaan.get(p.pk, hadir.KOSONG).berselisih for p in duduk):
        raise ValidationError(f"{selisih} orang ditandai berbeda di dua HP. Pilih dulu mana yang benar.")
    TandaHadir.objects.bulk_create(
        TandaHadir(sesi=sesi, peserta=p, keadaan=Kehadiran.ALPA, asal=AsalTanda.PENUTUP, dicatat_pada=kini, oleh=oleh)
        for p in duduk
        if keadaan.get(p.pk, hadir.KOSONG).berlaku is None
    )
    RiwayatDaftar.objects.create(sesi=sesi, tutup=True, oleh=oleh)
    sesi.ditutup_pada = kini
    sesi.save(update_fields=["ditutup_pada"])
    return sesi


@transaction.atomic
def buka_lagi(sesi: Sesi, *, oleh: Any) -> Sesi:
    """Open a closed list again, for a mark that was wrong or a phone that came late; who did it stays on record.

    Raises PermissionDenied for who does not teach, ValidationError when it is open or the class has ended.
    """
    sesi = _kunci(sesi)
    _wajib_pengurus(sesi, oleh)
    if sesi.angkatan.status in BERAKHIR:
        raise ValidationError("Kelas ini sudah berakhir. Daftarnya tidak berubah lagi; hubungi petugas pelatihan.")
    if sesi.ditutup_pada is None:
        raise ValidationError("Daftar hadir sesi ini sedang terbuka.")
    RiwayatDaftar.objects.create(sesi=sesi, tutup=False, oleh=oleh)
    sesi.ditutup_pada = None
    sesi.save(update_fields=["ditutup_pada"])
    return sesi


def _kunci(sesi: Sesi) -> Sesi:
    return Sesi.objects.select_for_update(of=("self",)).select_related("angkatan__kurikulum").get(pk=sesi.pk)


def _wajib_pengurus(sesi: Sesi, oleh: Any) -> None:
    if not permissions.pengajar(oleh, sesi.angkatan) and not permissions.penyelenggara(oleh, sesi.angkatan):
        raise PermissionDenied("Anda bukan pelatih angkatan ini.")


def _wajib_terbuka(sesi: Sesi) -> None:
    if sesi.angkatan.status in BERAKHIR:
        raise ValidationError("Kelas ini sudah berakhir. Daftarnya tidak berubah lagi.", code=DITUTUP)
    if sesi.ditutup_pada is None:
        return
    oleh = sesi.riwayat_daftar.filter(tutup=True).select_related("oleh").last()
    siapa = f" oleh {oleh.oleh.nama}" if oleh else ""
    saat = timezone.localtime(sesi.ditutup_pada)
    raise ValidationError(f"Daftar hadir sesi ini sudah ditutup{siapa}, {saat:%d-%m-%Y %H.%M} WIB.", code=DITUTUP)


def _cacat(tanda: Tanda, duduk: dict[str, Peserta], sudah: tuple[int, str] | None, sesi: Sesi) -> str:
    """Return why a mark cannot be kept, nothing when it can; `sudah` is of what a mark with its id is already."""
    if sudah is not None and sudah != (sesi.pk, tanda.peserta):
        return "Tanda ini sudah dipakai untuk sesi atau orang lain."
    if tanda.peserta not in duduk:
        return "Tidak lagi punya kursi di kelas ini."
    if tanda.keadaan not in (TANPA_TANDA, *Kehadiran.values):
        return "Tanda tidak dikenal."
    return ""
