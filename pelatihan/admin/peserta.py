"""Places in classes in the officials' room: the list of a class, one place with its history, and its verbs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import path, reverse

from inti.admin import AdminPerkara, FormTindakan, TabAntrean
from inti.admin.kamar import tampilkan
from inti.workflow import TransisiDitolak
from pelatihan import kalimat, kantor, queries, syarat
from pelatihan.actions import kursi as aksi
from pelatihan.enums import AKTIF, DATANG, StatusAngkatan, StatusPeserta
from pelatihan.models import Angkatan, Kelompok, Peserta
from pelatihan.permissions import pengelola_peserta, penyelenggara
from umkm.forms.bagian import TeksPendek
from umkm.models import PelakuUsaha

S, A = StatusPeserta, StatusAngkatan
TAB = {
    "terdaftar": ("Terdaftar", (S.TERDAFTAR,)),
    "menjawab": ("Menunggu jawaban", (S.DITAHAN, S.DITAWARI)),
    "menunggu": ("Daftar tunggu", (S.DAFTAR_TUNGGU,)),
    "melamar": ("Melamar", (S.MENUNGGU_SELEKSI,)),
    "lulus": ("Lulus", (S.LULUS,)),
}


class Antrean(TabAntrean):
    TAB = tuple(
        (kode, label, lambda qs, user, status=status: qs.filter(status__in=status))
        for kode, (label, status) in TAB.items()
    )
    SEMUA = "Semua peserta"

    def __init__(self, request: Any, *args: Any) -> None:
        super().__init__(request, *args)
        if kode := request.GET.get(SaringanAngkatan.parameter_name, "").replace("\x00", ""):
            self.semua = self.semua.filter(angkatan__kode=kode)

    def hitung(self) -> dict[str, int]:
        """Count in one query, within the class if the list is of one."""
        hitungan = {kode: Count("pk", filter=Q(status__in=status)) for kode, (_, status) in TAB.items()}
        return self.semua.order_by().aggregate(**hitungan)


class SaringanAngkatan(admin.SimpleListFilter):
    """By class: those that go on now, and the one that the address names."""

    title = "angkatan"
    parameter_name = "angkatan"
    TERBANYAK = 40

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        terlihat = Angkatan.objects.terlihat_oleh(request.user).select_related("kurikulum").order_by("-mulai")
        kini = list(terlihat.filter(status__in=DATANG)[: self.TERBANYAK])
        dipilih = request.GET.get(self.parameter_name, "").replace("\x00", "")
        if dipilih and dipilih not in {a.kode for a in kini}:
            kini += list(terlihat.filter(kode=dipilih))
        return [(a.kode, str(a)) for a in kini]

    def queryset(self, request: Any, queryset: QuerySet) -> QuerySet:
        return queryset.filter(angkatan__kode=self.value()) if self.value() else queryset


class SaringanKelompok(admin.SimpleListFilter):
    """By group, from the page of a class or of one of its members."""

    title = "kelompok"
    parameter_name = "kelompok"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        dipilih = request.GET.get(self.parameter_name, "").replace("\x00", "")
        terlihat = Kelompok.objects.filter(kode=dipilih, peserta__in=Peserta.objects.terlihat_oleh(request.user))
        return [(k.kode, k.nama) for k in terlihat.distinct()]

    def queryset(self, request: Any, queryset: QuerySet) -> QuerySet:
        return queryset.filter(kelompok__kode=self.value()) if self.value() else queryset


class UndurForm(FormTindakan):
    alasan = forms.CharField(
        label="Alasan",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Tersimpan di riwayat, misalnya: menelepon, anaknya sakit. Jangan tulis NIK.",
        error_messages={"required": "Tulis alasannya, agar jelas mengapa kursinya dilepas."},
    )


class KonfirmasiForm(FormTindakan):
    kebutuhan = TeksPendek(label="Kebutuhan khusus", maks=200, required=False)


class GantiForm(FormTindakan):
    """Somebody else of the same business; whoever is not of it enrols himself."""

    pelaku: Any = forms.ModelChoiceField(
        PelakuUsaha.objects.none(),
        label="Siapa yang menggantikan?",
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih penggantinya."},
        help_text="Pemilik lain atau pembantu usaha ini yang belum terdaftar.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        calon = syarat.calon_pengganti(self.perkara)
        self.fields["pelaku"].queryset = calon  # type: ignore[attr-defined]
        if not calon.exists():
            self.fields[
                "pelaku"
            ].help_text = "Belum ada yang dapat menggantikan. Catat dulu pemilik lain atau pembantunya di data usaha."


def undurkan(peserta: Peserta, *, oleh: Any, alasan: str) -> Peserta:
    """Take somebody off his place, with the reason in its history."""
    return aksi.undur(peserta, oleh=oleh, catatan=alasan)


@admin.register(Peserta)
class AdminPeserta(AdminPerkara):
    TINDAKAN = {
        "terima": aksi.terima,
        "konfirmasi": aksi.konfirmasi,
        "ganti": aksi.ganti,
        "undur": undurkan,
    }
    FORMULIR = {"konfirmasi": KonfirmasiForm, "ganti": GantiForm, "undur": UndurForm}
    LANGSUNG = frozenset()
    KALIMAT = kalimat.PESERTA
    antrean_bawaan = "antrean=terdaftar"

    change_form_template = "admin/pelatihan/peserta_change_form.html"
    change_list_template = "admin/pelatihan/peserta_change_list.html"
    list_display = ("orang", "nama_usaha", "kecamatan", "kelas", "duduk_di", "nama_kelompok", "status_kata")
    list_filter = (
        Antrean,
        SaringanAngkatan,
        "status",
        "usaha__desa__kecamatan",
        "pelaku__jenis_kelamin",
        "dikemudiankan",
        SaringanKelompok,
    )
    list_select_related = (
        "pelaku__akun",
        "usaha__desa__kecamatan",
        "angkatan__kurikulum",
        "angkatan__desa",
        "kuota__kecamatan",
        "kelompok__ketua",
    )
    ordering = ("-angkatan__mulai", "peringkat", "dikemudiankan", "pk")  # within a class that of `antre`
    search_fields = ("pelaku__nama__icontains", "usaha__nama__icontains", "usaha__nomor__iexact")
    search_help_text = "Nama orang, nama usaha, atau nomor pendaftaran"
    fields = ("kode",)
    belum_ada = "Belum ada peserta. Orang mendaftar dari kalender pelatihan, atau Anda daftarkan dari halaman kelasnya."

    @admin.display(description="nama", ordering="pelaku__nama")
    def orang(self, obj: Peserta) -> str:
        return obj.pelaku.nama

    @admin.display(description="usaha", ordering="usaha__nama")
    def nama_usaha(self, obj: Peserta) -> str:
        return obj.usaha.nama

    @admin.display(description="kecamatan", ordering="usaha__desa__kecamatan__nama")
    def kecamatan(self, obj: Peserta) -> str:
        return obj.usaha.desa.kecamatan.nama

    @admin.display(description="kelas", ordering="angkatan__mulai")
    def kelas(self, obj: Peserta) -> str:
        return str(obj.angkatan)

    @admin.display(description="kuota")
    def duduk_di(self, obj: Peserta) -> str | None:
        return str(obj.kuota) if obj.kuota else None

    @admin.display(description="kelompok", ordering="kelompok__nama")
    def nama_kelompok(self, obj: Peserta) -> str | None:
        return obj.kelompok.nama if obj.kelompok else None

    def get_urls(self) -> list:
        jaga, nama = self.admin_site.admin_view, f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            path("<path:object_id>/undur-kelompok/", jaga(self.undur_kelompok_view), name=f"{nama}_undur_kelompok"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        kode = request.GET.get("angkatan", "").replace("\x00", "")
        satu = Angkatan.objects.terlihat_oleh(request.user).select_related("kurikulum").filter(kode=kode).first()
        boleh = satu is not None and satu.status == A.DIBUKA and request.user.has_perm("pelatihan.kelola_peserta")
        konteks = {"angkatan": satu, "boleh_loket": boleh}
        return super().changelist_view(request, konteks | (extra_context or {}))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        obj = self._ambil(request, object_id)
        konteks = {
            "peserta": obj,
            "waktu": None,
            "urutan": queries.urutan(obj),
            "boleh_ubah_jawaban": pengelola_peserta(request.user, obj) and obj.angkatan.menerima(),
            "boleh_seleksi": penyelenggara(request.user, obj.angkatan),
            "tanda": obj.kehadiran.filter(sesi__ditutup_pada__isnull=False).count(),
            "boleh_undur_kelompok": bool(self._sekelompok(request.user, obj)),
            **kantor.halaman_peserta(obj, request.user),
        }
        return super().change_view(request, object_id, form_url, konteks | (extra_context or {}))

    def _ambil(self, request: HttpRequest, object_id: str) -> Peserta:
        obj = self.get_object(request, unquote(object_id))
        if obj is None or not self.has_view_permission(request, obj):
            raise Http404
        return obj

    def _sekelompok(self, user: Any, obj: Peserta) -> list[Peserta]:
        """Return the members of a group that this official may take off together, the one on the page among them."""
        if obj.kelompok_id is None or obj.status not in AKTIF:
            return []
        lengkap = self.batasi(Peserta.objects.all(), user).select_related(*self.list_select_related)
        aktif = lengkap.filter(kelompok=obj.kelompok_id, status__in=AKTIF).order_by("pk")
        return [p for p in aktif if pengelola_peserta(user, p)]

    def undur_kelompok_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Take a group off as a block: GET names who, POST does each by the verb."""
        obj = self._ambil(request, object_id)
        anggota = self._sekelompok(request.user, obj)
        if not anggota:
            raise Http404
        if request.method not in ("GET", "POST"):
            return HttpResponseNotAllowed(["GET", "POST"])
        form = UndurForm(request.POST if request.method == "POST" else None, perkara=obj, oleh=request.user)
        if request.method == "POST" and form.is_valid():
            selesai = sum(_lepaskan(satu, request.user, form.cleaned_data["alasan"]) for satu in anggota)
            messages.success(request, f"{selesai} anggota {obj.kelompok} mengundurkan diri. Kursinya ditawarkan lagi.")
            return redirect("admin:pelatihan_peserta_change", obj.pk)
        konteks = {
            "title": f"Undurkan {obj.kelompok}",
            "form": form,
            "anggota": anggota,
            "peserta": obj,
            "url_kembali": reverse("admin:pelatihan_peserta_change", args=[obj.pk]),
        }
        return tampilkan(
            request, "admin/pelatihan/peserta_undur_kelompok.html", konteks, status=422 if form.errors else 200
        )


def _lepaskan(peserta: Peserta, oleh: Any, alasan: str) -> bool:
    """Take one member off; False for whom something has changed meanwhile, which the page then shows."""
    try:
        undurkan(peserta, oleh=oleh, alasan=alasan)
    except (TransisiDitolak, PermissionDenied, ValidationError):
        return False
    return True
