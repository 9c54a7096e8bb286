"""Error pages: each says what to do next."""

from __future__ import annotations

import re
from http import HTTPStatus
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseServerError, QueryDict
from django.shortcuts import render, resolve_url
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme

from beranda.context import nama
from inti import kode_gangguan

# Never written back into a page: what proves who somebody is, and the identity number.
RAHASIA = re.compile(r"password|sandi|(^|[_-])(csrf\w*|nik|pin|otp|code|kode)(\d|[_-]|$)", re.IGNORECASE)
TEKS_DARURAT = "Ada gangguan di sisi kami. Coba lagi beberapa menit lagi. (500)"


@login_not_required
def galat_400(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)


@login_not_required
def galat_403(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=HTTPStatus.FORBIDDEN)


@login_not_required
def galat_404(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=HTTPStatus.NOT_FOUND)


@login_not_required
def galat_500(request: HttpRequest) -> HttpResponse:
    """Answer without request, session and database, for any of them may be what broke; at worst with one sentence."""
    try:
        return HttpResponseServerError(render_to_string("500.html", nama() | {"kode_gangguan": kode_gangguan.kini()}))
    except Exception:
        return HttpResponseServerError(TEKS_DARURAT, content_type="text/plain; charset=utf-8")


@login_not_required
def galat_csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a POST whose token is stale (logged in again in another tab, a page left open for a week).

    What was typed is shown again under a fresh token, for the person to look at and send. That holds only when
    the browser says the form was ours: else a strange page could put words into a form with a good token.
    Whoever is logged out in the meantime and needs to be in is shown the way back through the log-in.
    """
    dari_sini = asal_sendiri(request)
    harus_masuk = not request.user.is_authenticated and _perlu_masuk(request.path)
    lanjut = urlencode({"next": halaman_asal(request)})
    konteks = {
        "isian": isian_terlihat(request.POST) if dari_sini else [],
        "tujuan": request.get_full_path(),
        "kembali": halaman_asal(request) if dari_sini else resolve_url(settings.LOGIN_REDIRECT_URL),
        "masuk": f"{resolve_url(settings.LOGIN_URL)}?{lanjut}" if harus_masuk else "",
        "dari_sini": dari_sini,
        "ada_berkas": bool(request.FILES),
    }
    jawaban = render(request, "beranda/galat_csrf.html", konteks, status=HTTPStatus.FORBIDDEN)
    add_never_cache_headers(jawaban)
    return jawaban


def asal_sendiri(request: HttpRequest) -> bool:
    """Return whether the browser vouches that the request came from a page of this very portal."""
    asal = request.headers.get("Origin")
    if asal is None and "Sec-Fetch-Site" in request.headers:
        return request.headers["Sec-Fetch-Site"] == "same-origin"
    if asal is None:
        perujuk = urlsplit(request.headers.get("Referer", ""))
        asal = f"{perujuk.scheme}://{perujuk.netloc}"
    return asal == f"{request.scheme}://{request.get_host()}" or asal in settings.CSRF_TRUSTED_ORIGINS


def isian_terlihat(kiriman: QueryDict) -> list[dict[str, str]]:
    """Return the posted fields as {"nama", "label", "isi"}, without the secret ones, in the order they were sent."""
    return [
        {"nama": kunci, "label": kunci.rsplit("-", 1)[-1].replace("_", " ").capitalize(), "isi": isi}
        for kunci in kiriman
        if not RAHASIA.search(kunci)
        for isi in kiriman.getlist(kunci)
    ]


def halaman_asal(request: HttpRequest) -> str:
    """Return the path of our page that held the form; without a referrer, the address it was sent to."""
    perujuk = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(perujuk, {request.get_host()}, request.is_secure()):
        bagian = urlsplit(perujuk)
        # One slash only: "//other.example/" in an address of ours would lead there.
        return "/" + bagian.path.lstrip("/\\") + (f"?{bagian.query}" if bagian.query else "")
    return request.path


def _perlu_masuk(jalur: str) -> bool:
    try:
        tampilan = resolve(jalur).func
    except Resolver404:
        return False
    return getattr(tampilan, "login_required", True)
