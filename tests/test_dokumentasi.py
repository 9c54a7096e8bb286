"""What the papers of the house say is true: diagrams follow the tables, the glossary knows the words."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

from akun.peran import PERAN
from inti.perkara import Perkara

DOKUMEN = settings.BASE_DIR / "docs"
PERKARA = [m for m in apps.get_models() if issubclass(m, Perkara) and m._meta.app_label in settings.LANTAI]


def test_every_diagram_is_drawn_from_its_table():
    call_command("gambar_alur", periksa=True)


@pytest.mark.parametrize("model", PERKARA, ids=lambda m: m._meta.label)
def test_the_glossary_knows_every_status_and_verb(model):
    glosarium = (DOKUMEN / "glosarium.md").read_text(encoding="utf-8")
    kata = {str(s) for s in model._meta.get_field("status").choices and dict(model._meta.get_field("status").choices)}
    kata |= set(model.ALUR.transisi)
    assert {k for k in kata if f"`{k}`" not in glosarium} == set()


def test_the_glossary_knows_every_role():
    glosarium = (DOKUMEN / "glosarium.md").read_text(encoding="utf-8")
    assert {p for p in PERAN if f"`{p}`" not in glosarium} == set()


def test_the_glossary_names_each_word_once():
    baris = re.findall(r"^\| `([^`]+)` \|", (DOKUMEN / "glosarium.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(baris) == sorted(set(baris))


def test_links_between_papers_lead_somewhere():
    putus = []
    for halaman in [*DOKUMEN.rglob("*.md"), settings.BASE_DIR / "README.md", settings.BASE_DIR / "CHANGELOG.md"]:
        for tautan in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", halaman.read_text(encoding="utf-8")):
            if not (halaman.parent / tautan).exists():
                putus.append(f"{halaman.relative_to(settings.BASE_DIR)}: {tautan}")
    assert putus == []


@pytest.mark.parametrize("panduan", sorted(p.stem for p in (DOKUMEN / "panduan").glob("*.md")))
def test_the_contents_of_a_manual_name_each_part_in_order(panduan):
    teks = (DOKUMEN / "panduan" / f"{panduan}.md").read_text(encoding="utf-8")
    assert re.findall(r"^- \[(.+)\]\(#", teks, re.MULTILINE) == re.findall(r"^## (.+)$", teks, re.MULTILINE)


def test_decisions_are_numbered_without_holes_or_twins():
    nomor = sorted(int(p.name[:4]) for p in (DOKUMEN / "keputusan").glob("*.md"))
    assert nomor == list(range(1, len(nomor) + 1))
