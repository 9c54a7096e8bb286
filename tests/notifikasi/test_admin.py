"""The outbox in the officials' room."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from notifikasi.enums import Jenis, Keadaan
from notifikasi.models import MAKS_PERCOBAAN, Pemberitahuan
from tests.notifikasi.pabrik import lewat_petugas, surat, wa

pytestmark = pytest.mark.django_db
Masuk = Callable[[Any], Client]
DAFTAR = "admin:notifikasi_pemberitahuan_changelist"


def mati(**isian: Any) -> Pemberitahuan:
    return surat(**{"keadaan": Keadaan.MATI, "galat": "Ditolak", "percobaan": MAKS_PERCOBAAN} | isian)


def halaman(pesan: Pemberitahuan) -> str:
    return reverse("admin:notifikasi_pemberitahuan_change", args=[pesan.pk])


def kirim_ulang(klien: Client, *pesan: Pemberitahuan) -> Any:
    isian = {"action": "kirim_ulang", "_selected_action": [satu.pk for satu in pesan]}
    return klien.post(reverse(DAFTAR), isian, follow=True)


def test_an_admin_finds_the_dead_and_sends_them_again(admin: Any, masuk: Masuk) -> None:
    pesan, terkirim = mati(), surat(keadaan=Keadaan.TERKIRIM, terkirim_pada=timezone.now())
    klien = masuk(admin)
    daftar = klien.get(reverse(DAFTAR), {"keadaan__exact": Keadaan.MATI})
    assert list(daftar.context["cl"].result_list) == [pesan]
    assert "1 pesan masuk antrean lagi." in kirim_ulang(klien, pesan, terkirim).text
    pesan.refresh_from_db()
    assert (pesan.keadaan, pesan.percobaan) == (Keadaan.ANTRE, 0)
    assert list(LogEntry.objects.values_list("object_id", "user_id")) == [(str(pesan.pk), admin.pk)]


def test_sending_again_what_is_not_dead_says_so(admin: Any, masuk: Masuk) -> None:
    pesan = surat()
    assert "Tidak ada yang dikirim ulang" in kirim_ulang(masuk(admin), pesan).text
    assert LogEntry.objects.count() == 0


def test_all_that_match_are_sent_again_without_a_script(admin: Any, masuk: Masuk) -> None:
    pesan = [mati(), mati()]
    isian = {"action": "kirim_ulang", "semua": "1"}
    assert "2 pesan masuk antrean lagi." in masuk(admin).post(reverse(DAFTAR), isian, follow=True).text
    assert {Pemberitahuan.objects.get(pk=satu.pk).keadaan for satu in pesan} == {Keadaan.ANTRE}


def test_looking_does_not_send(admin: Any, masuk: Masuk) -> None:
    pesan = mati()
    masuk(admin).get(reverse(DAFTAR), {"action": "kirim_ulang", "_selected_action": pesan.pk})
    pesan.refresh_from_db()
    assert pesan.keadaan == Keadaan.MATI


@pytest.mark.parametrize("orang", ["petugas", "pemilik"])
def test_who_works_for_some_kecamatan_only_sees_no_outbox(
    orang: str, masuk: Masuk, request: pytest.FixtureRequest
) -> None:
    pesan = mati()
    klien = masuk(request.getfixturevalue(orang))
    assert klien.get(reverse(DAFTAR)).status_code != 200
    assert klien.get(halaman(pesan)).status_code != 200
    kirim_ulang(klien, pesan)
    pesan.refresh_from_db()
    assert pesan.keadaan == Keadaan.MATI


def test_the_text_and_address_of_a_code_are_hidden_from_officials(admin: Any, masuk: Masuk) -> None:
    kode = surat(jenis=Jenis.KODE, templat="kode_masuk", isi="123456 adalah kode Anda.", url="/sandi/rahasia/")
    jawaban = masuk(admin).get(halaman(kode))
    assert jawaban.status_code == 200
    assert ("123456" in jawaban.text, "/sandi/rahasia/" in jawaban.text) == (False, False)


def test_an_address_that_opens_something_without_log_in_is_hidden_from_officials(admin: Any, masuk: Masuk) -> None:
    pesan = surat(url="/kepuasan/kunci/rahasia/")
    assert "rahasia" not in masuk(admin).get(halaman(pesan)).text


def test_nothing_can_be_added_changed_or_deleted(admin: Any, masuk: Masuk) -> None:
    pesan = surat()
    klien = masuk(admin)
    assert klien.get(reverse("admin:notifikasi_pemberitahuan_add")).status_code in (403, 404)
    assert klien.post(halaman(pesan), {"judul": "Lain"}).status_code in (403, 404)
    assert klien.post(reverse("admin:notifikasi_pemberitahuan_delete", args=[pesan.pk])).status_code in (403, 404)
    pesan.refresh_from_db()
    assert pesan.judul == "Judul"


def test_the_list_asks_as_much_for_three_as_for_one(admin: Any, pemilik: Any, masuk: Masuk) -> None:
    klien = masuk(admin)
    jumlah = []
    for banyak in (1, 2):
        for _ in range(banyak):
            surat(akun=pemilik)
        with CaptureQueriesContext(connection) as catatan:
            assert klien.get(reverse(DAFTAR)).status_code == 200
        jumlah.append(len(catatan))
    assert jumlah[0] == jumlah[1]


@pytest.mark.parametrize("dicari", ["0812-0000-0001", "+62 812 0000 0001", "81200000001", " 6281200000001 "])
def test_a_number_is_found_however_it_is_typed(admin: Any, masuk: Masuk, dicari: str) -> None:
    pesan, _ = wa(), wa(tujuan="+6281200000002")
    assert list(masuk(admin).get(reverse(DAFTAR), {"q": dicari}).context["cl"].result_list) == [pesan]


def test_a_message_is_found_by_its_kode_its_address_and_its_id_at_meta(admin: Any, masuk: Masuk, pemilik: Any) -> None:
    pesan = surat(tujuan="siti@surat.uji", id_penyedia="wamid.aB1")
    surat()
    klien = masuk(admin)
    for dicari in (pesan.kode.lower(), "Siti@Surat.uji", "wamid.aB1"):
        assert list(klien.get(reverse(DAFTAR), {"q": dicari}).context["cl"].result_list) == [pesan]


def test_the_tabs_show_the_dead_that_can_be_sent_again_and_what_a_worker_will_take(admin: Any, masuk: Masuk) -> None:
    gagal, antre = mati(), surat()
    mati(jenis=Jenis.KODE, templat="kode_masuk", isi="")
    lewat_petugas()
    klien = masuk(admin)
    for tab, isi in (("mati", [gagal]), ("menunggu", [antre])):
        assert list(klien.get(reverse(DAFTAR), {"antrean": tab}).context["cl"].result_list) == isi


def test_the_list_is_narrowed_to_one_template(admin: Any, masuk: Masuk) -> None:
    surat()
    pesan = surat(templat="nik_bentrok")
    assert list(masuk(admin).get(reverse(DAFTAR), {"templat": "nik_bentrok"}).context["cl"].result_list) == [pesan]


def test_resending_a_message_by_hand_brings_it_back_to_the_officials(admin: Any, masuk: Masuk) -> None:
    pesan = lewat_petugas(keadaan=Keadaan.MATI, galat="Ditolak", coba_lagi_pada=timezone.now() - timedelta(days=20))
    kirim_ulang(masuk(admin), pesan)
    pesan.refresh_from_db()
    assert (pesan.keadaan, pesan.coba_lagi_pada > timezone.now() - timedelta(minutes=1)) == (Keadaan.ANTRE, True)
