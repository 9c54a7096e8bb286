"""How officials narrow the list of businesses: the tabs of the queue, the promise, the village by its name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet

from inti.admin import TabAntrean
from umkm.queries import hitung_antrean
from wilayah.fields import DesaField


class Antrean(TabAntrean):
    TAB = (
        ("milik_saya", "Milik saya", lambda qs, user: qs.menunggu_kami().filter(petugas=user)),
        ("belum_diambil", "Belum diambil", lambda qs, user: qs.menunggu_kami().filter(petugas=None)),
        ("menunggu", "Semua yang menunggu", lambda qs, user: qs.menunggu_kami()),
    )

    SEMUA = "Semua usaha"

    def hitung(self) -> dict[str, int]:
        return hitung_antrean(self.user)


class DesaForm(forms.Form):
    desa = DesaField(label="Nama desa atau kelurahan", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["desa"].tanpa_tanda = True  # type: ignore[attr-defined]


class SaringanDesa(admin.ListFilter):
    """By village, found by typing its name; works without a script as the field itself does."""

    title = "desa"
    template = "admin/umkm/_saring_desa.html"
    parameter_name = "desa"
    PARAMETER = ("desa", "desa_pilihan", "desa_dicari")

    def __init__(self, request: Any, params: dict, model: Any, model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        nilai = [params.pop(nama, [""])[-1] for nama in self.PARAMETER]
        self.medan = DesaForm(dict(zip(self.PARAMETER, nilai, strict=True)))
        self.desa = self.medan.cleaned_data.get("desa") if self.medan.is_valid() else None
        self.diketik = bool(nilai[0].strip())

    def has_output(self) -> bool:
        return True

    def expected_parameters(self) -> list[str | None]:
        return list(self.PARAMETER)

    def queryset(self, request: Any, queryset: QuerySet) -> QuerySet:
        """Show nothing for a village that is not understood: all rows would look like its rows."""
        if self.desa:
            return queryset.filter(desa=self.desa)
        return queryset.none() if self.diketik else queryset

    def choices(self, changelist: Any) -> Iterator[Any]:
        """Yield what the little form carries along, then the way to be rid of it."""
        for nama, nilai in changelist.filter_params.items():
            if nama not in (*self.PARAMETER, "p"):
                yield {"nama": nama, "nilai": nilai[-1]}
        if changelist.query:
            yield {"nama": "q", "nilai": changelist.query}
        if self.diketik:
            yield {"hapus": changelist.get_query_string(remove=[*self.PARAMETER, "p"])}
