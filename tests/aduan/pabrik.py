"""Reports for the suite. A factory may set a status; nothing else may."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.utils import timezone

from aduan.actions import bawaan, pelapor
from aduan.actions import petugas as aksi
from aduan.actions.kirim import kirim
from aduan.enums import SELESAI, SebabSelesai
from aduan.models import Aduan, JenisAduan, Unit
from aduan.workflow import ADUAN

_urut = count(1)


def siapkan(*petugas: Any, atasan: Any = None) -> Unit:
    """Load kinds and times, and return a unit with these officials."""
    bawaan.muat()
    n = next(_urut)
    unit = Unit.objects.create(kode=f"unit-{n}", nama=f"Unit Contoh {n}", atasan=atasan)
    unit.petugas.set(petugas)
    return unit


def jenis(kode: str = "pengaduan-sederhana") -> JenisAduan:
    return JenisAduan.objects.get(kode=kode)


def buat_aduan(status: str = "MASUK", *, unit: Unit | None = None, **isian: Any) -> Aduan:
    """Make a report in any status with its first line of history, and what its constraints ask of that status."""
    n = next(_urut)
    if status not in ("MASUK", "DITOLAK"):
        unit = unit or siapkan()
        isian.setdefault("jenis", jenis())
    if status == "SELESAI":
        isian.setdefault("sebab_selesai", SebabSelesai.PELAPOR)
    aduan = Aduan.objects.create(
        **{
            "nomor": f"ADU-26-{900000 + n}-X",
            "perihal": "Loket dinas",
            "isi": "Loket tutup sebelum waktunya.",
            "identitas": "BIASA",
            "janji_hari": 5,
            **isian,
            "unit": unit,
            "status": status,
        }
    )
    pada = timezone.now()
    for verba, dari, ke, holder in (("kirim", "", "MASUK", "MASUK"), ("teruskan", "MASUK", status, status)):
        if verba == "teruskan" and status == "MASUK":
            continue
        aduan.riwayat.create(
            verba=verba, dari=dari, ke=ke, pemegang=ADUAN.pemegang[holder] or "", pelaku="Pelapor",
            sebagai="pemohon" if verba == "kirim" else "petugas", pada=pada,
        )  # fmt: skip
    if status in (*SELESAI, "DIJAWAB", "KEBERATAN") and status != "DITOLAK" and isian.get("penjawab"):
        aduan.tanggapan.create(jenis="JAWABAN", teks="Sudah diperbaiki.", oleh=isian["penjawab"])
        Aduan.objects.filter(pk=aduan.pk).update(tepat=True)
    return aduan


def segala_keadaan(akun: Any, petugas: Any, kepala: Any) -> dict[str, Aduan]:
    """Make a report of this account in every status, one answered and published with an objection still open to it."""
    unit = siapkan(petugas)

    def satu() -> Aduan:
        isi = "Loket tutup sebelum waktunya, dan tidak ada petugas yang menjawab sampai pukul tiga sore."
        return kirim(perihal="Loket dinas di lantai dua", isi=isi, akun=akun, setuju_publik=True).aduan

    def di_unit() -> Aduan:
        return aksi.teruskan(satu(), oleh=kepala, jenis=jenis("informasi-publik"), unit=unit)

    def dijawab() -> Aduan:
        a = aksi.tayangkan(di_unit(), oleh=kepala, perihal_publik="Jam loket", teks_publik="Loket tutup awal.")
        return aksi.jawab(a, oleh=kepala, catatan="Jam istirahat sekarang tertulis di pintu loket.")

    return {
        "MASUK": satu(),
        "PERBAIKAN": aksi.tanyakan(di_unit(), oleh=kepala, catatan="Di loket mana kejadiannya?"),
        "DITERUSKAN": di_unit(),
        "DIJAWAB": dijawab(),
        "SELESAI": pelapor.nyatakan_selesai(dijawab()),
        "DITOLAK": aksi.tolak(satu(), oleh=kepala, alasan="Bukan wewenang dinas kami."),
        "KEBERATAN": pelapor.ajukan_keberatan(dijawab(), uraian="Bukan data yang saya minta."),
    }
