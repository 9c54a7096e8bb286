"""Paging of a public list: page after page without counting, filters kept, an end for robots."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

SEHALAMAN = 20
TERAKHIR = 50
"""Nobody needs the ten thousandth page."""


def potong(request: HttpRequest, semua: Any, sehalaman: int = SEHALAMAN) -> dict[str, Any]:
    """Return the rows of the page in `?h=` as `baris`, with `halaman` and the addresses `sebelum` and `sesudah`.

    A number that is none, or out of bounds, is the nearest page. The addresses are empty where there is no page.
    """
    teks = request.GET.get("h", "1")
    wajar = teks.isascii() and teks.isdecimal() and len(teks) < 4
    halaman = min(max(int(teks), 1), TERAKHIR) if wajar else 1
    awal = (halaman - 1) * sehalaman
    baris = list(semua[awal : awal + sehalaman + 1])
    lagi = len(baris) > sehalaman and halaman < TERAKHIR
    return {
        "baris": baris[:sehalaman],
        "halaman": halaman,
        "sebelum": dengan(request, h=str(halaman - 1)) if halaman > 1 else "",
        "sesudah": dengan(request, h=str(halaman + 1)) if lagi else "",
    }


def dengan(request: HttpRequest, **ganti: str) -> str:
    """Return the query of this page with other values; an empty one takes its name out, as every change does "h"."""
    kueri = request.GET.copy()
    for nama in ("h", *ganti):
        kueri.pop(nama, None)
    for nama, isi in ganti.items():
        if isi:
            kueri[nama] = isi
    return f"?{kueri.urlencode()}"
