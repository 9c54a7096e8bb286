"""The registration number: short enough to be spoken over the phone, with a check character."""

from django.conf import settings

from inti import kode, nomor

SERI = "usaha"


def nomor_baru(tahun: int) -> str:
    """Draw the next number of the year, for example BTG-26-000123-K."""
    return nomor.ambil_sebutan(SERI, settings.KODE_NOMOR, tahun=tahun)


def rapikan(teks: str) -> str:
    """Bring a typed number into its form: case, spaces and missing dashes do not matter.

    Returns "" when the text is not a registration number or its check character is wrong.
    """
    isi = "".join(h for h in teks.upper() if h.isalnum())
    awalan = settings.KODE_NOMOR
    if isi.isdecimal() or not isi.startswith(awalan):
        return ""
    angka = isi[len(awalan) :]
    if len(angka) != 9 or not angka[:8].isdecimal() or not angka.isascii():
        return ""
    badan = f"{awalan}-{angka[:2]}-{angka[2:8]}"
    return f"{badan}-{angka[8]}" if kode.huruf_periksa(badan) == angka[8] else ""
