"""Filters of the lists."""

from __future__ import annotations

import django_filters
from drf_spectacular.utils import extend_schema_field

from umkm.enums import Keadaan, StatusUsaha
from umkm.filters import SaringForm
from umkm.models import Usaha
from wilayah.models import Desa, Kecamatan

WAKTU_SALAH = {"invalid": "Tulis waktu seperti 2026-11-21T08:00:00+07:00."}


# An empty one filters nothing, so the document calls it a text.
@extend_schema_field({"type": "string", "examples": ["2026-11-21T08:00:00+07:00"]})
class SaatFilter(django_filters.IsoDateTimeFilter):
    pass


class UsahaSaring(django_filters.FilterSet):
    status = django_filters.MultipleChoiceFilter(
        choices=StatusUsaha.choices, label="Hanya yang berstatus ini; boleh diulang."
    )
    keadaan = django_filters.ChoiceFilter(choices=Keadaan.choices, label="Hanya yang keadaannya ini.")
    diubah_sejak = SaatFilter(
        field_name="diubah",
        lookup_expr="gte",
        label="Hanya yang datanya diubah sejak saat ini, misalnya 2026-11-21T08:00:00+07:00.",
        error_messages=WAKTU_SALAH,
    )

    class Meta:
        model = Usaha
        form = SaringForm
        fields = ("status", "keadaan", "diubah_sejak")


class DesaSaring(django_filters.FilterSet):
    kecamatan = django_filters.ModelChoiceFilter(
        queryset=Kecamatan.objects.all(), label="Hanya desa di kecamatan dengan kode ini, misalnya 33.25.11."
    )

    class Meta:
        model = Desa
        form = SaringForm
        fields = ("kecamatan",)
