"""What time does: the question after 7 days, the closing after 10 working days, work that nobody has."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from aduan.actions import ingat, pelapor
from aduan.actions import petugas as aksi
from aduan.actions.kirim import kirim
from aduan.models import Aduan
from aduan.tautan import KEPERLUAN, UMUR_TUTUP
from inti import hari_kerja, tautan
from inti.berkas import Berkas
from inti.kalender import libur
from inti.workflow import TransisiDitolak
from notifikasi.models import Pemberitahuan
from tests.aduan.pabrik import jenis, siapkan
from tests.aduan.test_actions import suara

pytestmark = pytest.mark.django_db


@pytest.fixture
def dijawab(kepala: Any) -> Any:
    unit = siapkan(kepala)
    satu, token = kirim(perihal="Loket dinas", isi="Loket tutup sebelum waktunya.", email="a@contoh.invalid")
    satu = aksi.teruskan(satu, oleh=kepala, jenis=jenis(), unit=unit)
    aksi.jawab(satu, oleh=kepala, catatan="Sudah ditulis di pintu.")
    return satu, token


def mundurkan(aduan: Aduan, hari: int) -> None:
    """Move the history of a report into the past, as no verb can: the trigger is asleep for a moment."""
    with connection.cursor() as kursor:
        kursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        kursor.execute("ALTER TABLE aduan_riwayataduan DISABLE TRIGGER USER")
        kursor.execute(
            "UPDATE aduan_riwayataduan SET pada = pada - make_interval(days => %s) WHERE aduan_id = %s",
            [hari, aduan.pk],
        )
        kursor.execute("ALTER TABLE aduan_riwayataduan ENABLE TRIGGER USER")
        kursor.execute("SET CONSTRAINTS ALL DEFERRED")


def diam(n: int) -> int:
    """Return the calendar days after which more than `n` working days have passed since then."""
    hari_ini, lama = timezone.localdate(), 0
    while hari_kerja.tambah(hari_ini - timedelta(days=lama), n, libur()) >= hari_ini:
        lama += 1
    return lama


def test_seven_days_after_the_answer_it_is_asked_once_whether_it_is_done(dijawab):
    satu, _ = dijawab
    mundurkan(satu, 7)
    assert ingat.tanyakan_selesai() == 0
    mundurkan(satu, 1)
    assert (ingat.tanyakan_selesai(), ingat.tanyakan_selesai()) == (1, 0)
    assert Pemberitahuan.objects.filter(templat="aduan_tanya_selesai").count() == 1


def test_after_ten_working_days_of_silence_it_is_closed_but_never_unasked(dijawab):
    satu, token = dijawab
    mundurkan(satu, diam(10))
    assert ingat.tutup_yang_diam() == 0
    ingat.tanyakan_selesai()
    assert ingat.tutup_yang_diam() == 0
    Aduan.objects.update(ditanya=timezone.localdate() - timedelta(days=1))
    assert (ingat.tutup_yang_diam(), ingat.tutup_yang_diam()) == (1, 0)
    satu.refresh_from_db()
    assert (satu.status, satu.sebab_selesai) == ("SELESAI", "DIAM")
    with pytest.raises(TransisiDitolak):
        pelapor.buka_lagi(satu)
    sampai = tautan.Tautan.objects.filter(keperluan=KEPERLUAN).values_list("sampai", flat=True)
    assert all(timezone.now() < s <= timezone.now() + UMUR_TUTUP for s in sampai)
    assert tautan.buka(token, KEPERLUAN) == satu.kode


def test_one_tap_before_that_opens_it_again_and_the_question_will_be_put_anew(dijawab, kepala):
    satu, _ = dijawab
    mundurkan(satu, 8)
    ingat.tanyakan_selesai()
    pelapor.buka_lagi(satu)
    assert (satu.status, satu.ditanya) == ("DITERUSKAN", None)
    assert ingat.tutup_yang_diam() == 0


def test_what_its_reporter_never_completed_ends_after_thirty_days(kepala):
    siapkan()
    satu = kirim(perihal="Loket dinas", isi="Loket tutup sebelum waktunya.").aduan
    aksi.tanyakan(satu, oleh=kepala, catatan="Di loket mana kejadiannya?")
    mundurkan(satu, 30)
    assert ingat.tutup_tanpa_keterangan() == 0
    mundurkan(satu, 1)
    assert ingat.tutup_tanpa_keterangan() == 1
    satu.refresh_from_db()
    assert (satu.status, satu.sebab_selesai) == ("SELESAI", "TANPA_KETERANGAN")


def test_the_voice_note_of_nobody_goes_with_what_was_never_completed(kepala):
    siapkan()
    satu = kirim(perihal="Loket dinas", identitas="ANONIM", suara=suara()).aduan
    aksi.tanyakan(satu, oleh=kepala, catatan="Di loket mana kejadiannya?")
    mundurkan(satu, 31)
    ingat.tutup_tanpa_keterangan()
    satu.refresh_from_db()
    assert (satu.status, satu.suara, Berkas.objects.count()) == ("SELESAI", None, 0)


def test_work_of_who_left_goes_back_to_the_queue_and_that_of_others_stays(kepala, petugas, buat_staf, desa):
    rekan = buat_staf("petugas", desa.kecamatan)
    unit = siapkan(petugas, rekan)
    semua = []
    for siapa in (petugas, rekan, kepala):
        satu = kirim(perihal="Loket dinas", isi="Loket tutup sebelum waktunya.").aduan
        aksi.teruskan(satu, oleh=kepala, jenis=jenis(), unit=unit)
        semua.append(aksi.ambil(satu, oleh=siapa))
    assert ingat.lepas_yang_hilang() == 0
    unit.petugas.remove(petugas)
    assert ingat.lepas_yang_hilang() == 1
    assert list(Aduan.objects.order_by("pk").values_list("petugas", flat=True)) == [None, rekan.pk, kepala.pk]
    assert semua[0].riwayat.latest("pk").sebagai == "sistem"


def test_officials_are_told_once_a_working_day_of_what_is_late(kepala, monkeypatch):
    siapkan()
    kirim(perihal="Loket dinas", isi="Loket tutup sebelum waktunya.")
    senin = datetime(2026, 11, 23, 3, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: senin)
    Aduan.objects.update(jatuh_tempo=timezone.localdate() - timedelta(days=1))
    assert (ingat.ingatkan_petugas(), ingat.ingatkan_petugas()) == (1, 1)
    assert Pemberitahuan.objects.filter(templat="aduan_lewat", kanal="aplikasi").count() == 1
    monkeypatch.setattr(timezone, "now", lambda: senin + timedelta(days=5))
    assert ingat.ingatkan_petugas() == 0


def test_the_whole_round_may_run_as_often_as_it_likes(dijawab):
    ingat.jalankan()
    ingat.jalankan()
    assert Aduan.objects.get().status == "DIJAWAB"
