"""Before a verb of a class: who will be told, what is missing, and what stands in its way. Reads only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils import timezone

from inti import uang
from inti.kalender import libur
from inti.templatetags.portal import jam, tanggal
from pelatihan import cara, spj
from pelatihan.actions.lulus import daftar_hasil
from pelatihan.enums import AKTIF, BERAKHIR, DUDUK, Medium, StatusAngkatan, StatusPeserta
from pelatihan.models import Angkatan, PelatihAngkatan, Peserta, Sesi

A, S = StatusAngkatan, StatusPeserta


class Kesiapan(NamedTuple):
    """`dikabari` counts who gets a message, by what they are; `tanpa_nomor` of them no message reaches.

    `kurang` is what one would put right first, `terlarang` what refuses the verb, `akibat` what else comes of it,
    `berkas` which papers of accountability are missing.
    """

    dikabari: list[tuple[str, int]]
    tanpa_nomor: int
    kurang: list[str]
    terlarang: list[str]
    akibat: list[str]
    berkas: list[str] = []

    @property
    def jumlah(self) -> int:
        return sum(n for _, n in self.dikabari)


def untuk(angkatan: Angkatan, verba: str) -> Kesiapan | None:
    """Return what an official must know before `verba`; None for a verb that concerns the office alone."""
    periksa = PEMERIKSA.get(verba)
    return periksa(angkatan) if periksa else None


def rencana(angkatan: Angkatan) -> list[str]:
    """Return in sentences what a class still lacks before it is announced or begins."""
    sesi = list(angkatan.sesi.select_related("topik"))
    return [*_tempat(angkatan), *_pelatih(angkatan), *_jadwal(angkatan, sesi), *_jendela(angkatan)]


def _buka(angkatan: Angkatan) -> Kesiapan:
    terlarang = []
    if not angkatan.sesi.exists():
        terlarang.append("Jadwal sesinya belum ada.")
    if not any(k.jumlah for k in angkatan.kuota.all()):
        terlarang.append("Banyaknya kursi masih nol.")
    terlarang += cara.kurang(angkatan)
    akibat = []
    if angkatan.ditutup_pada < timezone.now():
        akibat.append("Batas pendaftaran sudah lewat, jadi tidak ada yang dapat mendaftar sendiri.")
    elif angkatan.dibuka_pada > timezone.now():
        akibat.append(f"Pendaftaran baru dapat diisi mulai {_waktu(angkatan.dibuka_pada)}.")
    return Kesiapan([], 0, rencana(angkatan), terlarang, akibat)


def _tutup(angkatan: Angkatan) -> Kesiapan:
    kosong = sum(k.sisa for k in angkatan.kuota.all())
    menunggu = angkatan.peserta.filter(status=S.DAFTAR_TUNGGU).count()
    kurang = [f"{kosong} kursi masih kosong dan tidak ada yang menunggu."] if kosong and not menunggu else []
    return Kesiapan([], 0, kurang, [], [])


def _mulai(angkatan: Angkatan) -> Kesiapan:
    menunggu = angkatan.peserta.filter(status=S.DAFTAR_TUNGGU)
    menjawab = angkatan.peserta.filter(status__in=(S.DITAHAN, S.DITAWARI)).count()
    melamar = angkatan.peserta.filter(status=S.MENUNGGU_SELEKSI).count()
    terlarang = [f"{melamar} pelamar belum diputuskan."] if melamar else []
    kurang = [*_pelatih(angkatan), *([f"{menjawab} kursi masih ditahan atau ditawarkan."] if menjawab else [])]
    if not angkatan.peserta.filter(status=S.TERDAFTAR).exists():
        kurang.append("Belum ada peserta yang terdaftar.")
    if angkatan.mulai is not None and timezone.localdate(angkatan.mulai) > timezone.localdate():
        kurang.append(f"Sesi pertama baru {_waktu(angkatan.mulai)}.")
    return _dengan_orang([("masih menunggu kursi", menunggu)], kurang=kurang, terlarang=terlarang)


def _selesaikan(angkatan: Angkatan) -> Kesiapan:
    terbuka = [s for s in angkatan.sesi.all() if s.ditutup_pada is None]
    terlarang = [f"Daftar hadir {_waktu(s.mulai)} belum ditutup." for s in terbuka]
    duduk = angkatan.peserta.filter(status=S.TERDAFTAR)
    kurang = []
    if angkatan.kurikulum.nilai_min and (n := duduk.filter(Q(nilai=None) | Q(nilai__akhir=None)).count()):
        kurang.append(f"{n} peserta belum punya nilai tes akhir, jadi belum lulus.")
    hasil = [h for _, h in daftar_hasil(angkatan)]
    lulus = sum(h.lulus for h in hasil)
    akibat = [f"Menurut daftar hadir dan nilai sekarang: {lulus} lulus, {len(hasil) - lulus} belum lulus."]
    siap = _dengan_orang([("peserta", duduk)], kurang=kurang, terlarang=terlarang, akibat=akibat)
    return siap._replace(berkas=spj.kurang_berkas(angkatan))


def _batalkan(angkatan: Angkatan) -> Kesiapan:
    kursi = [satu for satu in AKTIF if satu in DUDUK]
    menunggu = [satu for satu in AKTIF if satu not in DUDUK]
    kelompok = (("punya kursi", kursi), ("menunggu", menunggu))
    orang: list[tuple[str, Any]] = [(kata, angkatan.peserta.filter(status__in=status)) for kata, status in kelompok]
    hasil = _dengan_orang(orang)
    pelatih = angkatan.pelatih.count() if angkatan.mulai is not None else 0
    return hasil._replace(dikabari=[*hasil.dikabari, *([("pelatih", pelatih)] if pelatih else [])])


def _catat_biaya(angkatan: Angkatan) -> Kesiapan:
    dicatat = [f"Sudah tercatat {uang.tulis(angkatan.biaya_nyata or 0)}; angka baru menggantinya."]
    return Kesiapan([], 0, [], [], dicatat if angkatan.biaya_nyata is not None else [])


PEMERIKSA: dict[str, Callable[[Angkatan], Kesiapan]] = {
    "buka": _buka,
    "tutup": _tutup,
    "mulai": _mulai,
    "selesaikan": _selesaikan,
    "batalkan": _batalkan,
    "catat_biaya": _catat_biaya,
}


def _dengan_orang(orang: list[tuple[str, Any]], **lain: list[str]) -> Kesiapan:
    """Count people by group, and those whom no message reaches: neither account nor number, or dead."""
    dikabari, tanpa_nomor = [], 0
    for kata, peserta in orang:
        semua: list[Peserta] = list(peserta.select_related("pelaku"))
        hidup = [p for p in semua if p.pelaku.boleh_dikirimi]
        terjangkau = [p for p in hidup if p.pelaku.akun_id or p.pelaku.telepon]
        tanpa_nomor += len(hidup) - len(terjangkau)
        if terjangkau:
            dikabari.append((kata, len(terjangkau)))
    kosong: dict[str, list[str]] = {"kurang": [], "terlarang": [], "akibat": []}
    return Kesiapan(dikabari, tanpa_nomor, **(kosong | lain))


def _tempat(angkatan: Angkatan) -> list[str]:
    if angkatan.medium == Medium.DARING:
        return [] if angkatan.tautan else ["Tautan pertemuan video belum diisi."]
    kurang = [] if angkatan.tempat else ["Tempatnya belum diisi."]
    return kurang if angkatan.desa_id else [*kurang, "Desanya belum diisi, jadi tidak ditemukan lewat kecamatan."]


def _pelatih(angkatan: Angkatan) -> list[str]:
    semua = list(angkatan.pelatih.select_related("akun"))
    if not semua:
        return ["Pelatihnya belum ada."]
    bentrok = (
        PelatihAngkatan.objects.filter(akun__in=[p.akun_id for p in semua])
        .exclude(angkatan=angkatan)
        .exclude(angkatan__status__in=BERAKHIR)
        .select_related("akun", "angkatan__kurikulum")
    )
    waktu = [(s.mulai, s.selesai) for s in angkatan.sesi.all()]
    kurang = []
    for satu in bentrok.prefetch_related("angkatan__sesi"):
        if any(s.mulai < akhir and s.selesai > awal for s in satu.angkatan.sesi.all() for awal, akhir in waktu):
            kurang.append(f"{satu.akun} mengajar {satu.angkatan} pada jam yang sama.")
    return kurang


def _jadwal(angkatan: Angkatan, sesi: list[Sesi]) -> list[str]:
    kurang = []
    jp, seharusnya = sum(s.jp for s in sesi), angkatan.kurikulum.jp
    if sesi and jp != seharusnya:
        kurang.append(f"Jadwalnya {jp} JP, sedangkan pelatihan ini {seharusnya} JP.")
    for hari in sorted({timezone.localdate(s.mulai) for s in sesi} & libur()):
        kurang.append(f"{tanggal(hari)} hari libur.")
    if sesi and sesi[0].mulai < timezone.now() and angkatan.status == A.RENCANA:
        kurang.append(f"Sesi pertama sudah lewat: {_waktu(sesi[0].mulai)}.")
    return kurang


def _jendela(angkatan: Angkatan) -> list[str]:
    if angkatan.mulai is None:
        return []
    kurang = []
    if angkatan.ditutup_pada > angkatan.mulai:
        kurang.append("Batas pendaftaran jatuh setelah kelas dimulai; pendaftaran berakhir saat sesi pertama mulai.")
    if angkatan.batas_undur is not None and angkatan.batas_undur > angkatan.mulai:
        kurang.append("Batas mengundurkan diri jatuh setelah kelas dimulai.")
    if angkatan.kuota_kembali is not None and angkatan.kuota_kembali > timezone.localdate(angkatan.mulai):
        kurang.append("Kursi kuota khusus baru kembali setelah kelas dimulai.")
    return kurang


def _waktu(pada: datetime) -> str:
    return f"{tanggal(pada)} pukul {jam(pada)}"
