"""The officials' rooms of a selection and of proposals: who may enter, what a table keeps, what a click decides."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertNumQueries

from notifikasi.models import Pemberitahuan
from pelatihan.enums import JenisKriteria
from pelatihan.models import Angkatan, JawabanKriteria, Kriteria, Peserta, Seleksi, SetKriteria, UsulanPeserta
from tests.factories import DesaFactory
from tests.pelatihan.pabrik import buat_angkatan, orang
from tests.pelatihan.pabrik_seleksi import kelas_seleksi, kelas_usulan, lamaran, tutup_pendaftaran

K = JenisKriteria
pytestmark = pytest.mark.django_db


def alamat(nama, angkatan, *lain):
    return reverse(f"kelas:{nama}", args=[angkatan.kode, *lain])


@pytest.mark.parametrize("nama", ["seleksi", "seleksi_kriteria", "seleksi_putuskan", "usulan"])
def test_a_room_is_for_who_runs_the_class_and_does_not_exist_for_others(nama, kepala, pelatih, pemilik, admin, masuk):
    angkatan = kelas_usulan(DesaFactory().kecamatan) if nama == "usulan" else kelas_seleksi()
    lain = kelas_seleksi() if nama == "usulan" else buat_angkatan()

    assert masuk(kepala).get(alamat(nama, angkatan)).status_code == 200
    assert masuk(kepala).get(alamat(nama, lain)).status_code == 404
    assert masuk(admin).get(alamat(nama, angkatan)).status_code == 404
    assert {masuk(satu).get(alamat(nama, angkatan)).status_code for satu in (pelatih, pemilik)} == {404}


def test_who_applied_himself_reads_no_answers_and_no_points_of_the_others(kepala, masuk):
    angkatan = kelas_seleksi(wawancara=True)
    saingan = lamaran(angkatan, 50)
    lamaran(angkatan, 60, siapa=orang(akun=kepala))

    halaman = [masuk(kepala).get(alamat(nama, angkatan)) for nama in ("seleksi", "seleksi_putuskan")]
    assert [(h.status_code, saingan.pelaku.nama in h.text) for h in halaman] == [(403, False)] * 2


def test_the_table_keeps_points_and_refuses_101_without_losing_the_others(kepala, masuk):
    angkatan, klien = kelas_seleksi(wawancara=True), masuk(kepala)
    for n in (50, 60):
        lamaran(angkatan, n)
    satu, dua = JawabanKriteria.objects.filter(kriteria__jenis=K.PETUGAS).order_by("pk")
    hasil = klien.post(alamat("seleksi", angkatan), {f"n{satu.pk}": "80", f"n{dua.pk}": "101"})
    assert (hasil.status_code, "Paling tinggi 100." in hasil.text, 'value="80"' in hasil.text) == (422, True, True)

    klien.post(alamat("seleksi", angkatan), {f"n{satu.pk}": "80", f"n{dua.pk}": "90"})
    assert list(
        JawabanKriteria.objects.filter(kriteria__jenis=K.PETUGAS).order_by("pk").values_list("poin", "dinilai_oleh")
    ) == [
        (80, kepala.pk),
        (90, kepala.pk),
    ]


def test_one_click_decides_what_the_preview_showed_and_a_second_finds_it_done(kepala, masuk):
    angkatan, klien = kelas_seleksi(kursi=1), masuk(kepala)
    dua = [lamaran(angkatan, n) for n in (50, 60)]
    assert "masih dibuka" in klien.get(alamat("seleksi_putuskan", angkatan)).text
    tutup_pendaftaran(angkatan)
    halaman = klien.get(alamat("seleksi_putuskan", angkatan))
    sidik = {"sidik": halaman.context["r"].sidik}
    assert "Putuskan dan kabari 2 orang" in halaman.text

    klien.post(alamat("seleksi_putuskan", angkatan), sidik)
    assert [Peserta.objects.get(pk=p.pk).status for p in dua] == ["DAFTAR_TUNGGU", "TERDAFTAR"]
    lagi = klien.post(alamat("seleksi_putuskan", angkatan), sidik, follow=True)
    assert "sudah diputuskan" in lagi.text
    assert "Nilai 60,00, peringkat 1 dari 2." in lagi.text


def kirim(baris, **lain):
    isi = {"k-TOTAL_FORMS": str(len(baris)), "k-INITIAL_FORMS": "0", "nilai_min": "10", "cadangan": "5"}
    for n, satu in enumerate(baris):
        isi |= {f"k-{n}-{nama}": nilai for nama, nilai in satu.items()}
    return isi | lain


def test_criteria_are_written_copied_and_fixed_by_the_first_application(kepala, masuk):
    angkatan, klien = buat_angkatan(cara="SELEKSI"), masuk(kepala)
    salah = {"nama": "Sudah punya HP?", "jenis": "YA_TIDAK", "bobot": "2", "aturan_poin": "Ya = 120", "urut": ""}
    hasil = klien.post(alamat("seleksi_kriteria", angkatan), kirim([salah]))
    assert (hasil.status_code, "Poin paling tinggi 100" in hasil.text) == (422, True)

    klien.post(alamat("seleksi_kriteria", angkatan), kirim([salah | {"aturan_poin": "Ya = 100\nTidak = 10"}]))
    assert [(k.nama, k.poin) for k in angkatan.kriteria.all()] == [("Sudah punya HP?", [["Ya", 100], ["Tidak", 10]])]
    assert Seleksi.objects.get().nilai_min == 10

    himpunan = SetKriteria.objects.create(nama="Umum", kurikulum=angkatan.kurikulum)
    himpunan.kriteria.create(nama="Angka", jenis=K.ANGKA, poin=[("0", 0), ("1", 100)])
    klien.post(alamat("seleksi_salin", angkatan), {"himpunan": himpunan.pk})
    assert [k.nama for k in angkatan.kriteria.all()] == ["Angka"]
    lamaran(angkatan, 1)
    klien.post(alamat("seleksi_salin", angkatan), {"himpunan": himpunan.pk})
    assert "kriterianya tetap" in klien.get(alamat("seleksi_kriteria", angkatan)).text


def test_a_set_is_written_with_its_criteria_on_one_page(kepala, masuk):
    isi = {"nama": "Umum", "aktif": "on", "kurikulum": "", "kriteria-TOTAL_FORMS": "1", "kriteria-INITIAL_FORMS": "0"}
    isi |= {
        "kriteria-0-nama": "Wawancara",
        "kriteria-0-jenis": "PETUGAS",
        "kriteria-0-bobot": "1",
        "kriteria-0-urut": "1",
    }
    masuk(kepala).post(reverse("admin:pelatihan_setkriteria_add"), isi)

    assert list(Kriteria.objects.values_list("set__nama", "nama")) == [("Umum", "Wawancara")]


def test_the_table_asks_the_same_of_the_database_for_one_and_for_three(kepala, masuk):
    angkatan, klien = kelas_seleksi(wawancara=True), masuk(kepala)
    lamaran(angkatan, 50)
    klien.get(alamat("seleksi", angkatan))

    with CaptureQueriesContext(connection) as satu:
        klien.get(alamat("seleksi", angkatan))
    for n in (60, 70):
        lamaran(angkatan, n)
    with assertNumQueries(len(satu)):
        klien.get(alamat("seleksi", angkatan))


def test_an_official_searches_and_names_an_owner_of_his_kecamatan(petugas_limpung, masuk):
    limpung = DesaFactory(limpung=True)
    angkatan, klien = kelas_usulan(limpung.kecamatan), masuk(petugas_limpung)
    milik, lain = orang(desa=limpung)[1], orang(desa=DesaFactory())[1]
    assert milik.nomor in klien.get(alamat("usulan", angkatan), {"q": milik.nomor}).text
    assert "Tidak ada yang cocok" in klien.get(alamat("usulan", angkatan), {"q": lain.nomor}).text
    assert klien.get(alamat("usulkan", angkatan, lain.nomor)).status_code == 404

    hasil = klien.post(alamat("usulkan", angkatan, milik.nomor), {"desa": limpung.pk}, follow=True)
    assert "ditawari kursi dan dikabari" in hasil.text
    assert UsulanPeserta.objects.get().pengusul == "Desa Limpung"
    dua = orang(desa=limpung)[1]
    tolak = klien.post(alamat("usulkan", angkatan, dua.nomor), {"desa": ""})
    assert (tolak.status_code, "sudah terpakai" in tolak.text) == (422, True)
    klien.post(alamat("usulkan", angkatan, dua.nomor), {"desa": "", "cadangan": "ya"})
    assert [u.peserta.status for u in UsulanPeserta.objects.all()] == ["DITAWARI", "DAFTAR_TUNGGU"]


def test_the_owner_reads_who_proposed_him_and_answers_by_one_tap(petugas_limpung, pemilik, masuk):
    limpung = DesaFactory(limpung=True)
    angkatan = kelas_usulan(limpung.kecamatan)
    usaha = orang(akun=pemilik, desa=limpung)[1]
    masuk(petugas_limpung).post(alamat("usulkan", angkatan, usaha.nomor), {"desa": limpung.pk})
    satu, klien = Peserta.objects.get(), masuk(pemilik)
    tautan = Pemberitahuan.objects.filter(kunci=f"peserta:{satu.kode}:pelatihan_usulan:").first().url
    for alamat_jawab in (satu.get_absolute_url(), tautan):
        assert "diusulkan oleh Desa Limpung" in klien.get(alamat_jawab).text

    klien.post(reverse("pelatihan:peserta_terima", args=[satu.kode]))
    satu.refresh_from_db()
    assert satu.status == "TERDAFTAR"


def test_the_shares_that_wait_for_names_ask_the_same_for_one_class_and_for_three(petugas_limpung, masuk):
    kecamatan, klien = DesaFactory(limpung=True).kecamatan, masuk(petugas_limpung)

    kelas_usulan(kecamatan)
    klien.get(reverse("kelas:usulan_daftar"))
    with CaptureQueriesContext(connection) as satu:
        assert "1 dari 1 kursi masih menunggu nama" in klien.get(reverse("kelas:usulan_daftar")).text
    for _ in range(2):
        kelas_usulan(kecamatan)
    with assertNumQueries(len(satu)):
        klien.get(reverse("kelas:usulan_daftar"))


def test_a_class_planned_from_an_earlier_one_has_its_criteria_as_its_own(kepala, masuk):
    asal, klien = kelas_seleksi(nilai_min=40, cadangan=3, wawancara=True), masuk(kepala)
    buka = timezone.localdate()
    isi = {
        "kurikulum": asal.kurikulum_id,
        "nama": "Angkatan berikut",
        "medium": "RUANG",
        "cara": "SELEKSI",
        "sasaran": "SEMUA",
        "dibuka_pada": f"{buka}T08:00",
        "ditutup_pada": f"{buka + timedelta(days=9)}T16:00",
        "umum": 20,
        **{f"{f}-{n}_FORMS": 0 for f in ("kuota", "pelatih", "jadwal") for n in ("TOTAL", "INITIAL")},
    }
    url = f"{reverse('admin:pelatihan_angkatan_add')}?salin={asal.kode}"
    assert klien.post(url, isi).status_code == 302
    baru = Angkatan.objects.get(nama="Angkatan berikut")
    apa = ("urut", "nama", "bantuan", "jenis", "bobot", "poin")
    assert list(baru.kriteria.values_list(*apa)) == list(asal.kriteria.values_list(*apa))
    assert (baru.seleksi.nilai_min, baru.seleksi.cadangan) == (40, 3)
    asal.kriteria.all().delete()
    assert baru.kriteria.count() == 2

    assert klien.post(url, isi | {"nama": "Lain cara", "cara": "SIAPA_CEPAT"}).status_code == 302
    assert not Angkatan.objects.get(nama="Lain cara").kriteria.exists()
