from django.apps import AppConfig


class NotifikasiConfig(AppConfig):
    name = "notifikasi"
    verbose_name = "Pesan keluar"

    def ready(self) -> None:
        from notifikasi import pemeriksaan  # noqa: F401  registers the check
