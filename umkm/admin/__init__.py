"""The registry in the officials' room: businesses, persons, proposals, suspected doubles, merges."""

from umkm.admin import entri, gabung, ganda, loket, pelaku, usaha, usulan  # noqa: F401  registers
