from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from notifikasi.enums import Jenis, Kanal, Keadaan
from notifikasi.models import Pemberitahuan
from tests.notifikasi.pabrik import masuk_kotak, surat


@pytest.mark.parametrize(
    ("isian", "aturan"),
    [
        ({"keadaan": "LAIN"}, "pemberitahuan_pilihan_dikenal"),
        ({"tujuan": ""}, "pemberitahuan_lengkap"),
        ({"judul": ""}, "pemberitahuan_lengkap"),
        ({"isi": ""}, "pemberitahuan_berisi"),
        ({"kanal": Kanal.APLIKASI}, "pemberitahuan_kotak_milik_akun"),
        ({"templat": "kode_masuk"}, "pemberitahuan_kode_berjenis_kode"),
        ({"keadaan": Keadaan.TERKIRIM}, "pemberitahuan_terkirim_bertanggal"),
        ({"terkirim_pada": timezone.now()}, "pemberitahuan_terkirim_bertanggal"),
        ({"keadaan": Keadaan.DIBACA, "terkirim_pada": timezone.now()}, "pemberitahuan_dibaca_bertanggal"),
        ({"keadaan": Keadaan.GAGAL}, "pemberitahuan_gagal_bersebab"),
        ({"keadaan": Keadaan.MATI}, "pemberitahuan_gagal_bersebab"),
        (
            {"keadaan": Keadaan.TERKIRIM, "terkirim_pada": timezone.now(), "dikerjakan_sampai": timezone.now()},
            "pemberitahuan_dikerjakan_selama_menunggu",
        ),
    ],
)
def test_the_database_refuses_a_row_that_cannot_be(db: None, isian: dict[str, Any], aturan: str) -> None:
    with pytest.raises(IntegrityError, match=f'"{aturan}"'), transaction.atomic():
        surat(**isian)


def test_a_code_never_lies_in_an_inbox(pemilik: Any) -> None:
    with pytest.raises(IntegrityError, match="pemberitahuan_kotak_milik_akun"), transaction.atomic():
        masuk_kotak(pemilik, jenis=Jenis.KODE)


@pytest.mark.parametrize("url", ["", "/", "/usaha/AB12/", "/saya/?a=1#b"])
def test_a_message_may_point_into_the_portal(db: None, url: str) -> None:
    assert surat(url=url).url == url


@pytest.mark.parametrize(
    "url", ["//jahat.example/", "/\\jahat.example", "https://jahat.example", "saya/", "/a b", "/a\nb"]
)
def test_a_message_points_nowhere_else(db: None, url: str) -> None:
    with pytest.raises(IntegrityError, match="pemberitahuan_url_di_portal"), transaction.atomic():
        surat(url=url)


def test_a_refused_row_says_so_in_indonesian(db: None) -> None:
    pesan = surat()
    pesan.url = "https://jahat.example"
    with pytest.raises(ValidationError) as galat:
        pesan.validate_constraints()
    assert galat.value.messages == ["Alamat pesan harus di dalam portal, diawali satu garis miring."]


def test_one_key_target_and_channel_make_one_row(db: None) -> None:
    surat(kunci="usaha:1:verifikasi")
    surat(kunci="usaha:1:verifikasi", tujuan="lain@surat.uji")
    with pytest.raises(IntegrityError, match="pemberitahuan_kunci_unik"), transaction.atomic():
        surat(kunci="usaha:1:verifikasi")


def test_who_sees_which_rows(pemilik: Any, pemilik_lain: Any, petugas: Any, admin: Any, django_user_model: Any) -> None:
    milik, lain, keluar = masuk_kotak(pemilik), masuk_kotak(pemilik_lain), surat(akun=pemilik)
    semua = Pemberitahuan.objects.order_by("pk")
    assert list(semua.terlihat_oleh(pemilik)) == [milik]
    assert list(semua.terlihat_oleh(pemilik_lain)) == [lain]
    assert list(semua.terlihat_oleh(petugas)) == []
    assert list(semua.terlihat_oleh(admin)) == [milik, lain, keluar]
    assert list(semua.kotak(admin)) == []
