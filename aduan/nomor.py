"""The number of a report: short enough to be spoken over the phone, with a check character."""

from inti import nomor

SERI = "aduan"
AWALAN = "ADU"


def nomor_baru(tahun: int) -> str:
    """Draw the next number of the year, for example ADU-26-000123-K."""
    return nomor.ambil_sebutan(SERI, AWALAN, tahun=tahun)
