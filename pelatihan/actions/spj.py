"""The verbs of accountability: what the papers say, what came back signed, and the papers to begin with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from akun.actions import catat_baca_banyak
from akun.models import Jabatan
from inti import sandi
from inti.berkas import BerkasBersih
from inti.berkas import hapus as hapus_berkas
from inti.berkas import simpan as simpan_berkas
from pelatihan import permissions, spj
from pelatihan.enums import BUKTI_SESI, JenisBukti, StatusAngkatan
from pelatihan.models import Angkatan, BentukSpj, BuktiSpj, DataSpj, KolomBentuk, PenandaSpj, Sesi

BAWAAN = Path(__file__).resolve().parent.parent / "data" / "spj.json"
BUKTI_MAKS = 80
"""Scans and photos that one class may have."""
JABATAN = {"kepala-dinas": "Kepala Dinas", "bendahara-pengeluaran": "Bendahara Pengeluaran"}
IZIN_NIK = "pelatihan.cetak_nik_spj"


@transaction.atomic
def atur(angkatan: Angkatan, *, oleh: Any, isian: Mapping[str, Any]) -> DataSpj:
    """Keep what the papers of a class say: numbers, days, the amount for transport in rupiah.

    Raises PermissionDenied for who is no official preparing them.
    """
    if not permissions.penyiap_spj(oleh, angkatan):
        raise PermissionDenied("Anda tidak menyiapkan SPJ kelas ini.")
    data, _ = DataSpj.objects.select_for_update(of=("self",)).get_or_create(angkatan=angkatan)
    for nama, nilai in isian.items():
        setattr(data, nama, nilai)
    data.diubah_oleh = oleh
    data.full_clean()
    data.save()
    return data


@transaction.atomic
def tambah_bukti(
    angkatan: Angkatan, *, oleh: Any, jenis: str, unggahan: BerkasBersih, sesi: Sesi | None = None, keterangan: str = ""
) -> BuktiSpj:
    """Keep a signed scan or a photo. The same once more, after a broken connection, changes nothing.

    Raises PermissionDenied for who neither teaches the class nor prepares its papers, ValidationError when it is
    called off, has too many, or the session is missing or another class's.
    """
    segar = Angkatan.objects.select_for_update(of=("self",), no_key=True).get(pk=angkatan.pk)
    _wajib_mengurus(segar, oleh)
    if segar.status == StatusAngkatan.DIBATALKAN:
        raise ValidationError("Kelas ini dibatalkan.")
    if jenis in BUKTI_SESI and (sesi is None or sesi.angkatan_id != segar.pk):
        raise ValidationError({"sesi": "Pilih sesinya."})
    milik = sesi if jenis in BUKTI_SESI else None
    if ada := segar.bukti.filter(jenis=jenis, sesi=milik, berkas__sha256=unggahan.sha256).first():
        return ada
    if segar.bukti.count() >= BUKTI_MAKS:
        raise ValidationError(f"Paling banyak {BUKTI_MAKS} berkas untuk satu kelas. Hapus yang tidak perlu dulu.")
    satu = BuktiSpj(angkatan=segar, sesi=milik, jenis=JenisBukti(jenis), keterangan=keterangan, oleh=oleh)
    satu.berkas = simpan_berkas(unggahan, oleh=oleh, jenis="bukti-spj")
    satu.full_clean()
    satu.save()
    return satu


@transaction.atomic
def hapus_bukti(bukti: BuktiSpj, *, oleh: Any) -> None:
    """Take a scan or photo away again, until the class has ended. Raises as `tambah_bukti` does."""
    segar = Angkatan.objects.select_for_update(of=("self",), no_key=True).get(pk=bukti.angkatan_id)
    _wajib_mengurus(segar, oleh)
    if segar.status == StatusAngkatan.SELESAI:
        raise ValidationError("Kelas ini sudah ditutup. Buktinya tidak dihapus lagi; yang kurang dapat ditambah.")
    berkas = bukti.berkas
    bukti.delete()
    hapus_berkas(berkas)


@transaction.atomic
def buka_nik(angkatan: Angkatan, *, oleh: Any, alasan: str) -> dict[int, str]:
    """Return the NIK of who has a seat, by the key of the participant, and write each into the read log.

    Raises PermissionDenied without the permission, ValidationError without a reason that its owner could understand.
    """
    if not (permissions.penyiap_spj(oleh, angkatan) and oleh.has_perm(IZIN_NIK)):
        raise PermissionDenied("Anda tidak berwenang mencetak NIK.")
    ber_nik = [p for p in spj.daftar_orang(angkatan) if p.pelaku.nik_sandi]
    catat_baca_banyak(
        oleh=oleh, subjek_jenis="pelaku", dilihat=((p.pelaku.kode, "NIK di kertas SPJ") for p in ber_nik), alasan=alasan
    )
    return {p.pk: sandi.dekripsi(p.pelaku.nik_sandi) for p in ber_nik}


@transaction.atomic
def muat() -> int:
    """Add the example papers that were never there; what officials changed stays. Returns how many."""
    jumlah = 0
    for isi in json.loads(BAWAAN.read_text(encoding="utf-8")):
        kolom, penanda = isi.pop("kolom"), isi.pop("penanda")
        if BentukSpj.objects.filter(kode=isi["kode"]).exists():
            continue
        satu = BentukSpj(**isi)
        satu.full_clean()
        satu.save()
        for n, isi_kolom in enumerate(kolom, 1):
            k, judul = (isi_kolom, "") if isinstance(isi_kolom, str) else isi_kolom
            KolomBentuk.objects.create(bentuk=satu, urut=n, kolom=k, judul=judul)
        for n, (sebagai, kode) in enumerate(penanda, 1):
            PenandaSpj.objects.create(bentuk=satu, urut=n, sebagai=sebagai, jabatan=_jabatan(kode))
        jumlah += 1
    return jumlah


def _jabatan(kode: str) -> Jabatan | None:
    if not kode:
        return None
    return Jabatan.objects.get_or_create(kode=kode, defaults={"nama": JABATAN[kode]})[0]


def _wajib_mengurus(angkatan: Angkatan, oleh: Any) -> None:
    if not (permissions.pengajar_bernama(oleh, angkatan) or permissions.penyiap_spj(oleh, angkatan)):
        raise PermissionDenied("Anda tidak mengurus kelas ini.")
