"""The outermost layer: names each request, writes its one line in the log, and counts it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from inti import kode_gangguan
from operasi import metrik

log = logging.getLogger("portal.permintaan")
KEPALA = "X-Request-ID"
# Parts of an address that open a door by themselves.
RAHASIA = frozenset({"token", "tanda", "key", "uidb64"})
BERKUNCI = ("inti:cek", "inti:cek_nama", "api:cek")  # here the code of the paper is the key
# Who wrote an anonymous report, or opened one by its link, stands in no log either.
TANPA_NAMA = ("aduan:lapor", "aduan:mirip")
DIAM = ("operasi:livez", "operasi:readyz", "operasi:metrik")  # asked every few seconds by machines


class Permintaan:
    """Must stand first in MIDDLEWARE: what other layers answer is seen here too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        nama = kode_gangguan.mulai(request.headers.get(KEPALA, ""))
        mulai = time.perf_counter()
        try:
            jawaban = self.get_response(request)
            jawaban[KEPALA] = nama
            self._catat(request, jawaban.status_code, time.perf_counter() - mulai)
            return jawaban
        finally:
            kode_gangguan.selesai()

    def process_view(self, request: HttpRequest, tampilan: Any, args: Any, kwargs: dict[str, Any]) -> None:
        """Nothing has a NUL in its code, and the database refuses even to be asked for one."""
        if any(isinstance(nilai, str) and "\x00" in nilai for nilai in kwargs.values()):
            raise Http404

    def _catat(self, request: HttpRequest, status: int, detik: float) -> None:
        if request.path.startswith(settings.STATIC_URL):
            return
        tampilan = request.resolver_match.view_name if request.resolver_match else ""
        metrik.permintaan(tampilan, status, detik)
        if tampilan in DIAM:
            return
        jalur = jalur_samar(request)
        tingkat = logging.WARNING if status >= HTTPStatus.INTERNAL_SERVER_ERROR else logging.INFO
        isi = {"method": request.method, "path": jalur, "view": tampilan, "status": status, "ms": round(detik * 1000)}
        # Only an account that was looked up anyway: the log must not cost a query.
        akun = None if tanpa_nama(request) else getattr(request, "_cached_user", None)
        if akun is not None and akun.is_authenticated:
            isi["user"] = akun.kode
        log.log(tingkat, "%s %s %s %s ms", request.method, jalur, status, isi["ms"], extra=isi)


def tanpa_nama(request: HttpRequest) -> bool:
    """Tell whether the log keeps silent about the account: where a report is sent, and behind every secret link."""
    cocok = request.resolver_match
    return cocok is not None and (cocok.view_name in TANPA_NAMA or "token" in cocok.kwargs)


def jalur_samar(request: HttpRequest) -> str:
    """The path of a request without its query string and without parts that open something."""
    cocok = request.resolver_match
    # On one line also in the log for people.
    jalur = "".join(huruf if huruf.isprintable() else "\ufffd" for huruf in request.path[:200])
    if cocok is None:
        return jalur
    for nama, nilai in cocok.kwargs.items():
        if nama in RAHASIA or (cocok.view_name in BERKUNCI and nama == "kode"):
            jalur = jalur.replace(f"/{nilai}", "/[kunci]")
    return jalur


class KebijakanPeramban:
    """Switch off what no page of ours needs, for anything that might one day run in one. See docs/keamanan.md.

    A page that needs one of them says so itself: the list of presence scans cards with the camera.
    """

    # Only the page that marks a business on the map asks where the phone is.
    NILAI = "geolocation=(self), " + ", ".join(
        f"{apa}=()" for apa in ("camera", "microphone", "payment", "usb", "serial", "midi")
    )

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        jawaban = self.get_response(request)
        jawaban.headers.setdefault("Permissions-Policy", self.NILAI)
        return jawaban
