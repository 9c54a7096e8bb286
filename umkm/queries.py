"""Reads that serve a page: what an official has to do, what an owner sees."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from inti import jam
from inti.kalender import libur
from inti.workflow import tersedia
from umkm import isian, permissions
from umkm.actions import bukti
from umkm.enums import StatusUsaha, StatusUsulan
from umkm.kalimat import kalimat
from umkm.models import Usaha
from umkm.skala import skala


def antrean(user: Any) -> Any:
    """Return the businesses that wait for this official's office, the oldest promise first."""
    return Usaha.objects.terlihat_oleh(user).menunggu_kami().order_by("jatuh_tempo", "pk")


def hitung_antrean(user: Any) -> dict[str, int]:
    """Count the queue in one query: mine, nobody's, late, all."""
    return antrean(user).aggregate(
        milik_saya=Count("pk", filter=Q(petugas=user)),
        belum_diambil=Count("pk", filter=Q(petugas=None)),
        lewat=Count("pk", filter=Q(jatuh_tempo__lt=timezone.localdate())),
        semua=Count("pk"),
    )


def jam_usaha(usaha: Usaha, *, kini: datetime | None = None) -> dict[str, Any]:
    """Return the parts of the clock since the case was last opened, in working days, with promise and due day."""
    baris = [(r.pada, r.pemegang or None) for r in usaha.riwayat.all()]
    tutup = [i for i, (_, pemegang) in enumerate(baris[:-1]) if pemegang is None]
    bagian = jam.bagian(baris[tutup[-1] + 1 if tutup else 0 :], kini=kini or timezone.now(), libur=libur())
    kami, anda = bagian.get(jam.KAMI, 0), bagian.get(jam.PEMOHON, 0)
    return {
        "kami": kami,
        "anda": anda,
        "jumlah": kami + anda,
        "janji": usaha.ALUR.janji,
        "jatuh_tempo": usaha.jatuh_tempo,
    }


def skala_usaha(usaha: Usaha) -> str:
    """Return the scale by PP 7/2021 from the latest amounts; the amounts themselves stay where they are."""
    angka = usaha.keuangan.first()
    return skala(modal=angka.modal if angka else None, omzet=angka.omzet if angka else None, berdiri=usaha.berdiri)


def halaman_usaha(usaha: Usaha, user: Any) -> dict[str, Any]:
    """Return what the owner's page of one business shows."""
    pelaku = usaha.pemilik
    kemajuan = isian.kemajuan(usaha, pelaku)
    return {
        "usaha": usaha,
        "pelaku": pelaku,
        "pemilik_sendiri": permissions.pemilik(user, usaha),
        "verba": {t.verba for t in tersedia(usaha, user)},
        "kemajuan": kemajuan,
        "terisi": sum(k.lengkap for k in kemajuan),
        "kurang": [isian.label(n) for n in isian.kurang(usaha, pelaku)],
        "permintaan": usaha.perbaikan.filter(terbuka=True) if usaha.status == StatusUsaha.PERBAIKAN else [],
        "usulan": usaha.usulan.filter(status=StatusUsulan.DIAJUKAN).prefetch_related("isian").first(),
        "jam": jam_usaha(usaha),
        "langkah": langkah(usaha),
        "riwayat": riwayat(usaha, untuk_pemilik=True),
        "bukti": bukti.berlaku(usaha),
        "skala": skala_usaha(usaha),
    }


def langkah(usaha: Usaha) -> list[dict[str, str]]:
    """Return the line of steps: what is behind, where the case stands, what comes."""
    urut = [
        ("Isi data", (StatusUsaha.DRAF, StatusUsaha.TERDATA, StatusUsaha.PERBAIKAN)),
        ("Menunggu petugas", (StatusUsaha.DIAJUKAN,)),
        ("Diperiksa", (StatusUsaha.DIPERIKSA,)),
        ("Tanda bukti", (StatusUsaha.TERVERIFIKASI, StatusUsaha.DITOLAK, StatusUsaha.DICABUT)),
    ]
    kini = next(i for i, (_, status) in enumerate(urut) if usaha.status in status)
    selesai = usaha.status == StatusUsaha.TERVERIFIKASI
    hasil = []
    for i, (kata, _) in enumerate(urut):
        rupa = "selesai" if i < kini or (i == kini and selesai) else "sekarang" if i == kini else "nanti"
        hasil.append({"kata": kata, "rupa": rupa, "catatan": usaha.nama_status if i == kini else ""})
    return hasil


def riwayat(usaha: Usaha, *, untuk_pemilik: bool) -> list[dict[str, Any]]:
    """Return history in sentences, the newest first."""
    return [
        {"pada": r.pada, "kalimat": kalimat(r, untuk_pemilik=untuk_pemilik), "catatan": r.catatan}
        for r in reversed(usaha.riwayat.all())
    ]
