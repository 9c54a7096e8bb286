"""The satisfaction survey: inviting, answering once, paper sheets, events, publishing, and the nightly shuffle."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from inti import tautan
from inti.acak import kocok as kocok_baris
from inti.berkas import MIME_PDF, BerkasBersih, simpan
from layanan import notifications
from layanan.actions import skm_cetak
from layanan.enums import StatusPermohonan
from layanan.kuesioner import MEDAN, Saluran
from layanan.models import AcaraSkm, JawabanSkm, Layanan, PeriodeSkm, Permohonan, SaranSkm
from layanan.models.skm import bulan_ini
from layanan.skm import TERSEMBUNYI
from layanan.survei import DINILAI, KEPERLUAN, dapat_dinilai, hasil_masa

MASA_UNDANGAN = timedelta(days=30)
MUNDUR_BULAN = 2
"""A sheet of paper may be entered for this month and as many before it."""


@transaction.atomic
def undang(permohonan: Permohonan) -> None:
    """Ask whoever was served by this request how it was: by message when it was finished, on its page when refused.

    A refusal says in its message what to do next; to be asked for marks in the same minute would mock. A request that
    is decided a second time, after an objection, is asked about again only if nobody has answered.
    """
    sebelum = tautan.Tautan.objects.filter(keperluan=KEPERLUAN, perihal=permohonan.kode)
    putusan = permohonan.riwayat.filter(ke__in=DINILAI).exclude(dari__in=DINILAI).count()
    if sebelum.filter(dipakai=True).exists() or (putusan > 1 and not sebelum.exists()):
        return
    token = _tautan(permohonan)
    if permohonan.status == StatusPermohonan.SELESAI:
        notifications.undangan_skm(permohonan, token, timezone.localdate() + MASA_UNDANGAN)


@transaction.atomic
def buka_undangan(permohonan: Permohonan) -> str:
    """Return a fresh token for the owner who comes from the page of his request; the one in the message stays good.

    Raises ValidationError when the invitation was used or has ended.
    """
    Permohonan.objects.select_for_update(of=("self",)).get(pk=permohonan.pk)
    if not dapat_dinilai(permohonan):
        raise ValidationError("Penilaian untuk permohonan ini sudah diisi atau lewat waktunya.")
    return _tautan(permohonan)


def _tautan(permohonan: Permohonan) -> str:
    return tautan.buat(KEPERLUAN, permohonan.kode, sampai=timezone.now() + MASA_UNDANGAN)


@transaction.atomic
def jawab_undangan(token: str, *, isi: Mapping[str, Any]) -> None:
    """Take the one answer about a service delivered; every other link to the same request ends with it.

    Raises ValidationError when this one was used or has ended, also when two answer at the same moment.
    """
    kode = tautan.buka(token, KEPERLUAN)
    permohonan = Permohonan.objects.select_for_update(of=("self",)).filter(kode=kode or "").first()
    tautan.pakai(token, KEPERLUAN)
    if permohonan is None:
        raise ValidationError("Permohonan ini tidak ditemukan.")
    tautan.cabut(KEPERLUAN, permohonan.kode)
    _catat(isi, layanan_id=permohonan.layanan_id, saluran=Saluran.UNDANGAN)


@transaction.atomic
def jawab_acara(acara: AcaraSkm, *, isi: Mapping[str, Any]) -> None:
    """Take an answer by the link of an event. Raises ValidationError when it has ended or is full."""
    masih = AcaraSkm.objects.filter(pk=acara.pk, sampai__gte=timezone.localdate(), masuk__lt=F("maks"))
    if not masih.update(masuk=F("masuk") + 1):
        raise ValidationError("Tautan acara ini sudah berakhir. Terima kasih atas kesediaan Anda.", code="acara_habis")
    _catat(isi, layanan_id=acara.layanan_id, saluran=Saluran.ACARA)


@transaction.atomic
def entri_lembar(*, oleh: Any, bulan: date, layanan: Layanan | None, isi: Mapping[str, Any]) -> None:
    """Enter a sheet of paper. Raises PermissionDenied, ValidationError for a month that is published or not open."""
    if not oleh.has_perm("layanan.isi_lembar_skm"):
        raise PermissionDenied
    if bulan not in bulan_lembar():
        raise ValidationError({"bulan": "Pilih bulan ini atau paling lama dua bulan sebelumnya."})
    masa = PeriodeSkm.objects.select_for_update().filter(mulai__lte=bulan, sampai__gte=bulan).first()
    if masa is not None and masa.diterbitkan:
        raise ValidationError({"bulan": f"Hasil {masa.nama} sudah terbit, jadi tidak dapat ditambah."})
    _catat(isi, layanan_id=layanan.pk if layanan else None, saluran=Saluran.KERTAS, bulan=bulan)


def bulan_lembar() -> list[date]:
    """Return the months for which a sheet of paper may be entered, the newest first."""
    hasil = [bulan_ini()]
    for _ in range(MUNDUR_BULAN):
        hasil.append((hasil[-1] - timedelta(days=1)).replace(day=1))
    return hasil


def _catat(isi: Mapping[str, Any], *, layanan_id: int | None, saluran: str, bulan: date | None = None) -> None:
    """Write marks and words apart. Raises ValidationError unless all nine are from 1 to 4."""
    jawaban = {nama: nilai for nama, nilai in isi.items() if nama != "saran"}
    baris = JawabanSkm(**jawaban, layanan_id=layanan_id, saluran=saluran, bulan=bulan or bulan_ini())
    if any(type(getattr(baris, medan)) is not int for medan in MEDAN):
        raise ValidationError("Jawab kesembilan pertanyaan.")
    baris.full_clean(exclude=("layanan",))
    baris.save(force_insert=True)
    if saran := isi.get("saran"):
        SaranSkm.objects.create(isi=saran, bulan=baris.bulan)


@transaction.atomic
def terbitkan(masa: PeriodeSkm, *, oleh: Any) -> PeriodeSkm:
    """Publish a period: its figures and its report are kept, and nothing is added to it any more.

    Raises PermissionDenied, ValidationError while it runs, when it was published, and below five answers.
    """
    if not oleh.has_perm("layanan.terbitkan_skm"):
        raise PermissionDenied
    masa = PeriodeSkm.objects.select_for_update(of=("self",)).select_related("penanda").get(pk=masa.pk)
    if masa.diterbitkan:
        raise ValidationError("Hasil masa ini sudah terbit.")
    if not masa.berakhir:
        raise ValidationError("Masa ini belum berakhir. Terbitkan setelah bulan terakhirnya lewat.")
    hitungan = hasil_masa(masa)
    if hitungan.hasil is None:
        raise ValidationError(f"Baru ada {hitungan.banyak} jawaban. Hasil terbit dari sedikitnya {TERSEMBUNYI}.")
    masa.diterbitkan = timezone.now()
    masa.populasi = hitungan.populasi
    masa.terbit_responden, masa.terbit_ikm = hitungan.banyak, hitungan.hasil.ikm
    pdf = BerkasBersih(skm_cetak.laporan(hitungan), MIME_PDF, f"laporan-skm-{masa.kode}.pdf")
    masa.laporan = simpan(pdf, oleh=oleh, jenis="laporan_skm")
    masa.save()
    return masa


@transaction.atomic
def kocok() -> int:
    """Give the rows of the last months new random keys, in a random order, as if all were written now; return how many.

    After it neither key, place on the disk nor number of the transaction ties an answer to the moment in which a link
    was used. It runs every night before the backup.
    """
    sejak = bulan_lembar()[-1]
    return kocok_baris(JawabanSkm, sejak=sejak) + kocok_baris(SaranSkm, sejak=sejak)
