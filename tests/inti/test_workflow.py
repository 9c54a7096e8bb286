"""The kernel: one door, one line of history, one winner. Shown on the registry's workflow, a real one."""

from __future__ import annotations

import random
import threading
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import InternalError, connection, transaction
from django.utils import timezone

from inti import jam
from inti.kalender import HariLibur, libur
from inti.workflow import BARU, SISTEM, TransisiDitolak, hitung_jatuh_tempo, mermaid, mulai, pindah, tersedia
from tests.factories import DesaFactory, buat_usaha
from umkm.enums import StatusUsaha
from umkm.models import Usaha
from umkm.workflow import JANJI_VERIFIKASI, USAHA


def sah(verba: str, status: str) -> bool:
    return status in USAHA.transisi[verba].dari


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_moves(pemilik):
    usaha = buat_usaha(pemilik=pemilik)
    with pytest.raises(transaction.TransactionManagementError):
        pindah(usaha, "ajukan", oleh=pemilik)
    usaha.refresh_from_db()
    assert usaha.status == StatusUsaha.DRAF


def test_moving_writes_status_and_one_line_with_a_name(pemilik):
    usaha = buat_usaha(pemilik=pemilik)
    pindah(usaha, "ajukan", oleh=pemilik, catatan="siap")
    usaha.refresh_from_db()
    baris = usaha.riwayat.latest("pk")
    assert usaha.status == StatusUsaha.DIAJUKAN
    assert (baris.verba, baris.dari, baris.ke, baris.pemegang) == ("ajukan", "DRAF", "DIAJUKAN", jam.KAMI)
    assert (baris.oleh, baris.pelaku, baris.sebagai, baris.catatan) == (pemilik, "Siti Contoh", "pemohon", "siap")
    assert usaha.riwayat.count() == 2


def test_a_stranger_is_refused_and_leaves_no_line(pemilik, pemilik_lain):
    usaha = buat_usaha(pemilik=pemilik)
    with pytest.raises(PermissionDenied):
        pindah(usaha, "ajukan", oleh=pemilik_lain)
    assert usaha.riwayat.count() == 1


def test_a_forgotten_actor_fails(pemilik):
    usaha = buat_usaha(pemilik=pemilik)
    with pytest.raises(TypeError):
        pindah(usaha, "ajukan", oleh=None)


def test_the_system_acts_under_its_own_name(pemilik):
    usaha = buat_usaha(pemilik=pemilik, status=StatusUsaha.DIAJUKAN)
    pindah(usaha, "tolak", oleh=SISTEM, catatan="kedaluwarsa")
    baris = usaha.riwayat.latest("pk")
    assert (baris.oleh, baris.pelaku, baris.sebagai) == (None, "Portal", "sistem")


def test_a_stale_instance_does_not_move_a_case_that_has_moved_on(pemilik):
    usaha = buat_usaha(pemilik=pemilik)
    basi = Usaha.objects.get(pk=usaha.pk)
    pindah(usaha, "ajukan", oleh=pemilik)
    with pytest.raises(TransisiDitolak, match="status sekarang Menunggu diperiksa"):
        pindah(basi, "ajukan", oleh=pemilik)
    assert usaha.riwayat.count() == 2


def test_permission_is_judged_on_what_is_true_now(petugas, buat_staf, pemilik, desa):
    """Two officials open the same page; the second may not take what the first has taken."""
    usaha = buat_usaha(pemilik=pemilik, status=StatusUsaha.DIAJUKAN)
    basi = Usaha.objects.get(pk=usaha.pk)
    pindah(usaha, "ambil", oleh=petugas, petugas=petugas)
    rekan = buat_staf("petugas", desa.kecamatan)
    with pytest.raises(PermissionDenied):
        pindah(basi, "ambil", oleh=rekan, petugas=rekan)


def test_a_verb_without_a_target_keeps_the_status_and_writes_its_fields(petugas, pemilik):
    usaha = buat_usaha(pemilik=pemilik, status=StatusUsaha.DIAJUKAN)
    pindah(usaha, "ambil", oleh=petugas, petugas=petugas)
    usaha.refresh_from_db()
    assert (usaha.status, usaha.petugas) == (StatusUsaha.DIAJUKAN, petugas)
    assert usaha.riwayat.latest("pk").ke == StatusUsaha.DIAJUKAN


def test_birth_needs_a_verb_of_birth(pemilik):
    usaha = Usaha(nama="Contoh", uraian="contoh", desa=DesaFactory(), nomor="BTG-26-999999-X")
    with pytest.raises(TransisiDitolak), transaction.atomic():
        mulai(usaha, "ubah_keadaan", oleh=SISTEM)
    mulai(usaha, "daftar", oleh=pemilik)
    baris = usaha.riwayat.get()
    assert (usaha.status, baris.dari, baris.ke) == (StatusUsaha.DRAF, BARU, "DRAF")


def test_the_deadline_stands_only_while_the_ball_is_ours(pemilik, petugas):
    usaha = buat_usaha(pemilik=pemilik)
    assert usaha.jatuh_tempo is None
    pindah(usaha, "ajukan", oleh=pemilik)
    usaha.refresh_from_db()
    baris = [(p, h or None) for p, h in usaha.riwayat.values_list("pada", "pemegang")]
    assert usaha.jatuh_tempo == jam.jatuh_tempo(baris, JANJI_VERIFIKASI, libur())
    assert isinstance(usaha.jatuh_tempo, date)
    pindah(usaha, "minta_perbaikan", oleh=petugas)
    usaha.refresh_from_db()
    assert usaha.jatuh_tempo is None


def test_a_case_opened_again_is_promised_anew(pemilik, petugas):
    usaha = buat_usaha(pemilik=pemilik)
    for verba, oleh in (("ajukan", pemilik), ("tolak", petugas), ("buka_lagi", pemilik), ("ajukan", pemilik)):
        pindah(usaha, verba, oleh=oleh)
    akhir = usaha.riwayat.latest("pk")
    assert usaha.jatuh_tempo == jam.jatuh_tempo([(akhir.pada, jam.KAMI)], JANJI_VERIFIKASI, libur())


def turunan(usaha: Usaha) -> date | None:
    """Derive the deadline from history, as `docs/keputusan/0006` lays it down: since the case was last closed."""
    baris = [(p, h or None) for p, h in usaha.riwayat.values_list("pada", "pemegang")]
    tutup = [i for i, (_, pemegang) in enumerate(baris) if pemegang is None]
    return jam.jatuh_tempo(baris[tutup[-1] + 1 if tutup else 0 :], JANJI_VERIFIKASI, libur())


@pytest.mark.parametrize("benih", range(12))
def test_the_kept_deadline_is_the_derived_one_also_after_days_off_changed(petugas, benih):
    acak = random.Random(benih)
    usaha = buat_usaha(status=StatusUsaha.DIAJUKAN)
    for hari in sorted(acak.sample(range(1, 60), acak.randint(1, 8)), reverse=True):
        ke = acak.choice(list(USAHA.pemegang))
        pada = timezone.now() - timedelta(days=hari, minutes=acak.randint(0, 1439))
        usaha.riwayat.create(
            verba="daftar", ke=ke, pemegang=USAHA.pemegang[ke] or "", pelaku="Contoh", sebagai="sistem", pada=pada
        )
    pindah(usaha, "periksa", oleh=petugas)
    usaha.refresh_from_db()
    assert usaha.jatuh_tempo == turunan(usaha)
    for hari in acak.sample(range(-40, 10), 10):
        HariLibur.objects.create(tanggal=timezone.localdate() + timedelta(days=hari), nama="Libur contoh")
    call_command("hitung_jatuh_tempo", verbosity=0)
    usaha.refresh_from_db()
    assert usaha.jatuh_tempo == turunan(usaha)


def test_a_day_off_on_the_last_day_moves_the_deadline_of_what_is_with_us_only(pemilik):
    di_kami, di_pemilik = buat_usaha(pemilik=pemilik), buat_usaha(pemilik=pemilik)
    pindah(di_kami, "ajukan", oleh=pemilik)
    lama = di_kami.jatuh_tempo
    HariLibur.objects.create(tanggal=lama, nama="Libur contoh")
    assert hitung_jatuh_tempo(Usaha) == 1
    di_kami.refresh_from_db()
    di_pemilik.refresh_from_db()
    assert (di_kami.jatuh_tempo > lama, di_pemilik.jatuh_tempo) == (True, None)
    assert hitung_jatuh_tempo(Usaha) == 0


def test_offered_buttons_are_those_that_succeed(pemilik, petugas, pemilik_lain):
    usaha = buat_usaha(pemilik=pemilik, status=StatusUsaha.DIAJUKAN)
    assert [t.verba for t in tersedia(usaha, pemilik)] == ["tarik", "ubah_keadaan"]
    assert tersedia(usaha, pemilik_lain) == []
    for tombol in tersedia(usaha, petugas):
        assert sah(tombol.verba, usaha.status)


@pytest.mark.parametrize("perintah", ["UPDATE umkm_riwayatusaha SET catatan = 'lain'", "DELETE FROM umkm_riwayatusaha"])
def test_history_cannot_be_rewritten_even_by_raw_sql(pemilik, perintah):
    buat_usaha(pemilik=pemilik)
    with pytest.raises(InternalError), transaction.atomic(), connection.cursor() as kursor:
        kursor.execute(perintah)


def test_history_cannot_be_rewritten_by_save(pemilik):
    baris = buat_usaha(pemilik=pemilik).riwayat.get()
    with pytest.raises(ValidationError):
        baris.save()


def test_the_diagram_holds_every_verb_and_every_end():
    gambar = mermaid(USAHA, dict(StatusUsaha.choices))
    assert gambar.startswith("stateDiagram-v2\n")
    assert "    [*] --> DRAF: Daftarkan usaha\n" in gambar
    assert "    TERVERIFIKASI --> [*]\n" in gambar
    assert all(t.label in gambar for t in USAHA.transisi.values())


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_wins(buat_staf):
    """Real threads, real row lock: one verdict, one line of history."""
    usaha = buat_usaha(status=StatusUsaha.DIAJUKAN)
    petugas = [buat_staf("petugas", usaha.desa.kecamatan) for _ in range(2)]
    mulai_bersama, hasil = threading.Barrier(2), []

    def putuskan(verba: str, oleh: Any) -> None:
        mulai_bersama.wait()
        try:
            with transaction.atomic():
                pindah(Usaha.objects.get(pk=usaha.pk), verba, oleh=oleh)
            hasil.append(verba)
        except TransisiDitolak:
            hasil.append("ditolak")
        finally:
            connection.close()

    utas = [threading.Thread(target=putuskan, args=a) for a in (("tolak", petugas[0]), ("minta_perbaikan", petugas[1]))]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    usaha.refresh_from_db()
    assert hasil.count("ditolak") == 1
    assert usaha.riwayat.count() == 2
    assert usaha.riwayat.latest("pk").ke == usaha.status
