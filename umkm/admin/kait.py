"""Where further pages of the registry join those of a business, a person or a merge, which do not know them.

A module of this package appends a `Halaman` to one of the lists when it is imported.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import Any, NamedTuple

from django.contrib.admin.utils import unquote
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import path, reverse


def hanya(*cara: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Answer 405 to any other method, and 404 to any at all about a record that is out of scope."""

    def bungkus(lihat: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(lihat)
        def jaga(admin: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in cara:
                kunci = kwargs.get("object_id")
                if kunci is not None and admin.get_object(request, unquote(kunci)) is None:
                    raise Http404
                return HttpResponseNotAllowed(cara)
            return lihat(admin, request, *args, **kwargs)

        return jaga

    return bungkus


def siapa_pun(user: Any, obj: Any) -> bool:
    return True


class Halaman(NamedTuple):
    """A page: its address below the list ("<path:object_id>/alihkan/", "entri/"), its name, and its view.

    `lihat(admin, request, object_id)` answers it, without `object_id` for a page of the whole list, and
    fetches in scope itself. With a `label` it gets a button for whom `boleh(user, obj)` admits (`obj` is None
    on a list), and `akibat` stands below. `bersaringan`: the filters of the list go along in its address.
    """

    jalur: str
    nama: str
    lihat: Callable[..., HttpResponse]
    label: str = ""
    akibat: str = ""
    boleh: Callable[[Any, Any], bool] = siapa_pun
    bersaringan: bool = False

    @property
    def satu_data(self) -> bool:
        return "<path:object_id>" in self.jalur


USAHA: list[Halaman] = []
PELAKU: list[Halaman] = []
DUGAAN_USAHA: list[Halaman] = []
DUGAAN_PELAKU: list[Halaman] = []
PENGGABUNGAN: list[Halaman] = []


def alamat(halaman: list[Halaman], admin: Any) -> list[Any]:
    """Return the addresses of the pages that joined, guarded like all pages of the room."""
    return [path(h.jalur, admin.admin_site.admin_view(partial(h.lihat, admin)), name=_nama(admin, h)) for h in halaman]


def tautan(halaman: list[Halaman], admin: Any, user: Any, obj: Any = None) -> list[dict[str, Any]]:
    """Return the buttons of the pages that joined: those of `obj`, or of the list when there is none."""
    args = [] if obj is None else [obj.pk]
    return [
        {
            "nama": h.nama,
            "label": h.label,
            "akibat": h.akibat,
            "url": reverse(f"admin:{_nama(admin, h)}", args=args),
            "bersaringan": h.bersaringan,
        }
        for h in halaman
        if h.label and h.satu_data == (obj is not None) and h.boleh(user, obj)
    ]


def _nama(admin: Any, halaman: Halaman) -> str:
    return f"{admin.opts.app_label}_{admin.opts.model_name}_{halaman.nama}"
