"""What waits for an official of training, and what his first page leads to: each line appears and goes by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from pelatihan import kantor
from pelatihan.models import Angkatan, Penerbitan
from pelatihan.models.sertifikat import MAKS_GAGAL
from tests.pelatihan.pabrik import buat_angkatan, buat_peserta, buat_sesi, kelas_selesai
from tests.pelatihan.pabrik_seleksi import kelas_seleksi, kelas_usulan, lamaran, tutup_pendaftaran

pytestmark = pytest.mark.django_db
SEJAM, SEHARI = timedelta(hours=1), timedelta(days=1)


def menunggu(user):
    return {label: jumlah for label, jumlah, _, _ in kantor.pekerjaan(user) if jumlah}


def kelas(pelatih=None, *, status="DIBUKA", mulai=9 * SEHARI, lama=3 * SEJAM):
    kini = timezone.now()
    satu = buat_angkatan(status=status, mulai=kini + mulai, selesai=kini + mulai + lama)
    if pelatih is not None:
        satu.pelatih.create(akun=pelatih)
    return satu


def test_a_class_in_order_is_nobodys_work(kepala, pelatih):
    kelas(pelatih)
    kelas()  # nine days are enough to find a trainer
    kelas(pelatih, status="BERJALAN", mulai=-SEJAM)
    assert menunggu(kepala) == {}


def test_a_class_that_begins_soon_needs_a_trainer(kepala, pelatih):
    satu = kelas(mulai=3 * SEHARI - SEJAM)
    kelas(mulai=3 * SEHARI + SEJAM)
    assert menunggu(kepala) == {"Kelas segera mulai tanpa pelatih": 1}
    satu.pelatih.create(akun=pelatih)
    assert menunggu(kepala) == {}


def test_a_class_of_today_waits_to_be_begun_and_one_that_is_over_to_be_closed(kepala, pelatih):
    satu = kelas(pelatih, mulai=-SEJAM)
    assert menunggu(kepala) == {"Kelas hari ini belum dimulai": 1}
    Angkatan.objects.filter(pk=satu.pk).update(mulai=timezone.now() - SEHARI, selesai=timezone.now() - SEJAM)
    assert menunggu(kepala) == {"Kelas sudah berakhir, belum ditutup": 1}
    Angkatan.objects.filter(pk=satu.pk).update(status="SELESAI")
    assert menunggu(kepala) == {}


def test_an_open_list_is_the_offices_work_a_day_after_its_session(kepala, pelatih):
    satu = kelas(pelatih, status="BERJALAN", mulai=-3 * SEHARI, lama=6 * SEHARI)
    kini = timezone.now()
    sesi = buat_sesi(satu, mulai=kini - SEHARI - 2 * SEJAM, selesai=kini - SEHARI + SEJAM)
    assert menunggu(kepala) == {}
    type(sesi).objects.update(selesai=kini - SEHARI - SEJAM)
    assert menunggu(kepala) == {"Kelas dengan daftar hadir belum ditutup": 1}
    type(sesi).objects.update(ditutup_pada=kini)
    assert menunggu(kepala) == {}


def test_applications_wait_once_the_window_is_over(kepala):
    satu = kelas_seleksi()
    lamaran(satu, 5)
    assert menunggu(kepala) == {}
    tutup_pendaftaran(satu)
    assert menunggu(kepala) == {"Kelas dengan lamaran untuk diseleksi": 1}


def test_plans_shares_without_a_name_and_a_stopped_printing_are_named(kepala, petugas, desa, desa_limpung):
    kelas(status="RENCANA")
    kelas_usulan({desa.kecamatan: 2, desa_limpung.kecamatan: 3})
    selesai, _ = kelas_selesai()
    Penerbitan.objects.create(angkatan=selesai, gagal=MAKS_GAGAL, cetakan={})
    ini = {"Kelas masih direncanakan": 1, "Kursi pelatihan menunggu nama": 5, "Pencetakan sertifikat terhenti": 1}
    assert menunggu(kepala) == ini
    assert menunggu(petugas) == ini | {"Kursi pelatihan menunggu nama": 2}


def test_every_line_leads_to_a_list_of_as_many_as_it_says(kepala, masuk):
    kelas(mulai=-SEJAM)
    kelas(status="RENCANA")
    klien = masuk(kepala)
    baris = [(jumlah, url) for _, jumlah, url, _ in kantor.pekerjaan(kepala) if "antrean=" in url]
    assert [klien.get(url).context["cl"].result_count for _, url in baris] == [jumlah for jumlah, _ in baris]


def test_who_runs_no_classes_has_neither_work_nor_shortcuts(pemilik, pelatih, mitra):
    buat_peserta("DAFTAR_TUNGGU")
    assert [kantor.pekerjaan(u) + kantor.pintasan(u) for u in (pemilik, pelatih, mitra)] == [[], [], []]


def test_the_shortcuts_lead_to_planning_and_to_what_came_of_it(kepala):
    tujuan = [reverse("admin:pelatihan_angkatan_add"), reverse("kelas:dampak")]
    assert [url for _, url, _ in kantor.pintasan(kepala)] == tujuan
