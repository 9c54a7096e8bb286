"""Rows that must not tell when they were written: put back in another order, with new keys."""

from __future__ import annotations

from datetime import date

from django.db import connection, models, transaction


@transaction.atomic
def kocok(model: type[models.Model], *, sejak: date) -> int:
    """Give the rows whose `bulan` is `sejak` or later new random keys, in a random order, as if all were written now.

    After it neither key, place on the disk nor number of the transaction ties an answer to the moment in which a link
    was used. One statement takes them out and puts them back, so that nobody reads half of them. Names come from the
    model alone; its key is a UUID and nothing points to it. Returns how many rows.
    """
    nama = [str(f.column) for f in model._meta.concrete_fields if not f.primary_key]
    kolom = ", ".join(connection.ops.quote_name(satu) for satu in nama)
    tabel = connection.ops.quote_name(model._meta.db_table)
    sql = f"""
        WITH lama AS (DELETE FROM {tabel} WHERE bulan >= %s RETURNING *)
        INSERT INTO {tabel} (id, {kolom}) SELECT gen_random_uuid(), {kolom} FROM lama ORDER BY random()"""  # noqa: S608
    with connection.cursor() as kursor:
        kursor.execute(sql, [sejak])
        return kursor.rowcount
