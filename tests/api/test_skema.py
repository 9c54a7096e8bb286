"""The OpenAPI document and the page made from it say what is true."""

from __future__ import annotations

import gzip
import re
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from jsonschema import Draft202012Validator
from jsonschema.validators import validator_for

from api import masalah, petunjuk, skema
from api.views.isi import FORM
from tests.api.conftest import V1

DOKUMEN = skema.dokumen()
OPERASI = [(f"{cara} {jalur}", op) for jalur, isi in DOKUMEN["paths"].items() for cara, op in isi.items()]
# A first visit to a public page moves at most this much.
BOBOT = 60 * 1024


def periksa(bentuk: dict[str, Any], isi: Any) -> list[str]:
    """Hold a value against a schema of the document; returns what does not fit."""
    lengkap = {**bentuk, "components": DOKUMEN["components"]}
    return [galat.message for galat in Draft202012Validator(lengkap).iter_errors(isi)]


def test_the_document_is_valid_and_without_warnings(tmp_path):
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(tmp_path / "skema.yaml"))
    assert DOKUMEN["openapi"] == "3.1.1"


def test_the_document_is_served_with_a_tag(client):
    jawaban = client.get(f"{V1}/schema/")
    assert jawaban["Content-Type"] == "application/vnd.oai.openapi+json;version=3.1"
    assert jawaban.json() == DOKUMEN
    assert client.get(f"{V1}/schema/", headers={"If-None-Match": jawaban["ETag"]}).status_code == 304
    assert client.post(f"{V1}/schema/").status_code == 405


@pytest.mark.parametrize(("nama", "op"), OPERASI)
def test_every_operation_is_told_in_words_with_an_example_that_fits(nama, op):
    assert [b for b in ("summary", "description", "operationId", "tags", "security") if not op.get(b)] == []
    contoh = 0
    for jawaban in skema.jawaban(DOKUMEN, op).values():
        for isi in jawaban["content"].values():
            for satu in isi.get("examples", {}).values():
                contoh += 1
                assert periksa(isi["schema"], satu["value"]) == []
    kirim = op.get("requestBody", {}).get("content", {}).get("application/json", {})
    for satu in kirim.get("examples", {}).values():
        assert periksa(kirim["schema"], satu["value"]) == []
    assert contoh >= 4


@pytest.mark.parametrize(("nama", "op"), OPERASI)
def test_every_refusal_is_documented_with_a_code_that_exists(nama, op):
    jawaban = skema.jawaban(DOKUMEN, op)
    for status, satu in jawaban.items():
        if int(status) >= 400:
            contoh = satu["content"][masalah.JENIS_ISI]["examples"].values()
            kode = [c["value"]["kode"] for c in contoh]
            assert {masalah.MASALAH[k].status for k in kode} == {int(status)}
    selalu = {"401", "406", "429", "500"}
    bernama = {"404"} if "{kode}" in nama else set()
    berbadan = {"400", "403", "413", "415", "422"} if not nama.startswith("get ") else set()
    assert (selalu | bernama | berbadan) - set(jawaban) == set()


def test_the_names_of_operations_are_their_own():
    nama = [op["operationId"] for _, op in OPERASI]
    assert len(nama) == len(set(nama))


@pytest.mark.parametrize("bagian", FORM)
def test_a_section_can_be_sent_in_the_fields_of_its_form_but_files(bagian):
    isi = DOKUMEN["paths"][f"/api/v1/usaha/{{kode}}/isi/{bagian}/"]["patch"]["requestBody"]["content"]
    bentuk = isi["application/json"]["schema"]
    assert set(bentuk["properties"]) == set(FORM[bagian].base_fields) - {"foto_ktp"}
    validator_for(bentuk).check_schema(bentuk)
    assert bentuk["additionalProperties"] is False


def test_the_page_tells_every_operation_with_a_command_to_paste(client):
    teks = client.get(f"{V1}/").text
    assert [op["operationId"] for _, op in OPERASI if f'id="{op["operationId"]}"' not in teks] == []
    assert len(re.findall(r"<code>curl ", teks)) == len(OPERASI) + 1


def test_a_command_carries_key_body_and_query_where_they_belong():
    semua = {o["nama"]: o["curl"] for k in petunjuk.kelompok("https://portal.example") for o in k["operasi"]}
    assert semua["kbli_cari"] == "curl 'https://portal.example/api/v1/kbli/cari/?q=keripik'"
    assert semua["saya"] == ('curl https://portal.example/api/v1/saya/ \\\n  -H "Authorization: Bearer $KUNCI"')
    assert semua["isi_diri_ubah"] == (
        "curl -X PATCH https://portal.example/api/v1/usaha/7K3M9QXT2BVF4/isi/diri/ \\\n"
        '  -H "Authorization: Bearer $KUNCI" \\\n'
        "  -H 'Content-Type: application/json' \\\n"
        """  -d '{"pendidikan": "SMA", "disabilitas": "TIDAK"}'"""
    )


def test_a_first_visit_to_the_page_is_light(client):
    berkas = [client.get(f"{V1}/").content]
    for nama in ("gaya/portal.css", "gaya/api.css", "gambar/motif.svg", "gambar/lambang.svg", "gambar/favicon.svg"):
        with open(finders.find(nama), "rb") as isi:
            berkas.append(isi.read())
    assert sum(len(gzip.compress(isi)) for isi in berkas) <= BOBOT


def test_the_account_page_leads_owners_to_their_keys(masuk, pemilik, petugas):
    assert 'href="/api/kunci/"' in masuk(pemilik).get("/akun/").text
    assert 'href="/api/kunci/"' not in masuk(petugas).get("/akun/").text


def test_no_list_of_a_business_leaves_the_machine_words_of_its_table():
    """A member of an answer is named as in the glossary: no primary key, no column of the database's own."""
    terlarang = {"id", "pk", "nik_sandi", "nik_sidik", "kunci_kirim", "sidik", "petugas"}
    bentuk = DOKUMEN["components"]["schemas"]
    assert [(n, p) for n, isi in bentuk.items() for p in isi.get("properties", {}) if p in terlarang] == []
