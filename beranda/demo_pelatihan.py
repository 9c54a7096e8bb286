"""Invented courses and classes for the demonstration, through the same verbs as everyone's; one in every status."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.utils import timezone
from django.utils.text import slugify

from akun.models import Pengguna
from beranda.demo_dampak import dampak
from beranda.demo_ruang import ruang_berjalan, ruang_selesai
from beranda.demo_seleksi import seleksi_dan_usulan
from notifikasi.models import Pemberitahuan
from pelatihan.actions import angkatan as kelas
from pelatihan.actions import kehadiran, kursi, lulus, nilai, rencana
from pelatihan.enums import JenisKuota, Kehadiran, Medium, Sasaran, Tes, Tingkat
from pelatihan.models import Angkatan, Kuota, Kurikulum, Peserta, Tema
from umkm.models import PelakuUsaha, Usaha
from wilayah.models import Desa, Kecamatan

H = Kehadiran
TEMA = (("uang", "Uang dan pembukuan"), ("pemasaran", "Pemasaran"), ("produk", "Produk dan kemasan"), ("izin", "Izin"))
# Course: theme, level, one sentence, what one can do afterwards, topics with their JP.
KURIKULUM: tuple[tuple[str, str, Tingkat, str, str, tuple[tuple[str, int], ...]], ...] = (
    (
        "Pembukuan Dasar",
        "uang",
        Tingkat.DASAR,
        "Mencatat uang masuk dan keluar, lalu tahu untung atau rugi.",
        "Memisahkan uang usaha dari uang rumah, mengisi buku kas setiap hari, dan menghitung laba sebulan.",
        (
            ("Uang usaha dan uang rumah", 4),
            ("Buku kas harian", 6),
            ("Menghitung harga pokok", 6),
            ("Utang, piutang, dan stok", 6),
            ("Laba rugi sebulan", 6),
            ("Latihan dengan buku sendiri", 2),
        ),
    ),
    (
        "Foto Produk dengan HP",
        "pemasaran",
        Tingkat.DASAR,
        "Foto yang terang dan jujur, cukup dengan HP dan cahaya jendela.",
        "Menata produk, memakai cahaya jendela, dan menyiapkan lima foto untuk dijual.",
        (("Cahaya dan latar", 3), ("Menata makanan dan kain", 3), ("Merapikan foto di HP", 2)),
    ),
    (
        "Kemasan dan Label Makanan",
        "produk",
        Tingkat.MENENGAH,
        "Kemasan yang tahan lama dan label yang memenuhi aturan.",
        "Memilih bahan kemasan, menulis label P-IRT yang lengkap, dan menghitung biayanya.",
        (("Bahan kemasan dan umur simpan", 4), ("Isi label menurut aturan", 4), ("Menghitung biaya kemasan", 2)),
    ),
    (
        "Pemasaran lewat WhatsApp",
        "pemasaran",
        Tingkat.DASAR,
        "Katalog, balasan cepat, dan pelanggan yang kembali.",
        "Membuat katalog WhatsApp Business, membalas dengan sopan, dan mencatat pesanan.",
        (("Katalog dan profil usaha", 3), ("Balasan cepat dan label", 3), ("Pelanggan lama", 2)),
    ),
    (
        "Menghitung Harga Jual",
        "uang",
        Tingkat.LANJUT,
        "Harga yang menutup semua biaya dan masih laku.",
        "Menghitung harga grosir dan eceran dari buku kas sendiri.",
        (("Biaya tetap dan biaya ikut jumlah", 4), ("Harga grosir dan eceran", 4)),
    ),
)
GEDUNG = ("Aula Dinas Contoh", "Jalan Contoh 1", "33.25.11.1013")
LIMPUNG = ("Balai Kecamatan Limpung", "Jalan Raya Limpung", "33.25.08.2009")


def pelatihan(petugas: Pengguna) -> None:
    """Make the courses and a class in every status; the demo owners take part, wait, have an offer, have passed."""
    pelatih = Pengguna.objects.get(email="pelatih@contoh.invalid")
    kursus = _kurikulum()
    buat = _Pembuat(petugas, pelatih, kursus)
    usaha = Usaha.objects.filter(kepemilikan__pelaku__akun__isnull=False).select_related("desa__kecamatan")
    orang = {satu.pemilik.nama.split()[0]: (satu.pemilik, satu) for satu in usaha}
    _selesai(buat, orang)
    _berjalan(buat, orang)
    _dibuka(buat, orang)
    _lain(buat, orang)
    seleksi_dan_usulan(buat, orang)
    dampak(_lama(buat, orang), petugas)


def _kurikulum() -> dict[str, Kurikulum]:
    for urut, (kode, nama) in enumerate(TEMA, 1):
        Tema.objects.get_or_create(kode=kode, defaults={"nama": nama, "urut": urut})
    hasil = {}
    for nama, tema, tingkat, ringkas, tujuan, topik in KURIKULUM:
        satu, _ = Kurikulum.objects.get_or_create(
            kode=slugify(nama),
            defaults={
                "nama": nama,
                "tema": Tema.objects.get(kode=tema),
                "tingkat": tingkat,
                "ringkas": ringkas,
                "tujuan": tujuan,
            },
        )
        for urut, (judul, jp) in enumerate(topik, 1):
            satu.topik.get_or_create(nama=judul, defaults={"jp": jp, "urut": urut})
        hasil[nama] = satu
    hasil["Menghitung Harga Jual"].prasyarat.add(hasil["Pembukuan Dasar"])
    return hasil


class _Pembuat:
    """Plans classes of these courses for this official, with this trainer."""

    def __init__(self, petugas: Pengguna, pelatih: Pengguna, kursus: dict[str, Kurikulum]) -> None:
        self.petugas, self.pelatih, self.kursus = petugas, pelatih, kursus

    def rencana(self, kursus: str, nama: str, hari: Sequence[int], kursi: int, **isian: Any) -> Angkatan:
        """Plan a class on these working days from now; `khusus` are pools beside the common one."""
        kini = timezone.now()
        tempat, alamat, desa = isian.pop("di", GEDUNG)
        khusus = [Kuota(jumlah=n, **untuk) for untuk, n in isian.pop("khusus", ())]
        if isian.get("medium") != Medium.DARING:
            isian |= {"tempat": tempat, "alamat": alamat, "desa": Desa.objects.get(pk=desa)}
        satu = Angkatan(kurikulum=self.kursus[kursus], nama=nama, sumber_dana="APBD Contoh", **isian)
        satu.dibuka_pada, satu.ditutup_pada = kini - timedelta(days=14), _pukul(max(hari[0] - 2, 1), 16)
        return rencana.susun(
            satu,
            kuota=[Kuota(jenis=JenisKuota.UMUM, jumlah=kursi), *khusus],
            sesi=self._jadwal(self.kursus[kursus], hari),
            pelatih={self.pelatih: "UTAMA"},
            oleh=self.petugas,
        )

    def buka(self, *apa: Any, **isian: Any) -> Angkatan:
        return kelas.buka(self.rencana(*apa, **isian), oleh=self.petugas)

    def mulai(self, satu: Angkatan) -> None:
        """Begin a class whose first day is over; its window is said to have closed before."""
        rencana.ubah(satu, oleh=self.petugas, ditutup_pada=satu.mulai - timedelta(days=1))
        kelas.mulai_kelas(satu, oleh=self.petugas)

    @staticmethod
    def _jadwal(kurikulum: Kurikulum, hari: Sequence[int]) -> list[kelas.BarisSesi]:
        """Put the topics on the days, one in the morning and one in the afternoon."""
        baris = []
        for urut, topik in enumerate(kurikulum.topik.all()):
            mulai = _pukul(hari[urut // 2], 13 if urut % 2 else 8)
            baris.append(kelas.BarisSesi(mulai, mulai + timedelta(minutes=45 * topik.jp), topik.jp, topik))
        return baris


def _pukul(hari: int, jam: int) -> datetime:
    """Return an hour of the day that many working days from now, before it when negative."""
    saat = timezone.localtime().replace(hour=jam, minute=0, second=0, microsecond=0)
    langkah = timedelta(days=1 if hari > 0 else -1)
    for _ in range(abs(hari)):
        saat += langkah
        while saat.weekday() > 4:
            saat += langkah
    return saat


Orang = dict[str, tuple[PelakuUsaha, Usaha]]


def _daftar(satu: Angkatan, orang: Orang, *nama: str) -> dict[str, Peserta]:
    """Enrol these owners in this order; in a class of the past on the day before, and what was said of it is over."""
    lewat, mulai = satu.sudah_mulai(), satu.mulai
    if lewat:
        satu.mulai = timezone.now() + timedelta(days=1)
    hasil = {}
    for siapa in nama:
        pelaku, usaha = orang[siapa]
        hasil[siapa] = kursi.daftar(satu, pelaku=pelaku, usaha=usaha, oleh=pelaku.akun)
    satu.mulai = mulai
    if lewat:
        kunci = [f"peserta:{p.kode}:pelatihan_terdaftar:" for p in hasil.values()]
        Pemberitahuan.objects.filter(kunci__in=kunci).delete()
    return hasil


def _hadir(buat: _Pembuat, satu: Angkatan, orang: dict[str, Peserta], sesi: Any, **lain: str) -> None:
    """Mark everybody present but who is named otherwise, and close the list."""
    kini = timezone.now()
    tanda = [kehadiran.Tanda(uuid4(), p.kode, lain.get(siapa, H.HADIR), kini) for siapa, p in orang.items()]
    kehadiran.catat(sesi, tanda=tanda, oleh=buat.pelatih)
    kehadiran.tutup(sesi, oleh=buat.pelatih)


def _selesai(buat: _Pembuat, orang: Orang) -> None:
    """A class that is over: three passed and get their certificates from a worker, one missed two days."""
    satu = buat.buka("Pembukuan Dasar", "Angkatan 1 Batang", (-8, -7, -6), 20)
    peserta = _daftar(satu, orang, "Sri", "Warno", "Ningsih", "Paijo")
    buat.mulai(satu)
    for urut, sesi in enumerate(satu.sesi.order_by("mulai")):
        lain = {"Paijo": H.IZIN if urut == 2 else H.ALPA} if urut in (2, 3) else {}
        _hadir(buat, satu, peserta, sesi, **lain, **({"Ningsih": H.TERLAMBAT} if urut == 4 else {}))
    angka = {"Sri": (52, 88), "Warno": (40, 70), "Ningsih": (61, 76), "Paijo": (45, 66)}
    ubah = [
        nilai.Ubah(peserta[siapa].kode, tes, None, Decimal(n))
        for siapa, dua in angka.items()
        for tes, n in zip((Tes.AWAL, Tes.AKHIR), dua, strict=True)
    ]
    nilai.simpan(satu, ubah=ubah, oleh=buat.pelatih)
    ruang_selesai(buat, satu, peserta)
    lulus.selesaikan(satu, oleh=buat.petugas)


def _lama(buat: _Pembuat, orang: Orang) -> Angkatan:
    """A class of five months ago: all six passed, and were asked twice since."""
    satu = buat.buka("Pemasaran lewat WhatsApp", "Angkatan 3 Kota", (-108, -107), 12)
    peserta = _daftar(satu, orang, "Sri", "Dewi", "Tutik", "Siti", "Lestari", "Karto")
    rencana.ubah(satu, oleh=buat.petugas, dibuka_pada=satu.mulai - timedelta(days=21))
    buat.mulai(satu)
    for sesi in satu.sesi.order_by("mulai"):
        _hadir(buat, satu, peserta, sesi)
    ubah = [nilai.Ubah(p.kode, Tes.AKHIR, None, Decimal(70 + n)) for n, p in enumerate(peserta.values())]
    nilai.simpan(satu, ubah=ubah, oleh=buat.pelatih)
    return lulus.selesaikan(satu, oleh=buat.petugas)


def _berjalan(buat: _Pembuat, orang: Orang) -> None:
    """A class between its two days: the first is marked, the list of the second waits for the trainer."""
    satu = buat.buka("Foto Produk dengan HP", "Angkatan 3 Batang", (-1, 1), 12)
    peserta = _daftar(satu, orang, "Sri", "Dewi", "Paijo", "Yuni", "Siti")
    buat.mulai(satu)
    for sesi in satu.sesi.filter(selesai__lt=timezone.now()):
        _hadir(buat, satu, peserta, sesi, Dewi=H.SAKIT, Yuni=H.TERLAMBAT)
    ruang_berjalan(buat, satu, peserta)


def _dibuka(buat: _Pembuat, orang: Orang) -> None:
    """Classes one may enrol for: one full with an open offer and a line, one by video, one with pools of its own."""
    penuh = buat.buka("Kemasan dan Label Makanan", "Angkatan 2 Batang", (12, 13), 2, sasaran=Sasaran.KECIL)
    peserta = _daftar(penuh, orang, "Sri", "Warno", "Siti", "Ningsih", "Karto")
    kursi.undur(peserta["Sri"], oleh=peserta["Sri"].pelaku.akun)
    daring = buat.buka(
        "Pemasaran lewat WhatsApp",
        "Angkatan 5",
        (6, 7),
        25,
        medium=Medium.DARING,
        tautan="https://rapat.contoh.invalid/wa5",
        khusus=[({"jenis": JenisKuota.DISABILITAS}, 3)],
    )
    _daftar(daring, orang, "Warno", "Tutik")
    limpung = {"jenis": JenisKuota.KECAMATAN, "kecamatan": Kecamatan.objects.get(pk="33.25.08")}
    satu = buat.buka(
        "Pembukuan Dasar",
        "Angkatan 2 Limpung",
        (16, 17, 18),
        14,
        di=LIMPUNG,
        khusus=[(limpung, 8), ({"jenis": JenisKuota.PEREMPUAN}, 4)],
        kuota_kembali=_pukul(10, 8).date(),
        batas_undur=_pukul(13, 16),
    )
    _daftar(satu, orang, "Slamet", "Lestari")
    buat.buka("Menghitung Harga Jual", "Angkatan 1 Batang", (22,), 15, biaya=50_000, sebut_pelatih=True)


def _lain(buat: _Pembuat, orang: Orang) -> None:
    """A class that is full and closed, one called off, one still on paper."""
    tutup = buat.buka("Pemasaran lewat WhatsApp", "Angkatan 4 Batang", (4, 5), 3)
    _daftar(tutup, orang, "Ningsih", "Lestari", "Yuni")
    kelas.tutup(tutup, oleh=buat.petugas)
    batal = buat.buka("Foto Produk dengan HP", "Angkatan 4 Limpung", (9, 10), 10, di=LIMPUNG)
    _daftar(batal, orang, "Slamet", "Warno")
    kelas.batalkan(batal, oleh=buat.petugas, alasan="Balai dipakai untuk rapat kecamatan. Kami cari hari lain.")
    buat.rencana("Kemasan dan Label Makanan", "Angkatan 3 Limpung", (32, 33), 20, di=LIMPUNG)
