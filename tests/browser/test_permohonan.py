"""The owner's requests on a phone: asked with photos from the camera, answered when the office asks."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from inti import pdf_lembar
from layanan.actions import periksa
from layanan.models import Permohonan
from tests.browser.conftest import HP, Keluhan, Ruang
from tests.factories import buat_usaha
from tests.layanan.pabrik import buat_layanan, buat_permohonan, isi_lengkap, minta_berkas

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def kiriman_gagal(keluhan: Keluhan) -> Iterator[None]:
    """What the browser says about an upload that broke off or was refused is what these tests are about."""
    yield
    keluhan.pesan = [p for p in keluhan.pesan if "/unggah/" not in p[0]]


SEPEREMPAT_MB = 256 * 1024


def kamera() -> dict[str, Any]:
    """A photo as a phone held upright takes it: wide pixels, turned by its EXIF, and more than a megabyte."""
    isi, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = 6
    halus = Image.effect_noise((500, 375), 60).convert("RGB").resize((4000, 3000))
    halus.save(isi, "JPEG", quality=95, exif=exif)
    return {"name": "kamera.jpg", "mimeType": "image/jpeg", "buffer": isi.getvalue()}


def kecil(nama: str, warna: str) -> dict[str, Any]:
    isi = io.BytesIO()
    Image.new("RGB", (640, 480), warna).save(isi, "JPEG")
    return {"name": nama, "mimeType": "image/jpeg", "buffer": isi.getvalue()}


def lembar(page: Page, banyak: int) -> None:
    expect(page.locator("ol.galeri > li")).to_have_count(banyak)


def isi_pdf(permohonan: Permohonan) -> list[tuple[str, bytes]]:
    with permohonan.lampiran.get().berkas.file.open("rb") as f:
        return pdf_lembar.pisah(f.read())


@pytest.mark.parametrize("js", [True, False], ids=["dengan_javascript", "tanpa_javascript"])
def test_asking_with_photos_on_a_phone(ruang: Ruang, pemilik: Any, js: bool) -> None:
    layanan = buat_layanan(nama="Izin Contoh")
    minta_berkas(layanan, nama="Foto label")
    buat_usaha(pemilik=pemilik, status="TERVERIFIKASI", nama="Keripik Contoh")
    page = ruang(pemilik, viewport=HP, java_script_enabled=js, has_touch=True, is_mobile=True)
    page.goto(layanan.get_absolute_url())
    page.get_by_role("link", name="Ajukan layanan ini").first.click()
    page.get_by_role("button", name="Mulai mengisi").click()
    page.get_by_label("Kain").check()
    page.get_by_role("button", name="Simpan dan lanjut").click()
    expect(page.get_by_label("Nama usaha")).to_have_value("Keripik Contoh")
    page.get_by_role("button", name="Simpan dan lanjut").click()
    unggah_lewat_kamera(page) if js else unggah_tanpa_javascript(page)
    page.get_by_role("link", name="Lanjut, periksa jawaban").click()
    page.get_by_role("button", name="Kirim ke petugas").click()
    expect(page.get_by_text(re.compile(r"^LYN-\d\d-"))).to_be_visible()
    satu = Permohonan.objects.get()
    assert (satu.status, [mime for mime, _ in isi_pdf(satu)]) == ("DIAJUKAN", ["image/jpeg"] * 2)
    if js:
        tegak = Image.open(io.BytesIO(isi_pdf(satu)[1][1]))
        assert tegak.height > tegak.width


def unggah_lewat_kamera(page: Page) -> None:
    """Take one photo, lose the network over the second, take it up again, put it first."""
    foto = kamera()
    assert len(foto["buffer"]) > 4 * SEPEREMPAT_MB
    with page.expect_request(re.compile("/unggah/")) as kiriman:
        page.locator("input[capture]").set_input_files(foto)
    lembar(page, 1)
    terkirim = int(kiriman.value.all_headers()["content-length"])
    assert 0 < terkirim < SEPEREMPAT_MB
    page.context.set_offline(True)
    page.locator("input[multiple]").set_input_files(kecil("kedua.jpg", "navy"))
    expect(page.get_by_text("kedua.jpg: Sambungan putus.")).to_be_visible()
    page.context.set_offline(False)
    lembar(page, 2)
    page.get_by_role("button", name="Majukan Foto label, foto 2").click()
    lembar(page, 2)


def unggah_tanpa_javascript(page: Page) -> None:
    page.locator("input[multiple]").set_input_files([kecil("satu.jpg", "red"), kecil("dua.jpg", "navy")])
    page.get_by_role("button", name="Unggah").click()
    lembar(page, 2)


def test_a_photo_chosen_before_the_script_came_is_sent_too(ruang: Ruang, pemilik: Any) -> None:
    satu = isi_lengkap(buat_permohonan(pemilik=pemilik))
    minta_berkas(satu.layanan)
    page, tertahan = ruang(pemilik, viewport=HP), []

    def tahan(skrip: Route) -> None:
        tertahan.append(skrip)

    page.route("**/foto*.js", tahan)
    page.goto(f"{satu.get_absolute_url()}isi/3/", wait_until="commit")
    page.locator("input[multiple]").set_input_files(kecil("dini.jpg", "red"))
    tertahan.pop().continue_()
    lembar(page, 1)


def test_a_photo_that_is_none_says_so_and_the_others_go_on(ruang: Ruang, pemilik: Any) -> None:
    satu = isi_lengkap(buat_permohonan(pemilik=pemilik))
    minta_berkas(satu.layanan)
    page = ruang(pemilik, viewport=HP)
    page.goto(f"{satu.get_absolute_url()}isi/3/")
    palsu = {"name": "palsu.jpg", "mimeType": "image/jpeg", "buffer": b"<script>alert(1)</script>"}
    page.locator("input[multiple]").set_input_files([palsu, kecil("baik.jpg", "red")])
    lembar(page, 1)
    expect(page.get_by_text("palsu.jpg: Berkas ini tidak dapat diterima.")).to_be_visible()


def test_answering_a_question_of_the_office(ruang: Ruang, pemilik: Any, petugas: Any) -> None:
    satu = isi_lengkap(buat_permohonan(pemilik=pemilik, status="DIPERIKSA"))
    minta_berkas(satu.layanan)
    hal = {"isian:nama_usaha": "Tulis nama lengkapnya.", "berkas:ktp": "Foto yang tidak kabur."}
    periksa.minta_lengkap(satu, oleh=petugas, hal=hal)
    page = ruang(pemilik, viewport=HP)
    page.goto("/saya/")
    page.get_by_role("link", name="Lihat dan lengkapi").click()
    page.get_by_role("link", name="Lengkapi", exact=True).click()
    expect(page.get_by_text("Tulis nama lengkapnya.")).to_be_visible()
    expect(page.get_by_label("Kain")).to_have_count(0)
    page.get_by_label("Nama usaha").fill("Keripik Contoh Bu Siti")
    page.get_by_role("button", name="Simpan dan lanjut").click()
    expect(page.get_by_text("Foto yang tidak kabur.")).to_be_visible()
    page.locator("input[multiple]").set_input_files(kecil("ktp.jpg", "red"))
    lembar(page, 1)
    page.get_by_role("link", name="Lanjut, periksa jawaban").click()
    page.get_by_role("button", name="Kirim ke petugas").click()
    expect(page.get_by_role("heading", name="Sekarang giliran kami")).to_be_visible()
    satu.refresh_from_db()
    assert (satu.status, satu.jawaban["nama_usaha"]) == ("DIAJUKAN", "Keripik Contoh Bu Siti")
