"""Courses in the officials' room: no rule gets harder under who is being judged by it, no course requires itself."""

from __future__ import annotations

import pytest
from django.urls import reverse

from pelatihan.models import Kurikulum
from tests.pelatihan.pabrik import buat_angkatan, buat_kurikulum

pytestmark = pytest.mark.django_db
TOPIK = {"topik-TOTAL_FORMS": 0, "topik-INITIAL_FORMS": 0}


def kirim(klien, kursus, **ubah):
    """Send the page of a course as it stands, but for `ubah`."""
    isi = {n: getattr(kursus, n) for n in ("nama", "ringkas", "tujuan", "tingkat", "hadir_min", "nilai_min", "setara")}
    isi |= {"tema": kursus.tema_id, "prasyarat": [p.pk for p in kursus.prasyarat.all()], "aktif": "on", "penanda": ""}
    return klien.post(reverse("admin:pelatihan_kurikulum_change", args=[kursus.pk]), {**isi, **TOPIK, **ubah})


@pytest.fixture
def klien(kepala, masuk):
    return masuk(kepala)


@pytest.mark.parametrize("nama", ["hadir_min", "nilai_min"])
def test_a_rule_gets_easier_and_not_harder_while_a_class_runs(klien, nama):
    kursus = buat_kurikulum()
    lama = getattr(kursus, nama)
    kelas = buat_angkatan(kurikulum=kursus, status="BERJALAN")

    assert "hanya dapat diturunkan" in kirim(klien, kursus, **{nama: lama + 1}).text
    assert kirim(klien, kursus, **{nama: lama - 1}).status_code == 302
    assert "hanya dapat diturunkan" in kirim(klien, Kurikulum.objects.get(), **{nama: lama}).text
    type(kelas).objects.update(status="SELESAI")
    assert kirim(klien, Kurikulum.objects.get(), **{nama: lama + 5}).status_code == 302
    assert getattr(Kurikulum.objects.get(), nama) == lama + 5


def test_a_course_does_not_require_what_requires_it_however_far(klien):
    dasar, tengah, lanjut = (buat_kurikulum(nama=n) for n in ("Dasar", "Tengah", "Lanjut"))
    tengah.prasyarat.add(dasar)
    lanjut.prasyarat.add(tengah)

    for putaran in (dasar, tengah, lanjut):
        jawaban = kirim(klien, dasar, prasyarat=[putaran.pk])
        assert f"{putaran} sendiri mensyaratkan pelatihan ini" in jawaban.text
    assert not dasar.prasyarat.exists()
    assert kirim(klien, lanjut, prasyarat=[tengah.pk, dasar.pk]).status_code == 302
    assert set(lanjut.prasyarat.all()) == {tengah, dasar}
