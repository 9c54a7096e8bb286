from aduan.models.aduan import Aduan, RiwayatAduan
from aduan.models.aturan import AturanWaktu, JenisAduan, KolomSp4n, Unit
from aduan.models.rincian import Keberatan, Tanggapan

__all__ = ["Aduan", "AturanWaktu", "JenisAduan", "Keberatan", "KolomSp4n", "RiwayatAduan", "Tanggapan", "Unit"]
