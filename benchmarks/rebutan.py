"""Many at the same moment: every client opens a connection of its own and sends one request, all let go at once."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

BATAS = 120  # seconds until a client gives up


@dataclass(frozen=True)
class Kiriman:
    """A POST of one client."""

    jalur: str
    isi: bytes
    kepala: dict[str, str]


@dataclass(frozen=True)
class Jawaban:
    """What a client got, and when it was sent and answered (seconds since all were let go); status 0: no answer."""

    status: int
    tujuan: str
    dikirim: float
    dijawab: float


def serbu(port: int, kiriman: Sequence[Kiriman]) -> list[Jawaban]:
    """Send all at once and return what each client got, in the order of `kiriman`."""
    hasil: list[Jawaban | None] = [None] * len(kiriman)
    mulai: list[float] = []
    siap = threading.Barrier(len(kiriman), action=lambda: mulai.append(time.perf_counter()))

    def satu(ke: int) -> None:
        siap.wait()
        sejak = time.perf_counter() - mulai[0]
        try:
            status, tujuan = _kirim(port, kiriman[ke])
        except OSError:
            status, tujuan = 0, ""
        hasil[ke] = Jawaban(status, tujuan, sejak, time.perf_counter() - mulai[0])

    utas = [threading.Thread(target=satu, args=(ke,)) for ke in range(len(kiriman))]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    return [satu for satu in hasil if satu is not None]


def _kirim(port: int, kiriman: Kiriman) -> tuple[int, str]:
    sambungan = http.client.HTTPConnection("127.0.0.1", port, timeout=BATAS)
    try:
        sambungan.request("POST", kiriman.jalur, kiriman.isi, kiriman.kepala)
        jawaban = sambungan.getresponse()
        jawaban.read()
        return jawaban.status, jawaban.headers.get("Location", "")
    finally:
        sambungan.close()
