"""The builder of forms: questions of a draft are added, ordered, changed, taken out; what is published is only read."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.safestring import SafeString

from inti.admin import AdminDasar
from inti.admin.daftar import pil
from inti.admin.kamar import tampilkan
from inti.workflow import Tombol
from layanan import katalog
from layanan.actions import formulir as aksi
from layanan.enums import KeadaanVersi
from layanan.forms.katalog import IsianForm, JudulLangkahForm
from layanan.models import Layanan, VersiFormulir

RUPA = {KeadaanVersi.DRAF: "tunggu", KeadaanVersi.TERBIT: "selesai", KeadaanVersi.PENSIUN: "netral"}
AKIBAT = {
    "terbitkan": "Permohonan baru memakai versi ini sejak sekarang. Permohonan yang sudah dimulai selesai dengan "
    "formulirnya sendiri. Setelah terbit, versi ini tidak dapat diubah.",
    "hentikan": "Layanan ini tidak dapat diajukan sampai ada formulir baru. Permohonan yang sudah dimulai berlanjut.",
    "buang": "Rancangan ini hilang bersama semua pertanyaannya. Versi yang dipakai tidak berubah.",
}
LABEL = {"terbitkan": "Terbitkan formulir", "hentikan": "Hentikan formulir", "buang": "Buang rancangan"}


@admin.register(VersiFormulir)
class AdminVersiFormulir(AdminDasar):
    """One version: a draft is built here, what is in use is shown, and anyone who may see it may try it."""

    untuk_semua = True
    fields = ("layanan",)
    change_form_template = "admin/layanan/versi_change_form.html"
    list_display = ("layanan", "nomor", "keadaan_kata", "diterbitkan_pada", "catatan")
    list_filter = ("keadaan", "layanan__bidang")
    list_select_related = ("layanan",)
    search_fields = ("layanan__nama",)
    search_help_text = "Nama layanan"
    belum_ada = "Belum ada formulir. Buka sebuah layanan, lalu “Formulir”, lalu “Susun formulir”."

    @admin.display(description="keadaan", ordering="keadaan")
    def keadaan_kata(self, obj: VersiFormulir) -> SafeString:
        return pil(obj.get_keadaan_display(), RUPA[KeadaanVersi(obj.keadaan)])

    def get_urls(self) -> list:
        def alamat(ekor: str, nama: str, lihat: Callable[..., HttpResponse]) -> Any:
            return path(ekor, self.admin_site.admin_view(lihat), name=f"layanan_versiformulir_{nama}")

        satu = "<path:object_id>/"
        return [
            alamat("susun/", "susun", self.susun_view),
            alamat(f"{satu}pratinjau/", "pratinjau", self.pratinjau_view),
            alamat(f"{satu}isian/", "isian_baru", self.isian_view),
            alamat(f"{satu}isian/<int:pk>/", "isian", self.isian_view),
            alamat(f"{satu}isian/<int:pk>/naik/", "isian_naik", partial(self.geser_view, naik=True)),
            alamat(f"{satu}isian/<int:pk>/turun/", "isian_turun", partial(self.geser_view, naik=False)),
            alamat(f"{satu}isian/<int:pk>/hapus/", "isian_hapus", self.hapus_view),
            alamat(f"{satu}langkah/<int:nomor>/", "langkah", self.langkah_view),
            *(alamat(f"{satu}{v}/", v, partial(self.verba_view, verba=v)) for v in AKIBAT),
            *super().get_urls(),
        ]

    # Reading.

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        versi = self._ambil(request, object_id)
        draf = versi.keadaan == KeadaanVersi.DRAF
        konteks = {
            "versi": versi,
            "keadaan": self.keadaan_kata(versi),
            "langkah": katalog.susunan(versi),
            "masalah": katalog.masalah(versi) if draf else [],
            "boleh_atur": draf and self._boleh_atur(request),
            "boleh_verba": self._verba(request, versi),
            "tab": [],
        }
        return super().change_view(request, object_id, form_url, konteks | (extra_context or {}))

    def pratinjau_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Try a version as its applicant would; POST only reads the answers, and keeps nothing."""
        versi = self._ambil(request, object_id)
        kirim = (request.POST, request.FILES) if request.method == "POST" else ()
        isi = katalog.pratinjau(versi, *kirim, periksa="periksa" in request.POST)
        konteks = {"title": f"Pratinjau: {versi}", "versi": versi, **isi, "media": isi["form"].media}
        status = 422 if isi["form"].errors else 200
        return tampilkan(request, "admin/layanan/pratinjau.html", konteks, status=status)

    # The draft.

    def susun_view(self, request: HttpRequest) -> HttpResponse:
        """Begin the next version of a service, copied from the last one, and go there."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        nomor = request.POST.get("layanan", "")
        layanan = get_object_or_404(Layanan, pk=int(nomor) if nomor.isdecimal() and len(nomor) < 10 else 0)
        versi = aksi.susun(layanan, oleh=request.user)
        self._catat(request, versi, "Menyusun versi baru.")
        return self._kembali(versi)

    def isian_view(self, request: HttpRequest, object_id: str, pk: int | None = None) -> HttpResponse:
        """Add or change one question."""
        versi = self._draf(request, object_id)
        lama = get_object_or_404(versi.isian, pk=pk) if pk else None
        form = IsianForm(request.POST or None, versi=versi, instance=lama)
        if request.method == "POST" and form.is_valid():
            try:
                aksi.simpan_isian(form.instance, oleh=request.user)
            except ValidationError as galat:
                form.add_error(None, galat.messages)
            else:
                self._catat(request, versi, f"{'Mengubah' if lama else 'Menambah'} pertanyaan “{form.instance.label}”.")
                messages.success(request, f"“{form.instance.label}” tersimpan.")
                if "lagi" in request.POST:
                    return HttpResponseRedirect(self._url("isian_baru", versi))
                return self._kembali(versi)
        judul = f"Ubah “{lama.label}”" if lama else "Tambah pertanyaan"
        konteks = {"url_hapus": self._url("isian_hapus", versi, lama.pk) if lama else "", "baru": lama is None}
        return self._halaman(request, versi, form, judul, "admin/layanan/isian.html", konteks)

    def geser_view(self, request: HttpRequest, object_id: str, pk: int, *, naik: bool) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        versi = self._draf(request, object_id)
        isian = get_object_or_404(versi.isian, pk=pk)
        self._coba(request, partial(aksi.geser_isian, isian, oleh=request.user, naik=naik))
        return HttpResponseRedirect(f"{self._url('change', versi)}#isian-{pk}")

    def hapus_view(self, request: HttpRequest, object_id: str, pk: int) -> HttpResponse:
        versi = self._draf(request, object_id)
        isian = get_object_or_404(versi.isian, pk=pk)
        if request.method == "POST":
            if self._coba(request, partial(aksi.hapus_isian, isian, oleh=request.user)):
                self._catat(request, versi, f"Menghapus pertanyaan “{isian.label}”.")
                messages.success(request, f"“{isian.label}” dihapus dari rancangan.")
            return self._kembali(versi)
        akibat = "Hanya dari rancangan ini. Jawaban pada permohonan yang sudah ada tidak berubah."
        return self._pastikan(request, versi, f"Hapus “{isian.label}”", "Hapus pertanyaan", akibat)

    def langkah_view(self, request: HttpRequest, object_id: str, nomor: int) -> HttpResponse:
        """Name one step."""
        versi = self._draf(request, object_id)
        kini = next((s for s in katalog.susunan(versi) if s["nomor"] == nomor), None)
        if kini is None:
            raise Http404
        form = JudulLangkahForm(request.POST or None, initial={"judul": kini["judul"]})
        if request.method == "POST" and form.is_valid():
            ubah = partial(aksi.beri_judul, versi, nomor, form.cleaned_data["judul"], oleh=request.user)
            if self._coba(request, ubah):
                self._catat(request, versi, f"Langkah {nomor} bernama “{form.cleaned_data['judul']}”.")
            return self._kembali(versi)
        return self._halaman(request, versi, form, f"Judul langkah {nomor}", "admin/perkara_tindakan.html", {})

    # The version as a whole.

    def verba_view(self, request: HttpRequest, object_id: str, *, verba: str) -> HttpResponse:
        """GET says what a verb does, POST does it."""
        versi = self._ambil(request, object_id)
        if not self._boleh_atur(request):
            raise PermissionDenied
        if verba not in self._verba(request, versi):
            messages.info(request, f"Versi {versi.nomor} sekarang: {versi.get_keadaan_display()}.")
            return self._kembali(versi)
        if request.method != "POST":
            label, bahaya = LABEL[verba], verba != "terbitkan"
            return self._pastikan(request, versi, label, label, AKIBAT[verba], bahaya=bahaya)
        if self._coba(request, partial(getattr(aksi, verba), versi, oleh=request.user)):
            self._catat(request, versi.layanan, f"{LABEL[verba]} versi {versi.nomor}.")
            messages.success(request, f"“{LABEL[verba]}” tercatat untuk versi {versi.nomor}.")
            return HttpResponseRedirect(reverse("admin:layanan_layanan_formulir", args=[versi.layanan_id]))
        return self._kembali(versi)

    def _verba(self, request: HttpRequest, versi: VersiFormulir) -> list[str]:
        if not self._boleh_atur(request):
            return []
        return {KeadaanVersi.DRAF: ["terbitkan", "buang"], KeadaanVersi.TERBIT: ["hentikan"]}.get(
            KeadaanVersi(versi.keadaan), []
        )

    def _boleh_atur(self, request: HttpRequest) -> bool:
        return request.user.has_perm("layanan.change_versiformulir")

    def _ambil(self, request: HttpRequest, object_id: str) -> VersiFormulir:
        versi = self.get_object(request, unquote(object_id))
        if versi is None or not self.has_view_permission(request, versi):
            raise Http404
        return versi

    def _draf(self, request: HttpRequest, object_id: str) -> VersiFormulir:
        """Fetch a draft that this official may build; 404 for what is published: there is nothing to change."""
        versi = self._ambil(request, object_id)
        if not self._boleh_atur(request):
            raise PermissionDenied
        if versi.keadaan != KeadaanVersi.DRAF:
            raise Http404
        return versi

    def _coba(self, request: HttpRequest, lakukan: Callable[[], Any]) -> bool:
        try:
            lakukan()
        except ValidationError as galat:
            for kalimat in galat.messages:
                messages.warning(request, kalimat)
            return False
        return True

    def _catat(self, request: HttpRequest, obj: Any, kalimat: str) -> None:
        oleh: Any = request.user
        LogEntry.objects.log_actions(oleh.pk, [obj], CHANGE, kalimat)

    def _url(self, nama: str, versi: VersiFormulir, *lain: Any) -> str:
        return reverse(f"admin:layanan_versiformulir_{nama}", args=[versi.pk, *lain])

    def _kembali(self, versi: VersiFormulir) -> HttpResponse:
        return HttpResponseRedirect(self._url("change", versi))

    def _pastikan(
        self, request: HttpRequest, versi: VersiFormulir, judul: str, label: str, akibat: str, *, bahaya: bool = True
    ) -> HttpResponse:
        konteks = {"tombol": Tombol("", label, akibat, bahaya, None)}
        return self._halaman(request, versi, forms.Form(), judul, "admin/perkara_tindakan.html", konteks)

    def _halaman(
        self, request: HttpRequest, versi: VersiFormulir, form: Any, judul: str, templat: str, lain: dict[str, Any]
    ) -> HttpResponse:
        rangka = {
            "title": judul,
            "judul": judul,
            "original": versi,
            "form": form,
            "media": form.media,
            "status_kata": self.keadaan_kata(versi),
            "tenggat": None,
            "riwayat": [],
            "tombol": Tombol("", "Simpan", "", False, None),
            "url_kembali": self._url("change", versi),
            "potongan": [],
            "lanjut": None,
        }
        return tampilkan(request, templat, rangka | lain, status=422 if form.errors else 200)
