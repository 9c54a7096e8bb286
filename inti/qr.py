"""A QR as part of a page: a drawing in the HTML, so that it is there without another request."""

from __future__ import annotations

import io

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


def svg(isi: str) -> SafeString:
    """Return the QR of `isi` as an `<svg>` that fills its box, dark on white in every theme, quiet zone included.

    It is hidden from screen readers: the page says in words what it leads to.
    """
    import segno  # here: most processes never draw one

    keluar = io.BytesIO()
    segno.make(isi, micro=False, error="m").save(
        keluar, kind="svg", xmldecl=False, svgns=False, omitsize=True, border=4, light="#fff", dark="#000"
    )
    # Drawn by the library from modules alone; nothing of `isi` stands in it as text.
    return format_html('<div class="qr" aria-hidden="true">{}</div>', mark_safe(keluar.getvalue().decode()))  # noqa: S308
