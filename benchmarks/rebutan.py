"""Many at the same moment: every client has a connection of its own and sends one request, all let go at once.

One thread drives all connections: a thread for each took more of the two cores than the server that was measured.
"""

from __future__ import annotations

import http.client
import io
import selectors
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

BATAS = 120  # seconds until the clients give up


@dataclass(frozen=True)
class Kiriman:
    """A POST of one client."""

    jalur: str
    isi: bytes
    kepala: dict[str, str]

    def tulis(self, port: int) -> bytes:
        """Return the request as it is sent."""
        baku = {"Host": f"127.0.0.1:{port}", "Content-Length": str(len(self.isi)), "Connection": "close"}
        kepala = "".join(f"{nama}: {nilai}\r\n" for nama, nilai in {**baku, **self.kepala}.items())
        return f"POST {self.jalur} HTTP/1.1\r\n{kepala}\r\n".encode() + self.isi


@dataclass(frozen=True)
class Jawaban:
    """What a client got, and when it came and was answered (seconds since all were let go); status 0: no answer."""

    status: int
    tujuan: str
    dikirim: float
    dijawab: float


@dataclass
class _Klien:
    """A connection under way."""

    ke: int
    kiriman: bytes
    dikirim: float
    diterima: bytearray = field(default_factory=bytearray)

    def jawaban(self, dijawab: float) -> Jawaban:
        """Return what was understood of the answer."""
        pertama, _, sisa = bytes(self.diterima).partition(b"\r\n")
        if not pertama.startswith(b"HTTP/1.") or b"\r\n\r\n" not in sisa:
            return Jawaban(0, "", self.dikirim, dijawab)
        kepala = http.client.parse_headers(io.BytesIO(sisa))
        return Jawaban(int(pertama.split()[1]), kepala.get("Location", ""), self.dikirim, dijawab)


def serbu(port: int, kiriman: Sequence[Kiriman]) -> list[Jawaban]:
    """Send all at once and return what each client got, in the order of `kiriman`."""
    tertulis = [satu.tulis(port) for satu in kiriman]
    hasil = [Jawaban(0, "", 0, 0)] * len(kiriman)
    mulai = time.perf_counter()
    with selectors.DefaultSelector() as pemilih:
        for ke, isi in enumerate(tertulis):
            kabel = socket.socket()
            kabel.setblocking(False)
            klien = _Klien(ke, isi, time.perf_counter() - mulai)
            kabel.connect_ex(("127.0.0.1", port))
            pemilih.register(kabel, selectors.EVENT_WRITE, klien)
        while pemilih.get_map():
            siap = pemilih.select(mulai + BATAS - time.perf_counter())
            for kunci, peristiwa in siap or [(kunci, 0) for kunci in list(pemilih.get_map().values())]:
                if not peristiwa or _lanjut(pemilih, kunci, peristiwa):  # time is over for all, or done
                    hasil[kunci.data.ke] = kunci.data.jawaban(time.perf_counter() - mulai)
                    pemilih.unregister(kunci.fileobj)
                    kunci.fileobj.close()  # type: ignore[union-attr]
    return hasil


def _lanjut(pemilih: selectors.BaseSelector, kunci: selectors.SelectorKey, peristiwa: int) -> bool:
    """Send or receive what is ready; True when the answer is over, or the server has hung up."""
    kabel: Any = kunci.fileobj
    klien: _Klien = kunci.data
    try:
        if peristiwa == selectors.EVENT_WRITE:
            klien.kiriman = klien.kiriman[kabel.send(klien.kiriman) :]
            if not klien.kiriman:
                pemilih.modify(kabel, selectors.EVENT_READ, klien)
            return False
        potong = kabel.recv(65536)
    except OSError:
        return True
    klien.diterima += potong
    return not potong
