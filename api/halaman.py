"""Lists in pages: by cursor, so that a row that is added meanwhile shifts none."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from rest_framework.exceptions import NotFound
from rest_framework.pagination import Cursor, CursorPagination
from rest_framework.response import Response

KURSOR_RUSAK = "Kursor ini tidak dikenal. Mulai lagi dari halaman pertama, lalu ikuti alamat di berikut."

# What the first column of an order looks like in a cursor.
HARI = re.compile(r"20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
SAAT = re.compile(HARI.pattern + r" ([01]\d|2[0-3])(:[0-5]\d){2}(\.\d{6})?\+00:00")
KODE = re.compile(r"\d\d(\.\d\d){2}\.\d{4}")


class HalamanKursor(CursorPagination):
    """`?jumlah=` rows from `?kursor=` on; the addresses of the neighbouring pages stand in the answer."""

    letak: re.Pattern[str]
    page_size = 20
    max_page_size = 100
    page_size_query_param = "jumlah"
    page_size_query_description = "Banyaknya baris sehalaman, paling banyak 100."
    cursor_query_param = "kursor"
    cursor_query_description = "Tanda halaman. Jangan disusun sendiri: ikuti alamat di `berikut` atau `sebelum`."
    invalid_cursor_message = KURSOR_RUSAK

    def get_page_size(self, request: Any) -> int:
        """Read `?jumlah=`. Raises ValidationError for what is no number, instead of taking another one in silence."""
        teks = request.query_params.get(self.page_size_query_param, str(self.page_size))
        if not (teks.isascii() and teks.isdecimal() and len(teks) < 5 and 1 <= int(teks) <= self.max_page_size):
            raise ValidationError({"jumlah": f"Isi dengan angka 1 sampai {self.max_page_size}."})
        return int(teks)

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> Any:
        self.get_page_size(request)
        try:
            return super().paginate_queryset(queryset, request, view)
        except (NotFound, ValidationError):
            raise ValidationError({"kursor": KURSOR_RUSAK}) from None

    def decode_cursor(self, request: Any) -> Cursor | None:
        """Read `?kursor=`. Raises NotFound for a place no page of ours has named: the database would choke on it."""
        kursor = super().decode_cursor(request)
        if kursor is not None and kursor.position is not None and not self.letak.fullmatch(kursor.position):
            raise NotFound(KURSOR_RUSAK)
        return kursor

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"hasil": data, "berikut": self.get_next_link(), "sebelum": self.get_previous_link()})

    def get_paginated_response_schema(self, schema: Any) -> dict[str, Any]:
        alamat = {"type": ["string", "null"], "format": "uri", "example": None}
        return {
            "type": "object",
            "required": ["hasil", "berikut", "sebelum"],
            "properties": {
                "hasil": schema,
                "berikut": {**alamat, "description": "Alamat halaman berikutnya; kosong di halaman terakhir."},
                "sebelum": {**alamat, "description": "Alamat halaman sebelumnya; kosong di halaman pertama."},
            },
        }


class HalamanUsaha(HalamanKursor):
    ordering = ("-dibuat", "-kode")
    letak = SAAT


class HalamanRiwayat(HalamanKursor):
    ordering = ("-pada", "-pk")
    letak = SAAT


class HalamanDokumen(HalamanKursor):
    ordering = ("-diterbitkan", "-pk")
    letak = HARI


class HalamanDesa(HalamanKursor):
    page_size = 100
    max_page_size = 300
    page_size_query_description = "Banyaknya baris sehalaman, paling banyak 300."
    ordering = ("kode",)
    letak = KODE
