"""A small real SMTP server (RFC 5321) that can accept, refuse, be slow, or say nothing at all."""

import contextlib
import socketserver
import threading
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage


class ServerSurat(socketserver.ThreadingTCPServer):
    """`jawaban_rcpt` is the answer to every recipient; `diam` accepts connections and never greets."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, *, jawaban_rcpt: str = "250 OK", diam: bool = False, jeda: float = 0) -> None:
        super().__init__(("127.0.0.1", 0), _Sesi)
        self.jawaban_rcpt, self.diam, self.jeda = jawaban_rcpt, diam, jeda
        self.surat: list[EmailMessage] = []
        self.sambungan = 0
        self.tutup = threading.Event()

    @property
    def port(self) -> int:
        return self.server_address[1]


class _Sesi(socketserver.StreamRequestHandler):
    server: ServerSurat

    def handle(self) -> None:
        self.server.sambungan += 1
        if self.server.diam:
            self.server.tutup.wait(30)
            return None
        self._jawab("220 surat.uji ESMTP")
        while baris := self.rfile.readline():
            perintah = baris[:4].upper()
            if perintah == b"RCPT":
                self._jawab(self.server.jawaban_rcpt)
            elif perintah == b"DATA":
                self._terima()
            elif perintah == b"QUIT":
                return self._jawab("221 Selesai")
            else:
                self._jawab("250 OK")
        return None

    def _terima(self) -> None:
        self._jawab("354 Silakan")
        isi = []
        while (baris := self.rfile.readline()) != b".\r\n":
            isi.append(baris)
        self.server.tutup.wait(self.server.jeda)
        self.server.surat.append(message_from_bytes(b"".join(isi), policy=policy.default))
        self._jawab("250 Diterima")

    def _jawab(self, teks: str) -> None:
        self.wfile.write(f"{teks}\r\n".encode())


@contextlib.contextmanager
def server_surat(**sifat: object) -> Iterator[ServerSurat]:
    """Run a server on a free port of the loopback until the block ends."""
    with ServerSurat(**sifat) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield server
        finally:
            server.tutup.set()
            server.shutdown()
