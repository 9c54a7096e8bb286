"""Work that changes hands: many cases to one or several colleagues, or back to the queue.

Two ways lead here: rows ticked on a list, and everything that lies in the hands of a colleague who is away. Both
show who will get what before anything is written, and each case gets its own line of history.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django import forms
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from inti.admin import massal
from inti.admin.kamar import tampilkan
from inti.admin.massal import BARIS, BATAS, Baris, Hasil
from inti.teks import bersihkan_uraian
from inti.workflow import TransisiDitolak

TANPA_PENERIMA = "tidak ada penerima terpilih yang bertugas di sini"
BAGI, ANTREAN = "bagi", "antrean"


class Serah(NamedTuple):
    """How open work of one kind of case changes hands.

    `izin` may give away the work of others; whoever lacks it may only give back the own. `terbuka` narrows to the
    cases that are still work. `calon()` yields the officials who may take one, each with `beban`, fetched so that
    `bertugas(orang, obj)` needs no query. `larangan(objek)` names by case who must not have it (its own owner).
    """

    izin: str
    terbuka: Callable[[QuerySet], QuerySet]
    calon: Callable[[], QuerySet]
    bertugas: Callable[[Any, Any], bool]
    larangan: Callable[[list[Any]], dict[int, set[int]]]
    wilayah: Callable[[Any], str]
    pemegang: str = "petugas"
    tugaskan: str = "tugaskan"
    lepas: str = "lepas"


class PembagianForm(forms.Form):
    """Who takes the rows: colleagues by tick, or the queue; and a word for the history."""

    cara = forms.ChoiceField(
        label="Ke mana",
        choices=[(BAGI, "Bagi kepada petugas yang saya pilih"), (ANTREAN, "Kembalikan ke antrean")],
        widget=forms.RadioSelect,
        initial=BAGI,
    )
    kepada = forms.MultipleChoiceField(
        label="Kepada siapa",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Dibagi merata menurut pekerjaan yang sedang dipegang masing-masing, sebatas wilayah kerjanya.",
    )
    catatan = forms.CharField(
        label="Catatan untuk riwayat",
        required=False,
        max_length=200,
        help_text="Dibaca petugas saja. Misalnya: cuti sampai 5 Desember.",
    )

    def __init__(self, *args: Any, calon: list[Any], hanya: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.calon = {str(c.pk): c for c in calon}
        medan: Any = self.fields["kepada"]
        medan.choices = [(kunci, f"{c.nama} ({c.beban} di tangan)") for kunci, c in self.calon.items()]
        medan.tanpa_tanda = True
        if hanya:
            self.fields["cara"].choices = [p for p in self.fields["cara"].choices if p[0] == hanya]  # type: ignore[attr-defined]
            self.fields["cara"].initial = hanya
        if hanya == ANTREAN:
            del self.fields["kepada"]
        elif hanya == BAGI:
            del self.fields["cara"]

    def clean_catatan(self) -> str:
        return bersihkan_uraian(self.cleaned_data["catatan"], 200)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("cara", BAGI) == BAGI and "kepada" not in self.errors and not data.get("kepada"):
            self.add_error("kepada", "Pilih sedikitnya satu petugas.")
        return data

    @property
    def penerima(self) -> list[Any]:
        """The chosen colleagues; nobody stands for the queue."""
        if self.cleaned_data.get("cara") == ANTREAN:
            return []
        return [self.calon[kunci] for kunci in self.cleaned_data["kepada"]]


def bagi(halaman: Any, baris: list[Baris], penerima: list[Any]) -> None:
    """Give each row that goes along to whoever may take it and has least; one that nobody may take stays behind."""
    serah = halaman.SERAH
    ikut = [b for b in baris if not b.sebab]
    larangan = serah.larangan([b.obj for b in ikut])
    beban = {p.pk: p.beban for p in penerima}
    for b in ikut:
        kini = getattr(b.obj, f"{serah.pemegang}_id")
        boleh = [
            p for p in penerima if p.pk != kini and p.pk not in larangan.get(b.obj.pk, ()) and serah.bertugas(p, b.obj)
        ]
        if not boleh:
            b.sebab = TANPA_PENERIMA
            continue
        b.kepada = min(boleh, key=lambda p: beban[p.pk])
        beban[b.kepada.pk] += 1


def serahkan(
    halaman: Any,
    user: Any,
    tanda: tuple[int, int, int],
    *,
    dari: Any,
    penerima: dict[int, Any],
    catatan: str,
    hasil: Hasil,
) -> None:
    """Hand one case over, or give it back to the queue, if it still lies where it lay. `dari` None: wherever."""
    serah, (kunci, riwayat, kepada) = halaman.SERAH, tanda

    def lakukan(obj: Any) -> None:
        if dari is not None and getattr(obj, f"{serah.pemegang}_id") != dari.pk:
            raise TransisiDitolak(f"tidak lagi di tangan {dari.nama}")
        if not kepada:
            halaman.TINDAKAN[serah.lepas](obj, oleh=user, catatan=catatan)
        elif kepada in penerima:
            halaman.TINDAKAN[serah.tugaskan](obj, oleh=user, kepada=penerima[kepada], catatan=catatan)
        else:
            raise PermissionDenied("penerimanya tidak dapat ditugasi lagi")

    massal.satu(halaman, user, kunci, riwayat, lakukan, hasil)


# Rows ticked on a list.


def pratinjau(halaman: Any, request: HttpRequest, queryset: QuerySet, verba: str) -> HttpResponse:
    """Begin with the question who shall take the ticked rows. Reads only."""
    baris, lebih = massal.terpilih(halaman, request, queryset, verba)
    return pilih(halaman, request, baris, lebih=lebih)


def pilih(
    halaman: Any, request: HttpRequest, baris: list[Baris], *, lebih: bool = False, form: Any = None
) -> HttpResponse:
    """Ask who shall take the ticked rows."""
    form = form or PembagianForm(calon=list(halaman.SERAH.calon()), hanya=BAGI)
    konteks = {
        "judul": "Tugaskan kepada",
        "akibat": "Belum ada yang berubah. Setelah ini Anda melihat siapa menerima apa.",
        "tombol": "Lihat pembagiannya",
        "aksi": massal.alamat(halaman, request, f"massal_{halaman.SERAH.tugaskan}"),
        "lebih": f"Hanya {BATAS} yang pertama; sisanya kerjakan setelah ini." if lebih else "",
        "form": form,
    }
    return massal.halaman_pratinjau(halaman, request, baris, konteks, 422 if form.errors else 200)


def lihat_massal_view(halaman: Any, request: HttpRequest) -> HttpResponse:
    """Show who will get which of the ticked rows. POST, for it carries them; writes nothing."""
    if not _boleh_menugaskan(halaman, request):
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    tanda = [t[0] for t in massal.baca_tanda(request.POST.getlist(BARIS))]
    objek = list(halaman.get_queryset(request).filter(pk__in=tanda).order_by(*halaman.get_ordering(request)))
    baris = massal.susun(halaman, objek, halaman.SERAH.tugaskan, request.user)
    form = PembagianForm(request.POST, calon=list(halaman.SERAH.calon()), hanya=BAGI)
    if not form.is_valid():
        return pilih(halaman, request, baris, form=form)
    bagi(halaman, baris, form.penerima)
    konteks = {
        "judul": "Tugaskan: periksa dulu",
        "akibat": halaman.model.ALUR.transisi[halaman.SERAH.tugaskan].akibat,
        "tombol": "Tugaskan",
        "aksi": massal.alamat(halaman, request, f"massal_{halaman.SERAH.tugaskan}_pasti"),
        "catatan": form.cleaned_data["catatan"],
        "berpenerima": True,
    }
    return massal.halaman_pratinjau(halaman, request, baris, konteks)


def massal_view(halaman: Any, request: HttpRequest) -> HttpResponse:
    """Give the ticked rows to who was shown beside each; back to the list with what came of it."""
    if not _boleh_menugaskan(halaman, request):
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    _kerjakan(request, halaman, request.POST.getlist(BARIS), dari=None, catatan=_catatan(request))
    return HttpResponseRedirect(massal.alamat(halaman, request, "changelist"))


# All work of a colleague.


@require_GET
def daftar_view(request: HttpRequest) -> HttpResponse:
    """List who has open work in this official's scope; whoever may not assign sees the own alone."""
    jumlah: Counter[int] = Counter()
    jenis: dict[int, list[tuple[str, int]]] = {}
    for halaman in _halaman(request):
        hitungan = _terbuka(halaman, request).order_by().values_list(halaman.SERAH.pemegang).annotate(n=Count("pk"))
        for pk, n in hitungan:
            if pk is not None and (pk == request.user.pk or request.user.has_perm(halaman.SERAH.izin)):
                jumlah[pk] += n
                jenis.setdefault(pk, []).append((str(halaman.opts.verbose_name_plural), n))
    orang = get_user_model()._default_manager.filter(pk__in=jumlah).order_by("nama", "pk")
    konteks = {
        "title": "Serah terima pekerjaan",
        "orang": [{"orang": o, "jumlah": jumlah[o.pk], "jenis": jenis[o.pk]} for o in orang],
    }
    return _atau_404(request, tampilkan(request, "admin/serah.html", konteks))


@require_GET
def orang_view(request: HttpRequest, kode: str) -> HttpResponse:
    """Show what lies in the hands of one official, by kind and place, and ask who shall take it."""
    orang = _ambil(request, kode)
    return _halaman_orang(request, orang, _form(request, orang))


@require_POST
def lihat_view(request: HttpRequest, kode: str) -> HttpResponse:
    """Show who will get which case before it is done; writes nothing."""
    orang = _ambil(request, kode)
    form = _form(request, orang, request.POST)
    if not form.is_valid():
        return _halaman_orang(request, orang, form, status=422)
    kelompok = []
    for halaman in _halaman(request):
        objek = list(_milik(halaman, request, orang)[:BATAS])
        verba = halaman.SERAH.tugaskan if form.penerima else halaman.SERAH.lepas
        baris = massal.susun(halaman, objek, verba, request.user)
        if form.penerima:
            bagi(halaman, baris, form.penerima)
        if baris:
            kelompok.append(_kelompok(halaman, baris))
    konteks = {
        "title": f"Serah terima dari {orang.nama}: periksa dulu",
        "orang": orang,
        "kelompok": kelompok,
        "ada": any(k["ikut"] for k in kelompok),
        "catatan": form.cleaned_data["catatan"],
        "berpenerima": bool(form.penerima),
    }
    return tampilkan(request, "admin/serah_pastikan.html", konteks)


@require_POST
def serahkan_view(request: HttpRequest, kode: str) -> HttpResponse:
    """Hand the cases over as they were shown, each on its own; back to who else has open work."""
    orang = _ambil(request, kode)
    catatan = f"Serah terima dari {orang.nama}. {_catatan(request)}".strip()
    for halaman in _halaman(request):
        tanda = request.POST.getlist(f"{BARIS}:{halaman.opts.label_lower}")
        if tanda:
            _kerjakan(request, halaman, tanda, dari=orang, catatan=catatan)
    return HttpResponseRedirect(reverse("inti:serah_terima"))


def pintasan(user: Any) -> list[tuple[str, str, str]]:
    """Return the page of the hand-over for whoever may assign some kind of case."""
    if not any(user.has_perm(halaman.SERAH.izin) for halaman in _berserah()):
        return []
    keterangan = "Bagi semua pekerjaan petugas yang cuti atau sakit"
    return [("Serah terima pekerjaan", reverse("inti:serah_terima"), keterangan)]


def tautan(user: Any, orang: Any) -> str:
    """Return the address of an official's open work for whoever may hand it over, himself or a head; else ""."""
    boleh = orang.is_staff and (orang == user or any(user.has_perm(halaman.SERAH.izin) for halaman in _berserah()))
    return reverse("inti:serah_terima_orang", args=[orang.kode]) if boleh else ""


def _berserah() -> Iterator[Any]:
    """Yield the pages of the kinds of case whose work changes hands."""
    yield from (h for h in admin.site._registry.values() if getattr(h, "SERAH", None))


def _halaman(request: HttpRequest) -> Iterator[Any]:
    """Yield those that this official may open."""
    yield from (h for h in _berserah() if h.has_view_permission(request))


def _boleh_menugaskan(halaman: Any, request: HttpRequest) -> bool:
    user: Any = request.user
    return halaman.has_view_permission(request) and user.has_perm(halaman.SERAH.izin)


def _atau_404(request: HttpRequest, jawaban: HttpResponse) -> HttpResponse:
    if not any(True for _ in _halaman(request)):
        raise Http404
    return jawaban


def _ambil(request: HttpRequest, kode: str) -> Any:
    """Fetch an official whose work this user may hand over: the own, or anyone's with the permission."""
    user: Any = request.user
    orang = get_user_model()._default_manager.filter(kode=kode, is_staff=True).first()
    if orang is None or not any(orang == user or user.has_perm(h.SERAH.izin) for h in _halaman(request)):
        raise Http404
    return orang


def _terbuka(halaman: Any, request: HttpRequest) -> QuerySet:
    return halaman.SERAH.terbuka(halaman.get_queryset(request))


def _milik(halaman: Any, request: HttpRequest, orang: Any) -> QuerySet:
    """Narrow to the open work of `orang` that this user may hand over, the oldest promise first."""
    user: Any = request.user
    if orang != user and not user.has_perm(halaman.SERAH.izin):
        return halaman.model._default_manager.none()
    return _terbuka(halaman, request).filter(**{halaman.SERAH.pemegang: orang}).order_by("jatuh_tempo", "pk")


def _calon(request: HttpRequest, orang: Any) -> list[Any]:
    """Return who may take something of `orang`, each once, the least burdened first."""
    user: Any = request.user
    semua: dict[int, Any] = {}
    for halaman in _halaman(request):
        if user.has_perm(halaman.SERAH.izin):
            for calon in halaman.SERAH.calon():
                if calon.pk in semua:
                    semua[calon.pk].beban += calon.beban
                else:
                    semua[calon.pk] = calon
    semua.pop(orang.pk, None)
    return sorted(semua.values(), key=lambda c: (c.beban, c.nama))


def _form(request: HttpRequest, orang: Any, data: Any = None) -> PembagianForm:
    calon = _calon(request, orang)
    return PembagianForm(data, calon=calon, hanya="" if calon else ANTREAN)


def _catatan(request: HttpRequest) -> str:
    try:
        return bersihkan_uraian(request.POST.get("catatan", ""), 200)
    except ValidationError:  # the form before it has cleaned what people type; this was typed into the page's source
        return ""


def _kerjakan(request: HttpRequest, halaman: Any, tanda: list[str], *, dari: Any, catatan: str) -> None:
    user: Any = request.user
    hasil = Hasil()
    penerima = {c.pk: c for c in halaman.SERAH.calon()} if user.has_perm(halaman.SERAH.izin) else {}
    for satu in massal.baca_tanda(tanda):
        serahkan(halaman, user, satu, dari=dari, penerima=penerima, catatan=catatan, hasil=hasil)
    label = "Serah terima" if dari is not None else halaman.model.ALUR.transisi[halaman.SERAH.tugaskan].label
    massal.kabarkan(request, label, hasil)


def _kelompok(halaman: Any, baris: list[Baris]) -> dict[str, Any]:
    return {
        "judul": halaman.opts.verbose_name_plural,
        "nama": f"{BARIS}:{halaman.opts.label_lower}",
        "url": f"admin:{halaman.opts.app_label}_{halaman.opts.model_name}_change",
        "ikut": [b for b in baris if not b.sebab],
        "tertinggal": [b for b in baris if b.sebab],
    }


def _halaman_orang(request: HttpRequest, orang: Any, form: PembagianForm, status: int = 200) -> HttpResponse:
    isi = []
    for halaman in _halaman(request):
        objek = list(_milik(halaman, request, orang)[: BATAS + 1])
        tempat = Counter(halaman.SERAH.wilayah(o) for o in objek[:BATAS])
        if objek:
            isi.append(
                {
                    "judul": halaman.opts.verbose_name_plural,
                    "jumlah": min(len(objek), BATAS),
                    "lebih": len(objek) > BATAS,
                    "tempat": sorted(tempat.items()),
                }
            )
    konteks = {
        "title": f"Serah terima dari {orang.nama}",
        "orang": orang,
        "isi": isi,
        "form": form,
        "batas": BATAS,
    }
    return tampilkan(request, "admin/serah_orang.html", konteks, status=status)
