"""What the answers of the satisfaction survey say: one period, its services, who answered, how it went over the years.

Three rules keep single answers unknown. A result is read only when its months are over, for two readings an answer
apart would tell that answer. A group below five is hidden, and so much beside it that a total minus the rest does not
tell it either (`skm.sembunyikan`). Who answered is counted for the whole office only, never within a service.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Count, QuerySet, Sum, Value
from django.urls import reverse
from django.utils import timezone

from inti import tautan
from layanan.enums import StatusPermohonan
from layanan.kuesioner import CIRI, MEDAN, SOAL, TAK_DISEBUT, Saluran, Soal
from layanan.models import JawabanSkm, Layanan, PeriodeSkm, Permohonan, RencanaSkm, RiwayatPermohonan, SaranSkm
from layanan.skm import BOBOT_TEPAT, KINERJA, TERSEMBUNYI, Hasil, dari_jumlah, mutu, sampel, sembunyikan

KEPERLUAN = "skm.isi"
"""The purpose of a link by which somebody who was served answers."""
TABEL = (*CIRI, ("saluran", "Cara mengisi", Saluran))
"""What those who answered are counted by: column, heading, choices."""
BANYAK = 1 + len(TABEL)
"""Where a row of `_jumlah` says how many; the sums of the marks follow."""
UMUM = "Pelayanan dinas secara umum"
DINILAI = (StatusPermohonan.SELESAI, StatusPermohonan.DITOLAK)
"""Whoever got a decision was served, and is asked: to leave out the refused would make the figure prettier."""


@dataclass(frozen=True)
class Unsur:
    """An element with its mean, that mean times 25, and the grade of it."""

    soal: Soal
    nrr: Decimal
    konversi: Decimal

    @property
    def mutu(self) -> str:
        return mutu(self.konversi)

    @property
    def kinerja(self) -> str:
        return KINERJA[self.mutu]


@dataclass(frozen=True)
class Kelompok:
    """One group of those who answered; `jumlah` is None when it may not be shown, `hasil` where nothing is computed."""

    nama: str
    jumlah: int | None
    hasil: Hasil | None = None

    @property
    def rinci(self) -> list[tuple[Soal, Decimal]]:
        return list(zip(SOAL, self.hasil.nrr, strict=True)) if self.hasil else []


@dataclass(frozen=True)
class HasilMasa:
    """A period as it may be shown: `hasil` is None while it runs, and below five answers."""

    masa: PeriodeSkm
    banyak: int
    populasi: int
    hasil: Hasil | None
    layanan: tuple[Kelompok, ...]
    ciri: tuple[tuple[str, tuple[Kelompok, ...]], ...]

    @property
    def perlu(self) -> int:
        """How many answers a population of this size asks for (Krejcie–Morgan)."""
        return sampel(self.populasi)

    @property
    def kurang(self) -> int:
        return max(0, self.perlu - self.banyak)

    @property
    def unsur(self) -> list[Unsur]:
        if self.hasil is None:
            return []
        return [Unsur(*satu) for satu in zip(SOAL, self.hasil.nrr, self.hasil.konversi, strict=True)]

    @property
    def urut(self) -> list[Unsur]:
        """The elements, the one to begin with first."""
        return sorted(self.unsur, key=lambda satu: (satu.konversi, satu.soal.kode))


def hasil_masa(masa: PeriodeSkm, *, bobot: Fraction = BOBOT_TEPAT) -> HasilMasa:
    """Compute a period. Three queries."""
    baris = _jumlah(masa)
    banyak = sum(satu[BANYAK] for satu in baris)
    rangka = {"masa": masa, "banyak": banyak, "populasi": dilayani(masa)}
    if not masa.berakhir or banyak < TERSEMBUNYI:
        return HasilMasa(**rangka, hasil=None, layanan=(), ciri=())
    total = [sum(kolom) for kolom in zip(*(satu[BANYAK + 1 :] for satu in baris), strict=True)]
    return HasilMasa(
        **rangka,
        hasil=dari_jumlah(banyak, total, bobot=bobot),
        layanan=tuple(_menurut_layanan(baris, bobot)),
        ciri=tuple(
            (judul, tuple(_menurut_ciri(baris, kolom, pilihan))) for kolom, (_, judul, pilihan) in enumerate(TABEL, 1)
        ),
    )


def _jumlah(masa: PeriodeSkm) -> list[tuple[Any, ...]]:
    """Return rows of service, sex, age, education, work, way, how many, and the sums of the nine marks."""
    jawaban = JawabanSkm.objects.filter(bulan__range=(masa.mulai, masa.sampai))
    kelompok = jawaban.order_by().values_list("layanan", *(nama for nama, _, _ in TABEL))
    return list(kelompok.annotate(Count("pk"), *(Sum(medan) for medan in MEDAN)))


def _menurut_layanan(baris: Sequence[tuple[Any, ...]], bobot: Fraction) -> list[Kelompok]:
    """Return each service that was marked, in the order of the catalogue; the hidden ones with nothing but a name."""
    banyak: Counter[int | None] = Counter()
    total: dict[int | None, list[int]] = defaultdict(lambda: [0] * len(MEDAN))
    for satu in baris:
        banyak[satu[0]] += satu[BANYAK]
        total[satu[0]] = [x + y for x, y in zip(total[satu[0]], satu[BANYAK + 1 :], strict=True)]
    rahasia = sembunyikan(banyak)
    hasil = []
    for pk, nama in [*_nama_layanan(banyak), *([(None, UMUM)] if None in banyak else [])]:
        tampil = pk not in rahasia
        rinci = dari_jumlah(banyak[pk], total[pk], bobot=bobot) if tampil else None
        hasil.append(Kelompok(nama, banyak[pk] if tampil else None, rinci))
    return hasil


def _nama_layanan(dipakai: Counter[int | None]) -> Any:
    layanan = Layanan.objects.filter(pk__in=[pk for pk in dipakai if pk])
    return layanan.order_by("urut", "nama").values_list("pk", "nama")


def _menurut_ciri(baris: Sequence[tuple[Any, ...]], kolom: int, pilihan: Any) -> list[Kelompok]:
    banyak: Counter[str] = Counter()
    for satu in baris:
        banyak[satu[kolom]] += satu[BANYAK]
    rahasia = sembunyikan(banyak)
    semua = [*pilihan.choices, *([("", TAK_DISEBUT)] if "" in banyak else [])]
    return [Kelompok(nama, None if nilai in rahasia else banyak[nilai]) for nilai, nama in semua]


def dilayani(masa: PeriodeSkm) -> int:
    """Return how many were served: as the office wrote down, or as many requests as were decided in these months."""
    if masa.populasi is not None:
        return masa.populasi
    diputus = RiwayatPermohonan.objects.filter(ke__in=DINILAI, pada__date__range=(masa.mulai, masa.hari_terakhir))
    diputus = diputus.exclude(dari__in=(*DINILAI, StatusPermohonan.KEBERATAN))
    return diputus.aggregate(n=Count("permohonan", distinct=True))["n"]


def saran(masa: PeriodeSkm) -> list[str]:
    """Return the free words of a period in no order that tells anything; none while it runs or below five answers."""
    banyak = JawabanSkm.objects.filter(bulan__range=(masa.mulai, masa.sampai))[:TERSEMBUNYI].count()
    if not masa.berakhir or banyak < TERSEMBUNYI:
        return []
    isi = SaranSkm.objects.filter(bulan__range=(masa.mulai, masa.sampai)).values_list("isi", flat=True)
    return sorted(isi, key=str.casefold)


def terbit() -> QuerySet[PeriodeSkm]:
    """Return the published periods, the newest first; each keeps its figure."""
    return PeriodeSkm.objects.exclude(diterbitkan=None).order_by("-mulai")


def tren() -> list[dict[str, Any]]:
    """Return the published periods, the oldest first, with figure, grade and the change since the one before."""
    hasil: list[dict[str, Any]] = []
    for masa in reversed(terbit()):
        sebelum = hasil[-1]["ikm"] if hasil else None
        ikm = masa.terbit_ikm or Decimal(0)
        beda = None if sebelum is None else ikm - sebelum
        hasil.append({"masa": masa, "ikm": ikm, "mutu": mutu(ikm), "beda": beda})
    return hasil


def rencana(masa: PeriodeSkm) -> QuerySet[RencanaSkm]:
    return masa.rencana.order_by("tenggat", "pk")


def dapat_dinilai(permohonan: Permohonan) -> bool:
    """Tell whether an invitation of this request is still open. One query, none before it was decided."""
    if permohonan.status not in DINILAI:
        return False
    hidup = tautan.Tautan.objects.filter(keperluan=KEPERLUAN, perihal=permohonan.kode, dipakai=False)
    return hidup.filter(sampai__gt=timezone.now()).exists()


def pintasan(user: Any) -> list[tuple[str, str, str]]:
    """Return the pages of the survey that are no lists, for the officials' first page."""
    if not user.has_perm("layanan.isi_lembar_skm"):
        return []
    return [("Lembar kepuasan (SKM)", reverse("skm:lembar"), "Entri lembar kertas, cetak lembar kosong")]


def pekerjaan(user: Any) -> list[tuple[str, int, str, str]]:
    """Return what the survey asks of this official: results to publish, promises of improvement past their day."""
    if not user.has_perm("layanan.terbitkan_skm"):
        return []
    hari_ini = timezone.localdate()
    bulan = hari_ini.replace(day=1)
    masa, tindakan = reverse("admin:layanan_periodeskm_changelist"), reverse("admin:layanan_rencanaskm_changelist")
    tunggu = PeriodeSkm.objects.filter(diterbitkan=None, sampai__lt=bulan).order_by()
    lewat = RencanaSkm.objects.filter(selesai=None, tenggat__lt=hari_ini).order_by()
    semua = tunggu.values_list(Value("tunggu"), "pk").union(lewat.values_list(Value("lewat"), "pk"), all=True)
    jumlah = Counter(apa for apa, _ in semua)
    return [
        ("Hasil survei menunggu diterbitkan", jumlah["tunggu"], f"{masa}?terbit=belum", "tunggu"),
        ("Rencana perbaikan lewat tanggal", jumlah["lewat"], f"{tindakan}?keadaan=lewat", "tolak"),
    ]
