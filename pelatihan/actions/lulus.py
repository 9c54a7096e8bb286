"""The end of a class: who has passed, and the fact on the business."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from inti.workflow import SISTEM, pindah
from pelatihan import kelulusan, notifications, sertifikat
from pelatihan.actions.kehadiran import terakhir
from pelatihan.actions.sertifikat import minta_dicetak
from pelatihan.enums import StatusPeserta
from pelatihan.models import Angkatan, Penerbitan, Peserta
from umkm.actions.jejak import catat_jejak, tarik_jejak
from umkm.enums import JEJAK_LULUS


@transaction.atomic
def selesaikan(angkatan: Angkatan, *, oleh: Any) -> Angkatan:
    """End a class and judge everybody by the rule of its course; each is told, and reads what was missing.

    The certificates are printed by a worker, with what the course says today. Raises ValidationError while the list
    of a session is open.
    """
    sesi = list(angkatan.sesi.all())
    if terbuka := [s for s in sesi if s.ditutup_pada is None]:
        raise ValidationError(f"{len(terbuka)} daftar hadir belum ditutup. Minta pelatih menutupnya dulu.")
    pindah(angkatan, "selesaikan", oleh=oleh)
    terbitan = buat_penerbitan(angkatan, oleh=oleh)
    for peserta, hasil in daftar_hasil(angkatan):
        pindah(peserta, "luluskan" if hasil.lulus else "tidak_luluskan", oleh=SISTEM, catatan=" ".join(hasil.kurang))
        if hasil.lulus:
            catat_lulus(peserta, terbitan)
            notifications.lulus(peserta)
        else:
            notifications.belum_lulus(peserta)
    minta_dicetak(terbitan)
    return angkatan


def buat_penerbitan(angkatan: Angkatan, *, oleh: Any) -> Penerbitan:
    """Return the row of the certificates of this class, made with what the course says now if it is not there."""
    akun = oleh if isinstance(oleh, models.Model) else None
    isian = {"cetakan": sertifikat.cetakan(angkatan), "oleh": akun}
    return Penerbitan.objects.get_or_create(angkatan=angkatan, defaults=isian)[0]


def daftar_hasil(angkatan: Angkatan) -> Iterator[tuple[Peserta, kelulusan.Hasil]]:
    """Judge everybody who has a seat, in the order of names; reads the marks of each session once."""
    sesi = list(angkatan.sesi.all())
    jp = {s.pk: s.jp for s in sesi}
    tanda = {s.pk: terakhir(s) for s in sesi}
    aturan = kelulusan.Aturan(angkatan.kurikulum.hadir_min, angkatan.kurikulum.nilai_min)
    duduk = angkatan.peserta.filter(status=StatusPeserta.TERDAFTAR).select_related("pelaku__akun", "usaha", "nilai")
    for peserta in duduk.order_by("pelaku__nama", "pk"):
        hadir = {s: t[peserta.pk].keadaan for s, t in tanda.items() if peserta.pk in t}
        nilai = peserta.nilai.akhir if hasattr(peserta, "nilai") else None
        yield peserta, kelulusan.hitung(jp, hadir, nilai, aturan)


def catat_lulus(peserta: Peserta, terbitan: Penerbitan) -> None:
    """Write the pass down on the business, in the words of the certificate, where rules of other apps read it."""
    kursus, umum = peserta.angkatan.kurikulum, terbitan.cetakan
    catat_jejak(
        peserta.usaha,
        jenis=JEJAK_LULUS,
        kode=kursus.kode,
        judul=f"Lulus {umum['pelatihan']}, {umum['jp']} JP",
        tanggal=timezone.localdate(peserta.angkatan.selesai),
        url=reverse("pelatihan:angkatan", args=[peserta.angkatan.kode]),
        nilai={"jp": umum["jp"], "angkatan": peserta.angkatan.kode, "setara": kursus.setara},
    )


def tarik_lulus(peserta: Peserta) -> None:
    """Take the fact back from the business, unless another of its people has passed the same course."""
    kursus, usaha = peserta.angkatan.kurikulum, peserta.usaha
    lain = Peserta.objects.filter(usaha=usaha, angkatan__kurikulum=kursus, status=StatusPeserta.LULUS)
    pengganti = lain.exclude(pk=peserta.pk).select_related("angkatan__kurikulum", "usaha").order_by("pk").last()
    if pengganti is None:
        tarik_jejak(usaha, jenis=JEJAK_LULUS, kode=kursus.kode)
    else:
        catat_lulus(pengganti, buat_penerbitan(pengganti.angkatan, oleh=SISTEM))
