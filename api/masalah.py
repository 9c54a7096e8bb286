"""Errors as problem details (RFC 9457): a stable code, a sentence that says what to do, an address that tells more.

`MASALAH` is the whole list; the documentation page is made from it, so every `type` leads to its paragraph.
"""

from __future__ import annotations

import logging
from typing import Any, NamedTuple

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS
from django.core.exceptions import PermissionDenied as TidakBerwenang
from django.core.exceptions import ValidationError as IsianSalah
from django.http import Http404, JsonResponse
from django.urls import reverse
from rest_framework import exceptions as drf
from rest_framework.response import Response
from rest_framework.views import set_rollback

from api.kiriman import TerlaluBesar
from inti import kode_gangguan
from inti.workflow import TransisiDitolak

JENIS_ISI = "application/problem+json"
UMUM = "umum"
catatan = logging.getLogger(__name__)


class Masalah(NamedTuple):
    """A kind of error: its HTTP status, its title, and what to do about it."""

    status: int
    judul: str
    saran: str


MASALAH = {
    "json_rusak": Masalah(400, "Kiriman tidak terbaca", "Kirim satu objek JSON yang utuh, dalam UTF-8."),
    "permintaan_rusak": Masalah(400, "Permintaan tidak terbaca", "Periksa alamat dan header permintaan."),
    "kunci_perlu": Masalah(401, "Perlu kunci API", "Kirim kunci di header Authorization."),
    "kunci_tidak_berlaku": Masalah(401, "Kunci tidak berlaku", "Periksa kunci di halaman Kunci API, atau buat baru."),
    "cakupan_kurang": Masalah(403, "Kunci hanya untuk membaca", "Buat kunci dengan izin membaca dan mengirim."),
    "bukan_wewenang": Masalah(403, "Bukan wewenang Anda", "Hanya pemilik usaha yang dapat melakukan ini."),
    "tidak_ada": Masalah(404, "Tidak ditemukan", "Periksa alamatnya; setiap alamat berakhir dengan garis miring."),
    "cara_tidak_boleh": Masalah(405, "Cara ini tidak dilayani", "Pakai cara yang disebut di header Allow."),
    "bentuk_jawaban": Masalah(406, "Bentuk jawaban tidak ada", "Jawaban hanya application/json; ubah header Accept."),
    "status_berubah": Masalah(409, "Status sudah berubah", "Baca lagi usaha ini, lalu pakai tindakan yang tersedia."),
    "isian_terkunci": Masalah(409, "Isian sedang dikunci", "Baca lagi bagian ini; kirim hanya isian yang terbuka."),
    "sudah_digabung": Masalah(409, "Data sudah digabung", "Pakai usaha yang disebut di usaha_tetap."),
    "terlalu_besar": Masalah(413, "Kiriman terlalu besar", "Kirim paling banyak 64 KB."),
    "bentuk_kiriman": Masalah(415, "Bentuk kiriman tidak dilayani", "Kirim JSON, Content-Type: application/json."),
    "isian_salah": Masalah(422, "Ada isian yang perlu diperbaiki", "Baca isian: satu kalimat atau lebih per isian."),
    "terlalu_sering": Masalah(429, "Terlalu sering", "Tunggu sebanyak detik di header Retry-After, lalu ulangi."),
    "gangguan": Masalah(500, "Ada gangguan di sisi kami", "Coba lagi beberapa menit lagi."),
}
_MENURUT_KELAS: dict[type[Exception], str] = {
    drf.NotAuthenticated: "kunci_perlu",
    drf.AuthenticationFailed: "kunci_tidak_berlaku",
    drf.MethodNotAllowed: "cara_tidak_boleh",
    drf.NotAcceptable: "bentuk_jawaban",
    drf.UnsupportedMediaType: "bentuk_kiriman",
    drf.ParseError: "json_rusak",
    drf.NotFound: "tidak_ada",
    drf.Throttled: "terlalu_sering",
    TerlaluBesar: "terlalu_besar",
    TransisiDitolak: "status_berubah",
    TidakBerwenang: "bukan_wewenang",
    Http404: "tidak_ada",
}
# Those whose own sentence is written for the caller; of the others the library would speak.
_BERKALIMAT = (drf.AuthenticationFailed, drf.ParseError, TransisiDitolak, TidakBerwenang)


class Konflik(Exception):
    """A refusal of the API itself, with the code of its kind and members of its own."""

    def __init__(self, kode: str, kalimat: str, **lain: Any) -> None:
        super().__init__(kalimat)
        self.kode, self.lain = kode, lain


def tangani(galat: Exception, konteks: dict[str, Any]) -> Response:
    """Answer every exception of a view as a problem; what nobody expected is logged with its trace and told as 500."""
    set_rollback()
    kode, lain = _kenali(galat)
    if kode == "gangguan":
        catatan.error("%s", type(konteks["view"]).__name__, exc_info=galat)
    header = {}
    if getattr(galat, "auth_header", None):
        header["WWW-Authenticate"] = galat.auth_header  # type: ignore[attr-defined]
    if isinstance(galat, drf.Throttled) and galat.wait:
        header["Retry-After"] = str(galat.wait)
    isi = badan(kode, **lain)
    return Response(isi, status=isi["status"], headers=header, content_type=JENIS_ISI)


def badan(kode: str, **lain: Any) -> dict[str, Any]:
    """Return the members of a problem, with the name of the request under which it stands in the log."""
    satu = MASALAH[kode]
    isi = {"type": alamat(kode), "title": satu.judul, "status": satu.status, "detail": satu.saran, "kode": kode}
    return isi | {"permintaan": kode_gangguan.kini()} | lain


def alamat(kode: str) -> str:
    """Return the paragraph of the documentation on this kind of error."""
    return f"{settings.PORTAL_URL}{reverse('api:dokumentasi')}#{kode}"


def dari_status(status: int) -> JsonResponse:
    """Return a problem for an error that arose outside the views and knows nothing but its status."""
    semua = ((kode, m.status) for kode, m in MASALAH.items() if kode != "json_rusak")
    kode = next((kode for kode, s in semua if s == status), "gangguan" if status >= 500 else "permintaan_rusak")
    isi = badan(kode) | {"status": status}
    return JsonResponse(isi, status=status, content_type=JENIS_ISI)


def isian(galat: IsianSalah) -> dict[str, list[str]]:
    """Return the sentences of a refusal by field; those that belong to no field stand under "umum"."""
    semua = galat.message_dict if hasattr(galat, "error_dict") else {NON_FIELD_ERRORS: galat.messages}
    return {UMUM if nama == NON_FIELD_ERRORS else nama: list(kalimat) for nama, kalimat in semua.items()}


def _kenali(galat: Exception) -> tuple[str, dict[str, Any]]:
    if isinstance(galat, Konflik):
        return galat.kode, {"detail": str(galat), **galat.lain}
    if isinstance(galat, IsianSalah):
        return "isian_salah", {"isian": isian(galat)}
    if isinstance(galat, drf.ValidationError) and isinstance(galat.detail, dict):
        return "isian_salah", {"isian": {nama: [str(k) for k in kalimat] for nama, kalimat in galat.detail.items()}}
    if isinstance(galat, drf.PermissionDenied):
        return ("cakupan_kurang" if galat.get_codes() == "cakupan_kurang" else "bukan_wewenang"), {}
    kode = next((kode for kelas, kode in _MENURUT_KELAS.items() if isinstance(galat, kelas)), "gangguan")
    kalimat = str(galat) if isinstance(galat, _BERKALIMAT) else ""
    return kode, {"detail": kalimat} if kalimat else {}
