"""The number of an appointment: short enough to be said at the door, with a check character."""

from inti import kode, nomor

SERI = "janji_temu"
AWALAN = "KNS"


def nomor_baru(tahun: int) -> str:
    """Draw the next number of the year, for example KNS-26-000123-K."""
    urut = nomor.ambil(nomor.seri(SERI, pola="{urut:06d}"), tahun=tahun)
    badan = f"{AWALAN}-{tahun % 100:02d}-{urut:06d}"
    return f"{badan}-{kode.huruf_periksa(badan)}"
