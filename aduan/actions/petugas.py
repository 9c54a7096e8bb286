"""The office's verbs: verify, pass on, take, ask, answer, refuse, publish, decide an objection."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from aduan import notifications, permissions, tautan
from aduan.actions.kirim import ISI_MAKS, PERIHAL_MAKS, aturan, rekaman_anonim
from aduan.enums import HasilKeberatan, Identitas, JenisTanggapan, Ruang
from aduan.models import Aduan, JenisAduan, Keberatan, Unit
from akun.actions import catat_baca
from inti import berkas, nik, telepon
from inti.alasan import wajib_alasan
from inti.teks import bersihkan_uraian
from inti.workflow import pindah

JAWAB_MAKS = 5000


@transaction.atomic
def ringkas(aduan: Aduan, *, oleh: Any, ringkasan: str) -> Aduan:
    """Write down what a voice note says. Of an anonymous reporter the recording is deleted in the same breath."""
    teks = _wajib(ringkasan, "ringkasan", "Tulis apa yang dikatakan pelapor", ISI_MAKS)
    isian: dict[str, Any] = {"ringkasan": teks}
    rekaman = rekaman_anonim(aduan)
    if rekaman is not None:
        isian["suara"] = None
    pindah(aduan, "ringkas", oleh=oleh, catatan=teks, **isian)
    if rekaman is not None:
        berkas.hapus(rekaman)
    return aduan


@transaction.atomic
def teruskan(aduan: Aduan, *, oleh: Any, jenis: JenisAduan, unit: Unit, catatan: str = "") -> Aduan:
    """Verify a report: say of which kind it is and who answers. The promise is that of the kind, since it came in."""
    _pindah_unit(aduan, "teruskan", oleh=oleh, jenis=jenis, unit=unit, catatan=catatan)
    notifications.kepada_pelapor(aduan, "aduan_diteruskan")
    return aduan


@transaction.atomic
def pindahkan(aduan: Aduan, *, oleh: Any, jenis: JenisAduan, unit: Unit, catatan: str = "") -> Aduan:
    """Give a report to another unit, or correct its kind."""
    return _pindah_unit(aduan, "pindahkan", oleh=oleh, jenis=jenis, unit=unit, catatan=catatan)


def _pindah_unit(aduan: Aduan, verba: str, *, oleh: Any, jenis: JenisAduan, unit: Unit, catatan: str) -> Aduan:
    if not jenis.aktif or not unit.aktif:
        raise ValidationError("Pilih jenis dan unit yang masih dipakai.")
    janji = aturan(Ruang.JAWAB, jenis)
    catatan = f"{jenis}, {unit}. {bersihkan_uraian(catatan, 300)}".strip()
    isian = {"jenis": jenis, "unit": unit, "petugas": None, "diperpanjang": False}
    pindah(aduan, verba, oleh=oleh, catatan=catatan, janji_hari=janji.hari, janji_kalender=janji.kalender, **isian)
    notifications.kabari_unit(aduan)
    return aduan


@transaction.atomic
def ambil(aduan: Aduan, *, oleh: Any) -> Aduan:
    """Take a report as one's own work. Raises PermissionDenied when a colleague was quicker."""
    return pindah(aduan, "ambil", oleh=oleh, petugas=oleh)


@transaction.atomic
def lepas(aduan: Aduan, *, oleh: Any, catatan: str = "") -> Aduan:
    """Give work back to the queue of the unit."""
    return pindah(aduan, "lepas", oleh=oleh, petugas=None, catatan=catatan)


@transaction.atomic
def tugaskan(aduan: Aduan, *, oleh: Any, kepada: Any, catatan: str = "") -> Aduan:
    """Give a report to a colleague. Raises ValidationError when he may not handle it."""
    if kepada is None or not permissions.petugas(kepada, aduan):
        raise ValidationError("Pilih petugas unit yang menangani laporan ini.")
    pindah(aduan, "tugaskan", oleh=oleh, catatan=f"Kepada {kepada.nama}. {catatan}".strip(), petugas=kepada)
    if kepada != oleh:
        notifications.ditugaskan(aduan, kepada)
    return aduan


@transaction.atomic
def tanyakan(aduan: Aduan, *, oleh: Any, catatan: str) -> Aduan:
    """Ask the reporter; our days stand still until the answer."""
    teks = _wajib(catatan, "catatan", "Tulis pertanyaan Anda", 1000)
    pindah(aduan, "tanyakan", oleh=oleh, catatan=teks)
    aduan.tanggapan.create(jenis=JenisTanggapan.TANYA, teks=teks, oleh=oleh)
    notifications.kepada_pelapor(aduan, "aduan_ditanya")
    return aduan


@transaction.atomic
def perpanjang(aduan: Aduan, *, oleh: Any, alasan: str) -> Aduan:
    """Extend the time to answer, once, by the days of the rule and with a reason that the reporter reads."""
    alasan = wajib_alasan(alasan, kalimat="Tulis alasan yang dapat dimengerti pelapor")
    assert aduan.jenis is not None  # noqa: S101 - the database holds it of every report at a unit
    tambahan = aturan(Ruang.PERPANJANG, aduan.jenis).hari
    hari = Aduan.objects.select_for_update(of=("self",)).get(pk=aduan.pk).janji_hari + tambahan
    pindah(aduan, "perpanjang", oleh=oleh, catatan=alasan, janji_hari=hari, diperpanjang=True)
    notifications.kepada_pelapor(aduan, "aduan_diperpanjang")
    return aduan


@transaction.atomic
def jawab(aduan: Aduan, *, oleh: Any, catatan: str) -> Aduan:
    """Answer. Of two who answer at once the second is told that it is done. Keeps whether the first was in time."""
    teks = _wajib(catatan, "catatan", "Tulis jawabannya", JAWAB_MAKS)
    kini = Aduan.objects.select_for_update(of=("self",)).get(pk=aduan.pk)
    tepat = not kini.terlambat if kini.tepat is None else kini.tepat
    pindah(aduan, "jawab", oleh=oleh, tepat=tepat, penjawab=oleh, ditanya=None)
    aduan.tanggapan.create(jenis=JenisTanggapan.JAWABAN, teks=teks, oleh=oleh)
    notifications.kepada_pelapor(aduan, "aduan_dijawab")
    return aduan


@transaction.atomic
def tolak(aduan: Aduan, *, oleh: Any, alasan: str) -> Aduan:
    """Not take a report up, with a reason; what was written stays. A recording of somebody unknown is deleted."""
    alasan = wajib_alasan(alasan, kalimat="Tulis alasan yang dapat dimengerti pelapor")
    rekaman = rekaman_anonim(aduan)
    isian = {"suara": None} if rekaman is not None else {}
    pindah(aduan, "tolak", oleh=oleh, catatan=alasan, **isian)
    if rekaman is not None:
        berkas.hapus(rekaman)
    tautan.akhiri(aduan)
    notifications.kepada_pelapor(aduan, "aduan_ditolak")
    return aduan


@transaction.atomic
def putuskan_keberatan(aduan: Aduan, *, oleh: Any, hasil: str, catatan: str) -> Aduan:
    """Decide an objection; the decision is the last answer of the office, and names the next way."""
    teks = _wajib(catatan, "catatan", "Tulis putusan dan jawabannya", JAWAB_MAKS)
    if hasil not in HasilKeberatan.values:
        raise ValidationError({"hasil": "Pilih dikabulkan atau tidak."})
    pindah(aduan, "putuskan_keberatan", oleh=oleh, catatan=HasilKeberatan(hasil).label)
    Keberatan.objects.filter(aduan=aduan).update(hasil=hasil, diputus_oleh=oleh, diputus_pada=timezone.now())
    aduan.tanggapan.create(jenis=JenisTanggapan.PUTUSAN, teks=teks, oleh=oleh)
    notifications.kepada_pelapor(aduan, "aduan_keberatan_diputus")
    return aduan


@transaction.atomic
def tayangkan(aduan: Aduan, *, oleh: Any, perihal_publik: str, teks_publik: str, jawaban_publik: str = "") -> Aduan:
    """Show a text of the office's own to everybody; the original stays beside it. Each version stands in history."""
    teks = _wajib(teks_publik, "teks_publik", "Tulis isi laporan untuk umum, tanpa data orang", ISI_MAKS)
    judul = _wajib(perihal_publik, "perihal_publik", "Tulis judul untuk umum, tanpa data orang", PERIHAL_MAKS, 3)
    jawaban = bersihkan_uraian(jawaban_publik, JAWAB_MAKS)
    _tanpa_data_orang(perihal_publik=judul, teks_publik=teks, jawaban_publik=jawaban)
    catatan = "\n\n".join([judul, teks, *([f"Jawaban: {jawaban}"] if jawaban else [])])
    isian = {"perihal_publik": judul, "teks_publik": teks, "jawaban_publik": jawaban}
    return pindah(aduan, "tayangkan", oleh=oleh, catatan=catatan, **isian)


def _tanpa_data_orang(**publik: str) -> None:
    """Refuse what can be told to be a person's: a NIK anywhere, a mobile number in the words of the reporter.

    The answer may name the number at which the office is reached.
    """
    for nama, teks in publik.items():
        if nik.memuat(teks):
            raise ValidationError({nama: "Hapus NIK dari teks untuk umum."})
        if nama != "jawaban_publik" and telepon.memuat(teks):
            raise ValidationError({nama: "Hapus nomor HP dari teks untuk umum."})


@transaction.atomic
def turunkan(aduan: Aduan, *, oleh: Any, alasan: str) -> Aduan:
    """Take a report off the public page."""
    alasan = wajib_alasan(alasan, kalimat="Tulis alasan yang dapat dimengerti rekan")
    kosong = dict.fromkeys(("perihal_publik", "teks_publik", "jawaban_publik"), "")
    return pindah(aduan, "turunkan", oleh=oleh, catatan=alasan, **kosong)


@transaction.atomic
def catat(aduan: Aduan, *, oleh: Any, catatan: str) -> Aduan:
    """Leave a note for colleagues; the reporter never reads it."""
    return pindah(aduan, "catat", oleh=oleh, catatan=_wajib(catatan, "catatan", "Tulis catatannya", 1000, 3))


@transaction.atomic
def buka_identitas(aduan: Aduan, *, oleh: Any, alasan: str) -> dict[str, str]:
    """Return who sent a secret report, to the coordinator alone; each look leaves its reason in the read log.

    Raises PermissionDenied for anybody else, ValidationError without a reason.
    """
    if not permissions.koordinator(oleh, aduan) or aduan.identitas != Identitas.RAHASIA:
        raise PermissionDenied("Anda tidak berwenang melihat siapa pelapornya.")
    catat_baca(oleh=oleh, subjek_jenis="aduan", subjek_kode=aduan.kode, apa="Identitas pelapor", alasan=alasan)
    return identitas(aduan)


def identitas(aduan: Aduan) -> dict[str, str]:
    """Return what is known of the reporter, as words and values."""
    nama = aduan.akun.nama if aduan.akun else ""
    telepon = aduan.telepon or (aduan.akun.telepon if aduan.akun else "") or ""
    return {k: v for k, v in (("Nama", nama), ("Nomor HP", telepon), ("Email", aduan.email)) if v}


def _wajib(teks: str, isian: str, kalimat: str, maks: int, terpendek: int = 10) -> str:
    try:
        rapi = bersihkan_uraian(teks, maks)
    except ValidationError as galat:
        raise ValidationError({isian: galat.messages}) from galat
    if len(" ".join(rapi.split())) < terpendek:
        raise ValidationError({isian: f"{kalimat}, sedikitnya {terpendek} huruf."})
    return rapi
