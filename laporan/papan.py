"""How the figures of a day are laid out: cards, tiles, a table, and a text to send on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from inti import bilangan
from inti.admin.perkara import tenggat
from laporan.petak import susun
from umkm.angka import MENURUT_KODE, SEBELUMNYA, UKURAN, Ukuran

TINGKAT = 4
"""Steps of colour beside none at all; the number stands on every tile."""
PANJANG_PETAK = 8
"""Letters that fit on a tile of a phone."""
_MATI = "(?:ng|ny|[bcdfghjklmnpqrstvwxyz])"
_SUKU_KATA = re.compile(
    f"(?<=[aeiou])(?={_MATI}[aeiou])|(?<=[aeiou]ng)(?=[^aeiou])|(?<=[aeiou][klmnprst])(?=[bcdfhjkpst])"
)
KELOMPOK = (
    ("Yang menunggu kita", ("menunggu", "lewat", "hampir")),
    ("Yang baru", ("kemarin", "minggu")),
    ("Seluruhnya", ("terdaftar", "terverifikasi", "nib")),
)
SEJAK = {"kemarin": "kemarin dulu", "minggu": "minggu lalu sampai jam ini"}


def selisih(n: int) -> str:
    """Write a difference with its sign, "sama" for none."""
    return "sama" if n == 0 else f"{'+' if n > 0 else '−'}{bilangan.tulis(abs(n))}"


def kartu(data: Mapping[str, Any], url: str) -> list[dict[str, Any]]:
    """Return the groups of figures, each figure with its comparison and the address of the list behind it."""
    return [
        {"judul": judul, "angka": [_kartu(MENURUT_KODE[kode], data, url) for kode in isi]} for judul, isi in KELOMPOK
    ]


def _kartu(ukuran: Ukuran, data: Mapping[str, Any], url: str) -> dict[str, Any]:
    nilai = data["jumlah"][ukuran.kode]
    return {
        "ukuran": ukuran,
        "nilai": nilai,
        "rupa": ukuran.rupa if nilai else "netral",
        "url": f"{url}?{urlencode({'angka': ukuran.kode})}",
        "banding": banding(ukuran, data),
    }


def banding(ukuran: Ukuran, data: Mapping[str, Any]) -> str:
    """Say a figure against earlier days; "" where nothing was recorded."""
    nilai = data["jumlah"][ukuran.kode]
    if ukuran.kode in SEBELUMNYA:
        return f"{SEJAK[ukuran.kode]}: {bilangan.tulis(data['jumlah'][f'sebelum_{ukuran.kode}'])}"
    kata = []
    for nama, catatan in (("kemarin", data["kemarin"]), ("minggu lalu", data["minggu_lalu"])):
        if catatan and ukuran.kode in catatan:
            kata.append(f"{selisih(nilai - catatan[ukuran.kode])} dari {nama}".replace("sama dari", "sama dengan"))
    return ", ".join(kata)


def petak(data: Mapping[str, Any], ukuran: str, url: str) -> list[dict[str, Any]]:
    """Return the kecamatan with the figure `ukuran`: place and step of the tile, and the address of the list."""
    semua = data["kecamatan"]
    letak = susun({satu["kode"]: satu["titik"] for satu in semua})
    terbesar = max((satu["angka"][ukuran] for satu in semua), default=0)
    hasil = [
        {
            "nama": lunak(satu["nama"]),
            "milik": satu["milik"],
            "nilai": satu["angka"][ukuran],
            "baris": letak[satu["kode"]][0],
            "kolom": letak[satu["kode"]][1],
            "tingkat": tingkat(satu["angka"][ukuran], terbesar),
            "url": f"{url}?{urlencode({'angka': ukuran, 'desa__kecamatan__kode__exact': satu['kode']})}",
        }
        for satu in semua
    ]
    return sorted(hasil, key=lambda satu: (satu["baris"], satu["kolom"]))


def lunak(nama: str) -> str:
    """Return a name with soft hyphens between its syllables, for a tile narrower than the word."""
    return _SUKU_KATA.sub("\u00ad", nama) if len(nama) > PANJANG_PETAK else nama


def tingkat(nilai: int, terbesar: int) -> int:
    """Return the step of colour: 0 for none, else 1 to TINGKAT in equal parts of the largest."""
    return ceil(TINGKAT * nilai / terbesar) if nilai else 0


def legenda(data: Mapping[str, Any], ukuran: str) -> list[dict[str, Any]]:
    """Say which counts each step of colour stands for; steps that no whole number falls into are left out."""
    terbesar = max((satu["angka"][ukuran] for satu in data["kecamatan"]), default=0)
    hasil = [{"tingkat": 0, "teks": "0"}]
    for n in range(1, TINGKAT + 1):
        dari, sampai = terbesar * (n - 1) // TINGKAT + 1, terbesar * n // TINGKAT
        if dari <= sampai:
            batas = dict.fromkeys((bilangan.tulis(dari), bilangan.tulis(sampai)))
            hasil.append({"tingkat": n, "teks": "–".join(batas)})
    return hasil


def tabel(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return all figures by kecamatan in scope, what lies in none of them, and the sums of both."""
    kode = [u.kode for u in UKURAN]
    baris = [{"nama": k["nama"], "nilai": [k["angka"][n] for n in kode]} for k in data["kecamatan"] if k["milik"]]
    lain = [data["tak_diketahui"][n] + _di_luar(data, n) for n in kode]
    return {
        "baris": [*baris, {"nama": "Tidak diketahui", "nilai": lain}],
        "jumlah": [data["jumlah"][n] for n in kode],
    }


def _di_luar(data: Mapping[str, Any], ukuran: str) -> int:
    """What an official sees outside his kecamatan, for it is his own."""
    return sum(k["angka"][ukuran] for k in data["kecamatan"] if not k["milik"])


def mendesak(daftar: Mapping[str, Sequence[Any]], data: Mapping[str, Any], url: str) -> list[dict[str, Any]]:
    """Return the cases that press, late and nearly late, each with its deadline in words."""
    kosong = {
        "lewat": "Tidak ada yang lewat janji.",
        "hampir": "Tidak ada yang janjinya habis hari ini atau pada hari kerja berikutnya.",
    }
    return [
        {
            "kode": kode,
            "judul": MENURUT_KODE[kode].label,
            "kosong": kosong[kode],
            "jumlah": data["jumlah"][kode],
            "semua": f"{url}?{urlencode({'angka': kode})}",
            "daftar": [_baris_mendesak(satu) for satu in isi],
        }
        for kode, isi in daftar.items()
    ]


def _baris_mendesak(usaha: Any) -> dict[str, Any]:
    kata, rupa = tenggat(usaha.jatuh_tempo, usaha.janji)
    return {"usaha": usaha, "kata": kata, "rupa": rupa}


def pesan(data: Mapping[str, Any], lingkup: str, permohonan: Mapping[str, Any] | None = None) -> str:
    """Write the figures as a text for WhatsApp, those of the services too when given; it names nobody."""
    per = timezone.localtime(data["per"])
    jumlah = data["jumlah"]
    isi = [
        f"*Angka UMKM {settings.NAMA_KABUPATEN}*",
        f"{date_format(per, 'l, j F Y')}, per {per:%H.%M} WIB",
        lingkup,
        "",
        *(_baris_pesan(MENURUT_KODE[kode], data) for _, kelompok in KELOMPOK for kode in kelompok),
    ]
    if jumlah["lewat"]:
        isi += ["", "Lewat janji menurut kecamatan: " + _rincian(data, "lewat")]
    if permohonan:
        baris = (f"{satu['label']}: {bilangan.tulis(satu['nilai'])}" for satu in permohonan["kartu"])
        isi += ["", "*Permohonan layanan*", *baris]
    return "\n".join(isi)


def _baris_pesan(ukuran: Ukuran, data: Mapping[str, Any]) -> str:
    kata = banding(ukuran, data)
    return f"{ukuran.label}: {bilangan.tulis(data['jumlah'][ukuran.kode])}" + (f" ({kata})" if kata else "")


def _rincian(data: Mapping[str, Any], ukuran: str) -> str:
    ada = [(satu["angka"][ukuran], satu["nama"]) for satu in data["kecamatan"] if satu["angka"][ukuran]]
    kata = [f"{nama} {bilangan.tulis(n)}" for n, nama in sorted(ada, key=lambda x: (-x[0], x[1]))]
    if data["tak_diketahui"][ukuran]:
        kata.append(f"tidak diketahui {bilangan.tulis(data['tak_diketahui'][ukuran])}")
    return ", ".join(kata)
