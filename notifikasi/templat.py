"""Message templates: one text file per message under `templates/pesan/`.

A file opens with front lines, then a blank line, then the body:

    versi: 1
    judul: Usaha {{ nomor }} sudah terverifikasi
    tombol: Lihat tanda bukti
    whatsapp: usaha_terverifikasi_1

    Usaha Anda …

Messages are read on lock screens, by neighbours, and by carriers. So a template may use only the
variables listed in `VARIABEL`, plain, without filters or tags: whatever is not listed (a NIK, a name, an
amount, a reason) cannot be written into one, and a value that looks like a NIK or an amount is refused as
it is put in. Values are put in as they are (a message is text, not HTML); pages escape them when they show them.

`whatsapp` is the name under which Meta has approved the same body, ending in the version: whoever changes
the words raises `versi` and must have a new name approved. `whatsapp: tidak` says that the message never goes to
a phone. Every template says one or the other. `petugas: ya` marks what is worth the hand of an official where no
gateway carries it: news about a case that its owner does not know yet and should act on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template import Context, Engine, Template
from django.utils.formats import date_format

from inti import nik, peta

VARIABEL = {
    "nomor": "nomor usaha atau perkara yang boleh disebut lewat telepon",
    "tanggal": "tanggal kejadian (date)",
    "sampai": "tanggal terakhir (date)",
    "banyak": "banyaknya perkara yang menunggu petugas; tidak pernah uang",
    "kode": "kode sekali pakai, hanya pada templat berawalan kode_",
    "menit": "umur kode dalam menit",
    "tempat": "nama dan alamat tempat umum, satu baris; tidak pernah rumah orang",
    "peta": "alamat peta tempat itu, buatan inti.peta",
}
BARIS_DEPAN = {"versi", "judul", "tombol", "whatsapp", "petugas"}
NILAI_TERPANJANG = 60
TEMPAT_TERPANJANG = 120
BUKAN_KE_HP = "tidak"
_SISIPAN = re.compile(r"\{\{[ \t]*(.*?)[ \t]*\}\}")
_UANG = re.compile(r"\b(?:Rp|IDR)\.?\s*\d|\d\s*(?:ribu|rb|juta|jt|miliar|rupiah)\b|\brupiah\b|\d,-", re.IGNORECASE)
_ALAMAT = re.compile(r"https?:|\bwww\.|\b[\w-]+\.(?:id|com|net|org|me|ly|info|co)\b", re.IGNORECASE)
_TERLARANG = [
    (re.compile(r"\{[%#]"), "memakai tag; templat pesan hanya teks dan {{ variabel }}"),
    (re.compile(r"[<>]|&#?\w+;"), "memuat HTML"),
    (_UANG, "memuat jumlah uang"),
    (
        _ALAMAT,
        "memuat alamat web; alamat portal ditambahkan oleh kanalnya",
    ),
    (re.compile("[!！¡]"), "memakai tanda seru"),
]
# Meta's limits for an approved template (WhatsApp Manager, "Create template", read November 2026).
_NAMA_WHATSAPP = re.compile(r"[a-z0-9_]{1,60}")
TOMBOL_WHATSAPP, ISI_WHATSAPP = 25, 1024


@dataclass(frozen=True)
class Templat:
    nama: str
    versi: int
    judul: str
    tombol: str
    isi: str
    whatsapp: str
    petugas: str

    @property
    def variabel(self) -> set[str]:
        """The names that `tulis` needs."""
        return set(_SISIPAN.findall(self.judul + self.isi))

    @property
    def urutan(self) -> list[str]:
        """The variables of the body in their order: the parameters of the approved template."""
        return _SISIPAN.findall(self.isi)

    def bernomor(self) -> str:
        """The body as it is submitted for approval: {{1}}, {{2}}, … in place of the variables."""
        nomor = count(1)
        return _SISIPAN.sub(lambda _: f"{{{{{next(nomor)}}}}}", self.isi)

    @property
    def ke_hp(self) -> bool:
        """Whether the message may go to a phone."""
        return self.whatsapp != BUKAN_KE_HP

    @property
    def lewat_petugas(self) -> bool:
        """Whether an official sends word of it by hand where no gateway does."""
        return self.petugas == "ya"

    @property
    def kode_saja(self) -> bool:
        """Whether WhatsApp carries it as an authentication template, whose words are Meta's."""
        return self.nama.startswith("kode_")

    def nilai(self, konteks: Mapping[str, Any]) -> dict[str, str]:
        """Return the values of the variables as people read them.

        Raises KeyError when one is missing or empty (a message with a hole in it never leaves), ValueError when
        one may not stand in a message.
        """
        nilai = {nama: _kata(konteks[nama]) for nama in sorted(self.variabel)}
        if kosong := [nama for nama, isi in nilai.items() if not isi]:
            raise KeyError(f"Nilai kosong untuk templat {self.nama}: {', '.join(kosong)}")
        for nama, isi in nilai.items():
            if not layak(nama, isi):
                raise ValueError(f"Nilai {nama} untuk templat {self.nama} mirip NIK, jumlah uang, atau kalimat.")
        return nilai

    def tulis(self, konteks: Mapping[str, Any]) -> tuple[str, str]:
        """Return title (one line) and body with the values put in; raises as `nilai` does."""
        nilai = self.nilai(konteks)
        judul, isi = (_isi(teks, nilai) for teks in (self.judul, self.isi))
        return " ".join(judul.split()), isi


def layak(nama: str, isi: str) -> bool:
    """Tell whether a value may stand in a message: no NIK, no amount, no sentence, and no address but that of a map.

    A place is typed by people, so it is held to one line of visible letters; Meta refuses more in a parameter too.
    """
    if nik.memuat(isi) or _UANG.search(isi):
        return False
    if nama == "peta":
        return peta.POLA.fullmatch(isi) is not None
    if nama == "tempat":
        satu_baris = isi.isprintable() and isi == " ".join(isi.split())
        return satu_baris and len(isi) <= TEMPAT_TERPANJANG and not (_ALAMAT.search(isi) or set(isi) & set("<>{}@"))
    return len(isi) <= NILAI_TERPANJANG


def semua() -> list[str]:
    """Return the names of all templates of the house."""
    return sorted(berkas.stem for berkas in (Path(settings.BASE_DIR) / "templates" / "pesan").glob("*.txt"))


def baca(nama: str) -> Templat:
    """Load `templates/pesan/<nama>.txt`.

    Raises TemplateDoesNotExist when there is none, ValueError when its front lines are wrong.
    """
    return _urai(nama, Engine.get_default().get_template(f"pesan/{nama}.txt").source)


@cache
def _urai(nama: str, mentah: str) -> Templat:
    depan, _, isi = mentah.replace("\r\n", "\n").partition("\n\n")
    baris = depan.splitlines()
    if any(":" not in satu for satu in baris):
        raise ValueError(f"Baris depan templat {nama} harus “nama: isi”, lalu satu baris kosong.")
    kepala = {kunci.strip(): nilai.strip() for kunci, _, nilai in (satu.partition(":") for satu in baris)}
    ganda = len(kepala) < len(baris)
    if ganda or set(kepala) - BARIS_DEPAN or not kepala.get("judul") or not kepala.get("versi", "").isdecimal():
        raise ValueError(f"Templat {nama} harus memuat versi (angka) dan judul, masing-masing sekali.")
    lain = {bagian: kepala.get(bagian, "") for bagian in ("tombol", "whatsapp", "petugas")}
    return Templat(nama=nama, versi=int(kepala["versi"]), judul=kepala["judul"], isi=isi.strip(), **lain)


def periksa(nama: str) -> list[str]:
    """List what is wrong with a template, one sentence each; an empty list means it may be used."""
    templat = baca(nama)
    teks = "\n".join((templat.judul, templat.tombol, templat.isi))
    salah = [kalimat for pola, kalimat in _TERLARANG if pola.search(teks)]
    if nik.memuat(teks):
        salah.append("memuat 16 angka, seperti NIK")
    salah += [f"memakai {{{{ {satu} }}}}, yang tidak diizinkan" for satu in sorted(templat.variabel - set(VARIABEL))]
    sisa = _SISIPAN.sub("", teks)
    if "{{" in sisa or "}}" in sisa or "{{" in templat.tombol:
        salah.append("memuat {{ yang tidak lengkap atau di tombol")
    if not templat.isi:
        salah.append("tidak berisi")
    if templat.variabel & {"kode", "menit"} and not templat.kode_saja:
        salah.append("memuat kode, jadi namanya harus berawalan kode_")
    if "{{" in templat.judul and templat.kode_saja:
        salah.append("berjudul dengan variabel; kode tidak boleh terbaca di layar kunci")
    if templat.petugas and not (templat.lewat_petugas and templat.ke_hp and "nomor" in templat.variabel):
        salah.append("baris petugas: hanya boleh ya, pada kabar tentang {{ nomor }} yang dikirim ke HP")
    return salah + (_periksa_whatsapp(templat) if templat.ke_hp else [])


def _periksa_whatsapp(templat: Templat) -> list[str]:
    """List what Meta would refuse."""
    salah = []
    if not _NAMA_WHATSAPP.fullmatch(templat.whatsapp) or not templat.whatsapp.endswith(f"_{templat.versi}"):
        salah.append(f"baris whatsapp: harus nama templat yang disetujui, berakhiran _{templat.versi}, atau tidak")
    if len(templat.tombol) > TOMBOL_WHATSAPP:
        salah.append(f"tombolnya lebih dari {TOMBOL_WHATSAPP} huruf")
    if templat.kode_saja:
        if templat.tombol or "kode" not in templat.urutan:
            salah.append("templat kode berisi {{ kode }} dan tidak bertombol")
        return salah
    if len(templat.isi) > ISI_WHATSAPP:
        salah.append(f"isinya lebih dari {ISI_WHATSAPP} huruf")
    if templat.isi.startswith("{{") or templat.isi.endswith("}}") or re.search(r"\}\}\s*\{\{", templat.isi):
        salah.append("variabelnya berdiri di awal, di akhir, atau berdempetan")
    return salah


def _kata(nilai: Any) -> str:
    """Write a value as people read it: a date as "Senin, 23 November 2026"."""
    return date_format(nilai, "l, j F Y") if isinstance(nilai, date) else str(nilai).strip()


def _isi(teks: str, nilai: Mapping[str, str]) -> str:
    return _susun(teks).render(Context(nilai, autoescape=False))


@cache
def _susun(teks: str) -> Template:
    """Compile a title or body once in each process; there are as many as there are files."""
    return Engine.get_default().from_string(teks)
