"""Receipts: only what Meta signed, each at most forwards, and nothing that breaks the door."""

import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from notifikasi import actions
from notifikasi.enums import Keadaan
from notifikasi.kanal.galat import GagalSementara, GagalTetap
from notifikasi.models import Pemberitahuan
from notifikasi.views.whatsapp import BADAN_TERBESAR
from tests.notifikasi.pabrik import surat, wa
from tests.notifikasi.server_whatsapp import KATA, NOMOR, RAHASIA, RESI, antar_resi, bungkus, resi, tanda_tangan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("siang")]


@pytest.fixture(autouse=True)
def _terpasang(lewat_whatsapp: Any) -> None:
    lewat_whatsapp("http://127.0.0.1:1")


def kirim(badan: bytes, **kepala: str) -> int:
    return Client().post(RESI, badan, content_type="application/json", headers=kepala).status_code


def terkirim(**isian: Any) -> Pemberitahuan:
    return wa(**{"keadaan": Keadaan.TERKIRIM, "terkirim_pada": timezone.now(), "id_penyedia": "wamid.1"} | isian)


def keadaan(pesan: Pemberitahuan) -> str:
    pesan.refresh_from_db()
    return pesan.keadaan


# --- The door -------------------------------------------------------------------------------------------------------


def test_meta_is_greeted_with_its_own_challenge() -> None:
    kenalan = {"hub.mode": "subscribe", "hub.verify_token": KATA, "hub.challenge": "1158201444"}
    jawaban = Client().get(RESI, kenalan)
    assert (jawaban.status_code, jawaban.content, jawaban["Content-Type"]) == (200, b"1158201444", "text/plain")


@pytest.mark.parametrize(
    "kenalan",
    [
        {},
        {"hub.mode": "subscribe", "hub.verify_token": "salah", "hub.challenge": "1"},
        {"hub.mode": "subscribe", "hub.verify_token": "", "hub.challenge": "1"},
        {"hub.mode": "subscribe", "hub.verify_token": "katå-uji", "hub.challenge": "1"},
        {"hub.mode": "unsubscribe", "hub.verify_token": KATA, "hub.challenge": "1"},
    ],
)
def test_a_stranger_is_not_greeted(kenalan: dict[str, str]) -> None:
    assert Client().get(RESI, kenalan).status_code == 403


@pytest.mark.parametrize("cara", ["get", "post"])
def test_without_a_gateway_the_door_is_not_there(settings: Any, cara: str) -> None:
    settings.GERBANG_PESAN = ""
    assert getattr(Client(), cara)(RESI).status_code == 404


def test_a_reason_that_no_database_can_hold_is_written_down_without_it() -> None:
    """Else the receipt would be answered with an error, and sent to us again for days."""
    pesan = terkirim()
    rusak = resi("failed") | {"errors": [{"code": 131026, "error_data": {"details": "a\x00b"}}, 1]}
    lain = resi("failed") | {"errors": [{"code": 999, "error_data": {"details": "a\x00b\ud800c"}}]}
    assert antar_resi(rusak, lain) == 200
    assert (keadaan(pesan), pesan.galat.startswith("Nomornya tidak ada")) == ("MATI", True)
    kedua = terkirim(id_penyedia="wamid.2")
    assert antar_resi(lain | {"id": "wamid.2"}) == 200
    assert (keadaan(kedua), kedua.galat) == ("MATI", "Ditolak WhatsApp (kode 999): a b c")


def test_a_receipt_needs_no_log_in_and_no_form_token_but_its_signature() -> None:
    badan = json.dumps(bungkus()).encode()
    klien = Client(enforce_csrf_checks=True)
    kepala = {"X-Hub-Signature-256": tanda_tangan(badan)}
    assert klien.post(RESI, badan, content_type="application/json", headers=kepala).status_code == 200


@pytest.mark.parametrize(
    "tanda",
    [
        "",
        "sha256=",
        "sha256=" + "0" * 64,
        "sha1=" + "0" * 40,
        tanda_tangan(b"{}"),
        tanda_tangan(json.dumps(bungkus()).encode(), "rahasia-lain"),
        "sha256=é",
    ],
)
def test_an_unsigned_or_wrongly_signed_receipt_changes_nothing(tanda: str) -> None:
    pesan = terkirim()
    badan = json.dumps(bungkus(resi("read", kode=pesan.kode))).encode()
    assert (kirim(badan, **{"X-Hub-Signature-256": tanda}), keadaan(pesan)) == (403, Keadaan.TERKIRIM)


def test_a_body_changed_on_its_way_is_refused() -> None:
    badan = json.dumps(bungkus()).encode()
    assert kirim(badan + b" ", **{"X-Hub-Signature-256": tanda_tangan(badan)}) == 403


@pytest.mark.parametrize("badan", [b"", b"{", b"bukan", b"\xff\xfe", b"[" * 100_000])
def test_a_signed_body_that_is_no_json_is_400(badan: bytes) -> None:
    assert kirim(badan, **{"X-Hub-Signature-256": tanda_tangan(badan)}) == 400


def test_a_body_beyond_three_megabytes_is_400_before_anything_is_read() -> None:
    besar = b'{"a": "' + b"a" * BADAN_TERBESAR + b'"}'
    assert kirim(besar, **{"X-Hub-Signature-256": tanda_tangan(besar)}) == 400


def test_a_bundle_bigger_than_our_forms_is_taken(settings: Any) -> None:
    pesan = terkirim()
    banyak = [resi("sent", id_penyedia=f"wamid.asing{n}", isi="x" * 900) for n in range(2500)]
    badan = json.dumps(bungkus(*banyak, resi("read", kode=pesan.kode))).encode()
    assert settings.DATA_UPLOAD_MAX_MEMORY_SIZE < len(badan) < BADAN_TERBESAR
    assert (kirim(badan, **{"X-Hub-Signature-256": tanda_tangan(badan)}), keadaan(pesan)) == (200, Keadaan.DIBACA)


@pytest.mark.parametrize(
    "isi",
    [
        None,
        [],
        "teks",
        7,
        {},
        {"entry": None},
        {"entry": {"changes": []}},
        {"entry": [None, 1, "x", [], {"changes": [None, {"value": None}, {"value": {"statuses": [1, None, []]}}]}]},
        bungkus(None, 5, "x", [], {}),
        bungkus({"id": 5, "status": ["read"], "biz_opaque_callback_data": {"a": 1}}),
        bungkus({"id": "wamid.1", "status": "failed", "errors": "x"}),
        bungkus({"id": "wamid.1", "status": "failed", "errors": [{"code": "131026"}]}),
        bungkus({"id": "\x00", "status": "read"}),
        bungkus({"id": "\ud800", "status": "read", "biz_opaque_callback_data": "\ud800"}),
        bungkus({"id": "w" * 5000, "status": "read"}),
        bungkus({"id": "wamid.1", "status": "deleted"}),
        bungkus({"id": "", "status": "read"}),
        {"entry": [{"changes": [{"field": "messages", "value": {"metadata": {"phone_number_id": [NOMOR]}}}]}]},
    ],
)
def test_a_signed_body_of_any_shape_is_answered_and_harmless(isi: Any) -> None:
    pesan = terkirim(id_penyedia="wamid.lain")
    badan = json.dumps(isi).encode()
    assert (kirim(badan, **{"X-Hub-Signature-256": tanda_tangan(badan)}), keadaan(pesan)) == (200, Keadaan.TERKIRIM)


def test_a_message_that_somebody_writes_to_us_is_left_unread() -> None:
    isi = bungkus()
    isi["entry"][0]["changes"][0]["value"]["messages"] = [{"from": "62812", "text": {"body": "Halo"}}]
    badan = json.dumps(isi).encode()
    assert kirim(badan, **{"X-Hub-Signature-256": tanda_tangan(badan)}) == 200


# --- How far a message has come ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("urutan", "akhir"),
    [
        (["sent"], Keadaan.TERKIRIM),
        (["sent", "delivered"], Keadaan.SAMPAI),
        (["sent", "delivered", "read"], Keadaan.DIBACA),
        (["read", "delivered", "sent"], Keadaan.DIBACA),
        (["delivered", "sent"], Keadaan.SAMPAI),
        (["delivered", "delivered"], Keadaan.SAMPAI),
        (["read", "failed"], Keadaan.DIBACA),
        (["delivered", "failed"], Keadaan.SAMPAI),
        (["failed", "sent"], Keadaan.MATI),
        (["failed", "failed", "sent"], Keadaan.MATI),
        (["failed", "delivered"], Keadaan.SAMPAI),
        (["sent", "failed"], Keadaan.MATI),
        (["warna"], Keadaan.TERKIRIM),
    ],
)
@pytest.mark.parametrize("sekaligus", [True, False])
def test_receipts_in_any_order_lead_forwards(urutan: list[str], akhir: str, sekaligus: bool) -> None:
    pesan = terkirim()
    status = [resi(kata, kode=pesan.kode, galat=131026 if kata == "failed" else None) for kata in urutan]
    for satu in [status] if sekaligus else [[s] for s in status]:
        assert antar_resi(*satu) == 200
    assert keadaan(pesan) == akhir


@pytest.mark.parametrize("akhir", ["sent", "delivered", "read"])
@pytest.mark.parametrize(
    "awal",
    [
        {"keadaan": Keadaan.ANTRE},
        {"keadaan": Keadaan.GAGAL, "galat": "Tidak menjawab"},
        {"keadaan": Keadaan.MATI, "galat": "Menyerah"},
        {"keadaan": Keadaan.DILEWATI, "galat": "Dihentikan"},
    ],
)
def test_a_receipt_is_believed_whatever_we_thought(awal: dict[str, str], akhir: str) -> None:
    pesan = wa(**awal)
    antar_resi(resi(akhir, kode=pesan.kode))
    harusnya = {"sent": Keadaan.TERKIRIM, "delivered": Keadaan.SAMPAI, "read": Keadaan.DIBACA}[akhir]
    assert (keadaan(pesan), pesan.galat, pesan.terkirim_pada is None) == (harusnya, "", False)
    assert (pesan.dibaca_pada is not None) is (akhir == "read")


def test_the_first_reading_stands() -> None:
    pesan = terkirim()
    antar_resi(resi("read", kode=pesan.kode))
    pesan.refresh_from_db()
    pertama = (pesan.terkirim_pada, pesan.dibaca_pada)
    antar_resi(resi("read", kode=pesan.kode))
    pesan.refresh_from_db()
    assert (pesan.terkirim_pada, pesan.dibaca_pada) == pertama


def test_without_our_kode_the_carriers_id_finds_the_row() -> None:
    pesan = terkirim()
    antar_resi(resi("delivered"))
    assert keadaan(pesan) == Keadaan.SAMPAI


def test_receipts_of_others_are_harmless() -> None:
    pesan, email = terkirim(), surat(keadaan=Keadaan.TERKIRIM, terkirim_pada=timezone.now())
    antar_resi(
        resi("read", kode="0000000000000"), resi("read", id_penyedia="wamid.asing"), resi("read", kode=email.kode)
    )
    antar_resi(resi("read", kode=pesan.kode), nomor="999")
    assert (keadaan(pesan), keadaan(email)) == (Keadaan.TERKIRIM, Keadaan.TERKIRIM)


def test_a_stopped_message_is_not_brought_back_by_a_failure() -> None:
    pesan = wa(keadaan=Keadaan.DILEWATI, galat="Dihentikan")
    antar_resi(resi("failed", kode=pesan.kode, galat=131000))
    assert (keadaan(pesan), pesan.galat) == (Keadaan.DILEWATI, "Dihentikan")


@pytest.mark.parametrize(
    ("galat", "akhir"),
    [(GagalSementara("Nanti"), Keadaan.GAGAL), (GagalTetap("Tidak"), Keadaan.MATI), (None, Keadaan.MATI)],
)
def test_a_failure_without_a_reason_is_final(galat: Any, akhir: str) -> None:
    pesan = terkirim()
    assert actions.terima_resi(kode=pesan.kode, id_penyedia="wamid.1", kata="failed", galat=galat) is True
    assert keadaan(pesan) == akhir


def test_the_secret_signs_the_raw_body_as_it_came() -> None:
    pesan = terkirim()
    badan = json.dumps(bungkus(resi("read", kode=pesan.kode)), indent=3).encode()
    assert kirim(badan, **{"X-Hub-Signature-256": tanda_tangan(badan, RAHASIA)}) == 200
    assert keadaan(pesan) == Keadaan.DIBACA
