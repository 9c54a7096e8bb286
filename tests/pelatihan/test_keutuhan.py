"""Each check of training finds what it looks for, and finds nothing in a world made by the verbs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from django.utils import timezone

from inti.dokumen import Dokumen
from inti.workflow import SISTEM
from pelatihan import keutuhan
from pelatihan.actions import kursi
from pelatihan.actions import sertifikat as cetak
from pelatihan.actions.lulus import buat_penerbitan, catat_lulus
from pelatihan.models import Angkatan, Kuota, Peserta
from tests.operasi.dunia import rusak
from tests.pelatihan.pabrik import buat_angkatan, kelas_selesai, orang

pytestmark = pytest.mark.django_db

TERISI = "Kursi terisi sama dengan banyaknya peserta yang duduk"
KUOTA = "Setiap peserta duduk di kuota angkatannya"
TERTAHAN = "Setiap kursi yang ditahan atau ditawarkan dilepas pada waktunya"
TERLEWAT = "Tidak ada yang menunggu selama ada kursi kosong yang cocok"
JEJAK = "Setiap kelulusan tercatat pada usahanya"
BERLAKU = "Setiap sertifikat yang berlaku milik peserta yang lulus"
BERSERTIFIKAT = "Setiap lulusan kelas yang sudah dicetak punya sertifikat"


class Dunia(NamedTuple):
    """A class with one seat, offered to `ditawari` while `antre` waits; `lulus` has passed another one."""

    angkatan: Angkatan
    ditawari: Peserta
    antre: Peserta
    lulus: Peserta


@pytest.fixture
def dunia() -> Dunia:
    angkatan = buat_angkatan(kursi=1)
    satu, dua, tiga = (
        kursi.daftar(angkatan, pelaku=pelaku, usaha=usaha, oleh=SISTEM) for pelaku, usaha in (orang() for _ in "123")
    )
    kursi.undur(satu, oleh=SISTEM)
    selesai, (lulus,) = kelas_selesai()
    terbitan = buat_penerbitan(selesai, oleh=SISTEM)
    catat_lulus(lulus, terbitan)
    cetak.kerjakan(terbitan.pk)
    cetak.kerjakan(terbitan.pk)
    return Dunia(angkatan, Peserta.objects.get(pk=dua.pk), tiga, lulus)


def temuan() -> dict[str, list[str]]:
    semua = {satu.judul: list(satu.cari()) for satu in keutuhan.daftar()}
    return {judul: kalimat for judul, kalimat in semua.items() if kalimat}


def test_a_world_made_by_the_verbs_has_no_fault(dunia: Dunia) -> None:
    assert (dunia.ditawari.status, Dokumen.objects.count(), temuan()) == ("DITAWARI", 1, {})


def test_a_wrong_count_of_seats_is_found(dunia: Dunia) -> None:
    kuota = dunia.angkatan.kuota.get()
    rusak("UPDATE pelatihan_kuota SET terisi = 0 WHERE id = %s", [kuota.pk])
    kalimat = f"Kuota {kuota.pk} menghitung 0 kursi terisi, sedangkan yang duduk 1 orang."
    antre = f"Peserta {dunia.antre.pk} menunggu, padahal ada kursi kosong yang cocok untuknya."
    assert temuan() == {TERISI: [kalimat], TERLEWAT: [antre]}


def test_a_seat_in_the_pool_of_another_class_is_found(dunia: Dunia) -> None:
    lain = buat_angkatan().kuota.get()
    rusak("UPDATE pelatihan_peserta SET kuota_id = %s WHERE id = %s", [lain.pk, dunia.ditawari.pk])
    hasil = temuan()
    assert hasil.pop(KUOTA) == [f"Peserta {dunia.ditawari.pk} duduk di kuota angkatan lain."]
    assert list(hasil) == [TERISI]


def test_an_offer_past_its_time_is_found_once_the_sweep_should_have_come(dunia: Dunia) -> None:
    satu = Peserta.objects.filter(pk=dunia.ditawari.pk)
    satu.update(sampai=timezone.now() - timedelta(minutes=30))
    assert temuan() == {}
    satu.update(sampai=timezone.now() - timedelta(minutes=61))
    assert temuan() == {TERTAHAN: [f"Kursi peserta {dunia.ditawari.pk} sudah lewat waktunya dan belum dilepas."]}


def test_who_was_passed_over_is_found_and_a_group_of_all_or_nothing_is_not_missed(dunia: Dunia) -> None:
    rusak("UPDATE pelatihan_kuota SET jumlah = 2 WHERE id = %s", [dunia.angkatan.kuota.get().pk])
    kalimat = f"Peserta {dunia.antre.pk} menunggu, padahal ada kursi kosong yang cocok untuknya."
    assert temuan() == {TERLEWAT: [kalimat]}

    kelompok = dunia.angkatan.kelompok.create(nama="KWT", ketua=dunia.antre.pelaku, semua=True)
    Peserta.objects.filter(pk=dunia.antre.pk).update(kelompok=kelompok)
    assert temuan() == {}


def test_nobody_is_missed_in_a_class_that_has_begun(dunia: Dunia) -> None:
    rusak("UPDATE pelatihan_kuota SET jumlah = 2 WHERE id = %s", [dunia.angkatan.kuota.get().pk])
    Angkatan.objects.filter(pk=dunia.angkatan.pk).update(mulai=timezone.now() - timedelta(minutes=1))
    assert temuan() == {}


def test_a_pass_that_the_business_does_not_know_of_is_found(dunia: Dunia) -> None:
    rusak("DELETE FROM umkm_rekamjejak WHERE usaha_id = %s", [dunia.lulus.usaha_id])
    assert temuan() == {JEJAK: [f"Peserta {dunia.lulus.pk} lulus, tetapi tidak tercatat pada usahanya."]}


def test_a_certificate_in_force_of_who_has_not_passed_is_found(dunia: Dunia) -> None:
    rusak("UPDATE pelatihan_peserta SET status = 'TIDAK_LULUS' WHERE id = %s", [dunia.lulus.pk])
    surat = Dokumen.objects.get()
    assert temuan() == {BERLAKU: [f"Dokumen {surat.pk} masih berlaku, tetapi pesertanya tidak lulus."]}

    rusak("UPDATE inti_dokumen SET dicabut_pada = now(), alasan_cabut = 'tidak_memenuhi'")
    assert temuan() == {}


def test_a_pass_without_a_certificate_is_found_once_its_class_was_printed(dunia: Dunia) -> None:
    rusak("DELETE FROM inti_dokumen WHERE perihal_kode = %s", [dunia.lulus.kode])
    assert temuan() == {BERSERTIFIKAT: [f"Peserta {dunia.lulus.pk} lulus, tetapi tidak pernah punya sertifikat."]}

    rusak("UPDATE pelatihan_penerbitan SET selesai_pada = NULL WHERE angkatan_id = %s", [dunia.lulus.angkatan_id])
    assert temuan() == {}


@pytest.mark.parametrize("banyak", [1, 3])
def test_a_check_asks_the_database_as_often_for_three_classes_as_for_one(
    banyak: int, django_assert_max_num_queries: Any
) -> None:
    for _ in range(banyak):
        for pelaku, usaha in (orang(), orang()):
            kursi.daftar(buat_angkatan(kursi=1), pelaku=pelaku, usaha=usaha, oleh=SISTEM)
    assert Kuota.objects.count() == 2 * banyak
    with django_assert_max_num_queries(len(keutuhan.daftar())):
        assert temuan() == {}
