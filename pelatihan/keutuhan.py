"""What must hold of training beyond its constraints: seats are counted right, and nobody is passed over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils import timezone

from inti.keutuhan import SEKALI_BACA, Pemeriksaan
from pelatihan import keutuhan_sertifikat, kursi
from pelatihan.enums import DUDUK, MENAWARKAN, SEMENTARA, StatusAngkatan, StatusPeserta
from pelatihan.models import Angkatan, Kuota, Peserta
from pelatihan.syarat import JEJAK_LULUS
from umkm.models import RekamJejak

PERIHAL, NOMOR = keutuhan_sertifikat.PERIHAL, keutuhan_sertifikat.NOMOR
TENGGANG = timedelta(hours=1)
"""The sweep comes every minute; after this it has plainly not come."""


def daftar() -> list[Pemeriksaan]:
    """The checks of training."""
    return [
        Pemeriksaan("Kursi terisi sama dengan banyaknya peserta yang duduk", terisi_beda),
        Pemeriksaan("Setiap peserta duduk di kuota angkatannya", kuota_angkatan_lain),
        Pemeriksaan("Setiap kursi yang ditahan atau ditawarkan dilepas pada waktunya", tertahan),
        Pemeriksaan("Tidak ada yang menunggu selama ada kursi kosong yang cocok", terlewat),
        Pemeriksaan("Setiap kelulusan tercatat pada usahanya", tanpa_jejak),
        *keutuhan_sertifikat.daftar(),
    ]


def terisi_beda() -> Iterator[str]:
    """The count of a pool is the number of those who sit there."""
    duduk = Count("peserta", filter=Q(peserta__status__in=DUDUK))
    beda = Kuota.objects.annotate(duduk=duduk).exclude(terisi=F("duduk")).order_by("pk")
    for satu in beda.iterator(SEKALI_BACA):
        yield f"Kuota {satu.pk} menghitung {satu.terisi} kursi terisi, sedangkan yang duduk {satu.duduk} orang."


def kuota_angkatan_lain() -> Iterator[str]:
    """Nobody sits in a pool of another class."""
    beda = Peserta.objects.filter(kuota__isnull=False).exclude(kuota__angkatan=F("angkatan"))
    for kunci in beda.order_by("pk").values_list("pk", flat=True).iterator(SEKALI_BACA):
        yield f"Peserta {kunci} duduk di kuota angkatan lain."


def tertahan() -> Iterator[str]:
    """No seat is held or offered past its time."""
    lewat = Peserta.objects.filter(status__in=SEMENTARA, sampai__lt=timezone.now() - TENGGANG)
    lewat = lewat.exclude(angkatan__status=StatusAngkatan.DIBATALKAN)
    for kunci in lewat.order_by("pk").values_list("pk", flat=True).iterator(SEKALI_BACA):
        yield f"Kursi peserta {kunci} sudah lewat waktunya dan belum dilepas."


def terlewat() -> Iterator[str]:
    """Nobody waits for a seat that he fits while one is free; a group that wants all or nothing waits for all."""
    kosong = Kuota.objects.filter(angkatan=OuterRef("pk"), terisi__lt=F("jumlah"))
    menunggu = Peserta.objects.filter(angkatan=OuterRef("pk"), status=StatusPeserta.DAFTAR_TUNGGU)
    terbuka = Angkatan.objects.filter(Exists(kosong), Exists(menunggu), status__in=MENAWARKAN, mulai__gt=timezone.now())
    for angkatan in terbuka.order_by("pk").prefetch_related("kuota").iterator(SEKALI_BACA):
        baris = list(angkatan.kuota.all())
        antre = angkatan.peserta.antre().select_related("pelaku", "usaha__desa", "kelompok")
        for satu in antre:
            sendiri = satu.kelompok is None or not satu.kelompok.semua
            if sendiri and kursi.pilih(baris, kursi.ciri(satu.pelaku, satu.usaha)) is not None:
                yield f"Peserta {satu.pk} menunggu, padahal ada kursi kosong yang cocok untuknya."


def tanpa_jejak() -> Iterator[str]:
    """Who has passed has it on his business."""
    jejak = RekamJejak.objects.filter(
        usaha=OuterRef("usaha"), jenis=JEJAK_LULUS, kode=OuterRef("angkatan__kurikulum__kode")
    )
    tanpa = Peserta.objects.filter(~Exists(jejak), status=StatusPeserta.LULUS)
    for kunci in tanpa.order_by("pk").values_list("pk", flat=True).iterator(SEKALI_BACA):
        yield f"Peserta {kunci} lulus, tetapi tidak tercatat pada usahanya."
