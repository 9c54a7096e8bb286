"""Satisfaction of those served (SKM): the arithmetic of Permenpan RB 14/2017. Pure: answers in, figures out.

Each answer sheet has nine marks from 1 to 4, in the order U1 requirements … U9 facilities. The index weighs the nine
alike, by exactly 1/9: the 0.11 that guides print caps the best result at 99.00, so it is an option of reports only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

UNSUR = (
    "Persyaratan",
    "Sistem, mekanisme, dan prosedur",
    "Waktu penyelesaian",
    "Biaya atau tarif",
    "Produk layanan",
    "Kompetensi pelaksana",
    "Perilaku pelaksana",
    "Penanganan pengaduan, saran, dan masukan",
    "Sarana dan prasarana",
)
BOBOT_TEPAT = Fraction(1, 9)
BOBOT_TERCETAK = Fraction(11, 100)
"""The weight as guides print it; for reports that must agree with older ones."""
BOBOT: dict[str, Fraction] = {"1/9": BOBOT_TEPAT, "0,11": BOBOT_TERCETAK, "0,111": Fraction(111, 1000)}
"""The weights that a report may be asked with; the first is the true one."""
TERSEMBUNYI = 5
"""A group smaller than this is not shown."""

# Lowest converted value of each grade (Permenpan RB 14/2017, Lampiran); compared after rounding to two places, for the
# printed intervals leave gaps between 88.30 and 88.31.
MUTU = (
    ("A", Decimal("88.31"), "Sangat baik"),
    ("B", Decimal("76.61"), "Baik"),
    ("C", Decimal("65.00"), "Kurang baik"),
    ("D", Decimal("25.00"), "Tidak baik"),
)
KINERJA = {huruf: kata for huruf, _, kata in MUTU}
CHI_KUADRAT, GALAT = Fraction(3841, 1000), Fraction(5, 100)


@dataclass(frozen=True)
class Hasil:
    """What answers add up to: the mean of each element, the weighted index (1–4), the converted value (25–100).

    `nrr`, `konversi` (each element × 25), `indeks` and `ikm` are rounded to two places, half up; `mutu` is the grade
    of the rounded `ikm`.
    """

    responden: int
    nrr: tuple[Decimal, ...]
    konversi: tuple[Decimal, ...]
    indeks: Decimal
    ikm: Decimal
    mutu: str

    @property
    def kinerja(self) -> str:
        """The grade in words."""
        return KINERJA[self.mutu]


def hitung(jawaban: Iterable[Sequence[int]], *, bobot: Fraction = BOBOT_TEPAT) -> Hasil:
    """Compute the index from rows of nine answers.

    `bobot` is the weight of one element: exactly 1/9, or BOBOT_TERCETAK. Raises ValueError without any row, and for a
    row that is not nine whole numbers from 1 to 4.
    """
    baris = [tuple(satu) for satu in jawaban]
    if not baris:
        raise ValueError("Belum ada jawaban.")
    for satu in baris:
        if len(satu) != len(UNSUR) or not all(type(n) is int and 1 <= n <= 4 for n in satu):
            raise ValueError(f"Satu lembar berisi {len(UNSUR)} jawaban dari 1 sampai 4.")
    return dari_jumlah(len(baris), [sum(kolom) for kolom in zip(*baris, strict=True)], bobot=bobot)


def dari_jumlah(banyak: int, jumlah: Sequence[int], *, bobot: Fraction = BOBOT_TEPAT) -> Hasil:
    """Compute the index from what `banyak` sheets add up to, element by element, as the database sums them.

    Raises ValueError without any sheet.
    """
    if banyak < 1:
        raise ValueError("Belum ada jawaban.")
    rata = [Fraction(satu, banyak) for satu in jumlah]
    indeks = sum(rata, Fraction(0)) * bobot
    ikm = _dua(indeks * 25)
    nrr, konversi = tuple(_dua(n) for n in rata), tuple(_dua(n * 25) for n in rata)
    return Hasil(banyak, nrr, konversi, _dua(indeks), ikm, mutu(ikm))


def sembunyikan(jumlah: Mapping[Any, int]) -> set[Any]:
    """Return which groups of a table with a known total may not be shown, so that none below five can be found out.

    Beside the small groups it hides the smallest of the others until what is hidden is at least two groups and five
    people: a total minus what is shown then tells no single group. An empty group is shown as empty.
    """
    isi = sorted((n, str(kunci), kunci) for kunci, n in jumlah.items() if n)
    hasil = [baris for baris in isi if baris[0] < TERSEMBUNYI]
    lain = isi[len(hasil) :]
    while hasil and lain and (len(hasil) < 2 or sum(n for n, _, _ in hasil) < TERSEMBUNYI):
        hasil.append(lain.pop(0))
    return {kunci for _, _, kunci in hasil}


def mutu(ikm: Decimal) -> str:
    """Return the grade A–D of a converted value that is rounded to two places. Raises ValueError outside 25–100.

    The printed weight can bring the worst answers to 24.75; whatever is below C is D.
    """
    if not 0 < ikm <= 100:
        raise ValueError("Nilai konversi berada di antara 25 dan 100.")
    return next((huruf for huruf, terendah, _ in MUTU if ikm >= terendah), "D")


def sampel(populasi: int) -> int:
    """Return how many respondents a population of this size needs (Krejcie and Morgan 1970), rounded half up.

    χ² = 3.841 (one degree, 95%), P = 0.5, d = 0.05. Printed tables differ by one at 100,000 (384). Raises ValueError
    for fewer than none.
    """
    if populasi < 0:
        raise ValueError("Jumlah yang dilayani tidak boleh kurang dari nol.")
    atas = CHI_KUADRAT * populasi / 4
    bawah = GALAT**2 * (populasi - 1) + CHI_KUADRAT / 4
    return int(_bulat(atas / bawah, Decimal(1)))


def _dua(nilai: Fraction) -> Decimal:
    return _bulat(nilai, Decimal("0.01"))


def _bulat(nilai: Fraction, satuan: Decimal) -> Decimal:
    """Round a fraction half up without passing through a float: on hundredths first, so that halves are exact."""
    kelipatan = nilai / Fraction(satuan)
    penuh = (2 * kelipatan.numerator + kelipatan.denominator) // (2 * kelipatan.denominator)
    return (Decimal(penuh) * satuan).quantize(satuan, ROUND_HALF_UP)
