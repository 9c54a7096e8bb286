from __future__ import annotations

import pytest
from django import forms

from wilayah.fields import DesaField, KbliField
from wilayah.models import Desa, Kbli

pytestmark = [pytest.mark.usefixtures("data_wilayah"), pytest.mark.django_db]


class Contoh(forms.Form):
    desa = DesaField(label="Desa")
    kbli = KbliField(label="Jual apa?")


class LamaForm(forms.Form):
    kbli = KbliField(label="KBLI di NIB", versi="2020", required=False)


def isi(**data: str) -> Contoh:
    return Contoh({"desa": "Kauman, Kec. Batang", "kbli": "2025:10794", **data})


def galat(nama: str, **data: str) -> list[str]:
    formulir = isi(**data)
    assert not formulir.is_valid()
    assert list(formulir.errors) == [nama]
    return formulir.errors[nama]


@pytest.mark.parametrize(
    "teks", ["Sendang, Kec. Tersono", "sendang tersono", "33.25.06.2013", "Desa Sendang, Kecamatan Tersono"]
)
def test_a_village_typed_in_full_is_taken(teks: str) -> None:
    kode = Desa.objects.get(nama="Sendang", kecamatan__nama="Tersono").pk
    formulir = isi(desa=teks.replace("33.25.06.2013", kode))
    assert formulir.is_valid()
    assert formulir.cleaned_data["desa"].pk == kode


def test_a_name_that_occurs_twice_asks_which_kecamatan() -> None:
    assert galat("desa", desa="Sendang") == [
        "Ada 2 desa bernama Sendang: Kec. Tersono atau Kec. Wonotunggal. Pilih salah satu."
    ]


def test_a_part_of_a_name_is_answered_with_radio_buttons() -> None:
    formulir = isi(desa="proyonanggan")
    assert formulir.errors["desa"] == ["Pilih desa yang Anda maksud dengan “proyonanggan”."]
    html = str(formulir["desa"])
    assert html.count('type="radio"') == 3
    assert 'name="desa_pilihan" value="33.25.11.1014"' in html
    assert 'name="desa_dicari" value="proyonanggan"' in html
    assert 'name="desa" value="proyonanggan"' in html


def test_the_radio_button_chosen_is_taken() -> None:
    formulir = isi(desa="proyonanggan", desa_pilihan="33.25.11.1014", desa_dicari="proyonanggan")
    assert formulir.is_valid()
    assert str(formulir.cleaned_data["desa"]) == "Proyonanggan Tengah, Kec. Batang"


def test_a_choice_counts_only_for_the_words_it_was_offered_for() -> None:
    formulir = isi(desa="kauman", desa_pilihan="33.25.11.1014", desa_dicari="proyonanggan")
    assert formulir.is_valid()
    assert str(formulir.cleaned_data["desa"]) == "Kauman, Kec. Batang"


def test_a_village_of_another_regency_is_refused_in_a_plain_sentence() -> None:
    assert galat("desa", desa="Tirto Wiradesa") == [
        "“Tirto Wiradesa” tidak ada di antara desa Kabupaten Batang. Periksa ejaannya. "
        "Usaha di kabupaten lain didaftarkan di kabupatennya."
    ]
    luar = ["Desa itu di luar Kabupaten Batang. Pilih desa di dalam Kabupaten Batang."]
    assert galat("desa", desa="33.26.01.2001") == luar
    assert galat("desa", desa="x", desa_pilihan="33.26.01.2001", desa_dicari="x") == luar


@pytest.mark.parametrize("pilihan", ["33.25.11.9999", "33.25.99"])
def test_a_forged_village_code_is_refused(pilihan: str) -> None:
    assert galat("desa", desa="x", desa_pilihan=pilihan, desa_dicari="x") == [
        "Desa itu tidak dikenal. Ketik namanya, lalu pilih dari daftar."
    ]


@pytest.mark.parametrize("teks", ["2025:10794", "10794", "Industri kerupuk (10794, KBLI 2025)"])
def test_a_kbli_code_or_its_label_is_taken(teks: str) -> None:
    formulir = isi(kbli=teks)
    assert formulir.is_valid()
    assert str(formulir.cleaned_data["kbli"]) == "Industri kerupuk, keripik, peyek, dan sejenisnya (10794, KBLI 2025)"


def test_plain_words_are_answered_with_radio_buttons_that_show_the_version() -> None:
    formulir = isi(kbli="servis motor")
    assert formulir.errors["kbli"] == ["Pilih satu yang paling cocok dengan “servis motor”."]
    html = str(formulir["kbli"])
    assert 'value="2025:95320"' in html
    assert "95320, KBLI 2025; disebut juga “servis motor”" in html


def test_the_kbli_radio_button_chosen_is_taken() -> None:
    formulir = isi(kbli="servis motor", kbli_pilihan="2025:95320", kbli_dicari="servis motor")
    assert formulir.is_valid()
    assert (formulir.cleaned_data["kbli"].versi, formulir.cleaned_data["kbli"].kode) == ("2025", "95320")


def test_words_that_fit_nothing_say_what_to_try() -> None:
    assert galat("kbli", kbli="qqqqqqq") == [
        "Belum ada yang cocok dengan “qqqqqqq”. Coba kata lain, misalnya nama produk atau jasanya: "
        "keripik, jahit baju, servis motor."
    ]


@pytest.mark.parametrize("pilihan", ["2025:99999", "2025:107", "2030:10794", "10794", "::", "2025:1079\u0664"])
def test_a_forged_kbli_choice_is_refused(pilihan: str) -> None:
    assert galat("kbli", kbli="x", kbli_pilihan=pilihan, kbli_dicari="x") == [
        "Kode KBLI itu tidak dikenal. Ketik nama usahanya, lalu pilih."
    ]


def test_the_older_version_is_searched_where_the_form_asks_for_it() -> None:
    formulir = LamaForm({"kbli": "batik tulis", "kbli_pilihan": "2020:13134", "kbli_dicari": "batik tulis"})
    assert formulir.is_valid()
    assert str(formulir.cleaned_data["kbli"]) == "Industri batik (13134, KBLI 2020)"
    assert 'data-cari="/wilayah/kbli/?versi=2020"' in str(LamaForm()["kbli"])


def test_an_empty_field_is_refused_only_when_required() -> None:
    assert Contoh({}).errors == {
        "desa": ["Isi desa atau kelurahan. Contoh: Kauman, Kec. Batang."],
        "kbli": ["Isi apa yang Anda jual atau kerjakan. Contoh: keripik singkong."],
    }
    formulir = LamaForm({"kbli": "  "})
    assert formulir.is_valid()
    assert formulir.cleaned_data["kbli"] is None


@pytest.mark.parametrize("teks", ["\x00", "a\x00b", "x" * 100_000, "<script>alert(1)</script>"])
def test_hostile_text_is_an_error_of_the_field_and_stays_escaped(teks: str) -> None:
    formulir = Contoh({"desa": teks, "kbli": teks})
    assert set(formulir.errors) == {"desa", "kbli"}
    assert "<script>" not in formulir.as_p()


def test_an_initial_object_or_key_shows_its_label_and_counts_as_unchanged() -> None:
    desa, kbli = Desa.objects.get(pk="33.25.11.1014"), Kbli.objects.get(versi="2025", kode="10794")
    for awal in ({"desa": desa, "kbli": kbli}, {"desa": desa.pk, "kbli": kbli.pk}):
        html = str(Contoh(initial=awal)["desa"]) + str(Contoh(initial=awal)["kbli"])
        assert 'value="Proyonanggan Tengah, Kec. Batang"' in html
        assert 'name="kbli_pilihan" value="2025:10794"' in html
        data = {"desa": str(desa), "kbli": str(kbli)}
        assert Contoh(data, initial=awal).changed_data == []
        assert Contoh({**data, "desa": "kauman"}, initial=awal).changed_data == ["desa"]


def test_what_was_taken_is_shown_again_with_its_choice() -> None:
    html = str(isi(kbli="")["desa"])
    assert 'name="desa_pilihan" value="' in html
    assert 'type="radio"' not in html


def test_the_script_is_a_module_and_there_is_none_inline() -> None:
    assert str(Contoh().media) == (
        '<link href="/static/gaya/cari.css" media="all" rel="stylesheet">\n'
        '<script src="/static/js/cari.js" type="module"></script>'
    )
