"""What somebody looks for in the calendar of classes."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from pelatihan.enums import Medium, StatusAngkatan, Tingkat
from pelatihan.models import Angkatan, Kuota, Tema, Topik
from umkm.filters import SaringForm
from wilayah.models import Kecamatan

KATA_TERBANYAK = 6
CARI_DI = ("kurikulum__nama", "kurikulum__ringkas", "nama", "tempat", "alamat", "desa__nama", "desa__kecamatan__nama")


class KalenderFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Cari pelatihan",
        method="cari",
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
    tingkat = django_filters.ChoiceFilter(
        label="Tingkat", field_name="kurikulum__tingkat", choices=Tingkat.choices, empty_label="Semua tingkat"
    )
    kosong = django_filters.BooleanFilter(
        label="Hanya yang masih ada kursi", method="ada_kursi", widget=forms.CheckboxInput
    )

    class Meta:
        model = Angkatan
        form = SaringForm
        fields: Any = ("q", "tema", "kecamatan", "medium", "tingkat", "kosong")

    def cari(self, semua: Any, nama: str, nilai: str) -> Any:
        """Keep what has every word in its course, topics, name or place."""
        for kata in nilai.split()[:KATA_TERBANYAK]:
            topik = Topik.objects.filter(kurikulum=OuterRef("kurikulum"), nama__icontains=kata)
            cocok = Q(Exists(topik))
            for medan in CARI_DI:
                cocok |= Q(**{f"{medan}__icontains": kata})
            semua = semua.filter(cocok)
        return semua

    def ada_kursi(self, semua: Any, nama: str, nilai: bool) -> Any:
        """Keep what one may still enrol for with a seat free."""
        if not nilai:
            return semua
        bebas = Kuota.objects.filter(angkatan=OuterRef("pk"), terisi__lt=F("jumlah"))
        kini = timezone.now()
        return semua.filter(Exists(bebas), status=StatusAngkatan.DIBUKA, ditutup_pada__gte=kini, mulai__gt=kini)

    def terpakai(self) -> dict[str, str]:
        """Return the filters that are on, by name, each in words."""
        bersih = self.form.cleaned_data if self.form.is_valid() else {}
        hasil = {}
        for nama, isi in bersih.items():
            if isi in (None, "", False):
                continue
            medan = self.form.fields[nama]
            pilihan = dict(medan.choices) if isinstance(medan, forms.ChoiceField) else {}
            hasil[nama] = str(medan.label if isi is True else pilihan.get(isi, isi))
        return hasil
