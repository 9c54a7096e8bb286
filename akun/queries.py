"""Reads that serve the account's pages and the officials' first page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Permission
from django.db.models import Case, Q, QuerySet, When
from django.utils import timezone

from akun import naskah
from akun.enums import SebagaiPejabat, TujuanPersetujuan
from akun.models import CatatanAkun, LogBaca, Pejabat, Pengguna, Persetujuan


def petugas_berizin(*izin: str) -> QuerySet[Pengguna]:
    """Return the officials with one of these permissions ("app.codename", all of one app), of any kecamatan."""
    app, kode = izin[0].partition(".")[0], [satu.partition(".")[2] for satu in izin]
    punya = Permission.objects.filter(codename__in=kode, content_type__app_label=app)
    boleh = Q(groups__permissions__in=punya) | Q(user_permissions__in=punya)
    return Pengguna.objects.filter(boleh, is_active=True, is_staff=True).distinct()


def jabatan_saya(user: Any) -> QuerySet[Pejabat, Any]:
    """Return the keys of the offices in which `user` acts today: a stand-in does, the holder he stands in for not.

    For lists; who acts in one office says `Jabatan.pejabat_pada`.
    """
    tetap = Case(When(sebagai=SebagaiPejabat.TETAP, then=1), default=0)
    menjabat = Pejabat.objects.menjabat(timezone.localdate())
    bertindak = menjabat.order_by("jabatan_id", tetap, "-mulai").distinct("jabatan_id")
    return Pejabat.objects.filter(pk__in=bertindak.values("pk"), akun=user).order_by().values("jabatan")


def riwayat(pengguna: Pengguna, maks: int = 100) -> list[dict[str, Any]]:
    """Return the newest lines of "Riwayat akun" as {pada, kalimat, catatan}.

    The name of the official stands there: whoever changes an account at the counter signs for it.
    """
    baris = CatatanAkun.objects.filter(pengguna=pengguna).select_related("oleh")[:maks]
    return [{"pada": b.pada, "kalimat": _kalimat(b), "catatan": b.dasar and f"Dasar: {b.dasar}"} for b in baris]


def _kalimat(catatan: CatatanAkun) -> str:
    siapa = f", oleh {catatan.oleh}" if catatan.di_loket else ""
    return f"{catatan.get_verba_display()}{siapa}."


def berdua_langkah(pengguna: Pengguna) -> bool:
    """True when the account has a second factor."""
    return Authenticator.objects.filter(user=pengguna).exists()


def pembaca(subjek: Iterable[tuple[str, str]], maks: int = 100) -> QuerySet[LogBaca]:
    """Return who opened protected facts of these records, given as pairs of kind and kode, newest first."""
    syarat = Q(pk__in=[])
    for jenis, kode in subjek:
        syarat |= Q(subjek_jenis=jenis, subjek_kode=kode)
    return LogBaca.objects.filter(syarat).select_related("oleh")[:maks]


def pembaca_diri(pengguna: Pengguna) -> list[dict[str, Any]]:
    """Return who opened protected facts kept under this person's own kode, as lines of history."""
    baris = LogBaca.objects.filter(subjek_kode__in={pengguna.subjek, pengguna.kode}).select_related("oleh")[:100]
    return [{"pada": b.pada, "kalimat": f"{b.oleh} membuka {b.apa}.", "catatan": f"Alasan: {b.alasan}"} for b in baris]


def persetujuan(subjek_kode: str) -> list[dict[str, Any]]:
    """Return the consents a person may give, each with its text and the line that stands, partners one by one."""
    berlaku = list(Persetujuan.objects.berlaku().filter(subjek_kode=subjek_kode))
    daftar = []
    for tujuan in (TujuanPersetujuan.DIREKTORI, TujuanPersetujuan.KABAR_WA):
        satu = next((p for p in berlaku if p.tujuan == tujuan), None)
        daftar.append({"tujuan": tujuan, "naskah": naskah.baca(tujuan), "berlaku": satu, "mitra": ""})
    for satu in berlaku:
        if satu.tujuan == TujuanPersetujuan.MITRA:
            teks = naskah.baca(satu.tujuan, satu.versi)
            daftar.append({"tujuan": satu.tujuan, "naskah": teks, "berlaku": satu, "mitra": satu.mitra})
    return daftar


def setuju(subjek_kode: str, tujuan: str, mitra: str = "") -> bool:
    """True while this consent stands; ask it at the moment of use."""
    return Persetujuan.objects.berlaku().filter(subjek_kode=subjek_kode, tujuan=tujuan, mitra=mitra).exists()
