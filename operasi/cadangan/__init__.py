"""Backup and restore: database and files in one encrypted file, its key apart.

`segel` encrypts a stream in chunks, `bingkai` gives the stream its records, `basis` copies tables, `media` holds files
still while they are read, `buat` and `pulih` put it all together. `docs/keputusan/0009-cadangan.md` says why so.
"""


class GagalCadangan(Exception):
    """Why no backup was made or nothing was restored: one plain sentence."""
