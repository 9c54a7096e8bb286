"""Where personal data must not stand: logs, tables, addresses, the dump of the database; and who learns of whom."""

from __future__ import annotations

import logging
import re
import subprocess
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.hashers import get_hasher
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client, override_settings

from akun.actions import NomorSudahDipakai, beri_persetujuan, daftarkan
from akun.enums import CaraSetuju, TujuanPersetujuan
from batang_portal import tertanam
from tests.factories import SANDI, PelakuFactory, buat_usaha, usaha_siap
from tests.keamanan.conftest import NIK, Dunia
from umkm.enums import StatusUsaha
from umkm.models import DugaanPelaku

OMZET = "187654321"


def isi_basis_data() -> dict[str, str]:
    """Return every table as text, as a dump would hold it."""
    with connection.cursor() as kursor:
        kursor.execute("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'")
        hasil = {}
        for (tabel,) in kursor.fetchall():
            kursor.execute(f"SELECT string_agg(t::text, E'\\n') FROM {tabel} t")  # noqa: S608 - names of our own tables
            hasil[tabel] = kursor.fetchone()[0] or ""
    return hasil


def test_a_walk_with_everything_in_it_leaves_secrets_in_their_own_place(
    pemilik: Any, petugas: Any, masuk: Any, desa: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """Owner and official use every secret there is; afterwards only the sealed places hold them."""
    caplog.set_level(logging.DEBUG)
    usaha = usaha_siap(pemilik=pemilik, nik="3325110708900001", desa=desa)
    klien, kantor = Client(), masuk(petugas)
    klien.post("/masuk/", {"pengenal": pemilik.telepon, "sandi": SANDI})
    akar = f"/usaha/{usaha.kode}/isi"
    isian = {"nama": pemilik.nama, "nik": NIK, "jenis_kelamin": "P"}
    isian |= {"tanggal_lahir_hari": "7", "tanggal_lahir_bulan": "8", "tanggal_lahir_tahun": "1990"}
    assert klien.post(f"{akar}/pemilik/", isian).status_code == 302
    assert klien.post(f"{akar}/pemilik/", isian | {"nik": NIK + "9"}).status_code == 422
    assert klien.post(f"{akar}/keuangan/", {"tahun": "2025", "omzet": OMZET, "modal": "1"}).status_code == 302
    klien.get("/saya/")
    kantor.post("/admin/umkm/usaha/cari-nik/", {"nik": NIK})
    orang = f"/admin/umkm/pelakuusaha/{usaha.pemilik.pk}"
    assert NIK in kantor.post(f"{orang}/buka-nik/", {"alasan": "Mencocokkan dengan KTP asli"}).content.decode()
    kantor.post(f"/admin/umkm/usaha/{usaha.pk}/buka-keuangan/", {"alasan": "Menentukan skala usaha"})
    cache.set("x", "y")
    tempat = isi_basis_data()
    assert {t for t, isi in tempat.items() if NIK in isi} == set()
    assert {t for t, isi in tempat.items() if OMZET in isi or "187.654.321" in isi} == {"umkm_keuanganusaha"}
    assert {t for t, isi in tempat.items() if SANDI in isi} == set()
    catatan = "\n".join(r.getMessage() for r in caplog.records if r.name != "django.db.backends")
    assert [r for r in (NIK, OMZET, SANDI) if r in catatan] == []


@pytest.mark.django_db(transaction=True)
def test_the_servers_log_holds_no_values_of_a_refused_statement(tmp_path: Any) -> None:
    """Two sign-ups with one number are daily bread: neither name, phone nor password hash goes to the log."""
    if not settings.TERTANAM:
        pytest.skip("only of the embedded server")
    perintah = tertanam._perintah(tmp_path, tmp_path)["postgres"]
    assert {"log_min_error_statement=panic", "log_error_verbosity=terse"} <= set(perintah)


def test_an_unknown_name_costs_the_hash_of_a_password(pemilik: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Known and unknown answer alike and after the same work; the work is counted, not timed."""
    kelas, hitung = type(get_hasher()), []
    asli = kelas.encode
    monkeypatch.setattr(kelas, "encode", lambda self, *a, **k: hitung.append(1) or asli(self, *a, **k))
    hasil = []
    for pengenal in (pemilik.telepon, "+6281299998888", "tidak@ada.id", "BTG-26-999999-X", "x"):
        hitung.clear()
        jawaban = Client().post("/masuk/", {"pengenal": pengenal, "sandi": "salah-sekali"})
        badan = re.sub(r'value="[^"]*"', "", jawaban.content.decode())
        kalimat = re.findall(r"tidak cocok[^<]*", badan)
        hasil.append((jawaban.status_code, tuple(kalimat), len(hitung)))
    assert len(set(hasil)) == 1, hasil


def test_a_closed_account_is_told_apart_only_by_its_password(pemilik: Any) -> None:
    type(pemilik).objects.filter(pk=pemilik.pk).update(is_active=False)
    jawaban = Client().post("/masuk/", {"pengenal": pemilik.telepon, "sandi": "salah-sekali"})
    asing = Client().post("/masuk/", {"pengenal": "+6281299998888", "sandi": "salah-sekali"})
    assert jawaban.status_code == asing.status_code == 422


def test_lupa_sandi_answers_alike(pemilik: Any) -> None:
    type(pemilik).objects.filter(pk=pemilik.pk).update(email="siti@contoh.id")
    jawaban = [Client().post("/akun/lupa-sandi/", {"email": e}) for e in ("siti@contoh.id", "tiada@contoh.id")]
    assert [(j.status_code, j["Location"]) for j in jawaban] == [(302, "/akun/lupa-sandi/terkirim/")] * 2


def _ketik_nik(klien: Client, usaha: Any, nik: str) -> Any:
    isian = {"nama": "Budi Contoh", "nik": nik, "jenis_kelamin": "P"}
    isian |= {"tanggal_lahir_hari": "7", "tanggal_lahir_bulan": "8", "tanggal_lahir_tahun": "1990"}
    return klien.post(f"/usaha/{usaha.kode}/isi/pemilik/", isian)


@pytest.mark.parametrize("terbukti", [True, False])
def test_nobody_learns_that_a_nik_is_known(terbukti: bool, pemilik_lain: Any, masuk: Any, desa: Any) -> None:
    """Same answer, same messages, same pages, whether somebody holds the NIK or not."""
    lama = PelakuFactory(nik=NIK, nama="Siti Contoh", identitas_terbukti=terbukti)
    buat_usaha(pelaku=lama, desa=desa)
    klien, usaha = masuk(pemilik_lain), buat_usaha(pemilik=pemilik_lain, desa=desa)
    rupa = []
    for nik in ("3325114708900077", NIK):
        jawaban = _ketik_nik(klien, usaha, nik)
        halaman = klien.get(f"/usaha/{usaha.kode}/").content.decode() + klien.get("/saya/").content.decode()
        halaman += (
            klien.get(f"/usaha/{usaha.kode}/isi/pemilik/").content.decode() + klien.get("/pesan/").content.decode()
        )
        polos = re.sub(r"3325\d*|\*+\d+|•+\d*|\d{2}[.:]\d{2}|csrfmiddlewaretoken\S* value=\S+", "", halaman)
        polos = re.sub(r'name="csrfmiddlewaretoken" value="\w+"|[0-9A-Z]{13}', "", polos)
        rupa.append((jawaban.status_code, jawaban["Location"], polos))
    assert rupa[0][:2] == rupa[1][:2]
    assert rupa[0][2] == rupa[1][2]
    assert DugaanPelaku.objects.count() >= 1


def test_sending_and_verifying_tell_the_owner_nothing_of_a_known_nik(
    pemilik_lain: Any, petugas: Any, masuk: Any, desa: Any
) -> None:
    lama = PelakuFactory(nik=NIK, nama="Siti Contoh", identitas_terbukti=True)
    buat_usaha(pelaku=lama, desa=desa)
    usaha = usaha_siap(pemilik=pemilik_lain, nik=NIK, desa=desa)
    klien = masuk(pemilik_lain)
    assert klien.post(f"/usaha/{usaha.kode}/ajukan/").status_code == 302
    usaha.refresh_from_db()
    assert usaha.status == StatusUsaha.DIAJUKAN
    halaman = "".join(klien.get(p).content.decode() for p in (f"/usaha/{usaha.kode}/", "/saya/", "/pesan/")).lower()
    assert [k for k in ("ganda", "kembar", "sudah dipakai", "orang lain yang") if k in halaman] == []


@pytest.mark.parametrize("apa", ["q", "term"])
def test_no_list_of_officials_finds_by_nik_or_hash(apa: str, petugas: Any, masuk: Any, dunia: Dunia) -> None:
    klien = masuk(petugas)
    for teks in (NIK, dunia.pelaku.nik_sidik, dunia.pelaku.nik_sandi[:40], NIK[:12]):
        for daftar in ("umkm/usaha", "umkm/pelakuusaha", "akun/pengguna", "umkm/usulan"):
            badan = klien.get(f"/admin/{daftar}/", {apa: teks}, follow=True)
            if apa == "q" and badan.redirect_chain == []:
                assert "Batik Rahasia Contoh" not in badan.content.decode(), (daftar, teks)
    for saringan in (
        "nik_sidik",
        "nik_sidik__startswith",
        "nik_sandi__contains",
        "keuangan__omzet__gt",
        "tanggal_lahir",
    ):
        for daftar in ("umkm/usaha", "umkm/pelakuusaha"):
            jawaban = klien.get(f"/admin/{daftar}/?{saringan}=1")
            assert jawaban.status_code in (302, 400), (daftar, saringan, jawaban.status_code)


@override_settings(DEBUG=False)
def test_the_public_directory_tells_what_was_agreed_and_no_more(dunia: Dunia, tamu: Client) -> None:

    assert "Batik Rahasia Contoh" not in tamu.get("/direktori/").content.decode()
    beri_persetujuan(subjek_kode=dunia.pelaku.kode, tujuan=TujuanPersetujuan.DIREKTORI, cara=CaraSetuju.LAYAR)
    badan = tamu.get("/direktori/").content.decode()
    assert "Batik Rahasia Contoh" in badan
    assert [
        r for r in (dunia.pelaku.telepon, "Siti Contoh", NIK, dunia.usaha.nomor, "Dukuh Contoh") if r in badan
    ] == []


def test_a_taken_number_is_refused_without_a_trace_of_its_owner(pemilik: Any) -> None:
    with transaction.atomic(), pytest.raises(NomorSudahDipakai) as galat:
        daftarkan(nama="Orang Lain", telepon=pemilik.telepon, sandi=SANDI)
    assert pemilik.nama not in str(galat.value)


def test_cek_nama_does_not_become_a_dictionary(dunia: Dunia, tamu: Client) -> None:
    from inti import kode
    from inti.dokumen import terbitkan
    from inti.workflow import SISTEM

    surat = terbitkan(
        kode=kode.buat(),
        jenis="Sertifikat",
        nomor="1/UJI",
        isi=[("Nama", "Siti Contoh", True)],
        pdf=b"%PDF-1.7 x",
        perihal_jenis="orang",
        perihal_kode="x",
        oleh=SISTEM,
    )
    status = [tamu.post(f"/cek/{surat.kode}/nama/", {"nama": f"Nama {n}"}).status_code for n in range(13)]
    assert status[-1] == 429
    assert tamu.post(f"/cek/{surat.kode}/nama/", {"nama": "Siti Contoh"}).status_code == 429


def test_the_same_secret_never_makes_the_same_ciphertext() -> None:
    from inti import sandi

    satu, dua = sandi.enkripsi(NIK), sandi.enkripsi(NIK)
    assert satu != dua
    assert NIK not in satu
    assert sandi.sidik(NIK) == sandi.sidik(NIK)
    assert len({len(sandi.sidik(n)) for n in (NIK, "1")}) == 1


def test_tries_at_one_account_end_whoever_asks(pemilik: Any) -> None:
    """Over every name of the account together."""
    hasil = []
    for n in range(8):
        nama = [pemilik.telepon, pemilik.telepon.replace("+62", "0"), "62" + pemilik.telepon[3:]][n % 3]
        hasil.append("Terlalu banyak" in Client().post("/masuk/", {"pengenal": nama, "sandi": "x"}).content.decode())
    assert hasil == [False] * 5 + [True] * 3


def test_git_holds_no_key() -> None:
    keluar = subprocess.run(
        ["git", "ls-files"], cwd=settings.BASE_DIR, capture_output=True, text=True, timeout=30, check=False
    ).stdout
    assert [b for b in keluar.split("\n") if b.endswith((".env", ".pem", ".key", "kunci.env"))] == []
