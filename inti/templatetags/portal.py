"""How money, telephone numbers, dates and icons are written on every page."""

from __future__ import annotations

import functools
import json
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from inti import bilangan as angka
from inti import peta, uang
from inti import telepon as nomor_telepon

register = template.Library()


def setempat(nilai: date | datetime) -> date | datetime:
    """Return a moment in the time of the office (WIB); a plain date stays as it is."""
    if isinstance(nilai, datetime) and timezone.is_aware(nilai):
        return timezone.localtime(nilai)
    return nilai


@functools.lru_cache(maxsize=2048)
def _tulis(hari: date, pola: str) -> str:
    return date_format(hari, pola)


@register.filter
def hari(nilai: date | datetime | None, pola: str) -> str:
    """Write a day in a pattern of Django's filter `date`, remembered: a page of a list writes the same days anew."""
    if not nilai:
        return ""
    lokal = setempat(nilai)
    return _tulis(lokal.date() if isinstance(lokal, datetime) else lokal, pola)


@register.filter
def tanggal(nilai: date | datetime | None) -> str:
    """Write "Senin, 23 November 2026"; nothing for nothing."""
    return hari(nilai, "l, j F Y")


@register.filter
def tanggal_pendek(nilai: date | datetime | None) -> str:
    """Write "23 Nov 2026", for dense tables."""
    return hari(nilai, "j M Y")


@register.filter
def jam(nilai: datetime | None) -> str:
    """Write "14.30 WIB"; nothing for nothing."""
    return f"{setempat(nilai):%H.%M} WIB" if nilai else ""


@register.filter
def rupiah(nilai: int | None) -> str:
    """Write "Rp1.250.000"; nothing for an amount that is unknown, for that is not zero."""
    return "" if nilai in (None, "") else uang.tulis(int(nilai))


@register.filter
def telepon(nilai: str | None) -> str:
    """Write an E.164 number the way people say it: "0812-3456-7890"."""
    return nomor_telepon.tampil(nilai) if nilai else ""


@register.filter
def bilangan(nilai: int | None) -> str:
    """Write a count with the dots of Indonesian: "12.345"."""
    return "" if nilai is None else angka.tulis(nilai)


@register.filter
def dengan_peta(teks: str) -> SafeString:
    """Put a link where the address of a map stands in a text; everything else stays text."""
    bagian, awal = [], 0
    for satu in peta.POLA.finditer(teks):
        bagian.append(conditional_escape(teks[awal : satu.start()]))
        bagian.append(format_html('<a href="{}" rel="noopener noreferrer">lihat tempatnya</a>', satu.group()))
        awal = satu.end()
    return mark_safe("".join([*bagian, conditional_escape(teks[awal:])]))  # noqa: S308  each part is escaped above


@register.filter
def atribut(medan: BoundField, nama: str) -> Any:
    """Return an attribute that the form gave its widget, by a name that a template cannot spell ("data-satuan")."""
    return medan.field.widget.attrs.get(nama, "")


@register.simple_tag
def data_mesin(isi: dict[str, Any]) -> SafeString:
    """Write a data block for search engines. It is no script: browsers keep it as text, the policy of content too."""
    teks = json.dumps(isi, ensure_ascii=False).translate({ord(huruf): f"\\u{ord(huruf):04x}" for huruf in "<>&"})
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(teks))  # noqa: S308


@register.simple_tag
def ikon(nama: str) -> SafeString:
    """Draw one symbol of static/gambar/ikon.svg. It is ornament beside a word, so it is hidden from screen readers."""
    return format_html(
        '<svg class="ikon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("gambar/ikon.svg"),
        nama,
    )
