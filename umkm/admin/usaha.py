"""The business in the officials' room: the queue, the whole case on one page, and the verbs of the office."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.safestring import SafeString

from akun import batas
from inti.admin import AdminPerkara, SaringanJanji, serah
from inti.admin.daftar import pil
from inti.berkas import MIME_GAMBAR, Berkas, BerkasBersih, sajikan, simpan
from inti.workflow import Tombol, TransisiDitolak
from umkm import permissions, queries
from umkm.actions import cetak, periksa, pribadi
from umkm.admin import kait, kasus, pembagian, rahasia
from umkm.admin.angka import SaringanAngka
from umkm.admin.saringan import Antrean, DesaForm, SaringanDesa
from umkm.enums import MENUNGGU_KAMI, SELESAI, BagianPeriksa
from umkm.forms.petugas import CariNikForm, KeadaanPetugasForm, PemeriksaanForm, PerbaikanForm, TugaskanForm
from umkm.models import KepemilikanUsaha, PelakuUsaha, Usaha
from umkm.pencarian import saring_usaha
from umkm.skala import BELUM_DIKETAHUI

# The verbs that decide, first on the page; the others share out the work.
KEPUTUSAN = ("periksa", "verifikasi", "minta_perbaikan", "tolak", "cabut")
# At the counter that is one every two minutes; whoever tries out numbers needs hundreds.
CARI_NIK_PER_JAM = 30
SISI_KECIL = 240  # pixels of a thumb, twice what the page shows


@admin.register(Usaha)
class AdminUsaha(AdminPerkara):
    TINDAKAN = {
        "ambil": periksa.ambil,
        "lepas": periksa.lepas,
        "tugaskan": periksa.tugaskan,
        "periksa": periksa.periksa,
        "verifikasi": periksa.verifikasi,
        "minta_perbaikan": periksa.minta_perbaikan,
        "tolak": periksa.tolak,
        "cabut": periksa.cabut,
        "ubah_keadaan": periksa.ubah_keadaan,
    }
    FORMULIR = {"tugaskan": TugaskanForm, "minta_perbaikan": PerbaikanForm, "ubah_keadaan": KeadaanPetugasForm}
    LANGSUNG = frozenset({"ambil", "lepas", "periksa"})
    # Refusing and vouching are not here: each business wants a look of its own.
    MASSAL = {
        "ambil": "umkm.verifikasi_usaha",
        "lepas": "umkm.verifikasi_usaha",
        "tugaskan": "umkm.tugaskan_usaha",
    }
    SERAH = pembagian.SERAH
    BERPESAN = ("minta_perbaikan", "tolak", "cabut")
    CETAK = staticmethod(cetak.cetak_berkas)
    TEMPLAT = {"minta_perbaikan": "admin/umkm/usaha_perbaikan.html"}

    change_list_template = "admin/umkm/usaha_change_list.html"
    change_form_template = "admin/umkm/usaha_change_form.html"
    list_display = ("nama", "nomor", "nama_pemilik", "tempat", "skala", "status_kata", "pemegang", "tenggat_kata")
    list_filter = (
        Antrean,
        "desa__kecamatan",
        SaringanDesa,
        "status",
        SaringanJanji,
        "keadaan",
        "sumber",
        SaringanAngka,
    )
    list_select_related = ("desa__kecamatan", "petugas", "kbli", "digabung_ke")
    ordering = ("jatuh_tempo", "-pk")
    search_fields = ("nama__icontains", "nomor__exact")
    search_help_text = "Nama, produk, pemilik, desa, nomor pendaftaran, atau nomor WhatsApp"
    fields = ("nama", "nomor", "desa", "uraian")
    belum_ada = "Belum ada usaha. Usaha muncul di sini begitu pemiliknya mendaftar, atau Anda mengentri formulirnya."

    @property
    def media(self) -> forms.Media:
        return super().media + DesaForm().media

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        pemilik = KepemilikanUsaha.objects.berjalan().filter(usaha=OuterRef("pk")).order_by("sejak", "pk")
        rangka = super().get_queryset(request).prefetch_related("keuangan")
        return rangka.annotate(pemilik_kini=Subquery(pemilik.values("pelaku__nama")[:1]))

    @admin.display(description="pemilik", ordering="pemilik_kini")
    def nama_pemilik(self, obj: Usaha) -> str | None:
        return obj.pemilik_kini  # type: ignore[attr-defined]

    @admin.display(description="desa", ordering="desa")
    def tempat(self, obj: Usaha) -> str:
        return str(obj.desa)

    @admin.display(description="skala")
    def skala(self, obj: Usaha) -> str | None:
        """The class by PP 7/2021; the amounts behind it are opened one by one, with a reason."""
        kelas = queries.skala_usaha(obj)
        return kelas if kelas != BELUM_DIKETAHUI else None

    @admin.display(description="di tangan", ordering="petugas__nama")
    def pemegang(self, obj: Usaha) -> str | None:
        """Name who works on it; nobody does once it is decided."""
        return obj.petugas.nama if obj.petugas and obj.status not in SELESAI else None

    @admin.display(description="status", ordering="status")
    def status_kata(self, obj: Usaha) -> SafeString:
        return pil("Digabung", "netral") if obj.digabung_ke_id else super().status_kata(obj)

    # The list.

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        return lookup in SaringanDesa.PARAMETER or super().lookup_allowed(lookup, value, request)

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        konteks = {"alat": kait.tautan(kait.USAHA, self, request.user), "boleh_nik": _boleh_nik(request.user)}
        return super().changelist_view(request, konteks | (extra_context or {}))

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        return (saring_usaha(queryset, search_term, user=request.user) if search_term.strip() else queryset), False

    def cari_nik_view(self, request: HttpRequest) -> HttpResponse:
        """Lead from a NIK to its person; by POST, so that it stands in no address and no log."""
        if not _boleh_nik(request.user):
            raise Http404
        form = CariNikForm(request.POST if request.method == "POST" else None, label_suffix="")
        orang: list[PelakuUsaha] = []
        if form.is_valid():
            if not batas.pakai(f"cari_nik:{request.user.pk}", CARI_NIK_PER_JAM, batas.JAM):
                raise batas.TerlaluSering
            orang = pribadi.cari_nik(form.cleaned_data["nik"], oleh=request.user)
            if len(orang) == 1:
                return HttpResponseRedirect(_url_pelaku(orang[0]))
            form = CariNikForm(label_suffix="")
        konteks = {
            **self.admin_site.each_context(request),
            "title": "Cari NIK",
            "subtitle": None,
            "opts": self.opts,
            "form": form,
            "orang": orang,
            "dicari": request.method == "POST" and not form.errors,
            "media": form.media,
        }
        return TemplateResponse(request, "admin/umkm/cari_nik.html", konteks, status=422 if form.errors else 200)

    def sebab_dilewati(self, objek: list[Any], verba: str, user: Any) -> dict[int, str]:
        return pembagian.sebab_dilewati(objek, verba, user)

    # The case.

    def boleh_cetak(self, user: Any, obj: Usaha) -> bool:
        return permissions.pencetak(user, obj)

    def get_urls(self) -> list:
        jaga = self.admin_site.admin_view
        nama = f"{self.opts.app_label}_{self.opts.model_name}"
        alamat = [path("cari-nik/", jaga(self.cari_nik_view), name=f"{nama}_cari_nik")]
        alamat += [path("<path:object_id>/berkas/", jaga(self.berkas_view), name=f"{nama}_berkas")]
        for bagian in BagianPeriksa:
            lihat = partial(self.periksa_view, bagian=bagian)
            kata = f"periksa-{bagian.value.lower()}"
            alamat.append(path(f"<path:object_id>/{kata}/", jaga(lihat), name=f"{nama}_{kata}"))
        for kata in (*rahasia.PELAKU, *rahasia.USAHA):
            buka = partial(self.rahasia_view, kata=kata)
            alamat.append(path(f"<path:object_id>/{kata}/", jaga(buka), name=f"{nama}_{kata}"))
        return [*alamat, *kait.alamat(kait.USAHA, self), *super().get_urls()]

    def siapkan(self, obj: Any, user: Any) -> None:
        if not hasattr(obj, "pengelola_diingat"):
            permissions.ingat(user, obj)

    def tombol(self, obj: Any, user: Any) -> list[Tombol]:
        """Say on the button that whoever begins to check a business that nobody has also takes it."""
        ganti = {"periksa": "Ambil dan periksa"} if obj.petugas_id is None else {}
        return [replace(t, label=ganti.get(t.verba, t.label)) for t in super().tombol(obj, user)]

    def riwayat(self, obj: Any, *baris: Any) -> list[dict[str, Any]]:
        return queries.riwayat(obj, untuk_pemilik=False)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        obj = self.ambil_data(request, object_id)
        self.siapkan(obj, request.user)
        kasus.siapkan(obj)
        tombol = [self._di_halaman(request, obj, t) for t in self.tombol(obj, request.user)]
        konteks = kasus.kasus(obj, request.user) | {
            "keputusan": [t for t in tombol if t["tombol"].verba in KEPUTUSAN],
            "pembagian": [t for t in tombol if t["tombol"].verba not in KEPUTUSAN],
            "loket": kait.tautan(kait.USAHA, self, request.user, obj),
            "pemegang": self.pemegang(obj),
            "url_serah": serah.tautan(request.user, obj.petugas) if obj.petugas else "",
            "rahasia": [
                *rahasia.terbuka(rahasia.PELAKU, request.user, obj.pemilik),
                *rahasia.terbuka(rahasia.USAHA, request.user, obj),
            ],
        }
        return super().change_view(request, object_id, form_url, konteks | (extra_context or {}))

    def ambil_data(self, request: HttpRequest, object_id: str) -> Usaha:
        """Fetch a business in scope. Raises Http404 for what is not there or not theirs."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None or not self.has_view_permission(request, obj):
            raise Http404
        return obj

    def berkas_view(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        """Serve a photo or paper of a business (`?b=<kode>`, and `&kecil=1` for a thumb) to whom its page is open.

        The photo of the KTP has its own way.
        """
        from inti.gambar import kecilkan  # here: only a worker that handles pictures carries their library

        obj = self.ambil_data(request, object_id)
        terlihat = kasus.berkas_terlihat(obj, request.user)
        berkas = Berkas.objects.filter(kode=request.GET.get("b", ""), pk__in=terlihat).first()
        if berkas is None:
            raise Http404
        if "kecil" not in request.GET or berkas.mime != MIME_GAMBAR:
            return sajikan(berkas)
        with berkas.file.open("rb") as isi:
            tanggapan = HttpResponse(kecilkan(isi, SISI_KECIL), content_type=MIME_GAMBAR)
        tanggapan["Cache-Control"] = "private, no-store"
        return tanggapan

    def periksa_view(self, request: HttpRequest, object_id: str, *, bagian: BagianPeriksa) -> HttpResponse:
        """Write down how one section was checked: GET asks on a page of its own, POST from there or from the case."""
        if request.method not in ("GET", "POST"):
            return HttpResponseNotAllowed(["GET", "POST"])
        obj = self.ambil_data(request, object_id)
        if not permissions.petugas(request.user, obj):
            raise Http404
        if obj.status not in MENUNGGU_KAMI:
            messages.warning(request, f"Pemeriksaan tidak dapat dicatat: status sekarang {obj.get_status_display()}.")
            return HttpResponseRedirect(self._url(request, obj, "change"))
        kirim = (request.POST, request.FILES) if request.method == "POST" else ()
        form = PemeriksaanForm(*kirim, bagian=bagian)
        if form.is_valid() and self._catat_pemeriksaan(request, obj, bagian, form):
            return HttpResponseRedirect(self._url(request, obj, "change") + f"#periksa-{bagian.value.lower()}")
        tombol = Tombol("periksa", "Catat pemeriksaan", "", False, None)
        jawaban = self._halaman_tindakan(request, obj, tombol, form)
        judul = f"Pemeriksaan: {bagian.label.lower()}"
        jawaban.context_data |= {"judul": judul, "title": judul}  # type: ignore[attr-defined]
        return jawaban

    def _catat_pemeriksaan(
        self, request: HttpRequest, obj: Usaha, bagian: BagianPeriksa, form: PemeriksaanForm
    ) -> bool:
        data = dict(form.cleaned_data)
        unggahan = data.pop("berkas")
        try:
            with transaction.atomic():
                berkas = None
                if isinstance(unggahan, BerkasBersih):
                    berkas = simpan(unggahan, oleh=request.user, jenis="pemeriksaan")
                periksa.catat_pemeriksaan(obj, oleh=request.user, bagian=bagian, berkas=berkas, **data)
        except ValidationError as galat:
            form.add_error(None, galat)
            return False
        except (TransisiDitolak, PermissionDenied) as galat:
            messages.error(request, str(galat))
        else:
            messages.success(request, f"Pemeriksaan {bagian.label.lower()} tercatat.")
        return True

    def rahasia_view(self, request: HttpRequest, object_id: str, *, kata: str) -> HttpResponseBase:
        obj = self.ambil_data(request, object_id)
        milik_pelaku = kata in rahasia.PELAKU
        konteks = {
            **self.admin_site.each_context(request),
            "subtitle": None,
            "opts": self.opts,
            "url_kembali": self._url(request, obj, "change"),
        }
        return rahasia.lihat(
            request,
            rahasia=(rahasia.PELAKU | rahasia.USAHA)[kata],
            obj=obj.pemilik if milik_pelaku else obj,
            konteks=konteks,
        )

    def _halaman_tindakan(self, request: HttpRequest, obj: Any, tombol: Tombol, form: Any) -> HttpResponse:
        jawaban = super()._halaman_tindakan(request, obj, tombol, form)
        if tombol.verba in self.TEMPLAT and isinstance(jawaban, TemplateResponse):
            jawaban.template_name = self.TEMPLAT[tombol.verba]
        return jawaban


def _boleh_nik(user: Any) -> bool:
    return user.has_perm("umkm.buka_nik") and user.has_perm("umkm.view_pelakuusaha")


def _url_pelaku(pelaku: PelakuUsaha) -> str:
    return reverse("admin:umkm_pelakuusaha_change", args=[pelaku.pk])
