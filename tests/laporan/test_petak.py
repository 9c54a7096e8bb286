"""The tile map: a tile for each, in the places that the land gives them."""

from __future__ import annotations

import csv
from itertools import combinations, permutations

import pytest
from django.conf import settings

from laporan.papan import lunak
from laporan.petak import pasangkan, susun


@pytest.fixture(scope="module")
def kecamatan() -> dict[str, tuple[float, float]]:
    baris = (settings.BASE_DIR / "wilayah/data/33.25.csv").read_text(encoding="utf-8").splitlines()
    isi = csv.DictReader(b for b in baris if not b.startswith("#"))
    return {b["nama"]: (float(b["lat"]), float(b["lon"])) for b in isi if b["jenis"] == "kecamatan"}


def test_the_map_of_batang(kecamatan):
    """Drawn as one reads it: the coast above, the mountains below, Batang in the north-west."""
    letak = {petak: nama for nama, petak in susun(kecamatan).items()}
    gambar = [[letak.get((b, k), "") for k in range(1, 6)] for b in range(1, 5)]
    assert gambar == [
        ["Batang", "Kandeman", "", "", ""],
        ["Warungasem", "Tulis", "Subah", "Banyuputih", "Gringsing"],
        ["Wonotunggal", "Bandar", "Pecalungan", "Limpung", "Tersono"],
        ["", "Blado", "Reban", "Bawang", ""],
    ]


def test_every_kecamatan_has_a_tile_of_its_own_on_a_phone(kecamatan):
    letak = susun(kecamatan)
    assert sorted(letak) == sorted(kecamatan)
    assert len(set(letak.values())) == 15
    assert max(k for _, k in letak.values()) <= 5


def test_the_nearest_neighbours_stay_near(kecamatan):
    """Of the ten pairs whose centres lie closest, each has its tiles side by side or corner to corner."""

    def jarak(pasangan: tuple[str, str]) -> float:
        (lat1, lon1), (lat2, lon2) = kecamatan[pasangan[0]], kecamatan[pasangan[1]]
        return (lat1 - lat2) ** 2 + (lon1 - lon2) ** 2

    letak = susun(kecamatan)
    dekat = sorted(combinations(sorted(kecamatan), 2), key=jarak)[:10]
    jauh = [p for p in dekat if max(abs(a - b) for a, b in zip(letak[p[0]], letak[p[1]], strict=True)) > 1]
    assert jauh == []


def test_the_same_centres_give_the_same_map_in_any_order(kecamatan):
    assert susun(dict(reversed(kecamatan.items()))) == susun(kecamatan)


@pytest.mark.parametrize("titik", [{}, {"a": (-6.9, 109.7)}, {"a": (-6.9, 109.7), "b": (-6.9, 109.7)}])
def test_few_areas_and_areas_at_one_place_have_tiles_too(titik):
    assert len(set(susun(titik).values())) == len(titik)


@pytest.mark.parametrize(
    "biaya",
    [
        [[4, 1, 3], [2, 0, 5], [3, 2, 2]],
        [[1, 1, 1, 9], [1, 1, 1, 1]],
        [[7, 2, 1, 9], [9, 6, 9, 6], [3, 8, 3, 5], [7, 9, 4, 2]],
    ],
)
def test_assignment_is_the_cheapest_there_is(biaya):
    pilihan = pasangkan(biaya)
    termurah = min(sum(biaya[i][j] for i, j in enumerate(p)) for p in permutations(range(len(biaya[0])), len(biaya)))
    assert (sum(biaya[i][j] for i, j in enumerate(pilihan)), len(set(pilihan))) == (termurah, len(biaya))


@pytest.mark.parametrize(
    ("nama", "suku"),
    [
        ("Wonotunggal", "Wo-no-tung-gal"),
        ("Pecalungan", "Pe-ca-lu-ngan"),
        ("Banyuputih", "Ba-nyu-pu-tih"),
        ("Gringsing", "Gring-sing"),
        ("Batang", "Batang"),
    ],
)
def test_a_long_name_may_break_between_its_syllables(nama, suku):
    assert lunak(nama).replace("\u00ad", "-") == suku
