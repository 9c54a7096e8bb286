"""The public catalogue: readable by all, 14 components, the promise beside the truth, few queries."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from layanan.actions import katalog
from tests.layanan.pabrik import buat_layanan

pytestmark = pytest.mark.django_db


def isi(jawaban) -> str:
    return jawaban.content.decode()


def test_everyone_reads_the_shipped_catalogue(tamu):
    katalog.muat(katalog.baca(katalog.BAWAAN))
    daftar = tamu.get("/layanan/")
    assert daftar.status_code == 200
    for kode in ("nib", "halal-mandiri", "surat-rekomendasi"):
        assert f"/layanan/{kode}/" in isi(daftar)
        satu = tamu.get(f"/layanan/{kode}/")
        assert satu.status_code == 200
        assert isi(satu).count("<dt>") >= 16
        assert "Belum ada permohonan yang diputuskan." in isi(satu)
    assert "Rp230.000" in isi(tamu.get("/layanan/halal-mandiri/"))
    assert "Rp500.000.000" not in isi(tamu.get("/layanan/halal-mandiri/"))


def test_what_cannot_be_asked_for_has_no_page(tamu):
    for layanan in (buat_layanan(aktif=False), buat_layanan(isian=())):
        assert tamu.get(layanan.get_absolute_url()).status_code == 404


def test_an_empty_catalogue_says_so(tamu):
    assert "Belum ada layanan" in isi(tamu.get("/layanan/"))


def test_the_list_asks_as_much_for_three_as_for_one(tamu):
    def hitung() -> int:
        with CaptureQueriesContext(connection) as tanya:
            tamu.get("/layanan/")
        return len(tanya)

    buat_layanan()
    satu = hitung()
    buat_layanan()
    buat_layanan()
    assert hitung() == satu <= 12


def test_to_ask_one_logs_in_first(tamu):
    layanan = buat_layanan()
    jawaban = tamu.get(f"{layanan.get_absolute_url()}ajukan/")
    assert (jawaban.status_code, jawaban["Location"].split("?")[0]) == (302, "/masuk/")
