"""The owner's page of a business, sending it, its proof, and who may open any of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from inti.berkas import periksa as periksa_berkas
from tests.factories import PelakuFactory, PenggunaFactory, buat_berkas, buat_usaha, gambar, usaha_siap
from umkm.actions import gabung, isi, periksa, usulan
from umkm.actions.pemilik import alihkan, catat_kematian, terima_undangan, undang_pembantu
from umkm.enums import DasarAlih, Keadaan, StatusUsaha
from umkm.models import FotoUsaha, Legalitas, Usaha

BESOK = timezone.localdate() + timedelta(days=30)


def bantu(usaha: Usaha, pemilik: Any, pembantu: Any) -> None:
    _, url = undang_pembantu(
        usaha, oleh=pemilik, nama="Joko Contoh", telepon="+6281200009001", hubungan="ANAK", sampai=BESOK
    )
    terima_undangan(url.rstrip("/").rsplit("/", 1)[-1], oleh=pembantu)


def verifikasi(usaha: Usaha, petugas: Any) -> None:
    periksa.periksa(usaha, oleh=petugas)
    periksa.catat_pemeriksaan(usaha, oleh=petugas, bagian="IDENTITAS", cara="KTP_DILIHAT")
    periksa.catat_pemeriksaan(usaha, oleh=petugas, bagian="TEMPAT", cara="FOTO_TEMPAT")
    periksa.verifikasi(usaha, oleh=petugas)


@pytest.fixture
def terverifikasi(pemilik, petugas) -> Usaha:
    usaha = usaha_siap(pemilik=pemilik)
    periksa.ajukan(usaha, oleh=pemilik)
    verifikasi(usaha, petugas)
    usaha.refresh_from_db()
    return usaha


# --- Who may open what -------------------------------------------------------

# Address, method, and the answer to: owner, helper, another owner, official of the kecamatan, head, trainer, partner.
# None: 404, for to anybody else the business does not exist. A guest is always led to the log-in.
AKSES: list[Any] = [
    ("", "get", 200, 200, None, None, None, None, None),
    *((f"isi/{b}/", "get", 200, 200, None, None, None, None, None) for b in ("pemilik", "usaha", "tempat", "diri")),
    *((f"isi/{b}/", "get", 200, 200, None, None, None, None, None) for b in ("pekerja", "pemasaran", "keuangan")),
    *((f"isi/{b}/", "get", 200, 200, None, None, None, None, None) for b in ("legalitas", "foto")),
    ("isi/rahasia/", "get", 404, 404, None, None, None, None, None),
    ("kirim/", "get", 200, 200, None, None, None, None, None),
    ("ajukan/", "post", 302, 302, None, None, None, None, None),
    ("tarik/", "post", 302, 302, None, None, None, None, None),
    ("buka-lagi/", "post", 302, 302, None, None, None, None, None),
    ("usulan/batalkan/", "post", 302, 302, None, None, None, None, None),
    ("foto/{foto}/hapus/", "post", 302, 302, None, None, None, None, None),
    ("legalitas/{surat}/hapus/", "post", 302, 302, None, None, None, None, None),
    ("foto/{foto}/kecil/", "get", 200, 200, None, None, None, None, None),
    ("berkas/{berkas}/", "get", 200, 200, None, 200, 200, None, None),
    ("bukti/", "get", 404, 404, None, 404, 404, None, None),
    ("keadaan/", "get", 200, 404, None, None, None, None, None),
    ("pembantu/", "get", 200, 404, None, None, None, None, None),
    ("pembantu/TIDAKADA/cabut/", "post", 404, 404, None, None, None, None, None),
]


@pytest.mark.parametrize("baris", AKSES, ids=[f"{b[1]} {b[0]}" for b in AKSES])
def test_access(baris, masuk, pemilik, pemilik_lain, petugas, kepala, pelatih, mitra):
    potongan, cara, *harap = baris
    usaha, pembantu = usaha_siap(pemilik=pemilik), PenggunaFactory()
    bantu(usaha, pemilik, pembantu)
    berkas = buat_berkas(oleh=pemilik)
    jalur = potongan.format(
        foto=FotoUsaha.objects.create(usaha=usaha, berkas=berkas).pk,
        surat=Legalitas.objects.create(usaha=usaha, jenis="HALAL", nomor="ID1").pk,
        berkas=berkas.kode,
    )
    alamat = f"/usaha/{usaha.kode}/{jalur}"

    def status(orang: Any) -> int:
        jawaban = getattr(masuk(orang), cara)(alamat)
        b"".join(jawaban.streaming_content if jawaban.streaming else [])  # closes the file
        return jawaban.status_code

    assert getattr(Client(), cara)(alamat).url == f"/masuk/?next={alamat}"
    orang = {mitra: 6, pelatih: 5, kepala: 4, petugas: 3, pemilik_lain: 2}
    assert {i: status(o) for o, i in orang.items()} == {i: harap[i] or 404 for i in orang.values()}
    # Of the two who may, one presses in vain what the other has pressed; both are led back to the case.
    if cara == "get":
        assert status(pembantu) == harap[1]
    assert status(pemilik) == harap[0]


@pytest.mark.parametrize("jalur", ["ajukan/", "tarik/"])
def test_a_helper_may_send_and_take_back(jalur, masuk, pemilik, pemilik_lain):
    usaha = usaha_siap(pemilik=pemilik)
    bantu(usaha, pemilik, pemilik_lain)
    if jalur == "tarik/":
        periksa.ajukan(usaha, oleh=pemilik)
    masuk(pemilik_lain).post(f"/usaha/{usaha.kode}/{jalur}")
    usaha.refresh_from_db()
    assert usaha.status == {"ajukan/": StatusUsaha.DIAJUKAN, "tarik/": StatusUsaha.DRAF}[jalur]


@pytest.mark.parametrize("jalur", ["ajukan/", "tarik/", "buka-lagi/", "usulan/batalkan/"])
def test_reading_never_writes(jalur, masuk, pemilik):
    usaha = usaha_siap(pemilik=pemilik)
    assert masuk(pemilik).get(f"/usaha/{usaha.kode}/{jalur}").status_code == 405


@pytest.mark.parametrize("jalur", ["%00/", "kirim%00/", "x%27/", "🔥/"])
def test_an_address_of_nonsense_is_not_there(jalur, masuk, pemilik):
    assert masuk(pemilik).get(f"/usaha/{jalur}").status_code == 404


# --- The page ---------------------------------------------------------------


def test_the_page_says_what_is_missing_and_leads_to_the_first_of_it(masuk, pemilik):
    usaha = buat_usaha(pemilik=pemilik)
    halaman = masuk(pemilik).get(usaha.get_absolute_url()).content.decode()
    assert "Masih diperlukan: NIK, Jenis kelamin, Tanggal lahir, Jenis kegiatan (KBLI), Jalan atau dusun." in halaman
    assert f'class="tombol tombol-utama" href="/usaha/{usaha.kode}/isi/pemilik/"' in halaman
    assert usaha.nomor in halaman


def test_the_page_offers_consents_and_the_read_log_apart(masuk, pemilik):
    halaman = masuk(pemilik).get(buat_usaha(pemilik=pemilik).get_absolute_url()).content.decode()
    assert 'href="/akun/persetujuan/"' in halaman
    assert 'href="/akun/pembaca/"' in halaman


def test_a_helper_sees_neither_the_read_log_nor_the_other_helpers(masuk, pemilik, pemilik_lain):
    usaha = usaha_siap(pemilik=pemilik)
    bantu(usaha, pemilik, pemilik_lain)
    halaman = masuk(pemilik_lain).get(usaha.get_absolute_url()).content.decode()
    assert "/akun/pembaca/" not in halaman
    assert f"/usaha/{usaha.kode}/pembantu/" not in halaman
    assert f"/usaha/{usaha.kode}/keadaan/" not in halaman


def test_sending_starts_the_promise_and_a_second_press_only_tells_the_status(masuk, pemilik):
    usaha = usaha_siap(pemilik=pemilik)
    klien = masuk(pemilik)
    assert "Kirim ke petugas" in klien.get(f"/usaha/{usaha.kode}/kirim/").content.decode()
    pertama = klien.post(f"/usaha/{usaha.kode}/ajukan/", follow=True)
    assert "Terkirim ke petugas. Anda akan dikabari." in pertama.content.decode()
    kedua = klien.post(f"/usaha/{usaha.kode}/ajukan/", follow=True)
    assert "Status usaha ini sekarang: Menunggu diperiksa." in kedua.content.decode()
    usaha.refresh_from_db()
    assert (usaha.status, usaha.riwayat.filter(verba="ajukan").count()) == (StatusUsaha.DIAJUKAN, 1)


def test_what_is_incomplete_is_not_sent_and_the_summary_says_why(masuk, pemilik):
    usaha = buat_usaha(pemilik=pemilik)
    jawaban = masuk(pemilik).post(f"/usaha/{usaha.kode}/ajukan/", follow=True)
    assert jawaban.redirect_chain == [(f"/usaha/{usaha.kode}/kirim/", 302)]
    assert "NIK belum diisi." in jawaban.content.decode()
    usaha.refresh_from_db()
    assert usaha.status == StatusUsaha.DRAF


def test_the_summary_after_sending_leads_to_the_status(masuk, pemilik):
    usaha = usaha_siap(pemilik=pemilik, status=StatusUsaha.DIPERIKSA)
    jawaban = masuk(pemilik).get(f"/usaha/{usaha.kode}/kirim/", follow=True)
    assert jawaban.redirect_chain == [(usaha.get_absolute_url(), 302)]
    assert "Statusnya sekarang: Sedang diperiksa." in jawaban.content.decode()


def test_taking_back_opens_the_fields_again(masuk, pemilik):
    usaha = usaha_siap(pemilik=pemilik)
    periksa.ajukan(usaha, oleh=pemilik)
    masuk(pemilik).post(f"/usaha/{usaha.kode}/tarik/")
    usaha.refresh_from_db()
    assert usaha.status == StatusUsaha.DRAF


def test_a_refusal_shows_its_reason_and_a_way_forward(masuk, pemilik, petugas):
    usaha = usaha_siap(pemilik=pemilik)
    periksa.ajukan(usaha, oleh=pemilik)
    periksa.tolak(usaha, oleh=petugas, alasan="Tempat usaha berada di Kota Pekalongan.")
    klien = masuk(pemilik)
    halaman = klien.get(usaha.get_absolute_url()).content.decode()
    assert "Tempat usaha berada di Kota Pekalongan." in halaman
    assert "Perbaiki dan kirim lagi" in halaman
    klien.post(f"/usaha/{usaha.kode}/buka-lagi/")
    usaha.refresh_from_db()
    assert usaha.status == StatusUsaha.DRAF


def test_the_proof_is_served_to_its_owner(masuk, pemilik, pemilik_lain, terverifikasi):
    jawaban = masuk(pemilik).get(f"/usaha/{terverifikasi.kode}/bukti/?unduh")
    assert (jawaban.status_code, jawaban["Content-Type"]) == (200, "application/pdf")
    assert b"".join(jawaban.streaming_content).startswith(b"%PDF-")
    assert masuk(pemilik_lain).get(f"/usaha/{terverifikasi.kode}/bukti/").status_code == 404


def test_the_state_is_told_by_the_owner(masuk, pemilik):
    usaha = buat_usaha(pemilik=pemilik)
    klien, alamat = masuk(pemilik), f"/usaha/{usaha.kode}/keadaan/"
    nanti = {"keadaan": "TUTUP", "sejak_hari": "1", "sejak_bulan": "1", "sejak_tahun": "2099"}
    jawaban = klien.post(alamat, nanti)
    assert (jawaban.status_code, dict(jawaban.context["form"].errors)) == (
        422,
        {"sejak": ["Tanggal tidak boleh di masa depan."]},
    )
    klien.post(alamat, nanti | {"sejak_tahun": "2026"})
    usaha.refresh_from_db()
    assert (usaha.keadaan, usaha.keadaan_sejak) == (Keadaan.TUTUP, date(2026, 1, 1))


# --- Proposals ----------------------------------------------------------------


def test_a_verified_field_keeps_its_value_while_the_proposal_waits(masuk, pemilik, terverifikasi):
    klien, alamat = masuk(pemilik), f"/usaha/{terverifikasi.kode}/isi/usaha/"
    lama = terverifikasi.nama
    halaman = klien.get(alamat).content.decode()
    assert "perubahan itu menjadi usulan" in halaman
    data = {"nama": "Keripik Bu Siti", "uraian": terverifikasi.uraian, "produk_utama": "", "kbli": "10794"}
    sesudah = klien.post(alamat, data, follow=True).content.decode()
    terverifikasi.refresh_from_db()
    assert terverifikasi.nama == lama
    assert f"<del>{lama}</del> <ins>Keripik Bu Siti</ins>" in sesudah
    assert f"<del>{lama}</del> <ins>Keripik Bu Siti</ins>" in klien.get(alamat).content.decode()


def test_a_proposal_is_taken_back(masuk, pemilik, terverifikasi):
    isi.simpan(terverifikasi, oleh=pemilik, isian={"usaha.nama": "Keripik Bu Siti"})
    klien = masuk(pemilik)
    jawaban = klien.post(f"/usaha/{terverifikasi.kode}/usulan/batalkan/", follow=True)
    assert "Usulan dibatalkan." in jawaban.content.decode()
    lagi = klien.post(f"/usaha/{terverifikasi.kode}/usulan/batalkan/", follow=True)
    assert "Usulan ini sudah diputuskan petugas." in lagi.content.decode()


def test_an_accepted_proposal_is_the_new_value(masuk, pemilik, petugas, terverifikasi):
    isi.simpan(terverifikasi, oleh=pemilik, isian={"usaha.nama": "Keripik Bu Siti"})
    usulan.putuskan(terverifikasi.usulan.get(), oleh=petugas, diterima={"usaha.nama": True})
    halaman = masuk(pemilik).get(terverifikasi.get_absolute_url()).content.decode()
    assert "<h1>Keripik Bu Siti</h1>" in halaman
    assert "Menunggu persetujuan petugas" not in halaman


def test_what_nobody_vouched_for_is_saved_at_once(masuk, pemilik, terverifikasi):
    masuk(pemilik).post(f"/usaha/{terverifikasi.kode}/isi/pemasaran/", {"saluran": ["PASAR"], "tautan": ""})
    terverifikasi.refresh_from_db()
    assert (terverifikasi.saluran, terverifikasi.usulan.count()) == (["PASAR"], 0)


# --- Merged, handed over, dead -------------------------------------------------


@pytest.mark.parametrize("jalur", ["", "isi/usaha/", "isi/foto/", "kirim/", "keadaan/", "pembantu/"])
def test_a_merged_double_leads_to_the_record_that_stayed(jalur, masuk, pemilik, kepala):
    utama = buat_usaha(pemilik=pemilik)
    lebur = buat_usaha(pemilik=pemilik, pelaku=utama.pemilik)
    gabung.gabung_usaha(utama, lebur, oleh=kepala, alasan="Didaftarkan dua kali.")
    jawaban = masuk(pemilik).get(f"/usaha/{lebur.kode}/{jalur}", follow=True)
    assert jawaban.redirect_chain == [(utama.get_absolute_url(), 302)]
    assert f"Data {lebur.nomor} sudah digabung dengan {utama.nomor}." in jawaban.content.decode()


def test_nothing_sent_to_a_merged_double_is_done(masuk, pemilik, kepala):
    utama = buat_usaha(pemilik=pemilik)
    lebur = buat_usaha(pemilik=pemilik, pelaku=utama.pemilik)
    gabung.gabung_usaha(utama, lebur, oleh=kepala, alasan="Didaftarkan dua kali.")
    masuk(pemilik).post(f"/usaha/{lebur.kode}/isi/pemasaran/", {"saluran": ["PASAR"]})
    assert [u.saluran for u in Usaha.objects.all()] == [[], []]


def test_the_former_owner_and_his_helper_see_nothing_after_the_handing_over(masuk, pemilik, pemilik_lain, kepala):
    usaha, pembantu = usaha_siap(pemilik=pemilik), PenggunaFactory()
    bantu(usaha, pemilik, pembantu)
    ahli = PelakuFactory(akun=pemilik_lain, nama=pemilik_lain.nama)
    alihkan(
        usaha,
        oleh=kepala,
        kepada=ahli,
        dasar=DasarAlih.JUAL_BELI,
        surat=periksa_berkas(gambar()),
        alasan="Dijual, kuitansi dilihat.",
    )
    assert [masuk(o).get(usaha.get_absolute_url()).status_code for o in (pemilik, pembantu, pemilik_lain)] == [
        404,
        404,
        200,
    ]
    assert usaha.nama not in masuk(pemilik).get("/saya/").content.decode()


def test_the_account_of_one_who_died_opens_nothing_any_more(masuk, pemilik, petugas):
    usaha, pembantu = usaha_siap(pemilik=pemilik), PenggunaFactory()
    bantu(usaha, pemilik, pembantu)
    catat_kematian(usaha.pemilik, oleh=petugas, pada=timezone.localdate(), catatan="Surat kematian dari desa.")
    assert [masuk(o).get(usaha.get_absolute_url()).status_code for o in (pemilik, pembantu)] == [404, 404]
    assert usaha.nama not in masuk(pemilik).get("/saya/").content.decode()


# --- Cost -----------------------------------------------------------------------


def isi_penuh(usaha: Usaha, pemilik: Any, petugas: Any, banyak: int) -> None:
    for n in range(banyak):
        FotoUsaha.objects.create(usaha=usaha, berkas=buat_berkas(oleh=pemilik))
        Legalitas.objects.create(usaha=usaha, jenis="HALAL", nomor=f"ID{n}", berlaku_sampai=BESOK)
        usaha.riwayat.create(
            verba="ajukan", dari="DRAF", ke="DIAJUKAN", oleh=petugas, pelaku="X", sebagai="petugas", pada=timezone.now()
        )


@pytest.mark.parametrize("jalur", ["", "kirim/", "isi/foto/", "isi/legalitas/", "isi/usaha/"])
def test_a_fuller_business_costs_no_more_queries(
    jalur, masuk, pemilik, pemilik_lain, petugas, django_assert_num_queries
):

    jumlah = []
    for orang, banyak, nik in ((pemilik, 1, "3325114708900002"), (pemilik_lain, 3, "3325110708900001")):
        usaha = usaha_siap(pemilik=orang, nik=nik)
        isi_penuh(usaha, orang, petugas, banyak)
        klien = masuk(orang)
        klien.get(f"/usaha/{usaha.kode}/{jalur}")
        with CaptureQueriesContext(
            connection,
        ) as kueri:
            assert klien.get(f"/usaha/{usaha.kode}/{jalur}").status_code == 200
        jumlah.append(len(kueri))
    assert jumlah[0] == jumlah[1]


def test_the_thumb_of_a_photo_is_small(masuk, pemilik):
    usaha = buat_usaha(pemilik=pemilik)
    klien = masuk(pemilik)
    klien.post(f"/usaha/{usaha.kode}/isi/foto/", {"jenis": "TEMPAT", "berkas": gambar(ukuran=(1600, 1200))})
    jawaban = klien.get(f"/usaha/{usaha.kode}/foto/{usaha.foto.get().pk}/kecil/")
    assert jawaban["Content-Type"] == "image/jpeg"
    assert len(jawaban.content) < 20_000
