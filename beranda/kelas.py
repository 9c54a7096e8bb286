"""What of training stands on the home pages: the offer that ends, one's own next session, classes that fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import F, Sum, prefetch_related_objects
from django.utils import timezone

from inti.templatetags.portal import jam, tanggal
from pelatihan import kalender, queries, syarat
from pelatihan.enums import AKTIF, StatusAngkatan, StatusPeserta
from pelatihan.models import Kuota, Peserta
from umkm.enums import JEJAK_LULUS
from umkm.models import RekamJejak, Usaha

A, S = StatusAngkatan, StatusPeserta
DEPAN, COCOK = 3, 2
"""How many classes the public home shows, and how many are proposed to an owner."""
DITINJAU = 12
"""How many of the next classes are looked at for those that fit."""


def depan() -> list[Any]:
    """Return the next classes that one may enrol for, those with a free seat before the full ones."""
    kini = timezone.now()
    calon = list(kalender.datang().filter(status=A.DIBUKA, ditutup_pada__gte=kini, mulai__gt=kini)[:DITINJAU])
    return sorted(calon, key=lambda a: not a.sisa)[:DEPAN]


def milik(user: Any) -> list[Peserta]:
    """Return the places in classes that are not over, the one that ends first or begins first at the top."""
    hidup = queries.milik(user).filter(status__in=AKTIF, angkatan__selesai__gte=timezone.now())
    return sorted(hidup.exclude(angkatan__status=A.DIBATALKAN), key=lambda p: (p.sampai is None, p.sampai or _kapan(p)))


def _kapan(peserta: Peserta) -> Any:
    berikut = sesi_berikut(peserta)
    return berikut.mulai if berikut else peserta.angkatan.mulai


def sesi_berikut(peserta: Peserta) -> Any:
    """Return the next session that has not ended, from those fetched with the place; None after the last."""
    kini = timezone.now()
    return next((s for s in peserta.angkatan.sesi.all() if s.selesai > kini), None)


def langkah(semua: Sequence[Peserta]) -> dict[str, Any] | None:
    """Name the seat that is lost unless something is done, and until when."""
    kini = timezone.now()
    satu = next((p for p in semua if p.sampai is not None and p.sampai > kini), None)
    if satu is None:
        return None
    ditawari = satu.status == S.DITAWARI
    sampai = f"{tanggal(satu.sampai)} pukul {jam(satu.sampai)}"
    return {
        "judul": "Ada kursi untuk Anda" if ditawari else "Kursi ditahan untuk Anda",
        "teks": f"{satu.angkatan.kurikulum}, untuk {satu.usaha.nama}. Jawab sebelum {sampai}.",
        "tombol": "Jawab sekarang" if ditawari else "Lanjutkan",
        "url": satu.get_absolute_url(),
    }


def baris(semua: Sequence[Peserta]) -> list[dict[str, Any]]:
    """Return a row for each place: when one is awaited next, and the state."""
    return [{"peserta": satu, "sesi": sesi_berikut(satu) if satu.status == S.TERDAFTAR else None} for satu in semua]


def calon() -> list[Any]:
    """Return the next classes that may be proposed: owners enrol themselves, and a seat is free; the same for all."""
    kini = timezone.now()
    terbuka = kalender.datang().filter(status=A.DIBUKA, ditutup_pada__gte=kini, mulai__gt=kini, sisa__gt=0)
    terdekat = terbuka.filter(dibuka_pada__lte=kini).prefetch_related("kurikulum__prasyarat")[:DITINJAU]
    return [satu for satu in terdekat if not satu.hanya_usulan]


def dapat(usaha: Sequence[Usaha], semua: Sequence[Peserta], ditawarkan: Sequence[Any]) -> list[dict[str, str]]:
    """Propose those of the classes `ditawarkan` that these businesses may join, each with its reason.

    Their seats are asked for now, for the list may be a minute old.
    """
    diikuti = {p.angkatan.kurikulum_id for p in semua}
    baru = [a for a in ditawarkan if a.kurikulum_id not in diikuti and a.menerima()] if usaha else []
    sisa = _sisa(baru)
    if not sisa:
        return []
    if any(a.sasaran in syarat.SKALA for a in baru):
        prefetch_related_objects(usaha, "keuangan")
    jejak = RekamJejak.objects.filter(usaha__in=[u.pk for u in usaha], jenis=JEJAK_LULUS)
    lulus: dict[int, set[str]] = {u.pk: set() for u in usaha}
    for kunci, kode in jejak.order_by().values_list("usaha", "kode"):
        lulus[kunci].add(kode)
    hasil: dict[int, dict[str, str]] = {}
    for satu in baru:
        if satu.pk not in sisa or satu.kurikulum_id in hasil:
            continue
        pas = [(u, sebab) for u in usaha if (sebab := _sebab(satu, u, lulus[u.pk]))]
        if pas:
            hasil[satu.kurikulum_id] = _tawaran(satu, sisa[satu.pk], pas[0][1])
    return list(hasil.values())[:COCOK]


def _sisa(angkatan: Sequence[Any]) -> dict[int, int]:
    """Return the free seats of those of these classes that still take somebody, by their keys. One query, or none."""
    terbuka = Kuota.objects.filter(angkatan__in=[a.pk for a in angkatan], angkatan__status=A.DIBUKA).order_by()
    return dict(terbuka.values_list("angkatan").annotate(n=Sum(F("jumlah") - F("terisi"))).filter(n__gt=0))


def _sebab(angkatan: Any, usaha: Usaha, lulus: set[str]) -> str:
    """Say why a class fits, nothing when it does not. Whether one may really enrol its page examines once more."""
    kursus = angkatan.kurikulum
    perlu = {p.kode: p.nama for p in kursus.prasyarat.all()}
    if kursus.kode in lulus or not perlu.keys() <= lulus or syarat.luar_sasaran(angkatan, usaha):
        return ""
    if perlu:
        return f"Karena {usaha.nama} sudah lulus {next(iter(perlu.values()))}."
    if angkatan.desa is not None and angkatan.desa.kecamatan_id == usaha.desa.kecamatan_id:
        return f"Karena dekat {usaha.nama}, di Kecamatan {angkatan.desa.kecamatan}."
    untuk = angkatan.get_sasaran_display()
    return f"Untuk {untuk[0].lower()}{untuk[1:]}."


def _tawaran(angkatan: Any, sisa: int, sebab: str) -> dict[str, str]:
    kapan = f"{tanggal(angkatan.mulai)}, sisa {sisa} kursi"
    return {"judul": f"Pelatihan {angkatan.kurikulum}", "teks": f"{sebab} {kapan}.", "url": angkatan.get_absolute_url()}
