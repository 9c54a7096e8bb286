"""What the pages of the officials' room need beyond Django's own tags."""

from __future__ import annotations

from typing import Any

from django import template
from django.contrib.admin.views.main import PAGE_VAR
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from inti.admin.daftar import sebut_jumlah

register = template.Library()


@register.filter
def berkolom(baris: list[str], kepala: list[dict[str, Any]]) -> list[SafeString]:
    """Write the heading of its column into each cell of a row, for the cards of a phone.

    Django's list hands over ready cells (`<td class=…>`) that carry no heading.
    """
    hasil = []
    for sel, judul in zip(baris, kepala, strict=True):
        tanda, sisa = str(sel).split(maxsplit=1) if str(sel).startswith(("<td ", "<th ")) else (str(sel)[:3], sel[3:])
        peran = "rowheader" if tanda == "<th" else "cell"
        kolom = "" if "action-checkbox" in sisa[:40] else f' data-kolom="{escape(capfirst(str(judul["text"])))}"'
        # Safe: `sel` was escaped by Django's list, the heading is escaped here.
        hasil.append(mark_safe(f'{tanda} role="{peran}"{kolom} {sisa}'))  # noqa: S308
    return hasil


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
    rentang = f"{awal:,}–{akhir:,} dari ".replace(",", ".") if cl.multi_page else ""
    return {
        "sebelum": cl.get_query_string({PAGE_VAR: cl.page_num - 1}) if cl.page_num > 1 else "",
        "sesudah": cl.get_query_string({PAGE_VAR: cl.page_num + 1}) if ada_lagi else "",
        "teks": f"{rentang}{jumlah} {cl.opts.verbose_name_plural}",
    }
