"""Angka hari ini: the page, and the list behind each of its figures."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from tests.factories import buat_usaha
from umkm.angka import UKURAN
from umkm.enums import StatusUsaha as S
from umkm.models import Legalitas, Usaha

HALAMAN = "/laporan/angka/"


@pytest.fixture(autouse=True)
def _segar(db: None) -> None:
    cache.clear()


@pytest.fixture
def ramai(desa: Any, desa_limpung: Any) -> list[Usaha]:
    semua = [buat_usaha(desa=d, status=s) for d in (desa, desa_limpung, desa) for s in S]
    for urut, usaha in enumerate(semua):
        isian = {"dibuat": timezone.now() - timedelta(days=urut % 4)}
        if usaha.status in (S.DIAJUKAN, S.DIPERIKSA):
            isian["jatuh_tempo"] = timezone.localdate() + timedelta(days=urut % 5 - 2)
        Usaha.objects.filter(pk=usaha.pk).update(**isian)
        if urut % 3 == 0:
            Legalitas.objects.create(usaha=usaha, jenis="NIB", nomor=f"{urut:013d}")
    Usaha.objects.filter(pk=semua[-1].pk).update(digabung_ke=semua[0])
    return semua


def daftar(klien: Any, alamat: str) -> list[Usaha]:
    return list(klien.get(alamat).context["cl"].result_list)


@pytest.mark.parametrize("siapa", ["kepala", "petugas_limpung"])
def test_behind_each_figure_stands_the_list_of_exactly_its_rows(siapa, request, masuk, ramai):
    klien = masuk(request.getfixturevalue(siapa))
    for kelompok in klien.get(HALAMAN).context["kelompok"]:
        for satu in kelompok["angka"]:
            assert len(daftar(klien, satu["url"])) == satu["nilai"], satu["ukuran"].kode


@pytest.mark.parametrize("ukuran", [u.kode for u in UKURAN])
def test_behind_each_tile_stands_the_list_of_its_kecamatan(ukuran, kepala, masuk, ramai):
    klien = masuk(kepala)
    for satu in klien.get(f"{HALAMAN}?ukuran={ukuran}").context["petak"]:
        assert len(daftar(klien, satu["url"])) == satu["nilai"], satu


def test_every_figure_has_its_time_and_its_definition(kepala, masuk, ramai):
    jawaban = masuk(kepala).get(HALAMAN)
    per = timezone.localtime(jawaban.context["data"]["per"])
    assert f"per {per:%H.%M} WIB" in jawaban.text
    assert [u.kode for u in UKURAN if u.definisi not in jawaban.text] == []


def test_an_unknown_measure_shows_what_waits(kepala, masuk, ramai):
    assert masuk(kepala).get(f"{HALAMAN}?ukuran=x%00").status_code == 400
    assert masuk(kepala).get(f"{HALAMAN}?ukuran=xyz").context["ukuran"].kode == "menunggu"


def test_the_text_to_send_on_stands_on_the_page_without_a_script(kepala, masuk, ramai):
    jawaban = masuk(kepala).get(HALAMAN)
    assert f'id="pesan-angka" tabindex="0">{jawaban.context["pesan"]}</pre>' in jawaban.text


@pytest.mark.parametrize("banyak", [1, 3])
def test_the_page_asks_the_same_few_questions_however_many_rows(kepala, masuk, desa, django_assert_num_queries, banyak):
    for _ in range(banyak):
        buat_usaha(desa=desa, status=S.DIAJUKAN, jatuh_tempo=timezone.localdate() - timedelta(days=1))
        buat_usaha(desa=desa, status=S.DIAJUKAN, jatuh_tempo=timezone.localdate())
    klien = masuk(kepala)
    klien.get(HALAMAN)
    with django_assert_num_queries(12):
        klien.get(HALAMAN)
