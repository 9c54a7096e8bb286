"""The address of a map that finds a place by its words."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote_plus

AWALAN = "https://www.google.com/maps/search/?api=1&query="
CARI_TERPANJANG = 120
POLA = re.compile(re.escape(AWALAN) + r"[A-Za-z0-9.+%-]{1,200}")
"""What such an address looks like, so that whoever passes it on can tell it from any other."""
_BUKAN_KATA = re.compile(r"[^A-Za-z0-9.]+")


def alamat(*bagian: str) -> str:
    """Return the address of a map that looks for these words, "" when there are none.

    Only plain letters, digits and dots are looked for, at most CARI_TERPANJANG of them: the address may stand in a
    message, and whoever wrote the place must not be able to write anything else into it.
    """
    biasa = unicodedata.normalize("NFKD", " ".join(bagian)).encode("ascii", "ignore").decode()
    cari = _BUKAN_KATA.sub(" ", biasa).strip()[:CARI_TERPANJANG].strip()
    return AWALAN + quote_plus(cari) if cari else ""
