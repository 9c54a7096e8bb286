"""The shape of a catalogue file, checked before a table is asked: a strange file gets a sentence that names the record.

Pure. Loading trusts the types of what passed here; lengths, choices and rules are the models' own.
"""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError

from layanan.models.formulir import bentuk_kondisi

VERSI = 1
"""Version of the shape of the file; another one is refused."""
TERDALAM, TERPANJANG = 12, 10_000
_KODE = re.compile(r"^[-a-zA-Z0-9_]{1,50}$")
_TANDA_HTML = re.compile(r"<\s*[/!]?\s*[a-zA-Z]")
_HURUF_RUSAK = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_NAMA_JENIS = {
    str: "teks",
    int: "angka bulat",
    bool: "true atau false",
    list: "daftar",
    dict: "objek",
    type(None): "null",
}


class Bentuk(NamedTuple):
    """One kind of record: the type of each key (several as a tuple; a Bentuk for one record, a list of one for many),
    and the keys that must be there."""

    kunci: dict[str, Any]
    wajib: tuple[str, ...]


def _kunci(jenis: Any, nama: str) -> dict[str, Any]:
    return dict.fromkeys(nama.split(), jenis)


_ADA = (str, type(None))
_BERLAKU = {"berlaku_mulai": str, "berlaku_sampai": _ADA, "sumber": str, "perlu_konfirmasi": bool}
_BERNAMA = Bentuk(_kunci(str, "kode nama"), ("kode", "nama"))
_SERI = Bentuk(_kunci(str, "kode pola") | {"per_tahun": bool}, ("kode", "pola"))
_SYARAT = Bentuk({"legalitas": str, "butuh": _ADA, "wajib": bool, "pelatihan": str, "nama_pelatihan": str}, ("wajib",))
_BERKAS = Bentuk(
    _kunci(str, "kode nama bantuan") | _kunci(bool, "wajib aktif") | {"kondisi": dict, "urut": int}, ("kode", "nama")
)
_PENANDA = Bentuk({"jabatan": str, "urut": int, "jenis": str}, ("jabatan", "urut", "jenis"))
_TARIF = Bentuk(_kunci(str, "kode jenis nama satuan") | {"nilai": int} | _BERLAKU, ("kode", "berlaku_mulai"))
_ISIAN = Bentuk(
    _kunci(str, "kode judul_langkah label bantuan jenis asal")
    | _kunci(int, "langkah urut")
    | {"wajib": bool, "pilihan": list, "kondisi": dict},
    ("kode", "label", "jenis"),
)
_KATA_LAYANAN = """kode nama ringkas bidang jenis_produk instansi templat_surat perihal_surat klasifikasi persyaratan
    prosedur jangka_waktu biaya produk pengaduan dasar_hukum sarana kompetensi pengawasan jumlah_pelaksana jaminan
    keamanan evaluasi sumber perlu_konfirmasi"""
_LAYANAN = Bentuk(
    _kunci(str, _KATA_LAYANAN)
    | _kunci(int, "hari_janji urut")
    | _kunci(bool, "boleh_belum_verifikasi aktif")
    | {"atasan": _ADA, "seri": (_SERI, type(None)), "syarat": [_SYARAT], "berkas": [_BERKAS], "penanda": [_PENANDA]}
    | {"tarif": [_TARIF], "formulir": [_ISIAN]},
    ("kode", "nama", "bidang"),
)
_ALASAN = Bentuk(
    _kunci(str, "kode nama rencana obat_pelatihan")
    | {"layanan": _ADA, "obat_layanan": _ADA, "aktif": bool, "urut": int},
    ("kode",),
)
_DASAR = Bentuk(_kunci(str, "kode nama ruang") | {"aktif": bool, "urut": int}, ("kode",))
_ATURAN = Bentuk(
    _kunci(str, "ruang jalan_berikut") | _kunci(int, "hari_ajukan hari_jawab") | _BERLAKU, ("ruang", "berlaku_mulai")
)
_LANGKAH = Bentuk({"layanan": str, "urut": int, "wajib": bool, "sebab": str}, ("layanan", "urut"))
_TUJUAN = Bentuk(
    _kunci(str, "kode nama uraian") | {"aktif": bool, "urut": int, "langkah": [_LANGKAH]}, ("kode", "nama")
)
KATALOG = Bentuk(
    {
        "bentuk": int,
        "bidang": [_BERNAMA],
        "jabatan": [_BERNAMA],
        "layanan": [_LAYANAN],
        "alasan_tolak": [_ALASAN],
        "dasar_keberatan": [_DASAR],
        "aturan_keberatan": [_ATURAN],
        "tujuan": [_TUJUAN],
    },
    ("bentuk",),
)


def baca(teks: bytes) -> dict[str, Any]:
    """Read the text of a catalogue file. Raises ValidationError when it is none, naming the record that is wrong."""
    try:
        isi = json.loads(teks.decode("utf-8-sig"), parse_constant=_bukan_angka)
    except (ValueError, RecursionError) as galat:
        raise ValidationError("Berkas ini bukan berkas katalog yang dapat dibaca (JSON, huruf UTF-8).") from galat
    if not isinstance(isi, dict) or isi.get("bentuk") != VERSI or type(isi["bentuk"]) is not int:
        raise ValidationError(f"Ini bukan berkas katalog layanan bentuk {VERSI}.")
    _periksa_teks(isi, "berkas", 0)
    _periksa(isi, KATALOG, "berkas")
    return isi


def _bukan_angka(kata: str) -> Any:
    raise ValueError(kata)


def _periksa_teks(nilai: Any, di: str, dalam: int) -> None:
    """Refuse letters that no table keeps, tags, endless texts, and nesting without an end."""
    if dalam > TERDALAM:
        raise ValidationError(f"{di}: isinya bersarang terlalu dalam.")
    if isinstance(nilai, str):
        if len(nilai) > TERPANJANG or _HURUF_RUSAK.search(nilai):
            raise ValidationError(f"{di}: teksnya terlalu panjang, atau memuat huruf yang tidak dapat disimpan.")
        if _TANDA_HTML.search(nilai):
            raise ValidationError(f"{di}: teks tidak boleh memuat tanda HTML seperti <b>.")
    for kunci, anak in (
        nilai.items() if isinstance(nilai, dict) else enumerate(nilai if isinstance(nilai, list) else ())
    ):
        _periksa_teks(kunci, di, dalam)
        _periksa_teks(anak, _sebut(nilai, di) if dalam else str(kunci), dalam + 1)


def _sebut(nilai: Any, di: str) -> str:
    """Name a record by its code, else by where it stands."""
    kode = nilai.get("kode") if isinstance(nilai, dict) else None
    return f"{re.sub(r' (ke-[0-9]+|“[^”]*”)$', '', di)} “{kode}”" if isinstance(kode, str) and _KODE.match(kode) else di


def _periksa(baris: Any, bentuk: Bentuk, di: str) -> None:
    di = _sebut(baris, di)
    if not isinstance(baris, dict):
        raise ValidationError(f"{di}: harus berupa objek.")
    if asing := sorted(set(baris) - set(bentuk.kunci)):
        raise ValidationError(f"{di}: kunci “{asing[0][:40]}” tidak dikenal.")
    if kurang := [nama for nama in bentuk.wajib if nama not in baris]:
        raise ValidationError(f"{di}: “{kurang[0]}” belum ada.")
    if "kode" in bentuk.wajib and not (isinstance(baris["kode"], str) and _KODE.match(baris["kode"])):
        raise ValidationError(f"{di}: kode harus huruf, angka, garis, paling panjang 50.")
    for nama, nilai in baris.items():
        _periksa_nilai(nilai, bentuk.kunci[nama], nama, di)
    if not bentuk_kondisi(baris.get("kondisi", {})):
        raise ValidationError(f'{di}: kondisi harus {{}} atau {{"isian": "kode", "nilai": ["jawaban"]}}.')


def _periksa_nilai(nilai: Any, jenis: Any, nama: str, di: str) -> None:
    if isinstance(jenis, list):
        if not isinstance(nilai, list):
            raise ValidationError(f"{di}: “{nama}” harus berupa daftar.")
        for urut, satu in enumerate(nilai, 1):
            _periksa(satu, jenis[0], f"{di}, {nama} ke-{urut}" if di != "berkas" else f"{nama} ke-{urut}")
        return
    pilihan = jenis if isinstance(jenis, tuple) and not isinstance(jenis, Bentuk) else (jenis,)
    susun = next((j for j in pilihan if isinstance(j, Bentuk)), None)
    if susun is not None and isinstance(nilai, dict):
        _periksa(nilai, susun, f"{di}, {nama}")
    elif type(nilai) not in pilihan:
        kata = " atau ".join(_NAMA_JENIS[j] for j in pilihan if not isinstance(j, Bentuk))
        raise ValidationError(f"{di}: “{nama}” harus {kata}.")
