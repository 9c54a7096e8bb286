"""Who acts in an office on a day: the holder, or whoever stands in for him."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from akun.models import Jabatan
from akun.queries import jabatan_saya
from tests.factories import lantik

pytestmark = pytest.mark.django_db


@pytest.fixture
def jabatan() -> Jabatan:
    return Jabatan.objects.create(kode="kepala-dinas", nama="Kepala Dinas")


@pytest.mark.parametrize(
    ("hari", "nama"),
    [
        (date(2026, 1, 4), None),
        (date(2026, 1, 5), "Lama"),
        (date(2026, 3, 1), "Pengganti"),
        (date(2026, 3, 2), "Lama"),
        (date(2026, 6, 30), "Lama"),
        (date(2026, 7, 1), None),
        (date(2026, 7, 2), "Baru"),
        (date(2050, 1, 1), "Baru"),
    ],
)
def test_a_paper_of_a_day_is_signed_by_who_acted_on_that_day(jabatan: Jabatan, hari: date, nama: str | None):
    lantik(jabatan, nama="Lama", mulai=date(2026, 1, 5), sampai=date(2026, 6, 30))
    lantik(jabatan, nama="Pengganti", sebagai="Plh.", mulai=date(2026, 3, 1), sampai=date(2026, 3, 1))
    lantik(jabatan, nama="Baru", mulai=date(2026, 7, 2))
    pejabat = jabatan.pejabat_pada(hari)
    assert (pejabat and pejabat.nama) == nama


def test_a_stand_in_is_printed_with_the_short_form_before_the_office(jabatan: Jabatan):
    satu = lantik(jabatan, nama="Contoh, S.E.", nip="19700101 199001 1 001", sebagai="Plt.", sampai=date(2020, 2, 1))
    assert satu.tercetak == {
        "jabatan": "Plt. Kepala Dinas",
        "nama": "Contoh, S.E.",
        "pangkat": "",
        "nip": "19700101 199001 1 001",
    }


def test_an_office_is_on_the_desk_of_the_stand_in_and_not_of_the_holder(jabatan: Jabatan, kepala: Any, petugas: Any):
    hari_ini = timezone.localdate()
    lain = Jabatan.objects.create(kode="sekretaris", nama="Sekretaris")
    for satu in (jabatan, lain):
        lantik(satu, kepala)
    lantik(jabatan, petugas, sebagai="Plh.", mulai=hari_ini, sampai=hari_ini)
    lantik(lain, petugas, sebagai="Plh.", mulai=hari_ini + timedelta(days=1), sampai=hari_ini + timedelta(days=1))
    kunci = [[j["jabatan"] for j in jabatan_saya(orang)] for orang in (kepala, petugas)]
    assert kunci == [[lain.pk], [jabatan.pk]]
