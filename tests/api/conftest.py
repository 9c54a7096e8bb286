"""Programs of the suite: each holds a key of somebody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from api import actions
from api.models import KunciApi
from tests.factories import buat_usaha, usaha_siap

V1 = "/api/v1"


class Program:
    """A program with the key of an account; without one when `kunci` is empty."""

    def __init__(self, kunci: str = "") -> None:
        self.klien = Client(headers={"Authorization": f"Bearer {kunci}"} if kunci else {})
        self.klien.raise_request_exception = False

    def __call__(self, cara: str, jalur: str, data: Any = None, **header: str) -> Any:
        badan = {} if cara == "get" else {"data": "" if data is None else data, "content_type": "application/json"}
        nama = {n.replace("_", "-"): isi for n, isi in header.items()}
        return getattr(self.klien, cara)(V1 + jalur, headers=nama, **badan)

    def get(self, jalur: str, **header: str) -> Any:
        return self("get", jalur, **header)

    def post(self, jalur: str, data: Any = None, **header: str) -> Any:
        return self("post", jalur, data, **header)

    def patch(self, jalur: str, data: Any = None, **header: str) -> Any:
        return self("patch", jalur, data, **header)


@pytest.fixture
def buat_kunci() -> Callable[..., tuple[KunciApi, str]]:
    def buat(akun: Any, **isian: Any) -> tuple[KunciApi, str]:
        return actions.buat_kunci(oleh=akun, **{"nama": "Aplikasi kasir", "cakupan": "kirim", "masa": 30, **isian})

    return buat


@pytest.fixture
def program(buat_kunci: Callable[..., Any]) -> Callable[..., Program]:
    """Return a program that holds a new key of the account."""

    def buat(akun: Any, **isian: Any) -> Program:
        return Program(buat_kunci(akun, **isian)[1])

    return buat


@pytest.fixture
def umum(db: None) -> Program:
    """A program without a key."""
    return Program()


@pytest.fixture
def usaha(pemilik: Any, desa: Any) -> Any:
    """A draft that is complete enough to be sent."""
    return usaha_siap(pemilik=pemilik, desa=desa, nama="Keripik Contoh")


@pytest.fixture
def usaha_lain(pemilik_lain: Any, desa: Any) -> Any:
    return buat_usaha(pemilik=pemilik_lain, desa=desa, nama="Batik Orang Lain")


@pytest.fixture
def kasir(program: Callable[..., Program], pemilik: Any) -> Program:
    """A program with a key of `pemilik` that may send."""
    return program(pemilik)


def tanpa_nama(jawaban: Any) -> dict[str, Any]:
    """Return a problem without the name of its request, which alone differs each time."""
    return {kunci: isi for kunci, isi in jawaban.json().items() if kunci != "permintaan"}


def masalah(jawaban: Any) -> tuple[int, str]:
    """Return status and code of a problem, after looking that it is one."""
    assert jawaban["Content-Type"] == "application/problem+json"
    isi = jawaban.json()
    assert (isi["status"], isi["type"].rpartition("#")[2]) == (jawaban.status_code, isi["kode"])
    return jawaban.status_code, isi["kode"]
