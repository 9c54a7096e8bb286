"""Celery shells of the system. What they do stands in `operasi.actions`."""

from __future__ import annotations

import logging

from celery import shared_task

from operasi import actions
from operasi.cadangan import GagalCadangan
from operasi.enums import Apa

log = logging.getLogger(__name__)
BATAS_MALAM = 4 * 3600  # seconds: what reads every file of years may take its time at night


@shared_task
def denyut() -> None:
    actions.catat(Apa.DENYUT)


@shared_task
def uji_pekerja() -> None:
    actions.catat(Apa.PEKERJA)


@shared_task(time_limit=BATAS_MALAM)
def cadangkan() -> None:
    try:
        actions.cadangkan_berkala()
    except GagalCadangan as galat:
        log.error("Cadangan gagal: %s", galat)


@shared_task(time_limit=BATAS_MALAM)
def periksa_keutuhan() -> None:
    if temuan := sum(satu.jumlah for satu in actions.periksa_keutuhan()):
        log.error("Pemeriksaan keutuhan: %s temuan", temuan)
