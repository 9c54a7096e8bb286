"""The OpenAPI document, and the page for people that is made from it."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from api import laju, masalah, petunjuk, skema
from api.kiriman import BESAR_MAKS

SIMPAN = 3600


@cache
def _skema() -> tuple[bytes, str]:
    isi = json.dumps(skema.dokumen(), ensure_ascii=False).encode()
    return isi, f'"{hashlib.sha256(isi).hexdigest()[:32]}"'


@login_not_required
@require_safe
@cache_control(public=True, max_age=SIMPAN)
@condition(etag_func=lambda request: _skema()[1])
def dokumen_skema(request: HttpRequest) -> HttpResponse:
    """Answer with the OpenAPI document, for programs that make clients and tests from it."""
    return HttpResponse(_skema()[0], content_type="application/vnd.oai.openapi+json;version=3.1")


@login_not_required
@require_safe
def dokumentasi(request: HttpRequest) -> HttpResponse:
    """Show how the API is used: what stands here of an operation is read from the OpenAPI document."""
    konteks: dict[str, Any] = {
        "kelompok": petunjuk.kelompok(settings.PORTAL_URL),
        "masalah": [{"kode": kode, **m._asdict()} for kode, m in masalah.MASALAH.items()],
        "dasar": f"{settings.PORTAL_URL}/api/v1/",
        "per_kunci": laju.PER_KUNCI.jumlah,
        "per_alamat": laju.PER_ALAMAT.jumlah,
        "kilobita": BESAR_MAKS // 1024,
    }
    return render(request, "api/dokumentasi.html", konteks)
