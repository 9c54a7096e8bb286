"""A server of its own that a test may stop and start again on the same port, as a village hall does to a phone."""

from __future__ import annotations

import socket
from threading import Thread
from typing import Any

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test.testcases import QuietWSGIRequestHandler


class _Peladen(ThreadedWSGIServer):
    allow_reuse_address = True

    def __init__(self, *args: Any, **sisa: Any) -> None:
        self.sambungan: set[socket.socket] = set()
        super().__init__(*args, **sisa)

    def process_request(self, request: Any, client_address: Any) -> None:
        self.sambungan.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self.sambungan.discard(request)
        super().shutdown_request(request)

    def putus(self) -> None:
        """Stop, and hang up on everybody: a connection kept alive would go on being answered."""
        self.shutdown()
        self.server_close()
        for satu in list(self.sambungan):
            try:
                satu.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue


class Peladen:
    """`nyala()` and `mati()`, as often as wanted; `url` stays the same."""

    def __init__(self) -> None:
        self.porta = 0
        self.nyala()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.porta}"

    def nyala(self) -> None:
        self._peladen = _Peladen(("127.0.0.1", self.porta), QuietWSGIRequestHandler)
        self._peladen.set_app(StaticFilesHandler(WSGIHandler()))
        self.porta = self._peladen.server_port
        self._utas = Thread(target=self._peladen.serve_forever, daemon=True)
        self._utas.start()

    def mati(self) -> None:
        if self._utas.is_alive():
            self._peladen.putus()
            self._utas.join()
