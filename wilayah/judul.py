"""KBLI titles: from the capitals of the regulation to something a person reads, and whether two mean the same."""

import re

from rapidfuzz import fuzz

PANJANGAN = {"YTDL": "yang tidak diklasifikasikan di tempat lain", "YBDI": "yang berhubungan dengan itu"}
# What keeps its capitals in a sentence; everything else is lower case.
_BENTUK = (
    "3D AKAP AKDP APERD ASPM B2 B3 BBG CD CITES DVD EAD EMKA EMKL EMPU IPTV ITKP JPT KSP KSPPS LED LKS LPG LPHE LPS "
    "MICE NAP NAPZA NORM OJK OPT PAUD PDPP PED PIP PJP PRT QA QC SMS TV USP USPPS VCD "
    "Al-Quran Buddha Hindu Indonesia IoT Islam Katolik Konghucu P2P Protestan"
)
BENTUK = {kata.upper(): kata for kata in _BENTUK.split()}
# Words that every other title has: they say nothing about what is made or sold.
_UMUM = (
    "aktivitas atau barang berbagai budi budidaya bukan dan dari daya dengan di eceran hasil industri jasa kegiatan "
    "khusus lain lainnya macam maupun melalui oleh pada pembuatan pemeliharaan pengawetan pengolahan perdagangan "
    "produk produksi reparasi sejenisnya selain serta tempat terkait termasuk tidak untuk yang"
)
UMUM = frozenset(_UMUM.split())
MIRIP = 75


def terbaca(judul: str) -> str:
    """Return a title of the regulation in sentence case, abbreviations of the KBLI written out.

    >>> terbaca("INDUSTRI KERAJINAN YTDL")
    'Industri kerajinan yang tidak diklasifikasikan di tempat lain'
    """
    rapi = re.sub(r"(?<=\w)- (?=\w)", "-", " ".join(judul.split()))
    rapi = re.sub(r"\s*/\s*", "/", rapi).rstrip(".")

    def kata(cocok: re.Match[str]) -> str:
        asli = cocok.group().upper()
        return PANJANGAN.get(asli) or BENTUK.get(asli) or asli.lower()

    kalimat = re.sub(r"[\w'’-]+", kata, rapi)
    return kalimat[:1].upper() + kalimat[1:]


def _isi(judul: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", judul.lower())) - UMUM


def makna_berubah(lama: str, baru: str) -> bool:
    """Tell whether one code of two versions seems to mean something else: its title lost words and gained others.

    A warning, not a ruling: it compares titles only. A new spelling (konveksi, konfeksi) is no change, nor is a
    title that only became wider or narrower.
    """
    hilang, muncul = _isi(lama) - _isi(baru), _isi(baru) - _isi(lama)
    baru_benar = {m for m in muncul if not any(fuzz.ratio(m, h) >= MIRIP for h in _isi(lama))}
    hilang_benar = {h for h in hilang if not any(fuzz.ratio(m, h) >= MIRIP for m in _isi(baru))}
    return bool(baru_benar and hilang_benar)
