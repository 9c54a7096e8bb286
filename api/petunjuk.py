"""The OpenAPI document as people read it: operations in groups, each with its parameters, answers and a curl line."""

from __future__ import annotations

import json
import shlex
from functools import cache
from typing import Any
from urllib.parse import urlencode

from api import contoh, masalah, skema

KUNCI_CONTOH = "$KUNCI"
_CONTOH_KUERI = {"q": "keripik"}
_CONTOH_JALUR = {"kode": contoh.KODE}


@cache
def kelompok(dasar: str) -> list[dict[str, Any]]:
    """Return the groups of operations in the order of the document; `dasar` is the address of the portal."""
    dokumen = skema.dokumen()
    semua = [
        _operasi(dasar, jalur, cara, op | {"responses": skema.jawaban(dokumen, op)})
        for jalur, isi in dokumen["paths"].items()
        for cara, op in isi.items()
    ]
    return [
        {"nama": tag["name"], "arti": tag["description"], "operasi": [o for o in semua if o["tag"] == tag["name"]]}
        for tag in dokumen["tags"]
    ]


def _operasi(dasar: str, jalur: str, cara: str, op: dict[str, Any]) -> dict[str, Any]:
    masukan = [p for p in op.get("parameters", []) if p["in"] != "path"]
    sukses = [(int(s), isi["content"][skema.JSON]) for s, isi in op["responses"].items() if s.startswith("2")]
    kirim = op.get("requestBody", {}).get("content", {}).get(skema.JSON, {})
    badan = _contoh(kirim)
    return {
        "nama": op["operationId"],
        "tag": op["tags"][0],
        "cara": cara.upper(),
        "jalur": jalur,
        "ringkasan": op["summary"],
        "keterangan": op["description"],
        "berkunci": {} not in op["security"],
        "parameter": [_parameter(p) for p in masukan],
        "isian": _isian(kirim.get("schema", {})),
        "curl": _curl(dasar, jalur, cara, op, badan),
        "jawaban": [status for status, _ in sukses],
        "contoh": json.dumps(_contoh(sukses[0][1]), ensure_ascii=False, indent=2),
        "masalah": sorted(_kode(op), key=lambda k: (masalah.MASALAH[k].status, k)),
    }


def _parameter(satu: dict[str, Any]) -> dict[str, Any]:
    bentuk = satu["schema"]
    pilihan = bentuk.get("enum") or bentuk.get("items", {}).get("enum") or []
    return {
        "nama": satu["name"],
        "di": "header" if satu["in"] == "header" else "alamat",
        "wajib": satu.get("required", False),
        "keterangan": satu.get("description", ""),
        "pilihan": [str(p) for p in pilihan],
    }


def _isian(bentuk: dict[str, Any]) -> list[dict[str, Any]]:
    wajib = bentuk.get("required", [])
    return [
        {
            "nama": nama,
            "wajib": nama in wajib,
            "keterangan": satu["description"],
            "pilihan": [p for p in satu.get("enum") or satu.get("items", {}).get("enum") or [] if p],
        }
        for nama, satu in bentuk.get("properties", {}).items()
    ]


def _contoh(isi: dict[str, Any]) -> Any:
    return next((c["value"] for c in isi.get("examples", {}).values()), None)


def _kode(op: dict[str, Any]) -> set[str]:
    isi = [j["content"].get(masalah.JENIS_ISI, {}) for j in op["responses"].values()]
    return {contoh_masalah["value"]["kode"] for satu in isi for contoh_masalah in satu.get("examples", {}).values()}


def _curl(dasar: str, jalur: str, cara: str, op: dict[str, Any], badan: Any) -> str:
    """Return a command that can be pasted; the key is taken from a variable, so that it stands in no history."""
    alamat = dasar + jalur.format(**_CONTOH_JALUR)
    kueri = {p["name"]: _CONTOH_KUERI[p["name"]] for p in op.get("parameters", []) if p["name"] in _CONTOH_KUERI}
    baris = [f"curl {shlex.quote(alamat + ('?' + urlencode(kueri) if kueri else ''))}"]
    if cara != "get":
        baris[0] = baris[0].replace("curl ", f"curl -X {cara.upper()} ", 1)
    if {} not in op["security"]:
        baris.append(f'-H "Authorization: Bearer {KUNCI_CONTOH}"')
    if badan is not None:
        baris += ["-H 'Content-Type: application/json'", f"-d {shlex.quote(json.dumps(badan, ensure_ascii=False))}"]
    return " \\\n  ".join(baris)
