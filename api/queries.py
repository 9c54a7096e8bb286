"""Reads that serve the API: the facts of the owner's pages, no more, in shapes for programs."""

from __future__ import annotations

from typing import Any

from django.db.models import prefetch_related_objects
from django.utils import timezone
from rest_framework.reverse import reverse

from api.isian import ke_json
from inti.dokumen import Dokumen
from inti.workflow import lama_di_tangan
from umkm import isian as aturan
from umkm import permissions
from umkm import queries as umkm
from umkm.kalimat import catatan, kalimat
from umkm.models import Usaha
from umkm.workflow import USAHA

RIWAYAT_TERAKHIR = 10
# The owner's verbs whose input JSON can carry, and their addresses. Those of officials need their second factor.
TINDAKAN = {
    "ajukan": "api:usaha_ajukan",
    "tarik": "api:usaha_tarik",
    "buka_lagi": "api:usaha_buka_lagi",
    "pastikan": "api:usaha_pastikan",
    "ubah_keadaan": "api:usaha_keadaan",
}
BATALKAN_USULAN = "api:usaha_usulan_batalkan"


def usaha_milik(user: Any) -> Any:
    """Return the businesses that an account owns or helps with, with all that a list shows. Two queries."""
    milik = Usaha.objects.dikelola(user).utuh()
    return milik.select_related("desa__kecamatan").prefetch_related("riwayat")


def ringkas(usaha: Usaha, request: Any) -> dict[str, Any]:
    """Return what a list shows of a business; its history must be fetched beforehand."""
    return {
        "kode": usaha.kode,
        "nomor": usaha.nomor,
        "nama": usaha.nama,
        "status": {"kode": usaha.status, "sebutan": usaha.get_status_display()},
        "keadaan": {
            "kode": usaha.keadaan,
            "sebutan": usaha.get_keadaan_display(),
            "sejak": usaha.keadaan_sejak,
        },
        "desa": usaha.desa,
        "jam": lama_di_tangan(usaha),
        "jatuh_tempo": usaha.jatuh_tempo,
        "dibuat": usaha.dibuat,
        "diubah": usaha.diubah,
        "alamat": reverse("api:usaha_satu", args=[usaha.kode], request=request),
    }


def lengkap(usaha: Usaha, request: Any) -> dict[str, Any]:
    """Return what the owner's page shows of a business, with the verbs that are open to this account now."""
    user = request.user
    halaman = umkm.halaman_usaha(usaha, user)
    pelaku = usaha.pemilik
    return ringkas(usaha, request) | {
        "uraian": usaha.uraian,
        "kbli": ke_json(usaha.kbli),
        "skala": halaman["skala"],
        "sebagai": "pemilik" if halaman["pemilik_sendiri"] else "pembantu",
        "pemilik": pelaku and _pemilik(pelaku, sendiri=halaman["pemilik_sendiri"]),
        "tindakan": tindakan(usaha, halaman["verba"], request) + _batalkan(usaha, halaman["usulan"], request),
        "kurang": aturan.kurang(usaha, pelaku),
        "alasan": halaman["alasan"],
        "permintaan": [permintaan(p.isian, p.kalimat) for p in halaman["permintaan"]],
        "usulan": halaman["usulan"],
        "riwayat": [baris_riwayat(r, user) for r in list(reversed(usaha.riwayat.all()))[:RIWAYAT_TERAKHIR]],
        "bukti": halaman["bukti"],
    }


def tindakan(usaha: Usaha, verba: set[str], request: Any) -> list[dict[str, str]]:
    """Return the verbs of `verba` that the API offers, in the order of the workflow."""
    return [
        {"verba": nama, "sebutan": t.label, "alamat": reverse(TINDAKAN[nama], args=[usaha.kode], request=request)}
        for nama, t in USAHA.transisi.items()
        if nama in verba and nama in TINDAKAN
    ]


def _batalkan(usaha: Usaha, usulan: list[Any], request: Any) -> list[dict[str, str]]:
    if not usulan:
        return []
    alamat = reverse(BATALKAN_USULAN, args=[usaha.kode], request=request)
    return [{"verba": "batalkan", "sebutan": "Batalkan usulan", "alamat": alamat}]


def baris_riwayat(baris: Any, user: Any) -> dict[str, Any]:
    """Return one line of history as its owner reads it."""
    return {
        "pada": baris.pada,
        "verba": baris.verba,
        "kalimat": kalimat(baris, untuk_pemilik=True, pembaca=user),
        "catatan": catatan(baris, untuk_pemilik=True),
    }


def permintaan(isian: str, kalimat_petugas: str) -> dict[str, str]:
    """Return one thing that the office asks to be mended; it may name a whole section."""
    return {"isian": isian, "sebutan": aturan.label(isian), "kalimat": kalimat_petugas}


def cek(satu: Dokumen) -> Dokumen:
    """Prepare a paper for the public answer: the day of its revocation as the page tells it."""
    satu.hari_dicabut = timezone.localdate(satu.dicabut_pada) if satu.dicabut_pada else None  # type: ignore[attr-defined]
    return satu


def bagian(usaha: Usaha, kode: str, nama_medan: list[str], awalan: str, user: Any) -> dict[str, Any]:
    """Return a section: what its fields hold and which may be changed now. The NIK only as a mask, to its owner."""
    prefetch_related_objects([usaha], "perbaikan")
    pelaku, sifat = usaha.pemilik, aturan.sifat(usaha)
    penuh = {nama: f"{awalan}.{nama}" for nama in nama_medan}
    isi = {nama: ke_json(aturan.nilai(usaha, pelaku, p)) for nama, p in penuh.items()}
    if "nik" in isi and isi["nik"] and not permissions.pemilik(user, usaha):
        isi["nik"] = "sudah diisi"
    return _bingkai(usaha, kode, isi, {nama: sifat[p] for nama, p in penuh.items()})


def bagian_keuangan(usaha: Usaha) -> dict[str, Any]:
    """Return the section of the amounts without them: which years are filled in, and whether one may be added."""
    prefetch_related_objects([usaha], "perbaikan")
    terbuka = aturan.BEBAS if aturan.bagian_terbuka(usaha, "keuangan") else aturan.TERKUNCI
    tahun = list(usaha.keuangan.terbuka().values_list("tahun", flat=True))
    return _bingkai(usaha, "keuangan", {"tahun_terisi": tahun}, dict.fromkeys(("tahun", "modal", "omzet"), terbuka))


def _bingkai(usaha: Usaha, kode: str, isi: dict[str, Any], sifat: dict[str, str]) -> dict[str, Any]:
    satu = aturan.BAGIAN[kode]
    diminta = [p for p in usaha.perbaikan.all() if p.terbuka and p.isian in (kode, *satu.isian)]
    return {
        "bagian": kode,
        "judul": satu.judul,
        "isi": isi,
        "sifat": sifat,
        "permintaan": [permintaan(p.isian, p.kalimat) for p in diminta],
    }


def _pemilik(pelaku: Any, *, sendiri: bool) -> dict[str, Any]:
    return {
        "nama": pelaku.nama,
        "nik": pelaku.nik_samar if sendiri else "",
        "identitas_terbukti": pelaku.identitas_terbukti,
    }
