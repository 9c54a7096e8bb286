"""Hints to the workers. What a lost hint would have asked for is found by a sweep of its own."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)


def isyaratkan(tugas: Any, kunci: Iterable[int]) -> None:
    """After commit, ask a worker for the Celery task `tugas` with each of these keys.

    While Redis is down this fails fast and is told in the log alone: nobody waits for a hint.
    """
    antre = list(kunci)

    def beri_tahu() -> None:
        try:
            for satu in antre:
                tugas.delay(satu)
        except OperationalError:
            log.warning("Antrean tidak menjawab; %s menunggu sapuan berikutnya.", tugas.name)

    if antre:
        transaction.on_commit(beri_tahu, robust=True)
