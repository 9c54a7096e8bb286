"""Each part of the system asked how it is, and tried on request. Nothing here waits longer than BATAS seconds.

A server that accepts and never answers must not hang a page, so whatever speaks over a network does so in a thread of
its own that is left behind when its time is over; its sockets have limits too, so that it ends by itself.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import redis
from celery import current_app
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import DatabaseError, connection
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from kombu.exceptions import OperationalError

from notifikasi.kanal import email, whatsapp
from operasi import tasks
from operasi.enums import Apa
from operasi.models import CatatanSistem

log = logging.getLogger(__name__)

BATAS = 8.0  # seconds that a test may take
BATAS_LIHAT = 3.0  # seconds for looking while a page is being made
BATAS_SOKET = 5.0
CONTOH_TULIS = 1 << 20
DENYUT_TERLAMBAT = 90.0  # seconds: a beat comes every 60


class Gagal(Exception):
    """A part of the system did not do what it was asked; one plain sentence."""


class Jawaban(NamedTuple):
    baik: bool
    kalimat: str


def dengan_batas(kerja: Callable[[], str], batas: float | None = None) -> Jawaban:
    """Do `kerja` beside us and wait at most `batas` (BATAS) seconds for it. It must not touch the database."""
    batas = BATAS if batas is None else batas
    kotak: list[Jawaban] = []

    def jalankan() -> None:
        try:
            kotak.append(Jawaban(True, kerja()))
        except Gagal as galat:
            kotak.append(Jawaban(False, str(galat)))
        except Exception as galat:
            log.warning("Uji sistem gagal", exc_info=True)
            kotak.append(Jawaban(False, f"Gagal: {type(galat).__name__}."))

    benang = threading.Thread(target=jalankan, daemon=True)
    benang.start()
    benang.join(batas)
    return kotak[0] if kotak else Jawaban(False, f"Tidak menjawab dalam {batas:.0f} detik.")


# --- Looking ---------------------------------------------------------------------


def redis_menjawab() -> str:
    """Raises Gagal unless Redis answers."""
    with redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=BATAS_LIHAT - 1, socket_connect_timeout=BATAS_LIHAT - 1
    ) as klien:
        try:
            versi = klien.info("server")["redis_version"]
        except redis.RedisError as galat:
            raise Gagal(f"Redis tidak menjawab ({type(galat).__name__}). Pesan menunggu, halaman tetap jalan.")
    return f"Redis {versi} menjawab."


def pekerja_menjawab() -> str:
    """Raises Gagal unless at least one worker answers."""
    try:
        jawaban = current_app.control.ping(timeout=BATAS_LIHAT - 1.5, limit=1)
    except (OperationalError, redis.RedisError, OSError):
        raise Gagal("Pekerja tidak dapat ditanya selama Redis tidak menjawab.")
    if not jawaban:
        raise Gagal("Tidak ada pekerja yang menjawab.")
    return "Pekerja menjawab."


def ruang_disk() -> tuple[float, str]:
    """The share that is still free on the disk of our data, and the same in words."""
    ruang = shutil.disk_usage(settings.DATA_DIR)
    return ruang.free / ruang.total, f"{filesizeformat(ruang.free)} kosong dari {filesizeformat(ruang.total)}."


# --- Trying ----------------------------------------------------------------------


def uji_basis(oleh: Any) -> Jawaban:
    """Write and take back a row."""
    mulai = time.perf_counter()
    try:
        with connection.cursor() as kursor:
            kursor.execute("CREATE TEMPORARY TABLE uji_sistem (isi integer) ON COMMIT DROP")
            kursor.execute("DROP TABLE IF EXISTS pg_temp.uji_sistem")
    except DatabaseError as galat:
        return Jawaban(False, f"Basis data tidak dapat ditulisi ({type(galat).__name__}).")
    return Jawaban(True, f"Basis data dapat ditulisi, {(time.perf_counter() - mulai) * 1000:.0f} milidetik.")


def uji_redis(oleh: Any) -> Jawaban:
    """Ask Redis, whatever it does."""
    return dengan_batas(redis_menjawab)


def uji_pekerja(oleh: Any) -> Jawaban:
    """Send a job through the queue and wait until a worker has written down that it did it."""
    mulai = timezone.now()
    kirim = dengan_batas(lambda: _titipkan(tasks.uji_pekerja), BATAS / 2)
    if not kirim.baik:
        return kirim
    akhir = time.monotonic() + BATAS / 2
    while time.monotonic() < akhir:
        if CatatanSistem.objects.filter(apa=Apa.PEKERJA, pada__gte=mulai).exists():
            return Jawaban(True, f"Pekerja selesai dalam {(timezone.now() - mulai).total_seconds():.1f} detik.")
        time.sleep(0.1)
    return Jawaban(False, "Titipan diterima antrean, tetapi belum dikerjakan. Pekerja sibuk atau mati.")


def uji_penjadwal(oleh: Any) -> Jawaban:
    """Look whether the beat of this minute came: scheduler, queue and worker each had a hand in it."""
    denyut = CatatanSistem.objects.filter(apa=Apa.DENYUT).first()
    lama = (timezone.now() - denyut.pada).total_seconds() if denyut else None
    if lama is None or lama > DENYUT_TERLAMBAT:
        sejak = "belum pernah" if lama is None else f"terakhir {lama / 60:.0f} menit lalu"
        return Jawaban(False, f"Denyut semenit sekali tidak datang ({sejak}). Penjadwal, antrean, atau pekerja mati.")
    return Jawaban(True, f"Penjadwal berdenyut {lama:.0f} detik lalu, semenit sekali.")


def uji_email(oleh: Any) -> Jawaban:
    """Send a mail to whoever asks; true only when the mail server took it."""
    if not email.terpasang():
        return Jawaban(False, "Belum ada server email (EMAIL_URL): email hanya ditulis ke log.")
    if not oleh.email:
        return Jawaban(False, "Akun Anda belum punya email. Isi dulu di halaman akun.")

    def kirim() -> str:
        surat = EmailMessage(
            subject=f"Uji email {settings.NAMA_PORTAL}",
            body="Email ini diminta dari halaman Status sistem. Bila Anda membacanya, email portal sampai.\n",
            to=[oleh.email],
            connection=get_connection(timeout=BATAS_SOKET),
        )
        try:
            surat.send()
        except OSError as galat:  # smtplib's own are among them
            raise Gagal(f"Server email menolak atau tidak menjawab ({type(galat).__name__}).")
        return "Server email menerima. Periksa kotak masuk Anda."

    return dengan_batas(kirim)


def uji_whatsapp(oleh: Any) -> Jawaban:
    """Ask the gateway for its own number with our token: it sends nothing to anybody."""
    if not settings.GERBANG_PESAN:
        return Jawaban(False, "Belum ada gerbang WhatsApp (GERBANG_PESAN): petugas mengirim lewat tautan wa.me.")

    def tanya() -> str:
        permintaan = urllib.request.Request(  # noqa: S310 - settings.py lets only https pass, or the loopback
            f"{settings.WHATSAPP_URL}/{settings.WHATSAPP_NOMOR}",
            headers={"Authorization": f"Bearer {settings.WHATSAPP_TOKEN}"},
        )
        try:
            with whatsapp.pembuka.open(permintaan, timeout=BATAS_SOKET) as jawaban:
                jawaban.read(64 * 1024)
        except urllib.error.HTTPError as galat:
            raise Gagal(f"Gerbang WhatsApp menjawab {galat.code}. Periksa WHATSAPP_TOKEN dan WHATSAPP_NOMOR.")
        except OSError as galat:
            raise Gagal(f"Gerbang WhatsApp tidak menjawab ({type(galat).__name__}).")
        return "Gerbang WhatsApp menerima kunci kita."

    return dengan_batas(tanya)


def uji_disk(oleh: Any) -> Jawaban:
    """Write a file where papers and uploads are kept, and take it away."""

    def tulis() -> str:
        folder = Path(settings.MEDIA_ROOT)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=folder, prefix=".uji-") as berkas:
                berkas.write(bytes(CONTOH_TULIS))
                berkas.flush()
        except OSError as galat:
            raise Gagal(f"Berkas tidak dapat ditulis ({galat.strerror}).")
        return f"Berkas {filesizeformat(CONTOH_TULIS)} dapat ditulis dan dihapus."

    return dengan_batas(tulis)


def minta_sapu(oleh: Any) -> Jawaban:
    """Ask a worker to deliver what waits."""
    from notifikasi.tasks import sapu

    return dengan_batas(lambda: _titipkan(sapu) or "Sapuan diminta. Muat ulang halaman ini sebentar lagi.")


def minta_cadangan(oleh: Any) -> Jawaban:
    """Ask a worker for a backup into CADANGAN_DIR."""
    if not settings.CADANGAN_DIR:
        return Jawaban(False, "CADANGAN_DIR belum diisi, jadi cadangan malam belum jalan. Lihat docs/pemasangan.md.")
    return dengan_batas(lambda: _titipkan(tasks.cadangkan) or "Cadangan diminta. Hasilnya tampil di sini bila selesai.")


def minta_keutuhan(oleh: Any) -> Jawaban:
    """Ask a worker to look whether all is in place."""
    kalimat = "Pemeriksaan diminta. Hasilnya tampil di sini bila selesai."
    return dengan_batas(lambda: _titipkan(tasks.periksa_keutuhan) or kalimat)


def _titipkan(tugas: Any) -> str:
    try:
        tugas.delay()
    except OperationalError:
        raise Gagal("Antrean tidak menjawab: Redis mati atau tidak dapat dihubungi.")
    return ""


UJI: dict[str, Callable[[Any], Jawaban]] = {
    "basis": uji_basis,
    "redis": uji_redis,
    "pekerja": uji_pekerja,
    "penjadwal": uji_penjadwal,
    "antrean": minta_sapu,
    "email": uji_email,
    "whatsapp": uji_whatsapp,
    "disk": uji_disk,
    "cadangan": minta_cadangan,
    "keutuhan": minta_keutuhan,
}
"""What each button of the page does: (account) -> answer."""
