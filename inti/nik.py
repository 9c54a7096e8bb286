"""NIK, the national identity number: what its sixteen digits say.

Source: UU 23/2006 as amended by UU 24/2013, Pasal 13; the layout (area, birth date with 40 added to
the day for women, serial) as published by Dukcapil. There is no check digit. The area is that of the
first registration and never changes, so it proves no present domicile and nobody is refused for it.

No message here repeats the number: sentences end up in logs and on screens that others see.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError

from inti.teks import sederhanakan

# The 38 provinces of Kepmendagri 300.2.2-2138/2025 and 300.2.2-2430/2025 (Kemendagri codes, not BPS).
PROVINSI = frozenset(
    {"11", "12", "13", "14", "15", "16", "17", "18", "19", "21"}  # Sumatera, Kepulauan Riau
    | {"31", "32", "33", "34", "35", "36"}  # Jawa
    | {"51", "52", "53"}  # Bali, Nusa Tenggara
    | {"61", "62", "63", "64", "65"}  # Kalimantan
    | {"71", "72", "73", "74", "75", "76"}  # Sulawesi
    | {"81", "82", "91", "92", "93", "94", "95", "96"}  # Maluku, Papua
)
USIA_MAKS = 110  # years
LAKI_LAKI, PEREMPUAN = "L", "P"

_PEMISAH = str.maketrans("", "", " .-\u00a0")
_SELA = re.compile(r"(?<=\d)[\s.,\-–_/\u200b-\u200f\u2060\ufeff]{1,3}(?=\d)")
_SERANGKAI = re.compile(r"\d{16}")
_WIB = ZoneInfo("Asia/Jakarta")

_KOSONG = "Isi NIK, 16 angka sesuai KTP."
_BUKAN_TEKS = "Tulis NIK sebagai teks 16 angka, karena bilangan dari lembar kerja dapat kehilangan angka terakhirnya."
_BUKAN_ANGKA = "Tulis NIK dengan angka saja, 16 angka sesuai KTP."
_PROVINSI = "Dua angka pertama NIK bukan kode provinsi; cocokkan lagi dengan KTP."
_LAHIR = "Angka ke-7 sampai ke-12 NIK bukan tanggal lahir yang benar; cocokkan lagi dengan KTP."
_URUT = "Empat angka terakhir NIK tidak boleh 0000; cocokkan lagi dengan KTP."


@dataclass(frozen=True, slots=True)
class Nik:
    """A well-formed NIK and what it says. `nik` is the number to keep: 16 ASCII digits."""

    nik: str
    kode_wilayah: str  # "33.25.11": the kecamatan of first registration, by its Kemendagri code of then
    tanggal_lahir: date
    jenis_kelamin: str  # LAKI_LAKI or PEREMPUAN

    def __repr__(self) -> str:
        return f"Nik({samarkan(self.nik)})"  # a traceback or a log line must not show the number


def urai(nik: str, *, hari_ini: date | None = None) -> Nik:
    """Return what a NIK says, or raise ValidationError with a sentence that says what to check.

    Spaces, dots and hyphens between the digits are forgiven; other marks, digits of other scripts and
    anything but text are not. The two-digit year is taken in the latest century that gives a birth
    date not after `hari_ini` (default: today) and an age of at most 110 years.
    """
    angka = _angka(nik)
    if angka[:2] not in PROVINSI:
        raise ValidationError(_PROVINSI)
    hari = int(angka[6:8])
    perempuan = hari > 40
    lahir = _tanggal_lahir(
        hari - 40 if perempuan else hari, int(angka[8:10]), int(angka[10:12]), hari_ini or datetime.now(_WIB).date()
    )
    if lahir is None:
        raise ValidationError(_LAHIR)
    if angka[12:] == "0000":
        raise ValidationError(_URUT)
    wilayah = f"{angka[:2]}.{angka[2:4]}.{angka[4:6]}"
    return Nik(angka, wilayah, lahir, PEREMPUAN if perempuan else LAKI_LAKI)


def peringatan(nik: Nik, *, tanggal_lahir: date | None = None, jenis_kelamin: str = "") -> list[str]:
    """Return a sentence for each separately given fact that the NIK contradicts.

    These warn and never block: real identity cards carry such errors. The century of the birth date is
    not compared, because the NIK does not say it.
    """
    kalimat = []
    if tanggal_lahir and f"{tanggal_lahir:%d%m%y}" != f"{nik.tanggal_lahir:%d%m%y}":
        kalimat.append("Tanggal lahir berbeda dengan NIK; cocokkan keduanya dengan KTP.")
    if jenis_kelamin and jenis_kelamin != nik.jenis_kelamin:
        kalimat.append("Jenis kelamin berbeda dengan NIK; cocokkan keduanya dengan KTP.")
    return kalimat


def mirip(teks: str) -> bool:
    """Tell whether a text, such as what is typed into a search box, is as many digits as a NIK and no letter."""
    rapi = sederhanakan(teks)
    return sum(huruf.isdigit() for huruf in rapi) >= 16 and not any(huruf.isalpha() for huruf in rapi)


def memuat(teks: str) -> bool:
    """Tell whether sixteen figures in a row stand in a text among whatever else, however they are broken up."""
    return bool(_SERANGKAI.search(_SELA.sub("", teks)))


def samarkan(nik: str) -> str:
    """Return the mask of a NIK: only the serial shows, since area and birth date tell of the person.

    Text that is no NIK is masked whole, and always to the same length.
    """
    return "•" * 12 + (nik[-4:] if len(nik) == 16 and nik.isascii() and nik.isdigit() else "••••")


def _angka(nik: str) -> str:
    if nik is None or nik == "":
        raise ValidationError(_KOSONG)
    if not isinstance(nik, str):
        raise ValidationError(_BUKAN_TEKS)
    angka = nik.strip().translate(_PEMISAH)
    if not angka:
        raise ValidationError(_KOSONG)
    # isascii: isdigit alone would let digits of other scripts through, and they would be stored.
    if not (angka.isascii() and angka.isdigit()):
        raise ValidationError(_BUKAN_ANGKA)
    if len(angka) != 16:
        raise ValidationError(f"NIK harus 16 angka, yang Anda tulis {len(angka)} angka; cocokkan lagi dengan KTP.")
    return angka


def _tanggal_lahir(hari: int, bulan: int, tahun: int, hari_ini: date) -> date | None:
    abad = hari_ini.year // 100 * 100
    for awal in (abad, abad - 100):
        try:
            lahir = date(awal + tahun, bulan, hari)
        except ValueError:
            continue
        if lahir <= hari_ini and _usia(lahir, hari_ini) <= USIA_MAKS:
            return lahir
    return None


def _usia(lahir: date, hari_ini: date) -> int:
    return hari_ini.year - lahir.year - ((hari_ini.month, hari_ini.day) < (lahir.month, lahir.day))
