"""Links that work without logging in: each has one purpose and an end, and opens nothing by being looked at.

The address carries the token below `/kunci/` in an argument named `token`: the logs mask both. The table holds only
its hash, and of a used one only that it was used, so that an answer given behind it cannot be put to a moment.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

BAGIAN = "/kunci/"
SIMPAN = timedelta(days=30)
"""How long an ended link is still known as ended."""


class Tautan(models.Model):
    """A link for one purpose (`keperluan`, as "konsultasi.batal") on one record (`perihal`, its kode)."""

    sidik = models.CharField(max_length=64, unique=True, editable=False)
    keperluan = models.CharField(max_length=40)
    perihal = models.CharField(max_length=40)
    sampai = models.DateTimeField()
    dipakai = models.BooleanField(default=False)

    class Meta:
        verbose_name = "tautan tanpa masuk"
        verbose_name_plural = "tautan tanpa masuk"
        default_permissions = ()
        indexes = [
            models.Index(fields=["keperluan", "perihal"], name="tautan_perihal"),
            models.Index(fields=["sampai"], name="tautan_sampai"),
        ]

    def __str__(self) -> str:
        return f"{self.keperluan} {self.perihal}"


def membuka(alamat: str) -> bool:
    """Tell whether an address of the portal opens something by itself, so that nobody but its reader may see it."""
    return BAGIAN in alamat


def buat(keperluan: str, perihal: str, *, sampai: datetime) -> str:
    """Make a link and return its token, which is told nowhere else and never again."""
    token = secrets.token_urlsafe(24)
    Tautan.objects.create(sidik=_sidik(token), keperluan=keperluan, perihal=perihal, sampai=sampai)
    return token


def buka(token: str, keperluan: str) -> str | None:
    """Return the kode of the record that this token opens for that purpose; None when unknown, used or ended."""
    return _hidup(token, keperluan).values_list("perihal", flat=True).first()


@transaction.atomic
def pakai(token: str, keperluan: str) -> str:
    """Use a link that works once and return the kode of its record; a second use at the same moment waits and fails.

    Raises ValidationError when it is unknown, used or ended.
    """
    satu = _hidup(token, keperluan).select_for_update().first()
    if satu is None:
        raise ValidationError("Tautan ini sudah dipakai atau lewat waktunya.", code="tautan_habis")
    satu.dipakai = True
    satu.save(update_fields=["dipakai"])
    return satu.perihal


def cabut(keperluan: str, perihal: str) -> None:
    """End every link for that purpose on that record."""
    Tautan.objects.filter(keperluan=keperluan, perihal=perihal, dipakai=False).update(dipakai=True)


def batasi(keperluan: str, perihal: str, *, sampai: datetime) -> None:
    """Give every living link for that purpose on that record another end."""
    hidup = Tautan.objects.filter(keperluan=keperluan, perihal=perihal, dipakai=False, sampai__gt=timezone.now())
    hidup.update(sampai=sampai)


def sapu() -> int:
    """Forget links that ended long ago; return how many."""
    return Tautan.objects.filter(sampai__lt=timezone.now() - SIMPAN).delete()[0]


def tanpa_masuk(halaman: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a page to whoever holds its link: not kept by the browser, not indexed, its address told to no other site.

    The view itself must act on POST alone, for previews of a message fetch every address in it. Nobody is logged in
    there, whoever he is elsewhere, so it acts on what it is sent alone: a browser that may tell no address sends
    `Origin: null` with its POST, which no guard against forgery can tell from a stranger's page. There is nothing to
    forge where only the token opens.
    """

    @csrf_exempt
    @login_not_required
    @never_cache
    @wraps(halaman)
    def buka_halaman(request: HttpRequest, *args: object, **sisa: object) -> HttpResponse:
        from django.contrib.auth.models import AnonymousUser  # here: this module is read while apps are loaded

        request.user = AnonymousUser()
        jawaban = halaman(request, *args, **sisa)
        jawaban["Referrer-Policy"] = "no-referrer"
        jawaban["X-Robots-Tag"] = "noindex, nofollow"
        return jawaban

    return buka_halaman


def _hidup(token: str, keperluan: str) -> models.QuerySet[Tautan]:
    hidup = Tautan.objects.filter(keperluan=keperluan, dipakai=False, sampai__gt=timezone.now())
    return hidup.filter(sidik=_sidik(token))


def _sidik(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
