import unicodedata

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from inti.teks import bersihkan_nama, bersihkan_nama_usaha, bersihkan_uraian, sederhanakan

KOSONG = "Isi nama, paling sedikit satu huruf."
ORANG = "Tulis nama dengan huruf biasa saja; yang boleh menyertai hanya titik, koma, tanda petik, dan tanda hubung."
USAHA = "Tulis nama usaha dengan huruf dan angka biasa saja, tanpa emoji atau gambar."
TAK_TERLIHAT = "Hapus lalu ketik ulang tulisan ini, karena ada tanda tak terlihat yang ikut tersalin."


@pytest.mark.parametrize(
    ("tertulis", "nama"),
    [
        ("Siti Aminah", "Siti Aminah"),
        ("SUPARTI", "SUPARTI"),
        ("  Siti \t Aminah\r\n", "Siti Aminah"),
        ("Siti\u00a0Aminah", "Siti Aminah"),
        ("Ma’ruf", "Ma'ruf"),
        ("Ma`ruf", "Ma'ruf"),
        ("Nur–Aini", "Nur-Aini"),
        ("H. Moh. Ma'ruf, S.E., M.M.", "H. Moh. Ma'ruf, S.E., M.M."),
        ("Nyoman Ardhanareswari-Déwi", "Nyoman Ardhanareswari-Déwi"),
        ("Jose\u0301", "José"),
        ("Đặng Nguyễn", "Đặng Nguyễn"),
        ("Łukasz Ñuñez ß", "Łukasz Ñuñez ß"),
        ("N", "N"),
        ("A" * 100, "A" * 100),
        ("   " + "A" * 100 + "   ", "A" * 100),
    ],
)
def test_a_name_comes_back_in_one_form(tertulis, nama):
    assert bersihkan_nama(tertulis) == nama
    assert bersihkan_nama_usaha(tertulis) == nama


BURUK = [
    ("Siti\x00Aminah", TAK_TERLIHAT),
    ("Siti\x1fAminah", TAK_TERLIHAT),
    ("Siti\x7f", TAK_TERLIHAT),
    ("Siti\u202eAminah", TAK_TERLIHAT),  # right-to-left override
    ("\u2066Siti\u2069", TAK_TERLIHAT),
    ("Siti\u200b", TAK_TERLIHAT),
    ("Si\u200dti", TAK_TERLIHAT),
    ("\ufeffSiti", TAK_TERLIHAT),
    ("Siti\u00adAminah", TAK_TERLIHAT),
    ("Siti\u3000Aminah", TAK_TERLIHAT),
    ("Siti\u2028Aminah", TAK_TERLIHAT),
    ("Siti\ud800", TAK_TERLIHAT),
    ("", KOSONG),
    ("   ", KOSONG),
    (".", KOSONG),
    ("-'-", KOSONG),
    (None, KOSONG),
    (5, KOSONG),
    (b"Siti", KOSONG),
]
BUKAN_LATIN = [
    "Siti 😀",
    "👩‍🍳",
    "Сити",
    "سيتي",
    "ꦱꦶꦠꦶ",
    "𝐒𝐢𝐭𝐢",
    "Ｓｉｔｉ",
    "Siti ❤",
    "Siti²",
    "Sitiª",
    "Siti_A",
    "Siti\u0336",
    "<b>Siti</b>",
    "Siti; DROP",
]


@pytest.mark.parametrize(
    ("tertulis", "kalimat"),
    [*BURUK, *((nama, ORANG) for nama in [*BUKAN_LATIN, "Siti 2", "Siti & Budi", "Siti (Ibu)", "Siti/Budi"])],
)
def test_a_persons_name_is_refused_with_a_sentence(tertulis, kalimat):
    with pytest.raises(ValidationError) as galat:
        bersihkan_nama(tertulis)
    assert galat.value.messages == [kalimat]


@pytest.mark.parametrize(("tertulis", "kalimat"), [*BURUK, *((nama, USAHA) for nama in BUKAN_LATIN), ("=1+1", USAHA)])
def test_a_business_name_is_refused_with_a_sentence(tertulis, kalimat):
    with pytest.raises(ValidationError) as galat:
        bersihkan_nama_usaha(tertulis)
    assert galat.value.messages == [kalimat]


@pytest.mark.parametrize(
    "nama",
    [
        "UD. Berkah 99",
        "212",
        "Toko Ani & Adik",
        'CV "MAJU JAYA"',
        "Kopi/Teh (Batang)",
        "D'Kriuk!",
        "Geprek Level 5+",
        "Ria: Penjahit",
    ],
)
def test_a_business_name_may_carry_what_sign_boards_carry(nama):
    assert bersihkan_nama_usaha(nama) == nama


def test_curly_quotes_become_straight_in_a_business_name():
    assert bersihkan_nama_usaha("CV “MAJU JAYA”") == 'CV "MAJU JAYA"'


@pytest.mark.parametrize(("fungsi", "maks"), [(bersihkan_nama, 100), (bersihkan_nama_usaha, 120)])
def test_a_name_has_a_limit_after_cleaning(fungsi, maks):
    with pytest.raises(ValidationError) as galat:
        fungsi("A" * (maks + 1))
    assert galat.value.messages == [
        f"Persingkat tulisan ini menjadi paling banyak {maks} huruf; sekarang {maks + 1} huruf."
    ]


def coba(fungsi, teks):
    """Return what the rule answers, or None and the sentences it refuses with."""
    try:
        return fungsi(teks), []
    except ValidationError as galat:
        return None, galat.messages


@given(st.text(max_size=40))
def test_a_cleaned_name_is_stable_printable_and_normal(teks):
    for fungsi in (bersihkan_nama, bersihkan_nama_usaha):
        nama, kalimat = coba(fungsi, teks)
        assert len(kalimat) == (nama is None)
        if nama is not None:
            assert fungsi(nama) == nama
            assert nama.isprintable()
            assert unicodedata.is_normalized("NFC", nama)
            assert "  " not in nama
            assert nama == nama.strip()


@pytest.mark.parametrize(
    ("tertulis", "uraian"),
    [
        ("", ""),
        ("  \n ", ""),
        ("Keripik 😀 pedas", "Keripik 😀 pedas"),
        ("👩‍🍳 \u202eterbalik\u202c \u200b", "👩‍🍳 \u202eterbalik\u202c \u200b"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("satu\r\ndua\rtiga\vempat\u2028lima", "satu\ndua\ntiga\nempat\nlima"),
        ("a\tb", "a\tb"),
        ("cafe\u0301", "café"),
        ("سيتي", "سيتي"),
        ("'; DROP TABLE usaha; --", "'; DROP TABLE usaha; --"),
    ],
)
def test_a_description_keeps_what_its_writer_wrote(tertulis, uraian):
    assert bersihkan_uraian(tertulis, 200) == uraian


@pytest.mark.parametrize(
    "tertulis", ["a\x00b", "\x00", "a\x08b", "\x1b[31mmerah", "a\x7f", "a\x9f", "\ud800", "😀\udfff"]
)
def test_a_description_that_nothing_can_hold_is_refused(tertulis):
    with pytest.raises(ValidationError) as galat:
        bersihkan_uraian(tertulis, 200)
    assert galat.value.messages == [TAK_TERLIHAT]


def test_line_ends_of_windows_do_not_eat_into_the_limit_of_a_description():
    assert bersihkan_uraian("a\r\n" * 5 + "b", 11) == "a\n" * 5 + "b"
    with pytest.raises(ValidationError) as galat:
        bersihkan_uraian("a" * 12, 11)
    assert galat.value.messages == ["Persingkat tulisan ini menjadi paling banyak 11 huruf; sekarang 12 huruf."]


@pytest.mark.parametrize("bukan", [None, 5, b"teks"])
def test_a_description_is_text(bukan):
    with pytest.raises(ValidationError, match="Isi dengan tulisan"):
        bersihkan_uraian(bukan, 10)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_a_cleaned_description_is_stable_and_storable(teks):
    uraian, kalimat = coba(lambda teks: bersihkan_uraian(teks, 200), teks)
    assert kalimat == ([] if uraian is not None else [TAK_TERLIHAT])
    if uraian is not None:
        assert bersihkan_uraian(uraian, 200) == uraian
        assert not set(uraian) & {"\x00", "\r"}


@pytest.mark.parametrize(
    ("teks", "sederhana"),
    [
        (" 12 ", "12"),
        ("１２", "12"),
        ("٣-४", "3-4"),
        ("1–2−3", "1-2-3"),
        ("1\u00a02\u202f3", "1 2 3"),
        ("\u202a12\u202c\u200b", "12"),
        ("1²½", "1²½"),
    ],
)
def test_sederhanakan_makes_numbers_plain_without_guessing(teks, sederhana):
    assert sederhanakan(teks) == sederhana
