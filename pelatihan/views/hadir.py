"""The list of a session as its trainer keeps it: marks, cards, the code on the wall, closing."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from inti.qr import svg
from pelatihan import daftar_hadir, kode_sesi
from pelatihan.actions import kehadiran as aksi
from pelatihan.actions import luring
from pelatihan.enums import BERAKHIR, Kehadiran
from pelatihan.kartu import cari
from pelatihan.models import Angkatan, Peserta, Sesi

SEMUA = "semua"
IZIN_KAMERA = "geolocation=(), camera=(self), microphone=(), payment=(), usb=(), serial=(), midi=()"
"""The page of the list scans cards; no other page of the portal may ask for the camera."""


def yang_mengajar_sesi(halaman: Callable[..., Any]) -> Callable[..., Any]:
    """Hand the view a session of a class that the user teaches, as `sesi`; anybody else's does not exist."""

    @wraps(halaman)
    def periksa_akses(request: HttpRequest, kode: str, **sisa: Any) -> HttpResponse:
        milik = Sesi.objects.filter(angkatan__in=Angkatan.objects.diajar(request.user)).select_related(
            "angkatan__kurikulum", "topik"
        )
        return halaman(request, get_object_or_404(milik, kode=kode), **sisa)

    return periksa_akses


@require_GET
@never_cache
@yang_mengajar_sesi
def daftar(request: HttpRequest, sesi: Sesi) -> HttpResponse:
    orang = daftar_hadir.daftar(sesi)
    konteks = {
        "sesi": sesi,
        "angkatan": sesi.angkatan,
        "orang": orang,
        "hitung": daftar_hadir.hitung(orang),
        "pilihan": daftar_hadir.PILIHAN,
        "tutup": sesi.ditutup_pada is not None or sesi.angkatan.status in BERAKHIR,
        "dapat_dibuka": sesi.ditutup_pada is not None and sesi.angkatan.status not in BERAKHIR,
        "sudah_mulai": sesi.mulai <= timezone.now(),
        "di_hp": luring.sampai(sesi) > timezone.now(),
    }
    jawaban = render(request, "pelatihan/hadir_daftar.html", konteks)
    jawaban["Permissions-Policy"] = IZIN_KAMERA
    return jawaban


@require_POST
@yang_mengajar_sesi
def catat(request: HttpRequest, sesi: Sesi) -> HttpResponse:
    """One tap without JavaScript: `tandai` says whom and what, `atas-<kode>` which marks the page showed."""
    siapa, _, keadaan = request.POST.get("tandai", "").partition(":")
    if siapa == SEMUA:
        return _kembali(request, sesi, lambda: aksi.tandai_sisanya(sesi, keadaan=keadaan, oleh=request.user))
    atas = _uuid(request.POST.get(f"atas-{siapa}", ""))
    tanda = aksi.Tanda(uuid4(), siapa, keadaan, timezone.now(), atas)
    return _kembali(request, sesi, lambda: _satu(sesi, tanda, request.user), f"#p-{siapa}")


@require_POST
@yang_mengajar_sesi
def kartu(request: HttpRequest, sesi: Sesi) -> HttpResponse:
    """The short code under the QR of a card, typed by the trainer."""
    try:
        peserta = cari(sesi.angkatan, request.POST.get("kode", ""))
    except ValidationError as galat:
        messages.warning(request, galat.messages[0])
        return redirect("pelatihan:hadir_daftar", sesi.kode)
    return _tandai_hadir(request, sesi, peserta)


@require_http_methods(["GET", "POST"])
def kartu_terbaca(request: HttpRequest, kode: str) -> HttpResponse:
    """Where the QR of a card leads when the phone's own camera reads it: to whoever teaches that class today."""
    milik = Peserta.objects.filter(angkatan__in=Angkatan.objects.diajar(request.user))
    peserta = get_object_or_404(milik.select_related("pelaku", "usaha", "angkatan"), kode=kode)
    sesi = daftar_hadir.sesi_hari_ini(peserta.angkatan)
    if request.method == "POST":
        if sesi is None:
            raise Http404
        return _tandai_hadir(request, sesi, peserta)
    konteks = {"peserta": peserta, "sesi": sesi, "angkatan": peserta.angkatan}
    return render(request, "pelatihan/hadir_kartu_terbaca.html", konteks)


@require_GET
@never_cache
@yang_mengajar_sesi
def layar(request: HttpRequest, sesi: Sesi) -> HttpResponse:
    """The code on the wall. The page comes again by itself when the code has changed, without JavaScript."""
    kini = timezone.now()
    kode = kode_sesi.kode(sesi.rahasia, kini)
    alamat = settings.PORTAL_URL + reverse("pelatihan:hadir_sendiri", args=[sesi.kode])
    konteks = {
        "sesi": sesi,
        "angkatan": sesi.angkatan,
        "kode": kode,
        "alamat": settings.PORTAL_URL.partition("://")[2] + reverse("pelatihan:hadir_sendiri_daftar"),
        "qr": svg(f"{alamat}?kode={kode}"),
        "terbuka": aksi.dapat_sendiri(sesi, kini),
        "sendiri": sesi.kehadiran.filter(asal="MANDIRI").values("peserta").distinct().count(),
    }
    jawaban = render(request, "pelatihan/hadir_layar.html", konteks)
    jawaban["Refresh"] = str(kode_sesi.sisa(kini))
    return jawaban


@require_http_methods(["GET", "POST"])
@never_cache
@yang_mengajar_sesi
def tutup(request: HttpRequest, sesi: Sesi) -> HttpResponse:
    """Show first what closing means for whom, then close."""
    if request.method == "POST":
        kalimat = "Daftar hadir ditutup."
        return _kembali(request, sesi, lambda: aksi.tutup(sesi, oleh=request.user) and kalimat)
    orang = daftar_hadir.daftar(sesi)
    konteks = {
        "sesi": sesi,
        "angkatan": sesi.angkatan,
        "belum": [o for o in orang if o.keadaan.berlaku is None],
        "sendiri": [o for o in orang if o.keadaan.berlaku and o.keadaan.berlaku.asal == "MANDIRI"],
        "selisih": [o for o in orang if o.keadaan.berselisih],
        "hitung": daftar_hadir.hitung(orang),
    }
    return render(request, "pelatihan/hadir_tutup.html", konteks)


@require_POST
@yang_mengajar_sesi
def buka_lagi(request: HttpRequest, sesi: Sesi) -> HttpResponse:
    kalimat = "Daftar hadir dibuka lagi. Tutup kembali setelah dibetulkan."
    return _kembali(request, sesi, lambda: aksi.buka_lagi(sesi, oleh=request.user) and kalimat)


def _tandai_hadir(request: HttpRequest, sesi: Sesi, peserta: Peserta) -> HttpResponse:
    """Mark one person present above whatever was said before; his card is here, so he is."""
    lama = aksi.ringkas(sesi).get(peserta.pk)
    atas = tuple(k.tanda for k in lama.kepala) if lama else ()
    tanda = aksi.Tanda(uuid4(), peserta.kode, Kehadiran.HADIR, timezone.now(), atas)
    return _kembali(
        request,
        sesi,
        lambda: _satu(sesi, tanda, request.user) or f"{peserta.pelaku.nama}: hadir.",
        f"#p-{peserta.kode}",
    )


def _satu(sesi: Sesi, tanda: aksi.Tanda, oleh: Any) -> str:
    """Keep one mark. Raises ValidationError with the reason when it is refused."""
    hasil = aksi.catat(sesi, tanda=[tanda], oleh=oleh)
    if hasil.ditolak:
        raise ValidationError(hasil.ditolak[tanda.tanda])
    return ""


def _kembali(request: HttpRequest, sesi: Sesi, verba: Callable[[], Any], jangkar: str = "") -> HttpResponse:
    """Run a verb and go back to the list, saying what happened."""
    try:
        hasil = verba()
        if isinstance(hasil, str) and hasil:
            messages.success(request, hasil)
    except PermissionDenied as galat:
        messages.warning(request, str(galat))
        return redirect("pelatihan:mengajar_daftar")
    except ValidationError as galat:
        messages.warning(request, " ".join(galat.messages))
        jangkar = ""
    return HttpResponseRedirect(reverse("pelatihan:hadir_daftar", args=[sesi.kode]) + jangkar)


def _uuid(teks: str) -> tuple[UUID, ...]:
    """Read ids separated by spaces; what is none is left out."""
    hasil = []
    for bagian in teks.split()[: aksi.TERBANYAK]:
        try:
            hasil.append(UUID(bagian))
        except ValueError:
            continue
    return tuple(hasil)
