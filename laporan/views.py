"""The pages of the reports, in the officials' room."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_POST, require_safe

from akun import batas
from inti.admin.kamar import tampilkan
from inti.berkas import sajikan
from inti.laporan import Laporan, SaringanForm
from laporan import actions, daftar, papan, permissions, permohonan, queries
from laporan.actions.unduhan import lingkup
from laporan.enums import MIME, PDF_MAKS, Format, Keadaan
from laporan.forms import AlasanForm, UnduhForm
from laporan.models import Unduhan
from umkm.angka import MENURUT_KODE, UKURAN

UNDUHAN_PER_JAM = 30


def _ambil_laporan(request: HttpRequest, kode: str) -> Laporan:
    laporan = daftar.semua().get(kode)
    if laporan is None or not daftar.boleh(request.user, laporan):
        raise Http404
    return laporan


def _ambil_unduhan(request: HttpRequest, kode: str) -> Unduhan:
    """Fetch what this person asked for; what others asked for does not exist here."""
    return get_object_or_404(Unduhan.objects.select_related("oleh", "ulangan_dari"), kode=kode, oleh=request.user)


@require_safe
def semua(request: HttpRequest) -> HttpResponse:
    """The reports that one may have, and what one asked for last."""
    laporan = daftar.untuk(request.user)
    if not laporan:
        raise Http404
    konteks = {"title": "Laporan", "laporan": laporan, "unduhan": list(queries.unduhan_saya(request.user))}
    return tampilkan(request, "laporan/semua.html", konteks)


@require_safe
def laporan(request: HttpRequest, laporan: str) -> HttpResponse:
    """One report: its filters, how many rows they leave, its columns, and the way to have it."""
    satu = _ambil_laporan(request, laporan)
    return _halaman_laporan(request, satu, satu.formulir(request.GET, user=request.user), UnduhForm(label_suffix=""))


def _halaman_laporan(request: HttpRequest, satu: Laporan, saringan: SaringanForm, form: UnduhForm) -> HttpResponse:
    benar = saringan.is_valid()
    konteks = {
        "title": satu.judul,
        "laporan": satu,
        "saringan": saringan,
        "benar": benar,
        "form": form,
        "media": saringan.media,
        "pdf_maks": PDF_MAKS,
        "alamat_unduh": f"{reverse('laporan:unduh', args=[satu.kode])}?{request.GET.urlencode()}",
    }
    if benar:
        konteks |= {
            "jumlah": satu.data(request.user, saringan.cleaned_data).count(),
            "kolom": satu.kolom_bagi(request.user, saringan.cleaned_data),
            "terpilih": saringan.kata(),
            "lingkup": lingkup(request.user)["lingkup"],
        }
    return tampilkan(request, "laporan/laporan.html", konteks, status=422 if form.errors or not benar else 200)


@require_POST
def unduh(request: HttpRequest, laporan: str) -> HttpResponseBase:
    """Ask for a list: a CSV comes at once, the others are made by a worker."""
    satu = _ambil_laporan(request, laporan)
    saringan, form = satu.formulir(request.GET, user=request.user), UnduhForm(request.POST, label_suffix="")
    if saringan.is_valid() and form.is_valid():
        jawaban = _minta(request, satu, saringan, form, bentuk=form.cleaned_data["format"])
        if jawaban is not None:
            return jawaban
    return _halaman_laporan(request, satu, saringan, form)


def _minta(
    request: HttpRequest,
    satu: Laporan,
    saringan: SaringanForm,
    form: AlasanForm,
    *,
    bentuk: str,
    ulangan_dari: Unduhan | None = None,
) -> HttpResponseBase | None:
    """Write the wish down and answer it; None when the form must be shown again."""
    if not batas.pakai(f"laporan:{request.user.pk}", UNDUHAN_PER_JAM, batas.JAM):
        raise batas.TerlaluSering
    try:
        unduhan = actions.minta(
            satu,
            oleh=request.user,
            bentuk=bentuk,
            saringan=saringan,
            alasan=form.cleaned_data["alasan"],
            kunci=form.cleaned_data["kunci"],
            ulangan_dari=ulangan_dari,
        )
    except ValidationError as galat:
        _tunjuk(form, galat)
        return None
    if bentuk != Format.CSV:
        return redirect("laporan:unduhan", unduhan.kode)
    aliran = actions.alirkan(unduhan, oleh=request.user, laporan=satu, saringan=saringan)
    jawaban = StreamingHttpResponse(aliran, content_type=MIME[Format.CSV])
    jawaban["Content-Disposition"] = f'attachment; filename="{unduhan.nama_asli}"'
    jawaban["Cache-Control"] = "private, no-store"
    jawaban["X-Content-Type-Options"] = "nosniff"
    return jawaban


def _tunjuk(form: AlasanForm, galat: ValidationError) -> None:
    """Put the sentences beside their fields, those of a field that this form lacks above all."""
    for nama, kalimat in galat.message_dict.items():
        form.add_error(nama if nama in form.fields else None, kalimat)


@require_safe
def unduhan(request: HttpRequest, kode: str) -> HttpResponse:
    """How far a list is, and what it is; only the moving part when a script asks."""
    return _halaman_unduhan(request, _ambil_unduhan(request, kode))


def _halaman_unduhan(
    request: HttpRequest, satu: Unduhan, form: AlasanForm | None = None, status: int = 200
) -> HttpResponse:
    konteks = {
        "title": satu.judul,
        "unduhan": satu,
        "persen": _persen(satu),
        "boleh_ambil": satu.ada_berkas and permissions.pengunduh(request.user, satu),
        "sama": _banding(satu),
    }
    if request.htmx:  # type: ignore[attr-defined]
        return TemplateResponse(request, "laporan/_kemajuan.html", konteks)
    konteks |= {"form": form or AlasanForm(label_suffix=""), "boleh_lagi": _laporan_lagi(request, satu) is not None}
    return tampilkan(request, "laporan/unduhan.html", konteks, status=status)


def _persen(satu: Unduhan) -> int | None:
    return 100 * satu.baris_selesai // satu.baris_semua if satu.baris_semua else None


def _banding(satu: Unduhan) -> bool | None:
    """Whether a list made again is the same as the first, row for row; None when there is nothing to compare."""
    asal = satu.ulangan_dari
    return satu.sidik == asal.sidik if asal and asal.sidik and satu.sidik else None


def _laporan_lagi(request: HttpRequest, satu: Unduhan) -> Laporan | None:
    laporan = daftar.semua().get(satu.laporan)
    return laporan if laporan and daftar.boleh(request.user, laporan) else None


@require_safe
def berkas(request: HttpRequest, kode: str) -> HttpResponseBase:
    """Hand out the file to the one who asked, while it lives and while he may still have what is in it."""
    satu = _ambil_unduhan(request, kode)
    if satu.keadaan != Keadaan.SELESAI or not permissions.pengunduh(request.user, satu):
        raise Http404
    if not satu.ada_berkas:
        return _halaman_unduhan(request, satu, status=410)
    return sajikan(satu, unduh=True)


@require_POST
def batal(request: HttpRequest, kode: str) -> HttpResponse:
    satu = _ambil_unduhan(request, kode)
    if not actions.batalkan(satu, oleh=request.user):
        messages.warning(request, "Daftar ini sudah selesai atau sudah dibatalkan.")
    return redirect("laporan:unduhan", kode)


@require_POST
def ulang(request: HttpRequest, kode: str) -> HttpResponse:
    satu = _ambil_unduhan(request, kode)
    if not actions.ulangi(satu, oleh=request.user):
        messages.warning(request, "Tidak ada yang perlu diulang.")
    return redirect("laporan:unduhan", kode)


@require_POST
def lagi(request: HttpRequest, kode: str) -> HttpResponseBase:
    """Make the same list again: the same filters, the data of now; the hashes tell whether anything changed."""
    satu = _ambil_unduhan(request, kode)
    laporan = _laporan_lagi(request, satu)
    if laporan is None:
        raise Http404
    saringan, form = (
        laporan.formulir(MultiValueDict(satu.saringan), user=request.user),
        AlasanForm(request.POST, label_suffix=""),
    )
    if not saringan.is_valid():
        messages.error(request, "Saringannya tidak cocok lagi dengan wilayah kerja Anda. Pilih saringan lagi.")
        return redirect("laporan:laporan", laporan.kode)
    if form.is_valid():
        asal = satu.ulangan_dari or satu
        jawaban = _minta(request, laporan, saringan, form, bentuk=satu.format, ulangan_dari=asal)
        if jawaban is not None:
            return jawaban
    return _halaman_unduhan(request, satu, form, status=422)


@require_safe
def angka(request: HttpRequest) -> HttpResponse:
    """Angka hari ini: what the head of the office looks at first."""
    if not request.user.has_perms(queries.IZIN_ANGKA):
        raise Http404
    data = queries.angka(request.user)
    ukuran = MENURUT_KODE.get(request.GET.get("ukuran", ""), MENURUT_KODE["menunggu"])
    tempat, layanan = lingkup(request.user)["lingkup"], permohonan.angka(request.user)
    url = reverse("admin:umkm_usaha_changelist")
    konteks = {
        "title": "Angka hari ini",
        "data": data,
        "lingkup": tempat,
        "kelompok": papan.kartu(data, url),
        "ukuran": ukuran,
        "semua_ukuran": UKURAN,
        "petak": papan.petak(data, ukuran.kode, url),
        "legenda": papan.legenda(data, ukuran.kode),
        "pesan": papan.pesan(data, tempat, layanan),
        "permohonan": layanan,
        "tabel": papan.tabel(data),
        "mendesak": papan.mendesak(queries.mendesak(request.user), data, url),
    }
    return tampilkan(request, "laporan/angka.html", konteks)
