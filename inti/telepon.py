"""Indonesian mobile numbers, written in any way people write them, kept as E.164.

Sources: KM 28/2004 (national numbering: country code 62, national prefix 0, mobile numbers 8…,
10-13 digits with the leading 0); the ranges in use come from libphonenumber's metadata. That library
alone is too kind: it reads letters as keypad digits and finds "08123" possible, so the cleaning and
the length rule here come first. The operator is never inferred: numbers move between operators.
"""

import re

import phonenumbers
from django.core.exceptions import ValidationError
from phonenumbers import PhoneNumberType

from inti.teks import sederhanakan

CONTOH = "contoh 0812 3456 7890"

_TAUTAN = re.compile(r"(?:https?://)?(?:wa\.me/|api\.whatsapp\.com/send/?\?phone=)|tel:", re.IGNORECASE)
_PEMISAH = str.maketrans("", "", " .-()\t\r\n")
_ANGKA = re.compile(r"\+?[0-9]{1,20}")
_ANGKA_PANJANG = re.compile(r"\+?[0-9]+")
_E164 = re.compile(r"\+62(8[0-9]{8,11})")
# Its first figures stand together, else a date or opening hours would pass for one.
_DI_DALAM = re.compile(r"(?<![0-9])(?:\+?62[ .()-]{0,2}0?|0 ?)8[1-9][0-9](?:[ .()/-]{0,2}[0-9]){6,9}(?![0-9])")
_RUMAH = (PhoneNumberType.FIXED_LINE, PhoneNumberType.FIXED_LINE_OR_MOBILE)

_KOSONG = f"Isi nomor WhatsApp, {CONTOH}."
_BENTUK = f"Tulis satu nomor WhatsApp dengan angka saja, {CONTOH}."
_PENDEK = f"Nomor ini kurang panjang; tulis nomor WhatsApp 10–13 angka, {CONTOH}."
_PANJANG = f"Nomor ini terlalu panjang; tulis nomor WhatsApp 10–13 angka, {CONTOH}."
_LUAR_NEGERI = f"Tulis nomor WhatsApp Indonesia yang diawali 08 atau +62, {CONTOH}."
_TELEPON_RUMAH = f"Ini nomor telepon rumah atau kantor; tulis nomor HP yang dipakai WhatsApp, {CONTOH}."
_BUKAN_HP = f"Ini bukan nomor HP; tulis nomor yang dipakai WhatsApp dan diawali 08, {CONTOH}."


def normalkan(teks: str) -> str:
    """Return a mobile number in E.164, e.g. "+6281234567890", from any usual way of writing it.

    Understood are 08…, 8…, 62…, +62…, 0062…, the mistaken +620…, a wa.me link, and any spaces, dots,
    hyphens and brackets between. Raises ValidationError, each time with what to write instead, for
    letters, two numbers at once, numbers too short or too long, foreign numbers, and landlines or
    service numbers (WhatsApp reaches few of them, and a code sent there would be lost).
    """
    if not isinstance(teks, str) or not teks.strip():
        raise ValidationError(_KOSONG)
    angka = _TAUTAN.sub("", sederhanakan(teks), count=1).translate(_PEMISAH)
    if not _ANGKA.fullmatch(angka):
        raise ValidationError(_PANJANG if _ANGKA_PANJANG.fullmatch(angka) else _BENTUK)
    nasional = _nasional(angka)
    _tolak_selain_hp(nasional)
    return f"+62{nasional}"


def memuat(teks: str) -> bool:
    """Tell whether a mobile number stands in a text among whatever else, in any usual way of writing it."""
    return bool(_DI_DALAM.search(sederhanakan(teks)))


def tampil(e164: str) -> str:
    """Return a number as people read it aloud, "0812-3456-7890"; other text comes back unchanged."""
    cocok = _E164.fullmatch(e164)
    if not cocok:
        return e164
    lokal = "0" + cocok[1]
    tengah = 7 if len(lokal) == 10 else 8  # ten digits fall into 4-3-3, longer ones into 4-4-rest
    return f"{lokal[:4]}-{lokal[4:tengah]}-{lokal[tengah:]}"


def samarkan(e164: str) -> str:
    """Return a number with only its last three digits showing: "08••-••••-•890".

    Enough for its owner to know which phone is meant, too little to be tried out by others. Text that
    is no number of ours is hidden whole.
    """
    return f"08••-••••-•{e164[-3:]}" if _E164.fullmatch(e164) else "08••-••••-••••"


def wa_me(e164: str) -> str:
    """Return a number as wa.me links want it: international, without the plus."""
    return e164.removeprefix("+")


def _nasional(angka: str) -> str:
    if angka.startswith("00"):
        angka = "+" + angka[2:]
    if angka.startswith("+") and not angka.startswith("+62"):
        raise ValidationError(_LUAR_NEGERI)
    tanpa_negara = angka.removeprefix("+")
    if tanpa_negara.startswith("62"):
        tanpa_negara = tanpa_negara[2:]
    return tanpa_negara.removeprefix("0")


def _tolak_selain_hp(nasional: str) -> None:
    jenis = PhoneNumberType.UNKNOWN
    if nasional and not nasional.startswith("0"):
        jenis = phonenumbers.number_type(phonenumbers.PhoneNumber(country_code=62, national_number=int(nasional)))
    if jenis == PhoneNumberType.MOBILE:
        return
    if jenis in _RUMAH:
        raise ValidationError(_TELEPON_RUMAH)
    if len(nasional) < 9:
        raise ValidationError(_PENDEK)
    if len(nasional) > 12:
        raise ValidationError(_PANJANG)
    raise ValidationError(_BUKAN_HP)
