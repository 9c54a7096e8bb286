"""The pages of consultations: who opens what, the way from hour to appointment, links, and the officials' room."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from konsultasi import notifications
from konsultasi.actions import pesan, tunggu
from konsultasi.models import Absen, DaftarTunggu, JanjiTemu
from tests.factories import buat_usaha
from tests.konsultasi.pabrik import SENIN, buat_janji_temu, buat_meja, buat_tunggu

pytestmark = pytest.mark.django_db
DAFTAR = "/admin/konsultasi/janjitemu/"


def isi(jawaban: Any) -> str:
    return jawaban.content.decode()


def besok(jam: int = 9, hari: int = 2) -> Any:
    return (timezone.localtime() + timedelta(days=hari)).replace(hour=jam, minute=0, second=0, microsecond=0)


def alamat(satu: JanjiTemu, ekor: str = "") -> str:
    return f"/konsultasi/janji/{satu.kode}/{ekor}"


def kunci(url: str) -> str:
    return url.split("/kunci/")[1].split("/")[0]


@pytest.fixture
def meja(desa: Any) -> Any:
    return buat_meja(hari=range(7), kecamatan=desa.kecamatan)


def test_anybody_sees_the_hours_and_only_an_account_books(meja, tamu, pemilik, masuk):
    assert meja.nama in isi(tamu.get("/konsultasi/"))
    assert "Pilih hari" in isi(tamu.get(meja.get_absolute_url()))
    jalan = f"{meja.get_absolute_url()}pesan/{besok():%Y%m%d-%H%M}/"
    assert tamu.get(jalan)["Location"].startswith("/masuk/?next=/konsultasi/")
    assert tamu.post(jalan, {"perihal": "x"}).status_code == 302
    assert "belum" in isi(tamu.get("/konsultasi/")).lower()
    assert JanjiTemu.objects.count() == 0


def test_from_an_hour_to_an_appointment_with_a_number(meja, pemilik, masuk):
    usaha, klien = buat_usaha(pemilik=pemilik), masuk(pemilik)
    jalan = f"{meja.get_absolute_url()}pesan/{besok():%Y%m%d-%H%M}/"
    assert usaha.nama in isi(klien.get(jalan))
    kosong = klien.post(jalan, {"perihal": " "})
    assert (kosong.status_code, "Tulis satu kalimat" in isi(kosong)) == (422, True)
    akhir = klien.post(jalan, {"perihal": "Cara mengurus P-IRT", "usaha": usaha.kode}, follow=True)
    satu = JanjiTemu.objects.get()
    assert (satu.usaha, satu.nomor in isi(akhir)) == (usaha, True)
    lain = klien.get(jalan)
    assert lain["Location"] == meja.get_absolute_url()
    kalender = klien.get(alamat(satu, "kalender/"))
    assert (kalender["Content-Type"], satu.nomor in isi(kalender)) == ("text/calendar; charset=utf-8", True)
    assert klien.post(alamat(satu, "pindah/"), {"pada": f"{besok(10):%Y%m%d-%H%M}"})["Location"] == alamat(satu)
    assert klien.post(alamat(satu, "pindah/"), {"pada": "kapan saja"}).status_code == 302
    assert klien.get(alamat(satu, "batalkan/")).status_code == 200
    klien.post(alamat(satu, "batalkan/"))
    satu.refresh_from_db()
    assert (satu.status, satu.mulai) == ("DIBATALKAN", besok(10))
    assert klien.post(alamat(satu, "batalkan/"), follow=True).status_code == 200


@pytest.mark.parametrize("pada", ["kapan", "20991231-0900", "00000000-0000"])
def test_an_hour_that_is_none_leads_nowhere(meja, pemilik, masuk, pada):
    assert masuk(pemilik).get(f"{meja.get_absolute_url()}pesan/{pada}/").status_code in (302, 404)


@pytest.mark.parametrize("ekor", ["", "batalkan/", "pindah/", "kalender/"])
def test_an_appointment_of_somebody_else_does_not_exist(
    ekor, meja, pemilik, pemilik_lain, petugas, petugas_limpung, mitra, masuk, tamu
):
    satu = buat_janji_temu(akun=pemilik, meja=meja)
    assert masuk(pemilik).get(alamat(satu, ekor)).status_code == 200
    for siapa in (pemilik_lain, petugas, petugas_limpung, mitra):
        assert masuk(siapa).get(alamat(satu, ekor)).status_code == 404
        for tulis in ("batalkan/", "pindah/", "terima/", "lepas/"):
            assert masuk(siapa).post(alamat(satu, tulis)).status_code == 404
    assert tamu.get(alamat(satu, ekor)).status_code == 302


def test_waiting_is_asked_for_and_ended_on_the_own_page(meja, pemilik, pemilik_lain, masuk):
    meja.jam.all().delete()
    klien = masuk(pemilik)
    jalan = f"{meja.get_absolute_url()}kabari/"
    hari = f"{besok():%Y-%m-%d}"
    assert f'value="{hari}"' in isi(klien.get(f"{jalan}?hari={hari}"))
    assert klien.get(f"{jalan}?hari=%22%3E").status_code == 200
    assert klien.post(jalan, {"dari": hari, "sampai": "2020-01-01", "perihal": "x"}).status_code == 422
    akhir = klien.post(jalan, {"dari": hari, "sampai": hari, "perihal": "Tanya halal"}, follow=True)
    satu = DaftarTunggu.objects.get()
    assert "Menunggu jam kosong" in isi(akhir)
    assert masuk(pemilik_lain).post(f"/konsultasi/tunggu/{satu.kode}/berhenti/").status_code == 404
    assert klien.get(f"/konsultasi/tunggu/{satu.kode}/berhenti/").status_code == 405
    klien.post(f"/konsultasi/tunggu/{satu.kode}/berhenti/")
    satu.refresh_from_db()
    assert satu.hasil == "BERHENTI"


def test_an_offer_is_answered_by_one_tap_on_the_own_page(meja, pemilik, masuk):
    satu, dua = (
        buat_janji_temu(akun=pemilik, meja=m, mulai=besok(), status="DITAWARKAN") for m in (meja, buat_meja(hari=()))
    )
    klien = masuk(pemilik)
    assert "Ambil jam ini" in isi(klien.get(alamat(satu)))
    klien.post(alamat(satu, "terima/"))
    klien.post(alamat(dua, "lepas/"))
    assert [JanjiTemu.objects.get(pk=j.pk).status for j in (satu, dua)] == ["DIPESAN", "DIBATALKAN"]


# Links without logging in.


def test_a_link_shows_on_get_acts_on_post_and_is_dead_after(meja, pemilik, tamu):
    usaha = buat_usaha(pemilik=pemilik, nama="Usaha Rahasia")
    satu = pesan.pesan_jam(meja, oleh=pemilik, pada=besok(), perihal="Perihal rahasia", usaha=usaha)
    jalan = notifications.alamat_batal(satu)
    for _ in range(2):
        jawaban = tamu.get(jalan)
        assert (jawaban.status_code, jawaban["Referrer-Policy"]) == (200, "no-referrer")
    bocor = [k for k in (pemilik.nama, "Perihal rahasia", usaha.nama, satu.kode) if k in isi(jawaban)]
    # The way to another time leads through the log-in, by the random kode of the appointment.
    assert (bocor, satu.nomor in isi(jawaban)) == ([satu.kode], True)
    assert tamu.get(f"{jalan}kalender/").status_code == 200
    satu.refresh_from_db()
    assert satu.status == "DIPESAN"
    assert "dibatalkan" in isi(tamu.post(jalan))
    satu.refresh_from_db()
    assert satu.status == "DIBATALKAN"
    for coba in (tamu.get, tamu.post):
        assert coba(jalan).status_code == 410
    assert tamu.get(f"{jalan}kalender/").status_code == 410


def test_a_link_is_for_one_purpose(meja, pemilik, tamu):
    satu = buat_janji_temu(akun=pemilik, meja=meja, mulai=besok())
    token = kunci(notifications.alamat_batal(satu))
    for ekor in ("pindah/", "tawaran/"):
        assert tamu.get(f"/konsultasi/kunci/{token}/{ekor}").status_code == 410
    for ekor in ("pindah/", "tawaran/terima/", "tawaran/lepas/"):
        assert tamu.post(f"/konsultasi/kunci/{token}/{ekor}").status_code == 410
    satu.refresh_from_db()
    assert satu.status == "DIPESAN"


def test_the_link_to_another_time_moves_once_and_lives_through_a_slot_that_is_gone(meja, pemilik, tamu):
    satu = buat_janji_temu(akun=pemilik, meja=meja, mulai=besok(), terganggu_pada=timezone.now())
    jalan = notifications.alamat_pindah(satu)
    assert "tidak ada petugas" in isi(tamu.get(jalan))
    buat_janji_temu(meja=meja, mulai=besok(10))
    for pada in (f"{besok(10):%Y%m%d-%H%M}", "bukan jam", ""):
        assert tamu.post(jalan, {"pada": pada})["Location"] == jalan
    assert "sudah dipindah" in isi(tamu.post(jalan, {"pada": f"{besok(9, 3):%Y%m%d-%H%M}"}))
    satu.refresh_from_db()
    assert (satu.mulai, satu.terganggu_pada) == (besok(9, 3), None)
    assert tamu.get(jalan).status_code == 410


def test_an_offer_is_answered_once_behind_its_link(meja, pemilik, tamu):
    satu = buat_janji_temu(akun=pemilik, meja=meja, mulai=besok(), status="DITAWARKAN")
    jalan = notifications.alamat_tawaran(satu)
    assert "Ambil jam ini" in isi(tamu.get(jalan))
    for ekor in ("terima/", "lepas/"):
        assert tamu.get(jalan + ekor).status_code == 405
    assert "milik Anda" in isi(tamu.post(f"{jalan}terima/"))
    assert tamu.post(f"{jalan}lepas/").status_code == 410
    satu.refresh_from_db()
    assert satu.status == "DIPESAN"


# The officials' room.


def test_an_official_marks_cancels_and_moves_in_his_reach(meja, petugas, petugas_limpung, masuk):
    satu = buat_janji_temu(meja=meja, mulai=timezone.now() - timedelta(minutes=5), perihal="Tanya izin")
    jalan = f"{DAFTAR}{satu.pk}/"
    for ekor in ("change/", "hadir/", "tiadakan/", "tautan/"):
        assert masuk(petugas_limpung).get(jalan + ekor).status_code in (404, 405)
    klien = masuk(petugas)
    assert "Tanya izin" in isi(klien.get(f"{jalan}change/"))
    klien.post(f"{jalan}hadir/", {"hasil": "Urus NIB dulu."})
    satu.refresh_from_db()
    assert (satu.status, satu.hasil) == ("HADIR", "Urus NIB dulu.")
    lain = buat_janji_temu(meja=meja, mulai=besok())
    pindah = klien.get(f"{DAFTAR}{lain.pk}/pindah_waktu/")
    assert f"{besok(10):%d-%m-%Y} 10.00" in isi(pindah)
    klien.post(f"{DAFTAR}{lain.pk}/pindah_waktu/", {"pada": f"{besok(10):%Y%m%d-%H%M}"})
    lain.refresh_from_db()
    assert lain.mulai == besok(10)
    assert klien.post(f"{DAFTAR}{lain.pk}/tiadakan/", {"alasan": ""}).status_code == 422
    klien.post(f"{DAFTAR}{lain.pk}/tiadakan/", {"alasan": "Petugas mendadak dinas luar."})
    lain.refresh_from_db()
    assert lain.sebab_batal == "KANTOR"


def test_a_link_for_the_person_is_made_by_post_and_shown_once(meja, petugas, petugas_limpung, masuk, tamu):
    satu = buat_janji_temu(meja=meja, mulai=besok())
    jalan = f"{DAFTAR}{satu.pk}/tautan/"
    assert masuk(petugas_limpung).post(jalan).status_code == 404
    jawaban = masuk(petugas).post(jalan)
    assert ("no-store" in jawaban["Cache-Control"], satu.nama in isi(jawaban)) == (True, False)
    token = kunci(isi(jawaban).split("<code")[1])
    assert tamu.get(f"/konsultasi/kunci/{token}/").status_code == 200
    assert LogEntry.objects.get().user == petugas


def test_the_counter_books_for_whoever_stands_there(meja, pemilik, petugas, petugas_limpung, pelatih, masuk):
    usaha, klien = buat_usaha(pemilik=pemilik), masuk(petugas)
    jalan = f"{DAFTAR}loket/?meja={meja.kode}&hari={besok():%Y-%m-%d}"
    data = {"pada": f"{besok():%Y%m%d-%H%M}", "perihal": "Tanya izin"}
    kurang = klien.post(jalan, data)
    assert (kurang.status_code, "Isi nama orangnya." in isi(kurang)) == (422, True)
    asing = klien.post(jalan, data | {"nomor": "BTG-26-999999-X"})
    assert (asing.status_code, "tidak ditemukan" in isi(asing)) == (422, True)
    assert klien.post(jalan, data | {"nomor": usaha.nomor.lower()}).status_code == 302
    tamu = {"pada": f"{besok(10):%Y%m%d-%H%M}", "nama": "Tamu Contoh", "telepon": "0812 0000 0999"}
    klien.post(jalan, data | tamu)
    assert list(JanjiTemu.objects.values_list("usaha__nomor", "nama", "di_loket")) == [
        (usaha.nomor, pemilik.nama, True),
        (None, "Tamu Contoh", True),
    ]
    assert "Belum ada meja" in isi(masuk(petugas_limpung).get(jalan))
    assert masuk(pelatih).get(jalan).status_code == 404


def test_the_counter_puts_down_who_waits_at_the_desks_in_reach(meja, petugas, petugas_limpung, masuk):
    meja.jam.all().delete()
    hari = f"{besok():%Y-%m-%d}"
    data = {"meja": meja.pk, "nama": "Tamu", "telepon": "0812 0000 0999", "dari": hari, "sampai": hari, "perihal": "x"}
    assert masuk(petugas_limpung).post(f"{DAFTAR}tunggu/", data).status_code == 422
    for status in (302, 422):
        assert masuk(petugas).post(f"{DAFTAR}tunggu/", data).status_code == status
    assert DaftarTunggu.objects.get().telepon == "+6281200000999"


def test_an_absence_of_the_admin_tells_whom_it_touches(meja, petugas, masuk):
    satu, klien = buat_janji_temu(meja=meja, mulai=besok()), masuk(petugas)
    data = {"meja": meja.pk, "dari": f"{besok(8):%Y-%m-%dT%H:%M}", "sampai": f"{besok(12):%Y-%m-%dT%H:%M}"}
    terbalik = klien.post("/admin/konsultasi/absen/add/", data | {"sampai": data["dari"]})
    assert (terbalik.status_code, "Waktu selesai harus setelah" in isi(terbalik)) == (422, True)
    assert "1 orang sudah memesan" in isi(klien.post("/admin/konsultasi/absen/add/", data, follow=True))
    assert satu.nomor in isi(klien.get(f"{DAFTAR}?antrean=diatur"))
    absen = Absen.objects.get()
    klien.post(f"/admin/konsultasi/absen/{absen.pk}/delete/", {"post": "yes"})
    satu.refresh_from_db()
    assert (Absen.objects.count(), satu.terganggu) == (0, False)


def test_the_first_page_and_the_sheet_of_the_day_show_who_comes(meja, petugas, petugas_limpung, jalan, masuk):
    klien, lain = masuk(petugas), masuk(petugas_limpung)
    jalan(SENIN)
    satu = buat_janji_temu(meja=meja, mulai=SENIN + timedelta(hours=2), nama="Tamu Contoh")
    buat_janji_temu(meja=meja, mulai=SENIN + timedelta(hours=3), nama="Batal Contoh", status="DIBATALKAN")
    assert "Konsultasi hari ini" in isi(klien.get("/admin/"))
    lembar = isi(klien.get(f"{DAFTAR}hari/"))
    assert [k in lembar for k in ("Tamu Contoh", satu.nomor, "Batal Contoh")] == [True, True, False]
    assert "Tamu Contoh" not in isi(lain.get(f"{DAFTAR}hari/?tanggal=2026-03-02"))
    assert klien.get(f"{DAFTAR}hari/?tanggal=kemarin").status_code == 200


HALAMAN = ("/konsultasi/", "/konsultasi/janji/", "{meja}", "{meja}pesan/{pada}/")


@pytest.mark.parametrize("halaman", HALAMAN)
def test_pages_cost_the_same_queries_for_one_row_and_for_three(halaman, meja, pemilik, masuk):
    klien, jalan = masuk(pemilik), halaman.format(meja=meja.get_absolute_url(), pada=f"{besok():%Y%m%d-%H%M}")

    def kueri() -> int:
        with CaptureQueriesContext(connection) as tanya:
            assert klien.get(jalan).status_code == 200
        return len(tanya)

    def tambah(n: int) -> None:
        buat_janji_temu(akun=pemilik, meja=meja, mulai=besok(12 + n), usaha=buat_usaha(pemilik=pemilik))
        buat_janji_temu(akun=pemilik, meja=meja, mulai=besok(12 + n, 3), status="HADIR")
        buat_tunggu(buat_meja(), akun=pemilik)

    tambah(0)
    kueri()
    satu = kueri()
    tambah(1), tambah(2)
    assert (kueri(), satu <= 12) == (satu, True)


def test_the_sheet_and_one_appointment_stay_within_twelve_queries(meja, petugas, pemilik, masuk):
    klien = masuk(petugas)
    satu, *_ = [buat_janji_temu(akun=pemilik, meja=meja, usaha=buat_usaha(pemilik=pemilik)) for _ in range(3)]
    jumlah = {}
    for ekor in (f"hari/?tanggal={timezone.localtime(satu.mulai):%Y-%m-%d}", f"{satu.pk}/change/", "loket/"):
        klien.get(DAFTAR + ekor)
        with CaptureQueriesContext(connection) as tanya:
            assert klien.get(DAFTAR + ekor).status_code == 200
        jumlah[ekor] = len(tanya)
    assert [(e, n) for e, n in jumlah.items() if n > 12] == []


def test_giving_up_frees_the_hour_for_the_list_at_once(meja, pemilik, pemilik_lain, masuk):
    satu = buat_janji_temu(akun=pemilik, meja=meja, mulai=besok())
    meja.jam.update(sampai=(besok() + timedelta(minutes=30)).time())
    hari = timezone.localdate(satu.mulai)
    tunggu.tunggu(meja, oleh=pemilik_lain, dari=hari, sampai=hari, perihal="Tanya")
    masuk(pemilik).post(alamat(satu, "batalkan/"))
    assert JanjiTemu.objects.get(akun=pemilik_lain).status == "DITAWARKAN"


def test_an_hour_is_not_kept_from_others_by_asking_again_and_again(meja, pemilik, masuk, monkeypatch):
    monkeypatch.setattr("konsultasi.views.akses.SEHARI", 1)
    klien, hari = masuk(pemilik), f"{besok():%Y-%m-%d}"
    data = {"dari": hari, "sampai": hari, "perihal": "Tanya izin"}
    alamat = f"/konsultasi/meja/{meja.kode}/kabari/"
    assert klien.post(alamat, data).status_code == 302
    satu = DaftarTunggu.objects.get()
    klien.post(f"/konsultasi/tunggu/{satu.kode}/berhenti/")
    assert (klien.post(alamat, data).status_code, DaftarTunggu.objects.count()) == (429, 1)
