"""How the operations stand in the OpenAPI document: words, examples, and every answer that can come."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import groupby
from typing import Any

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema

from api import masalah
from api.serializers import MasalahSerializer

JSON = "application/json"
ACUAN, CEK, AKUN, USAHA, TINDAKAN, ISI = "Acuan", "Cek surat", "Akun", "Usaha", "Tindakan", "Mengisi data"
TAG = {
    ACUAN: "Kecamatan, desa, dan pencari KBLI. Tanpa kunci.",
    CEK: "Memeriksa keaslian surat dinas. Tanpa kunci.",
    AKUN: "Kunci yang sedang dipakai.",
    USAHA: "Usaha milik Anda, dan yang Anda bantu.",
    TINDAKAN: "Yang dilakukan tombol di halaman usaha. Perlu kunci untuk mengirim.",
    ISI: "Isian usaha, bagian demi bagian, dengan aturan yang sama seperti di halaman.",
}
KETERANGAN = (
    "API untuk program yang membantu pemilik usaha: membaca data acuan, mengecek surat, membaca dan mengirim data "
    "usaha sendiri. Setiap galat adalah application/problem+json dengan kode tetap."
)
# What can be answered to anything.
SELALU = ("kunci_tidak_berlaku", "bentuk_jawaban", "terlalu_sering", "gangguan")
BERBADAN = ("json_rusak", "cakupan_kurang", "terlalu_besar", "bentuk_kiriman", "isian_salah")
USAHA_SATU = ("tidak_ada", "sudah_digabung")
TUNGGU = OpenApiParameter(
    "Retry-After", int, OpenApiParameter.HEADER, response=[429], description="Detik sampai boleh mencoba lagi."
)
CARA_MASUK = OpenApiParameter(
    "WWW-Authenticate", str, OpenApiParameter.HEADER, response=[401], description="Cara mengirim kunci."
)


def operasi(
    nama: str,
    ringkasan: str,
    keterangan: str,
    *,
    tag: str,
    jawaban: Any,
    contoh: Any,
    status: int = 200,
    terbuka: bool = False,
    kirim: dict[str, Any] | None = None,
    contoh_kirim: dict[str, Any] | None = None,
    masalah_lain: tuple[str, ...] = (),
    parameter: tuple[OpenApiParameter, ...] = (),
    ulang: int | None = None,
) -> Callable[[Any], Any]:
    """Describe one operation; the problems common to all are added.

    `kirim` is the JSON schema of what is sent ({}: an empty object), `ulang` a second status with the same answer.
    """
    kode = {*SELALU, *masalah_lain, *(BERBADAN if kirim is not None else ()), *(() if terbuka else ("kunci_perlu",))}
    contoh_jawaban = OpenApiExample("Jawaban", value=contoh, response_only=True, status_codes=[str(status)])
    sukses = {(status, JSON): OpenApiResponse(jawaban, description="Berhasil.", examples=[contoh_jawaban])}
    if ulang is not None:
        sukses[(ulang, JSON)] = OpenApiResponse(jawaban, description="Sudah pernah; tidak ada yang dibuat lagi.")
    return extend_schema(
        operation_id=nama,
        summary=ringkasan,
        description=keterangan,
        tags=[tag],
        request={JSON: kirim} if kirim else None,
        responses=sukses | _jawaban_masalah(kode),
        parameters=[CARA_MASUK, TUNGGU, *parameter],
        examples=[OpenApiExample("Kiriman", value=contoh_kirim, request_only=True)] if contoh_kirim else [],
    )


def _jawaban_masalah(semua: set[str]) -> dict[tuple[int, str], OpenApiResponse]:
    def status(kode: str) -> int:
        return masalah.MASALAH[kode].status

    return {
        (angka, masalah.JENIS_ISI): OpenApiResponse(
            MasalahSerializer,
            description="; ".join(masalah.MASALAH[k].judul for k in kelompok) + ".",
            examples=[_contoh_masalah(k) for k in kelompok],
        )
        for angka, kelompok in ((a, list(k)) for a, k in groupby(sorted(semua, key=lambda k: (status(k), k)), status))
    }


def _contoh_masalah(kode: str) -> OpenApiExample:
    satu = masalah.MASALAH[kode]
    isi = {
        "type": f"/api/v1/#{kode}",
        "title": satu.judul,
        "status": satu.status,
        "detail": satu.saran,
        "kode": kode,
        "permintaan": "p0a1b2c3d4e5f60",
    }
    if kode == "isian_salah":
        isi["isian"] = {"nama": ["Isi nama usaha."]}
    return OpenApiExample(kode, value=isi, response_only=True, status_codes=[str(satu.status)])


def lengkapi(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Add what the generator does not know: the words of the whole, and the order of the groups."""
    result["info"]["description"] = KETERANGAN
    result["tags"] = [{"name": nama, "description": arti} for nama, arti in TAG.items()]
    semua = result["components"].setdefault("responses", {})
    for operasi_satu in (op for jalur in result["paths"].values() for op in jalur.values()):
        for status, jawaban in operasi_satu["responses"].items():
            isi = jawaban["content"].get(masalah.JENIS_ISI)
            if isi is not None:
                # Most operations fail alike: told once, the document is a third of the size.
                nama = ".".join(contoh["value"]["kode"] for contoh in isi["examples"].values())
                semua[nama] = jawaban
                operasi_satu["responses"][status] = {"$ref": f"#/components/responses/{nama}"}
    return result


def jawaban(dokumen_api: dict[str, Any], operasi_satu: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the answers of an operation by status, those that are told once for all put in their place."""
    bersama = dokumen_api["components"]["responses"]
    return {
        status: bersama[isi["$ref"].rpartition("/")[2]] if "$ref" in isi else isi
        for status, isi in operasi_satu["responses"].items()
    }


@cache
def dokumen() -> dict[str, Any]:
    """Return the OpenAPI document; it is made once per process, for it changes with the code alone."""
    return SchemaGenerator().get_schema(request=None, public=True)
