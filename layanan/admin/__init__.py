"""The services in the officials' room."""

from layanan.admin import permohonan  # noqa: F401  registers
