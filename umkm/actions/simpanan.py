"""What is kept only as long as it is needed, and how what is kept stays safe: retention and key rotation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from akun.actions import catat_tanggal_lahir
from inti import sandi
from inti.berkas import Berkas, BerkasBersih, hapus, simpan
from umkm.enums import MENUNGGU_KAMI
from umkm.models import KepemilikanUsaha, PelakuUsaha

SEKALI = 500
TITIPAN = "formulir_titipan"


def hapus_foto_ktp() -> int:
    """Delete photos of identity cards older than HARI_SIMPAN_FOTO_KTP days, unless a case with us still needs one.

    Returns how many were deleted.
    """
    batas = timezone.now() - timedelta(days=settings.HARI_SIMPAN_FOTO_KTP)
    diperiksa = KepemilikanUsaha.objects.berjalan().filter(usaha__status__in=MENUNGGU_KAMI).values("pelaku")
    lama = PelakuUsaha.objects.filter(foto_ktp__dibuat__lt=batas).exclude(pk__in=diperiksa).select_related("foto_ktp")
    jumlah = 0
    for pelaku in lama.iterator(chunk_size=SEKALI):
        with transaction.atomic():
            foto: Any = pelaku.foto_ktp
            pelaku.foto_ktp = None
            pelaku.save(update_fields=["foto_ktp"])
            hapus(foto)
        jumlah += 1
    return jumlah


def titipkan_formulir(formulir: BerkasBersih, *, oleh: Any) -> Berkas:
    """Set a scan aside while its form goes back for mending; `hapus_titipan` deletes what nobody came back for."""
    return simpan(formulir, oleh=oleh, jenis=TITIPAN)


def hapus_titipan() -> int:
    """Delete scans that were set aside more than a day ago; returns how many."""
    lama = Berkas.objects.filter(jenis=TITIPAN, dibuat__lt=timezone.now() - timedelta(days=1))
    jumlah = 0
    for berkas in lama.iterator(chunk_size=SEKALI):
        hapus(berkas)
        jumlah += 1
    return jumlah


def putar_kunci(*, sidik: bool) -> int:
    """Encrypt every NIK anew with the first key of NIK_KUNCI; with `sidik` also recompute the hashes.

    The accounts' hashes of birth dates hang on the same key as those of the NIK, so they are recomputed too.
    Returns how many persons were rewritten. Runs in batches, each its own transaction, and may be repeated.
    Raises `inti.sandi.KunciSalah` when a NIK opens with none of the keys; then nothing of its batch is written.
    """
    jumlah = 0
    for kumpulan in _per_kumpulan():
        with transaction.atomic():
            terkunci = PelakuUsaha.objects.select_for_update(of=("self",)).filter(pk__in=kumpulan)
            orang = list(terkunci.exclude(nik_sandi=""))
            for satu in orang:
                if sidik:
                    satu.nik_sidik = sandi.sidik(sandi.dekripsi(satu.nik_sandi))
                satu.nik_sandi = sandi.putar(satu.nik_sandi)
            PelakuUsaha.objects.bulk_update(orang, ["nik_sandi", "nik_sidik"])
        jumlah += len(orang)
    if sidik:
        _segarkan_tanggal_lahir()
    return jumlah + sum(_putar_lain(model) for model in apps.get_models() if model is not PelakuUsaha)


@transaction.atomic
def _putar_lain(model: Any) -> int:
    """Rewrite the few NIKs that another table keeps in a column of the same name (the signers of letters)."""
    if not any(kolom.name == "nik_sandi" for kolom in model._meta.fields):
        return 0
    baris = list(model._base_manager.select_for_update(of=("self",)).exclude(nik_sandi=""))
    for satu in baris:
        satu.nik_sandi = sandi.putar(satu.nik_sandi)
    model._base_manager.bulk_update(baris, ["nik_sandi"])
    return len(baris)


def _segarkan_tanggal_lahir() -> None:
    berakun = PelakuUsaha.objects.exclude(akun=None).exclude(tanggal_lahir=None).select_related("akun")
    for pelaku in berakun.iterator(chunk_size=SEKALI):
        akun: Any = pelaku.akun
        catat_tanggal_lahir(akun, pelaku.tanggal_lahir)


def _per_kumpulan() -> Iterator[list[int]]:
    terakhir = 0
    while True:
        berikut = PelakuUsaha.objects.exclude(nik_sandi="").filter(pk__gt=terakhir).order_by("pk")
        kumpulan = list(berikut.values_list("pk", flat=True)[:SEKALI])
        if not kumpulan:
            return
        yield kumpulan
        terakhir = kumpulan[-1]
