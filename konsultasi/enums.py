"""The words of consultations: statuses of an appointment, why one ended, how a place on the waiting list ended."""

from django.db.models import IntegerChoices, TextChoices


class StatusJanjiTemu(TextChoices):
    DITAWARKAN = "DITAWARKAN", "Ditawarkan"
    DIPESAN = "DIPESAN", "Dipesan"
    HADIR = "HADIR", "Hadir"
    TIDAK_HADIR = "TIDAK_HADIR", "Tidak hadir"
    DIBATALKAN = "DIBATALKAN", "Dibatalkan"


S = StatusJanjiTemu

RUPA_STATUS = {
    S.DITAWARKAN: "tunggu",
    S.DIPESAN: "jalan",
    S.HADIR: "selesai",
    S.TIDAK_HADIR: "tolak",
    S.DIBATALKAN: "netral",
}
MENUNGGU_KAMI = (S.DIPESAN,)
MENUNGGU_PEMOHON = (S.DITAWARKAN,)
SELESAI = (S.HADIR, S.TIDAK_HADIR, S.DIBATALKAN)


class SebabBatal(TextChoices):
    """Why an appointment ended before its hour."""

    PEMOHON = "PEMOHON", "Dibatalkan orangnya"
    KANTOR = "KANTOR", "Dibatalkan kantor"
    TAWARAN_DITOLAK = "TAWARAN_DITOLAK", "Tawaran tidak diambil"
    TAWARAN_LEWAT = "TAWARAN_LEWAT", "Tawaran lewat waktunya"


class HasilTunggu(TextChoices):
    """How a place on the list of those who wait for a free hour ended."""

    TERISI = "TERISI", "Sudah mendapat jam"
    BERHENTI = "BERHENTI", "Tidak menunggu lagi"
    LEWAT = "LEWAT", "Sampai hari terakhir tidak ada jam"


class Hari(IntegerChoices):
    """Days of the week as Python counts them."""

    SENIN = 0, "Senin"
    SELASA = 1, "Selasa"
    RABU = 2, "Rabu"
    KAMIS = 3, "Kamis"
    JUMAT = 4, "Jumat"
    SABTU = 5, "Sabtu"
    MINGGU = 6, "Minggu"
