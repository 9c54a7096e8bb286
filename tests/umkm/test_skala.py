from datetime import date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from umkm.skala import PP7_2021, Ambang, kelas, skala

SEBELUM, MULAI = date(2021, 2, 1), date(2021, 2, 2)
MILIAR = 10**9

amount = st.integers(0, 10**12)


@pytest.mark.parametrize(
    ("modal", "hasil"),
    [
        (0, "mikro"),
        (1_000_000_000, "mikro"),
        (1_000_000_001, "kecil"),
        (5_000_000_000, "kecil"),
        (5_000_000_001, "menengah"),
        (10_000_000_000, "menengah"),
        (10_000_000_001, "besar"),
    ],
)
@pytest.mark.parametrize("tujuan", ["pendaftaran", "pendirian"])
def test_capital_decides_for_a_business_set_up_since_the_regulation(modal, hasil, tujuan):
    assert skala(modal=modal, omzet=None, berdiri=MULAI, tujuan=tujuan) == hasil
    assert skala(modal=modal, omzet=99 * MILIAR, berdiri=date(2026, 11, 21), tujuan=tujuan) == hasil


OMZET = [
    (0, "mikro"),
    (2_000_000_000, "mikro"),
    (2_000_000_001, "kecil"),
    (15_000_000_000, "kecil"),
    (15_000_000_001, "menengah"),
    (50_000_000_000, "menengah"),
    (50_000_000_001, "besar"),
]


@pytest.mark.parametrize(("omzet", "hasil"), OMZET)
def test_sales_decide_for_a_business_older_than_the_regulation(omzet, hasil):
    assert skala(omzet=omzet, berdiri=SEBELUM) == hasil
    assert skala(omzet=omzet, modal=99 * MILIAR, berdiri=date(1998, 5, 1), tujuan="pendirian") == hasil


@pytest.mark.parametrize(("omzet", "hasil"), OMZET)
@pytest.mark.parametrize("tujuan", ["kemudahan", "pelindungan", "pemberdayaan"])
@pytest.mark.parametrize("berdiri", [SEBELUM, MULAI, None])
def test_sales_decide_for_help_whenever_the_business_was_set_up(omzet, hasil, tujuan, berdiri):
    assert skala(omzet=omzet, modal=99 * MILIAR, berdiri=berdiri, tujuan=tujuan) == hasil


def test_a_missing_deciding_amount_is_not_known_whatever_the_other_is():
    assert skala(omzet=1, berdiri=MULAI) == "belum diketahui"
    assert skala(modal=1, berdiri=SEBELUM) == "belum diketahui"
    assert skala(modal=1, berdiri=MULAI, tujuan="pemberdayaan") == "belum diketahui"
    assert skala(berdiri=MULAI) == "belum diketahui"


def test_without_a_date_of_establishment_the_criterion_is_not_known():
    assert skala(modal=1, omzet=1, berdiri=None) == "belum diketahui"


@given(amount | st.none(), amount | st.none(), st.dates(date(1950, 1, 1), date(2100, 1, 1)))
def test_for_registration_exactly_one_criterion_has_a_say(modal, omzet, berdiri):
    harapan = kelas(modal, PP7_2021.modal) if berdiri >= date(2021, 2, 2) else kelas(omzet, PP7_2021.omzet)
    assert skala(modal=modal, omzet=omzet, berdiri=berdiri) == harapan


@given(amount, amount)
def test_more_never_means_a_lower_class(satu, dua):
    urutan = ["mikro", "kecil", "menengah", "besar"]
    kecil, besar = sorted((satu, dua))
    assert urutan.index(kelas(kecil, PP7_2021.modal)) <= urutan.index(kelas(besar, PP7_2021.modal))


def test_thresholds_are_data_with_a_source_and_a_first_day():
    assert (
        Ambang(
            sumber="PP 7/2021 Pasal 35",
            berlaku_mulai=date(2021, 2, 2),
            modal=(1_000_000_000, 5_000_000_000, 10_000_000_000),
            omzet=(2_000_000_000, 15_000_000_000, 50_000_000_000),
        )
        == PP7_2021
    )


def test_other_thresholds_bring_their_own_first_day():
    kelak = Ambang(sumber="contoh", berlaku_mulai=date(2030, 1, 1), modal=(1, 2, 3), omzet=(10, 20, 30))
    assert skala(modal=4, omzet=20, berdiri=date(2030, 1, 1), ambang=kelak) == "besar"
    assert skala(modal=4, omzet=20, berdiri=date(2029, 12, 31), ambang=kelak) == "kecil"


@pytest.mark.parametrize("kriteria", ["modal", "omzet"])
@pytest.mark.parametrize(
    ("jumlah", "kalimat"),
    [
        (-1, "Isi jumlah modal dan penjualan dengan nol atau lebih."),
        (True, "Isi jumlah modal dan penjualan dalam rupiah utuh."),
        (1.0, "Isi jumlah modal dan penjualan dalam rupiah utuh."),
        (float("nan"), "Isi jumlah modal dan penjualan dalam rupiah utuh."),
        (Decimal("1.5"), "Isi jumlah modal dan penjualan dalam rupiah utuh."),
        ("1000", "Isi jumlah modal dan penjualan dalam rupiah utuh."),
    ],
)
def test_an_amount_that_is_none_is_refused_even_where_it_has_no_say(kriteria, jumlah, kalimat):
    for berdiri in (SEBELUM, MULAI):
        with pytest.raises(ValidationError) as galat:
            skala(**{kriteria: jumlah}, berdiri=berdiri)
        assert galat.value.messages == [kalimat]


@pytest.mark.parametrize("berdiri", [2021, "2021-02-02", datetime(2021, 2, 2, 8, 0)])
def test_a_date_of_establishment_is_a_date(berdiri):
    with pytest.raises(ValidationError, match="Isi tanggal berdiri dengan tanggal, tanpa jam"):
        skala(modal=1, berdiri=berdiri)


@pytest.mark.parametrize("tujuan", ["", "kur", "Pendaftaran", None])
def test_an_unknown_purpose_is_refused(tujuan):
    with pytest.raises(ValidationError) as galat:
        skala(modal=1, berdiri=MULAI, tujuan=tujuan)
    assert galat.value.messages == [
        "Pilih tujuan penentuan skala dari: kemudahan, pelindungan, pemberdayaan, pendaftaran, pendirian."
    ]
