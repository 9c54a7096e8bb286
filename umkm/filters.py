"""Filters of the registry's lists."""

from __future__ import annotations

import operator
from functools import reduce
from typing import Any

import django_filters
from django import forms
from django.db.models import Q

from umkm.models import Usaha
from wilayah.models import Kecamatan

KATA_TERBANYAK = 5


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
        """Keep what holds every word in its name, what it sells, its product or its village."""
        kata = nilai.replace("\x00", "").split()[:KATA_TERBANYAK]
        if not kata:
            return queryset
        return queryset.filter(reduce(operator.and_, (self._memuat(k) for k in kata)))

    @staticmethod
    def _memuat(kata: str) -> Q:
        tempat = ("nama", "uraian", "produk_utama", "desa__nama", "desa__kecamatan__nama")
        return reduce(operator.or_, (Q(**{f"{isian}__icontains": kata}) for isian in tempat))
