"""Fast entry from paper forms: nothing of the former person survives, nothing is lost, the paper asks the same."""

from __future__ import annotations

import re
import shutil
import subprocess
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from akun.models import PengakuanPemberitahuan
from inti import sandi
from inti.berkas import Berkas
from notifikasi.models import Pemberitahuan
from tests.factories import KbliFactory, PelakuFactory, buat_usaha, gambar
from umkm import nomor
from umkm.actions.simpanan import TITIPAN, hapus_titipan
from umkm.admin.entri import KERTAS, cetak_formulir
from umkm.enums import StatusUsaha, SumberData
from umkm.forms.entri import GRUP, EntriForm
from umkm.models import DugaanPelaku, PelakuUsaha, Usaha

URL = "/admin/umkm/usaha/entri/"
NIK = "3325114708900002"
DESA = "33.25.11.1015"


def isian(**ganti: Any) -> dict[str, Any]:
    """A full paper form, every answer unmistakable."""
    return {
        "nama_pemilik": "Warsini Contoh",
        "nik": "3325 1147 0890 0002",
        "jenis_kelamin": "P",
        "tanggal_lahir_hari": "7",
        "tanggal_lahir_bulan": "8",
        "tanggal_lahir_tahun": "1990",
        "telepon": "0812 0000 0001",
        "uraian": "batik tulis rifaiyah",
        "nama_usaha": "Batik Warsini",
        "kbli": "10794",
        "jenis_tempat": "TETAP",
        "desa": DESA,
        "alamat": "Dukuh Kalipucang",
        "rt": "3",
        "rw": "12",
        "pekerja_laki": "1",
        "pekerja_perempuan": "3",
        "pekerja_dibayar": "3",
        "pekerja_tak_dibayar": "1",
        "pekerja_disabilitas": "",
        "formulir": gambar(nama="formulir-warsini.jpg"),
        "kunci_kirim": str(uuid.uuid4()),
        **ganti,
    }


@pytest.fixture
def klien(petugas, desa, masuk):
    KbliFactory()
    return masuk(petugas)


def teks(jawaban: Any) -> str:
    return jawaban.content.decode()


def nilai_isian(html: str) -> list[str]:
    """The values that the form of the page shows, without its hidden keys."""
    formulir = html.split('class="entri"')[1].split("</form>")[0]
    tampak = [m for m in re.findall(r"<(?:input|option)[^>]*>", formulir) if 'type="hidden"' not in m]
    isi = [re.search(r'value="([^"]*)"', m) for m in tampak if "<input" in m or "selected" in m]
    return [m[1] for m in isi if m and m[1]]


# The happy path.


def test_a_paper_form_becomes_a_record_with_all_its_answers(klien, petugas, desa):
    assert klien.post(URL, isian()).status_code == 302
    usaha = Usaha.objects.get()
    pelaku = usaha.pemilik
    assert (usaha.status, usaha.sumber, usaha.nama, usaha.uraian) == (
        StatusUsaha.TERDATA,
        SumberData.ENTRI,
        "Batik Warsini",
        "batik tulis rifaiyah",
    )
    assert (usaha.desa, usaha.alamat, usaha.rt, usaha.rw, usaha.kbli.kode) == (
        desa,
        "Dukuh Kalipucang",
        "003",
        "012",
        "10794",
    )
    assert (usaha.pekerja_laki, usaha.pekerja_perempuan, usaha.pekerja_dibayar, usaha.pekerja_disabilitas) == (
        1,
        3,
        3,
        0,
    )
    assert (pelaku.nama, pelaku.telepon, pelaku.jenis_kelamin, str(pelaku.tanggal_lahir), pelaku.akun) == (
        "Warsini Contoh",
        "+6281200000001",
        "P",
        "1990-08-07",
        None,
    )
    assert sandi.dekripsi(pelaku.nik_sandi) == NIK
    assert (usaha.formulir.jenis, usaha.formulir.diunggah_oleh) == ("formulir", petugas)
    assert [(r.verba, r.oleh) for r in usaha.riwayat.all()] == [("entri", petugas)]
    assert PengakuanPemberitahuan.objects.get().subjek_kode == pelaku.kode


def test_the_least_a_form_may_hold(klien):
    data = {
        "nama_pemilik": "Tukiman",
        "uraian": "jamu gendong",
        "jenis_tempat": "KELILING",
        "desa": DESA,
        "formulir": gambar(),
        "kunci_kirim": str(uuid.uuid4()),
    }
    assert klien.post(URL, data).status_code == 302
    usaha = Usaha.objects.get()
    assert (usaha.nama, usaha.pemilik.telepon, usaha.pekerja_laki, usaha.kbli) == ("Jamu gendong", "", None, None)
    assert Pemberitahuan.objects.count() == 0


def test_after_saving_the_number_is_shown_to_be_read_aloud_and_the_form_is_empty_but_for_the_village(klien, desa):
    jawaban = klien.post(URL, isian(), follow=True)
    html = teks(jawaban)
    usaha = Usaha.objects.get()
    assert f'<p class="nomor">{usaha.nomor}</p>' in html
    assert nomor.rapikan(usaha.nomor) == usaha.nomor
    assert nilai_isian(html) == ["TETAP", str(desa)]


def test_nothing_of_the_former_person_survives(klien, petugas):
    """Neither on the page, nor in the session, nor in a cookie, nor in what the browser may remember."""
    data = isian()
    html = teks(klien.post(URL, data, follow=True))
    # Not the keys made at random, in which any four digits may stand.
    isi_sesi = {k: v for k, v in klien.session.items() if not k.startswith("_auth_")}
    sesi = str(isi_sesi) + str({k: v.value for k, v in klien.cookies.items() if k not in ("sesi", "csrftoken")})
    milik_orang = [
        *("Warsini", NIK, "3325 1147 0890 0002", "0812 0000 0001", "81200000001", "batik tulis rifaiyah"),
        *("Batik Warsini", "Kalipucang", "1990", "formulir-warsini", data["kunci_kirim"]),
    ]
    assert [s for s in milik_orang if s in sesi] == []
    assert [s for s in milik_orang if s in html] == []
    berikut = teks(klien.get(URL))
    assert [s for s in milik_orang if s in berikut] == []


def test_the_browser_is_asked_to_remember_nothing(klien):
    jawaban = klien.get(URL)
    formulir = teks(jawaban).split('class="entri"')[1].split("</form>")[0]
    assert 'autocomplete="off"' in formulir.split(">")[0]
    medan = re.findall(r"<(?:input|select|textarea)\b[^>]*>", formulir)
    lupa = [m for m in medan if 'autocomplete="off"' not in m and "csrfmiddlewaretoken" not in m]
    assert lupa == []
    assert "data-draf=" not in formulir
    assert "no-store" in jawaban["Cache-Control"]


def test_each_page_has_a_key_of_its_own_and_begins_at_the_first_field(klien):
    kunci = [re.search(r'name="kunci_kirim" value="([^"]+)"', teks(klien.get(URL)))[1] for _ in range(2)]
    assert kunci[0] != kunci[1]
    assert re.findall(r'name="(\w+)"[^>]*\bautofocus', teks(klien.get(URL))) == ["nama_pemilik"]


def test_the_last_village_is_that_of_this_official(klien, masuk, buat_staf, desa):
    klien.post(URL, isian())
    lain = masuk(buat_staf("petugas", desa.kecamatan))
    assert nilai_isian(teks(lain.get(URL))) == ["TETAP"]


def test_saving_may_lead_to_the_record(klien):
    jawaban = klien.post(URL, isian(buka="1"))
    assert jawaban["Location"] == reverse("admin:umkm_usaha_change", args=[Usaha.objects.get().pk])


def test_a_number_that_is_not_mine_is_not_shown(klien, desa):
    usaha = buat_usaha(desa=desa)
    assert usaha.nomor not in teks(klien.get(f"{URL}?tersimpan={usaha.kode}"))
    assert klien.get(f"{URL}?tersimpan=%00").status_code == 400


# One form, one record.


def test_one_form_sent_twice_is_one_record(klien):
    data = isian()
    pertama = klien.post(URL, data)
    kedua = klien.post(URL, {**data, "formulir": gambar()})
    assert (kedua.status_code, kedua["Location"]) == (302, pertama["Location"])
    assert (Usaha.objects.count(), PelakuUsaha.objects.count(), Berkas.objects.count()) == (1, 1, 1)


def test_another_person_on_a_page_that_was_used_is_told_kept_and_saved_at_the_next_press(klien):
    data = isian()
    klien.post(URL, data)
    lain = isian(nama_pemilik="Darmi Contoh", telepon="", nik="", kunci_kirim=data["kunci_kirim"])
    jawaban = klien.post(URL, lain)
    html = teks(jawaban)
    assert (jawaban.status_code, Usaha.objects.count()) == (422, 1)
    assert "belum tersimpan" in html
    kunci = re.search(r'name="kunci_kirim" value="([^"]+)"', html)[1]
    titipan = re.search(r'name="titipan" value="([^"]+)"', html)[1]
    lain |= {"kunci_kirim": kunci, "titipan": titipan, "formulir": ""}
    assert klien.post(URL, lain).status_code == 302
    assert sorted(Usaha.objects.values_list("kepemilikan__pelaku__nama", flat=True)) == [
        "Darmi Contoh",
        "Warsini Contoh",
    ]


# What bad input gets.


@pytest.mark.parametrize(
    ("ganti", "kalimat"),
    [
        ({"nama_pemilik": ""}, "Isi nama, sesuai KTP."),
        ({"nama_pemilik": "Siti \U0001f600"}, "Nama"),
        ({"nik": "123"}, "NIK harus 16 angka, yang Anda tulis 3 angka"),
        ({"telepon": "08123"}, "Nomor"),
        ({"uraian": ""}, "Tulis apa yang dijual."),
        ({"tanggal_lahir_bulan": "13"}, "Tanggal itu tidak ada di kalender."),
        ({"tanggal_lahir_tahun": "2999"}, "Tanggal lahir harus sebelum hari ini"),
        ({"desa": "Entah Berantah"}, "tidak ada di antara desa"),
        ({"alamat": ""}, "Isi jalan atau dusun."),
        ({"rt": "12345"}, "RT paling banyak tiga angka"),
        ({"pekerja_dibayar": "9"}, "Samakan jumlahnya."),
        ({"pekerja_laki": "-1"}, "Isi dengan angka 0 atau lebih."),
        ({"pekerja_disabilitas": "9"}, "Tidak boleh lebih banyak dari semua pekerja."),
        ({"formulir": ""}, "Pilih foto atau pindaian formulir"),
    ],
)
def test_bad_input_gets_a_sentence_and_loses_nothing_else(klien, ganti, kalimat):
    data = isian(**ganti)
    jawaban = klien.post(URL, data)
    html = teks(jawaban)
    assert (jawaban.status_code, Usaha.objects.count(), PelakuUsaha.objects.count()) == (422, 0, 0)
    assert kalimat in html
    for nama in ("nama_pemilik", "nik", "telepon", "uraian", "alamat", "rt", "pekerja_perempuan", "tanggal_lahir_hari"):
        if data[nama] and nama not in ganti:
            isian_ini = [m for m in re.findall(r"<input[^>]*>", html) if f'name="{nama}"' in m]
            assert [f'value="{data[nama]}"' in m for m in isian_ini] == [True], nama
    assert '<option value="P" selected>' in html


def test_the_scan_of_a_refused_form_need_not_be_chosen_again(klien, petugas):
    data = isian(nik="1")
    html = teks(klien.post(URL, data))
    titipan = Berkas.objects.get()
    assert (titipan.jenis, f'name="titipan" value="{titipan.kode}"' in html) == (TITIPAN, True)
    assert "formulir-warsini.jpg masih tersimpan" in html
    klien.post(URL, isian(formulir="", titipan=titipan.kode))
    assert (Usaha.objects.get().formulir, Berkas.objects.get().jenis) == (titipan, "formulir")


def test_a_new_scan_replaces_the_one_set_aside(klien):
    klien.post(URL, isian(nik="1"))
    titipan = Berkas.objects.get()
    klien.post(URL, isian(formulir=gambar("red"), titipan=titipan.kode))
    assert Berkas.objects.get() == Usaha.objects.get().formulir != titipan


def test_the_scan_of_another_official_is_not_taken(klien, masuk, buat_staf, desa):
    masuk(buat_staf("petugas", desa.kecamatan)).post(URL, isian(nik="1"))
    jawaban = klien.post(URL, isian(formulir="", titipan=Berkas.objects.get().kode))
    assert (jawaban.status_code, Usaha.objects.count()) == (422, 0)


def test_what_nobody_came_back_for_is_deleted_after_a_day(klien):
    klien.post(URL, isian(nik="1"))
    assert hapus_titipan() == 0
    Berkas.objects.update(dibuat="2026-01-01T00:00:00+07:00")
    assert (hapus_titipan(), Berkas.objects.count()) == (1, 0)


def test_a_program_that_calls_itself_a_photo_is_refused(klien):
    from django.core.files.uploadedfile import SimpleUploadedFile

    jawaban = klien.post(URL, isian(formulir=SimpleUploadedFile("foto.jpg", b"MZ\x90\x00" * 50, "image/jpeg")))
    assert (jawaban.status_code, Berkas.objects.count()) == (422, 0)


def test_a_village_of_another_kecamatan_is_refused_beside_its_field(klien, desa_limpung):
    jawaban = klien.post(URL, isian(desa=desa_limpung.pk))
    assert jawaban.status_code == 422
    assert "di luar wilayah kerja Anda" in teks(jawaban)


# Doubles are hinted, never in the way.


def test_a_double_is_hinted_after_saving_and_noted(klien, desa):
    lama = buat_usaha(pelaku=PelakuFactory(nama="Warsini Contoh", telepon="+6281200000001", nik=NIK), desa=desa)
    html = teks(klien.post(URL, isian(), follow=True))
    dugaan = DugaanPelaku.objects.get()
    assert (Usaha.objects.count(), dugaan.a, sorted(dugaan.alasan)) == (2, lama.pemilik, ["NAMA", "NIK", "TELEPON"])
    assert reverse("admin:umkm_dugaanpelaku_change", args=[dugaan.pk]) in html


def test_a_double_elsewhere_is_counted_but_not_named(klien, desa_limpung):
    buat_usaha(pelaku=PelakuFactory(nama="Orang Limpung", nik=NIK), desa=desa_limpung)
    html = teks(klien.post(URL, isian(), follow=True))
    assert ("1 dugaan menyangkut data di kecamatan lain" in html, "Orang Limpung" in html) == (True, False)


def test_the_older_contact_is_told_of_the_same_nik_and_the_new_one_is_not(klien, pemilik, desa):
    buat_usaha(pelaku=PelakuFactory(akun=pemilik, nik=NIK), desa=desa)
    klien.post(URL, isian())
    bentrok = Pemberitahuan.objects.filter(templat="nik_bentrok")
    assert set(bentrok.values_list("akun", flat=True)) == {pemilik.pk}


def test_while_typing_the_same_phone_and_a_similar_name_are_shown(klien, desa, desa_limpung):
    lama = buat_usaha(pelaku=PelakuFactory(nama="Siti Aminah", telepon="+6281200000001"), desa=desa)
    luar = buat_usaha(pelaku=PelakuFactory(nama="Siti Aminah", telepon="+6281200000001"), desa=desa_limpung)
    for data in (
        {"telepon": "081200000001"},
        {"nama_pemilik": "Aminah Siti", "desa": desa.pk},
        {"nama_usaha": lama.nama, "desa": desa.pk},
    ):
        html = teks(klien.post(f"{URL}mirip/", data))
        assert (lama.nomor in html, luar.nomor in html) == (True, False)
    for data in ({}, {"telepon": "08"}, {"nama_pemilik": "Budi", "desa": desa.pk}, {"desa": "\x00"}):
        assert teks(klien.post(f"{URL}mirip/", data)).strip().startswith("<") is False


def test_the_number_of_queries_while_typing_does_not_grow(klien, desa):
    def tanya() -> int:
        with CaptureQueriesContext(connection) as kueri:
            klien.post(f"{URL}mirip/", {"nama_pemilik": "Siti Aminah", "desa": desa.pk})
        return len(kueri)

    buat_usaha(pelaku=PelakuFactory(nama="Siti Aminah"), desa=desa)
    satu = tanya()
    for _ in range(2):
        buat_usaha(pelaku=PelakuFactory(nama="Siti Aminah"), desa=desa)
    assert tanya() == satu


# Who may.


@pytest.mark.parametrize("akhir", ["", "formulir/"])
def test_only_who_may_enter_sees_the_screen(masuk, petugas, kepala, admin, pemilik, pelatih, tamu, akhir):
    siapa = {"petugas": petugas, "kepala": kepala, "admin": admin, "pemilik": pemilik, "pelatih": pelatih}
    hasil = {nama: masuk(orang).get(URL + akhir).status_code for nama, orang in siapa.items()}
    assert hasil == {"petugas": 200, "kepala": 404, "admin": 404, "pemilik": 404, "pelatih": 404}
    assert tamu.get(URL + akhir).status_code == 302


def test_looking_for_doubles_is_by_post_and_for_who_may_enter(klien, masuk, kepala):
    assert klien.get(f"{URL}mirip/").status_code == 405
    assert masuk(kepala).post(f"{URL}mirip/").status_code == 404
    assert klien.post(f"{URL}formulir/").status_code == 405


# The paper.


def baca_kertas() -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) tidak ada")
    proses = subprocess.run(["pdftotext", "-layout", "-", "-"], input=cetak_formulir(), capture_output=True, check=True)
    return re.sub(r"\s+", " ", proses.stdout.decode())


def test_every_field_of_the_screen_stands_on_the_paper_in_the_same_order():
    urut = [nama for _, isi in GRUP for nama in isi]
    tampak = [nama for nama, f in EntriForm.base_fields.items() if nama not in ("titipan", "kunci_kirim")]
    assert urut == tampak
    assert [*KERTAS, "formulir"] == urut
    kertas = baca_kertas()
    letak = -1
    for nama in KERTAS:
        baru = kertas.find(EntriForm.base_fields[nama].label, letak + 1)
        assert baru > letak, nama
        letak = baru


def test_the_paper_offers_every_choice_of_the_screen():
    kertas = baca_kertas()
    for nama in ("jenis_kelamin", "jenis_tempat"):
        pilihan = [label for nilai, label in EntriForm.base_fields[nama].choices if nilai]
        assert pilihan == KERTAS[nama][1]
        assert [label for label in pilihan if label not in kertas] == []


def test_the_paper_carries_the_notice_and_the_places_to_sign(klien):
    kertas = baca_kertas()
    for kalimat in ("Bagaimana data Anda dipakai", "UU 27/2022", "Hak Anda", "Tanda tangan atau cap jempol pemilik"):
        assert kalimat in kertas
    jawaban = klien.get(f"{URL}formulir/")
    assert (jawaban["Content-Type"], jawaban.content[:5]) == ("application/pdf", b"%PDF-")
    assert reverse("admin:umkm_usaha_entri_formulir") in teks(klien.get(URL))


def test_the_paper_has_as_many_letter_boxes_as_a_number_has_letters():
    assert (KERTAS["nik"][1], KERTAS["tanggal_lahir"][1], KERTAS["kbli"][1]) == ([16], [2, 2, 4], [5])
