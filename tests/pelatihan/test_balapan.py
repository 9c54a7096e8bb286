"""Verbs that meet on one class at the same moment: whoever waited for the seats judges the class anew."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, connection, transaction

from inti.workflow import SISTEM
from pelatihan.actions import angkatan as kelas
from pelatihan.actions import kursi as aksi
from pelatihan.actions import nilai
from pelatihan.actions.kelompok import daftar_kelompok
from pelatihan.actions.rencana import atur_kursi
from pelatihan.enums import StatusPeserta
from pelatihan.models import Angkatan, Kelompok, Peserta
from tests.factories import PelakuFactory
from tests.pelatihan.pabrik import buat_angkatan, orang
from umkm.models import KepemilikanUsaha

S = StatusPeserta
pytestmark = pytest.mark.django_db(transaction=True)


def _menunggu() -> int:
    with connection.cursor() as kursor:
        kursor.execute("SELECT pg_stat_clear_snapshot()")
        kursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
        )
        return kursor.fetchone()[0]


def bersama(dulu, kemudian):
    """Do `dulu`, and before it is committed begin `kemudian`; return what came of the second."""
    with ThreadPoolExecutor(1) as lain:

        def jalan():
            try:
                return kemudian()
            except ValidationError as galat:
                return galat
            finally:
                connection.close()

        with transaction.atomic():
            dulu()
            nanti = lain.submit(jalan)
            while not _menunggu() and not nanti.done():
                time.sleep(0.01)
        return nanti.result()


def _kelas(**isian):
    satu = buat_angkatan(**isian)
    return satu, [Angkatan.objects.get(pk=satu.pk) for _ in range(2)]


def _masuk(angkatan, siapa):
    return aksi.daftar(angkatan, pelaku=siapa[0], usaha=siapa[1], oleh=SISTEM)


@pytest.mark.parametrize("penuh", [False, True])
def test_nobody_enters_a_class_that_was_called_off_while_he_waited(penuh):
    satu, (lama, baru) = _kelas(kursi=1)
    if penuh:
        _masuk(satu, orang())
    siapa = orang()

    galat = bersama(lambda: kelas.batalkan(baru, oleh=SISTEM, alasan="Banjir."), lambda: _masuk(lama, siapa))

    assert galat.messages == ["Pendaftaran sudah ditutup."]
    assert not Peserta.objects.filter(pelaku=siapa[0]).exists()


def test_no_group_enters_a_class_that_began_while_it_waited():
    _, (lama, baru) = _kelas(kursi=5)
    anggota = [orang(), orang()]

    galat = bersama(
        lambda: kelas.mulai_kelas(baru, oleh=SISTEM),
        lambda: daftar_kelompok(lama, nama="KWT", anggota=anggota, semua=True, oleh=SISTEM),
    )

    assert galat.messages == ["Pendaftaran sudah ditutup."]
    assert not Peserta.objects.filter(angkatan=lama).exists()


def test_a_member_who_enrols_himself_at_this_moment_is_named_and_the_others_are_not_enrolled_either():
    _, (lama, baru) = _kelas(kursi=5)
    anggota = [orang(), orang()]

    galat = bersama(
        lambda: _masuk(baru, anggota[1]),
        lambda: daftar_kelompok(lama, nama="KWT", anggota=anggota, semua=True, oleh=SISTEM),
    )

    assert galat.messages == [f"{anggota[1][0].nama}: Sudah terdaftar atau menunggu di angkatan ini."]
    assert [p.pelaku for p in lama.peserta.all()] == [anggota[1][0]]


def test_a_seat_given_up_while_the_class_is_called_off_is_offered_to_nobody():
    satu, (_, baru) = _kelas(kursi=1)
    duduk, antre = _masuk(satu, orang()), _masuk(satu, orang())
    lama = Peserta.objects.select_related("angkatan").get(pk=duduk.pk)

    bersama(lambda: kelas.batalkan(baru, oleh=SISTEM, alasan="Banjir."), lambda: aksi.undur(lama, oleh=SISTEM))

    assert Peserta.objects.get(pk=antre.pk).status == S.DAFTAR_TUNGGU


def _serobot(lain):
    """Enrol somebody twice at once, and between the refusal of the second and its answer do `lain` to the first."""
    satu, (lama, baru) = _kelas(kursi=1)
    _masuk(satu, orang())
    siapa, dulu = orang(), []

    def sela(jalankan, perintah, isian, banyak, konteks):
        if not perintah.startswith("INSERT INTO pelatihan_peserta ") or dulu:
            return jalankan(perintah, isian, banyak, konteks)

        def tempati():
            try:
                dulu.append(_masuk(baru, siapa))
            finally:
                connection.close()

        with ThreadPoolExecutor(1) as utas:
            utas.submit(tempati).result()
        try:
            return jalankan(perintah, isian, banyak, konteks)
        except IntegrityError:
            with ThreadPoolExecutor(1) as utas:
                utas.submit(lambda: (lain(dulu[0]), connection.close())).result()
            raise

    with connection.execute_wrapper(sela):
        return dulu, _masuk(lama, siapa)


def test_who_enrols_twice_at_the_same_moment_has_one_place():
    dulu, hasil = _serobot(lambda _: None)

    assert [hasil.pk, hasil.status] == [dulu[0].pk, S.DAFTAR_TUNGGU]


def test_who_enrols_again_at_the_moment_he_gives_up_his_place_gets_another_and_no_error():
    dulu, hasil = _serobot(lambda tempat: aksi.undur(tempat, oleh=SISTEM))

    assert (hasil.status, hasil.pk > dulu[0].pk) == (S.DAFTAR_TUNGGU, True)
    assert Peserta.objects.get(pk=dulu[0].pk).status == S.MENGUNDURKAN_DIRI


def test_whoever_only_points_to_a_class_does_not_wait_for_its_verb():
    _, (lama, baru) = _kelas()
    ketua = PelakuFactory()

    def tunjuk():
        with connection.cursor() as kursor:
            kursor.execute("SET lock_timeout = '5s'")
        return Kelompok.objects.create(angkatan=lama, nama="KWT", ketua=ketua)

    with transaction.atomic():
        kelas.tutup(baru, oleh=SISTEM)
        with ThreadPoolExecutor(1) as lain:
            assert lain.submit(lambda: (tunjuk().nama, connection.close())).result()[0] == "KWT"


def test_nobody_takes_the_place_of_another_in_a_class_that_was_called_off():
    satu, (_, baru) = _kelas(kursi=1)
    siapa = orang()
    duduk = _masuk(satu, siapa)
    rekan = PelakuFactory()
    KepemilikanUsaha.objects.create(usaha=siapa[1], pelaku=rekan, sejak="2020-01-01")
    lama = Peserta.objects.select_related("angkatan").get(pk=duduk.pk)

    galat = bersama(
        lambda: kelas.batalkan(baru, oleh=SISTEM, alasan="Banjir."),
        lambda: aksi.ganti(lama, pelaku=rekan, oleh=SISTEM),
    )

    assert isinstance(galat, ValidationError)
    assert Peserta.objects.get(pk=duduk.pk).status == S.TERDAFTAR


@pytest.mark.parametrize("verba", [aksi.konfirmasi, aksi.terima])
def test_a_seat_of_a_class_that_is_called_off_at_this_moment_is_not_accepted(verba):
    satu, (lama, baru) = _kelas(kursi=1)
    siapa = orang()
    if verba is aksi.terima:
        dulu = _masuk(satu, orang())
        tempat = _masuk(satu, siapa)
        aksi.undur(dulu, oleh=SISTEM)
    else:
        tempat = aksi.tahan(lama, pelaku=siapa[0], usaha=siapa[1], oleh=SISTEM)
    tempat = Peserta.objects.get(pk=tempat.pk)

    galat = bersama(lambda: kelas.batalkan(baru, oleh=SISTEM, alasan="Banjir."), lambda: verba(tempat, oleh=SISTEM))

    assert galat.messages == ["Kelas ini dibatalkan."]


def test_a_substitute_and_a_score_of_the_same_person_at_this_moment_do_not_block_each_other(pelatih):
    satu, _ = _kelas(kursi=1)
    satu.pelatih.create(akun=pelatih)
    siapa, rekan = orang(), PelakuFactory()
    duduk = _masuk(satu, siapa)
    KepemilikanUsaha.objects.create(usaha=siapa[1], pelaku=rekan, sejak="2020-01-01")

    nilai_baru = [nilai.Ubah(duduk.kode, "AWAL", None, 50)]
    hasil = bersama(
        lambda: aksi.ganti(Peserta.objects.get(pk=duduk.pk), pelaku=rekan, oleh=SISTEM),
        lambda: nilai.simpan(satu, ubah=nilai_baru, oleh=pelatih),
    )

    assert (hasil, satu.peserta.get(status=S.TERDAFTAR).pelaku) == (1, rekan)


def test_who_teaches_a_class_takes_no_seat_in_it(pelatih):
    satu, _ = _kelas()
    satu.pelatih.create(akun=pelatih)

    with pytest.raises(ValidationError, match="Pelatih kelas ini"):
        _masuk(satu, orang(akun=pelatih))


def test_seats_changed_while_people_enrol_block_nobody_for_ever(kepala):
    satu, _ = _kelas(kursi=200)
    kuota = satu.kuota.get()
    semua = [orang() for _ in range(60)]

    def jalan(tugas):
        try:
            return tugas()
        except OperationalError as galat:
            return galat
        finally:
            connection.close()

    def ubah(n):
        kelasnya = Angkatan.objects.get(pk=satu.pk)
        atur_kursi(kelasnya, jumlah={kelasnya.kuota.get(): 200 + n}, oleh=kepala, alasan="Kursinya ditambah bertahap.")

    tugas = [lambda s=s: _masuk(Angkatan.objects.get(pk=satu.pk), s) and None for s in semua]
    tugas[::3] = [lambda n=n: ubah(n) for n in range(1, len(tugas[::3]) + 1)]
    with ThreadPoolExecutor(8) as banyak:
        hasil = list(banyak.map(jalan, tugas))

    assert [h for h in hasil if h is not None] == []
    kuota.refresh_from_db()
    assert kuota.terisi == 40
