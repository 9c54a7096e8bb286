"""Reads of the reference data: finding a village, finding a KBLI code in plain words, the bounds of the regency."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import BooleanField, ExpressionWrapper, F, Func, IntegerField, Max, Min, Q, QuerySet, Value
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from wilayah.enums import VERSI_TERKINI
from wilayah.models import BAHASA, Desa, Kbli, PadananKbli, SinonimKbli

MAKS_TEKS = 80
MAKS_KATA = 6
# A village's point lies inside it: its fields reach about this many degrees (2 km) further.
TEPI = 0.02


def kata_kata(teks: str) -> list[str]:
    """Return the words of whatever was typed: lower case, no accents, no null byte, at most 6 of 80 characters."""
    polos = unicodedata.normalize("NFKD", teks[:MAKS_TEKS]).encode("ascii", "ignore").decode()
    return re.findall(r"[a-z0-9]+", polos.lower())[:MAKS_KATA]


# --- Villages -------------------------------------------------------------------

AWALAN_KECAMATAN = {"kec", "kecamatan"}
AWALAN_DESA = {"desa", "ds", "kelurahan", "kel", "lurah"}


def dalam_kabupaten(lat: float, lon: float) -> bool:
    """Tell whether a point (decimal degrees) lies within the bounds of the regency, as its villages draw them."""
    tepi = Desa.objects.aggregate(s=Min("lat"), u=Max("lat"), b=Min("lon"), t=Max("lon"))
    if tepi["s"] is None:
        return False
    return tepi["s"] - TEPI <= lat <= tepi["u"] + TEPI and tepi["b"] - TEPI <= lon <= tepi["t"] + TEPI


def _cocok(kata: str, nama: str) -> int | None:
    """Return how well one typed word fits a name: 0 a whole word, 1 its beginning, 2 somewhere inside, None not."""
    kecil = nama.lower()
    bagian = kecil.split()
    if kata in bagian:
        return 0
    if any(b.startswith(kata) for b in bagian):
        return 1
    return 2 if kata in kecil.replace(" ", "") else None


def _urai_desa(teks: str) -> tuple[list[str], list[str]]:
    """Split what was typed into words of any name and words that must belong to the kecamatan."""
    kata = kata_kata(teks)
    kabupaten = settings.NAMA_KABUPATEN.lower().split()
    for awalan in ("kabupaten", "kab"):
        ekor = [awalan, *kabupaten[1:]]
        if kata[-len(ekor) :] == ekor:
            kata = kata[: -len(ekor)]
    if kata[:1] and kata[0] in AWALAN_DESA and len(kata) > 1:
        kata = kata[1:]
    for awalan in AWALAN_KECAMATAN:
        if awalan in kata:
            i = kata.index(awalan)
            return kata[:i], kata[i + 1 :]
    return kata, []


def _nilai_desa(desa: Desa, bebas: list[str], kecamatan: list[str]) -> tuple | None:
    """Return the rank of a village for the words typed (smaller is better): first how many of them fit nowhere.

    None when no word of the name fits, or, with a kecamatan alone, when that does not.
    """
    skor = [(_cocok(kata, desa.nama), _cocok(kata, desa.kecamatan.nama)) for kata in bebas]
    luput = sum(nama is None and kec is None for nama, kec in skor)
    salah_kec = sum(_cocok(kata, desa.kecamatan.nama) is None for kata in kecamatan)
    if luput == len(bebas) and (bebas or salah_kec):
        return None
    luput += salah_kec
    jumlah = sum(nama if nama is not None else 4 + (kec or 0) for nama, kec in skor)
    di_nama = [nama is not None for nama, _ in skor]
    # "bawang blado" is Bawang in Blado: the first word names the village.
    lain_awal = bool(di_nama) and not di_nama[0]
    return (luput, lain_awal, jumlah, len(desa.nama.split()) - sum(di_nama), desa.nama, desa.kecamatan.nama)


def _mirip_desa(ketikan: str, semua: list[Desa], n: int) -> list[Desa]:
    """Return villages whose name, alone or with its kecamatan, is spelt like what was typed."""
    nama = {i: d.nama.lower() for i, d in enumerate(semua)}
    lengkap = {i: f"{d.nama} {d.kecamatan.nama}".lower() for i, d in enumerate(semua)}
    for pilihan in (nama, lengkap):
        mirip = process.extract(ketikan, pilihan, scorer=fuzz.ratio, score_cutoff=80, limit=n)
        if mirip:
            return [semua[i] for _, _, i in mirip]
    return []


def cari_desa(teks: str, n: int = 10) -> list[Desa]:
    """Return at most `n` villages for what was typed, best first: "bawang blado" is Bawang, Kec. Blado.

    Takes any order of words and "desa", "kel.", "kec."; when a word fits nowhere, villages that are spelt alike,
    else those that fit the other words. One query.
    """
    bebas, kecamatan = _urai_desa(teks)
    if not bebas and not kecamatan:
        return []
    semua = list(Desa.objects.select_related("kecamatan"))
    bernilai = sorted((nilai, i) for i, d in enumerate(semua) if (nilai := _nilai_desa(d, bebas, kecamatan)))
    if bernilai and not bernilai[0][0][0]:
        return [semua[i] for nilai, i in bernilai if not nilai[0]][:n]
    return _mirip_desa(" ".join([*bebas, *kecamatan]), semua, n) or [semua[i] for _, i in bernilai[:n]]


def desa_bernama(teks: str) -> list[Desa]:
    """Return the villages that are called exactly what was typed, with or without their kecamatan. One query.

    One is an answer; two or more carry the same name; none means that the name is not complete or not known.
    """
    bebas, kecamatan = _urai_desa(teks)
    sama = []
    for desa in Desa.objects.select_related("kecamatan"):
        nama, kec = kata_kata(desa.nama), kata_kata(desa.kecamatan.nama)
        if (bebas == nama and kecamatan in ([], kec)) or (not kecamatan and bebas == [*nama, *kec]):
            sama.append(desa)
    return sama


# --- KBLI -----------------------------------------------------------------------

# Said in passing: they tell nothing about the code.
_HAMPA = (
    "aneka atau berbagai bikin buat dagang dagangan dan dari dengan di jual jualan kami ke macam membuat menjual "
    "penjual punya rumahan saya serta umkm untuk usaha yang"
)
HAMPA = frozenset(_HAMPA.split())
DAGANG = frozenset({"agen", "grosir", "kios", "lapak", "pedagang", "toko"})
# Say how, not what: they help when they fit and do not hinder when they do not.
_SERTAAN = "industri jasa olahan pabrik pembuatan pengrajin perajin perdagangan produksi tukang warung"
SERTAAN = DAGANG.union(_SERTAAN.split())
GOLONGAN_DAGANG = ("46", "47")
MAKS_JUDUL = 200
CUKUP = 4


@dataclass(frozen=True)
class HasilKbli:
    """One answer of the finder: show `versi` beside `kode`, for a code alone may mean two things."""

    kode: str
    versi: str
    judul: str
    alasan: str
    makna_berubah: bool = False

    @property
    def nilai(self) -> str:
        """Return the form in which a choice travels through a form: "2025:10794"."""
        return f"{self.versi}:{self.kode}"

    def __str__(self) -> str:
        return f"{self.judul} ({self.kode}, KBLI {self.versi})"


@dataclass(frozen=True)
class Ketikan:
    """The words of a search, and which of them must be met."""

    kata: tuple[str, ...]

    @cached_property
    def wajib(self) -> frozenset[int]:
        isi = frozenset(i for i, k in enumerate(self.kata) if k not in SERTAAN)
        return isi or frozenset(range(len(self.kata)))

    @property
    def berdagang(self) -> bool:
        return not DAGANG.isdisjoint(self.kata)

    @cached_property
    def salah_satu(self) -> SearchQuery:
        """Return the full-text query for any of the required words."""
        return reduce(or_, (self.kueri(i) for i in sorted(self.wajib)))

    def kueri(self, i: int) -> SearchQuery:
        """Return the full-text query of one word; the last may still be half typed."""
        ekor = ":*" if i == len(self.kata) - 1 else ""
        return SearchQuery(self.kata[i] + ekor, search_type="raw", config=BAHASA)


@dataclass(frozen=True)
class Calon:
    """A phrase (everyday word or official title) that shares words with the search, and the code it stands for."""

    frasa: str
    sinonim: bool
    leksem: int
    urutan: int
    kode: str
    judul: str
    makna_berubah: bool
    kena: tuple[int, ...]

    def nilai(self, ketikan: Ketikan) -> tuple:
        """Return the rank (smaller is better): more words met, then everyday words, whole phrases, first words."""
        lengkap = ketikan.wajib <= set(self.kena)
        utuh = len(self.kena) >= self.leksem
        tingkat = (0 if utuh else 1 if lengkap else 3) if self.sinonim else 2
        dagang = ketikan.berdagang and not self.kode.startswith(GOLONGAN_DAGANG)
        sisa = self.leksem - len(self.kena)
        return (-len(self.kena), tingkat, dagang, self.kena[0], sisa, self.urutan, len(self.judul), self.kode)


# The columns of a candidate, in the order of its fields; the models' own names are taken.
ISI_CALON = ("frasa", "sinonim", "leksem", "urutan", "kode", "judul", "makna_berubah")
KOLOM_CALON = tuple(f"calon_{nama}" for nama in ISI_CALON)


def _pilah(qs: QuerySet, medan: str, ketikan: Ketikan, *isi: Any) -> QuerySet:
    """Return the rows whose vector `medan` has a required word, as columns of a candidate, a flag for each word."""
    leksem = Func(F(medan), function="length", output_field=IntegerField())
    kena = {
        f"kena{i}": ExpressionWrapper(Q(**{medan: ketikan.kueri(i)}), output_field=BooleanField())
        for i in range(len(ketikan.kata))
    }
    kolom = dict(zip(KOLOM_CALON, (*isi[:2], leksem, *isi[2:]), strict=True))
    return qs.filter(**{medan: ketikan.salah_satu}).annotate(**kolom, **kena).values_list(*kolom, *kena)


def _calon(ketikan: Ketikan, versi: str) -> list[Calon]:
    """Return every everyday word and the best titles of one version that share a required word. One query."""
    sehari = _pilah(
        PadananKbli.objects.filter(sinonim__aktif=True, kbli__versi=versi).order_by(),
        "sinonim__vektor",
        ketikan,
        *(F("sinonim__kata"), Value(True), F("urutan"), F("kbli__kode"), F("kbli__judul"), F("kbli__makna_berubah")),
    )
    resmi = _pilah(
        Kbli.objects.kelompok(versi).order_by(SearchRank(F("vektor"), ketikan.salah_satu).desc(), "kode"),
        "vektor",
        ketikan,
        *(F("judul"), Value(False), Value(0), F("kode"), F("judul"), F("makna_berubah")),
    )[:MAKS_JUDUL]
    calon = []
    for baris in sehari.union(resmi, all=True):
        kena = tuple(i for i, ya in enumerate(baris[len(ISI_CALON) :]) if ya)
        calon.append(Calon(kena=kena, **dict(zip(ISI_CALON, baris, strict=False))))
    return calon


def _ejaan(ketikan: Ketikan, asing: set[int], versi: str) -> Ketikan:
    """Return the search with unknown words replaced by the nearest known one (a typo, a half-typed word). One query."""
    sehari = SinonimKbli.objects.filter(aktif=True).order_by().values_list("kata")
    teks = [t for (t,) in sehari.union(Kbli.objects.kelompok(versi).order_by().values_list("judul"), all=True)]
    kosakata = list(dict.fromkeys(k for t in teks for k in re.findall(r"[a-z0-9]{3,}", t.lower())))
    kata = list(ketikan.kata)
    for i in asing:
        awal = [k for k in kosakata if k.startswith(kata[i])] if i == len(kata) - 1 else []
        jarak = 1 if len(kata[i]) < 7 else 2
        dekat = process.extractOne(kata[i], kosakata, scorer=OSA.distance, score_cutoff=jarak)
        if awal:
            kata[i] = awal[0]
        elif dekat and len(kata[i]) > 3:
            kata[i] = dekat[0]
    return replace(ketikan, kata=tuple(kata))


def _alasan(calon: Calon, ejaan: str) -> str:
    if calon.sinonim:
        return f"disebut juga “{calon.frasa}”"
    return f"judulnya memuat “{ejaan}”" if ejaan else "dari judul resminya"


def _menurut_kode(angka: str, versi: str, n: int) -> list[HasilKbli]:
    return [
        HasilKbli(k.kode, k.versi, k.judul, "kode yang Anda ketik", k.makna_berubah)
        for k in Kbli.objects.kelompok(versi).filter(kode__startswith=angka).order_by("kode")[:n]
    ]


def cari_kbli(teks: str, versi: str = VERSI_TERKINI, n: int = 10) -> list[HasilKbli]:
    """Return at most `n` five-digit codes of one KBLI version for plain words ("servis motor"), best first.

    Everyday words go before official titles; a misspelt word is taken as the nearest known one; figures are
    taken as the beginning of a code. At most three queries.
    """
    kata = kata_kata(teks)
    if not kata:
        return []
    if len(kata) == 1 and kata[0].isdigit():
        return _menurut_kode(kata[0], versi, n)
    ketikan = Ketikan(tuple(k for k in kata if k not in HAMPA) or tuple(kata))
    calon, ejaan = _calon(ketikan, versi), ""
    asing = set(ketikan.wajib) - {i for c in calon for i in c.kena}
    if asing:
        betul = _ejaan(ketikan, asing, versi)
        if betul != ketikan:
            ketikan, ejaan = betul, " ".join(betul.kata)
            calon = _calon(ketikan, versi)
    terbaik: dict[str, Calon] = {}
    for c in sorted(calon, key=lambda c: c.nilai(ketikan)):
        terbaik.setdefault(c.kode, c)
    lengkap = [c for c in terbaik.values() if ketikan.wajib <= set(c.kena)]
    # Enough that fits wholly: half-fitting answers would only distract.
    terpilih = lengkap if len(lengkap) >= CUKUP else list(terbaik.values())
    return [HasilKbli(c.kode, versi, c.judul, _alasan(c, ejaan), c.makna_berubah) for c in terpilih[:n]]
