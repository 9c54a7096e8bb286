"""The officials' room: base classes for every app's `admin.py`, and the ground's own pages."""

from inti.admin.daftar import PaginatorTerbatas, SaringanJanji, SaringanTerlingkup, TabAntrean
from inti.admin.dasar import AdminDasar, BarisDasar
from inti.admin.perkara import AdminPerkara, AlasanForm, FormTindakan

from inti.admin import rujukan  # noqa: F401  isort:skip  registers; needs the classes above

__all__ = [
    "AdminDasar",
    "AdminPerkara",
    "AlasanForm",
    "BarisDasar",
    "FormTindakan",
    "PaginatorTerbatas",
    "SaringanJanji",
    "SaringanTerlingkup",
    "TabAntrean",
]
