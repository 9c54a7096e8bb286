"""Merging doubles in three steps (pick the other, compare and choose which stays, confirm), and undoing it.

Nothing is written before the last step, and only by POST.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin as admin_django
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode

from inti.workflow import TransisiDitolak
from umkm import isian as aturan
from umkm.actions import gabung, pindahan
from umkm.actions.gabung import boleh_menggabung, halangan
from umkm.admin import kait
from umkm.admin.kasus import sebut_dugaan
from umkm.enums import KeputusanGanda, StatusUsaha
from umkm.forms.loket import AlasanGabungForm, sebut_pelaku
from umkm.models import DugaanPelaku, DugaanUsaha, PelakuUsaha, Penggabungan, Usaha
from umkm.pencarian import cari_pelaku, cari_usaha

LANGKAH = ("Pilih data kembarnya", "Bandingkan dan pilih yang tetap", "Pastikan")
# From which status on a business is the better one to keep.
URUT_STATUS = (
    StatusUsaha.DRAF,
    StatusUsaha.TERDATA,
    StatusUsaha.DICABUT,
    StatusUsaha.DITOLAK,
    StatusUsaha.PERBAIKAN,
    StatusUsaha.DIAJUKAN,
    StatusUsaha.DIPERIKSA,
    StatusUsaha.TERVERIFIKASI,
)


@kait.hanya("GET")
def pilih_view(admin: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """First step: the other record, out of the suspicions or by search."""
    obj = _ambil(admin, request, object_id)
    teks = request.GET.get("q", "")
    cari = cari_pelaku if isinstance(obj, PelakuUsaha) else cari_usaha
    hasil = [lain for lain in cari(teks, request.user) if lain.pk != obj.pk] if teks else []
    model: Any = DugaanPelaku if isinstance(obj, PelakuUsaha) else DugaanUsaha
    dugaan = model.objects.belum().tentang(obj).terlihat_oleh(request.user).select_related("a", "b")
    konteks = {
        "teks": teks,
        "hasil": [{"nama": str(lain), "ciri": _ciri(lain), "url": _url_banding(obj, lain)} for lain in hasil],
        "dugaan": [_calon_dugaan(d, obj) for d in dugaan],
    }
    return _halaman(admin, request, "admin/umkm/gabung_pilih.html", obj, 0, konteks)


@kait.hanya("GET")
def banding_view(admin: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """Second step: both side by side, what hangs on each, and which of them stays."""
    obj = _ambil(admin, request, object_id)
    lain = _ambil_lain(request, obj, request.GET.get("lain", ""))
    if lain is None:
        return HttpResponseRedirect(_url(obj, "gabung"))
    a, b = sorted((obj, lain), key=lambda r: r.pk)
    model: Any = DugaanPelaku if isinstance(obj, PelakuUsaha) else DugaanUsaha
    halaman_dugaan: Any = admin_django.site.get_model_admin(model)
    pilihan = [_pilihan(a, b), _pilihan(b, a)]
    terbuka = [p for p in pilihan if not p["halangan"]]
    konteks = {
        "lain": lain,
        "pilihan": pilihan,
        "terpilih": max(terbuka, key=lambda p: p["nilai"])["data"].kode if terbuka else "",
        "banding": halaman_dugaan.banding(model(a=a, b=b), request.user),
        "jumlah": _jumlah(a, b),
        "aksi": _url(obj, "gabung_pastikan"),
    }
    return _halaman(admin, request, "admin/umkm/gabung_banding.html", obj, 1, konteks)


@kait.hanya("GET", "POST")
def pastikan_view(admin: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """Third step: what will move and what will be filled in; the reason; and with POST the merge itself."""
    obj = _ambil(admin, request, object_id)
    isian = request.POST if request.method == "POST" else request.GET
    lain = _ambil_lain(request, obj, isian.get("lain", ""))
    if lain is None:
        return HttpResponseRedirect(_url(obj, "gabung"))
    utama, lebur = (lain, obj) if isian.get("utama") == lain.kode else (obj, lain)
    if sebab := halangan(utama, lebur):
        messages.warning(request, sebab)
        return HttpResponseRedirect(_url_banding(obj, lain))
    form = AlasanGabungForm(request.POST if request.method == "POST" else None, label_suffix="")
    if form.is_valid() and _gabungkan(request, form, utama, lebur):
        return HttpResponseRedirect(_url(utama, "change"))
    konteks = {
        "lain": lain,
        "utama": utama,
        "lebur": lebur,
        "form": form,
        "pindah": pindahan.hitung(lebur),
        "diisi": _label_diisi(utama, lebur),
        "usaha": isinstance(utama, Usaha),
        "url_kembali": _url_banding(obj, lain),
    }
    return _halaman(admin, request, "admin/umkm/gabung_pastikan.html", obj, 2, konteks)


@kait.hanya("GET")
def dari_dugaan_view(admin: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """Lead from a suspicion to the second step: the pair is known."""
    dugaan = admin.get_object(request, unquote(object_id))
    if dugaan is None or not admin.has_view_permission(request, dugaan) or not _boleh_dugaan(request.user, dugaan):
        raise Http404
    return HttpResponseRedirect(_url_banding(dugaan.a, dugaan.b))


@kait.hanya("GET", "POST")
def batal_view(admin: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """Undo a merge: GET says what happens and asks why, POST does it."""
    log = admin.get_object(request, unquote(object_id))
    if log is None or not admin.has_view_permission(request, log) or not _boleh_batal(request.user, log):
        raise Http404
    utama, lebur = _pasangan(log)
    form = AlasanGabungForm(request.POST if request.method == "POST" else None, label_suffix="")
    if form.is_valid():
        try:
            gabung.pisah(log, oleh=request.user, alasan=form.cleaned_data["alasan"])
        except ValidationError as galat:
            form.add_error(None, galat.messages)
        except (TransisiDitolak, PermissionDenied) as galat:
            messages.error(request, str(galat))
            return HttpResponseRedirect(_url(log, "change"))
        else:
            messages.success(request, f"Penggabungan dibatalkan: {lebur} berdiri sendiri lagi.")
            return HttpResponseRedirect(_url(lebur, "change"))
    konteks = {
        **admin.admin_site.each_context(request),
        "title": "Batalkan penggabungan",
        "subtitle": None,
        "opts": admin.opts,
        "original": log,
        "utama": utama,
        "lebur": lebur,
        "form": form,
        "url_kembali": _url(log, "change"),
        "media": form.media,
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "admin/umkm/gabung_batal.html", konteks, status=status)


def _gabungkan(request: HttpRequest, form: AlasanGabungForm, utama: Any, lebur: Any) -> bool:
    verba = gabung.gabung_pelaku if isinstance(utama, PelakuUsaha) else gabung.gabung_usaha
    try:
        verba(utama, lebur, oleh=request.user, alasan=form.cleaned_data["alasan"])
    except ValidationError as galat:
        form.add_error(None, galat.messages)
        return False
    except (TransisiDitolak, PermissionDenied) as galat:
        messages.error(request, str(galat))
    else:
        messages.success(request, f"{lebur} sudah digabung ke {utama}. Dapat dibatalkan di daftar Penggabungan.")
    return True


def _ambil(admin: Any, request: HttpRequest, object_id: str) -> Any:
    """Fetch a record in scope that may be merged. Raises Http404 else."""
    obj = admin.get_object(request, unquote(object_id))
    if obj is None or not admin.has_view_permission(request, obj) or not _boleh(request.user, obj):
        raise Http404
    return obj


def _ambil_lain(request: HttpRequest, obj: Any, kode: str) -> Any:
    """Fetch the other record of the pair; None, with a sentence, when it is the same one or not for this official."""
    terlihat = type(obj).objects.terlihat_oleh(request.user).utuh().exclude(pk=obj.pk)
    lain = terlihat.filter(kode=kode.replace("\x00", "")).first()
    if lain is None:
        raise Http404
    if not boleh_menggabung(request.user, obj, lain):
        messages.warning(request, "Salah satunya punya usaha di luar wilayah Anda. Minta kepala bidang menggabungnya.")
        return None
    return lain


def _boleh(user: Any, obj: Any) -> bool:
    return obj.digabung_ke_id is None and boleh_menggabung(user, obj)


def _boleh_dugaan(user: Any, dugaan: Any) -> bool:
    utuh = dugaan.a.digabung_ke_id is None and dugaan.b.digabung_ke_id is None
    return utuh and dugaan.keputusan == KeputusanGanda.BELUM and boleh_menggabung(user, dugaan.a, dugaan.b)


def _boleh_batal(user: Any, log: Penggabungan) -> bool:
    return log.dibatalkan_pada is None and boleh_menggabung(user, *_pasangan(log))


def _pasangan(log: Penggabungan) -> tuple[Any, Any]:
    model: Any = PelakuUsaha if log.jenis == "PELAKU" else Usaha
    return model.objects.get(kode=log.utama), model.objects.get(kode=log.lebur)


def _pilihan(utama: Any, lebur: Any) -> dict[str, Any]:
    """A record as the one that stays: why it may not, and how well it is suited."""
    if isinstance(utama, PelakuUsaha):
        aktif = utama.akun is not None and utama.akun.is_active
        nilai: tuple[Any, ...] = (utama.identitas_terbukti, aktif, bool(utama.nik_sidik), -utama.pk)
    else:
        nilai = (URUT_STATUS.index(StatusUsaha(utama.status)), -utama.pk)
    return {"data": utama, "halangan": halangan(utama, lebur), "nilai": nilai}


def _jumlah(a: Any, b: Any) -> list[tuple[str, int, int]]:
    """Count what hangs on each, kind by kind."""
    milik_a, milik_b = dict(pindahan.hitung(a)), dict(pindahan.hitung(b))
    return [(nama, milik_a.get(nama, 0), milik_b.get(nama, 0)) for nama in sorted({*milik_a, *milik_b})]


def _label_diisi(utama: Any, lebur: Any) -> list[str]:
    pemilik = "pelaku" if isinstance(utama, PelakuUsaha) else "usaha"
    nama = [n.removesuffix("_id") for n in gabung.calon_isian(utama, lebur) if n != "nik_sandi"]
    return [aturan.label(f"{pemilik}.{'nik' if n == 'nik_sidik' else n}") for n in nama]


def _calon_dugaan(dugaan: Any, obj: Any) -> dict[str, Any]:
    lain = dugaan.b if dugaan.a_id == obj.pk else dugaan.a
    return {"nama": str(lain), "ciri": sebut_dugaan(dugaan)["alasan"], "url": _url_banding(obj, lain)}


def _ciri(obj: Any) -> str:
    if isinstance(obj, PelakuUsaha):
        return sebut_pelaku(obj)
    return f"{obj.desa}; pemilik {obj.pemilik or 'tidak ada'}; {obj.get_status_display().lower()}"


def _url(obj: Any, nama: str) -> str:
    return reverse(f"admin:umkm_{obj._meta.model_name}_{nama}", args=[obj.pk])


def _url_banding(obj: Any, lain: Any) -> str:
    return f"{_url(obj, 'gabung_banding')}?{urlencode({'lain': lain.kode})}"


def _halaman(
    admin: Any, request: HttpRequest, templat: str, obj: Any, langkah: int, konteks: dict[str, Any]
) -> HttpResponse:
    rupa = ["selesai"] * langkah + ["sekarang"] + ["nanti"] * (len(LANGKAH) - langkah - 1)
    jenis = "orang" if isinstance(obj, PelakuUsaha) else "usaha"
    isi = {
        **admin.admin_site.each_context(request),
        "title": f"Gabungkan {jenis}",
        "subtitle": None,
        "opts": admin.opts,
        "original": obj,
        "jenis": jenis,
        "langkah": [{"kata": k, "rupa": r, "catatan": ""} for k, r in zip(LANGKAH, rupa, strict=True)],
        "url_data": _url(obj, "change"),
        **konteks,
    }
    form = konteks.get("form")
    return TemplateResponse(request, templat, isi, status=422 if form is not None and form.errors else 200)


_AKIBAT = "Tiga langkah: pilih data kembarnya, bandingkan, pastikan. Dapat dibatalkan."
for _daftar in (kait.USAHA, kait.PELAKU):
    _daftar += [
        kait.Halaman("<path:object_id>/gabung/", "gabung", pilih_view, "Gabungkan data ganda", _AKIBAT, _boleh),
        kait.Halaman("<path:object_id>/gabung/banding/", "gabung_banding", banding_view),
        kait.Halaman("<path:object_id>/gabung/pastikan/", "gabung_pastikan", pastikan_view),
    ]
for _daftar in (kait.DUGAAN_USAHA, kait.DUGAAN_PELAKU):
    _daftar.append(
        kait.Halaman(
            "<path:object_id>/gabung/",
            "gabung",
            dari_dugaan_view,
            "Gabungkan",
            "Anda memilih mana yang tetap, lalu memastikan. Dapat dibatalkan.",
            _boleh_dugaan,
        )
    )
kait.PENGGABUNGAN.append(
    kait.Halaman(
        "<path:object_id>/batalkan/",
        "batalkan",
        batal_view,
        "Batalkan penggabungan",
        "Yang berpindah kembali ke tempatnya. Yang sudah diubah setelah penggabungan tetap seperti sekarang.",
        _boleh_batal,
    )
)
