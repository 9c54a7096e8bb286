"""What is sent to the API: one JSON object, small, in UTF-8, without traps."""

from __future__ import annotations

import json
from typing import Any

from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser

# No section of the form holds a tenth of it.
BESAR_MAKS = 64 * 1024


class TerlaluBesar(APIException):
    """More was sent than any request needs; nothing of it was read."""

    status_code = 413
    default_code = "terlalu_besar"


class PembacaJson(BaseParser):
    """Read a JSON object. Raises ParseError for anything else, TerlaluBesar before reading too much."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> dict[str, Any]:
        mentah = stream.read(BESAR_MAKS + 1)
        if len(mentah) > BESAR_MAKS:
            raise TerlaluBesar
        try:
            isi = json.loads(mentah.decode("utf-8"), parse_constant=_bukan_angka)
            # Half of a character pair passes JSON and no database.
            json.dumps(isi, ensure_ascii=False).encode("utf-8")
        except (ValueError, RecursionError):
            raise ParseError("Kiriman bukan JSON yang utuh. Periksa tanda kutip, koma, dan kurungnya.") from None
        if not isinstance(isi, dict):
            raise ParseError('Kirim satu objek JSON, misalnya {"nama": "Keripik Contoh"}.')
        return isi


def _bukan_angka(teks: str) -> None:
    raise ValueError(teks)
