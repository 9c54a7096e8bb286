"""Every error of the API is a problem with a stable code that leads to its paragraph."""

from __future__ import annotations

import io
import logging

import pytest
from django.db import connection, transaction
from django.db.utils import InternalError

from api import laju, masalah
from api.kiriman import BESAR_MAKS
from tests.api.conftest import V1, Program
from tests.api.conftest import masalah as baca

JSON = "application/json"


def kirim(program: Program, jalur: str, badan: bytes, jenis: str = JSON, cara: str = "patch"):
    return getattr(program.klien, cara)(V1 + jalur, data=badan, content_type=jenis)


@pytest.mark.parametrize(
    "badan",
    [
        b"{",
        b"",
        b"null",
        b"[]",
        b'"teks"',
        b"5",
        b'{"nama": NaN}',
        b'{"nama": Infinity}',
        b'{"nama": "\xff\xfe"}',
        b'{"nama": "\\ud800"}',
        b'{"\\ud800": 1}',
        b"[" * 30_000,
        b'{"a":' * 10_000,
        b'{"nama": ' + b"9" * 6000 + b"}",
        b"{\"nama\": 'satu'}",
        b"\xef\xbb\xbf{}",
        b'{"nama": "x"} lagi',
        b'{"nama": "a\x00b"}',
    ],
)
def test_a_body_that_is_no_json_object_is_told(kasir, usaha, badan):
    if badan == b"":
        badan = b" "
    assert baca(kirim(kasir, f"/usaha/{usaha.kode}/isi/usaha/", badan)) == (400, "json_rusak")


@pytest.mark.parametrize(
    "badan",
    [b'{"nama": "a\\u0000b"}', b'{"nama": "\\u202eabc"}', b'{"uraian": "a\\u0000b"}', b'{"a\\u0000": "b"}'],
)
def test_hidden_signs_are_refused_like_on_the_page(kasir, usaha, badan):
    assert baca(kirim(kasir, f"/usaha/{usaha.kode}/isi/usaha/", badan)) == (422, "isian_salah")


def test_an_empty_object_changes_nothing(kasir, usaha):
    assert kirim(kasir, f"/usaha/{usaha.kode}/isi/usaha/", b"{}").json()["tersimpan"] == []


def test_a_huge_body_is_refused_unread(kasir, usaha):
    isi = b'{"nama": "' + b"a" * BESAR_MAKS + b'"}'
    assert baca(kirim(kasir, f"/usaha/{usaha.kode}/isi/usaha/", isi)) == (413, "terlalu_besar")
    assert baca(kirim(kasir, f"/usaha/{usaha.kode}/ajukan/", isi, cara="post")) == (413, "terlalu_besar")


@pytest.mark.parametrize("jenis", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "x"])
def test_another_kind_of_body_is_refused(kasir, usaha, jenis):
    assert baca(kirim(kasir, f"/usaha/{usaha.kode}/isi/usaha/", b"nama=x", jenis)) == (415, "bentuk_kiriman")


@pytest.mark.parametrize("minta", ["text/html", "application/xml", "image/png", "rusak"])
def test_another_kind_of_answer_does_not_exist(umum, desa, minta):
    assert baca(umum.get("/kecamatan/", Accept=minta)) == (406, "bentuk_jawaban")


@pytest.mark.parametrize("minta", ["*/*", "application/*", "application/json;q=0.9, text/html"])
def test_an_answer_in_json_is_among_what_is_asked_for(umum, desa, minta):
    assert umum.get("/kecamatan/", Accept=minta).status_code == 200


@pytest.mark.parametrize("cara", ["post", "put", "patch", "delete", "trace"])
def test_a_method_that_is_not_served_names_those_that_are(umum, desa, cara):
    jawaban = umum(cara, "/kecamatan/")
    assert baca(jawaban) == (405, "cara_tidak_boleh")
    assert jawaban["Allow"] == "GET, HEAD, OPTIONS"


def test_head_and_options_are_served(umum, kasir, desa, usaha):
    baca_saja = umum("head", "/kecamatan/")
    assert (baca_saja.status_code, baca_saja.content) == (200, b"")
    pilihan = umum("options", "/kecamatan/")
    assert (pilihan.status_code, pilihan["Allow"]) == (204, "GET, HEAD, OPTIONS")
    assert kasir("options", f"/usaha/{usaha.kode}/ajukan/")["Allow"] == "POST, OPTIONS"


@pytest.mark.parametrize(
    "jalur",
    [
        "/tidak-ada/",
        "/kecamatan",
        "/usaha/%00/",
        "/usaha/x",
        "/usaha/../../admin/",
        "/%ff/",
        "/cek/",
        "/v2/",
        "/usaha/a b/",
    ],
)
@pytest.mark.parametrize("cara", ["get", "post", "delete", "options"])
def test_what_is_not_there_is_told_as_a_problem(umum, db, jalur, cara):
    assert baca(umum(cara, jalur)) == (404, "tidak_ada")


def test_a_foreign_host_name_is_told_as_a_problem(umum, db):
    assert baca(umum.get("/kecamatan/", Host="jahat.example")) == (400, "permintaan_rusak")


def test_what_nobody_expected_is_told_without_its_trace_and_logged_with_it(umum, db, monkeypatch, caplog):
    def rusak(*args: object) -> None:
        raise RuntimeError("rahasia dapur")

    monkeypatch.setattr("api.views.acuan.cari_desa", rusak)
    with caplog.at_level(logging.ERROR, "api.masalah"):
        jawaban = umum.get("/desa/cari/?q=kauman")
    assert baca(jawaban) == (500, "gangguan")
    assert "rahasia dapur" not in jawaban.text
    assert "rahasia dapur" in caplog.text


def test_a_broken_gate_before_the_views_is_told_as_a_problem(umum, db, monkeypatch):
    monkeypatch.setattr("akun.middleware.FaktorKedua.process_view", lambda *a, **k: 1 / 0)
    assert baca(umum.get("/kecamatan/")) == (500, "gangguan")


def test_errors_are_kept_by_nobody(umum, db):
    for jalur in ("/desa/?jumlah=x", "/usaha/", "/tidak/"):
        assert umum.get(jalur)["Cache-Control"] == "private, no-store"


def test_the_name_of_a_request_comes_back_in_its_problem(umum, db):
    assert umum.get("/usaha/", X_Request_ID="kasir-0001").json()["permintaan"] == "kasir-0001"
    jawaban = umum.get("/usaha/", X_Request_ID="a" * 5000)
    assert jawaban.json()["permintaan"] == jawaban["X-Request-ID"] != "a" * 5000


def test_every_code_leads_to_its_paragraph(umum, db, client):
    halaman = client.get("/api/v1/").text
    assert [kode for kode in masalah.MASALAH if f'id="{kode}"' not in halaman] == []


def test_too_many_requests_are_told_with_the_time_to_wait(umum, db, monkeypatch):
    monkeypatch.setattr(laju, "PER_ALAMAT", laju.Batas(2, 60))
    assert [umum.get("/kecamatan/").status_code for _ in range(3)] == [200, 200, 429]
    jawaban = umum.get("/kecamatan/")
    assert (baca(jawaban), jawaban["Retry-After"]) == ((429, "terlalu_sering"), "30")


def test_one_key_may_be_used_up_while_the_next_of_the_account_goes_on(program, pemilik, monkeypatch):
    monkeypatch.setattr(laju, "PER_KUNCI", laju.Batas(2, 60))
    monkeypatch.setattr(laju, "PER_AKUN", laju.Batas(3, 60))
    satu, dua = program(pemilik), program(pemilik)
    assert [satu.get("/saya/").status_code for _ in range(3)] == [200, 200, 429]
    assert dua.get("/saya/").status_code == 200
    assert baca(dua.get("/saya/")) == (429, "terlalu_sering")


def test_trying_keys_is_counted_by_address(umum, db, monkeypatch):
    monkeypatch.setattr(laju, "PER_ALAMAT", laju.Batas(2, 60))
    jawaban = [umum.get("/saya/", Authorization="Bearer salah") for _ in range(3)]
    assert [j.status_code for j in jawaban] == [401, 401, 429]
    assert jawaban[2]["Retry-After"] == "30"


def test_reading_goes_on_uncounted_while_the_database_is_read_only(kasir, usaha):
    titik = transaction.savepoint()
    with connection.cursor() as kursor:
        kursor.execute("SET TRANSACTION READ ONLY")
    status = kasir.get(f"/usaha/{usaha.kode}/").status_code
    transaction.savepoint_rollback(titik)
    assert status == 200


def test_another_refusal_of_the_database_is_not_swallowed(db):
    with pytest.raises(InternalError), laju.bila_dapat_ditulis(), connection.cursor() as kursor:
        kursor.execute("DO $$ BEGIN RAISE EXCEPTION 'lain'; END $$")


def test_an_upload_is_not_read_as_json(kasir, usaha):
    jawaban = kasir.klien.post(f"{V1}/usaha/{usaha.kode}/ajukan/", {"berkas": io.BytesIO(b"x")})
    assert baca(jawaban) == (415, "bentuk_kiriman")
