"""Accounts in the officials' room: owners served at the counter, staff and roles for the admin, the read log."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, NamedTuple

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.safestring import SafeString

from akun import actions, queries
from akun import permissions as izin
from akun.enums import VerbaAkun
from akun.forms import AcaraForm, LoketForm, LoketNomorForm, PenggunaForm
from akun.models import AcaraPendaftaran, LogBaca, Pengguna
from akun.peran import PERAN
from inti import telepon
from inti.admin import AdminDasar, serah
from inti.admin.daftar import pil


class VerbaLoket(NamedTuple):
    """A verb at the counter: the word on its button, what it does to the owner, who may, its form and its action."""

    label: str
    akibat: str
    boleh: Callable[[Any, Pengguna], bool]
    form: type[forms.Form]
    tindakan: Callable[..., Any]


LOKET = {
    "setel-sandi": VerbaLoket(
        "Setel ulang kata sandi",
        "Kata sandi lama tidak berlaku dan semua perangkat keluar. Portal membuat kata sandi sekali pakai untuk "
        "dicetak; pemilik akun wajib menggantinya saat masuk. Pemilik akun diberi tahu.",
        izin.boleh_setel_ulang_sandi,
        LoketForm,
        actions.setel_ulang_sandi,
    ),
    "ganti-nomor": VerbaLoket(
        "Ganti nomor WhatsApp",
        "Nomor lama tidak dapat dipakai masuk lagi dan diberi tahu. Nomor baru dianggap terbukti.",
        izin.boleh_ganti_nomor,
        LoketNomorForm,
        actions.ganti_nomor,
    ),
    "buktikan-nomor": VerbaLoket(
        "Buktikan nomor WhatsApp",
        "Nomor dianggap terbukti milik pemilik akun. Lakukan hanya bila HP-nya Anda lihat menyala dengan nomor itu.",
        lambda user, obj: bool(obj.telepon) and not obj.telepon_terbukti and izin.boleh_buktikan_telepon(user, obj),
        LoketForm,
        actions.buktikan_telepon,
    ),
    "lepas-dua-langkah": VerbaLoket(
        "Lepas masuk dua langkah",
        "Aplikasi, kunci dan kode cadangan dihapus dan semua perangkat keluar. Petugas harus memasangnya lagi. "
        "Pemilik akun diberi tahu.",
        lambda user, obj: queries.berdua_langkah(obj) and izin.boleh_setel_ulang_sandi(user, obj),
        LoketForm,
        actions.lepas_dua_langkah,
    ),
    "nonaktifkan": VerbaLoket(
        "Nonaktifkan akun",
        "Akun tidak dapat masuk lagi dan semua perangkatnya keluar. Datanya tetap ada.",
        lambda user, obj: obj.is_active and izin.boleh_atur_peran(user, obj),
        LoketForm,
        actions.nonaktifkan,
    ),
    "aktifkan": VerbaLoket(
        "Aktifkan kembali",
        "Akun dapat masuk lagi dengan kata sandinya.",
        lambda user, obj: not obj.is_active and izin.boleh_atur_peran(user, obj),
        LoketForm,
        actions.aktifkan,
    ),
}


@admin.register(Pengguna)
class AdminPengguna(AdminDasar):
    """Officials serve the owners of their kecamatan by verbs; only `atur_peran` makes and changes staff."""

    change_form_template = "admin/akun/pengguna_change_form.html"
    boleh_ditambah = ("nama", "email", "telepon", "is_staff", "semua_kecamatan", "kecamatan", "groups")
    boleh_diubah = ("nama", "email", "is_staff", "semua_kecamatan", "kecamatan", "groups")
    fields = (
        "nama",
        "nomor",
        "bukti",
        "email",
        "aktif",
        "is_staff",
        "semua_kecamatan",
        "kecamatan",
        "groups",
        "dibuat",
    )
    form = PenggunaForm
    pilihan_pendek = ("kecamatan", "groups")
    list_display = ("nama", "nomor", "bukti", "aktif", "is_staff", "dibuat")
    list_filter = ("is_active", "is_staff", "cara_bukti", "kecamatan_usaha", "asal_acara")
    list_select_related = ("asal_acara",)
    search_fields = ("nama", "telepon__exact", "email__iexact", "pengenal__nilai__exact")
    search_help_text = "Cari nama, nomor WhatsApp lengkap (+62…), email, atau nomor pendaftaran usaha."
    ordering = ("nama",)
    belum_ada = "Belum ada akun di wilayah kerja Anda."

    @admin.display(description="nomor WhatsApp", ordering="telepon")
    def nomor(self, obj: Pengguna) -> str:
        return telepon.tampil(obj.telepon) if obj.telepon else "–"

    @admin.display(description="bukti nomor", ordering="telepon_dibuktikan")
    def bukti(self, obj: Pengguna) -> SafeString:
        if obj.telepon_terbukti:
            return pil(obj.get_cara_bukti_display(), "selesai")
        return pil("belum dibuktikan" if obj.telepon else "tidak ada nomor", "tunggu")

    @admin.display(description="keadaan", ordering="is_active")
    def aktif(self, obj: Pengguna) -> SafeString:
        return pil("aktif", "selesai") if obj.is_active else pil("nonaktif", "tolak")

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Let officials type a number as it is spoken."""
        try:
            search_term = telepon.normalkan(search_term)
        except ValidationError:
            search_term = search_term.strip()
        return super().get_search_results(request, queryset, search_term)

    def get_list_filter(self, request: HttpRequest) -> tuple[str, ...]:
        if request.user.has_perm("akun.atur_peran"):
            return self.list_filter
        return tuple(nama for nama in self.list_filter if nama != "is_staff")

    def pilihan(self, model: Any, user: Any) -> Any:
        if model is Group:
            return Group.objects.order_by("name") if user.has_perm("akun.atur_peran") else Group.objects.none()
        return super().pilihan(model, user)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Boxes to tick, for a phone has no Control key; a role says what it is for."""
        isian = super().formfield_for_manytomany(db_field, request, **kwargs, widget=forms.CheckboxSelectMultiple)
        if isian and db_field.name == "groups":
            isian.label_from_instance = _sebut_grup  # type: ignore[method-assign, assignment]
            isian.help_text = ""
        return isian

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("akun.atur_peran") and super().has_add_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes the own permissions: an admin's own record is read-only to that admin."""
        boleh = request.user.has_perm("akun.atur_peran") if obj is None else izin.boleh_atur_peran(request.user, obj)
        return boleh and super().has_change_permission(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """An owner's e-mail opens the account, so only the owner changes it, by a link sent there."""
        tetap = super().get_readonly_fields(request, obj)
        return [*tetap, "email"] if obj and not obj.is_staff and "email" not in tetap else tetap

    def save_model(self, request: HttpRequest, obj: Pengguna, form: forms.ModelForm, change: bool) -> None:
        """A new account opens with a printed password only: nobody chooses it for its owner."""
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if form.changed_data:
            pelaku: Any = request.user
            actions.catat(form.instance, VerbaAkun.ATUR_PERAN, oleh=pelaku, dasar=_sebut_peran(form.instance))

    def get_urls(self) -> list:
        def alamat(kata: str) -> Any:
            def lihat(request: HttpRequest, object_id: str) -> HttpResponse:
                return self.loket_view(request, object_id, kata)

            nama = f"akun_pengguna_{kata}"
            return path(f"<path:object_id>/{kata}/", self.admin_site.admin_view(lihat), name=nama)

        return [*map(alamat, LOKET), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            raise Http404
        terbuka = [(kata, verba) for kata, verba in LOKET.items() if verba.boleh(request.user, obj)]
        konteks = {
            "verba": [{"label": v.label, "akibat": v.akibat, "url": _alamat(kata, obj)} for kata, v in terbuka],
            "riwayat": queries.riwayat(obj),
            "serah": serah.tautan(request.user, obj),
        }
        return super().change_view(request, object_id, form_url, konteks | (extra_context or {}))

    def loket_view(self, request: HttpRequest, object_id: str, kata: str) -> HttpResponse:
        """GET says what the verb does and asks for the paper; POST does it."""
        if request.method not in ("GET", "POST"):
            return HttpResponseNotAllowed(["GET", "POST"])
        obj, verba = self.get_object(request, unquote(object_id)), LOKET[kata]
        if obj is None or not verba.boleh(request.user, obj):
            raise Http404
        form = verba.form(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                hasil = verba.tindakan(obj, oleh=request.user, **form.cleaned_data)
            except ValidationError as galat:
                _tunjukkan(form, galat)
            else:
                return self._selesai(request, obj, verba, hasil)
        return self._halaman(request, obj, verba, form)

    def _selesai(self, request: HttpRequest, obj: Pengguna, verba: VerbaLoket, hasil: Any) -> HttpResponse:
        if not isinstance(hasil, str):
            messages.success(request, f"“{verba.label}” tercatat untuk {obj}.")
            return HttpResponseRedirect(reverse("admin:akun_pengguna_change", args=[obj.pk]))
        konteks = {**self.admin_site.each_context(request), "title": verba.label, "pemilik": obj, "sandi": hasil}
        jawaban = render(request, "admin/akun/sandi_cetak.html", konteks)
        add_never_cache_headers(jawaban)
        return jawaban

    def _halaman(self, request: HttpRequest, obj: Pengguna, verba: VerbaLoket, form: forms.Form) -> HttpResponse:
        konteks = {
            **self.admin_site.each_context(request),
            "title": verba.label,
            "judul": verba.label,
            "subtitle": None,
            "opts": self.opts,
            "original": obj,
            "tombol": verba,
            "form": form,
            "status_kata": self.bukti(obj),
            "tenggat": "",
            "url_kembali": reverse("admin:akun_pengguna_change", args=[obj.pk]),
            "media": form.media,
        }
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
        return TemplateResponse(request, "admin/perkara_tindakan.html", konteks, status=status)


@admin.register(AcaraPendaftaran)
class AdminAcara(AdminDasar):
    """Codes for a bazaar or a village meeting: they lift the limit per address for a day."""

    untuk_semua = True
    form = AcaraForm
    boleh_ditambah = ("kode", "nama", "mulai", "sampai")
    boleh_diubah = ("nama", "sampai")
    fields = ("kode", "nama", "mulai", "sampai", "dibuat_oleh")
    list_display = ("nama", "kode", "mulai", "sampai", "dibuat_oleh")
    list_filter = ("mulai",)
    list_select_related = ("dibuat_oleh",)
    search_fields = ("nama", "kode")
    belum_ada = "Belum ada acara. Buat kode sebelum bazar atau pertemuan desa, agar pendaftaran serempak lancar."

    def save_model(self, request: HttpRequest, obj: AcaraPendaftaran, form: forms.ModelForm, change: bool) -> None:
        if not change:
            obj.dibuat_oleh = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)


@admin.register(LogBaca)
class AdminLogBaca(AdminDasar):
    """Who opened what. The subjects know no kecamatan here, so only officials of the whole regency read it."""

    untuk_semua = True
    hanya_sekabupaten = True
    fields = ("pada", "oleh", "apa", "subjek_jenis", "subjek_kode", "alasan")
    list_display = ("apa", "oleh", "subjek_jenis", "subjek_kode", "pada")
    list_filter = ("subjek_jenis", "pada")
    list_select_related = ("oleh",)
    search_fields = ("subjek_kode__exact", "oleh__nama__icontains")
    belum_ada = "Belum ada data terlindung yang dibuka."


def _alamat(kata: str, obj: Pengguna) -> str:
    return reverse(f"admin:akun_pengguna_{kata}", args=[obj.pk])


def _tunjukkan(form: forms.Form, galat: ValidationError) -> None:
    """Put the refusal of a verb beside its field: the verb says "telepon", the form "telepon_baru"."""
    pesan = galat.message_dict if hasattr(galat, "error_dict") else {None: galat.messages}
    for nama, kalimat in pesan.items():
        medan = {"telepon": "telepon_baru"}.get(nama or "", nama)
        form.add_error(medan if medan in form.fields else None, kalimat)


def _sebut_grup(grup: Group) -> str:
    peran = PERAN.get(grup.name)
    return f"{grup.name.capitalize()}. {peran.keterangan}" if peran else grup.name


def _sebut_peran(pengguna: Pengguna) -> str:
    """Say in words what was set, for the line in the book."""
    peran = ", ".join(pengguna.groups.order_by("name").values_list("name", flat=True)) or "tanpa peran"
    tempat = ", ".join(pengguna.kecamatan.order_by("nama").values_list("nama", flat=True))
    return f"{peran}; {'semua kecamatan' if pengguna.semua_kecamatan else tempat or 'tanpa kecamatan'}"[:300]
