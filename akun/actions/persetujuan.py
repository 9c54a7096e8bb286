"""Consent is given and withdrawn, the notice is acknowledged; both in a version that can be read again."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from akun import naskah
from akun.models import PengakuanPemberitahuan, Persetujuan


@transaction.atomic
def beri_persetujuan(*, subjek_kode: str, tujuan: str, cara: str, mitra: str = "") -> Persetujuan:
    """Record a consent in the present version of its text. Giving it twice changes nothing.

    Raises ValidationError when sharing names no partner. A consent to an older text is closed and given anew.
    """
    versi = naskah.baca(tujuan).versi
    berlaku = Persetujuan.objects.berlaku().filter(subjek_kode=subjek_kode, tujuan=tujuan, mitra=mitra)
    ada = berlaku.select_for_update().first()
    if ada and ada.versi == versi:
        return ada
    berlaku.update(ditarik_pada=timezone.now())
    baru = Persetujuan(subjek_kode=subjek_kode, tujuan=tujuan, mitra=mitra, versi=versi, cara=cara)
    baru.full_clean()
    baru.save()
    return baru


def tarik_persetujuan(*, subjek_kode: str, tujuan: str, mitra: str = "") -> int:
    """Withdraw a consent at once; returns how many lines it closed (0 when there was none)."""
    berlaku = Persetujuan.objects.berlaku().filter(subjek_kode=subjek_kode, tujuan=tujuan, mitra=mitra)
    return berlaku.update(ditarik_pada=timezone.now())


def akui_pemberitahuan(*, subjek_kode: str, cara: str) -> PengakuanPemberitahuan:
    """Record that the person has seen the present notice. Doing it twice changes nothing."""
    versi = naskah.baca(naskah.PEMBERITAHUAN).versi
    pengakuan, _ = PengakuanPemberitahuan.objects.get_or_create(
        subjek_kode=subjek_kode, versi=versi, defaults={"cara": cara}
    )
    return pengakuan


@transaction.atomic
def pindahkan_subjek(*, dari: str, ke: str) -> None:
    """Move consents and acknowledgements to another kode, when an account finds its person or two persons are merged.

    Where both consented to the same thing the standing line of `ke` wins and that of `dari` is closed.
    """
    if dari == ke:
        return
    for satu in Persetujuan.objects.berlaku().filter(subjek_kode=dari):
        kembar = Persetujuan.objects.berlaku().filter(subjek_kode=ke, tujuan=satu.tujuan, mitra=satu.mitra)
        if kembar.exists():
            satu.ditarik_pada = timezone.now()
            satu.save(update_fields=["ditarik_pada"])
    Persetujuan.objects.filter(subjek_kode=dari).update(subjek_kode=ke)
    sudah = PengakuanPemberitahuan.objects.filter(subjek_kode=ke).values("versi")
    PengakuanPemberitahuan.objects.filter(subjek_kode=dari, versi__in=sudah).delete()
    PengakuanPemberitahuan.objects.filter(subjek_kode=dari).update(subjek_kode=ke)
