"""One page on which a class is planned: facts, seats, trainers, and a timetable that is made and then edited."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from inti.admin.kamar import tampilkan
from inti.kalender import libur
from pelatihan import pola_jadwal
from pelatihan.actions import rencana as aksi
from pelatihan.admin import isian
from pelatihan.enums import JenisKuota
from pelatihan.models import Angkatan, Kurikulum, Topik

BAGIAN = ("form", "kursi", "kuota", "pelatih", "jadwal")
BUAT, GESER = "buat", "geser"
"""The buttons that fill in the timetable and write nothing."""
LUAR_WILAYAH = "Isi desa di wilayah kerja Anda. Kelas sekabupaten dan pertemuan video direncanakan dinas."


def rencana_view(request: HttpRequest) -> HttpResponse:
    """Plan a class, from nothing or from an earlier one (`?salin=<kode>`)."""
    if not request.user.has_perm("pelatihan.add_angkatan"):
        raise PermissionDenied
    asal = Angkatan.objects.terlihat_oleh(request.user).filter(kode=request.GET.get("salin", "")).first()
    bagian = _bagian(request, asal)
    if request.method == "POST" and not diisikan(request, bagian) and _sah(bagian):
        try:
            angkatan = _simpan(bagian, asal, request.user)
        except ValidationError as galat:
            bagian["form"].add_error(None, galat.messages)
        except PermissionDenied:
            bagian["form"].add_error("desa", LUAR_WILAYAH)
        else:
            return redirect("admin:pelatihan_angkatan_change", angkatan.pk)
    salah = any(bergalat(bagian[nama]) for nama in (*BAGIAN, "pola"))
    judul = f"Salin {asal}" if asal else "Rencanakan kelas"
    konteks = {
        "title": judul,
        "asal": asal,
        "isian_salah": salah,
        "media": bagian["form"].media,
        "url_kembali": reverse("admin:pelatihan_angkatan_changelist"),
        **bagian,
    }
    return tampilkan(request, "admin/pelatihan/angkatan_rencana.html", konteks, status=422 if salah else 200)


def _bagian(request: HttpRequest, asal: Angkatan | None) -> dict[str, Any]:
    """Return the forms of the page, filled with what was sent, or with the earlier class."""
    data = request.POST if request.method == "POST" else None
    maju = _maju(asal) if asal else timedelta(0)
    calon = isian.calon_pelatih()
    topik = topik_pelatihan(data.get("kurikulum", "") if data else str(asal.kurikulum_id if asal else ""))
    return {
        "form": isian.AngkatanForm(data, initial=_awal(asal, maju) if asal else _awal_baru()),
        "kursi": isian.KursiForm(data, initial=_kursi(asal) if asal else None),
        "kuota": isian.KuotaFormSet(data, prefix="kuota", initial=_kuota(asal) if asal else None),
        "pelatih": isian.PelatihFormSet(
            data, prefix="pelatih", form_kwargs={"calon": calon}, initial=_pelatih(asal) if asal else None
        ),
        "pola": isian.PolaForm(data if data and (BUAT in data or GESER in data) else None, initial=_pola(asal, maju)),
        "jadwal": isian.JadwalFormSet(
            data,
            prefix="jadwal",
            form_kwargs={"angkatan": None, "topik": topik},
            initial=baris_awal(asal, maju) if asal else None,
        ),
        "topik": topik,
    }


def _simpan(bagian: dict[str, Any], asal: Angkatan | None, oleh: Any) -> Angkatan:
    return aksi.susun(
        bagian["form"].instance,
        kuota=isian.kuota_baru(bagian["kursi"], bagian["kuota"]),
        sesi=bagian["jadwal"].baris(),
        pelatih=bagian["pelatih"].isi(),
        asal=asal,
        oleh=oleh,
    )


def _sah(bagian: dict[str, Any]) -> bool:
    sah = [bagian[nama].is_valid() for nama in BAGIAN]  # all of them, so that each says what is wrong
    return all(sah)


def bergalat(satu: Any) -> bool:
    """Tell whether a form or a set of rows was sent and is not right; None was not sent."""
    return bool(satu is not None and satu.is_bound and not satu.is_valid())


# --- The timetable, filled in -----------------------------------------------------------


def diisikan(request: HttpRequest, bagian: dict[str, Any]) -> bool:
    """Fill the rows of the timetable when asked to, by pattern or moved to another first day; True when asked.

    Nothing is written, and what stood in the other fields stays without being judged yet.
    """
    if BUAT not in request.POST and GESER not in request.POST:
        return False
    pola = bagian["pola"]
    if pola.is_valid():
        baris = _menurut_pola(pola, bagian["topik"]) if BUAT in request.POST else _digeser(pola, bagian["jadwal"])
        bagian["jadwal"] = isian.JadwalFormSet(
            prefix="jadwal", form_kwargs=bagian["jadwal"].form_kwargs, initial=baris or None
        )
    for nama in BAGIAN:
        if nama in bagian:
            _jangan_dinilai(bagian[nama])
    return True


def _menurut_pola(pola: isian.PolaForm, topik: Sequence[Topik]) -> list[dict[str, Any]]:
    semua = pola_jadwal.susun(pola.pola, [t.jp for t in topik], libur())
    return [b._asdict() | {"topik": topik[b.topik].pk if b.topik is not None else ""} for b in semua]


def _digeser(pola: isian.PolaForm, jadwal: Any) -> list[dict[str, Any]]:
    jadwal.is_valid()
    lama = [f.cleaned_data for f in jadwal.forms if getattr(f, "cleaned_data", {}).get("tanggal")]
    beda = pola_jadwal.geser([datetime.combine(b["tanggal"], time()) for b in lama], pola.cleaned_data["pertama"])
    return [
        b | {"tanggal": b["tanggal"] + beda, "topik": b["topik"].pk if b.get("topik") else ""}
        for b in lama
        if not b.get("DELETE")
    ]


def _jangan_dinilai(satu: Any) -> None:
    """Show what was typed without errors: whoever fills in the timetable has not sent the page yet."""
    if not satu.is_bound:
        return
    for form in getattr(satu, "forms", [satu]):
        form._errors, form.cleaned_data = {}, {}
    if hasattr(satu, "forms"):
        satu._errors, satu._non_form_errors = [{} for _ in satu.forms], satu.error_class()


def baris_awal(angkatan: Angkatan, maju: timedelta = timedelta(0)) -> list[dict[str, Any]]:
    """Return the rows of an existing timetable, moved by `maju`; unmoved ones keep their session."""
    hasil = []
    for satu in angkatan.sesi.all():
        awal, akhir = timezone.localtime(satu.mulai), timezone.localtime(satu.selesai)
        baris = {"tanggal": awal.date() + maju, "dari": awal.time(), "sampai": akhir.time(), "jp": satu.jp}
        baris |= {"topik": satu.topik_id or "", "tempat": satu.tempat}
        hasil.append(baris if maju else baris | {"sesi": satu.pk})
    return hasil


def topik_pelatihan(kurikulum: str) -> list[Topik]:
    """Return the topics of the course that was picked, none before."""
    if not (kurikulum.isascii() and kurikulum.isdecimal() and len(kurikulum) < 16):
        return []
    return list(Topik.objects.filter(kurikulum=int(kurikulum), kurikulum__in=Kurikulum.objects.all()))


# --- What stands there at first ---------------------------------------------------------


def _maju(asal: Angkatan) -> timedelta:
    """Return by how much a copy moves: to the same weekday, two weeks from now or later."""
    lama = timezone.localdate(asal.mulai) if asal.mulai else timezone.localdate()
    baru = pola_jadwal.pekan_depan(lama, timezone.localdate() + timedelta(days=14))
    return baru - lama


def _awal_baru() -> dict[str, Any]:
    """Offer a window of two weeks from tomorrow morning."""
    besok = timezone.localdate() + timedelta(days=1)
    buka = timezone.make_aware(datetime.combine(besok, time(8)))
    tutup = timezone.make_aware(datetime.combine(besok + timedelta(days=13), time(16)))
    return {"dibuka_pada": buka, "ditutup_pada": tutup}


def _awal(asal: Angkatan, maju: timedelta) -> dict[str, Any]:
    awal = {nama: getattr(asal, nama) for nama in isian.AngkatanForm.Meta.fields}
    for nama in ("dibuka_pada", "ditutup_pada", "batas_undur", "kuota_kembali"):
        awal[nama] = awal[nama] + maju if awal[nama] else None
    return awal | {"kurikulum": asal.kurikulum_id, "nama": ""}


def _kursi(asal: Angkatan) -> dict[str, int]:
    """Return the sizes as they were planned: what fell back into the common pool is counted there."""
    return {k.jenis.lower(): k.jumlah for k in asal.kuota.exclude(jenis=JenisKuota.KECAMATAN)}


def _kuota(asal: Angkatan) -> list[dict[str, Any]]:
    khusus = asal.kuota.filter(jenis=JenisKuota.KECAMATAN)
    return [{"kecamatan": k.kecamatan_id, "jumlah": k.jumlah} for k in khusus]


def _pelatih(asal: Angkatan) -> list[dict[str, Any]]:
    return [{"akun": p.akun_id, "peran": p.peran} for p in asal.pelatih.order_by("pk")]


def _pola(asal: Angkatan | None, maju: timedelta) -> dict[str, Any]:
    if asal is None or asal.mulai is None:
        return {}
    return {"pertama": timezone.localdate(asal.mulai) + maju}
