"""The office's verbs: take, share out, check, ask to complete, pass on to a body outside, finish, refuse."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from inti.alasan import wajib_alasan
from inti.berkas import BerkasBersih, simpan
from inti.workflow import pindah
from layanan import notifications, permissions
from layanan.actions.skm import undang
from layanan.enums import Instansi
from layanan.models import AlasanTolak, Bidang, PermintaanLengkap, Permohonan
from layanan.models.rincian import AWALAN_BERKAS, AWALAN_ISIAN
from umkm.actions.jejak import catat_jejak

JEJAK = "layanan"
"""Under this word a finished service stands among the facts of a business."""


@transaction.atomic
def ambil(permohonan: Permohonan, *, oleh: Any) -> Permohonan:
    """Take a request as one's own work. Raises PermissionDenied when a colleague was quicker."""
    return pindah(permohonan, "ambil", oleh=oleh, petugas=oleh)


@transaction.atomic
def lepas(permohonan: Permohonan, *, oleh: Any, catatan: str = "") -> Permohonan:
    """Give work back to the queue: one's own, or for whoever assigns that of a colleague."""
    return pindah(permohonan, "lepas", oleh=oleh, petugas=None, catatan=catatan)


@transaction.atomic
def tugaskan(
    permohonan: Permohonan, *, oleh: Any, kepada: Any = None, bidang: Bidang | None = None, catatan: str = ""
) -> Permohonan:
    """Give a request to a colleague, or to another field of the office, whose people then find it in their queue.

    Raises ValidationError when neither is named, or the colleague may not judge this request.
    """
    if kepada is None and bidang is None:
        raise ValidationError("Pilih petugas atau bidangnya.")
    if kepada is not None and not permissions.petugas(kepada, permohonan):
        raise ValidationError(f"{kepada.nama} tidak dapat memeriksa permohonan ini.")
    siapa = " dan ".join(n for n in (kepada.nama if kepada else "", bidang.nama if bidang else "") if n)
    isian: dict[str, Any] = {"petugas": kepada} | ({"bidang": bidang} if bidang else {})
    pindah(permohonan, "tugaskan", oleh=oleh, catatan=f"Kepada {siapa}. {catatan}".strip(), **isian)
    if kepada is not None and kepada != oleh:
        notifications.ditugaskan(permohonan, kepada)
    return permohonan


@transaction.atomic
def periksa(permohonan: Permohonan, *, oleh: Any) -> Permohonan:
    """Begin to check a request; whoever begins also takes it when nobody has."""
    pindah(permohonan, "periksa", oleh=oleh)
    if permohonan.petugas_id is None:
        pindah(permohonan, "ambil", oleh=oleh, petugas=oleh)
    return permohonan


@transaction.atomic
def minta_lengkap(permohonan: Permohonan, *, oleh: Any, hal: dict[str, str]) -> Permohonan:
    """Send a request back, opening only what `hal` names, each with the sentence that the applicant reads.

    The keys are "isian:<kode>" and "berkas:<kode>". Raises ValidationError without any, for one that does not belong
    to this request, or for an empty sentence.
    """
    nama = nama_hal(permohonan)
    if not hal:
        raise ValidationError("Sebutkan sedikitnya satu isian atau berkas yang perlu dilengkapi.")
    for perihal, kalimat in hal.items():
        if perihal not in nama:
            raise ValidationError("Isian atau berkas yang diminta tidak dikenal.")
        if not kalimat.strip():
            raise ValidationError(f"{nama[perihal]}: tulis apa yang harus dilengkapi.")
    ringkas = "\n".join(f"{nama[perihal]}: {kalimat.strip()}" for perihal, kalimat in hal.items())
    pindah(permohonan, "minta_lengkap", oleh=oleh, catatan=ringkas)
    PermintaanLengkap.objects.bulk_create(
        PermintaanLengkap(permohonan=permohonan, perihal=perihal, label=nama[perihal], kalimat=kalimat.strip())
        for perihal, kalimat in hal.items()
    )
    notifications.kepada_pemohon(permohonan, "permohonan_perbaikan")
    return permohonan


def nama_hal(permohonan: Permohonan) -> dict[str, str]:
    """Return everything of a request that the applicant may be asked to complete, with its words."""
    isian = {AWALAN_ISIAN + i.kode: i.label for i in permohonan.formulir.isian.all()}
    return isian | {AWALAN_BERKAS + s.kode: s.nama for s in permohonan.layanan.berkas.all() if s.aktif}


@transaction.atomic
def teruskan(
    permohonan: Permohonan,
    *,
    oleh: Any,
    instansi: str,
    lihat_lagi: date,
    dikirim_pada: date | None = None,
    nomor_instansi: str = "",
    catatan: str = "",
) -> Permohonan:
    """Pass a request on to a body outside; our clock stops, and a day is set to look again.

    Raises ValidationError for an unknown body, a day of sending in the future, or a day to look again that is past.
    """
    if instansi not in Instansi.values:
        raise ValidationError({"instansi": "Pilih instansi dari daftar."})
    hari_ini = timezone.localdate()
    if (dikirim_pada or hari_ini) > hari_ini:
        raise ValidationError({"dikirim_pada": "Tanggal kirim tidak boleh di masa depan."})
    _nanti(lihat_lagi)
    pindah(
        permohonan,
        "teruskan",
        oleh=oleh,
        catatan=catatan,
        instansi=instansi,
        nomor_instansi=nomor_instansi.strip(),
        dikirim_pada=dikirim_pada or hari_ini,
        lihat_lagi=lihat_lagi,
    )
    notifications.kepada_pemohon(permohonan, "permohonan_diteruskan")
    return permohonan


@transaction.atomic
def lihat_lagi(
    permohonan: Permohonan, *, oleh: Any, lihat_lagi: date, nomor_instansi: str = "", catatan: str = ""
) -> Permohonan:
    """Write down what the body outside says, and when to look again."""
    _nanti(lihat_lagi)
    isian: dict[str, Any] = {"lihat_lagi": lihat_lagi}
    if nomor_instansi.strip():
        isian["nomor_instansi"] = nomor_instansi.strip()
    return pindah(permohonan, "lihat_lagi", oleh=oleh, catatan=catatan, **isian)


@transaction.atomic
def terima_kembali(permohonan: Permohonan, *, oleh: Any, catatan: str = "") -> Permohonan:
    """Take a request back from a body outside; our clock runs on."""
    return pindah(permohonan, "terima_kembali", oleh=oleh, catatan=catatan)


@transaction.atomic
def selesaikan(
    permohonan: Permohonan, *, oleh: Any, berkas: BerkasBersih | None = None, catatan: str = ""
) -> Permohonan:
    """End a request whose product is a file or a note. Raises ValidationError without either."""
    if berkas is None and not catatan.strip():
        raise ValidationError("Unggah berkas hasilnya, atau tulis apa yang sudah diberikan.")
    hasil = simpan(berkas, oleh=oleh, jenis="hasil_layanan") if berkas is not None else None
    pindah(permohonan, "selesaikan", oleh=oleh, hasil_berkas=hasil, hasil_catatan=catatan.strip())
    selesai(permohonan)
    return permohonan


def selesai(permohonan: Permohonan) -> None:
    """Do what every finished request brings: the fact in the registry, and word to the applicant."""
    catat_jejak(
        permohonan.usaha,
        jenis=JEJAK,
        kode=permohonan.kode,
        judul=f"{permohonan.layanan.nama} selesai",
        tanggal=timezone.localdate(),
        url=permohonan.get_absolute_url(),
        nilai={"layanan": permohonan.layanan.kode},
    )
    notifications.kepada_pemohon(permohonan, "permohonan_selesai")
    undang(permohonan)


@transaction.atomic
def tolak(permohonan: Permohonan, *, oleh: Any, sebab: AlasanTolak, alasan: str) -> Permohonan:
    """Refuse a request with a reason of the list, whose plan says how to mend it, and a sentence of one's own.

    Raises ValidationError for a reason that is not for this service or no longer in use.
    """
    if not sebab.aktif or sebab.layanan_id not in (None, permohonan.layanan_id):
        raise ValidationError("Pilih alasan dari daftar untuk layanan ini.")
    pindah(permohonan, "tolak", oleh=oleh, catatan=wajib_alasan(alasan), alasan_tolak=sebab)
    permohonan.permintaan.filter(terbuka=True).update(terbuka=False)
    notifications.kepada_pemohon(permohonan, "permohonan_ditolak")
    undang(permohonan)
    return permohonan


def _nanti(hari: date) -> None:
    if hari <= timezone.localdate():
        raise ValidationError({"lihat_lagi": "Pilih hari setelah hari ini."})
