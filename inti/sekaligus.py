"""The small rows that hang on a case, fetched in one question instead of one for each relation.

A page of a case reads its history, its papers, what was asked for, its objections. Each is a few rows, so asking costs
more than answering; ten relations are ten questions. Here each relation gives its rows as JSON, and all of them come
back from one UNION ALL. Afterwards `case.relation.all()` reads from memory, as after `prefetch_related`.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, IntegerField, Value, Window
from django.db.models.functions import JSONObject, RowNumber

# What JSON would give back changed, or not at all.
_TAK_UTUH = (models.DecimalField, models.FloatField, models.BinaryField, models.DurationField)


def muat(*minta: tuple[Any, ...]) -> None:
    """Fetch relations of any objects at once: each is (object, name of the relation, foreign keys to bring along…).

        muat((case, "riwayat"), (case, "lampiran", "berkas"), (case.layanan, "berkas"))

    The rows come in the order of their model. For few rows of plain columns; raises TypeError for a column that JSON
    would not give back as it is (decimal, float, binary, duration).
    """
    hubungan = [(induk, getattr(induk, nama), nama, serta) for induk, nama, *serta in minta]
    bagian = [_tanya(n, manajer, serta) for n, (_, manajer, _, serta) in enumerate(hubungan)]
    hasil: list[list[tuple[int, dict[str, Any]]]] = [[] for _ in hubungan]
    for n, urut, isi in bagian[0].union(*bagian[1:], all=True):
        hasil[n].append((urut, isi))
    for (induk, manajer, nama, serta), baris in zip(hubungan, hasil, strict=True):
        _ingat(induk, manajer, nama, [_bangun(manajer.model, isi, serta) for _, isi in sorted(baris, key=_urutan)])


def _urutan(baris: tuple[int, dict[str, Any]]) -> int:
    return baris[0]


def _tanya(n: int, manajer: Any, serta: list[str]) -> Any:
    """Ask for the rows of one relation as (which relation, place in its order, columns as JSON)."""
    model = manajer.model
    isi: dict[str, Any] = {f.attname: F(f.attname) for f in _kolom(model)}
    for nama in serta:
        tujuan = model._meta.get_field(nama).related_model
        isi[f"+{nama}"] = JSONObject(**{f.attname: F(f"{nama}__{f.attname}") for f in _kolom(tujuan)})
    urut = Window(RowNumber(), order_by=list(model._meta.ordering) or "pk")
    nomor = Value(n, output_field=IntegerField())
    return manajer.get_queryset().order_by().values_list(nomor, urut, JSONObject(**isi))


def _kolom(model: Any) -> list[Any]:
    kolom = list(model._meta.concrete_fields)
    if asing := [f.name for f in kolom if isinstance(f, _TAK_UTUH)]:
        raise TypeError(f"{model.__name__} holds what JSON would change: {', '.join(asing)}.")
    return kolom


def _bangun(model: Any, isi: dict[str, Any], serta: list[str]) -> Any:
    """Make an object of its columns, with what was brought along."""
    kolom = _kolom(model)
    obj = model.from_db("default", [f.attname for f in kolom], [f.to_python(isi[f.attname]) for f in kolom])
    for nama in serta:
        tujuan, bawaan = model._meta.get_field(nama).related_model, isi[f"+{nama}"]
        setattr(obj, nama, None if bawaan[tujuan._meta.pk.attname] is None else _bangun(tujuan, bawaan, []))
    return obj


def _ingat(induk: Any, manajer: Any, nama: str, baris: list[Any]) -> None:
    """Keep the rows where `prefetch_related` keeps them."""
    for satu in baris:
        setattr(satu, manajer.field.name, induk)
    daftar = manajer.get_queryset()
    daftar._result_cache = baris
    daftar._prefetch_done = True
    induk.__dict__.setdefault("_prefetched_objects_cache", {})[nama] = daftar
