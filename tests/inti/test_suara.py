"""Voice notes: known by content, at most a minute, whatever name and type the client claims."""

from __future__ import annotations

import io
import struct
import wave

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from inti.berkas import SUARA, periksa
from inti.suara import RUSAK, TERLALU_PANJANG, UKURAN_MAKS, lama_detik, periksa_suara


def wav(detik: float, laju: int = 8000) -> bytes:
    isi = io.BytesIO()
    with wave.open(isi, "wb") as berkas:
        berkas.setnchannels(1)
        berkas.setsampwidth(1)
        berkas.setframerate(laju)
        berkas.writeframes(b"\x80" * int(detik * laju))
    return isi.getvalue()


def kotak(nama: bytes, isi: bytes) -> bytes:
    return struct.pack(">I", 8 + len(isi)) + nama + isi


def m4a(detik: int, pemegang: bytes = b"soun") -> bytes:
    mvhd = kotak(b"mvhd", struct.pack(">4xIIII", 0, 0, 1000, detik * 1000) + bytes(80))
    hdlr = kotak(b"hdlr", struct.pack(">4xI", 0) + pemegang + bytes(13))
    return kotak(b"ftyp", b"M4A \x00\x00\x02\x00M4A isom") + kotak(b"moov", mvhd + kotak(b"trak", kotak(b"mdia", hdlr)))


def amr(detik: int) -> bytes:
    return b"#!AMR\n" + (bytes([7 << 3]) + bytes(31)) * (detik * 50)


@pytest.mark.parametrize(
    ("isi", "mime", "lama"),
    [(wav(3), "audio/wav", 3), (m4a(41), "audio/mp4", 41), (amr(60), "audio/amr", 60)],
    ids=["wav", "m4a", "amr"],
)
def test_a_recording_is_known_by_its_content_and_its_length_is_read(isi, mime, lama):
    assert (periksa_suara(isi), round(lama_detik(isi, mime) or 0)) == (mime, lama)


@pytest.mark.parametrize("isi", [wav(63), m4a(90), amr(63)], ids=["wav", "m4a", "amr"])
def test_more_than_a_minute_is_refused(isi):
    with pytest.raises(ValidationError, match=TERLALU_PANJANG):
        periksa_suara(isi)


@pytest.mark.parametrize(
    "isi",
    [
        b"<script>alert(1)</script>",
        b"<!doctype html><audio>",
        b"#!/bin/sh\nrm -rf /",
        b"MZ\x90\x00",
        b"%PDF-1.7",
        b"\xff\xd8\xff\xe0JFIF",
        b"\x00",
        m4a(5, b"vide"),
        b"ID3" + b"<script>alert(1)</script>",
        b"OggS" + b"<script>" * 40,
        b"RIFF\x00\x00\x00\x00WAVE",
        b"#!AMR\n<script>",
        kotak(b"ftyp", b"M4A "),
        wav(1)[:30],
    ],
)
def test_what_is_no_recording_is_refused_whatever_it_is_called(isi):
    with pytest.raises(ValidationError):
        periksa(SimpleUploadedFile("rekaman.m4a", isi, "audio/mp4"), jenis=(SUARA,))


def test_an_empty_recording_and_one_too_large_are_refused():
    for isi, kata in ((b"", "kosong"), (wav(1) + bytes(UKURAN_MAKS), "terlalu besar")):
        with pytest.raises(ValidationError, match=kata):
            periksa(SimpleUploadedFile("a.wav", isi), jenis=(SUARA,))


def test_a_recording_is_kept_under_no_name_of_its_own():
    bersih = periksa(SimpleUploadedFile("Rekaman Budi Contoh.wav", wav(2), "text/html"), jenis=(SUARA,))
    assert (bersih.nama_asli, bersih.mime, bersih.isi) == ("rekaman.wav", "audio/wav", wav(2))


def test_a_broken_file_says_so():
    with pytest.raises(ValidationError, match=RUSAK):
        periksa_suara(kotak(b"ftyp", b"M4A "))
