"""What everybody sees of classes: the calendar as list and month, a feed, and what one class says of itself."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time
from itertools import groupby
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Subquery, Sum, When
from django.utils import timezone

from inti.templatetags.portal import jam, tanggal
from pelatihan import bulan as kisi
from pelatihan.enums import AKTIF, DATANG, CaraMasuk, Medium, StatusAngkatan, StatusPeserta
from pelatihan.models import Angkatan, Kuota, Sesi

A, S = StatusAngkatan, StatusPeserta
UMPAN_TERBANYAK = 200
LAIN_TERBANYAK = 3

CARA = {
    CaraMasuk.SIAPA_CEPAT: "Siapa yang mendaftar lebih dulu mendapat kursi. Bila penuh, Anda masuk daftar tunggu "
    "menurut urutan mendaftar.",
    CaraMasuk.SELEKSI: "Anda melamar dulu. Dinas menilai semua lamaran dengan ukuran yang sama, lalu mengabari "
    "setiap pelamar.",
    CaraMasuk.USULAN: "Kecamatan dan desa mengusulkan peserta. Minta diusulkan di kantor kecamatan atau desa Anda.",
}


def semua() -> Any:
    """Return every class that was ever announced, with `kursi` and `sisa`."""
    lengkap = Angkatan.objects.tampil().select_related("kurikulum__tema", "desa__kecamatan")
    return lengkap.annotate(kursi=_jumlah(F("jumlah")), sisa=_jumlah(F("jumlah") - F("terisi")))


def _jumlah(apa: Any) -> Subquery:
    """Sum over the pools of a class, apart from the rows that filters join."""
    kuota = Kuota.objects.filter(angkatan=OuterRef("pk")).order_by().values("angkatan")
    return Subquery(kuota.annotate(n=Sum(apa)).values("n"))


def datang() -> Any:
    """Return the classes that have not ended, the next first and those that have begun last; none called off."""
    kini = timezone.now()
    hidup = semua().filter(status__in=DATANG, selesai__gte=kini)
    return hidup.order_by(Case(When(mulai__lt=kini, then=1), default=0), "mulai", "pk")


def berlalu() -> Any:
    """Return the classes that have ended, the last first."""
    return semua().filter(status__in=(*DATANG, A.SELESAI), selesai__lt=timezone.now()).order_by("-mulai", "-pk")


def umpan() -> Any:
    """Return what a feed tells: the coming classes and, so that phones strike them out, those called off."""
    tampil = semua().filter(status__in=(*DATANG, A.DIBATALKAN), selesai__gte=timezone.now())
    return tampil.prefetch_related("sesi__topik").order_by("mulai", "pk")


def sebulan(angkatan: Any, bulan: date) -> dict[str, Any]:
    """Return the month as weeks of {hari, acara}, and its days with sessions as `harian`; `angkatan` is a queryset."""
    awal, akhir = _tengah_malam(bulan), _tengah_malam(kisi.geser(bulan, 1))
    dalam = Sesi.objects.filter(mulai__gte=awal, mulai__lt=akhir).order_by("mulai", "pk")
    ada = angkatan.filter(Exists(dalam.filter(angkatan=OuterRef("pk"))))
    harian: dict[date, list[dict[str, Any]]] = defaultdict(list)
    for satu in ada.prefetch_related(Prefetch("sesi", dalam, to_attr="sesi_bulan")):
        for hari, semua in groupby(satu.sesi_bulan, key=lambda s: timezone.localdate(s.mulai)):
            sesi = list(semua)
            harian[hari].append({"angkatan": satu, "mulai": sesi[0].mulai, "selesai": max(s.selesai for s in sesi)})
    for baris in harian.values():
        baris.sort(key=lambda b: (b["mulai"], b["angkatan"].pk))
    pekan = [
        [{"hari": hari, "acara": harian.get(hari, []) if hari else []} for hari in satu] for satu in kisi.pekan(bulan)
    ]
    return {"pekan": pekan, "harian": [{"hari": h, "acara": harian[h]} for h in sorted(harian)]}


def _tengah_malam(hari: date) -> datetime:
    return timezone.make_aware(datetime.combine(hari, time()))


def keterangan(angkatan: Angkatan, user: Any) -> dict[str, Any]:
    """Return what the page of a class says beyond its seats. Whose class it is reads more: trainers, why called off."""
    milik = angkatan.peserta.filter(pelaku__akun=user).exclude(status=S.DIGANTI) if user.is_authenticated else None
    status = set(milik.values_list("status", flat=True)) if milik is not None else set()
    sebut = angkatan.sebut_pelatih or S.TERDAFTAR in status
    batal = angkatan.status == A.DIBATALKAN
    return {
        "cara": CARA[CaraMasuk(angkatan.cara)],
        "pelatih": [p.akun.nama for p in angkatan.pelatih.select_related("akun").order_by("pk")] if sebut else [],
        "sebab_batal": sebab_batal(angkatan) if batal and status & set(AKTIF) else "",
        "lain": list(datang().filter(kurikulum=angkatan.kurikulum_id).exclude(pk=angkatan.pk)[:LAIN_TERBANYAK]),
        "lewat": angkatan.selesai is not None and angkatan.selesai < timezone.now(),
        "alamat": settings.PORTAL_URL + angkatan.get_absolute_url(),
        "bagikan": f"https://wa.me/?text={quote(ajakan(angkatan))}",
    }


def sebab_batal(angkatan: Angkatan) -> str:
    """Return why a class was called off; its people alone read it."""
    baris = angkatan.riwayat.filter(verba="batalkan").order_by("-pk").first()
    return baris.catatan if baris is not None else ""


def ajakan(angkatan: Angkatan) -> str:
    """Return the words with which somebody passes a class on. They name course, day and place, and nobody."""
    kapan = f"{tanggal(angkatan.mulai)}, {jam(angkatan.mulai)}" if angkatan.mulai else ""
    baris = [
        f"Pelatihan {angkatan.kurikulum}",
        kapan,
        angkatan.lokasi,
        settings.PORTAL_URL + angkatan.get_absolute_url(),
    ]
    return "\n".join(filter(None, baris))


def untuk_mesin(angkatan: Angkatan, *, kursi: int, sisa: int) -> dict[str, Any]:
    """Describe a class for search engines (schema.org/Event): what a visitor reads on its page, and no more."""
    alamat = settings.PORTAL_URL + angkatan.get_absolute_url()
    skema = "https://schema.org/"
    batal, daring = angkatan.status == A.DIBATALKAN, angkatan.medium == Medium.DARING
    return {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": str(angkatan.kurikulum),
        "description": angkatan.kurikulum.ringkas,
        "url": alamat,
        "inLanguage": "id",
        "startDate": timezone.localtime(angkatan.mulai).isoformat() if angkatan.mulai else None,
        "endDate": timezone.localtime(angkatan.selesai).isoformat() if angkatan.selesai else None,
        "eventStatus": skema + ("EventCancelled" if batal else "EventScheduled"),
        "eventAttendanceMode": skema + ("OnlineEventAttendanceMode" if daring else "OfflineEventAttendanceMode"),
        "location": {"@type": "VirtualLocation", "url": alamat} if daring else _tempat(angkatan),
        "organizer": {"@type": "GovernmentOrganization", "name": settings.NAMA_DINAS, "url": settings.PORTAL_URL},
        "isAccessibleForFree": angkatan.biaya == 0,
        "maximumAttendeeCapacity": kursi,
        "remainingAttendeeCapacity": sisa,
        "offers": {
            "@type": "Offer",
            "url": alamat,
            "price": angkatan.biaya,
            "priceCurrency": "IDR",
            "availability": skema + _tersedia(angkatan, sisa),
            "validFrom": timezone.localtime(angkatan.dibuka_pada).isoformat(),
            "validThrough": timezone.localtime(angkatan.ditutup_pada).isoformat(),
        },
    }


def _tersedia(angkatan: Angkatan, sisa: int) -> str:
    """Say whether one may have a seat now, later, or no more."""
    if not sisa or not (angkatan.menerima() or angkatan.belum_dibuka):
        return "SoldOut"
    return "PreOrder" if angkatan.belum_dibuka else "InStock"


def _tempat(angkatan: Angkatan) -> dict[str, Any]:
    alamat = {"@type": "PostalAddress", "addressRegion": settings.NAMA_KABUPATEN, "addressCountry": "ID"}
    if angkatan.alamat:
        alamat["streetAddress"] = angkatan.alamat
    if angkatan.desa is not None:
        alamat["addressLocality"] = str(angkatan.desa)
    return {"@type": "Place", "name": angkatan.tempat or settings.NAMA_DINAS, "address": alamat}
