"""Helpers: invited by the owner until a date, by a link that works once."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from akun.models import Pengguna
from notifikasi.models import Pemberitahuan
from tests.factories import SANDI, buat_usaha
from umkm.models import AksesPembantu, Usaha


def undangan(**lain: Any) -> dict[str, str]:
    sampai = timezone.localdate() + timedelta(days=30)
    return {
        "nama": "Joko Contoh",
        "telepon": "0812 0000 5001",
        "hubungan": "PASANGAN",
        "sampai_hari": str(sampai.day),
        "sampai_bulan": str(sampai.month),
        "sampai_tahun": str(sampai.year),
        **lain,
    }


@pytest.fixture
def usaha(pemilik) -> Usaha:
    return buat_usaha(pemilik=pemilik)


@pytest.fixture
def tautan(masuk, pemilik, usaha) -> str:
    halaman = masuk(pemilik).post(f"/usaha/{usaha.kode}/pembantu/", undangan()).content.decode()
    return re.search(r"http://[^/]+(/usaha/undangan/[\w-]+/)", halaman)[1]


def test_the_link_is_shown_once_and_kept_nowhere(masuk, pemilik, usaha):
    klien = masuk(pemilik)
    jawaban = klien.post(f"/usaha/{usaha.kode}/pembantu/", undangan())
    assert jawaban["Cache-Control"] == "no-store"
    jalur = re.search(r"/usaha/undangan/([\w-]+)/", jawaban.content.decode())[1]
    assert jalur not in klien.get(f"/usaha/{usaha.kode}/pembantu/").content.decode()
    assert jalur not in str(list(AksesPembantu.objects.values()))


def test_the_message_for_whatsapp_names_nobody(masuk, pemilik, usaha):
    halaman = masuk(pemilik).post(f"/usaha/{usaha.kode}/pembantu/", undangan()).content.decode()
    wa = re.search(r'href="(https://wa\.me/[^"]+)"', halaman)[1]
    assert wa.startswith("https://wa.me/6281200005001?text=")
    assert not re.search("Siti|Joko|Keripik", wa)


@pytest.mark.parametrize(
    ("ubah", "medan"),
    [
        ({"telepon": "08123"}, "telepon"),
        ({"nama": "Joko 😀"}, "nama"),
        ({"sampai_tahun": "2001"}, "sampai"),
        ({"sampai_tahun": "2099"}, "sampai"),
        ({"hubungan": "MUSUH"}, "hubungan"),
    ],
)
def test_a_wrong_invitation_is_not_made(masuk, pemilik, usaha, ubah, medan):
    jawaban = masuk(pemilik).post(f"/usaha/{usaha.kode}/pembantu/", undangan(**ubah))
    assert (jawaban.status_code, list(jawaban.context["form"].errors)) == (422, [medan])
    assert AksesPembantu.objects.count() == 0


def test_an_invitation_sent_twice_leaves_one_open(masuk, pemilik, usaha):
    klien = masuk(pemilik)
    for _ in range(2):
        klien.post(f"/usaha/{usaha.kode}/pembantu/", undangan())
    assert AksesPembantu.objects.filter(dicabut_pada=None).count() == 1


def test_opening_the_link_changes_nothing_and_names_nobody(tautan, usaha, masuk, pemilik_lain):
    for klien in (Client(), masuk(pemilik_lain)):
        halaman = klien.get(tautan).content.decode()
        assert "Anda diundang membantu" in halaman
        assert usaha.nama not in halaman
    assert AksesPembantu.objects.get().diterima_pada is None


def test_who_has_an_account_accepts_with_one_press(tautan, usaha, masuk, pemilik_lain):
    klien = masuk(pemilik_lain)
    assert klien.post(tautan).url == usaha.get_absolute_url()
    assert klien.get(usaha.get_absolute_url()).status_code == 200
    assert klien.get(tautan).url == usaha.get_absolute_url()


def test_who_has_none_makes_one_there_and_owns_nothing(tautan, usaha, tamu):
    data = {"nama": "Joko Contoh", "telepon": "0812 0000 5001", "sandi": SANDI}
    jawaban = tamu.post(tautan, data, follow=True)
    assert jawaban.redirect_chain == [(usaha.get_absolute_url(), 302)]
    assert "Anda sekarang membantu" in jawaban.content.decode()
    assert Usaha.objects.count() == 1
    assert AksesPembantu.objects.get().akun.nama == "Joko Contoh"


def test_a_refused_account_leaves_the_invitation_open(tautan, tamu):
    jawaban = tamu.post(tautan, {"nama": "Joko Contoh", "telepon": "08", "sandi": SANDI})
    assert (jawaban.status_code, list(jawaban.context["form"].errors)) == (422, ["telepon"])
    assert Pengguna.objects.filter(nama="Joko Contoh").count() == 0
    assert tamu.get(tautan).status_code == 200


def test_the_link_works_once(tautan, masuk, pemilik_lain, mitra, tamu):
    masuk(pemilik_lain).post(tautan)
    for klien in (tamu, masuk(mitra)):
        assert klien.get(tautan).status_code == 410
        assert klien.post(tautan).status_code == 410


def test_the_owner_cannot_accept_his_own(tautan, masuk, pemilik):
    halaman = masuk(pemilik).post(tautan, follow=True).content.decode()
    assert "Ini usaha Anda sendiri." in halaman


def test_stopping_ends_access_at_once(tautan, usaha, masuk, pemilik, pemilik_lain):
    klien = masuk(pemilik_lain)
    klien.post(tautan)
    akses = AksesPembantu.objects.get()
    assert klien.post(f"/usaha/{usaha.kode}/pembantu/{akses.kode}/cabut/").status_code == 404
    masuk(pemilik).post(f"/usaha/{usaha.kode}/pembantu/{akses.kode}/cabut/")
    assert klien.get(usaha.get_absolute_url()).status_code == 404


def test_access_ends_with_its_last_day(tautan, usaha, masuk, pemilik_lain):
    klien = masuk(pemilik_lain)
    klien.post(tautan)
    AksesPembantu.objects.update(sampai=timezone.localdate() - timedelta(days=1))
    assert klien.get(usaha.get_absolute_url()).status_code == 404


def test_the_invited_number_gets_a_message_without_names(tautan):
    isi = [p.isi for p in Pemberitahuan.objects.filter(templat="undangan_pembantu")]
    assert [i for i in isi if re.search("Siti|Keripik", i)] == []
