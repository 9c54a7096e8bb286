"""The services in the officials' room."""

from layanan.admin import jabatan, katalog, katalog_aturan, katalog_formulir, loket, permohonan, skm  # noqa: F401  registers
