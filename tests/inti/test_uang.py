import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from inti.uang import BATAS, baca, terbilang, tulis

rupiah = st.integers(0, BATAS - 1)

KOSONG = "Isi jumlah rupiah, misalnya 1.500.000 atau 1,5 jt."
BENTUK = "Tulis satu jumlah rupiah dengan angka, misalnya 1.500.000 atau 1,5 jt."
LENGKAP = "Tulis jumlah lengkap dalam rupiah utuh, misalnya 1.500.000 atau 1,5 jt."
NEGATIF = "Tulis jumlah nol atau lebih, tanpa tanda minus."
NOL_DEPAN = "Tulis jumlah tanpa angka 0 di depan, misalnya 1.500.000 atau 1,5 jt."
TERLALU_BESAR = "Tulis jumlah di bawah seribu triliun rupiah; periksa lagi banyaknya angka nol."
BUKAN_RUPIAH = "Isi jumlah dengan rupiah utuh, nol atau lebih."


@pytest.mark.parametrize(
    ("teks", "nilai"),
    [
        # figures
        ("0", 0),
        ("500", 500),
        ("1250000", 1_250_000),
        ("1.250.000", 1_250_000),
        ("250.000", 250_000),
        ("Rp 250.000", 250_000),
        ("Rp250.000", 250_000),
        ("rp.250.000", 250_000),
        ("Rp. 5.000.000,00", 5_000_000),
        ("IDR 250000", 250_000),
        ("1.250.000,00", 1_250_000),
        ("1250000,00", 1_250_000),
        ("Rp 250.000,-", 250_000),
        ("Rp 250.000 ,-", 250_000),
        ("250.000.-", 250_000),
        ("250.000,--", 250_000),
        ("1.500.000 rupiah", 1_500_000),
        ("1 250 000", 1_250_000),
        ("1\u00a0250\u00a0000", 1_250_000),
        ("  1.500.000\t", 1_500_000),
        ("\u200e1.500.000", 1_500_000),
        ("５００.０００", 500_000),
        ("٥٠٠٠", 5_000),
        ("1,250,000", 1_250_000),
        ("1,250,000.00", 1_250_000),
        ("1,250.00", 1_250),
        ("999.999.999.999.999", BATAS - 1),
        # with a unit
        ("1,5 jt", 1_500_000),
        ("1,5jt", 1_500_000),
        ("1,5 Juta", 1_500_000),
        ("1.5 juta", 1_500_000),
        ("2.5 jt", 2_500_000),
        ("Rp 1,5 jt", 1_500_000),
        ("1,25 JT rupiah", 1_250_000),
        ("250rb", 250_000),
        ("250 ribu", 250_000),
        ("250k", 250_000),
        ("7,5 rb", 7_500),
        ("0,5 jt", 500_000),
        ("0,500 jt", 500_000),
        ("1,2345 jt", 1_234_500),
        ("2 M", 2_000_000_000),
        ("2m", 2_000_000_000),
        ("4,8 miliar", 4_800_000_000),
        ("4,8 milyar", 4_800_000_000),
        ("1 T", 10**12),
        ("1.500,5 jt", 1_500_500_000),
        ("1.500.000 rb", 1_500_000_000),
        ("999,999999999999 T", BATAS - 1),
        # chains of units
        ("1 jt 500 rb", 1_500_000),
        ("1juta500ribu", 1_500_000),
        ("2 M 250 jt", 2_250_000_000),
        # words
        ("dua juta", 2_000_000),
        ("satu juta lima ratus ribu rupiah", 1_500_000),
        ("Sejuta", 1_000_000),
        ("satu ribu", 1_000),
        ("seratus ribu", 100_000),
        ("dua puluh lima ribu", 25_000),
        ("tiga milyar", 3_000_000_000),
        ("dua rupiah", 2),
        ("nol", 0),
    ],
)
def test_baca_reads_what_people_write(teks, nilai):
    assert baca(teks) == nilai


@pytest.mark.parametrize(
    ("teks", "kalimat"),
    [
        ("1.500 jt", "Jumlah ini dapat dibaca dua cara; tulis lengkap 1.500.000 atau 1.500.000.000."),
        ("1,500 jt", "Jumlah ini dapat dibaca dua cara; tulis lengkap 1.500.000 atau 1.500.000.000."),
        ("2.500 rb", "Jumlah ini dapat dibaca dua cara; tulis lengkap 2.500 atau 2.500.000."),
        ("1.250 M", "Jumlah ini dapat dibaca dua cara; tulis lengkap 1.250.000.000 atau 1.250.000.000.000."),
        ("250,000", "Jumlah ini dapat dibaca dua cara; tulis lengkap 250 atau 250.000."),
        ("1,250", LENGKAP),
        ("1.5", LENGKAP),
        ("1,5", LENGKAP),
        ("Rp 2,5", LENGKAP),
        ("12.50", LENGKAP),
        ("1250.00", LENGKAP),
        ("1.250,000", LENGKAP),
        ("1,250.000", LENGKAP),
        ("dua", LENGKAP),
        ("lima ratus", LENGKAP),
        ("1 juta 500", BENTUK),
    ],
)
def test_baca_refuses_what_can_be_read_two_ways(teks, kalimat):
    with pytest.raises(ValidationError) as galat:
        baca(teks)
    assert galat.value.messages == [kalimat]


@pytest.mark.parametrize(
    ("teks", "kalimat"),
    [
        ("", KOSONG),
        ("   ", KOSONG),
        (None, KOSONG),
        (1_500_000, KOSONG),
        (1.5, KOSONG),
        (True, KOSONG),
        ("-1", NEGATIF),
        ("−1", NEGATIF),
        ("–1.000", NEGATIF),
        ("Rp -1", NEGATIF),
        ("-Rp1.000", NEGATIF),
        ("(1.000)", NEGATIF),
        ("Rp (1.000)", NEGATIF),
        ("minus dua juta", NEGATIF),
        ("-1,5 jt", NEGATIF),
        ("1.250.000,50", LENGKAP),
        ("0,0001 rb", LENGKAP),
        ("1.25.000", LENGKAP),
        ("1.2500", LENGKAP),
        ("1..000", LENGKAP),
        (".500", LENGKAP),
        ("2 jt 3 jt", LENGKAP),
        ("1 rb 2 jt", LENGKAP),
        ("1 jt 1000 rb", LENGKAP),
        ("081234567890", NOL_DEPAN),
        ("007", NOL_DEPAN),
        ("1000000000000000", TERLALU_BESAR),
        ("1.000.000.000.000.000", TERLALU_BESAR),
        ("1000 T", TERLALU_BESAR),
        ("9999 T 1 jt", TERLALU_BESAR),
        ("9" * 200, TERLALU_BESAR),
        ("9" * 100_000, BENTUK),
        ("abc", BENTUK),
        ("Rp", BENTUK),
        ("jt", BENTUK),
        ("1e6", BENTUK),
        ("1_000", BENTUK),
        ("0x10", BENTUK),
        ("nan", BENTUK),
        ("=1500000", BENTUK),
        ("1-2 jt", BENTUK),
        ("5 jt/bulan", BENTUK),
        ("sekitar 5 jt", BENTUK),
        ("10²", BENTUK),
        ("½ jt", BENTUK),
        ("Ⅴ jt", BENTUK),
        ("1500000\x00", BENTUK),
        ("dua dua juta", BENTUK),
        ("juta dua", BENTUK),
        ("satu juta banyak", BENTUK),
        ("seribu triliun", BENTUK),
        ("💰 5 jt", BENTUK),
    ],
)
def test_baca_refuses_with_a_sentence(teks, kalimat):
    with pytest.raises(ValidationError) as galat:
        baca(teks)
    assert galat.value.messages == [kalimat]


@given(rupiah)
def test_baca_reads_back_what_is_printed_plain_or_in_words(nilai):
    assert baca(tulis(nilai)) == nilai
    assert baca(str(nilai)) == nilai
    assert baca(f"Rp {tulis(nilai)[2:]},00") == nilai
    assert baca(terbilang(nilai)) == nilai


@given(st.integers(0, 999), st.integers(0, 99), st.sampled_from([("rb", 10**3), ("jt", 10**6), ("M", 10**9)]))
def test_baca_takes_comma_and_dot_alike_before_one_or_two_decimals(bulat, perseratus, satuan):
    nama, nilai = satuan
    assert baca(f"{bulat},{perseratus:02} {nama}") == bulat * nilai + perseratus * nilai // 100
    assert baca(f"{bulat}.{perseratus:02}{nama}") == bulat * nilai + perseratus * nilai // 100


@given(st.integers(1, 999), st.integers(0, 999), st.sampled_from(".,"), st.sampled_from(["rb", "jt", "M", "T"]))
def test_baca_never_guesses_at_three_figures_behind_a_mark_before_a_unit(depan, belakang, tanda, satuan):
    with pytest.raises(ValidationError):
        baca(f"{depan}{tanda}{belakang:03} {satuan}")


@given(
    st.text(max_size=30)
    | st.from_regex(r"(Rp ?)?-?[0-9.,]{1,20} ?(rb|jt|M|T)?,?-?", fullmatch=True)
    | st.lists(
        st.sampled_from(["se", "satu", "dua", "belas", "puluh", "ratus", "ribu", "seribu", "juta", "miliar", "nol"]),
        max_size=6,
    ).map(" ".join)
)
def test_any_text_becomes_an_amount_within_bounds_or_one_sentence(teks):
    try:
        nilai, kalimat = baca(teks), []
    except ValidationError as galat:
        nilai, kalimat = None, galat.messages
    if nilai is None:
        assert [satu.endswith(".") for satu in kalimat] == [True]
    else:
        assert type(nilai) is int
        assert 0 <= nilai < BATAS


@pytest.mark.parametrize(
    ("nilai", "tertulis"),
    [
        (0, "Rp0"),
        (500, "Rp500"),
        (1_000, "Rp1.000"),
        (1_250_000, "Rp1.250.000"),
        (BATAS * 5, "Rp5.000.000.000.000.000"),  # a total may pass the limit of a single amount
    ],
)
def test_tulis_groups_with_dots_and_no_space(nilai, tertulis):
    assert tulis(nilai) == tertulis


@pytest.mark.parametrize(
    ("nilai", "kata"),
    [
        (0, "nol"),
        (1, "satu"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (19, "sembilan belas"),
        (20, "dua puluh"),
        (21, "dua puluh satu"),
        (99, "sembilan puluh sembilan"),
        (100, "seratus"),
        (101, "seratus satu"),
        (110, "seratus sepuluh"),
        (111, "seratus sebelas"),
        (200, "dua ratus"),
        (999, "sembilan ratus sembilan puluh sembilan"),
        (1_000, "seribu"),
        (1_001, "seribu satu"),
        (1_100, "seribu seratus"),
        (2_000, "dua ribu"),
        (11_000, "sebelas ribu"),
        (21_001, "dua puluh satu ribu satu"),
        (100_000, "seratus ribu"),
        (101_000, "seratus satu ribu"),
        (1_000_000, "satu juta"),
        (1_001_000, "satu juta seribu"),
        (1_500_000, "satu juta lima ratus ribu"),
        (1_250_000, "satu juta dua ratus lima puluh ribu"),
        (1_000_000_000, "satu miliar"),
        (2_000_000_001, "dua miliar satu"),
        (10**12, "satu triliun"),
        (
            BATAS - 1,
            "sembilan ratus sembilan puluh sembilan triliun sembilan ratus sembilan puluh sembilan miliar "
            "sembilan ratus sembilan puluh sembilan juta sembilan ratus sembilan puluh sembilan ribu "
            "sembilan ratus sembilan puluh sembilan",
        ),
    ],
)
def test_terbilang_says_it_as_indonesian_does(nilai, kata):
    assert terbilang(nilai) == f"{kata} rupiah"


@pytest.mark.parametrize("nilai", [-1, 1.5, 1.0, True, None, "1000"])
def test_tulis_and_terbilang_refuse_what_is_no_amount(nilai):
    for fungsi in (tulis, terbilang):
        with pytest.raises(ValidationError) as galat:
            fungsi(nilai)
        assert galat.value.messages == [BUKAN_RUPIAH]


def test_terbilang_refuses_from_the_limit_on():
    with pytest.raises(ValidationError) as galat:
        terbilang(BATAS)
    assert galat.value.messages == [TERLALU_BESAR]
