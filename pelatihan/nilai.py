"""Scores as people type and paste them. Pure: text and names in, what was understood of each line out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from django.core.exceptions import ValidationError
from rapidfuzz import fuzz

from inti import kode as kode_acak
from inti.teks import bersihkan_uraian, sederhanakan
from pelatihan.enums import Tes
from umkm.nomor import rapikan as rapikan_nomor

TERTINGGI = Decimal(100)
BARIS_MAKS = 500
TEKS_MAKS = 40_000
NAMA_MAKS = 200
"""Characters of a cell that are compared with a name."""
MIRIP = 86
"""Least likeness, of 100, at which a name is proposed; the trainer confirms it."""
PANJANG_KARTU = 5
"""Characters of a code that a card shows."""
_ANGKA = re.compile(r"(\d{1,3})(?:[.,](\d{1,2}))?")
_GELAR = frozenset(["h", "hj", "dr", "drs", "dra", "ir", "prof", "kh", "ny", "tn", "bu", "ibu", "pak", "bpk", "bapak"])
_GELAR_BELAKANG = re.compile(r",.*\..*$")
_KEPALA_NAMA = ("nama", "peserta", "name")
_KEPALA_KODE = ("kode", "kartu", "nomor pendaftaran")
_KEPALA_AWAL = ("awal", "pre")
_KEPALA_AKHIR = ("akhir", "post", "nilai", "skor", "score")


class Orang(NamedTuple):
    """A participant, as a line may name him: by `kode` of the place, by `nomor` of the business, by name."""

    kode: str
    nama: str
    usaha: str
    nomor: str


@dataclass
class Baris:
    """One line. `calon` are the participants it may mean, `pasti` the one it means; `salah` what cannot be stored.

    `ragu` is how sure the match was before the trainer chose.
    """

    nomor: int
    asli: str
    nilai: dict[str, Decimal] = field(default_factory=dict)
    calon: list[Orang] = field(default_factory=list)
    pasti: Orang | None = None
    mirip: bool = False
    salah: str = ""
    ragu: str = ""

    @property
    def keadaan(self) -> str:
        """How sure the match is: "salah", "kosong" (no score), "cocok", "mirip", "ganda" or "asing"."""
        if self.salah:
            return "salah"
        if not self.nilai:
            return "kosong"
        if self.pasti is not None and not self.mirip:
            return "cocok"
        if not self.calon:
            return "asing"
        return "mirip" if self.pasti is not None else "ganda"


def baca(teks: str) -> Decimal | None:
    """Return a score of 0 to 100, with up to two decimals after a comma or a dot; None for nothing.

    Raises ValidationError for anything else.
    """
    rapi = sederhanakan(teks)
    if not rapi or rapi == "-":
        return None
    cocok = _ANGKA.fullmatch(rapi)
    if cocok is None:
        raise ValidationError("Tulis nilai dengan angka 0 sampai 100, misalnya 85 atau 77,5.")
    nilai = Decimal(f"{cocok[1]}.{cocok[2] or 0}")
    if nilai > TERTINGGI:
        raise ValidationError(f"Nilai {rapi} terlalu tinggi. Nilai berkisar 0 sampai 100.")
    return nilai


def tulis(nilai: Decimal | int | None) -> str:
    """Return a score as it is written here: "85", "77,5"; nothing for none."""
    return "" if nilai is None else f"{Decimal(nilai):.2f}".rstrip("0").rstrip(".").replace(".", ",")


def tempelan(teks: str, orang: Sequence[Orang], *, tes: str) -> list[Baris]:
    """Read lines that were copied from a spreadsheet and say whom each means.

    Cells are parted by tabs or semicolons. A heading names the columns; without one the name is the cell with
    letters and `tes` says which score a lone figure is. Raises ValidationError when it is no table at all.
    """
    tabel = _tabel(teks)
    letak = _kepala(tabel[0][2])
    isi = tabel[1:] if letak else tabel
    if not isi:
        raise ValidationError("Baru ada judul kolom. Salin juga baris pesertanya.")
    letak = letak or _tebak([sel for _, _, sel in isi], tes, orang)
    hasil = [_baris(nomor, asli, sel, letak, orang) for nomor, asli, sel in isi]
    _tandai_kembar(hasil)
    return hasil


def _tabel(teks: str) -> list[tuple[int, str, list[str]]]:
    """Return the lines that hold something, each with its number, as it is, and as cells."""
    baris = bersihkan_uraian(teks, TEKS_MAKS).split("\n")
    if len(baris) > BARIS_MAKS:
        raise ValidationError(f"Paling banyak {BARIS_MAKS} baris sekali tempel.")
    pemisah = "\t" if any("\t" in satu for satu in baris) else ";"
    tabel = [
        (n, satu.strip(), [sel.strip().strip('"').strip() for sel in satu.split(pemisah)])
        for n, satu in enumerate(baris, 1)
        if satu.strip(" \t;")
    ]
    if not any(len(sel) > 1 for _, _, sel in tabel):
        raise ValidationError("Salin sedikitnya dua kolom dari spreadsheet: nama atau kode, dan nilainya.")
    return tabel


def _kepala(sel: Sequence[str]) -> dict[str, int]:
    """Return which column holds what when this line is a heading, nothing when it is not."""
    letak: dict[str, int] = {}
    for kunci, kata in (
        ("kode", _KEPALA_KODE),
        (Tes.AWAL, _KEPALA_AWAL),
        (Tes.AKHIR, _KEPALA_AKHIR),
        ("nama", _KEPALA_NAMA),
    ):
        for n, satu in enumerate(sel):
            if n not in letak.values() and any(k in satu.casefold() for k in kata) and not any(map(str.isdigit, satu)):
                letak[kunci] = n
                break
    bernilai = Tes.AWAL in letak or Tes.AKHIR in letak
    return letak if bernilai and ("nama" in letak or "kode" in letak) else {}


def _tebak(isi: Sequence[Sequence[str]], tes: str, orang: Sequence[Orang]) -> dict[str, int]:
    """Tell the columns apart by what stands in them: letters are a name, a code checks itself, figures are scores."""
    lebar = max(map(len, isi))
    kolom = [[sel[n] if n < len(sel) else "" for sel in isi] for n in range(lebar)]
    letak: dict[str, int] = {}
    angka = []
    for n, satu in enumerate(kolom):
        penuh = [k for k in satu if k]
        if not penuh or [k.rstrip(".") for k in satu] == [str(i) for i in range(1, len(satu) + 1)]:
            continue
        if "kode" not in letak and all(_kode(k) or _menurut_kode(k, orang) for k in penuh):
            letak["kode"] = n
        elif sum(_seperti_nilai(k) for k in penuh) * 2 > len(penuh):
            angka.append(n)
        elif "nama" not in letak:
            letak["nama"] = n
    if not angka or not ("nama" in letak or "kode" in letak):
        raise ValidationError("Tidak terbaca mana kolom nama dan mana kolom nilai. Sertakan baris judul kolomnya.")
    nilai = {tes: angka[0]} if len(angka) == 1 else {Tes.AWAL: angka[0], Tes.AKHIR: angka[1]}
    return letak | nilai


def _seperti_nilai(teks: str) -> bool:
    return bool(re.fullmatch(r"-|\d+([.,]\d+)?", sederhanakan(teks)))


def _baris(nomor: int, asli: str, sel: Sequence[str], letak: dict[str, int], orang: Sequence[Orang]) -> Baris:
    def ambil(kunci: str) -> str:
        n = letak.get(kunci, -1)
        return sel[n] if 0 <= n < len(sel) else ""

    baris = Baris(nomor, asli)
    for tes in Tes.values:
        try:
            if (nilai := baca(ambil(tes))) is not None:
                baris.nilai[tes] = nilai
        except ValidationError as galat:
            baris.salah = f"Baris {nomor}: {galat.messages[0]}"
            return baris
    _cocokkan(baris, ambil("kode"), ambil("nama"), orang)
    return baris


def _cocokkan(baris: Baris, kode: str, nama: str, orang: Sequence[Orang]) -> None:
    """Say whom the line means: a code is certain, one bearer of the name too, a likeness is only proposed."""
    if milik := _menurut_kode(kode, orang):
        baris.calon = milik
        baris.pasti = milik[0] if len(milik) == 1 else None
        return
    kunci = _inti(nama)
    sama = [o for o in orang if kunci and _inti(o.nama) == kunci]
    if sama:
        baris.calon = sama
        baris.pasti = sama[0] if len(sama) == 1 else None
        return
    nilai = sorted(((fuzz.token_sort_ratio(kunci, _inti(o.nama)), o) for o in orang), key=lambda n: -n[0])
    dekat = [o for angka, o in nilai if angka >= MIRIP] if kunci else []
    baris.calon, baris.mirip = dekat, bool(dekat)
    baris.pasti = dekat[0] if len(dekat) == 1 else None


def _tandai_kembar(hasil: Iterable[Baris]) -> None:
    """Two lines that surely mean the same person are a mistake; a likeness gives way to who is surely meant."""
    dulu: dict[str, Baris] = {}
    for baris in sorted(hasil, key=lambda b: b.mirip):
        if baris.pasti is None or not baris.nilai:
            continue
        lama = dulu.setdefault(baris.pasti.kode, baris)
        if lama is baris:
            continue
        if baris.mirip:
            baris.pasti, baris.calon, baris.mirip = None, [], False
        else:
            baris.salah = f"Baris {baris.nomor}: {baris.pasti.nama} sudah ada di baris {lama.nomor}. Hapus salah satu."


@lru_cache(1024)  # the names of a class are compared with every line
def _inti(nama: str) -> str:
    """Return what of a name is compared: letters without accents, titles, punctuation; of a long text its start."""
    tanpa = _GELAR_BELAKANG.sub("", nama[:NAMA_MAKS]).casefold()
    datar = "".join(h for h in unicodedata.normalize("NFKD", tanpa) if not unicodedata.combining(h))
    kata = re.sub(r"[^a-z ]+", " ", re.sub("['‘’ʼ`]", "", datar).replace(".", " ")).split()
    return " ".join(k for k in kata if k not in _GELAR) or " ".join(kata)


def _menurut_kode(teks: str, orang: Sequence[Orang]) -> list[Orang]:
    """Return whose code this is: of the place, its beginning as the card shows it, or the number of the business."""
    rapi = _kode(teks)
    pendek = "".join(h for h in teks.upper() if h.isalnum())
    if rapi:
        return [o for o in orang if rapi in (o.kode, o.nomor)]
    return [o for o in orang if o.kode.startswith(pendek)] if len(pendek) >= PANJANG_KARTU else []


def _kode(teks: str) -> str:
    """Return a code or number as it is compared; nothing for what is neither."""
    if nomor_usaha := rapikan_nomor(teks):
        return nomor_usaha
    try:
        return kode_acak.rapikan(teks)
    except ValidationError:
        return ""


def pasangan(hasil: Iterable[Baris]) -> Iterator[tuple[str, dict[str, Decimal]]]:
    """Yield the code of each participant who is certain, with his scores."""
    for baris in hasil:
        if baris.pasti is not None and not baris.salah:
            yield baris.pasti.kode, baris.nilai
