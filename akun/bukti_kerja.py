"""What an address is asked once it has used up its large share: a little arithmetic, self-hosted.

The puzzle is a string signed by us; the answer is a number such that SHA-256 of "puzzle.number" begins with
`BIT` zero bits. A phone finds it in a few seconds in a worker (static/js/bukti_kerja.js); a machine that tries a
million sign-ups pays for each. Without JavaScript the bucket of the address refills by itself: waiting a minute
is the slower path, and the page says so. A puzzle is good for ten minutes and for one form.
"""

from __future__ import annotations

import hashlib
import secrets

from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from akun import batas

BIT = 18
UMUR = 10 * batas.MENIT
_SALT = "akun.bukti_kerja"


class PerluBukti(ValidationError):
    """The address is asked for a proof of work: show `soal` with `akun/_bukti_kerja.html`, answer 429."""

    def __init__(self, soal: str) -> None:
        super().__init__(
            "Banyak orang memakai jaringan yang sama dengan Anda saat ini. Tunggu sampai tombol siap, lalu tekan lagi.",
            code="perlu_bukti",
        )
        self.soal = soal


def buat_soal(nama: str) -> str:
    """Return a fresh puzzle for the form `nama`."""
    return signing.TimestampSigner(salt=_SALT).sign(f"{nama}:{BIT}:{secrets.token_urlsafe(12)}")


def cocok(nama: str, bukti: str) -> bool:
    """True when `bukti` ("puzzle|number") solves one of our fresh puzzles for this form; it may be used once."""
    soal, _, jawaban = bukti.rpartition("|")
    try:
        isi = signing.TimestampSigner(salt=_SALT).unsign(soal, max_age=UMUR)
    except signing.BadSignature:
        return False
    if not isi.startswith(f"{nama}:{BIT}:") or not (jawaban.isascii() and jawaban.isdecimal() and len(jawaban) <= 12):
        return False
    sidik = hashlib.sha256(f"{soal}.{jawaban}".encode()).digest()
    if int.from_bytes(sidik, "big") >> (256 - BIT):
        return False
    return batas.pakai(f"bukti:{soal}", 1, 10 * UMUR)


def jaga_alamat(request: HttpRequest, nama: str, *, jumlah: int, jendela: int, bukti: str = "") -> None:
    """Let the address pass while its share for the form `nama` lasts, or against a solved puzzle.

    `jumlah` tries refill over `jendela` seconds. Raises PerluBukti otherwise.
    """
    if batas.pakai(kunci_alamat(request, nama), jumlah, jendela):
        return
    if not cocok(nama, bukti):
        raise PerluBukti(buat_soal(nama))


def kunci_alamat(request: HttpRequest, nama: str) -> str:
    return f"alamat_{nama}:{batas.alamat(request)}"
