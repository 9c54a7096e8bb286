"""What comes between: absences, days off, changed hours; and the reminder the working day before."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from inti.kalender import HariLibur
from konsultasi import keutuhan, notifications, tasks
from konsultasi.actions import ingat, pesan, terganggu
from konsultasi.models import Absen, JanjiTemu
from notifikasi.models import Pemberitahuan
from tests.konsultasi.pabrik import buat_janji_temu, buat_meja, pukul
from tests.konsultasi.test_pesan import pesan_untuk, token

pytestmark = pytest.mark.django_db


@pytest.fixture
def janji(senin: Any, pemilik: Any) -> JanjiTemu:
    """Booked for Tuesday 3 March, nine o'clock."""
    return pesan.pesan_jam(buat_meja(), oleh=pemilik, pada=pukul(3), perihal="Tanya izin")


def terganggukah(satu: JanjiTemu) -> bool:
    satu.refresh_from_db()
    return satu.terganggu


def test_an_absence_asks_once_to_choose_another_time_and_its_end_says_that_the_hour_stands(janji, pemilik, petugas):
    absen = Absen(meja=janji.meja, dari=pukul(3, 8), sampai=pukul(3, 12), alasan="Rahasia kantor")
    assert terganggu.simpan_absen(absen, oleh=petugas) == 1
    tasks.sapu()
    (kabar,) = pesan_untuk(pemilik, "janji_temu_terganggu")
    assert (terganggukah(janji), "Rahasia" in kabar.isi) == (True, False)
    terganggu.hapus_absen(absen, oleh=petugas)
    assert (terganggukah(janji), len(pesan_untuk(pemilik, "janji_temu_berlaku_lagi"))) == (False, 1)
    with pytest.raises(ValidationError):
        pesan.pindah_lewat_tautan(token(kabar.url), pada=pukul(4))


def test_a_holiday_declared_after_the_booking_is_found_by_the_sweep_and_the_link_moves(janji, pemilik):
    HariLibur.objects.create(tanggal=date(2026, 3, 3), nama="Libur Mendadak")
    assert list(keutuhan.tidak_dilayani()) == [
        f"Janji temu {janji.nomor} jatuh pada waktu yang tidak dilayani, dan orangnya belum diberi tahu."
    ]
    tasks.sapu()
    assert (terganggukah(janji), list(keutuhan.tidak_dilayani())) == (True, [])
    kunci = token(pesan_untuk(pemilik, "janji_temu_terganggu")[0].url)
    with pytest.raises(ValidationError, match="baru saja diambil"):
        pesan.pindah_lewat_tautan(kunci, pada=pukul(3, 10))
    pesan.pindah_lewat_tautan(kunci, pada=pukul(4))
    assert (terganggukah(janji), janji.mulai) == (False, pukul(4))


def test_changed_hours_and_a_desk_out_of_use_touch_who_has_booked(janji, petugas):
    jam = janji.meja.jam.get(hari=1)
    jam.dari, jam.sampai = time(13), time(15)
    assert (terganggu.simpan_jam(jam, oleh=petugas), terganggukah(janji)) == (1, True)
    lain = buat_janji_temu(meja=janji.meja, mulai=pukul(4))
    janji.meja.aktif = False
    assert (terganggu.simpan_meja(janji.meja, oleh=petugas), terganggukah(lain)) == (1, True)


def test_an_absence_elsewhere_or_later_touches_nobody(janji, petugas):
    for meja, dari in ((buat_meja(), pukul(3, 8)), (janji.meja, pukul(3, 9.5))):
        absen = Absen(meja=meja, dari=dari, sampai=dari + timedelta(hours=1))
        assert terganggu.simpan_absen(absen, oleh=petugas) == 0
    assert not terganggukah(janji)


def test_the_reminder_goes_once_on_the_working_day_before(janji, jalan, pemilik):
    assert (ingat.jalankan(), ingat.jalankan()) == (1, 0)
    (kabar,) = pesan_untuk(pemilik, "janji_temu_ingat")
    assert pesan.batalkan_lewat_tautan(token(kabar.url)).status == "DIBATALKAN"


def test_monday_is_reminded_on_friday_and_what_follows_a_day_off_before_it(jalan, pemilik, pemilik_lain):
    meja = buat_meja(hari=range(7))
    HariLibur.objects.create(tanggal=date(2026, 3, 9), nama="Libur Contoh")
    jalan(pukul(5, 8))
    senin_libur = buat_janji_temu(akun=pemilik, meja=meja, mulai=pukul(9))
    buat_janji_temu(akun=pemilik, meja=meja, mulai=pukul(10))
    buat_janji_temu(akun=pemilik_lain, meja=meja, mulai=pukul(11))
    buat_janji_temu(akun=pemilik_lain, meja=meja, mulai=pukul(10, 10), status="DIBATALKAN")
    terganggu.periksa()
    diingatkan = []
    for hari in (5, 6, 7, 8, 9, 10):
        jalan(pukul(hari, 6.5))
        diingatkan.append(ingat.jalankan())
    assert (terganggukah(senin_libur), diingatkan) == (True, [0, 1, 0, 0, 0, 1])


def test_a_message_without_account_goes_to_the_number_said_at_the_counter(senin, petugas, settings):
    settings.GERBANG_PESAN = "whatsapp"
    pesan.pesan_di_loket(
        buat_meja(), oleh=petugas, pada=pukul(3), perihal="Tanya", nama="Tamu", telepon="+6281200000999"
    )
    ingat.jalankan()
    assert list(Pemberitahuan.objects.order_by("pk").values_list("templat", "kanal", "tujuan")) == [
        ("janji_temu_dipesan", "whatsapp", "+6281200000999"),
        ("janji_temu_ingat", "whatsapp", "+6281200000999"),
    ]


def test_whoever_has_no_account_is_forgotten_after_a_year_and_nobody_else(jalan, pemilik):
    jalan(pukul(2))
    tamu = buat_janji_temu(meja=buat_meja(), mulai=pukul(2), status="HADIR", hasil="Urus NIB")
    milik = buat_janji_temu(akun=pemilik, meja=tamu.meja, mulai=pukul(3), status="HADIR")
    jalan(pukul(2) + timedelta(days=367))
    assert (ingat.lupakan_tamu(), ingat.lupakan_tamu()) == (1, 0)
    tamu.refresh_from_db()
    milik.refresh_from_db()
    assert (tamu.nama, tamu.telepon, tamu.perihal, tamu.hasil) == (ingat.TERHAPUS, "", ingat.TERHAPUS, "")
    assert milik.perihal == "Tanya izin"


def test_an_offer_held_past_its_time_is_found(jalan, pemilik):
    jalan(pukul(2))
    satu = buat_janji_temu(akun=pemilik, mulai=pukul(3), status="DITAWARKAN", tawaran_sampai=pukul(2, 10))
    assert list(keutuhan.tawaran_tertahan()) == []
    jalan(pukul(2, 12))
    assert list(keutuhan.tawaran_tertahan()) == [
        f"Tawaran jam kosong {satu.nomor} sudah lewat waktunya dan belum dilepas."
    ]


def test_links_fit_what_the_person_needs_now(senin, pemilik):
    meja = buat_meja()
    dipesan = buat_janji_temu(akun=pemilik, meja=meja, mulai=pukul(3))
    ditawarkan = buat_janji_temu(akun=pemilik, meja=meja, mulai=pukul(4), status="DITAWARKAN")
    terganggu_ = buat_janji_temu(akun=pemilik, meja=meja, mulai=pukul(5), terganggu_pada=senin)
    akhir = [notifications.alamat_menurut_keadaan(j).rstrip("/").rsplit("/", 1)[1] for j in (ditawarkan, terganggu_)]
    assert akhir == ["tawaran", "pindah"]
    assert notifications.alamat_menurut_keadaan(dipesan).count("/") == 4
