"""Invented materials, notes and accountability of the demonstration's classes, through the same verbs as everyone's."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from beranda.demo_layanan import gambar_usaha
from inti import berkas
from pelatihan.actions import catatan, materi, spj
from pelatihan.enums import JenisBukti, KapanMateri
from pelatihan.models import Angkatan, Peserta, Sesi

J, K = JenisBukti, KapanMateri
BAHAN = "https://bahan.contoh.invalid/{}"


def ruang_selesai(buat: Any, satu: Angkatan, peserta: dict[str, Peserta]) -> None:
    """Fill the rooms of a class that is about to be closed: papers of its first day, and what is still missing."""
    sesi = list(satu.sesi.order_by("mulai"))
    materi.tambah(
        satu,
        oleh=buat.pelatih,
        judul="Lembar buku kas harian",
        kapan=K.LANGSUNG,
        topik=sesi[1].topik,
        tautan=BAHAN.format("buku-kas"),
    )
    materi.tambah(
        satu,
        oleh=buat.pelatih,
        judul="Contoh hitungan laba rugi sebulan",
        kapan=K.AKHIR,
        tautan=BAHAN.format("laba-rugi"),
    )
    teks = "Anaknya dirawat, jadi tidak hadir dua hari. Ingin ikut lagi; hubungi bila ada kelas berikutnya."
    catatan.catat(peserta["Paijo"], oleh=buat.pelatih, teks=teks)
    spj.atur(satu, oleh=buat.petugas, isian={"transport": 50_000, "nomor_sk": "500/014/SK/2026"})
    _bukti(satu, buat.pelatih, J.DAFTAR_HADIR, _lembar(len(peserta)), sesi[0])
    _bukti(satu, buat.pelatih, J.FOTO, gambar_usaha("kelas", "#7a4a1e"), sesi[0], "Latihan mengisi buku kas")


def ruang_berjalan(buat: Any, satu: Angkatan, peserta: dict[str, Peserta]) -> None:
    """Fill the rooms of a class between its two days."""
    sesi = list(satu.sesi.order_by("mulai"))
    isian = {"oleh": buat.pelatih, "judul": "Tiga contoh foto dengan cahaya jendela", "kapan": K.SESI, "sesi": sesi[0]}
    materi.tambah(satu, **isian, unggahan=berkas.periksa(gambar_usaha("contoh", "#1f6b45")))
    teks = "HP-nya tidak menyimpan foto besar. Besok pinjamkan HP kelas."
    catatan.catat(peserta["Yuni"], oleh=buat.pelatih, teks=teks)
    _bukti(satu, buat.pelatih, J.FOTO, gambar_usaha("kelas", "#17324d"), sesi[0], "Menata produk di dekat jendela")


def _bukti(
    satu: Angkatan, oleh: Any, jenis: JenisBukti, gambar: SimpleUploadedFile, sesi: Sesi, keterangan: str = ""
) -> None:
    unggahan = berkas.periksa(gambar)
    spj.tambah_bukti(satu, oleh=oleh, jenis=jenis, unggahan=unggahan, sesi=sesi, keterangan=keterangan)


def _lembar(baris: int) -> SimpleUploadedFile:
    """Draw a sheet with a scribble in every row, so that nobody takes it for a paper that somebody signed."""
    kanvas = Image.new("RGB", (620, 876), "#ffffff")
    pena = ImageDraw.Draw(kanvas)
    pena.rectangle((60, 60, 560, 90), fill="#1d1a16")
    for n in range(baris):
        atas = 150 + 60 * n
        pena.rectangle((60, atas, 560, atas + 60), outline="#1d1a16")
        pena.line(((420, atas + 40), (450, atas + 15), (480, atas + 45), (520, atas + 20)), fill="#17324d", width=3)
    isi = io.BytesIO()
    kanvas.save(isi, "JPEG")
    return SimpleUploadedFile("daftar-hadir.jpg", isi.getvalue(), "image/jpeg")
