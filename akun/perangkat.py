"""Browsers that an account knows: found again by a signed cookie, listed for the owner, ended one by one or all."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from akun.models import Pengguna, PerangkatDikenal

KUE = "perangkat"
_SALT = "akun.perangkat"
_UMUR_KUE = 400 * 24 * 3600  # the longest a browser keeps a cookie
_PERAMBAN = (("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"),
             ("Chrome", "Chrome"), ("Safari", "Safari"))  # fmt: skip
_SISTEM = (("Android", "HP Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "komputer Windows"),
           ("Mac OS", "komputer Mac"), ("Linux", "komputer Linux"))  # fmt: skip


def cari(request: HttpRequest, pengguna_id: int | None) -> PerangkatDikenal | None:
    """Return the row of this browser for the account if it has logged in here within the last 90 days.

    Asks the database once whether the account exists or not, so that an unknown name costs the same.
    """
    tanda = request.get_signed_cookie(KUE, default="", salt=_SALT, max_age=_UMUR_KUE) or ""
    batas_lama = timezone.now() - timedelta(days=settings.HARI_MASUK_PERANGKAT)
    dikenal = PerangkatDikenal.objects.filter(pengguna_id=pengguna_id or 0, sidik=_sidik(tanda))
    return dikenal.filter(terlihat__gte=batas_lama).first()


def kenali(request: HttpRequest, jawaban: HttpResponse, pengguna: Pengguna) -> PerangkatDikenal:
    """Write down that this browser has just logged in, and leave the cookie that finds it again."""
    tanda = request.get_signed_cookie(KUE, default="", salt=_SALT, max_age=_UMUR_KUE) or secrets.token_urlsafe(24)
    kini = timezone.now()
    isian = {"nama": nama(request.headers.get("User-Agent", "")), "sesi": request.session.session_key or ""}
    perangkat, _ = PerangkatDikenal.objects.update_or_create(
        pengguna=pengguna, sidik=_sidik(tanda), defaults=isian | {"terlihat": kini}
    )
    jawaban.set_signed_cookie(
        KUE,
        tanda,
        salt=_SALT,
        max_age=_UMUR_KUE,
        httponly=True,
        samesite="Lax",
        secure=bool(settings.SESSION_COOKIE_SECURE),
    )
    return perangkat


@transaction.atomic
def akhiri(perangkat: PerangkatDikenal) -> None:
    """Log this browser out and forget it."""
    Session.objects.filter(session_key=perangkat.sesi).delete()
    perangkat.delete()


def nama(agen: str) -> str:
    """Name a browser in words people know, "Chrome di HP Android", from its User-Agent."""
    peramban = next((sebut for tanda, sebut in _PERAMBAN if re.search(rf"\b{tanda}/", agen)), "Browser")
    sistem = next((sebut for tanda, sebut in _SISTEM if tanda in agen), "perangkat lain")
    return f"{peramban} di {sistem}"


def _sidik(tanda: str) -> str:
    return salted_hmac(_SALT, tanda, algorithm="sha256").hexdigest()
