"""One moment of the database, for whatever reads more than one table or takes its time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

MULAI = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"
"""The first statement of a transaction that sees one moment and writes nothing."""


@contextmanager
def cuplikan() -> Iterator[None]:
    """Read all that is read inside as it was at one moment, and write nothing.

    Inside a transaction of the caller that one's view holds, whatever it is.
    """
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as kursor:
            kursor.execute(MULAI)
        yield
