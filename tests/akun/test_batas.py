from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.utils import timezone

from akun import batas, bukti_kerja
from akun.models import AcaraPendaftaran, EmberLaju


@pytest.mark.django_db
def test_a_bucket_gives_its_tokens_and_no_more() -> None:
    assert [batas.pakai("uji:a", 3, 60) for _ in range(5)] == [True, True, True, False, False]
    assert batas.pakai("uji:b", 3, 60)


@pytest.mark.django_db
def test_a_bucket_refills_evenly_and_never_above_its_brim() -> None:
    for _ in range(3):
        batas.pakai("uji:a", 3, 60)
    EmberLaju.objects.update(diisi=timezone.now() - timedelta(seconds=21))
    assert [batas.pakai("uji:a", 3, 60), batas.pakai("uji:a", 3, 60)] == [True, False]
    EmberLaju.objects.update(diisi=timezone.now() - timedelta(days=1))
    assert [batas.pakai("uji:a", 3, 60) for _ in range(4)] == [True, True, True, False]


@pytest.mark.django_db
def test_a_token_put_back_can_be_taken_again() -> None:
    batas.pakai("uji:a", 1, 60)
    batas.kembalikan("uji:a", 1)
    batas.kembalikan("uji:a", 1)
    assert [batas.pakai("uji:a", 1, 60), batas.pakai("uji:a", 1, 60)] == [True, False]


@pytest.mark.django_db
def test_no_number_and_no_address_is_kept() -> None:
    batas.pakai("daftar:+6281211112222", 5, 60)
    assert "12222" not in EmberLaju.objects.get().kunci


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_share_five_tokens() -> None:
    def ambil(_: int) -> bool:
        try:
            return batas.pakai("uji:balap", 5, 3600)
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as regu:
        assert sum(regu.map(ambil, range(20))) == 5


def kerjakan(soal: str) -> str:
    """Solve a puzzle as the browser does."""
    for n in range(10**8):
        if int.from_bytes(hashlib.sha256(f"{soal}.{n}".encode()).digest(), "big") >> (256 - bukti_kerja.BIT) == 0:
            return f"{soal}|{n}"
    raise AssertionError


@pytest.mark.django_db
def test_a_solved_puzzle_counts_once_and_only_for_its_form() -> None:
    bukti = kerjakan(bukti_kerja.buat_soal("masuk"))
    assert not bukti_kerja.cocok("daftar", bukti)
    assert bukti_kerja.cocok("masuk", bukti)
    assert not bukti_kerja.cocok("masuk", bukti)


@pytest.mark.django_db
@pytest.mark.parametrize("bukti", ["", "|", "a|1", "masuk:18:x|0", "masuk:18:x:1:2|²", "|" * 50])
def test_a_forged_puzzle_does_not_count(bukti: str) -> None:
    assert not bukti_kerja.cocok("masuk", bukti)


@pytest.mark.django_db
def test_a_wrong_answer_does_not_count_and_an_old_puzzle_neither(monkeypatch: pytest.MonkeyPatch) -> None:
    soal = bukti_kerja.buat_soal("masuk")
    assert not bukti_kerja.cocok("masuk", f"{soal}|x")
    bukti = kerjakan(soal)
    monkeypatch.setattr(bukti_kerja, "UMUR", -1)
    assert not bukti_kerja.cocok("masuk", bukti)


@pytest.mark.django_db
def test_a_spent_address_is_asked_for_work_and_then_let_through(monkeypatch: pytest.MonkeyPatch, pemilik: Any) -> None:
    monkeypatch.setattr("akun.masuk.PER_ALAMAT", 2)
    for n in range(2):
        Client().post("/masuk/", {"pengenal": f"0812-9999-000{n}", "sandi": "salah"})
    kiriman = {"pengenal": pemilik.telepon, "sandi": "kopi-tubruk-7"}
    jawaban = Client().post("/masuk/", kiriman)
    assert jawaban.status_code == 429
    assert jawaban.context["form"]["pengenal"].value() == pemilik.telepon
    soal = jawaban.context["form"].soal
    assert soal.startswith("masuk:18:")
    assert Client().post("/masuk/", kiriman | {"bukti": kerjakan(soal)}).status_code == 302


@pytest.mark.django_db
def test_addresses_behind_our_proxy_are_told_apart(settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    satu = RequestFactory().get("/", headers={"x-forwarded-for": "203.0.113.7"})
    dipalsukan = RequestFactory().get("/", headers={"x-forwarded-for": "198.51.100.1, 203.0.113.7"})
    assert batas.alamat(satu) == batas.alamat(dipalsukan) == "203.0.113.7"


@pytest.mark.django_db
def test_an_event_ends_after_it_begins_and_has_a_plain_code(admin: Any) -> None:
    from django.core.exceptions import ValidationError

    kini = timezone.now()
    acara = AcaraPendaftaran(kode="bazar 1", nama="Bazar", mulai=kini, sampai=kini, dibuat_oleh=admin)
    with pytest.raises(ValidationError) as galat:
        acara.full_clean()
    assert sorted(galat.value.messages) == [
        "Kode acara 4–20 huruf besar atau angka, tanpa spasi. Contoh: BAZAR2026.",
        "Waktu selesai harus setelah waktu mulai.",
    ]
