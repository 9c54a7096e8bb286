"""Make an uploaded picture harmless: opened for real, turned upright, made smaller, written anew without metadata."""

from __future__ import annotations

import io
from typing import IO

from django.core.exceptions import ValidationError
from PIL import Image, ImageOps, UnidentifiedImageError

FORMAT = ("JPEG", "PNG", "WEBP")
SISI_MAKS = 1600
"""Longest side of what is kept, in pixels: a page of A4 stays readable at about 140 dpi."""
PIKSEL_MAKS = 65_000_000
"""Largest picture that is decoded: the 64 megapixels of a common phone camera, about 260 MB while it is open."""
MUTU = 85

RUSAK = "Gambar tidak dapat dibuka, mungkin rusak. Ambil foto lagi atau pilih gambar lain."
BERGERAK = "Gambar bergerak tidak dapat diterima. Pilih foto biasa."
TERLALU_LUAS = "Foto terlalu besar: paling luas 64 megapiksel. Kecilkan ukuran foto di kamera, lalu ambil lagi."


def bersihkan_gambar(berkas: IO[bytes]) -> bytes:
    """Return the picture as a new JPEG: upright, no side above `SISI_MAKS`, on white, no EXIF and no comment.

    Raises ValidationError for what is broken, moves, or has more than `PIKSEL_MAKS` pixels. The size is read
    from the head of the file before a single pixel is decoded, so a decompression bomb never unfolds.
    """
    try:
        with Image.open(berkas, formats=FORMAT) as asli:
            _periksa(asli)
            return _tulis_ulang(asli)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as galat:
        raise ValidationError(TERLALU_LUAS) from galat
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as galat:
        # Pillow reports a broken picture in any of these ways, depending on the format and the place.
        raise ValidationError(RUSAK) from galat


def _periksa(asli: Image.Image) -> None:
    lebar, tinggi = asli.size
    if lebar * tinggi > PIKSEL_MAKS:
        raise ValidationError(TERLALU_LUAS)
    # A JPEG with several frames (MPO) is what many phones write: a still photo with its preview or depth map.
    if asli.format in ("PNG", "WEBP") and getattr(asli, "is_animated", False):
        raise ValidationError(BERGERAK)


def _tulis_ulang(asli: Image.Image) -> bytes:
    asli.draft("RGB", (SISI_MAKS, SISI_MAKS))  # lets the JPEG decoder skip what will be thrown away
    gambar = _delapan_bit(asli)
    gambar.thumbnail((SISI_MAKS, SISI_MAKS), Image.Resampling.LANCZOS, reducing_gap=2.0)
    gambar = ImageOps.exif_transpose(gambar)
    # A fresh canvas carries nothing over: no EXIF, GPS, XMP, comment or colour profile.
    kanvas = Image.new("RGB", gambar.size, "white")
    kanvas.paste(gambar, mask=gambar.getchannel("A") if gambar.mode == "RGBA" else None)
    keluaran = io.BytesIO()
    kanvas.save(keluaran, "JPEG", quality=MUTU, optimize=True, progressive=True)
    return keluaran.getvalue()


def _delapan_bit(gambar: Image.Image) -> Image.Image:
    gambar.load()
    if gambar.mode.startswith("I"):  # 16-bit grey from scanners; converted as it is it would be all white
        return gambar.convert("I").point(lambda nilai: nilai / 256).convert("L")
    if gambar.mode in ("P", "LA", "La", "PA", "RGBa") or "transparency" in gambar.info:
        return gambar.convert("RGBA")
    return gambar if gambar.mode in ("L", "RGB", "RGBA") else gambar.convert("RGB")


def kecilkan(berkas: IO[bytes], sisi: int) -> bytes:
    """Return a picture that was cleaned before as a JPEG with no side above `sisi` pixels, for a list of photos."""
    with Image.open(berkas, formats=("JPEG",)) as asli:
        asli.draft("RGB", (sisi, sisi))
        asli.thumbnail((sisi, sisi), Image.Resampling.BICUBIC, reducing_gap=2.0)
        keluaran = io.BytesIO()
        asli.save(keluaran, "JPEG", quality=75, optimize=True)
    return keluaran.getvalue()
