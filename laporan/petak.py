"""A map of equal tiles: each area gets a square of its own, as near as can be to where it really lies.

Equal squares, because a large kecamatan in the hills with few businesses must not outshout a small one in town.
Pure: centres in, rows and columns out; the same centres always give the same map.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import product
from math import cos, radians

KOLOM_MAKS = 5  # what a phone shows side by side with the name still legible

Titik = tuple[float, float]  # degrees: latitude, longitude
Petak = tuple[int, int]  # row and column, from 1; row 1 is the north


def susun(pusat: Mapping[str, Titik], kolom_maks: int = KOLOM_MAKS) -> dict[str, Petak]:
    """Give each area its tile so that the sum of squared distances between centres and tiles is least.

    The grid is as wide as the areas lie, `kolom_maks` at most; rows and columns that stay empty are left out.
    """
    return dict(_susun(tuple(sorted(pusat.items())), kolom_maks))


@cache
def _susun(pusat: tuple[tuple[str, Titik], ...], kolom_maks: int) -> tuple[tuple[str, Petak], ...]:
    if not pusat:
        return ()
    titik = _ratakan([t for _, t in pusat])
    kolom, baris = _ukuran(titik, kolom_maks)
    sel = list(product(range(baris), range(kolom)))
    biaya = [[(y * (baris - 1) - b) ** 2 + (x * (kolom - 1) - k) ** 2 for b, k in sel] for x, y in _pas(titik)]
    pilihan = [sel[j] for j in pasangkan(biaya)]
    urut_baris = {b: i for i, b in enumerate(sorted({b for b, _ in pilihan}), 1)}
    urut_kolom = {k: i for i, k in enumerate(sorted({k for _, k in pilihan}), 1)}
    return tuple((kode, (urut_baris[b], urut_kolom[k])) for (kode, _), (b, k) in zip(pusat, pilihan, strict=True))


def _ratakan(titik: list[Titik]) -> list[tuple[float, float]]:
    """Project to a plane, x to the east and y to the south; a regency is small enough for the simplest way."""
    tengah = radians(sum(lat for lat, _ in titik) / len(titik))
    return [(lon * cos(tengah), -lat) for lat, lon in titik]


def _rentang(nilai: list[float]) -> tuple[float, float]:
    return min(nilai), (max(nilai) - min(nilai)) or 1.0


def _pas(titik: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Stretch to the unit square."""
    (x0, lebar), (y0, tinggi) = _rentang([x for x, _ in titik]), _rentang([y for _, y in titik])
    return [((x - x0) / lebar, (y - y0) / tinggi) for x, y in titik]


def _ukuran(titik: list[tuple[float, float]], kolom_maks: int) -> tuple[int, int]:
    """Choose columns and rows: room for a third more than there are areas, in the proportions of the land."""
    (_, lebar), (_, tinggi) = _rentang([x for x, _ in titik]), _rentang([y for _, y in titik])
    kolom = max(1, min(kolom_maks, len(titik), round((len(titik) * 4 / 3 * lebar / tinggi) ** 0.5)))
    return kolom, -(-len(titik) * 4 // (3 * kolom))


def pasangkan(biaya: list[list[float]]) -> list[int]:
    """Return for each row the column that it gets, no two the same, at the least total cost.

    The Hungarian method with potentials (Kuhn 1955, Munkres 1957), O(rows² × columns). There are at least as
    many columns as rows.
    """
    n, m = len(biaya), len(biaya[0])
    u, v = [0.0] * (n + 1), [0.0] * (m + 1)
    milik = [0] * (m + 1)  # which row holds each column; rows and columns count from 1, 0 is nobody
    for i in range(1, n + 1):
        _tambahkan(i, biaya, u, v, milik)
    hasil = [0] * n
    for j in range(1, m + 1):
        if milik[j]:
            hasil[milik[j] - 1] = j - 1
    return hasil


def _tambahkan(i: int, biaya: list[list[float]], u: list[float], v: list[float], milik: list[int]) -> None:
    """Find a column for row `i` by the cheapest chain of exchanges."""
    m = len(v) - 1
    milik[0], j0 = i, 0
    terkecil, dari, dilewati = [float("inf")] * (m + 1), [0] * (m + 1), [False] * (m + 1)
    while milik[j0]:
        dilewati[j0] = True
        baris, j1 = milik[j0], 0
        for j in range(1, m + 1):
            if dilewati[j]:
                continue
            susut = biaya[baris - 1][j - 1] - u[baris] - v[j]
            if susut < terkecil[j]:
                terkecil[j], dari[j] = susut, j0
            if terkecil[j] < terkecil[j1] or not j1:
                j1 = j
        selisih = terkecil[j1]
        for j in range(m + 1):
            if dilewati[j]:
                u[milik[j]] += selisih
                v[j] -= selisih
            else:
                terkecil[j] -= selisih
        j0 = j1
    while j0:
        milik[j0] = milik[dari[j0]]
        j0 = dari[j0]
