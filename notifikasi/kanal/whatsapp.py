"""WhatsApp by Meta's Cloud API: pre-approved templates out, signed receipts in.

Outside 24 hours after a person wrote to us only approved templates may be sent, and ours are sent whenever the cause
arises, so every message is a template: its approved name stands in the front line `whatsapp:` of
`templates/pesan/<nama>.txt`, its parameters are the variables of the body in their order. Sources: Meta, WhatsApp
Cloud API, "Messages", "Authentication templates", "Webhooks" (read November 2026).

The API knows no idempotency key: a sending whose answer was lost may have been taken. So each carries our kode as
`biz_opaque_callback_data`, which every receipt brings back, and after a lost answer the next try waits for one.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import urllib.error
import urllib.request
from datetime import timedelta
from http.client import HTTPException
from time import monotonic
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser

from inti.telepon import wa_me
from notifikasi import templat as templat_pesan
from notifikasi.kanal.galat import KanalMati, TidakPasti
from notifikasi.kanal.galat_whatsapp import dari_isi

if TYPE_CHECKING:
    from notifikasi.models import Pemberitahuan

BAHASA = "id"
JAWABAN_TERBESAR = 64 * 1024
JAWABAN_TERLAMA = 3  # times WHATSAPP_TIMEOUT, which counts each piece of the answer by itself
JEDA_TERLAMA = timedelta(hours=6)
# What the button opens when the message itself has no address: Meta refuses an empty one.
ALAMAT_BAWAAN = "pesan/"


def terpasang() -> bool:
    """Tell whether this installation sends through WhatsApp."""
    return settings.GERBANG_PESAN == "whatsapp"


def tujuan(*, akun: AbstractBaseUser | None, telepon: str, email: str) -> str:
    """Return the given number, or "" without a gateway. Never the account's own: it may belong to somebody else."""
    return telepon if terpasang() else ""


def antar(pemberitahuan: Pemberitahuan) -> str:
    """Hand the message to WhatsApp and return its id there; that it arrived is told by a receipt.

    Raises GagalTetap, GagalSementara, KanalMati, or TidakPasti when the answer was lost on its way.
    """
    if not terpasang():
        raise KanalMati("Gerbang WhatsApp sudah dimatikan (GERBANG_PESAN).")
    badan = json.dumps(_badan(pemberitahuan)).encode()
    permintaan = urllib.request.Request(  # noqa: S310  settings.py lets only https pass, or the loopback
        f"{settings.WHATSAPP_URL}/{settings.WHATSAPP_NOMOR}/messages",
        data=badan,
        headers={"Authorization": f"Bearer {settings.WHATSAPP_TOKEN}", "Content-Type": "application/json"},
    )
    try:
        with pembuka.open(permintaan, timeout=settings.WHATSAPP_TIMEOUT) as jawaban:
            return _id_pesan(_isi(jawaban))
    except urllib.error.HTTPError as galat:
        with galat:
            raise _menurut_jawaban(galat) from None
    except (TimeoutError, ConnectionResetError, HTTPException) as galat:
        raise TidakPasti(f"WhatsApp tidak menjawab: {galat or type(galat).__name__}") from galat
    except OSError as galat:
        if isinstance(getattr(galat, "reason", None), ConnectionResetError | BrokenPipeError):
            raise TidakPasti("WhatsApp memutus sambungan sebelum menjawab.") from galat
        raise KanalMati(f"WhatsApp tidak dapat dihubungi: {getattr(galat, 'reason', galat)}") from galat


def sah(badan: bytes, tanda_tangan: str) -> bool:
    """Tell, in constant time, whether `badan` carries Meta's signature (header X-Hub-Signature-256)."""
    benar = hmac.new(settings.WHATSAPP_RAHASIA.encode(), badan, hashlib.sha256).hexdigest()
    return hmac.compare_digest(f"sha256={benar}".encode(), tanda_tangan.encode())


def kata_cocok(kata: str) -> bool:
    """Tell, in constant time, whether `kata` is the verification word that was given to Meta."""
    return hmac.compare_digest(settings.WHATSAPP_KATA_VERIFIKASI.encode(), kata.encode())


class _TanpaPengalihan(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the token to wherever it points."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


pembuka = urllib.request.build_opener(_TanpaPengalihan)


def _badan(pemberitahuan: Pemberitahuan) -> dict[str, Any]:
    t = templat_pesan.baca(pemberitahuan.templat)
    isian = [pemberitahuan.nilai[nama] for nama in t.urutan]
    bagian: list[dict[str, Any]] = []
    if t.kode_saja:
        # An authentication template has a fixed text with one place, and a button that copies the same code.
        isian = [pemberitahuan.nilai["kode"]]
        bagian = [_tombol(isian[0])]
    elif t.tombol:
        bagian = [_tombol(pemberitahuan.url.lstrip("/") or ALAMAT_BAWAAN)]
    if isian:
        bagian.insert(0, {"type": "body", "parameters": [_teks(satu) for satu in isian]})
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": wa_me(pemberitahuan.tujuan),
        "type": "template",
        "template": {"name": t.whatsapp, "language": {"code": BAHASA}, "components": bagian},
        "biz_opaque_callback_data": pemberitahuan.kode,
    }


def _tombol(isi: str) -> dict[str, Any]:
    return {"type": "button", "sub_type": "url", "index": "0", "parameters": [_teks(isi)]}


def _teks(isi: str) -> dict[str, str]:
    """Meta refuses line breaks, tabs and runs of spaces in a parameter."""
    return {"type": "text", "text": " ".join(isi.split())}


def _id_pesan(isi: Any) -> str:
    """Read the id of a taken message. An answer of another shape is no refusal: the message may be on its way."""
    try:
        return str(isi["messages"][0]["id"])[:200]
    except (KeyError, IndexError, TypeError):
        raise TidakPasti("Jawaban WhatsApp tidak terbaca.") from None


def _menurut_jawaban(galat: urllib.error.HTTPError) -> Exception:
    isi = _isi(galat)
    rincian = isi.get("error") if isinstance(isi, dict) else None
    if galat.code >= 500 and rincian is None:
        return TidakPasti(f"WhatsApp menjawab HTTP {galat.code} tanpa penjelasan.")
    if 300 <= galat.code < 400:
        return KanalMati(f"WHATSAPP_URL menjawab pengalihan (HTTP {galat.code}). Periksa alamatnya.")
    return dari_isi(rincian, http=galat.code, setelah=_jeda(galat.headers.get("Retry-After", "")))


def _isi(jawaban: Any) -> Any:
    """Read an answer as JSON, None when it is none. One that drips is left before the lease on the row runs out."""
    akhir, mentah = monotonic() + JAWABAN_TERLAMA * settings.WHATSAPP_TIMEOUT, b""
    while len(mentah) < JAWABAN_TERBESAR and (potongan := jawaban.read1(JAWABAN_TERBESAR)):
        mentah += potongan
        if monotonic() > akhir:
            raise TidakPasti("WhatsApp menjawab terlalu lambat.")
    try:
        return json.loads(mentah)
    except ValueError:
        return None


def _jeda(teks: str) -> timedelta:
    """Read a Retry-After in seconds; a date, which Meta does not send, counts as none."""
    return min(timedelta(seconds=int(teks)), JEDA_TERLAMA) if teks.isdecimal() and len(teks) < 7 else timedelta(0)
