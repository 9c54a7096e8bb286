"""Reads that serve a page: the calendar, one class, one's own places."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Prefetch, Q, Sum
from django.utils import timezone

from inti.workflow import tersedia
from pelatihan import syarat
from pelatihan.enums import AKTIF, StatusAngkatan, StatusPeserta
from pelatihan.models import Angkatan, Peserta, Sesi
from umkm.models import PelakuUsaha, Usaha

A, S = StatusAngkatan, StatusPeserta


def kalender() -> Any:
    """Return the announced classes that have not ended, with `kursi` and `sisa`, the next first."""
    datang = Angkatan.objects.filter(status__in=(A.DIBUKA, A.DITUTUP, A.BERJALAN), selesai__gte=timezone.now())
    lengkap = datang.select_related("kurikulum__tema", "desa__kecamatan")
    return lengkap.annotate(kursi=Sum("kuota__jumlah"), sisa=Sum(F("kuota__jumlah") - F("kuota__terisi"))).order_by(
        "mulai", "pk"
    )


def halaman_angkatan(angkatan: Angkatan, user: Any) -> dict[str, Any]:
    """Return what the page of one class shows, and what this user may do about it."""
    kuota = list(angkatan.kuota.select_related("kecamatan"))
    pelaku = PelakuUsaha.objects.filter(akun=user).first() if user.is_authenticated else None
    usaha = list(Usaha.objects.utuh().dikelola(user).select_related("desa__kecamatan")) if pelaku else []
    return {
        "angkatan": angkatan,
        "kurikulum": angkatan.kurikulum,
        "sesi": angkatan.sesi.select_related("topik"),
        "kuota": kuota,
        "sisa": sum(k.sisa for k in kuota),
        "kursi": sum(k.jumlah for k in kuota),
        "menunggu": angkatan.peserta.filter(status=S.DAFTAR_TUNGGU).count(),
        "menerima": angkatan.menerima(),
        "peserta": angkatan.peserta.filter(pelaku=pelaku, status__in=AKTIF).first() if pelaku else None,
        "pelaku": pelaku,
        "usaha": [(u, syarat.halangan(angkatan, pelaku, u)) for u in usaha] if pelaku else [],
        "mangkir": syarat.sering_mangkir(pelaku) if pelaku else False,
    }


def halaman_peserta(peserta: Peserta, user: Any) -> dict[str, Any]:
    """Return what the page of one's own place shows."""
    return {
        "peserta": peserta,
        "angkatan": peserta.angkatan,
        "verba": {t.verba for t in tersedia(peserta, user)},
        "sesi": peserta.angkatan.sesi.select_related("topik"),
        "urutan": urutan(peserta),
    }


def urutan(peserta: Peserta) -> int | None:
    """Return the place on the waiting list, the first being 1; None for who does not wait."""
    if peserta.status != S.DAFTAR_TUNGGU:
        return None
    depan = Q(dikemudiankan=peserta.dikemudiankan, pk__lt=peserta.pk)
    if peserta.dikemudiankan:
        depan |= Q(dikemudiankan=False)
    return peserta.angkatan.peserta.filter(depan, status=S.DAFTAR_TUNGGU).count() + 1


def milik(user: Any) -> Any:
    """Return the places of this person, the next class first."""
    lengkap = Peserta.objects.filter(pelaku__akun=user).select_related("angkatan__kurikulum", "usaha")
    return lengkap.prefetch_related(Prefetch("angkatan__sesi", Sesi.objects.order_by("mulai"))).order_by("-pk")
