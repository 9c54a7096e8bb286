"""Points and scores: the rule is data, and says no more than 100 for anything."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from pelatihan import penilaian
from pelatihan.enums import JenisKriteria as K


@pytest.mark.parametrize(
    ("jenis", "jawaban", "poin"),
    [
        (K.YA_TIDAK, "Ya", 100),
        (K.YA_TIDAK, "Tidak", 0),
        (K.ANGKA, "0", 10),
        (K.ANGKA, "2", 10),
        (K.ANGKA, "3", 60),
        (K.ANGKA, "999", 60),
        (K.LAMA_USAHA, "belum diketahui", 0),
        (K.KECAMATAN, "Batang", 0),
        (K.URAIAN, "apa saja", None),
        (K.PETUGAS, "", None),
    ],
)
def test_an_answer_gives_the_points_of_its_rule(jenis, jawaban, poin):
    aturan = {K.YA_TIDAK: [("Ya", 100), ("Tidak", 0)], K.KECAMATAN: [("Limpung", 50), ("Tersono", 50)]}
    assert penilaian.poin_jawaban(jenis, aturan.get(jenis, [("0", 10), ("3", 60)]), jawaban) == poin


@given(st.lists(st.tuples(st.integers(1, 100), st.none() | st.integers(0, 100))))
def test_a_score_lies_between_nothing_and_a_hundred_whatever_the_weights(baris):
    assert 0 <= penilaian.jumlah(baris) <= 100


def test_a_score_is_the_weighted_mean_and_what_is_not_judged_counts_as_nothing():
    assert penilaian.jumlah([(3, 100), (1, 0)]) == Decimal("75.00")
    assert penilaian.jumlah([(1, 100), (1, None), (1, 0)]) == Decimal("33.33")


def test_a_rule_is_read_as_it_is_written_with_its_steps_in_order():
    assert penilaian.baca("3 = 60\n0=20\n", K.ANGKA) == [("0", 20), ("3", 60)]
    assert penilaian.tulis([("Ya", 100), ("Tidak", 0)]) == "Ya = 100\nTidak = 0"


@pytest.mark.parametrize(
    ("jenis", "teks", "sebab"),
    [
        (K.PILIHAN, "Sering = 101\nJarang = 0", "paling tinggi 100"),
        (K.PILIHAN, "Sering = -5\nJarang = 0", "belum berbentuk"),
        (K.PILIHAN, "Sering\nJarang", "belum berbentuk"),
        (K.PILIHAN, "Sering = 10", "dua baris"),
        (K.PILIHAN, "Sering = 10\nSering = 20", "dua kali"),
        (K.YA_TIDAK, "Ya = 100\nMungkin = 50", "bukan jawaban"),
        (K.ANGKA, "tiga = 60", "angka di depan"),
        (K.ANGKA, "٣ = 60", "angka di depan"),
        (K.ANGKA, "", "satu baris"),
        (K.PETUGAS, "Baik = 100", "dinilai petugas"),
    ],
)
def test_a_rule_that_says_nothing_is_refused_with_the_line(jenis, teks, sebab):
    with pytest.raises(ValidationError, match=sebab):
        penilaian.baca(teks, jenis)


@pytest.mark.parametrize(
    ("jenis", "jawaban"), [(K.PILIHAN, "Entah"), (K.YA_TIDAK, ""), (K.ANGKA, "-1"), (K.ANGKA, "1e9"), (K.URAIAN, " ")]
)
def test_an_answer_that_does_not_exist_is_refused(jenis, jawaban):
    with pytest.raises(ValidationError):
        penilaian.rapikan(jenis, [("Sering", 100), ("Jarang", 0)], jawaban)
