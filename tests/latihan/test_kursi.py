"""Five hundred people at the same second on thirty seats: real connections, gunicorn, PostgreSQL."""

from __future__ import annotations

import json
import os
import re
import signal
from typing import Any
from urllib.parse import urlencode

import pytest

from benchmarks.rebutan import Jawaban, Kiriman, serbu
from tests.latihan.panggung import Panggung, Peramban
from tests.operasi.tunggu import tunggu

pytestmark = pytest.mark.drill
ORANG, KURSI = 500, 30


def kiriman(panggung: Panggung, kelas: str, klien: dict[str, Any]) -> Kiriman:
    """Open the page of the class as this person, and return what its button sends."""
    orang = panggung.peramban()
    orang.kue["sesi"] = klien["sesi"]
    status, teks, _ = orang.minta("GET", f"/pelatihan/{kelas}/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"><input type="hidden" name="usaha"', teks)
    assert token, f"{status}: {teks[:2000]}"
    assert f'value="{klien["usaha"]}"' in teks
    isi = urlencode({"csrfmiddlewaretoken": token[1], "usaha": klien["usaha"]}).encode()
    return Kiriman(f"/pelatihan/{kelas}/daftar/", isi, kepala(orang))


def kepala(orang: Peramban) -> dict[str, str]:
    kue = "; ".join(f"{k}={v}" for k, v in orang.kue.items())
    return {"Cookie": kue, "Content-Type": "application/x-www-form-urlencoded"}


def tempat(panggung: Panggung, kelas: str) -> dict[str, tuple[int, str]]:
    """Return kode, order of arrival and status of every place."""
    baris = panggung.sql(
        "SELECT p.kode, p.id, p.status FROM pelatihan_peserta p JOIN pelatihan_angkatan a ON a.id = p.angkatan_id"
        " WHERE a.kode = %s",
        kelas,
    )
    return {kode: (urut, status) for kode, urut, status in baris}


def kode(jawaban: Jawaban) -> str:
    return jawaban.tujuan.rstrip("/").rpartition("/")[2]


def test_five_hundred_at_once_on_thirty_seats(panggung: Panggung) -> None:
    isi = json.loads(panggung._perintah("-m", "tests.latihan.isi_kursi", str(ORANG), str(KURSI)).splitlines()[-1])
    kelas, klien = isi["kelas"], isi["klien"]
    semua = [kiriman(panggung, kelas, satu) for satu in klien]
    hasil = serbu(panggung.port, semua)

    assert {h.status for h in hasil} == {302}
    ada = tempat(panggung, kelas)
    assert len(ada) == len({kode(h) for h in hasil}) == ORANG
    duduk = [urut for urut, status in ada.values() if status == "TERDAFTAR"]
    antre = [urut for urut, status in ada.values() if status == "DAFTAR_TUNGGU"]
    assert (len(duduk), len(antre)) == (KURSI, ORANG - KURSI)
    assert max(duduk) < min(antre)
    _periksa_urutan(hasil, ada)
    _periksa_tercatat(panggung, kelas)
    _periksa_kirim_dua_kali(panggung, semua[:40], hasil, kelas)
    _periksa_pekerja_mati(panggung, kelas, antre)


def _periksa_urutan(hasil: list[Jawaban], ada: dict[str, tuple[int, str]]) -> None:
    """Whoever was answered before another sent stands before him: nobody is passed over."""
    for satu in hasil:
        for lain in hasil:
            if satu.dijawab < lain.dikirim:
                assert ada[kode(satu)][0] < ada[kode(lain)][0]


def _periksa_tercatat(panggung: Panggung, kelas: str) -> None:
    """One line of history and one message for each, told in the same transaction; the pool counts what sits."""
    riwayat, pesan, terisi = panggung.sql(
        "SELECT (SELECT count(*) FROM pelatihan_riwayatpeserta r JOIN pelatihan_peserta p ON p.id = r.peserta_id"
        " JOIN pelatihan_angkatan a ON a.id = p.angkatan_id WHERE a.kode = %s),"
        " (SELECT count(DISTINCT m.kunci) FROM notifikasi_pemberitahuan m JOIN pelatihan_peserta p"
        " ON m.kunci LIKE 'peserta:' || p.kode || ':%%' JOIN pelatihan_angkatan a ON a.id = p.angkatan_id"
        " WHERE a.kode = %s),"
        " (SELECT sum(terisi) FROM pelatihan_kuota k JOIN pelatihan_angkatan a ON a.id = k.angkatan_id"
        " WHERE a.kode = %s)",
        *[kelas] * 3,
    )[0]
    assert (riwayat, pesan, terisi) == (ORANG, ORANG, KURSI)


def _periksa_kirim_dua_kali(panggung: Panggung, lagi: list[Kiriman], hasil: list[Jawaban], kelas: str) -> None:
    """An impatient second tap finds the place of the first."""
    kedua = serbu(panggung.port, lagi)
    assert [(h.status, kode(h)) for h in kedua] == [(302, kode(h)) for h in hasil[: len(lagi)]]
    assert len(tempat(panggung, kelas)) == ORANG


def _periksa_pekerja_mati(panggung: Panggung, kelas: str, antre: list[int]) -> None:
    """Three seats fall free, the worker is killed in the midst of passing them on, the next one goes on from there."""
    panggung.sql(
        "UPDATE pelatihan_kuota SET jumlah = jumlah + 3 FROM pelatihan_angkatan a WHERE a.id = angkatan_id"
        " AND a.kode = %s",
        kelas,
    )
    pekerja = panggung.nyalakan("worker")
    panggung.titipkan("pelatihan.tasks.sapu")
    os.killpg(pekerja.proses.pid, signal.SIGKILL)
    panggung.hentikan("worker")
    panggung.nyalakan("worker")
    panggung.titipkan("pelatihan.tasks.sapu")

    def ditawari() -> list[int]:
        return sorted(urut for urut, status in tempat(panggung, kelas).values() if status == "DITAWARI")

    tunggu(lambda: len(ditawari()) == 3, 60, "nobody was offered a seat")
    assert ditawari() == sorted(antre)[:3]
