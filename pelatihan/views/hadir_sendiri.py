"""Presence by the participant himself: his card, and the code of the room."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from akun import batas
from inti.qr import svg
from pelatihan import kartu as kartu_peserta
from pelatihan.actions import kehadiran as aksi
from pelatihan.enums import AsalTanda, StatusPeserta
from pelatihan.forms.hadir import KodeHadirForm
from pelatihan.models import Peserta, Sesi

TEBAKAN = 6
"""Wrong codes in half a day for one person and session: of 10,000 codes two are right at a time."""


@require_GET
def kartu(request: HttpRequest, kode: str) -> HttpResponse:
    """The card that the trainer scans: a QR, and under it the short code."""
    milik = Peserta.objects.filter(pelaku__akun=request.user, pelaku__meninggal_pada=None)
    peserta = get_object_or_404(milik.select_related("angkatan__kurikulum", "pelaku", "usaha"), kode=kode)
    alamat = settings.PORTAL_URL + reverse("pelatihan:kartu_terbaca", args=[peserta.kode])
    konteks = {
        "peserta": peserta,
        "angkatan": peserta.angkatan,
        "qr": svg(alamat),
        "pendek": kartu_peserta.pendek(peserta),
        "berlaku": peserta.status == StatusPeserta.TERDAFTAR,
    }
    return render(request, "pelatihan/hadir_kartu.html", konteks)


@require_GET
@never_cache
def daftar(request: HttpRequest) -> HttpResponse:
    """The sessions in which one may mark oneself now; a single one opens by itself."""
    kini = timezone.now()
    milik = Sesi.objects.filter(
        angkatan__peserta__in=_tempat(request), mulai__lte=kini + aksi.AWAL, selesai__gte=kini, ditutup_pada=None
    ).select_related("angkatan__kurikulum")
    terbuka = [s for s in milik if aksi.dapat_sendiri(s, kini)]
    if len(terbuka) == 1:
        return redirect("pelatihan:hadir_sendiri", terbuka[0].kode)
    return render(request, "pelatihan/hadir_sendiri_daftar.html", {"daftar": terbuka})


@require_http_methods(["GET", "POST"])
@never_cache
def sendiri(request: HttpRequest, kode: str) -> HttpResponse:
    """Where the QR on the wall leads: the code is filled in already, one tap marks. Who types it looks at the wall."""
    sesi = get_object_or_404(
        Sesi.objects.filter(angkatan__peserta__in=_tempat(request)).select_related("angkatan__kurikulum", "topik"),
        kode=kode,
    )
    peserta = _tempat(request).select_related("pelaku__akun").get(angkatan=sesi.angkatan)
    form = KodeHadirForm(request.POST or None, initial={"kode": request.GET.get("kode", "")[:4]})
    if request.method == "POST" and form.is_valid() and _tandai(request, form, sesi, peserta):
        return redirect("pelatihan:hadir_sendiri", sesi.kode)
    konteks = {
        "sesi": sesi,
        "angkatan": sesi.angkatan,
        "form": form,
        "tanda": sesi.kehadiran.filter(peserta=peserta, asal=AsalTanda.MANDIRI).first(),
        "terbuka": aksi.dapat_sendiri(sesi, timezone.now()),
    }
    return render(request, "pelatihan/hadir_sendiri.html", konteks, status=422 if form.is_bound else 200)


def _tandai(request: HttpRequest, form: KodeHadirForm, sesi: Sesi, peserta: Peserta) -> bool:
    """Mark, counting the try first: a code that is guessed through must fail long before."""
    kunci = f"hadir_kode:{sesi.pk}:{peserta.pk}"
    if not batas.pakai(kunci, TEBAKAN, batas.HARI // 2):
        form.add_error(None, "Kodenya sudah beberapa kali salah. Minta pelatih menandai Anda.")
        return False
    try:
        aksi.tandai_sendiri(sesi, peserta=peserta, kode=form.cleaned_data["kode"], tanda=uuid4())
    except ValidationError as galat:
        form.add_error("kode", galat)
        return False
    batas.kembalikan(kunci, TEBAKAN)
    return True


def _tempat(request: HttpRequest) -> QuerySet[Peserta]:
    """Return the seats that are this person's own."""
    milik = Peserta.objects.filter(pelaku__akun=request.user, pelaku__meninggal_pada=None)
    return milik.filter(status=StatusPeserta.TERDAFTAR)
