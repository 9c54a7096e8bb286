"""Uploads that lie: what is kept is a picture or a PDF of ours, and it opens as nothing else."""

from __future__ import annotations

import io
import struct
import time
import zlib
from typing import Any

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from inti.berkas import Berkas, periksa
from tests.factories import buat_usaha
from tests.keamanan.conftest import Dunia

BEBAN = b"<script>alert(document.domain)</script>"


def jpeg(*, exif: bytes = b"", sisi: int = 64) -> bytes:
    keluar = io.BytesIO()
    Image.new("RGB", (sisi, sisi), "teal").save(keluar, "JPEG", **({"exif": exif} if exif else {}))
    return keluar.getvalue()


def pdf(*, tambah: Any = None) -> bytes:
    keluar, dokumen = io.BytesIO(), pikepdf.new()
    dokumen.add_blank_page()
    if tambah:
        tambah(dokumen)
    dokumen.save(keluar)
    return keluar.getvalue()


def png_bom(sisi: int) -> bytes:
    """A PNG of a few hundred KB that would unfold to sisi² pixels."""

    def potong(jenis: bytes, isi: bytes) -> bytes:
        return struct.pack(">I", len(isi)) + jenis + isi + struct.pack(">I", zlib.crc32(jenis + isi))

    kepala = struct.pack(">IIBBBBB", sisi, sisi, 8, 2, 0, 0, 0)
    badan = zlib.compress(b"\0" * 10_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + potong(b"IHDR", kepala) + potong(b"IDAT", badan) + potong(b"IEND", b"")


def unggah(nama: str, isi: bytes, jenis: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(nama, isi, jenis)


@pytest.mark.parametrize(
    ("nama", "isi"),
    [
        ("a.jpg", b"MZ\x90\x00" + b"\0" * 500),
        ("a.jpg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("a.svg", b"<?xml version='1.0'?><svg/>"),
        ("a.html", b"<html>" + BEBAN),
        ("a.jpg", b"\xff\xd8\xff\xe0" + BEBAN * 50),
        ("a.gif", b"GIF89a" + BEBAN),
        ("a.pdf", b"%PDF-1.7\n" + BEBAN * 20),
        ("a.jpg", png_bom(30_000)),
        ("a.zip", b"PK\x03\x04" + b"\0" * 300),
        ("a.jpg", b""),
    ],
)
def test_what_is_no_picture_and_no_pdf_is_refused_quickly(nama: str, isi: bytes) -> None:
    mulai = time.process_time()
    with pytest.raises(ValidationError):
        periksa(unggah(nama, isi))
    assert time.process_time() - mulai < 2


def test_nothing_hidden_in_a_picture_survives() -> None:
    gps = Image.Exif()
    gps[0x010E] = "PENANDA-EXIF"
    gps.get_ifd(0x8825)[1] = "S"
    for ekor in (b"", BEBAN, b"PK\x05\x06" + b"\0" * 18, pdf()):
        bersih = periksa(unggah("x.jpg", jpeg(exif=gps.tobytes()) + ekor)).isi
        assert b"PENANDA" not in bersih
        assert BEBAN not in bersih
        assert b"%PDF" not in bersih
        with Image.open(io.BytesIO(bersih)) as gambar:
            assert dict(gambar.getexif()) == {}


def _aksi(dokumen: pikepdf.Pdf) -> None:
    dokumen.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def _luncur(dokumen: pikepdf.Pdf) -> None:
    dokumen.pages[0].AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe"))


def _lampiran(dokumen: pikepdf.Pdf) -> None:
    dokumen.attachments["x.exe"] = b"MZ"


def _tersembunyi(dokumen: pikepdf.Pdf) -> None:
    """A script that no page reaches."""
    dokumen.Root.Acuh = dokumen.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="1"))


@pytest.mark.parametrize("tambah", [_aksi, _luncur, _lampiran, _tersembunyi])
def test_a_pdf_that_acts_is_refused(tambah: Any) -> None:
    with pytest.raises(ValidationError):
        periksa(unggah("x.pdf", pdf(tambah=tambah), "application/pdf"))


def test_a_pdf_bomb_does_not_unfold() -> None:
    def isi(dokumen: pikepdf.Pdf) -> None:
        bom = zlib.compress(zlib.compress(b"\0" * 60_000_000, 9), 9)
        saringan = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode])
        dokumen.pages[0].Contents = pikepdf.Stream(dokumen, bom, Filter=saringan)

    mulai = time.process_time()
    bersih = periksa(unggah("x.pdf", pdf(tambah=isi), "application/pdf"))
    assert len(bersih.isi) < 1_000_000
    assert time.process_time() - mulai < 3


@pytest.mark.parametrize(
    "nama",
    [
        "../../../etc/passwd.jpg",
        "..\\..\\win.jpg",
        "a\x00.jpg",
        "/abs.jpg",
        'q";x="y.jpg',
        "\u202egpj.exe",
        "n\r\nX: 1.jpg",
    ],
)
def test_the_name_of_a_file_goes_nowhere(nama: str, dunia: Dunia, masuk: Any) -> None:
    klien = masuk(dunia.pemilik)
    klien.post(f"/usaha/{dunia.usaha.kode}/isi/foto/", {"jenis": "PRODUK", "berkas": unggah(nama, jpeg())})
    berkas = dunia.usaha.foto.latest("pk").berkas
    assert berkas.file.name.startswith("berkas/")
    assert ".." not in berkas.file.name
    jawaban = klien.get(f"/usaha/{dunia.usaha.kode}/berkas/{berkas.kode}/")
    b"".join(jawaban.streaming_content)
    assert "\n" not in jawaban["Content-Disposition"]
    assert jawaban["Content-Type"] == "image/jpeg"
    assert "sandbox" in jawaban["Content-Security-Policy"]
    assert jawaban["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in jawaban["Cache-Control"]


def test_files_have_no_address_of_their_own(dunia: Dunia, tamu: Client) -> None:
    nama = dunia.foto.berkas.file.name
    for jalur in (f"/media/{nama}", f"/static/{nama}", f"/{nama}", f"/static/../media/{nama}"):
        assert tamu.get(jalur).status_code in (302, 404)


def test_a_request_brings_few_files(pemilik: Any, masuk: Any) -> None:
    """Each may weigh ten megabytes on disk before a view has seen it."""
    usaha = buat_usaha(pemilik=pemilik)
    klien = masuk(pemilik)
    klien.raise_request_exception = False
    banyak = {f"b{n}": unggah(f"{n}.jpg", jpeg()) for n in range(20)}
    assert klien.post(f"/usaha/{usaha.kode}/isi/foto/", banyak).status_code == 400


def test_another_owner_neither_deletes_nor_replaces_a_photo(dunia: Dunia, pemilik_lain: Any, masuk: Any) -> None:
    milik = buat_usaha(pemilik=pemilik_lain)
    klien = masuk(pemilik_lain)
    for kode in (dunia.usaha.kode, milik.kode):
        assert klien.post(f"/usaha/{kode}/foto/{dunia.foto.pk}/hapus/").status_code == 404
        assert klien.post(f"/usaha/{kode}/legalitas/{dunia.surat.pk}/hapus/").status_code == 404
        assert klien.get(f"/usaha/{kode}/foto/{dunia.foto.pk}/kecil/").status_code == 404
    assert Berkas.objects.filter(pk=dunia.foto.berkas_id).exists()
