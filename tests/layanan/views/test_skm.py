"""The survey in the browser: one sheet a link, all nine marks, what was typed stays; results public once published."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from akun.models import EmberLaju
from layanan.actions import skm
from layanan.kuesioner import MEDAN
from layanan.models import JawabanSkm, PeriodeSkm, RencanaSkm, SaranSkm
from layanan.survei import dapat_dinilai
from layanan.views import skm as halaman
from tests.layanan.pabrik import buat_layanan, buat_permohonan
from tests.layanan.pabrik_skm import LALU, buat_acara, buat_masa, jawab, lembar, undangan

pytestmark = pytest.mark.django_db


def isi(jawaban: Any) -> str:
    return jawaban.content.decode()


def terbit(kepala: Any, **lain: Any) -> PeriodeSkm:
    jawab(6, 3, layanan=buat_layanan(nama="Layanan Banyak"), bulan=lain.get("mulai", LALU))
    return skm.terbitkan(buat_masa(**lain), oleh=kepala)


# --- Answering -------------------------------------------------------------------------------


def test_looking_changes_nothing_and_sending_uses_the_link_once(tamu, pemilik):
    satu = buat_permohonan(pemilik=pemilik, status="SELESAI")
    alamat = f"/kepuasan/kunci/{undangan(satu)}/"
    for _ in range(2):
        jawaban = tamu.get(alamat)
        assert (jawaban.status_code, jawaban["Referrer-Policy"]) == (200, "no-referrer")
        assert satu.layanan.nama in isi(jawaban)
        assert satu.usaha.nama not in isi(jawaban)
    jawaban = tamu.post(alamat, lembar(saran="Tambah kursi."))
    assert (jawaban.status_code, jawaban["Location"]) == (302, "/kepuasan/terima-kasih/")
    assert tamu.get("/kepuasan/terima-kasih/").status_code == 200
    for lagi in (tamu.get(alamat), tamu.post(alamat, lembar()), tamu.get("/kepuasan/kunci/tidak-ada/")):
        assert lagi.status_code == 410
    assert (JawabanSkm.objects.get().u9, SaranSkm.objects.get().isi) == (4, "Tambah kursi.")


@pytest.mark.parametrize(
    ("rusak", "galat"),
    [
        ({"u5": ""}, "belum dijawab"),
        ({"u5": "5"}, "Pilih salah satu dari keempat jawaban."),
        ({"u5": "0"}, "Pilih salah satu dari keempat jawaban."),
        ({"u5": "'; --"}, "Pilih salah satu dari keempat jawaban."),
        ({"umur": "31"}, "Pilih salah satu dari daftar."),
        ({"saran": "x" * 501}, "500"),
        ({"saran": "a\x00b"}, "tak terlihat"),
        ({"saran": "NIK saya 3325110708900001"}, "Hapus NIK"),
        ({"kunci": "bukan"}, "Muat ulang"),
    ],
)
def test_a_sheet_that_is_not_right_comes_back_with_what_was_chosen(tamu, pemilik, rusak, galat):
    token = undangan(buat_permohonan(pemilik=pemilik, status="SELESAI"))
    jawaban = tamu.post(f"/kepuasan/kunci/{token}/", lembar(2, pekerjaan="TANI") | rusak)
    assert jawaban.status_code == 422
    assert galat in isi(jawaban)
    assert isi(jawaban).count("checked") == (8 if "u5" in rusak else 9)
    assert '<option value="TANI" selected>' in isi(jawaban)
    assert JawabanSkm.objects.count() == 0
    assert tamu.post(f"/kepuasan/kunci/{token}/", lembar()).status_code == 302


def test_the_owner_comes_from_the_page_of_his_request_and_nobody_else(pemilik, pemilik_lain, petugas, masuk):
    satu = buat_permohonan(pemilik=pemilik, status="SELESAI")
    undangan(satu)
    klien, alamat = masuk(pemilik), f"/kepuasan/permohonan/{satu.kode}/"
    assert alamat in isi(klien.get(satu.get_absolute_url()))
    assert klien.get(alamat).status_code == 405
    for lain in (pemilik_lain, petugas):
        assert masuk(lain).post(alamat).status_code == 404
    jawaban = klien.post(alamat)
    assert jawaban["Location"].startswith("/kepuasan/kunci/")
    assert klien.post(jawaban["Location"], lembar()).status_code == 302
    assert alamat not in isi(klien.get(satu.get_absolute_url()))
    assert klien.post(alamat)["Location"] == satu.get_absolute_url()
    assert dapat_dinilai(satu) is False


def test_an_event_takes_each_sheet_once_and_ends(tamu):
    acara = buat_acara(maks=2)
    alamat, satu = acara.get_absolute_url(), lembar()
    assert acara.nama in isi(tamu.get(alamat))
    for _ in range(2):
        assert tamu.post(alamat, satu).status_code == 302
    assert JawabanSkm.objects.count() == 1
    assert tamu.post(alamat, lembar()).status_code == 302
    assert [tamu.get(alamat).status_code, tamu.post(alamat, lembar()).status_code] == [410, 410]
    assert tamu.get(buat_acara(sampai=date(2025, 1, 1)).get_absolute_url()).status_code == 410
    for asing in ("0000000000000", "a%00b", "x" * 300):
        assert tamu.get(f"/kepuasan/acara/{asing}/").status_code == 404
    assert tamu.get(f"/kepuasan/acara/{buat_acara().kode.lower()}/").status_code == 200
    assert JawabanSkm.objects.count() == 2


def test_one_address_that_sends_very_many_is_asked_for_work(tamu):
    acara = buat_acara(maks=100)
    tamu.post(acara.get_absolute_url(), lembar())
    EmberLaju.objects.filter(kunci__startswith="alamat_skm").update(isi=0)
    jawaban = tamu.post(acara.get_absolute_url(), lembar(3))
    assert jawaban.status_code == 429
    assert "data-bukti-kerja" in isi(jawaban)
    assert acara.maks > halaman.LEMBAR_PER_ALAMAT
    assert JawabanSkm.objects.count() == 1


def test_the_link_works_with_a_browser_that_keeps_no_session(pemilik):
    token = undangan(buat_permohonan(pemilik=pemilik, status="SELESAI"))
    klien = Client(enforce_csrf_checks=True)
    klien.get(f"/kepuasan/kunci/{token}/")
    assert "sessionid" not in klien.cookies
    kode = klien.cookies["csrftoken"].value
    assert klien.post(f"/kepuasan/kunci/{token}/", lembar() | {"csrfmiddlewaretoken": kode}).status_code == 302


# --- Results -----------------------------------------------------------------------------------


def test_results_are_public_once_published_and_not_before(tamu, kepala):
    assert "Belum ada hasil yang terbit" in isi(tamu.get("/kepuasan/"))
    jawab(6, 3)
    masa = buat_masa()
    assert [tamu.get(f"{masa.get_absolute_url()}{ekor}").status_code for ekor in ("", "laporan/")] == [404, 404]
    RencanaSkm.objects.create(
        masa=masa, unsur=4, tindakan="Tulis biaya di pintu", penanggung="Sekretariat", tenggat=date(2025, 6, 1)
    )
    skm.terbitkan(masa, oleh=kepala)
    for alamat in ("/kepuasan/", masa.get_absolute_url()):
        teks = isi(tamu.get(alamat))
        assert all(kata in teks for kata in ("75,00", "Kurang baik", "Tulis biaya di pintu", "Terlambat", "Maret 2025"))
    laporan = tamu.get(f"{masa.get_absolute_url()}laporan/")
    assert b"".join(laporan.streaming_content).startswith(b"%PDF")


def test_the_public_page_asks_as_much_for_three_periods_as_for_one(tamu, kepala):
    def hitung() -> int:
        with CaptureQueriesContext(connection) as tanya:
            assert tamu.get("/kepuasan/").status_code == 200
        return len(tanya)

    terbit(kepala)
    satu = hitung()
    for bulan in (date(2025, 4, 1), date(2025, 5, 1)):
        terbit(kepala, nama=f"Bulan {bulan.month}", mulai=bulan, sampai=bulan)
    assert hitung() == satu <= 12


# --- The officials' room ---------------------------------------------------------------------------


def test_sheets_of_paper_are_typed_one_after_another(petugas, masuk):
    klien, layanan = masuk(petugas), buat_layanan()
    bulan = skm.bulan_lembar()[1].isoformat()
    data = lembar(3) | {"bulan": bulan, "layanan": layanan.pk}
    jawaban = klien.post("/admin/skm/lembar/", data)
    assert jawaban["Location"] == f"/admin/skm/lembar/?bulan={bulan}&layanan={layanan.pk}"
    assert klien.post("/admin/skm/lembar/", data).status_code == 302
    assert JawabanSkm.objects.count() == 1
    lagi = isi(klien.get(jawaban["Location"]))
    assert f'<option value="{bulan}" selected>' in lagi
    assert f'<option value="{layanan.pk}" selected>' in lagi
    rusak = klien.post("/admin/skm/lembar/", lembar(3) | {"bulan": "2020-01-01", "u2": "7"})
    assert rusak.status_code == 422
    assert "Pilih salah satu dari keempat jawaban." in isi(rusak)
    assert klien.get("/admin/skm/lembar/?bulan=x&layanan=y").status_code == 200


def test_a_sheet_for_a_published_month_says_so(petugas, kepala, masuk):
    bulan = skm.bulan_lembar()[1]
    terbit(kepala, mulai=bulan, sampai=bulan)
    klien, data = masuk(petugas), lembar(3)
    jawaban = klien.post("/admin/skm/lembar/", data | {"bulan": bulan.isoformat()})
    assert jawaban.status_code == 422
    assert "sudah terbit" in isi(jawaban)
    sebelum = JawabanSkm.objects.count()
    klien.post("/admin/skm/lembar/", data | {"bulan": skm.bulan_lembar()[0].isoformat()})
    assert JawabanSkm.objects.count() == sebelum + 1


@pytest.mark.parametrize("ekor", ["lembar/cetak/", "202503-202503/cetak/?bobot=0,11", "acara/{acara}/poster/"])
def test_papers_are_printed(petugas, masuk, ekor):
    jawab(5, 4)
    buat_masa()
    jawaban = masuk(petugas).get(f"/admin/skm/{ekor.format(acara=buat_acara().kode)}")
    assert (jawaban.status_code, jawaban.content[:4]) == (200, b"%PDF")


def test_the_office_sees_a_result_when_it_is_over_by_any_weight_and_publishes_it(kepala, petugas, masuk):
    masa = buat_masa()
    klien, alamat = masuk(petugas), f"/admin/skm/{masa.kode}/"
    assert "sedikitnya lima jawaban" in isi(klien.get(alamat))
    assert klien.get(f"{alamat}cetak/").status_code == 404
    jawab(5, 4)
    SaranSkm.objects.create(isi="Tambah kursi.", bulan=LALU)
    with CaptureQueriesContext(connection) as tanya:
        halaman_masa = isi(klien.get(alamat))
    assert all(kata in halaman_masa for kata in ("100,00", "Tambah kursi."))
    assert len(tanya) <= 12
    assert "99,00" in isi(klien.get(f"{alamat}?bobot=0,11"))
    assert "Terbitkan hasil ini" not in isi(klien.get(alamat))
    assert klien.post(f"{alamat}terbitkan/").status_code == 404
    atasan = masuk(kepala)
    assert "Terbitkan hasil ini" in isi(atasan.get(alamat))
    assert atasan.post(f"{alamat}terbitkan/")["Location"] == alamat
    masa.refresh_from_db()
    assert masa.diterbitkan is not None
    assert "sudah terbit" in isi(atasan.post(f"{alamat}terbitkan/", follow=True))


def test_any_day_stands_for_its_month_and_a_published_period_is_only_read(kepala, masuk):
    klien, tambah = masuk(kepala), "/admin/layanan/periodeskm/add/"
    data = {"nama": "Triwulan 1", "mulai": "2025-01-20", "sampai": "2025-03-05"}
    assert klien.post(tambah, data).status_code == 302
    masa = PeriodeSkm.objects.get()
    assert (masa.kode, masa.rentang, masa.hari_terakhir) == ("202501-202503", "Januari–Maret 2025", date(2025, 3, 31))
    assert klien.post(tambah, data | {"nama": "Lagi"}).status_code == 422
    assert klien.post(tambah, data | {"mulai": "2025-06-01"}).status_code == 422
    jawab(5, 4)
    skm.terbitkan(masa, oleh=kepala)
    ubah = f"/admin/layanan/periodeskm/{masa.pk}/change/"
    assert klien.get(ubah).status_code == 200
    assert klien.post(ubah, data | {"nama": "Lain"}).status_code == 403


def test_who_has_no_part_in_it_finds_no_page(pemilik, pelatih, masuk):
    masa, acara = buat_masa(), buat_acara()
    for orang in (pemilik, pelatih):
        klien = masuk(orang)
        for ekor in ("lembar/", "lembar/cetak/", f"{masa.kode}/", f"{masa.kode}/cetak/", f"acara/{acara.kode}/poster/"):
            assert klien.get(f"/admin/skm/{ekor}").status_code == 404


def test_nine_fields_are_the_nine_elements():
    assert tuple(n for n in halaman.LembarForm.base_fields if n in MEDAN) == MEDAN
