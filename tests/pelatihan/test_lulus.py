"""The end of a class: judged by the rule, told, written on the business, certified once."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from inti.workflow import SISTEM
from notifikasi.models import Pemberitahuan
from pelatihan.actions import kehadiran, kursi, lulus
from pelatihan.actions.kehadiran import Tanda
from pelatihan.enums import StatusAngkatan
from pelatihan.models import Angkatan, Nilai, PelatihAngkatan, Peserta, Sesi
from tests.pelatihan.pabrik import buat_angkatan, orang

pytestmark = pytest.mark.django_db


@pytest.fixture
def kelas(pelatih):
    """A class of one session that has run: one was there and scored, one was not there."""
    angkatan = buat_angkatan(kursi=2)
    angkatan.kurikulum.topik.create(nama="Buku kas", jp=6)
    PelatihAngkatan.objects.create(angkatan=angkatan, akun=pelatih)
    kini = timezone.now()
    sesi = Sesi.objects.create(angkatan=angkatan, mulai=kini - timedelta(hours=5), selesai=kini, jp=6)
    peserta = []
    for _ in range(2):
        pelaku, usaha = orang()
        peserta.append(kursi.daftar(angkatan, pelaku=pelaku, usaha=usaha, oleh=SISTEM))
    kehadiran.catat(sesi, tanda=[Tanda(uuid4(), peserta[0].kode, "HADIR", kini)], oleh=pelatih)
    Nilai.objects.create(peserta=peserta[0], akhir=85)
    Angkatan.objects.filter(pk=angkatan.pk).update(status=StatusAngkatan.BERJALAN)
    angkatan.refresh_from_db()
    return angkatan, sesi, peserta


def test_a_class_does_not_end_while_a_list_is_open(kelas):
    with pytest.raises(ValidationError, match="1 daftar hadir belum ditutup"):
        lulus.selesaikan(kelas[0], oleh=SISTEM)


def test_who_meets_the_rule_passes_and_the_other_reads_what_was_missing(kelas, pelatih):
    angkatan, sesi, peserta = kelas
    kehadiran.tutup(sesi, oleh=pelatih)
    lulus.selesaikan(angkatan, oleh=SISTEM)
    segar = [Peserta.objects.get(pk=p.pk) for p in peserta]

    assert [p.status for p in segar] == ["LULUS", "TIDAK_LULUS"]
    assert segar[1].riwayat.latest("pk").catatan == "Hadir 0 dari 6 JP, paling sedikit 5 JP. Belum ada nilai tes akhir."
    jejak = peserta[0].usaha.rekam_jejak.get()
    assert (jejak.jenis, jejak.kode, jejak.judul) == (
        "pelatihan_lulus",
        angkatan.kurikulum.kode,
        "Lulus Pembukuan Dasar, 6 JP",
    )
    assert not peserta[1].usaha.rekam_jejak.exists()


def test_the_results_are_told_without_a_score(kelas, pelatih):
    angkatan, sesi, _ = kelas
    kehadiran.tutup(sesi, oleh=pelatih)
    lulus.selesaikan(angkatan, oleh=SISTEM)

    assert not any("85" in p.isi for p in Pemberitahuan.objects.all())
