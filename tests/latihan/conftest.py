from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.latihan.panggung import Panggung


@pytest.fixture(scope="session")
def panggung_bersama(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Panggung]:
    satu = Panggung(tmp_path_factory.mktemp("latihan"))
    try:
        satu.siapkan()
        yield satu
    finally:
        satu.tutup()


@pytest.fixture
def panggung(panggung_bersama: Panggung) -> Iterator[Panggung]:
    """The stage, looked over after each drill: nothing may be out of its place, and no worker left."""
    yield panggung_bersama
    panggung_bersama.hentikan("beat")
    panggung_bersama.hentikan("worker")
    panggung_bersama.periksa_keutuhan()
