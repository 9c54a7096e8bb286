"""The admin of a case: status read-only, history in words, one button for each verb that is open now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from inti import hari_kerja
from inti.admin import cetak, lanjut, massal, potongan, serah
from inti.admin.daftar import pil
from inti.admin.dasar import AdminDasar
from inti.jam import Hitungan
from inti.kalender import libur
from inti.perkara import batas_hampir
from inti.workflow import Tombol, TransisiDitolak, lama_di_tangan, tersedia


class FormTindakan(forms.Form):
    """The form of a verb: its cleaned fields are the keyword arguments of the action."""

    def __init__(self, *args: Any, perkara: Any, oleh: Any, **kwargs: Any) -> None:
        self.perkara = perkara
        self.oleh = oleh
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class AlasanForm(FormTindakan):
    alasan = forms.CharField(
        label="Alasan",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Dibaca pemohon. Tulis apa yang kurang dan apa yang dapat dilakukan selanjutnya.",
        error_messages={"required": "Tulis alasannya, agar pemohon tahu apa yang dapat dilakukan selanjutnya."},
    )


def tenggat(jatuh_tempo: Any, janji: int | None, *, hitungan: Hitungan = hari_kerja) -> tuple[str, str]:
    """Say how our promise of `janji` days stands: words, and the `rupa` of the pill.

    What arrived after closing time or on a day off has the whole promise before it, not a day more.
    """
    if jatuh_tempo is None:
        return "", ""
    hari_ini, satuan = timezone.localdate(), "hari kerja" if hitungan is hari_kerja else "hari"
    if jatuh_tempo < hari_ini:
        lama = hitungan.hitung(jatuh_tempo, hari_ini, libur())
        return f"lewat {lama} {satuan}" if lama else "baru lewat", "tolak"
    sisa = min(hitungan.hitung(hari_ini, jatuh_tempo, libur()), janji or 0)
    if sisa == 0:
        return "habis hari ini", "tunggu"
    return f"sisa {sisa} {satuan}", "tunggu" if jatuh_tempo <= batas_hampir() else "jalan"


class AdminPerkara(AdminDasar):
    """A case in the officials' room.

    A subclass names its verbs in `TINDAKAN` (verb to action), the form of a verb that needs more
    than a reason in `FORMULIR`, the verbs that need no second look in `LANGSUNG`, and how history
    tells each verb in `KALIMAT` ("meminta perbaikan"). `MASSAL` names the verbs that may be done to
    many cases at once, each with the permission that opens it; never one that decides. `SERAH` says
    how open work changes hands, `BERPESAN` for which verbs reply snippets are kept, `CETAK` is the
    action that prints the whole file of a case and logs it.
    """

    TINDAKAN: ClassVar[Mapping[str, Callable[..., Any]]] = {}
    FORMULIR: ClassVar[Mapping[str, type[FormTindakan]]] = {}
    LANGSUNG: ClassVar[frozenset[str]] = frozenset({"ambil", "lepas"})
    KALIMAT: ClassVar[Mapping[str, str]] = {}
    MASSAL: ClassVar[Mapping[str, str]] = {}
    SERAH: ClassVar[serah.Serah | None] = None
    BERPESAN: ClassVar[tuple[str, ...]] = ()
    CETAK: ClassVar[Callable[..., bytes] | None] = None
    antrean_bawaan = "antrean=menunggu"

    change_form_template = "admin/perkara_change_form.html"
    tindakan_template = "admin/perkara_tindakan.html"

    def get_urls(self) -> list:
        """Give each verb an address of its own: `<pk>/<verba>/`."""

        def alamat(verba: str) -> Any:
            def lihat(request: HttpRequest, object_id: str) -> HttpResponse:
                return self.tindakan_view(request, object_id, verba)

            nama = f"{self.opts.app_label}_{self.opts.model_name}_{verba}"
            return path(f"<path:object_id>/{verba}/", self.admin_site.admin_view(lihat), name=nama)

        return [*self._alamat_lain(), *map(alamat, self.TINDAKAN), *super().get_urls()]

    def _alamat_lain(self) -> list:
        """Return the pages that every kind of case has, and those of the verbs for many at once."""
        halaman: list[tuple[str, str, Any]] = [
            ("<path:object_id>/berikutnya/", "berikutnya", partial(lanjut.berikutnya_view, self)),
        ]
        if type(self).CETAK:
            halaman.append(("<path:object_id>/cetak/", "cetak", partial(cetak.cetak_view, self)))
        for verba in self.MASSAL:
            if self._menyerahkan(verba):
                pasti = partial(serah.massal_view, self)
                halaman.append((f"massal/{verba}/", f"massal_{verba}", partial(serah.lihat_massal_view, self)))
                halaman.append((f"massal/{verba}/pasti/", f"massal_{verba}_pasti", pasti))
            else:
                halaman.append((f"massal/{verba}/", f"massal_{verba}", partial(massal.massal_view, self, verba=verba)))
        jaga, awal = self.admin_site.admin_view, f"{self.opts.app_label}_{self.opts.model_name}"
        return [path(jalur, jaga(lihat), name=f"{awal}_{nama}") for jalur, nama, lihat in halaman]

    # Many cases at once.

    @property
    def media(self) -> forms.Media:
        return super().media + forms.Media(js=["admin/js/actions.js"] if self.MASSAL else [])

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Offer the verbs of `MASSAL` that are open to this official."""
        aksi: dict[str, Any] = super().get_actions(request)
        user: Any = request.user
        for verba, izin in self.MASSAL.items():
            if user.has_perm(izin):
                lihat = serah.pratinjau if self._menyerahkan(verba) else massal.pratinjau
                aksi[verba] = massal.aksi(verba, self.model.ALUR.transisi[verba].label, lihat)
        return aksi

    def _menyerahkan(self, verba: str) -> bool:
        return self.SERAH is not None and verba == self.SERAH.tugaskan

    def sebab_dilewati(self, objek: list[Any], verba: str, user: Any) -> dict[int, str]:
        """Say by case why a verb cannot be done to it now. A subclass answers for all rows in a few queries."""
        t = self.model.ALUR.transisi[verba]
        sebab = {o.pk: massal.sebab_dasar(t, o) or ("" if t.boleh(user, o) else "bukan wewenang Anda") for o in objek}
        return {pk: kata for pk, kata in sebab.items() if kata}

    def boleh_cetak(self, user: Any, obj: Any) -> bool:
        """Tell who may print the whole file of a case."""
        return False

    def pilihan_ranah(self) -> list[tuple[str, str]]:
        """Name the sorts of this kind of case to which a reply snippet may be narrowed, as code and words."""
        return []

    def ranah(self, obj: Any) -> str:
        """Return the code of the sort of a case, "" where there are none."""
        return ""

    # One case.

    def siapkan(self, obj: Any, user: Any) -> None:
        """Read beforehand what the predicates of every button ask; the action fetches the case anew and asks again."""

    def konteks_tindakan(self, obj: Any, verba: str) -> dict[str, Any]:
        """Return what the page of a verb shows besides its form: a preview of what it will do."""
        return {}

    def tombol(self, obj: Any, user: Any) -> list[Tombol]:
        """List the verbs of this page that are open to `user` on `obj` now."""
        return [t for t in tersedia(obj, user) if t.verba in self.TINDAKAN]

    def formulir(self, tombol: Tombol) -> type[FormTindakan]:
        return self.FORMULIR.get(tombol.verba, AlasanForm if tombol.alasan else FormTindakan)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            raise Http404
        self.siapkan(obj, request.user)
        prefetch_related_objects([obj], "riwayat")
        riwayat = list(obj.riwayat.all())
        konteks = {
            "tombol": [self._di_halaman(request, obj, t) for t in self.tombol(obj, request.user)],
            "riwayat": self.riwayat(obj, riwayat),
            "waktu": lama_di_tangan(obj),
            "janji": obj.janji or 0,
            "kalender": obj.kalender,
            "status_kata": self.status_kata(obj),
            "tenggat": self.tenggat_kata(obj),
            "url_berikutnya": self._url(request, obj, "berikutnya"),
            "url_cetak": self._url(request, obj, "cetak") if self.boleh_cetak(request.user, obj) else "",
        }
        return super().change_view(request, object_id, form_url, konteks | (extra_context or {}))

    def _di_halaman(self, request: HttpRequest, obj: Any, t: Tombol) -> dict[str, Any]:
        langsung = t.verba in self.LANGSUNG and not self.formulir(t).base_fields
        return {"tombol": t, "url": self._url(request, obj, t.verba), "langsung": langsung}

    def _url(self, request: HttpRequest, obj: Any, nama: str) -> str:
        url = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{nama}", args=[obj.pk])
        return add_preserved_filters({"preserved_filters": self.get_preserved_filters(request), "opts": self.opts}, url)

    def riwayat(self, obj: Any, baris: Iterable[Any]) -> list[dict[str, Any]]:
        """Tell the lines of history of a case in words, the newest first."""
        transisi = obj.ALUR.transisi
        return [
            {
                "kalimat": f"{_pelaku(r)} {self.KALIMAT.get(r.verba) or f'“{transisi[r.verba].label}”'}",
                "catatan": r.catatan,
                "pada": r.pada,
            }
            for r in reversed(list(baris))
        ]

    def tindakan_view(self, request: HttpRequest, object_id: str, verba: str) -> HttpResponse:
        """GET asks for what the verb needs and says what it does to the applicant; POST does it."""
        if request.method not in ("GET", "POST"):
            return HttpResponseNotAllowed(["GET", "POST"])
        obj = self.get_object(request, unquote(object_id))
        if obj is None or not self.has_view_permission(request, obj):
            raise Http404
        self.siapkan(obj, request.user)
        kembali = HttpResponseRedirect(self._url(request, obj, "change"))
        tombol = next((t for t in self.tombol(obj, request.user) if t.verba == verba), None)
        if tombol is None:
            label = obj.ALUR.transisi[verba].label
            messages.warning(request, f"“{label}” tidak dapat dilakukan: status sekarang {obj.get_status_display()}.")
            _kembalikan_tulisan(request, request.POST)
            return kembali
        kelas = self.formulir(tombol)
        if potongan.diminta(request):
            kosong = kelas(perkara=obj, oleh=request.user)
            isi = potongan.masukkan(self.model, verba, request, kosong, self.ranah(obj))
            return self._halaman_tindakan(request, obj, tombol, kelas(initial=isi, perkara=obj, oleh=request.user))
        kirim = (request.POST, request.FILES) if request.method == "POST" else ()
        form = kelas(*kirim, perkara=obj, oleh=request.user)
        jawaban = self._laksanakan(request, form, tombol) if form.is_valid() else None
        return jawaban or self._halaman_tindakan(request, obj, tombol, form)

    def _laksanakan(self, request: HttpRequest, form: FormTindakan, tombol: Tombol) -> HttpResponse | None:
        """Call the action and say where to go; None when its form must be shown again. A refusal is told."""
        obj, verba = form.perkara, tombol.verba
        ke_berikutnya = lanjut.menutup(obj, verba) and lanjut.ingat(request)
        calon = lanjut.sesudah(lanjut.urutan(self, request), obj.pk) if ke_berikutnya else []
        try:
            self.TINDAKAN[verba](obj, oleh=request.user, **form.cleaned_data)
        except ValidationError as galat:
            form.add_error(None, galat.messages)
            return None
        except (TransisiDitolak, PermissionDenied) as galat:
            messages.error(request, str(galat) or "Tindakan ini tidak dapat dilakukan sekarang.")
            _kembalikan_tulisan(request, form.data)
        else:
            messages.success(request, f"“{tombol.label}” tercatat untuk {obj}.")
            if ke_berikutnya:
                return lanjut.setelah_putusan(self, request, calon)
        return HttpResponseRedirect(self._url(request, obj, "change"))

    def _halaman_tindakan(self, request: HttpRequest, obj: Any, tombol: Tombol, form: FormTindakan) -> HttpResponse:
        konteks = {
            **self.admin_site.each_context(request),
            "title": tombol.label,
            "judul": tombol.label,
            "subtitle": None,
            "opts": self.opts,
            "original": obj,
            "tombol": tombol,
            "form": form,
            "status_kata": self.status_kata(obj),
            "tenggat": self.tenggat_kata(obj),
            "riwayat": self.riwayat(obj, obj.riwayat.all()),
            "url_kembali": self._url(request, obj, "change"),
            "media": form.media,
            **self._lanjut_dan_potongan(request, obj, tombol.verba, form),
            **self.konteks_tindakan(obj, tombol.verba),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, self.tindakan_template, konteks, status=422 if form.errors else 200)

    def _lanjut_dan_potongan(self, request: HttpRequest, obj: Any, verba: str, form: Any) -> dict[str, Any]:
        """Return what stands below the form of a verb: the snippets, and the tick that leads to the next case."""
        tawaran = lanjut.dipilih(request) if verba in self.TINDAKAN and lanjut.menutup(obj, verba) else None
        if request.method == "POST" and tawaran is not None:
            tawaran = lanjut.PILIHAN in request.POST
        return {"lanjut": tawaran, **potongan.konteks(self.model, verba, form, self.ranah(obj))}

    @admin.display(description="status", ordering="status")
    def status_kata(self, obj: Any) -> SafeString:
        rupa = getattr(obj, "rupa_status", "netral")
        return pil(obj.get_status_display(), rupa)

    @admin.display(description="tenggat", ordering="jatuh_tempo")
    def tenggat_kata(self, obj: Any) -> SafeString | None:
        kata, rupa = tenggat(obj.jatuh_tempo, obj.janji, hitungan=obj.hitungan)
        return pil(kata, rupa) if kata else None


def _kembalikan_tulisan(request: HttpRequest, data: Any) -> None:
    """Give back the sentences of whoever was second, so that nobody writes them again: they were kept nowhere."""
    tulisan = [satu for nama, satu in data.items() if nama.startswith(potongan.DIBACA) and satu.strip()]
    if tulisan:
        messages.info(request, f"Yang Anda tulis tidak tersimpan: “{' '.join(tulisan)}”")


def _pelaku(baris: Any) -> str:
    return baris.pelaku if baris.sebagai == "sistem" else f"{baris.pelaku} ({baris.sebagai})"
