"""Certificates: printed in bulk by a worker when a class has ended, revoked, and issued anew after a correction."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from inti import dokumen, kode, nomor
from inti.alasan import wajib_alasan
from inti.dokumen import AlasanCabut, Dokumen
from inti.isyarat import isyaratkan
from inti.workflow import SISTEM, pindah
from pelatihan import notifications, sertifikat
from pelatihan.enums import StatusPeserta
from pelatihan.models import Angkatan, Penerbitan, Peserta
from pelatihan.models.sertifikat import MAKS_GAGAL

log = logging.getLogger(__name__)

SERI, POLA = "sertifikat-pelatihan", "{urut:05d}/SERT/{tahun}"
SEKALI = 50
"""Certificates of one task; then it asks for the next, so that messages are not kept waiting behind a large class."""
BERSAMA = 25
"""Certificates of one transaction: a worker that is killed leaves none of these half done, and the rest untouched."""
PENCETAK = 2
"""Threads that print: typst works outside Python's lock, while the rows of the one before are written."""
ALASAN = (AlasanCabut.SALAH_TERBIT, AlasanCabut.DATA_BERUBAH, AlasanCabut.PERMINTAAN)
"""Why a certificate may be revoked while its owner stays passed; who has not passed after all is corrected instead."""


@transaction.atomic
def ambil_semua(angkatan: Angkatan, *, banyak: int, oleh: Any, alasan: str) -> Angkatan:
    """Write down that somebody takes `banyak` certificates of a class along, and why; call it before they leave.

    Raises ValidationError without a reason, PermissionDenied for who may not see certificates.
    """
    alasan = wajib_alasan(alasan, maks=300, kalimat="Tulis untuk apa sertifikatnya diunduh")
    return pindah(angkatan, "unduh_sertifikat", oleh=oleh, catatan=f"{banyak} sertifikat. {alasan}")


def minta_dicetak(terbitan: Penerbitan) -> None:
    """Tell a worker, after commit, that certificates wait; the sweep finds them if that gets lost."""
    from pelatihan import tasks  # here, because tasks call these verbs

    isyaratkan(tasks.cetak_sertifikat, [terbitan.pk])


def kerjakan(kunci: int) -> int:
    """Print up to SEKALI certificates of a class if no other worker is at it, and return how many.

    Safe to run at any time and any number of times: what is there already is not printed again.
    """
    terbitan = _sewa(kunci)
    if terbitan is None:
        return 0
    try:
        jumlah, gagal = terbitkan_semua(terbitan.angkatan, oleh=terbitan.oleh or SISTEM)
        galat = f"{gagal} sertifikat tidak dapat dicetak. Kabari pengelola portal." if gagal else ""
    except ValidationError as kalimat:  # for officials: nobody signs
        jumlah, galat = 0, kalimat.messages[0]
    except Exception:  # a fault of ours or of the server: the sweep tries again, three times in all
        log.exception("Sertifikat angkatan %s terhenti", terbitan.angkatan.kode)
        jumlah, galat = 0, "Pencetakannya terhenti. Coba lagi; bila terulang, kabari pengelola portal."
    _lepas(terbitan, jumlah, galat)
    return jumlah


def _sewa(kunci: int) -> Penerbitan | None:
    """Take the row for a while; None when it is done or another worker holds it."""
    with transaction.atomic():
        menunggu = Penerbitan.objects.menunggu().filter(pk=kunci).select_for_update(skip_locked=True, of=("self",))
        terbitan = menunggu.select_related("angkatan__kurikulum__penanda", "oleh").first()
        if terbitan is None:
            return None
        terbitan.sewa, terbitan.dikerjakan_sampai = uuid.uuid4(), timezone.now() + Penerbitan.SEWA
        terbitan.save(update_fields=["sewa", "dikerjakan_sampai"])
    return terbitan


def _lepas(terbitan: Penerbitan, jumlah: int, galat: str) -> None:
    """Give the row back: done, to be gone on with at once, or to be tried again by the sweep."""
    sisa = belum_bersertifikat(terbitan.angkatan).exists()
    isian: dict[str, Any] = {"sewa": None, "dikerjakan_sampai": None, "galat": galat if sisa else ""}
    if not sisa:
        isian |= {"selesai_pada": timezone.now(), "gagal": 0}
    else:
        isian["gagal"] = 0 if jumlah else terbitan.gagal + 1
    with transaction.atomic():
        milik = Penerbitan.objects.filter(pk=terbitan.pk, sewa=terbitan.sewa).update(**isian)
        if milik and jumlah and sisa:
            minta_dicetak(terbitan)


def sapu() -> int:
    """Take up again the classes whose certificates a lost hint or a killed worker left behind; return how many."""
    terlantar = list(Penerbitan.objects.menunggu().order_by("pk")[:20])
    for satu in terlantar:
        minta_dicetak(satu)
    return len(terlantar)


def coba_lagi(terbitan: Penerbitan) -> None:
    """Let a class go on that stopped after MAKS_GAGAL tries."""
    with transaction.atomic():
        if Penerbitan.objects.filter(pk=terbitan.pk, gagal__gte=MAKS_GAGAL).update(gagal=0, galat=""):
            minta_dicetak(terbitan)


def belum_bersertifikat(angkatan: Angkatan) -> Any:
    """Return those who passed and never had a certificate; one that was revoked is not printed anew by itself."""
    ada = Dokumen.objects.filter(perihal_jenis=sertifikat.PERIHAL).values("perihal_kode")
    return angkatan.peserta.filter(status=StatusPeserta.LULUS).exclude(kode__in=ada).order_by("pk")


def terbitkan_semua(angkatan: Angkatan, *, oleh: Any) -> tuple[int, int]:
    """Print up to SEKALI certificates that are missing; return how many, and how many could not be printed.

    One that cannot be printed holds up no other. Raises ValidationError when nobody signs.
    """
    antre = list(belum_bersertifikat(angkatan).values_list("pk", flat=True)[:SEKALI])
    jumlah = gagal = 0
    for awal in range(0, len(antre), BERSAMA):
        rombongan = antre[awal : awal + BERSAMA]
        try:
            jumlah += _terbitkan(angkatan, rombongan, oleh=oleh)
        except ValidationError:
            raise
        except Exception:  # one of these: each by itself, so that the others have theirs
            baik, buruk = _satu_satu(angkatan, rombongan, oleh=oleh)
            jumlah, gagal = jumlah + baik, gagal + buruk
    return jumlah, gagal


def _satu_satu(angkatan: Angkatan, rombongan: Sequence[int], *, oleh: Any) -> tuple[int, int]:
    baik = buruk = 0
    for pk in rombongan:
        try:
            baik += _terbitkan(angkatan, [pk], oleh=oleh)
        except Exception:
            log.exception("Sertifikat peserta %s tidak dapat dicetak", pk)
            buruk += 1
    return baik, buruk


@transaction.atomic
def _terbitkan(angkatan: Angkatan, rombongan: Sequence[int], *, oleh: Any) -> int:
    """Issue the certificates of these people, all or none; who has one by now is passed over."""
    terkunci = Peserta.objects.select_for_update(of=("self",)).filter(pk__in=rombongan).order_by("pk")
    lulus = terkunci.filter(status=StatusPeserta.LULUS).select_related("pelaku__akun", "usaha", "nilai")
    orang = list(lulus)
    # Asked only now: whoever printed meanwhile held the lock.
    kode_orang = [p.kode for p in orang]
    surat = Dokumen.objects.filter(perihal_jenis=sertifikat.PERIHAL, perihal_kode__in=kode_orang)
    ada = set(surat.values_list("perihal_kode", flat=True))
    return len(_keluarkan(angkatan, [(p, None) for p in orang if p.kode not in ada], oleh=oleh))


def _keluarkan(
    angkatan: Angkatan, daftar: Sequence[tuple[Peserta, Dokumen | None]], *, oleh: Any
) -> list[tuple[Peserta, Dokumen]]:
    """Number, print and keep one certificate for each, in their order; the second of a pair is what it replaces."""
    hari, umum = timezone.localdate(), angkatan.penerbitan.cetakan
    penanda, seri = sertifikat.pejabat(angkatan, hari), nomor.seri(SERI, pola=POLA)
    terbitan: list[dict[str, Any]] = []
    with ThreadPoolExecutor(PENCETAK) as pencetak:
        for peserta, lama in daftar:
            peserta.angkatan = angkatan
            kode_cek, urut = kode.buat(), nomor.ambil_tertulis(seri, tanggal=hari)
            isian = sertifikat.isi(peserta, umum, nomor=urut, penanda=penanda)
            satu = {
                "kode": kode_cek,
                "jenis": sertifikat.JENIS,
                "nomor": urut,
                "isi": sertifikat.butir(peserta, umum),
                "pdf": pencetak.submit(partial(sertifikat.cetak, isian, kode=kode_cek, hari=hari)),
                "perihal_jenis": sertifikat.PERIHAL,
                "perihal_kode": peserta.kode,
                "url": peserta.get_absolute_url(),
                "menggantikan": lama,
            }
            terbitan.append(satu)
        surat = dokumen.terbitkan_banyak([satu | {"pdf": satu["pdf"].result()} for satu in terbitan], oleh=oleh)
    hasil = [(peserta, terbit) for (peserta, _), terbit in zip(daftar, surat, strict=True)]
    for peserta, terbit in hasil:
        kabari = notifications.sertifikat_diganti if terbit.menggantikan_id else notifications.sertifikat_terbit
        kabari(peserta, terbit)
    return hasil


@transaction.atomic
def terbitkan(peserta: Peserta, *, oleh: Any, menggantikan: Dokumen | None = None) -> Dokumen:
    """Issue the certificate of one who passed; the number comes from the gapless series of the year.

    Raises ValidationError for who has not passed, or has a certificate in force already, and when nobody signs.
    """
    segar = Peserta.objects.select_for_update(of=("self",)).get(pk=peserta.pk)
    if segar.status != StatusPeserta.LULUS:
        raise ValidationError("Sertifikat hanya untuk yang lulus.")
    if sertifikat.berlaku(segar) is not None:
        raise ValidationError("Sertifikat orang ini sudah terbit dan masih berlaku.")
    lengkap = Peserta.objects.select_related("pelaku__akun", "usaha", "nilai", "angkatan__kurikulum__penanda")
    kini = lengkap.get(pk=peserta.pk)
    return _keluarkan(kini.angkatan, [(kini, menggantikan)], oleh=oleh)[0][1]


@transaction.atomic
def terbitkan_ulang(peserta: Peserta, *, dilihat: str, alasan: str, oleh: Any) -> Dokumen:
    """Print the certificate anew with the name as the registry has it now; the old one is void from this moment.

    `dilihat` is the kode of the newest certificate as the official saw it. Raises ValidationError when it is another
    by now, so that a button pressed twice issues once.
    """
    pindah(peserta, "terbitkan_ulang", oleh=oleh, catatan=wajib_alasan(alasan))
    lama = sertifikat.milik(peserta).first()
    if lama is None or lama.kode != dilihat:
        raise ValidationError("Sertifikat ini baru saja diterbitkan ulang. Muat ulang halamannya.")
    if lama.dicabut_pada is None:
        dokumen.cabut(lama, alasan=AlasanCabut.DIGANTI, oleh=oleh, catatan=alasan)
    return terbitkan(peserta, oleh=oleh, menggantikan=lama)


@transaction.atomic
def cabut(peserta: Peserta, *, sebab: str, alasan: str, oleh: Any) -> Dokumen:
    """Make the certificate void; `/cek/` says so at once with `sebab`, the owner reads `alasan`. He stays passed.

    Raises ValidationError when none is in force, and for a `sebab` that is not among ALASAN.
    """
    pindah(peserta, "cabut_sertifikat", oleh=oleh, catatan=wajib_alasan(alasan))
    if sebab not in ALASAN:
        raise ValidationError({"sebab": "Pilih sebabnya."})
    surat = sertifikat.berlaku(peserta)
    if surat is None:
        raise ValidationError("Tidak ada sertifikat yang berlaku.")
    dokumen.cabut(surat, alasan=AlasanCabut(sebab), oleh=oleh, catatan=alasan)
    notifications.sertifikat_dicabut(peserta, surat)
    return surat
