"""An encrypted stream of chunks in which nothing can be changed, left out, moved, added or cut off unseen.

    head:   8 bytes "BTGCAD01" · 8 bytes that name the key · 16 bytes salt
    chunk:  4 bytes length (big-endian) · AES-256-GCM ciphertext with its tag

The key of a file is HKDF-SHA256(KUNCI_CADANGAN, salt). The nonce of a chunk is its position (11 bytes) and a last byte
that is 1 for the final chunk and 0 for every other (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár,
2015); the head is authenticated with each. So a chunk opens at its own place in its own file only, and a file without
its final chunk is known to be cut off.
"""

from __future__ import annotations

import base64
import binascii
import os
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from operasi.cadangan import GagalCadangan

AWALAN = b"BTGCAD01"
UKURAN_POTONGAN = 256 * 1024
TANDA = 16  # bytes that AES-GCM adds
KUNCI_BYTE = 32


def kunci() -> list[bytes]:
    """Return the keys of backups: the first seals, all of them open. Raises GagalCadangan with a sentence."""
    if not settings.KUNCI_CADANGAN:
        raise GagalCadangan(
            "KUNCI_CADANGAN belum diisi. Buat dengan `manage.py cadangkan --buat-kunci`, "
            "dan simpan salinannya di luar server ini."
        )
    return [baca_kunci(teks) for teks in settings.KUNCI_CADANGAN]


def buat_kunci() -> str:
    """Return a fresh key as it is written into the environment."""
    return base64.urlsafe_b64encode(os.urandom(KUNCI_BYTE)).decode()


def baca_kunci(teks: str) -> bytes:
    """Read a key from the environment. Raises GagalCadangan when it is none of ours."""
    try:
        isi = base64.b64decode(teks.strip(), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        isi = b""
    if len(isi) != KUNCI_BYTE:
        raise GagalCadangan("KUNCI_CADANGAN bukan kunci yang dibuat `manage.py cadangkan --buat-kunci`.")
    return isi


def _turunkan(kunci: bytes, garam: bytes, untuk: bytes, panjang: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=panjang, salt=garam, info=b"batang cadangan 1 " + untuk).derive(kunci)


def _pengenal(kunci: bytes) -> bytes:
    """Name a key without giving it away, so that a wrong key and an altered file are told apart."""
    return _turunkan(kunci, b"", b"pengenal", 8)


class Penyegel:
    """Writes what it is given as sealed chunks; `tutup()` seals the final one."""

    def __init__(self, keluaran: IO[bytes], kunci: bytes) -> None:
        garam = os.urandom(16)
        self.keluaran, self.urut, self.sisa = keluaran, 0, bytearray()
        self.kepala = AWALAN + _pengenal(kunci) + garam
        self.sandi = AESGCM(_turunkan(kunci, garam, b"isi", KUNCI_BYTE))
        keluaran.write(self.kepala)

    def write(self, isi: bytes) -> None:
        self.sisa += isi
        # One byte more than a chunk is kept back: the final chunk is never empty unless the whole stream is.
        while len(self.sisa) > UKURAN_POTONGAN:
            self._segel(bytes(self.sisa[:UKURAN_POTONGAN]), akhir=False)
            del self.sisa[:UKURAN_POTONGAN]

    def tutup(self) -> None:
        self._segel(bytes(self.sisa), akhir=True)
        self.sisa.clear()

    def _segel(self, isi: bytes, *, akhir: bool) -> None:
        tersegel = self.sandi.encrypt(_nonce(self.urut, akhir=akhir), isi, self.kepala)
        self.keluaran.write(len(tersegel).to_bytes(4, "big") + tersegel)
        self.urut += 1


class Pembuka:
    """Reads a sealed stream. Raises GagalCadangan at the first byte that is not as it was sealed."""

    def __init__(self, masukan: IO[bytes], kunci: list[bytes]) -> None:
        self.masukan, self.urut, self.selesai = masukan, 0, False
        self.kepala = masukan.read(len(AWALAN) + 24)
        if not self.kepala.startswith(AWALAN) or len(self.kepala) < len(AWALAN) + 24:
            raise GagalCadangan("Berkas ini bukan cadangan portal.")
        cocok = [satu for satu in kunci if _pengenal(satu) == self.kepala[8:16]]
        if not cocok:
            raise GagalCadangan("Kuncinya salah: cadangan ini dibuat dengan KUNCI_CADANGAN yang lain.")
        self.sandi = AESGCM(_turunkan(cocok[0], self.kepala[16:], b"isi", KUNCI_BYTE))

    def baca(self) -> bytes:
        """Return the next piece of the plain stream, b"" once the final chunk has been opened and nothing follows."""
        if self.selesai:
            if self.masukan.read(1):
                raise GagalCadangan("Cadangan ini diubah: ada tambahan di belakangnya.")
            return b""
        panjang = int.from_bytes(self._tepat(4), "big")
        if not TANDA <= panjang <= UKURAN_POTONGAN + TANDA:
            raise GagalCadangan(f"Cadangan ini rusak atau diubah pada potongan {self.urut + 1}.")
        isi = self._buka(self._tepat(panjang))
        self.urut += 1
        return isi or self.baca()

    def _tepat(self, jumlah: int) -> bytes:
        isi = self.masukan.read(jumlah)
        if len(isi) < jumlah:
            raise GagalCadangan("Cadangan ini terpotong: bagian akhirnya tidak ada.")
        return isi

    def _buka(self, tersegel: bytes) -> bytes:
        for akhir in (False, True):
            try:
                isi = self.sandi.decrypt(_nonce(self.urut, akhir=akhir), tersegel, self.kepala)
            except InvalidTag:
                continue
            self.selesai = akhir
            return isi
        raise GagalCadangan(f"Cadangan ini rusak atau diubah pada potongan {self.urut + 1}.")


def _nonce(urut: int, *, akhir: bool) -> bytes:
    return urut.to_bytes(11, "big") + bytes([akhir])
