from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from wilayah.models import Kbli, SinonimKbli

pytestmark = [pytest.mark.usefixtures("data_wilayah"), pytest.mark.django_db]


def baris(awal: int, *kode: str) -> dict[str, Any]:
    isian = {"padanan-TOTAL_FORMS": len(kode), "padanan-INITIAL_FORMS": awal}
    for i, k in enumerate(kode):
        isian |= {f"padanan-{i}-kbli": k, f"padanan-{i}-urutan": 1}
    return isian


def test_an_official_adds_a_word_with_a_code_of_each_version(admin: Any, masuk: Callable[[Any], Client]) -> None:
    isian = {"kata": "Blangkon!", "aktif": "on", **baris(0, "2025:14131", "2020:14131")}
    assert masuk(admin).post("/admin/wilayah/sinonimkbli/add/", isian).status_code == 302
    sinonim = SinonimKbli.objects.get(kata="blangkon")
    assert sinonim.sumber == "petugas"
    assert sorted(sinonim.kbli.values_list("versi", "kode")) == [("2020", "14131"), ("2025", "14131")]


def test_a_word_of_the_file_that_is_switched_off_belongs_to_the_officials(
    admin: Any, masuk: Callable[[Any], Client]
) -> None:
    sinonim = SinonimKbli.objects.get(kata="servis motor")
    isian = {
        "padanan-TOTAL_FORMS": 2,
        "padanan-INITIAL_FORMS": 2,
        **{f"padanan-{i}-id": p.pk for i, p in enumerate(sinonim.padanan.all())},
        **{f"padanan-{i}-kbli": str(p.kbli) for i, p in enumerate(sinonim.padanan.all())},
        **{f"padanan-{i}-urutan": 1 for i in range(2)},
    }
    jawaban = masuk(admin).post(f"/admin/wilayah/sinonimkbli/{sinonim.pk}/change/", isian)
    assert jawaban.status_code == 302
    sinonim.refresh_from_db()
    assert (sinonim.aktif, sinonim.sumber) == (False, "petugas")
    assert sinonim.padanan.count() == 2


def test_plain_words_in_the_row_of_a_code_are_answered_with_choices(admin: Any, masuk: Callable[[Any], Client]) -> None:
    isian = {"kata": "blangkon", "aktif": "on", **baris(0, "perlengkapan pakaian")}
    jawaban = masuk(admin).post("/admin/wilayah/sinonimkbli/add/", isian)
    assert jawaban.status_code == 422
    assert 'value="2025:14131"' in jawaban.content.decode()


@pytest.mark.parametrize("model", ["kecamatan", "desa", "kbli"])
def test_areas_and_codes_are_read_only(admin: Any, masuk: Callable[[Any], Client], model: str) -> None:
    klien = masuk(admin)
    assert klien.get(f"/admin/wilayah/{model}/").status_code == 200
    assert klien.get(f"/admin/wilayah/{model}/add/").status_code in (403, 404)
    pk = {"kecamatan": "33.25.11", "desa": "33.25.11.1014", "kbli": Kbli.objects.get(versi="2025", kode="10794").pk}[
        model
    ]
    halaman = klien.get(f"/admin/wilayah/{model}/{pk}/change/", follow=True)
    assert halaman.status_code == 200
    assert 'name="_save"' not in halaman.content.decode()
    assert klien.get(f"/admin/wilayah/{model}/{pk}/delete/").status_code in (403, 404)


@pytest.mark.parametrize(
    ("model", "satu", "banyak"),
    [
        ("kecamatan", "Limpung", "Ban"),
        ("desa", "Kauman", "Proyonanggan"),
        ("kbli", "ojek motor", "rotan"),
        ("sinonimkbli", "angkringan", "keripik"),
    ],
)
def test_a_list_takes_the_same_queries_for_one_row_and_for_several(
    admin: Any, masuk: Callable[[Any], Client], model: str, satu: str, banyak: str
) -> None:
    klien = masuk(admin)
    klien.get(f"/admin/wilayah/{model}/")
    kueri, baris = [], []
    for cari in (satu, banyak):
        with CaptureQueriesContext(connection) as tertangkap:
            jawaban = klien.get(f"/admin/wilayah/{model}/", {"q": cari})
        kueri.append(len(tertangkap))
        baris.append(len(jawaban.context["cl"].result_list))
    assert kueri[0] == kueri[1]
    assert baris[0] < 3 <= baris[1]
