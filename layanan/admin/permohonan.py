"""The request in the officials' room: the queue, the whole case on one page, and the verbs of the office."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import path

from akun.queries import jabatan_saya
from inti.admin import AdminPerkara, SaringanJanji, TabAntrean
from inti.berkas import sajikan
from inti.workflow import Tombol
from layanan import meja, nomor, permissions, queries
from layanan.actions import cetak, elektronik, keberatan, periksa, tanda
from layanan.admin import catatan, naskah, pembagian
from layanan.enums import SELESAI, JenisTanda
from layanan.forms import petugas as form
from layanan.models import Layanan, Permohonan
from layanan.views.akses import LENGKAP
from umkm import permissions as izin_usaha
from umkm.models import Usaha
from umkm.pencarian import BATAS_HASIL, saring_usaha


class Antrean(TabAntrean):
    TAB = (
        ("tanda", "Paraf dan tanda tangan saya", lambda qs, user: meja.menunggu_tanda(qs, jabatan_saya(user))),
        ("milik_saya", "Milik saya", lambda qs, user: qs.menunggu_kami().filter(petugas=user)),
        (
            "bidang_saya",
            "Bidang saya",
            lambda qs, user: qs.menunggu_kami().filter(meja.di_bidang(user), petugas=None),
        ),
        ("belum_diambil", "Belum diambil", lambda qs, user: qs.menunggu_kami().filter(petugas=None)),
        ("dilihat", "Tanyakan ke instansi", lambda qs, user: qs.filter(queries.perlu_dilihat())),
        ("menunggu", "Semua yang menunggu", lambda qs, user: qs.menunggu_kami()),
    )

    SEMUA = "Semua permohonan"

    def hitung(self) -> dict[str, int]:
        return queries.hitung_antrean(self.user)

    def tampak(self, kode: str, jumlah: int) -> bool:
        """A desk that the official does not have is no tab."""
        return bool(jumlah) or kode not in queries.MEJA_SENDIRI


PEMBAGIAN = ("ambil", "lepas", "tugaskan")


@admin.register(Permohonan)
class AdminPermohonan(AdminPerkara):
    TINDAKAN = {
        "ambil": periksa.ambil,
        "lepas": periksa.lepas,
        "tugaskan": periksa.tugaskan,
        "periksa": periksa.periksa,
        "minta_lengkap": periksa.minta_lengkap,
        "teruskan": periksa.teruskan,
        "lihat_lagi": periksa.lihat_lagi,
        "terima_kembali": periksa.terima_kembali,
        "ajukan_tanda_tangan": tanda.ajukan_tanda_tangan,
        "tanda_tangani": tanda.tanda_tangani,
        "tanda_tangani_elektronik": elektronik.tanda_tangani_elektronik,
        "kembalikan": tanda.kembalikan,
        "terbitkan": tanda.terbitkan,
        "selesaikan": periksa.selesaikan,
        "tolak": periksa.tolak,
        "kabulkan": keberatan.kabulkan,
        "tolak_keberatan": keberatan.tolak_keberatan,
    }
    FORMULIR = {
        "tugaskan": form.TugaskanForm,
        "minta_lengkap": form.LengkapiForm,
        "teruskan": form.TeruskanForm,
        "lihat_lagi": form.LihatLagiForm,
        "terima_kembali": form.CatatanForm,
        "tanda_tangani": form.TandaForm,
        "tanda_tangani_elektronik": form.ElektronikForm,
        "kembalikan": form.KembalikanForm,
        "terbitkan": form.TerbitkanForm,
        "selesaikan": form.SelesaikanForm,
        "tolak": form.TolakForm,
    }
    LANGSUNG = frozenset({"ambil", "lepas", "periksa", "ajukan_tanda_tangan"})
    # Deciding and signing are not here: each applicant is entitled to a look of one's own.
    MASSAL = {
        "ambil": "layanan.periksa_permohonan",
        "lepas": "layanan.periksa_permohonan",
        "tugaskan": "layanan.tugaskan_permohonan",
    }
    SERAH = pembagian.SERAH
    BERPESAN = ("minta_lengkap", "tolak", "selesaikan", "kabulkan", "tolak_keberatan", "kembalikan")
    CETAK = staticmethod(cetak.cetak_berkas)

    change_form_template = "admin/layanan/permohonan_change_form.html"
    list_display = ("nomor", "nama_layanan", "nama_usaha", "tempat", "status_kata", "pemegang", "tenggat_kata")
    list_filter = (Antrean, "layanan", "bidang", "status", "usaha__desa__kecamatan", SaringanJanji)
    list_select_related = ("layanan", "usaha__desa__kecamatan", "petugas", "bidang")
    ordering = ("jatuh_tempo", "-pk")
    search_fields = ("nomor__exact",)
    search_help_text = "Nomor permohonan, nama usaha, pemilik, desa, nomor pendaftaran, atau nomor WhatsApp"
    fields = ("nomor",)
    belum_ada = "Belum ada permohonan. Permohonan muncul di sini setelah pemohon mengirimnya."

    @admin.display(description="layanan", ordering="layanan__nama")
    def nama_layanan(self, obj: Permohonan) -> str:
        return obj.layanan.nama

    @admin.display(description="usaha", ordering="usaha__nama")
    def nama_usaha(self, obj: Permohonan) -> str:
        return obj.usaha.nama

    @admin.display(description="desa", ordering="usaha__desa")
    def tempat(self, obj: Permohonan) -> str:
        return str(obj.usaha.desa)

    @admin.display(description="di tangan", ordering="petugas__nama")
    def pemegang(self, obj: Permohonan) -> str | None:
        """Name who works on it, or the body that has it; nobody once it is decided."""
        if obj.status in SELESAI:
            return None
        return obj.instansi if obj.lihat_lagi else obj.petugas.nama if obj.petugas else None

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """By the number of a request as people write it, or by its business: name, owner, village, number, phone."""
        if not search_term.strip():
            return queryset, False
        with suppress(ValidationError):
            return queryset.filter(nomor=nomor.rapikan(search_term)), False
        # Bounded and by itself: in the order of the promise the whole table would be walked for a few that fit.
        cocok = queryset.filter(usaha__in=saring_usaha(Usaha.objects.all(), search_term).values("pk"))
        return queryset.filter(pk__in=cocok.order_by().values("pk")[:BATAS_HASIL]), False

    def get_urls(self) -> list:
        jaga, nama = self.admin_site.admin_view, f"{self.opts.app_label}_{self.opts.model_name}"
        halaman: dict[str, Any] = {
            "berkas": self.berkas_view,
            "konsep": partial(naskah.konsep_view, self),
            "catat": partial(catatan.catat_view, self),
        }
        sendiri = [path(f"<path:object_id>/{k}/", jaga(lihat), name=f"{nama}_{k}") for k, lihat in halaman.items()]
        return [*sendiri, *super().get_urls()]

    def ambil_data(self, request: HttpRequest, object_id: str) -> Permohonan:
        """Fetch a request in scope. Raises Http404 for what is not there or not theirs."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None or not self.has_view_permission(request, obj):
            raise Http404
        return obj

    def pilihan_ranah(self) -> list[tuple[str, str]]:
        return list(Layanan.objects.order_by("urut", "nama").values_list("kode", "nama"))

    def ranah(self, obj: Any) -> str:
        return obj.layanan.kode

    def sebab_dilewati(self, objek: list[Any], verba: str, user: Any) -> dict[int, str]:
        return pembagian.sebab_dilewati(objek, verba, user)

    def boleh_cetak(self, user: Any, obj: Permohonan) -> bool:
        return permissions.petugas(user, obj)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Bring along what the page of one case reads besides what the list does."""
        satu = request.resolver_match is not None and "object_id" in request.resolver_match.kwargs
        semua = super().get_queryset(request)
        return semua.select_related(*LENGKAP, "hasil_dokumen", "hasil_berkas") if satu else semua

    def siapkan(self, obj: Any, user: Any) -> None:
        if not hasattr(obj.usaha, "pengelola_diingat"):
            izin_usaha.ingat(user, obj.usaha)

    def tombol(self, obj: Any, user: Any) -> list[Tombol]:
        """List what decides before what shares out; say what the next step of signing is, and that beginning takes."""
        ganti: dict[str, Any] = {"periksa": {"label": "Ambil dan periksa"}} if obj.petugas_id is None else {}
        if tahap := obj.tahap_berikut:
            ganti["tanda_tangani"] = naskah.KATA[JenisTanda(tahap.jenis)]
        semua = [replace(t, **ganti.get(t.verba, {})) for t in super().tombol(obj, user)]
        return sorted(semua, key=lambda t: t.verba in PEMBAGIAN)

    def _halaman_tindakan(self, request: HttpRequest, obj: Any, tombol: Tombol, form: Any) -> HttpResponse:
        """Put the letter beside the form of whoever marks or signs it."""
        jawaban = super()._halaman_tindakan(request, obj, tombol, form)
        if tombol.verba in naskah.VERBA and isinstance(jawaban, TemplateResponse):
            jawaban.template_name = naskah.TEMPLAT
            bacaan = naskah.Bacaan(obj, request.user)
            kembalikan = next((t for t in self.tombol(obj, request.user) if t.verba == "kembalikan"), None)
            jawaban.context_data |= {  # type: ignore[operator]
                "permohonan": obj,
                "bacaan": bacaan,
                "tahap": [t for t in obj.tahap.all() if t.putaran == obj.putaran_tanda],
                "url_kembalikan": self._url(request, obj, "kembalikan") if kembalikan else "",
            }
        return jawaban

    def riwayat(self, obj: Any, *baris: Any) -> list[dict[str, Any]]:
        return queries.riwayat(obj, untuk_pemohon=False)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        obj = self.ambil_data(request, object_id)
        self.siapkan(obj, request.user)
        queries.siapkan(obj, kantor=True)
        konteks = {
            "permohonan": obj,
            "jawaban": queries.jawaban(obj, list(obj.formulir.isian.all())),
            "lampiran": queries.lampiran(obj),
            "permintaan": [p for p in obj.permintaan.all() if p.terbuka],
            "tahap": [t for t in obj.tahap.all() if t.putaran == obj.putaran_tanda],
            "surat": list(obj.nomor_surat.all()),
            "keberatan": list(obj.keberatan.all()),
            "catatan": list(obj.catatan_kerja.all()) if permissions.pembaca_catatan(request.user, obj) else [],
            "pemegang": self.pemegang(obj),
            "boleh_catat": permissions.pembaca_catatan(request.user, obj),
        }
        return super().change_view(request, object_id, form_url, konteks | (extra_context or {}))

    def berkas_view(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        """Serve a document of the request, the letter that waits for ink, or the product (`?b=<kode>`)."""
        obj = self.ambil_data(request, object_id)
        semua: list[Any] = [
            *(f.berkas for f in obj.lampiran.select_related("berkas")),
            *(s.naskah for s in obj.nomor_surat.select_related("naskah") if s.naskah),
            *([obj.hasil_berkas] if obj.hasil_berkas else []),
            *([obj.hasil_dokumen] if obj.hasil_dokumen else []),
        ]
        berkas = next((b for b in semua if b.kode == request.GET.get("b", "")), None)
        if berkas is None:
            raise Http404
        return sajikan(berkas)
