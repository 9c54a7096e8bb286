"""The list of those who wait: in their order, for a limited time, nobody twice."""

from __future__ import annotations

import threading
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from konsultasi.actions import pesan, tunggu
from konsultasi.actions.jaga import kunci_meja
from konsultasi.enums import HasilTunggu
from konsultasi.models import DaftarTunggu, JanjiTemu, Meja
from konsultasi.queries import Jadwal
from tests.factories import PenggunaFactory, buat_usaha
from tests.konsultasi.pabrik import buat_absen, buat_janji_temu, buat_meja, buat_tunggu, pukul
from tests.konsultasi.test_pesan import pesan_untuk, token

pytestmark = pytest.mark.django_db


@pytest.fixture
def meja(senin: Any) -> Meja:
    """A desk with one slot, on Tuesday the third, and the following week one more."""
    return buat_meja(hari=(1,), sampai=time(9, 30), hari_ke_depan=7)


@pytest.fixture
def penuh(meja: Meja, pemilik: Any) -> JanjiTemu:
    return pesan.pesan_jam(meja, oleh=pemilik, pada=pukul(3), perihal="Tanya izin")


def menunggu(meja: Meja, orang: Any) -> DaftarTunggu:
    hari = date(2026, 3, 3)
    return tunggu.tunggu(meja, oleh=orang, dari=hari, sampai=hari, perihal="Tanya halal")


def tawaran(orang: Any) -> list[tuple[str, str]]:
    return [(j.status, f"{timezone.localtime(j.mulai):%d %H.%M}") for j in JanjiTemu.objects.filter(akun=orang)]


def test_a_freed_slot_is_offered_to_the_first_and_held_until_he_answers(penuh, pemilik, pemilik_lain):
    kedua = PenggunaFactory()
    menunggu(penuh.meja, pemilik_lain)
    menunggu(penuh.meja, kedua)
    pesan.batalkan(penuh, oleh=pemilik)
    assert (tawaran(pemilik_lain), tawaran(kedua)) == ([("DITAWARKAN", "03 09.00")], [])
    assert Jadwal([penuh.meja]).cari(penuh.meja, pukul(3)) is None
    (kabar,) = pesan_untuk(pemilik_lain, "jam_kosong_ditawarkan")
    assert "sampai Senin, 2 Maret 2026 pukul 11.00 WIB" in kabar.isi
    tunggu.jawab_lewat_tautan(token(kabar.url), terima=True)
    assert tawaran(pemilik_lain) == [("DIPESAN", "03 09.00")]
    assert DaftarTunggu.objects.get(akun=pemilik_lain).hasil == "TERISI"
    with pytest.raises(ValidationError):
        tunggu.jawab_lewat_tautan(token(kabar.url), terima=False)


def test_an_offer_that_nobody_answers_passes_to_the_next_and_never_comes_back(penuh, jalan, pemilik, pemilik_lain):
    kedua = PenggunaFactory()
    menunggu(penuh.meja, pemilik_lain)
    menunggu(penuh.meja, kedua)
    pesan.batalkan(penuh, oleh=pemilik)
    kunci = token(pesan_untuk(pemilik_lain, "jam_kosong_ditawarkan")[0].url)
    jalan(pukul(2, 10.5))
    assert tunggu.sapu() == 0
    jalan(pukul(2, 11))
    with pytest.raises(ValidationError):
        tunggu.jawab_lewat_tautan(kunci, terima=True)
    with pytest.raises(ValidationError, match="lewat waktunya"):
        tunggu.terima_tawaran(JanjiTemu.objects.get(akun=pemilik_lain), oleh=pemilik_lain)
    assert tunggu.sapu() == 1
    assert (tawaran(pemilik_lain), tawaran(kedua)) == ([("DIBATALKAN", "03 09.00")], [("DITAWARKAN", "03 09.00")])
    jalan(pukul(2, 14))
    assert (tunggu.sapu(), tunggu.sapu()) == (1, 0)
    assert JanjiTemu.objects.filter(status="DITAWARKAN").count() == 0
    assert Jadwal([penuh.meja]).cari(penuh.meja, pukul(3)) is not None


def test_who_declines_waits_on_and_who_stops_is_asked_no_more(penuh, pemilik, pemilik_lain):
    kedua = PenggunaFactory()
    satu = menunggu(penuh.meja, pemilik_lain)
    dua = menunggu(penuh.meja, kedua)
    pesan.batalkan(penuh, oleh=pemilik)
    tunggu.tolak_tawaran(JanjiTemu.objects.get(akun=pemilik_lain), oleh=pemilik_lain)
    assert tawaran(kedua) == [("DITAWARKAN", "03 09.00")]
    with pytest.raises(PermissionDenied):
        tunggu.berhenti(dua, oleh=pemilik_lain)
    tunggu.berhenti(dua, oleh=kedua)
    satu.refresh_from_db()
    dua.refresh_from_db()
    assert (satu.selesai_pada, dua.hasil, tawaran(kedua)) == (None, "BERHENTI", [("DIBATALKAN", "03 09.00")])


@pytest.mark.django_db(transaction=True)
def test_who_stops_while_the_sweep_waits_for_the_desk_is_offered_nothing(meja, pemilik_lain):
    buat_tunggu(meja, akun=pemilik_lain)

    def sapu() -> None:
        try:
            tunggu.tawarkan(meja)
        finally:
            connection.close()

    utas = threading.Thread(target=sapu)
    with transaction.atomic(), connection.cursor() as kursor:
        kunci_meja(meja)
        utas.start()
        for _ in range(200):
            kursor.execute("SELECT pg_sleep(0.02), count(*) FROM pg_locks WHERE NOT granted")
            if kursor.fetchone()[1]:
                break
        tunggu.tutup(DaftarTunggu.objects.all(), HasilTunggu.BERHENTI)
    utas.join()
    assert JanjiTemu.objects.count() == 0


def test_an_offer_made_at_night_counts_from_the_morning(penuh, jalan, pemilik, pemilik_lain):
    menunggu(penuh.meja, pemilik_lain)
    jalan(pukul(2, 21))
    pesan.batalkan(penuh, oleh=pemilik)
    # 07.00 plus three hours would be past the slot: an hour before it is the end.
    assert JanjiTemu.objects.get(akun=pemilik_lain).tawaran_sampai == pukul(3, 8)


def test_booking_oneself_ends_the_waiting_and_days_that_passed_close_it(penuh, jalan, meja, pemilik, pemilik_lain):
    kedua = PenggunaFactory()
    menunggu(meja, kedua)
    tunggu.tunggu(meja, oleh=pemilik_lain, dari=date(2026, 3, 3), sampai=date(2026, 3, 4), perihal="Tanya")
    jalan(pukul(4, 8))
    pesan.pesan_jam(meja, oleh=pemilik_lain, pada=pukul(10), perihal="Tanya izin")
    tunggu.sapu()
    assert [DaftarTunggu.objects.get(akun=a).hasil for a in (pemilik_lain, kedua)] == ["TERISI", "LEWAT"]


@pytest.mark.parametrize(("dari", "sampai"), [(1, 3), (4, 3), (3, 200)])
def test_days_that_one_cannot_wait_for(meja, pemilik, dari, sampai):
    awal = date(2026, 3, 1)
    with pytest.raises(ValidationError):
        tunggu.tunggu(
            meja,
            oleh=pemilik,
            dari=awal + timedelta(days=dari - 1),
            sampai=awal + timedelta(days=sampai - 1),
            perihal="x",
        )


def test_one_waits_once_at_a_desk_and_at_two_desks_at_most(penuh, pemilik_lain, pemilik):
    menunggu(penuh.meja, pemilik_lain)
    with pytest.raises(ValidationError, match="sudah menunggu"):
        menunggu(penuh.meja, pemilik_lain)
    with pytest.raises(IntegrityError, match="daftar_tunggu_akun_sekali"), transaction.atomic():
        buat_tunggu(penuh.meja, akun=pemilik_lain)
    buat_tunggu(buat_meja(hari=()), akun=pemilik_lain)
    with pytest.raises(ValidationError, match="Paling banyak"):
        menunggu(buat_meja(hari=()), pemilik_lain)
    with pytest.raises(PermissionDenied):
        tunggu.tunggu(
            buat_meja(hari=()),
            oleh=PenggunaFactory(),
            dari=date(2026, 3, 3),
            sampai=date(2026, 3, 3),
            perihal="x",
            usaha=buat_usaha(pemilik=pemilik),
        )


def test_the_counter_puts_down_who_has_no_account(penuh, petugas, petugas_limpung, pemilik):
    isi: dict[str, Any] = {"dari": date(2026, 3, 3), "sampai": date(2026, 3, 3), "perihal": "Tanya"}
    tamu = {"nama": "Tamu Contoh", "telepon": "+6281200000999"}
    with pytest.raises(PermissionDenied):
        tunggu.tunggu(penuh.meja, oleh=petugas_limpung, **isi, **tamu)
    tunggu.tunggu(penuh.meja, oleh=petugas, **isi, **tamu)
    pesan.batalkan(penuh, oleh=pemilik)
    assert JanjiTemu.objects.get(telepon=tamu["telepon"]).status == "DITAWARKAN"


def test_an_offer_for_an_hour_in_which_nobody_sits_any_more_is_not_taken(penuh, pemilik, pemilik_lain):
    menunggu(penuh.meja, pemilik_lain)
    pesan.batalkan(penuh, oleh=pemilik)
    buat_absen(penuh.meja, pukul(3, 8))
    with pytest.raises(ValidationError, match="tidak ada petugas"):
        tunggu.terima_tawaran(JanjiTemu.objects.get(status="DITAWARKAN"), oleh=pemilik_lain)


def test_who_has_two_appointments_cannot_take_a_third_by_an_offer(penuh, pemilik, pemilik_lain):
    menunggu(penuh.meja, pemilik_lain)
    pesan.batalkan(penuh, oleh=pemilik)
    lain = buat_meja(hari=())
    for jam in (13, 14):
        buat_janji_temu(akun=pemilik_lain, meja=lain, mulai=pukul(5, jam))
    with pytest.raises(ValidationError, match="Sudah ada 2"):
        tunggu.terima_tawaran(JanjiTemu.objects.get(status="DITAWARKAN"), oleh=pemilik_lain)
