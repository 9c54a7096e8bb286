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
from pelatihan.actions.angkatan import jadwalkan
from pelatihan.actions.kehadiran import Tanda
from pelatihan.models import Angkatan, PelatihAngkatan, Sesi, TandaHadir
from pelatihan.syarat import sering_mangkir
from tests.factories import PenggunaFactory
from tests.pelatihan.pabrik import buat_angkatan, buat_sesi, orang

pytestmark = pytest.mark.django_db


@pytest.fixture
def kelas(pelatih):
    """A class of three with a session that runs now."""
    angkatan = buat_angkatan(kursi=3)
    PelatihAngkatan.objects.create(angkatan=angkatan, akun=pelatih)
    sesi = buat_sesi(angkatan, jp=5)
    peserta = []
    for _ in range(3):
        pelaku, usaha = orang()
        peserta.append(kursi.daftar(angkatan, pelaku=pelaku, usaha=usaha, oleh=SISTEM))
    return sesi, peserta


def tanda(peserta, keadaan="HADIR", *, menit=5, atas=()):
    saat = timezone.now() - timedelta(minutes=menit)
    return Tanda(uuid4(), peserta.kode, keadaan, saat, tuple(t.tanda for t in atas))


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


@pytest.fixture
def rekan(kelas):
    """A second trainer of the class, with a phone of his own."""
    akun = PenggunaFactory(nama="Pelatih Kedua")
    PelatihAngkatan.objects.create(angkatan=kelas[0].angkatan, akun=akun)
    return akun


def test_two_phones_that_differ_are_told_so_and_nothing_is_swallowed(kelas, pelatih, rekan):
    sesi, peserta = kelas
    aksi.catat(sesi, tanda=[tanda(p) for p in peserta], oleh=pelatih)
    terkirim = aksi.catat(sesi, tanda=[tanda(peserta[0]), tanda(peserta[1], "ALPA", menit=1)], oleh=rekan)

    assert terkirim == (2, [peserta[1].kode], {})
    assert TandaHadir.objects.filter(peserta=peserta[1]).count() == 2


def test_a_list_on_which_two_phones_differ_is_not_closed_until_somebody_chose(kelas, pelatih, rekan):
    sesi, peserta = kelas
    kiri, kanan = tanda(peserta[0]), tanda(peserta[0], "ALPA")
    aksi.catat(sesi, tanda=[kiri], oleh=pelatih)
    aksi.catat(sesi, tanda=[kanan], oleh=rekan)
    with pytest.raises(ValidationError, match="1 orang ditandai berbeda"):
        aksi.tutup(sesi, oleh=pelatih)

    aksi.catat(sesi, tanda=[tanda(peserta[0], menit=90, atas=[kiri, kanan])], oleh=pelatih)
    aksi.tutup(sesi, oleh=pelatih)
    assert hasil(sesi, peserta) == ["HADIR", "ALPA", "ALPA"]


def test_a_mark_made_above_another_counts_whatever_the_clocks_say(kelas, pelatih, rekan):
    sesi, peserta = kelas
    lama = tanda(peserta[0], menit=1)
    aksi.catat(sesi, tanda=[lama], oleh=pelatih)
    terkirim = aksi.catat(sesi, tanda=[tanda(peserta[0], "SAKIT", menit=600, atas=[lama])], oleh=rekan)

    assert (hasil(sesi, peserta)[0], terkirim.berselisih) == ("SAKIT", [])


def test_a_mark_is_taken_back(kelas, pelatih):
    sesi, peserta = kelas
    lama = tanda(peserta[0], "ALPA")
    aksi.catat(sesi, tanda=[lama, tanda(peserta[0], "", menit=4, atas=[lama])], oleh=pelatih)

    assert hasil(sesi, peserta)[0] is None


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


def test_who_gave_up_his_seat_is_refused_by_himself_and_the_others_are_kept(kelas, pelatih):
    sesi, peserta = kelas
    kursi.undur(peserta[0], oleh=SISTEM)
    kiriman = [tanda(peserta[0]), tanda(peserta[1]), tanda(peserta[2], "MABUK")]
    terkirim = aksi.catat(sesi, tanda=kiriman, oleh=pelatih)

    sebab = {kiriman[0].tanda: "Tidak lagi punya kursi di kelas ini.", kiriman[2].tanda: "Tanda tidak dikenal."}
    assert (terkirim.baru, terkirim.ditolak) == (1, sebab)


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


def test_an_opened_list_takes_the_late_phone_and_lets_it_replace_what_closing_wrote(kelas, pelatih, rekan):
    sesi, peserta = kelas
    aksi.tutup(sesi, oleh=pelatih)
    with pytest.raises(ValidationError, match="sudah ditutup oleh Pelatih Contoh"):
        aksi.catat(sesi, tanda=[tanda(peserta[0])], oleh=rekan)

    aksi.buka_lagi(sesi, oleh=rekan)
    terkirim = aksi.catat(sesi, tanda=[tanda(peserta[0], menit=90)], oleh=rekan)
    aksi.tutup(sesi, oleh=pelatih)
    assert (terkirim.berselisih, hasil(sesi, peserta)) == ([], ["HADIR", "ALPA", "ALPA"])
    assert [(r.oleh, r.tutup) for r in sesi.riwayat_daftar.all()] == [(pelatih, True), (rekan, False), (pelatih, True)]


def test_the_list_of_a_class_that_ended_stays_as_it_is(kelas, pelatih):
    sesi, _ = kelas
    aksi.tutup(sesi, oleh=pelatih)
    Angkatan.objects.filter(pk=sesi.angkatan_id).update(status="SELESAI")

    with pytest.raises(ValidationError, match="sudah berakhir"):
        aksi.buka_lagi(sesi, oleh=pelatih)


def test_all_the_others_are_marked_in_one_go(kelas, pelatih):
    sesi, peserta = kelas
    aksi.catat(sesi, tanda=[tanda(peserta[0], "IZIN")], oleh=pelatih)

    assert aksi.tandai_sisanya(sesi, keadaan="HADIR", oleh=pelatih) == 2
    assert hasil(sesi, peserta) == ["IZIN", "HADIR", "HADIR"]


def test_a_session_moved_after_marks_keeps_them_and_its_day(kelas, pelatih):
    sesi, peserta = kelas
    aksi.catat(sesi, tanda=[tanda(peserta[0])], oleh=pelatih)
    pagi = timezone.localtime().replace(hour=8)
    Sesi.objects.filter(pk=sesi.pk).update(mulai=pagi, selesai=pagi + timedelta(hours=2))
    sesi.refresh_from_db()
    pindah = {"selesai": pagi + timedelta(hours=5), "jp": sesi.jp, "sesi": sesi}
    jadwalkan(sesi.angkatan, mulai=pagi + timedelta(hours=3), **pindah)
    assert hasil(sesi, peserta) == ["HADIR", None, None]

    with pytest.raises(ValidationError, match="harinya tetap"):
        jadwalkan(sesi.angkatan, mulai=pagi - timedelta(days=1), **pindah)


def test_two_absences_count_against_somebody_only_where_the_list_says_so(kelas, pelatih, rekan):
    sesi, peserta = kelas
    lain = buat_sesi(
        sesi.angkatan, mulai=timezone.now() - timedelta(days=2), selesai=timezone.now() - timedelta(days=1)
    )
    for satu in (sesi, lain):
        aksi.catat(satu, tanda=[tanda(peserta[0], "ALPA"), tanda(peserta[1], "ALPA")], oleh=pelatih)
    aksi.catat(lain, tanda=[tanda(peserta[1], "HADIR")], oleh=rekan)
    assert [sering_mangkir(p.pelaku) for p in peserta] == [False] * 3

    sesi.angkatan.sesi.update(ditutup_pada=timezone.now())
    assert [sering_mangkir(p.pelaku) for p in peserta] == [True, False, False]


def test_a_mark_sent_before_is_refused_for_another_session_or_person(kelas, pelatih):
    sesi, peserta = kelas
    lain = buat_sesi(sesi.angkatan)
    satu = tanda(peserta[0])
    aksi.catat(sesi, tanda=[satu], oleh=pelatih)

    assert list(aksi.catat(lain, tanda=[satu], oleh=pelatih).ditolak) == [satu.tanda]
    assert list(aksi.catat(sesi, tanda=[satu._replace(peserta=peserta[1].kode)], oleh=pelatih).ditolak) == [satu.tanda]
    assert (hasil(sesi, peserta), hasil(lain, peserta)) == (["HADIR", None, None], [None] * 3)
