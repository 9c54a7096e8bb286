"""The texts that people consent to, and the notice: one file per text and version, never changed once in use.

The newest version is the last by name. A change of one word is a new file, so that what somebody agreed to
can be shown again.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

PEMBERITAHUAN = "pemberitahuan"
_TEMPAT = Path(__file__).parent


@dataclass(frozen=True)
class Naskah:
    nama: str
    versi: str
    judul: str
    isi: str

    @property
    def bagian(self) -> list[tuple[str, str]]:
        """The paragraphs of a text whose paragraphs each open with a short heading and a colon."""
        return [(judul, isi.strip()) for judul, _, isi in (p.partition(":") for p in self.isi.split("\n\n"))]


@cache
def baca(nama: str, versi: str = "") -> Naskah:
    """Load a text, the newest version unless one is named. The first line of its file is the title.

    Raises FileNotFoundError for a text or version that does not exist.
    """
    calon = sorted(_TEMPAT.glob(f"{nama}_{versi or '*'}.txt"))
    if not calon:
        raise FileNotFoundError(f"Tidak ada naskah {nama} {versi}".strip())
    judul, _, isi = calon[-1].read_text(encoding="utf-8").partition("\n")
    return Naskah(nama, calon[-1].stem.partition("_")[2], judul.strip(), isi.strip())
