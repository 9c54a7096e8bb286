"""What complaints need to run, as one file: kinds, times, units, columns. Loading never touches what is there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.db import transaction

from aduan.models import AturanWaktu, JenisAduan, KolomSp4n, Unit

BERKAS = Path(__file__).resolve().parent.parent / "data" / "bawaan.json"


@transaction.atomic
def muat() -> int:
    """Add the kinds, times, units and columns that were never there; what officials changed stays. Returns how many.

    A kind that is there already keeps the times that officials gave it, even none.
    """
    isi = json.loads(BERKAS.read_text(encoding="utf-8"))
    jenis_ada = set(JenisAduan.objects.values_list("kode", flat=True))
    tanpa_aturan = not AturanWaktu.objects.exists()
    kolom = [] if KolomSp4n.objects.exists() else isi["kolom"]
    jumlah = sum(_tambah(JenisAduan, baris) for baris in isi["jenis"])
    jumlah += sum(_tambah(Unit, baris) for baris in isi["unit"])
    for baris in isi["aturan"]:
        if tanpa_aturan or (baris.get("jenis") and baris["jenis"] not in jenis_ada):
            jenis = JenisAduan.objects.get(kode=baris["jenis"]) if "jenis" in baris else None
            _simpan(AturanWaktu(**baris | {"jenis": jenis}))
            jumlah += 1
    for baris in kolom:
        _simpan(KolomSp4n(**baris))
        jumlah += 1
    return jumlah


def _tambah(model: Any, baris: dict[str, Any]) -> bool:
    if model.objects.filter(kode=baris["kode"]).exists():
        return False
    _simpan(model(**baris))
    return True


def _simpan(satu: Any) -> None:
    satu.full_clean()
    satu.save()
