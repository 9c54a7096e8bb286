"""Selection: the best get the seats, the next wait by rank, everyone is told, and nothing changes behind a preview."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inti.workflow import SISTEM
from notifikasi.models import Pemberitahuan
from pelatihan import kursi, queries, seleksi
from pelatihan.actions import angkatan as aksi_angkatan
from pelatihan.actions import kursi as aksi_kursi
from pelatihan.actions import seleksi as aksi
from pelatihan.enums import JenisKriteria, StatusPeserta
from pelatihan.models import Angkatan, JawabanKriteria, Kriteria, Peserta, SetKriteria
from tests.factories import DesaFactory, PenggunaFactory
from tests.pelatihan.pabrik import buat_angkatan, buat_peserta, orang
from tests.pelatihan.pabrik_seleksi import kelas_seleksi, lamaran, tutup_pendaftaran

K, S = JenisKriteria, StatusPeserta
pytestmark = pytest.mark.django_db


def segar(*peserta):
    return [Peserta.objects.get(pk=p.pk).status for p in peserta]


def pratinjau(angkatan):
    return seleksi.rencana(angkatan, angkatan.seleksi, list(angkatan.kuota.order_by("pk")))


def putuskan(angkatan, oleh):
    tutup_pendaftaran(angkatan)
    return aksi.putuskan(angkatan, sidik=pratinjau(angkatan).sidik, oleh=oleh)


def test_the_best_sit_the_next_wait_by_rank_and_the_rest_is_turned_down(kepala):
    angkatan = kelas_seleksi(kursi=2, cadangan=2)
    lima = [lamaran(angkatan, n) for n in (50, 90, 70, 60, 10)]
    putuskan(angkatan, kepala)

    assert segar(*lima) == [S.DAFTAR_TUNGGU, S.TERDAFTAR, S.TERDAFTAR, S.DAFTAR_TUNGGU, S.TIDAK_LOLOS]
    assert list(angkatan.peserta.antre()) == [lima[3], lima[0]]
    assert [queries.urutan(Peserta.objects.get(pk=p.pk)) for p in (lima[3], lima[0])] == [1, 2]
    assert lima[4].riwayat.last().catatan == "Nilai 10,00, peringkat 5 dari 5. Kursi dan tempat cadangan sudah terisi."


def test_equals_are_ranked_by_arrival(kepala):
    angkatan = kelas_seleksi(kursi=1)
    dulu, kemudian = lamaran(angkatan, 50), lamaran(angkatan, 50)
    putuskan(angkatan, kepala)

    assert segar(dulu, kemudian) == [S.TERDAFTAR, S.DAFTAR_TUNGGU]


def test_a_sub_quota_is_filled_before_a_better_score_from_elsewhere(kepala):
    limpung = DesaFactory(limpung=True)
    angkatan = kelas_seleksi(kursi=1, kuota={limpung.kecamatan: 1})
    batang = [lamaran(angkatan, n) for n in (90, 80)]
    dari_limpung = lamaran(angkatan, 20, desa=limpung)
    rencana = pratinjau(angkatan)
    putuskan(angkatan, kepala)

    assert rencana.per_kuota == {"Umum": 1, "Limpung": 1}
    assert segar(*batang, dari_limpung) == [S.TERDAFTAR, S.DAFTAR_TUNGGU, S.TERDAFTAR]
    assert [k.terisi for k in angkatan.kuota.order_by("pk")] == [1, 1]


def test_below_the_least_score_nobody_is_admitted_though_seats_stay_free(kepala):
    angkatan = kelas_seleksi(kursi=5, nilai_min=60)
    lolos, tidak = lamaran(angkatan, 60), lamaran(angkatan, 59)
    putuskan(angkatan, kepala)

    assert segar(lolos, tidak) == [S.TERDAFTAR, S.TIDAK_LOLOS]
    assert tidak.riwayat.last().catatan.endswith("Nilai paling sedikit 60.")


def test_who_was_absent_twice_without_a_word_is_the_last_reserve(kepala):
    angkatan = kelas_seleksi(kursi=1)
    _, mangkir, biasa = (lamaran(angkatan, n) for n in (90, 80, 70))
    Peserta.objects.filter(pk=mangkir.pk).update(dikemudiankan=True)
    putuskan(angkatan, kepala)

    assert list(angkatan.peserta.antre()) == [biasa, mangkir]


def test_a_freed_seat_goes_to_the_first_reserve_not_to_who_came_first(kepala):
    angkatan = kelas_seleksi(kursi=1)
    dulu, baik, terbaik = (lamaran(angkatan, n) for n in (10, 70, 90))
    putuskan(angkatan, kepala)
    aksi_kursi.undur(Peserta.objects.get(pk=terbaik.pk), oleh=SISTEM)

    assert segar(dulu, baik) == [S.DAFTAR_TUNGGU, S.DITAWARI]


def test_everyone_is_told_and_the_preview_said_how_many(kepala):
    angkatan = kelas_seleksi(kursi=1, cadangan=1)
    for nilai in (90, 80, 70):
        lamaran(angkatan, nilai)
    rencana = putuskan(angkatan, kepala)

    templat = Pemberitahuan.objects.filter(
        templat__in=("pelatihan_lolos", "pelatihan_cadangan", "pelatihan_tidak_lolos")
    )
    assert rencana.dikabari == 3
    assert sorted(templat.values_list("templat", flat=True)) == [
        "pelatihan_cadangan",
        "pelatihan_lolos",
        "pelatihan_tidak_lolos",
    ]


@pytest.mark.parametrize("apa", ["kursi", "undur", "nilai", "aturan"])
def test_a_decision_is_refused_when_anything_changed_since_its_preview(kepala, apa):
    angkatan = kelas_seleksi(kursi=2, wawancara=True)
    dua = [lamaran(angkatan, n) for n in (90, 80)]
    baris = JawabanKriteria.objects.filter(kriteria__jenis=K.PETUGAS).order_by("pk")
    aksi.nilai(angkatan, poin={b.pk: 50 for b in baris}, oleh=kepala)
    tutup_pendaftaran(angkatan)
    sidik = pratinjau(angkatan).sidik
    if apa == "kursi":
        aksi_kursi.ubah_jumlah(angkatan.kuota.get(), jumlah=1, oleh=kepala)
    elif apa == "undur":
        aksi_kursi.undur(dua[0], oleh=SISTEM)
    elif apa == "nilai":
        aksi.nilai(angkatan, poin={baris[0].pk: 51}, oleh=kepala)
    else:
        type(angkatan.seleksi).objects.update(cadangan=3)

    with pytest.raises(ValidationError, match="Ada yang berubah"):
        aksi.putuskan(angkatan, sidik=sidik, oleh=kepala)
    assert S.TERDAFTAR not in segar(*dua)


def test_nothing_is_decided_while_applications_are_taken_or_points_are_missing(kepala):
    angkatan = kelas_seleksi(wawancara=True)
    lamaran(angkatan, 50)
    with pytest.raises(ValidationError, match="masih dibuka sampai"):
        aksi.putuskan(angkatan, sidik="", oleh=kepala)

    tutup_pendaftaran(angkatan)
    with pytest.raises(ValidationError, match="1 nilai belum diisi"):
        aksi.putuskan(angkatan, sidik=pratinjau(angkatan).sidik, oleh=kepala)
    with pytest.raises(ValidationError, match="Putuskan seleksinya dulu"):
        aksi_angkatan.mulai_kelas(angkatan, oleh=kepala)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_the_same_moment_one_does(buat_staf):
    angkatan = kelas_seleksi(kursi=1)
    dua = [lamaran(angkatan, n) for n in (90, 80)]
    tutup_pendaftaran(angkatan)
    sidik = pratinjau(angkatan).sidik

    def putus(oleh):
        try:
            aksi.putuskan(Angkatan.objects.get(pk=angkatan.pk), sidik=sidik, oleh=oleh)
            return "diputuskan"
        except ValidationError as galat:
            return galat.messages[0]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as banyak:
        hasil = sorted(banyak.map(putus, [buat_staf("kepala"), buat_staf("kepala")]))

    assert hasil == ["Seleksi kelas ini sudah diputuskan.", "diputuskan"]
    assert segar(*dua) == [S.TERDAFTAR, S.DAFTAR_TUNGGU]
    assert Pemberitahuan.objects.filter(templat="pelatihan_lolos").count() == 1


def test_answers_change_while_the_window_is_open_and_not_a_second_later():
    angkatan = kelas_seleksi()
    satu = lamaran(angkatan, 50)
    tanya = angkatan.kriteria.get()
    aksi.ubah_jawaban(satu, jawaban={tanya.pk: "70"}, oleh=satu.pelaku.akun or _pemilik(satu))
    assert satu.jawaban.get().poin == 70

    tutup_pendaftaran(angkatan)
    with pytest.raises(ValidationError, match="sudah ditutup"):
        aksi.ubah_jawaban(satu, jawaban={tanya.pk: "100"}, oleh=satu.pelaku.akun)
    assert satu.jawaban.get().poin == 70


def test_history_names_who_changed_which_answers_and_not_what_they_are(petugas, desa):
    angkatan = kelas_seleksi()
    satu, tanya = lamaran(angkatan, 50, desa=desa), angkatan.kriteria.get()
    for jawaban in ("70", "70"):
        aksi.ubah_jawaban(satu, jawaban={tanya.pk: jawaban}, oleh=petugas)

    baris = satu.riwayat.filter(verba="ubah_jawaban").values_list("oleh", "sebagai", "catatan")
    assert list(baris) == [(petugas.pk, "petugas", "Yang berubah: Berapa poin?")]


def _pemilik(peserta):
    peserta.pelaku.akun = PenggunaFactory()
    peserta.pelaku.save()
    return peserta.pelaku.akun


def test_who_applied_twice_has_one_application_and_who_withdrew_may_apply_again():
    angkatan, siapa = kelas_seleksi(), orang()
    satu = lamaran(angkatan, 50, siapa=siapa)
    assert lamaran(angkatan, 90, siapa=siapa) == satu

    aksi_kursi.undur(satu, oleh=SISTEM)
    assert lamaran(angkatan, 90, siapa=siapa) != satu
    assert Peserta.objects.filter(status=S.MENUNGGU_SELEKSI).count() == 1


def test_nobody_gets_past_the_selection_by_enrolling():
    pelaku, usaha = orang()
    with pytest.raises(ValidationError, match="lewat seleksi"):
        aksi_kursi.daftar(kelas_seleksi(), pelaku=pelaku, usaha=usaha, oleh=SISTEM)


def test_a_score_of_101_is_refused_by_the_verb_and_by_the_database(kepala):
    angkatan = kelas_seleksi(wawancara=True)
    baris = lamaran(angkatan, 50).jawaban.get(kriteria__jenis=K.PETUGAS)

    with pytest.raises(ValidationError, match="bukan 101"):
        aksi.nilai(angkatan, poin={baris.pk: 101}, oleh=kepala)
    with pytest.raises(IntegrityError, match="jawaban_poin_sampai_seratus"), transaction.atomic():
        JawabanKriteria.objects.filter(pk=baris.pk).update(poin=101)


def test_an_official_judges_only_what_is_his_to_judge(kepala, petugas_limpung):
    angkatan, lain = kelas_seleksi(wawancara=True), kelas_seleksi(wawancara=True)
    satu, asing = lamaran(angkatan, 50), lamaran(lain, 50)
    dihitung = satu.jawaban.get(kriteria__jenis=K.ANGKA)
    assert aksi.nilai(angkatan, poin={dihitung.pk: 99, asing.jawaban.last().pk: 99}, oleh=kepala) == 0

    milik = satu.jawaban.get(kriteria__jenis=K.PETUGAS)
    with pytest.raises(PermissionDenied):
        aksi.nilai(angkatan, poin={milik.pk: 80}, oleh=petugas_limpung)
    sendiri = lamaran(angkatan, 60, siapa=orang(akun=kepala)).jawaban.get(kriteria__jenis=K.PETUGAS)
    saingan = lamaran(angkatan, 70).jawaban.get(kriteria__jenis=K.PETUGAS)
    for satu in (sendiri, saingan):
        with pytest.raises(PermissionDenied, match="sendiri"):
            aksi.nilai(angkatan, poin={satu.pk: 0}, oleh=kepala)


def test_who_applied_himself_decides_nothing(kepala):
    angkatan = kelas_seleksi()
    lamaran(angkatan, 60, siapa=orang(akun=kepala))

    with pytest.raises(PermissionDenied):
        putuskan(angkatan, kepala)


def test_the_rule_stays_as_the_first_applicant_read_it(kepala):
    angkatan = kelas_seleksi()
    lamaran(angkatan, 50)

    with pytest.raises(ValidationError, match="Sudah ada yang melamar"):
        aksi.tulis_kriteria(angkatan, kriteria=list(angkatan.kriteria.all()), nilai_min=0, cadangan=1, oleh=kepala)


def test_a_set_is_copied_and_the_class_then_has_its_own(kepala):
    angkatan = buat_angkatan(cara="SELEKSI")
    himpunan = SetKriteria.objects.create(nama="Umum")
    himpunan.kriteria.create(nama="Skala", jenis=K.SKALA, bobot=2, poin=[("mikro", 100), ("kecil", 50)])
    aksi.salin(angkatan, dari=himpunan, oleh=kepala)
    himpunan.kriteria.all().delete()

    assert [(k.nama, k.bobot) for k in angkatan.kriteria.all()] == [("Skala", 2)]


def test_the_registry_answers_what_it_knows():
    pelaku, usaha = orang(jenis_kelamin="P")
    usaha.tahun_mulai = timezone.localdate().year - 4
    jawab = {j: seleksi.dari_data(Kriteria(jenis=j), pelaku, usaha) for j in K if not Kriteria(jenis=j).dijawab}

    assert {j: jawab[j] for j in (K.LAMA_USAHA, K.PEREMPUAN, K.BELUM_PERNAH, K.KECAMATAN, K.SKALA)} == {
        K.LAMA_USAHA: "4",
        K.PEREMPUAN: "Ya",
        K.BELUM_PERNAH: "Ya",
        K.KECAMATAN: "Batang",
        K.SKALA: "belum diketahui",
    }
    buat_peserta("LULUS", usaha=usaha)
    assert seleksi.dari_data(Kriteria(jenis=K.BELUM_PERNAH), pelaku, usaha) == "Tidak"


def test_the_lowest_score_is_kept_only_of_enough_people(kepala):
    sedikit, cukup = kelas_seleksi(kursi=5), kelas_seleksi(kursi=5)
    for n in range(4):
        lamaran(sedikit, 50 + n)
    for n in range(6):
        lamaran(cukup, 50 + n)

    assert (putuskan(sedikit, kepala).terendah, putuskan(cukup, kepala).terendah) == (None, Decimal("51.00"))


def test_no_application_before_or_after_the_window():
    angkatan = kelas_seleksi()
    tutup_pendaftaran(angkatan)
    with pytest.raises(ValidationError, match="sudah ditutup"):
        lamaran(angkatan, 50)

    besok = timezone.now() + timedelta(days=1)
    Angkatan.objects.filter(pk=angkatan.pk).update(dibuka_pada=besok, ditutup_pada=besok + timedelta(days=1))
    angkatan.refresh_from_db()
    with pytest.raises(ValidationError, match="belum dibuka"):
        lamaran(angkatan, 50)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.integers(0, 4), st.booleans(), st.booleans()), max_size=9),
    st.integers(0, 3),
    st.integers(0, 2),
)
def test_no_seat_stays_free_for_who_waits_and_nobody_sits_before_a_better_who_fits(pelamar, umum, limpung):
    with transaction.atomic():
        desa = {True: DesaFactory(limpung=True), False: DesaFactory()}
        khusus = {desa[True].kecamatan: limpung, "PEREMPUAN": 1}
        angkatan = kelas_seleksi(kursi=umum, kuota=khusus, cadangan=3)
        for nilai, dari_limpung, perempuan in pelamar:
            lamaran(angkatan, nilai, desa=desa[dari_limpung], jenis_kelamin="P" if perempuan else "L")
        hasil = pratinjau(angkatan)
        _periksa(angkatan, hasil, len(pelamar))
        transaction.set_rollback(True)


def _periksa(angkatan, hasil, jumlah):
    duduk = {kuota.pk: 0 for kuota in angkatan.kuota.all()}
    for _, _, kuota in hasil.lolos:
        duduk[kuota.pk] += 1
    luar = [p for _, p in hasil.cadangan] + [p for _, p, _ in hasil.tidak]
    assert len(hasil.lolos) + len(luar) == jumlah
    for kuota in angkatan.kuota.all():
        cocok = [p for p in luar if kursi.cocok(kuota, kursi.ciri(p.peserta.pelaku, p.peserta.usaha))]
        assert duduk[kuota.pk] <= kuota.jumlah
        assert not cocok or duduk[kuota.pk] == kuota.jumlah
        for _, ada, milik in hasil.lolos:
            if milik.pk == kuota.pk:
                assert all((-ada.nilai, ada.peserta.pk) < (-p.nilai, p.peserta.pk) for p in cocok)
