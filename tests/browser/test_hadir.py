"""Presence in a hall without a network: the server is really stopped, for a browser set offline still lets a service
worker through."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from inti.workflow import SISTEM
from pelatihan.actions import kehadiran, kursi
from pelatihan.models import PelatihAngkatan, Peserta, Sesi, TandaHadir
from tests.browser.conftest import PERANGKAT, Keluhan, lebih_lebar, titipkan_sesi
from tests.browser.peladen import Peladen
from tests.factories import PenggunaFactory
from tests.pelatihan.pabrik import buat_angkatan, buat_sesi, orang

pytestmark = pytest.mark.django_db(transaction=True)
NAMA = ("Ani Contoh", "Budi Contoh", "Cici Contoh")
TERKIRIM = "Semua tanda sudah terkirim."
BEKAL = (
    "() => new Promise((jadi) => { const b = indexedDB.open('hadir'); b.onsuccess = () => { const m = b.result"
    ".transaction('daftar').objectStore('daftar').getAll(); m.onsuccess = () => { b.result.close();"
    " jadi(m.result.some((d) => d.kirim)); }; }; })"
)
SISA = (
    "async () => [(await indexedDB.databases()).map((b) => b.name), await caches.keys(),"
    " (await navigator.serviceWorker.getRegistrations()).length, Object.keys(localStorage)]"
)


@pytest.fixture
def peladen() -> Iterator[Peladen]:
    satu = Peladen()
    yield satu
    satu.mati()


@pytest.fixture
def kelas(pelatih: Any) -> tuple[Sesi, list[Peserta], Any]:
    """A class of three that is taught by two, with a session that runs now."""
    angkatan = buat_angkatan(kursi=3)
    rekan = PenggunaFactory(nama="Pelatih Kedua")
    for akun in (pelatih, rekan):
        PelatihAngkatan.objects.create(angkatan=angkatan, akun=akun)
    sesi = buat_sesi(angkatan)
    peserta = []
    for nama in NAMA:
        pelaku, usaha = orang()
        type(pelaku).objects.filter(pk=pelaku.pk).update(nama=nama)
        peserta.append(kursi.daftar(angkatan, pelaku=pelaku, usaha=usaha, oleh=SISTEM))
    return sesi, peserta, rekan


@pytest.fixture
def hp(browser: Browser, peladen: Peladen, masuk: Any) -> Iterator[Callable[[Any], BrowserContext]]:
    """A phone of somebody; that the server is away is no complaint, anything else is."""
    keluhan, terbuka = Keluhan(), []

    def buat(akun: Any, **isian: Any) -> BrowserContext:
        konteks = keluhan.dengarkan(browser.new_context(**{**PERANGKAT, "base_url": peladen.url, **isian}))
        terbuka.append(konteks)
        titipkan_sesi(konteks, masuk(akun), peladen.url)
        return konteks

    yield buat
    for konteks in terbuka:
        konteks.close()
    assert [apa for _, apa in keluhan.daftar() if "Failed to load resource" not in apa and "ERR_CONN" not in apa] == []


def buka(konteks: BrowserContext, sesi: Sesi) -> Page:
    """Open the list and wait until the phone carries everything it needs without a server."""
    page = konteks.new_page()
    page.goto(reverse("pelatihan:hadir_daftar", args=[sesi.kode]))
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    tunggu(page, BEKAL)
    return page


def tunggu(page: Page, tanya: str) -> None:
    for _ in range(150):
        if page.evaluate(tanya):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"tidak terjadi: {tanya}")


def sambung(page: Page) -> None:
    """Tell the page what a phone tells it when the signal is back; it would find out by itself within seconds."""
    page.evaluate("() => void window.dispatchEvent(new Event('online'))")


def tombol(page: Page, nama: str, tanda: str) -> Any:
    return page.get_by_role("group", name=nama).locator(f"[data-tanda={tanda}]")


def terpilih(page: Page, nama: str, tanda: str, *, ya: bool = True) -> None:
    expect(tombol(page, nama, tanda)).to_have_attribute("aria-pressed", "true" if ya else "false")


def hasil(sesi: Sesi, peserta: list[Peserta]) -> list[str | None]:
    ada = kehadiran.terakhir(sesi)
    return [ada[p.pk].keadaan if p.pk in ada else None for p in peserta]


def test_marks_made_while_the_server_is_away_survive_and_arrive_once(kelas, pelatih, hp, peladen):
    sesi, peserta, _ = kelas
    konteks = hp(pelatih)
    page = buka(konteks, sesi)
    peladen.mati()
    tombol(page, NAMA[0], "HADIR").click()
    tombol(page, NAMA[1], "SAKIT").click()
    tombol(page, NAMA[1], "SAKIT").click()
    expect(page.get_by_text("3 tanda tersimpan di HP ini")).to_be_visible()

    page.reload()
    expect(page.get_by_text("Tanpa sambungan. Tetap tandai")).to_be_visible()
    terpilih(page, NAMA[0], "HADIR")
    terpilih(page, NAMA[1], "SAKIT", ya=False)
    page.get_by_label("Ketik 5 huruf").fill(f" {peserta[1].kode[:3].lower()} {peserta[1].kode[3:5].lower()}")
    page.get_by_role("button", name="Tandai hadir").click()
    terpilih(page, NAMA[1], "HADIR")
    assert lebih_lebar(page) == 0
    page.close()

    page = konteks.new_page()
    page.goto(reverse("pelatihan:hadir_daftar", args=[sesi.kode]))
    tombol(page, NAMA[2], "TERLAMBAT").click()
    assert not TandaHadir.objects.exists()
    peladen.nyala()
    sambung(page)
    expect(page.get_by_text(TERKIRIM)).to_be_visible()
    page.reload()
    expect(page.get_by_text(TERKIRIM)).to_be_visible()
    assert hasil(sesi, peserta) == ["HADIR", "HADIR", "TERLAMBAT"]
    assert TandaHadir.objects.count() == 5


def test_two_phones_merge_and_what_they_say_differently_is_shown_until_one_chooses(kelas, pelatih, hp, peladen):
    sesi, peserta, rekan = kelas
    kiri, kanan = buka(hp(pelatih), sesi), buka(hp(rekan), sesi)
    peladen.mati()
    tombol(kiri, NAMA[0], "HADIR").click()
    tombol(kiri, NAMA[1], "HADIR").click()
    tombol(kanan, NAMA[0], "ALPA").click()
    tombol(kanan, NAMA[2], "IZIN").click()
    peladen.nyala()
    sambung(kiri)
    expect(kiri.get_by_text(TERKIRIM)).to_be_visible()
    sambung(kanan)
    expect(kanan.get_by_text(TERKIRIM)).to_be_visible()
    sambung(kiri)
    for page in (kiri, kanan):
        selisih = page.locator(f"#p-{peserta[0].kode}")
        expect(selisih).to_contain_text("Pelatih Contoh hadir")
        expect(selisih).to_contain_text("Pelatih Kedua tanpa kabar")
        expect(page.get_by_text("1 orang berbeda di dua HP.")).to_be_visible()
    assert hasil(sesi, peserta)[1:] == ["HADIR", "IZIN"]

    tombol(kanan, NAMA[0], "HADIR").click()
    expect(kanan.get_by_text("berbeda di dua HP")).to_have_count(0)
    expect(kanan.get_by_text(TERKIRIM)).to_be_visible()
    sambung(kiri)
    terpilih(kiri, NAMA[0], "HADIR")
    assert not any(satu.berselisih for satu in kehadiran.ringkas(sesi).values())
    assert hasil(sesi, peserta) == ["HADIR", "HADIR", "IZIN"]


def test_logging_out_sends_first_and_leaves_nothing_on_the_phone(kelas, pelatih, hp, peladen):
    sesi, peserta, _ = kelas
    page = buka(hp(pelatih), sesi)
    peladen.mati()
    tombol(page, NAMA[0], "HADIR").click()
    expect(page.get_by_text("1 tanda tersimpan di HP ini")).to_be_visible()
    page.clock.install()  # the page sends nothing by itself any more: logging out does
    peladen.nyala()
    page.get_by_role("button", name="Keluar").click()
    page.wait_for_url("**/keluar/selesai/")

    assert hasil(sesi, peserta)[0] == "HADIR"
    assert page.evaluate(SISA) == [[], [], 0, []]


def test_a_trainer_who_was_removed_is_told_and_keeps_what_he_marked(kelas, pelatih, hp, peladen):
    sesi, _, _ = kelas
    page = buka(hp(pelatih), sesi)
    peladen.mati()
    tombol(page, NAMA[0], "HADIR").click()
    expect(page.get_by_text("1 tanda tersimpan di HP ini")).to_be_visible()
    PelatihAngkatan.objects.filter(akun=pelatih).delete()
    peladen.nyala()
    sambung(page)
    expect(page.get_by_role("heading", name="Belum masuk daftar")).to_be_visible()
    expect(page.locator("[data-gagal]")).to_contain_text("Anda tidak lagi tercatat sebagai pelatih kelas ini.")
    expect(page.locator("[data-gagal] li")).to_have_text([rf"{NAMA[0]}, {_usaha(sesi, NAMA[0])}: hadir"])
    expect(page.get_by_text(NAMA[1])).to_have_count(0)
    assert not TandaHadir.objects.exists()


def test_a_list_closed_meanwhile_says_so_and_the_marks_stay_to_be_seen(kelas, pelatih, hp, peladen):
    sesi, _, rekan = kelas
    page = buka(hp(pelatih), sesi)
    peladen.mati()
    tombol(page, NAMA[0], "HADIR").click()
    expect(page.get_by_text("1 tanda tersimpan di HP ini")).to_be_visible()
    kehadiran.tutup(sesi, oleh=rekan)
    peladen.nyala()
    sambung(page)
    expect(page.locator("[data-gagal]")).to_contain_text("sudah ditutup oleh Pelatih Kedua")
    expect(page.locator("[data-gagal] li")).to_have_count(1)
    page.reload()
    expect(page.locator("[data-gagal] li")).to_have_count(1)


def test_a_card_before_the_camera_marks_its_owner(kelas, pelatih, hp):
    """Neither a camera nor its reader of codes is to be had here: both are stood in for, as a small server would be."""
    sesi, peserta, _ = kelas
    konteks = hp(pelatih)
    konteks.add_init_script(
        "const kamera = navigator.mediaDevices ?? {};"
        "kamera.getUserMedia = async () => document.createElement('canvas').captureStream();"
        "HTMLMediaElement.prototype.play = async () => {};"
        "window.BarcodeDetector = class { async detect() {"
        f" return [{{ rawValue: 'https://contoh.id/pelatihan/mengajar/kartu/{peserta[1].kode}/' }}]; }} }};"
    )
    page = buka(konteks, sesi)
    page.get_by_role("button", name="Pindai kartu").click()
    terpilih(page, NAMA[1], "HADIR")
    page.get_by_role("button", name="Selesai memindai").click()
    expect(page.get_by_text(TERKIRIM)).to_be_visible()
    assert hasil(sesi, peserta) == [None, "HADIR", None]


def test_a_day_after_the_session_the_list_is_gone_from_the_phone(kelas, pelatih, hp, peladen):
    sesi, _, _ = kelas
    page = buka(hp(pelatih), sesi)
    peladen.mati()
    page.clock.set_fixed_time(timezone.now() + timedelta(hours=28))
    page.reload()
    expect(page.get_by_text("Daftar ini tidak ada di HP ini.")).to_be_visible()
    expect(page.get_by_text(NAMA[0])).to_have_count(0)


def _usaha(sesi: Sesi, nama: str) -> str:
    return sesi.angkatan.peserta.get(pelaku__nama=nama).usaha.nama
