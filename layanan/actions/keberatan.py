"""Objections: made once to each refusal, within the days of the rule; decided by the superior named on the service."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from inti.alasan import TERPANJANG, wajib_alasan
from inti.teks import bersihkan_uraian
from inti.workflow import lama_di_tangan, pindah
from layanan import notifications
from layanan.enums import HasilKeberatan, RuangKeberatan
from layanan.models import AturanKeberatan, DasarKeberatan, Keberatan, Permohonan


def aturan_kini(ruang: str = RuangKeberatan.KEPUTUSAN) -> AturanKeberatan:
    """Return the rule of today. Raises ValidationError when there is none."""
    aturan = AturanKeberatan.objects.pada().filter(ruang=ruang).last()
    if aturan is None:
        raise ValidationError("Aturan keberatan belum diisi. Hubungi dinas.")
    return aturan


@transaction.atomic
def ajukan_keberatan(permohonan: Permohonan, *, oleh: Any, dasar: DasarKeberatan, uraian: str) -> Permohonan:
    """Object to a refusal. The promise is now that of the rule: so many working days to answer.

    Raises PermissionDenied after the last day and when it was objected to before, ValidationError for a ground that
    is not for decisions or a missing explanation.
    """
    aturan = aturan_kini()
    if not dasar.aktif or dasar.ruang != RuangKeberatan.KEPUTUSAN:
        raise ValidationError({"dasar": "Pilih dasar keberatan dari daftar."})
    uraian = bersihkan_uraian(wajib_alasan(uraian), TERPANJANG)
    permohonan.janji_hari = aturan.hari_jawab
    pindah(permohonan, "ajukan_keberatan", oleh=oleh, catatan=uraian, janji_hari=aturan.hari_jawab)
    satu = Keberatan.objects.create(
        permohonan=permohonan, dasar=dasar, uraian=uraian, hari_jawab=aturan.hari_jawab, diajukan_oleh=oleh
    )
    notifications.keberatan_masuk(permohonan, satu)
    return permohonan


@transaction.atomic
def kabulkan(permohonan: Permohonan, *, oleh: Any, alasan: str) -> Permohonan:
    """Grant an objection: the request is checked again, with the promise of the service from today on."""
    alasan = wajib_alasan(alasan)
    terpakai = lama_di_tangan(permohonan)["kami"]
    permohonan.janji_hari = terpakai + permohonan.layanan.hari_janji
    pindah(permohonan, "kabulkan", oleh=oleh, catatan=alasan, janji_hari=permohonan.janji_hari, petugas=None)
    _putuskan(permohonan, HasilKeberatan.DIKABULKAN, alasan, oleh)
    return permohonan


@transaction.atomic
def tolak_keberatan(permohonan: Permohonan, *, oleh: Any, alasan: str) -> Permohonan:
    """Refuse an objection; the decision names the next legal way of the rule under which it was made."""
    alasan = wajib_alasan(alasan)
    pindah(permohonan, "tolak_keberatan", oleh=oleh, catatan=alasan)
    _putuskan(permohonan, HasilKeberatan.TIDAK_DIKABULKAN, alasan, oleh)
    return permohonan


def _putuskan(permohonan: Permohonan, hasil: str, alasan: str, oleh: Any) -> None:
    satu = permohonan.keberatan.get(hasil="")
    aturan = AturanKeberatan.objects.pada(timezone.localdate(satu.dibuat)).filter(ruang=satu.dasar.ruang).last()
    satu.hasil, satu.putusan = hasil, alasan
    if hasil == HasilKeberatan.TIDAK_DIKABULKAN and aturan is not None:
        satu.jalan_berikut = aturan.jalan_berikut
    satu.diputus_oleh, satu.diputus_pada = oleh, timezone.now()
    satu.full_clean()
    satu.save()
    notifications.kepada_pemohon(permohonan, "keberatan_diputuskan")
