"""Whose desk a request lies on: who signs next, who may take work over, who may be mentioned in a note. Reads only."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from akun.queries import petugas_berizin
from layanan.enums import DIKERJAKAN, StatusPermohonan
from layanan.models import Bidang, Permohonan, TahapTanda
from umkm.models import KepemilikanUsaha


def pemeriksa() -> Any:
    """Return the officials who may judge requests, of any kecamatan."""
    return petugas_berizin("layanan.periksa_permohonan")


def pemeriksa_berbeban() -> Any:
    """Return the officials who may judge requests, each with `beban`, the number of cases in hand; least first."""
    beban = Permohonan.objects.filter(status__in=DIKERJAKAN, petugas=OuterRef("pk")).order_by().values("petugas")
    jumlah = Coalesce(Subquery(beban.annotate(n=Count("pk")).values("n")), 0)
    return pemeriksa().annotate(beban=jumlah).order_by("beban", "nama")


def calon_petugas(permohonan: Permohonan) -> Any:
    """Return the officials who may judge this request, the least burdened first; not whoever has it now."""
    return _bertugas(pemeriksa_berbeban(), permohonan).exclude(pk=permohonan.petugas_id)


def rekan(permohonan: Permohonan, user: Any) -> Any:
    """Return the officials whom a note of `user` on this request may mention: those who may read it."""
    return _bertugas(petugas_berizin("layanan.view_permohonan"), permohonan).exclude(pk=user.pk).order_by("nama")


def _bertugas(orang: Any, permohonan: Permohonan) -> Any:
    """Narrow to those who work where the business is; its owner and his helpers are not among them."""
    usaha = permohonan.usaha
    bukan = {
        *KepemilikanUsaha.objects.berjalan().filter(usaha=usaha).values_list("pelaku__akun", flat=True),
        *usaha.pembantu.berlaku().values_list("akun", flat=True),
    }
    orang = orang.filter(Q(semua_kecamatan=True) | Q(kecamatan=usaha.desa.kecamatan_id))
    return orang.exclude(pk__in=[pk for pk in bukan if pk])


def menunggu_tanda(semua: Any, jabatan: Any) -> Any:
    """Narrow requests to the letters whose next paraf or signature is that of one of these offices."""
    return semua.annotate(jabatan_berikut=jabatan_berikut()).filter(giliran(jabatan))


def jabatan_berikut() -> Subquery:
    """Return the office whose paraf or signature is next, for an annotation `jabatan_berikut`."""
    berikut = TahapTanda.objects.filter(permohonan=OuterRef("pk"), putaran=OuterRef("putaran_tanda"), pada=None)
    return Subquery(berikut.order_by("urut").values("jabatan")[:1])


def giliran(jabatan: Any) -> Q:
    """Return the condition of annotated requests that wait for one of these offices."""
    return Q(status=StatusPermohonan.MENUNGGU_TANDA_TANGAN, jabatan_berikut__in=jabatan)


def di_bidang(user: Any) -> Q:
    """Return the condition of requests that lie in a field of the office in which `user` works."""
    return Q(bidang__in=Bidang.objects.filter(petugas=user).values("pk"))
