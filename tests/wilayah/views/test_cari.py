from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

pytestmark = [pytest.mark.usefixtures("data_wilayah"), pytest.mark.django_db]


@pytest.mark.parametrize("alamat", ["/wilayah/desa/", "/wilayah/kbli/"])
def test_the_finders_are_public_read_only_and_may_be_kept_by_the_browser(tamu: Client, alamat: str) -> None:
    jawaban = tamu.get(alamat, {"q": "batang"})
    assert jawaban.status_code == 200
    assert jawaban["Cache-Control"] == "private, max-age=300"
    assert tamu.post(alamat, {"q": "batang"}).status_code == 405


def test_villages_come_as_options_of_a_listbox(tamu: Client) -> None:
    html = tamu.get("/wilayah/desa/", {"q": "sendang"}).content.decode()
    assert html.count('role="option"') == 2
    assert 'data-teks="Sendang, Kec. Tersono"' in html


def test_villages_come_as_json(tamu: Client) -> None:
    assert tamu.get("/wilayah/desa/", {"q": "proyonanggan tengah", "format": "json"}).json() == {
        "hasil": [
            {
                "nilai": "33.25.11.1014",
                "teks": "Proyonanggan Tengah, Kec. Batang",
                "judul": "Proyonanggan Tengah, Kec. Batang",
                "keterangan": "Kelurahan, 51211",
                "kode": "33.25.11.1014",
                "nama": "Proyonanggan Tengah",
                "kecamatan": "Batang",
            }
        ]
    }


def test_codes_come_with_their_version(tamu: Client) -> None:
    html = tamu.get("/wilayah/kbli/", {"q": "servis motor"}).content.decode()
    assert 'data-nilai="2025:95320"' in html
    assert "95320, KBLI 2025" in html
    hasil = tamu.get("/wilayah/kbli/", {"q": "servis motor", "versi": "2020", "format": "json"}).json()["hasil"]
    assert (hasil[0]["kode"], hasil[0]["versi"]) == ("45407", "2020")


def test_an_unknown_version_means_the_one_in_force(tamu: Client) -> None:
    hasil = tamu.get("/wilayah/kbli/", {"q": "servis motor", "versi": "1999", "format": "json"}).json()["hasil"]
    assert hasil[0]["versi"] == "2025"


@pytest.mark.parametrize("alamat", ["/wilayah/desa/", "/wilayah/kbli/"])
@pytest.mark.parametrize("teks", ["", "\x00", "qqqqqqq", "<script>", "%", "a" * 5000])
def test_hostile_or_empty_words_bring_an_empty_answer(tamu: Client, alamat: str, teks: str) -> None:
    jawaban = tamu.get(alamat, {"q": teks})
    assert jawaban.status_code == 200
    assert "Tidak ada yang cocok. Coba kata lain." in jawaban.content.decode()
    assert "<script>" not in jawaban.content.decode()


@pytest.mark.parametrize("alamat", ["/wilayah/desa/", "/wilayah/kbli/"])
def test_an_answer_takes_at_most_three_queries(tamu: Client, alamat: str, django_assert_max_num_queries: Any) -> None:
    for teks in ("batik", "kripik singkng", "sendag"):
        with django_assert_max_num_queries(3):
            tamu.get(alamat, {"q": teks})
