"""The officials' room as a whole: who comes in, and the first page "Kerja saya hari ini"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import update_wrapper
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from akun.middleware import punya_faktor_kedua
from inti import lantai


class Pekerjaan(NamedTuple):
    """A line of "Kerja saya hari ini": what waits, how many, where, and how it looks (`rupa` of the status pill)."""

    label: str
    jumlah: int
    url: str
    rupa: str


def petugas(user: Any) -> bool:
    return user.is_authenticated and user.is_active and user.is_staff


class Pintasan(NamedTuple):
    """A page of the room that is no list of records: its name, address, and in a few words what it is for."""

    label: str
    url: str
    keterangan: str


def _tanya_semua(nama: str, user: Any) -> Iterator[tuple[str, list]]:
    """Ask `queries.<nama>(user)` of every app that has it, the cases before the ground; yields app name and answer."""
    for app, queries in reversed([*lantai.modul("queries")]):
        if tanya := getattr(queries, nama, None):
            yield str(app.verbose_name), tanya(user)


def pekerjaan(user: Any) -> Iterator[tuple[str, list[Pekerjaan]]]:
    """Gather what waits for this official from each app's `queries.pekerjaan(user)`, under the app's name."""
    for app, jawaban in _tanya_semua("pekerjaan", user):
        if baris := [Pekerjaan(*b) for b in jawaban]:
            yield app, baris


def pintasan(user: Any) -> list[Pintasan]:
    """Gather the pages that are no lists from each app's `queries.pintasan(user)`, rows of label, address, purpose."""
    return [Pintasan(*satu) for _, jawaban in _tanya_semua("pintasan", user) for satu in jawaban]


class SitusAdmin(admin.AdminSite):
    """Django's admin with our door: staff with a second factor in this session; for anyone else it is not there."""

    site_title = "Ruang petugas"
    site_header = "Ruang petugas"
    index_title = "Kerja saya hari ini"
    site_url = None
    enable_nav_sidebar = False

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.disable_action("delete_selected")

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Take only pages that obey the scope; those that libraries bring along (groups, e-mail, keys) stay out."""
        from inti.admin import AdminDasar  # here: it registers on this very site while it is imported

        if admin_class and issubclass(admin_class, AdminDasar):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return petugas(request.user) and (settings.DEMO or punya_faktor_kedua(request))

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Guard a page: 404 for those who are logged in and no staff, the door for the rest."""
        terjaga = super().admin_view(view, cacheable)

        def jaga(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.user.is_authenticated and not petugas(request.user):
                raise Http404
            if "\x00" in request.path or "%00" in request.META["QUERY_STRING"]:
                raise BadRequest("Alamat memuat karakter kosong.")
            return terjaga(request, *args, **kwargs)

        return update_wrapper(jaga, terjaga)

    @method_decorator(never_cache)
    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """Send everyone through the portal's own log-in: here a password alone must never do."""
        tujuan = request.GET.get(REDIRECT_FIELD_NAME, "")
        if not url_has_allowed_host_and_scheme(tujuan, {request.get_host()}, request.is_secure()):
            tujuan = reverse("admin:index")
        if not request.user.is_authenticated:
            return redirect_to_login(tujuan, resolve_url(settings.LOGIN_URL))
        if not petugas(request.user):
            raise Http404
        if self.has_permission(request):
            return HttpResponseRedirect(tujuan)
        return redirect("mfa_index")

    def logout(self, request: HttpRequest, extra_context: dict | None = None) -> Any:
        return redirect("account_logout")

    def password_change(self, request: HttpRequest, extra_context: dict | None = None) -> Any:
        return redirect("account_change_password")

    def password_change_done(self, request: HttpRequest, extra_context: dict | None = None) -> Any:
        return redirect("account_change_password")

    def get_urls(self) -> list:
        """Leave out the redirect "view on site": it tells the address of any record to anyone in the room."""
        return [u for u in super().get_urls() if getattr(u, "name", None) != "view_on_site"]

    def index(self, request: HttpRequest, extra_context: dict | None = None) -> Any:
        bagian = list(pekerjaan(request.user))
        konteks = {
            "bagian": bagian,
            "jumlah": sum(b.jumlah for _, baris in bagian for b in baris),
            "lingkup": lingkup(request.user),
            "pintasan": pintasan(request.user),
        }
        return super().index(request, konteks | (extra_context or {}))

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> Any:
        """Gather the lists once a request: the first page shows them twice, in its menu and below."""
        if app_label is not None:
            return super().get_app_list(request, app_label)
        if not hasattr(request, "daftar_semua"):
            request.daftar_semua = super().get_app_list(request)  # type: ignore[attr-defined]
        return request.daftar_semua

    def get_log_entries(self, request: HttpRequest) -> Any:
        return super().get_log_entries(request).none()


def lingkup(user: Any) -> str:
    """Name where this official works, for the head of the first page."""
    if user.semua_kecamatan:
        return f"seluruh {settings.NAMA_KABUPATEN}"
    nama = list(user.kecamatan.order_by("nama").values_list("nama", flat=True))
    if not nama:
        return "belum ada kecamatan; minta admin mengaturnya"
    return "Kecamatan " + (", ".join(nama[:-1]) + " dan " + nama[-1] if len(nama) > 1 else nama[0])
