"""The words of training: statuses of a class and of a place in it, ways of giving seats, pools of seats."""

from django.db.models import TextChoices


class StatusAngkatan(TextChoices):
    RENCANA = "RENCANA", "Direncanakan"
    DIBUKA = "DIBUKA", "Pendaftaran dibuka"
    DITUTUP = "DITUTUP", "Pendaftaran ditutup"
    BERJALAN = "BERJALAN", "Sedang berjalan"
    SELESAI = "SELESAI", "Selesai"
    DIBATALKAN = "DIBATALKAN", "Dibatalkan"


class StatusPeserta(TextChoices):
    """Presence is a row for each session, not a status."""

    DITAHAN = "DITAHAN", "Kursi ditahan"
    TERDAFTAR = "TERDAFTAR", "Terdaftar"
    MENUNGGU_SELEKSI = "MENUNGGU_SELEKSI", "Menunggu seleksi"
    DAFTAR_TUNGGU = "DAFTAR_TUNGGU", "Di daftar tunggu"
    DITAWARI = "DITAWARI", "Ditawari kursi"
    MENGUNDURKAN_DIRI = "MENGUNDURKAN_DIRI", "Mengundurkan diri"
    KEDALUWARSA = "KEDALUWARSA", "Lewat waktu"
    DIGANTI = "DIGANTI", "Diganti orang lain"
    TIDAK_LOLOS = "TIDAK_LOLOS", "Tidak lolos seleksi"
    LULUS = "LULUS", "Lulus"
    TIDAK_LULUS = "TIDAK_LULUS", "Belum lulus"


A, P = StatusAngkatan, StatusPeserta

MENAWARKAN = (A.DIBUKA, A.DITUTUP)
"""An announced class that has not begun; what is free in it is offered."""
DATANG = (*MENAWARKAN, A.BERJALAN)
"""An announced class that is not over."""
BERAKHIR = (A.SELESAI, A.DIBATALKAN)
"""A class of which nothing changes any more but what is put right by name."""

DUDUK = (P.DITAHAN, P.TERDAFTAR, P.DITAWARI, P.LULUS, P.TIDAK_LULUS)
"""Who sits on a seat; the database counts exactly these."""
AKTIF = (P.DITAHAN, P.TERDAFTAR, P.DITAWARI, P.MENUNGGU_SELEKSI, P.DAFTAR_TUNGGU)
"""One person has one of these in a class, no more."""
BERKURSI = (P.TERDAFTAR, P.LULUS, P.TIDAK_LULUS)
"""Who has a seat of his own, in the class and after it."""
SEMENTARA = (P.DITAHAN, P.DITAWARI)
"""A seat that is given up by itself when its time is over."""
TERTUTUP = (P.MENGUNDURKAN_DIRI, P.KEDALUWARSA, P.DIGANTI, P.TIDAK_LOLOS, P.LULUS, P.TIDAK_LULUS)

RUPA_PESERTA = {
    P.DITAHAN: "tunggu",
    P.TERDAFTAR: "selesai",
    P.MENUNGGU_SELEKSI: "jalan",
    P.DAFTAR_TUNGGU: "jalan",
    P.DITAWARI: "tunggu",
    P.MENGUNDURKAN_DIRI: "netral",
    P.KEDALUWARSA: "netral",
    P.DIGANTI: "netral",
    P.TIDAK_LOLOS: "tolak",
    P.LULUS: "selesai",
    P.TIDAK_LULUS: "tolak",
}
RUPA_ANGKATAN = {
    A.RENCANA: "netral",
    A.DIBUKA: "jalan",
    A.DITUTUP: "netral",
    A.BERJALAN: "jalan",
    A.SELESAI: "selesai",
    A.DIBATALKAN: "tolak",
}


class Tingkat(TextChoices):
    DASAR = "DASAR", "Dasar"
    MENENGAH = "MENENGAH", "Menengah"
    LANJUT = "LANJUT", "Lanjut"


class CaraMasuk(TextChoices):
    """How seats are given. The rule that counts them is the same for all."""

    SIAPA_CEPAT = "SIAPA_CEPAT", "Siapa cepat"
    SELEKSI = "SELEKSI", "Seleksi"
    USULAN = "USULAN", "Usulan kecamatan dan desa"


class Medium(TextChoices):
    RUANG = "RUANG", "Tatap muka"
    DARING = "DARING", "Pertemuan video"


class JenisKuota(TextChoices):
    """A pool of seats. Who fits a narrower one sits there first and leaves the common one to others."""

    DISABILITAS = "DISABILITAS", "Penyandang disabilitas"
    PEREMPUAN = "PEREMPUAN", "Perempuan"
    KECAMATAN = "KECAMATAN", "Kecamatan"
    UMUM = "UMUM", "Umum"


class Sasaran(TextChoices):
    SEMUA = "SEMUA", "Semua pelaku UMKM"
    MIKRO = "MIKRO", "Usaha mikro"
    KECIL = "KECIL", "Usaha mikro dan kecil"
    TERVERIFIKASI = "TERVERIFIKASI", "Usaha yang sudah terverifikasi"


class PeranPelatih(TextChoices):
    UTAMA = "UTAMA", "Pelatih"
    PENGGANTI = "PENGGANTI", "Pengganti"


class Kehadiran(TextChoices):
    HADIR = "HADIR", "Hadir"
    TERLAMBAT = "TERLAMBAT", "Hadir terlambat"
    IZIN = "IZIN", "Izin"
    SAKIT = "SAKIT", "Sakit"
    ALPA = "ALPA", "Tanpa kabar"


DIHITUNG_HADIR = (Kehadiran.HADIR, Kehadiran.TERLAMBAT)
TANPA_TANDA = ""
"""A mark that takes an earlier one back: nothing has been said about this person."""


class AsalTanda(TextChoices):
    """Who put the mark. What a participant scanned himself counts once the trainer has closed the list."""

    PELATIH = "PELATIH", "Pelatih"
    MANDIRI = "MANDIRI", "Mandiri"
    PENUTUP = "PENUTUP", "Tanpa tanda saat daftar ditutup"


class Tes(TextChoices):
    AWAL = "AWAL", "Tes awal"
    AKHIR = "AKHIR", "Tes akhir"


class KapanMateri(TextChoices):
    """When participants may open a material. Decided when it is asked for, so nothing has to be switched on."""

    LANGSUNG = "LANGSUNG", "Langsung"
    SESI = "SESI", "Setelah sesinya selesai"
    AKHIR = "AKHIR", "Setelah sesi terakhir"


class JenisSpj(TextChoices):
    """The papers by which the money of a class is accounted for."""

    UNDANGAN = "UNDANGAN", "Undangan"
    LAMPIRAN_SK = "LAMPIRAN_SK", "Lampiran SK peserta"
    DAFTAR_HADIR = "DAFTAR_HADIR", "Daftar hadir"
    TRANSPORT = "TRANSPORT", "Daftar penerima transport"
    BERITA_ACARA = "BERITA_ACARA", "Berita acara"
    FOTO = "FOTO", "Lembar foto"


SPJ_PER_HARI = (JenisSpj.DAFTAR_HADIR, JenisSpj.TRANSPORT)


class KolomSpj(TextChoices):
    """What a column of such a paper may hold. The NIK is chosen and printed by who has the permission for it."""

    NO = "NO", "Nomor urut"
    NAMA = "NAMA", "Nama"
    NIK = "NIK", "NIK"
    KELAMIN = "KELAMIN", "L/P"
    USAHA = "USAHA", "Nama usaha"
    NOMOR = "NOMOR", "Nomor pendaftaran usaha"
    DESA = "DESA", "Desa/kelurahan"
    KECAMATAN = "KECAMATAN", "Kecamatan"
    KEHADIRAN = "KEHADIRAN", "Kehadiran"
    TES_AWAL = "TES_AWAL", "Nilai tes awal"
    TES_AKHIR = "TES_AKHIR", "Nilai tes akhir"
    TRANSPORT = "TRANSPORT", "Uang transport"
    TANDA_TANGAN = "TANDA_TANGAN", "Tanda tangan"
    KETERANGAN = "KETERANGAN", "Keterangan (kosong)"


class JenisBukti(TextChoices):
    """What is handed in after it was signed or taken."""

    DAFTAR_HADIR = "DAFTAR_HADIR", "Daftar hadir bertanda tangan"
    TRANSPORT = "TRANSPORT", "Tanda terima transport"
    FOTO = "FOTO", "Foto kegiatan"
    BERITA_ACARA = "BERITA_ACARA", "Berita acara bertanda tangan"
    SK = "SK", "SK peserta"
    LAIN = "LAIN", "Lainnya"


BUKTI_SESI = (JenisBukti.DAFTAR_HADIR, JenisBukti.TRANSPORT, JenisBukti.FOTO)
"""Handed in with the session of its day; the others belong to the whole class."""


class JenisKriteria(TextChoices):
    """How a criterion of a selection is answered: by the applicant, by the registry, or by an official's judgement."""

    PILIHAN = "PILIHAN", "Dijawab pelamar: pilihan"
    ANGKA = "ANGKA", "Dijawab pelamar: angka"
    YA_TIDAK = "YA_TIDAK", "Dijawab pelamar: ya atau tidak"
    URAIAN = "URAIAN", "Dijawab pelamar dengan kalimat, dinilai petugas"
    PETUGAS = "PETUGAS", "Dinilai petugas, misalnya wawancara"
    LAMA_USAHA = "LAMA_USAHA", "Dari data usaha: lama usaha (tahun)"
    SKALA = "SKALA", "Dari data usaha: skala"
    PEREMPUAN = "PEREMPUAN", "Dari data usaha: milik perempuan"
    BELUM_PERNAH = "BELUM_PERNAH", "Dari catatan portal: belum pernah lulus pelatihan"
    KECAMATAN = "KECAMATAN", "Dari data usaha: kecamatan"


K = JenisKriteria
DIJAWAB = (K.PILIHAN, K.ANGKA, K.YA_TIDAK, K.URAIAN)
"""What the applicant is asked."""
DINILAI = (K.URAIAN, K.PETUGAS)
"""What an official gives 0 to 100 points."""
BERAMBANG = (K.ANGKA, K.LAMA_USAHA)
"""Whose rule names the least figure of each step."""
BERJAWABAN_TETAP = {
    K.YA_TIDAK: ("Ya", "Tidak"),
    K.PEREMPUAN: ("Ya", "Tidak"),
    K.BELUM_PERNAH: ("Ya", "Tidak"),
    K.SKALA: ("mikro", "kecil", "menengah", "besar", "belum diketahui"),
}


class TahapTanya(TextChoices):
    """What a participant is asked: in the days after the last session, and once more three months later."""

    KESAN = "KESAN", "Kesan setelah kelas"
    DAMPAK = "DAMPAK", "Tiga bulan kemudian"


class Dipakai(TextChoices):
    YA = "YA", "Ya, saya pakai"
    SEBAGIAN = "SEBAGIAN", "Sebagian"
    BELUM = "BELUM", "Belum"


class Omzet(TextChoices):
    NAIK = "NAIK", "Naik"
    TETAP = "TETAP", "Tetap"
    TURUN = "TURUN", "Turun"
    TIDAK_TAHU = "TIDAK_TAHU", "Tidak tahu"
