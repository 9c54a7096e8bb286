"""Kinds, channels and conditions of a message."""

from django.db.models import TextChoices


class Jenis(TextChoices):
    """Why a message is sent, which decides when it may leave."""

    PERKARA = "perkara", "Kabar perkara"
    KODE = "kode", "Kode sekali pakai"
    KABAR = "kabar", "Kabar umum"


class Kanal(TextChoices):
    """The ways a message can travel; each has its adapter in `notifikasi.kanal`."""

    APLIKASI = "aplikasi", "Kotak pesan"
    EMAIL = "email", "Email"


class Keadaan(TextChoices):
    """How far one message has come on one channel.

    TERKIRIM says only that the carrier took it; SAMPAI and DIBACA are never guessed.
    """

    ANTRE = "ANTRE", "Menunggu dikirim"
    GAGAL = "GAGAL", "Gagal, akan dicoba lagi"
    MATI = "MATI", "Tidak terkirim"
    TERKIRIM = "TERKIRIM", "Terkirim"
    SAMPAI = "SAMPAI", "Sampai"
    DIBACA = "DIBACA", "Dibaca"


MENUNGGU = (Keadaan.ANTRE, Keadaan.GAGAL)
BERANGKAT = (Keadaan.TERKIRIM, Keadaan.SAMPAI, Keadaan.DIBACA)
