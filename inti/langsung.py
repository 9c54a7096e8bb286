"""Plain SQL for the few statements that hundreds send in the same second, or that stand on everybody's page.

Composing these anew through the ORM costs more than the database's answer. Everywhere else the ORM is the way.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, models


class Bentuk:
    """Some columns of a table, `singkat` its name in the statement, and how a model is made of their values.

    All columns when none is named. What was left out is fetched when somebody asks for it, as after `only()`.
    """

    def __init__(self, model: type[models.Model], singkat: str, *nama: str) -> None:
        kolom = [k for k in model._meta.concrete_fields if not nama or k.primary_key or k.name in nama]
        self.model, self.nama = model, [k.attname for k in kolom]
        self.sql = ", ".join(f"{singkat}.{k.column}" for k in kolom)

    def __len__(self) -> int:
        return len(self.nama)

    def baca(self, nilai: Sequence[Any]) -> Any:
        """Return the model that these values of the columns make."""
        return self.model.from_db(DEFAULT_DB_ALIAS, self.nama, nilai)


def tanya(perintah: str, isian: Sequence[Any] | dict[str, Any]) -> list[tuple[Any, ...]]:
    """Return the rows that a statement answers."""
    with connection.cursor() as kursor:
        kursor.execute(perintah, isian)
        return kursor.fetchall()


def sisipkan(baris: Sequence[models.Model], *, lewati_ganda: bool = False) -> bool:
    """Insert new rows of one model by one statement; True when all were written, and then each has its key.

    Their `save()` is not called, so a model that does more there than to write does not belong here. `lewati_ganda`
    leaves out those that a unique constraint refuses; who gets False then does not know which.
    """
    if not baris:
        return True
    model = type(baris[0])
    depan, tempat, kolom = _pola(model)
    for satu in baris:
        satu._prepare_related_fields_for_save(operation_name="sisipkan")  # type: ignore[attr-defined]
    isian = [k.get_db_prep_save(k.pre_save(satu, True), connection) for satu in baris for k in kolom]
    nilai = ", ".join([tempat] * len(baris))
    ganda = " ON CONFLICT DO NOTHING" if lewati_ganda else ""
    kunci = tanya(f"{depan}{nilai}{ganda} RETURNING {model._meta.pk.column}", isian)
    if len(kunci) < len(baris):
        return False
    for satu, (pk,) in zip(baris, kunci, strict=True):
        satu.pk, satu._state.adding, satu._state.db = pk, False, DEFAULT_DB_ALIAS
    return True


@cache
def _pola(model: type[models.Model]) -> tuple[str, str, list[Any]]:
    """Return how the statement begins, the placeholders of a row, and the columns, all but the key."""
    kolom = [k for k in model._meta.local_concrete_fields if not (k.primary_key or k.generated)]
    nama = ", ".join(str(k.column) for k in kolom)
    depan = f"INSERT INTO {model._meta.db_table} ({nama}) VALUES "  # noqa: S608 - names of columns
    return depan, f"({', '.join(['%s'] * len(kolom))})", kolom
