"""Writing a message: which rows, in whose transaction, told to whom."""

from typing import Any

import pytest
from celery import current_app
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone

from notifikasi import actions, queries
from notifikasi.actions import kirim
from notifikasi.enums import Jenis, Kanal, Keadaan
from notifikasi.models import Pemberitahuan
from tests.notifikasi.pabrik import masuk_kotak, surat

NOMOR = {"nomor": "BTG-26-000001-X"}


def baris(daftar: list[Pemberitahuan]) -> list[tuple[str, str, str]]:
    return sorted((satu.kanal, satu.tujuan, satu.keadaan) for satu in daftar)


def test_an_account_with_email_gets_an_inbox_row_and_an_email(pemilik: Any) -> None:
    pemilik.email = "siti@surat.uji"
    assert baris(kirim(templat="usaha_terdaftar", konteks=NOMOR, akun=pemilik)) == [
        (Kanal.APLIKASI, pemilik.kode, Keadaan.SAMPAI),
        (Kanal.EMAIL, "siti@surat.uji", Keadaan.ANTRE),
    ]


def test_an_account_without_email_gets_an_inbox_row(pemilik: Any) -> None:
    assert baris(kirim(templat="usaha_terdaftar", konteks=NOMOR, akun=pemilik)) == [
        (Kanal.APLIKASI, pemilik.kode, Keadaan.SAMPAI)
    ]


def test_a_given_address_goes_before_that_of_the_account(pemilik: Any) -> None:
    pemilik.email = "baru@surat.uji"
    pesan = kirim(templat="nik_bentrok", konteks={}, akun=pemilik, email="lama@surat.uji")
    assert baris(pesan)[1] == (Kanal.EMAIL, "lama@surat.uji", Keadaan.ANTRE)


def test_a_code_goes_by_email_only_and_at_once_even_at_night(pemilik: Any, malam: None) -> None:
    pemilik.email = "siti@surat.uji"
    [pesan] = kirim(templat="kode_masuk", konteks={"kode": "123456", "menit": 10}, akun=pemilik, jenis=Jenis.KODE)
    assert (pesan.kanal, pesan.keadaan, pesan.coba_lagi_pada <= timezone.now()) == (Kanal.EMAIL, Keadaan.ANTRE, True)


def test_nobody_to_reach_writes_nothing(db: None) -> None:
    assert kirim(templat="usaha_terdaftar", konteks=NOMOR) == []
    assert Pemberitahuan.objects.count() == 0


@pytest.mark.parametrize("pengirim", ["console", "dummy"])
def test_without_a_mail_server_nothing_pretends_to_be_mail(pemilik: Any, settings: Any, pengirim: str) -> None:
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{pengirim}.EmailBackend"
    pemilik.email = "siti@surat.uji"
    assert [satu.kanal for satu in kirim(templat="usaha_terdaftar", konteks=NOMOR, akun=pemilik)] == [Kanal.APLIKASI]


def test_the_row_keeps_what_was_said(pemilik: Any) -> None:
    [pesan] = kirim(templat="usaha_dicabut", konteks=NOMOR, akun=pemilik, url="/usaha/AB/")
    assert (pesan.templat, pesan.versi, pesan.judul, pesan.tombol, pesan.url, pesan.jenis) == (
        "usaha_dicabut",
        1,
        "Tanda bukti usaha Anda dicabut",
        "Baca penjelasan",
        "/usaha/AB/",
        Jenis.PERKARA,
    )
    assert pesan.isi.startswith("Tanda bukti terdata untuk usaha nomor BTG-26-000001-X dicabut")


def test_without_an_address_there_is_no_button(pemilik: Any) -> None:
    [pesan] = kirim(templat="usaha_dicabut", konteks=NOMOR, akun=pemilik)
    assert (pesan.url, pesan.tombol) == ("", "")


def test_the_same_key_tells_a_person_once(pemilik: Any, pemilik_lain: Any) -> None:
    pertama = kirim(templat="usaha_terdaftar", konteks=NOMOR, akun=pemilik, kunci="usaha:1:terdaftar")
    kedua = kirim(templat="usaha_terdaftar", konteks={"nomor": "LAIN"}, akun=pemilik, kunci="usaha:1:terdaftar")
    orang_lain = kirim(templat="usaha_terdaftar", konteks=NOMOR, akun=pemilik_lain, kunci="usaha:1:terdaftar")
    assert [satu.pk for satu in kedua] == [satu.pk for satu in pertama]
    assert list(Pemberitahuan.objects.order_by("pk")) == [*pertama, *orang_lain]


def test_without_a_key_every_call_is_a_message(pemilik: Any) -> None:
    for _ in range(2):
        kirim(templat="usaha_terdaftar", konteks=NOMOR, akun=pemilik)
    assert Pemberitahuan.objects.count() == 2


def test_a_stopped_message_cannot_be_sent_again(pemilik: Any) -> None:
    surat(akun=pemilik, keadaan=Keadaan.MATI, galat="Ditolak")
    surat(akun=pemilik)
    assert actions.hentikan(akun=pemilik) == 2
    assert actions.kirim_ulang(pemberitahuan=Pemberitahuan.objects.all()) == []


def test_only_one_kind_may_be_stopped(pemilik: Any) -> None:
    kabar, perkara = surat(akun=pemilik, jenis=Jenis.KABAR), surat(akun=pemilik)
    assert actions.hentikan(akun=pemilik, jenis=Jenis.KABAR) == 1
    keadaan = {satu.pk: satu.keadaan for satu in Pemberitahuan.objects.all()}
    assert keadaan == {kabar.pk: Keadaan.DILEWATI, perkara.pk: Keadaan.ANTRE}


def test_at_night_an_email_waits_for_seven_and_the_inbox_does_not(pemilik: Any, malam: None) -> None:
    pemilik.email = "siti@surat.uji"
    aplikasi, email = sorted(
        kirim(templat="usaha_terdaftar", konteks=NOMOR, akun=pemilik), key=lambda satu: str(satu.kanal)
    )
    setempat = timezone.localtime(email.coba_lagi_pada)
    assert (setempat.hour, setempat.minute, email.coba_lagi_pada > timezone.now()) == (7, 0, True)
    assert aplikasi.keadaan == Keadaan.SAMPAI


@pytest.mark.django_db(transaction=True)
def test_a_rollback_of_the_cause_takes_the_message_with_it(pemilik: Any) -> None:
    def gagal_di_tengah() -> None:
        with transaction.atomic():
            kirim(templat="usaha_terdaftar", konteks=NOMOR, akun=pemilik, email="siti@surat.uji")
            raise RuntimeError("sebabnya batal")

    with pytest.raises(RuntimeError, match="sebabnya batal"):
        gagal_di_tengah()
    assert Pemberitahuan.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_with_redis_down_the_cause_succeeds_and_the_message_waits(
    pemilik: Any, siang: None, redis_mati: None, caplog: pytest.LogCaptureFixture
) -> None:
    kirim(templat="usaha_terdaftar", konteks=NOMOR, akun=pemilik, email="siti@surat.uji")
    assert [catatan.getMessage() for catatan in caplog.records] == [
        "Antrean tidak menjawab; notifikasi.tasks.antar menunggu sapuan berikutnya."
    ]
    assert Pemberitahuan.objects.get(kanal=Kanal.EMAIL).keadaan == Keadaan.ANTRE


def test_a_hint_is_given_after_commit_for_what_is_due_and_only_that(
    pemilik: Any, siang: None, django_capture_on_commit_callbacks: Any
) -> None:
    with current_app.connection_for_write() as sambungan, sambungan.channel() as saluran:
        antrean = saluran.client.llen(current_app.conf.task_default_queue)
        with django_capture_on_commit_callbacks() as nanti:
            kirim(templat="usaha_terdaftar", konteks=NOMOR, akun=pemilik)
        assert nanti == []
        with django_capture_on_commit_callbacks(execute=True):
            kirim(templat="usaha_terdaftar", konteks=NOMOR, akun=pemilik, email="siti@surat.uji")
            assert saluran.client.llen(current_app.conf.task_default_queue) == antrean
        assert saluran.client.llen(current_app.conf.task_default_queue) == antrean + 1


def test_all_channels_are_one_insert(pemilik: Any, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        kirim(templat="usaha_terdaftar", konteks=NOMOR, akun=pemilik, email="siti@surat.uji", kunci="satu")


def test_stopping_an_account_buries_what_has_not_left(pemilik: Any, pemilik_lain: Any) -> None:
    menunggu, kotak, orang_lain = surat(akun=pemilik), masuk_kotak(pemilik), surat(akun=pemilik_lain)
    assert actions.hentikan(akun=pemilik) == 1
    keadaan = {satu.pk: satu.keadaan for satu in Pemberitahuan.objects.all()}
    assert keadaan == {menunggu.pk: Keadaan.DILEWATI, kotak.pk: Keadaan.SAMPAI, orang_lain.pk: Keadaan.ANTRE}


def test_a_message_is_read_once(pemilik: Any) -> None:
    pesan = masuk_kotak(pemilik)
    kotak = Pemberitahuan.objects.kotak(pemilik)
    assert [actions.tandai_dibaca(kotak=kotak), actions.tandai_dibaca(kotak=kotak)] == [1, 0]
    pesan.refresh_from_db()
    assert (pesan.keadaan, pesan.dibaca_pada is not None) == (Keadaan.DIBACA, True)


def test_the_unread_are_counted_for_their_reader_only(
    pemilik: Any, pemilik_lain: Any, django_assert_num_queries: Any
) -> None:
    masuk_kotak(pemilik)
    masuk_kotak(pemilik, keadaan=Keadaan.DIBACA, dibaca_pada=timezone.now())
    surat(akun=pemilik)
    with django_assert_num_queries(2):
        assert [queries.belum_dibaca(satu) for satu in (pemilik, pemilik_lain)] == [1, 0]
    assert queries.belum_dibaca(AnonymousUser()) == 0
