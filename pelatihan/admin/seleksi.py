"""Selection in the officials' room: criteria, the table of points, the preview of the decision, and the decision."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from inti.admin import AdminDasar
from inti.admin.baris import BarisAtur, PilihanBernama
from inti.admin.kamar import tampilkan
from inti.halaman import potong
from pelatihan import penilaian, seleksi
from pelatihan.actions import seleksi as aksi
from pelatihan.enums import CaraMasuk, StatusPeserta
from pelatihan.forms.seleksi import KriteriaForm, KriteriaFormSet, NilaiForm, SalinForm, SeleksiForm
from pelatihan.models import Angkatan, JawabanKriteria, Kriteria, SetKriteria
from pelatihan.permissions import penyelenggara

SEHALAMAN = 50


class BarisKriteria(BarisAtur):
    """The criteria of a set: who may change the set may change them."""

    model = Kriteria
    form = KriteriaForm
    fields = ("urut", "nama", "bantuan", "jenis", "bobot", "aturan_poin")
    can_delete = True
    extra = 3
    template = "admin/edit_inline/stacked.html"

    def _boleh(self, request: HttpRequest, izin: str) -> bool:
        return request.user.has_perm("pelatihan.change_setkriteria")


@admin.register(SetKriteria)
class AdminSetKriteria(PilihanBernama, AdminDasar):
    untuk_semua = True
    inlines = (BarisKriteria,)
    pilihan_pendek = ("kurikulum",)
    boleh_ditambah = ("nama", "kurikulum", "aktif")
    boleh_diubah = boleh_ditambah
    fields = boleh_ditambah
    list_display = ("nama", "kurikulum", "aktif")
    list_filter = ("aktif",)
    list_select_related = ("kurikulum",)
    search_fields = ("nama",)
    belum_ada = (
        "Belum ada set kriteria. Satu set disalin ke banyak kelas; kelas yang sudah menyalin tidak ikut berubah."
    )


def _kelas(request: HttpRequest, kode: str) -> Angkatan:
    """Fetch a class that selects, for who runs it; to anybody else it does not exist."""
    satu = get_object_or_404(Angkatan.objects.select_related("kurikulum", "desa"), kode=kode, cara=CaraMasuk.SELEKSI)
    if not penyelenggara(request.user, satu):
        raise Http404
    return satu


def _dinilai(request: HttpRequest, kode: str) -> Angkatan:
    """Fetch one to judge; who has applied there himself reads neither the answers nor the points of the others."""
    satu = _kelas(request, kode)
    if satu.peserta.filter(pelaku__akun=request.user.pk, status=StatusPeserta.MENUNGGU_SELEKSI).exists():
        raise PermissionDenied("Anda sendiri melamar kelas ini. Petugas lain yang menilai dan memutuskannya.")
    return satu


def _konteks(angkatan: Angkatan, judul: str, **lain: Any) -> dict[str, Any]:
    return {
        "title": judul,
        "angkatan": angkatan,
        "kriteria": list(angkatan.kriteria.all()),
        "aturan": seleksi.aturan(angkatan),
        **lain,
    }


@require_http_methods(["GET", "POST"])
def nilai(request: HttpRequest, kode: str) -> HttpResponse:
    """The applicants in a table, what the portal knows filled in, a box for what an official judges."""
    angkatan = _dinilai(request, kode)
    konteks = _konteks(angkatan, f"Seleksi {angkatan}")
    if konteks["aturan"].diputuskan_pada is not None:
        return tampilkan(request, "admin/pelatihan/seleksi_hasil.html", konteks | {"baris": seleksi.hasil(angkatan)})
    urut = seleksi.peringkat(angkatan)
    ke = {p.peserta.pk: n for n, p in enumerate(urut, 1)}
    belum = sum(p.belum for p in urut)
    # While points are missing the rows stand still, in the order of arrival, so that a typist does not lose his place.
    tampil = sorted(urut, key=lambda p: p.peserta.pk) if belum else urut
    halaman = potong(request, tampil, SEHALAMAN)
    jawaban = [j for p in halaman["baris"] for j in p.peserta.jawaban.all() if j.kriteria.dinilai]
    form = NilaiForm(request.POST or None, jawaban=_berpeserta(jawaban, halaman["baris"]))
    if request.method == "POST" and form.is_valid():
        try:
            banyak = aksi.nilai(angkatan, poin=form.poin, oleh=request.user)
        except (ValidationError, PermissionDenied) as galat:
            form.add_error(None, galat.messages if isinstance(galat, ValidationError) else str(galat))
        else:
            messages.success(request, f"{banyak} nilai tersimpan." if banyak else "Tidak ada nilai yang berubah.")
            return redirect(request.get_full_path())
    konteks |= {"form": form, "jumlah": len(urut), "belum": belum, "urut_nilai": not belum, "h": halaman}
    konteks["baris"] = [(ke[p.peserta.pk], p, _sel(p, konteks["kriteria"], form)) for p in halaman["baris"]]
    konteks["jumlah_bobot"] = sum(k.bobot for k in konteks["kriteria"])
    return tampilkan(request, "admin/pelatihan/seleksi_nilai.html", konteks, status=422 if form.errors else 200)


def _berpeserta(jawaban: list[JawabanKriteria], baris: list[seleksi.Pelamar]) -> list[JawabanKriteria]:
    """Give each answer the applicant that was fetched already, so that naming it asks nothing."""
    orang = {p.peserta.pk: p.peserta for p in baris}
    for satu in jawaban:
        satu.peserta = orang[satu.peserta_id]
    return jawaban


def _sel(pelamar: seleksi.Pelamar, kriteria: list[Kriteria], form: NilaiForm) -> list[tuple[Any, Any]]:
    """Return for each criterion the answer and its box, if an official judges it."""
    milik = {j.kriteria_id: j for j in pelamar.peserta.jawaban.all()}
    return [(j, form[f"n{j.pk}"] if j.kriteria.dinilai else None) for k in kriteria if (j := milik.get(k.pk))]


@require_http_methods(["GET", "POST"])
def kriteria(request: HttpRequest, kode: str) -> HttpResponse:
    """Write the criteria, or read them once somebody has applied."""
    angkatan = _kelas(request, kode)
    konteks = _konteks(angkatan, f"Kriteria seleksi {angkatan}")
    melamar = JawabanKriteria.objects.filter(peserta__angkatan=angkatan).exists()
    form = SeleksiForm(request.POST or None, instance=konteks["aturan"])
    baris: Any = KriteriaFormSet(request.POST or None, queryset=angkatan.kriteria.all(), prefix="k")
    if request.method == "POST" and form.is_valid() and baris.is_valid():
        try:
            aksi.tulis_kriteria(angkatan, kriteria=baris.isi(), oleh=request.user, **form.cleaned_data)
        except ValidationError as galat:
            form.add_error(None, galat.messages)
        else:
            messages.success(request, "Kriteria tersimpan. Pelamar membacanya di halaman kelas.")
            return redirect("kelas:seleksi_kriteria", angkatan.kode)
    salin = SalinForm(kurikulum=angkatan.kurikulum)
    konteks |= {"form": form, "formset": baris, "melamar": melamar, "salin": salin}
    konteks["jumlah_bobot"] = sum(k.bobot for k in konteks["kriteria"])
    konteks["isian_salah"] = bool(form.errors or baris.total_error_count())
    status = 422 if konteks["isian_salah"] else 200
    return tampilkan(request, "admin/pelatihan/seleksi_kriteria.html", konteks, status=status)


@require_POST
def salin(request: HttpRequest, kode: str) -> HttpResponse:
    """Copy the criteria of a set into this class."""
    angkatan = _kelas(request, kode)
    form = SalinForm(request.POST, kurikulum=angkatan.kurikulum)
    if form.is_valid():
        try:
            aksi.salin(angkatan, dari=form.cleaned_data["himpunan"], oleh=request.user)
            messages.success(request, "Kriteria disalin. Ubah seperlunya; set aslinya tidak ikut berubah.")
        except ValidationError as galat:
            messages.error(request, galat.messages[0])
    return redirect("kelas:seleksi_kriteria", angkatan.kode)


@require_http_methods(["GET", "POST"])
def putuskan(request: HttpRequest, kode: str) -> HttpResponse:
    """Show what the decision would do to whom; the button below does exactly that, or nothing."""
    angkatan = _dinilai(request, kode)
    if request.method == "POST":
        try:
            hasil = aksi.putuskan(angkatan, sidik=request.POST.get("sidik", ""), oleh=request.user)
        except ValidationError as galat:
            messages.error(request, galat.messages[0])
            return redirect("kelas:seleksi_putuskan", angkatan.kode)
        except PermissionDenied:
            messages.error(request, "Anda sendiri melamar kelas ini. Petugas lain yang memutuskannya.")
            return redirect("kelas:seleksi", angkatan.kode)
        kata = f"{len(hasil.lolos)} mendapat kursi, {len(hasil.cadangan)} cadangan, {len(hasil.tidak)} tidak lolos."
        messages.success(request, f"Seleksi diputuskan: {kata} Semua dikabari.")
        return redirect("kelas:seleksi", angkatan.kode)
    konteks = _konteks(angkatan, f"Keputusan seleksi {angkatan}")
    if konteks["aturan"].diputuskan_pada is not None:
        return redirect("kelas:seleksi", angkatan.kode)
    kuota = list(angkatan.kuota.select_related("kecamatan").order_by("pk"))
    rencana = seleksi.rencana(angkatan, konteks["aturan"], kuota)
    try:
        seleksi.wajib_dapat_diputuskan(angkatan, konteks["aturan"])
        halangan = f"{rencana.belum} nilai belum diisi." if rencana.belum else ""
    except ValidationError as galat:
        halangan = galat.messages[0]
    konteks |= {
        "r": rencana,
        "halangan": halangan,
        "kursi": sum(k.jumlah for k in kuota),
        "tertinggi": penilaian.TERTINGGI,
    }
    konteks["kuota"] = [(k, rencana.per_kuota.get(str(k), 0)) for k in kuota]
    return tampilkan(request, "admin/pelatihan/seleksi_putuskan.html", konteks)
