"""The questionnaire of the satisfaction survey: nine elements, their questions and what each of the four marks says.

The nine elements and marks from 1 to 4 are those of Permenpan RB 14/2017 (Lampiran). The sentences are the office's
own, in the sense of the questionnaire printed there and in plain words; they stand here and in no table, because a mark
can be compared between periods only while its words stay the same.
"""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import TextChoices

from layanan.skm import UNSUR
from umkm.enums import JenisKelamin, Pendidikan

SUMBER = "Permenpan RB Nomor 14 Tahun 2017"


class Soal(NamedTuple):
    """One question: the code of its element (U1–U9), the element, the sentence, the words of the marks 1 to 4."""

    kode: str
    unsur: str
    tanya: str
    kata: tuple[str, str, str, str]

    @property
    def medan(self) -> str:
        """The name of its column and of its field."""
        return self.kode.lower()

    @property
    def pilihan(self) -> list[tuple[int, str]]:
        return list(enumerate(self.kata, 1))


_TANYA: tuple[tuple[str, tuple[str, str, str, str]], ...] = (
    (
        "Apakah syarat yang diminta sesuai dengan layanannya?",
        ("Tidak sesuai", "Kurang sesuai", "Sesuai", "Sangat sesuai"),
    ),
    ("Mudahkah cara dan urutan mengurusnya?", ("Tidak mudah", "Kurang mudah", "Mudah", "Sangat mudah")),
    ("Cepatkah kami melayani Anda?", ("Tidak cepat", "Kurang cepat", "Cepat", "Sangat cepat")),
    ("Bagaimana biaya yang Anda bayar kepada dinas?", ("Sangat mahal", "Cukup mahal", "Murah", "Gratis")),
    (
        "Apakah yang Anda terima sesuai dengan yang dijanjikan?",
        ("Tidak sesuai", "Kurang sesuai", "Sesuai", "Sangat sesuai"),
    ),
    ("Apakah petugas cakap dan tahu pekerjaannya?", ("Tidak cakap", "Kurang cakap", "Cakap", "Sangat cakap")),
    ("Apakah petugas sopan dan ramah?", ("Tidak ramah", "Kurang ramah", "Ramah", "Sangat ramah")),
    (
        "Bagaimana pengaduan dan saran ditangani?",
        ("Tidak ada", "Ada, tidak jalan", "Jalan, kurang baik", "Dikelola baik"),
    ),
    ("Bagaimana tempat, alat, dan portal ini?", ("Buruk", "Cukup", "Baik", "Sangat baik")),
)

SOAL = tuple(
    Soal(f"U{n}", unsur, tanya, kata) for n, (unsur, (tanya, kata)) in enumerate(zip(UNSUR, _TANYA, strict=True), 1)
)
MEDAN = tuple(soal.medan for soal in SOAL)


class KelompokUmur(TextChoices):
    DI_BAWAH_20 = "-20", "Di bawah 20 tahun"
    DUA_PULUHAN = "20-29", "20–29 tahun"
    TIGA_PULUHAN = "30-39", "30–39 tahun"
    EMPAT_PULUHAN = "40-49", "40–49 tahun"
    LIMA_PULUHAN = "50-59", "50–59 tahun"
    ENAM_PULUH = "60-", "60 tahun ke atas"


class Pekerjaan(TextChoices):
    WIRAUSAHA = "WIRAUSAHA", "Wirausaha"
    TANI = "TANI", "Petani, peternak, atau nelayan"
    SWASTA = "SWASTA", "Karyawan swasta"
    ASN = "ASN", "PNS atau PPPK"
    TNI_POLRI = "TNI_POLRI", "TNI atau Polri"
    LAIN = "LAIN", "Lainnya"


TAK_DISEBUT = "Tidak disebut"
# Who answered: column, heading, choices. Nobody has to say.
CIRI = (
    ("jenis_kelamin", "Jenis kelamin", JenisKelamin),
    ("umur", "Umur", KelompokUmur),
    ("pendidikan", "Pendidikan terakhir", Pendidikan),
    ("pekerjaan", "Pekerjaan utama", Pekerjaan),
)


class Saluran(TextChoices):
    """How an answer came in; counted, and nothing more is known of it."""

    UNDANGAN = "UNDANGAN", "Undangan setelah layanan"
    KERTAS = "KERTAS", "Lembar kertas"
    ACARA = "ACARA", "Tautan acara"
