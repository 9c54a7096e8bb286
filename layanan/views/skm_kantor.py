"""The satisfaction survey in the officials' room: sheets of paper, results before they are published, posters."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from akun import batas
from inti.admin.kamar import tampilkan
from layanan import survei
from layanan.actions import skm as aksi
from layanan.actions import skm_cetak
from layanan.forms.skm import LembarKertasForm
from layanan.models import AcaraSkm, PeriodeSkm
from layanan.skm import BOBOT


def _wajib(request: HttpRequest, izin: str) -> None:
    if not request.user.has_perm(f"layanan.{izin}"):
        raise Http404


@require_http_methods(["GET", "POST"])
def lembar(request: HttpRequest) -> HttpResponse:
    """Type one sheet of paper after another: month and service stay."""
    _wajib(request, "isi_lembar_skm")
    awal = {nama: request.GET[nama] for nama in ("bulan", "layanan") if nama in request.GET}
    form = LembarKertasForm(request.POST or None, request=request, initial=awal)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        sekali = f"skm_lembar:{data['kunci']}"
        try:
            if batas.pakai(sekali, 1, batas.HARI):
                aksi.entri_lembar(oleh=request.user, bulan=data["bulan"], layanan=data["layanan"], isi=form.isi())
        except ValidationError as galat:
            batas.kembalikan(sekali, 1)  # nothing was kept: the same sheet, mended, must not pass for a second one
            form.add_error(None if not hasattr(galat, "error_dict") else "bulan", galat.messages)
        else:
            messages.success(request, "Lembar tersimpan. Lanjut ke lembar berikutnya.")
            layanan = data["layanan"].pk if data["layanan"] else ""
            return redirect(f"{reverse('skm:lembar')}?bulan={data['bulan']}&layanan={layanan}")
    konteks = {"title": "Entri lembar kepuasan", "form": form, "media": form.media}
    return tampilkan(request, "admin/layanan/skm_lembar.html", konteks, status=422 if form.is_bound else 200)


@require_safe
def lembar_cetak(request: HttpRequest) -> HttpResponse:
    """The blank sheet for the counter."""
    _wajib(request, "isi_lembar_skm")
    return _pdf(skm_cetak.lembar_kosong(), "lembar-skm.pdf")


@require_safe
def poster(request: HttpRequest, kode: str) -> HttpResponse:
    """The poster of an event."""
    _wajib(request, "view_acaraskm")
    satu = get_object_or_404(AcaraSkm, kode=kode)
    alamat = request.build_absolute_uri(satu.get_absolute_url())
    return _pdf(skm_cetak.poster(satu, alamat=alamat), f"poster-skm-{satu.kode}.pdf")


@require_safe
def masa(request: HttpRequest, masa: str) -> HttpResponse:
    """The result of a period as the office sees it before it is published, by the weight that is asked for."""
    satu, bobot = _ambil(request, masa)
    hitungan = survei.hasil_masa(satu, bobot=BOBOT[bobot])
    konteks = {
        "title": f"Survei kepuasan {satu.nama}",
        "h": hitungan,
        "bobot": bobot,
        "semua_bobot": list(BOBOT),
        "tren": survei.tren(),
        "rencana": list(survei.rencana(satu)),
        "saran": survei.saran(satu),
        "boleh_terbit": hitungan.hasil is not None
        and not satu.diterbitkan
        and request.user.has_perm("layanan.terbitkan_skm"),
    }
    return tampilkan(request, "admin/layanan/skm_masa.html", konteks)


@require_POST
def terbitkan(request: HttpRequest, masa: str) -> HttpResponse:
    """Publish a period."""
    _wajib(request, "terbitkan_skm")
    satu = get_object_or_404(PeriodeSkm, kode=masa)
    try:
        aksi.terbitkan(satu, oleh=request.user)
    except ValidationError as galat:
        messages.error(request, galat.messages[0])
    else:
        messages.success(request, "Hasil terbit dan dapat dibaca siapa pun.")
    return redirect("skm:kantor_masa", masa=satu.kode)


@require_safe
def cetak(request: HttpRequest, masa: str) -> HttpResponse:
    """The report before it is published, or by another weight."""
    satu, bobot = _ambil(request, masa)
    hitungan = survei.hasil_masa(satu, bobot=BOBOT[bobot])
    if hitungan.hasil is None:
        raise Http404
    return _pdf(skm_cetak.laporan(hitungan, bobot=BOBOT[bobot]), f"laporan-skm-{satu.kode}.pdf")


def _ambil(request: HttpRequest, kode: str) -> tuple[PeriodeSkm, str]:
    """Fetch a period for who may see it, and the weight in the address; an unknown one is the true one."""
    _wajib(request, "view_periodeskm")
    bobot = request.GET.get("bobot", "")
    return get_object_or_404(PeriodeSkm.objects.select_related("penanda"), kode=kode), (
        bobot if bobot in BOBOT else next(iter(BOBOT))
    )


def _pdf(isi: bytes, nama: str) -> HttpResponse:
    jawaban = HttpResponse(isi, content_type="application/pdf")
    jawaban["Content-Disposition"] = f'inline; filename="{nama}"'
    return jawaban
