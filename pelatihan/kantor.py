"""Reads of the officials: what waits for them, one class as they see it, one place with its group."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from inti.kalender import awal_hari
from pelatihan import daftar_sertifikat, jatah, kursi
from pelatihan.enums import AKTIF, DATANG, DUDUK, MENAWARKAN, CaraMasuk, StatusAngkatan, StatusPeserta
from pelatihan.models import Angkatan, Kuota, PelatihAngkatan, Peserta, Sesi
from umkm.models import KepemilikanUsaha, PelakuUsaha, Usaha

A, S = StatusAngkatan, StatusPeserta
DEKAT = timedelta(days=3)
"""A class that begins sooner than this and has no trainer is somebody's work."""
TELAT_TUTUP = timedelta(hours=24)
"""After this an open list of a session that is over is late: the trainer closes it on the day."""


def mendatang() -> Q:
    """Return the condition of classes that are announced and have not begun."""
    return Q(status__in=MENAWARKAN)


def belum_ditutup() -> Q:
    """Return the condition of classes whose last session is over and that nobody has ended."""
    return Q(status__in=DATANG, selesai__lt=timezone.now())


def belum_berpelatih() -> Q:
    """Return the condition of classes that begin within three days and have nobody to teach them."""
    kini = timezone.now()
    dekat = Q(status__in=DATANG, mulai__lt=kini + DEKAT, selesai__gte=kini)
    return dekat & Q(~Exists(PelatihAngkatan.objects.filter(angkatan=OuterRef("pk"))))


def daftar_terbuka() -> Q:
    """Return the condition of running classes with a session that ended a day ago and whose list is open."""
    sesi = Sesi.objects.filter(angkatan=OuterRef("pk"), ditutup_pada=None, selesai__lt=timezone.now() - TELAT_TUTUP)
    return Q(Exists(sesi), status=A.BERJALAN)


def belum_dimulai() -> Q:
    """Return the condition of classes whose first session is today or past and that are not begun yet."""
    besok = awal_hari(timezone.localdate() + timedelta(days=1))
    return Q(status__in=MENAWARKAN, mulai__lt=besok, selesai__gte=timezone.now())


def perlu_diseleksi() -> Q:
    """Return the condition of classes whose window is over and whose applications are not decided."""
    pelamar = Peserta.objects.filter(angkatan=OuterRef("pk"), status=S.MENUNGGU_SELEKSI)
    return mendatang() & Q(Exists(pelamar), cara=CaraMasuk.SELEKSI, ditutup_pada__lt=timezone.now())


TAB = {
    "mendatang": mendatang,
    "berjalan": lambda: Q(status=A.BERJALAN),
    "rencana": lambda: Q(status=A.RENCANA),
    "belum_dimulai": belum_dimulai,
    "tanpa_pelatih": belum_berpelatih,
    "daftar_terbuka": daftar_terbuka,
    "seleksi": perlu_diseleksi,
    "belum_ditutup": belum_ditutup,
}
"""What the tabs of the list and the first page ask, by name."""


def hitung_angkatan(user: Any) -> dict[str, int]:
    """Count in one query what stands on the tabs of the list and on the first page."""
    hitungan = {nama: Count("pk", filter=syarat()) for nama, syarat in TAB.items()}
    return Angkatan.objects.terlihat_oleh(user).aggregate(**hitungan)


def pekerjaan(user: Any) -> list[tuple[str, int, str, str]]:
    """Say what waits for this official, as rows of label, count, address and look. Two queries."""
    if not user.has_perm("pelatihan.change_angkatan"):
        return []
    jumlah, daftar = hitung_angkatan(user), reverse("admin:pelatihan_angkatan_changelist")
    baris = [
        ("Kelas segera mulai tanpa pelatih", "tanpa_pelatih", "tolak"),
        ("Kelas hari ini belum dimulai", "belum_dimulai", "tolak"),
        ("Kelas dengan daftar hadir belum ditutup", "daftar_terbuka", "tunggu"),
        ("Kelas sudah berakhir, belum ditutup", "belum_ditutup", "tunggu"),
        ("Kelas dengan lamaran untuk diseleksi", "seleksi", "tunggu"),
        ("Kelas masih direncanakan", "rencana", "jalan"),
    ]
    hasil = [(label, jumlah[kode], f"{daftar}?antrean={kode}", rupa) for label, kode, rupa in baris]
    return [*hasil, *jatah.pekerjaan(user), *daftar_sertifikat.pekerjaan(user)]


RENCANAKAN = "Pelatihan, jadwal, kursi, dan pelatihnya di satu halaman."


def pintasan(user: Any) -> list[tuple[str, str, str]]:
    """Name the pages that are no lists, as rows of label, address and purpose."""
    semua = (
        ("pelatihan.add_angkatan", "Rencanakan kelas", "admin:pelatihan_angkatan_add", RENCANAKAN),
        ("pelatihan.lihat_dampak", "Dampak pelatihan", "kelas:dampak", "Lulusan, biaya per lulusan, kesan peserta."),
    )
    return [(label, reverse(nama), guna) for izin, label, nama, guna in semua if user.has_perm(izin)]


def halaman_kantor(angkatan: Angkatan, user: Any) -> dict[str, Any]:
    """Return what the page of one class shows to an official."""
    hitung = {nama: Count("pk", filter=Q(status__in=status)) for nama, status in KELOMPOK.items()}
    sesi = angkatan.sesi.select_related("topik").annotate(bertanda=Count("kehadiran")).order_by("mulai")
    kuota = list(angkatan.kuota.select_related("kecamatan"))
    return {
        "sesi": list(sesi),
        "kini": timezone.now(),
        "jp": sum(s.jp for s in sesi),
        "kuota": kuota,
        "kursi": sum(k.jumlah for k in kuota),
        "terisi": sum(k.terisi for k in kuota),
        "pelatih": list(angkatan.pelatih.select_related("akun").order_by("-peran", "pk")),
        "jumlah": angkatan.peserta.aggregate(**hitung),
        "kelompok": list(
            angkatan.kelompok.filter(peserta__in=Peserta.objects.terlihat_oleh(user))
            .annotate(banyak=Count("peserta", filter=Q(peserta__status__in=AKTIF)))
            .distinct()
            .order_by("nama")
        ),
    }


KELOMPOK = {
    "terdaftar": (S.TERDAFTAR, S.LULUS, S.TIDAK_LULUS),
    "menjawab": (S.DITAHAN, S.DITAWARI),
    "menunggu": (S.DAFTAR_TUNGGU,),
    "melamar": (S.MENUNGGU_SELEKSI,),
    "lulus": (S.LULUS,),
}


def menunggu_kuota(angkatan: Angkatan, kuota: Sequence[Kuota]) -> list[tuple[Kuota, int]]:
    """Return each pool with how many of those who wait would fit it. One query."""
    antre = angkatan.peserta.antre().select_related("pelaku", "usaha__desa")
    orang = [kursi.ciri(satu.pelaku, satu.usaha) for satu in antre]
    return [(k, sum(kursi.cocok(k, ciri) for ciri in orang)) for k in kuota]


def calon(user: Any, *, usaha: str, orang: str) -> list[tuple[PelakuUsaha, Usaha]]:
    """Return whom an official enrols for a business of his reach (both by kode), as a list of one or none.

    Never himself: who serves at the counter applies as everybody does.
    """
    if not (user.is_staff and user.has_perm("pelatihan.kelola_peserta")):
        return []
    milik = KepemilikanUsaha.objects.berjalan().filter(
        usaha__in=Usaha.objects.terlihat_oleh(user).utuh().filter(kode=usaha),
        pelaku__kode=orang,
        pelaku__meninggal_pada=None,
    )
    lengkap = milik.exclude(pelaku__akun=user).select_related("pelaku__akun", "usaha__desa__kecamatan")
    return [(m.pelaku, m.usaha) for m in lengkap[:1]]


def halaman_peserta(peserta: Peserta, user: Any) -> dict[str, Any]:
    """Return what the page of one place shows to an official: the others of the group, the substitute."""
    teman = Peserta.objects.terlihat_oleh(user).filter(kelompok=peserta.kelompok_id) if peserta.kelompok_id else None
    return {
        "teman": list(teman.exclude(pk=peserta.pk).select_related("pelaku")) if teman is not None else [],
        "duduk": peserta.status in DUDUK,
        "digantikan": Peserta.objects.filter(menggantikan=peserta).select_related("pelaku").first(),
    }
