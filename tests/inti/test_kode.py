import pytest
from django.core.exceptions import ValidationError
from hypothesis import assume, given
from hypothesis import strategies as st

from inti.kode import ABJAD, PANJANG, PANJANG_ACAK, buat, cocok, huruf_periksa, rapikan, tampil

isi = st.text(ABJAD, min_size=1, max_size=30)
acak = st.text(ABJAD, min_size=PANJANG_ACAK, max_size=PANJANG_ACAK)

KOSONG = "Isi kode yang tercetak di kertas, 13 huruf dan angka."
BENTUK = "Tulis kode dengan huruf dan angka saja, seperti yang tercetak di kertas."
PANJANG_SALAH = "Kode terdiri dari 13 huruf dan angka; cocokkan lagi dengan yang tercetak di kertas."
SALAH = "Ada huruf atau angka kode yang salah atau tertukar; cocokkan lagi dengan yang tercetak di kertas."


def test_a_code_holds_sixty_random_bits_and_a_check_character():
    assert len(ABJAD) == len(set(ABJAD)) == 32
    assert PANJANG_ACAK * 5 >= 60
    kode = buat()
    assert len(kode) == PANJANG
    assert set(kode) <= set(ABJAD)
    assert kode[-1] == huruf_periksa(kode[:-1])
    assert rapikan(kode) == kode


def test_codes_do_not_repeat_and_use_the_whole_alphabet_everywhere():
    kode = [buat() for _ in range(2_000)]
    assert len(set(kode)) == 2_000
    for tempat in range(PANJANG):
        assert {satu[tempat] for satu in kode} == set(ABJAD)


@given(isi, st.data())
def test_the_check_character_finds_every_single_wrong_character(teks, data):
    lengkap = teks + huruf_periksa(teks)
    assert cocok(lengkap)
    tempat = data.draw(st.integers(0, len(lengkap) - 1))
    lain = data.draw(st.sampled_from(ABJAD.replace(lengkap[tempat], "")))
    assert not cocok(lengkap[:tempat] + lain + lengkap[tempat + 1 :])


@given(isi, st.data())
def test_the_check_character_finds_every_swap_of_two_characters_neighbours_or_not(teks, data):
    lengkap = list(teks + huruf_periksa(teks))
    i = data.draw(st.integers(0, len(lengkap) - 2))
    j = data.draw(st.integers(i + 1, len(lengkap) - 1))
    assume(lengkap[i] != lengkap[j])
    lengkap[i], lengkap[j] = lengkap[j], lengkap[i]
    assert not cocok("".join(lengkap))


def test_every_wrong_character_and_every_neighbour_swap_of_one_code_is_found():
    kode = "7K3M9QXT2BVF" + huruf_periksa("7K3M9QXT2BVF")
    salah = {kode[:i] + huruf + kode[i + 1 :] for i in range(PANJANG) for huruf in ABJAD}
    salah |= {kode[:i] + kode[i + 1] + kode[i] + kode[i + 2 :] for i in range(PANJANG - 1)}
    assert [satu for satu in salah if cocok(satu)] == [kode]


@given(acak)
def test_rapikan_forgives_how_a_code_is_typed(acak):
    kode = acak + huruf_periksa(acak)
    mirip = kode.replace("0", "O").replace("1", "l")
    for tertulis in (kode.lower(), tampil(kode), f"  {tampil(mirip)} ", " ".join(kode), tampil(kode).replace("-", "–")):
        assert rapikan(tertulis) == kode


def test_rapikan_reads_the_letters_that_codes_leave_out():
    kode = "01V01V01V01V" + huruf_periksa("01V01V01V01V")
    for tertulis in ("OIUOLUoiUolu", "oluOIuOLUOIU"):
        assert rapikan(tertulis + kode[-1]) == kode


def test_rapikan_reads_full_width_characters():
    kode = "7K3M9QXT2BVF" + huruf_periksa("7K3M9QXT2BVF")
    assert rapikan("".join(chr(ord(huruf) + 0xFEE0) for huruf in kode)) == kode


@pytest.mark.parametrize(
    ("tertulis", "kalimat"),
    [
        ("", KOSONG),
        ("  ", KOSONG),
        (None, KOSONG),
        (1234567890123, KOSONG),
        ("---", BENTUK),
        ("7K3M-9QXT-2BVF?", BENTUK),
        ("7K3M9QXT2BVF\x00", BENTUK),
        ("7K3M-9QXT-2BVFÉ", BENTUK),
        ("٣٣٣٣٣٣٣٣٣٣٣٣٣", BENTUK),
        ("7K3M-9QXT", PANJANG_SALAH),
        ("7K3M-9QXT-2BVF", PANJANG_SALAH),
        ("0" * 14, PANJANG_SALAH),
        ("0" * 100_000, PANJANG_SALAH),
        ("0000-0000-00001", SALAH),
    ],
)
def test_rapikan_refuses_with_a_sentence(tertulis, kalimat):
    with pytest.raises(ValidationError) as galat:
        rapikan(tertulis)
    assert galat.value.messages == [kalimat]


def coba(fungsi, teks):
    """Return what the rule answers, or None and the sentences it refuses with."""
    try:
        return fungsi(teks), []
    except ValidationError as galat:
        return None, galat.messages


@given(st.text(max_size=20))
def test_any_text_becomes_a_code_or_a_sentence(teks):
    kode, kalimat = coba(rapikan, teks)
    assert cocok(kode) if kode else kalimat[0] in (KOSONG, BENTUK, PANJANG_SALAH, SALAH)


@pytest.mark.parametrize(
    ("kode", "terbaca"), [("7K3M9QXT2BVF4", "7K3M-9QXT-2BVF4"), ("7K3M", "7K3M"), ("7K3M9", "7K3M-9"), ("", "")]
)
def test_tampil_groups_a_code_for_reading(kode, terbaca):
    assert tampil(kode) == terbaca


def test_the_check_character_of_a_spoken_number_ignores_how_it_is_written():
    huruf = huruf_periksa("BTG-2026-000123")
    assert huruf in ABJAD
    for tertulis in ("btg2026000123", "BTG 2026 OOOI23", "BTG/2026/000123"):
        assert huruf_periksa(tertulis) == huruf
    assert cocok(f"BTG-2026-000123-{huruf}")
    assert not cocok(f"BTG-2026-000132-{huruf}")


def test_the_check_character_of_a_number_never_changes():
    # Numbers with it are printed on paper: another algorithm would make all of these wrong.
    assert [huruf_periksa(teks) for teks in ("1", "Z", "10", "BTG-2026-000123", "7K3M9QXT2BVF")] == [
        "2",
        "V",
        "4",
        "H",
        "1",
    ]


@pytest.mark.parametrize("teks", ["", "  ", "---", None, 123, "A*B", "Ä1"])
def test_there_is_no_check_character_for_what_is_no_number(teks):
    with pytest.raises(ValidationError) as galat:
        huruf_periksa(teks)
    assert galat.value.messages == [BENTUK]


@pytest.mark.parametrize("teks", ["", "A", "0", "??", "7K*"])
def test_nothing_to_compare_is_no_match(teks):
    assert not cocok(teks)
