"""The owner's home: what do I do now, what is the office doing, what can I get."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from inti.templatetags.portal import tanggal
from layanan.actions.periksa import minta_lengkap
from layanan.models import Permohonan
from tests.factories import KbliFactory, buat_usaha, usaha_siap
from tests.layanan.pabrik import buat_layanan, buat_permohonan
from umkm.actions import periksa
from umkm.enums import StatusUsaha
from umkm.models import Legalitas, Usaha


def teks(klien) -> str:
    return " ".join(klien.get("/saya/").content.decode().split())


def test_access(tamu, masuk, pemilik, pelatih, mitra, petugas, kepala):
    assert tamu.get("/saya/").url == "/masuk/?next=/saya/"
    assert [masuk(o).get("/saya/").status_code for o in (pemilik, pelatih, mitra)] == [200, 200, 200]
    assert [masuk(o).get("/saya/").url for o in (petugas, kepala)] == ["/admin/", "/admin/"]


def test_an_official_who_owns_a_business_has_an_owners_home_too(masuk, petugas):
    usaha = buat_usaha(pemilik=petugas)
    assert usaha.nama in teks(masuk(petugas))


def test_without_a_business_there_is_one_thing_to_do(masuk, pemilik):
    assert 'href="/usaha/baru/">Daftarkan usaha' in teks(masuk(pemilik))


@pytest.mark.parametrize(
    ("status", "kalimat"),
    [
        (StatusUsaha.DRAF, "belum dikirim ke petugas."),
        (StatusUsaha.PERBAIKAN, "Petugas meminta perbaikan untuk"),
        (StatusUsaha.DITOLAK, "ditolak. Baca alasannya"),
        (StatusUsaha.DICABUT, "dicabut."),
        (StatusUsaha.TERDATA, "sudah terdata, tinggal dilengkapi."),
        (StatusUsaha.DIAJUKAN, "Tidak ada yang perlu Anda lakukan"),
        (StatusUsaha.DIPERIKSA, "Tidak ada yang perlu Anda lakukan"),
        (StatusUsaha.TERVERIFIKASI, "Tidak ada yang perlu Anda lakukan"),
    ],
)
def test_every_status_has_its_next_step(masuk, pemilik, status, kalimat):
    buat_usaha(pemilik=pemilik, status=status)
    assert kalimat in teks(masuk(pemilik))


def test_what_waits_for_the_owner_comes_before_what_may_wait(masuk, pemilik):
    draf = buat_usaha(pemilik=pemilik)
    minta = buat_usaha(pemilik=pemilik, pelaku=draf.pemilik, status=StatusUsaha.PERBAIKAN)
    assert f'class="tombol tombol-utama" href="{minta.get_absolute_url()}"' in teks(masuk(pemilik))


def test_the_office_shows_its_clock_and_its_last_deed(masuk, pemilik, petugas):
    usaha = usaha_siap(pemilik=pemilik)
    periksa.ajukan(usaha, oleh=pemilik)
    assert "Anda mengirim data ke petugas" in teks(masuk(pemilik))
    periksa.periksa(usaha, oleh=petugas)
    halaman = teks(masuk(pemilik))
    assert "di kami 0 dari 3 hari kerja" in halaman
    assert "Petugas Batang" not in halaman


def test_an_office_that_is_late_says_so_and_is_sorry(masuk, pemilik):
    usaha = usaha_siap(pemilik=pemilik)
    periksa.ajukan(usaha, oleh=pemilik)
    kemarin = timezone.localdate() - timedelta(days=1)
    Usaha.objects.filter(pk=usaha.pk).update(jatuh_tempo=kemarin)
    assert f"Seharusnya selesai {tanggal(kemarin)}. Kami terlambat, maaf." in teks(masuk(pemilik))


def test_what_can_be_had_stands_with_its_reason(masuk, pemilik):
    usaha = buat_usaha(pemilik=pemilik, kbli=KbliFactory(), nama="Keripik Contoh")
    halaman = teks(masuk(pemilik))
    assert "Karena NIB Keripik Contoh belum tercatat." in halaman
    assert "Karena Keripik Contoh menjual makanan atau minuman." in halaman
    Legalitas.objects.create(usaha=usaha, jenis="NIB", nomor="1234567890123")
    assert "Karena NIB" not in teks(masuk(pemilik))


def test_a_business_that_sells_no_food_is_not_sent_after_a_halal_certificate(masuk, pemilik):
    buat_usaha(pemilik=pemilik, kbli=KbliFactory(kode="13134", judul="Industri batik"))
    assert "Sertifikat halal" not in teks(masuk(pemilik))


def test_a_service_that_fits_leads_to_its_page_and_is_not_offered_while_it_is_asked_for(masuk, pemilik):
    nib = buat_layanan(kode="nib", boleh_belum_verifikasi=True)
    usaha = buat_usaha(pemilik=pemilik, kbli=KbliFactory(), nama="Keripik Contoh")
    dapat = masuk(pemilik).get("/saya/").context["dapat"]
    assert [(d["url"], d["teks"]) for d in dapat if "NIB gratis" in d["judul"]] == [
        ("/layanan/nib/", "Karena NIB Keripik Contoh belum tercatat. Kami bantu, 5 hari kerja di kami.")
    ]
    buat_permohonan(pemilik=pemilik, usaha=usaha, layanan=nib, status="DIAJUKAN")
    assert "NIB gratis" not in teks(masuk(pemilik))


def test_a_service_for_verified_businesses_says_so_to_others(masuk, pemilik):
    buat_layanan(kode="spp-irt")
    usaha = buat_usaha(pemilik=pemilik, kbli=KbliFactory())
    assert "P-IRT" not in teks(masuk(pemilik))
    Legalitas.objects.create(usaha=usaha, jenis="NIB", nomor="1234567890123")
    assert "Dapat diajukan setelah data usaha terverifikasi." in teks(masuk(pemilik))


def test_requests_stand_with_clock_and_last_deed_and_what_waits_for_the_owner_comes_first(masuk, pemilik, petugas):
    satu = buat_permohonan(pemilik=pemilik, status="DIPERIKSA")
    halaman = teks(masuk(pemilik))
    assert (satu.nomor in halaman, "di kami 0 dari 5 hari kerja" in halaman) == (True, True)
    draf = buat_permohonan(pemilik=pemilik, usaha=satu.usaha)
    assert masuk(pemilik).get("/saya/").context["langkah"]["url"] == draf.get_absolute_url()
    minta_lengkap(satu, oleh=petugas, hal={"isian:jenis": "Pilih jenisnya."})
    konteks = masuk(pemilik).get("/saya/").context
    assert konteks["langkah"]["url"] == satu.get_absolute_url()
    assert [b["permohonan"] for b in konteks["permohonan"]] == [satu, draf]
    assert petugas.nama not in teks(masuk(pemilik))


def test_a_decision_stays_for_two_weeks(masuk, pemilik):
    baru = buat_permohonan(pemilik=pemilik, status="SELESAI")
    lama = buat_permohonan(pemilik=pemilik, usaha=baru.usaha, status="DIBATALKAN")
    tua = timezone.now() - timedelta(days=15)
    Permohonan.objects.filter(pk=lama.pk).update(status="SELESAI", sebab_batal="", hasil_catatan="Sudah.")
    lama.riwayat.create(verba="selesaikan", ke="SELESAI", pelaku="Contoh", sebagai="petugas", pada=tua)
    assert [b["permohonan"] for b in masuk(pemilik).get("/saya/").context["permohonan"]] == [baru]


def test_what_others_own_is_not_here(masuk, pemilik, pemilik_lain):
    usaha = buat_usaha(pemilik=pemilik)
    assert usaha.nama not in teks(masuk(pemilik_lain))


def test_three_businesses_cost_no_more_queries_than_one(masuk, pemilik, pemilik_lain):
    jumlah = []
    for orang, banyak in ((pemilik, 1), (pemilik_lain, 3)):
        pertama = buat_usaha(pemilik=orang, status=StatusUsaha.DIAJUKAN, kbli=KbliFactory())
        for status in ("DIAJUKAN", "PERBAIKAN", "SELESAI")[:banyak]:
            buat_permohonan(pemilik=orang, usaha=pertama, status=status)
        for _ in range(banyak - 1):
            buat_usaha(pemilik=orang, pelaku=pertama.pemilik, status=StatusUsaha.DIAJUKAN, kbli=KbliFactory())
        klien = masuk(orang)
        klien.get("/saya/")
        with CaptureQueriesContext(connection) as kueri:
            assert klien.get("/saya/").status_code == 200
        jumlah.append(len(kueri))
    assert (jumlah[0] == jumlah[1], jumlah[1] <= 12) == (True, True)


def test_a_paper_that_ends_soon_is_the_next_step(masuk, pemilik):
    usaha = buat_usaha(pemilik=pemilik, nama="Keripik Contoh", status=StatusUsaha.TERVERIFIKASI)
    hari_ini = timezone.localdate()
    for hari, nomor in ((31, "P-1"), (30, "P-2"), (-1, "P-3")):
        Legalitas.objects.create(usaha=usaha, jenis="PIRT", nomor=nomor, berlaku_sampai=hari_ini + timedelta(days=hari))
    langkah = masuk(pemilik).get("/saya/").context["langkah"]
    assert langkah["url"] == f"/usaha/{usaha.kode}/isi/legalitas/"
    assert tanggal(hari_ini + timedelta(days=30)) in langkah["teks"]


def test_data_a_year_old_are_the_next_step_when_nothing_else_waits(masuk, pemilik):
    tua = buat_usaha(pemilik=pemilik, nama="Keripik Tua", status=StatusUsaha.TERVERIFIKASI)
    lama = timezone.now() - timedelta(days=366)
    tua.riwayat.create(verba="verifikasi", ke=tua.status, pelaku="Contoh", sebagai="petugas", pada=lama)
    klien = masuk(pemilik)
    assert klien.get("/saya/").context["langkah"]["judul"] == "Data usaha masih benar?"
    klien.post(f"/usaha/{tua.kode}/pastikan/")
    assert klien.get("/saya/").context["langkah"] is None
    buat_usaha(pemilik=pemilik, status=StatusUsaha.PERBAIKAN)
    assert klien.get("/saya/").context["langkah"]["judul"] == "Perlu dilengkapi"
