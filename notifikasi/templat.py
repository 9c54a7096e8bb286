"""Message templates: one text file per message under `templates/pesan/`.

A file opens with front lines, then a blank line, then the body:

    versi: 1
    judul: Usaha {{ nomor }} sudah terverifikasi
    tombol: Lihat tanda bukti

    Usaha Anda …

Messages are read on lock screens, by neighbours, and by carriers. So a template may use only the
variables listed in `VARIABEL`, plain, without filters or tags: whatever is not listed (a NIK, a name, an
amount, a reason) cannot be written into one. Values are put in as they are (a message is text, not
HTML); pages escape them when they show them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template import Context, Engine
from django.utils.formats import date_format

VARIABEL = {
    "nomor": "nomor usaha atau perkara yang boleh disebut lewat telepon",
    "tanggal": "tanggal kejadian (date)",
    "sampai": "tanggal terakhir (date)",
    "kode": "kode sekali pakai, hanya pada templat berawalan kode_",
    "menit": "umur kode dalam menit",
}
BARIS_DEPAN = {"versi", "judul", "tombol"}
_SISIPAN = re.compile(r"\{\{\s*(.*?)\s*\}\}")
_TERLARANG = [
    (re.compile(r"\{[%#]"), "memakai tag; templat pesan hanya teks dan {{ variabel }}"),
    (re.compile(r"[<>]|&\w+;"), "memuat HTML"),
    (re.compile(r"\d{16}"), "memuat 16 angka, seperti NIK"),
    (re.compile(r"\bRp\s?\d"), "memuat jumlah uang"),
    (re.compile(r"https?://|\bwww\."), "memuat alamat web; alamat portal ditambahkan oleh kanalnya"),
    (re.compile("!"), "memakai tanda seru"),
]


@dataclass(frozen=True)
class Templat:
    nama: str
    versi: int
    judul: str
    tombol: str
    isi: str

    @property
    def variabel(self) -> set[str]:
        """The names that `tulis` needs."""
        return set(_SISIPAN.findall(self.judul + self.isi))

    def tulis(self, konteks: Mapping[str, Any]) -> tuple[str, str]:
        """Return title (one line) and body with the values put in.

        Raises KeyError when a value is missing or empty: a message with a hole in it never leaves.
        """
        nilai = {nama: _kata(konteks[nama]) for nama in self.variabel}
        if kosong := [nama for nama, isi in nilai.items() if not isi]:
            raise KeyError(f"Nilai kosong untuk templat {self.nama}: {', '.join(sorted(kosong))}")
        judul, isi = (_isi(teks, nilai) for teks in (self.judul, self.isi))
        return " ".join(judul.split()), isi


def baca(nama: str) -> Templat:
    """Load `templates/pesan/<nama>.txt`.

    Raises TemplateDoesNotExist when there is none, ValueError when its front lines are wrong.
    """
    mentah = Engine.get_default().get_template(f"pesan/{nama}.txt").source
    depan, _, isi = mentah.replace("\r\n", "\n").partition("\n\n")
    baris = depan.splitlines()
    if any(":" not in satu for satu in baris):
        raise ValueError(f"Baris depan templat {nama} harus “nama: isi”, lalu satu baris kosong.")
    kepala = {kunci.strip(): nilai.strip() for kunci, _, nilai in (satu.partition(":") for satu in baris)}
    if set(kepala) - BARIS_DEPAN or not kepala.get("judul") or not kepala.get("versi", "").isdecimal():
        raise ValueError(f"Templat {nama} harus memuat versi (angka) dan judul, boleh tombol, dan tidak yang lain.")
    return Templat(nama, int(kepala["versi"]), kepala["judul"], kepala.get("tombol", ""), isi.strip())


def periksa(nama: str) -> list[str]:
    """List what is wrong with a template, one sentence each; an empty list means it may be used."""
    templat = baca(nama)
    teks = "\n".join((templat.judul, templat.tombol, templat.isi))
    salah = [kalimat for pola, kalimat in _TERLARANG if pola.search(teks)]
    salah += [f"memakai {{{{ {satu} }}}}, yang tidak diizinkan" for satu in sorted(templat.variabel - set(VARIABEL))]
    if "{{" in _SISIPAN.sub("", teks) or "{{" in templat.tombol:
        salah.append("memuat {{ yang tidak lengkap atau di tombol")
    if not templat.isi:
        salah.append("tidak berisi")
    if templat.variabel & {"kode", "menit"} and not nama.startswith("kode_"):
        salah.append("memuat kode, jadi namanya harus berawalan kode_")
    if "{{" in templat.judul and nama.startswith("kode_"):
        salah.append("berjudul dengan variabel; kode tidak boleh terbaca di layar kunci")
    return salah


def _kata(nilai: Any) -> str:
    """Write a value as people read it: a date as "Senin, 23 November 2026"."""
    return date_format(nilai, "l, j F Y") if isinstance(nilai, date) else str(nilai).strip()


def _isi(teks: str, nilai: Mapping[str, str]) -> str:
    return Engine.get_default().from_string(teks).render(Context(nilai, autoescape=False))
