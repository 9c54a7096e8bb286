"""News: with consent, and at most so much of it in a week in anybody's pocket."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from notifikasi.actions import kirim
from notifikasi.actions.tulis import BATAS_KABAR
from notifikasi.enums import Jenis, Kanal, Keadaan
from notifikasi.models import Pemberitahuan
from tests.factories import PenggunaFactory
from tests.notifikasi.server_whatsapp import ServerWhatsApp

HP = "+6281200000001"
LUAR, KOTAK = [Kanal.APLIKASI, Kanal.EMAIL], [Kanal.APLIKASI]


def kabar(akun: Any, *, kunci: str = "", **isian: Any) -> list[str]:
    bawaan = {"templat": "usaha_terdaftar", "konteks": {"nomor": "X"}, "email": "siti@surat.uji", "setuju": True}
    return sorted(p.kanal for p in kirim(akun=akun, jenis=Jenis.KABAR, kunci=kunci, **bawaan | isian))


@pytest.mark.parametrize("setuju", [False, None])
def test_without_consent_there_is_no_news(pemilik: Any, setuju: Any) -> None:
    with pytest.raises(ValueError, match="sudah setuju"):
        kabar(pemilik, setuju=setuju)
    assert Pemberitahuan.objects.count() == 0


def test_news_needs_an_account_for_its_consent_stands_there(db: None) -> None:
    with pytest.raises(ValueError, match="hanya untuk akun"):
        kabar(None)


def test_beyond_the_cap_news_lies_in_the_inbox_and_rings_nowhere(pemilik: Any, pemilik_lain: Any) -> None:
    assert [kabar(pemilik) for _ in range(4)] == [LUAR, LUAR, KOTAK, KOTAK]
    assert kabar(pemilik_lain) == LUAR


def test_one_cause_on_two_channels_counts_once(meta: ServerWhatsApp, pemilik: Any) -> None:
    kanal = [kabar(pemilik, telepon=HP) for _ in range(3)]
    assert kanal == [[*LUAR, Kanal.WHATSAPP], [*LUAR, Kanal.WHATSAPP], KOTAK]


def test_case_messages_neither_count_nor_are_capped(pemilik: Any) -> None:
    for _ in range(3):
        kirim(templat="usaha_terdaftar", konteks={"nomor": "X"}, akun=pemilik, email="siti@surat.uji")
    assert [kabar(pemilik), kabar(pemilik)] == [LUAR, LUAR]
    perkara = kirim(templat="usaha_terdaftar", konteks={"nomor": "X"}, akun=pemilik, email="siti@surat.uji")
    assert sorted(p.kanal for p in perkara) == LUAR


def test_after_seven_days_there_is_room_again(pemilik: Any) -> None:
    assert [kabar(pemilik) for _ in range(3)] == [LUAR, LUAR, KOTAK]
    satu = Pemberitahuan.objects.filter(kanal=Kanal.EMAIL).first()
    Pemberitahuan.objects.filter(kunci=satu.kunci).update(dibuat=timezone.now() - timedelta(days=7, seconds=1))
    assert [kabar(pemilik), kabar(pemilik)] == [LUAR, KOTAK]


@pytest.mark.parametrize("keadaan", [Keadaan.MATI, Keadaan.DILEWATI])
def test_what_never_left_disturbed_nobody(pemilik: Any, keadaan: str) -> None:
    kabar(pemilik), kabar(pemilik)
    Pemberitahuan.objects.filter(kanal=Kanal.EMAIL).update(keadaan=keadaan, galat="Ditolak")
    assert kabar(pemilik) == LUAR


def test_asking_again_under_the_same_key_neither_counts_nor_sends_later(pemilik: Any) -> None:
    assert [kabar(pemilik, kunci=f"k{n}") for n in (1, 1, 2, 2, 3)] == [LUAR, LUAR, LUAR, LUAR, KOTAK]
    Pemberitahuan.objects.update(dibuat=timezone.now() - timedelta(days=8))
    assert [kabar(pemilik, kunci="k3"), kabar(pemilik, kunci="k1")] == [KOTAK, LUAR]
    assert Pemberitahuan.objects.filter(kanal=Kanal.EMAIL).count() == 2


def test_news_is_nobodys_work_by_hand(pemilik: Any) -> None:
    assert kabar(pemilik, templat="usaha_perbaikan", telepon=HP) == LUAR


@pytest.mark.django_db(transaction=True)
def test_senders_at_the_same_moment_keep_the_cap_together() -> None:
    orang = PenggunaFactory()
    mulai = threading.Barrier(6)

    def kirim_satu() -> None:
        mulai.wait()
        with transaction.atomic():
            kabar(orang)
        connection.close()

    benang = [threading.Thread(target=kirim_satu) for _ in range(6)]
    for satu in benang:
        satu.start()
    for satu in benang:
        satu.join()
    per_kanal = {kanal: Pemberitahuan.objects.filter(kanal=kanal).count() for kanal in LUAR}
    assert per_kanal == {Kanal.APLIKASI: 6, Kanal.EMAIL: BATAS_KABAR}
