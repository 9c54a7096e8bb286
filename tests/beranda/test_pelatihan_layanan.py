"""What is passed in training is read by the services through the registry alone; the two do not know each other."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from inti.workflow import SISTEM
from layanan import syarat
from layanan.models import SyaratLayanan
from pelatihan.actions.koreksi import koreksi
from pelatihan.actions.lulus import buat_penerbitan, catat_lulus
from tests.layanan.pabrik import buat_layanan
from tests.pelatihan.pabrik import kelas_selesai

pytestmark = pytest.mark.django_db


def lulus(**kursus):
    angkatan, (peserta,) = kelas_selesai(1, **kursus)
    catat_lulus(peserta, buat_penerbitan(angkatan, oleh=SISTEM))
    return peserta


def test_a_passed_course_ticks_the_service_that_asks_for_it_and_a_correction_unticks_it(kepala):
    layanan = buat_layanan()
    SyaratLayanan.objects.create(layanan=layanan, pelatihan="pembukuan-dasar", nama_pelatihan="Pembukuan Dasar")
    lain, peserta = lulus(kode="promosi"), lulus(kode="pembukuan-dasar")

    assert syarat.kurang_syarat(layanan, lain.usaha) == ["Lulus pelatihan Pembukuan Dasar"]
    assert syarat.kurang_syarat(layanan, peserta.usaha) == []
    koreksi(peserta, lulus=False, alasan="Tandanya tertukar dengan peserta lain.", oleh=kepala)
    assert syarat.kurang_syarat(layanan, peserta.usaha) == ["Lulus pelatihan Pembukuan Dasar"]


def test_a_course_that_counts_as_pkp_is_a_pkp():
    layanan = buat_layanan()
    SyaratLayanan.objects.create(layanan=layanan, legalitas="PKP")
    biasa, pkp = lulus(kode="promosi"), lulus(kode="penyuluhan-pangan", setara="PKP")

    assert [len(syarat.kurang_syarat(layanan, p.usaha)) for p in (biasa, pkp)] == [1, 0]
    assert "pkp" in syarat.dimiliki(pkp.usaha).layanan


@pytest.mark.parametrize(
    "isian",
    [{"pelatihan": "a"}, {"nama_pelatihan": "A"}, {"pelatihan": "a", "nama_pelatihan": "A", "legalitas": "NIB"}],
)
def test_a_requirement_names_one_thing_and_a_course_in_words(isian):
    with pytest.raises(ValidationError):
        SyaratLayanan(layanan=buat_layanan(), **isian).full_clean()
