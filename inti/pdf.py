"""Papers: data and a typst template become a tagged PDF that is the same, byte for byte, every time."""

from __future__ import annotations

import contextlib
import functools
import io
import json
import os
import re
import tempfile
import threading
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles import finders

from inti.glif import tercakup

if TYPE_CHECKING:
    import typst

FON = Path(__file__).parent / "fon"
PANJANG_MAKS = 10_000
"""Longest text in one value: PDF/A allows 32,767 bytes in a string, two for each glyph of a line that cannot break."""
PPI_LAYAR = 110
"""Dots an inch of a page drawn for a screen: A4 becomes 910 pixels wide, sharp on a phone and small to send."""

POLA_QR = 3

_NAMA_TEMPLAT = re.compile(r"[a-z_]+/[a-z_]+")
_TANPA_JEJAK = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me", "So", "Sk"})
_pernah_mencetak: set[int] = set()  # process ids; a forked child finds its parent here
_utas = threading.local()


class GagalCetak(Exception):
    """A paper could not be made; the cause is a fault in a template, or a fork that came too late."""


def cetak(
    nama_template: str,
    data: dict[str, Any],
    *,
    judul: str,
    tanggal: date,
    alamat: str = "",
    foto: Mapping[str, bytes] | None = None,
) -> bytes:
    """Print `data` by the template "<app>/<name>" (the file `<app>/typst/<name>.typ`) and return the PDF.

    `judul` is the title of the document, `tanggal` its date: equal input gives equal bytes as long as typst stays
    pinned. `alamat`, when given, is printed as a QR code with the address under it. Values are JSON; every text goes
    through `layak_cetak`, so that no name can stop a bulk job. `foto` are JPEGs that the template shows by their name,
    as "/foto/<name>".

    Compile only in a process that will not fork any more: typst hangs for ever in the child of a parent that has
    compiled (gunicorn's preload_app, a Celery main process). Raises GagalCetak in such a child instead of hanging,
    and for a fault in the template.
    """
    # Readable aloud (PDF/UA-1) and fit for the archive (PDF/A-2a).
    with _folder(foto or {}) as akar:
        hasil = _susun(nama_template, data, judul, tanggal, alamat, akar, format="pdf", pdf_standards=["ua-1", "a-2a"])
    if not isinstance(hasil, bytes):
        raise GagalCetak(f"{nama_template}: tidak menghasilkan PDF.")
    return hasil


def gambar(nama_template: str, data: dict[str, Any], *, judul: str, tanggal: date, alamat: str = "") -> list[bytes]:
    """Draw the pages that `cetak` would print as PNG, for a screen that cannot show a PDF. Raises as `cetak` does."""
    hasil = _susun(nama_template, data, judul, tanggal, alamat, FON, format="png", ppi=PPI_LAYAR)
    return [hasil] if isinstance(hasil, bytes) else list(hasil)


def _susun(
    nama_template: str,
    data: dict[str, Any],
    judul: str,
    tanggal: date,
    alamat: str,
    akar: Path,
    **bentuk: Any,
) -> Any:
    if _pernah_mencetak - {os.getpid()}:
        raise GagalCetak("Proses induk sudah pernah mencetak sebelum fork; cetak hanya setelah fork.")
    _pernah_mencetak.add(os.getpid())
    masukan = {
        "isi": _rapikan(data),
        "judul": layak_cetak(judul)[:300],
        "tanggal": [tanggal.year, tanggal.month, tanggal.day],
        "kop": _rapikan(_kop()),
        "alamat": layak_cetak(alamat),
        "qr": _qr(alamat) if alamat else "",
    }
    import typst  # here: 60 MB that a web worker carries only once it has printed

    # In memory and anew for each paper: a compiler that is kept forgets the files that it was given. As a file and not
    # as `sys_inputs`, which are part of typst's library: what it remembers of the paper before would count no more.
    bahan = {**_bahan(nama_template), "data.json": json.dumps(masukan).encode()}
    try:
        return _penyusun(akar).compile(bahan, **bentuk)
    except typst.TypstError as galat:
        raise GagalCetak(f"{nama_template}: {galat.diagnostic or galat}") from galat


@contextlib.contextmanager
def _folder(foto: Mapping[str, bytes]) -> Iterator[Path]:
    """Lay the photos of one paper where its template finds them: typst takes from memory only what is text."""
    if not foto:
        yield FON
        return
    with tempfile.TemporaryDirectory() as sementara:
        (Path(sementara) / "foto").mkdir()
        for nama, isi in foto.items():
            (Path(sementara) / "foto" / Path(nama).name).write_bytes(isi)
        yield Path(sementara)


def layak_cetak(teks: str) -> str:
    """Replace what the printing typeface cannot draw, so that any text can be printed.

    Look-alikes are used where Unicode knows one (full-width letters, ligatures); emoji, joiners, bidi and control
    characters vanish; letters of other scripts become one "?" a run. Line breaks stay.
    """
    ada = _glif()
    keluar: list[str] = []
    for huruf in unicodedata.normalize("NFC", teks):
        if huruf == "\n" or ord(huruf) in ada:
            keluar.append(huruf)
        elif huruf.isspace():
            keluar.append("\n" if huruf in "\u2028\u2029\x85" else " ")
        elif dasar := "".join(h for h in unicodedata.normalize("NFKD", huruf) if ord(h) in ada):
            keluar.append(dasar)
        elif unicodedata.category(huruf) not in _TANPA_JEJAK and keluar[-1:] != ["?"]:
            keluar.append("?")
    rapi = re.sub(r"[ \t]+", " ", "".join(keluar)).strip()
    return rapi or ("?" if teks.strip() else "")


def _rapikan(nilai: Any) -> Any:
    if isinstance(nilai, str):
        return layak_cetak(nilai)[:PANJANG_MAKS]
    if isinstance(nilai, dict):
        return {kunci: _rapikan(isi) for kunci, isi in nilai.items()}
    if isinstance(nilai, list | tuple):
        return [_rapikan(isi) for isi in nilai]
    return nilai


def _kop() -> dict[str, str]:
    return {
        "kabupaten": settings.NAMA_KABUPATEN,
        "dinas": settings.NAMA_DINAS,
        "alamat": settings.ALAMAT_DINAS,
        "telepon": settings.TELEPON_DINAS,
        "logo": f"/logo{Path(settings.LOGO).suffix}",
    }


def _qr(alamat: str) -> str:
    import segno

    svg = io.BytesIO()
    # One pattern for all: trying each of the eight takes 2 ms of every paper, and every reader knows all of them.
    segno.make(alamat, micro=False, error="m", mask=POLA_QR).save(svg, kind="svg", xmldecl=False, border=0)
    return svg.getvalue().decode()


@functools.cache
def _bahan(nama_template: str) -> dict[str, bytes]:
    """Read what typst may see, once a process: the template, the pages of `inti/typst`, logo and motif.

    They are handed over in memory. The root beside them is the folder of typefaces, so no path in a template can
    reach another file of the server.
    """
    if not _NAMA_TEMPLAT.fullmatch(nama_template):
        raise GagalCetak(f"Nama templat tidak dikenal: {nama_template}")
    app, nama = nama_template.split("/")
    dasar = sorted((Path(apps.get_app_config("inti").path) / "typst").glob("*.typ"))
    try:
        return {
            **{f"inti/{berkas.name}": berkas.read_bytes() for berkas in dasar},
            "main.typ": (Path(apps.get_app_config(app).path) / "typst" / f"{nama}.typ").read_bytes(),
            f"logo{Path(settings.LOGO).suffix}": Path(str(finders.find(settings.LOGO))).read_bytes(),
            "motif.svg": Path(str(finders.find("gambar/motif-cetak.svg"))).read_bytes(),
        }
    except (OSError, LookupError) as galat:
        raise GagalCetak(f"{nama_template}: {galat}") from galat


def _penyusun(akar: Path) -> typst.Compiler:
    """Return the compiler of this thread; one that has seen photos is not kept, for it would keep them too."""
    import typst

    if akar == FON and hasattr(_utas, "penyusun"):
        return _utas.penyusun
    baru = typst.Compiler(b"", root=str(akar), font_paths=_fon())
    if akar == FON:
        _utas.penyusun = baru
    return baru


@functools.cache
def _fon() -> typst.Fonts:
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FON)])


@functools.cache
def _glif() -> frozenset[int]:
    return functools.reduce(frozenset.intersection, map(tercakup, sorted(FON.glob("*.ttf"))))
