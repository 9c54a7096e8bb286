"""The number of a request: short enough to be spoken over the phone, with a check character."""

import re
import unicodedata

from django.core.exceptions import ValidationError

from inti import kode, nomor

SERI = "permohonan"
AWALAN = "LYN"


def nomor_baru(tahun: int) -> str:
    """Draw the next number of the year, for example LYN-26-000123-K."""
    return nomor.ambil_sebutan(SERI, AWALAN, tahun=tahun)


SALAH = "Periksa lagi nomornya: ada huruf atau angka yang salah atau tertukar. Contoh bentuknya: LYN-26-000123-K."
_PEMISAH = re.compile(r"[\s\-–—‐‑−._/]+")
_BENTUK = re.compile(r"(\d{2})(\d{6,7})([0-9A-Z])")
# What a tired eye or a bad line makes of figures.
_ANGKA = str.maketrans("OIL", "011")


def rapikan(teks: str) -> str:
    """Bring a typed number into its form: case, spaces, missing dashes and a missing LYN do not matter.

    Raises ValidationError when it is no number of a request or its check character is wrong, which tells nothing
    about whether there is such a request.
    """
    isi = _PEMISAH.sub("", unicodedata.normalize("NFKC", teks).upper()).removeprefix(AWALAN).translate(_ANGKA)
    cocok = _BENTUK.fullmatch(isi) if isi.isascii() else None
    if cocok is None:
        raise ValidationError(SALAH, code="bentuk")
    badan = f"{AWALAN}-{cocok[1]}-{cocok[2]}"
    if kode.huruf_periksa(badan) != cocok[3].replace("U", "V"):
        raise ValidationError(SALAH, code="periksa")
    return f"{badan}-{kode.huruf_periksa(badan)}"
