"""Delivery: leases, tries, a mail server that takes, refuses or hangs, and two sweepers at once."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from celery import current_app
from celery.contrib.testing.worker import start_worker
from celery.signals import task_postrun
from django.db import connection
from django.utils import timezone

from notifikasi import actions, tasks
from notifikasi.enums import Jenis, Kanal, Keadaan
from notifikasi.kanal import PENGANTAR
from notifikasi.kanal.galat import GagalSementara
from notifikasi.models import MAKS_PERCOBAAN, Pemberitahuan
from tests.notifikasi.pabrik import masuk_kotak, surat
from tests.notifikasi.server_surat import ServerSurat, server_surat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("siang")]
Lewat = Callable[[int], None]


def lewat(**selisih: float) -> Any:
    return timezone.now() - timedelta(**selisih)


def test_an_accepted_mail_is_terkirim_and_nothing_more(server: ServerSurat, settings: Any) -> None:
    pesan = surat(judul="Tanda bukti dicabut", isi="Baris satu.\n\nBaris “dua”.", url="/usaha/AB/", tombol="Baca")
    tasks.antar(pesan.pk)
    pesan.refresh_from_db()
    assert (pesan.keadaan, pesan.percobaan, pesan.dikerjakan_sampai, pesan.galat) == (Keadaan.TERKIRIM, 1, None, "")
    [diterima] = server.surat
    assert (diterima["Subject"], diterima["To"]) == ("Tanda bukti dicabut", "contoh@surat.uji")
    assert diterima["Message-ID"] == f"<{pesan.kode.lower()}@127.0.0.1>"
    assert diterima.get_content_type() == "text/plain"
    assert diterima.get_content().splitlines() == [
        "Baris satu.",
        "",
        "Baris “dua”.",
        "",
        "Baca:",
        f"{settings.PORTAL_URL}/usaha/AB/",
        "",
        "-- ",
        settings.NAMA_PORTAL,
        settings.NAMA_DINAS,
        "Email ini dikirim otomatis, tidak perlu dibalas.",
    ]


def test_a_second_hint_for_the_same_message_sends_nothing(server: ServerSurat) -> None:
    pesan = surat()
    assert [actions.antar(pesan.pk), actions.antar(pesan.pk), actions.antar(pesan.pk + 1)] == [True, False, False]
    assert len(server.surat) == 1


def test_a_refused_address_is_not_tried_again(lewat_smtp: Lewat) -> None:
    pesan = surat()
    with server_surat(jawaban_rcpt="550 Tidak ada orangnya") as server:
        lewat_smtp(server.port)
        tasks.antar(pesan.pk)
    pesan.refresh_from_db()
    assert (pesan.keadaan, pesan.percobaan, pesan.galat) == (
        Keadaan.MATI,
        1,
        "Ditolak server email: 550 Tidak ada orangnya",
    )


def test_a_refusal_for_now_is_tried_again_later_each_time(lewat_smtp: Lewat) -> None:
    pesan = surat()
    jeda = []
    with server_surat(jawaban_rcpt="451 Nanti dulu") as server:
        lewat_smtp(server.port)
        for _ in range(3):
            Pemberitahuan.objects.update(coba_lagi_pada=lewat(minutes=2))
            sebelum = timezone.now()
            tasks.sapu()
            pesan.refresh_from_db()
            jeda.append(round((pesan.coba_lagi_pada - sebelum) / timedelta(minutes=1)))
            assert actions.antar(pesan.pk) is False
    assert (pesan.keadaan, pesan.galat, pesan.percobaan) == (
        Keadaan.GAGAL,
        "Ditolak server email: 451 Nanti dulu",
        3,
    )
    assert jeda == [1, 2, 4]


def test_a_retry_carries_the_same_message_id(lewat_smtp: Lewat) -> None:
    pesan = surat()
    with server_surat() as server:
        lewat_smtp(server.port)
        tasks.antar(pesan.pk)
        Pemberitahuan.objects.update(keadaan=Keadaan.ANTRE, terkirim_pada=None)  # as if the worker died before writing
        tasks.antar(pesan.pk)
    assert len(server.surat) == 2
    assert len({satu["Message-ID"] for satu in server.surat}) == 1


def test_a_hanging_server_is_left_alone_until_the_next_sweep(lewat_smtp: Lewat) -> None:
    pertama, kedua = surat(coba_lagi_pada=lewat(minutes=9)), surat()
    with server_surat(diam=True) as server:
        lewat_smtp(server.port)
        assert actions.sapu() == 1
        assert server.sambungan == 1
    pertama.refresh_from_db()
    kedua.refresh_from_db()
    assert (pertama.keadaan, pertama.galat.rpartition(": ")[2]) == (Keadaan.GAGAL, "timed out")
    assert (kedua.keadaan, kedua.percobaan) == (Keadaan.ANTRE, 0)


def test_an_absent_server_fails_the_try_and_not_the_worker(lewat_smtp: Lewat) -> None:
    pesan = surat()
    with server_surat() as server:
        port = server.port
    lewat_smtp(port)
    tasks.antar(pesan.pk)
    pesan.refresh_from_db()
    assert (pesan.keadaan, pesan.percobaan) == (Keadaan.GAGAL, 1)


def test_the_waiting_message_leaves_when_the_server_is_back(lewat_smtp: Lewat) -> None:
    surat(keadaan=Keadaan.GAGAL, galat="Server email tidak melayani", percobaan=4)
    with server_surat() as server:
        lewat_smtp(server.port)
        assert actions.sapu() == 1
    assert len(server.surat) == 1


def test_one_address_that_fails_does_not_stop_the_others(
    server: ServerSurat, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    rusak, baik = surat(tujuan="rusak", coba_lagi_pada=lewat(minutes=9)), surat()
    asli = PENGANTAR[Kanal.EMAIL]

    def antar(pesan: Pemberitahuan) -> str:
        if pesan.tujuan == "rusak":
            raise RuntimeError("kesalahan program")
        return asli(pesan)

    monkeypatch.setitem(PENGANTAR, Kanal.EMAIL, antar)
    assert actions.sapu() == 2
    keadaan = {satu.pk: (satu.keadaan, satu.galat) for satu in Pemberitahuan.objects.all()}
    assert keadaan == {rusak.pk: (Keadaan.GAGAL, "kesalahan program"), baik.pk: (Keadaan.TERKIRIM, "")}
    assert len(caplog.records) == 1


@pytest.mark.parametrize(("percobaan", "menit"), [(1, 1), (2, 2), (5, 16), (9, 256), (10, 360), (12, 360)])
def test_the_wait_doubles_up_to_six_hours(percobaan: int, menit: int) -> None:
    assert actions.jeda(percobaan) == timedelta(minutes=menit)


def test_after_the_last_try_a_message_is_dead(lewat_smtp: Lewat) -> None:
    pesan = surat(percobaan=MAKS_PERCOBAAN - 1)
    with server_surat(jawaban_rcpt="451 Nanti dulu") as server:
        lewat_smtp(server.port)
        tasks.antar(pesan.pk)
    pesan.refresh_from_db()
    assert (pesan.keadaan, pesan.percobaan) == (Keadaan.MATI, MAKS_PERCOBAAN)


def test_a_fresh_message_is_left_to_its_hint(server: ServerSurat) -> None:
    surat(coba_lagi_pada=lewat(seconds=50))
    assert actions.sapu() == 0


def test_a_message_that_is_not_due_stays(server: ServerSurat) -> None:
    surat(coba_lagi_pada=timezone.now() + timedelta(minutes=5))
    assert actions.sapu() == 0


def test_what_a_living_worker_holds_is_not_touched(server: ServerSurat) -> None:
    pesan = surat(dikerjakan_sampai=timezone.now() + timedelta(seconds=30), percobaan=1)
    assert [actions.sapu(), actions.antar(pesan.pk)] == [0, False]


def test_what_a_killed_worker_held_is_sent_once(server: ServerSurat) -> None:
    pesan = surat(dikerjakan_sampai=lewat(seconds=1), percobaan=1)
    assert [actions.sapu(), actions.sapu()] == [1, 0]
    pesan.refresh_from_db()
    assert (pesan.keadaan, pesan.percobaan, len(server.surat)) == (Keadaan.TERKIRIM, 2, 1)


def test_a_message_that_kills_every_worker_dies_itself(server: ServerSurat) -> None:
    pesan = surat(dikerjakan_sampai=lewat(seconds=1), percobaan=MAKS_PERCOBAAN)
    assert actions.sapu() == 0
    pesan.refresh_from_db()
    assert (pesan.keadaan, pesan.galat) == (Keadaan.MATI, "Pekerja terhenti di tengah pengiriman terakhir.")


def test_a_late_failure_does_not_undo_the_success_of_another_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    pesan = surat()

    def antar(pesan: Pemberitahuan) -> None:
        kini = timezone.now()
        Pemberitahuan.objects.update(keadaan=Keadaan.TERKIRIM, terkirim_pada=kini, dikerjakan_sampai=None)
        raise GagalSementara("terlambat")

    monkeypatch.setitem(PENGANTAR, Kanal.EMAIL, antar)
    actions.antar(pesan.pk)
    pesan.refresh_from_db()
    assert (pesan.keadaan, pesan.galat) == (Keadaan.TERKIRIM, "")


def test_at_night_only_codes_leave(server: ServerSurat, malam: None) -> None:
    surat()
    surat(jenis=Jenis.KODE, templat="kode_masuk", judul="Kode masuk Anda")
    assert actions.sapu() == 1
    assert [satu["Subject"] for satu in server.surat] == ["Kode masuk Anda"]


def test_the_text_of_a_code_is_gone_once_it_left(server: ServerSurat) -> None:
    pesan = surat(jenis=Jenis.KODE, templat="tautan_sandi", isi="123456 adalah kode Anda.", url="/sandi/rahasia/")
    tasks.antar(pesan.pk)
    pesan.refresh_from_db()
    assert (pesan.keadaan, pesan.isi, pesan.url) == (Keadaan.TERKIRIM, "", "")
    assert server.surat[0].get_content().splitlines()[0] == "123456 adalah kode Anda."


def test_an_old_code_is_blanked_and_never_sent(server: ServerSurat) -> None:
    pesan = surat(jenis=Jenis.KODE, templat="kode_masuk", dibuat=lewat(minutes=16))
    muda = surat(jenis=Jenis.KODE, templat="kode_masuk", dibuat=lewat(minutes=14), coba_lagi_pada=timezone.now())
    assert actions.sapu() == 0
    pesan.refresh_from_db()
    muda.refresh_from_db()
    assert (pesan.keadaan, pesan.isi, pesan.galat) == (Keadaan.MATI, "", "Kode lewat waktu sebelum terkirim.")
    assert (muda.keadaan, muda.isi) == (Keadaan.ANTRE, "Isi.")


def test_the_inbox_is_no_business_of_the_sweep(server: ServerSurat, pemilik: Any) -> None:
    masuk_kotak(pemilik)
    assert actions.sapu() == 0


def test_resending_revives_the_dead_and_only_them(server: ServerSurat) -> None:
    mati = surat(keadaan=Keadaan.MATI, galat="Ditolak", percobaan=MAKS_PERCOBAAN)
    surat(keadaan=Keadaan.MATI, galat="Lewat", jenis=Jenis.KODE, templat="kode_masuk", isi="")
    surat(keadaan=Keadaan.TERKIRIM, terkirim_pada=timezone.now())
    assert actions.kirim_ulang(pemberitahuan=Pemberitahuan.objects.all()) == [mati]
    assert actions.antar(mati.pk) is True
    mati.refresh_from_db()
    assert (mati.keadaan, mati.percobaan) == (Keadaan.TERKIRIM, 1)


@pytest.mark.django_db(transaction=True)
def test_two_sweepers_at_once_send_each_message_once(lewat_smtp: Lewat) -> None:
    for nomor in range(8):
        surat(judul=f"Pesan {nomor}")
    jumlah = []

    def sapu() -> None:
        mulai.wait()
        jumlah.append(actions.sapu())
        connection.close()

    with server_surat(jeda=0.05) as server:
        lewat_smtp(server.port)
        mulai = threading.Barrier(2)
        benang = [threading.Thread(target=sapu) for _ in range(2)]
        for satu in benang:
            satu.start()
        for satu in benang:
            satu.join()
    assert sorted(satu["Subject"] for satu in server.surat) == [f"Pesan {nomor}" for nomor in range(8)]
    assert sum(jumlah) == 8
    assert set(Pemberitahuan.objects.values_list("keadaan", "percobaan")) == {(Keadaan.TERKIRIM, 1)}


def _tutup_sambungan(**_: Any) -> None:
    connection.close()  # the worker's thread has one of its own


@pytest.mark.django_db(transaction=True)
def test_from_the_cause_through_a_real_worker_to_the_mail_server(server: ServerSurat, pemilik: Any) -> None:
    current_app.control.purge()
    task_postrun.connect(_tutup_sambungan)
    with start_worker(current_app._get_current_object(), pool="solo", perform_ping_check=False, shutdown_timeout=20):
        actions.kirim(templat="usaha_terdaftar", konteks={"nomor": "X"}, akun=pemilik, email="siti@surat.uji")
        email = Pemberitahuan.objects.filter(kanal=Kanal.EMAIL)
        for _ in range(200):
            if email.get().keadaan == Keadaan.TERKIRIM:
                break
            time.sleep(0.05)
    task_postrun.disconnect(_tutup_sambungan)
    assert [satu["To"] for satu in server.surat] == ["siti@surat.uji"]
    assert email.get().keadaan == Keadaan.TERKIRIM
