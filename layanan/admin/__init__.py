"""The services in the officials' room."""

from layanan.admin import katalog, permohonan  # noqa: F401  registers
