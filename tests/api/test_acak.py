"""Every operation of the document under generated requests: nothing breaks, and nothing is answered undocumented."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, settings
from schemathesis import checks
from schemathesis.config import SchemathesisConfig

from api import laju, skema
from batang_portal.wsgi import application
from tests.factories import jadikan_terverifikasi, usaha_siap
from umkm.actions import bukti

# Fixed: the same requests in every run. `derandomize` takes the seed from the name of the test.
BERULANG = settings(max_examples=6, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
PERIKSA = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
]


def peladen(environ: dict[str, Any], mulai: Any) -> Any:
    """The portal as behind a server, which always knows the caller's address; uncompressed, for the test reads it."""
    return application(environ | {"REMOTE_ADDR": "127.0.0.1", "HTTP_ACCEPT_ENCODING": "identity"}, mulai)


def dokumen(*, batas: bool) -> Any:
    """Load the document; `batas` tries every limit of every parameter besides what chance brings."""
    setelan = SchemathesisConfig.from_dict({"phases": {"coverage": {"enabled": batas}}})
    satu = schemathesis.openapi.from_dict(skema.dokumen(), config=setelan)
    satu.app = peladen
    return satu


API, API_SINGKAT = dokumen(batas=True), dokumen(batas=False)


@pytest.fixture
def _sambungan_tetap() -> Any:
    """As Django's own client does: the end of a request must not close the connection that holds the test."""
    akhir = (request_started, request_finished)
    for satu in akhir:
        satu.disconnect(close_old_connections)
    yield
    for satu in akhir:
        satu.connect(close_old_connections)


@pytest.fixture
def dunia(_sambungan_tetap: None, usaha: Any, pemilik: Any, buat_kunci: Any, monkeypatch: Any) -> dict[str, str]:
    """A business with its proof, and a key that may send as often as it likes."""
    monkeypatch.setattr(laju, "PER_ALAMAT", laju.Batas(10**6, 1))
    monkeypatch.setattr(laju, "PER_KUNCI", laju.Batas(10**6, 1))
    monkeypatch.setattr(laju, "PER_AKUN", laju.Batas(10**6, 1))
    monkeypatch.setattr(laju, "PER_ALAMAT_BERKUNCI", laju.Batas(10**6, 1))
    lain = usaha_siap(pemilik=pemilik, desa=usaha.desa)
    jadikan_terverifikasi(lain)
    surat = bukti.terbitkan(lain, oleh=pemilik)
    return {"usaha": usaha.kode, "surat": surat.kode, "kunci": buat_kunci(pemilik)[1]}


def minta(case: Any, header: dict[str, str]) -> None:
    """Send one generated request and undo what it did."""
    titik = transaction.savepoint()
    try:
        case.call_and_validate(headers=header, checks=PERIKSA)
    finally:
        transaction.savepoint_rollback(titik)


@API.parametrize()
@BERULANG
def test_with_a_key_and_codes_that_exist(case: Any, dunia: dict[str, str]) -> None:
    if "kode" in (case.path_parameters or {}):
        case.path_parameters["kode"] = dunia["surat" if "/cek/" in case.path else "usaha"]
    minta(case, {"Authorization": f"Bearer {dunia['kunci']}"})


@API_SINGKAT.parametrize()
@settings(BERULANG, max_examples=3)
def test_without_a_key_and_with_codes_made_up(case: Any, dunia: dict[str, str]) -> None:
    minta(case, {})
