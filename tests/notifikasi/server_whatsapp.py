"""A small real HTTP server that answers as WhatsApp's Cloud API does, and the receipts Meta would send after it."""

import contextlib
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from django.test import Client

NOMOR, TOKEN, RAHASIA, KATA = "100200300", "token-uji", "rahasia-uji", "kata-uji"
RESI = "/pesan/whatsapp/"


@dataclass
class Jawaban:
    """One answer: `kode` is Meta's error code (None: taken), `badan` replaces what the server would say."""

    http: int = 200
    kode: int | None = None
    rincian: str = ""
    badan: bytes | None = None
    kepala: dict[str, str] = field(default_factory=dict)
    jeda: float = 0
    putus: bool = False
    tetes: float = 0  # seconds between one byte of the answer and the next


class ServerWhatsApp(ThreadingHTTPServer):
    """Answers with `jawaban` in turn, then takes everything. `diterima` are the bodies it was sent."""

    daemon_threads = True

    def __init__(self, *jawaban: Jawaban) -> None:
        super().__init__(("127.0.0.1", 0), _Sesi)
        self.jawaban = list(jawaban)
        self.diterima: list[dict[str, Any]] = []
        self.kepala: list[dict[str, str]] = []
        self.jalur: list[str] = []
        self.gerendel = threading.Lock()
        self.tutup = threading.Event()
        self.sebelum_menjawab: Any = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v25.0"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hung up is what some tests are about."""


class _Sesi(BaseHTTPRequestHandler):
    server: ServerWhatsApp

    def do_POST(self) -> None:
        badan = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with self.server.gerendel:
            self.server.diterima.append(badan)
            self.server.kepala.append(dict(self.headers))
            self.server.jalur.append(self.path)
            nomor = len(self.server.diterima)
            jawaban = self.server.jawaban.pop(0) if self.server.jawaban else Jawaban()
        if self.server.sebelum_menjawab:
            self.server.sebelum_menjawab(badan, f"wamid.{nomor}")
        self.server.tutup.wait(jawaban.jeda)
        if jawaban.putus:
            self.connection.close()
            return
        isi = _isi(jawaban, nomor) if jawaban.badan is None else jawaban.badan
        with contextlib.suppress(OSError):  # the client may have given up
            self.send_response(jawaban.http)
            for nama, nilai in {"Content-Length": str(len(isi)), **jawaban.kepala}.items():
                self.send_header(nama, nilai)
            self.end_headers()
            for satu in [isi[i : i + 1] for i in range(len(isi))] if jawaban.tetes else [isi]:
                self.wfile.write(satu)
                self.server.tutup.wait(jawaban.tetes)

    do_GET = do_POST  # noqa: N815

    def log_message(self, *_: Any) -> None:
        """Quiet."""


def _isi(jawaban: Jawaban, nomor: int) -> bytes:
    if jawaban.kode is None and jawaban.http == 200:
        isi: dict[str, Any] = {"messaging_product": "whatsapp", "messages": [{"id": f"wamid.{nomor}"}]}
    else:
        galat = {"message": "(#1) Galat", "type": "OAuthException", "error_data": {"details": jawaban.rincian}}
        isi = {"error": galat | ({} if jawaban.kode is None else {"code": jawaban.kode})}
    return json.dumps(isi).encode()


@contextlib.contextmanager
def server_whatsapp(*jawaban: Jawaban) -> Iterator[ServerWhatsApp]:
    """Run a server on a free port of the loopback until the block ends."""
    with ServerWhatsApp(*jawaban) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        try:
            yield server
        finally:
            server.tutup.set()
            server.shutdown()


def resi(kata: str, *, kode: str = "", id_penyedia: str = "wamid.1", galat: int | None = None, **lain: Any) -> dict:
    """Return one receipt as Meta writes it."""
    isi: dict[str, Any] = {
        "id": id_penyedia,
        "status": kata,
        "timestamp": "1795300000",
        "recipient_id": "6281200000001",
    }
    isi |= {"biz_opaque_callback_data": kode} if kode else {}
    isi |= {"errors": [{"code": galat, "title": "Galat", "error_data": {"details": "Rincian"}}]} if galat else {}
    return isi | lain


def bungkus(*status: Any, nomor: str = NOMOR) -> dict[str, Any]:
    """Return receipts as the body of a call."""
    nilai = {"messaging_product": "whatsapp", "metadata": {"phone_number_id": nomor}, "statuses": list(status)}
    return {
        "object": "whatsapp_business_account",
        "entry": [{"id": "1", "changes": [{"field": "messages", "value": nilai}]}],
    }


def tanda_tangan(badan: bytes, rahasia: str = RAHASIA) -> str:
    return "sha256=" + hmac.new(rahasia.encode(), badan, hashlib.sha256).hexdigest()


def antar_resi(*status: Any, **lain: Any) -> int:
    """Send receipts to the portal, signed; returns the HTTP status."""
    badan = json.dumps(bungkus(*status, **lain)).encode()
    kepala = {"X-Hub-Signature-256": tanda_tangan(badan)}
    return Client().post(RESI, badan, content_type="application/json", headers=kepala).status_code
