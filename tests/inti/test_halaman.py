"""Paging of public lists: bounds, filters kept, and no page that is not there."""

import pytest
from django.test import RequestFactory

from inti import halaman


def potong(kueri="", banyak=45):
    return halaman.potong(RequestFactory().get(f"/x/?{kueri}"), range(banyak))


@pytest.mark.parametrize("teks", ["", "0", "-1", "abc", "²", "1000", "1e1"])
def test_what_is_no_page_is_the_first_or_the_nearest(teks):
    assert potong(f"h={teks}")["halaman"] == 1


def test_pages_keep_the_filters_and_end():
    satu, tiga = potong("q=a%26b"), potong("q=a%26b&h=3")
    assert (satu["sebelum"], satu["sesudah"], len(satu["baris"])) == ("", "?q=a%26b&h=2", 20)
    assert (tiga["sebelum"], tiga["sesudah"], tiga["baris"]) == ("?q=a%26b&h=2", "", [*range(40, 45)])


def test_nobody_turns_pages_without_end():
    assert potong("h=999", banyak=10_000)["sesudah"] == ""


def test_a_change_of_a_filter_goes_back_to_the_first_page():
    permintaan = RequestFactory().get("/x/?q=a&tema=1&h=3")
    assert (halaman.dengan(permintaan, tema=""), halaman.dengan(permintaan, q="b")) == ("?q=a", "?tema=1&q=b")
