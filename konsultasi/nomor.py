"""The number of an appointment: short enough to be said at the door, with a check character."""

from inti import nomor

SERI = "janji_temu"
AWALAN = "KNS"


def nomor_baru(tahun: int) -> str:
    """Draw the next number of the year, for example KNS-26-000123-K."""
    return nomor.ambil_sebutan(SERI, AWALAN, tahun=tahun)
