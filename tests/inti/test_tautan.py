"""Links that work without logging in: one purpose, one end, used once where they act once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from inti import tautan
from inti.tautan import Tautan

pytestmark = pytest.mark.django_db


def besok():
    return timezone.now() + timedelta(days=1)


def test_a_link_opens_its_record_for_its_purpose_alone():
    token = tautan.buat("konsultasi.batal", "ABC123", sampai=besok())

    assert tautan.buka(token, "konsultasi.batal") == "ABC123"
    assert tautan.buka(token, "aduan.lihat") is None
    assert tautan.buka(token[:-1] + ("a" if token[-1] != "a" else "b"), "konsultasi.batal") is None


def test_the_table_does_not_hold_what_opens():
    token = tautan.buat("aduan.lihat", "ABC123", sampai=besok())

    assert token not in str(Tautan.objects.values().get())


def test_opening_uses_nothing_up():
    token = tautan.buat("aduan.lihat", "ABC123", sampai=besok())

    assert [tautan.buka(token, "aduan.lihat") for _ in range(3)] == ["ABC123"] * 3


def test_a_link_acts_once():
    token = tautan.buat("skm.isi", "ABC123", sampai=besok())

    assert tautan.pakai(token, "skm.isi") == "ABC123"
    assert tautan.buka(token, "skm.isi") is None
    with pytest.raises(ValidationError, match="sudah dipakai"):
        tautan.pakai(token, "skm.isi")


def test_a_link_ends():
    token = tautan.buat("skm.isi", "ABC123", sampai=timezone.now() - timedelta(seconds=1))

    assert tautan.buka(token, "skm.isi") is None
    with pytest.raises(ValidationError):
        tautan.pakai(token, "skm.isi")


def test_revoking_ends_every_link_of_that_purpose_on_that_record():
    satu, dua = (tautan.buat("skm.isi", "ABC123", sampai=besok()) for _ in range(2))
    lain = tautan.buat("skm.isi", "XYZ789", sampai=besok())
    tautan.cabut("skm.isi", "ABC123")

    assert [tautan.buka(t, "skm.isi") for t in (satu, dua, lain)] == [None, None, "XYZ789"]


def test_only_links_that_ended_long_ago_are_forgotten():
    tautan.buat("skm.isi", "LAMA", sampai=timezone.now() - tautan.SIMPAN - timedelta(days=1))
    tautan.buat("skm.isi", "BARU", sampai=timezone.now() - timedelta(days=1))

    assert tautan.sapu() == 1
    assert list(Tautan.objects.values_list("perihal", flat=True)) == ["BARU"]


@pytest.mark.django_db(transaction=True)
def test_of_ten_uses_at_once_one_succeeds():
    token = tautan.buat("skm.isi", "ABC123", sampai=besok())

    def coba(_: int) -> bool:
        try:
            tautan.pakai(token, "skm.isi")
        except ValidationError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(10) as banyak:
        assert sum(banyak.map(coba, range(10))) == 1


def test_its_page_is_told_to_nobody():
    halaman = tautan.tanpa_masuk(lambda request, token: HttpResponse("isi"))
    jawaban = halaman(RequestFactory().get("/aduan/kunci/rahasia/"), token="rahasia")

    assert halaman.login_required is False
    # With `no-referrer` a browser sends `Origin: null`, which the guard against forgery refuses.
    assert halaman.csrf_exempt is True
    assert jawaban["Referrer-Policy"] == "no-referrer"
    assert jawaban["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in jawaban["Cache-Control"]


def test_nobody_is_logged_in_behind_a_link(pemilik):
    request = RequestFactory().get("/aduan/kunci/rahasia/")
    request.user = pemilik
    jawaban = tautan.tanpa_masuk(lambda request, token: HttpResponse(str(request.user)))(request, token="rahasia")

    assert jawaban.content == b"AnonymousUser"
