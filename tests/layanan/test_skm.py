"""The arithmetic of the satisfaction survey against the worked figures of Permenpan RB 14/2017 and Krejcie–Morgan."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layanan.skm import BOBOT_TERCETAK, MUTU, UNSUR, hitung, mutu, sampel

lembar = st.lists(st.integers(1, 4), min_size=9, max_size=9)


@pytest.mark.parametrize(("nilai", "ikm", "huruf"), [(4, "100.00", "A"), (3, "75.00", "C"), (1, "25.00", "D")])
def test_nine_equal_answers(nilai, ikm, huruf):
    hasil = hitung([[nilai] * 9] * 7)
    assert (hasil.ikm, hasil.mutu, hasil.indeks, hasil.nrr) == (
        Decimal(ikm),
        huruf,
        Decimal(f"{nilai}.00"),
        (Decimal(f"{nilai}.00"),) * 9,
    )


@pytest.mark.parametrize(
    ("indeks", "ikm", "huruf"), [("3.0644", "76.61", "B"), ("3.532", "88.30", "B"), ("3.5324", "88.31", "A")]
)
def test_the_borders_of_the_grades(indeks, ikm, huruf):
    """A sheet has whole marks, so an index of four places is made of ten thousand sheets."""
    jumlah = int(Decimal(indeks) * 10000) - 30000
    hasil = hitung([[4] * 9] * jumlah + [[3] * 9] * (10000 - jumlah))
    assert (hasil.ikm, hasil.mutu) == (Decimal(ikm), huruf)


@pytest.mark.parametrize(
    ("ikm", "huruf"),
    [("64.99", "D"), ("65.00", "C"), ("76.60", "C"), ("76.61", "B"), ("88.30", "B"), ("88.31", "A"), ("24.75", "D")],
)
def test_a_rounded_value_falls_into_no_gap(ikm, huruf):
    assert mutu(Decimal(ikm)) == huruf


def test_rounding_comes_before_grading():
    """(3.5322 × 25 = 88.305) is 88.31 once rounded, and so an A."""
    hasil = hitung([[4] * 9] * 5322 + [[3] * 9] * 4678)
    assert (hasil.ikm, hasil.mutu, hasil.kinerja) == (Decimal("88.31"), "A", "Sangat baik")


def test_the_printed_weight_caps_the_best_result_at_ninety_nine():
    assert hitung([[4] * 9], bobot=BOBOT_TERCETAK).ikm == Decimal("99.00")
    assert hitung([[4] * 9], bobot=Fraction(111, 1000)).ikm == Decimal("99.90")
    assert hitung([[1] * 9], bobot=BOBOT_TERCETAK).mutu == "D"


def test_elements_are_averaged_by_themselves():
    hasil = hitung([[1, 2, 3, 4, 1, 2, 3, 4, 1], [4, 3, 2, 1, 4, 3, 2, 1, 4], [4, 4, 4, 4, 4, 4, 4, 4, 4]])
    assert hasil.nrr == tuple(map(Decimal, ("3.00", "3.00", "3.00", "3.00", "3.00", "3.00", "3.00", "3.00", "3.00")))
    assert (hasil.responden, hasil.indeks, hasil.ikm) == (3, Decimal("3.00"), Decimal("75.00"))


@pytest.mark.parametrize("rusak", [[], [[4] * 8], [[4] * 10], [[0] * 9], [[5] * 9], [[4.0] * 9], [[True] * 9]])
def test_what_is_no_answer_sheet_is_refused(rusak):
    with pytest.raises(ValueError, match="jawaban"):
        hitung(rusak)


@given(st.lists(lembar, min_size=1, max_size=30))
def test_any_answers_give_a_value_between_25_and_100_and_its_grade(jawaban):
    hasil = hitung(jawaban)
    assert Decimal("25.00") <= hasil.ikm <= Decimal("100.00")
    assert hasil.ikm == pytest.approx(Decimal(25 * sum(map(sum, jawaban))) / (9 * len(jawaban)), abs=Decimal("0.005"))
    assert hasil.mutu == next(huruf for huruf, batas, _ in MUTU if hasil.ikm >= batas)
    assert len(hasil.nrr) == len(UNSUR)


# Domain figures; N = 900 to 1200 stand so in the printed table.
TABEL = (
    "10→10 20→19 30→28 50→44 100→80 150→108 200→132 300→169 400→196 500→217 700→248 900→269 950→274 1000→278 1100→285 "
    "1200→291 1500→306 2000→322 3000→341 5000→357 10000→370 50000→381 75000→382 100000→383 1000000→384"
)


@pytest.mark.parametrize(("populasi", "perlu"), [tuple(map(int, satu.split("→"))) for satu in TABEL.split()])
def test_the_sample_that_a_population_needs(populasi, perlu):
    assert sampel(populasi) == perlu


@given(st.integers(0, 2_000_000))
def test_a_sample_is_never_larger_than_its_population(populasi):
    assert sampel(populasi) <= populasi
    assert sampel(populasi) <= sampel(populasi + 1) <= 384


def test_a_population_below_nothing_is_refused():
    with pytest.raises(ValueError, match="kurang dari nol"):
        sampel(-1)
