"""Words of the system."""

from django.db.models import TextChoices


class Apa(TextChoices):
    """What the portal writes down of itself, and when it was last done."""

    DENYUT = "denyut", "Denyut penjadwal"
    CADANGAN = "cadangan", "Cadangan"
    KEUTUHAN = "keutuhan", "Pemeriksaan keutuhan"
    PEKERJA = "pekerja", "Uji pekerja"
