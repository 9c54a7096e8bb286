import pytest
from django.core.exceptions import ValidationError
from hypothesis import example, given
from hypothesis import strategies as st

from inti.telepon import memuat, normalkan, samarkan, tampil, wa_me

KOSONG = "Isi nomor WhatsApp, contoh 0812 3456 7890."
BENTUK = "Tulis satu nomor WhatsApp dengan angka saja, contoh 0812 3456 7890."
PENDEK = "Nomor ini kurang panjang; tulis nomor WhatsApp 10–13 angka, contoh 0812 3456 7890."
PANJANG = "Nomor ini terlalu panjang; tulis nomor WhatsApp 10–13 angka, contoh 0812 3456 7890."
LUAR_NEGERI = "Tulis nomor WhatsApp Indonesia yang diawali 08 atau +62, contoh 0812 3456 7890."
RUMAH = "Ini nomor telepon rumah atau kantor; tulis nomor HP yang dipakai WhatsApp, contoh 0812 3456 7890."
BUKAN_HP = "Ini bukan nomor HP; tulis nomor yang dipakai WhatsApp dan diawali 08, contoh 0812 3456 7890."


@pytest.mark.parametrize(
    "tertulis",
    [
        "0812-3456-7890",
        "+62 812 3456 7890",
        "62 81234567890",
        "81234567890",
        "081234567890",
        "6281234567890",
        "+6281234567890",
        "+62-812-3456-7890",
        "(0812) 3456.7890",
        "0062 812 3456 7890",
        "+620812 3456 7890",
        "+62 (0)812 3456 7890",
        "62081234567890",
        "  0812 3456 7890\n",
        "0812\u00a03456\u00a07890",
        "0812–3456–7890",
        "\u202a+62 812‑3456‑7890\u202c",  # as copied from a WhatsApp contact
        "０８１２３４５６７８９０",
        "٠٨١٢٣٤٥٦٧٨٩٠",
        "https://wa.me/6281234567890",
        "wa.me/6281234567890",
        "https://api.whatsapp.com/send?phone=6281234567890",
        "tel:+6281234567890",
    ],
)
def test_normalkan_understands_every_usual_writing(tertulis):
    assert normalkan(tertulis) == "+6281234567890"


@pytest.mark.parametrize(
    ("tertulis", "e164"),
    [
        ("0812345678", "+62812345678"),  # 10 digits, the fewest
        ("0812345678901", "+62812345678901"),  # 13 digits, the most
        ("0812-0000-0001", "+6281200000001"),
        ("0859-1234-5678", "+6285912345678"),
        ("0899 123 4567", "+628991234567"),
        ("812345678", "+62812345678"),
    ],
)
def test_normalkan_takes_ten_to_thirteen_digits(tertulis, e164):
    assert normalkan(tertulis) == e164


@pytest.mark.parametrize(
    ("tertulis", "kalimat"),
    [
        ("", KOSONG),
        ("   ", KOSONG),
        (None, KOSONG),
        (6281234567890, KOSONG),
        (b"081234567890", KOSONG),
        ("0812345", PENDEK),
        ("08123", PENDEK),
        ("081234567", PENDEK),  # 9 digits
        ("12345", PENDEK),
        ("110", PENDEK),
        ("0", PENDEK),
        ("+62", PENDEK),
        ("08123456789012", PANJANG),
        ("+628123456789012", PANJANG),
        ("0812345678901234567890123", PANJANG),
        ("0285391234", RUMAH),
        ("(0285) 391234", RUMAH),
        ("+62 21 5551 2345", RUMAH),
        ("08001234567", BUKAN_HP),
        ("0804 123 4567", BUKAN_HP),
        ("000000000000", LUAR_NEGERI),
        ("08412345678", BUKAN_HP),
        ("+60123456789", LUAR_NEGERI),
        ("0060 12 345 6789", LUAR_NEGERI),
        ("+081234567890", LUAR_NEGERI),
        ("081234O67890", BENTUK),
        ("0812 CALL ME", BENTUK),
        ("WA 081234567890", BENTUK),
        ("081234567890x5", BENTUK),
        ("0812 3456 7890 / 0813 4567 8901", BENTUK),
        ("081234567890, 081345678901", BENTUK),
        ("0812+34567890", BENTUK),
        ("++6281234567890", BENTUK),
        ("+", BENTUK),
        ("----", BENTUK),
        ("0812345678\x0090", BENTUK),
        ("-81234567890e1", BENTUK),
        ("0812345678⁹0", BENTUK),
        ("📱081234567890", BENTUK),
    ],
)
def test_normalkan_refuses_with_a_sentence(tertulis, kalimat):
    with pytest.raises(ValidationError) as galat:
        normalkan(tertulis)
    assert galat.value.messages == [kalimat]


nomor_hp = st.from_regex(r"8[1235-9][0-9]{7,10}", fullmatch=True)


@given(nomor_hp, st.sampled_from(["0", "62", "+62", "0062", "+620", ""]), st.sampled_from(["", " ", "-", "."]))
def test_every_prefix_and_separator_leads_to_one_number(nasional, awalan, pemisah):
    assert normalkan(awalan + pemisah.join([nasional[:3], nasional[3:7], nasional[7:]])) == f"+62{nasional}"


@given(nomor_hp)
def test_what_is_shown_or_linked_reads_back_as_the_same_number(nasional):
    e164 = f"+62{nasional}"
    assert normalkan(e164) == normalkan(tampil(e164)) == normalkan(wa_me(e164)) == e164


@given(st.text(max_size=40) | st.from_regex(r"[+0-9 ().-]{1,30}", fullmatch=True))
@example("\ud800")
def test_any_text_becomes_an_indonesian_mobile_number_or_a_sentence(teks):
    try:
        e164, kalimat = normalkan(teks), []
    except ValidationError as galat:
        e164, kalimat = "", galat.messages
    if not e164:
        assert [satu.endswith("contoh 0812 3456 7890.") for satu in kalimat] == [True]
    else:
        assert e164.startswith("+628")
        assert e164[1:].isdigit()
        assert e164.isascii()
        assert 12 <= len(e164) <= 15


@pytest.mark.parametrize(
    ("e164", "terbaca"),
    [
        ("+62812345678", "0812-345-678"),
        ("+628123456789", "0812-3456-789"),
        ("+6281234567890", "0812-3456-7890"),
        ("+62812345678901", "0812-3456-78901"),
        ("", ""),
        ("+60123456789", "+60123456789"),
        ("(0285) 391234", "(0285) 391234"),
    ],
)
def test_tampil_groups_for_reading_aloud_and_leaves_other_text_alone(e164, terbaca):
    assert tampil(e164) == terbaca


def test_samarkan_shows_three_digits():
    assert samarkan("+6281234567890") == "08••-••••-•890"
    assert samarkan("") == samarkan("rahasia") == "08••-••••-••••"


def test_wa_me_has_no_plus():
    assert wa_me("+6281234567890") == "6281234567890"


@pytest.mark.parametrize(
    ("teks", "ada"),
    [
        ("Hubungi 0812-0000-0001 saja.", True),
        ("WA:+62 812 0000 0001", True),
        ("nomornya(0812)00000001", True),
        ("Buka 08.00-12.00 13.00-16.00", False),
        ("Sejak 08-11-2026 12.30 di loket", False),
        ("Nomor 002/UMKM/2026, telepon kantor (0285) 391234", False),
    ],
)
def test_a_mobile_number_is_found_in_a_text_and_dates_and_hours_are_none(teks, ada):
    assert memuat(teks) is ada
