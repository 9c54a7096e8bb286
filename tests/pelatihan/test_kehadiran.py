"""Presence from phones without a network: late, twice, from two hands, with clocks that are wrong."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from inti.workflow import SISTEM
from pelatihan import kode_sesi
from pelatihan.actions import kehadiran as aksi
from pelatihan.actions import kursi
from pelatihan.actions.kehadiran import Tanda
from pelatihan.models import PelatihAngkatan, Sesi, TandaHadir
from tests.factories import PenggunaFactory
from tests.pelatihan.pabrik import buat_angkatan, orang

pytestmark = pytest.mark.django_db


@pytest.fixture
def kelas(pelatih):
    """A class of three with a session that runs now."""
    angkatan = buat_angkatan(kursi=3)
    PelatihAngkatan.objects.create(angkatan=angkatan, akun=pelatih)
    kini = timezone.now()
    sesi = Sesi.objects.create(
        angkatan=angkatan, mulai=kini - timedelta(hours=1), selesai=kini + timedelta(hours=3), jp=5
    )
    peserta = []
    for _ in range(3):
        pelaku, usaha = orang()
        peserta.append(kursi.daftar(angkatan, pelaku=pelaku, usaha=usaha, oleh=SISTEM))
    return sesi, peserta


def tanda(peserta, keadaan="HADIR", *, menit=5, **lain):
    return Tanda(lain.get("tanda") or uuid4(), peserta.kode, keadaan, timezone.now() - timedelta(minutes=menit))


def hasil(sesi, peserta):
    ada = aksi.terakhir(sesi)
    return [ada[p.pk].keadaan if p.pk in ada else None for p in peserta]


def test_marks_sent_twice_are_kept_once(kelas, pelatih):
    sesi, peserta = kelas
    kiriman = [tanda(peserta[0]), tanda(peserta[1], "SAKIT")]

    assert [aksi.catat(sesi, tanda=kiriman, oleh=pelatih).baru for _ in range(2)] == [2, 0]
    assert hasil(sesi, peserta) == ["HADIR", "SAKIT", None]


def test_of_two_marks_the_one_made_later_counts_whatever_arrives_first(kelas, pelatih):
    sesi, peserta = kelas
    aksi.catat(sesi, tanda=[tanda(peserta[0], "HADIR", menit=1)], oleh=pelatih)
    aksi.catat(sesi, tanda=[tanda(peserta[0], "ALPA", menit=30)], oleh=pelatih)

    assert hasil(sesi, peserta)[0] == "HADIR"


def test_two_phones_that_differ_are_told_so_and_nothing_is_swallowed(kelas, pelatih):
    sesi, peserta = kelas
    rekan = PenggunaFactory(nama="Pelatih Kedua")
    PelatihAngkatan.objects.create(angkatan=sesi.angkatan, akun=rekan)
    aksi.catat(sesi, tanda=[tanda(p) for p in peserta], oleh=pelatih)
    terkirim = aksi.catat(sesi, tanda=[tanda(peserta[0]), tanda(peserta[1], "ALPA", menit=1)], oleh=rekan)

    assert terkirim == (2, [peserta[1].kode])
    assert TandaHadir.objects.filter(peserta=peserta[1]).count() == 2


def test_a_clock_a_day_wrong_is_not_believed(kelas, pelatih):
    sesi, peserta = kelas
    jauh = [tanda(peserta[0], menit=-60 * 30), tanda(peserta[1], menit=60 * 30)]
    aksi.catat(sesi, tanda=jauh, oleh=pelatih)

    for satu in aksi.terakhir(sesi).values():
        assert abs(timezone.now() - satu.dicatat_pada) < timedelta(minutes=1)


def test_only_who_teaches_the_class_marks(kelas):
    sesi, peserta = kelas

    with pytest.raises(PermissionDenied):
        aksi.catat(sesi, tanda=[tanda(peserta[0])], oleh=PenggunaFactory())


def test_who_gave_up_his_seat_is_not_marked_any_more(kelas, pelatih):
    sesi, peserta = kelas
    kursi.undur(peserta[0], oleh=SISTEM)

    with pytest.raises(ValidationError, match="tidak lagi punya kursi"):
        aksi.catat(sesi, tanda=[tanda(peserta[0])], oleh=pelatih)


def test_a_participant_marks_himself_with_the_code_of_now_once(kelas):
    sesi, peserta = kelas
    kode = kode_sesi.kode(sesi.rahasia, timezone.now())
    satu, dua = (aksi.tandai_sendiri(sesi, peserta=peserta[0], kode=kode, tanda=uuid4()) for _ in range(2))

    assert satu == dua
    assert satu.asal == "MANDIRI"


def test_a_code_photographed_an_hour_ago_does_not_open(kelas):
    sesi, peserta = kelas
    lama = kode_sesi.kode(sesi.rahasia, timezone.now() - timedelta(hours=1))

    with pytest.raises(ValidationError, match="tidak cocok"):
        aksi.tandai_sendiri(sesi, peserta=peserta[0], kode=lama, tanda=uuid4())


def test_the_trainer_has_the_last_word_over_own_marks(kelas, pelatih):
    sesi, peserta = kelas
    aksi.catat(sesi, tanda=[tanda(peserta[0], "ALPA", menit=20)], oleh=pelatih)
    kode = kode_sesi.kode(sesi.rahasia, timezone.now())
    aksi.tandai_sendiri(sesi, peserta=peserta[0], kode=kode, tanda=uuid4())

    assert hasil(sesi, peserta)[0] == "ALPA"


def test_closing_marks_the_rest_absent_and_takes_nothing_more(kelas, pelatih):
    sesi, peserta = kelas
    kode = kode_sesi.kode(sesi.rahasia, timezone.now())
    aksi.tandai_sendiri(sesi, peserta=peserta[0], kode=kode, tanda=uuid4())
    aksi.catat(sesi, tanda=[tanda(peserta[1], "IZIN")], oleh=pelatih)
    aksi.tutup(sesi, oleh=pelatih)

    assert hasil(sesi, peserta) == ["HADIR", "IZIN", "ALPA"]
    with pytest.raises(ValidationError, match="sudah ditutup"):
        aksi.catat(sesi, tanda=[tanda(peserta[2])], oleh=pelatih)


def test_a_session_is_not_closed_before_it_began(kelas, pelatih):
    sesi, _ = kelas
    Sesi.objects.filter(pk=sesi.pk).update(mulai=timezone.now() + timedelta(hours=1))

    with pytest.raises(ValidationError, match="belum mulai"):
        aksi.tutup(sesi, oleh=pelatih)
