"""What waits for an official on the first page, counted in two queries; and whom work may be given to."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from inti.kalender import libur
from tests.factories import PelakuFactory, buat_usaha
from umkm.enums import StatusUsaha, StatusUsulan
from umkm.models import DugaanPelaku, DugaanUsaha, Usulan
from umkm.queries import calon_petugas, pekerjaan


@pytest.fixture
def kerja(desa: Any, desa_limpung: Any, petugas: Any) -> None:
    lewat = timezone.localdate() - timedelta(days=1)
    buat_usaha(desa=desa, status=StatusUsaha.DIAJUKAN)
    buat_usaha(desa=desa, status=StatusUsaha.DIAJUKAN, jatuh_tempo=lewat)
    buat_usaha(desa=desa, status=StatusUsaha.DIPERIKSA, petugas=petugas, jatuh_tempo=timezone.localdate())
    buat_usaha(desa=desa_limpung, status=StatusUsaha.DIAJUKAN, jatuh_tempo=lewat)
    verif = buat_usaha(desa=desa, status=StatusUsaha.TERVERIFIKASI)
    Usulan.objects.create(usaha=verif, status=StatusUsulan.DIAJUKAN)
    DugaanUsaha.objects.create(a=verif, b=buat_usaha(desa=desa), alasan=["NAMA"])
    DugaanPelaku.objects.create(a=PelakuFactory(), b=PelakuFactory(), alasan=["NIK"])


def test_an_official_reads_what_waits_in_his_kecamatan(petugas: Any, kerja: None) -> None:
    assert [(label, jumlah, rupa) for label, jumlah, _, rupa in pekerjaan(petugas)] == [
        ("Lewat janji 3 hari kerja", 1, "tolak"),
        ("Hampir lewat janji", 1, "tunggu"),
        ("Milik saya", 1, "tunggu"),
        ("Belum diambil siapa pun", 2, "jalan"),
        ("Usulan perubahan menunggu", 1, "jalan"),
    ]


def test_the_head_also_reads_the_doubles_of_all(kepala: Any, kerja: None) -> None:
    jumlah = {label: n for label, n, _, _ in pekerjaan(kepala)}
    assert jumlah == {
        "Lewat janji 3 hari kerja": 2,
        "Hampir lewat janji": 1,
        "Milik saya": 0,
        "Belum diambil siapa pun": 3,
        "Usulan perubahan menunggu": 1,
        "Orang yang diduga ganda": 1,
        "Usaha yang diduga ganda": 1,
    }


def test_nothing_waits_for_who_judges_nothing(admin: Any, pelatih: Any, kerja: None) -> None:
    assert [pekerjaan(admin), pekerjaan(pelatih)] == [[], []]


def test_two_queries_whatever_waits(kepala: Any, kerja: None, django_assert_num_queries: Any) -> None:
    kepala.has_perm("umkm.verifikasi_usaha")
    libur()  # read once a minute for all pages
    with django_assert_num_queries(2):
        pekerjaan(kepala)


def test_every_row_leads_to_a_list_of_as_many(kepala: Any, kerja: None, masuk: Any) -> None:
    klien: Client = masuk(kepala)
    for label, jumlah, url, _ in pekerjaan(kepala):
        jawaban = klien.get(url)
        assert (label, jawaban.status_code, jawaban.context["cl"].result_count) == (label, 200, jumlah)


def test_the_first_page_shows_them(petugas: Any, kerja: None, masuk: Any) -> None:
    assert "Belum diambil siapa pun" in masuk(petugas).get(reverse("admin:index")).content.decode()


def test_work_goes_to_who_may_judge_here_the_least_burdened_first(
    desa: Any, petugas: Any, petugas_limpung: Any, kepala: Any, admin: Any
) -> None:
    buat_usaha(desa=desa, status=StatusUsaha.DIPERIKSA, petugas=petugas)
    usaha = buat_usaha(desa=desa, status=StatusUsaha.DIAJUKAN)
    assert [(p.nama, p.beban) for p in calon_petugas(usaha)] == [("Kepala Dinas", 0), ("Petugas Batang", 1)]


def test_nobody_judges_the_own_business_nor_gets_what_he_has(desa: Any, petugas: Any, kepala: Any) -> None:
    usaha = buat_usaha(desa=desa, pemilik=petugas, status=StatusUsaha.DIAJUKAN, petugas=kepala)
    assert list(calon_petugas(usaha)) == []
