"""The words of downloads."""

from django.db.models import TextChoices


class Format(TextChoices):
    XLSX = "xlsx", "Excel (XLSX)"
    CSV = "csv", "CSV, langsung diunduh"
    PDF = "pdf", "PDF untuk dicetak"


class Keadaan(TextChoices):
    """How far a download is. It is no case: nobody decides on it."""

    ANTRE = "ANTRE", "Menunggu giliran"
    JALAN = "JALAN", "Sedang dibuat"
    SELESAI = "SELESAI", "Selesai"
    GAGAL = "GAGAL", "Tidak jadi dibuat"
    DIBATALKAN = "DIBATALKAN", "Dibatalkan"


BELUM_SELESAI = (Keadaan.ANTRE, Keadaan.JALAN)

RUPA = {
    Keadaan.ANTRE: "tunggu",
    Keadaan.JALAN: "jalan",
    Keadaan.SELESAI: "selesai",
    Keadaan.GAGAL: "tolak",
    Keadaan.DIBATALKAN: "netral",
}

MIME = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.PDF: "application/pdf",
}

PDF_MAKS = 1000
"""Rows that are printed: some forty sheets, for which typst takes 200 MB. The whole list is a spreadsheet."""
