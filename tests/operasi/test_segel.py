"""The sealed stream: what went in comes out, and nothing else ever does."""

from __future__ import annotations

import io
import os

import pytest

from operasi.cadangan import GagalCadangan
from operasi.cadangan.bingkai import Pembaca, Penulis
from operasi.cadangan.segel import UKURAN_POTONGAN, Pembuka, Penyegel, baca_kunci, buat_kunci

KUNCI, LAIN = os.urandom(32), os.urandom(32)
KEPALA = 32


def segel(isi: bytes, kunci: bytes = KUNCI) -> bytes:
    keluar = io.BytesIO()
    penyegel = Penyegel(keluar, kunci)
    for awal in range(0, len(isi), 100_000):
        penyegel.write(isi[awal : awal + 100_000])
    penyegel.tutup()
    return keluar.getvalue()


def buka(tersegel: bytes, *kunci: bytes) -> bytes:
    pembuka = Pembuka(io.BytesIO(tersegel), list(kunci or (KUNCI,)))
    semua = b""
    while potongan := pembuka.baca():
        semua += potongan
    return semua


def potongan(tersegel: bytes) -> list[bytes]:
    """Cut a sealed stream into its chunks, each with its length."""
    sisa, hasil = tersegel[KEPALA:], []
    while sisa:
        n = 4 + int.from_bytes(sisa[:4], "big")
        hasil.append(sisa[:n])
        sisa = sisa[n:]
    return hasil


@pytest.mark.parametrize("panjang", [0, 1, UKURAN_POTONGAN, UKURAN_POTONGAN + 1, 3 * UKURAN_POTONGAN + 7])
def test_what_went_in_comes_out(panjang: int) -> None:
    isi = os.urandom(panjang)
    assert buka(segel(isi)) == isi


def test_the_same_bytes_are_never_sealed_alike() -> None:
    assert segel(b"sama") != segel(b"sama")


def test_an_older_key_still_opens() -> None:
    assert buka(segel(b"lama", LAIN), KUNCI, LAIN) == b"lama"


def test_a_wrong_key_is_told_from_a_damaged_file() -> None:
    with pytest.raises(GagalCadangan, match=r"^Kuncinya salah"):
        buka(segel(b"isi"), LAIN)


@pytest.mark.parametrize("isi", [b"", b"BTGCAD01", b"PK\x03\x04" + bytes(100)])
def test_a_file_of_another_kind_is_refused(isi: bytes) -> None:
    with pytest.raises(GagalCadangan, match=r"^Berkas ini bukan cadangan portal\.$"):
        buka(isi)


def test_every_single_altered_byte_is_seen() -> None:
    utuh = segel(b"isi yang penting")
    for letak in range(len(utuh)):
        rusak = bytearray(utuh)
        rusak[letak] ^= 1
        with pytest.raises(GagalCadangan):
            buka(bytes(rusak))


def test_every_place_of_a_cut_is_seen() -> None:
    utuh = segel(os.urandom(UKURAN_POTONGAN * 2 + 5))
    satu, dua, tiga = potongan(utuh)
    for sampai in (KEPALA, KEPALA + 2, KEPALA + len(satu), KEPALA + len(satu) + len(dua), len(utuh) - 1):
        with pytest.raises(GagalCadangan, match="terpotong"):
            buka(utuh[:sampai])
    assert len(tiga) == 4 + 5 + 16


def test_moved_repeated_added_and_foreign_chunks_are_seen() -> None:
    utuh = segel(os.urandom(UKURAN_POTONGAN * 2 + 5))
    kepala, (satu, dua, tiga) = utuh[:KEPALA], potongan(utuh)
    asing = potongan(segel(os.urandom(UKURAN_POTONGAN * 2 + 5)))
    for susunan in ([dua, satu, tiga], [satu, satu, dua, tiga], [satu, tiga], [tiga], [asing[0], dua, tiga]):
        with pytest.raises(GagalCadangan, match="rusak atau diubah pada potongan"):
            buka(kepala + b"".join(susunan))
    with pytest.raises(GagalCadangan, match="ada tambahan"):
        buka(utuh + b"x")


@pytest.mark.parametrize("teks", ["", "pendek", "!" * 44, "kunci"], ids=["empty", "short", "other signs", "too long"])
def test_a_key_that_is_none_is_refused(teks: str) -> None:
    with pytest.raises(GagalCadangan, match="bukan kunci"):
        baca_kunci(buat_kunci() + "A" if teks == "kunci" else teks)
    assert len(baca_kunci(buat_kunci())) == 32


def test_records_come_back_in_their_order_whatever_their_size() -> None:
    keluar = io.BytesIO()
    penulis = Penulis(Penyegel(keluar, KUNCI))
    besar = bytes(20_000_000)  # unfolds from a few kilobytes
    penulis.catatan({"satu": "é"})
    for isi in (b"", b"pendek", besar):
        penerima = penulis.isi()
        penerima.write(isi)
        penerima.tutup(baris=3)
    penulis.tutup()
    assert len(keluar.getvalue()) < 200_000
    pembaca = Pembaca(Pembuka(io.BytesIO(keluar.getvalue()), [KUNCI]))
    assert pembaca.catatan() == {"satu": "é"}
    for isi in (b"", b"pendek", besar):
        sumber = pembaca.isi()
        assert b"".join(iter(lambda s=sumber: s.read(999_999), b"")) == isi  # type: ignore[misc]
        assert sumber.tutup("x")["baris"] == 3
    pembaca.selesai()
