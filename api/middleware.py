"""The gate of the API: no cookie passes it inwards, no page of HTML outwards."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from api import masalah

AWALAN = "/api/v1/"
Jalur = Callable[[HttpRequest], HttpResponse]


def _tanpa_kuki(jawaban: HttpResponse) -> None:
    """Take back what the session wrote: no answer here varies with a cookie, so caches need not keep one for each."""
    lain = [satu for satu in jawaban.get("Vary", "").split(", ") if satu and satu != "Cookie"]
    if lain:
        jawaban["Vary"] = ", ".join(lain)
    else:
        del jawaban["Vary"]


class PintuApi:
    """Stands outermost, so that errors of the other gates (a foreign host name, a broken session) pass it too.

    Cookies are taken off: a program comes with a key, and a page of a stranger that makes a browser ask here finds
    the API as closed as for anybody. So there is no CSRF to guard against, and no session to fetch.
    """

    def __init__(self, get_response: Jalur) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # The documentation itself is a page for people.
        if not request.path_info.startswith(AWALAN) or request.path_info == AWALAN:
            return self.get_response(request)
        request.COOKIES = {}
        jawaban = self.get_response(request)
        _tanpa_kuki(jawaban)
        if jawaban.status_code < 400 or jawaban.get("Content-Type", "").startswith(masalah.JENIS_ISI):
            return jawaban
        if settings.DEBUG and jawaban.status_code >= 500:
            return jawaban
        return masalah.dari_status(jawaban.status_code)
