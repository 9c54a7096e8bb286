"""The pages of reporters and of everybody: sending, following by link, by account, what is alike, abuse."""

from __future__ import annotations

import logging
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from aduan.actions import petugas as aksi
from aduan.actions.kirim import kirim
from aduan.models import Aduan
from tests.aduan.pabrik import buat_aduan, jenis, siapkan
from tests.factories import gambar
from tests.inti.test_suara import wav

pytestmark = pytest.mark.django_db
LAPOR = "/pengaduan/lapor/"
DATA = {"perihal": "Loket dinas", "isi": "Loket tutup sebelum waktunya.", "identitas": "BIASA"}


@pytest.fixture(autouse=True)
def unit(kepala: Any, petugas: Any) -> Any:
    return siapkan(petugas)


def kunci() -> str:
    return str(uuid4())


def lapor(klien: Client, **lain: Any) -> Any:
    return klien.post(LAPOR, {**DATA, "kunci_kirim": kunci(), **lain})


def teks(jawaban: Any) -> str:
    return jawaban.content.decode()


def test_anybody_reports_without_log_in_and_gets_number_and_secret_link(tamu):
    jawaban = lapor(tamu)
    satu = Aduan.objects.get()
    assert jawaban.status_code == 302
    halaman = tamu.get(jawaban["Location"])
    assert satu.nomor in teks(halaman)
    assert "Simpan tautan ini" in teks(halaman)
    assert halaman["Referrer-Policy"] == "no-referrer"
    assert "noindex" in halaman["X-Robots-Tag"]
    tanpa = tamu.get(jawaban["Location"].partition("?")[0])
    assert "Simpan tautan ini" not in teks(tanpa)


def test_a_preview_that_fetches_every_link_changes_nothing(tamu, kepala, unit):
    satu, token = kirim(**{k: DATA[k] for k in ("perihal", "isi")})
    aksi.teruskan(satu, oleh=kepala, jenis=jenis(), unit=unit)
    aksi.jawab(satu, oleh=kepala, catatan="Sudah ditulis di pintu.")
    sebelum = satu.riwayat.count()
    for ekor, status in (("", 200), ("lengkapi/", 302), ("selesai/", 405), ("buka-lagi/", 405), ("keberatan/", 302)):
        assert tamu.get(f"/pengaduan/kunci/{token}/{ekor}").status_code == status, ekor
    assert (satu.riwayat.count(), Aduan.objects.get().status) == (sebelum, "DIJAWAB")


def test_done_or_not_done_is_one_tap(tamu, kepala, unit):
    satu, token = kirim(**{k: DATA[k] for k in ("perihal", "isi")})
    aksi.teruskan(satu, oleh=kepala, jenis=jenis(), unit=unit)
    for ekor, status in (("buka-lagi/", "DITERUSKAN"), ("selesai/", "SELESAI")):
        aksi.jawab(satu, oleh=kepala, catatan="Sudah ditulis di pintu.")
        tamu.post(f"/pengaduan/kunci/{token}/{ekor}")
        assert Aduan.objects.get().status == status
    assert "status laporan ini sudah berganti" in teks(tamu.post(f"/pengaduan/kunci/{token}/buka-lagi/", follow=True))


def test_a_question_is_answered_on_the_page(tamu, kepala):
    satu, token = kirim(**{k: DATA[k] for k in ("perihal", "isi")})
    aksi.tanyakan(satu, oleh=kepala, catatan="Di loket mana kejadiannya?")
    halaman = f"/pengaduan/kunci/{token}/"
    assert "Di loket mana kejadiannya?" in teks(tamu.get(halaman))
    assert tamu.post(f"{halaman}lengkapi/", {"teks": "ya"}).status_code == 422
    assert tamu.post(f"{halaman}lengkapi/", {"teks": "Loket nomor dua, hari Senin."}).status_code == 302
    assert Aduan.objects.get().status == "MASUK"


def test_wrong_link_opens_nothing_and_says_what_to_do(tamu):
    jawaban = tamu.get("/pengaduan/kunci/tidakada/")
    assert (jawaban.status_code, "Tautan ini tidak berlaku" in teks(jawaban)) == (404, True)


def test_an_owner_finds_his_reports_and_no_others_and_never_his_anonymous_ones(pemilik, pemilik_lain, masuk):
    klien = masuk(pemilik)
    lapor(klien)
    lapor(klien, perihal="Rahasia saya", identitas="RAHASIA")
    lapor(klien, perihal="Anonim saya", identitas="ANONIM")
    daftar = teks(klien.get("/pengaduan/saya/"))
    assert [kata in daftar for kata in ("Loket dinas", "Rahasia saya", "Anonim saya")] == [True, True, False]
    satu = Aduan.objects.get(perihal="Rahasia saya")
    assert klien.get(f"/pengaduan/saya/{satu.kode}/").status_code == 200
    for ekor in ("", "lengkapi/", "keberatan/"):
        assert masuk(pemilik_lain).get(f"/pengaduan/saya/{satu.kode}/{ekor}").status_code == 404
    assert masuk(pemilik_lain).post(f"/pengaduan/saya/{satu.kode}/selesai/").status_code == 404


def test_the_log_of_requests_names_nobody_who_reports(pemilik, masuk, caplog):
    klien = masuk(pemilik)
    with caplog.at_level(logging.INFO, logger="portal.permintaan"):
        tujuan = lapor(klien, identitas="ANONIM")["Location"]
        klien.get(tujuan)
    baris = [r for r in caplog.records if r.name == "portal.permintaan"]
    assert [getattr(r, "user", None) for r in baris] == [None, None]
    assert tujuan.split("/")[3] not in str([r.__dict__ for r in baris])


@pytest.mark.parametrize(
    ("isian", "medan"),
    [
        ({"isi": "pendek"}, "isi"),
        ({"perihal": ""}, "perihal"),
        ({"kontak": "bukan nomor"}, "kontak"),
        ({"identitas": "LAIN"}, "identitas"),
        ({"laman": "http://obat.example"}, "laman"),
        ({"isi": "Loket\x00 tutup sebelum waktunya"}, "isi"),
        ({"isi": "a" * 4001}, "isi"),
        ({"foto": SimpleUploadedFile("a.jpg", b"<script>alert(1)</script>")}, "foto"),
        ({"suara": SimpleUploadedFile("a.m4a", b"<script>alert(1)</script>", "audio/mp4")}, "suara"),
        ({"suara": SimpleUploadedFile("a.wav", wav(63))}, "suara"),
    ],
)
def test_bad_input_comes_back_with_what_was_typed(tamu, isian, medan):
    jawaban = lapor(tamu, **isian)
    assert (jawaban.status_code, list(jawaban.context["form"].errors)) == (422, [medan])
    assert Aduan.objects.count() == 0


def test_an_empty_attachment_is_refused(tamu):
    jawaban = lapor(tamu, suara=SimpleUploadedFile("a.wav", b""))
    assert (jawaban.status_code, Aduan.objects.count()) == (422, 0)


def test_photo_and_voice_are_kept_under_no_name_of_their_own(tamu):
    lapor(tamu, isi="", foto=gambar(nama="Rumah Budi.jpg"), suara=SimpleUploadedFile("Budi.wav", wav(2)))
    satu = Aduan.objects.get()
    assert (satu.foto.nama_asli, satu.suara.nama_asli) == ("foto_aduan.jpg", "suara_aduan.wav")


def test_after_twenty_reports_an_hour_an_address_is_asked_for_a_proof_of_work(tamu, monkeypatch):
    monkeypatch.setattr("aduan.views.publik.SE_ALAMAT", (1, 3600))
    assert lapor(tamu).status_code == 302
    jawaban = lapor(tamu)
    assert (jawaban.status_code, bool(jawaban.context["form"].soal), Aduan.objects.count()) == (429, True, 1)


def test_files_are_counted_before_they_are_worked_on(tamu, monkeypatch):
    monkeypatch.setattr("aduan.views.publik.BERKAS_SE_ALAMAT", (1, 3600))
    kurang = [lapor(tamu, perihal="", foto=gambar()).status_code for _ in range(2)]
    assert (kurang, lapor(tamu).status_code) == ([422, 429], 302)


def test_one_number_is_not_flooded_with_messages(tamu):
    for _ in range(5):
        assert lapor(tamu, kontak="0812 0000 0009").status_code == 302
    jawaban = lapor(tamu, kontak="0812 0000 0009")
    assert (jawaban.status_code, "kontak" in jawaban.context["form"].errors) == (422, True)
    assert lapor(tamu, kontak="0812 0000 0009", identitas="ANONIM").status_code == 302


# --- What is alike, what everybody reads ------------------------------------------------------


def tayang(
    n: int, kepala: Any, unit: Any, isi: str = "Loket tutup saat jam istirahat siang.", judul: str = "Jam loket"
) -> list[Aduan]:
    semua = []
    for i in range(n):
        satu = buat_aduan("DITERUSKAN", unit=unit, setuju_publik=True, perihal=f"Bu Contoh {i}")
        semua.append(aksi.tayangkan(satu, oleh=kepala, perihal_publik=f"{judul} {i}", teks_publik=isi))
    return semua


def test_published_reports_that_share_words_are_shown_before_sending(tamu, kepala, unit):
    tayang(1, kepala, unit)
    tayang(1, kepala, unit, "Usul pelatihan kemasan pada hari Sabtu.", "Usul")
    data = {"perihal": "Loket", "isi": "Mengapa loket tutup waktu istirahat siang hari?"}
    bagian = tamu.post("/pengaduan/mirip/", data, headers={"X-Bagian": "mirip"})
    assert [a.teks_publik for a in bagian.context["mirip"]] == ["Loket tutup saat jam istirahat siang."]
    halaman = teks(tamu.post("/pengaduan/mirip/", data))
    assert "Mungkin sudah ada yang melapor" in halaman
    assert "Mengapa loket tutup waktu istirahat siang hari?" in halaman
    kosong = tamu.post("/pengaduan/mirip/", {"perihal": "'; DROP", "isi": "& | ! ( zzz"}, headers={"X-Bagian": "mirip"})
    assert kosong.context["mirip"] == []


def test_the_public_reads_the_edited_words_with_the_clock_and_nothing_of_the_reporter(tamu, kepala, unit):
    (satu,) = tayang(1, kepala, unit)
    buat_aduan("DITERUSKAN", unit=unit, perihal="Belum tayang")
    for jalur in ("/pengaduan/", f"/pengaduan/publik/{satu.kode}/"):
        isi = teks(tamu.get(jalur))
        assert "Loket tutup saat jam istirahat siang." in isi
        assert "di kami 0 dari 5 hari kerja" in isi.lower()
        assert [k in isi for k in ("Bu Contoh", "Loket tutup sebelum", "Belum tayang")] == [False, False, False]
    aksi.turunkan(satu, oleh=kepala, alasan="Masih memuat ciri orang.")
    assert tamu.get(f"/pengaduan/publik/{satu.kode}/").status_code == 404


def test_the_page_names_the_other_ways(tamu):
    assert [k in teks(tamu.get("/pengaduan/")) for k in ("SP4N-LAPOR", "Ombudsman", "UU 25/2009")] == [True] * 3


def hitung(klien: Client, jalur: str) -> int:
    with CaptureQueriesContext(connection) as tanya:
        assert klien.get(jalur).status_code == 200
    return len(tanya)


def test_the_public_list_asks_as_much_for_three_as_for_one(tamu, kepala, unit):
    tayang(1, kepala, unit)
    tamu.get("/pengaduan/")
    satu = hitung(tamu, "/pengaduan/")
    tayang(2, kepala, unit)
    assert hitung(tamu, "/pengaduan/") == satu <= 12


def test_my_list_asks_as_much_for_three_as_for_one(pemilik, masuk):
    klien = masuk(pemilik)
    kirim(perihal="Loket dinas", isi=DATA["isi"], akun=pemilik)
    satu = hitung(klien, "/pengaduan/saya/")
    for _ in range(2):
        kirim(perihal="Loket dinas", isi=DATA["isi"], akun=pemilik)
    assert hitung(klien, "/pengaduan/saya/") == satu <= 12


def test_following_takes_twelve_queries_at_most_even_after_a_long_talk(tamu, kepala, unit):
    satu, token = kirim(perihal="Loket dinas", isi=DATA["isi"], identitas="RAHASIA", email="a@contoh.invalid")
    aksi.teruskan(satu, oleh=kepala, jenis=jenis("informasi-publik"), unit=unit)
    for _ in range(3):
        aksi.catat(satu, oleh=kepala, catatan="Catatan untuk rekan.")
        aksi.buka_identitas(satu, oleh=kepala, alasan="Menghubungi saksi kejadian.")
    aksi.jawab(satu, oleh=kepala, catatan="Sudah ditulis di pintu.")
    assert hitung(tamu, f"/pengaduan/kunci/{token}/") <= 12
    halaman = teks(tamu.get(f"/pengaduan/kunci/{token}/"))
    assert "Menghubungi saksi kejadian." in halaman
    assert "Catatan untuk rekan." not in halaman
