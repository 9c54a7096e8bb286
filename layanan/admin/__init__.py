"""The services in the officials' room."""

from layanan.admin import katalog, katalog_aturan, katalog_formulir, loket, permohonan, register, skm  # noqa: F401  registers
