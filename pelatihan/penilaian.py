"""The arithmetic of a selection: the points of an answer, the score of an applicant. Pure: no database.

Every criterion gives 0 to 100 points, weighs `bobot`, and the score is the weighted mean, so that it lies between 0 and
100 whatever the weights are. The rule of points is data that the applicant reads before he applies.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import ValidationError

from inti.teks import bersihkan_uraian
from pelatihan.enums import BERAMBANG, BERJAWABAN_TETAP, DINILAI, JenisKriteria

TERTINGGI = 100
YA, TIDAK = "Ya", "Tidak"
URAIAN_MAKS = 600
Poin = Sequence[tuple[str, int]]
"""Answer (or the least figure) and its points, in the order of the rule."""


def baca(teks: str, jenis: str) -> list[tuple[str, int]]:
    """Read a rule of points as officials write it: one line for each answer, “jawaban = poin”.

    Raises ValidationError naming the line that is wrong, or what is missing.
    """
    if jenis in DINILAI:
        if teks.strip():
            raise ValidationError("Kriteria ini dinilai petugas, jadi kosongkan poinnya.")
        return []
    hasil = [_baris(satu, jenis) for satu in teks.splitlines() if satu.strip()]
    jawaban = [j for j, _ in hasil]
    if len(set(jawaban)) < len(jawaban):
        raise ValidationError("Ada jawaban yang ditulis dua kali.")
    if len(hasil) < 2 and jenis not in BERAMBANG:
        raise ValidationError("Tulis sedikitnya dua baris, misalnya “Ya = 100” dan “Tidak = 0”.")
    if not hasil:
        raise ValidationError("Tulis sedikitnya satu baris, misalnya “3 = 60” untuk tiga ke atas.")
    tetap = BERJAWABAN_TETAP.get(JenisKriteria(jenis))
    if tetap and (asing := [j for j in jawaban if j not in tetap]):
        raise ValidationError(f"“{asing[0]}” bukan jawaban di sini. Pakai: {', '.join(tetap)}.")
    return sorted(hasil, key=lambda b: int(b[0])) if jenis in BERAMBANG else hasil


def _baris(teks: str, jenis: str) -> tuple[str, int]:
    jawaban, tanda, poin = teks.rpartition("=")
    jawaban, poin = jawaban.strip(), poin.strip()
    if not tanda or not jawaban or len(jawaban) > 80 or not (poin.isascii() and poin.isdigit()):
        raise ValidationError(f"“{teks.strip()}” belum berbentuk “jawaban = poin”.")
    if int(poin) > TERTINGGI:
        raise ValidationError(f"Poin paling tinggi {TERTINGGI}: “{teks.strip()}”.")
    if jenis in BERAMBANG and not (jawaban.isascii() and jawaban.isdigit() and len(jawaban) < 10):
        raise ValidationError(f"Tulis angka di depan tanda sama dengan: “{teks.strip()}”.")
    return (str(int(jawaban)) if jenis in BERAMBANG else jawaban), int(poin)


def tulis(poin: Poin) -> str:
    """Write a rule of points the way `baca` reads it."""
    return "\n".join(f"{jawaban} = {nilai}" for jawaban, nilai in poin)


def kalimat(poin: Poin, jenis: str) -> list[str]:
    """Say a rule of points in words, for the applicant."""
    if jenis in BERAMBANG:
        return [f"{jawaban} ke atas: {nilai} poin" for jawaban, nilai in poin]
    return [f"{jawaban}: {nilai} poin" for jawaban, nilai in poin]


def poin_jawaban(jenis: str, poin: Poin, jawaban: str) -> int | None:
    """Return the points of an answer: 0 where the rule names none, None where an official must judge."""
    if jenis in DINILAI:
        return None
    if jenis not in BERAMBANG:
        return dict(poin).get(jawaban, 0)
    angka = int(jawaban) if jawaban.isdigit() else None
    if angka is None:
        return 0
    return max(((int(batas), nilai) for batas, nilai in poin if int(batas) <= angka), default=(0, 0))[1]


def jumlah(baris: Iterable[tuple[int, int | None]]) -> Decimal:
    """Return the score of weights and points, 0 to 100 with two decimals; what is not judged yet counts as 0."""
    semua = [(bobot, poin or 0) for bobot, poin in baris]
    bobot = sum(b for b, _ in semua)
    if not bobot:
        return Decimal("0.00")
    nilai = Decimal(sum(b * p for b, p in semua)) / bobot
    return nilai.quantize(Decimal("0.01"), ROUND_HALF_UP)


def rapikan(jenis: str, poin: Poin, jawaban: str) -> str:
    """Return an applicant's answer in the form that is kept; raises ValidationError for one that does not exist."""
    jawaban = jawaban.strip()
    if jenis == JenisKriteria.URAIAN:
        if not jawaban:
            raise ValidationError("Tulis jawaban Anda, cukup satu dua kalimat.")
        return bersihkan_uraian(jawaban, URAIAN_MAKS)
    if jenis == JenisKriteria.ANGKA:
        if not (jawaban.isascii() and jawaban.isdigit() and len(jawaban) <= 9):
            raise ValidationError("Isi dengan angka tanpa titik, misalnya 3.")
        return str(int(jawaban))
    if jawaban not in (BERJAWABAN_TETAP.get(JenisKriteria(jenis)) or dict(poin)):
        raise ValidationError("Pilih satu jawaban.")
    return jawaban
