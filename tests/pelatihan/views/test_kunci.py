"""Answering an offer by one tap from the message, without logging in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from inti.tautan import Tautan
from inti.workflow import SISTEM
from notifikasi.models import Pemberitahuan
from pelatihan.actions import kursi
from pelatihan.models import Angkatan, Peserta
from tests.factories import PenggunaFactory
from tests.pelatihan.pabrik import buat_angkatan, orang

pytestmark = pytest.mark.django_db


@pytest.fixture
def ditawari():
    """Somebody who waited, to whom the seat of another was offered."""
    angkatan = buat_angkatan(kursi=1)
    satu, dua = (
        kursi.daftar(angkatan, pelaku=p, usaha=u, oleh=SISTEM)
        for p, u in (orang(akun=PenggunaFactory()) for _ in range(2))
    )
    kursi.undur(satu, oleh=SISTEM)
    return Peserta.objects.get(pk=dua.pk)


def tautan(peserta, templat="pelatihan_tawaran"):
    return Pemberitahuan.objects.filter(kunci=f"peserta:{peserta.kode}:{templat}:").first().url


def status(peserta):
    return Peserta.objects.get(pk=peserta.pk).status


def test_looking_changes_nothing_and_names_nobody(ditawari, client):
    halaman = client.get(tautan(ditawari))

    assert (halaman.status_code, status(ditawari)) == (200, "DITAWARI")
    assert ditawari.pelaku.nama not in halaman.text
    assert ditawari.usaha.nama not in halaman.text
    assert halaman["Referrer-Policy"] == "no-referrer"


def test_one_tap_accepts_and_a_second_one_finds_it_done(ditawari, client):
    alamat = tautan(ditawari)
    for _ in range(2):
        assert "Kursi Anda tercatat" in client.post(f"{alamat}terima/", follow=True).text
    assert status(ditawari) == "TERDAFTAR"
    assert [r.pelaku for r in ditawari.riwayat.filter(verba="terima")] == ["Peserta"]

    assert "Kursi Anda tercatat" in client.post(f"{alamat}lepas/", follow=True).text
    assert status(ditawari) == "TERDAFTAR"  # what was accepted is not lost to a stray tap


def test_one_tap_declines_and_the_seat_goes_to_the_next(ditawari, client):
    pelaku, usaha = orang()
    tiga = kursi.daftar(ditawari.angkatan, pelaku=pelaku, usaha=usaha, oleh=SISTEM)
    assert "Baik, untuk orang lain" in client.post(f"{tautan(ditawari)}lepas/", follow=True).text
    assert (status(ditawari), status(tiga)) == ("MENGUNDURKAN_DIRI", "DITAWARI")


def test_the_link_ends_with_the_offer(ditawari, client):
    alamat = tautan(ditawari)
    assert Tautan.objects.get().sampai == ditawari.sampai
    Tautan.objects.update(sampai=timezone.now() - timedelta(seconds=1))
    assert client.get(alamat).status_code == 410
    client.post(f"{alamat}terima/")
    assert status(ditawari) == "DITAWARI"


def test_an_offer_that_is_over_is_not_accepted_through_a_link_that_still_lives(ditawari, client):
    Peserta.objects.filter(pk=ditawari.pk).update(sampai=timezone.now() - timedelta(seconds=1))
    client.post(f"{tautan(ditawari)}terima/")
    assert status(ditawari) == "DITAWARI"


def test_a_blocked_account_and_a_cancelled_class_answer_nothing(ditawari, client, kepala):
    akun = ditawari.pelaku.akun
    type(akun).objects.filter(pk=akun.pk).update(is_active=False)
    client.post(f"{tautan(ditawari)}terima/")
    assert status(ditawari) == "DITAWARI"

    type(akun).objects.filter(pk=akun.pk).update(is_active=True)
    Angkatan.objects.filter(pk=ditawari.angkatan_id).update(status="DIBATALKAN")
    ditawari.angkatan.riwayat.create(
        verba="batalkan", ke="DIBATALKAN", catatan="Balai kebanjiran.", pelaku="Kepala", pada=timezone.now()
    )
    halaman = client.post(f"{tautan(ditawari)}terima/", follow=True).text
    assert ("Kelas ini dibatalkan" in halaman, "Balai kebanjiran." in halaman) == (True, True)
    assert status(ditawari) == "DITAWARI"


def test_a_stranger_link_is_dead(client):
    assert client.get(reverse("pelatihan:kunci", args=["bukan-tautan"])).status_code == 410
