"""The number of a report: short enough to be spoken over the phone, with a check character."""

from inti import kode, nomor

SERI = "aduan"
AWALAN = "ADU"


def nomor_baru(tahun: int) -> str:
    """Draw the next number of the year, for example ADU-26-000123-K."""
    urut = nomor.ambil(nomor.seri(SERI, pola="{urut:06d}"), tahun=tahun)
    badan = f"{AWALAN}-{tahun % 100:02d}-{urut:06d}"
    return f"{badan}-{kode.huruf_periksa(badan)}"
