"""Desks, hours and appointments for the suite. A factory may set a status; nothing else may."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from konsultasi.models import Absen, DaftarTunggu, JamKonsultasi, JanjiTemu, Meja
from konsultasi.workflow import JANJI_TEMU
from tests.factories import KecamatanFactory

_urut = count(1)
JAKARTA = timezone.get_default_timezone()
# A Monday at eight; 5 March is a Thursday. Nothing in these weeks is a day off unless a test says so.
SENIN = datetime(2026, 3, 2, 8, 0, tzinfo=JAKARTA)


def pukul(hari: int, jam: float = 9) -> datetime:
    """A moment of March 2026."""
    return datetime(2026, 3, hari, int(jam), int(jam % 1 * 60), tzinfo=JAKARTA)


def buat_meja(*, hari: Any = range(5), petugas: Any = None, kecamatan: Any = None, **jam: Any) -> Meja:
    """Make a desk that is open on these days of the week from nine to eleven, half an hour each."""
    n = next(_urut)
    meja = Meja.objects.create(
        nama=jam.pop("nama", f"Meja Contoh {n}"),
        petugas=petugas,
        kecamatan=kecamatan or KecamatanFactory(),
        urut=n % 30000,
    )
    for h in hari:
        buat_jam(meja, hari=h, **jam)
    return meja


def buat_jam(meja: Meja, **isian: Any) -> JamKonsultasi:
    isi: dict[str, Any] = {
        "hari": 0,
        "dari": time(9),
        "sampai": time(11),
        "menit": 30,
        "tempat": "Kantor Contoh",
        "topik": "Izin usaha",
        "berlaku_mulai": date(2020, 1, 1),
    }
    return JamKonsultasi.objects.create(meja=meja, **isi | isian)


def buat_absen(meja: Meja, dari: datetime, lama: timedelta = timedelta(hours=8)) -> Absen:
    return Absen.objects.create(meja=meja, dari=dari, sampai=dari + lama, alasan="Rapat")


def buat_tunggu(meja: Meja, akun: Any = None, **isian: Any) -> DaftarTunggu:
    hari = isian.pop("hari", timezone.localdate())
    isi = {"dari": hari, "sampai": hari + timedelta(days=7), "perihal": "Tanya izin"}
    return DaftarTunggu.objects.create(meja=meja, akun=akun, **isi | isian)


def buat_janji_temu(*, akun: Any = None, meja: Meja | None = None, **isian: Any) -> JanjiTemu:
    """Make an appointment in any status with its first line of history, and what its constraints ask of it."""
    n = next(_urut)
    meja = meja or buat_meja(hari=())
    status = isian.pop("status", "DIPESAN")
    mulai = isian.pop("mulai", None) or timezone.now() + timedelta(days=1, hours=n % 1000)
    if akun is None:
        isian.setdefault("nama", f"Tamu Contoh {n}")
        isian.setdefault("telepon", f"+62812{n:08d}")
    if status == "DIBATALKAN":
        isian.setdefault("sebab_batal", "PEMOHON")
    if status == "DITAWARKAN":
        isian.setdefault("tunggu", buat_tunggu(meja, akun=akun, nama=isian.get("nama", "")))
        isian.setdefault("tawaran_sampai", mulai - timedelta(hours=1))
    isi = {
        "perihal": "Tanya izin",
        "tempat": "Kantor Contoh",
        "topik": "Izin",
        "selesai": mulai + timedelta(minutes=30),
    }
    satu = JanjiTemu.objects.create(
        meja=meja, akun=akun, mulai=mulai, status=status, nomor=f"KNS-26-{900000 + n}-X", **isi | isian
    )
    satu.riwayat.create(
        verba="pesan_jam",
        ke=status,
        pemegang=JANJI_TEMU.pemegang[status] or "",
        oleh=akun,
        pelaku="Contoh",
        sebagai="pemohon",
        pada=timezone.now(),
    )
    return satu


def segala_keadaan(akun: Any, usaha: Any, nama: str) -> dict[str, JanjiTemu]:
    """Make an appointment in every status at one desk that is open every day, and one that must be moved."""
    meja = buat_meja(hari=range(7), nama=nama, catatan="Bawa KTP dan foto produk.", hari_ke_depan=14)
    awal = (timezone.localtime() + timedelta(days=2)).replace(hour=9, minute=0, second=0, microsecond=0)
    isi: dict[str, Any] = {"akun": akun, "usaha": usaha, "meja": meja, "perihal": "Cara mengurus P-IRT"}
    semua = {
        status: buat_janji_temu(mulai=awal + timedelta(minutes=30 * n), status=status, **isi)
        for n, status in enumerate(JANJI_TEMU.pemegang)
    }
    lain = awal + timedelta(days=1)
    semua["terganggu"] = buat_janji_temu(mulai=lain, terganggu_pada=timezone.now(), **isi)
    return semua
