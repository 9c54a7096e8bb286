"""The reporter's verbs, by secret link or from the account that sent it; history names neither."""

from __future__ import annotations

from django.db import transaction

from aduan import notifications, tautan
from aduan.actions.kirim import aturan, janji_lanjutan
from aduan.enums import JenisTanggapan, Ruang, SebabSelesai
from aduan.models import Aduan, Keberatan
from inti.alasan import wajib_alasan
from inti.workflow import Tamu, pindah

MAKS = 2000
KALIMAT = "Tulis keterangan yang dapat dimengerti petugas"


@transaction.atomic
def lengkapi(aduan: Aduan, *, teks: str) -> Aduan:
    """Answer what the office asked, or add something while it works. Raises ValidationError without a sentence."""
    teks = wajib_alasan(teks, maks=MAKS, kalimat=KALIMAT)
    kini = Aduan.objects.select_for_update(of=("self",)).get(pk=aduan.pk)
    verba = "tambah"
    if kini.status == "PERBAIKAN":
        verba = "lengkapi" if kini.unit_id is None else "lengkapi_unit"
    pindah(aduan, verba, oleh=Tamu(aduan.kode))
    aduan.tanggapan.create(jenis=JenisTanggapan.KETERANGAN, teks=teks)
    notifications.kabari_petugas(aduan, "aduan_keterangan")
    return aduan


@transaction.atomic
def nyatakan_selesai(aduan: Aduan) -> Aduan:
    """Say that it is done."""
    pindah(aduan, "nyatakan_selesai", oleh=Tamu(aduan.kode), sebab_selesai=SebabSelesai.PELAPOR)
    tautan.akhiri(aduan)
    return aduan


@transaction.atomic
def buka_lagi(aduan: Aduan, *, teks: str = "") -> Aduan:
    """Say by one tap that it is not done: the unit has it again, with the whole time of its kind before it."""
    teks = wajib_alasan(teks, maks=MAKS, kalimat=KALIMAT) if teks.strip() else ""
    assert aduan.jenis is not None  # noqa: S101 - the database holds it of every report at a unit
    janji = janji_lanjutan(aduan, aturan(Ruang.JAWAB, aduan.jenis))
    pindah(aduan, "buka_lagi", oleh=Tamu(aduan.kode), ditanya=None, **janji)
    if teks:
        aduan.tanggapan.create(jenis=JenisTanggapan.BELUM, teks=teks)
    notifications.kabari_petugas(aduan, "aduan_dibuka_lagi")
    return aduan


@transaction.atomic
def ajukan_keberatan(aduan: Aduan, *, uraian: str) -> Aduan:
    """Object, once, to how a request for public information was answered (UU 14/2008 art. 35 and 36)."""
    uraian = wajib_alasan(uraian, maks=MAKS, kalimat="Tulis mengapa Anda keberatan")
    janji = janji_lanjutan(aduan, aturan(Ruang.KEBERATAN_JAWAB))
    pindah(aduan, "ajukan_keberatan", oleh=Tamu(aduan.kode), sebab_selesai="", ditanya=None, **janji)
    Keberatan.objects.create(aduan=aduan, uraian=uraian)
    notifications.keberatan_masuk(aduan)
    return aduan
