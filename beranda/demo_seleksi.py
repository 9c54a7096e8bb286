"""Invented classes that select and that take proposals, through the same verbs as everyone's."""

from __future__ import annotations

from typing import Any

from akun.models import Pengguna
from pelatihan import seleksi as aturan
from pelatihan.actions import angkatan as kelas
from pelatihan.actions import kursi, seleksi, usulan
from pelatihan.enums import CaraMasuk, JenisKriteria, JenisKuota
from pelatihan.models import Angkatan, JawabanKriteria, Kriteria, SetKriteria
from wilayah.models import Kecamatan

K = JenisKriteria
ALASAN = "Catatan uang saya belum rapi, dan saya ingin tahu untung yang sebenarnya."
# Kind, question or fact, weight, points.
KRITERIA: tuple[tuple[K, str, int, list[tuple[str, int]]], ...] = (
    (
        K.PILIHAN,
        "Seberapa sering Anda mencatat uang usaha?",
        2,
        [("Tidak pernah", 100), ("Kadang", 60), ("Tiap hari", 20)],
    ),
    (K.YA_TIDAK, "Apakah Anda dapat hadir di semua hari?", 3, [("Ya", 100), ("Tidak", 0)]),
    (K.URAIAN, "Mengapa Anda ingin ikut?", 2, []),
    (K.LAMA_USAHA, "Lama usaha", 1, [("0", 40), ("2", 80), ("5", 100)]),
    (K.PEREMPUAN, "Milik perempuan", 1, [("Ya", 100), ("Tidak", 0)]),
    (K.BELUM_PERNAH, "Belum pernah lulus pelatihan", 1, [("Ya", 100), ("Tidak", 0)]),
)
JAWABAN = (("Kadang", "Ya"), ("Tidak pernah", "Ya"), ("Tiap hari", "Ya"), ("Kadang", "Tidak"), ("Tidak pernah", "Ya"))


def seleksi_dan_usulan(buat: Any, orang: Any) -> None:
    """Make a class that waits for its decision, one that is decided, one that takes applications, one by proposal."""
    himpunan = SetKriteria.objects.create(nama="Pelatihan uang")
    for urut, (jenis, nama, bobot, poin) in enumerate(KRITERIA, 1):
        himpunan.kriteria.create(jenis=jenis, nama=nama, bobot=bobot, poin=poin, urut=urut)
    menunggu = _kelas(buat, himpunan, "Angkatan 3 Batang", (20, 21, 22), 2)
    _lamar(menunggu, orang, "Sri", "Dewi", "Slamet", "Yuni", "Tutik")
    _nilai(menunggu, buat.petugas, 80, 60, None)
    kelas.tutup(menunggu, oleh=buat.petugas)
    putus = _kelas(buat, himpunan, "Angkatan 4 Batang", (25, 26, 27), 1)
    _lamar(putus, orang, "Karto", "Siti", "Warno")
    _nilai(putus, buat.petugas, 90, 70, 50)
    kelas.tutup(putus, oleh=buat.petugas)
    rencana = aturan.rencana(putus, putus.seleksi, list(putus.kuota.order_by("pk")))
    seleksi.putuskan(putus, sidik=rencana.sidik, oleh=buat.petugas)
    _lamar(_kelas(buat, himpunan, "Angkatan 5 Batang", (30, 31, 32), 20), orang, "Siti")
    _usulan(buat, orang)


def _kelas(buat: Any, himpunan: SetKriteria, nama: str, hari: tuple[int, ...], kursi: int) -> Angkatan:
    satu = buat.rencana("Pembukuan Dasar", nama, hari, kursi, cara=CaraMasuk.SELEKSI)
    semua: list[Kriteria] = list(himpunan.kriteria.all())
    seleksi.tulis_kriteria(satu, kriteria=semua, nilai_min=40, cadangan=2, oleh=buat.petugas)
    return kelas.buka(satu, oleh=buat.petugas)


def _lamar(satu: Angkatan, orang: Any, *nama: str) -> None:
    tanya = {k.jenis: k.pk for k in satu.kriteria.all()}
    for siapa, (sering, hadir) in zip(nama, JAWABAN, strict=False):
        pelaku, usaha = orang[siapa]
        jawaban = {tanya[K.PILIHAN]: sering, tanya[K.YA_TIDAK]: hadir, tanya[K.URAIAN]: ALASAN}
        seleksi.lamar(satu, pelaku=pelaku, usaha=usaha, jawaban=jawaban, oleh=pelaku.akun)


def _nilai(satu: Angkatan, petugas: Pengguna, *poin: int | None) -> None:
    dinilai = JawabanKriteria.objects.filter(peserta__angkatan=satu, kriteria__jenis=K.URAIAN).order_by("pk")
    seleksi.nilai(satu, poin={j.pk: p for j, p in zip(dinilai, poin, strict=False) if p}, oleh=petugas)


def _usulan(buat: Any, orang: Any) -> None:
    """Limpung has two seats: one said yes, one is asked; the seat of Batang waits for a name."""
    limpung, batang = (Kecamatan.objects.get(pk=kode) for kode in ("33.25.08", "33.25.11"))
    jatah = [({"jenis": JenisKuota.KECAMATAN, "kecamatan": k}, n) for k, n in ((limpung, 2), (batang, 1))]
    satu = buat.rencana(
        "Kemasan dan Label Makanan", "Angkatan Kecamatan", (28, 29), 0, cara=CaraMasuk.USULAN, khusus=jatah
    )
    satu.kuota_kembali = satu.ditutup_pada.date()
    satu.save(update_fields=["kuota_kembali"])
    kelas.buka(satu, oleh=buat.petugas)
    oleh = Pengguna.objects.get(email="limpung@contoh.invalid")
    for siapa in ("Warno", "Slamet"):
        pelaku, usaha = orang[siapa]
        peserta = usulan.usulkan(satu, usaha=usaha, oleh=oleh, desa=usaha.desa)
        if siapa == "Warno":
            kursi.terima(peserta, oleh=pelaku.akun)
