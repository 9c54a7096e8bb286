"""Invented requests for the demonstration, in every stage, through the same verbs as everyone's."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw

from akun.models import Jabatan, Pejabat, Pengguna
from inti import berkas
from layanan.actions import katalog, kenyataan, periksa, tanda
from layanan.actions import permohonan as aksi
from layanan.models import AlasanTolak, Layanan, Permohonan
from umkm.enums import StatusUsaha
from umkm.models import Usaha

JAWABAN: dict[str, dict[str, Any]] = {
    "surat-rekomendasi": {"keperluan": "lain", "keperluan_lain": "Ikut bazar desa", "kepada": "Panitia Bazar Contoh"},
    "nib": {"luas": 12, "modal": 5_000_000, "pekerja": 2, "punya_npwp": "tidak"},
}


def permohonan(petugas: Pengguna) -> None:
    """Make requests of the verified demo businesses; the catalogue is loaded first when it is not there."""
    if not Layanan.objects.exists():
        katalog.muat(katalog.baca(katalog.BAWAAN))
    kepala = Pengguna.objects.filter(email="kepala@contoh.invalid").first()
    for kode, nama, pangkat, akun in (
        ("kabid-umkm", "Drs. Kabid Contoh", "Pembina, IV/a", None),
        ("sekretaris", "Sekretaris Contoh, S.E.", "Pembina Tingkat I, IV/b", None),
        ("kepala-dinas", "Endang Kepala Contoh, M.M.", "Pembina Utama Muda, IV/c", kepala),
    ):
        Pejabat.objects.create(
            jabatan=Jabatan.objects.get(kode=kode),
            nama=nama,
            nip="19700101 199001 1 001",
            pangkat=pangkat,
            akun=akun,
            mulai=date(2025, 1, 1),
        )
    usaha = list(Usaha.objects.filter(status=StatusUsaha.TERVERIFIKASI).order_by("pk"))
    for urut, tahap in enumerate(("diajukan", "diperiksa", "tanda", "ditolak")):
        _satu("surat-rekomendasi", usaha[urut % len(usaha)], tahap, petugas)
    siti = Usaha.objects.get(kepemilikan__pelaku__nama="Siti Contoh")
    _satu("nib", siti, "instansi", petugas)
    _satu("nib", siti, "lengkapi", petugas)
    kenyataan.catat()


def _satu(kode: str, usaha: Usaha, sampai: str, petugas: Pengguna) -> Permohonan:
    akun = usaha.pemilik.akun
    satu = aksi.buat(Layanan.objects.get(kode=kode), usaha=usaha, oleh=akun)
    aksi.isi(satu, oleh=akun, jawaban=JAWABAN[kode])
    for syarat in satu.layanan.berkas.filter(kode="tempat"):
        if not syarat.kondisi:
            aksi.tambah_berkas(
                satu, oleh=akun, syarat_berkas=syarat, unggahan=berkas.periksa(gambar_usaha("tempat", "#1f6b45"))
            )
    aksi.ajukan(satu, oleh=akun)
    if sampai == "diajukan":
        return satu
    periksa.periksa(satu, oleh=petugas)
    if sampai == "tanda":
        tanda.ajukan_tanda_tangan(satu, oleh=petugas)
    elif sampai == "ditolak":
        sebab = AlasanTolak.objects.get(kode="tidak-cocok")
        periksa.tolak(satu, oleh=petugas, sebab=sebab, alasan="Bazar ini untuk usaha makanan saja.")
    elif sampai == "instansi":
        nanti = timezone.localdate() + timedelta(days=7)
        periksa.teruskan(satu, oleh=petugas, instansi="OSS", lihat_lagi=nanti, nomor_instansi="OSS-CONTOH-1")
    elif sampai == "lengkapi":
        periksa.minta_lengkap(satu, oleh=petugas, hal={"isian:alamat": "Tulis nama dukuh dan patokannya."})
    return satu


def gambar_usaha(jenis: str, warna: str) -> SimpleUploadedFile:
    """Draw a plain shop front, so that nobody takes it for a photograph of a real place."""
    kanvas = Image.new("RGB", (960, 640), "#faf6ee")
    pena = ImageDraw.Draw(kanvas)
    pena.rectangle((160, 240, 800, 560), fill=warna, outline="#1d1a16", width=6)
    pena.polygon(((120, 250), (480, 110), (840, 250)), fill="#17324d")
    pena.rectangle((420, 380, 540, 560), fill="#f2c14e")
    isi_gambar = io.BytesIO()
    kanvas.save(isi_gambar, "JPEG")
    return SimpleUploadedFile(f"{jenis}.jpg", isi_gambar.getvalue(), "image/jpeg")
