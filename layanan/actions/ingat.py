"""What the services say and do by themselves because time has passed. Each verb may run as often as it likes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Q
from django.db.models.functions import Greatest
from django.utils import timezone

from inti import hari_kerja, janji
from inti.kalender import libur
from inti.workflow import SISTEM, TransisiDitolak, pindah
from layanan import meja, notifications, queries
from layanan.actions.lampiran import kosongkan
from layanan.enums import SebabBatal, StatusPermohonan
from layanan.models import Permohonan

INGATKAN = (3, 7)
"""Working days after which an applicant who has not completed a request is reminded."""
UMUR_PERBAIKAN = timedelta(days=30)
PEMBERITAHUAN = timedelta(days=7)
"""A request ends no sooner than this after its applicant was told so, however late the telling was."""


def menunggu_dilengkapi() -> Any:
    """Return the requests that wait for their applicant, each with `sejak`, when it was sent back."""
    sejak = Max("riwayat__pada", filter=Q(riwayat__ke=StatusPermohonan.PERBAIKAN))
    return Permohonan.objects.filter(status=StatusPermohonan.PERBAIKAN).annotate(sejak=sejak).order_by("pk")


@transaction.atomic
def ingatkan_pemohon() -> int:
    """Remind applicants after 3 and 7 working days, once each; returns how many were due."""
    hari_ini, jumlah = timezone.localdate(), 0
    for satu in menunggu_dilengkapi().select_related("usaha__desa__kecamatan").iterator(chunk_size=500):
        lama = hari_kerja.hitung(timezone.localdate(satu.sejak), hari_ini, libur())
        if ambang := max((n for n in INGATKAN if lama >= n), default=0):
            notifications.ingat_lengkapi(satu, ambang)
            jumlah += 1
    return jumlah


@transaction.atomic
def beri_tahu_batal() -> int:
    """Tell applicants a week before that their request will end, and write down on which day; returns how many."""
    hari_ini = timezone.localdate()
    batas = timezone.now() - (UMUR_PERBAIKAN - PEMBERITAHUAN)
    jumlah = 0
    for satu in menunggu_dilengkapi().filter(akan_batal=None, sejak__lte=batas):
        pada = max(timezone.localdate(satu.sejak) + UMUR_PERBAIKAN, hari_ini + PEMBERITAHUAN)
        Permohonan.objects.filter(pk=satu.pk, status=StatusPermohonan.PERBAIKAN).update(akan_batal=pada)
        notifications.akan_batal(satu, pada)
        jumlah += 1
    return jumlah


@transaction.atomic
def beri_tahu_draf() -> int:
    """Tell who began a request and left it lying for half of its days, on which day it is deleted; returns how many."""
    hari_ini, umur = timezone.localdate(), timedelta(days=settings.HARI_SIMPAN_DRAF)
    draf = Permohonan.objects.filter(status=StatusPermohonan.DRAF, akan_batal=None)
    draf = draf.annotate(sejak=Greatest("diubah", Max("riwayat__pada"))).filter(sejak__lte=timezone.now() - umur / 2)
    jumlah = 0
    for satu in draf.order_by("pk"):
        pada = max(timezone.localdate(satu.sejak) + umur, hari_ini + PEMBERITAHUAN)
        if Permohonan.objects.filter(pk=satu.pk, status=satu.status, diubah=satu.diubah).update(akan_batal=pada):
            notifications.draf_akan_dihapus(satu, pada)
            jumlah += 1
    return jumlah


def hapus_draf() -> int:
    """End the drafts whose announced day has come and delete what was filled in; returns how many."""
    habis = Permohonan.objects.filter(status=StatusPermohonan.DRAF, akan_batal__lte=timezone.localdate())
    return sum(_hapus_draf(satu.pk) for satu in habis.order_by("pk"))


@transaction.atomic
def _hapus_draf(pk: int) -> bool:
    """End one draft. One that was worked on or sent meanwhile stays."""
    draf = Permohonan.objects.select_for_update(of=("self",)).select_related("formulir").get(pk=pk)
    if draf.status != StatusPermohonan.DRAF or draf.akan_batal is None or draf.akan_batal > timezone.localdate():
        return False
    terkirim = draf.riwayat.filter(verba="ajukan").exists()
    sebab = SebabBatal.KEDALUWARSA if terkirim else SebabBatal.TAK_DIKIRIM
    pindah(draf, "hapus_draf", oleh=SISTEM, sebab_batal=sebab, akan_batal=None)
    kosongkan(draf)
    return True


def kedaluwarsakan() -> int:
    """End the requests whose announced day has come; returns how many. One that was sent meanwhile stays."""
    habis = Permohonan.objects.filter(status=StatusPermohonan.PERBAIKAN, akan_batal__lte=timezone.localdate())
    return sum(_kedaluwarsa(satu) for satu in habis.order_by("pk"))


@transaction.atomic
def _kedaluwarsa(permohonan: Permohonan) -> bool:
    try:
        pindah(permohonan, "kedaluwarsa", oleh=SISTEM, sebab_batal=SebabBatal.KEDALUWARSA, akan_batal=None)
    except TransisiDitolak:
        return False
    permohonan.permintaan.filter(terbuka=True).update(terbuka=False)
    notifications.kepada_pemohon(permohonan, "permohonan_kedaluwarsa")
    return True


def ingatkan_petugas() -> int:
    """Tell each official, once a working day, of promises past or nearly so and of cases to look at again elsewhere."""
    return janji.ingatkan(meja.pemeriksa(), hitung=queries.hitung_janji, beri_tahu=notifications.janji)


def jalankan() -> None:
    """Do what is due today, each kind by itself."""
    for satu in (ingatkan_pemohon, beri_tahu_batal, kedaluwarsakan, beri_tahu_draf, hapus_draf, ingatkan_petugas):
        satu()
