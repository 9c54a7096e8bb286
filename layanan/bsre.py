"""The electronic signature of BSrE (BSSN), through the "esign client service" that BSrE gives to an institution.

One PDF goes out with the NIK and the passphrase of its signer, the signed PDF comes back. The passphrase passes
through and is kept nowhere, neither in a table nor in a log nor in the words of an exception. What is known of the
service and what is not stands in `docs/keputusan/`, "Tanda tangan elektronik".
"""

from __future__ import annotations

import base64
import io
import json
import re
import secrets
import urllib.error
import urllib.request
from http.client import HTTPException
from time import monotonic
from typing import Any, NamedTuple

from django.conf import settings
from django.views.decorators.debug import sensitive_variables

JAWABAN_TERBESAR = 20 * 1024 * 1024
JAWABAN_TERLAMA = 2  # times BSRE_TIMEOUT, which counts each piece of the answer by itself
POTONG = 64 * 1024

# Codes of refusal seen in the clients that municipalities have published.
TAK_TERDAFTAR, FRASA_SALAH = 2011, 2031


class GagalBsre(Exception):
    """The letter was not signed; its text tells the signer what to do. Never a word of the passphrase."""


class FrasaSalah(GagalBsre):
    """BSrE refused the passphrase."""


class TakTerjawab(GagalBsre):
    """The answer was lost: BSrE may or may not have signed, and what it signed has reached nobody."""


class Tertanda(NamedTuple):
    """A letter as BSrE has signed it, and what it calls the document ("" when it did not say)."""

    isi: bytes
    id: str


def terpasang() -> bool:
    """Tell whether this installation signs electronically; else nothing on any page mentions it."""
    return bool(settings.BSRE_URL)


@sensitive_variables("frasa", "isian", "badan", "permintaan")
def tandatangani(pdf: bytes, *, nik: str, frasa: str) -> Tertanda:
    """Have a PDF signed by the owner of `nik`, without a picture on it: the letter carries its own QR code.

    Raises FrasaSalah, TakTerjawab, or GagalBsre for everything else. What comes back is looked at: it must carry a
    signature that spans the whole file, for an unsigned copy must never count as signed.
    """
    batas = monotonic() + settings.BSRE_TIMEOUT * JAWABAN_TERLAMA
    pemisah = secrets.token_hex(16)
    isian = {"nik": nik, "passphrase": frasa, "tampilan": "invisible"}
    permintaan = _permintaan("/api/sign/pdf", _badan(pemisah, isian, pdf), pemisah)
    kepala, isi = _kirim(permintaan, batas)
    id_dokumen = str(kepala.get("id_dokumen") or "")[:100]
    if not isi.startswith(b"%PDF-"):
        id_dokumen = _id_dokumen(isi)
        _, isi = _kirim(_permintaan(f"/api/sign/download/{id_dokumen}"), batas)
    periksa_tertanda(isi, halaman=_jumlah_halaman(pdf))
    return Tertanda(isi, id_dokumen)


def periksa_tertanda(isi: bytes, *, halaman: int) -> None:
    """Raise GagalBsre unless `isi` is a PDF of so many pages with a signature over the whole of it.

    The certificate behind the signature is not judged here: readers of PDF do, and BSrE's own page of verification.
    """
    import pikepdf  # here: only a worker that signs carries it

    try:
        with pikepdf.open(io.BytesIO(isi)) as berkas:
            rentang = [_rentang(medan) for medan in _medan(berkas)]
            cocok = len(berkas.pages) == halaman
    except pikepdf.PdfError:
        rentang, cocok = [], False
    if not cocok or not any(r and r[0] == 0 and r[2] + r[3] == len(isi) for r in rentang):
        raise GagalBsre("BSrE menjawab, tetapi surat yang kembali tidak bertanda tangan. Hubungi admin.")


def _medan(berkas: Any) -> list[Any]:
    formulir = berkas.Root.get("/AcroForm")
    return list(formulir.get("/Fields", [])) if formulir is not None else []


def _rentang(medan: Any) -> list[int]:
    """Return the byte range of a signature, [] when a field holds none."""
    nilai: Any = medan.get("/V") if medan.get("/FT") == "/Sig" else None
    if nilai is None or not bytes(nilai.get("/Contents", b"")).strip(b"\0"):
        return []
    rentang = [int(n) for n in nilai.get("/ByteRange", [])]
    return rentang if len(rentang) == 4 else []


def _jumlah_halaman(pdf: bytes) -> int:
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as berkas:
        return len(berkas.pages)


class _TanpaPengalihan(urllib.request.HTTPRedirectHandler):
    """A redirect would carry passphrase and password to wherever it points."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


# A proxy of the office may carry what is encrypted, never what is not: the loopback of a test or of a neighbour.
_PERANTARA = {skema: alamat for skema, alamat in urllib.request.getproxies().items() if skema == "https"}
pembuka = urllib.request.build_opener(_TanpaPengalihan, urllib.request.ProxyHandler(_PERANTARA))


@sensitive_variables("isian", "badan", "bagian")
def _badan(pemisah: str, isian: dict[str, str], pdf: bytes) -> bytes:
    """Write the form as multipart/form-data."""
    bagian = [
        f'--{pemisah}\r\nContent-Disposition: form-data; name="{nama}"\r\n\r\n{nilai}\r\n'.encode()
        for nama, nilai in isian.items()
    ]
    kepala = 'Content-Disposition: form-data; name="file"; filename="surat.pdf"\r\nContent-Type: application/pdf'
    bagian += [f"--{pemisah}\r\n{kepala}\r\n\r\n".encode(), pdf, f"\r\n--{pemisah}--\r\n".encode()]
    return b"".join(bagian)


@sensitive_variables("badan", "kunci")
def _permintaan(jalur: str, badan: bytes | None = None, pemisah: str = "") -> urllib.request.Request:
    kunci = base64.b64encode(f"{settings.BSRE_PENGGUNA}:{settings.BSRE_SANDI}".encode()).decode()
    kepala = {"Authorization": f"Basic {kunci}"}
    if badan is not None:
        kepala["Content-Type"] = f"multipart/form-data; boundary={pemisah}"
    # settings.py lets only https pass, or the loopback
    return urllib.request.Request(settings.BSRE_URL + jalur, data=badan, headers=kepala)  # noqa: S310


@sensitive_variables("permintaan")
def _kirim(permintaan: urllib.request.Request, batas: float) -> tuple[Any, bytes]:
    try:
        with pembuka.open(permintaan, timeout=settings.BSRE_TIMEOUT) as jawaban:
            return jawaban.headers, _baca(jawaban, batas)
    except urllib.error.HTTPError as galat:
        with galat:
            raise _menurut_jawaban(galat) from None
    except (TimeoutError, ConnectionResetError, BrokenPipeError, HTTPException):
        raise _tak_terjawab() from None
    except OSError as galat:
        if isinstance(getattr(galat, "reason", None), TimeoutError | ConnectionResetError | BrokenPipeError):
            raise _tak_terjawab() from None
        raise GagalBsre(
            "Layanan tanda tangan elektronik tidak dapat dihubungi. Surat ini belum ditandatangani. "
            "Coba lagi nanti, atau tanda tangani di kertas."
        ) from None


def _baca(jawaban: Any, batas: float) -> bytes:
    """Read an answer to its end, but no more of it than a letter can be and no longer than one waits."""
    isi = bytearray()
    while sepotong := jawaban.read1(POTONG):
        isi += sepotong
        if len(isi) > JAWABAN_TERBESAR:
            raise GagalBsre("Jawaban BSrE terlalu besar untuk sebuah surat. Hubungi admin.")
        if monotonic() > batas:
            raise _tak_terjawab()
    return bytes(isi)


def _tak_terjawab() -> TakTerjawab:
    return TakTerjawab(
        "BSrE belum menjawab sampai batas waktu. Surat ini belum bernomor dan belum terbit. Coba lagi sebentar lagi, "
        "atau tanda tangani di kertas."
    )


def _menurut_jawaban(galat: urllib.error.HTTPError) -> GagalBsre:
    """Read a refusal. The words of BSrE are not repeated: they may name the signer."""
    try:
        isi = json.loads(galat.read(POTONG))
    except (ValueError, OSError, HTTPException):
        isi = None
    kode = isi.get("status_code") if isinstance(isi, dict) else None
    if kode == FRASA_SALAH:
        return FrasaSalah("Passphrase salah. Surat ini belum ditandatangani; periksa huruf besar dan kecilnya.")
    if kode == TAK_TERDAFTAR:
        return GagalBsre("NIK penanda tangan tidak terdaftar di BSrE, atau sertifikatnya tidak berlaku. Hubungi admin.")
    if galat.code in (401, 403):
        return GagalBsre("BSrE tidak mengenal sandi portal ini. Hubungi admin (BSRE_PENGGUNA, BSRE_SANDI).")
    if galat.code >= 500:
        return GagalBsre(
            "Layanan tanda tangan elektronik sedang terganggu. Surat ini belum ditandatangani. Coba lagi nanti, "
            "atau tanda tangani di kertas."
        )
    sebut = f"kode {kode}" if isinstance(kode, int) else f"HTTP {galat.code}"
    return GagalBsre(f"BSrE menolak menandatangani surat ini ({sebut}). Sebutkan kode itu kepada admin.")


def _id_dokumen(isi: bytes) -> str:
    """Return the name under which the signed letter is fetched, where BSrE answers with one instead of the letter."""
    try:
        nama = json.loads(isi)["id_dokumen"]
    except (ValueError, KeyError, TypeError):
        nama = None
    if not isinstance(nama, str) or not re.fullmatch(r"[\w-]{1,100}", nama, re.ASCII):
        raise GagalBsre("Jawaban BSrE tidak dapat dibaca. Surat ini belum terbit. Hubungi admin.")
    return nama
