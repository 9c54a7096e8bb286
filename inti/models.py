"""Every model of this app; each stands with its verbs in the file of its noun."""

from inti.berkas import Berkas
from inti.dokumen import Dokumen
from inti.kalender import HariLibur
from inti.nomor import SeriNomor, UrutTerakhir
from inti.perkara import Perkara, Riwayat
from inti.potongan import PotonganBalasan
from inti.saringan import SaringanTersimpan
from inti.tautan import Tautan

__all__ = [
    "Berkas",
    "Dokumen",
    "HariLibur",
    "Perkara",
    "PotonganBalasan",
    "Riwayat",
    "SaringanTersimpan",
    "SeriNomor",
    "Tautan",
    "UrutTerakhir",
]
