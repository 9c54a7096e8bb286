"""What is hung around every job of the queue: the name of its request, its one line in the log, its count.

Celery's own hooks, connected in `batang_portal.celery`.
"""

from __future__ import annotations

import logging
import time
from typing import Any

from inti import kode_gangguan
from operasi import metrik

log = logging.getLogger("portal.pekerjaan")
KEPALA = "permintaan"
_mulai: dict[str, float] = {}


def titipkan(headers: dict[str, Any] | None = None, **kwargs: Any) -> None:
    """Before a job is sent: give it the name of the request that asked for it."""
    if headers is not None and kode_gangguan.kini():
        headers[KEPALA] = kode_gangguan.kini()


def mulai(task_id: str = "", task: Any = None, **kwargs: Any) -> None:
    """Before a job runs."""
    kode_gangguan.mulai(task.request.get(KEPALA) or "")
    _mulai[task_id] = time.perf_counter()


def selesai(task_id: str = "", task: Any = None, state: str | None = "", **kwargs: Any) -> None:
    """After a job ran, however it ended. Its arguments and its result stay out of the log."""
    detik = time.perf_counter() - _mulai.pop(task_id, time.perf_counter())
    metrik.pekerjaan(task.name, str(state), detik)
    isi = {"task": task.name, "state": state, "ms": round(detik * 1000)}
    log.info("%s %s %s ms", task.name, state, isi["ms"], extra=isi)
    kode_gangguan.selesai()
