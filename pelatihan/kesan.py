"""What the answers of participants say: of a class, a course, a trainer. Which sums may be shown is in `petak`.

A result is read only when the class takes no more answers, for two readings an answer apart would tell that answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from pelatihan import hitung_hadir, petak
from pelatihan.enums import BERKURSI, Dipakai, Omzet, StatusAngkatan, TahapTanya
from pelatihan.models import Angkatan, JawabanDampak, JawabanKesan, KataKesan, PelatihAngkatan, Peserta, TanyaPeserta
from pelatihan.models.dampak import UKURAN

T = TahapTanya
KEPERLUAN = {T.KESAN: "pelatihan.kesan", T.DAMPAK: "pelatihan.dampak"}
"""The purpose of the link by which a participant answers; `perihal` is the kode of his place."""
JEDA = {T.KESAN: timedelta(0), T.DAMPAK: timedelta(days=91)}
"""How long after the last session is asked: at once, and after 13 weeks."""
MASA = {T.KESAN: timedelta(days=14), T.DAMPAK: timedelta(days=30)}
"""For how long answers are taken."""
TERAKHIR = (StatusAngkatan.BERJALAN, StatusAngkatan.SELESAI)
_SEBUTAN = ("Buruk", "Kurang", "Cukup", "Baik", "Sangat baik")
PERTANYAAN = (
    ("materi", "Isi pelajaran", "Bagaimana isi pelajarannya?", _SEBUTAN),
    ("pelatih", "Cara mengajar", "Bagaimana cara pelatih mengajar?", _SEBUTAN),
    (
        "guna",
        "Guna bagi usaha",
        "Bergunakah bagi usaha Anda?",
        ("Tidak", "Sedikit", "Cukup", "Ya", "Sangat"),
    ),
)
"""Field, heading, question, the words of the marks 1 to 5. They stand here and in no table, because marks can be
compared between classes only while their words stay the same."""


def jendela(angkatan: Angkatan, tahap: str) -> tuple[datetime, datetime]:
    """Return from when until when the participants of a class are asked, by the end of its last session.

    Raises ValueError for a class without sessions.
    """
    if angkatan.selesai is None:
        raise ValueError("Angkatan ini belum berjadwal.")
    buka = angkatan.selesai + JEDA[T(tahap)]
    return buka, buka + MASA[T(tahap)]


def terbuka(tahap: str) -> Q:
    """Return the condition of classes that are asked about now."""
    akhir = timezone.now() - JEDA[T(tahap)]
    return Q(status__in=TERAKHIR, selesai__lte=akhir, selesai__gt=akhir - MASA[T(tahap)])


def tertutup(tahap: str) -> Q:
    """Return the condition of classes that take no more answers and are closed by the office.

    Until then a session may be added, and its class takes answers once more, or its trainers may change.
    """
    return Q(status=StatusAngkatan.SELESAI, selesai__lte=timezone.now() - JEDA[T(tahap)] - MASA[T(tahap)])


def belum_ditanya(tahap: str) -> QuerySet[Peserta]:
    """Return who came at least once to a class that is asked about now, and was not asked yet."""
    kelas = Angkatan.objects.filter(terbuka(tahap)).values("pk")
    sudah = TanyaPeserta.objects.filter(peserta=OuterRef("pk"), tahap=tahap)
    ikut = Peserta.objects.filter(angkatan__in=kelas, status__in=BERKURSI, pelaku__meninggal_pada=None)
    ikut = ikut.filter(hitung_hadir.pernah_hadir(), ~Exists(sudah))
    return ikut.select_related("pelaku__akun", "usaha", "angkatan").order_by("pk")


def dapat_dijawab(peserta: Peserta) -> str:
    """Return what this participant is asked now and has not answered, "" when nothing."""
    kini = timezone.now()
    if peserta.angkatan.status not in TERAKHIR or peserta.status not in BERKURSI:
        return ""
    for tahap in peserta.tanya.filter(dijawab=False).values_list("tahap", flat=True):
        buka, tutup = jendela(peserta.angkatan, tahap)
        if buka <= kini < tutup:
            return tahap
    return ""


@dataclass(frozen=True)
class Kesan:
    """Marks of a class, a course or a trainer; each mean is from 1 to 5, rounded half up to one place."""

    banyak: int
    jumlah: tuple[int, ...]

    @property
    def rata(self) -> list[tuple[str, Decimal]]:
        """The means with their headings."""
        satu = Decimal("0.1")
        return [
            (judul, (Decimal(n) / self.banyak).quantize(satu, ROUND_HALF_UP))
            for (_, judul, _, _), n in zip(PERTANYAAN, self.jumlah, strict=True)
        ]


@dataclass(frozen=True)
class Dampak:
    """What was said after three months: how many of `banyak` gave each answer, in the order of `Dipakai`, `Omzet`."""

    banyak: int
    jumlah: tuple[int, ...]

    @property
    def dipakai(self) -> list[tuple[str, int]]:
        return list(zip(Dipakai.labels, self.jumlah, strict=False))

    @property
    def omzet(self) -> list[tuple[str, int]]:
        return list(zip(Omzet.labels, self.jumlah[len(Dipakai) :], strict=True))

    @property
    def memakai_persen(self) -> int:
        """Who uses it, or some of it, in whole percent."""
        return _persen(self.jumlah[0] + self.jumlah[1], self.banyak)

    @property
    def naik_persen(self) -> int:
        """Who sells more, in whole percent of everybody who answered."""
        return _persen(self.jumlah[len(Dipakai)], self.banyak)


def _persen(bagian: int, semua: int) -> int:
    return (200 * bagian + semua) // (2 * semua)


@dataclass(frozen=True)
class Rangkuman:
    """Every figure that may be shown, by the key of the class, of the course, of the trainer."""

    kelas: dict[int, Any]
    kursus: dict[int, Any]
    pelatih: dict[int, Any]


def rangkum(tahap: str, *, pelatih: Any = None, tahun: int | None = None) -> Rangkuman:
    """Add up what may be shown: of everybody, or of the classes that `pelatih` teaches. Three queries.

    A block belongs to the year (local time) of the last class in it, so that years are whole blocks too.
    """
    kelas = Angkatan.objects.filter(tertutup(tahap))
    if pelatih is not None:
        kelas = kelas.filter(pk__in=PelatihAngkatan.objects.filter(akun=pelatih).values("angkatan"))
    jumlah = {pk: (banyak, tuple(sisa)) for pk, banyak, *sisa in _jawaban(tahap, kelas)}
    semua = [
        blok
        for blok in petak.susun(
            _kelas(kelas, {pk: banyak for pk, (banyak, _) in jumlah.items()}, JEDA[T(tahap)] + MASA[T(tahap)])
        )
        if tahun is None or timezone.localtime(blok[-1].selesai).year == tahun
    ]
    jenis = Kesan if tahap == T.KESAN else Dampak

    def tambah(blok: Iterable[tuple[petak.Kelas, ...]]) -> Any:
        isi = [jumlah[k.pk] for satu in blok for k in satu]
        return jenis(sum(n for n, _ in isi), tuple(map(sum, zip(*(angka for _, angka in isi), strict=True))))

    kursus = {blok[0].kursus for blok in semua}
    orang = {akun for blok in semua for akun in blok[0].pelatih}
    return Rangkuman(
        kelas={blok[0].pk: tambah([blok]) for blok in semua if len(blok) == 1},
        kursus={pk: tambah(b for b in semua if b[0].kursus == pk) for pk in kursus},
        pelatih={pk: tambah(b for b in semua if pk in b[0].pelatih) for pk in orang},
    )


def _jawaban(tahap: str, kelas: QuerySet[Angkatan]) -> QuerySet[Any, Any]:
    """Return class, how many answered, and what their answers add up to."""
    model: Any = JawabanKesan if tahap == T.KESAN else JawabanDampak
    hitung: list[Any] = [Sum(satu) for satu in UKURAN]
    if tahap == T.DAMPAK:
        hitung = [Count("pk", filter=Q(dipakai=nilai)) for nilai in Dipakai.values]
        hitung += [Count("pk", filter=Q(omzet=nilai)) for nilai in Omzet.values]
    bernama = {f"j{n}": satu for n, satu in enumerate(hitung)}
    baris = model.objects.filter(angkatan__in=kelas.values("pk")).order_by().values("angkatan")
    return baris.annotate(banyak=Count("pk"), **bernama).values_list("angkatan", "banyak", *bernama)


def _kelas(kelas: QuerySet[Angkatan], banyak: dict[int, int], lama: timedelta) -> list[petak.Kelas]:
    """Return the classes with what puts them into blocks; `lama` after its end each took no more answers."""
    pelatih: dict[int, set[int]] = {}
    for satu, akun in PelatihAngkatan.objects.filter(angkatan__in=banyak).values_list("angkatan", "akun"):
        pelatih.setdefault(satu, set()).add(akun)
    ditutup = Max("riwayat__pada", filter=Q(riwayat__ke=StatusAngkatan.SELESAI))
    baris = kelas.filter(pk__in=banyak).order_by().annotate(ditutup=ditutup)
    return [
        petak.Kelas(
            pk, kursus, frozenset(pelatih.get(pk, ())), selesai, banyak[pk], max(selesai + lama, tutup or selesai)
        )
        for pk, kursus, selesai, tutup in baris.values_list("pk", "kurikulum", "selesai", "ditutup")
        if selesai is not None
    ]


def kata(angkatan: Angkatan, rangkuman: Rangkuman) -> list[str]:
    """Return the free words about a class in an order that tells nothing; none where its marks are not shown."""
    if angkatan.pk not in rangkuman.kelas:
        return []
    # The keys are random, and every hour they are other ones.
    return list(KataKesan.objects.filter(angkatan=angkatan).order_by("pk").values_list("isi", flat=True))


def keadaan(angkatan: Angkatan) -> dict[str, Any]:
    """Say of a class how many were asked and have answered, and until when answers are taken, by the two times."""
    hitung = Counter[tuple[str, bool]]()
    for tahap, dijawab in TanyaPeserta.objects.filter(peserta__angkatan=angkatan).values_list("tahap", "dijawab"):
        hitung[tahap, dijawab] += 1
    hasil = {}
    for tahap in T:
        buka, tutup = jendela(angkatan, tahap) if angkatan.selesai else (None, None)
        hasil[tahap.value] = {
            "ditanya": hitung[tahap, True] + hitung[tahap, False],
            "dijawab": hitung[tahap, True],
            "buka": buka,
            "tutup": tutup,
            "berakhir": tutup is not None and tutup <= timezone.now(),
        }
    return hasil
