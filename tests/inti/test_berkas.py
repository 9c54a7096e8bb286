"""Uploads: judged by what they are, made harmless, kept privately."""

from __future__ import annotations

import hashlib
import io
import os
import time
import zlib
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.core.management import call_command
from django.db import transaction
from django.test import RequestFactory, override_settings
from PIL import Image

from inti import berkas
from inti.berkas import Berkas, BerkasBersih, BerkasField, hapus, periksa, sajikan, simpan, yatim
from inti.gambar import BERGERAK, RUSAK, TERLALU_LUAS
from inti.suara import MIME_SUARA
from inti.workflow import SISTEM
from tests.inti.pdf_contoh import pdf_polos

TIDAK_DITERIMA = "Berkas ini tidak dapat diterima. Unggah foto (JPG, PNG atau WebP) atau PDF."


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def gambar(
    ukuran: tuple[int, int] = (40, 20), format_: str = "JPEG", mode: str = "RGB", warna: Any = "red", **isian: Any
) -> bytes:
    keluaran = io.BytesIO()
    Image.new(mode, ukuran, warna).save(keluaran, format_, **isian)
    return keluaran.getvalue()


def unggah(isi: bytes, nama: str = "foto.jpg", tipe: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(nama, isi, tipe)


def buka(bersih: BerkasBersih) -> Image.Image:
    return Image.open(io.BytesIO(bersih.isi))


def pesan(unggahan: Any, **isian: Any) -> str:
    with pytest.raises(ValidationError) as galat:
        periksa(unggahan, **isian)
    (satu,) = galat.value.messages
    return satu.replace("\xa0", " ")


# --- Pictures ------------------------------------------------------------------


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP"])
def test_a_picture_becomes_a_jpeg_whatever_its_name_and_type_say(format_: str) -> None:
    bersih = periksa(unggah(gambar(format_=format_), nama="surat.exe", tipe="text/html"))
    assert (bersih.mime, bersih.nama_asli, buka(bersih).format) == ("image/jpeg", "surat.jpg", "JPEG")


def test_a_picture_is_turned_upright_and_loses_exif_gps_and_comment() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # orientation: turned by 90°
    exif[0x010E] = "RAHASIA-EXIF"
    exif.get_ifd(0x8825)[1] = "S"
    bersih = periksa(unggah(gambar((40, 20), exif=exif, comment=b"RAHASIA-KOMENTAR")))
    hasil = buka(bersih)
    assert hasil.size == (20, 40)
    assert (len(hasil.getexif()), "comment" in hasil.info, "icc_profile" in hasil.info) == (0, False, False)
    assert b"RAHASIA" not in bersih.isi


def test_a_large_picture_is_made_smaller_and_a_small_one_is_left() -> None:
    assert buka(periksa(unggah(gambar((4000, 3000))))).size == (1600, 1200)
    assert buka(periksa(unggah(gambar((3000, 4000), "PNG")))).size == (1200, 1600)
    assert buka(periksa(unggah(gambar((300, 200))))).size == (300, 200)


def test_a_transparent_picture_stands_on_white() -> None:
    hasil = buka(periksa(unggah(gambar(format_="PNG", mode="RGBA", warna=(255, 0, 0, 0)))))
    assert hasil.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("mode", "format_"), [("P", "PNG"), ("L", "PNG"), ("LA", "PNG"), ("1", "PNG"), ("CMYK", "JPEG")]
)
def test_a_picture_of_any_colour_mode_is_accepted(mode: str, format_: str) -> None:
    assert buka(periksa(unggah(gambar(format_=format_, mode=mode, warna=None)))).mode == "RGB"


def test_a_grey_scan_of_16_bits_keeps_its_tones() -> None:
    hasil = buka(periksa(unggah(gambar(format_="PNG", mode="I;16", warna=0x8000))))
    assert abs(hasil.getpixel((5, 5))[0] - 0x80) <= 2


def test_a_phone_photo_with_a_second_frame_is_accepted() -> None:
    kedua = Image.new("RGB", (10, 10), "blue")
    mpo = gambar((40, 20), "MPO", save_all=True, append_images=[kedua])
    assert buka(periksa(unggah(mpo))).size == (40, 20)


@pytest.mark.parametrize("format_", ["PNG", "WEBP"])
def test_a_moving_picture_is_refused(format_: str) -> None:
    bingkai = [Image.new("RGB", (40, 20), w) for w in ("blue", "green")]
    bergerak = gambar(format_=format_, save_all=True, append_images=bingkai, duration=100)
    assert pesan(unggah(bergerak)) == BERGERAK


@pytest.mark.parametrize("potong", [20, 200, -30])
def test_a_broken_picture_is_refused(potong: int) -> None:
    assert pesan(unggah(gambar((400, 300))[:potong])) == RUSAK


def test_a_picture_with_too_many_pixels_is_refused_by_its_head_alone() -> None:
    for sisi in (9_000, 12_000, 30_000):  # past our limit, past Pillow's warning, past Pillow's refusal
        kepala = bytearray(gambar((10, 10), "PNG", mode="1", warna=0))
        kepala[16:24] = sisi.to_bytes(4, "big") * 2
        kepala[29:33] = zlib.crc32(bytes(kepala[12:29])).to_bytes(4, "big")
        assert pesan(unggah(bytes(kepala))) == TERLALU_LUAS


# --- What is neither -------------------------------------------------------------


@pytest.mark.parametrize(
    "isi",
    [
        b"MZ\x90\x00\x03" + b"\0" * 500,
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<!doctype html><script>alert(1)</script>",
        b"GIF89a" + b"\0" * 100,
        b"PK\x03\x04" + b"\0" * 500,
        b"teks biasa",
        b"\0",
    ],
    ids=["exe", "svg", "html", "gif", "zip", "text", "null"],
)
def test_anything_else_named_jpg_is_refused(isi: bytes) -> None:
    assert pesan(unggah(isi)) == TIDAK_DITERIMA


def test_heic_is_refused_with_the_way_out() -> None:
    heic = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00heicmif1" + b"\0" * 100
    assert "Paling Kompatibel" in pesan(unggah(heic))


def test_an_empty_file_is_refused() -> None:
    assert pesan(unggah(b"")) == "Berkas ini kosong. Pilih berkas lain."


def test_a_pdf_is_refused_where_a_photo_is_wanted_and_the_other_way_round() -> None:
    assert pesan(unggah(pdf_polos()), jenis=("gambar",)) == (
        "Berkas ini tidak dapat diterima. Unggah foto (JPG, PNG atau WebP)."
    )
    assert pesan(unggah(gambar()), jenis=("pdf",)) == "Berkas ini tidak dapat diterima. Unggah PDF."


def test_thirty_megabytes_are_refused_without_being_read() -> None:
    class TakTerbaca(TemporaryUploadedFile):
        def read(self, *args: Any) -> bytes:
            raise AssertionError("berkas dibaca")

    besar = TakTerbaca("foto.jpg", "image/jpeg", 30 * 1024 * 1024, None)
    assert pesan(besar) == "Foto terlalu besar: 30,0 MB. Paling besar 10,0 MB. Kecilkan fotonya atau ambil lagi."
    assert pesan(besar, jenis=("pdf",)) == "PDF terlalu besar: paling besar 10,0 MB."
    besar.close()


@override_settings(FILE_UPLOAD_HANDLERS=["inti.unggah.PenampungTerbatas"], UKURAN_BERKAS_MAKS=300_000)
def test_an_upload_over_the_limit_does_not_fill_the_disk_and_leaves_the_other_fields() -> None:
    permintaan = RequestFactory().post("/", {"nama": "Tetap", "foto": unggah(b"x" * 5_000_000)})
    berkas_besar = permintaan.FILES["foto"]
    assert permintaan.POST["nama"] == "Tetap"
    assert berkas_besar.size == 5_000_000
    assert os.path.getsize(berkas_besar.temporary_file_path()) < 500_000
    assert pesan(berkas_besar).startswith("Foto terlalu besar: 4,8 MB.")
    berkas_besar.close()


@pytest.mark.parametrize(
    ("nama", "rapi"),
    [
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Foto\\KTP saya.JPG", "KTP saya.jpg"),
        ("a\x00b\u202egpj.exe", "abgpj.jpg"),
        ("x" * 400 + ".png", "x" * 100 + ".jpg"),
        ("", "berkas.jpg"),
        ("...", "berkas.jpg"),
    ],
)
def test_a_file_name_is_kept_for_showing_only(nama: str, rapi: str) -> None:
    unggahan = unggah(gambar())
    unggahan._name = nama  # past SimpleUploadedFile's own cleaning
    assert periksa(unggahan).nama_asli == rapi


# --- The form field ----------------------------------------------------------------


class Formulir(forms.Form):
    foto = BerkasField(label="Foto", jenis=("gambar",), required=False)
    surat = BerkasField(label="Surat")


def test_the_field_gives_the_sentence_beside_itself() -> None:
    form = Formulir({}, {"foto": unggah(b"MZ" + b"\0" * 50), "surat": unggah(pdf_polos())})
    assert form.errors == {"foto": ["Berkas ini tidak dapat diterima. Unggah foto (JPG, PNG atau WebP)."]}
    assert form.cleaned_data["surat"].mime == "application/pdf"


def test_the_field_says_what_is_missing_and_what_is_empty() -> None:
    assert Formulir({}, {}).errors == {"surat": ["Pilih foto atau berkas dulu."]}
    assert Formulir({}, {"surat": unggah(b"")}).errors == {"surat": ["Berkas ini kosong. Pilih berkas lain."]}


def test_the_field_keeps_what_is_already_there() -> None:
    ada = Berkas(nama_asli="lama.pdf")
    form = Formulir({}, {}, initial={"surat": ada})
    assert form.is_valid()
    assert form.cleaned_data == {"foto": None, "surat": ada}


def test_the_field_offers_only_what_it_accepts() -> None:
    assert 'accept="image/jpeg,image/png,image/webp"' in str(Formulir()["foto"])
    assert 'accept="image/jpeg,image/png,image/webp,application/pdf"' in str(Formulir()["surat"])


# --- Keeping, serving, deleting ------------------------------------------------------


@pytest.mark.django_db
def test_simpan_keeps_the_clean_bytes_under_a_random_name(pemilik: Any, media: Path) -> None:
    bersih = periksa(unggah(gambar(), nama="ktp siti.png"))
    satu = simpan(bersih, oleh=pemilik, jenis="foto_ktp")
    satu.refresh_from_db()
    isi = (media / satu.file.name).read_bytes()
    assert (satu.jenis, satu.nama_asli, satu.mime, satu.ukuran) == ("foto_ktp", "ktp siti.jpg", "image/jpeg", len(isi))
    assert satu.sha256 == hashlib.sha256(isi).hexdigest() == bersih.sha256
    assert satu.diunggah_oleh == pemilik
    assert (satu.file.name.startswith("berkas/"), "ktp" in satu.file.name) == (True, False)
    dua = simpan(bersih, oleh=SISTEM, jenis="foto_ktp")
    assert (dua.diunggah_oleh, dua.file.name == satu.file.name, dua.kode == satu.kode) == (None, False, False)


@pytest.mark.django_db
def test_sajikan_streams_with_headers_that_let_nothing_run() -> None:
    satu = simpan(periksa(unggah(pdf_polos(), nama="surat “é”.pdf")), oleh=SISTEM, jenis="surat")
    tanggapan = sajikan(satu)
    assert hashlib.sha256(tanggapan.getvalue()).hexdigest() == satu.sha256
    tanggapan.close()
    assert {k: tanggapan[k] for k in ("Content-Type", "X-Content-Type-Options", "Cache-Control")} == {
        "Content-Type": "application/pdf",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    assert tanggapan["Content-Disposition"] == "inline; filename*=utf-8''surat%20%E2%80%9C%C3%A9%E2%80%9D.pdf"
    assert tanggapan["Content-Security-Policy"].startswith("default-src 'none';")
    unduhan = sajikan(satu, unduh=True)
    assert unduhan["Content-Disposition"].startswith("attachment; ")
    unduhan.close()


@pytest.mark.django_db
def test_pictures_are_served_in_a_sandbox() -> None:
    satu = simpan(periksa(unggah(gambar())), oleh=SISTEM, jenis="foto")
    tanggapan = sajikan(satu)
    assert "sandbox" in tanggapan["Content-Security-Policy"].split("; ")
    tanggapan.close()


@pytest.mark.django_db(transaction=True)
def test_hapus_removes_the_file_after_commit_and_keeps_it_on_rollback(media: Path) -> None:
    satu = simpan(periksa(unggah(gambar())), oleh=SISTEM, jenis="foto")
    jalur = media / satu.file.name
    with transaction.atomic():
        hapus(Berkas.objects.get(pk=satu.pk))
        transaction.set_rollback(True)
    assert (jalur.exists(), Berkas.objects.count()) == (True, 1)
    hapus(Berkas.objects.get(pk=satu.pk))
    assert (jalur.exists(), Berkas.objects.count()) == (False, 0)


@pytest.mark.django_db(transaction=True)
def test_bersihkan_berkas_removes_what_a_rollback_left_and_nothing_else(
    media: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tetap = simpan(periksa(unggah(gambar())), oleh=SISTEM, jenis="foto")
    assert list(yatim(Berkas, "berkas")) == []
    jalur = []
    for _ in range(2):
        with transaction.atomic():
            jalur.append(simpan(periksa(unggah(gambar())), oleh=SISTEM, jenis="foto").file.name)
            transaction.set_rollback(True)
    assert list(yatim(Berkas, "berkas")) == sorted(jalur)
    lama = time.time() - 2 * 24 * 3600
    for nama in (jalur[0], tetap.file.name):
        os.utime(media / nama, (lama, lama))

    call_command("bersihkan_berkas", "--simulasi")
    assert capsys.readouterr().out == f"{jalur[0]}\n1 berkas akan dihapus.\n"
    call_command("bersihkan_berkas")
    assert capsys.readouterr().out == f"{jalur[0]}\n1 berkas dihapus.\n"
    assert list(yatim(Berkas, "berkas")) == [jalur[1]]  # young: its transaction may still be open
    assert (media / tetap.file.name).exists()


def test_every_kind_that_is_kept_has_its_ending() -> None:
    assert {berkas.MIME_GAMBAR: ".jpg", berkas.MIME_PDF: ".pdf", **MIME_SUARA} == berkas.AKHIRAN
