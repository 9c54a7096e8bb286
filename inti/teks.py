"""Cleaning of what people type or paste: names, descriptions, and the digits inside numbers.

A name ends up on printed papers, in lists that are sorted and compared, and in messages, so it is
held to letters that every one of these can show. A description belongs to its writer: emoji and
right-to-left text stay as they are, and only what no database or paper can hold is refused.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils.text import slugify

NAMA_MAKS = 100  # letters; the KTP prints at most about 60
NAMA_USAHA_MAKS = 120

# Phone keyboards and word processors write typographic marks where people mean the plain ones.
_TANDA_BIASA = str.maketrans(
    {
        **dict.fromkeys("‘’‛ʻʼ`´′", "'"),
        **dict.fromkeys("“”„‟″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00a0\u2007\u2009\u202f", " "),
    }
)
_TANDA_ORANG = "'.,- "
_TANDA_USAHA = "'.,- &/()+\"!:0123456789"

_NAMA_KOSONG = "Isi nama, paling sedikit satu huruf."
_NAMA_ORANG = (
    "Tulis nama dengan huruf biasa saja; yang boleh menyertai hanya titik, koma, tanda petik, dan tanda hubung."
)
_NAMA_USAHA = "Tulis nama usaha dengan huruf dan angka biasa saja, tanpa emoji atau gambar."
_TAK_TERLIHAT = "Hapus lalu ketik ulang tulisan ini, karena ada tanda tak terlihat yang ikut tersalin."
_BUKAN_TEKS = "Isi dengan tulisan."


def bersihkan_nama(teks: str, maks: int = NAMA_MAKS) -> str:
    """Return the name of a person in NFC with single spaces.

    Allowed are Latin letters with any accent, apostrophe, dot, comma, hyphen and space, which covers
    titles ("H. Ma'ruf, S.E.") and one-word names. Case is kept: KTP prints capitals, people do not.
    Raises ValidationError for anything else, for an empty name, and beyond `maks` letters.
    """
    return _bersihkan(teks, maks, _TANDA_ORANG, _NAMA_ORANG)


def bersihkan_nama_usaha(teks: str, maks: int = NAMA_USAHA_MAKS) -> str:
    """Return the name of a business in NFC with single spaces.

    As `bersihkan_nama`, and also digits and the marks that sign boards carry (& / ( ) + " ! :).
    """
    return _bersihkan(teks, maks, _TANDA_USAHA, _NAMA_USAHA)


def bersihkan_uraian(teks: str, maks: int) -> str:
    r"""Return a description in NFC, at most `maks` characters, its lines separated by "\n".

    Emoji and bidirectional controls stay; so does markup, which is text like any other and escaped
    where it is shown. Empty is allowed: whether an answer is required is for the form to say.
    Raises ValidationError for NUL and other control characters, for lone surrogates (neither the
    database nor a file can hold them), and beyond `maks`.
    """
    if not isinstance(teks, str):
        raise ValidationError(_BUKAN_TEKS)
    bersih = unicodedata.normalize("NFC", _BARIS.sub("\n", teks)).strip()
    if _TAK_TERSIMPAN.search(bersih):
        raise ValidationError(_TAK_TERLIHAT)
    _batasi(bersih, maks)
    return bersih


def sederhanakan(teks: str) -> str:
    """Return text that holds a number, ready to be matched with ASCII patterns.

    Decimal digits of any script become 0-9 (their value is not in doubt, unlike that of "²" or "½"),
    typographic dashes and spaces become plain, and invisible format characters, which come along when
    a number is copied out of a chat, disappear. Everything else is left for the caller to refuse.
    """
    if teks.isascii():
        return teks.strip()
    biasa = teks.translate(_TANDA_BIASA)
    return "".join(
        str(unicodedata.decimal(huruf)) if huruf.isdecimal() else huruf
        for huruf in biasa
        if unicodedata.category(huruf) != "Cf"
    ).strip()


# The line ends of other systems, and those that Word writes (vertical tab, form feed).
_BARIS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_TAK_TERSIMPAN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_SPASI = re.compile("[ \t\r\n]+")
_KATEGORI_TAK_TERLIHAT = frozenset({"Cc", "Cf", "Cs", "Co", "Zs", "Zl", "Zp"})


def kode_bebas(nama: str, terpakai: Iterable[str], *, maks: int = 40) -> str:
    """Make a code from a name that is not taken yet: "Foto label" becomes foto-label, the second foto-label-2."""
    ada = set(terpakai)
    dasar = slugify(nama)[: maks - 4].strip("-") or "lain"
    calon, n = dasar, 2
    while calon in ada:
        calon, n = f"{dasar}-{n}", n + 1
    return calon


def _bersihkan(teks: str, maks: int, tanda: str, saran: str) -> str:
    if not isinstance(teks, str):
        raise ValidationError(_NAMA_KOSONG)
    bersih = _SPASI.sub(" ", unicodedata.normalize("NFC", teks.translate(_TANDA_BIASA))).strip(" ")
    _batasi(bersih, maks)
    ada_huruf = False
    for huruf in bersih:
        if huruf in tanda:
            continue
        if not _latin(huruf):
            raise ValidationError(_TAK_TERLIHAT if unicodedata.category(huruf) in _KATEGORI_TAK_TERLIHAT else saran)
        ada_huruf = True
    if not ada_huruf and not any(huruf.isdigit() for huruf in bersih):
        raise ValidationError(_NAMA_KOSONG)
    return bersih


@lru_cache(maxsize=1024)
def _latin(huruf: str) -> bool:
    # The name tells the script, which unicodedata has no field for; "FULLWIDTH LATIN" and the
    # "MATHEMATICAL BOLD" of social media do not begin with LATIN, and no font of ours prints them.
    return unicodedata.category(huruf) in ("Lu", "Ll", "Lt") and unicodedata.name(huruf, "").startswith("LATIN ")


def _batasi(teks: str, maks: int) -> None:
    if len(teks) > maks:
        raise ValidationError(f"Persingkat tulisan ini menjadi paling banyak {maks} huruf; sekarang {len(teks)} huruf.")
