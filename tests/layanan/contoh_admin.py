"""Examples of the services for the walk through the officials' room (tests/test_admin_lingkup.py)."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from django.utils import timezone

from inti.workflow import SISTEM
from layanan.actions import formulir
from layanan.models import (
    AcaraSkm,
    AlasanTolak,
    AturanKeberatan,
    Bidang,
    DasarKeberatan,
    Layanan,
    NomorSurat,
    PeriodeSkm,
    Permohonan,
    RencanaSkm,
    Tujuan,
    VersiFormulir,
)
from tests.factories import buat_usaha
from tests.layanan.pabrik import aturan_keberatan, buat_alasan, buat_layanan, buat_permohonan, dasar_keberatan
from tests.layanan.pabrik_skm import buat_acara, buat_masa

_urut = count(1)


def permohonan(desa: Any, penanda: str) -> Permohonan:
    return buat_permohonan(usaha=buat_usaha(desa=desa, nama=penanda, status="TERVERIFIKASI"), status="DIAJUKAN")


def layanan(desa: Any, penanda: str) -> Layanan:
    return buat_layanan(nama=penanda)


def bidang(desa: Any, penanda: str) -> Bidang:
    return Bidang.objects.create(kode=f"bidang-{next(_urut)}", nama=penanda)


def alasan(desa: Any, penanda: str) -> AlasanTolak:
    return buat_alasan(nama=penanda, layanan=buat_layanan())


def dasar(desa: Any, penanda: str) -> DasarKeberatan:
    return dasar_keberatan(nama=penanda)


def aturan(desa: Any, penanda: str) -> AturanKeberatan:
    return aturan_keberatan(sumber=penanda, berlaku_mulai=date(2000 + next(_urut), 1, 1))


def tujuan(desa: Any, penanda: str) -> Tujuan:
    satu = Tujuan.objects.create(kode=f"tujuan-{next(_urut)}", nama=penanda, uraian="Contoh.")
    satu.langkah.create(layanan=buat_layanan(), urut=1)
    return satu


def versi(desa: Any, penanda: str) -> VersiFormulir:
    """A draft, so that the pages of the builder are open."""
    return formulir.susun(buat_layanan(nama=penanda), oleh=SISTEM)


def nomor_surat(desa: Any, penanda: str) -> NomorSurat:
    hari_ini = timezone.localdate()
    satu = permohonan(desa, penanda)
    return NomorSurat.objects.create(permohonan=satu, tahun=hari_ini.year, nomor=f"1/{penanda}", tanggal=hari_ini)


def masa_skm(desa: Any, penanda: str) -> PeriodeSkm:
    """A month of its own: no month belongs to two periods."""
    bulan = date(1990 + next(_urut), 1, 1)
    return buat_masa(nama=penanda, mulai=bulan, sampai=bulan)


def acara_skm(desa: Any, penanda: str) -> AcaraSkm:
    return buat_acara(nama=penanda, layanan=buat_layanan())


def rencana_skm(desa: Any, penanda: str) -> RencanaSkm:
    isi = {"unsur": 3, "tindakan": penanda, "penanggung": "Sekretariat", "tenggat": date(2026, 1, 31)}
    return RencanaSkm.objects.create(masa=masa_skm(desa, penanda), **isi)


CONTOH = {
    PeriodeSkm: masa_skm,
    AcaraSkm: acara_skm,
    RencanaSkm: rencana_skm,
    NomorSurat: nomor_surat,
    AlasanTolak: alasan,
    AturanKeberatan: aturan,
    DasarKeberatan: dasar,
    Tujuan: tujuan,
    VersiFormulir: versi,
    Permohonan: permohonan,
    Layanan: layanan,
    Bidang: bidang,
}
