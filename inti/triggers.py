"""Migration operations that make a table keep its promise even against raw SQL."""

from __future__ import annotations

from django.db import migrations

_FUNGSI = """
CREATE OR REPLACE FUNCTION {nama}() RETURNS trigger LANGUAGE plpgsql AS $badan$
BEGIN
    {badan}
END
$badan$;
CREATE TRIGGER {nama} BEFORE {kejadian} ON {tabel} FOR EACH ROW EXECUTE FUNCTION {nama}();
"""
_CABUT = """
DROP TRIGGER IF EXISTS {nama} ON {tabel};
DROP FUNCTION IF EXISTS {nama}();
"""


def abadi(tabel: str) -> migrations.RunSQL:
    """Refuse UPDATE and DELETE on every row of `tabel` (a database table name): what was written stays.

    TRUNCATE stays possible, for it is how a test database is emptied and it needs the owner's right.
    The error reaches Django as `django.db.utils.InternalError` with a plain Indonesian sentence.
    """
    return pemicu(
        f"{tabel}_abadi",
        tabel,
        f"RAISE EXCEPTION 'Baris {tabel} tidak boleh diubah atau dihapus.' USING ERRCODE = 'raise_exception';",
    )


def pemicu(nama: str, tabel: str, badan: str, *, kejadian: str = "UPDATE OR DELETE") -> migrations.RunSQL:
    """Install the row trigger `nama` on `tabel`; `badan` is PL/pgSQL that raises, or returns the row. Reversible."""
    isian = {"nama": nama, "tabel": tabel, "badan": badan, "kejadian": kejadian}
    return migrations.RunSQL(sql=_FUNGSI.format(**isian), reverse_sql=_CABUT.format(**isian))
