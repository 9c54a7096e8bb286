"""The people of the suite, as fixtures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.test import Client, TransactionTestCase

from inti.kalender import lupakan
from tests import basis_data
from tests.factories import DesaFactory, KecamatanFactory, PenggunaFactory

# What every database begins with; emptied, it would only be written again after each of these tests.
TETAP = frozenset({"django_content_type", "auth_permission"})


@pytest.fixture(autouse=True, scope="session")
def _kosongkan_yang_berisi() -> Iterator[None]:
    """After a test with real transactions empty the few tables that hold rows.

    Django truncates all hundred and more, and then writes every permission anew: a second for each such test. Past the
    triggers that keep history, which only a superuser of the database may; for another role Django's own way stays.
    """
    semula = TransactionTestCase._fixture_teardown

    def kosongkan(self: TransactionTestCase) -> None:
        with connection.cursor() as kursor:
            kursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
            if not kursor.fetchone()[0]:
                semula(self)
                return
            nama = connection.introspection.django_table_names(only_existing=True, include_views=False)
            tabel = sorted({*nama, "singgahan"} - TETAP)
            kursor.execute("SELECT " + ", ".join(f'EXISTS (SELECT FROM "{satu}")' for satu in tabel))  # noqa: S608
            berisi = [satu for satu, ada in zip(tabel, kursor.fetchone(), strict=True) if ada]
            hapus = " ".join(f'DELETE FROM "{satu}";' for satu in berisi)  # noqa: S608
            kursor.execute(f"SET session_replication_role = replica; {hapus} RESET session_replication_role")

    TransactionTestCase._fixture_teardown = kosongkan  # type: ignore[method-assign]
    yield
    TransactionTestCase._fixture_teardown = semula  # type: ignore[method-assign]


JELAJAH = ("tests/keamanan/", "tests/api/test_acak.py", "tests/beranda/test_situs.py", "tests/test_admin_lingkup.py")


BASIS_DATA = {"db", "transactional_db", "live_server"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what another version of PostgreSQL could not change: the walks over every page and list, and no database.

    Races belong to the database and run on each version.
    """
    for uji in items:
        jalur = uji.path.as_posix()
        jelajah = any(bagian in jalur for bagian in JELAJAH) and not jalur.endswith("test_balapan.py")
        if jelajah or not _berbasis_data(uji):
            uji.add_marker(pytest.mark.sekali)


def _berbasis_data(uji: pytest.Item) -> bool:
    """Tell whether a test has a database; where fixtures are asked for while it runs, nobody can tell before."""
    punya = BASIS_DATA & set(getattr(uji, "fixturenames", ())) or uji.get_closest_marker("django_db")
    return bool(punya) or _meminta_nanti(uji.path)


@cache
def _meminta_nanti(berkas: Path) -> bool:
    return "getfixturevalue" in berkas.read_text()


@pytest.fixture(autouse=True)
def _hari_libur_segar() -> None:
    """Holidays are remembered per process; those of a test that was rolled back must not reach the next."""
    lupakan()


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: Any
) -> Iterator[None]:
    """In place of pytest-django's: a copy of a template that is migrated only when something of it has changed."""
    with django_db_blocker.unblock():
        semula = connection.settings_dict["NAME"]
        basis_data.siapkan()
    yield
    with django_db_blocker.unblock():
        basis_data.buang(semula)


@pytest.fixture
def peran(db: None) -> Callable[[str], Group]:
    """Return the group of a role with the permissions of `akun.peran`."""

    def cari(nama: str) -> Group:
        if not Group.objects.filter(name=nama).exists():
            call_command("sync_peran", verbosity=0)
        return Group.objects.get(name=nama)

    return cari


@pytest.fixture
def buat_staf(peran: Callable[[str], Group]) -> Callable[..., Any]:
    """Make an official of a role for some kecamatan, or for all when none is named."""

    def buat(nama_peran: str, *kecamatan: Any, **isian: Any) -> Any:
        pengguna = PenggunaFactory(is_staff=True, semua_kecamatan=not kecamatan, **isian)
        pengguna.kecamatan.set(kecamatan)
        pengguna.groups.add(peran(nama_peran))
        return pengguna

    return buat


@pytest.fixture
def desa(db: None) -> Any:
    return DesaFactory()


@pytest.fixture
def desa_limpung(db: None) -> Any:
    return DesaFactory(limpung=True)


@pytest.fixture
def pemilik(db: None) -> Any:
    return PenggunaFactory(nama="Siti Contoh")


@pytest.fixture
def pemilik_lain(db: None) -> Any:
    return PenggunaFactory(nama="Budi Contoh")


@pytest.fixture
def petugas(buat_staf: Callable[..., Any]) -> Any:
    """An official of kecamatan Batang."""
    return buat_staf("petugas", KecamatanFactory(), nama="Petugas Batang")


@pytest.fixture
def petugas_limpung(buat_staf: Callable[..., Any]) -> Any:
    return buat_staf("petugas", KecamatanFactory(limpung=True), nama="Petugas Limpung")


@pytest.fixture
def kepala(buat_staf: Callable[..., Any]) -> Any:
    return buat_staf("kepala", nama="Kepala Dinas")


@pytest.fixture
def admin(buat_staf: Callable[..., Any]) -> Any:
    return buat_staf("admin", nama="Admin Portal")


@pytest.fixture
def pelatih(peran: Callable[[str], Group]) -> Any:
    pengguna = PenggunaFactory(nama="Pelatih Contoh")
    pengguna.groups.add(peran("pelatih"))
    return pengguna


@pytest.fixture
def mitra(peran: Callable[[str], Group]) -> Any:
    pengguna = PenggunaFactory(nama="Mitra Contoh")
    pengguna.groups.add(peran("mitra"))
    return pengguna


@pytest.fixture
def masuk() -> Callable[[Any], Client]:
    """Return a browser in which `pengguna` has logged in, staff with the second factor passed."""

    def buat(pengguna: Any) -> Client:
        klien = Client()
        klien.force_login(pengguna)
        if pengguna.is_staff:
            sesi = klien.session
            sesi["account_authentication_methods_user"] = str(pengguna.pk)
            sesi["account_authentication_methods"] = [{"method": "password"}, {"method": "mfa", "type": "totp"}]
            sesi.save()
        return klien

    return buat


@pytest.fixture
def tamu(db: None) -> Client:
    return Client()
