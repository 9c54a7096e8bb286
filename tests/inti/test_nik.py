from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from inti.nik import PROVINSI, Nik, peringatan, samarkan, urai

HARI_INI = date(2026, 11, 21)


def pesan(nik):
    with pytest.raises(ValidationError) as galat:
        urai(nik, hari_ini=HARI_INI)
    return galat.value.messages


@pytest.mark.parametrize(
    ("nik", "wilayah", "lahir", "kelamin"),
    [
        ("3325110708900001", "33.25.11", date(1990, 8, 7), "L"),
        ("3325084708900002", "33.25.08", date(1990, 8, 7), "P"),
        ("3325112902040001", "33.25.11", date(2004, 2, 29), "L"),
        ("1101017112999999", "11.01.01", date(1999, 12, 31), "P"),
        ("9671010101000001", "96.71.01", date(2000, 1, 1), "L"),
    ],
)
def test_urai_reads_area_birth_date_and_sex(nik, wilayah, lahir, kelamin):
    assert urai(nik, hari_ini=HARI_INI) == Nik(nik, wilayah, lahir, kelamin)


def test_urai_without_a_date_takes_today():
    assert urai("3325110708900001").tanggal_lahir == date(1990, 8, 7)


@pytest.mark.parametrize(
    "tertulis",
    [
        " 3325110708900001 ",
        "3325 1107 0890 0001",
        "33.25.11.070890.0001",
        "332511-070890-0001",
        "3325\u00a01107\u00a008900001\n",
    ],
)
def test_urai_forgives_separators_and_returns_the_bare_digits(tertulis):
    assert urai(tertulis, hari_ini=HARI_INI).nik == "3325110708900001"


@pytest.mark.parametrize(
    ("nik", "lahir"),
    [
        ("3325112111260001", date(2026, 11, 21)),  # born today
        ("3325112211260001", date(1926, 11, 22)),  # tomorrow is no birth date, so a century earlier
        ("3325110101270001", date(1927, 1, 1)),
        ("3325110101160001", date(2016, 1, 1)),  # 10 or 110 years old: the later century
        ("3325110101000001", date(2000, 1, 1)),
    ],
)
def test_urai_takes_the_latest_century_that_is_not_in_the_future(nik, lahir):
    assert urai(nik, hari_ini=HARI_INI).tanggal_lahir == lahir


def test_urai_refuses_an_age_beyond_110_years():
    # 29 February of a year 00 exists in 2000 but not in 2100.
    nik = "3325112902000001"
    assert urai(nik, hari_ini=date(2111, 2, 28)).tanggal_lahir == date(2000, 2, 29)
    with pytest.raises(ValidationError, match="bukan tanggal lahir"):
        urai(nik, hari_ini=date(2111, 3, 1))


LAHIR = ["Angka ke-7 sampai ke-12 NIK bukan tanggal lahir yang benar; cocokkan lagi dengan KTP."]
BUKAN_ANGKA = ["Tulis NIK dengan angka saja, 16 angka sesuai KTP."]
KOSONG = ["Isi NIK, 16 angka sesuai KTP."]
BILANGAN = ["Tulis NIK sebagai teks 16 angka, karena bilangan dari lembar kerja dapat kehilangan angka terakhirnya."]
PROVINSI_SALAH = ["Dua angka pertama NIK bukan kode provinsi; cocokkan lagi dengan KTP."]


@pytest.mark.parametrize(
    ("nik", "kalimat"),
    [
        ("3325153002900001", LAHIR),  # 30 February
        ("3325117213900001", LAHIR),  # day 72, month 13
        ("3325112902010001", LAHIR),  # 29 February 2001
        ("3325110008900001", LAHIR),  # day 00
        ("3325114008900001", LAHIR),  # day 40 is neither a man's nor a woman's
        ("3325113208900001", LAHIR),
        ("3325117208900001", LAHIR),
        ("3325110700900001", LAHIR),
        ("3325110713900001", LAHIR),
        ("3325110708900000", ["Empat angka terakhir NIK tidak boleh 0000; cocokkan lagi dengan KTP."]),
        ("332511070890001", ["NIK harus 16 angka, yang Anda tulis 15 angka; cocokkan lagi dengan KTP."]),
        ("33251107089000011", ["NIK harus 16 angka, yang Anda tulis 17 angka; cocokkan lagi dengan KTP."]),
        ("0025110708900001", PROVINSI_SALAH),
        ("2025110708900001", PROVINSI_SALAH),
        ("9725110708900001", PROVINSI_SALAH),
        ("", KOSONG),
        ("   ", KOSONG),
        ("-- ..", KOSONG),
        (None, KOSONG),
        (3325110708900001, BILANGAN),
        (3325110708900001.0, BILANGAN),
        (b"3325110708900001", BILANGAN),
        (True, BILANGAN),
        ("332511O708900001", BUKAN_ANGKA),
        ("NIK 3325110708900001", BUKAN_ANGKA),
        ("3325110708900001x", BUKAN_ANGKA),
        ("+325110708900001", BUKAN_ANGKA),
        ("3325_1107_0890_0001", BUKAN_ANGKA),
        ("3325110708900001\x00", BUKAN_ANGKA),
        ("\u200b3325110708900001", BUKAN_ANGKA),
        ("３３２５１１０７０８９００００１", BUKAN_ANGKA),  # full-width
        ("٣٣٢٥١١٠٧٠٨٩٠٠٠٠١", BUKAN_ANGKA),  # Arabic-Indic
        ("332511070890000²", BUKAN_ANGKA),
    ],
)
def test_urai_refuses_with_a_sentence(nik, kalimat):
    assert pesan(nik) == kalimat


def test_the_38_provinces_are_known():
    assert len(PROVINSI) == 38
    for kode in PROVINSI:
        assert urai(f"{kode}25110708900001", hari_ini=HARI_INI).kode_wilayah == f"{kode}.25.11"


@given(
    st.sampled_from(sorted(PROVINSI)),
    st.integers(0, 9999),
    st.dates(HARI_INI - timedelta(days=36_000), HARI_INI),
    st.booleans(),
    st.integers(1, 9999),
)
def test_urai_reads_back_what_any_nik_was_made_from(provinsi, wilayah, lahir, perempuan, urut):
    hari = lahir.day + (40 if perempuan else 0)
    nik = f"{provinsi}{wilayah:04}{hari:02}{lahir:%m%y}{urut:04}"
    terurai = urai(nik, hari_ini=HARI_INI)
    assert terurai.nik == nik
    assert terurai.kode_wilayah == f"{nik[:2]}.{nik[2:4]}.{nik[4:6]}"
    assert (terurai.tanggal_lahir, terurai.jenis_kelamin) == (lahir, "P" if perempuan else "L")


@given(st.text(max_size=20) | st.from_regex(r"[0-9]{16}", fullmatch=True))
def test_urai_of_any_text_answers_or_refuses_without_repeating_it(teks):
    try:
        terurai, kalimat = urai(teks, hari_ini=HARI_INI), []
    except ValidationError as galat:
        terurai, kalimat = None, galat.messages
    if terurai:
        assert len(terurai.nik) == 16
        assert terurai.tanggal_lahir <= HARI_INI
    else:
        assert len(kalimat) == 1
        assert len(teks) < 5 or teks not in kalimat[0]


def test_peringatan_names_each_contradiction_and_ignores_the_century():
    nik = urai("3325110708900001", hari_ini=HARI_INI)
    assert peringatan(nik) == []
    assert peringatan(nik, tanggal_lahir=date(1990, 8, 7), jenis_kelamin="L") == []
    assert peringatan(nik, tanggal_lahir=date(1890, 8, 7)) == []
    assert peringatan(nik, tanggal_lahir=date(1990, 7, 8), jenis_kelamin="P") == [
        "Tanggal lahir berbeda dengan NIK; cocokkan keduanya dengan KTP.",
        "Jenis kelamin berbeda dengan NIK; cocokkan keduanya dengan KTP.",
    ]


@pytest.mark.parametrize(
    ("nik", "samaran"),
    [
        ("3325110708900001", "••••••••••••0001"),
        ("", "••••••••••••••••"),
        ("Siti", "••••••••••••••••"),
        ("33251107089000011", "••••••••••••••••"),
        ("332511070890abcd", "••••••••••••••••"),
    ],
)
def test_samarkan_shows_the_serial_and_nothing_else(nik, samaran):
    assert samarkan(nik) == samaran


def test_the_number_does_not_show_in_a_traceback():
    assert repr(urai("3325110708900001", hari_ini=HARI_INI)) == "Nik(••••••••••••0001)"
