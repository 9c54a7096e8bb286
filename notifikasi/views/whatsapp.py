"""Where Meta tells how far our messages have come. Public, but only what carries its signature is read."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from notifikasi import actions
from notifikasi.actions.resi import GAGAL
from notifikasi.kanal import whatsapp
from notifikasi.kanal.galat_whatsapp import dari_isi

log = logging.getLogger(__name__)

# Meta bundles receipts, up to 3 MB a call (WhatsApp Cloud API, "Webhooks"): more than our forms may weigh.
BADAN_TERBESAR = 3 * 1024 * 1024
TEKS_TERPANJANG = 200


@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def resi(request: HttpRequest) -> HttpResponse:
    """Answer Meta's question who we are (GET), and take its receipts (POST).

    Whatever is signed and readable is answered with 200, also receipts for nothing of ours: a refusal would only
    make Meta send it again, and at last send nothing any more.
    """
    if not whatsapp.terpasang():
        raise Http404
    return _perkenalan(request) if request.method == "GET" else _terima(request)


def _perkenalan(request: HttpRequest) -> HttpResponse:
    kata = request.GET.get("hub.verify_token", "")
    if request.GET.get("hub.mode") != "subscribe" or not whatsapp.kata_cocok(kata):
        return HttpResponse(status=HTTPStatus.FORBIDDEN)
    return HttpResponse(request.GET.get("hub.challenge", "")[:TEKS_TERPANJANG], content_type="text/plain")


def _terima(request: HttpRequest) -> HttpResponse:
    badan = request.read(BADAN_TERBESAR + 1)
    if len(badan) > BADAN_TERBESAR:
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    if not whatsapp.sah(badan, request.headers.get("X-Hub-Signature-256", "")):
        log.warning("Resi WhatsApp tanpa tanda tangan yang sah ditolak.")
        return HttpResponse(status=HTTPStatus.FORBIDDEN)
    try:
        isi = json.loads(badan)
    except (ValueError, RecursionError):
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    jumlah = baru = 0
    for status in _status(isi):
        jumlah += 1
        baru += _catat(status)
    if jumlah:
        log.info("Resi WhatsApp: %d dibaca, %d baru.", jumlah, baru)
    return HttpResponse(status=HTTPStatus.OK)


def _status(isi: Any) -> Iterator[dict[str, Any]]:
    """Yield the receipts of our number; messages that people write to it, and all else, are left unread."""
    for masukan in _daftar(isi, "entry"):
        for perubahan in _daftar(masukan, "changes"):
            nilai = perubahan.get("value") if isinstance(perubahan, dict) else None
            tentang = nilai.get("metadata") if isinstance(nilai, dict) else None
            if isinstance(tentang, dict) and tentang.get("phone_number_id") == settings.WHATSAPP_NOMOR:
                yield from (satu for satu in _daftar(nilai, "statuses") if isinstance(satu, dict))


def _catat(status: dict[str, Any]) -> bool:
    kata, galat = _teks(status, "status"), None
    if kata == GAGAL:
        galat = dari_isi(next(iter(_daftar(status, "errors")), None))
    return actions.terima_resi(
        kode=_teks(status, "biz_opaque_callback_data"), id_penyedia=_teks(status, "id"), kata=kata, galat=galat
    )


def _daftar(isi: Any, nama: str) -> list[Any]:
    nilai = isi.get(nama) if isinstance(isi, dict) else None
    return nilai if isinstance(nilai, list) else []


def _teks(isi: dict[str, Any], nama: str) -> str:
    nilai = isi.get(nama)
    dapat = isinstance(nilai, str) and len(nilai) <= TEKS_TERPANJANG and nilai.isascii() and nilai.isprintable()
    return str(nilai) if dapat else ""
