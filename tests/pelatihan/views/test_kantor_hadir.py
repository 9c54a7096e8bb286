"""The office closes the list of a session when its trainer cannot, and sees first what that means for whom."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pelatihan.actions import kehadiran
from pelatihan.actions.kehadiran import Tanda
from pelatihan.models import Angkatan, Peserta, TandaHadir
from tests.factories import buat_usaha
from tests.pelatihan.pabrik import buat_angkatan, buat_peserta, buat_sesi

pytestmark = pytest.mark.django_db


@pytest.fixture
def kelas(pelatih, desa):
    """A running class of kecamatan Batang in which three have a seat; the list of its session is open."""
    angkatan = buat_angkatan(kursi=9, status="BERJALAN", desa=desa)
    angkatan.pelatih.create(akun=pelatih)
    peserta = [buat_peserta("TERDAFTAR", angkatan=angkatan, usaha=buat_usaha(desa=desa)) for _ in range(3)]
    return angkatan, buat_sesi(angkatan), peserta


def alamat(angkatan):
    return reverse("kelas:daftar_hadir", args=[angkatan.kode])


def tandai(sesi, peserta, keadaan, oleh):
    kehadiran.catat(sesi, tanda=[Tanda(uuid4(), peserta.kode, keadaan, timezone.now())], oleh=oleh)


def test_who_is_not_marked_is_named_before_and_absent_without_a_word_after(kelas, pelatih, petugas, masuk):
    angkatan, sesi, (satu, dua, tiga) = kelas
    tandai(sesi, satu, "HADIR", pelatih)
    TandaHadir.objects.create(
        sesi=sesi, peserta=dua, keadaan="HADIR", asal="MANDIRI", tanda=uuid4(), dicatat_pada=timezone.now()
    )
    klien = masuk(petugas)
    halaman = klien.get(alamat(angkatan))
    siapa = {n: [o.peserta for o in halaman.context[n][0]] for n in ("belum", "sendiri", "selisih")}
    assert siapa == {"belum": [tiga], "sendiri": [dua], "selisih": []}
    assert (tiga.pelaku.nama in halaman.text, satu.pelaku.nama in halaman.text) == (True, False)

    jawaban = klien.post(alamat(angkatan), {"sesi": sesi.kode})
    assert jawaban.url == reverse("admin:pelatihan_angkatan_change", args=[angkatan.pk])
    assert {p.pk: t.keadaan for p, t in ((p, kehadiran.terakhir(sesi)[p.pk]) for p in (satu, dua, tiga))} == {
        satu.pk: "HADIR",
        dua.pk: "HADIR",
        tiga.pk: "ALPA",
    }
    assert sesi.riwayat_daftar.get().oleh == petugas
    assert klien.get(alamat(angkatan)).status_code == 302


def test_while_two_phones_differ_there_is_no_button_and_no_closing(kelas, pelatih, buat_staf, petugas, masuk):
    angkatan, sesi, (satu, *_) = kelas
    pengganti = buat_staf("petugas")
    angkatan.pelatih.create(akun=pengganti)
    tandai(sesi, satu, "HADIR", pelatih)
    tandai(sesi, satu, "SAKIT", pengganti)
    klien = masuk(petugas)
    halaman = klien.get(alamat(angkatan))
    assert ("Dua HP berbeda" in halaman.text, "Tutup daftar</button>" in halaman.text) == (True, False)

    assert "1 orang ditandai berbeda" in klien.post(alamat(angkatan), {"sesi": sesi.kode}, follow=True).text
    sesi.refresh_from_db()
    assert sesi.ditutup_pada is None


def test_the_page_is_for_who_runs_the_class_and_the_session_must_be_its_own(
    kelas, pelatih, pemilik, masuk, petugas, petugas_limpung
):
    angkatan, sesi, _ = kelas
    asing = buat_sesi(buat_angkatan(status="BERJALAN"))
    assert {masuk(u).get(alamat(angkatan)).status_code for u in (petugas_limpung, pelatih, pemilik)} == {404}
    assert masuk(petugas_limpung).post(alamat(angkatan), {"sesi": sesi.kode}).status_code == 404
    klien = masuk(petugas)
    assert {klien.post(alamat(angkatan), {"sesi": x}).status_code for x in (asing.kode, "", "\x00")} == {404}
    assert not TandaHadir.objects.exists()


def test_a_closed_list_is_opened_again_by_the_office_until_the_class_has_ended(
    kelas, pelatih, petugas, petugas_limpung, masuk
):
    angkatan, sesi, _ = kelas
    tujuan, klien = reverse("kelas:daftar_hadir_buka", args=[angkatan.kode]), masuk(petugas)
    halaman_kelas = reverse("admin:pelatihan_angkatan_change", args=[angkatan.pk])
    assert klien.get(tujuan).url == halaman_kelas
    kehadiran.tutup(sesi, oleh=pelatih)
    assert f"{tujuan}?sesi={sesi.kode}" in klien.get(halaman_kelas).text
    assert pelatih.nama in klien.get(tujuan).text
    assert {masuk(petugas_limpung).post(tujuan, {"sesi": sesi.kode}).status_code, klien.post(tujuan).status_code} == {
        404
    }

    assert klien.post(tujuan, {"sesi": sesi.kode}).url == halaman_kelas
    assert list(sesi.riwayat_daftar.values_list("tutup", "oleh")) == [(True, pelatih.pk), (False, petugas.pk)]
    kehadiran.tutup(sesi, oleh=petugas)
    Angkatan.objects.filter(pk=angkatan.pk).update(status="SELESAI")
    assert klien.get(tujuan).status_code == 302
    assert "sudah berakhir" in klien.post(tujuan, {"sesi": sesi.kode}, follow=True).text
    assert tujuan not in klien.get(halaman_kelas).text


def test_people_of_elsewhere_are_counted_and_not_named(kelas, desa_limpung, petugas, masuk):
    angkatan, _, _ = kelas
    jauh = buat_peserta("TERDAFTAR", angkatan=angkatan, usaha=buat_usaha(desa=desa_limpung))
    halaman = masuk(petugas).get(alamat(angkatan))
    assert (halaman.context["belum"][1], jauh.pelaku.nama in halaman.text) == (1, False)
    assert "1 orang di luar wilayah kerja Anda" in halaman.text


def test_the_oldest_open_list_comes_first_and_one_that_has_not_begun_not_at_all(kelas, petugas, masuk):
    angkatan, sesi, _ = kelas
    kini = timezone.now()
    lama = buat_sesi(angkatan, mulai=kini - timedelta(days=1), selesai=kini - timedelta(hours=20))
    depan = buat_sesi(angkatan, mulai=kini + timedelta(days=1), selesai=kini + timedelta(days=1, hours=3))
    klien = masuk(petugas)
    awal = klien.get(alamat(angkatan))
    assert (awal.context["sesi"], awal.context["terbuka"]) == (lama, [lama, sesi])
    assert klien.get(alamat(angkatan), {"sesi": sesi.kode}).context["sesi"] == sesi
    kelas_ini = klien.get(reverse("admin:pelatihan_angkatan_change", args=[angkatan.pk])).text
    assert [f"?sesi={s.kode}" in kelas_ini for s in (lama, sesi, depan)] == [True, True, False]
    assert alamat(angkatan) in klien.get(reverse("admin:pelatihan_angkatan_selesaikan", args=[angkatan.pk])).text

    assert klien.post(alamat(angkatan), {"sesi": lama.kode}).url == alamat(angkatan)
    Angkatan.objects.filter(pk=angkatan.pk).update(status="SELESAI")
    assert "sudah berakhir" in klien.post(alamat(angkatan), {"sesi": sesi.kode}, follow=True).text


def test_the_preview_asks_as_often_for_three_people_as_for_one(kelas, petugas, masuk):
    angkatan, _, peserta = kelas
    klien = masuk(petugas)
    Peserta.objects.filter(pk__in=[p.pk for p in peserta[1:]]).update(status="DAFTAR_TUNGGU", kuota=None)
    klien.get(alamat(angkatan))
    with CaptureQueriesContext(connection) as satu:
        assert len(klien.get(alamat(angkatan)).context["belum"][0]) == 1
    for _ in range(2):
        buat_peserta("TERDAFTAR", angkatan=angkatan, usaha=buat_usaha(desa=angkatan.desa))
    with CaptureQueriesContext(connection) as tiga:
        assert len(klien.get(alamat(angkatan)).context["belum"][0]) == 3
    assert len(tiga) == len(satu)
