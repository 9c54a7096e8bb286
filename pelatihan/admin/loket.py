"""Enrolment at the counter: one person by the number of his business, or a group as a block."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse

from inti.admin.kamar import tampilkan
from pelatihan.actions import kelompok as aksi_kelompok
from pelatihan.actions import kursi as aksi
from pelatihan.enums import AKTIF, CaraMasuk, StatusAngkatan, StatusPeserta
from pelatihan.models import Angkatan
from umkm.forms.bagian import TeksPendek
from umkm.models import KepemilikanUsaha, PelakuUsaha, Usaha

LUAR = "Nomor {} tidak ditemukan di wilayah kerja Anda. Periksa lagi."
S = StatusPeserta


def cari_usaha(nomor: str, oleh: Any) -> Usaha:
    """Find a business of the official's reach by its registration number. Raises ValidationError."""
    dicari = nomor.strip().upper()
    terlihat = Usaha.objects.terlihat_oleh(oleh).utuh().select_related("desa__kecamatan")
    usaha = terlihat.filter(nomor=dicari).first()
    if usaha is None:
        raise ValidationError(LUAR.format(dicari[:20]))
    return usaha


class LoketForm(forms.Form):
    """First the number; when a business has several people, the page asks which of them comes."""

    nomor = forms.CharField(
        label="Nomor pendaftaran usaha",
        max_length=20,
        help_text="Contoh BTG-26-000123-K, tertulis di kartu dan di HP pemiliknya.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": "Isi nomor pendaftaran usahanya."},
    )
    orang = forms.ChoiceField(label="Siapa yang ikut?", required=False, widget=forms.RadioSelect)
    kebutuhan = TeksPendek(
        label="Kebutuhan khusus",
        maks=200,
        required=False,
        help_text="Misalnya kursi roda atau juru bahasa isyarat. Hanya dibaca panitia dan pelatih.",
    )

    def __init__(self, *args: Any, oleh: Any, melamar: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        if melamar:
            del self.fields["kebutuhan"]
        self.oleh = oleh
        self.menurut_kode: dict[str, PelakuUsaha] = {}
        try:
            usaha = cari_usaha(str(self.data.get("nomor") or "").replace("\x00", ""), oleh) if self.is_bound else None
        except ValidationError:
            usaha = None
        if usaha is not None:
            milik = KepemilikanUsaha.objects.berjalan().filter(usaha=usaha).select_related("pelaku__akun")
            self.menurut_kode = {m.pelaku.kode: m.pelaku for m in milik.order_by("sejak", "pk")}
        if len(self.menurut_kode) > 1:
            self.fields["orang"].choices = [(k, p.nama) for k, p in self.menurut_kode.items()]  # type: ignore[attr-defined]
        else:
            del self.fields["orang"]

    def clean_nomor(self) -> Usaha:
        return cari_usaha(self.cleaned_data["nomor"], self.oleh)

    def clean(self) -> dict[str, Any]:
        isian = super().clean() or {}
        if "nomor" in self.errors:
            return isian
        if not self.menurut_kode:
            self.add_error("nomor", "Usaha ini belum punya pemilik yang tercatat. Lengkapi dulu datanya.")
        elif len(self.menurut_kode) > 1 and not isian.get("orang"):
            self.add_error("orang", "Pilih siapa yang ikut.")
        else:
            isian["pelaku"] = self.menurut_kode[isian.get("orang") or next(iter(self.menurut_kode))]
        return isian


class KelompokForm(forms.Form):
    nama = TeksPendek(
        label="Nama kelompok", maks=100, error_messages={"required": "Isi nama kelompoknya, misalnya KWT Melati."}
    )
    nomor = forms.CharField(
        label="Nomor pendaftaran usaha anggotanya",
        max_length=1000,
        help_text="Satu nomor satu baris. Yang pertama menjadi ketua kelompok.",
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": "Isi nomor pendaftaran usaha anggotanya."},
    )
    semua = forms.TypedChoiceField(
        label="Bila kursinya kurang",
        coerce=lambda isi: isi == "semua",
        choices=[
            ("semua", "Semua ikut, atau semua menunggu bersama"),
            ("sebagian", "Sebagian ikut dulu, sisanya menunggu"),
        ],
        initial="semua",
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih salah satu."},
    )

    def __init__(self, *args: Any, oleh: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.oleh = oleh

    def clean_nomor(self) -> list[tuple[PelakuUsaha, Usaha]]:
        nomor = [satu.upper() for satu in self.cleaned_data["nomor"].replace(",", " ").split()]
        if not 2 <= len(nomor) <= aksi_kelompok.TERBANYAK:
            raise ValidationError(
                f"Isi 2 sampai {aksi_kelompok.TERBANYAK} nomor. Untuk satu orang ada halamannya sendiri."
            )
        anggota, salah = [], []
        for satu in nomor:
            try:
                usaha = cari_usaha(satu, self.oleh)
            except ValidationError as galat:
                salah += galat.messages
                continue
            pemilik = usaha.pemilik
            if pemilik is None:
                salah.append(f"Usaha {satu} belum punya pemilik yang tercatat.")
            else:
                anggota.append((pemilik, usaha))
        if salah:
            raise ValidationError(salah)
        return anggota


def milik_loket(lihat: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let in who keeps lists, while the class takes people in; for anybody else the page does not exist."""

    def jaga(halaman: Any, request: HttpRequest, obj: Angkatan) -> HttpResponse:
        if not request.user.has_perm("pelatihan.kelola_peserta") or obj.status != StatusAngkatan.DIBUKA:
            raise Http404
        if request.method not in ("GET", "POST"):
            return HttpResponseNotAllowed(["GET", "POST"])
        return lihat(halaman, request, obj)

    return jaga


@milik_loket
def loket_view(halaman: Any, request: HttpRequest, obj: Angkatan) -> HttpResponse:
    """Enrol the owner of a business who stands at the counter or calls; a class that selects asks for answers next."""
    melamar = obj.cara == CaraMasuk.SELEKSI
    form = LoketForm(request.POST if request.method == "POST" else None, oleh=request.user, melamar=melamar)
    if request.method == "POST" and form.is_valid():
        isian = form.cleaned_data
        if ada := obj.peserta.filter(pelaku=isian["pelaku"], status__in=AKTIF).first():
            messages.info(
                request, f"{ada.pelaku.nama} sudah tercatat di kelas ini: {ada.get_status_display().lower()}."
            )
            return redirect("admin:pelatihan_peserta_change", ada.pk)
        if melamar:
            siapa = urlencode({"usaha": isian["nomor"].kode, "orang": isian["pelaku"].kode})
            return redirect(f"{reverse('pelatihan:lamar', args=[obj.kode])}?{siapa}")
        try:
            peserta = aksi.daftar(
                obj, pelaku=isian["pelaku"], usaha=isian["nomor"], oleh=request.user, kebutuhan=isian["kebutuhan"]
            )
        except ValidationError as galat:
            form.add_error(None, galat.messages)
        except PermissionDenied as galat:
            form.add_error(None, str(galat))
        else:
            messages.success(request, f"{peserta.pelaku.nama}: {peserta.get_status_display().lower()}. Ia dikabari.")
            return redirect("admin:pelatihan_peserta_change", peserta.pk)
    return _tampil(request, obj, "angkatan_loket", f"Daftarkan orang ke {obj}", form)


@milik_loket
def kelompok_view(halaman: Any, request: HttpRequest, obj: Angkatan) -> HttpResponse:
    """Enrol a group in one go: all of them, or whoever finds a seat."""
    form = KelompokForm(request.POST if request.method == "POST" else None, oleh=request.user)
    if request.method == "POST" and form.is_valid():
        isian = form.cleaned_data
        try:
            baru = aksi_kelompok.daftar_kelompok(
                obj, nama=isian["nama"], anggota=isian["nomor"], semua=isian["semua"], oleh=request.user
            )
        except ValidationError as galat:
            form.add_error(None, galat.messages)
        except PermissionDenied as galat:
            form.add_error(None, str(galat))
        else:
            duduk = sum(p.status == S.TERDAFTAR for p in baru)
            messages.success(
                request, f"{isian['nama']}: {duduk} terdaftar, {len(baru) - duduk} menunggu. Semua dikabari."
            )
            return redirect(_daftar_kelompok(baru[0].kelompok))
    return _tampil(request, obj, "angkatan_loket", f"Daftarkan kelompok ke {obj}", form)


HALAMAN: dict[str, Callable[..., HttpResponse]] = {"loket": loket_view, "kelompok": kelompok_view}


def _daftar_kelompok(kelompok: Any) -> str:
    return f"{reverse('admin:pelatihan_peserta_changelist')}?kelompok={kelompok.kode}"


def _tampil(request: HttpRequest, obj: Angkatan, templat: str, judul: str, form: Any) -> HttpResponse:
    kursi = list(obj.kuota.select_related("kecamatan"))
    konteks = {
        "title": judul,
        "angkatan": obj,
        "form": form,
        "kuota": kursi,
        "sisa": sum(k.sisa for k in kursi),
        "menerima": obj.menerima(),
        "melamar": obj.cara == CaraMasuk.SELEKSI,
        "orang": "orang" if isinstance(form, LoketForm) else "kelompok",
        "url_kembali": reverse("admin:pelatihan_angkatan_change", args=[obj.pk]),
    }
    return tampilkan(request, f"admin/pelatihan/{templat}.html", konteks, status=422 if form.errors else 200)
