"""Faults, each really done to a portal of its own: what breaks, what goes on, and that nothing is lost."""

from __future__ import annotations

import os
import shelve
import signal
import sys
import threading
import time
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from tests.latihan.panggung import Panggung, Peramban, Proses, port_bebas, server_surat_di
from tests.operasi.tunggu import tunggu

pytestmark = pytest.mark.drill

BERKAS_MAKS = 8 * 1024
"""What a process may write into one file in the drill of the full disk: less than any paper."""


def draf(panggung: Panggung) -> dict[str, Any]:
    """The next owner whose business waits to be sent."""
    return panggung.isi["draf"].pop()


def test_without_redis_log_in_and_submission_succeed_and_the_message_leaves_later(panggung: Panggung) -> None:
    satu = draf(panggung)
    panggung.nyalakan("worker")
    panggung.hentikan("redis")
    assert panggung.ajukan(satu) == 302  # logs in first
    assert panggung.status_usaha(satu) == "DIAJUKAN"
    assert panggung.status("/readyz") == 200
    assert {keadaan for keadaan, _ in panggung.surat(satu["email"])} == {"ANTRE"}
    with server_surat_di(panggung.port_surat) as server:
        panggung.nyalakan("redis")
        panggung.mundurkan()
        panggung.titipkan("notifikasi.tasks.sapu")
        tunggu(lambda: {keadaan for keadaan, _ in panggung.surat(satu["email"])} == {"TERKIRIM"}, 30)
        assert satu["email"] in [surat["To"] for surat in server.surat]


def test_a_worker_killed_between_sending_and_recording_loses_nothing_and_repeats_at_most_one(
    panggung: Panggung,
) -> None:
    panggung.sql("UPDATE notifikasi_pemberitahuan SET keadaan = 'DILEWATI' WHERE keadaan IN ('ANTRE', 'GAGAL')")
    korban, lain = draf(panggung), draf(panggung)

    class Jebakan(list[EmailMessage]):
        """Kills the worker the moment a mail has been taken, before the answer reaches it."""

        def append(self, surat: EmailMessage) -> None:
            super().append(surat)
            if len(self) == 1:
                panggung.proses.pop("worker").bunuh()

    assert panggung.ajukan(korban) == 302
    assert panggung.ajukan(lain) == 302
    menunggu = "SELECT count(*) FROM notifikasi_pemberitahuan WHERE kanal = 'email' AND keadaan = 'ANTRE'"
    [(jumlah,)] = panggung.sql(menunggu)
    with server_surat_di(panggung.port_surat) as server:
        server.surat = Jebakan()
        panggung.nyalakan("worker")
        tunggu(lambda: server.surat, 30)
        tunggu(lambda: "worker" not in panggung.proses)
        panggung.mundurkan()
        panggung.nyalakan("worker")
        panggung.titipkan("notifikasi.tasks.sapu")
        tunggu(lambda: panggung.sql(menunggu) == [(0,)], 30)
        panggung.titipkan("notifikasi.tasks.sapu")
        panggung.titipkan("operasi.tasks.uji_pekerja")
        tunggu(lambda: panggung.sql("SELECT 1 FROM operasi_catatansistem WHERE apa = 'pekerja'"))
        tanda = [surat["Message-ID"] for surat in server.surat]
        assert {panggung.surat(d["email"])[-1][0] for d in (korban, lain)} == {"TERKIRIM"}
        assert (len(set(tanda)), len(tanda)) == (jumlah, jumlah + 1)


def test_postgres_restarted_under_load_shows_error_pages_and_nothing_half_written(panggung: Panggung) -> None:
    pid = panggung.proses["web"].proses.pid
    banyak = [draf(panggung) for _ in range(5)]
    peramban = [panggung.peramban() for _ in banyak]
    for satu, orang in zip(banyak, peramban, strict=True):
        assert orang.masuk(satu["telepon"])[0] == 302
    berhenti, jawaban = threading.Event(), []

    def beban() -> None:
        while not berhenti.is_set():
            jawaban.append(panggung.peramban().minta("GET", "/direktori/")[:2])

    pembaca = [threading.Thread(target=beban) for _ in range(2)]
    pengirim = [
        threading.Thread(target=kirim_sampai_jadi, args=(panggung, *pasang))
        for pasang in zip(banyak, peramban, strict=True)
    ]
    mulai(pembaca)
    tunggu(lambda: len(jawaban) > 3)
    postmaster = panggung.data / "pg" / "postmaster.pid"
    lama = int(postmaster.read_text().splitlines()[0])
    mulai(pengirim)
    os.kill(lama, signal.SIGINT)  # "fast": every connection is cut at once
    tunggu(lambda: [1 for status, _ in jawaban if status == 500], 30, "the load never met the restart")
    tunggu(lambda: panggung.status("/readyz") == 200, 30)
    selesai(pengirim)
    berhenti.set()
    selesai(pembaca)
    assert {status for status, _ in jawaban} == {200, 500}
    salah = {teks for status, teks in jawaban if status == 500}
    assert [teks for teks in salah if "Ada gangguan di sisi kami" not in teks or "Traceback" in teks] == []
    assert {panggung.status_usaha(satu) for satu in banyak} == {"DIAJUKAN"}
    assert panggung.proses["web"].proses.poll() is None
    assert panggung.proses["web"].proses.pid == pid
    assert int(postmaster.read_text().splitlines()[0]) != lama


def kirim_sampai_jadi(panggung: Panggung, satu: dict[str, Any], orang: Peramban) -> None:
    """Press the button as an owner would: again after each error page, until the business is sent."""
    while True:
        try:
            panggung.ajukan(satu, orang)
            if panggung.status_usaha(satu) == "DIAJUKAN":
                return
        except (AssertionError, OSError, psycopg2.Error):
            time.sleep(0.1)  # an error page has no form


def mulai(benang: list[threading.Thread]) -> None:
    for satu in benang:
        satu.start()


def selesai(benang: list[threading.Thread]) -> None:
    for satu in benang:
        satu.join(60)
        assert not satu.is_alive()


def jadwal_tertulis(panggung: Panggung, jadwal: Path, detik: int) -> set[str]:
    """Let the scheduler run for some seconds and return what stands in its schedule; it writes in its own time."""
    panggung.nyalakan("beat")
    time.sleep(detik)
    panggung.hentikan("beat")
    with shelve.open(str(jadwal)) as isi:  # noqa: S301
        return set(isi.get("entries", {}))


def test_a_scheduler_that_was_dead_for_an_hour_catches_up(panggung: Panggung) -> None:
    satu = draf(panggung)
    panggung.hentikan("redis")  # takes the hint along
    assert panggung.ajukan(satu) == 302
    panggung.nyalakan("redis")
    panggung.nyalakan("worker")
    jadwal = panggung.folder / "jadwal"
    berdenyut = ("sapu_pesan", "denyut")
    assert any(jadwal_tertulis(panggung, jadwal, detik) >= set(berdenyut) for detik in (2, 4, 8, 16))
    with shelve.open(str(jadwal)) as isi:  # noqa: S301 - written by our own scheduler a moment ago
        entri = isi["entries"]
        for nama in berdenyut:
            entri[nama].last_run_at -= timedelta(hours=1)
        isi["entries"] = entri
    panggung.mundurkan("1 hour")
    panggung.sql("DELETE FROM operasi_catatansistem WHERE apa = 'denyut'")
    with server_surat_di(panggung.port_surat) as server:
        panggung.nyalakan("beat")
        tunggu(lambda: {keadaan for keadaan, _ in panggung.surat(satu["email"])} == {"TERKIRIM"}, 40)
        assert satu["email"] in [surat["To"] for surat in server.surat]
    tunggu(lambda: panggung.sql("SELECT 1 FROM operasi_catatansistem WHERE apa = 'denyut'"), 40)


def test_a_mail_server_that_never_answers_blocks_neither_worker_nor_web(panggung: Panggung) -> None:
    satu = draf(panggung)
    panggung.sql("DELETE FROM operasi_catatansistem WHERE apa = 'pekerja'")
    panggung.nyalakan("worker")
    with server_surat_di(panggung.port_surat, diam=True) as server:
        assert panggung.ajukan(satu) == 302
        tunggu(lambda: server.sambungan, 30)
        assert panggung.status("/direktori/") == 200
        panggung.titipkan("operasi.tasks.uji_pekerja")
        tunggu(lambda: panggung.sql("SELECT 1 FROM operasi_catatansistem WHERE apa = 'pekerja'"), 30)
        tunggu(lambda: panggung.surat(satu["email"])[-1][0] == "GAGAL", 30)
        di_kotak = "SELECT DISTINCT keadaan FROM notifikasi_pemberitahuan WHERE kanal = 'aplikasi'"
        assert panggung.sql(di_kotak) == [("SAMPAI",)]
    with server_surat_di(panggung.port_surat):
        panggung.mundurkan()
        panggung.titipkan("notifikasi.tasks.sapu")
        tunggu(lambda: {keadaan for keadaan, _ in panggung.surat(satu["email"])} == {"TERKIRIM"}, 40)


def test_a_disk_that_is_full_while_a_proof_is_written_leaves_the_case_as_it_was(panggung: Panggung) -> None:
    """The kernel refuses the file in the middle of it (EFBIG); the verification is whole afterwards, or never was."""
    satu = panggung.isi["diperiksa"].pop()
    port = port_bebas()
    sempit = Proses(
        [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", "batang_portal.wsgi"],
        panggung.env | {"DEMO": "1", "PORT": str(port), "WEB_CONCURRENCY": "1"},
        panggung.folder / "sempit.log",
        berkas_maks=BERKAS_MAKS,
    )
    hitungan = "SELECT coalesce(sum(urut), 0) FROM inti_urutterakhir"
    sebelum = panggung.sql(hitungan)
    halaman = f"/admin/umkm/usaha/{satu['pk']}/"
    try:
        petugas = panggung.peramban(port)
        tunggu(lambda: terbuka(port), 40)
        assert petugas.masuk(panggung.isi["petugas"])[0] == 302
        status, teks, _ = petugas.kirim(f"{halaman}verifikasi/", {})
        assert (status, "Traceback" in teks) == (500, False)
        assert (panggung.folder / "sempit.log").read_text().count("OSError") >= 1
    finally:
        sempit.hentikan()
    assert panggung.status_usaha(satu) == "DIPERIKSA"
    assert panggung.sql(hitungan) == sebelum
    assert panggung.sql("SELECT count(*) FROM inti_dokumen WHERE perihal_kode = %s", satu["kode"]) == [(0,)]
    petugas = panggung.peramban()
    petugas.masuk(panggung.isi["petugas"])
    assert petugas.kirim(f"{halaman}verifikasi/", {})[0] == 302
    assert panggung.status_usaha(satu) == "TERVERIFIKASI"
    [(jalur, sidik)] = panggung.sql("SELECT file, sha256 FROM inti_dokumen WHERE perihal_kode = %s", satu["kode"])
    assert sisa(panggung.data / "media" / "dokumen", Path(jalur).name) == []
    assert len(sidik) == 64


def sisa(folder: Path, kecuali: str) -> list[str]:
    """Files of papers that belong to no paper of this drill."""
    return [satu.name for satu in folder.rglob("*.pdf") if satu.name != kecuali]


def terbuka(port: int) -> bool:
    import socket

    with socket.socket() as s:
        return s.connect_ex(("127.0.0.1", port)) == 0
