from umkm.models.carian import CarianUsaha
from umkm.models.gabung import DugaanPelaku, DugaanUsaha, Penggabungan
from umkm.models.pelaku import AksesPembantu, KepemilikanUsaha, PelakuUsaha
from umkm.models.periksa import PemeriksaanBagian, PermintaanPerbaikan
from umkm.models.rincian import FotoUsaha, KeuanganUsaha, Legalitas, RekamJejak
from umkm.models.usaha import RiwayatUsaha, Usaha
from umkm.models.usulan import IsianUsulan, RiwayatUsulan, Usulan

__all__ = [
    "AksesPembantu",
    "CarianUsaha",
    "DugaanPelaku",
    "DugaanUsaha",
    "FotoUsaha",
    "IsianUsulan",
    "KepemilikanUsaha",
    "KeuanganUsaha",
    "Legalitas",
    "PelakuUsaha",
    "PemeriksaanBagian",
    "Penggabungan",
    "PermintaanPerbaikan",
    "RekamJejak",
    "RiwayatUsaha",
    "RiwayatUsulan",
    "Usaha",
    "Usulan",
]
