"""What time and the registry change: reminders, merged records, the dead; and whose account does it."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InternalError, connection
from django.utils import timezone

from inti import peta
from inti.workflow import SISTEM
from notifikasi import jam_kirim
from notifikasi.models import Pemberitahuan
from pelatihan.actions import ingat, kursi
from pelatihan.actions.angkatan import jadwalkan
from pelatihan.actions.sapu import sapu
from pelatihan.models import Angkatan, Peserta, Sesi, TandaHadir
from pelatihan.syarat import sering_mangkir
from tests.factories import PelakuFactory, PenggunaFactory
from tests.pelatihan.pabrik import buat_angkatan, orang
from umkm.actions.gabung import gabung_pelaku
from umkm.models import AksesPembantu, KepemilikanUsaha, PelakuUsaha

pytestmark = pytest.mark.django_db
WIB = ZoneInfo("Asia/Jakarta")
ALASAN = "Satu orang, KTP dilihat di loket."


def masuk(angkatan, siapa=None):
    pelaku, usaha = siapa or orang(akun=PenggunaFactory())
    return kursi.daftar(angkatan, pelaku=pelaku, usaha=usaha, oleh=SISTEM)


def status(*peserta):
    return [Peserta.objects.get(pk=p.pk).status for p in peserta]


@pytest.mark.parametrize(
    ("mulai_dari", "kini", "sampai"),
    [
        ((12, 9), (1, 10), (2, 10)),  # far: a day
        ((3, 9), (1, 10), (1, 12)),  # near: two hours
        ((12, 9), (1, 22), (3, 7)),  # at night it counts from the morning, when its message leaves
        ((2, 8), (1, 19, 59), (1, 21, 59)),
        ((2, 8), (1, 23), (2, 8)),  # never past the start
    ],
)
def test_an_offer_ends_after_a_day_or_two_hours_and_never_while_nobody_could_read_of_it(mulai_dari, kini, sampai):
    saat = [datetime(2026, 12, *x, tzinfo=WIB) for x in (mulai_dari, kini, sampai)]
    assert kursi.akhir_tawaran(saat[0], saat[1]) == saat[2]


@pytest.fixture
def segala_jam(monkeypatch):
    """Messages leave at any hour, so that the test may run at any."""
    monkeypatch.setattr(jam_kirim, "buka", lambda saat: True)


def sesi(angkatan, *jarak):
    """Give the class sessions so long from now."""
    kini = timezone.now()
    return [
        Sesi.objects.create(angkatan=angkatan, mulai=kini + satu, selesai=kini + satu + timedelta(minutes=30))
        for satu in jarak
    ]


def ingatan(peserta):
    baris = Pemberitahuan.objects.filter(akun=peserta.pelaku.akun, kanal="aplikasi", templat__contains="_ingat_")
    return sorted(baris.values_list("templat", flat=True))


def test_a_class_day_is_announced_the_day_before_and_an_hour_before_once(segala_jam):
    angkatan = buat_angkatan()
    duduk, antre = masuk(angkatan), None
    hari = sesi(angkatan, timedelta(hours=23))[0]
    assert (ingat.jalankan(), ingat.jalankan()) == (1, 0)
    assert ingatan(duduk) == ["pelatihan_ingat_hari_portal"]

    Sesi.objects.filter(pk=hari.pk).update(mulai=timezone.now() + timedelta(minutes=50))
    assert (ingat.jalankan(), ingat.jalankan()) == (1, 0)
    assert ingatan(duduk) == ["pelatihan_ingat_hari_portal", "pelatihan_ingat_jam_portal"]
    antre = masuk(angkatan)  # who gets a seat later is reminded too
    assert (ingat.jalankan(), ingatan(antre)) == (1, ["pelatihan_ingat_jam_portal"])


def test_who_only_waits_and_a_cancelled_class_are_not_reminded(segala_jam):
    angkatan, batal = buat_angkatan(kursi=1), buat_angkatan()
    masuk(angkatan), masuk(angkatan), masuk(batal)
    for satu in (angkatan, batal):
        sesi(satu, timedelta(minutes=40))
    Angkatan.objects.filter(pk=batal.pk).update(status="DIBATALKAN")
    assert ingat.jalankan() == 1


def test_a_reminder_that_would_leave_after_the_start_is_not_written(monkeypatch):
    monkeypatch.setattr(jam_kirim, "berangkat", lambda jenis, saat: saat + timedelta(hours=9))
    angkatan = buat_angkatan()
    masuk(angkatan)
    sesi(angkatan, timedelta(minutes=40))
    assert ingat.jalankan() == 0


def test_who_has_no_account_reads_place_and_map_without_logging_in(segala_jam, client):
    angkatan = buat_angkatan(tempat="Balai Desa")
    masuk(angkatan, orang(telepon="+6281234567890"))
    sesi(angkatan, timedelta(hours=23))
    ingat.jalankan()
    pesan = Pemberitahuan.objects.filter(templat="pelatihan_ingat_hari").first()
    halaman = client.get(pesan.url)
    assert (halaman.status_code, "Lihat di peta" in halaman.text) == (200, True)


@pytest.mark.parametrize(
    ("kelas", "tempat_sesi", "tempat", "cari"),
    [
        (
            {"tempat": "Balai Desa", "alamat": "Jl. Raya No. 12"},
            "",
            "Balai Desa, Jl. Raya No. 12",
            "Balai+Desa+Jl.+Raya+No.+12+Kabupaten+Batang",
        ),
        ({"tempat": "x" * 150}, "", "x" * 119 + "…", "x" * 120),
        ({"tempat": "Balai Desa"}, "Gedung PKK", "Gedung PKK", "Gedung+PKK+Kabupaten+Batang"),
        ({"medium": "DARING", "tautan": "https://rapat.invalid/rahasia"}, "", "lewat pertemuan video", None),
        ({"tempat": "Lihat bit.ly/x"}, "", "tatap muka", None),
        ({"tempat": f"Balai {'(' * 115} rupiah"}, "", "tatap muka", None),  # what is cut off stands in its map
        ({}, "", "tatap muka", None),
    ],
)
def test_place_and_map_stand_in_the_reminder_and_in_the_news_of_a_change(segala_jam, kelas, tempat_sesi, tempat, cari):
    angkatan = buat_angkatan(**kelas)
    duduk = masuk(angkatan)
    besok = sesi(angkatan, timedelta(hours=23))[0]
    Sesi.objects.update(tempat=tempat_sesi)
    ingat.jalankan()
    besok.refresh_from_db()
    jadwalkan(
        angkatan, mulai=besok.mulai + timedelta(minutes=1), selesai=besok.selesai, jp=1, tempat=besok.tempat, sesi=besok
    )

    pesan = list(Pemberitahuan.objects.filter(akun=duduk.pelaku.akun, kanal="aplikasi").order_by("pk"))[-2:]
    akhir = "" if cari else "_portal"
    assert [p.templat for p in pesan] == [f"pelatihan_ingat_hari{akhir}", f"pelatihan_jadwal{akhir}"]
    assert tempat in pesan[0].isi
    assert "rahasia" not in pesan[0].isi + pesan[1].isi
    if cari:
        assert [f"di {tempat}.\n\nPeta: {peta.AWALAN}{cari}\n" in p.isi for p in pesan] == [True, True]


def test_a_session_that_moved_is_reminded_of_again(segala_jam):
    angkatan = buat_angkatan()
    duduk = masuk(angkatan)
    satu = sesi(angkatan, timedelta(hours=20))[0]
    ingat.jalankan()
    lain = timezone.now() + timedelta(hours=22)
    Sesi.objects.filter(pk=satu.pk).update(mulai=lain, selesai=lain + timedelta(hours=1))
    ingat.jalankan()
    assert ingatan(duduk) == ["pelatihan_ingat_hari_portal"] * 2


@pytest.mark.parametrize("utama_duluan", [True, False])
def test_of_two_places_of_one_person_the_better_stays_and_the_other_is_free(kepala, utama_duluan):
    angkatan = buat_angkatan(kursi=1)
    utama, lebur = orang(), orang()
    duduk, antre = [masuk(angkatan, s) for s in ((utama, lebur) if utama_duluan else (lebur, utama))]
    ketiga = masuk(angkatan)
    gabung_pelaku(utama[0], lebur[0], oleh=kepala, alasan=ALASAN)
    sapu()

    assert status(duduk, antre, ketiga) == ["TERDAFTAR", "MENGUNDURKAN_DIRI", "DAFTAR_TUNGGU"]
    assert Peserta.objects.get(pk=duduk.pk).pelaku == utama[0]


def test_two_seats_of_one_person_become_one_and_the_next_is_asked(kepala):
    angkatan = buat_angkatan(kursi=2)
    utama, lebur = orang(), orang()
    satu, dua, antre = masuk(angkatan, utama), masuk(angkatan, lebur), masuk(angkatan)
    gabung_pelaku(utama[0], lebur[0], oleh=kepala, alasan=ALASAN)
    sapu()

    assert status(satu, dua, antre) == ["TERDAFTAR", "MENGUNDURKAN_DIRI", "DITAWARI"]
    assert angkatan.kuota.get().terisi == 2


def test_of_two_seats_of_one_person_that_stays_on_which_he_was_marked(kepala):
    angkatan = buat_angkatan(kursi=2)
    utama, lebur = orang(), orang()
    satu, dua = masuk(angkatan, utama), masuk(angkatan, lebur)
    jam, kini = timedelta(hours=1), timezone.now()
    for mulai in (kini - timedelta(days=2), kini - timedelta(days=1)):
        hari = angkatan.sesi.create(mulai=mulai, selesai=mulai + jam, ditutup_pada=mulai + jam)
        TandaHadir.objects.create(sesi=hari, peserta=satu, keadaan="ALPA", dicatat_pada=hari.mulai)
        TandaHadir.objects.create(sesi=hari, peserta=dua, keadaan="HADIR", dicatat_pada=hari.mulai)
    gabung_pelaku(utama[0], lebur[0], oleh=kepala, alasan=ALASAN)
    sapu()

    assert status(satu, dua) == ["MENGUNDURKAN_DIRI", "TERDAFTAR"]
    assert Peserta.objects.get(pk=dua.pk).pelaku == utama[0]
    assert not sering_mangkir(utama[0])


def test_the_seat_of_who_has_died_goes_to_the_next_and_nobody_enrols_him():
    angkatan = buat_angkatan(kursi=1)
    siapa = orang(akun=PenggunaFactory())
    duduk, antre = masuk(angkatan, siapa), masuk(angkatan)
    PelakuUsaha.objects.filter(pk=siapa[0].pk).update(meninggal_pada=timezone.localdate())
    sapu()
    assert status(duduk, antre) == ["MENGUNDURKAN_DIRI", "DITAWARI"]

    siapa[0].refresh_from_db()
    with pytest.raises(ValidationError, match="tidak dipakai lagi"):
        kursi.daftar(buat_angkatan(), pelaku=siapa[0], usaha=siapa[1], oleh=siapa[0].akun)


def test_a_cancelled_class_keeps_its_places_as_they_were():
    angkatan = buat_angkatan(kursi=1)
    siapa = orang()
    ditahan = kursi.tahan(angkatan, pelaku=siapa[0], usaha=siapa[1], oleh=SISTEM)
    Peserta.objects.filter(pk=ditahan.pk).update(sampai=timezone.now() - timedelta(hours=1))
    Angkatan.objects.filter(pk=angkatan.pk).update(status="DIBATALKAN")

    assert (sapu(), status(ditahan)) == (0, ["DITAHAN"])


def test_the_fault_of_one_class_does_not_keep_the_seats_of_the_others():
    rusak, baik = (kursi.tahan(buat_angkatan(), pelaku=p, usaha=u, oleh=SISTEM) for p, u in (orang(), orang()))
    Peserta.objects.update(sampai=timezone.now() - timedelta(minutes=1))
    with connection.cursor() as basis:
        basis.execute("CREATE FUNCTION tolak() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'rusak'; END $$")
        basis.execute(
            "CREATE TRIGGER tolak BEFORE UPDATE ON pelatihan_peserta FOR EACH ROW"
            f" WHEN (OLD.id = {rusak.pk}) EXECUTE FUNCTION tolak()"
        )
    with pytest.raises(ExceptionGroup) as galat:
        sapu()
    assert [type(satu) for satu in galat.value.exceptions] == [InternalError]
    assert [Peserta.objects.get(pk=p.pk).status for p in (rusak, baik)] == ["DITAHAN", "KEDALUWARSA"]


def test_once_the_class_has_begun_no_seat_is_offered():
    angkatan = buat_angkatan(kursi=1)
    duduk, antre = masuk(angkatan), masuk(angkatan)
    Angkatan.objects.filter(pk=angkatan.pk).update(mulai=timezone.now() - timedelta(minutes=1))
    kursi.undur(Peserta.objects.get(pk=duduk.pk), oleh=SISTEM)

    assert (sapu(), status(antre)) == (0, ["DAFTAR_TUNGGU"])


def test_a_seat_is_given_up_until_the_start_or_the_day_that_was_set():
    siapa = orang(akun=PenggunaFactory())
    duduk = masuk(buat_angkatan(batas_undur=timezone.now() - timedelta(seconds=1)), siapa)
    with pytest.raises(ValidationError, match="sudah lewat"):
        kursi.undur(Peserta.objects.get(pk=duduk.pk), oleh=siapa[0].akun)
    assert status(duduk) == ["TERDAFTAR"]


def test_the_offer_that_came_before_the_lock_is_given_back_whole():
    """A page that was opened while one waited gives up the seat that was offered meanwhile."""
    angkatan = buat_angkatan(kursi=1)
    satu, dua, tiga = masuk(angkatan), masuk(angkatan), masuk(angkatan)
    basi = Peserta.objects.get(pk=dua.pk)
    kursi.undur(satu, oleh=SISTEM)
    kursi.undur(basi, oleh=SISTEM)

    assert status(dua, tiga) == ["MENGUNDURKAN_DIRI", "DITAWARI"]


def bantu(usaha, akun):
    return AksesPembantu.objects.create(
        usaha=usaha,
        nama="Bantu Contoh",
        telepon="+6281200000077",
        hubungan="ANAK",
        sampai=timezone.localdate(),
        diundang_oleh=akun,
        token_sidik=f"sidik-{usaha.pk}",
        akun=akun,
        diterima_pada=timezone.now(),
    )


def test_a_helper_enrols_the_owner_and_may_sit_instead_until_his_last_day():
    pelaku, usaha = orang()
    akses = bantu(usaha, PenggunaFactory())
    pembantu = PelakuFactory(akun=akses.akun)
    angkatan = buat_angkatan()
    peserta = kursi.daftar(angkatan, pelaku=pelaku, usaha=usaha, oleh=akses.akun)
    baru = kursi.ganti(peserta, pelaku=pembantu, oleh=akses.akun)
    assert status(peserta, baru) == ["DIGANTI", "TERDAFTAR"]

    AksesPembantu.objects.update(sampai=timezone.localdate() - timedelta(days=1))
    with pytest.raises(PermissionDenied):
        kursi.daftar(buat_angkatan(), pelaku=pelaku, usaha=usaha, oleh=akses.akun)


def test_nobody_is_a_substitute_who_sits_already_or_has_died():
    pelaku, usaha = orang()
    mitra, almarhum = PelakuFactory(), PelakuFactory(meninggal_pada=timezone.localdate())
    for satu in (mitra, almarhum):
        KepemilikanUsaha.objects.create(usaha=usaha, pelaku=satu)
    angkatan = buat_angkatan(kursi=2)
    duduk = masuk(angkatan, (pelaku, usaha))
    masuk(angkatan, (mitra, usaha))
    for satu in (mitra, almarhum):
        with pytest.raises(ValidationError, match="Pengganti"):
            kursi.ganti(duduk, pelaku=satu, oleh=SISTEM)
