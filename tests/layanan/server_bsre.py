"""A small real HTTP server that answers as the esign client service of BSrE does, as far as its clients show."""

from __future__ import annotations

import contextlib
import io
import json
import re
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pikepdf

PENGGUNA, SANDI, FRASA = "portal", "sandi-portal-uji", "Frasa rahasia 123"


def bertanda(pdf: bytes) -> bytes:
    """Return the PDF with a signature field whose byte range spans the file, as a signer leaves it."""
    keluar = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as berkas:
        nilai = pikepdf.Dictionary(
            Type=pikepdf.Name.Sig,
            ByteRange=pikepdf.Array([0, 1111111111, 2222222222, 3333333333]),
            Contents=pikepdf.String(b"tanda tangan uji" + b"\0" * 16),
        )
        medan = pikepdf.Dictionary(FT=pikepdf.Name.Sig, T="Tanda1", V=berkas.make_indirect(nilai))
        berkas.Root.AcroForm = berkas.make_indirect(
            pikepdf.Dictionary(Fields=pikepdf.Array([berkas.make_indirect(medan)]), SigFlags=3)
        )
        berkas.save(keluar, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    isi = keluar.getvalue()
    for tempat, nilai_baru in ((b"1111111111", 100), (b"2222222222", 200), (b"3333333333", len(isi) - 200)):
        assert isi.count(tempat) == 1
        isi = isi.replace(tempat, b"%010d" % nilai_baru)
    return isi


class ServerBsre(ThreadingHTTPServer):
    """Signs what has the right passphrase, unless `jawab` (path to status, headers and body) answers instead."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Sesi)
        self.diterima: list[dict[str, Any]] = []
        self.jalur: list[str] = []
        self.jawab: Callable[[dict[str, Any]], tuple[int, dict[str, str], bytes]] = self.tandatangani
        self.tutup = threading.Event()
        self.jeda = 0.0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def tandatangani(self, isian: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
        if isian["passphrase"] != FRASA:
            return 400, {}, json.dumps({"error": "Passphrase anda salah", "status_code": 2031}).encode()
        return 200, {"id_dokumen": "bsre-1"}, bertanda(isian["file"])

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hung up is what some tests are about."""


class _Sesi(BaseHTTPRequestHandler):
    server: ServerBsre

    def do_POST(self) -> None:
        badan = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        pemisah = (self.headers.get("Content-Type", "").partition("boundary=")[2]).encode()
        isian = _urai(badan, pemisah) if pemisah else {}
        isian["kunci"] = self.headers.get("Authorization")
        self.server.diterima.append(isian)
        self.server.jalur.append(f"{self.command} {self.path}")
        self.server.tutup.wait(self.server.jeda)
        status, kepala, isi = self.server.jawab(isian)
        with contextlib.suppress(OSError):  # the client may have given up
            self.send_response(status)
            for nama, nilai in {"Content-Length": str(len(isi)), **kepala}.items():
                self.send_header(nama, nilai)
            self.end_headers()
            self.wfile.write(isi)

    do_GET = do_POST  # noqa: N815

    def log_message(self, *_: Any) -> None:
        """Quiet."""


def _urai(badan: bytes, pemisah: bytes) -> dict[str, Any]:
    """Read a multipart form: text of every field, bytes of the file."""
    hasil: dict[str, Any] = {}
    for bagian in badan.split(b"--" + pemisah)[1:-1]:
        kepala, _, isi = bagian.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        nama = re.search(rb'name="([^"]+)"', kepala)
        assert nama is not None
        isi = isi.removesuffix(b"\r\n")
        hasil[nama[1].decode()] = isi if b"filename=" in kepala else isi.decode()
    return hasil


@contextlib.contextmanager
def server_bsre() -> Iterator[ServerBsre]:
    """Run a server on a free port of the loopback until the block ends."""
    with ServerBsre() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        try:
            yield server
        finally:
            server.tutup.set()
            server.shutdown()
