"""Hours, days and years at their edges; and everybody whom the end of a class concerns is told, once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from inti.dokumen import AlasanCabut
from inti.workflow import SISTEM, TransisiDitolak
from notifikasi.models import Pemberitahuan
from pelatihan import queries, sertifikat, syarat
from pelatihan.actions import angkatan as kelas
from pelatihan.actions import koreksi, kursi
from pelatihan.actions.sapu import sapu
from pelatihan.actions.sertifikat import cabut, kerjakan, terbitkan_ulang
from pelatihan.enums import AKTIF
from pelatihan.models import Angkatan, Penerbitan, Peserta, TandaHadir
from tests.factories import PelakuFactory, PenggunaFactory
from tests.pelatihan.pabrik import buat_angkatan, buat_kurikulum, buat_peserta, buat_sesi, kelas_selesai, orang
from umkm.models import KepemilikanUsaha

pytestmark = pytest.mark.django_db
WIB = ZoneInfo("Asia/Jakarta")
SEKEJAP = timedelta(microseconds=1)


@pytest.fixture
def pada(monkeypatch):
    """Let it be another moment, as far as Python asks."""
    return lambda saat: monkeypatch.setattr(timezone, "now", lambda: saat)


def daftarkan(angkatan, siapa=None):
    pelaku, usaha = siapa or orang()
    return kursi.daftar(angkatan, pelaku=pelaku, usaha=usaha, oleh=SISTEM)


def bolos(siapa, *hari):
    """Let somebody have been absent without a word so many days ago, on lists that are closed."""
    angkatan, kini = buat_angkatan(), timezone.now()
    peserta = buat_peserta("TERDAFTAR", angkatan=angkatan, usaha=siapa[1])
    for lalu in hari:
        mulai = kini - timedelta(days=lalu)
        sesi = buat_sesi(angkatan, mulai=mulai, selesai=mulai + timedelta(hours=1), ditutup_pada=kini)
        TandaHadir.objects.create(sesi=sesi, peserta=peserta, keadaan="ALPA", asal="PENUTUP", dicatat_pada=kini)


def test_two_absences_within_a_year_put_one_behind_who_comes_later_and_a_seat_goes_by_that_order():
    nakal, lama, sekali = orang(), orang(), orang()
    bolos(nakal, 364, 5)
    bolos(lama, 366, 5)  # one of them is more than a year ago
    bolos(sekali, 5)
    angkatan = buat_angkatan(kursi=1)
    duduk = daftarkan(angkatan)
    antre = [daftarkan(angkatan, s) for s in (nakal, lama, sekali)]

    assert [p.dikemudiankan for p in antre] == [True, False, False]
    assert [queries.urutan(p) for p in antre] == [3, 1, 2]
    kursi.undur(duduk, oleh=SISTEM)
    assert [Peserta.objects.get(pk=p.pk).status for p in antre] == ["DAFTAR_TUNGGU", "DITAWARI", "DAFTAR_TUNGGU"]


def test_the_office_reads_the_waiting_list_in_the_order_in_which_seats_are_offered(kepala, masuk):
    angkatan = buat_angkatan()
    isian = [{}, {"dikemudiankan": True}, {}, {"peringkat": 2}, {"peringkat": 1, "dikemudiankan": True}]
    semua = [buat_peserta("DAFTAR_TUNGGU", angkatan=angkatan, **satu) for satu in isian]
    urut = [semua[n] for n in (4, 3, 0, 2, 1)]
    halaman = masuk(kepala).get(
        reverse("admin:pelatihan_peserta_changelist"), {"antrean": "menunggu", "angkatan": angkatan.kode}
    )

    assert list(halaman.context["cl"].result_list) == urut
    assert [list(angkatan.peserta.antre()), [queries.urutan(p) for p in urut]] == [urut, [1, 2, 3, 4, 5]]


def test_once_the_class_has_begun_nobody_comes_in_past_those_who_wait(pada):
    angkatan = buat_angkatan(kursi=1, ditutup_pada=timezone.now() + timedelta(days=30))
    duduk, antre = daftarkan(angkatan), daftarkan(angkatan)
    pada(angkatan.mulai)
    kursi.undur(duduk, oleh=SISTEM)
    with pytest.raises(ValidationError, match="Kelas ini sudah mulai"):
        daftarkan(angkatan)
    assert (Peserta.objects.get(pk=antre.pk).status, angkatan.status_umum) == ("DAFTAR_TUNGGU", "Pendaftaran ditutup")


def test_a_narrow_pool_opens_to_all_at_midnight_here_and_not_a_moment_before(desa, desa_limpung, pada):
    hari = date(2030, 5, 17)
    tengah_malam = datetime(2030, 5, 17, tzinfo=WIB)
    jendela = {"dibuka_pada": tengah_malam - timedelta(days=9), "ditutup_pada": tengah_malam + timedelta(days=9)}
    saat = {"mulai": tengah_malam + timedelta(days=20), "selesai": tengah_malam + timedelta(days=21)}
    angkatan = buat_angkatan(kursi=0, kuota={desa_limpung.kecamatan: 1}, kuota_kembali=hari, **jendela, **saat)
    pada(tengah_malam - SEKEJAP)
    satu = daftarkan(angkatan, orang(desa=desa))
    sapu()
    assert Peserta.objects.get(pk=satu.pk).status == "DAFTAR_TUNGGU"

    pada(tengah_malam)
    sapu()
    assert Peserta.objects.get(pk=satu.pk).status == "DITAWARI"


def test_a_seat_is_held_for_ten_minutes_to_the_last_moment(pada):
    mulai, angkatan = timezone.now(), buat_angkatan(kursi=2)
    pada(mulai)
    satu, dua = (kursi.tahan(angkatan, pelaku=p, usaha=u, oleh=SISTEM) for p, u in (orang(), orang()))
    pada(mulai + timedelta(minutes=10))
    assert (sapu(), kursi.konfirmasi(satu, oleh=SISTEM).status) == (0, "TERDAFTAR")

    pada(mulai + timedelta(minutes=10) + SEKEJAP)
    with pytest.raises(ValidationError, match="sudah lewat"):
        kursi.konfirmasi(dua, oleh=SISTEM)
    assert (sapu(), Peserta.objects.get(pk=dua.pk).status) == (1, "KEDALUWARSA")


def test_a_seat_is_given_up_to_the_last_moment_of_the_day_that_was_set(pada):
    batas = timezone.now() + timedelta(days=2)
    angkatan = buat_angkatan(batas_undur=batas)
    semua = [orang(akun=PenggunaFactory()) for _ in range(2)]
    satu, dua = (daftarkan(angkatan, s) for s in semua)
    pada(batas)
    assert kursi.undur(satu, oleh=semua[0][0].akun).status == "MENGUNDURKAN_DIRI"

    pada(batas + SEKEJAP)
    with pytest.raises(ValidationError, match="sudah lewat"):
        kursi.undur(dua, oleh=semua[1][0].akun)


def test_a_class_called_off_is_told_to_everybody_who_sits_waits_or_teaches_and_to_nobody_twice(pelatih):
    angkatan = buat_angkatan(kursi=9)
    angkatan.pelatih.create(akun=pelatih)
    angkatan.pelatih.create(akun=(pengganti := PenggunaFactory()), peran="PENGGANTI")
    ada = [buat_peserta(s, angkatan=angkatan, akun=PenggunaFactory()) for s in AKTIF]
    for lepas in ("MENGUNDURKAN_DIRI", "KEDALUWARSA", "DIGANTI", "TIDAK_LOLOS"):
        buat_peserta(lepas, angkatan=angkatan, akun=PenggunaFactory())
    basi = Angkatan.objects.get(pk=angkatan.pk)
    kelas.batalkan(angkatan, oleh=SISTEM, alasan="Gedungnya dipakai.")
    with pytest.raises(TransisiDitolak):
        kelas.batalkan(basi, oleh=SISTEM, alasan="Gedungnya dipakai.")

    pesan = Pemberitahuan.objects.filter(
        kanal="aplikasi", templat__in=("pelatihan_batal", "pelatihan_mengajar_berubah")
    )
    dikabari = sorted([p.pelaku.akun_id for p in ada] + [pelatih.pk, pengganti.pk])
    assert sorted(pesan.values_list("akun", flat=True)) == dikabari
    assert not [p for p in pesan if "Gedungnya" in p.isi]


def test_a_substitute_asked_for_twice_is_one_seat():
    satu = daftarkan(buat_angkatan(kursi=2))
    teman = PelakuFactory()
    KepemilikanUsaha.objects.create(usaha=satu.usaha, pelaku=teman)
    sama = [Peserta.objects.get(pk=satu.pk) for _ in range(2)]
    kursi.ganti(sama[0], pelaku=teman, oleh=SISTEM)
    with pytest.raises((ValidationError, TransisiDitolak)):
        kursi.ganti(sama[1], pelaku=teman, oleh=SISTEM)
    assert satu.angkatan.kuota.get().terisi == 1


def test_what_a_pass_opens_outlives_its_paper_and_ends_with_the_pass(kepala):
    dasar, (satu,) = kelas_selesai()
    kerjakan(Penerbitan.objects.create(angkatan=dasar, cetakan=sertifikat.cetakan(dasar)).pk)
    koreksi.catat_lulus(satu, dasar.penerbitan)
    lanjutan = buat_kurikulum(nama="Pembukuan Lanjut")
    lanjutan.prasyarat.add(dasar.kurikulum)
    angkatan, alasan = buat_angkatan(kurikulum=lanjutan), "Tertukar dengan peserta lain."

    def terhalang():
        return syarat.halangan(angkatan, satu.pelaku, satu.usaha)

    surat = cabut(satu, sebab=AlasanCabut.SALAH_TERBIT, alasan=alasan, oleh=kepala)
    assert terhalang() == []
    terbitkan_ulang(satu, dilihat=surat.kode, alasan=alasan, oleh=kepala)
    assert terhalang() == []
    koreksi.koreksi(satu, lulus=False, alasan=alasan, oleh=kepala)
    assert terhalang() == ["Lulus Pembukuan Dasar dulu."]
