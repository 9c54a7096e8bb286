"""The house keeps its own rules: directions, one writer of statuses, closed unless opened, names, sizes."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.urls import URLPattern, URLResolver, get_resolver

AKAR = settings.BASE_DIR
LANTAI = settings.LANTAI
SENDIRI = [*LANTAI, "batang_portal"]

# Everyone may open these without logging in; the list is the law, a new one needs its line here.
TERBUKA = {
    "",
    "akun/daftar/",
    "akun/lupa-sandi/",
    "akun/lupa-sandi/<str:kode>/<str:tanda>/",
    "akun/lupa-sandi/terkirim/",
    "akun/pemberitahuan/",
    "akun/tidak-aktif/",
    "api/v1/",
    "api/v1/<path:sisa>",
    "api/v1/cek/<str:kode>/",
    "api/v1/desa/",
    "api/v1/desa/cari/",
    "api/v1/kbli/cari/",
    "api/v1/kecamatan/",
    "api/v1/schema/",
    "cek/",
    "cek/<str:kode>/",
    "cek/<str:kode>/nama/",
    "daftar/",
    "daftar/kode/",
    "direktori/",
    "favicon.ico",
    "gaya/",
    "keluar/",
    "kepuasan/",
    "kepuasan/<slug:masa>/",
    "kepuasan/<slug:masa>/laporan/",
    "kepuasan/acara/<str:kode>/",
    "kepuasan/kunci/<str:token>/",
    "kepuasan/terima-kasih/",
    "keluar/selesai/",
    "konsultasi/",
    "konsultasi/kunci/<str:token>/",
    "konsultasi/kunci/<str:token>/kalender/",
    "konsultasi/kunci/<str:token>/pindah/",
    "konsultasi/kunci/<str:token>/tawaran/",
    "konsultasi/kunci/<str:token>/tawaran/lepas/",
    "konsultasi/kunci/<str:token>/tawaran/terima/",
    "konsultasi/meja/<str:kode>/",
    "layanan/",
    "layanan/<slug:layanan>/",
    "layanan/kunci/<str:token>/",
    "layanan/lacak/",
    "layanan/lacak/kode/",
    "layanan/tujuan/<slug:tujuan>/",
    "livez",
    "manifest.webmanifest",
    "masuk/",
    "masuk/dua-langkah/",
    "masuk/kode/",
    "masuk/kode/kenali/",
    "masuk/kode/periksa/",
    "metrics",
    "pelatihan/",
    "pelatihan/<str:kode>/",
    "pelatihan/<str:kode>/jadwal.ics",
    "pelatihan/<str:kode>/poster.pdf",
    "pelatihan/<str:kode>/poster.png",
    "pelatihan/berlalu/",
    "pelatihan/bulan/",
    "pelatihan/hadir/kunci/<str:token>/",
    "pelatihan/dampak/kunci/<str:token>/",
    "pelatihan/kalender.ics",
    "pelatihan/kesan/kunci/<str:token>/",
    "pelatihan/kunci/<str:token>/",
    "pelatihan/kunci/<str:token>/lepas/",
    "pelatihan/kunci/<str:token>/terima/",
    "pelatihan/kesan/terima-kasih/",
    "pengaduan/",
    "pengaduan/kunci/<str:token>/",
    "pengaduan/kunci/<str:token>/buka-lagi/",
    "pengaduan/kunci/<str:token>/keberatan/",
    "pengaduan/kunci/<str:token>/lengkapi/",
    "pengaduan/kunci/<str:token>/selesai/",
    "pengaduan/lapor/",
    "pengaduan/mirip/",
    "pengaduan/publik/<str:kode>/",
    "pesan/whatsapp/",
    "readyz",
    "robots.txt",
    "usaha/undangan/<slug:token>/",
    "wilayah/desa/",
    "wilayah/kbli/",
}
NAMA_TERLARANG = {"utils", "helpers", "services", "managers", "signals", "mixins", "common"}
# What a thing may measure before it is asked what second thing it does.
BARIS_BERKAS, BARIS_FUNGSI = 400, 40


def modul_sendiri() -> Iterator[Path]:
    for app in SENDIRI:
        yield from (p for p in (AKAR / app).rglob("*.py") if "migrations" not in p.parts)


def pohon(jalur: Path) -> ast.Module:
    return ast.parse(jalur.read_text(encoding="utf-8"))


def model_sendiri() -> Iterator[Any]:
    for app in LANTAI:
        yield from apps.get_app_config(app).get_models()


def test_every_local_app_has_a_floor():
    lokal = {k.label for k in apps.get_app_configs() if Path(k.path).parent == AKAR}
    assert lokal == set(LANTAI)


def test_foreign_keys_point_down():
    """Only the account may be pointed to from any floor: Django itself names it by a setting."""
    naik = []
    for model in model_sendiri():
        for field in model._meta.get_fields():
            tujuan = getattr(field, "remote_field", None) and field.remote_field.model
            if tujuan is None or field.auto_created or tujuan._meta.label == settings.AUTH_USER_MODEL:
                continue
            if tujuan._meta.app_label not in LANTAI:
                continue
            if _bersaudara(tujuan._meta.app_label, model._meta.app_label):
                naik.append(f"{model._meta.label}.{field.name} -> saudara {tujuan._meta.label}")
            elif LANTAI.index(tujuan._meta.app_label) > LANTAI.index(model._meta.app_label):
                naik.append(f"{model._meta.label}.{field.name} -> {tujuan._meta.label}")
    assert naik == []


def _bersaudara(satu: str, lain: str) -> bool:
    """Tell whether two apps stand on one floor beside each other."""
    berdampingan = (set(settings.LANTAI_PROSES), set(settings.LANTAI_ATAS))
    return satu != lain and any({satu, lain} <= lantai for lantai in berdampingan)


def test_siblings_of_one_floor_are_siblings_to_the_linter_too():
    """A line of the import contract that joins apps with "|" is a floor of the settings, and the other way round."""
    kontrak = tomllib.loads((AKAR / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]["layers"]
    berdampingan = [sorted(n.strip() for n in baris.split("|")) for baris in kontrak]
    assert sorted(settings.LANTAI_ATAS) in berdampingan
    assert sorted(settings.LANTAI_PROSES) in berdampingan
    assert sorted(n for baris in berdampingan for n in baris) == sorted(SENDIRI)


def test_no_generic_foreign_keys():
    assert [
        m._meta.label for m in model_sendiri() for f in m._meta.private_fields if isinstance(f, GenericForeignKey)
    ] == []


def test_only_the_kernel_writes_a_status():
    """Nobody assigns `.status`, passes status= to update/create, or sets it by name, but `inti.workflow`."""
    pelanggar = []
    for jalur in modul_sendiri():
        if jalur == AKAR / "inti/workflow.py":
            continue
        pelanggar += [f"{jalur.relative_to(AKAR)}:{n.lineno}" for n in ast.walk(pohon(jalur)) if _menulis_status(n)]
    assert pelanggar == []


def _menulis_status(simpul: ast.AST) -> bool:
    if isinstance(simpul, ast.Assign | ast.AugAssign | ast.AnnAssign):
        sasaran = simpul.targets if isinstance(simpul, ast.Assign) else [simpul.target]
        return any(isinstance(t, ast.Attribute) and t.attr == "status" for t in sasaran)
    if isinstance(simpul, ast.Call) and isinstance(simpul.func, ast.Attribute):
        menulis = {"update", "create", "bulk_create", "get_or_create", "update_or_create", "aupdate", "acreate"}
        return simpul.func.attr in menulis and any(k.arg == "status" for k in simpul.keywords)
    return False


def test_no_signals_but_celerys_own():
    """Cause and effect stand in one function: nobody listens to Django's signals."""
    pola = re.compile(r"django\.(db\.models|core|contrib\.auth|dispatch)[\w.]*signals|@receiver|django\.dispatch")
    assert [str(p.relative_to(AKAR)) for p in modul_sendiri() if pola.search(p.read_text(encoding="utf-8"))] == []


def semua_rute(penyelesai: Any = None, awalan: str = "") -> Iterator[tuple[str, Any]]:
    for pola in (penyelesai or get_resolver()).url_patterns:
        jalur = awalan + str(pola.pattern)
        if isinstance(pola, URLResolver):
            yield from semua_rute(pola, jalur)
        elif isinstance(pola, URLPattern):
            yield jalur, pola.callback


def _terbuka(tampilan: Any) -> bool:
    kelas = getattr(tampilan, "cls", None)
    if kelas is not None and hasattr(kelas, "permission_classes"):
        return any(izin.__name__ == "AllowAny" for izin in kelas.permission_classes) or not kelas.permission_classes
    return getattr(tampilan, "login_required", True) is False


def test_closed_unless_opened():
    """Public pages are exactly the list above; the admin guards its own log-in page, Django marks it public."""
    terbuka = {jalur for jalur, tampilan in semua_rute() if _terbuka(tampilan) and not jalur.startswith("admin/")}
    assert terbuka == TERBUKA


def test_no_forbidden_names():
    nama = {p.stem for p in modul_sendiri()} | {p.parent.name for p in modul_sendiri()}
    assert nama & NAMA_TERLARANG == set()


def test_no_file_is_long():
    panjang = {str(p.relative_to(AKAR)): len(p.read_text(encoding="utf-8").splitlines()) for p in modul_sendiri()}
    assert {nama: n for nama, n in panjang.items() if n > BARIS_BERKAS} == {}


def test_no_function_is_long():
    """Counted are the statements: a signature of a paper form and a docstring may take what they need."""
    panjang = {
        f"{p.relative_to(AKAR)}:{f.name}": f.end_lineno - _isi(f)[0].lineno + 1
        for p in modul_sendiri()
        for f in ast.walk(pohon(p))
        if isinstance(f, ast.FunctionDef)
    }
    assert {nama: n for nama, n in panjang.items() if n > BARIS_FUNGSI} == {}


def _isi(fungsi: ast.FunctionDef) -> list[ast.stmt]:
    return fungsi.body[1:] if ast.get_docstring(fungsi) and len(fungsi.body) > 1 else fungsi.body


def test_no_stylesheet_or_script_comes_from_elsewhere():
    """No CDN, no external address in what the browser loads."""
    pola = re.compile(r"""(?:src|href)=["']https?://|@import|url\(["']?https?:""")
    berkas = [
        *(AKAR / "templates").rglob("*.html"),
        *(AKAR / "static").rglob("*.css"),
        *(AKAR / "static").rglob("*.js"),
    ]
    assert [str(p.relative_to(AKAR)) for p in berkas if pola.search(p.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("app", LANTAI)
def test_public_functions_of_verbs_and_reads_say_what_they_are_for(app):
    """Every public function in actions, queries and the ground has a docstring."""
    tanpa = []
    for jalur in (AKAR / app).rglob("*.py"):
        bagian = jalur.relative_to(AKAR).parts
        verba = "actions" in bagian or jalur.stem in ("actions", "queries", "workflow")
        if "migrations" in bagian or not (verba or (app == "inti" and len(bagian) == 2)):
            continue
        tanpa += [
            f"{'/'.join(bagian)}:{f.name}"
            for f in pohon(jalur).body
            if isinstance(f, ast.FunctionDef) and not f.name.startswith("_") and not ast.get_docstring(f)
        ]
    assert tanpa == []


def test_verbs_take_their_actor_by_name():
    """In every verb (what opens a transaction) `oleh` is keyword-only: nobody mistakes the actor for the object."""
    salah = []
    for jalur in (p for p in modul_sendiri() if "actions" in (*p.parts, p.stem)):
        verba = [f for f in pohon(jalur).body if isinstance(f, ast.FunctionDef) and f.decorator_list]
        salah += [f"{jalur.relative_to(AKAR)}:{f.name}" for f in verba if any(a.arg == "oleh" for a in f.args.args)]
    assert salah == []
