"""Keep one upload from filling the disk before any form has looked at it."""

from __future__ import annotations

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class PenampungTerbatas(TemporaryFileUploadHandler):
    """Write at most `UKURAN_BERKAS_MAKS` bytes of a file to disk and let the rest pass by.

    The request is still read to its end, so that the form can answer with its sentence and keep what was typed;
    the file reports its true size, by which `inti.berkas.periksa` refuses it.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if start > settings.UKURAN_BERKAS_MAKS:
            return None
        return super().receive_data_chunk(raw_data, start)
