"""Photos and papers: real ones are kept, dangerous ones refused with a sentence, nothing stays behind."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from inti.berkas import Berkas
from tests.factories import buat_usaha, gambar
from tests.inti.pdf_contoh import BERBAHAYA, pdf
from umkm.actions.isi import FOTO_TERBANYAK
from umkm.models import FotoUsaha, Legalitas, Usaha

SURAT = {"jenis": "HALAL", "nomor": "ID33110000000000001", "berlaku_sampai_hari": ""}


@pytest.fixture
def usaha(pemilik) -> Usaha:
    return buat_usaha(pemilik=pemilik)


@pytest.fixture
def kirim(masuk, pemilik, usaha):
    klien = masuk(pemilik)

    def isi(bagian: str, data: dict[str, Any]) -> Any:
        return klien.post(f"/usaha/{usaha.kode}/isi/{bagian}/", data)

    return isi


def unggah(nama: str, isi: bytes, mime: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(nama, isi, mime)


def test_a_photo_is_kept_and_served_to_its_owner(kirim, masuk, pemilik, usaha):
    assert kirim("foto", {"jenis": "TEMPAT", "berkas": gambar()}).status_code == 302
    berkas = usaha.foto.get().berkas
    jawaban = masuk(pemilik).get(f"/usaha/{usaha.kode}/berkas/{berkas.kode}/")
    assert jawaban["Content-Type"] == "image/jpeg"
    assert b"".join(jawaban.streaming_content).startswith(b"\xff\xd8")


def test_the_same_photo_sent_twice_is_one(kirim, usaha):
    for _ in range(2):
        assert kirim("foto", {"jenis": "TEMPAT", "berkas": gambar()}).status_code == 302
    assert (usaha.foto.count(), Berkas.objects.count()) == (1, 1)


def test_the_seventh_photo_is_refused(kirim, usaha):
    warna = ("red", "green", "blue", "white", "black", "gray", "orange")
    jawaban = [kirim("foto", {"jenis": "PRODUK", "berkas": gambar(w)}).status_code for w in warna]
    assert jawaban == [302] * FOTO_TERBANYAK + [422]
    assert (usaha.foto.count(), Berkas.objects.count()) == (FOTO_TERBANYAK, FOTO_TERBANYAK)


def test_a_photo_is_taken_away_with_its_file(kirim, masuk, pemilik, usaha):
    kirim("foto", {"jenis": "TEMPAT", "berkas": gambar()})
    masuk(pemilik).post(f"/usaha/{usaha.kode}/foto/{usaha.foto.get().pk}/hapus/")
    assert (FotoUsaha.objects.count(), Berkas.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "berkas",
    [
        pytest.param(lambda: unggah("foto.jpg", b"MZ\x90\x00" + b"\x00" * 400), id="exe named jpg"),
        pytest.param(lambda: unggah("foto.jpg", b"<script>alert(1)</script>"), id="html named jpg"),
        pytest.param(lambda: unggah("foto.jpg", b"\xff\xd8\xff\xe0rusak"), id="broken jpg"),
        pytest.param(lambda: unggah("foto.jpg", b""), id="empty"),
        pytest.param(lambda: unggah("foto.jpg", b"\xff\xd8\xff" + b"\x00" * 30 * 1024 * 1024), id="30 MB"),
        pytest.param(lambda: unggah("foto.svg", b"<svg></svg>", "image/svg+xml"), id="svg"),
        pytest.param(lambda: unggah("surat.pdf", pdf(), "application/pdf"), id="pdf as photo"),
    ],
)
def test_what_is_no_photo_is_refused_beside_the_field(kirim, berkas):
    jawaban = kirim("foto", {"jenis": "PRODUK", "berkas": berkas()})
    assert (jawaban.status_code, list(jawaban.context["form"].errors)) == (422, ["berkas"])
    assert 'value="PRODUK" checked' in jawaban.content.decode().replace('id="id_jenis_1" ', "").replace("required ", "")
    assert (FotoUsaha.objects.count(), Berkas.objects.count()) == (0, 0)


@pytest.mark.parametrize("bahaya", ["open_action", "annotation_launch", "attachment", "page_aa", "xfa"])
def test_a_pdf_that_acts_is_refused_and_the_rest_of_the_form_stays(kirim, bahaya):
    isi = pdf(BERBAHAYA[bahaya])
    jawaban = kirim("legalitas", SURAT | {"berkas": unggah("surat.pdf", isi, "application/pdf")})
    assert (jawaban.status_code, list(jawaban.context["form"].errors)) == (422, ["berkas"])
    assert SURAT["nomor"] in jawaban.content.decode()
    assert (Legalitas.objects.count(), Berkas.objects.count()) == (0, 0)


def test_a_paper_is_kept_with_its_pdf_and_sent_twice_is_one(kirim, usaha):
    for _ in range(2):
        jawaban = kirim("legalitas", SURAT | {"berkas": unggah("surat.pdf", pdf(), "application/pdf")})
        assert jawaban.status_code == 302
    surat = usaha.legalitas.get()
    assert (surat.nomor, surat.berkas.mime, Berkas.objects.count()) == (SURAT["nomor"], "application/pdf", 1)


@pytest.mark.parametrize(
    ("ubah", "medan"),
    [
        ({"jenis": "NIB", "nomor": "123"}, "__all__"),
        ({"jenis": "SIHIR"}, "jenis"),
        ({"nomor": "9" * 51}, "nomor"),
        ({"nomor": "ID\x00"}, "nomor"),
        ({"berlaku_sampai_hari": "31", "berlaku_sampai_bulan": "2", "berlaku_sampai_tahun": "2027"}, "berlaku_sampai"),
        ({"berlaku_sampai_hari": "1", "berlaku_sampai_bulan": "2", "berlaku_sampai_tahun": "27"}, "berlaku_sampai"),
    ],
)
def test_a_wrong_paper_is_refused(kirim, ubah, medan):
    jawaban = kirim("legalitas", SURAT | ubah)
    assert jawaban.status_code == 422
    assert medan in jawaban.context["form"].errors
    assert Legalitas.objects.count() == 0


def test_an_expiry_is_shown_on_the_page_of_the_business(kirim, masuk, pemilik, usaha):
    tahun = str(timezone.localdate().year + 2)
    kirim("legalitas", SURAT | {"berlaku_sampai_hari": "1", "berlaku_sampai_bulan": "3", "berlaku_sampai_tahun": tahun})
    assert f"1 Maret {tahun}" in masuk(pemilik).get(usaha.get_absolute_url()).content.decode()


def test_a_checked_paper_stays(kirim, masuk, pemilik, usaha):
    kirim("legalitas", SURAT)
    Legalitas.objects.update(diperiksa=True)
    jawaban = masuk(pemilik).post(f"/usaha/{usaha.kode}/legalitas/{usaha.legalitas.get().pk}/hapus/", follow=True)
    assert "sudah diperiksa petugas" in jawaban.content.decode()
    assert Legalitas.objects.count() == 1


def test_the_photo_of_a_ktp_is_kept_for_the_check_and_served_to_nobody_here(kirim, masuk, pemilik, usaha):
    assert kirim("pemilik", {"nama": "Siti Contoh", "foto_ktp": gambar()}).status_code == 302
    foto = usaha.pemilik.foto_ktp
    assert foto.jenis == "foto_ktp"
    assert masuk(pemilik).get(f"/usaha/{usaha.kode}/berkas/{foto.kode}/").status_code == 404


def test_a_file_of_another_business_is_not_there(kirim, masuk, pemilik, pemilik_lain, usaha):
    kirim("foto", {"jenis": "TEMPAT", "berkas": gambar()})
    lain = buat_usaha(pemilik=pemilik_lain)
    kode = usaha.foto.get().berkas.kode
    assert masuk(pemilik_lain).get(f"/usaha/{lain.kode}/berkas/{kode}/").status_code == 404


def test_the_position_in_a_photo_does_not_survive(kirim, usaha):
    from PIL import Image

    isi = io.BytesIO()
    foto = Image.new("RGB", (64, 64), "red")
    exif = foto.getexif()
    exif.get_ifd(0x8825)[1] = "S"
    exif[0x010E] = "rumah Siti"
    foto.save(isi, "JPEG", exif=exif)
    kirim("foto", {"jenis": "TEMPAT", "berkas": unggah("f.jpg", isi.getvalue())})
    with usaha.foto.get().berkas.file.open("rb") as berkas:
        assert dict(Image.open(berkas).getexif()) == {}
