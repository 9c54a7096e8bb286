"""The echo of an amount in words says what the server would say, or says nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from playwright.sync_api import Page, expect

from inti import uang

pytestmark = [pytest.mark.urls("tests.browser.halaman_draf"), pytest.mark.django_db(transaction=True)]

JUMLAH = (
    *range(22),
    *(99, 100, 101, 110, 111, 199, 200, 999, 1_000, 1_001, 1_999, 2_000, 11_000, 21_000, 100_000, 101_101),
    *(999_999, 1_000_000, 1_001_000, 1_250_000, 10**9, 1_001_001_001, 10**12, 10**15 - 1),
)
TULISAN = (
    *("1,5 jt", "250rb", "Rp 250.000", "Rp1.250.000,00", "250.000,-", "2 miliar", "1,25 juta"),
    *("0", "12.345.678"),
)
BISA_DUA = (
    *("1,250", "250,000", "1.500 jt", "1,500 jt", "1.5", "1,5", "dua", "-1", "081234567890", "1.25.000"),
    *("1e3", ""),
)


def gema(page: Page, teks: str) -> str:
    page.get_by_label("Penjualan setahun").fill(teks)
    return page.locator("output.gema").inner_text()


def test_every_written_amount_is_echoed_as_the_server_reads_it(page: Page, live_server: Any) -> None:
    page.goto(f"{live_server.url}/formulir/")
    expect(page.locator("output.gema")).to_be_attached()
    tulisan = [*(uang.tulis(n) for n in JUMLAH), *map(str, JUMLAH), *TULISAN]
    assert {t: gema(page, t) for t in tulisan} == {t: uang.terbilang(uang.baca(t)) for t in tulisan}


def test_what_the_server_refuses_is_not_echoed(page: Page, live_server: Any) -> None:
    page.goto(f"{live_server.url}/formulir/")
    for teks in BISA_DUA:
        with pytest.raises(ValidationError):
            uang.baca(teks)
    assert {teks: gema(page, teks) for teks in BISA_DUA} == dict.fromkeys(BISA_DUA, "")
