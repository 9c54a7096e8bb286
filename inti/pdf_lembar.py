"""Several photos and PDFs as the pages of one PDF, and back again without loss.

Both ways take and give bytes that `inti.berkas.periksa` has cleaned. A photo goes in as it is: its JPEG stands
unchanged in the page and comes out unchanged.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import groupby
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Page, Pdf
from PIL import Image

from inti.berkas import MIME_GAMBAR, MIME_PDF

A4 = (595, 842)
"""Points, upright."""
TEPI = 24
"""Points of white around a photo, so that no printer cuts it."""

# Which part of the whole a page came with, and that it is a photo of ours: a page from elsewhere cannot say so.
BAGIAN, FOTO = Name("/PortalBagian"), Name("/PortalFoto")


def gabung(bagian: Sequence[tuple[str, bytes]]) -> bytes:
    """Return one PDF of (mime, bytes) in their order, each photo on an A4 page of its own that suits its shape."""
    with Pdf.new() as pdf:
        for urut, (mime, isi) in enumerate(bagian):
            if mime == MIME_GAMBAR:
                pdf.pages.append(_lembar_foto(pdf, isi))
                _tandai(pdf.pages[-1], urut, foto=True)
                continue
            with Pdf.open(io.BytesIO(isi)) as sumber:
                for halaman in sumber.pages:
                    pdf.pages.append(halaman)
                    _tandai(pdf.pages[-1], urut, foto=False)
        return _tulis(pdf)


def pisah(isi: bytes) -> list[tuple[str, bytes]]:
    """Return the parts that `gabung` made a PDF of; of any other PDF itself alone."""
    with Pdf.open(io.BytesIO(isi)) as pdf:
        hasil = []
        for _, halaman in groupby(pdf.pages, key=lambda h: int(h.obj.get(BAGIAN, 0))):
            milik = list(halaman)
            if FOTO in milik[0].obj:
                hasil.append((MIME_GAMBAR, milik[0].Resources.XObject.Foto.read_raw_bytes()))
                continue
            with Pdf.new() as satu:
                satu.pages.extend(milik)
                hasil.append((MIME_PDF, _tulis(satu)))
        return hasil


def halaman(isi: bytes) -> int:
    """Count the pages of a PDF."""
    with Pdf.open(io.BytesIO(isi)) as pdf:
        return len(pdf.pages)


def _lembar_foto(pdf: Pdf, isi: bytes) -> Page:
    with Image.open(io.BytesIO(isi), formats=("JPEG",)) as foto:
        lebar, tinggi = foto.size
    luas = A4 if tinggi >= lebar else A4[::-1]
    skala = min((luas[0] - 2 * TEPI) / lebar, (luas[1] - 2 * TEPI) / tinggi)
    kiri, bawah = ((sisi - skala * ukuran) / 2 for sisi, ukuran in zip(luas, (lebar, tinggi), strict=True))
    gambar = pdf.make_stream(
        isi,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=lebar,
        Height=tinggi,
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
    )
    taruh = f"q {skala * lebar:.2f} 0 0 {skala * tinggi:.2f} {kiri:.2f} {bawah:.2f} cm /Foto Do Q"
    kamus = Dictionary(
        Type=Name.Page,
        MediaBox=[0, 0, *luas],
        Resources=Dictionary(XObject=Dictionary(Foto=gambar)),
        Contents=pdf.make_stream(taruh.encode()),
    )
    return Page(pdf.make_indirect(kamus))


def _tandai(halaman: Page, urut: int, *, foto: bool) -> None:
    tanda: Any = halaman.obj
    tanda[BAGIAN] = urut
    if foto:
        tanda[FOTO] = True
    elif FOTO in tanda:
        del tanda[FOTO]


def _tulis(pdf: Pdf) -> bytes:
    keluaran = io.BytesIO()
    pdf.save(
        keluaran,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        deterministic_id=True,
    )
    return keluaran.getvalue()
