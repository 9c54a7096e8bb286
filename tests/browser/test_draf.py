"""What was typed survives: kept per account and form, shown again, never sent by itself, never a secret."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.urls("tests.browser.halaman_draf"), pytest.mark.django_db(transaction=True)]
PITA = "Isian Anda tadi masih ada. Periksa, lalu kirim."
SEHARI_LEBIH = 25 * 3600 * 1000


def buka(page: Page, live_server: Any, kueri: str = "") -> None:
    page.goto(f"{live_server.url}/formulir/{kueri}")


def isi_sebagian(page: Page) -> None:
    page.get_by_label("Nama usaha").fill("Keripik Contoh")
    page.get_by_label("CV").check()
    page.get_by_label("Di pasar").check()
    page.get_by_label("Pendidikan terakhir").select_option("sd")
    page.get_by_label("Cerita usaha").fill("Baris satu\nBaris dua")
    tunggu(page, "Baris dua")


def tunggu(page: Page, teks: str) -> None:
    """Wait until the draft holds `teks`. Not wait_for_function: the page's own policy forbids what that evaluates."""
    for _ in range(100):
        if teks in json.dumps(simpanan(page)):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"draf tidak memuat {teks!r}")


def simpanan(page: Page) -> dict[str, Any]:
    return json.loads(page.evaluate("JSON.stringify(localStorage)"))


def test_typed_values_come_back_to_be_looked_at(page: Page, live_server: Any) -> None:
    buka(page, live_server)
    isi_sebagian(page)
    buka(page, live_server)
    expect(page.get_by_text(PITA)).to_be_visible()
    expect(page.get_by_label("Nama usaha")).to_have_value("Keripik Contoh")
    expect(page.get_by_label("CV")).to_be_checked()
    expect(page.get_by_label("Di pasar")).to_be_checked()
    expect(page.get_by_label("Di toko atau rumah")).not_to_be_checked()
    expect(page.get_by_label("Pendidikan terakhir")).to_have_value("sd")
    expect(page.get_by_label("Cerita usaha")).to_have_value("Baris satu\nBaris dua")


def test_delete_brings_back_the_empty_form(page: Page, live_server: Any) -> None:
    buka(page, live_server)
    isi_sebagian(page)
    buka(page, live_server)
    page.get_by_role("button", name="Hapus").click()
    expect(page.get_by_label("Nama usaha")).to_have_value("")
    buka(page, live_server)
    expect(page.get_by_text(PITA)).to_have_count(0)
    assert simpanan(page) == {}


def test_secrets_and_files_are_never_kept(page: Page, live_server: Any) -> None:
    buka(page, live_server)
    page.get_by_label("NIK").fill("3325110708900001")
    page.get_by_label("Nama ibu").fill("Ibu Contoh")
    page.get_by_label("Kata sandi").fill("kopi-tubruk-7")
    page.get_by_label("Foto tempat usaha").set_input_files(
        {"name": "warung.jpg", "mimeType": "image/jpeg", "buffer": b"x"}
    )
    isi_sebagian(page)
    teks = json.dumps(simpanan(page))
    assert [rahasia in teks for rahasia in ("3325110708900001", "Ibu Contoh", "kopi-tubruk-7", "warung.jpg")] == [
        False
    ] * 4
    assert ("csrfmiddlewaretoken" in teks, "Keripik Contoh" in teks) == (False, True)


def test_a_password_made_visible_is_still_a_password(page: Page, live_server: Any) -> None:
    buka(page, live_server)
    page.get_by_label("Kata sandi").fill("kopi-tubruk-7")
    page.get_by_role("button", name="Lihat kata sandi").click()
    expect(page.get_by_label("Kata sandi")).to_have_attribute("type", "text")
    isi_sebagian(page)
    assert "kopi-tubruk-7" not in json.dumps(simpanan(page))


def test_another_account_on_the_same_phone_sees_nothing(page: Page, live_server: Any) -> None:
    buka(page, live_server, "?akun=A1")
    isi_sebagian(page)
    buka(page, live_server, "?akun=B2")
    expect(page.get_by_label("Nama usaha")).to_have_value("")
    buka(page, live_server, "?akun=A1")
    expect(page.get_by_label("Nama usaha")).to_have_value("Keripik Contoh")


def test_success_forgets_the_draft(page: Page, live_server: Any) -> None:
    buka(page, live_server)
    isi_sebagian(page)
    page.get_by_label("Nomor WhatsApp").fill("081200000001")
    page.get_by_label("Penjualan setahun").fill("1,5 jt")
    page.get_by_label("Kata sandi").fill("kopi-tubruk-7")
    page.get_by_label("Saya sudah membaca").check()
    page.get_by_role("button", name="Kirim").click()
    expect(page.get_by_role("heading", name="Terkirim")).to_be_visible()
    assert simpanan(page) == {}


def test_a_refused_form_keeps_its_draft_and_asks_nothing(page: Page, live_server: Any) -> None:
    buka(page, live_server)
    isi_sebagian(page)
    page.get_by_role("button", name="Kirim").click()
    expect(page.get_by_role("heading", name="Ada yang perlu diperbaiki")).to_be_visible()
    expect(page.get_by_text(PITA)).to_have_count(0)
    buka(page, live_server)
    expect(page.get_by_text(PITA)).to_be_visible()
    expect(page.get_by_label("Nama usaha")).to_have_value("Keripik Contoh")


def test_a_form_saved_elsewhere_in_the_meantime_wins(page: Page, live_server: Any) -> None:
    buka(page, live_server)
    isi_sebagian(page)
    buka(page, live_server, "?nama=Nama+baru")
    expect(page.get_by_label("Nama usaha")).to_have_value("Nama baru")
    assert simpanan(page) == {}


def test_logging_out_forgets_every_draft(page: Page, live_server: Any) -> None:
    buka(page, live_server, "?akun=A1")
    isi_sebagian(page)
    page.goto(f"{live_server.url}/keluar-contoh/")
    page.locator("#keluar button").click()
    page.wait_for_url("**/formulir/")
    assert simpanan(page) == {}


def test_after_a_day_a_draft_is_gone(page: Page, live_server: Any) -> None:
    buka(page, live_server)
    isi_sebagian(page)
    page.evaluate(
        "(umur) => { const k = Object.keys(localStorage)[0], d = JSON.parse(localStorage[k]);"
        " d.pada -= umur; localStorage[k] = JSON.stringify(d); }",
        SEHARI_LEBIH,
    )
    buka(page, live_server)
    expect(page.get_by_label("Nama usaha")).to_have_value("")
    assert simpanan(page) == {}


def test_without_a_network_the_page_stays_and_nothing_is_sent(page: Page, live_server: Any) -> None:
    buka(page, live_server)
    isi_sebagian(page)
    page.context.set_offline(True)
    expect(page.get_by_text("Sambungan internet putus.")).to_be_visible()
    page.get_by_role("button", name="Kirim").click()
    expect(page.get_by_label("Nama usaha")).to_have_value("Keripik Contoh")
    page.context.set_offline(False)
    expect(page.get_by_text("Sambungan internet putus.")).to_have_count(0)
    page.get_by_role("button", name="Kirim").click()
    expect(page.get_by_role("heading", name="Ada yang perlu diperbaiki")).to_be_visible()


def test_a_browser_that_refuses_storage_still_works(page: Page, live_server: Any) -> None:
    galat: list[str] = []
    page.on("pageerror", lambda e: galat.append(str(e)))
    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('ditolak') }})")
    buka(page, live_server)
    page.get_by_label("Nama usaha").fill("Keripik Contoh")
    page.get_by_role("button", name="Kirim").click()
    expect(page.get_by_role("heading", name="Ada yang perlu diperbaiki")).to_be_visible()
    assert galat == []


def test_a_double_press_sends_once(page: Page, live_server: Any) -> None:
    kiriman: list[str] = []
    page.on("request", lambda r: kiriman.append(r.url) if r.method == "POST" else None)
    buka(page, live_server)
    page.evaluate(
        "() => { const b = document.querySelector('#uji button.tombol:not([type=button])'); b.click(); b.click(); }"
    )
    expect(page.get_by_role("heading", name="Ada yang perlu diperbaiki")).to_be_visible()
    assert len(kiriman) == 1
