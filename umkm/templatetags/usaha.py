"""How a field of the registry is named and linked on a page."""

from __future__ import annotations

from django import template

from umkm.isian import alamat, label
from umkm.models import PermintaanPerbaikan, Usaha

register = template.Library()


@register.filter
def nama_isian(nama: str) -> str:
    """Write the words for a field such as "usaha.alamat", or for a section such as "foto"."""
    return label(nama)


@register.filter
def alamat_isian(permintaan: PermintaanPerbaikan, usaha: Usaha) -> str:
    """Return the page on which the owner mends what was asked."""
    return alamat(usaha, permintaan.isian)
