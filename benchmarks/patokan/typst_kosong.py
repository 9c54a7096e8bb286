"""The yardstick of papers: what typst alone needs for one page of one line, tagged and archivable, in our typefaces."""

from __future__ import annotations

import statistics
import time
from typing import Any

KALI = 200
HALAMAN = b"""#set document(title: "Ukur")
#set text(font: "Plus Jakarta Sans", lang: "id")
= Ukur
"""


def ukur(kali: int = KALI) -> float:
    """Return the median of `kali` compilations in milliseconds; the first, which warms up, is left out."""
    import typst

    from inti import pdf

    fon: Any = pdf._fon()
    waktu = []
    for i in range(kali + 1):
        bahan: Any = {"main.typ": HALAMAN + str(i).encode()}
        mulai = time.perf_counter()
        typst.Compiler(bahan, root=str(pdf.FON), font_paths=fon).compile(format="pdf", pdf_standards=["ua-1", "a-2a"])
        waktu.append((time.perf_counter() - mulai) * 1000)
    return statistics.median(waktu[1:])
