"""Seats that were announced are not taken back without a word."""

from __future__ import annotations

import pytest
from django.urls import reverse

from inti.workflow import SISTEM
from pelatihan.actions import kursi
from tests.factories import buat_usaha
from tests.pelatihan.pabrik import buat_angkatan, orang

pytestmark = pytest.mark.django_db
ALASAN = "Ruang besar dipakai pilkades."


def kurangi(klien, angkatan, **isian):
    baris = {"kuota-TOTAL_FORMS": 0, "kuota-INITIAL_FORMS": 0}
    bawaan = {"umum": 1, "perempuan": 5, "disabilitas": "", "alasan": ""}
    return klien.post(reverse("admin:pelatihan_angkatan_kursi", args=[angkatan.pk]), bawaan | baris | isian)


def test_seats_that_were_announced_are_taken_back_with_a_reason_that_who_waits_reads(kepala, pemilik, masuk):
    angkatan = buat_angkatan(kursi=1, kuota={"DISABILITAS": 2})
    kursi.daftar(angkatan, **dict(zip(("pelaku", "usaha"), orang(), strict=True)), oleh=SISTEM)
    usaha = buat_usaha(pemilik=pemilik)
    antre = kursi.daftar(angkatan, pelaku=usaha.pemilik, usaha=usaha, oleh=pemilik)
    klien = masuk(kepala)

    tampil = klien.get(reverse("admin:pelatihan_angkatan_kursi", args=[angkatan.pk])).text
    assert tampil.count("1 yang menunggu cocok di sini") == 1
    tanpa = kurangi(klien, angkatan, perempuan="", disabilitas=0)
    assert tanpa.status_code == 422
    assert "Penyandang disabilitas dari 2 menjadi 0 kursi" in tanpa.text
    assert angkatan.kuota.get(jenis="DISABILITAS").jumlah == 2

    assert kurangi(klien, angkatan, perempuan="", disabilitas=0, alasan=ALASAN).status_code == 302
    catatan = f"Penyandang disabilitas dari 2 menjadi 0 kursi. {ALASAN}"
    assert list(angkatan.riwayat.values_list("verba", "oleh", "catatan")) == [("kurangi_kursi", kepala.pk, catatan)]
    assert ALASAN in masuk(pemilik).get(antre.get_absolute_url()).text


def test_more_seats_and_those_of_a_class_that_is_only_planned_need_no_reason(kepala, masuk):
    terbuka, rencana = buat_angkatan(kursi=1), buat_angkatan(kursi=9, status="RENCANA")
    klien = masuk(kepala)
    assert [kurangi(klien, satu, umum=2).status_code for satu in (terbuka, rencana)] == [302, 302]
    assert not terbuka.riwayat.exists()
    assert not rencana.riwayat.exists()
