"""Accounts and offices in the officials' room."""

from akun.admin import jabatan, pengguna  # noqa: F401  registers
