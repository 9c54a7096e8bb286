"""The end of a class: who has passed, the fact on the business, the certificate."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from inti import dokumen, kode, nomor, pdf
from inti.dokumen import Dokumen
from inti.workflow import SISTEM, pindah
from pelatihan import kelulusan, notifications
from pelatihan.actions.kehadiran import terakhir
from pelatihan.enums import StatusPeserta
from pelatihan.models import Angkatan, Peserta
from pelatihan.syarat import JEJAK_LULUS
from umkm.actions.jejak import catat_jejak

PERIHAL = "peserta"
"""Kind of record a certificate speaks of."""
SERI = "sertifikat-pelatihan"
POLA = "{urut:05d}/SERT/{tahun}"
SEKALI = 50
"""Certificates printed in one go of the job; a killed worker loses at most the one in hand."""


@transaction.atomic
def selesaikan(angkatan: Angkatan, *, oleh: Any) -> Angkatan:
    """End a class and judge everybody by the rule of its course; each is told, and reads what was missing.

    Raises ValidationError while the list of a session is open.
    """
    sesi = list(angkatan.sesi.all())
    if terbuka := [s for s in sesi if s.ditutup_pada is None]:
        raise ValidationError(f"{len(terbuka)} daftar hadir belum ditutup. Minta pelatih menutupnya dulu.")
    pindah(angkatan, "selesaikan", oleh=oleh)
    for peserta, hasil in daftar_hasil(angkatan):
        pindah(peserta, "luluskan" if hasil.lulus else "tidak_luluskan", oleh=SISTEM, catatan=" ".join(hasil.kurang))
        if hasil.lulus:
            _catat_lulus(peserta, hasil)
            notifications.lulus(peserta)
        else:
            notifications.belum_lulus(peserta)
    return angkatan


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


def _catat_lulus(peserta: Peserta, hasil: kelulusan.Hasil) -> None:
    kursus = peserta.angkatan.kurikulum
    catat_jejak(
        peserta.usaha,
        jenis=JEJAK_LULUS,
        kode=kursus.kode,
        judul=f"Lulus {kursus.nama}, {hasil.jumlah_jp} JP",
        tanggal=timezone.localdate(peserta.angkatan.selesai),
        url=reverse("pelatihan:angkatan", args=[peserta.angkatan.kode]),
        nilai={"jp": hasil.jumlah_jp, "angkatan": peserta.angkatan.kode},
    )


def belum_bersertifikat(angkatan: Angkatan) -> Any:
    """Return those who passed and have no certificate in force yet."""
    berlaku = Dokumen.objects.filter(perihal_jenis=PERIHAL, dicabut_pada=None).values("perihal_kode")
    return angkatan.peserta.filter(status=StatusPeserta.LULUS).exclude(kode__in=berlaku).order_by("pk")


def terbitkan_semua(angkatan: Angkatan, *, oleh: Any) -> int:
    """Print up to `SEKALI` certificates that are still missing and return how many; 0 when all are there.

    Each is a transaction of its own: what was issued stays, whatever becomes of the next.
    """
    jumlah = 0
    for peserta in belum_bersertifikat(angkatan).select_related("pelaku__akun", "usaha")[:SEKALI]:
        terbitkan(peserta, oleh=oleh)
        jumlah += 1
    return jumlah


@transaction.atomic
def terbitkan(peserta: Peserta, *, oleh: Any, menggantikan: Dokumen | None = None) -> Dokumen:
    """Issue the certificate of one who passed; the number comes from the gapless series of the year.

    Raises ValidationError for who has not passed, or has a certificate in force already.
    """
    segar = Peserta.objects.select_for_update(of=("self",)).get(pk=peserta.pk)
    if segar.status != StatusPeserta.LULUS:
        raise ValidationError("Sertifikat hanya untuk yang lulus.")
    if Dokumen.objects.filter(perihal_jenis=PERIHAL, perihal_kode=segar.kode, dicabut_pada=None).exists():
        raise ValidationError("Sertifikat orang ini sudah terbit dan masih berlaku.")
    hari = timezone.localdate()
    nomor_sertifikat = nomor.ambil_tertulis(nomor.seri(SERI, pola=POLA), tanggal=hari)
    kode_cek = kode.buat()
    angkatan = peserta.angkatan
    berkas = pdf.cetak(
        "pelatihan/sertifikat",
        _isi(peserta, nomor_sertifikat),
        judul=f"Sertifikat {angkatan.kurikulum.nama}",
        tanggal=hari,
        alamat=dokumen.alamat_cek(kode_cek),
    )
    hasil = dokumen.terbitkan(
        kode=kode_cek,
        jenis="Sertifikat pelatihan",
        nomor=nomor_sertifikat,
        isi=[
            dokumen.Butir("Nama", peserta.pelaku.nama, samar=True),
            ("Pelatihan", angkatan.kurikulum.nama),
            ("Angkatan", angkatan.nama),
            ("Lama", f"{angkatan.kurikulum.jp} JP"),
        ],
        pdf=berkas,
        perihal_jenis=PERIHAL,
        perihal_kode=peserta.kode,
        oleh=oleh,
        url=peserta.get_absolute_url(),
        menggantikan=menggantikan,
    )
    notifications.sertifikat_terbit(peserta, hasil)
    return hasil


def _isi(peserta: Peserta, nomor_sertifikat: str) -> dict[str, Any]:
    """Return what the template reads."""
    angkatan = peserta.angkatan
    return {
        "nomor": nomor_sertifikat,
        "nama": peserta.pelaku.nama,
        "usaha": peserta.usaha.nama,
        "pelatihan": angkatan.kurikulum.nama,
        "angkatan": angkatan.nama,
        "mulai": _tanggal(angkatan.mulai),
        "selesai": _tanggal(angkatan.selesai),
        "tempat": angkatan.tempat,
        "jp": angkatan.kurikulum.jp,
        "topik": [(t.nama, t.jp) for t in angkatan.kurikulum.topik.all()],
    }


def _tanggal(saat: Any) -> list[int]:
    hari = timezone.localdate(saat)
    return [hari.year, hari.month, hari.day]
