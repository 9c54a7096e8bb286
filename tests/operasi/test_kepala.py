"""docs/keamanan.md against real answers: what the paper says of headers and cookies is what browsers get."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings as setelan
from django.test import Client

from tests.factories import SANDI

pytestmark = pytest.mark.django_db

KERTAS = (setelan.BASE_DIR / "docs/keamanan.md").read_text()
# How an answer is carried and kept; they differ from page to page.
MENGANGKUT = {"Content-Type", "Content-Length", "Vary", "Cache-Control", "Expires"}
HALAMAN = [("tamu", "/"), ("tamu", "/masuk/"), ("pemilik", "/saya/"), ("admin", "/admin/"), ("tamu", "/tidak-ada/")]


def tabel(kepala: str) -> dict[str, str]:
    """The first two columns of the table whose first heading is `kepala`."""
    isi = KERTAS.split(f"| {kepala} |", 1)[1].split("\n\n", 1)[0]
    return dict(re.findall(r"^\| `([^`]+)` \| ([^|]+?) \|", isi, re.MULTILINE))


@pytest.fixture
def https(settings: Any) -> None:
    """What settings.py sets with HTTPS=1."""
    settings.SECURE_HSTS_SECONDS = 365 * 24 * 3600
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True


@pytest.mark.usefixtures("https")
@pytest.mark.parametrize(("siapa", "jalur"), HALAMAN)
def test_the_headers_are_those_of_the_paper(siapa: str, jalur: str, masuk: Any, pemilik: Any, admin: Any) -> None:
    klien = {"tamu": Client(), "pemilik": masuk(pemilik), "admin": masuk(admin)}[siapa]
    kepala = {k: v for k, v in klien.get(jalur, secure=True).headers.items() if k not in MENGANGKUT}
    di_kertas = tabel("header")
    assert kepala.keys() == di_kertas.keys()
    tanpa_nilai = {"Content-Security-Policy", "X-Request-ID"}
    assert {k: f"`{v}`" for k, v in kepala.items() if k not in tanpa_nilai} == {
        k: v for k, v in di_kertas.items() if k not in tanpa_nilai
    }
    kebijakan = dict(satu.strip().split(" ", 1) for satu in kepala["Content-Security-Policy"].split(";"))
    assert {k: f"`{v}`" for k, v in kebijakan.items()} == tabel("directive")


def test_no_policy_allows_what_is_unsafe() -> None:
    assert [v for v in tabel("directive").values() if "unsafe" in v or "http" in v or "*" in v] == []


@pytest.mark.usefixtures("https")
def test_the_cookies_are_those_of_the_paper(pemilik: Any) -> None:
    klien = Client()
    klien.get("/masuk/", secure=True)
    jawaban = klien.post("/masuk/", {"pengenal": pemilik.telepon, "sandi": SANDI}, secure=True)
    assert jawaban.status_code == 302
    nyata = {}
    for nama, kue in klien.cookies.items():
        bagian = {satu for satu in kue.OutputString().split("; ")[1:] if not satu.startswith(("expires", "Max-Age"))}
        nyata[nama] = "; ".join(sorted(bagian))
    di_kertas = tabel("cookie")
    assert {nama: f"`{nyata[nama]}`" for nama in di_kertas} == di_kertas
    assert all("HttpOnly" in isi and "Secure" in isi for isi in nyata.values()), nyata


def test_pages_with_an_identity_are_not_kept(masuk: Any, admin: Any) -> None:
    for klien, jalur in ((Client(), "/masuk/"), (masuk(admin), "/admin/"), (masuk(admin), "/admin/sistem/")):
        assert "no-store" in klien.get(jalur)["Cache-Control"], jalur
