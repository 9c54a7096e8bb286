"""Guards over every template: used, in order, closed to inline script, and included with only what it names."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import django.forms
import pytest
from django.apps import apps
from django.conf import settings

AKAR = Path(settings.BASE_DIR)
TEMPLAT = AKAR / "templates"
SEMUA = {jalur.relative_to(TEMPLAT).as_posix(): jalur.read_text() for jalur in sorted(TEMPLAT.rglob("*.*"))}
HTML = {nama: isi for nama, isi in SEMUA.items() if nama.endswith(".html")}
KOMPONEN = [nama for nama in HTML if Path(nama).name.startswith("_")]

URUTAN_BLOK = ["judul", "kepala", "motif", "menu", "pita", "isi", "samping", "skrip"]
# Django and allauth ask for these by name when something goes wrong.
DIPANGGIL_KERANGKA = {"400.html", "403.html", "404.html", "429.html", "500.html"}
BARIS_TERBANYAK = 150

MERUJUK = re.compile(r"""{%\s*(?:extends|include)\s+["']([^"']+)["']""")
INCLUDE = re.compile(r"{%\s*include\s[^%]*%}")
BLOK = re.compile(r"{%\s*block\s+(\w+)")
EXTENDS = re.compile(r"""{%\s*extends\s+["']([^"']+)["']""")
SEBARIS = {
    "script without src": re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE),
    "style element": re.compile(r"<style", re.IGNORECASE),
    "style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "javascript: address": re.compile(r"javascript:", re.IGNORECASE),
}


def teks_python() -> Iterator[tuple[str, bool]]:
    """Yield each text of the product's code, and True with the head of an f-string."""
    for app in [*settings.LANTAI, "batang_portal"]:
        for berkas in (AKAR / app).rglob("*.py"):
            for simpul in ast.walk(ast.parse(berkas.read_text())):
                if isinstance(simpul, ast.JoinedStr) and isinstance(simpul.values[0], ast.Constant):
                    yield str(simpul.values[0].value), True
                elif isinstance(simpul, ast.Constant) and isinstance(simpul.value, str):
                    yield simpul.value, False


def menimpa_pustaka(nama: str) -> bool:
    """Return whether the template stands in the place of one that a library brought."""
    rumah = [Path(app.path) / "templates" for app in apps.get_app_configs() if AKAR not in Path(app.path).parents]
    rumah.append(Path(django.forms.__path__[0]) / "templates")
    rumah += [Path(app.path) / "templates" for app in apps.get_app_configs() if ".venv" in app.path]
    return any((dasar / nama).exists() for dasar in rumah)


def terjangkau(awal: str) -> set[str]:
    """Return `awal` and every template it extends or includes, at any depth."""
    antre, sudah = [awal], set()
    while antre:
        nama = antre.pop()
        if nama not in sudah and nama in SEMUA:
            sudah.add(nama)
            antre += MERUJUK.findall(SEMUA[nama])
    return sudah


def test_every_template_is_used() -> None:
    dari_templat = {rujukan for isi in SEMUA.values() for rujukan in MERUJUK.findall(isi)}
    teks = list(teks_python())
    tetap = {isi for isi, potongan in teks if not potongan}
    awalan = tuple(isi for isi, potongan in teks if potongan and "/" in isi and not isi.startswith("/"))
    yatim = [
        nama
        for nama in SEMUA
        if nama not in dari_templat | tetap | DIPANGGIL_KERANGKA
        and not nama.startswith(awalan)
        and not menimpa_pustaka(nama)
    ]
    assert yatim == []


def test_every_shared_component_is_in_the_gallery() -> None:
    bersama = {nama for nama in HTML if nama.startswith("partials/")}
    assert bersama - terjangkau("beranda/gaya.html") == set()


def test_every_reference_leads_to_a_template() -> None:
    buntu = {
        (nama, rujukan)
        for nama, isi in SEMUA.items()
        for rujukan in MERUJUK.findall(isi)
        if rujukan not in SEMUA and not menimpa_pustaka(rujukan)
    }
    assert buntu == set()


@pytest.mark.parametrize("nama", [nama for nama in HTML if not nama.startswith("admin/")])
def test_blocks_stand_in_one_order(nama: str) -> None:
    blok = [b for b in BLOK.findall(HTML[nama]) if b in URUTAN_BLOK]
    assert blok == sorted(blok, key=URUTAN_BLOK.index)


def test_a_page_leaves_it_to_the_base_to_say_in_its_title_that_something_is_wrong() -> None:
    dua_kali = re.compile(r"{% if (form\.errors|salah) %}Ada yang perlu diperbaiki")
    assert [nama for nama, isi in HTML.items() if dua_kali.search(isi)] == []


@pytest.mark.parametrize("nama", HTML)
def test_nothing_is_inline(nama: str) -> None:
    assert [sebab for sebab, pola in SEBARIS.items() if pola.search(HTML[nama])] == []


@pytest.mark.parametrize("nama", HTML)
def test_an_include_names_what_it_hands_over(nama: str) -> None:
    milik_kita = [tag for tag in INCLUDE.findall(HTML[nama]) if set(MERUJUK.findall(tag)) & set(SEMUA)]
    assert [tag for tag in milik_kita if not re.search(r"\sonly\s*%}$", tag)] == []


@pytest.mark.parametrize("nama", KOMPONEN)
def test_a_component_opens_with_its_parameters(nama: str) -> None:
    assert re.match(r"{#|{%\s*comment\s*%}", HTML[nama].lstrip())


@pytest.mark.parametrize("nama", SEMUA)
def test_a_template_is_read_in_one_sitting(nama: str) -> None:
    assert SEMUA[nama].count("\n") <= BARIS_TERBANYAK


def test_three_levels_and_no_more() -> None:
    def tingkat(nama: str) -> int:
        induk = EXTENDS.search(HTML.get(nama, ""))
        return 1 + tingkat(induk[1]) if induk and induk[1] in HTML else 1

    assert {nama: tingkat(nama) for nama in HTML if not nama.startswith("admin/") and tingkat(nama) > 3} == {}
