"""The rule of a selection: what the registry answers, who ranks where, and who would get which seat.

Nobody sits before the decision. Applicants are walked in the order of their score, those equal in the order of their
arrival, and each gets the narrowest pool that is free, by the same rule as everywhere (`pelatihan.kursi`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils import timezone

from pelatihan import kursi, penilaian
from pelatihan.enums import JenisKriteria, JenisKuota, StatusAngkatan, StatusPeserta
from pelatihan.models import Angkatan, Kriteria, Kuota, Peserta, Seleksi
from pelatihan.syarat import JEJAK_LULUS
from umkm.enums import JenisKelamin
from umkm.models import PelakuUsaha, RekamJejak, Usaha
from umkm.queries import skala_usaha
from umkm.skala import BELUM_DIKETAHUI

K, S = JenisKriteria, StatusPeserta
SEDIKIT = 5
"""Of fewer admitted people the lowest score is not told: it would say too much of one of them."""


def dari_data(kriteria: Kriteria, pelaku: PelakuUsaha, usaha: Usaha) -> str:
    """Return what the registry answers to a criterion today."""
    if kriteria.jenis == K.LAMA_USAHA:
        return _lama_usaha(usaha)
    if kriteria.jenis == K.SKALA:
        return skala_usaha(usaha)
    if kriteria.jenis == K.KECAMATAN:
        return usaha.desa.kecamatan.nama
    if kriteria.jenis == K.PEREMPUAN:
        return penilaian.YA if pelaku.jenis_kelamin == JenisKelamin.PEREMPUAN else penilaian.TIDAK
    return penilaian.TIDAK if _pernah_lulus(pelaku, usaha) else penilaian.YA


def _lama_usaha(usaha: Usaha) -> str:
    """Return the full years since the business began; an unknown month counts as January."""
    if usaha.tahun_mulai is None:
        return BELUM_DIKETAHUI
    kini = timezone.localdate()
    return str(max(0, kini.year - usaha.tahun_mulai - (kini.month < (usaha.bulan_mulai or 1))))


def _pernah_lulus(pelaku: PelakuUsaha, usaha: Usaha) -> bool:
    """Tell whether this person, or anybody of this business, has passed a class here."""
    if Peserta.objects.filter(pelaku=pelaku, status=S.LULUS).exists():
        return True
    return RekamJejak.objects.filter(usaha=usaha, jenis=JEJAK_LULUS).exists()


def aturan(angkatan: Angkatan) -> Seleksi:
    """Return how a class selects; not yet saved where nobody has written it."""
    return Seleksi.objects.filter(angkatan=angkatan).first() or Seleksi(angkatan=angkatan)


class Pelamar(NamedTuple):
    """An applicant with his score; `belum` counts what an official has not judged yet."""

    peserta: Peserta
    nilai: Decimal
    belum: int


def peringkat(angkatan: Angkatan) -> list[Pelamar]:
    """Return those who await the decision, the best first, equals by arrival."""
    lengkap = angkatan.peserta.filter(status=S.MENUNGGU_SELEKSI).select_related(
        "pelaku__akun", "usaha__desa__kecamatan"
    )
    semua = []
    for peserta in lengkap.prefetch_related("jawaban__kriteria"):
        baris = list(peserta.jawaban.all())
        nilai = penilaian.jumlah((j.kriteria.bobot, j.poin) for j in baris)
        semua.append(Pelamar(peserta, nilai, sum(j.poin is None for j in baris)))
    return sorted(semua, key=lambda p: (-p.nilai, p.peserta.pk))


@dataclass
class Rencana:
    """What a decision would do. `sidik` is a hash of all that it rests on: another one is another decision."""

    jumlah: int
    belum: int
    lolos: list[tuple[int, Pelamar, Kuota]] = field(default_factory=list)
    cadangan: list[tuple[int, Pelamar]] = field(default_factory=list)
    tidak: list[tuple[int, Pelamar, str]] = field(default_factory=list)
    dikabari: int = 0
    sidik: str = ""
    terendah: Decimal | None = None

    @property
    def per_kuota(self) -> dict[str, int]:
        """How many get a seat in each pool, in the order in which the pools first appear."""
        hasil: dict[str, int] = {}
        for _, _, kuota in self.lolos:
            hasil[str(kuota)] = hasil.get(str(kuota), 0) + 1
        return hasil


def rencana(angkatan: Angkatan, aturan: Seleksi, kuota: Sequence[Kuota]) -> Rencana:
    """Work out the decision as it would be now; `kuota` are the pools of the class, left as they are."""
    urut = peringkat(angkatan)
    hasil = Rencana(jumlah=len(urut), belum=sum(p.belum for p in urut))
    baris = [copy(k) for k in kuota]
    tanpa_kursi = []
    for ke, pelamar in enumerate(urut, 1):
        if pelamar.nilai < aturan.nilai_min:
            hasil.tidak.append((ke, pelamar, f"Nilai paling sedikit {aturan.nilai_min}."))
            continue
        dapat = kursi.dudukkan([pelamar.peserta], baris)
        if dapat:
            hasil.lolos.append((ke, pelamar, dapat[0][1]))
        else:
            tanpa_kursi.append((ke, pelamar))
    tanpa_kursi.sort(key=lambda p: p[1].peserta.dikemudiankan)  # stable: within each, by rank
    hasil.cadangan = tanpa_kursi[: aturan.cadangan]
    penuh = "Kursi dan tempat cadangan sudah terisi."
    hasil.tidak += [(ke, pelamar, penuh) for ke, pelamar in tanpa_kursi[aturan.cadangan :]]
    hasil.dikabari = sum(_terjangkau(p.peserta) for p in urut)
    hasil.terendah = _terendah(hasil)
    hasil.sidik = _sidik(hasil, aturan, kuota)
    return hasil


def _terjangkau(peserta: Peserta) -> bool:
    pelaku = peserta.pelaku
    return pelaku.boleh_dikirimi and bool(pelaku.akun_id or pelaku.telepon)


def _terendah(hasil: Rencana) -> Decimal | None:
    umum = [p.nilai for _, p, kuota in hasil.lolos if kuota.jenis == JenisKuota.UMUM]
    return min(umum) if len(umum) >= SEDIKIT else None


def _sidik(hasil: Rencana, aturan: Seleksi, kuota: Sequence[Kuota]) -> str:
    dasar = [
        f"{aturan.nilai_min}:{aturan.cadangan}",
        *(f"k{k.pk}:{k.jumlah}:{k.terisi}" for k in kuota),
        *(f"l{p.peserta.pk}:{p.nilai}:{p.belum}:{k.pk}" for _, p, k in hasil.lolos),
        *(f"c{p.peserta.pk}:{p.nilai}:{p.belum}" for _, p in hasil.cadangan),
        *(f"t{p.peserta.pk}:{p.nilai}:{p.belum}" for _, p, _ in hasil.tidak),
    ]
    return hashlib.sha256("|".join(dasar).encode()).hexdigest()


def wajib_dapat_diputuskan(angkatan: Angkatan, aturan: Seleksi) -> None:
    """Raise ValidationError while a selection cannot be decided, saying why."""
    if aturan.diputuskan_pada is not None:
        raise ValidationError("Seleksi kelas ini sudah diputuskan.")
    if angkatan.status not in (StatusAngkatan.DIBUKA, StatusAngkatan.DITUTUP):
        raise ValidationError(f"Seleksi tidak dapat diputuskan: kelas ini {angkatan.get_status_display().lower()}.")
    if angkatan.menerima():
        batas = timezone.localtime(angkatan.ditutup_pada)
        raise ValidationError(f"Pendaftaran masih dibuka sampai {batas:%d-%m-%Y %H.%M}. Putuskan setelah ditutup.")
    if timezone.now() < angkatan.dibuka_pada:
        raise ValidationError("Pendaftaran kelas ini belum dibuka.")


class Butir(NamedTuple):
    """A criterion as its applicant reads it: his answer, and the points as far as the rule or an official gave them."""

    kriteria: Kriteria
    jawaban: str
    poin: int | None


def untuk_pelamar(angkatan: Angkatan, pelaku: PelakuUsaha, usaha: Usaha) -> list[Butir]:
    """Return the criteria of a class with what the registry answers for this business, before he applies."""
    hasil = []
    for satu in angkatan.kriteria.all():
        sendiri = satu.dijawab or satu.dinilai
        jawaban = "" if sendiri else dari_data(satu, pelaku, usaha)
        poin = None if sendiri else penilaian.poin_jawaban(satu.jenis, satu.poin, jawaban)
        hasil.append(Butir(satu, jawaban, poin))
    return hasil


def rapor(peserta: Peserta) -> dict[str, Any] | None:
    """Return what an applicant reads of his own application; None for a place that came another way.

    Before the decision the points of officials stay out, for they may still change; after it the score and its reason,
    and of others nothing but the lowest score that was admitted, where that is of enough people.
    """
    baris = list(peserta.jawaban.select_related("kriteria"))
    if not baris:
        return None
    angkatan = peserta.angkatan
    putus = peserta.riwayat.filter(verba__in=("loloskan", "cadangkan", "tidak_loloskan")).first()
    seleksi = aturan(angkatan)
    return {
        "baris": [Butir(j.kriteria, j.jawaban, j.poin if putus or not j.kriteria.dinilai else None) for j in baris],
        "nilai": penilaian.jumlah((j.kriteria.bobot, j.poin) for j in baris) if putus else None,
        "alasan": putus.catatan if putus else "",
        "terendah": seleksi.terendah if putus else None,
        "boleh_ubah": peserta.status == S.MENUNGGU_SELEKSI and angkatan.menerima(),
    }


def hasil(angkatan: Angkatan) -> list[tuple[Peserta, Decimal, str]]:
    """Return everybody who was decided on, the best first, with the score and what the decision wrote to him."""
    putusan = {"loloskan", "cadangkan", "tidak_loloskan"}
    melamar = angkatan.peserta.filter(riwayat__verba__in=putusan).select_related("pelaku", "usaha__desa__kecamatan")
    semua = []
    for peserta in melamar.prefetch_related("jawaban__kriteria", "riwayat"):
        nilai = penilaian.jumlah((j.kriteria.bobot, j.poin) for j in peserta.jawaban.all())
        catatan = next(r.catatan for r in peserta.riwayat.all() if r.verba in putusan)
        semua.append((peserta, nilai, catatan))
    return sorted(semua, key=lambda s: (-s[1], s[0].pk))
