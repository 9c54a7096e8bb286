from pelatihan.models.angkatan import Angkatan, Kuota, PelatihAngkatan, RiwayatAngkatan
from pelatihan.models.kurikulum import Kurikulum, Tema, Topik
from pelatihan.models.peserta import Kelompok, Peserta, RiwayatPeserta
from pelatihan.models.sesi import Nilai, Sesi, TandaHadir

__all__ = [
    "Angkatan",
    "Kelompok",
    "Kuota",
    "Kurikulum",
    "Nilai",
    "PelatihAngkatan",
    "Peserta",
    "RiwayatAngkatan",
    "RiwayatPeserta",
    "Sesi",
    "TandaHadir",
    "Tema",
    "Topik",
]
