"""How pages write money, telephone numbers, dates, hours and icons."""

from datetime import UTC, date, datetime

import pytest
from django import forms

from inti import peta
from inti.templatetags import portal

# 23 November 2026 is a Monday; 07.30 UTC is 14.30 in Batang.
SIANG = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
LARUT = datetime(2026, 11, 23, 18, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("nilai", "teks"),
    [
        (date(2026, 11, 23), "Senin, 23 November 2026"),
        (SIANG, "Senin, 23 November 2026"),
        (LARUT, "Selasa, 24 November 2026"),
        (None, ""),
    ],
)
def test_a_date_is_written_in_full_and_in_the_time_of_the_office(nilai: object, teks: str) -> None:
    assert portal.tanggal(nilai) == teks


def test_a_dense_table_gets_a_short_date() -> None:
    assert (portal.tanggal_pendek(SIANG), portal.tanggal_pendek(None)) == ("23 Nov 2026", "")


def test_an_hour_is_written_with_a_dot_and_its_zone() -> None:
    assert (portal.jam(SIANG), portal.jam(LARUT), portal.jam(None)) == ("14.30 WIB", "01.05 WIB", "")


def test_an_unknown_amount_is_not_zero() -> None:
    assert [portal.rupiah(n) for n in (1_250_000, 0, None)] == ["Rp1.250.000", "Rp0", ""]


def test_a_number_is_written_as_it_is_spoken() -> None:
    assert (portal.telepon("+6281200000001"), portal.telepon("")) == ("0812-0000-0001", "")


def test_a_count_has_the_dots_of_indonesian() -> None:
    assert [portal.bilangan(n) for n in (12_345, 7, None)] == ["12.345", "7", ""]


def test_a_template_reads_an_attribute_that_it_cannot_spell() -> None:
    class Formulir(forms.Form):
        omzet = forms.CharField(widget=forms.TextInput(attrs={"data-satuan": "Rp"}))

    medan = Formulir()["omzet"]
    assert (portal.atribut(medan, "data-satuan"), portal.atribut(medan, "data-lain")) == ("Rp", "")


def test_only_the_address_of_a_map_becomes_a_link_and_the_rest_stays_text() -> None:
    teks = f"Peta: {peta.AWALAN}Balai+Desa\n<b>https://jahat.invalid</b> {peta.AWALAN}"
    hasil = portal.dengan_peta(teks)
    tautan = '<a href="https://www.google.com/maps/search/?api=1&amp;query=Balai+Desa" rel="noopener noreferrer">'
    akhir = "&lt;b&gt;https://jahat.invalid&lt;/b&gt; https://www.google.com/maps/search/?api=1&amp;query="
    assert hasil == f"Peta: {tautan}lihat tempatnya</a>\n{akhir}"


def test_an_icon_is_ornament_from_the_one_sprite() -> None:
    assert portal.ikon("cek") == (
        '<svg class="ikon" aria-hidden="true" focusable="false"><use href="/static/gambar/ikon.svg#cek"></use></svg>'
    )
