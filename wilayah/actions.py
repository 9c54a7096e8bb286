"""Writes of reference data: the project's own files into the tables, as often as one likes."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, models, transaction

from wilayah.enums import JenisDesa, SumberSinonim, TingkatKbli, VersiKbli
from wilayah.judul import makna_berubah, terbaca
from wilayah.models import Desa, Kbli, Kecamatan, PadananKbli, SinonimKbli

BERKAS = Path(__file__).parent / "data"
KECAMATAN = "kecamatan"


@dataclass(frozen=True)
class HasilMuat:
    """What one load did to one table; `tersisa` are rows that the file no longer has and that were left alone."""

    nama: str
    baru: int
    berubah: int
    tetap: int
    tersisa: int = 0

    def __str__(self) -> str:
        kalimat = f"{self.nama}: {self.baru} baru, {self.berubah} diperbarui, {self.tetap} tetap"
        return kalimat + (f", {self.tersisa} tidak ada lagi di berkas (dibiarkan)" if self.tersisa else "")


def _baris(nama: str) -> Iterator[dict[str, str]]:
    with (BERKAS / nama).open(encoding="utf-8", newline="") as berkas:
        yield from csv.DictReader(baris for baris in berkas if not baris.startswith("#"))


def _selaraskan(model: type[models.Model], kunci: tuple[str, ...], baris: Iterable[dict[str, Any]]) -> HasilMuat:
    """Insert what is new and update what differs, by the columns `kunci`; never delete: a record may point here."""
    baris = list(baris)
    kolom = tuple(baris[0])
    ada = {tuple(b[k] for k in kunci): b for b in model._default_manager.values(*kolom)}
    baru = [b for b in baris if tuple(b[k] for k in kunci) not in ada]
    beda = [b for b in baris if ada.get(tuple(b[k] for k in kunci), b) != b]
    if baru or beda:
        model._default_manager.bulk_create(
            [model(**b) for b in (*baru, *beda)],
            update_conflicts=True,
            unique_fields=kunci,
            update_fields=[k for k in kolom if k not in kunci],
        )
    tersisa = len(ada) + len(baru) - len(baris)
    return HasilMuat(
        str(model._meta.verbose_name), len(baru), len(beda), len(baris) - len(baru) - len(beda), max(tersisa, 0)
    )


@transaction.atomic
def muat_wilayah(*, kode: str) -> list[HasilMuat]:
    """Load kecamatan and desa of the regency `kode` ("33.25") from `wilayah/data/<kode>.csv`.

    Raises ValidationError in a plain sentence when that file does not exist.
    """
    if not re.fullmatch(r"\d\d\.\d\d", kode):
        raise ValidationError(f"KODE_KABUPATEN “{kode}” bukan kode Kemendagri. Contoh yang benar: 33.25.")
    if not (BERKAS / f"{kode}.csv").exists():
        raise ValidationError(
            f"Berkas wilayah/data/{kode}.csv tidak ada, jadi wilayah kabupaten {kode} belum dikenal. "
            "Buat berkas itu menurut wilayah/data/README.md, atau perbaiki KODE_KABUPATEN."
        )
    baris = list(_baris(f"{kode}.csv"))
    kecamatan = [
        {"kode": b["kode"], "nama": b["nama"], "lat": float(b["lat"]), "lon": float(b["lon"])}
        for b in baris
        if b["jenis"] == KECAMATAN
    ]
    desa = [
        {
            "kode": b["kode"],
            "nama": b["nama"],
            "jenis": JenisDesa(b["jenis"]).value,
            "kecamatan_id": b["kode"].rpartition(".")[0],
            "kode_pos": b["kode_pos"],
            "lat": float(b["lat"]),
            "lon": float(b["lon"]),
        }
        for b in baris
        if b["jenis"] != KECAMATAN
    ]
    return [_selaraskan(Kecamatan, ("kode",), kecamatan), _selaraskan(Desa, ("kode",), desa)]


@transaction.atomic
def muat_kbli() -> list[HasilMuat]:
    """Load KBLI 2020 and 2025, level by level, with a warning on codes whose title changed its meaning."""
    berkas = {versi: list(_baris(f"kbli{versi}.csv")) for versi in VersiKbli.values}
    judul = {versi: {b["kode"]: b["judul"] for b in baris} for versi, baris in berkas.items()}
    lama, baru = (judul[versi] for versi in VersiKbli.values)
    berubah = {kode for kode in lama.keys() & baru.keys() if makna_berubah(lama[kode], baru[kode])}
    hitungan = [0, 0, 0]
    for tingkat in TingkatKbli.values:
        induk = {(k.versi, k.kode): k.pk for k in Kbli.objects.only("versi", "kode")}
        setingkat = [
            {
                "versi": versi,
                "kode": b["kode"],
                "judul": terbaca(b["judul"]),
                "tingkat": tingkat,
                "induk_id": induk[versi, b["induk"]] if b["induk"] else None,
                "makna_berubah": b["kode"] in berubah,
            }
            for versi, baris in berkas.items()
            for b in baris
            if b["tingkat"] == tingkat
        ]
        hasil = _selaraskan(Kbli, ("versi", "kode"), setingkat)
        hitungan = [h + t for h, t in zip(hitungan, (hasil.baru, hasil.berubah, hasil.tetap), strict=True)]
    tersisa = Kbli.objects.count() - sum(len(baris) for baris in berkas.values())
    return [HasilMuat("KBLI", hitungan[0], hitungan[1], hitungan[2], tersisa)]


def _padanan_berkas() -> dict[str, set[tuple[str, str, int]]]:
    """Return each word of the file with its codes as (version, code, rank)."""
    return {
        b["kata"]: {
            (versi, kode, urutan)
            for versi in VersiKbli.values
            for urutan, kode in enumerate(b[f"kode_{versi}"].split(), start=1)
        }
        for b in _baris("sinonim_kbli.csv")
    }


@transaction.atomic
def muat_sinonim() -> list[HasilMuat]:
    """Load the everyday words. A word that an official added or touched belongs to the officials and stays as it is."""
    berkas = _padanan_berkas()
    kbli = {(k.versi, k.kode): k.pk for k in Kbli.objects.filter(tingkat=TingkatKbli.KELOMPOK).only("versi", "kode")}
    ada = {s.kata: s for s in SinonimKbli.objects.prefetch_related("padanan__kbli")}
    baru = SinonimKbli.objects.bulk_create(
        SinonimKbli(kata=kata, sumber=SumberSinonim.BERKAS) for kata in berkas if kata not in ada
    )
    beda = [
        s
        for kata, s in ada.items()
        if kata in berkas
        and s.sumber == SumberSinonim.BERKAS
        and {(p.kbli.versi, p.kbli.kode, p.urutan) for p in s.padanan.all()} != berkas[kata]
    ]
    PadananKbli.objects.filter(sinonim__in=beda).delete()
    PadananKbli.objects.bulk_create(
        PadananKbli(sinonim=s, kbli_id=kbli[versi, kode], urutan=urutan)
        for s in (*baru, *beda)
        for versi, kode, urutan in sorted(berkas[s.kata])
    )
    usang = SinonimKbli.objects.filter(sumber=SumberSinonim.BERKAS).exclude(kata__in=berkas)
    dibuang = usang.delete()[1].get(SinonimKbli._meta.label, 0)
    tetap = len(ada) - len(beda) - dibuang
    return [HasilMuat("sinonim KBLI", len(baru), len(beda), tetap)]


def perbarui_statistik() -> None:
    """Tell the planner of the rows just loaded: until autovacuum comes by, it plans for empty tables and crawls."""
    tabel = ", ".join(m._meta.db_table for m in (Kecamatan, Desa, Kbli, SinonimKbli, PadananKbli))
    with connection.cursor() as kursor:
        kursor.execute(f"ANALYZE {tabel}")


@transaction.atomic
def serahkan_ke_petugas(sinonim: SinonimKbli) -> None:
    """Mark a word as touched by an official: from now on `muat_sinonim` leaves it alone."""
    sinonim.sumber = SumberSinonim.PETUGAS
    sinonim.save(update_fields=["sumber"])
