"""Filters of the registry's lists."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms

from umkm.models import Usaha
from umkm.pencarian import saring_usaha
from wilayah.models import Kecamatan


class SaringForm(forms.Form):
    """A form of filters: every field may be left empty, so none is marked as such."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for medan in self.fields.values():
            medan.tanpa_tanda = True  # type: ignore[attr-defined]


class DirektoriFilter(django_filters.FilterSet):
    """What a buyer looks for, in plain words, and where."""

    q = django_filters.CharFilter(
        label="Cari apa?",
        method="cari",
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 100, "autocomplete": "off"}),
    )
    kecamatan = django_filters.ModelChoiceFilter(
        label="Kecamatan",
        field_name="desa__kecamatan",
        queryset=Kecamatan.objects.order_by("nama"),
        empty_label="Semua kecamatan",
    )

    class Meta:
        model = Usaha
        form = SaringForm
        fields = ("q", "kecamatan")

    def cari(self, queryset: Any, nama: str, nilai: str) -> Any:
        """Keep what has every word in its name, what it sells, its product or its place."""
        return saring_usaha(queryset, nilai, umum=True) if nilai.strip() else queryset
