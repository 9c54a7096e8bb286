"""Log-in with a phone in any spelling, a registration number or an e-mail, and a password."""

from __future__ import annotations

import re
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db.models import Value
from django.http import HttpRequest
from django.utils import timezone

from akun.models import Pengguna
from inti import langsung, telepon
from inti.langsung import Bentuk

_KECAMATAN = "+"  # no app is called so
_AKUN = Bentuk(Pengguna, "a")
_SATU_AKUN = f"SELECT {_AKUN.sql} FROM akun_pengguna a WHERE a.id = %s"  # noqa: S608 - names of columns
_TUKAR_HURUF = str.maketrans("OIL", "011")


def rapikan_pengenal(nilai: str) -> str:
    """Bring a registration number into the one spelling that is stored: capitals and digits, O as 0, I and L as 1."""
    return re.sub(r"[^0-9A-Z]", "", nilai.upper()).translate(_TUKAR_HURUF)


def cari_pengguna(pengenal: str) -> tuple[Pengguna | None, str]:
    """Find the account that was typed, and the canonical spelling of what was typed.

    The second value is the key of the limit on tries when there is no account, so that an unknown name is
    counted exactly as a known one. Makes one query, whatever was typed.
    """
    teks = pengenal.strip()
    if "@" in teks:
        surel = teks.lower()
        return Pengguna.objects.filter(email__iexact=surel).first(), surel
    try:
        nomor = telepon.normalkan(teks)
    except ValidationError:
        rapi = rapikan_pengenal(teks)
        return Pengguna.objects.filter(pengenal__nilai=rapi).first(), rapi
    return Pengguna.objects.filter(telepon=nomor).first(), nomor


class Masuk(AuthenticationBackend):
    """Answers alike, and after the same work, for an unknown name, a wrong password and an expired printed one.

    Inherits allauth's stash for inactive accounts: only the right password learns that an account is inactive.
    """

    def _authenticate(self, request: HttpRequest | None, **credentials: Any) -> Pengguna | None:
        pengenal = credentials.get("pengenal") or credentials.get("username") or ""
        pengguna, _ = cari_pengguna(pengenal)
        return self._check_password(pengguna, credentials["password"])

    def _check_password(self, user: Any, password: str) -> Any:
        diperiksa = super()._check_password(user, password)
        kedaluwarsa = user and user.sandi_sekali_pakai and user.sandi_sekali_pakai_sampai < timezone.now()
        return None if kedaluwarsa else diperiksa

    def get_user(self, user_id: Any) -> Pengguna | None:
        """Return the account of a session, None when it is closed. Every page asks this."""
        baris = langsung.tanya(_SATU_AKUN, [user_id])
        pengguna = _AKUN.baca(baris[0]) if baris else None
        return pengguna if pengguna and self.user_can_authenticate(pengguna) else None

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Read in one question what an account may do and in which kecamatan; every page of an official asks both."""
        if obj is None and user_obj.is_active and not user_obj.is_superuser and not hasattr(user_obj, "_perm_cache"):
            izin = ("content_type__app_label", "codename")
            sendiri = Permission.objects.filter(user=user_obj).order_by().values_list(*izin)
            peran = Permission.objects.filter(group__user=user_obj).order_by().values_list(*izin)
            kecamatan = user_obj.kecamatan.order_by().values_list(Value(_KECAMATAN), "pk")
            semua = list(sendiri.union(peran, kecamatan))
            user_obj._perm_cache = {f"{app}.{kode}" for app, kode in semua if app != _KECAMATAN}
            user_obj._kecamatan_kerja = {kode for app, kode in semua if app == _KECAMATAN}
        return super().get_all_permissions(user_obj, obj)
