"""The inbox inside the portal: a message arrives by being written."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser


def tujuan(*, akun: AbstractBaseUser | None, telepon: str, email: str) -> str:
    """Return the log-in name of the account, or "" without one."""
    return akun.get_username() if akun else ""
