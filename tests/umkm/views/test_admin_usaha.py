"""The business in the officials' room: who gets in, the queue, the case on one page, each verb done and refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from inti import kode
from inti.dokumen import Dokumen
from tests.factories import DesaFactory, PelakuFactory, buat_berkas, buat_usaha, gambar, usaha_siap
from umkm.actions.periksa import ajukan, ambil, catat_pemeriksaan, minta_perbaikan, periksa, verifikasi
from umkm.enums import StatusUsaha
from umkm.models import DugaanPelaku, DugaanUsaha, KeuanganUsaha, Usaha
from umkm.nomor import nomor_baru

DAFTAR = reverse("admin:umkm_usaha_changelist")
CARI_NIK = reverse("admin:umkm_usaha_cari_nik")
NIK = "3325114708900002"
JAHAT = '<script>alert("x")</script>\u202e\u05d0"\''


def alamat(usaha: Usaha, nama: str = "change") -> str:
    return reverse(f"admin:umkm_usaha_{nama}", args=[usaha.pk])


@pytest.fixture
def diajukan(pemilik: Any) -> Usaha:
    usaha = usaha_siap(pemilik=pemilik, nik=NIK, nomor=nomor_baru(2026), nama="Keripik Siti")
    return ajukan(usaha, oleh=pemilik)


@pytest.fixture
def klien(petugas: Any, masuk: Callable[[Any], Client]) -> Client:
    return masuk(petugas)


def isi(jawaban: Any) -> str:
    return jawaban.content.decode()


def pesan(jawaban: Any) -> list[str]:
    return [str(p) for p in jawaban.context["messages"]]


class TestAccess:
    """Every address over the people of the suite. 302 leads a guest to the door, an official back to the case."""

    HALAMAN = {
        # address: (tamu, pemilik, pelatih, mitra, petugas_limpung, petugas, kepala, admin)
        "change": (302, 404, 404, 404, 404, 200, 200, 200),
        "ambil": (302, 404, 404, 404, 404, 200, 200, 302),
        "lepas": (302, 404, 404, 404, 404, 302, 302, 302),
        "tugaskan": (302, 404, 404, 404, 404, 302, 200, 302),
        "periksa": (302, 404, 404, 404, 404, 200, 200, 302),
        "verifikasi": (302, 404, 404, 404, 404, 302, 302, 302),
        "minta_perbaikan": (302, 404, 404, 404, 404, 200, 200, 302),
        "tolak": (302, 404, 404, 404, 404, 200, 200, 302),
        "cabut": (302, 404, 404, 404, 404, 302, 302, 302),
        "ubah_keadaan": (302, 404, 404, 404, 404, 200, 200, 302),
        "periksa-identitas": (302, 404, 404, 404, 404, 200, 200, 404),
        "buka-nik": (302, 404, 404, 404, 404, 200, 200, 404),
        "buka-ktp": (302, 404, 404, 404, 404, 200, 200, 404),
        "buka-keuangan": (302, 404, 404, 404, 404, 200, 200, 404),
        "berkas": (302, 404, 404, 404, 404, 404, 404, 404),
    }
    ORANG = ("tamu", "pemilik", "pelatih", "mitra", "petugas_limpung", "petugas", "kepala", "admin")

    @pytest.fixture
    def lengkap(self, diajukan: Usaha) -> Usaha:
        KeuanganUsaha.objects.create(usaha=diajukan, tahun=2025, modal=10**7)
        pelaku = diajukan.pemilik
        pelaku.foto_ktp = buat_berkas(jenis="foto_ktp")
        pelaku.save()
        return diajukan

    @pytest.mark.parametrize("nama", HALAMAN)
    def test_access_table(self, nama: str, lengkap: Usaha, request: Any, masuk: Any) -> None:
        hasil = []
        for orang in self.ORANG:
            siapa = request.getfixturevalue(orang)
            klien = siapa if orang == "tamu" else masuk(siapa)
            hasil.append(klien.get(alamat(lengkap, nama)).status_code)
        assert tuple(hasil) == self.HALAMAN[nama]

    @pytest.mark.parametrize("url", [DAFTAR, CARI_NIK])
    def test_access_to_the_list_and_the_search_for_a_nik(self, url: str, request: Any, masuk: Any, db: None) -> None:
        hasil = []
        for orang in self.ORANG:
            siapa = request.getfixturevalue(orang)
            hasil.append((siapa if orang == "tamu" else masuk(siapa)).get(url).status_code)
        admin = 200 if url == DAFTAR else 404
        assert hasil == [302, 404, 404, 404, 200, 200, 200, admin]

    def test_an_official_judges_no_business_of_his_own(self, petugas: Any, klien: Client) -> None:
        usaha = ajukan(usaha_siap(pemilik=petugas), oleh=petugas)
        jawaban = klien.get(alamat(usaha))
        assert [t["tombol"].verba for t in jawaban.context["keputusan"]] == []
        assert klien.post(alamat(usaha, "periksa-identitas"), {"cara": "KTP_DILIHAT"}).status_code == 404


class TestList:
    def test_columns_say_who_where_how_far_and_until_when(
        self, klien: Client, diajukan: Usaha, petugas: Any, desa: Any
    ) -> None:
        ambil(diajukan, oleh=petugas)
        lewat = timezone.localdate() - timedelta(days=30)
        Usaha.objects.filter(pk=diajukan.pk).update(jatuh_tempo=lewat)
        teks = isi(klien.get(DAFTAR))
        for kata in (
            diajukan.nama,
            diajukan.nomor,
            "Siti Contoh",
            str(desa),
            "Menunggu diperiksa",
            petugas.nama,
            "lewat",
        ):
            assert kata in teks

    def test_tabs_narrow_the_queue_and_carry_their_count(self, klien: Client, petugas: Any, desa: Any) -> None:
        milik = buat_usaha(desa=desa, status=StatusUsaha.DIPERIKSA, petugas=petugas)
        bebas = buat_usaha(desa=desa, status=StatusUsaha.DIAJUKAN)
        draf = buat_usaha(desa=desa)
        hasil = {
            tab: {u.pk for u in klien.get(DAFTAR, {"antrean": tab} if tab else {}).context["cl"].result_list}
            for tab in ("milik_saya", "belum_diambil", "menunggu", "")
        }
        assert hasil == {
            "milik_saya": {milik.pk},
            "belum_diambil": {bebas.pk},
            "menunggu": {milik.pk, bebas.pk},
            "": {milik.pk, bebas.pk, draf.pk},
        }
        cl = klien.get(DAFTAR).context["cl"]
        tab = [(t["display"], t["jumlah"], t["selected"]) for t in cl.filter_specs[0].choices(cl)]
        assert tab == [
            ("Milik saya", 1, False),
            ("Belum diambil", 1, False),
            ("Semua yang menunggu", 2, False),
            ("Semua usaha", "", True),
        ]

    @pytest.mark.parametrize(
        ("janji", "hari"), [("lewat", -1), ("hampir", 0), ("masih", 10)], ids=["late", "nearly late", "in time"]
    )
    def test_filter_by_the_promise(self, klien: Client, desa: Any, janji: str, hari: int) -> None:
        ini = timezone.localdate()
        usaha = {
            n: buat_usaha(desa=desa, status=StatusUsaha.DIAJUKAN, jatuh_tempo=ini + timedelta(days=n))
            for n in (-1, 0, 10)
        }
        assert list(klien.get(DAFTAR, {"janji": janji}).context["cl"].result_list) == [usaha[hari]]

    def test_filter_by_village_takes_its_name_and_keeps_the_other_filters(self, klien: Client, desa: Any) -> None:
        lain = DesaFactory(kode="33.25.11.2001", nama="Kalisalak", jenis="desa")
        disini = buat_usaha(desa=desa, keadaan="TUTUP")
        buat_usaha(desa=lain, keadaan="TUTUP")
        jawaban = klien.get(DAFTAR, {"desa": desa.nama, "keadaan__exact": "TUTUP"})
        assert list(jawaban.context["cl"].result_list) == [disini]
        assert '<input type="hidden" name="keadaan__exact" value="TUTUP">' in isi(jawaban)

    def test_a_village_that_is_not_understood_shows_no_row_and_says_so(self, klien: Client, desa: Any) -> None:
        buat_usaha(desa=desa)
        jawaban = klien.get(DAFTAR, {"desa": "Antah Berantah"})
        assert list(jawaban.context["cl"].result_list) == []
        assert "tidak ada di antara desa" in isi(jawaban)

    @pytest.mark.parametrize(
        "ketik",
        ["Keripik Siti", "keripik", "siti contoh", "kaum", "0812 0000-9999", "+62 812-0000-9999"],
        ids=["name", "part", "owner", "village", "phone", "phone abroad"],
    )
    def test_search_finds_by_name_owner_village_and_phone(self, klien: Client, diajukan: Usaha, ketik: str) -> None:
        pelaku = diajukan.pemilik
        pelaku.telepon = "+6281200009999"
        pelaku.save()
        lain = DesaFactory(kode="33.25.11.2001", nama="Kalisalak", jenis="desa")
        buat_usaha(nama="Bengkel", uraian="las", desa=lain)
        assert list(klien.get(DAFTAR, {"q": ketik}).context["cl"].result_list) == [diajukan]

    def test_search_takes_the_number_in_any_spelling(self, klien: Client, diajukan: Usaha) -> None:
        buat_usaha()
        for ketik in (diajukan.nomor, diajukan.nomor.lower().replace("-", " "), diajukan.nomor.replace("-", "")):
            assert list(klien.get(DAFTAR, {"q": ketik}).context["cl"].result_list) == [diajukan]

    @pytest.mark.parametrize("ketik", [NIK, "3325 1147 0890 0002", "3325.11.470890.0002"])
    def test_a_nik_in_the_search_box_is_sent_away_and_stands_nowhere(
        self, klien: Client, diajukan: Usaha, ketik: str
    ) -> None:
        jawaban = klien.get(DAFTAR, {"q": ketik}, follow=True)
        assert jawaban.redirect_chain == [(DAFTAR, 302)]
        assert pesan(jawaban) == ["NIK tidak dicari di sini, karena alamat halaman tercatat. Pakai “Cari NIK”."]
        assert ketik not in isi(jawaban)

    def test_queries_are_few_and_do_not_grow_with_the_rows(self, klien: Client, desa: Any, petugas: Any) -> None:
        def kueri() -> int:
            with CaptureQueriesContext(connection) as k:
                klien.get(DAFTAR)
            return len(k)

        buat_usaha(desa=desa, status=StatusUsaha.DIAJUKAN, petugas=petugas)
        kueri()
        satu = kueri()
        buat_usaha(desa=desa, status=StatusUsaha.DIAJUKAN)
        buat_usaha(desa=desa, status=StatusUsaha.DIPERIKSA, petugas=petugas)
        assert (kueri(), satu <= 12) == (satu, True)

    def test_a_merged_record_is_still_found_and_leads_to_the_one_that_stands(self, klien: Client, desa: Any) -> None:
        utama = buat_usaha(desa=desa)
        lebur = buat_usaha(desa=desa, digabung_ke=utama)
        assert "Digabung" in isi(klien.get(DAFTAR, {"q": lebur.nomor}))
        assert f'href="{alamat(utama)}"' in isi(klien.get(alamat(lebur)))


class TestSearchForNik:
    def test_leads_to_the_person_and_the_number_stands_in_no_address(self, klien: Client, diajukan: Usaha) -> None:
        jawaban = klien.post(CARI_NIK, {"nik": "3325 1147 0890 0002"})
        assert jawaban.headers["Location"] == reverse("admin:umkm_pelakuusaha_change", args=[diajukan.pemilik.pk])

    def test_several_holders_are_listed(self, klien: Client, diajukan: Usaha, desa: Any) -> None:
        kembar = buat_usaha(desa=desa, pelaku=PelakuFactory(nama="Kembar Contoh", nik=NIK)).pemilik
        jawaban = klien.post(CARI_NIK, {"nik": NIK})
        assert {p.pk for p in jawaban.context["orang"]} == {diajukan.pemilik.pk, kembar.pk}
        assert NIK not in isi(jawaban)

    def test_nobody_of_another_kecamatan_is_found(self, diajukan: Usaha, petugas_limpung: Any, masuk: Any) -> None:
        jawaban = masuk(petugas_limpung).post(CARI_NIK, {"nik": NIK})
        assert jawaban.status_code == 200
        assert "Tidak ada orang dengan NIK itu" in isi(jawaban)
        assert "Siti" not in isi(jawaban)

    def test_a_wrong_nik_is_a_sentence_beside_the_field(self, klien: Client) -> None:
        jawaban = klien.post(CARI_NIK, {"nik": "12345"})
        assert jawaban.status_code == 422
        assert "NIK harus 16 angka" in isi(jawaban)


class TestCase:
    def test_the_nik_is_a_mask_and_amounts_are_a_scale(self, klien: Client, diajukan: Usaha) -> None:
        Usaha.objects.filter(pk=diajukan.pk).update(tahun_mulai=2019)
        KeuanganUsaha.objects.create(usaha=diajukan, tahun=2025, modal=10**7, omzet=18 * 10**7)
        teks = isi(klien.get(alamat(diajukan)))
        assert ("••••••••••••0002" in teks, NIK in teks) == (True, False)
        assert ("Mikro" in teks, "180.000.000" in teks, "10.000.000" in teks) == (True, False, False)

    def test_history_is_told_in_sentences_with_names(self, klien: Client, diajukan: Usaha, petugas: Any) -> None:
        periksa(diajukan, oleh=petugas)
        minta_perbaikan(diajukan, oleh=petugas, isian={"foto": "Foto tempat usaha tidak jelas."})
        baris = klien.get(alamat(diajukan)).context["riwayat"]
        assert [b["kalimat"] for b in baris] == [
            "Petugas Batang meminta perbaikan",
            "Petugas Batang mengambil usaha ini untuk dikerjakan",
            "Petugas Batang mulai memeriksa",
            "Siti Contoh mengirim data ke petugas",
            "Siti Contoh mendaftarkan usaha ini",
        ]
        assert baris[0]["catatan"] == "Foto tempat usaha: Foto tempat usaha tidak jelas."

    def test_what_was_asked_to_be_mended_is_marked_when_it_comes_back(
        self, klien: Client, diajukan: Usaha, petugas: Any, pemilik: Any
    ) -> None:
        periksa(diajukan, oleh=petugas)
        minta_perbaikan(diajukan, oleh=petugas, isian={"usaha.alamat": "Sebutkan patokan.", "foto": "Terlalu gelap."})
        ajukan(diajukan, oleh=pemilik)
        teks = isi(klien.get(alamat(diajukan)))
        assert ("Sebutkan patokan." in teks, "Terlalu gelap." in teks) == (True, True)

    def test_contradiction_of_the_nik_is_told_without_a_digit(self, klien: Client, diajukan: Usaha) -> None:
        pelaku = diajukan.pemilik
        pelaku.tanggal_lahir = date(1991, 8, 7)
        pelaku.save()
        peringatan = klien.get(alamat(diajukan)).context["peringatan"]
        assert peringatan == ["Tanggal lahir berbeda dengan NIK; cocokkan keduanya dengan KTP."]

    def test_doubles_in_scope_are_linked_and_those_beyond_are_only_counted(
        self, klien: Client, diajukan: Usaha, desa: Any, desa_limpung: Any
    ) -> None:
        dekat = buat_usaha(desa=desa, nama="Keripik Siti Dekat")
        jauh = buat_usaha(desa=desa_limpung, nama="Keripik Siti Jauh", pelaku=PelakuFactory(nama="Siti Jauh"))
        d = DugaanUsaha.objects.create(a=diajukan, b=dekat, alasan=["NAMA"])
        DugaanUsaha.objects.create(a=diajukan, b=jauh, alasan=["NAMA"])
        DugaanPelaku.objects.create(a=diajukan.pemilik, b=jauh.pemilik, alasan=["NIK"])
        jawaban = klien.get(alamat(diajukan))
        teks = isi(jawaban)
        assert (jawaban.context["ganda"]["luar"], "Jauh" in teks) == (2, False)
        assert reverse("admin:umkm_dugaanusaha_change", args=[d.pk]) in teks

    def test_decisions_come_first_and_say_what_they_do(self, klien: Client, diajukan: Usaha) -> None:
        konteks = klien.get(alamat(diajukan)).context
        assert [t["tombol"].label for t in konteks["keputusan"]] == ["Ambil dan periksa", "Minta dilengkapi", "Tolak"]
        assert [t["tombol"].verba for t in konteks["pembagian"]] == ["ambil", "ubah_keadaan"]
        assert konteks["kurang_periksa"] == ["Identitas pemilik", "Tempat usaha"]

    def test_queries_do_not_grow_with_photos_history_and_owners(
        self, klien: Client, diajukan: Usaha, petugas: Any
    ) -> None:
        def kueri() -> int:
            with CaptureQueriesContext(connection) as k:
                assert klien.get(alamat(diajukan)).status_code == 200
            return len(k)

        diajukan.foto.create(berkas=buat_berkas())
        catat_pemeriksaan(diajukan, oleh=petugas, bagian="IDENTITAS", cara="KTP_DILIHAT")
        kueri()
        satu = kueri()
        for _ in range(2):
            diajukan.foto.create(berkas=buat_berkas())
            catat_pemeriksaan(diajukan, oleh=petugas, bagian="TEMPAT", cara="SURAT_DESA", berkas=buat_berkas())
            ambil(diajukan, oleh=petugas)
            Usaha.objects.filter(pk=diajukan.pk).update(petugas=None)
        assert (kueri(), satu <= 22) == (satu, True)

    @pytest.mark.parametrize(("verba", "paling"), [("tolak", 14), ("minta_perbaikan", 16), ("cetak", 12)])
    def test_the_page_of_a_verb_asks_few_queries(self, klien: Client, diajukan: Usaha, verba: str, paling: int) -> None:
        klien.get(alamat(diajukan, verba))
        with CaptureQueriesContext(connection) as k:
            assert klien.get(alamat(diajukan, verba)).status_code == 200
        assert len(k) <= paling

    def test_hostile_text_of_an_owner_is_text_on_every_page(self, pemilik: Any, kepala: Any, masuk: Any) -> None:
        usaha = usaha_siap(pemilik=pemilik, nama=f"N{JAHAT}"[:100], uraian=JAHAT, alamat=JAHAT, produk_utama=JAHAT)
        pelaku = usaha.pemilik
        pelaku.nama, pelaku.alamat, pelaku.domisili_luar = f"P{JAHAT}", JAHAT, JAHAT
        pelaku.save()
        ajukan(usaha, oleh=pemilik)
        kembar = buat_usaha(nama=JAHAT, pelaku=pelaku)
        DugaanUsaha.objects.create(a=usaha, b=kembar, alasan=["NAMA"])
        DugaanPelaku.objects.create(a=pelaku, b=PelakuFactory(nama=JAHAT), alasan=["NAMA"])
        klien = masuk(kepala)
        halaman = [
            *(alamat(usaha, n) for n in ("change", "minta_perbaikan", "tolak", "tugaskan", "buka-nik")),
            *(reverse(f"admin:umkm_{m}_changelist") for m in ("usaha", "pelakuusaha", "dugaanusaha", "dugaanpelaku")),
            reverse("admin:umkm_pelakuusaha_change", args=[pelaku.pk]),
            *(reverse("admin:umkm_dugaanusaha_change", args=[d.pk]) for d in DugaanUsaha.objects.all()),
            *(reverse("admin:umkm_dugaanpelaku_change", args=[d.pk]) for d in DugaanPelaku.objects.all()),
        ]
        for url in halaman:
            teks = isi(klien.get(url))
            assert (url, '<script>alert("x")' in teks, "&lt;script&gt;" in teks) == (url, False, True)


class TestFiles:
    def test_a_photo_is_served_whole_and_as_a_thumb_and_kept_by_nobody(
        self, klien: Client, diajukan: Usaha, pemilik: Any
    ) -> None:
        foto = diajukan.foto.create(berkas=buat_berkas(oleh=pemilik))
        for kecil in ({}, {"kecil": "1"}):
            jawaban = klien.get(alamat(diajukan, "berkas"), {"b": foto.berkas.kode} | kecil)
            jawaban.getvalue()
            assert (jawaban.status_code, jawaban.headers["Content-Type"]) == (200, "image/jpeg")
            assert "no-store" in jawaban.headers["Cache-Control"]

    def test_a_file_of_another_business_and_the_ktp_are_not_here(self, klien: Client, diajukan: Usaha) -> None:
        lain = buat_usaha().foto.create(berkas=buat_berkas())
        pelaku = diajukan.pemilik
        pelaku.foto_ktp = buat_berkas(jenis="foto_ktp")
        pelaku.save()
        for berkas in (lain.berkas.kode, pelaku.foto_ktp.kode, kode.buat(), ""):
            assert klien.get(alamat(diajukan, "berkas"), {"b": berkas}).status_code == 404


class TestChecks:
    def test_a_check_is_written_down_and_leads_back_to_its_line(
        self, klien: Client, diajukan: Usaha, petugas: Any
    ) -> None:
        hari = timezone.localdate()
        data = {"cara": "KTP_DILIHAT", "tanggal": hari.isoformat(), "catatan": "KTP asli dibawa."}
        jawaban = klien.post(alamat(diajukan, "periksa-identitas"), data)
        assert jawaban.headers["Location"] == f"{alamat(diajukan)}#periksa-identitas"
        baris = diajukan.pemeriksaan.get()
        assert (baris.bagian, baris.cara, baris.oleh, baris.catatan) == (
            "IDENTITAS",
            "KTP_DILIHAT",
            petugas,
            "KTP asli dibawa.",
        )

    def test_each_section_offers_only_what_proves_it(self, klien: Client, diajukan: Usaha) -> None:
        form = klien.get(alamat(diajukan, "periksa-legalitas")).context["form"]
        assert [nilai for nilai, _ in form.fields["cara"].choices] == ["", "OSS", "DOKUMEN"]
        data = {"cara": "KTP_DILIHAT", "tanggal": timezone.localdate().isoformat()}
        assert klien.post(alamat(diajukan, "periksa-legalitas"), data).status_code == 422
        assert diajukan.pemeriksaan.count() == 0

    def test_a_visit_needs_its_photo_and_keeps_it(self, klien: Client, diajukan: Usaha) -> None:
        data = {"cara": "KUNJUNGAN", "tanggal": timezone.localdate().isoformat(), "catatan": "Ramai."}
        tanpa = klien.post(alamat(diajukan, "periksa-tempat"), data)
        assert (tanpa.status_code, tanpa.context["form"].errors["berkas"]) == (
            422,
            ["Kunjungan memerlukan foto dari tempat usaha."],
        )
        assert 'value="Ramai."' in isi(tanpa)
        dengan = klien.post(alamat(diajukan, "periksa-tempat"), data | {"berkas": gambar()})
        assert dengan.status_code == 302
        berkas = diajukan.pemeriksaan.get().berkas
        jawaban = klien.get(alamat(diajukan, "berkas"), {"b": berkas.kode})
        jawaban.getvalue()
        assert jawaban.status_code == 200

    def test_a_day_in_the_future_is_refused(self, klien: Client, diajukan: Usaha) -> None:
        besok = timezone.localdate() + timedelta(days=1)
        jawaban = klien.post(
            alamat(diajukan, "periksa-identitas"), {"cara": "KTP_DILIHAT", "tanggal": besok.isoformat()}
        )
        assert (jawaban.status_code, "masa depan" in isi(jawaban)) == (422, True)

    def test_nothing_is_checked_that_is_not_with_us(self, klien: Client, pemilik: Any) -> None:
        draf = usaha_siap(pemilik=pemilik)
        data = {"cara": "KTP_DILIHAT", "tanggal": timezone.localdate().isoformat()}
        jawaban = klien.post(alamat(draf, "periksa-identitas"), data, follow=True)
        assert jawaban.redirect_chain == [(alamat(draf), 302)]
        status = draf.get_status_display()
        assert pesan(jawaban) == [f"Pemeriksaan tidak dapat dicatat: status sekarang {status}."]

    def test_a_check_from_before_the_last_sending_no_longer_counts(
        self, klien: Client, diajukan: Usaha, petugas: Any, pemilik: Any
    ) -> None:
        periksa(diajukan, oleh=petugas)
        catat_pemeriksaan(diajukan, oleh=petugas, bagian="IDENTITAS", cara="KTP_DILIHAT")
        minta_perbaikan(diajukan, oleh=petugas, isian={"pelaku.nama": "Tulis lengkap."})
        ajukan(diajukan, oleh=pemilik)
        konteks = klien.get(alamat(diajukan)).context
        assert next((p.berlaku, p.terakhir is not None) for p in konteks["periksa"]) == (False, True)
        assert "perlu diperiksa lagi" in isi(klien.get(alamat(diajukan)))


class TestVerbs:
    def test_the_whole_way_by_hand(self, klien: Client, diajukan: Usaha, petugas: Any) -> None:
        klien.post(alamat(diajukan, "periksa"))
        for bagian, cara in (("identitas", "KTP_DILIHAT"), ("tempat", "SURAT_DESA")):
            data = {"cara": cara, "tanggal": timezone.localdate().isoformat()}
            klien.post(alamat(diajukan, f"periksa-{bagian}"), data)
        jawaban = klien.post(alamat(diajukan, "verifikasi"), follow=True)
        diajukan.refresh_from_db()
        assert (diajukan.status, diajukan.petugas) == (StatusUsaha.TERVERIFIKASI, petugas)
        assert Dokumen.objects.perihal("usaha", diajukan.kode).count() == 1
        assert pesan(jawaban) == [
            f"“Ambil dan periksa” tercatat untuk {diajukan}.",
            "Pemeriksaan identitas pemilik tercatat.",
            "Pemeriksaan tempat usaha tercatat.",
            f"“Verifikasi” tercatat untuk {diajukan}.",
        ]

    def test_verification_without_the_checks_is_422_with_what_is_missing(
        self, klien: Client, diajukan: Usaha, petugas: Any
    ) -> None:
        periksa(diajukan, oleh=petugas)
        jawaban = klien.post(alamat(diajukan, "verifikasi"))
        assert jawaban.status_code == 422
        assert "Identitas pemilik, Tempat usaha" in isi(jawaban)
        diajukan.refresh_from_db()
        assert diajukan.status == StatusUsaha.DIPERIKSA

    def test_taking_and_giving_back(self, klien: Client, diajukan: Usaha, petugas: Any) -> None:
        klien.post(alamat(diajukan, "ambil"))
        diajukan.refresh_from_db()
        assert diajukan.petugas == petugas
        klien.post(alamat(diajukan, "lepas"))
        diajukan.refresh_from_db()
        assert diajukan.petugas is None

    def test_work_is_given_to_those_who_may_judge_here(
        self, kepala: Any, masuk: Any, diajukan: Usaha, petugas: Any, petugas_limpung: Any, admin: Any
    ) -> None:
        klien = masuk(kepala)
        form = klien.get(alamat(diajukan, "tugaskan")).context["form"]
        assert {p.pk for p in form.fields["kepada"].queryset} == {kepala.pk, petugas.pk}
        salah = klien.post(alamat(diajukan, "tugaskan"), {"kepada": petugas_limpung.pk})
        assert salah.status_code == 422
        klien.post(alamat(diajukan, "tugaskan"), {"kepada": petugas.pk, "catatan": "Tolong didahulukan"})
        diajukan.refresh_from_db()
        assert diajukan.petugas == petugas
        assert diajukan.riwayat.last().catatan == f"Kepada {petugas.nama}. Tolong didahulukan"

    def test_mending_is_asked_field_by_field(self, klien: Client, diajukan: Usaha) -> None:
        data = {
            "pilih-usaha_alamat": "on",
            "kalimat-usaha_alamat": "Sebutkan patokan.",
            "kalimat-foto": "Foto tidak jelas.",
        }
        assert klien.post(alamat(diajukan, "minta_perbaikan"), data).status_code == 302
        diajukan.refresh_from_db()
        diminta = dict(diajukan.perbaikan.values_list("isian", "kalimat"))
        assert diajukan.status == StatusUsaha.PERBAIKAN
        assert diminta == {"usaha.alamat": "Sebutkan patokan.", "foto": "Foto tidak jelas."}

    def test_what_is_bound_together_is_opened_together(self, klien: Client, diajukan: Usaha) -> None:
        klien.post(alamat(diajukan, "minta_perbaikan"), {"kalimat-usaha_lintang": "Titiknya di laut."})
        assert set(diajukan.perbaikan.values_list("isian", flat=True)) == {"usaha.lintang", "usaha.bujur"}

    @pytest.mark.parametrize(
        ("data", "kata"),
        [
            ({}, "Pilih sedikitnya satu isian"),
            ({"pilih-pelaku_nama": "on"}, "Tulis apa yang harus diperbaiki, pemilik membacanya."),
        ],
    )
    def test_mending_without_a_sentence_is_422(
        self, klien: Client, diajukan: Usaha, data: dict[str, str], kata: str
    ) -> None:
        jawaban = klien.post(alamat(diajukan, "minta_perbaikan"), data)
        assert (jawaban.status_code, kata in isi(jawaban)) == (422, True)
        diajukan.refresh_from_db()
        assert diajukan.status == StatusUsaha.DIAJUKAN

    def test_refusing_needs_a_reason(self, klien: Client, diajukan: Usaha) -> None:
        assert klien.post(alamat(diajukan, "tolak"), {"alasan": "tidak"}).status_code == 422
        klien.post(alamat(diajukan, "tolak"), {"alasan": "Usaha ini berada di kabupaten lain."})
        diajukan.refresh_from_db()
        assert diajukan.status == StatusUsaha.DITOLAK

    def test_revoking_is_for_the_head_and_voids_the_proof(
        self, klien: Client, kepala: Any, masuk: Any, diajukan: Usaha, petugas: Any
    ) -> None:
        periksa(diajukan, oleh=petugas)
        for bagian, cara in (("IDENTITAS", "KTP_DILIHAT"), ("TEMPAT", "SURAT_DESA")):
            catat_pemeriksaan(diajukan, oleh=petugas, bagian=bagian, cara=cara)
        verifikasi(diajukan, oleh=petugas)
        klien.post(alamat(diajukan, "cabut"), {"alasan": "Usaha ternyata tidak ada."})
        diajukan.refresh_from_db()
        assert diajukan.status == StatusUsaha.TERVERIFIKASI
        masuk(kepala).post(alamat(diajukan, "cabut"), {"alasan": "Usaha ternyata tidak ada."})
        diajukan.refresh_from_db()
        assert diajukan.status == StatusUsaha.DICABUT
        assert Dokumen.objects.perihal("usaha", diajukan.kode).belum_dicabut().count() == 0

    def test_whether_it_is_open_is_recorded_with_its_source(self, klien: Client, diajukan: Usaha) -> None:
        besok = timezone.localdate() + timedelta(days=1)
        data = {"keadaan": "TUTUP", "sumber": "DESA"}
        assert klien.post(alamat(diajukan, "ubah_keadaan"), data | {"sejak": besok.isoformat()}).status_code == 422
        klien.post(alamat(diajukan, "ubah_keadaan"), data | {"sejak": timezone.localdate().isoformat()})
        diajukan.refresh_from_db()
        assert (diajukan.keadaan, diajukan.keadaan_sumber) == ("TUTUP", "DESA")

    def test_a_page_gone_stale_leads_back_and_tells(
        self, klien: Client, diajukan: Usaha, kepala: Any, petugas: Any
    ) -> None:
        """A colleague decides while the confirmation lies open: one line of history, and the second is told."""
        periksa(diajukan, oleh=petugas)
        assert klien.get(alamat(diajukan, "tolak")).status_code == 200
        minta_perbaikan(diajukan, oleh=kepala, isian={"foto": "Foto tidak jelas."})
        sebelum = diajukan.riwayat.count()
        jawaban = klien.post(alamat(diajukan, "tolak"), {"alasan": "Usaha ini berada di kabupaten lain."}, follow=True)
        assert jawaban.redirect_chain == [(alamat(diajukan), 302)]
        status = StatusUsaha.PERBAIKAN.label
        assert pesan(jawaban) == [
            f"“Tolak” tidak dapat dilakukan: status sekarang {status}.",
            "Yang Anda tulis tidak tersimpan: “Usaha ini berada di kabupaten lain.”",
        ]
        assert diajukan.riwayat.count() == sebelum

    def test_a_colleague_who_was_quicker_keeps_it(self, klien: Client, diajukan: Usaha, kepala: Any) -> None:
        ambil(diajukan, oleh=kepala)
        klien.post(alamat(diajukan, "ambil"))
        diajukan.refresh_from_db()
        assert diajukan.petugas == kepala


class TestScale:
    def test_the_list_shows_the_scale_and_never_the_amount(self, petugas: Any, pemilik: Any, masuk: Any) -> None:
        usaha = buat_usaha(pemilik=pemilik, status=StatusUsaha.DIAJUKAN, tahun_mulai=2015)
        KeuanganUsaha.objects.create(usaha=usaha, tahun=2025, modal=700_123_456, omzet=2_345_678_901)
        halaman = masuk(petugas).get("/admin/umkm/usaha/?antrean=semua").content.decode()
        sel = re.search(r"<td[^>]*field-skala[^>]*>(.*?)</td>", halaman, re.DOTALL)
        assert sel is not None
        assert sel.group(1).strip() == "kecil"
        assert "2345678901" not in halaman.replace(".", "")
        assert "700123456" not in halaman.replace(".", "")
