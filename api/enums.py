"""Words of the API: what a key may do, and how long it lives."""

from django.db.models import IntegerChoices, TextChoices


class Cakupan(TextChoices):
    BACA = "baca", "Membaca saja"
    KIRIM = "kirim", "Membaca dan mengirim"


class Masa(IntegerChoices):
    """Days until a new key ends; a year at most."""

    SEBULAN = 30, "30 hari"
    TIGA_BULAN = 90, "90 hari"
    SETAHUN = 365, "1 tahun"


class KeadaanKunci(TextChoices):
    """What became of a key; derived, never stored."""

    BERLAKU = "berlaku", "Berlaku"
    HABIS = "habis", "Masanya habis"
    DICABUT = "dicabut", "Dicabut"
    TERPUTUS = "terputus", "Berakhir karena kata sandi diganti atau akun dikeluarkan dari semua perangkat"
