from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command

from akun import peran as modul
from akun.models import Pengguna
from akun.peran import PERAN, Peran

pytestmark = pytest.mark.django_db


def test_groups_hold_exactly_what_the_dict_says_however_often() -> None:
    for _ in range(2):
        call_command("sync_peran", verbosity=0)
        ada = {
            grup.name: {f"{p.content_type.app_label}.{p.codename}" for p in grup.permissions.select_related()}
            for grup in Group.objects.all()
        }
        assert ada == {nama: set(peran.izin) for nama, peran in PERAN.items()}
    assert sorted(PERAN) == ["admin", "kepala", "mitra", "pelatih", "pemilik", "petugas"]


def test_a_permission_taken_from_the_dict_is_taken_from_the_group() -> None:
    call_command("sync_peran", verbosity=0)
    grup = Group.objects.get(name="pelatih")
    grup.permissions.add(Group.objects.get(name="kepala").permissions.get(codename="buka_nik"))
    call_command("sync_peran", verbosity=0)
    assert not grup.permissions.filter(codename="buka_nik").exists()


def test_an_unknown_permission_fails_loudly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(modul.PERAN, "petugas", Peran("salah tulis", ("umkm.verifikasi_usahaa",)))
    with pytest.raises(CommandError, match=r"umkm\.verifikasi_usahaa"):
        call_command("sync_peran", verbosity=0)


def test_no_role_name_is_asked_for_in_the_code() -> None:
    pola = re.compile(r"groups__name|\.groups\.filter|name__in=.*(petugas|kepala)")
    asing = [
        berkas.as_posix()
        for app in settings.LANTAI
        for berkas in (Path(settings.BASE_DIR) / app).rglob("*.py")
        if pola.search(berkas.read_text())
    ]
    assert asing == []


def test_the_admin_role_decides_no_case_and_opens_no_nik() -> None:
    assert {"umkm.verifikasi_usaha", "umkm.buka_nik", "umkm.lihat_keuangan"} & set(PERAN["admin"].izin) == set()


class TestBuatAdmin:
    def jalankan(self, monkeypatch: pytest.MonkeyPatch, *sandi: str, **isian: Any) -> None:
        jawaban = iter(sandi)
        monkeypatch.setattr("akun.management.commands.buat_admin.getpass", lambda _: next(jawaban))
        call_command("buat_admin", nama="Admin Contoh", email="admin@contoh.id", verbosity=0, **isian)

    def test_makes_an_admin_who_may_set_roles_everywhere(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.jalankan(monkeypatch, "gunung-prau-pagi", "gunung-prau-pagi")
        admin = Pengguna.objects.get(email="admin@contoh.id")
        assert (admin.is_staff, admin.semua_kecamatan, admin.is_superuser) == (True, True, False)
        assert admin.has_perm("akun.atur_peran")

    @pytest.mark.parametrize(
        "sandi", [("pendek", "pendek"), ("admin@contoh.id",) * 2, ("gunung-prau-pagi", "lain-lagi-9")]
    )
    def test_refuses_weak_and_unequal_passwords(self, monkeypatch: pytest.MonkeyPatch, sandi: tuple[str, str]) -> None:
        with pytest.raises(CommandError):
            self.jalankan(monkeypatch, *sandi)
        assert Pengguna.objects.count() == 0

    def test_refuses_an_address_that_is_taken(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.jalankan(monkeypatch, "gunung-prau-pagi", "gunung-prau-pagi")
        with pytest.raises(CommandError):
            self.jalankan(monkeypatch, "gunung-prau-pagi", "gunung-prau-pagi")
        assert Pengguna.objects.count() == 1


def test_no_password_is_taken_from_the_command_line() -> None:
    perintah = Path(settings.BASE_DIR) / "akun/management/commands/buat_admin.py"
    pilihan = [
        simpul.args[0].value
        for simpul in ast.walk(ast.parse(perintah.read_text()))
        if isinstance(simpul, ast.Call) and getattr(simpul.func, "attr", "") == "add_argument"
    ]
    assert pilihan == ["--nama", "--email"]
