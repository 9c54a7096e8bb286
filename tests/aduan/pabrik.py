"""Reports for the suite. A factory may set a status; nothing else may."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.utils import timezone

from aduan.actions import bawaan
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
