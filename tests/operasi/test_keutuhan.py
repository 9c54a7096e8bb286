"""Each check finds what it looks for: data are broken beneath triggers and constraints, as a disk or a hand would."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from inti import nomor
from inti.berkas import Berkas
from inti.cuplikan import cuplikan
from inti.dokumen import Dokumen
from inti.keutuhan import UMUR_SISA
from notifikasi.models import MAKS_PERCOBAAN, Pemberitahuan
from operasi import keutuhan
from operasi.models import CatatanSistem
from tests.operasi.dunia import rusak, usaha_terkirim, usaha_terverifikasi
from umkm.actions import bukti
from umkm.keutuhan import pola_terbaca
from umkm.models import Penggabungan, RekamJejak, RiwayatUsaha, Usaha

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("dunia")]


@pytest.fixture
def dunia(media: Path, pemilik: Any, pemilik_lain: Any, petugas: Any) -> tuple[Usaha, Usaha]:
    """A verified business and one that waits for the office."""
    return usaha_terverifikasi(pemilik, petugas, urut=1), usaha_terkirim(pemilik_lain, urut=2)


@pytest.fixture
def terverifikasi(dunia: tuple[Usaha, Usaha]) -> Usaha:
    return dunia[0]


@pytest.fixture
def terkirim(dunia: tuple[Usaha, Usaha]) -> Usaha:
    return dunia[1]


def temuan() -> dict[str, list[str]]:
    return {satu.judul: satu.contoh for satu in keutuhan.jalankan() if satu.jumlah}


def test_a_registry_made_by_its_verbs_has_no_fault() -> None:
    assert temuan() == {}


def test_the_command_says_so_and_writes_it_down() -> None:
    keluar = StringIO()
    call_command("periksa_keutuhan", stdout=keluar)
    assert keluar.getvalue().splitlines()[-1] == "Semua di tempatnya."
    catatan = CatatanSistem.objects.get(apa="keutuhan")
    assert (catatan.baik, catatan.baik_pada) == (True, catatan.pada)


def test_the_command_fails_with_sentences_and_keeps_the_time_of_the_last_success(terverifikasi: Usaha) -> None:
    call_command("periksa_keutuhan", stdout=StringIO())
    rusak("UPDATE umkm_usaha SET status = 'DITOLAK' WHERE id = %s", [terverifikasi.pk])
    keluar = StringIO()
    with pytest.raises(CommandError, match=r"^2 temuan\. Jangan ubah apa pun dulu"):
        call_command("periksa_keutuhan", stdout=keluar)
    baris = keluar.getvalue().splitlines()
    assert f"       - Usaha #{terverifikasi.pk} berstatus DITOLAK, padahal riwayat terakhirnya TERVERIFIKASI." in baris
    catatan = CatatanSistem.objects.get(apa="keutuhan")
    assert (catatan.baik, catatan.baik_pada < catatan.pada) == (False, True)
    assert catatan.kalimat.startswith("2 temuan pada 2 dari ")


def test_of_many_faults_the_first_are_told_and_the_rest_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    def banyak() -> Iterator[str]:
        yield from (f"Salah {urut}." for urut in range(25))

    monkeypatch.setattr(keutuhan, "daftar", lambda: [keutuhan.Pemeriksaan("Uji", banyak)])
    keluar = StringIO()
    with pytest.raises(CommandError):
        call_command("periksa_keutuhan", stdout=keluar)
    assert keluar.getvalue().splitlines()[-1] == "       … dan 5 lagi"
    assert len(keluar.getvalue().splitlines()) == 22


# --- Cases ---------------------------------------------------------------------

STATUS = "Status usaha sama dengan baris riwayat terakhirnya"
RIWAYAT = "Riwayat usaha bersambung tanpa putus"
TEMPO = "Jatuh tempo usaha sama dengan hitungan dari riwayatnya"


def test_a_case_without_history_is_found(terkirim: Usaha) -> None:
    rusak("DELETE FROM umkm_riwayatusaha WHERE usaha_id = %s", [terkirim.pk])
    assert temuan()[STATUS] == [f"Usaha #{terkirim.pk} berstatus DIAJUKAN tanpa satu baris riwayat pun."]


def test_a_line_cut_out_of_history_is_found(terverifikasi: Usaha) -> None:
    hilang = terverifikasi.riwayat.get(verba="periksa")
    berikut = terverifikasi.riwayat.filter(pk__gt=hilang.pk).earliest("pk")
    rusak("DELETE FROM umkm_riwayatusaha WHERE id = %s", [hilang.pk])
    assert temuan() == {
        RIWAYAT: [
            f"Usaha #{terverifikasi.pk}: baris riwayat {berikut.pk} mulai dari “DIPERIKSA”, "
            "padahal sebelumnya “DIAJUKAN”."
        ]
    }


def test_a_first_line_that_is_not_a_birth_is_found(terkirim: Usaha) -> None:
    pertama = terkirim.riwayat.earliest("pk")
    rusak("UPDATE umkm_riwayatusaha SET dari = 'TERDATA' WHERE id = %s", [pertama.pk])
    assert temuan() == {
        RIWAYAT: [f"Usaha #{terkirim.pk}: baris riwayat {pertama.pk} mulai dari “TERDATA”, padahal sebelumnya “”."]
    }


def test_a_deadline_that_history_does_not_say_is_found(terkirim: Usaha) -> None:
    salah = terkirim.jatuh_tempo + timedelta(days=1)
    rusak("UPDATE umkm_usaha SET jatuh_tempo = %s WHERE id = %s", [salah, terkirim.pk])
    assert temuan() == {
        TEMPO: [
            f"Usaha #{terkirim.pk} tercatat jatuh tempo {salah}, hitungannya {terkirim.jatuh_tempo}. "
            "Bila hari libur baru diubah: manage.py hitung_jatuh_tempo."
        ]
    }


def test_a_deadline_of_a_closed_case_is_found(terverifikasi: Usaha) -> None:
    rusak("UPDATE umkm_usaha SET jatuh_tempo = '2026-12-01' WHERE id = %s", [terverifikasi.pk])
    assert temuan() == {TEMPO: [f"Usaha #{terverifikasi.pk} punya jatuh tempo, padahal tidak di tangan kita."]}


def test_every_kind_of_case_is_looked_at() -> None:
    from inti.keutuhan import semua_perkara

    judul = [satu.judul for satu in keutuhan.daftar()]
    assert [m for m in semua_perkara() if f"Status {m._meta.verbose_name} sama dengan" not in " ".join(judul)] == []
    assert len(judul) == len(set(judul))


# --- Numbers ---------------------------------------------------------------------

NOMOR = "Nomor setiap seri rapat dan dipakai sekali"


def test_a_gap_in_the_numbers_is_found(terkirim: Usaha) -> None:
    tahun = timezone.localdate().year
    rusak("UPDATE inti_urutterakhir SET urut = 3 WHERE seri_id = (SELECT id FROM inti_serinomor WHERE kode = 'usaha')")
    assert temuan() == {
        NOMOR: [f"Seri nomor usaha tahun {tahun}: 1 nomor tidak dipakai (3), dan 0 nomor berpola lain."]
    }


def test_a_number_used_twice_or_beyond_the_count_is_found(terverifikasi: Usaha, terkirim: Usaha) -> None:
    tahun = timezone.localdate().year
    rusak("UPDATE umkm_usaha SET nomor = %s WHERE id = %s", [f"{terverifikasi.nomor[:-1]}*", terkirim.pk])
    kembar, kosong = temuan()[NOMOR]
    assert kembar == f"Seri nomor usaha tahun {tahun}: nomor 1 dipakai lebih dari sekali."
    assert kosong == f"Seri nomor usaha tahun {tahun}: 1 nomor tidak dipakai (2), dan 0 nomor berpola lain."
    rusak("UPDATE umkm_usaha SET nomor = %s WHERE id = %s", [f"BTG-{tahun % 100}-000009-X", terkirim.pk])
    assert temuan()[NOMOR][0] == f"Seri nomor usaha tahun {tahun}: nomor 9 di luar hitungan 1 sampai 2."


def test_a_number_of_a_year_that_was_never_counted_is_found(terkirim: Usaha) -> None:
    rusak("UPDATE umkm_usaha SET nomor = 'BTG-01-000002-X' WHERE id = %s", [terkirim.pk])
    assert temuan()[NOMOR][0] == "Seri nomor usaha: nomor tahun 2001 dipakai, tetapi tahun itu tidak punya hitungan."


def test_a_series_that_nobody_answers_for_is_found() -> None:
    nomor.ambil(nomor.seri("asing", pola="{urut}"), tahun=2026)
    assert temuan() == {NOMOR: ["Seri nomor asing dipakai, tetapi tidak ada yang tahu untuk apa."]}


def test_numbers_of_an_older_pattern_fill_their_places(terverifikasi: Usaha, petugas: Any) -> None:
    seri = nomor.SeriNomor.objects.get(kode=bukti.SERI)
    seri.pola = "500/{urut:03d}/DISPERINDAGKOP/{bulan_romawi}/{tahun}"
    seri.save()
    bukti.terbitkan(terverifikasi, oleh=petugas)
    assert Dokumen.objects.count() == 2
    assert temuan() == {}


def test_a_pattern_reads_back_what_it_writes() -> None:
    import re

    assert re.fullmatch(pola_terbaca("{urut:06d}/UMKM/{tahun}"), "000123/UMKM/2026")["urut"] == "000123"  # type: ignore[index]
    assert re.fullmatch(pola_terbaca("B.{urut}/{bulan_romawi}/{tahun}"), "B.7/XII/2026")["urut"] == "7"  # type: ignore[index]


# --- Papers and files ------------------------------------------------------------

DOKUMEN = "Setiap dokumen terbit ada berkasnya dan tidak berubah"
UNGGAHAN = "Setiap unggahan ada berkasnya dan tidak berubah"


def test_a_lost_paper_is_found(media: Path) -> None:
    dokumen = Dokumen.objects.get()
    (media / dokumen.file.name).unlink()
    assert temuan() == {
        DOKUMEN: [f"Dokumen {dokumen.kode}: berkasnya hilang ({dokumen.file.name}, baris {dokumen.pk})."]
    }


def test_a_paper_changed_by_one_byte_is_found(media: Path) -> None:
    dokumen = Dokumen.objects.get()
    isi = bytearray((media / dokumen.file.name).read_bytes())
    isi[100] ^= 1
    (media / dokumen.file.name).write_bytes(isi)
    assert list(temuan()) == [DOKUMEN]
    assert "isi berkasnya berubah" in temuan()[DOKUMEN][0]


def test_an_upload_cut_short_is_found(media: Path) -> None:
    berkas = Berkas.objects.earliest("pk")
    os.truncate(media / berkas.file.name, 10)
    [kalimat] = temuan()[UNGGAHAN]
    assert kalimat.startswith(f"Unggahan {berkas.kode}: berkasnya 10 byte, seharusnya {berkas.ukuran} ")


def test_a_file_without_a_row_is_found_once_the_cleaning_should_have_taken_it(media: Path) -> None:
    sisa = media / "berkas" / "ab" / "sisa.jpg"
    sisa.parent.mkdir(parents=True, exist_ok=True)
    sisa.write_bytes(b"sisa")
    assert temuan() == {}
    lama = time.time() - UMUR_SISA.total_seconds() - 60
    os.utime(sisa, (lama, lama))
    assert temuan() == {
        "Tidak ada berkas tanpa catatan": [
            "Berkas berkas/ab/sisa.jpg tidak tercatat di basis data. Hapus dengan manage.py bersihkan_berkas."
        ]
    }


def test_a_paper_about_nothing_is_found(terverifikasi: Usaha) -> None:
    dokumen = Dokumen.objects.get()
    rusak("UPDATE inti_dokumen SET perihal_kode = 'TIADA'")
    assert temuan()["Setiap dokumen menunjuk data yang ada"] == [
        f"Dokumen {dokumen.kode} menunjuk usaha TIADA yang tidak ada."
    ]
    rusak("UPDATE inti_dokumen SET perihal_jenis = 'asing'")
    assert temuan()["Setiap dokumen menunjuk data yang ada"] == ["1 dokumen tentang “asing”, jenis yang tidak dikenal."]


def test_a_verified_business_without_its_proof_is_found(terverifikasi: Usaha) -> None:
    rusak("UPDATE inti_dokumen SET dicabut_pada = now(), alasan_cabut = 'diganti'")
    assert temuan() == {
        "Setiap usaha terverifikasi punya satu bukti yang berlaku, yang lain tidak": [
            f"Usaha {terverifikasi.nomor} berstatus TERVERIFIKASI punya 0 bukti yang berlaku."
        ]
    }


# --- Messages --------------------------------------------------------------------

MUSTAHIL = "Setiap pesan keluar dalam keadaan yang mungkin"
TERTAHAN = "Tidak ada pesan yang dipegang atau menunggu selamanya"


def pesan_menunggu() -> Pemberitahuan:
    """A mail that waits, as the queue holds it."""
    return Pemberitahuan.objects.create(
        jenis="perkara", kanal="email", tujuan="a@contoh.invalid", templat="x", versi=1, judul="x", isi="x", kunci="uji"
    )


@pytest.mark.parametrize(
    ("ubah", "batasan", "judul", "apa"),
    [
        ("keadaan = 'ANEH'", "pemberitahuan_pilihan_dikenal", MUSTAHIL, "keadaannya tidak dikenal"),
        ("keadaan = 'TERKIRIM'", "pemberitahuan_terkirim_bertanggal", MUSTAHIL, "sudah berangkat tanpa waktu kirim"),
        (
            "terkirim_pada = now()",
            "pemberitahuan_terkirim_bertanggal",
            MUSTAHIL,
            "belum berangkat, tetapi punya waktu kirim",
        ),
        (
            "keadaan = 'MATI', galat = 'x', dikerjakan_sampai = now()",
            "pemberitahuan_dikerjakan_selama_menunggu",
            MUSTAHIL,
            "sudah selesai, tetapi masih dipegang",
        ),
        ("dikerjakan_sampai = now() + interval '1 year'", "", TERTAHAN, "dipegang terlalu lama ke depan"),
        (f"percobaan = {MAKS_PERCOBAAN}", "", TERTAHAN, "percobaannya habis, tetapi masih menunggu"),
        ("isi = ''", "pemberitahuan_berisi", TERTAHAN, "menunggu tanpa isi"),
        (
            "percobaan = 1, coba_lagi_pada = now() + interval '30 days'",
            "",
            TERTAHAN,
            "dicoba lagi terlalu jauh di depan",
        ),
    ],
)
def test_a_message_in_an_impossible_state_is_found(ubah: str, batasan: str, judul: str, apa: str) -> None:
    pesan = pesan_menunggu()
    assert temuan() == {}
    rusak(f"UPDATE notifikasi_pemberitahuan SET {ubah} WHERE kunci = 'uji'", batasan=batasan)  # noqa: S608
    assert f"Pesan {pesan.kode} {apa}." in temuan()[judul]


KEPUTUSAN = "Setiap keputusan atas usaha punya pesan kepada pemiliknya"


def test_a_decision_that_nobody_was_told_of_is_found(terverifikasi: Usaha) -> None:
    keputusan = terverifikasi.riwayat.get(verba="verifikasi")
    rusak("DELETE FROM notifikasi_pemberitahuan WHERE kunci LIKE %s", [f"usaha:{terverifikasi.kode}:{keputusan.pk}%"])
    assert temuan() == {
        KEPUTUSAN: [
            f"Usaha {terverifikasi.nomor}: keputusan “verifikasi” (riwayat {keputusan.pk}) "
            "tanpa pesan kepada pemiliknya."
        ]
    }


def test_an_owner_who_got_an_account_later_is_not_missed(terverifikasi: Usaha, pemilik: Any) -> None:
    rusak("DELETE FROM notifikasi_pemberitahuan")
    pemilik.dibuat = timezone.now()
    pemilik.save()
    assert temuan() == {}


# --- References by text ----------------------------------------------------------


def test_a_merge_that_points_nowhere_is_found(petugas: Any) -> None:
    log = Penggabungan.objects.create(
        jenis="USAHA", utama="TIADA1", lebur="TIADA2", pindahan=[], isian={}, alasan="x", oleh=petugas
    )
    assert temuan() == {
        "Setiap penggabungan menunjuk data yang ada": [f"Penggabungan {log.kode} menunjuk data yang tidak ada."]
    }


def test_a_merge_whose_record_stands_alone_is_found(terverifikasi: Usaha, terkirim: Usaha, petugas: Any) -> None:
    isian = {"pindahan": [], "isian": {}, "alasan": "x", "oleh": petugas}
    log = Penggabungan.objects.create(jenis="USAHA", utama=terverifikasi.kode, lebur=terkirim.kode, **isian)
    assert temuan() == {
        "Setiap penggabungan menunjuk data yang ada": [
            f"Penggabungan {log.kode} berlaku, tetapi data yang melebur berdiri sendiri."
        ]
    }


def test_a_fact_without_a_source_is_found(terkirim: Usaha) -> None:
    RekamJejak.objects.create(usaha=terkirim, jenis="", kode="x", judul="x", tanggal=timezone.localdate())
    assert temuan() == {
        "Setiap rekam jejak punya jenis, kode dan judul": [
            f"Usaha {terkirim.nomor} punya rekam jejak tanpa jenis, kode, atau judul."
        ]
    }


# --- As a whole ------------------------------------------------------------------


def test_no_sentence_names_a_person(terverifikasi: Usaha, media: Path) -> None:
    rusak("UPDATE umkm_usaha SET status = 'DITOLAK'")
    rusak("DELETE FROM notifikasi_pemberitahuan")
    rusak("UPDATE umkm_riwayatusaha SET dari = 'DRAF'")
    for berkas in Berkas.objects.all():
        (media / berkas.file.name).unlink()
    semua = " ".join(kalimat for contoh in temuan().values() for kalimat in contoh)
    rahasia = {"Siti Contoh", "Budi Contoh", "keripik", "+62", "33251147089", "Dukuh"}
    assert {satu for satu in rahasia if satu in semua} == set()
    assert RiwayatUsaha.objects.count() > 0


@pytest.mark.django_db(transaction=True)
def test_what_is_written_meanwhile_is_no_fault(terkirim: Usaha) -> None:
    """Outside a transaction the tables are read as they were at one moment, read-only."""
    with cuplikan(), connection.cursor() as kursor:
        kursor.execute("SHOW transaction_isolation")
        assert kursor.fetchone() == ("repeatable read",)
        kursor.execute("SHOW transaction_read_only")
        assert kursor.fetchone() == ("on",)
    assert temuan() == {}
