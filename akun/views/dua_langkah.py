"""allauth's second factor and its asking again, in our manner: refused forms answer 422, pages are not kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from allauth.account import views as akun_views
from allauth.mfa.base import views as dasar
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as cadangan
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as kunci
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

Jalur = Callable[..., HttpResponse]
_TOTP, _KUNCI = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN


def rapikan(jalur: Jalur) -> Jalur:
    """Give a view of allauth the statuses of this house."""

    @wraps(jalur)
    def dibungkus(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        jawaban = jalur(request, *args, **kwargs)
        form = (getattr(jawaban, "context_data", None) or {}).get("form")
        if request.method == "POST" and jawaban.status_code == HTTPStatus.OK and form is not None and form.errors:
            jawaban.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        add_never_cache_headers(jawaban)
        return jawaban

    return dibungkus


def tambah_lalu_catat(jalur: Jalur) -> Jalur:
    """Count a factor that was really set up by this request as shown in this session: it was used a moment ago.

    Compares before and after, for these views also redirect when nothing was added.
    """

    @wraps(jalur)
    def dibungkus(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST" or not request.user.is_authenticated:
            return jalur(request, *args, **kwargs)
        milik = Authenticator.objects.filter(user=request.user, type__in=(_TOTP, _KUNCI))
        sebelum = set(milik.values_list("pk", flat=True))
        jawaban = jalur(request, *args, **kwargs)
        for baru in milik.exclude(pk__in=sebelum):
            post_authentication(request, baru)
        return jawaban

    return dibungkus


pastikan = rapikan(akun_views.reauthenticate)
tanya = rapikan(dasar.authenticate)
tanya_lagi = rapikan(dasar.reauthenticate)
daftar = rapikan(dasar.index)
aktifkan_totp = rapikan(tambah_lalu_catat(totp.activate_totp))
matikan_totp = rapikan(totp.deactivate_totp)
lihat_cadangan = rapikan(cadangan.view_recovery_codes)
buat_cadangan = rapikan(cadangan.generate_recovery_codes)
daftar_kunci = rapikan(kunci.list_webauthn)
tambah_kunci = rapikan(tambah_lalu_catat(kunci.add_webauthn))
hapus_kunci = rapikan(kunci.remove_webauthn)
ubah_kunci = rapikan(kunci.edit_webauthn)
tanya_kunci = rapikan(kunci.reauthenticate_webauthn)
