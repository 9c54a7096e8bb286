"""The officials' room: a class is planned on one page, its parts change by their verbs, and nobody goes unsaid."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from inti.workflow import SISTEM
from notifikasi.models import Pemberitahuan
from pelatihan.actions import kursi
from pelatihan.models import Angkatan, PelatihAngkatan, Peserta
from tests.factories import KecamatanFactory, PelakuFactory
from tests.pelatihan.pabrik import buat_angkatan, buat_kurikulum, buat_peserta, buat_sesi, orang
from umkm.models import KepemilikanUsaha

pytestmark = pytest.mark.django_db
TAMBAH = "admin:pelatihan_angkatan_add"


def formset(awalan, *baris, lama=0):
    isi = {f"{awalan}-TOTAL_FORMS": len(baris), f"{awalan}-INITIAL_FORMS": lama}
    return isi | {f"{awalan}-{n}-{k}": v for n, satu in enumerate(baris) for k, v in satu.items()}


def sesi_baris(tanggal, **lain):
    return {"tanggal": f"{tanggal:%Y-%m-%d}", "dari": "08:30", "sampai": "15:30", "jp": 8, **lain}


def rencana(kurikulum, *, sesi=(), kecamatan=(), pelatih=(), **lain):
    hari = timezone.localdate()
    return {
        "kurikulum": kurikulum.pk,
        "nama": "Angkatan 3 Limpung",
        "medium": "RUANG",
        "tempat": "Balai Desa",
        "cara": "SIAPA_CEPAT",
        "sasaran": "SEMUA",
        "dibuka_pada": f"{hari:%Y-%m-%d}T08:00",
        "ditutup_pada": f"{hari + timedelta(days=9):%Y-%m-%d}T16:00",
        "umum": 20,
        "perempuan": 5,
        "disabilitas": "",
        **formset("kuota", *kecamatan),
        **formset("pelatih", *pelatih),
        **formset("jadwal", *sesi),
        **lain,
    }


@pytest.fixture
def kursus():
    satu = buat_kurikulum()
    satu.topik.create(urut=1, nama="Catatan harian", jp=10)
    satu.topik.create(urut=2, nama="Laporan", jp=6)
    return satu


def halaman(nama, obj):
    return reverse(f"admin:pelatihan_{nama}", args=[obj.pk])


def test_a_class_is_planned_with_timetable_seats_and_trainers_on_one_page(kursus, kepala, pelatih, masuk):
    senin, limpung = date(2027, 1, 4), KecamatanFactory(limpung=True)
    isi = rencana(
        kursus,
        sesi=[sesi_baris(senin), sesi_baris(senin + timedelta(days=1)), {}],
        kecamatan=[{"kecamatan": limpung.pk, "jumlah": 4}, {}],
        pelatih=[{"akun": pelatih.pk, "peran": "UTAMA"}, {"akun": "", "peran": "UTAMA"}],
    )
    jawaban = masuk(kepala).post(reverse(TAMBAH), isi)
    satu = Angkatan.objects.get()

    assert (jawaban.status_code, jawaban.url, satu.status) == (302, halaman("angkatan_change", satu), "RENCANA")
    assert [s.jp for s in satu.sesi.all()] == [8, 8]
    assert [(k.jenis, k.jumlah) for k in satu.kuota.all()] == [("UMUM", 20), ("PEREMPUAN", 5), ("KECAMATAN", 4)]
    assert PelatihAngkatan.objects.get().akun == pelatih
    assert Pemberitahuan.objects.filter(templat="pelatihan_mengajar", akun=pelatih).exists()
    assert satu.riwayat.get().verba == "rencanakan"


def test_the_pattern_fills_the_rows_and_writes_nothing(kursus, kepala, masuk):
    isi = rencana(kursus, nama="") | {
        "pola-pertama": "2027-01-08",  # a Friday: the second day is the Monday after
        "pola-banyak": 3,
        "pola-dari": "08:30",
        "pola-sampai": "15:30",
        "pola-istirahat": 60,
        "buat": "1",
    }
    jawaban = masuk(kepala).post(reverse(TAMBAH), isi)
    baris = jawaban.context["jadwal"].initial

    assert (jawaban.status_code, Angkatan.objects.count()) == (200, 0)
    assert [(b["tanggal"], b["jp"]) for b in baris] == [
        (date(2027, 1, 8), 6),
        (date(2027, 1, 11), 5),
        (date(2027, 1, 12), 5),
    ]
    assert [b["topik"] for b in baris] == [kursus.topik.first().pk, kursus.topik.first().pk, kursus.topik.last().pk]
    assert "Ada yang perlu diperbaiki" not in jawaban.text


def test_what_is_wrong_comes_back_with_everything_that_was_typed(kursus, kepala, masuk):
    senin = date(2027, 1, 4)
    jawaban = masuk(kepala).post(reverse(TAMBAH), rencana(kursus, sesi=[sesi_baris(senin), sesi_baris(senin)]))

    assert (jawaban.status_code, Angkatan.objects.count()) == (422, 0)
    assert "bertabrakan" in jawaban.text
    assert "Angkatan 3 Limpung" in jawaban.text


def test_an_official_of_a_kecamatan_plans_only_what_is_held_there(kursus, petugas_limpung, desa, desa_limpung, masuk):
    klien = masuk(petugas_limpung)
    jawaban = klien.post(reverse(TAMBAH), rencana(kursus, desa=desa.pk))
    assert (jawaban.status_code, Angkatan.objects.count()) == (422, 0)

    assert klien.post(reverse(TAMBAH), rencana(kursus, desa=desa_limpung.pk)).status_code == 302
    assert Angkatan.objects.get().desa == desa_limpung


def test_an_earlier_class_is_copied_to_the_same_weekday(kursus, kepala, pelatih, masuk):
    klien = masuk(kepala)
    hari = timezone.localdate() - timedelta(days=40)
    klien.post(reverse(TAMBAH), rencana(kursus, sesi=[sesi_baris(hari)], pelatih=[{"akun": pelatih.pk}]))
    lama = Angkatan.objects.get()
    jawaban = klien.get(f"{reverse(TAMBAH)}?salin={lama.kode}")
    baru = jawaban.context["jadwal"].initial[0]["tanggal"]

    assert (baru.weekday(), baru >= timezone.localdate() + timedelta(days=14)) == (hari.weekday(), True)
    assert jawaban.context["kursi"].initial == {"umum": 20, "perempuan": 5}
    assert jawaban.context["pelatih"].initial == [{"akun": pelatih.pk, "peran": "UTAMA"}]


def test_two_sessions_may_change_places_and_everybody_is_told_once(kursus, kepala, pelatih, masuk):
    angkatan = buat_angkatan(kurikulum=kursus)
    hari = timezone.localdate() + timedelta(days=20)
    angkatan.pelatih.create(akun=pelatih)
    klien = masuk(kepala)
    isi = formset("jadwal", sesi_baris(hari), sesi_baris(hari + timedelta(days=1)))
    assert klien.post(halaman("angkatan_jadwal", angkatan), isi).status_code == 302
    buat_peserta("TERDAFTAR", angkatan=angkatan)
    satu, dua = angkatan.sesi.order_by("mulai")
    tukar = formset("jadwal", sesi_baris(hari + timedelta(days=1), sesi=satu.pk), sesi_baris(hari, sesi=dua.pk), lama=2)
    assert klien.post(halaman("angkatan_jadwal", angkatan), tukar).status_code == 302

    assert list(angkatan.sesi.order_by("mulai")) == [dua, satu]
    assert klien.get(halaman("angkatan_change", angkatan)).context["sesi"] == [dua, satu]
    dikabari = Pemberitahuan.objects.filter(templat__startswith="pelatihan_", kunci__contains=angkatan.kode)
    assert dikabari.filter(templat="pelatihan_mengajar_berubah").values("kunci").distinct().count() == 1
    assert Pemberitahuan.objects.filter(templat="pelatihan_jadwal_portal").values("kunci").distinct().count() == 1


def test_a_pool_is_not_made_smaller_than_who_sits_there(kepala, masuk):
    angkatan = buat_angkatan(kursi=2)
    nama = [buat_peserta("TERDAFTAR", angkatan=angkatan).pelaku.nama for _ in range(2)]
    isi = {"umum": 1, "perempuan": 3, "disabilitas": "", **formset("kuota")}
    jawaban = masuk(kepala).post(halaman("angkatan_kursi", angkatan), isi)

    assert jawaban.status_code == 422
    assert all(satu in jawaban.text for satu in nama)
    assert [k.jumlah for k in angkatan.kuota.all()] == [2]


def test_whom_an_official_may_not_know_is_counted_in_the_refusal_and_not_named(
    petugas_limpung, desa, desa_limpung, masuk
):
    angkatan = buat_angkatan(kursi=2, desa=desa_limpung)
    dekat, jauh = orang(desa=desa_limpung), orang(desa=desa)
    for pelaku, usaha in (dekat, jauh):
        kursi.daftar(angkatan, pelaku=pelaku, usaha=usaha, oleh=SISTEM)
    isi = {"umum": 1, "perempuan": "", "disabilitas": "", **formset("kuota")}
    jawaban = masuk(petugas_limpung).post(halaman("angkatan_kursi", angkatan), isi)

    assert f"{dekat[0].nama}, 1 orang di luar wilayah kerja Anda" in jawaban.text
    assert jauh[0].nama not in jawaban.text


def test_a_trainer_is_put_on_and_taken_off_and_a_participant_does_not_teach(kepala, pelatih, masuk):
    angkatan, klien = buat_angkatan(), masuk(kepala)
    klien.post(halaman("angkatan_pelatih", angkatan), {"akun": pelatih.pk, "peran": "PENGGANTI"})
    assert angkatan.pelatih.get().peran == "PENGGANTI"
    klien.post(halaman("angkatan_lepas-pelatih", angkatan), {"pelatih": pelatih.kode})
    assert not angkatan.pelatih.exists()

    pelaku, usaha = orang(akun=pelatih)
    kursi.daftar(angkatan, pelaku=pelaku, usaha=usaha, oleh=SISTEM)
    jawaban = klien.post(halaman("angkatan_pelatih", angkatan), {"akun": pelatih.pk, "peran": "UTAMA"})
    assert (jawaban.status_code, angkatan.pelatih.exists()) == (422, False)


def test_at_the_counter_a_business_is_enrolled_by_its_number_and_never_one_of_elsewhere(
    petugas, desa, desa_limpung, masuk
):
    angkatan, klien = buat_angkatan(), masuk(petugas)
    _, milik = orang(desa=desa)
    _, lain = orang(desa=desa_limpung)
    jawaban = klien.post(halaman("angkatan_loket", angkatan), {"nomor": lain.nomor})
    assert (jawaban.status_code, Peserta.objects.count()) == (422, 0)

    klien.post(halaman("angkatan_loket", angkatan), {"nomor": milik.nomor.lower(), "kebutuhan": "kursi roda"})
    satu = Peserta.objects.get()
    assert (satu.usaha, satu.status, satu.kebutuhan) == (milik, "TERDAFTAR", "kursi roda")
    assert satu.riwayat.get().oleh == petugas


def test_a_group_comes_and_goes_as_a_block(petugas, desa, masuk):
    angkatan, klien = buat_angkatan(kursi=1), masuk(petugas)
    nomor = [orang(desa=desa)[1].nomor for _ in range(2)]
    isi = {"nama": "KWT Melati", "nomor": "\n".join(nomor), "semua": "sebagian"}
    assert klien.post(halaman("angkatan_kelompok", angkatan), isi).status_code == 302
    semua = list(Peserta.objects.order_by("pk"))
    assert [p.status for p in semua] == ["TERDAFTAR", "DAFTAR_TUNGGU"]

    url = halaman("peserta_undur_kelompok", semua[0])
    assert klien.post(url, {"alasan": ""}).status_code == 422
    klien.post(url, {"alasan": "Ada hajatan di desa."})
    assert [p.status for p in Peserta.objects.order_by("pk")] == ["MENGUNDURKAN_DIRI"] * 2
    assert semua[0].riwayat.latest("pk").catatan == "Ada hajatan di desa."


def test_the_page_of_a_verb_counts_who_is_told_and_what_is_missing(kepala, masuk):
    angkatan = buat_angkatan(kursi=1)
    buat_peserta("TERDAFTAR", angkatan=angkatan)
    buat_peserta("DAFTAR_TUNGGU", angkatan=angkatan)
    klien = masuk(kepala)
    batal = klien.get(halaman("angkatan_batalkan", angkatan))
    assert batal.context["kesiapan"].dikabari == [("punya kursi", 1), ("menunggu", 1)]
    mulai = klien.get(halaman("angkatan_mulai", angkatan)).context["kesiapan"]
    assert (mulai.jumlah, "Pelatihnya belum ada." in mulai.kurang) == (1, True)

    klien.post(halaman("angkatan_batalkan", angkatan), {"alasan": "Gedungnya dipakai."})
    angkatan.refresh_from_db()
    assert angkatan.status == "DIBATALKAN"
    assert Pemberitahuan.objects.filter(templat="pelatihan_batal").values("kunci").distinct().count() == 2


def test_what_would_be_refused_is_named_and_has_no_button(kepala, masuk):
    angkatan = buat_angkatan(status="BERJALAN")
    buat_sesi(angkatan)
    klien, tombol = masuk(kepala), ">Tutup angkatan</button>"
    terlarang = klien.get(halaman("angkatan_selesaikan", angkatan)).text
    assert ("Belum dapat dilakukan" in terlarang, tombol in terlarang) == (True, False)

    angkatan.sesi.update(ditutup_pada=timezone.now())
    assert tombol in klien.get(halaman("angkatan_selesaikan", angkatan)).text


def test_before_a_class_is_closed_its_missing_papers_are_named_and_do_not_hinder(kepala, masuk):
    angkatan = buat_angkatan(status="BERJALAN")
    angkatan.kurikulum.topik.create(nama="Buku kas", jp=30)
    buat_sesi(angkatan, ditutup_pada=timezone.now())
    klien = masuk(kepala)
    jawaban = klien.get(halaman("angkatan_selesaikan", angkatan))
    hari = date_format(timezone.localtime(angkatan.sesi.get().mulai), "j F Y")

    assert jawaban.context["kesiapan"].berkas == [
        f"Belum ada daftar hadir bertanda tangan untuk {hari}.",
        f"Belum ada foto kegiatan untuk {hari}.",
        "Uang transport belum ditetapkan. Isi 0 bila memang tidak ada.",
        "Nomor SK peserta belum diisi.",
        "Belum ada berita acara bertanda tangan.",
    ]
    assert (jawaban.context["kesiapan"].terlarang, "Belum ada berita acara" in jawaban.text) == ([], True)
    assert reverse("ruang:kantor_spj", args=[angkatan.kode]) in jawaban.text

    klien.post(halaman("angkatan_selesaikan", angkatan))
    angkatan.refresh_from_db()
    assert angkatan.status == "SELESAI"


@pytest.mark.parametrize("bagian", ["ubah", "jadwal", "kursi", "pelatih", "lepas-pelatih"])
def test_parts_of_a_class_elsewhere_do_not_exist_for_an_official_of_a_kecamatan(bagian, petugas_limpung, desa, masuk):
    angkatan = buat_angkatan(desa=desa)
    klien = masuk(petugas_limpung)
    assert [cara(halaman(f"angkatan_{bagian}", angkatan)).status_code for cara in (klien.get, klien.post)] == [404, 404]


def test_people_of_another_kecamatan_are_counted_but_not_named(petugas_limpung, desa, masuk):
    angkatan = buat_angkatan(desa=None)
    pelaku, usaha = orang(desa=desa)
    peserta = kursi.daftar(angkatan, pelaku=pelaku, usaha=usaha, oleh=SISTEM)
    klien = masuk(petugas_limpung)
    kelas = klien.get(halaman("angkatan_change", angkatan))

    assert (kelas.context["jumlah"]["terdaftar"], pelaku.nama in kelas.text) == (1, False)
    assert klien.get(halaman("peserta_change", peserta)).status_code == 404


def test_what_people_agreed_to_stays_once_they_have_enrolled(kepala, masuk):
    angkatan = buat_angkatan()
    buat_peserta("TERDAFTAR", angkatan=angkatan)
    isi = rencana(angkatan.kurikulum, biaya="50.000")
    jawaban = masuk(kepala).post(halaman("angkatan_ubah", angkatan), isi)

    assert (jawaban.status_code, "hanya dapat diturunkan" in jawaban.text) == (422, True)


def test_a_session_with_marks_is_neither_taken_off_nor_moved_to_another_day(kepala, masuk):
    angkatan = buat_angkatan(status="BERJALAN")
    sesi, peserta = buat_sesi(angkatan), buat_peserta("TERDAFTAR", angkatan=angkatan)
    sesi.kehadiran.create(peserta=peserta, keadaan="HADIR", tanda=uuid4(), dicatat_pada=timezone.now())
    hari = timezone.localdate()
    baris = sesi_baris(hari, sesi=sesi.pk)
    for isi, sebab in (
        ({**baris, "DELETE": "on"}, "sudah berdaftar hadir tidak dapat dihapus"),
        ({**baris, "tanggal": f"{hari + timedelta(days=3):%Y-%m-%d}"}, "jadi harinya tetap"),
    ):
        lain = sesi_baris(hari + timedelta(days=1))
        jawaban = masuk(kepala).post(halaman("angkatan_jadwal", angkatan), formset("jadwal", isi, lain, lama=1))
        assert (jawaban.status_code, sebab in jawaban.text) == (422, True)
    assert list(angkatan.sesi.values_list("pk", "mulai")) == [(sesi.pk, sesi.mulai)]


def test_at_the_counter_a_seat_is_handed_to_another_owner_and_to_nobody_else(petugas, desa, masuk):
    angkatan = buat_angkatan(kursi=1)
    pelaku, usaha = orang(desa=desa)
    satu = kursi.daftar(angkatan, pelaku=pelaku, usaha=usaha, oleh=SISTEM)
    teman, asing = PelakuFactory(), orang(desa=desa)[0]
    klien, url = masuk(petugas), halaman("peserta_ganti", satu)
    assert "Belum ada yang dapat menggantikan" in klien.get(url).text
    KepemilikanUsaha.objects.create(usaha=usaha, pelaku=teman)
    assert list(klien.get(url).context["form"].fields["pelaku"].queryset) == [teman]
    assert [klien.post(url, {"pelaku": x}).status_code for x in (asing.pk, pelaku.pk, "")] == [422, 422, 422]

    assert klien.post(url, {"pelaku": teman.pk}).status_code == 302
    baru = Peserta.objects.get(menggantikan=satu)
    satu.refresh_from_db()
    assert (satu.status, baru.status, baru.pelaku, baru.riwayat.get().oleh) == ("DIGANTI", "TERDAFTAR", teman, petugas)
    assert angkatan.kuota.get().terisi == 1


def test_a_new_place_raises_the_number_of_every_event_so_that_calendars_take_it(kepala, masuk):
    angkatan = buat_angkatan(tempat="Balai Lama")
    satu = buat_sesi(angkatan, mulai=angkatan.mulai, selesai=angkatan.selesai)
    klien = masuk(kepala)
    hari = [timezone.localtime(x).strftime("%Y-%m-%dT%H:%M") for x in (angkatan.dibuka_pada, angkatan.ditutup_pada)]
    sama = rencana(angkatan.kurikulum, nama=angkatan.nama, dibuka_pada=hari[0], ditutup_pada=hari[1])
    assert "SEQUENCE:0" in klien.get(f"{angkatan.get_absolute_url()}jadwal.ics").text
    assert klien.post(halaman("angkatan_ubah", angkatan), sama | {"tempat": "Balai Baru"}).status_code == 302

    satu.refresh_from_db()
    assert satu.geser == 1
    acara = klien.get(f"{angkatan.get_absolute_url()}jadwal.ics").text
    assert ("SEQUENCE:1" in acara, "LOCATION:Balai Baru" in acara) == (True, True)
    klien.post(halaman("angkatan_ubah", angkatan), sama | {"tempat": "Balai Baru", "sumber_dana": "APBD"})
    satu.refresh_from_db()
    assert satu.geser == 1


def test_the_page_of_a_class_asks_as_often_for_three_of_everything_as_for_one(kepala, pelatih, buat_staf, masuk):
    angkatan, klien = buat_angkatan(kursi=9), masuk(kepala)
    url = halaman("angkatan_change", angkatan)
    hari = timezone.now() + timedelta(days=20)

    def tambah(n):
        akun = pelatih if n == 0 else buat_staf("petugas")
        angkatan.pelatih.create(akun=akun)
        angkatan.sesi.create(mulai=hari + timedelta(days=n), selesai=hari + timedelta(days=n, hours=5), jp=6)
        buat_peserta("TERDAFTAR", angkatan=angkatan)

    def hitung():
        with CaptureQueriesContext(connection) as kueri:
            assert klien.get(url).status_code == 200
        return len(kueri)

    tambah(0)
    klien.get(url)
    satu = hitung()
    tambah(1)
    tambah(2)
    assert hitung() == satu
