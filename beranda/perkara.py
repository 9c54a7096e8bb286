"""What of the services stands on the owner's home: requests with their clock, services that fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from inti.workflow import lama_di_tangan
from layanan.enums import MENUNGGU_KAMI, SELESAI, StatusPermohonan
from layanan.kalimat import kalimat
from layanan.models import Layanan, Permohonan, RiwayatPermohonan
from umkm.enums import JenisLegalitas, StatusUsaha
from umkm.models import Usaha

S = StatusPermohonan
MASIH_BARU = timedelta(days=14)
"""How long a decision stays on the home."""
TERBANYAK = 10
# Divisions of KBLI whose products one eats or drinks: food, beverages, and serving them.
PANGAN = ("10", "11", "56")


def permohonan(user: Any) -> list[Permohonan]:
    """Return the requests that are under way or were decided lately, those that wait for their applicant first."""
    diputus = RiwayatPermohonan.objects.filter(
        permohonan=OuterRef("pk"), ke__in=(S.SELESAI, S.DITOLAK), pada__gte=timezone.now() - MASIH_BARU
    )
    tampak = ~Q(status__in=SELESAI) | (Q(status__in=(S.SELESAI, S.DITOLAK)) & Exists(diputus))
    semua = Permohonan.objects.dikelola(user).filter(tampak).select_related("layanan", "usaha")
    urut = {S.PERBAIKAN: 0, S.DRAF: 1}
    terbaru = list(semua.prefetch_related("riwayat").order_by("-pk")[:TERBANYAK])
    return sorted(terbaru, key=lambda p: urut.get(S(p.status), 2))


def baris(semua: Sequence[Permohonan], user: Any) -> list[dict[str, Any]]:
    """Return requests as the home shows them: clock, whether late, last line of history."""
    return [
        {
            "permohonan": satu,
            "jam": lama_di_tangan(satu) if satu.status in MENUNGGU_KAMI else None,
            "terlambat": satu.jatuh_tempo is not None and satu.jatuh_tempo < timezone.localdate(),
            "terakhir": _terakhir(satu, user),
        }
        for satu in semua
    ]


def _terakhir(satu: Permohonan, user: Any) -> dict[str, Any] | None:
    riwayat = list(satu.riwayat.all())
    if not riwayat:
        return None
    return {"pada": riwayat[-1].pada, "kalimat": kalimat(riwayat[-1], untuk_pemohon=True, pembaca=user)}


def langkah(semua: Sequence[Permohonan], status: str) -> dict[str, Any] | None:
    """Return the next step that the first request in this status asks for: PERBAIKAN or DRAF."""
    satu = next((p for p in semua if p.status == status), None)
    if satu is None:
        return None
    if status == S.PERBAIKAN:
        kata = ("Perlu dilengkapi", f"Petugas meminta sesuatu untuk {satu.layanan.nama}, {satu.usaha.nama}.")
        return {"judul": kata[0], "teks": kata[1], "tombol": "Lihat dan lengkapi", "url": satu.get_absolute_url()}
    teks = f"{satu.layanan.nama} untuk {satu.usaha.nama} belum dikirim ke petugas."
    return {"judul": "Lanjutkan permohonan", "teks": teks, "tombol": "Lanjutkan", "url": satu.get_absolute_url()}


class Cocok(NamedTuple):
    """A service that fits businesses which lack a paper: which one, for food alone, after a NIB, and why."""

    layanan: str
    surat: JenisLegalitas
    pangan: bool
    sesudah_nib: bool
    judul: str
    sebab: str


COCOK = (
    Cocok(
        "nib",
        JenisLegalitas.NIB,
        False,
        False,
        "NIB gratis (Nomor Induk Berusaha)",
        "Karena NIB {nama} belum tercatat.",
    ),
    Cocok("spp-irt", JenisLegalitas.PIRT, True, True, "P-IRT", "Karena {nama} menjual makanan atau minuman."),
    Cocok(
        "halal-mandiri",
        JenisLegalitas.HALAL,
        True,
        False,
        "Sertifikat halal",
        "Karena {nama} menjual makanan atau minuman.",
    ),
    Cocok(
        "rekomendasi-merek",
        JenisLegalitas.MEREK,
        False,
        True,
        "Pendaftaran merek",
        "Karena merek {nama} belum tercatat.",
    ),
)


def layanan_cocok() -> dict[str, Layanan]:
    """Return by kode those of the services above that the office offers now; the same for everybody."""
    return {s.kode: s for s in Layanan.objects.tampil().filter(kode__in=[c.layanan for c in COCOK])}


def dapat(usaha: Sequence[Usaha], semua: Sequence[Permohonan], layanan: Mapping[str, Layanan]) -> list[dict[str, str]]:
    """Name the services that these businesses lack and could have, each with its reason; what is asked for is not."""
    diurus = {(p.usaha_id, p.layanan.kode) for p in semua if p.status != S.DITOLAK}
    return [
        _tawaran(c, satu, layanan.get(c.layanan))
        for satu in usaha
        for c in COCOK
        if (satu.pk, c.layanan) not in diurus and _pas(c, satu) and (c.layanan in layanan or not c.sesudah_nib)
    ]


def _pas(cocok: Cocok, usaha: Usaha) -> bool:
    punya = {surat.jenis for surat in usaha.legalitas.all() if surat.ditutup_pada is None}
    pangan = usaha.kbli is not None and usaha.kbli.kode.startswith(PANGAN)
    return (
        cocok.surat not in punya
        and (pangan or not cocok.pangan)
        and (JenisLegalitas.NIB in punya or not cocok.sesudah_nib)
    )


def _tawaran(cocok: Cocok, usaha: Usaha, layanan: Layanan | None) -> dict[str, str]:
    """Say what, why and what it takes; a service that the office does not offer here is asked for at its counter."""
    sebab = cocok.sebab.format(nama=usaha.nama)
    if layanan is None:
        url = reverse("umkm:bagian", args=[usaha.kode, "legalitas"])
        return {"judul": cocok.judul, "teks": f"{sebab} Tanyakan di loket.", "url": url}
    if layanan.boleh_belum_verifikasi or usaha.status == StatusUsaha.TERVERIFIKASI:
        syarat = "" if cocok.layanan == "nib" or _punya_nib(usaha) else " Syaratnya NIB."
        teks = f"{sebab} Kami bantu, {layanan.hari_janji} hari kerja di kami.{syarat}"
    else:
        teks = f"{sebab} Dapat diajukan setelah data usaha terverifikasi."
    return {"judul": cocok.judul, "teks": teks, "url": layanan.get_absolute_url()}


def _punya_nib(usaha: Usaha) -> bool:
    return any(s.jenis == JenisLegalitas.NIB and s.ditutup_pada is None for s in usaha.legalitas.all())
