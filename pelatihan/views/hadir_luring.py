"""Presence without a network: what the phone takes along, and the one address to which it sends afterwards."""

from __future__ import annotations

import json
from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from akun import batas
from inti import tautan
from inti.templatetags.portal import tanggal
from pelatihan import daftar_hadir
from pelatihan.actions import kehadiran, luring
from pelatihan.enums import BERAKHIR
from pelatihan.models import Sesi
from pelatihan.views.hadir import IZIN_KAMERA, yang_mengajar_sesi

BERKAS = ("gaya/portal.css", "gaya/hadir.css", "js/kirim.js", "js/draf.js", "js/hadir.js", "js/hadir_simpan.js")
"""What the list needs when there is no server; the pictures below too."""
GAMBAR = ("gambar/motif.svg", "gambar/favicon.svg", "gambar/ikon.svg")
SEKALI_SEMENIT = 60
ASING_SEMENIT = 30
BEKAL_SEJAM = 30


@require_GET
@never_cache
def pekerja(request: HttpRequest) -> HttpResponse:
    """The service worker of the lists: below its own folder and nowhere else."""
    milik_kabupaten = [settings.LOGO, *filter(None, [settings.GAYA_KABUPATEN])]
    alamat = [reverse("pelatihan:hadir_luring"), *(static(nama) for nama in (*BERKAS, *GAMBAR, *milik_kabupaten))]
    return render(request, "pelatihan/hadir_pekerja.js", {"alamat": alamat}, content_type="text/javascript")


@require_GET
def kosong(request: HttpRequest) -> HttpResponse:
    """The list without anybody in it, which a phone keeps; it is filled from the phone's own memory.

    The same for everybody: not even whose phone it is stands in it.
    """
    konteks = {"pilihan": daftar_hadir.PILIHAN, "user": AnonymousUser()}
    jawaban = render(request, "pelatihan/hadir_luring.html", konteks)
    jawaban["Permissions-Policy"] = IZIN_KAMERA
    return jawaban


@require_GET
@never_cache
@yang_mengajar_sesi
def keadaan(request: HttpRequest, sesi: Sesi) -> JsonResponse:
    """What the phone shows: the list as it stands, until when it may keep it, and what the clock says here."""
    tutup = sesi.ditutup_pada is not None or sesi.angkatan.status in BERAKHIR
    mulai, selesai = timezone.localtime(sesi.mulai), timezone.localtime(sesi.selesai)
    return JsonResponse(
        {
            "sesi": sesi.kode,
            "judul": sesi.angkatan.kurikulum.nama,
            "waktu": f"{tanggal(mulai)}, {mulai:%H.%M}–{selesai:%H.%M} WIB",
            "sampai": luring.sampai(sesi).timestamp() * 1000,
            "kini": timezone.now().timestamp() * 1000,
            "tutup": tutup,
            "akun": request.user.kode,
            "csrf": get_token(request),
            "orang": daftar_hadir.untuk_hp(daftar_hadir.daftar(sesi)),
        }
    )


@require_POST
@yang_mengajar_sesi
def bekal(request: HttpRequest, sesi: Sesi) -> JsonResponse:
    """Give the phone a key that adds marks to this session, until a day after it."""
    if not batas.pakai(f"hadir_bekal:{request.user.pk}", BEKAL_SEJAM, batas.JAM):
        return _galat(HTTPStatus.TOO_MANY_REQUESTS, "Terlalu sering. Tunggu beberapa menit.")
    token = luring.bekali(sesi, oleh=request.user)
    return JsonResponse({"kirim": reverse("pelatihan:hadir_kirim", args=[token])})


@tautan.tanpa_masuk
@require_POST
def kirim(request: HttpRequest, token: str) -> JsonResponse:
    """Take the marks of a phone. Says of each whether it was kept; reads nothing out to whoever holds the key."""
    perihal = luring.pemegang(token)
    if perihal is None:
        if not batas.pakai(f"hadir_asing:{batas.alamat(request)}", ASING_SEMENIT, batas.MENIT):
            return _galat(HTTPStatus.TOO_MANY_REQUESTS, "Terlalu sering. Tunggu sebentar.")
        return _galat(HTTPStatus.GONE, "Izin kirim dari HP ini sudah berakhir. Buka lagi daftarnya.")
    if not batas.pakai(f"hadir_kirim:{perihal}", SEKALI_SEMENIT, batas.MENIT):
        return _galat(HTTPStatus.TOO_MANY_REQUESTS, "Terlalu sering. Tunggu sebentar.")
    try:
        tanda = _baca(request.body)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        return _galat(HTTPStatus.BAD_REQUEST, "Kiriman ini tidak terbaca.")
    try:
        hasil = luring.catat_lewat_kunci(token, tanda)
    except PermissionDenied as galat:
        return _galat(HTTPStatus.FORBIDDEN, str(galat))
    except ValidationError as galat:
        tertutup = galat.code == kehadiran.DITUTUP
        return _galat(HTTPStatus.CONFLICT if tertutup else HTTPStatus.BAD_REQUEST, " ".join(galat.messages))
    diterima = [str(t.tanda) for t in tanda if t.tanda not in hasil.ditolak]
    ditolak = {str(tanda): alasan for tanda, alasan in hasil.ditolak.items()}
    return JsonResponse({"diterima": diterima, "ditolak": ditolak, "berselisih": hasil.berselisih})


def _baca(badan: bytes) -> list[kehadiran.Tanda]:
    """Read what a phone sent. Raises ValueError, TypeError or KeyError for anything else than marks."""
    daftar = json.loads(badan)["tanda"]
    if not isinstance(daftar, list) or len(daftar) > kehadiran.TERBANYAK:
        raise ValueError
    return [_satu(satu) for satu in daftar]


def _satu(satu: dict[str, Any]) -> kehadiran.Tanda:
    pada = datetime.fromisoformat(satu["pada"])
    if pada.tzinfo is None or not isinstance(satu["peserta"], str) or not isinstance(satu["keadaan"], str):
        raise ValueError
    atas = tuple(UUID(lama) for lama in satu.get("atas", [])[: kehadiran.TERBANYAK])
    return kehadiran.Tanda(UUID(satu["tanda"]), satu["peserta"], satu["keadaan"], pada, atas)


def _galat(status: HTTPStatus, kalimat: str) -> JsonResponse:
    return JsonResponse({"galat": kalimat}, status=status)
