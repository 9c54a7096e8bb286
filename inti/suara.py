"""An uploaded voice note: known by its content, short, kept as it is.

Without a decoder of the system a recording cannot be written anew as a picture is. So it is refused unless its first
bytes are those of a sound file and a parser finds how long it is, and it is only ever served as a download with
headers that let no browser run it. What a file says of its own length can be a lie; its size cannot.
"""

from __future__ import annotations

import io
import re

from django.core.exceptions import ValidationError

DETIK_MAKS = 60
SISA = 2
"""Seconds beyond the limit that are let through: recorders stop late."""
UKURAN_MAKS = 6 * 1024 * 1024
"""Bytes: a minute as phones record it takes about 1 MB, uncompressed mono about 5."""

MIME_SUARA = {
    "audio/mp4": ".m4a",
    "audio/mpeg": ".mp3",
    "audio/ogg": ".ogg",
    "audio/wav": ".wav",
    "audio/amr": ".amr",
}
BUKAN_SUARA = "Berkas ini bukan rekaman suara. Rekam dengan HP Anda, lalu pilih rekamannya."
RUSAK = "Rekaman ini tidak dapat dibaca. Rekam lagi, paling lama 60 detik."
TERLALU_PANJANG = "Rekaman terlalu panjang: paling lama 60 detik. Rekam lagi yang lebih singkat."
TERLALU_BESAR = "Rekaman terlalu besar: paling besar 6 MB. Rekam lagi yang lebih singkat."

_BERGAMBAR = re.compile(rb"hdlr.{8}vide", re.DOTALL)
_AMR = b"#!AMR\n"
# Bytes of one frame of 20 ms by its mode (3GPP TS 26.101, RFC 4867 section 5).
_BINGKAI_AMR = {0: 13, 1: 14, 2: 16, 3: 18, 4: 20, 5: 21, 6: 27, 7: 32, 8: 6, 15: 1}


def periksa_suara(isi: bytes) -> str:
    """Return the MIME type of a recording. Raises ValidationError for what is none, too long or too large."""
    if len(isi) > UKURAN_MAKS:
        raise ValidationError(TERLALU_BESAR)
    mime = _kenali(isi)
    if mime is None:
        raise ValidationError(BUKAN_SUARA)
    if mime == "audio/mp4" and _BERGAMBAR.search(isi):
        raise ValidationError("Ini video. Kirim rekaman suara saja.")
    lama = lama_detik(isi, mime)
    if not lama:
        raise ValidationError(RUSAK)
    if lama > DETIK_MAKS + SISA:
        raise ValidationError(TERLALU_PANJANG)
    return mime


def lama_detik(isi: bytes, mime: str) -> float | None:
    """Return how long a recording says it is, in seconds; None when that cannot be read."""
    if mime == "audio/amr":
        return _lama_amr(isi)
    from tinytag import TinyTag, TinyTagException

    try:
        keterangan = TinyTag.get(
            filename=f"rekaman{MIME_SUARA[mime]}", file_obj=io.BytesIO(isi), tags=False, check_magic_bytes=False
        )
    except (TinyTagException, ValueError, OverflowError):
        return None
    return keterangan.duration


def _kenali(isi: bytes) -> str | None:
    """Tell the kind by the first bytes; the client's file name and type are never believed."""
    if isi[4:8] == b"ftyp":
        return "audio/mp4"
    if isi.startswith(b"OggS"):
        return "audio/ogg"
    if isi[:4] == b"RIFF" and isi[8:12] == b"WAVE":
        return "audio/wav"
    if isi.startswith(_AMR):
        return "audio/amr"
    if isi.startswith(b"ID3") or (len(isi) > 1 and isi[0] == 0xFF and isi[1] & 0xE6 == 0xE2):
        return "audio/mpeg"
    return None


def _lama_amr(isi: bytes) -> float | None:
    letak, bingkai = len(_AMR), 0
    while letak < len(isi):
        ukuran = _BINGKAI_AMR.get(isi[letak] >> 3 & 15)
        if ukuran is None or isi[letak] & 0x83:
            return None
        letak, bingkai = letak + ukuran, bingkai + 1
    return bingkai * 0.02 if letak == len(isi) else None
