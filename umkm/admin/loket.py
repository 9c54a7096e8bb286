"""The counter: handing over, a death, linking an account, mending a NIK; each on a paper seen, confirmed by POST."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse

from akun import batas
from inti.workflow import TransisiDitolak
from umkm import permissions
from umkm.actions import identitas, pemilik
from umkm.admin import kait
from umkm.forms.loket import (
    AlihkanForm,
    BetulkanNikForm,
    HidupkanForm,
    HubungkanForm,
    MeninggalForm,
    OrangForm,
    sebut_pelaku,
)
from umkm.models import PelakuUsaha, Usaha
from umkm.pencarian import cari_pelaku

# Whether a typed NIK is taken is an answer too: at the counter one every two minutes, to try numbers takes hundreds.
NIK_PER_JAM = 30


class Verba(NamedTuple):
    """A verb of the counter: its button, what it does to the owner, who may, its form, and what carries it out."""

    label: str
    akibat: str
    boleh: Callable[[Any, Any], bool]
    form: type[OrangForm]
    laksanakan: Callable[..., None]


def _alihkan(usaha: Usaha, form: AlihkanForm, oleh: Any) -> None:
    data = dict(form.cleaned_data)
    nama, nomor = data.pop("nama_baru"), data.pop("telepon_baru")
    if nama:
        data.pop("kepada")
        pemilik.alihkan_kepada_orang_baru(usaha, oleh=oleh, nama=nama, telepon=nomor, **data)
    else:
        pemilik.alihkan(usaha, oleh=oleh, **data)


def _meninggal(orang: PelakuUsaha, form: MeninggalForm, oleh: Any) -> None:
    pemilik.catat_kematian(orang, oleh=oleh, **form.cleaned_data)


def _hidupkan(orang: PelakuUsaha, form: HidupkanForm, oleh: Any) -> None:
    pemilik.hidupkan(orang, oleh=oleh, **form.cleaned_data)


def _hubungkan(orang: PelakuUsaha, form: HubungkanForm, oleh: Any) -> None:
    pemilik.hubungkan_akun(orang, oleh=oleh, akun=form.akun, dasar=form.cleaned_data["dasar"])


def _betulkan_nik(orang: PelakuUsaha, form: BetulkanNikForm, oleh: Any) -> None:
    identitas.betulkan_nik(orang, oleh=oleh, **form.cleaned_data)


USAHA = {
    "alihkan": Verba(
        "Alihkan ke pemilik lain",
        "Pemilik lama dan pembantunya tidak lagi melihat usaha ini. Nomor dan riwayatnya tetap. Keduanya diberi tahu.",
        permissions.pengalih,
        AlihkanForm,
        _alihkan,
    ),
}
PELAKU = {
    "hubungkan": Verba(
        "Hubungkan dengan akunnya",
        "Akun itu dapat membuka dan mengisi semua usaha orang ini. Samakan nama di KTP, akun, dan data ini.",
        lambda user, o: (
            o.akun_id is None and o.meninggal_pada is None and permissions.atas_orang(user, o, "umkm.hubungkan_akun")
        ),
        HubungkanForm,
        _hubungkan,
    ),
    "betulkan-nik": Verba(
        "Betulkan NIK",
        "NIK yang sudah diperiksa diganti. Pemilik NIK yang sama di data lain diberi tahu, tanpa menyebut siapa.",
        lambda user, o: o.identitas_terbukti and permissions.atas_orang(user, o, "umkm.betulkan_nik"),
        BetulkanNikForm,
        _betulkan_nik,
    ),
    "meninggal": Verba(
        "Catat meninggal",
        "Tidak ada pesan lagi untuk orang ini, juga yang sedang antre. Akun dan pembantunya tidak lagi membuka "
        "usahanya; usahanya menunggu dialihkan kepada ahli waris.",
        lambda user, o: o.meninggal_pada is None and permissions.atas_orang(user, o, "umkm.catat_kematian"),
        MeninggalForm,
        _meninggal,
    ),
    "hidupkan": Verba(
        "Batalkan catatan meninggal",
        "Akun orang ini membuka usahanya lagi dan pesan berjalan lagi. Pembantu perlu diundang lagi; usaha yang sudah "
        "dialihkan tetap di pemilik barunya.",
        lambda user, o: o.meninggal_pada is not None and permissions.atas_orang(user, o, "umkm.catat_kematian"),
        HidupkanForm,
        _hidupkan,
    ),
}


@kait.hanya("GET", "POST")
def loket_view(admin: Any, request: HttpRequest, object_id: str, *, verba: Verba) -> HttpResponse:
    """GET says what the verb does and asks for the paper; POST does it."""
    obj = admin.get_object(request, unquote(object_id))
    if obj is None or not admin.has_view_permission(request, obj) or not verba.boleh(request.user, obj):
        raise Http404
    kirim = (request.POST, request.FILES) if request.method == "POST" else ()
    form = verba.form(*kirim, obj=obj, oleh=request.user)
    if form.is_valid() and _boleh_nik(form, request.user):
        if isinstance(form, HubungkanForm) and form.minta_kepastian():
            return _halaman(verba, admin, request, obj, form, pastikan=form.akun)
        if _laksanakan(verba, request, obj, form):
            return HttpResponseRedirect(_url(obj))
    return _halaman(verba, admin, request, obj, form)


@kait.hanya("GET")
def cari_view(admin: Any, request: HttpRequest) -> HttpResponse:
    """Answer the type-ahead for persons, in scope, as the finders of villages do."""
    if not admin.has_view_permission(request):
        raise Http404
    pilihan = [
        {"nilai": p.kode, "teks": p.nama, "judul": p.nama, "keterangan": sebut_pelaku(p)}
        for p in cari_pelaku(request.GET.get("q", ""), request.user)
    ]
    return HttpResponse(render_to_string("wilayah/_pilihan.html", {"pilihan": pilihan}))


def _boleh_nik(form: OrangForm, oleh: Any) -> bool:
    """Count a typed NIK against the official's hour; False, with a sentence at the field, when it is used up."""
    if not form.cleaned_data.get("nik") or batas.pakai(f"nik_loket:{oleh.pk}", NIK_PER_JAM, batas.JAM):
        return True
    form.add_error("nik", "Terlalu banyak NIK diketik dalam satu jam. Lanjutkan nanti, atau minta rekan Anda.")
    return False


def _laksanakan(verba: Verba, request: HttpRequest, obj: Any, form: OrangForm) -> bool:
    """Carry the verb out; False when its form must be shown again."""
    try:
        verba.laksanakan(obj, form, request.user)
    except ValidationError as galat:
        _tunjukkan(form, galat)
        return False
    except (TransisiDitolak, PermissionDenied) as galat:
        messages.error(request, str(galat) or "Tindakan ini tidak dapat dilakukan sekarang.")
    else:
        messages.success(request, f"“{verba.label}” tercatat untuk {obj}.")
    return True


def _tunjukkan(form: OrangForm, galat: ValidationError) -> None:
    """Put the refusal of a verb beside its field where the form has one of that name."""
    pesan = galat.message_dict if hasattr(galat, "error_dict") else {None: galat.messages}
    for nama, kalimat in pesan.items():
        medan = next((n for n in (nama, {"alasan": "catatan"}.get(nama or ""), "dasar") if n in form.fields), None)
        form.add_error(medan if nama else None, kalimat)


def _url(obj: Any) -> str:
    return reverse(f"admin:umkm_{obj._meta.model_name}_change", args=[obj.pk])


def _halaman(
    verba: Verba, admin: Any, request: HttpRequest, obj: Any, form: OrangForm, *, pastikan: Any = None
) -> HttpResponse:
    konteks = {
        **admin.admin_site.each_context(request),
        "title": verba.label,
        "judul": verba.label,
        "subtitle": None,
        "opts": admin.opts,
        "original": obj,
        "tombol": verba,
        "form": form,
        "status_kata": "",
        "tenggat": "",
        "pemilik": obj.pemilik if isinstance(obj, Usaha) else None,
        "pastikan": pastikan,
        "url_kembali": _url(obj),
        "media": form.media,
    }
    request.current_app = admin.admin_site.name
    return TemplateResponse(request, "admin/umkm/loket.html", konteks, status=422 if form.errors else 200)


def _daftarkan(daftar: list[kait.Halaman], verba: dict[str, Verba]) -> None:
    for kata, v in verba.items():
        daftar.append(
            kait.Halaman(f"<path:object_id>/{kata}/", kata, partial(loket_view, verba=v), v.label, v.akibat, v.boleh)
        )


_daftarkan(kait.USAHA, USAHA)
_daftarkan(kait.PELAKU, PELAKU)
kait.PELAKU.append(kait.Halaman("cari/", "cari", cari_view))
