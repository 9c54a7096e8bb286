"""Asking participants how a class was and whether it helped, and taking each one's answer once, without a name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from inti import tautan
from inti.acak import kocok as kocok_baris
from pelatihan import kesan, notifications, permissions
from pelatihan.enums import TahapTanya
from pelatihan.models import JawabanDampak, JawabanKesan, KataKesan, Peserta, TanyaPeserta

T = TahapTanya
HABIS = "Pertanyaan ini sudah dijawab atau lewat waktunya."


def tanyakan(tahap: str) -> int:
    """Ask everybody who is due and was not asked; return how many.

    May run as often as one likes, also twice at once: whoever stands in `TanyaPeserta` is not asked again. Each in a
    transaction of its own, so that a run that is killed leaves the others asked.
    """
    jumlah = 0
    for peserta in kesan.belum_ditanya(tahap):
        with transaction.atomic():
            _, baru = TanyaPeserta.objects.get_or_create(peserta=peserta, tahap=tahap)
            if baru:
                sampai = kesan.jendela(peserta.angkatan, tahap)[1]
                token = tautan.buat(kesan.KEPERLUAN[T(tahap)], peserta.kode, sampai=sampai)
                notifications.tanya(peserta, tahap, token, timezone.localdate(sampai))
                jumlah += 1
    return jumlah


@transaction.atomic
def buka(peserta: Peserta, *, oleh: Any) -> tuple[str, str]:
    """Return what is asked and a fresh token, for who comes from his own page; the one in the message stays good.

    Raises PermissionDenied for anybody else, ValidationError when there is nothing to answer.
    """
    if not permissions.diri(oleh, peserta):
        raise PermissionDenied("Hanya pesertanya sendiri yang menjawab.")
    tahap = kesan.dapat_dijawab(peserta)
    if not tahap:
        raise ValidationError(HABIS)
    sampai = kesan.jendela(peserta.angkatan, tahap)[1]
    return tahap, tautan.buat(kesan.KEPERLUAN[T(tahap)], peserta.kode, sampai=sampai)


@transaction.atomic
def jawab_kesan(token: str, *, isi: Mapping[str, Any]) -> None:
    """Take the marks and words of a participant, once. `isi` has materi, pelatih and guna from 1 to 5, and kata.

    Raises ValidationError when this was answered or has ended, also when two answer at the same moment, and for marks
    out of range.
    """
    angkatan = _pakai(token, T.KESAN)
    marka = {satu: isi[satu] for satu, *_ in kesan.PERTANYAAN}
    jawaban = JawabanKesan(angkatan_id=angkatan, bulan=_bulan_ini(), **marka)
    jawaban.full_clean(exclude=("angkatan",))
    jawaban.save(force_insert=True)
    if isi.get("kata"):
        KataKesan.objects.create(angkatan_id=angkatan, bulan=_bulan_ini(), isi=isi["kata"])


@transaction.atomic
def jawab_dampak(token: str, *, dipakai: str, omzet: str) -> None:
    """Take what a participant says after three months, once. Raises as `jawab_kesan`."""
    angkatan = _pakai(token, T.DAMPAK)
    jawaban = JawabanDampak(angkatan_id=angkatan, bulan=_bulan_ini(), dipakai=dipakai, omzet=omzet)
    jawaban.full_clean(exclude=("angkatan",))
    jawaban.save(force_insert=True)


def _pakai(token: str, tahap: TahapTanya) -> int:
    """Use the link, and with it every other that asks the same person the same; return the key of the class."""
    kode = tautan.buka(token, kesan.KEPERLUAN[tahap]) or ""
    satu = TanyaPeserta.objects.select_for_update(of=("self",)).filter(peserta__kode=kode, tahap=tahap).first()
    tautan.pakai(token, kesan.KEPERLUAN[tahap])
    peserta = Peserta.objects.select_related("angkatan").filter(kode=kode).first()
    if satu is None or peserta is None or kesan.dapat_dijawab(peserta) != tahap:
        raise ValidationError(HABIS)
    satu.dijawab = True
    satu.save(update_fields=["dijawab"])
    tautan.cabut(kesan.KEPERLUAN[tahap], kode)
    return peserta.angkatan_id


@transaction.atomic
def kocok() -> int:
    """Put the answers of the last three months in another order, with new keys; return how many rows.

    It runs every hour: neither key nor place then ties an answer to the use of a link.
    """
    sejak = (_bulan_ini() - timedelta(days=45)).replace(day=1)
    return sum(kocok_baris(model, sejak=sejak) for model in (JawabanKesan, KataKesan, JawabanDampak))


def _bulan_ini() -> date:
    return timezone.localdate().replace(day=1)
