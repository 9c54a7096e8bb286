"""The pages of the reports: who comes in, what is asked, what comes out."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from laporan import actions, queries
from laporan.enums import Keadaan
from laporan.models import Unduhan
from tests.factories import DesaFactory, PelakuFactory, buat_usaha
from tests.laporan.conftest import ALASAN
from tests.laporan.test_aliran import baca_csv
from umkm.reports import DAFTAR_USAHA

DAFTAR = "/laporan/daftar-usaha/"
UNDUH = f"{DAFTAR}unduh/"


@pytest.fixture
def usaha(desa: Any) -> Any:
    return buat_usaha(pelaku=PelakuFactory(nama="Siti Contoh", telepon="+6281200000001"), nama="=1+1", desa=desa)


def kirim(klien: Client, bentuk: str = "csv", kueri: str = "", **isian: Any) -> Any:
    data = {"format": bentuk, "alasan": ALASAN, "kunci": str(uuid4())} | isian
    return klien.post(UNDUH + kueri, data)


@pytest.mark.parametrize("alamat", ["/laporan/", DAFTAR, "/laporan/angka/", "/laporan/tidak-ada/"])
@pytest.mark.parametrize(
    ("siapa", "status"), [("pemilik", 404), ("mitra", 404), ("pelatih", 404), ("tamu", 302), ("pelatih_staf", 404)]
)
def test_the_reports_are_closed_to_whom_they_are_not_for(alamat, siapa, status, request, masuk, buat_staf):
    if siapa == "tamu":
        klien = Client()
    else:
        klien = masuk(buat_staf("pelatih") if siapa == "pelatih_staf" else request.getfixturevalue(siapa))
    assert klien.get(alamat).status_code == status


@pytest.mark.parametrize(
    ("siapa", "jawaban"),
    [("kepala", (200, 200, 200)), ("petugas", (200, 200, 200)), ("admin", (404, 404, 200))],
)
def test_who_may_download_and_who_may_look_at_figures(siapa, jawaban, request, masuk):
    klien = masuk(request.getfixturevalue(siapa))
    alamat = ("/laporan/", DAFTAR, "/laporan/angka/")
    assert tuple(klien.get(a).status_code for a in alamat) == jawaban


@pytest.mark.parametrize(
    ("siapa", "nama"),
    [("kepala", ["Angka hari ini", "Laporan"]), ("admin", ["Angka hari ini"]), ("pelatih", [])],
)
def test_the_first_page_of_the_room_leads_here(siapa, nama, request):
    assert [p[0] for p in queries.pintasan(request.getfixturevalue(siapa))] == nama


# Asking.


def test_the_page_counts_what_the_filters_leave_and_names_them(kepala, masuk, usaha, desa_limpung):
    buat_usaha(desa=desa_limpung)
    jawaban = masuk(kepala).get(f"{DAFTAR}?kecamatan=33.25.08")
    assert (jawaban.context["jumlah"], jawaban.context["terpilih"]) == (1, [("Kecamatan", "Limpung")])


def test_a_filter_that_is_not_understood_is_told_and_nothing_is_handed_out(kepala, masuk, usaha):
    klien = masuk(kepala)
    jawaban = klien.get(f"{DAFTAR}?kbli=abc")
    assert jawaban.status_code == 422
    assert "Tulis satu sampai lima angka, contoh 10794." in jawaban.text
    assert kirim(klien, kueri="?kbli=abc").status_code == 422
    assert Unduhan.objects.count() == 0


def test_csv_comes_at_once_and_leaves_a_line(kepala, masuk, usaha):
    jawaban = kirim(masuk(kepala), kueri="?kecamatan=33.25.11")
    assert jawaban.streaming
    judul, satu = baca_csv(b"".join(jawaban.streaming_content).decode())
    isi = dict(zip(judul, satu, strict=True))
    assert (isi["Nama usaha"], isi["Nomor WhatsApp"]) == ("'=1+1", "0812-0000-0001")
    unduhan = Unduhan.objects.get()
    assert re.fullmatch(r'attachment; filename="daftar-usaha_[0-9_-]+\.csv"', jawaban["Content-Disposition"])
    assert jawaban["Cache-Control"] == "private, no-store, max-age=0, no-cache, must-revalidate"
    assert jawaban["X-Content-Type-Options"] == "nosniff"
    assert (unduhan.oleh, unduhan.alasan, unduhan.keadaan) == (kepala, ALASAN, Keadaan.SELESAI)
    assert (unduhan.baris_selesai, unduhan.saringan_kata) == (1, [["Kecamatan", "Batang"]])
    assert len(unduhan.sidik) == 64


def test_csv_of_another_kecamatan_has_no_row(petugas_limpung, masuk, usaha):
    jawaban = kirim(masuk(petugas_limpung))
    assert len(baca_csv(b"".join(jawaban.streaming_content).decode())) == 1


def test_a_broken_connection_is_written_down(kepala, minta, usaha):
    saringan = DAFTAR_USAHA.formulir({}, user=kepala)
    assert saringan.is_valid()
    aliran = actions.alirkan(minta(kepala, "csv"), oleh=kepala, laporan=DAFTAR_USAHA, saringan=saringan)
    next(aliran)
    aliran.close()
    unduhan = Unduhan.objects.get()
    assert (unduhan.keadaan, unduhan.sidik, unduhan.galat) == (
        Keadaan.DIBATALKAN,
        "",
        "Unduhan terputus di tengah jalan.",
    )


@pytest.mark.parametrize(
    ("alasan", "kalimat"),
    [
        ("", "Tulis untuk apa daftar ini dipakai."),
        ("rapat", "Tulis untuk apa daftar ini dipakai, sedikitnya 10 huruf."),
        (" x " * 5, "Tulis untuk apa daftar ini dipakai, sedikitnya 10 huruf."),
    ],
)
@pytest.mark.parametrize("bentuk", ["csv", "xlsx"])
def test_without_a_reason_there_is_no_list(kepala, masuk, usaha, bentuk, alasan, kalimat):
    jawaban = kirim(masuk(kepala), bentuk, alasan=alasan)
    assert (jawaban.status_code, jawaban.context["form"].errors["alasan"]) == (422, [kalimat])
    assert Unduhan.objects.count() == 0


def test_the_thirty_first_of_an_hour_is_too_many(kepala, masuk, usaha):
    klien = masuk(kepala)
    jawaban = [kirim(klien, "xlsx").status_code for _ in range(31)]
    assert jawaban == [302] * 30 + [429]


def test_two_clicks_make_one_list(kepala, masuk):
    klien, kunci = masuk(kepala), str(uuid4())
    pertama, kedua = (kirim(klien, "xlsx", kunci=kunci) for _ in range(2))
    assert (pertama.status_code, pertama["Location"]) == (302, kedua["Location"])
    assert Unduhan.objects.count() == 1


def test_asking_is_a_post(kepala, masuk):
    klien = masuk(kepala)
    assert klien.get(UNDUH).status_code == 405
    assert klien.post(DAFTAR).status_code == 405


@pytest.mark.parametrize("banyak", [1, 3])
def test_the_list_of_reports_asks_as_much_for_one_download_as_for_three(
    kepala, masuk, minta, django_assert_num_queries, banyak
):
    klien = masuk(kepala)
    for _ in range(banyak):
        minta(kepala)
    klien.get("/laporan/")
    with django_assert_num_queries(5):
        assert len(klien.get("/laporan/").context["unduhan"]) == banyak


def test_what_was_typed_into_the_picker_of_a_village_is_kept_without_a_nik(kepala, masuk, usaha):
    kirim(masuk(kepala), "xlsx", "?desa_dicari=3325114708900002&janji=lewat")
    assert Unduhan.objects.get().saringan == {"janji": ["lewat"]}


@pytest.mark.parametrize("kueri", ["?sampai=9999-12-31", "?dari=9999-12-31&sampai=9999-12-31", "?dari=0001-01-01"])
def test_a_day_at_the_end_of_time_is_sent_back_and_breaks_nothing(kepala, masuk, kueri):
    klien = masuk(kepala)
    jawaban = klien.get(DAFTAR + kueri)
    assert (jawaban.status_code, "Periksa tahunnya." in jawaban.text) == (422, True)
    assert (kirim(klien, "xlsx", kueri).status_code, Unduhan.objects.count()) == (422, 0)


# The list that is being made.


@pytest.fixture
def selesai(kepala, usaha, minta, transactional_db) -> Unduhan:
    satu = minta(kepala)
    assert actions.kerjakan(satu.pk)
    satu.refresh_from_db()
    return satu


@pytest.mark.django_db(transaction=True)
def test_the_page_of_a_list_says_how_far_it_is_and_survives_a_reload(kepala, masuk, usaha, minta):
    klien, unduhan = masuk(kepala), minta(kepala)
    alamat = reverse("laporan:unduhan", args=[unduhan.kode])
    Unduhan.objects.filter(pk=unduhan.pk).update(
        keadaan="JALAN",
        baris_selesai=250,
        baris_semua=1000,
        sewa=uuid4(),
        dikerjakan_sampai=timezone.now() + timedelta(minutes=1),
    )
    for _ in range(2):
        jawaban = klien.get(alamat)
        assert '<progress value="250" max="1000"' in jawaban.text
        assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in jawaban.text
    sebagian = klien.get(alamat, headers={"HX-Request": "true"})
    assert ("25% · 250 dari 1.000 baris" in sebagian.text, "<html" in sebagian.text) == (True, False)
    actions.batalkan(unduhan, oleh=kepala)
    assert "http-equiv" not in klien.get(alamat).text


def test_the_finished_file_is_handed_to_the_one_who_asked(kepala, masuk, selesai):
    klien = masuk(kepala)
    jawaban = klien.get(reverse("laporan:berkas", args=[selesai.kode]))
    assert (jawaban.status_code, b"".join(jawaban.streaming_content)[:2]) == (200, b"PK")
    assert jawaban["Content-Disposition"].startswith('attachment; filename="daftar-usaha_')


@pytest.mark.parametrize("siapa", ["petugas", "petugas_limpung", "admin", "pemilik", "kepala_lain"])
def test_what_another_asked_for_does_not_exist(siapa, request, masuk, selesai, buat_staf):
    orang = buat_staf("kepala") if siapa == "kepala_lain" else request.getfixturevalue(siapa)
    klien = masuk(orang)
    for nama in ("unduhan", "berkas"):
        assert klien.get(reverse(f"laporan:{nama}", args=[selesai.kode])).status_code == 404
    for nama in ("batal", "ulang", "lagi"):
        assert klien.post(reverse(f"laporan:{nama}", args=[selesai.kode])).status_code == 404


def test_after_a_day_the_file_is_gone(kepala, masuk, selesai):
    klien = masuk(kepala)
    Unduhan.objects.filter(pk=selesai.pk).update(berlaku_sampai=timezone.now() - timedelta(seconds=1))
    for _ in range(2):  # before the nightly deletion, and after it
        jawaban = klien.get(reverse("laporan:berkas", args=[selesai.kode]))
        assert (jawaban.status_code, "Batas waktu 24 jam sudah lewat" in jawaban.text) == (410, True)
        actions.hapus_berkas()


@pytest.mark.parametrize("hilang", ["izin", "wilayah"])
def test_whoever_lost_the_permission_or_the_scope_loses_the_file(kepala, masuk, selesai, hilang):
    if hilang == "izin":
        kepala.groups.clear()
    else:
        kepala.semua_kecamatan = False
        kepala.save()
        kepala.kecamatan.set([DesaFactory().kecamatan])
    klien = masuk(type(kepala).objects.get(pk=kepala.pk))
    assert klien.get(reverse("laporan:berkas", args=[selesai.kode])).status_code == 404
    halaman = klien.get(reverse("laporan:unduhan", args=[selesai.kode])).text
    assert ("sudah berubah, jadi berkas ini tidak dapat diunduh" in halaman, "/berkas/" in halaman) == (True, False)


def test_the_same_list_again_is_compared_with_the_first(kepala, masuk, selesai, usaha):
    klien = masuk(kepala)

    def lagi(dari: Unduhan) -> str:
        jawaban = klien.post(
            reverse("laporan:lagi", args=[dari.kode]), {"alasan": "periksa ulang angka rapat", "kunci": str(uuid4())}
        )
        baru = Unduhan.objects.latest("pk")
        assert jawaban["Location"] == reverse("laporan:unduhan", args=[baru.kode])
        actions.kerjakan(baru.pk)
        return klien.get(jawaban["Location"]).text

    assert "Sama persis" in lagi(selesai)
    type(usaha).objects.filter(pk=usaha.pk).update(nama="Keripik Baru")
    halaman = lagi(Unduhan.objects.latest("pk"))
    assert ("Berbeda" in halaman, Unduhan.objects.latest("pk").ulangan_dari) == (True, selesai)


def test_the_same_list_again_needs_a_reason_of_its_own(kepala, masuk, selesai):
    jawaban = masuk(kepala).post(reverse("laporan:lagi", args=[selesai.kode]), {"alasan": "", "kunci": str(uuid4())})
    assert (jawaban.status_code, Unduhan.objects.count()) == (422, 1)


# From the list of businesses.


def test_the_filters_of_the_officials_list_come_along(kepala, masuk, usaha):
    klien = masuk(kepala)
    kueri = "?desa__kecamatan__kode__exact=33.25.11&status__exact=DRAF&o=1"
    assert (
        f'href="/admin/umkm/usaha/unduh/{kueri}'.replace("&", "&amp;")[:60]
        in klien.get(f"/admin/umkm/usaha/{kueri}").text
    )
    jawaban = klien.get(f"/admin/umkm/usaha/unduh/{kueri}", follow=True)
    assert jawaban.context["terpilih"] == [("Status", "Belum dikirim"), ("Kecamatan", "Batang")]
    assert [str(p) for p in jawaban.context["messages"]] == []


def test_what_does_not_come_along_is_told(kepala, masuk, usaha):
    jawaban = masuk(kepala).get("/admin/umkm/usaha/unduh/?q=siti&status__exact=DRAF", follow=True)
    assert jawaban.context["terpilih"] == [("Status", "Belum dikirim")]
    assert [str(p) for p in jawaban.context["messages"]] == [
        "Pencarian dan sebagian saringan tidak ikut. Periksa saringannya sebelum unduh."
    ]


def test_the_button_is_for_whom_the_report_is(admin, petugas, masuk, usaha):
    assert ["Unduh daftar ini" in masuk(s).get("/admin/umkm/usaha/").text for s in (petugas, admin)] == [True, False]
