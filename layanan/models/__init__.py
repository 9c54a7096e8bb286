from layanan.models.aturan import AlasanTolak, AturanKeberatan, DasarKeberatan, Penanda
from layanan.models.formulir import IsianFormulir, VersiFormulir
from layanan.models.kenyataan import KenyataanLayanan
from layanan.models.layanan import (
    Bidang,
    LangkahTujuan,
    Layanan,
    SyaratBerkas,
    SyaratLayanan,
    TarifLayanan,
    Tujuan,
)
from layanan.models.permohonan import Permohonan, RiwayatPermohonan
from layanan.models.rincian import (
    BerkasPermohonan,
    CatatanKerja,
    Keberatan,
    NomorSurat,
    PermintaanLengkap,
    TahapTanda,
)
from layanan.models.skm import AcaraSkm, JawabanSkm, PeriodeSkm, RencanaSkm, SaranSkm

__all__ = [
    "AcaraSkm",
    "AlasanTolak",
    "AturanKeberatan",
    "BerkasPermohonan",
    "Bidang",
    "CatatanKerja",
    "DasarKeberatan",
    "IsianFormulir",
    "JawabanSkm",
    "Keberatan",
    "KenyataanLayanan",
    "LangkahTujuan",
    "Layanan",
    "NomorSurat",
    "Penanda",
    "PeriodeSkm",
    "PermintaanLengkap",
    "Permohonan",
    "RencanaSkm",
    "RiwayatPermohonan",
    "SaranSkm",
    "SyaratBerkas",
    "SyaratLayanan",
    "TahapTanda",
    "TarifLayanan",
    "Tujuan",
    "VersiFormulir",
]
