"""Public codes that people read from paper, and the check character of numbers said over the phone.

The alphabet is Crockford's base 32: no I, L, O or U, so nothing is mistaken for 1 or 0. Crockford's own
check symbol needs five more signs ("*~$=U") that nobody can say aloud; here it is one more character of
the same alphabet. Characters are taken as elements of the field with 32 elements, each is multiplied by
its own power of a generator, and the check character brings the sum to zero. Every exchange of one
character for another changes the sum, and so does every swap of two different characters, neighbours or
not, as long as they stand less than 31 places apart. Lengths are fixed, so a lost character shows too.
"""

import secrets
import unicodedata

from django.core.exceptions import ValidationError

ABJAD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PANJANG_ACAK = 12  # 12 characters of 5 bits: 60 random bits
PANJANG = PANJANG_ACAK + 1

_NILAI = {huruf: nilai for nilai, huruf in enumerate(ABJAD)}
# What a tired eye or a bad line makes of the four letters that are left out, and lower case.
_MIRIP = {"O": "0", "I": "1", "L": "1", "U": "V"}
_BACA = {
    **{ord(huruf): huruf for huruf in ABJAD},
    **{ord(huruf.lower()): huruf for huruf in ABJAD},
    **{ord(salah): benar for salah, benar in _MIRIP.items()},
    **{ord(salah.lower()): benar for salah, benar in _MIRIP.items()},
    **dict.fromkeys(map(ord, " -–—‐‑−._/\t\r\n\u00a0"), None),
}

_KOSONG = "Isi kode yang tercetak di kertas, 13 huruf dan angka."
_BENTUK = "Tulis kode dengan huruf dan angka saja, seperti yang tercetak di kertas."
_PANJANG = "Kode terdiri dari 13 huruf dan angka; cocokkan lagi dengan yang tercetak di kertas."
_SALAH = "Ada huruf atau angka kode yang salah atau tertukar; cocokkan lagi dengan yang tercetak di kertas."


def _kali(a: int, b: int) -> int:
    """Multiply in GF(32), modulo x^5 + x^2 + 1."""
    hasil = 0
    while b:
        if b & 1:
            hasil ^= a
        a = a << 1 ^ (0b100101 if a & 0b10000 else 0)
        b >>= 1
    return hasil


def _pangkat_dua() -> list[int]:
    pangkat = [1]
    while len(pangkat) < 31:
        pangkat.append(_kali(pangkat[-1], 2))
    return pangkat


# _HASIL_KALI[i][v] is the v-th element times the i-th power of the generator.
_HASIL_KALI = [[_kali(pangkat, nilai) for nilai in range(32)] for pangkat in _pangkat_dua()]


def buat() -> str:
    """Return a new random code, 12 characters and their check character, without separators."""
    bit = secrets.randbits(5 * PANJANG_ACAK)
    acak = "".join(ABJAD[bit >> geser & 31] for geser in range(0, 5 * PANJANG_ACAK, 5))
    return acak + ABJAD[_jumlah(acak, mulai=1)]


def tampil(kode: str) -> str:
    """Return a code in groups for reading, "7K3M-9QXT-2BVF4"; it is stored and linked without them."""
    return "-".join(filter(None, (kode[:4], kode[4:8], kode[8:])))


def rapikan(teks: str) -> str:
    """Return a typed code as it is stored.

    Forgives case, spaces, dashes and other separators, and O for 0, I or L for 1, U for V. Raises
    ValidationError when other signs, a wrong length or a wrong check character are left; whether the
    code exists is for the caller to find out.
    """
    if not isinstance(teks, str) or not teks.strip():
        raise ValidationError(_KOSONG)
    kode = _baku(teks)
    if not kode or any(huruf not in _NILAI for huruf in kode):
        raise ValidationError(_BENTUK)
    if len(kode) != PANJANG:
        raise ValidationError(_PANJANG)
    if not cocok(kode):
        raise ValidationError(_SALAH)
    return kode


def rapikan_awal(teks: str) -> str:
    """Return the beginning of a typed code as it is stored, with the same forgiveness as `rapikan`.

    What is no code at all comes out as it is, for the caller to refuse.
    """
    return _baku(teks)


def huruf_periksa(teks: str) -> str:
    """Return the check character for a number or code, one letter or figure that can be said aloud.

    Separators and case make no difference: "BTG-2026-000123" and "btg2026000123" have the same. Raises
    ValidationError for text with anything else in it, or with nothing to check.
    """
    isi = _baku(teks) if isinstance(teks, str) else ""
    if not isi or any(huruf not in _NILAI for huruf in isi):
        raise ValidationError(_BENTUK)
    return ABJAD[_jumlah(isi, mulai=1)]


def cocok(teks: str) -> bool:
    """Whether the last character of a number or code is the right check character of the rest."""
    isi = _baku(teks)
    return len(isi) > 1 and all(huruf in _NILAI for huruf in isi) and _jumlah(isi, mulai=0) == 0


def _baku(teks: str) -> str:
    # NFKC brings full-width letters and figures, as some keyboards write them, to plain ones.
    return unicodedata.normalize("NFKC", teks).translate(_BACA)


def _jumlah(isi: str, *, mulai: int) -> int:
    # Counted from the right, so that the check character, which comes last, has the power 0, that is 1.
    jumlah = 0
    for tempat, huruf in enumerate(reversed(isi), mulai):
        jumlah ^= _HASIL_KALI[tempat % 31][_NILAI[huruf]]
    return jumlah
