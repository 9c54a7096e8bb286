"""The words of complaints: statuses with their internal and public names, who may know, which rule a time is of."""

from django.db.models import TextChoices


class StatusAduan(TextChoices):
    """The label is what the office says; `NAMA_PUBLIK` has the words of the reporter where they differ."""

    MASUK = "MASUK", "Menunggu diverifikasi"
    PERBAIKAN = "PERBAIKAN", "Menunggu keterangan pelapor"
    DITERUSKAN = "DITERUSKAN", "Di unit"
    DIJAWAB = "DIJAWAB", "Dijawab, menunggu pelapor"
    SELESAI = "SELESAI", "Selesai"
    DITOLAK = "DITOLAK", "Tidak dilanjutkan"
    KEBERATAN = "KEBERATAN", "Keberatan"


S = StatusAduan

NAMA_PUBLIK = {
    S.MASUK: "Diterima, sedang dibaca",
    S.PERBAIKAN: "Perlu keterangan Anda",
    S.DITERUSKAN: "Sedang ditangani",
    S.DIJAWAB: "Sudah dijawab",
    S.KEBERATAN: "Keberatan sedang diputuskan",
}
RUPA_STATUS = {
    S.MASUK: "jalan",
    S.PERBAIKAN: "tunggu",
    S.DITERUSKAN: "jalan",
    S.DIJAWAB: "tunggu",
    S.SELESAI: "selesai",
    S.DITOLAK: "tolak",
    S.KEBERATAN: "jalan",
}

MENUNGGU_KAMI = (S.MASUK, S.DITERUSKAN, S.KEBERATAN)
MENUNGGU_PEMOHON = (S.PERBAIKAN, S.DIJAWAB)
SELESAI = (S.SELESAI, S.DITOLAK)


class Identitas(TextChoices):
    BIASA = "BIASA", "Petugas yang menangani boleh tahu"
    RAHASIA = "RAHASIA", "Rahasia: hanya koordinator yang dapat melihat"
    ANONIM = "ANONIM", "Anonim: tidak disimpan sama sekali"


class Kelompok(TextChoices):
    """What SP4N-LAPOR calls a kind, and the words people know."""

    PENGADUAN = "PENGADUAN", "Pengaduan"
    ASPIRASI = "ASPIRASI", "Aspirasi"
    INFORMASI = "INFORMASI", "Permintaan informasi"


class Ruang(TextChoices):
    """Which time a rule is about."""

    VERIFIKASI = "VERIFIKASI", "Verifikasi setelah laporan masuk"
    JAWAB = "JAWAB", "Jawaban setelah laporan masuk"
    PERPANJANG = "PERPANJANG", "Perpanjangan waktu jawab"
    LENGKAPI = "LENGKAPI", "Pelapor menjawab pertanyaan kita"
    TANYA = "TANYA", "Pertanyaan “apakah selesai?” setelah jawaban"
    TUTUP = "TUTUP", "Penutupan setelah jawaban bila pelapor diam"
    KEBERATAN_AJUKAN = "KEBERATAN_AJUKAN", "Keberatan diajukan setelah jawaban"
    KEBERATAN_JAWAB = "KEBERATAN_JAWAB", "Keberatan dijawab atasan"


PER_JENIS = (Ruang.JAWAB, Ruang.PERPANJANG)


class SebabSelesai(TextChoices):
    PELAPOR = "PELAPOR", "Pelapor menyatakan selesai"
    DIAM = "DIAM", "Ditutup karena pelapor tidak menjawab"
    TANPA_KETERANGAN = "TANPA_KETERANGAN", "Ditutup karena keterangan tidak dilengkapi"


class JenisTanggapan(TextChoices):
    """One turn of the talk between office and reporter."""

    TANYA = "TANYA", "Pertanyaan petugas"
    KETERANGAN = "KETERANGAN", "Keterangan pelapor"
    JAWABAN = "JAWABAN", "Jawaban petugas"
    BELUM = "BELUM", "Pelapor: belum selesai"
    PUTUSAN = "PUTUSAN", "Putusan atas keberatan"


class HasilKeberatan(TextChoices):
    DIKABULKAN = "DIKABULKAN", "Dikabulkan"
    TIDAK_DIKABULKAN = "TIDAK_DIKABULKAN", "Tidak dikabulkan"
