"""Whole rupiah as people write them, as the office prints them, and in words.

Writing follows EYD: "Rp1.250.000", dot between thousands, comma before decimals. Units in use are rb
(ribu, k), jt (juta), M (miliar) and T (triliun).
"""

import re
from fractions import Fraction

from django.core.exceptions import ValidationError

from inti import bilangan
from inti.teks import sederhanakan

BATAS = 10**15  # rupiah, exclusive: amounts go up to 999 triliun

_SATUAN = {
    **dict.fromkeys(("rb", "ribu", "k"), 10**3),
    **dict.fromkeys(("jt", "juta"), 10**6),
    **dict.fromkeys(("m", "miliar", "milyar"), 10**9),
    **dict.fromkeys(("t", "triliun", "trilyun"), 10**12),
}
_NAMA_SATUAN = "|".join(sorted(_SATUAN, key=len, reverse=True))
_PANJANG_MAKS = 250  # characters; the longest amount in words has fewer than 200

_AWALAN = re.compile(r"(?:rp|idr)\b\.? ?|(?:rp|idr)\.? ?(?=[\d-])")
_AKHIRAN = re.compile(r"(?: ?rupiah)?(?: ?[.,] ?--?)?$")
_SPASI_RIBUAN = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_TUNGGAL = re.compile(rf"([\d.,]*\d) ?({_NAMA_SATUAN})?")
_RANGKAIAN = re.compile(rf"\d+ ?(?:{_NAMA_SATUAN})(?: ?\d+ ?(?:{_NAMA_SATUAN}))+")
_MATA_RANGKAI = re.compile(rf"(\d+) ?({_NAMA_SATUAN})")

# The three ways in which figures with separators can be meant.
_BACA_DESIMAL = re.compile(r"(0|[1-9]\d*)(?:([.,])(\d+))?")
_BACA_RIBUAN_TITIK = re.compile(r"([1-9]\d{0,2}(?:\.\d{3})+)(?:,(\d{1,2}|\d{4,}))?")
_BACA_RIBUAN_KOMA = re.compile(r"([1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d{1,2}|\d{4,}))?")

_KOSONG = "Isi jumlah rupiah, misalnya 1.500.000 atau 1,5 jt."
_BENTUK = "Tulis satu jumlah rupiah dengan angka, misalnya 1.500.000 atau 1,5 jt."
_LENGKAP = "Tulis jumlah lengkap dalam rupiah utuh, misalnya 1.500.000 atau 1,5 jt."
_NEGATIF = "Tulis jumlah nol atau lebih, tanpa tanda minus."
_NOL_DEPAN = "Tulis jumlah tanpa angka 0 di depan, misalnya 1.500.000 atau 1,5 jt."
_TERLALU_BESAR = "Tulis jumlah di bawah seribu triliun rupiah; periksa lagi banyaknya angka nol."
_BUKAN_RUPIAH = "Isi jumlah dengan rupiah utuh, nol atau lebih."


def baca(teks: str) -> int:
    """Return the whole rupiah that a person's writing means, 0 up to but not including `BATAS`.

    Read are plain and grouped figures ("1250000", "1.250.000", "Rp 250.000,-", "1.250.000,00"), figures
    with a unit ("250rb", "1,5 jt", "2 M"), chains of units ("1 jt 500 rb") and words ("dua juta").

    What can be read two ways is refused, with both readings in the sentence, because a wrong guess is
    wrong a thousandfold and nobody notices:

    - "1.500 jt" may be 1,5 juta or 1.500 juta, and so may "1,500 jt".
    - "1,250" and "250,000" are thousands to one hand and decimals to another. (The like of "250.000"
      is not in doubt: the dot groups thousands in Indonesian, and rupiah have no thousandths.)
    - "1.5", "1,5" and "dua" alone lack the unit that was meant.

    One reading is enough, even in a foreign manner: "2.5 jt" is 2.500.000, since a dot that groups
    thousands has three figures behind it; "1,250,000.00" is 1.250.000.

    Refused with ValidationError as well: negative amounts, fractions of a rupiah, a figure that begins
    with 0 (most often a telephone number in the wrong field), ranges, anything but text.
    """
    if not isinstance(teks, str) or not teks.strip():
        raise ValidationError(_KOSONG)
    if len(teks) > _PANJANG_MAKS:
        raise ValidationError(_BENTUK)
    rapi = " ".join(sederhanakan(teks).lower().split())
    isi = _AKHIRAN.sub("", _AWALAN.sub("", rapi, count=1), count=1)
    if rapi.startswith(("-", "(", "minus")) or isi.startswith(("-", "(")):
        raise ValidationError(_NEGATIF)
    rupiah = _baca_isi(isi, disebut_rupiah="rupiah" in rapi)
    if rupiah >= BATAS:
        raise ValidationError(_TERLALU_BESAR)
    return rupiah


def tulis(rupiah: int) -> str:
    """Return an amount as printed, "Rp1.250.000": no space after Rp, dots between thousands (EYD).

    Totals may exceed `BATAS`. Raises ValidationError for a negative amount or anything but an int.
    """
    _harus_rupiah(rupiah)
    return f"Rp{bilangan.tulis(rupiah)}"


def terbilang(rupiah: int) -> str:
    """Return an amount in words, "satu juta lima ratus ribu rupiah"; for 0 "nol rupiah".

    Raises ValidationError for a negative amount, anything but an int, and from `BATAS` on.
    """
    _harus_rupiah(rupiah)
    if rupiah >= BATAS:
        raise ValidationError(_TERLALU_BESAR)
    return f"{_sebut(rupiah)} rupiah"


def _baca_isi(isi: str, *, disebut_rupiah: bool) -> int:
    angka = _SPASI_RIBUAN.sub(".", isi)
    if cocok := _TUNGGAL.fullmatch(angka):
        return _baca_angka(cocok[1], _SATUAN.get(cocok[2] or "", 1))
    if _RANGKAIAN.fullmatch(isi):
        return _baca_rangkaian(isi)
    rupiah = _baca_kata(isi)
    if 0 < rupiah < 1000 and not disebut_rupiah:
        raise ValidationError(_LENGKAP)  # nobody spells out so little: "ribu" or "juta" was left out
    return rupiah


def _baca_angka(angka: str, satuan: int) -> int:
    """Return the rupiah of figures times a unit, or raise when none or several readings are left."""
    bacaan = {nilai * satuan for nilai in _bacaan(angka, ada_satuan=satuan > 1)}
    if not bacaan:
        raise ValidationError(_NOL_DEPAN if angka.startswith("0") else _LENGKAP)
    if len(bacaan) > 1:
        raise ValidationError(_dua_cara(sorted(bacaan)))
    nilai = bacaan.pop()
    if nilai.denominator != 1:
        raise ValidationError(_LENGKAP)
    return nilai.numerator


def _bacaan(angka: str, *, ada_satuan: bool) -> set[Fraction]:
    bacaan = set()
    if cocok := _BACA_DESIMAL.fullmatch(angka):
        bulat, tanda, pecahan = cocok.groups()
        # Without a unit a dot never marks decimals: whole rupiah are grouped by it.
        if tanda != "." or ada_satuan:
            bacaan.add(_pecahan(bulat, pecahan))
    for pola in (_BACA_RIBUAN_TITIK, _BACA_RIBUAN_KOMA):
        if cocok := pola.fullmatch(angka):
            bulat, pecahan = cocok.groups()
            bacaan.add(_pecahan(bulat.replace(".", "").replace(",", ""), pecahan))
    return bacaan


def _pecahan(bulat: str, pecahan: str | None) -> Fraction:
    return Fraction(f"{bulat}.{pecahan}") if pecahan else Fraction(int(bulat))


def _dua_cara(bacaan: list[Fraction]) -> str:
    if any(nilai.denominator != 1 for nilai in bacaan):
        return _LENGKAP
    kecil, besar = (tulis(nilai.numerator).removeprefix("Rp") for nilai in bacaan)
    return f"Jumlah ini dapat dibaca dua cara; tulis lengkap {kecil} atau {besar}."


def _baca_rangkaian(isi: str) -> int:
    """Return the sum of "1 jt 500 rb"; each part must fit below the unit before it."""
    rupiah, atas = 0, BATAS
    for angka, nama in _MATA_RANGKAI.findall(isi):
        bagian = int(angka) * _SATUAN[nama]
        if bagian >= atas:
            raise ValidationError(_TERLALU_BESAR if atas == BATAS else _LENGKAP)
        rupiah, atas = rupiah + bagian, _SATUAN[nama]
    return rupiah


# --- Words -------------------------------------------------------------------------

_ANGKA = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")
_NILAI_KATA = {kata: nilai for nilai, kata in enumerate(_ANGKA[:10]) if kata}
_SKALA = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu"))
_NILAI_SKALA = {kata: nilai for nilai, kata in _SKALA}
_SE = re.compile(r"\bse(belas|puluh|ratus|ribu|juta|miliar|triliun)\b")


def _sebut(nilai: int) -> str:
    if nilai == 0:
        return "nol"
    kata = []
    for besar, nama in _SKALA:
        kelompok, nilai = divmod(nilai, besar)
        if (kelompok, nama) == (1, "ribu"):
            kata.append("seribu")  # "satu ribu" is never said alone, yet 21.000 is "dua puluh satu ribu"
        elif kelompok:
            kata += [_sebut_ratusan(kelompok), nama]
    if nilai:
        kata.append(_sebut_ratusan(nilai))
    return " ".join(kata)


def _sebut_ratusan(nilai: int) -> str:
    if nilai < 12:
        return _ANGKA[nilai]
    if nilai < 20:
        return f"{_ANGKA[nilai - 10]} belas"
    besar, nama = (10, "puluh") if nilai < 100 else (100, "ratus")
    kepala, sisa = divmod(nilai, besar)
    awal = "seratus" if (kepala, besar) == (1, 100) else f"{_ANGKA[kepala]} {nama}"
    return f"{awal} {_sebut_ratusan(sisa)}".rstrip()


def _baca_kata(teks: str) -> int:
    """Return the value of an amount in words, accepted only in the words that `_sebut` would choose."""
    lepas = _SE.sub(r"satu \1", teks.replace("milyar", "miliar").replace("trilyun", "triliun"))
    jumlah = kelompok = akhir = 0
    for kata in lepas.split():
        if kata in _NILAI_SKALA:
            jumlah, kelompok, akhir = jumlah + (kelompok + akhir) * _NILAI_SKALA[kata], 0, 0
        elif kata in ("puluh", "ratus"):
            kelompok, akhir = kelompok + akhir * (10 if kata == "puluh" else 100), 0
        elif kata == "belas":
            kelompok, akhir = kelompok + akhir + 10, 0
        else:
            akhir = _NILAI_KATA.get(kata, 0)
    nilai = jumlah + kelompok + akhir
    if nilai >= BATAS or _SE.sub(r"satu \1", _sebut(nilai)) != lepas:
        raise ValidationError(_BENTUK)
    return nilai


def _harus_rupiah(rupiah: int) -> None:
    if isinstance(rupiah, bool) or not isinstance(rupiah, int) or rupiah < 0:
        raise ValidationError(_BUKAN_RUPIAH)
