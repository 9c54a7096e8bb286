"""Filling in, section by section: what is kept, what is refused, what is locked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from inti import sandi
from tests.factories import DesaFactory, KbliFactory, buat_usaha, usaha_siap
from tests.umkm.views.test_usaha import bantu
from umkm.actions import periksa
from umkm.enums import JenisTempat, StatusUsaha
from umkm.models import KeuanganUsaha, PelakuUsaha, Usaha

NIK = "3325114708900002"  # 7 August 1990, a woman; invented
DESA = DesaFactory.build()

PEMILIK = {
    "nama": "Siti Contoh",
    "nik": NIK,
    "jenis_kelamin": "P",
    "tanggal_lahir_hari": "7",
    "tanggal_lahir_bulan": "8",
    "tanggal_lahir_tahun": "1990",
}
USAHA = {
    "nama": "Keripik Bu Siti",
    "uraian": "keripik singkong",
    "produk_utama": "keripik balado",
    "kbli": "10794",
    "bentuk": "PERORANGAN",
    "tahun_mulai": "2019",
    "bulan_mulai": "",
}
TEMPAT = {"jenis_tempat": "TETAP", "desa": DESA.nama, "alamat": "Dukuh Contoh", "rt": "3", "rw": "1"}
DIRI = {"desa": "", "alamat": "", "domisili_luar": "Kota Pekalongan", "pendidikan": "SD", "disabilitas": "TIDAK"}
PEKERJA = {
    "pekerja_laki": "1",
    "pekerja_perempuan": "2",
    "pekerja_dibayar": "1",
    "pekerja_tak_dibayar": "2",
    "pekerja_disabilitas": "0",
}
KEUANGAN = {"tahun": "2025", "omzet": "1,5 jt", "modal": "Rp 250.000"}
PEMASARAN = {"saluran": ["PASAR", "PESANAN"], "tautan": "instagram.com/contoh"}
BAGIAN: dict[str, dict[str, Any]] = {
    "pemilik": PEMILIK,
    "usaha": USAHA,
    "tempat": TEMPAT,
    "diri": DIRI,
    "pekerja": PEKERJA,
    "keuangan": KEUANGAN,
    "pemasaran": PEMASARAN,
}


@pytest.fixture
def usaha(pemilik) -> Usaha:
    KbliFactory()
    return buat_usaha(pemilik=pemilik)


@pytest.fixture
def kirim(masuk, pemilik, usaha):
    klien = masuk(pemilik)

    def isi(bagian: str, data: dict[str, Any], **lain: Any) -> Any:
        return klien.post(f"/usaha/{usaha.kode}/isi/{bagian}/", data | lain, follow="lanjut" in lain)

    return isi


def galat(jawaban: Any) -> dict[str, list[str]]:
    return dict(jawaban.context["form"].errors)


# --- In any order, saved as it goes ---------------------------------------------


@pytest.mark.parametrize("bagian", BAGIAN)
def test_a_section_is_saved_alone_and_leads_back_to_the_business(kirim, usaha, bagian):
    jawaban = kirim(bagian, BAGIAN[bagian])
    assert (jawaban.status_code, jawaban.url) == (302, usaha.get_absolute_url())


def test_save_and_go_on_leads_to_the_next_section_that_is_not_complete(kirim, usaha):
    kirim("usaha", USAHA)
    jawaban = kirim("pemilik", PEMILIK, lanjut="1")
    assert jawaban.redirect_chain == [(f"/usaha/{usaha.kode}/isi/tempat/", 302)]


def test_all_sections_make_a_business_that_can_be_sent(kirim, usaha, pemilik):
    for bagian, data in BAGIAN.items():
        assert kirim(bagian, data).status_code == 302
    usaha.refresh_from_db()
    pelaku = usaha.pemilik
    assert sandi.dekripsi(pelaku.nik_sandi) == NIK
    assert (pelaku.tanggal_lahir, pelaku.domisili_luar) == (date(1990, 8, 7), "Kota Pekalongan")
    assert (usaha.kbli.kode, usaha.kbli.versi, usaha.rt, usaha.rw) == ("10794", "2025", "003", "001")
    assert (usaha.pekerja_laki, usaha.saluran, usaha.tautan) == (
        1,
        ["PASAR", "PESANAN"],
        "https://instagram.com/contoh",
    )
    assert periksa.ajukan(usaha, oleh=pemilik).status == StatusUsaha.DIAJUKAN


def test_a_section_may_be_saved_empty_and_finished_later(kirim, usaha):
    kosong = {"nama": "Siti Contoh"}
    assert kirim("pemilik", kosong).status_code == 302
    assert kirim("usaha", {"nama": "Keripik", "uraian": "keripik"}).status_code == 302


def test_a_section_sent_twice_is_the_same_as_once(kirim, usaha):
    kirim("keuangan", KEUANGAN)
    kirim("keuangan", KEUANGAN)
    assert KeuanganUsaha.objects.count() == 1


def test_every_section_says_why_it_is_asked_and_what_it_unlocks(masuk, pemilik, usaha):
    from umkm.isian import BAGIAN as SEMUA

    klien = masuk(pemilik)
    for satu in SEMUA.values():
        halaman = klien.get(f"/usaha/{usaha.kode}/isi/{satu.kode}/").content.decode()
        assert satu.alasan in halaman
        assert "<progress" in halaman
    halaman = klien.get(usaha.get_absolute_url()).content.decode()
    assert [s.kode for s in SEMUA.values() if s.membuka not in halaman] == []


def test_the_draft_of_the_browser_is_forgotten_once_the_section_is_received(kirim, usaha, pemilik):
    halaman = kirim("usaha", USAHA, lanjut="1").content.decode()
    assert f'data-draf-selesai="{pemilik.kode}:{usaha.kode}:usaha"' in halaman


# --- Field by field ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("bagian", "ubah", "medan"),
    [
        ("pemilik", {"nik": "332511470890000"}, "nik"),
        ("pemilik", {"nik": "0025114708900002"}, "nik"),
        ("pemilik", {"nik": "3325114713900002"}, "nik"),
        ("pemilik", {"nik": "3325114708900002\x00"}, "nik"),
        ("pemilik", {"nama": "Siti 😀"}, "nama"),
        ("pemilik", {"nama": "Siti\u202eContoh"}, "nama"),
        ("pemilik", {"tanggal_lahir_bulan": "13"}, "tanggal_lahir"),
        ("pemilik", {"tanggal_lahir_tahun": ""}, "tanggal_lahir"),
        ("pemilik", {"tanggal_lahir_tahun": "2090"}, "tanggal_lahir"),
        ("pemilik", {"tanggal_lahir_tahun": "9" * 40}, "tanggal_lahir"),
        ("pemilik", {"jenis_kelamin": "X"}, "jenis_kelamin"),
        ("diri", {"desa": DESA.nama}, "domisili_luar"),
        ("diri", {"domisili_luar": "k" * 101}, "domisili_luar"),
        ("diri", {"domisili_luar": "Kota\x00"}, "domisili_luar"),
        ("usaha", {"nama": "Keripik 😀"}, "nama"),
        ("usaha", {"nama": "K" * 101}, "nama"),
        ("usaha", {"uraian": "k" * 201}, "uraian"),
        ("usaha", {"produk_utama": "keripik\x00"}, "produk_utama"),
        ("usaha", {"kbli": "99999"}, "kbli"),
        ("usaha", {"tahun_mulai": "19"}, "tahun_mulai"),
        ("usaha", {"tahun_mulai": "2099"}, "tahun_mulai"),
        ("usaha", {"tahun_mulai": "9" * 5000}, "tahun_mulai"),
        ("usaha", {"tahun_mulai": "2021"}, "bulan_mulai"),
        ("usaha", {"tahun_mulai": "", "bulan_mulai": "3"}, "tahun_mulai"),
        ("tempat", {"desa": "Pekalongan Utara"}, "desa"),
        ("tempat", {"desa": "x", "desa_pilihan": "33.75.01.1001", "desa_dicari": "x"}, "desa"),
        ("tempat", {"alamat": ""}, "alamat"),
        ("tempat", {"rt": "0034"}, "rt"),
        ("tempat", {"lintang": "-6.2", "bujur": "106.8"}, "__all__"),
        ("tempat", {"lintang": "-6.9"}, "__all__"),
        ("tempat", {"lintang": "NaN", "bujur": "109.7"}, "lintang"),
        ("tempat", {"lintang": "1e50", "bujur": "109.7"}, "lintang"),
        ("pekerja", {"pekerja_laki": "-1"}, "pekerja_laki"),
        ("pekerja", {"pekerja_laki": "seratus"}, "pekerja_laki"),
        ("pekerja", {"pekerja_dibayar": "9"}, "pekerja_dibayar"),
        ("pekerja", {"pekerja_disabilitas": "4"}, "pekerja_disabilitas"),
        ("keuangan", {"omzet": "-1"}, "omzet"),
        ("keuangan", {"omzet": "1000000000000000"}, "omzet"),
        ("keuangan", {"omzet": "1.5"}, "omzet"),
        ("keuangan", {"omzet": "1,500"}, "omzet"),
        ("keuangan", {"omzet": "", "modal": ""}, "omzet"),
        ("keuangan", {"tahun": "1990"}, "tahun"),
        ("pemasaran", {"tautan": "javascript:alert(1)"}, "tautan"),
        ("pemasaran", {"saluran": ["PASAR", "LANGIT"]}, "saluran"),
    ],
)
def test_what_is_refused_is_said_beside_the_field_and_leaves_no_trace(kirim, usaha, bagian, ubah, medan):
    def isi() -> list[Any]:
        return [list(model.objects.order_by("pk").values()) for model in (Usaha, PelakuUsaha, KeuanganUsaha)]

    sebelum = isi()
    jawaban = kirim(bagian, BAGIAN[bagian], **ubah)
    assert medan in galat(jawaban)
    assert jawaban.status_code == 422
    halaman = jawaban.content.decode()
    assert "Ada yang perlu diperbaiki" in halaman
    sisa = {n: v for n, v in BAGIAN[bagian].items() if isinstance(v, str) and v and n not in ubah}
    terlihat = {n for n, v in sisa.items() if f'value="{v}"' in halaman}
    assert terlihat == set(sisa)
    assert isi() == sebelum


def test_a_nik_that_contradicts_the_birth_date_warns_and_is_kept(kirim, usaha):
    halaman = kirim("pemilik", PEMILIK, tanggal_lahir_tahun="1991", lanjut="1").content.decode()
    assert "Tanggal lahir berbeda dengan NIK; cocokkan keduanya dengan KTP. Data tetap tersimpan." in halaman
    usaha.refresh_from_db()
    assert usaha.pemilik.tanggal_lahir == date(1991, 8, 7)
    assert usaha.pemilik.nik_sidik == sandi.sidik(NIK)


def test_the_nik_of_another_is_never_betrayed_to_who_types_it(kirim, pemilik_lain):
    usaha_siap(pemilik=pemilik_lain, nik=NIK)
    jawaban = kirim("pemilik", PEMILIK)
    assert jawaban.status_code == 302
    assert "Budi" not in kirim("pemilik", PEMILIK, lanjut="1").content.decode()


def test_the_nik_is_shown_only_as_a_mask(kirim, masuk, pemilik, usaha):
    kirim("pemilik", PEMILIK)
    halaman = masuk(pemilik).get(f"/usaha/{usaha.kode}/isi/pemilik/").content.decode()
    assert NIK not in halaman
    assert "Sudah tersimpan (••••••••••••0002)." in halaman
    assert kirim("pemilik", PEMILIK, nik="").status_code == 302
    assert PelakuUsaha.objects.get().nik_sidik == sandi.sidik(NIK)


@pytest.mark.parametrize("jenis", [JenisTempat.KELILING, JenisTempat.DARING])
def test_without_a_fixed_place_a_village_is_enough(kirim, usaha, jenis):
    kirim("tempat", TEMPAT)
    kirim("tempat", TEMPAT, jenis_tempat=jenis, rt="bukan angka")
    usaha.refresh_from_db()
    assert (usaha.jenis_tempat, usaha.alamat, usaha.rt, usaha.rw) == (jenis, "", "", "")


def test_a_point_of_the_phone_is_kept_with_six_decimals_and_can_be_taken_back(kirim, usaha):
    kirim("tempat", TEMPAT, lintang="-6.90833012345", bujur="109.7308301")
    usaha.refresh_from_db()
    assert (usaha.lintang, usaha.bujur) == (Decimal("-6.908330"), Decimal("109.730830"))
    kirim("tempat", TEMPAT, lintang="", bujur="")
    usaha.refresh_from_db()
    assert (usaha.lintang, usaha.bujur) == (None, None)


def test_without_script_the_kbli_is_chosen_from_radio_buttons(kirim, usaha):
    KbliFactory(kode="13134", judul="Industri batik")
    jawaban = kirim("usaha", USAHA, kbli="batik")
    assert jawaban.status_code == 422
    assert 'type="radio" name="kbli_pilihan" value="2025:13134"' in jawaban.content.decode()
    assert "13134, KBLI 2025" in jawaban.content.decode()
    kirim("usaha", USAHA, kbli="batik", kbli_pilihan="2025:13134", kbli_dicari="batik")
    usaha.refresh_from_db()
    assert (usaha.kbli.kode, usaha.kbli.versi) == ("13134", "2025")


def test_money_is_echoed_in_words_when_it_was_saved(kirim, usaha):
    halaman = kirim("keuangan", KEUANGAN, lanjut="1").content.decode()
    assert "Penjualan satu juta lima ratus ribu rupiah. Modal dua ratus lima puluh ribu rupiah." in halaman
    assert list(KeuanganUsaha.objects.values_list("omzet", "modal")) == [(1_500_000, 250_000)]


def test_amounts_are_read_back_to_the_owner_and_to_nobody_else(kirim, masuk, pemilik, pemilik_lain, usaha):
    kirim("keuangan", KEUANGAN)
    bantu(usaha, pemilik, pemilik_lain)
    alamat = f"/usaha/{usaha.kode}/isi/keuangan/"
    assert "satu juta lima ratus ribu rupiah" in masuk(pemilik).get(alamat).content.decode()
    for jalur in (alamat, f"/usaha/{usaha.kode}/kirim/", usaha.get_absolute_url()):
        assert "1.500.000" not in masuk(pemilik_lain).get(jalur).content.decode()


def test_a_helper_fills_in_but_reads_no_nik(kirim, masuk, pemilik, pemilik_lain, usaha):
    kirim("pemilik", PEMILIK)
    bantu(usaha, pemilik, pemilik_lain)
    klien = masuk(pemilik_lain)
    for jalur in ("isi/pemilik/", "kirim/"):
        assert "0002" not in klien.get(f"/usaha/{usaha.kode}/{jalur}").content.decode()
    assert klien.post(f"/usaha/{usaha.kode}/isi/usaha/", USAHA).status_code == 302
    assert klien.post(f"/usaha/{usaha.kode}/isi/keuangan/", KEUANGAN).status_code == 302


# --- Locked ------------------------------------------------------------------------


@pytest.mark.parametrize("bagian", BAGIAN)
@pytest.mark.parametrize("status", [StatusUsaha.DIAJUKAN, StatusUsaha.DIPERIKSA])
def test_a_step_sent_after_submission_leads_to_the_status_and_changes_nothing(masuk, pemilik, bagian, status):
    usaha = usaha_siap(pemilik=pemilik, status=status)
    sebelum = list(Usaha.objects.values())
    jawaban = masuk(pemilik).post(f"/usaha/{usaha.kode}/isi/{bagian}/", BAGIAN[bagian], follow=True)
    assert jawaban.redirect_chain == [(usaha.get_absolute_url(), 302)]
    assert "Tidak ada yang diubah." in jawaban.content.decode()
    assert (list(Usaha.objects.values()), KeuanganUsaha.objects.count()) == (sebelum, 0)


def test_a_locked_section_is_read_as_text(masuk, pemilik):
    usaha = usaha_siap(pemilik=pemilik, status=StatusUsaha.DIPERIKSA)
    halaman = masuk(pemilik).get(f"/usaha/{usaha.kode}/isi/usaha/").content.decode()
    assert usaha.nama in halaman
    assert 'name="nama"' not in halaman
    assert "Selama petugas memeriksa, isian tidak dapat diubah." in halaman


@pytest.fixture
def diminta(pemilik, petugas) -> Usaha:
    usaha = usaha_siap(pemilik=pemilik, tahun_mulai=2019)
    periksa.ajukan(usaha, oleh=pemilik)
    isian = {
        "usaha.alamat": "Sebutkan nama dusunnya.",
        "usaha.bulan_mulai": "Bulan apa mulainya?",
        "foto": "Fotonya terlalu gelap.",
    }
    periksa.minta_perbaikan(usaha, oleh=petugas, isian=isian)
    return usaha


def test_a_correction_opens_only_what_was_named_with_its_sentence_beside_it(masuk, pemilik, diminta):
    halaman = masuk(pemilik).get(f"/usaha/{diminta.kode}/isi/tempat/").content.decode()
    assert "Sebutkan nama dusunnya." in halaman
    assert 'name="alamat"' in halaman
    assert 'name="desa"' not in halaman
    assert str(diminta.desa) in halaman


def test_a_correction_of_one_field_keeps_the_others(masuk, pemilik, diminta):
    masuk(pemilik).post(
        f"/usaha/{diminta.kode}/isi/tempat/", TEMPAT | {"alamat": "Dukuh Baru 4", "jenis_tempat": "DARING"}
    )
    diminta.refresh_from_db()
    assert (diminta.alamat, diminta.jenis_tempat) == ("Dukuh Baru 4", JenisTempat.TETAP)


def test_what_was_not_named_stays_shut_in_a_correction(masuk, pemilik, diminta):
    klien = masuk(pemilik)
    assert 'name="nik"' not in klien.get(f"/usaha/{diminta.kode}/isi/pemilik/").content.decode()
    assert 'type="file"' not in klien.get(f"/usaha/{diminta.kode}/isi/pemilik/").content.decode()
    klien.post(f"/usaha/{diminta.kode}/isi/keuangan/", KEUANGAN)
    assert KeuanganUsaha.objects.count() == 0
    assert "Fotonya terlalu gelap." in klien.get(f"/usaha/{diminta.kode}/isi/foto/").content.decode()


def test_a_named_field_that_depends_on_a_locked_one_is_judged_with_it(masuk, pemilik, petugas):
    usaha = usaha_siap(pemilik=pemilik, tahun_mulai=2021, bulan_mulai=3)
    periksa.ajukan(usaha, oleh=pemilik)
    periksa.minta_perbaikan(usaha, oleh=petugas, isian={"usaha.bulan_mulai": "Bulan apa?"})
    jawaban = masuk(pemilik).post(f"/usaha/{usaha.kode}/isi/usaha/", {"bulan_mulai": ""})
    assert (jawaban.status_code, list(galat(jawaban))) == (422, ["bulan_mulai"])


def test_one_number_of_workers_is_judged_with_the_locked_ones(masuk, pemilik, petugas):
    pekerja = {n: int(v) for n, v in PEKERJA.items()}
    usaha = usaha_siap(pemilik=pemilik, **pekerja)
    periksa.ajukan(usaha, oleh=pemilik)
    periksa.minta_perbaikan(usaha, oleh=petugas, isian={"usaha.pekerja_dibayar": "Benarkah satu?"})
    jawaban = masuk(pemilik).post(f"/usaha/{usaha.kode}/isi/pekerja/", {"pekerja_dibayar": "7"})
    assert (jawaban.status_code, list(galat(jawaban))) == (422, ["pekerja_dibayar"])


def test_the_page_of_a_correction_lists_every_request_with_its_way(masuk, pemilik, diminta):
    halaman = masuk(pemilik).get(diminta.get_absolute_url()).content.decode()
    assert f'href="/usaha/{diminta.kode}/isi/tempat/#id_alamat"' in halaman
    assert f'href="/usaha/{diminta.kode}/isi/foto/"' in halaman
    assert "Sebutkan nama dusunnya." in halaman


def test_a_proven_identity_is_not_reopened_by_a_second_business(masuk, pemilik):
    usaha = usaha_siap(pemilik=pemilik)
    PelakuUsaha.objects.update(identitas_terbukti=True)
    kedua = buat_usaha(pemilik=pemilik, pelaku=usaha.pemilik)
    klien, alamat = masuk(pemilik), f"/usaha/{kedua.kode}/isi/pemilik/"
    assert "Identitas Anda sedang atau sudah diperiksa." in klien.get(alamat).content.decode()
    klien.post(alamat, PEMILIK | {"nama": "Orang Lain"})
    assert PelakuUsaha.objects.get().nama == pemilik.nama
