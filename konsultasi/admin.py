"""Consultations in the officials' room: appointments, hours, absences, the sheet of a day, booking at the counter."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from inti import telepon
from inti.admin import AdminDasar, AdminPerkara, TabAntrean
from inti.admin.daftar import pil
from inti.admin.dasar import TanggalInput, WaktuInput
from inti.admin.kamar import tampilkan
from konsultasi import notifications, permissions, queries
from konsultasi.actions import layani, pesan, terganggu, tunggu
from konsultasi.enums import S
from konsultasi.forms import HadirForm, LembarForm, LoketForm, PindahForm, TungguLoketForm
from konsultasi.kalimat import PERBUATAN, waktu
from konsultasi.models import Absen, DaftarTunggu, JamKonsultasi, JanjiTemu, Meja
from umkm import permissions as izin_usaha


class Antrean(TabAntrean):
    TAB = (
        (
            "hari_ini",
            "Hari ini",
            lambda qs, user: qs.filter(queries.datang_hari_ini()),
        ),
        ("belum_dicatat", "Belum dicatat", lambda qs, user: qs.filter(queries.belum_dicatat())),
        ("diatur", "Perlu waktu lain", lambda qs, user: qs.filter(queries.perlu_diatur())),
        ("mendatang", "Akan datang", lambda qs, user: qs.mendatang()),
    )

    SEMUA = "Semua janji temu"

    def hitung(self) -> dict[str, int]:
        return queries.hitung(self.user)


@admin.register(JanjiTemu)
class AdminJanjiTemu(AdminPerkara):
    TINDAKAN = {
        "hadir": layani.hadir,
        "tidak_hadir": layani.tidak_hadir,
        "pindah_waktu": pesan.pindah_waktu,
        "tiadakan": pesan.tiadakan,
    }
    FORMULIR = {"hadir": HadirForm, "pindah_waktu": PindahForm}
    LANGSUNG = frozenset({"tidak_hadir"})
    KALIMAT = PERBUATAN
    antrean_bawaan = "antrean=hari_ini"

    change_form_template = "admin/konsultasi/janjitemu_change_form.html"
    list_display = ("waktu_kata", "nomor", "orang", "tentang", "nama_meja", "status_kata")
    list_filter = (Antrean, "status", "meja", "mulai")
    list_select_related = ("meja", "akun", "usaha")
    ordering = ("-mulai",)
    search_fields = ("nomor__iexact", "nama__icontains", "akun__nama__icontains", "usaha__nama__icontains")
    search_help_text = "Nomor janji temu, nama orang, atau nama usaha"
    fields = ("nomor",)
    belum_ada = "Belum ada janji temu. Orang memesan dari halaman Konsultasi, atau Anda memesankannya di loket."

    @admin.display(description="waktu", ordering="mulai")
    def waktu_kata(self, obj: JanjiTemu) -> str:
        return f"{date_format(timezone.localtime(obj.mulai), 'D, j M Y')}, {timezone.localtime(obj.mulai):%H.%M}"

    @admin.display(description="orang")
    def orang(self, obj: JanjiTemu) -> str:
        return obj.nama_orang

    @admin.display(description="tentang")
    def tentang(self, obj: JanjiTemu) -> str:
        return f"{obj.perihal} ({obj.usaha.nama})" if obj.usaha else obj.perihal

    @admin.display(description="meja", ordering="meja__nama")
    def nama_meja(self, obj: JanjiTemu) -> str:
        return obj.meja.nama

    @admin.display(description="status", ordering="status")
    def status_kata(self, obj: JanjiTemu) -> SafeString:
        return pil(obj.nama_status, obj.rupa_status)

    def siapkan(self, obj: Any, user: Any) -> None:
        if obj.usaha is not None:
            izin_usaha.ingat(user, obj.usaha)

    def get_urls(self) -> list:
        jaga, nama = self.admin_site.admin_view, f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            path("hari/", jaga(self.hari_view), name=f"{nama}_hari"),
            path("loket/", jaga(self.loket_view), name=f"{nama}_loket"),
            path("tunggu/", jaga(self.tunggu_view), name=f"{nama}_tunggu"),
            path("<path:object_id>/tautan/", jaga(self.tautan_view), name=f"{nama}_tautan"),
            *super().get_urls(),
        ]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        obj = self.get_object(request, unquote(object_id))
        if obj is None or not self.has_view_permission(request, obj):
            raise Http404
        self.siapkan(obj, request.user)
        konteks = {
            "janji_temu": obj,
            "waktu": None,
            "waktu_kata": waktu(obj.mulai),
            "boleh_tautan": _boleh_tautan(request.user, obj),
        }
        return super().change_view(request, object_id, form_url, konteks | (extra_context or {}))

    def hari_view(self, request: HttpRequest) -> HttpResponse:
        """The sheet of one day, by desk, ready to be printed."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = LembarForm({"tanggal": request.GET.get("tanggal") or timezone.localdate()}, label_suffix="")
        hari = form.hari()
        konteks = {
            "title": "Lembar konsultasi harian",
            "form": form,
            "hari": hari,
            "lembar": queries.lembar_hari(request.user, hari),
        }
        return tampilkan(request, "admin/konsultasi/hari.html", konteks)

    def loket_view(self, request: HttpRequest) -> HttpResponse:
        """Book for somebody: the desk and the day by address, then hour, person and topic in one form."""
        if not request.user.has_perm("konsultasi.pesan_di_loket"):
            raise PermissionDenied
        semua = list(Meja.objects.aktif().terlihat_oleh(request.user))
        meja = next((m for m in semua if m.kode == request.GET.get("meja")), semua[0] if semua else None)
        hari = queries.Jadwal([meja], jeda=timedelta(0)).buka(meja) if meja else []
        bebas = [h for h in hari if h.bebas]
        dipilih = next((h for h in bebas if f"{h.tanggal:%Y-%m-%d}" == request.GET.get("hari")), None)
        dipilih = dipilih or (bebas[0] if bebas else None)
        form = LoketForm(request.POST or None, oleh=request.user, slot=dipilih.bebas if dipilih else [])
        if request.method == "POST" and meja and form.is_valid():
            try:
                satu = _pesankan(meja, form, request.user)
            except ValidationError as galat:
                form.add_error(None, galat.messages)
            except PermissionDenied as galat:
                form.add_error(None, str(galat))
            else:
                messages.success(request, f"Tercatat dengan nomor {satu.nomor}: {waktu(satu.mulai)}.")
                return redirect("admin:konsultasi_janjitemu_change", satu.pk)
        konteks = {
            "title": "Pesankan jam konsultasi",
            "semua": semua,
            "meja": meja,
            "hari": bebas,
            "dipilih": dipilih,
            "form": form,
        }
        return tampilkan(request, "admin/konsultasi/loket.html", konteks, status=422 if form.is_bound else 200)

    def tunggu_view(self, request: HttpRequest) -> HttpResponse:
        """Put down somebody without an account who waits for a free hour."""
        if not request.user.has_perm("konsultasi.pesan_di_loket"):
            raise PermissionDenied
        form = TungguLoketForm(request.POST or None, oleh=request.user)
        if request.method == "POST" and form.is_valid():
            try:
                tunggu.tunggu(oleh=request.user, **form.cleaned_data)
            except ValidationError as galat:
                form.add_error(None, galat.messages)
            else:
                messages.success(request, "Tercatat. Begitu ada jam kosong, ditawarkan menurut urutan.")
                return redirect("admin:konsultasi_daftartunggu_changelist")
        konteks = {"title": "Catat yang menunggu jam kosong", "form": form}
        return tampilkan(request, "admin/konsultasi/tunggu.html", konteks, status=422 if form.is_bound else 200)

    def tautan_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Make a link for the person and show it once, for whoever has no account and no gateway reaches."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None or not _boleh_tautan(request.user, obj):
            raise Http404
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        alamat = settings.PORTAL_URL + notifications.alamat_menurut_keadaan(obj)
        self.log_change(request, obj, "Membuat tautan untuk orangnya.")
        teks = f"Janji temu nomor {obj.nomor} di {settings.NAMA_PORTAL}: {alamat}"
        tujuan = f"https://wa.me/{telepon.wa_me(obj.telepon_orang)}?{urlencode({'text': teks})}"
        konteks = {"title": f"Tautan untuk {obj.nomor}", "janji_temu": obj, "alamat": alamat, "wa": tujuan}
        return tampilkan(request, "admin/konsultasi/tautan.html", konteks)


def _boleh_tautan(user: Any, obj: JanjiTemu) -> bool:
    """Only while the link would still open something, and for a number to send it to."""
    hidup = obj.status in (S.DIPESAN, S.DITAWARKAN) and not obj.lewat
    return hidup and bool(obj.telepon_orang) and permissions.petugas(user, obj)


def _pesankan(meja: Meja, form: LoketForm, oleh: Any) -> JanjiTemu:
    data = form.cleaned_data
    return pesan.pesan_di_loket(
        meja,
        oleh=oleh,
        pada=data["pada"],
        perihal=data["perihal"],
        nama=data["nama"],
        telepon=data["telepon"],
        usaha=data["nomor"],
    )


class AdminMilikMeja(AdminDasar):
    """What belongs to a desk. Who may not choose the desk may not keep it."""

    list_select_related = ("meja",)
    pilihan_pendek = ("meja",)

    def beri_tahu(self, request: HttpRequest, jumlah: int) -> None:
        if jumlah:
            kata = f"{jumlah} orang sudah memesan pada waktu itu. Mereka diberi tahu dan diminta memilih waktu lain."
            messages.warning(request, f"{kata} Lihat tab “Perlu waktu lain”.")


@admin.register(Meja)
class AdminMeja(AdminDasar):
    boleh_ditambah = ("nama", "petugas", "kecamatan", "urut", "aktif")
    boleh_diubah = boleh_ditambah
    fields = boleh_ditambah
    list_display = ("nama", "petugas", "kecamatan", "aktif")
    list_filter = ("aktif", "kecamatan")
    list_select_related = ("petugas", "kecamatan")
    search_fields = ("nama",)
    belum_ada = "Belum ada meja konsultasi. Tambahkan satu untuk tiap petugas atau loket, lalu isi jamnya."

    def save_model(self, request: HttpRequest, obj: Meja, form: Any, change: bool) -> None:
        terganggu.simpan_meja(obj, oleh=request.user)


@admin.register(JamKonsultasi)
class AdminJamKonsultasi(AdminMilikMeja):
    boleh_ditambah = (
        "meja",
        "hari",
        "dari",
        "sampai",
        "menit",
        "tempat",
        "topik",
        "catatan",
        "berlaku_mulai",
        "berlaku_sampai",
        "hari_ke_depan",
    )
    boleh_diubah = boleh_ditambah
    fields = boleh_ditambah
    list_display = ("meja", "hari", "dari", "sampai", "menit", "tempat", "topik", "berlaku_sampai")
    list_filter = ("hari", "meja")
    search_fields = ("topik", "tempat", "meja__nama")
    formfield_overrides = {
        models.DateField: {"widget": TanggalInput},
        models.TimeField: {"widget": forms.TimeInput(attrs={"type": "time"}, format="%H:%M")},
    }
    belum_ada = "Belum ada jam konsultasi. Tambahkan hari dan jamnya untuk tiap meja."

    def save_model(self, request: HttpRequest, obj: JamKonsultasi, form: Any, change: bool) -> None:
        self.beri_tahu(request, terganggu.simpan_jam(obj, oleh=request.user))


@admin.register(Absen)
class AdminAbsen(AdminMilikMeja):
    boleh_ditambah = ("meja", "dari", "sampai", "alasan")
    boleh_diubah = ("dari", "sampai", "alasan")
    boleh_dihapus = True
    fields = boleh_ditambah
    list_display = ("meja", "dari", "sampai", "alasan")
    list_filter = ("meja", "dari")
    search_fields = ("meja__nama", "alasan")
    formfield_overrides = {
        models.DateTimeField: {"form_class": forms.DateTimeField, "widget": WaktuInput},
    }
    belum_ada = "Belum ada catatan. Catat di sini bila petugas cuti, rapat, atau dinas luar."

    def save_model(self, request: HttpRequest, obj: Absen, form: Any, change: bool) -> None:
        self.beri_tahu(request, terganggu.simpan_absen(obj, oleh=request.user))

    def delete_model(self, request: HttpRequest, obj: Absen) -> None:
        terganggu.hapus_absen(obj, oleh=request.user)


@admin.register(DaftarTunggu)
class AdminDaftarTunggu(AdminDasar):
    fields = ("meja", "orang", "perihal", "dari", "sampai", "dibuat", "hasil", "selesai_pada")
    list_display = ("orang", "meja", "dari", "sampai", "perihal", "hasil")
    list_filter = ("hasil", "meja")
    list_select_related = ("meja", "akun", "usaha")
    search_fields = ("nama__icontains", "akun__nama__icontains", "perihal")
    search_help_text = "Nama orang atau perihal"
    belum_ada = "Belum ada yang menunggu. Orang mendaftar sendiri dari hari yang penuh."

    @admin.display(description="orang")
    def orang(self, obj: DaftarTunggu) -> str:
        return obj.nama_orang
