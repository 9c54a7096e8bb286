"""Choices of the reference data."""

from django.db import models


class JenisDesa(models.TextChoices):
    DESA = "desa", "Desa"
    KELURAHAN = "kelurahan", "Kelurahan"


class VersiKbli(models.TextChoices):
    V2020 = "2020", "KBLI 2020"
    V2025 = "2025", "KBLI 2025"


# New NIBs carry it (Peraturan BPS 7/2025); older NIBs keep 2020 and stay valid.
VERSI_TERKINI = VersiKbli.V2025


class TingkatKbli(models.TextChoices):
    KATEGORI = "kategori", "Kategori"
    GOLONGAN_POKOK = "golongan_pokok", "Golongan pokok"
    GOLONGAN = "golongan", "Golongan"
    SUBGOLONGAN = "subgolongan", "Subgolongan"
    KELOMPOK = "kelompok", "Kelompok (lima angka)"


class SumberSinonim(models.TextChoices):
    BERKAS = "berkas", "Berkas bawaan"
    PETUGAS = "petugas", "Petugas"
