"""Reads that serve the trainers' room: his classes, the people of a class, the list of a session."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, Min, Prefetch, Q
from django.utils import timezone

from pelatihan import hadir
from pelatihan.enums import BERAKHIR, BERKURSI, AsalTanda, Kehadiran, StatusAngkatan, StatusPeserta
from pelatihan.models import Angkatan, PelatihAngkatan, Peserta, Sesi, TandaHadir
from umkm.enums import JenisFoto
from umkm.models import FotoUsaha, Usaha

K, P = Kehadiran, StatusPeserta
PENDEK = {K.HADIR: "Hadir", K.TERLAMBAT: "Telat", K.IZIN: "Izin", K.SAKIT: "Sakit", K.ALPA: "Tanpa kabar"}
PILIHAN = [
    (k.value, k.value.lower(), pendek, "" if pendek == k.label else f"{pendek}: {k.label.lower()}")
    for k, pendek in PENDEK.items()
]
"""What one tap marks: value, how its button looks, the word on it, and what is read aloud if that says too little."""


class Orang(NamedTuple):
    """One line of a list: the participant, a photo of the business, and what was said about him."""

    peserta: Peserta
    foto: FotoUsaha | None
    keadaan: hadir.Keadaan

    @property
    def kode(self) -> str:
        return self.peserta.kode

    @property
    def nama(self) -> str:
        return self.peserta.pelaku.nama

    @property
    def usaha(self) -> str:
        return self.peserta.usaha.nama

    @property
    def tanda(self) -> str:
        """Return the mark that is shown as pressed; none while two phones differ."""
        berlaku = self.keadaan.berlaku
        return "" if berlaku is None or self.keadaan.berselisih else berlaku.keadaan

    @property
    def kepala(self) -> str:
        return " ".join(str(k.tanda) for k in self.keadaan.kepala)

    @property
    def selisih(self) -> list[str]:
        """Return the marks that contradict each other: for each kind the latest."""
        return list({k.keadaan: k.keadaan for k in self.keadaan.kepala}) if self.keadaan.berselisih else []

    @property
    def catatan(self) -> str:
        """Return where the mark comes from, in a sentence; nothing for a plain mark of a trainer."""
        if self.keadaan.berselisih:
            kata = [f"{_nama(k)} {_kata(k)} ({_jam(k.dicatat_pada)})" for k in self.keadaan.kepala]
            return f"Dua HP berbeda: {'; '.join(kata)}. Pilih yang benar."
        berlaku = self.keadaan.berlaku
        if berlaku is None or berlaku.asal == AsalTanda.PELATIH:
            return ""
        if berlaku.asal == AsalTanda.MANDIRI:
            return f"Memindai sendiri, {_jam(berlaku.dicatat_pada)}"
        return "Tanpa tanda saat daftar ditutup"


def _nama(tanda: TandaHadir) -> str:
    return tanda.oleh.nama if tanda.oleh else "Pelatih"


def _kata(tanda: TandaHadir) -> str:
    return K(tanda.keadaan).label.lower() if tanda.keadaan else "menghapus tandanya"


def _jam(saat: datetime) -> str:
    return f"{timezone.localtime(saat):%H.%M}"


def mengajar(user: Any) -> bool:
    """Tell whether this person teaches a class, so that the way to it is shown."""
    return PelatihAngkatan.objects.filter(akun=user).exclude(angkatan__status=StatusAngkatan.DIBATALKAN).exists()


def kelas(user: Any) -> list[Angkatan]:
    """Return the classes that this trainer teaches, with `berikut` (next session): that one first, ended ones last."""
    depan = Min("sesi__selesai", filter=Q(sesi__selesai__gte=timezone.now()))
    milik = Angkatan.objects.filter(pk__in=Angkatan.objects.filter(pelatih__akun=user).values("pk"))
    lengkap = milik.exclude(status=StatusAngkatan.DIBATALKAN).select_related("kurikulum").annotate(depan=depan)
    semua = list(lengkap.prefetch_related(Prefetch("sesi", Sesi.objects.order_by("mulai"))))
    for satu in semua:
        satu.berikut = next((s for s in satu.sesi.all() if s.selesai >= timezone.now()), None)
        satu.terbuka = [s for s in satu.sesi.all() if s.ditutup_pada is None and s.selesai < timezone.now()]
    tanpa = [a for a in semua if a.berikut is None]
    tanpa.sort(key=lambda a: (not a.terbuka, -(a.selesai.timestamp() if a.selesai else 0)))
    return sorted((a for a in semua if a.berikut), key=lambda a: a.berikut.mulai) + tanpa


def sesi_kelas(angkatan: Angkatan) -> list[Sesi]:
    """Return the sessions of a class in their order, with `ditandai`, the number of people with a mark."""
    hitung = Count("kehadiran__peserta", distinct=True)
    return list(angkatan.sesi.select_related("topik").annotate(ditandai=hitung).order_by("mulai"))


def dapat_ditutup(angkatan: Angkatan) -> list[Sesi]:
    """Return the sessions that have begun and whose list is open, oldest first; none once the class has ended."""
    if angkatan.status in BERAKHIR:
        return []
    return list(angkatan.sesi.filter(ditutup_pada=None, mulai__lte=timezone.now()).order_by("mulai"))


def dapat_dibuka(angkatan: Angkatan) -> list[Sesi]:
    """Return the sessions whose list is closed and may be opened again, oldest first; none once the class has ended."""
    if angkatan.status in BERAKHIR:
        return []
    return list(angkatan.sesi.exclude(ditutup_pada=None).order_by("mulai"))


# A portrait of the owner is nowhere in the registry but on the identity card, which is not for this.
_FOTO = FotoUsaha.objects.exclude(jenis=JenisFoto.KEGIATAN).order_by("-jenis", "pk")


def foto_usaha(usaha: Usaha) -> FotoUsaha | None:
    """Return the photo by which a trainer knows this business: its place, else its product."""
    return _FOTO.filter(usaha=usaha).select_related("berkas").first()


def peserta_kelas(angkatan: Angkatan) -> list[Peserta]:
    """Return who has a seat of his own, by name, with `foto_usaha`: photos of the business, its place first."""
    duduk = angkatan.peserta.filter(status__in=BERKURSI).select_related("pelaku", "usaha")
    lengkap = duduk.prefetch_related(Prefetch("usaha__foto", _FOTO.all(), to_attr="foto_usaha"))
    # Names alone: the three tables are wide, and a list has forty rows.
    nama = lengkap.only("kode", "status", "angkatan", "kebutuhan", "pelaku__nama", "usaha__nama")
    return list(nama.order_by("pelaku__nama", "pk"))


def daftar(sesi: Sesi) -> list[Orang]:
    """Return the list of a session: everybody who has a seat, and what was said about each."""
    keadaan = hadir.rangkum(TandaHadir.objects.filter(sesi=sesi).select_related("oleh"))
    return [
        Orang(p, next(iter(p.usaha.foto_usaha), None), keadaan.get(p.pk, hadir.KOSONG))
        for p in peserta_kelas(sesi.angkatan)
    ]


def hitung(orang: Iterable[Orang]) -> list[tuple[str, int]]:
    """Return how many stand where, in the words of the buttons; what nobody has is left out."""
    jumlah = Counter(o.tanda for o in orang)
    return [(PENDEK[k].lower(), jumlah[k]) for k in PENDEK if jumlah[k]] + [("belum", jumlah[""])]


def untuk_hp(orang: Iterable[Orang]) -> list[dict[str, Any]]:
    """Return the list as a phone keeps it: name and business, the marks, and nothing else about anybody."""
    return [
        {
            "kode": o.kode,
            "nama": o.nama,
            "usaha": o.usaha,
            "keadaan": o.tanda,
            "catatan": o.catatan,
            "kepala": o.kepala.split(),
            "selisih": o.selisih,
        }
        for o in orang
    ]


def sesi_hari_ini(angkatan: Angkatan) -> Sesi | None:
    """Return the session that is held now or next today, else the last one of today."""
    kini = timezone.now()
    hari_ini = [s for s in angkatan.sesi.order_by("mulai") if timezone.localdate(s.mulai) == timezone.localdate(kini)]
    return next((s for s in hari_ini if s.selesai >= kini), hari_ini[-1] if hari_ini else None)
