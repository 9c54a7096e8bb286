"""Sending a report. Of an anonymous one nothing is kept that tells whose it is."""

from __future__ import annotations

from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from aduan import notifications, tautan
from aduan.enums import Identitas, Ruang
from aduan.models import Aduan, AturanWaktu, JenisAduan
from aduan.nomor import nomor_baru
from inti import kode
from inti.berkas import Berkas, BerkasBersih, simpan
from inti.teks import bersihkan_uraian
from inti.workflow import Tamu, lama_di_tangan, mulai

ISI_MAKS, PERIHAL_MAKS = 4000, 150
_KUNCI_KIRIM = 81_050_021  # first half of an advisory lock of PostgreSQL; any number that nobody else uses


class Terkirim(NamedTuple):
    """A report and the token of its secret link, which is told here and never again."""

    aduan: Aduan
    token: str


@transaction.atomic
def kirim(
    *,
    perihal: str,
    isi: str = "",
    foto: BerkasBersih | None = None,
    suara: BerkasBersih | None = None,
    identitas: str = Identitas.BIASA,
    akun: Any = None,
    telepon: str = "",
    email: str = "",
    setuju_publik: bool = False,
    kunci_kirim: UUID | None = None,
) -> Terkirim:
    """Send a report. A second call with the same `kunci_kirim` makes no second one, but a link of its own.

    An anonymous one drops account, phone and e-mail before anything is written. Raises ValidationError when it says
    neither in words nor by voice what it is about.
    """
    isi, perihal = bersihkan_uraian(isi, ISI_MAKS), bersihkan_uraian(perihal, PERIHAL_MAKS)
    if len(isi) < 10 and suara is None:
        raise ValidationError({"isi": "Ceritakan dengan sedikitnya 10 huruf, atau kirim rekaman suara."})
    if kunci_kirim and (ada := _kembaran(kunci_kirim)):
        return Terkirim(ada, tautan.buat(ada))
    pengenal: dict[str, Any] = {"akun": akun, "telepon": telepon, "email": email}
    if identitas == Identitas.ANONIM:
        pengenal = {}
    janji = aturan(Ruang.VERIFIKASI)
    acak = kode.buat()
    satu = mulai(
        Aduan(
            kode=acak,
            perihal=perihal,
            isi=isi,
            foto=_simpan(foto, "foto_aduan"),
            suara=_simpan(suara, "suara_aduan"),
            identitas=identitas,
            setuju_publik=setuju_publik,
            kunci_kirim=kunci_kirim,
            janji_hari=janji.hari,
            janji_kalender=janji.kalender,
            nomor=nomor_baru(timezone.localdate().year),
            **pengenal,
        ),
        "kirim",
        oleh=Tamu(acak),
    )
    token = tautan.buat(satu)
    notifications.diterima(satu, token)
    notifications.masuk(satu)
    return Terkirim(satu, token)


def _kembaran(kunci_kirim: UUID) -> Aduan | None:
    """Return the report that was sent with this key. The twin of a double tap waits here, then finds it."""
    with connection.cursor() as kursor:
        kursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_KUNCI_KIRIM, str(kunci_kirim)])
    return Aduan.objects.filter(kunci_kirim=kunci_kirim).first()


def rekaman_anonim(aduan: Aduan) -> Berkas | None:
    """Return the recording of somebody unknown, which is not kept beyond the step that makes it needless."""
    return aduan.suara if aduan.identitas == Identitas.ANONIM else None


def aturan(ruang: str, jenis: JenisAduan | None = None) -> AturanWaktu:
    """Return the rule of today. Raises ValidationError when there is none."""
    satu = AturanWaktu.objects.pada().filter(ruang=ruang, jenis=jenis).order_by("berlaku_mulai").last()
    if satu is None:
        raise ValidationError("Aturan waktu laporan belum diisi. Hubungi dinas.")
    return satu


def janji_lanjutan(aduan: Aduan, aturan: AturanWaktu) -> dict[str, Any]:
    """Return the promise that gives the whole time of a rule from now on.

    The clock counts since the report came in, so what we used before is added; after a closing it starts anew.
    """
    aduan.janji_kalender = aturan.kalender
    terpakai = lama_di_tangan(aduan)["kami"] if aduan.ALUR.pemegang[aduan.status] else 0
    return {"janji_hari": terpakai + aturan.hari, "janji_kalender": aturan.kalender}


def _simpan(bersih: BerkasBersih | None, jenis: str) -> Berkas | None:
    """Keep a file under no name of its own and nobody's account: both would tell who sent it."""
    if bersih is None:
        return None
    netral = BerkasBersih(isi=bersih.isi, mime=bersih.mime, nama_asli=f"{jenis}{bersih.nama_asli[-4:]}")
    return simpan(netral, oleh=None, jenis=jenis)
