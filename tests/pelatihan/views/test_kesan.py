"""The pages on which participants answer, and those on which trainers and officials read."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from pelatihan.enums import TahapTanya
from pelatihan.models import JawabanDampak, JawabanKesan, KataKesan, PelatihAngkatan, TanyaPeserta
from tests.factories import PenggunaFactory
from tests.pelatihan.test_dampak import geser, kelas, kesan_dari, token

pytestmark = pytest.mark.django_db
T = TahapTanya
ISI = {"materi": "4", "pelatih": "5", "guna": "3", "kata": ""}


def alamat(satu, tahap=T.KESAN):
    return reverse(f"pelatihan:{tahap.lower()}_isi", args=[token(satu, tahap)])


def test_an_answer_is_sent_once_without_logging_in_and_names_nobody():
    _, (satu,) = kelas(timedelta(hours=1))
    klien, ke = Client(enforce_csrf_checks=True), alamat(satu)
    halaman = klien.get(ke)
    assert (halaman.status_code, satu.pelaku.nama in halaman.text, satu.usaha.nama in halaman.text) == (
        200,
        False,
        False,
    )
    assert (halaman["Referrer-Policy"], len(re.findall(r'type="radio"', halaman.text))) == ("no-referrer", 15)
    assert klien.post(ke, ISI | {"kata": "Lebih lambat."}).url == reverse("pelatihan:kesan_terima_kasih")
    assert [klien.get(ke).status_code, klien.post(ke, ISI).status_code] == [410, 410]
    assert (JawabanKesan.objects.count(), KataKesan.objects.get().isi) == (1, "Lebih lambat.")


def test_what_is_missing_is_named_and_what_was_chosen_stays():
    _, (satu,) = kelas(timedelta(hours=1))
    ke = alamat(satu)
    salah = Client().post(ke, {"materi": "4", "pelatih": "6", "kata": "NIK saya 3325110708900001"})
    kata = ("Pertanyaan ini belum dijawab.", "Pilih salah satu jawaban.", "Hapus NIK")
    assert (salah.status_code, [satu in salah.text for satu in kata]) == (422, [True] * 3)
    assert re.search(r'name="materi" value="4"[^>]*checked', salah.text)
    assert (JawabanKesan.objects.count(), Client().get(ke).status_code) == (0, 200)


def test_three_months_later_two_questions_are_answered_from_ones_own_page(masuk):
    _, (satu,) = kelas(timedelta(days=92))
    TanyaPeserta.objects.create(peserta=satu, tahap=T.DAMPAK)
    klien, sendiri = masuk(satu.pelaku.akun), reverse("pelatihan:peserta_pendapat", args=[satu.kode])
    assert "Terpakaikah ilmunya?" in klien.get(satu.get_absolute_url()).text
    ke = klien.post(sendiri).url
    assert klien.post(ke, {"dipakai": "YA", "omzet": "NAIK"}).status_code == 302
    assert JawabanDampak.objects.values_list("dipakai", "omzet").get() == ("YA", "NAIK")
    assert klien.post(sendiri).url == satu.get_absolute_url()
    assert "Terpakaikah ilmunya?" not in klien.get(satu.get_absolute_url()).text


def test_nobody_else_is_led_to_the_question_of_a_participant(masuk, pemilik_lain, kepala, pelatih):
    _, (satu,) = kelas(timedelta(hours=1), pelatih=pelatih)
    TanyaPeserta.objects.create(peserta=satu, tahap=T.KESAN)
    sendiri = reverse("pelatihan:peserta_pendapat", args=[satu.kode])
    assert [masuk(siapa).post(sendiri).status_code for siapa in (pemilik_lain, pelatih)] == [404, 404]
    assert masuk(kepala).post(sendiri).url == satu.get_absolute_url()


def test_a_trainer_reads_his_own_classes_and_only_what_may_be_shown(masuk, pelatih, petugas, pemilik):
    angkatan, orang = kelas(timedelta(days=15), n=5, pelatih=pelatih)
    kesan_dari(angkatan, 5, 4, 4, 4)
    KataKesan.objects.create(angkatan=angkatan, bulan=angkatan.selesai.date().replace(day=1), isi="Kata seseorang.")
    TanyaPeserta.objects.bulk_create(TanyaPeserta(peserta=p, tahap=T.KESAN, dijawab=n < 4) for n, p in enumerate(orang))
    ke = reverse("pelatihan:mengajar_kesan", args=[angkatan.kode])
    empat = masuk(pelatih).get(ke).text
    assert ("4 dari 5 orang menjawab." in empat, "Kata seseorang." in empat, "Rata-rata" in empat) == (
        True,
        False,
        False,
    )
    kesan_dari(angkatan, 4)
    lima = masuk(pelatih).get(ke).text
    assert ("<b>4,2</b>" in lima, "Kata seseorang." in lima) == (True, True)
    assert [nama in lima for nama in (orang[0].pelaku.nama, orang[0].usaha.nama)] == [False, False]
    lain = PenggunaFactory()
    PelatihAngkatan.objects.create(angkatan=kelas(timedelta(days=15))[0], akun=lain)
    assert [masuk(siapa).get(ke).status_code for siapa in (lain, petugas, pemilik)] == [404, 404, 404]
    geser(angkatan, timedelta(days=13))
    assert "Rata-rata" not in masuk(pelatih).get(ke).text


@pytest.mark.parametrize("nama", ["kelas:dampak", "kelas:kesan_semua", "kelas:kesan"])
def test_officials_read_all_and_others_nothing(masuk, kepala, petugas, pelatih, pemilik, nama):
    angkatan, _ = kelas(timedelta(days=15), n=1, pelatih=pelatih)
    kesan_dari(angkatan, 5, 4, 4, 4, 4)
    ke = reverse(nama, args=[angkatan.kode] if nama == "kelas:kesan" else [])
    status = [masuk(siapa).get(ke).status_code for siapa in (kepala, petugas, pemilik, pelatih)]
    assert status == [200, 200, status[2], status[3]]
    assert {status[2], status[3]} <= {302, 403, 404}
    kata = "<b>1</b><span>terdaftar</span>" if nama == "kelas:dampak" else "4,2"
    assert kata in masuk(kepala).get(ke, {"dari": ""}).text


def test_the_figures_are_those_of_this_year_until_another_time_is_asked_for(masuk, kepala, pelatih):
    kelas(timedelta(days=400), n=1, pelatih=pelatih)
    klien, ke = masuk(kepala), reverse("kelas:dampak")
    angka = [f"<b>{n}</b><span>terdaftar</span>" for n in (0, 1)]
    assert [satu in klien.get(ke).text for satu in angka] == [True, False]
    assert [satu in klien.get(ke, {"dari": ""}).text for satu in angka] == [False, True]


@pytest.mark.parametrize("nama", ["kelas:dampak", "kelas:kesan_semua", "pelatihan:mengajar_kesan"])
def test_a_page_asks_the_database_as_often_for_three_classes_as_for_one(
    masuk, kepala, pelatih, nama, django_assert_max_num_queries
):
    siapa = pelatih if nama.startswith("pelatihan") else kepala
    klien, jumlah = masuk(siapa), []
    for banyak in (1, 2):
        for _ in range(banyak):
            angkatan, _ = kelas(timedelta(days=20), n=2, pelatih=pelatih)
            kesan_dari(angkatan, 5, 5, 5, 5, 5)
        ke = reverse(nama, args=[angkatan.kode] if nama.startswith("pelatihan") else []) + "?dari="
        klien.get(ke)
        with django_assert_max_num_queries(30) as hitungan:
            assert klien.get(ke).status_code == 200
        jumlah.append(len(hitungan))
    assert jumlah[0] == jumlah[1]


def test_the_real_cost_is_written_down_by_who_runs_the_class_and_history_keeps_it(masuk, kepala, pelatih):
    angkatan, _ = kelas(timedelta(days=3), pelatih=pelatih)
    ke = reverse("admin:pelatihan_angkatan_catat_biaya", args=[angkatan.pk])
    klien = masuk(kepala)
    assert klien.post(ke, {"biaya_nyata": "100.000.000.001"}).status_code == 422
    assert klien.post(ke, {"biaya_nyata": "18,5 jt"}).status_code == 302
    angkatan.refresh_from_db()
    assert (angkatan.biaya_nyata, angkatan.riwayat.get().catatan) == (18_500_000, "Rp18.500.000")
    assert "Rp18.500.000" in klien.get(reverse("admin:pelatihan_angkatan_change", args=[angkatan.pk])).text
