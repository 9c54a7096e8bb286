"""Lists of the officials' room: a paginator that never counts past a thousand, scoped filters, queue tabs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from inti import bilangan
from inti.perkara import JANJI, menurut_janji

BATAS_HITUNG = 1000
KOSONG = "–"
"""What stands in a cell that has no value."""


def hitung_terbatas(qs: QuerySet, batas: int = BATAS_HITUNG) -> int:
    """Count the rows of `qs`, at most `batas` + 1: that one more says "lebih dari".

    Only keys are counted: what a list annotates would be computed for each of them.
    """
    return qs.order_by().values("pk")[: batas + 1].count()


def sebut_jumlah(jumlah: int, batas: int = BATAS_HITUNG) -> str:
    """Say a count that came from `hitung_terbatas`: "1.000", or "lebih dari 1.000"."""
    angka = bilangan.tulis(min(jumlah, batas))
    return f"lebih dari {angka}" if jumlah > batas else angka


def baca_centang(request: HttpRequest) -> str:
    """Take "for all that match" without a script too, and pass over keys that are none.

    Returns what is still missing before anything can be done, "" when nothing is.
    """
    data = request.POST.copy()
    kunci = [k for k in data.getlist(ACTION_CHECKBOX_NAME) if k.isascii() and k.isdecimal() and len(k) < 16]
    if "semua" in data:
        kunci = ["0"]
        data["select_across"], data["index"] = "1", "0"
    data.setlist(ACTION_CHECKBOX_NAME, kunci)
    request.POST = data  # type: ignore[assignment]
    if not kunci:
        return "Belum ada yang berubah: centang dulu barisnya."
    return "" if data.get("action") else "Belum ada yang berubah: pilih dulu tindakannya."


@lru_cache(maxsize=500)
def pil(kata: str, rupa: str) -> SafeString:
    """Draw a status for a cell of a list; `rupa` as in partials/_status.html. Few words, drawn a hundred times."""
    return render_to_string("partials/_status.html", {"kata": kata, "rupa": rupa})


class PaginatorTerbatas(Paginator):
    """Counting all rows costs more than the page itself; nobody pages past a thousand, one filters."""

    @cached_property
    def count(self) -> int:
        if isinstance(self.object_list, QuerySet):
            return hitung_terbatas(self.object_list)
        return len(self.object_list)

    @property
    def sebutan(self) -> str:
        return sebut_jumlah(self.count)


class SaringanTerlingkup(admin.RelatedFieldListFilter):
    """A filter over a foreign key that offers only what this official may see."""

    def field_choices(self, field: Any, request: Any, model_admin: Any) -> list[Any]:
        urut = self.field_admin_ordering(field, request, model_admin)
        boleh = model_admin.pilihan(field.remote_field.model, request.user)
        return [(baris.pk, str(baris)) for baris in (boleh.order_by(*urut) if urut else boleh)]


class TabAntrean(admin.SimpleListFilter):
    """Tabs above a queue: declare `TAB` as (kode, label, narrowing function of queryset and user).

    They look and work like links; the tab without a parameter, `SEMUA`, shows the whole list.
    """

    title = "antrean"
    parameter_name = "antrean"
    template = "admin/_tab_antrean.html"
    TAB: ClassVar[tuple[tuple[str, str, Any], ...]] = ()
    SEMUA = "Semua"

    def __init__(self, request: Any, params: dict, model: Any, model_admin: Any) -> None:
        self.user = request.user
        self.semua = model_admin.get_queryset(request)
        super().__init__(request, params, model, model_admin)

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        return [(kode, label) for kode, label, _ in self.TAB]

    def queryset(self, request: Any, queryset: QuerySet) -> QuerySet:
        for kode, _, saring in self.TAB:
            if kode == self.value():
                return saring(queryset, request.user)
        return queryset

    def hitung(self) -> Mapping[str, Any]:
        """Count what stands behind each tab; a queue that knows all from one query says so itself."""
        return {kode: sebut_jumlah(hitung_terbatas(saring(self.semua, self.user))) for kode, _, saring in self.TAB}

    def tampak(self, kode: str, jumlah: Any) -> bool:
        """Tell whether a tab stands there with so much behind it; the chosen one always does."""
        return True

    def choices(self, changelist: Any) -> Iterator[Any]:
        jumlah, dikenal = self.hitung(), {kode for kode, _, _ in self.TAB}
        for kode, label, _ in self.TAB:
            if kode == self.value() or self.tampak(kode, jumlah[kode]):
                yield {
                    "display": label,
                    "selected": self.value() == kode,
                    "query_string": changelist.get_query_string({self.parameter_name: kode}, ["p"]),
                    "jumlah": jumlah[kode],
                }
        yield {
            "display": self.SEMUA,
            "selected": self.value() not in dikenal,
            "query_string": changelist.get_query_string(remove=[self.parameter_name, "p"]),
            "jumlah": "",
        }


class SaringanJanji(admin.SimpleListFilter):
    """Cases by the promise that was given for them."""

    title = "janji"
    parameter_name = "janji"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        return JANJI

    def queryset(self, request: Any, queryset: QuerySet) -> QuerySet:
        return queryset.filter(menurut_janji(self.value() or ""))


# Every related filter of every list, so that nobody can forget it.
admin.FieldListFilter.register(lambda field: bool(field.remote_field), SaringanTerlingkup, take_priority=True)
