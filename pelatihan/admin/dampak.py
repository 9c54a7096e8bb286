"""What training brings, in the officials' room: figures of the programme, and what participants say."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from akun.models import Pengguna
from akun.permissions import kecamatan_kerja
from inti.admin.kamar import tampilkan
from inti.halaman import potong
from pelatihan import kesan, program
from pelatihan.enums import TahapTanya
from pelatihan.forms.dampak import ProgramForm, TahunForm
from pelatihan.models import Angkatan, Kurikulum
from pelatihan.reports import LAPORAN
from pelatihan.views.kesan import halaman

IZIN = "pelatihan.lihat_dampak"
SEHALAMAN = 50


def _jaga(request: HttpRequest) -> None:
    if not request.user.has_perm(IZIN):
        raise PermissionDenied


@require_GET
def dampak(request: HttpRequest) -> HttpResponse:
    """The programme in figures: all classes of the filter together, and each; without a filter, those of this year."""
    _jaga(request)
    saring = request.GET or QueryDict(f"dari={timezone.localdate():%Y}-01-01")
    form = ProgramForm(saring, user=request.user)
    sah = form.is_valid()
    kelas = program.kelas(request.user, form.cleaned_data if sah else {})
    hitungan = program.hitung(request.user, kelas)
    potongan = potong(request, kelas, SEHALAMAN)
    potongan["teks"] = f"Halaman {potongan['halaman']}"
    sebagian = kecamatan_kerja(request.user) is not None
    konteks = {
        "title": "Dampak pelatihan",
        "form": form,
        "saringan": form.kata() if sah else [],
        "p": hitungan,
        "h": potongan,
        "baris": [_baris(satu, hitungan, sebagian=sebagian) for satu in potongan["baris"]],
        "sebagian": sebagian,
        "laporan": [(satu.judul, reverse("laporan:laporan", args=[satu.kode])) for satu in LAPORAN],
        "kueri": saring.urlencode(),
    }
    return tampilkan(request, "admin/pelatihan/dampak.html", konteks, status=200 if sah else 422)


def _baris(angkatan: Angkatan, hitungan: program.Program, *, sebagian: bool) -> dict[str, Any]:
    angka = hitungan.kelas.get(angkatan.pk, program.Hitungan())
    biaya = None if sebagian else angkatan.biaya_nyata
    return {
        "angkatan": angkatan,
        "angka": angka,
        "biaya": biaya,
        "per_lulusan": program.biaya_per_lulusan(biaya, angka.lulus),
    }


@require_GET
def kesan_semua(request: HttpRequest) -> HttpResponse:
    """What participants say, by course and by trainer, both times."""
    _jaga(request)
    form = TahunForm(request.GET, user=request.user)
    sah = form.is_valid()
    tahun = form.cleaned_data.get("tahun") if sah else None
    awal, nanti = (kesan.rangkum(tahap, tahun=tahun) for tahap in TahapTanya)
    kursus = Kurikulum.objects.filter(pk__in=awal.kursus.keys() | nanti.kursus.keys()).order_by("nama", "pk")
    orang = Pengguna.objects.filter(pk__in=awal.pelatih.keys() | nanti.pelatih.keys()).order_by("nama", "pk")
    konteks = {
        "title": "Kesan peserta",
        "form": form,
        "tabel": [
            ("Menurut pelatihan", "Pelatihan", [(s, awal.kursus.get(s.pk), nanti.kursus.get(s.pk)) for s in kursus]),
            ("Menurut pelatih", "Pelatih", [(s.nama, awal.pelatih.get(s.pk), nanti.pelatih.get(s.pk)) for s in orang]),
        ],
        "judul_nilai": [judul for _, judul, *_ in kesan.PERTANYAAN],
    }
    return tampilkan(request, "admin/pelatihan/kesan_semua.html", konteks, status=200 if sah else 422)


@require_GET
def kesan_kelas(request: HttpRequest, kode: str) -> HttpResponse:
    """What the participants of one class said."""
    _jaga(request)
    angkatan = get_object_or_404(Angkatan.objects.select_related("kurikulum"), kode=kode)
    if not request.user.has_perm("pelatihan.view_angkatan"):
        raise Http404
    konteks = {"title": f"Kesan peserta {angkatan}", "angkatan": angkatan, **halaman(angkatan)}
    return tampilkan(request, "admin/pelatihan/kesan.html", konteks)
