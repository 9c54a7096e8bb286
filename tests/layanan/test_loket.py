"""The counter: who may, for whom, that the owner learns of it and history says who did it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from layanan.models import Permohonan
from notifikasi.models import Pemberitahuan
from tests.factories import PelakuFactory, buat_usaha
from tests.layanan.pabrik import buat_layanan, buat_permohonan
from umkm.models import KepemilikanUsaha

pytestmark = pytest.mark.django_db
DASAR = "Pemilik datang sendiri, KTP asli dilihat."


@pytest.fixture
def usaha(desa):
    return buat_usaha(pelaku=PelakuFactory(nama="Siti Contoh"), desa=desa, nama="Keripik Loket", status="TERVERIFIKASI")


def jalur(usaha: Any) -> str:
    return f"/layanan/loket/{usaha.kode}/"


def mulai(klien: Any, usaha: Any, **ganti: Any) -> Any:
    form = klien.get(jalur(usaha)).context["form"]
    data = {"layanan": next(iter(form.menurut_kode)), "alasan": DASAR, "kunci": str(form.initial["kunci"])}
    return klien.post(jalur(usaha), data | ganti)


def test_only_officials_of_the_kecamatan_with_the_permission(
    usaha, petugas, kepala, petugas_limpung, admin, pelatih, mitra, pemilik, masuk, tamu
):
    buat_layanan()
    status = {
        orang.nama: [masuk(orang).get(alamat).status_code for alamat in ("/layanan/loket/", jalur(usaha))]
        for orang in (petugas, kepala, petugas_limpung, admin)
    }
    assert status == {
        petugas.nama: [200, 200],
        kepala.nama: [200, 200],
        petugas_limpung.nama: [200, 404],
        admin.nama: [404, 404],
    }
    for orang in (pelatih, mitra, pemilik):
        assert masuk(orang).get("/layanan/loket/").status_code != 200
    assert tamu.get(jalur(usaha)).status_code == 302


def test_a_business_is_found_by_name_number_and_phone_in_the_own_kecamatan(
    usaha, desa_limpung, petugas, petugas_limpung, masuk
):
    luar = buat_usaha(desa=desa_limpung, nama="Keripik Limpung")
    hp = usaha.pemilik.telepon
    for teks in ("keripik loket", usaha.nomor, usaha.nomor.lower().replace("-", ""), hp, "siti contoh"):
        hasil = masuk(petugas).get("/layanan/loket/", {"q": teks}).context["hasil"]
        assert hasil == [usaha], teks
    assert masuk(petugas_limpung).get("/layanan/loket/", {"q": "keripik"}).context["hasil"] == [luar]
    assert "Tidak ada yang cocok" in masuk(petugas).get("/layanan/loket/", {"q": "3325110708900001"}).text


def test_the_whole_way_at_the_counter(usaha, petugas, masuk):
    buat_layanan()
    klien = masuk(petugas)
    langkah = mulai(klien, usaha)
    satu = Permohonan.objects.get()
    alamat = f"/layanan/permohonan/{satu.kode}/"
    assert (langkah["Location"], satu.atas_nama) == (f"{alamat}isi/1/", True)
    assert "Anda mengisi atas nama pemilik Keripik Loket" in klien.get(f"{alamat}isi/1/").text
    klien.post(f"{alamat}isi/1/", {"jenis": "kain", "lanjut": "1"})
    klien.post(f"{alamat}isi/2/", {"nama_usaha": "Keripik Loket", "lanjut": "1"})
    kirim = klien.post(f"{alamat}ajukan/", follow=True)
    assert "Terkirim. Cetak resinya dan serahkan kepada pemilik." in kirim.text
    assert klien.get(f"{alamat}resi/")["Content-Type"] == "application/pdf"
    baris = [(r.verba, r.oleh, r.sebagai, r.catatan) for r in satu.riwayat.all()]
    assert baris == [("buat", petugas, "petugas", DASAR), ("ajukan", petugas, "petugas", "")]
    pesan = Pemberitahuan.objects.get()
    assert (pesan.templat, pesan.tujuan) == ("permohonan_atas_nama", usaha.pemilik.telepon)


def test_the_owner_is_told_as_usual_of_what_he_sends_himself(pemilik, masuk):
    satu = buat_permohonan(pemilik=pemilik, jawaban={"jenis": "kain", "nama_usaha": "Keripik"})
    masuk(pemilik).post(f"/layanan/permohonan/{satu.kode}/ajukan/")
    assert list(Pemberitahuan.objects.values_list("templat", flat=True).distinct()) == ["permohonan_diajukan"]


def test_a_page_sent_twice_makes_one_request(usaha, petugas, masuk):
    buat_layanan()
    klien = masuk(petugas)
    kunci = "6f1f9f0e-0000-4000-8000-000000000001"
    tujuan = {mulai(klien, usaha, kunci=kunci)["Location"] for _ in range(2)}
    assert (len(tujuan), Permohonan.objects.count()) == (1, 1)


@pytest.mark.parametrize("alasan", ["", "ok", "KTP dilihat, NIK 3325110708900001 cocok"])
def test_who_came_must_be_said_and_no_nik_stands_in_it(usaha, petugas, masuk, alasan):
    buat_layanan()
    jawaban = mulai(masuk(petugas), usaha, alasan=alasan)
    assert (jawaban.status_code, list(jawaban.context["form"].errors)) == (422, ["alasan"])
    assert Permohonan.objects.count() == 0


def test_an_official_does_not_serve_himself(usaha, petugas, masuk):
    buat_layanan()
    PelakuFactory(akun=petugas, nama="Petugas Batang")
    KepemilikanUsaha.objects.create(usaha=usaha, pelaku=petugas.pelaku)
    assert masuk(petugas).get(jalur(usaha)).status_code == 404
    assert masuk(petugas).get("/layanan/loket/", {"q": "keripik"}).context["hasil"] == []


def test_what_is_under_way_stands_there_and_an_owners_draft_does_not(usaha, petugas, masuk):
    layanan = buat_layanan(nama="Layanan Ramai")
    for status, atas_nama in (("DRAF", True), ("DIPERIKSA", False), ("DRAF", False), ("SELESAI", True)):
        buat_permohonan(usaha=usaha, layanan=layanan, status=status, atas_nama=atas_nama)
    draf, diperiksa, milik_pemilik, selesai = Permohonan.objects.order_by("pk")
    halaman = masuk(petugas).get(jalur(usaha)).text
    assert [p.nomor in halaman for p in (draf, diperiksa, milik_pemilik, selesai)] == [True, True, False, False]


def test_what_must_be_held_first_is_said_beside_the_service(usaha, petugas, masuk):
    layanan = buat_layanan(nama="Halal Contoh")
    layanan.syarat.create(legalitas="NIB")
    assert "Halal Contoh, janji 5 hari kerja. Belum ada: NIB" in masuk(petugas).get(jalur(usaha)).text


@pytest.mark.parametrize("banyak", [1, 3])
def test_the_search_asks_the_same_of_one_and_of_three(usaha, desa, petugas, masuk, banyak):
    for n in range(banyak - 1):
        buat_usaha(desa=desa, nama=f"Keripik Loket {n}")
    klien = masuk(petugas)
    klien.get("/layanan/loket/", {"q": "keripik"})
    with CaptureQueriesContext(connection) as kueri:
        assert len(klien.get("/layanan/loket/", {"q": "keripik"}).context["hasil"]) == banyak
    assert len(kueri) <= 9


def test_the_first_page_of_the_room_leads_to_the_counter(petugas, masuk):
    assert f'href="{reverse("layanan:loket")}"' in masuk(petugas).get("/admin/").text


def test_a_business_in_the_room_leads_to_its_counter_whom_it_is_for(usaha, petugas, admin, masuk):
    dari = reverse("admin:umkm_usaha_ajukan_layanan", args=[usaha.pk])
    data = reverse("admin:umkm_usaha_change", args=[usaha.pk])
    assert dari in masuk(petugas).get(data).text
    assert masuk(petugas).get(dari)["Location"] == jalur(usaha)
    assert dari not in masuk(admin).get(data).text
    assert masuk(admin).get(dari).status_code == 404
