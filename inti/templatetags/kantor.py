"""What the pages of the officials' room need beyond Django's own tags."""

from __future__ import annotations

import re
from typing import Any

from django import template
from django.contrib.admin.views.main import PAGE_VAR
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from inti import bilangan
from inti.admin.daftar import KOSONG, sebut_jumlah

register = template.Library()


_GAMBAR_YA_TIDAK = re.compile(r'<img src="[^"]*/icon-(yes|no|unknown)[^"]*" alt="[^"]*">')
_SEL = re.compile(r"<(td|th)\b([^>]*)>(.*)", re.DOTALL)


@register.filter
def berkolom(baris: list[SafeString], kepala: list[dict[str, Any]]) -> list[SafeString]:
    """Write the heading of its column into each cell of a row, for the cards of a phone, and mark the empty ones.

    Django's list hands over ready cells (`<td class=…>`) that carry no heading.
    """
    return [_sel(sel, str(judul["text"])) for sel, judul in zip(baris, kepala, strict=True)]


def _sel(sel: SafeString, judul: str) -> SafeString:
    sel = ya_tidak(sel)
    tanda, atribut, isi = _SEL.fullmatch(sel.strip()).groups()  # type: ignore[union-attr]
    peran = "rowheader" if tanda == "th" else "cell"
    kolom = "" if "action-checkbox" in atribut else f' data-kolom="{escape(capfirst(judul))}"'
    kosong = " data-kosong" if isi == f"{KOSONG}</{tanda}>" else ""
    # Safe: `sel` was escaped by Django's list, the heading is escaped here.
    return mark_safe(f'<{tanda}{atribut} role="{peran}"{kolom}{kosong}>{isi}')  # noqa: S308


@register.filter
def ya_tidak(isi: str) -> SafeString:
    """Say a boolean in a word: Django draws a green or red picture whose text is "True" or "False"."""
    kata = {"yes": "Ya", "no": "Tidak", "unknown": KOSONG}
    # Safe: only a picture is taken out of what Django has already escaped.
    return mark_safe(_GAMBAR_YA_TIDAK.sub(lambda cocok: kata[cocok[1]], conditional_escape(isi)))  # noqa: S308


@register.filter
def hanya_baca(fieldset: Any) -> bool:
    """Tell whether a group of fields holds nothing that can be typed into."""
    return all(medan.is_readonly for baris in fieldset for medan in baris)


@register.inclusion_tag("partials/_halaman.html")
def halaman_daftar(cl: Any) -> dict[str, str]:
    """Page through a list: the addresses before and after, and "51–100 dari lebih dari 1.000 usaha"."""
    awal = (cl.page_num - 1) * cl.list_per_page + 1
    akhir = min(cl.page_num * cl.list_per_page, cl.result_count)
    jumlah = sebut_jumlah(cl.result_count)
    ada_lagi = cl.page_num < cl.paginator.num_pages
    rentang = f"{bilangan.tulis(awal)}–{bilangan.tulis(akhir)} dari " if cl.multi_page else ""
    return {
        "sebelum": cl.get_query_string({PAGE_VAR: cl.page_num - 1}) if cl.page_num > 1 else "",
        "sesudah": cl.get_query_string({PAGE_VAR: cl.page_num + 1}) if ada_lagi else "",
        "teks": f"{rentang}{jumlah} {cl.opts.verbose_name_plural}",
    }
