from __future__ import annotations

from typing import Any

import pytest

from wilayah.models import Kbli, SinonimKbli
from wilayah.queries import cari_desa, cari_kbli, dalam_kabupaten, desa_bernama

pytestmark = [pytest.mark.usefixtures("data_wilayah"), pytest.mark.django_db]


def label(teks: str, n: int = 10) -> list[str]:
    return [str(d) for d in cari_desa(teks, n)]


def kode(teks: str, versi: str = "2025", n: int = 10) -> list[str]:
    return [h.kode for h in cari_kbli(teks, versi, n)]


# --- Villages -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("teks", "harap"),
    [
        ("sendang tersono", ["Sendang, Kec. Tersono"]),
        ("tersono sendang", ["Sendang, Kec. Tersono"]),
        ("Sendang, Kec. Tersono", ["Sendang, Kec. Tersono"]),
        ("desa sendang kecamatan tersono", ["Sendang, Kec. Tersono"]),
        ("kel. kauman", ["Kauman, Kec. Batang"]),
        ("proyonanggan tengah kab. batang", ["Proyonanggan Tengah, Kec. Batang"]),
        ("Sendang", ["Sendang, Kec. Tersono", "Sendang, Kec. Wonotunggal"]),
        ("kali sari", ["Kalisari, Kec. Blado", "Kalisari, Kec. Reban"]),
        ("kalipucang w", ["Kalipucang Wetan, Kec. Batang"]),
        ("pucang wetan", ["Kalipucang Wetan, Kec. Batang"]),
        ("bawang blado", ["Bawang, Kec. Blado"]),
    ],
)
def test_a_village_is_found_in_the_ways_people_write_it(teks: str, harap: list[str]) -> None:
    assert label(teks) == harap


def test_a_name_that_is_also_a_kecamatan_finds_the_villages_of_that_name_first() -> None:
    assert label("bawang", 2) == ["Bawang, Kec. Bawang", "Bawang, Kec. Blado"]


def test_a_kecamatan_alone_lists_its_villages() -> None:
    hasil = cari_desa("kec bawang", 30)
    assert {d.kecamatan.nama for d in hasil} == {"Bawang"}
    assert len(hasil) == 20


@pytest.mark.parametrize(
    ("teks", "harap"),
    [
        ("sendag", ["Sendang, Kec. Tersono", "Sendang, Kec. Wonotunggal"]),
        ("kedungmalng", ["Kedungmalang, Kec. Wonotunggal"]),
        ("Sendang, Kec. Bawang", ["Sendang, Kec. Tersono", "Sendang, Kec. Wonotunggal"]),
    ],
)
def test_a_misspelt_village_finds_what_is_spelt_alike(teks: str, harap: list[str]) -> None:
    assert label(teks)[:2] == harap


@pytest.mark.parametrize("teks", ["", "   ", "\x00", "!!!", "zzzzzz", "💥", "zzzz " * 1000])
def test_nonsense_finds_no_village(teks: str) -> None:
    assert label(teks) == []


def test_finding_a_village_takes_one_query(django_assert_num_queries: Any) -> None:
    for teks in ("sendang tersono", "sendag", "zzz"):
        with django_assert_num_queries(1):
            label(teks)


@pytest.mark.parametrize(
    ("teks", "banyak"),
    [("Kauman", 1), ("Sendang", 2), ("sendang tersono", 1), ("proyonanggan", 0), ("sendag", 0), ("bawang bawang", 1)],
)
def test_a_complete_name_is_told_from_a_part_of_one(teks: str, banyak: int) -> None:
    assert len(desa_bernama(teks)) == banyak


@pytest.mark.parametrize(
    ("lat", "lon", "harap"),
    [
        (-6.9083, 109.7308, True),  # the town of Batang
        (-7.1700, 109.9000, True),  # the slopes of Bawang
        (-6.9667, 110.4167, False),  # Semarang
        (-7.3600, 109.9000, False),  # Wonosobo
        (-6.7000, 109.8000, False),  # the Java Sea
        (109.7308, -6.9083, False),  # latitude and longitude mixed up
        (0.0, 0.0, False),
    ],
)
def test_a_point_is_told_inside_or_outside_the_regency(lat: float, lon: float, harap: bool) -> None:
    assert dalam_kabupaten(lat, lon) is harap


# --- KBLI ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("teks", "kode_2020", "kode_2025"),
    [
        ("keripik singkong", "10794", "10794"),
        ("jahit baju", "14120", "14120"),
        ("warung kopi", "56304", "56304"),
        ("batik tulis", "13134", "13133"),
        ("servis motor", "45407", "95320"),
    ],
)
def test_the_right_code_comes_first_in_both_versions(teks: str, kode_2020: str, kode_2025: str) -> None:
    assert kode(teks, "2020")[0] == kode_2020
    assert kode(teks, "2025")[0] == kode_2025


# phrase as an owner says it; a code that must stand among the first three, KBLI 2020 and 2025
SEHARI_HARI = """
jual keripik singkong|10794|10794
kripik pisang|10794|10794
krupuk udang|10794|10794
emping mlinjo|10794|10794
bikin opak|10794|10794
tempe|10391|10307
pembuatan tahu|10392|10308
tahu bakso|10799|10799
gula aren|10722|10722
gula merah kelapa|10722|10722
kopi bubuk|10761|10761
teh celup|10763|10762
jamu gendong|56305|56305
roti bakar|10710|10710
toko roti|47242|47242
kue basah|10792|10792
jajanan pasar|10792|10792
catering|56210|56210
nasi kotak|56210|56210
warteg|56102|56101
warung makan|56102|56101
nasi goreng|56103|56102
angkringan|56103|56102
mie ayam|56103|56102
mi ayam bakso|56103|56102
bakso|56102|56101
pecel lele|56103|56102
gorengan|56104|56102
es teh|56304|56304
es krim|10531|10503
depot air minum isi ulang|11052|11052
ikan asin|10211|10211
pindang|10214|10214
bandeng presto|10219|10218
frozen food|10750|10750
batik cap|13134|13133
kain batik|13134|13133
konveksi|14111|14111
penjahit|14120|14120
menjahit baju|14120|14120
vermak|95291|95291
sablon kaos|13133|13139
mebel|31001|31011
ukiran kayu|16293|16293
anyaman bambu|16291|16291
kursi rotan|31002|31012
batu bata|23921|23921
genteng|23922|23922
bengkel las|25111|25111
bengkel motor|45407|95320
servis sepeda motor|45407|95320
tambal ban|45407|95320
bengkel mobil|45201|95311
cuci mobil|45202|95312
ayam petelur|01462|01462
ternak lele|03221|03221
ternak kambing|01442|01442
bibit tanaman|47762|47762
sayur|47213|47213
toko kelontong|47112|47112
sembako|47112|47112
konter pulsa|61994|61201
servis hp|95120|95102
gas elpiji|47772|47772
toko bangunan|47528|47521
toko baju|47711|47711
online shop|47914|47192
laundry|96200|96100
londri|96200|96100
salon|96112|96220
pangkas rambut|96111|96210
ojek|49424|49296
percetakan|18111|18111
fotokopi|82190|82100
fotocopy|82190|82100
rental mobil|77100|77100
les privat|85495|85595
"""


@pytest.mark.parametrize("baris", SEHARI_HARI.split("\n")[1:-1])
def test_everyday_words_bring_their_code_among_the_first_three(baris: str) -> None:
    teks, kode_2020, kode_2025 = baris.split("|")
    assert kode_2020 in kode(teks, "2020", 3)
    assert kode_2025 in kode(teks, "2025", 3)


def test_an_answer_shows_version_readable_title_and_reason() -> None:
    hasil = cari_kbli("keripik singkong")[0]
    assert (hasil.kode, hasil.versi, hasil.nilai) == ("10794", "2025", "2025:10794")
    assert str(hasil) == "Industri kerupuk, keripik, peyek, dan sejenisnya (10794, KBLI 2025)"
    assert hasil.alasan == "disebut juga “keripik singkong”"
    assert hasil.makna_berubah is False


def test_the_reason_tells_that_a_misspelt_word_was_read_as_another() -> None:
    assert cari_kbli("asuranssi jiwa")[0].alasan == "judulnya memuat “asuransi jiwa”"
    assert cari_kbli("kripik")[0].alasan == "disebut juga “keripik”"


def test_a_title_is_found_by_the_stem_of_its_words() -> None:
    hasil = cari_kbli("mengawetkan rotan", "2020")[0]
    assert (hasil.kode, hasil.alasan) == ("16103", "dari judul resminya")


def test_words_around_a_slash_are_found() -> None:
    assert kode("kafe", "2020")[0] == "56303"
    assert "56303" in kode("rumah minum", "2020", 3)


@pytest.mark.parametrize(("angka", "harap"), [("10794", ["10794"]), ("1076", ["10761", "10762"]), ("99999", [])])
def test_figures_are_read_as_the_beginning_of_a_code(angka: str, harap: list[str]) -> None:
    assert kode(angka) == harap


def test_a_shop_word_brings_trade_before_making() -> None:
    assert kode("keripik", n=2) == ["10794", "47249"]
    assert kode("toko keripik", n=2) == ["47249", "10794"]


def test_only_five_figure_codes_of_the_asked_version_are_answered() -> None:
    hasil = [h for teks in ("industri makanan", "perdagangan", "jasa") for h in cari_kbli(teks, "2020", 20)]
    assert {len(h.kode) for h in hasil} == {5}
    assert {h.versi for h in hasil} == {"2020"}


def test_a_half_typed_word_is_completed() -> None:
    assert kode("kerip")[0] == "10794"
    assert kode("warung ko")[0] == "56304"


@pytest.mark.parametrize("teks", ["", " ", "\x00", "💥", "'; --", "&|!():*", "qqqqqqqqq"])
def test_nonsense_finds_no_code(teks: str) -> None:
    assert kode(teks) == []


def test_a_very_long_text_is_cut_not_refused() -> None:
    assert kode("batik tulis " * 5000)[0] == "13133"


def test_a_null_byte_does_no_harm() -> None:
    assert kode("batik\x00 tulis")[0] == "13133"


def test_finding_a_code_takes_at_most_three_queries(django_assert_max_num_queries: Any) -> None:
    for teks in ("keripik singkong", "kripik singkng", "qqqqqqqqq", "10794", "a b c d e f g"):
        with django_assert_max_num_queries(3):
            cari_kbli(teks)


def test_a_known_word_takes_one_query(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        cari_kbli("servis motor")


def test_a_word_that_officials_added_is_found_and_one_switched_off_is_not() -> None:
    sinonim = SinonimKbli.objects.create(kata="blangkon")
    sinonim.padanan.create(kbli=Kbli.objects.get(versi="2025", kode="14131"))
    assert kode("blangkon") == ["14131"]
    SinonimKbli.objects.filter(pk=sinonim.pk).update(aktif=False)
    assert kode("blangkon") == []
