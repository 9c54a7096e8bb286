"""The name of one request, carried through its log lines, its jobs and its error page. Imports nothing of ours.

The page of an error calls it "kode gangguan", the header X-Request-ID, the log request_id.
"""

from __future__ import annotations

import re
import secrets
from contextvars import ContextVar

# A letter at least: sixteen digits would be an identity number, and no name of a request.
_WARAS = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9._-]{8,64}")

_kini: ContextVar[str] = ContextVar("kode_gangguan", default="")


def kini() -> str:
    """The name of what runs now, "" outside requests and jobs."""
    return _kini.get()


def mulai(diusulkan: str = "") -> str:
    """Take the name that a proxy proposes when it is a sane one, else make one; returns it."""
    nama = diusulkan if _WARAS.fullmatch(diusulkan) else f"p{secrets.token_hex(7)}"
    _kini.set(nama)
    return nama


def selesai() -> None:
    """Forget the name: what runs next in this thread is something else."""
    _kini.set("")
