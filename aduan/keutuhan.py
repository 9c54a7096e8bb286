"""What must hold of reports beyond their constraints: nothing of the anonymous, answers, messages, numbers."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models
from django.db.models import Exists, OuterRef, Q

from aduan.enums import Identitas, JenisTanggapan, StatusAduan
from aduan.models import Aduan, Keberatan, RiwayatAduan, Tanggapan
from aduan.nomor import SERI
from inti.keutuhan import SEKALI_BACA, PemakaiNomor, Pemeriksaan

PERIHAL: dict[str, type[models.Model]] = {}
DARI_PELAPOR = (
    "kirim",
    "lengkapi",
    "lengkapi_unit",
    "tambah",
    "nyatakan_selesai",
    "buka_lagi",
    "ajukan_keberatan",
)


def daftar() -> list[Pemeriksaan]:
    """The checks of reports."""
    return [
        Pemeriksaan("Laporan warga tidak menyebut pelapornya di riwayat dan berkas", pelapor_tersebut),
        Pemeriksaan("Rekaman laporan anonim dihapus setelah diringkas", rekaman_tertinggal),
        Pemeriksaan("Setiap jawaban laporan warga ada isinya", jawaban_tanpa_isi),
        Pemeriksaan("Setiap keberatan laporan warga sesuai statusnya", keberatan_menyimpang),
    ]


def pelapor_tersebut() -> Iterator[str]:
    """No line of a reporter's doing, and no file he sent, knows an account."""
    baris = RiwayatAduan.objects.filter(verba__in=DARI_PELAPOR).exclude(oleh=None, pelaku="Pelapor").order_by("pk")
    for nomor, verba in baris.values_list("aduan__nomor", "verba").iterator(SEKALI_BACA):
        yield f"Laporan {nomor}: riwayat “{verba}” menyebut pelapornya."
    berkas = Q(foto__diunggah_oleh__isnull=False) | Q(suara__diunggah_oleh__isnull=False)
    for nomor in Aduan.objects.filter(berkas).order_by("pk").values_list("nomor", flat=True).iterator(SEKALI_BACA):
        yield f"Laporan {nomor}: berkasnya menyebut akun pengunggah."


def rekaman_tertinggal() -> Iterator[str]:
    """What an anonymous reporter said is kept only until it is written down, passed on, or closed."""
    sudah = ~Q(ringkasan="") | ~Q(status__in=(StatusAduan.MASUK, StatusAduan.PERBAIKAN)) | Q(unit__isnull=False)
    sisa = Aduan.objects.filter(sudah, identitas=Identitas.ANONIM, suara__isnull=False).order_by("pk")
    for nomor in sisa.values_list("nomor", flat=True).iterator(SEKALI_BACA):
        yield f"Laporan {nomor}: rekaman pelapor anonim masih tersimpan."


def jawaban_tanpa_isi() -> Iterator[str]:
    """A report that was answered has the answer and knows whether it was in time; no other one does."""
    ada = Exists(Tanggapan.objects.filter(aduan=OuterRef("pk"), jenis=JenisTanggapan.JAWABAN))
    terjawab = Aduan.objects.annotate(ada=ada)
    salah = terjawab.filter(Q(tepat__isnull=False, ada=False) | Q(tepat=None, ada=True)).order_by("pk")
    for nomor in salah.values_list("nomor", flat=True).iterator(SEKALI_BACA):
        yield f"Laporan {nomor}: jawaban dan catatan tepat waktunya tidak cocok."


def keberatan_menyimpang() -> Iterator[str]:
    """An objection is open exactly while its report stands in that status."""
    salah = Keberatan.objects.filter(
        Q(hasil="") & ~Q(aduan__status=StatusAduan.KEBERATAN) | ~Q(hasil="") & Q(aduan__status=StatusAduan.KEBERATAN)
    )
    for nomor in salah.order_by("pk").values_list("aduan__nomor", flat=True):
        yield f"Laporan {nomor}: keberatan dan statusnya tidak cocok."


def _nomor() -> Iterator[tuple[int, int | None]]:
    for nomor in Aduan.objects.order_by("pk").values_list("nomor", flat=True).iterator(SEKALI_BACA):
        _, tahun, urut, _ = nomor.split("-")
        yield 2000 + int(tahun), int(urut)


NOMOR = (PemakaiNomor(SERI, _nomor),)
