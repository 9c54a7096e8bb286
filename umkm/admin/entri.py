"""Fast entry from paper forms: one screen, the keyboard alone, one record after another; and the blank form itself."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from akun import naskah
from inti import pdf
from inti.berkas import BerkasBersih, hapus
from umkm.actions.daftar import entri
from umkm.actions.simpanan import titipkan_formulir
from umkm.admin import kait
from umkm.admin.kasus import ganda, peringatan
from umkm.forms.entri import GRUP, EntriForm, MiripForm
from umkm.models import RiwayatUsaha, Usaha
from umkm.pencarian import mirip_dengan
from wilayah.models import Desa

JUDUL_FORMULIR = "Formulir Pendataan UMKM"
# How each question is answered by hand (rows of boxes for letters, groups of boxes, squares to tick, lines), how many,
# and the hint on paper.
KERTAS: dict[str, tuple[str, Any, str]] = {
    "nama_pemilik": ("huruf", 2, "huruf besar, seperti di KTP"),
    "nik": ("kotak", [16], "boleh dikosongkan"),
    "jenis_kelamin": ("pilihan", ["Laki-laki", "Perempuan"], ""),
    "tanggal_lahir": ("kotak", [2, 2, 4], "tanggal, bulan, tahun"),
    "telepon": ("kotak", [13], "kosongkan bila tidak punya"),
    "uraian": ("garis", 1, "misalnya keripik singkong"),
    "nama_usaha": ("huruf", 2, "bila ada"),
    "kbli": ("kotak", [5], "diisi petugas"),
    "jenis_tempat": ("pilihan", ["Tempat tetap", "Keliling", "Daring (lewat internet)"], ""),
    "desa": ("garis", 1, "dengan kecamatannya"),
    "alamat": ("garis", 2, "boleh kosong untuk keliling dan daring"),
    "rt": ("kotak", [3], ""),
    "rw": ("kotak", [3], ""),
    "pekerja_laki": ("kotak", [4], "termasuk pemilik"),
    "pekerja_perempuan": ("kotak", [4], "termasuk pemilik"),
    "pekerja_dibayar": ("kotak", [4], ""),
    "pekerja_tak_dibayar": ("kotak", [4], ""),
    "pekerja_disabilitas": ("kotak", [4], ""),
}


def boleh_mengentri(user: Any, obj: Any = None) -> bool:
    return user.has_perm("umkm.entri_usaha")


@kait.hanya("GET", "POST")
def entri_view(admin: Any, request: HttpRequest) -> HttpResponse:
    """Ask for one paper form, save it, and come back empty: only the village stays, and it comes from the records."""
    _wajib_mengentri(request)
    if request.method == "GET":
        form = EntriForm(oleh=request.user, initial={"desa": desa_terakhir(request.user)})
        return _halaman(admin, request, form, baru=_baru_disimpan(request))
    form = EntriForm(request.POST, request.FILES, oleh=request.user)
    if form.is_valid():
        try:
            usaha = entri(oleh=request.user, **form.isian())
        except ValidationError as galat:
            form.add_error(None, galat)
            form.kunci_baru()
        else:
            _rapikan_titipan(form)
            if "buka" in request.POST:
                return HttpResponseRedirect(reverse("admin:umkm_usaha_change", args=[usaha.pk]))
            return HttpResponseRedirect(f"{reverse('admin:umkm_usaha_entri')}?tersimpan={usaha.kode}")
    _titipkan(form)
    return _halaman(admin, request, form)


@kait.hanya("POST")
def mirip_view(admin: Any, request: HttpRequest) -> HttpResponse:
    """Answer what looks like the form that is being typed. POST, so that no name and no phone stands in an address."""
    _wajib_mengentri(request)
    hasil = mirip_dengan(request.user, **MiripForm(request.POST).terbaca())
    return TemplateResponse(request, "admin/umkm/_entri_mirip.html", {"hasil": hasil})


@kait.hanya("GET")
def formulir_view(admin: Any, request: HttpRequest) -> HttpResponse:
    """Print the blank paper form."""
    _wajib_mengentri(request)
    jawaban = HttpResponse(cetak_formulir(), content_type="application/pdf")
    jawaban["Content-Disposition"] = 'inline; filename="formulir-pendataan-umkm.pdf"'
    return jawaban


def cetak_formulir() -> bytes:
    """Return the blank form as PDF, A4: every question of the screen in its order, notice, signatures."""
    medan = EntriForm.base_fields
    grup = [
        {
            "judul": judul,
            "isian": [
                {"label": medan[n].label, "jenis": KERTAS[n][0], "ukuran": KERTAS[n][1], "catatan": KERTAS[n][2]}
                for n in isi
            ],
        }
        for judul, isi in GRUP
        if "formulir" not in isi
    ]
    pemberitahuan = naskah.baca(naskah.PEMBERITAHUAN)
    data = {
        "judul": JUDUL_FORMULIR,
        "grup": grup,
        "pemberitahuan": {"judul": pemberitahuan.judul, "alinea": pemberitahuan.isi.split("\n\n")},
        "tanda_tangan": medan["formulir"].label,
        "portal": settings.NAMA_PORTAL,
    }
    return pdf.cetak("umkm/formulir", data, judul=JUDUL_FORMULIR, tanggal=timezone.localdate())


def desa_terakhir(user: Any) -> Desa | None:
    """Return the village of the last form that this official has entered: the pile is of one village."""
    baris = RiwayatUsaha.objects.filter(verba="entri", oleh=user).select_related("usaha__desa__kecamatan")
    terakhir = baris.order_by("-pk").first()
    return terakhir.usaha.desa if terakhir else None


def _baru_disimpan(request: HttpRequest) -> dict[str, Any] | None:
    """Tell of the record just saved: its number to be read aloud, what contradicts itself, what it resembles."""
    user: Any = request.user
    milik = Usaha.objects.terlihat_oleh(user).filter(riwayat__verba="entri", riwayat__oleh=user)
    usaha = milik.filter(kode=request.GET.get("tersimpan", "")).first()
    if usaha is None:
        return None
    pelaku = usaha.pemilik
    return {"usaha": usaha, "peringatan": peringatan(pelaku), "ganda": ganda(usaha, pelaku, request.user)}


def _rapikan_titipan(form: EntriForm) -> None:
    titipan = form.cleaned_data["titipan"]
    if titipan is not None and form.cleaned_data["formulir"]:
        hapus(titipan)


def _titipkan(form: EntriForm) -> None:
    """Set the scan of a refused form aside: a browser cannot fill a file field in again."""
    bersih = form.cleaned_data.get("formulir") if hasattr(form, "cleaned_data") else None
    if isinstance(bersih, BerkasBersih):
        form.titipkan(titipkan_formulir(bersih, oleh=form.oleh))


def _wajib_mengentri(request: HttpRequest) -> None:
    if not boleh_mengentri(request.user):
        raise Http404


def _halaman(admin: Any, request: HttpRequest, form: EntriForm, *, baru: dict[str, Any] | None = None) -> HttpResponse:
    konteks = {
        **admin.admin_site.each_context(request),
        "title": "Entri dari formulir",
        "subtitle": None,
        "opts": admin.opts,
        "form": form,
        "baru": baru,
        "titipan": form.titipan_terpilih,
        "media": form.media,
    }
    request.current_app = admin.admin_site.name
    return TemplateResponse(request, "admin/umkm/entri.html", konteks, status=422 if form.is_bound else 200)


kait.USAHA += [
    kait.Halaman("entri/", "entri", entri_view, label="Entri dari formulir", boleh=boleh_mengentri),
    kait.Halaman("entri/mirip/", "entri_mirip", mirip_view),
    kait.Halaman("entri/formulir/", "entri_formulir", formulir_view),
]
