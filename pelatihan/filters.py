"""What somebody looks for in the calendar of classes."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms

from pelatihan.enums import Medium
from pelatihan.models import Angkatan, Tema
from umkm.filters import SaringForm
from wilayah.models import Kecamatan


class KalenderFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Cari apa?",
        field_name="kurikulum__nama",
        lookup_expr="icontains",
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 60, "autocomplete": "off"}),
    )
    tema = django_filters.ModelChoiceFilter(
        label="Tema", field_name="kurikulum__tema", queryset=Tema.objects.all(), empty_label="Semua tema"
    )
    kecamatan = django_filters.ModelChoiceFilter(
        label="Tempat",
        field_name="desa__kecamatan",
        queryset=Kecamatan.objects.order_by("nama"),
        empty_label="Semua kecamatan",
    )
    medium = django_filters.ChoiceFilter(label="Cara bertemu", choices=Medium.choices, empty_label="Semua cara")

    class Meta:
        model = Angkatan
        form = SaringForm
        fields: Any = ("q", "tema", "kecamatan", "medium")
