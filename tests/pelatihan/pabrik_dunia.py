"""One person with a place of every status, and a class of every status, for the walk over all pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, NamedTuple

from django.utils import timezone

from inti import tautan
from pelatihan import kesan
from pelatihan.enums import JenisKuota, StatusAngkatan, StatusPeserta, TahapTanya
from pelatihan.models import Angkatan, CatatanPelatih, Kelompok, Materi, Peserta, Sesi
from pelatihan.notifications import JAWAB
from tests.pelatihan.pabrik import buat_angkatan, buat_kurikulum, buat_peserta, orang
from tests.pelatihan.pabrik_seleksi import kelas_seleksi, kelas_usulan, lamaran
from umkm.models import Usaha

S = StatusPeserta
SEHARI = timedelta(days=1)


class DuniaPelatihan(NamedTuple):
    """`peserta` by status, each in a class of its own; `kelas` by status; the rest belongs to the class that runs."""

    peserta: dict[str, Peserta]
    kelas: dict[str, Angkatan]
    sesi: Sesi
    materi: Materi
    catatan: CatatanPelatih
    kelompok: Kelompok
    seleksi: Angkatan
    usulan: Angkatan
    calon: Usaha
    token: dict[str, str]


def segala_keadaan(usaha: Any, pelatih: Any, nama: str) -> DuniaPelatihan:
    """Make it for the owner of `usaha`, in courses with the longest `nama`, taught by `pelatih`."""
    kurikulum = buat_kurikulum(nama=f"Pembukuan {nama}", ringkas=f"Mencatat uang masuk dan keluar {nama}")
    for urut in range(1, 9):
        kurikulum.topik.create(nama=f"Topik {urut} {nama}", jp=4, urut=urut)
    kelas = {status: _kelas(kurikulum, status, pelatih, nama) for status in StatusAngkatan}
    jalan = kelas[StatusAngkatan.BERJALAN]
    sesi = jalan.sesi.first()
    peserta = {
        status: buat_peserta(status, usaha=usaha, angkatan=_untuk(status, kelas, kurikulum, pelatih, nama))
        for status in S
        if status != S.MENUNGGU_SELEKSI
    }
    seleksi = kelas_seleksi()
    peserta[S.MENUNGGU_SELEKSI] = lamaran(seleksi, 7, siapa=(usaha.pemilik, usaha))
    ikut = peserta[S.TERDAFTAR]
    kelompok = Kelompok.objects.create(angkatan=jalan, nama=nama, ketua=usaha.pemilik)
    Peserta.objects.filter(pk=ikut.pk).update(kelompok=kelompok)
    besok = timezone.now() + SEHARI
    return DuniaPelatihan(
        peserta=peserta,
        kelas=kelas,
        sesi=sesi,
        materi=Materi.objects.create(
            angkatan=jalan, judul=nama, tautan="https://contoh.invalid/bahan", kapan="LANGSUNG", oleh=pelatih
        ),
        catatan=CatatanPelatih.objects.create(peserta=ikut, penulis=pelatih, teks=nama),
        kelompok=kelompok,
        seleksi=seleksi,
        usulan=kelas_usulan(usaha.desa.kecamatan, nama=nama),
        calon=orang(desa=usaha.desa)[1],
        token={
            "kunci": tautan.buat(JAWAB, peserta[S.DITAWARI].kode, sampai=besok),
            "kesan_isi": _ditanya(peserta[S.LULUS], TahapTanya.KESAN),
            "dampak_isi": _ditanya(peserta[S.TIDAK_LULUS], TahapTanya.DAMPAK),
        },
    )


def _ditanya(peserta: Peserta, tahap: TahapTanya) -> str:
    """Ask this participant now, of a class that ended as long ago as that needs; return the token of the link."""
    akhir = timezone.now() - kesan.JEDA[tahap] - SEHARI
    Angkatan.objects.filter(pk=peserta.angkatan_id).update(mulai=akhir - SEHARI / 6, selesai=akhir)
    peserta.tanya.create(tahap=tahap)
    return tautan.buat(kesan.KEPERLUAN[tahap], peserta.kode, sampai=timezone.now() + SEHARI)


def _kelas(kurikulum: Any, status: str, pelatih: Any, nama: str) -> Angkatan:
    mulai = timezone.now() + {"BERJALAN": -SEHARI / 24, "SELESAI": -9 * SEHARI}.get(status, 9 * SEHARI)
    selesai = mulai + SEHARI / 6
    satu = buat_angkatan(
        kurikulum=kurikulum,
        status=status,
        nama=nama,
        mulai=mulai,
        selesai=selesai,
        tempat=nama,
        alamat=f"Jalan {nama}",
        kuota={JenisKuota.PEREMPUAN.value: 3},
        sebut_pelatih=True,
    )
    satu.sesi.create(mulai=mulai, selesai=selesai, jp=4, topik=kurikulum.topik.first())
    satu.pelatih.create(akun=pelatih)
    return satu


def _untuk(status: str, kelas: dict[str, Angkatan], kurikulum: Any, pelatih: Any, nama: str) -> Angkatan:
    """Return the class in which somebody has this status: the one that runs, that is over, or one of its own."""
    if status == S.TERDAFTAR:
        return kelas[StatusAngkatan.BERJALAN]
    if status == S.LULUS:
        return kelas[StatusAngkatan.SELESAI]
    return _kelas(
        kurikulum, StatusAngkatan.SELESAI if status == S.TIDAK_LULUS else StatusAngkatan.DIBUKA, pelatih, nama
    )
