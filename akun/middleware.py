"""Two gates in front of the views: what must be done first, and too much at once."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import RateLimited
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from akun.batas import TerlaluSering as BatasTerlampaui

JalurTampilan = Callable[..., HttpResponse]

# The pages on which the gate itself is passed; every other page that needs a log-in waits.
JALUR_SANDI = frozenset({"account_change_password", "account_logout", "account_reauthenticate"})
JALUR_MENUNJUKKAN = frozenset({"mfa_reauthenticate", "mfa_reauthenticate_webauthn"})
JALUR_MENYIAPKAN = frozenset({"mfa_activate_totp", "mfa_add_webauthn"})


def punya_faktor_kedua(request: HttpRequest) -> bool:
    """True when this session, not merely this account, has shown a second factor."""
    return any(catatan.get("method") == "mfa" for catatan in get_authentication_records(request, request.user))


class FaktorKedua:
    """Before anything else: a printed password is changed, and staff show a second factor in this session.

    Works on the session, for enrolment alone says nothing about who is typing. Public pages stay open, the admin
    never does: its own log-in page knows only a password, so nobody is let near it. `DEMO` relaxes the second
    factor for staff, never the password.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view_func: JalurTampilan, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        jalur = request.resolver_match
        nama = jalur.view_name if jalur else ""
        di_admin = nama.startswith("admin:")
        if nama == "admin:login":
            return self._masuk_admin(request)
        if not request.user.is_authenticated or not (di_admin or _tertutup(view_func)):
            return None
        if request.user.sandi_sekali_pakai and nama not in JALUR_SANDI:
            return redirect("account_change_password")
        wajib = request.user.is_staff and not settings.DEMO
        if nama in JALUR_SANDI or not (wajib or nama.startswith("mfa_")):
            return None
        return self._minta_faktor(request, nama, wajib=wajib)

    def _masuk_admin(self, request: HttpRequest) -> HttpResponse:
        """The admin's own log-in page is never shown: people log in through the portal, with both factors."""
        if not request.user.is_authenticated:
            tujuan = request.GET.get("next") or reverse("admin:index")
            return redirect(f"{reverse('account_login')}?{urlencode({'next': tujuan})}")
        if not request.user.is_staff:
            raise Http404
        return redirect("admin:index")

    def _minta_faktor(self, request: HttpRequest, nama: str, *, wajib: bool) -> HttpResponse | None:
        """Whoever has a second factor shows it before touching it; who must have one sets it up.

        A session that knows only the password may never add a factor beside one that exists.
        """
        if punya_faktor_kedua(request):
            return None
        milik = set(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
        if not milik & {Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN}:
            return redirect("mfa_activate_totp") if wajib and nama not in JALUR_MENYIAPKAN else None
        if nama in JALUR_MENUNJUKKAN:
            return None
        halaman = "mfa_reauthenticate" if Authenticator.Type.TOTP in milik else "mfa_reauthenticate_webauthn"
        kembali = request.get_full_path() if request.method == "GET" else reverse(settings.LOGIN_REDIRECT_URL)
        return redirect(f"{reverse(halaman)}?{urlencode({'next': kembali})}")


def _tertutup(view_func: JalurTampilan) -> bool:
    """True for views that need a log-in; those of REST framework are exempt from Django's mark but count as closed."""
    return getattr(view_func, "login_required", True) or hasattr(view_func, "cls")


class TerlaluSering:
    """Answer 429 with our own page when a limit is passed, whether allauth's or ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, RateLimited | BatasTerlampaui):
            return None
        return render(request, "429.html", status=HTTPStatus.TOO_MANY_REQUESTS)
