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
    WHATSAPP = "whatsapp", "WhatsApp"
    WA_ME = "wa_me", "WhatsApp lewat petugas"


class Keadaan(TextChoices):
    """How far one message has come on one channel.

    TERKIRIM says only that the carrier took it; SAMPAI and DIBACA are never guessed. E-mail ends at TERKIRIM,
    WhatsApp at SAMPAI or DIBACA, a `wa.me` link at DIKIRIM_PETUGAS, which is the word of the official.
    DILEWATI is what was left unsent on purpose: skipped by an official, no longer needed, too old, stopped.
    """

    ANTRE = "ANTRE", "Menunggu dikirim"
    GAGAL = "GAGAL", "Gagal, akan dicoba lagi"
    MATI = "MATI", "Tidak terkirim"
    DILEWATI = "DILEWATI", "Tidak jadi dikirim"
    DIKIRIM_PETUGAS = "DIKIRIM_PETUGAS", "Dikirim petugas"
    TERKIRIM = "TERKIRIM", "Terkirim"
    SAMPAI = "SAMPAI", "Sampai"
    DIBACA = "DIBACA", "Dibaca"


class AlasanLewat(TextChoices):
    """Why an official did not send a message; a wrong number is for the counter to mend."""

    TANPA_WHATSAPP = "tanpa_whatsapp", "Nomornya tidak ada di WhatsApp"
    NOMOR_SALAH = "nomor_salah", "Nomornya salah atau milik orang lain"
    SUDAH_TAHU = "sudah_tahu", "Orangnya sudah diberi tahu langsung"


MENUNGGU = (Keadaan.ANTRE, Keadaan.GAGAL)
BERANGKAT = (Keadaan.DIKIRIM_PETUGAS, Keadaan.TERKIRIM, Keadaan.SAMPAI, Keadaan.DIBACA)
