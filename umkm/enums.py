"""The words of the registry: statuses, kinds and ways, with the names that people read."""

from django.db.models import TextChoices


class StatusUsaha(TextChoices):
    """One name for everyone: what the owner reads is what the official says on the phone."""

    DRAF = "DRAF", "Belum dikirim"
    TERDATA = "TERDATA", "Terdata"
    DIAJUKAN = "DIAJUKAN", "Menunggu diperiksa"
    DIPERIKSA = "DIPERIKSA", "Sedang diperiksa"
    PERBAIKAN = "PERBAIKAN", "Perlu dilengkapi"
    TERVERIFIKASI = "TERVERIFIKASI", "Terverifikasi"
    DITOLAK = "DITOLAK", "Ditolak"
    DICABUT = "DICABUT", "Dicabut"


S = StatusUsaha

RUPA_STATUS = {
    S.DRAF: "netral",
    S.TERDATA: "netral",
    S.DIAJUKAN: "jalan",
    S.DIPERIKSA: "jalan",
    S.PERBAIKAN: "tunggu",
    S.TERVERIFIKASI: "selesai",
    S.DITOLAK: "tolak",
    S.DICABUT: "tolak",
}

MENUNGGU_KAMI = (S.DIAJUKAN, S.DIPERIKSA)
MENUNGGU_PEMOHON = (S.DRAF, S.PERBAIKAN)
SELESAI = (S.TERVERIFIKASI, S.DITOLAK, S.DICABUT)
# Data that the owner has typed and nobody has yet vouched for.
BEBAS_DIUBAH = (S.DRAF, S.TERDATA)


class StatusUsulan(TextChoices):
    DIAJUKAN = "DIAJUKAN", "Menunggu diputuskan"
    DIPUTUSKAN = "DIPUTUSKAN", "Sudah diputuskan"
    DIBATALKAN = "DIBATALKAN", "Dibatalkan"


class Keadaan(TextChoices):
    BUKA = "BUKA", "Buka"
    TUTUP_SEMENTARA = "TUTUP_SEMENTARA", "Tutup sementara"
    TUTUP = "TUTUP", "Tutup"
    PINDAH_DAERAH = "PINDAH_DAERAH", "Pindah ke luar kabupaten"


class SumberKeadaan(TextChoices):
    PEMILIK = "PEMILIK", "Kata pemilik"
    KUNJUNGAN = "KUNJUNGAN", "Kunjungan petugas"
    DESA = "DESA", "Kabar dari desa"
    LAIN = "LAIN", "Sumber lain"


class SumberData(TextChoices):
    DARING = "DARING", "Didaftarkan sendiri"
    ENTRI = "ENTRI", "Dientri petugas dari formulir"


class BentukUsaha(TextChoices):
    PERORANGAN = "PERORANGAN", "Perorangan"
    KELOMPOK = "KELOMPOK", "Kelompok usaha"
    CV = "CV", "CV"
    PT_PERORANGAN = "PT_PERORANGAN", "PT perorangan"
    PT = "PT", "PT"
    KOPERASI = "KOPERASI", "Koperasi"
    LAIN = "LAIN", "Lainnya"


class JenisTempat(TextChoices):
    TETAP = "TETAP", "Tempat tetap"
    KELILING = "KELILING", "Keliling"
    DARING = "DARING", "Daring (lewat internet)"


class JenisKelamin(TextChoices):
    LAKI = "L", "Laki-laki"
    PEREMPUAN = "P", "Perempuan"


class Pendidikan(TextChoices):
    TIDAK_SEKOLAH = "TIDAK", "Tidak sekolah"
    SD = "SD", "SD atau sederajat"
    SMP = "SMP", "SMP atau sederajat"
    SMA = "SMA", "SMA/SMK atau sederajat"
    DIPLOMA = "DIPLOMA", "Diploma (D1–D3)"
    SARJANA = "SARJANA", "Sarjana (D4/S1)"
    PASCA = "PASCA", "S2 atau S3"


class Disabilitas(TextChoices):
    TIDAK = "TIDAK", "Tidak"
    FISIK = "FISIK", "Fisik"
    NETRA = "NETRA", "Penglihatan"
    RUNGU = "RUNGU", "Pendengaran atau bicara"
    MENTAL = "MENTAL", "Mental"
    INTELEKTUAL = "INTELEKTUAL", "Intelektual"
    GANDA = "GANDA", "Lebih dari satu"


class PeranKepemilikan(TextChoices):
    PEMILIK = "PEMILIK", "Pemilik"
    PENGURUS = "PENGURUS", "Pengurus"
    ANGGOTA = "ANGGOTA", "Anggota kelompok"


class DasarAlih(TextChoices):
    AWAL = "AWAL", "Pemilik sejak didaftarkan"
    JUAL_BELI = "JUAL_BELI", "Jual beli"
    WARIS = "WARIS", "Kematian dan ahli waris"
    PENGGABUNGAN = "PENGGABUNGAN", "Penggabungan data ganda"


class HubunganPembantu(TextChoices):
    PASANGAN = "PASANGAN", "Suami atau istri"
    ANAK = "ANAK", "Anak"
    KERABAT = "KERABAT", "Kerabat"
    KARYAWAN = "KARYAWAN", "Karyawan"


class SaluranJual(TextChoices):
    DI_TEMPAT = "DI_TEMPAT", "Di tempat usaha"
    PASAR = "PASAR", "Pasar"
    TITIP = "TITIP", "Titip di toko lain"
    KELILING = "KELILING", "Keliling"
    PESANAN = "PESANAN", "Pesanan (WhatsApp atau telepon)"
    MEDSOS = "MEDSOS", "Media sosial"
    LOKAPASAR = "LOKAPASAR", "Lokapasar (Shopee, Tokopedia, dan lain-lain)"
    LEMBAGA = "LEMBAGA", "Kantor, sekolah, atau pabrik"
    EKSPOR = "EKSPOR", "Luar negeri"


class JenisLegalitas(TextChoices):
    NIB = "NIB", "NIB (Nomor Induk Berusaha)"
    PIRT = "PIRT", "P-IRT (Pangan Industri Rumah Tangga)"
    HALAL = "HALAL", "Sertifikat halal"
    BPOM = "BPOM", "Izin edar BPOM"
    SNI = "SNI", "SNI"
    MEREK = "MEREK", "Merek terdaftar"
    PKP = "PKP", "Sertifikat PKP (penyuluhan keamanan pangan)"


class JenisFoto(TextChoices):
    TEMPAT = "TEMPAT", "Tempat usaha"
    PRODUK = "PRODUK", "Produk"
    KEGIATAN = "KEGIATAN", "Kegiatan usaha"


class BagianPeriksa(TextChoices):
    """What an official vouches for; TERVERIFIKASI needs the first two."""

    IDENTITAS = "IDENTITAS", "Identitas pemilik"
    TEMPAT = "TEMPAT", "Tempat usaha"
    KEGIATAN = "KEGIATAN", "Kegiatan usaha"
    LEGALITAS = "LEGALITAS", "Surat dan izin"


WAJIB_DIPERIKSA = (BagianPeriksa.IDENTITAS, BagianPeriksa.TEMPAT)


class CaraPeriksa(TextChoices):
    KTP_DILIHAT = "KTP_DILIHAT", "KTP asli dilihat"
    FOTO_KTP = "FOTO_KTP", "Foto KTP dicocokkan"
    SURAT_DESA = "SURAT_DESA", "Surat dari desa"
    KUNJUNGAN = "KUNJUNGAN", "Kunjungan ke tempat usaha"
    FOTO_TEMPAT = "FOTO_TEMPAT", "Foto tempat usaha dicocokkan"
    OSS = "OSS", "NIB dilihat di OSS"
    DOKUMEN = "DOKUMEN", "Surat asli dilihat"


CARA_BAGIAN = {
    BagianPeriksa.IDENTITAS: (CaraPeriksa.KTP_DILIHAT, CaraPeriksa.FOTO_KTP, CaraPeriksa.SURAT_DESA),
    BagianPeriksa.TEMPAT: (CaraPeriksa.KUNJUNGAN, CaraPeriksa.FOTO_TEMPAT, CaraPeriksa.SURAT_DESA),
    BagianPeriksa.KEGIATAN: (CaraPeriksa.KUNJUNGAN, CaraPeriksa.FOTO_TEMPAT, CaraPeriksa.SURAT_DESA),
    BagianPeriksa.LEGALITAS: (CaraPeriksa.OSS, CaraPeriksa.DOKUMEN),
}


class AlasanGanda(TextChoices):
    NIK = "NIK", "NIK sama"
    TELEPON = "TELEPON", "Nomor WhatsApp sama"
    NAMA = "NAMA", "Nama mirip di desa yang sama"


JEJAK_LULUS = "pelatihan_lulus"
"""Kind of the RekamJejak of a passed course. Its kode is that of the course; `nilai["setara"]` names the paper
(a `JenisLegalitas`) as which the pass counts, "" for none."""


class KeputusanGanda(TextChoices):
    BELUM = "BELUM", "Belum diputuskan"
    BUKAN = "BUKAN", "Bukan data ganda"
    DIGABUNG = "DIGABUNG", "Sudah digabung"
