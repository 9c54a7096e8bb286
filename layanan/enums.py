"""The words of the services: statuses with their internal and public names, kinds of fields, products, signatures."""

from django.db.models import TextChoices


class StatusPermohonan(TextChoices):
    """The label is what the office says; `NAMA_PUBLIK` has the words of the applicant where they differ."""

    DRAF = "DRAF", "Belum dikirim"
    DIAJUKAN = "DIAJUKAN", "Menunggu diperiksa"
    DIPERIKSA = "DIPERIKSA", "Sedang diperiksa"
    PERBAIKAN = "PERBAIKAN", "Perlu dilengkapi"
    MENUNGGU_INSTANSI = "MENUNGGU_INSTANSI", "Menunggu instansi"
    MENUNGGU_TANDA_TANGAN = "MENUNGGU_TANDA_TANGAN", "Menunggu tanda tangan"
    SELESAI = "SELESAI", "Selesai"
    DITOLAK = "DITOLAK", "Ditolak"
    DIBATALKAN = "DIBATALKAN", "Dibatalkan"
    KEBERATAN = "KEBERATAN", "Keberatan"


S = StatusPermohonan

NAMA_PUBLIK = {
    S.MENUNGGU_TANDA_TANGAN: "Surat sedang ditandatangani",
    S.MENUNGGU_INSTANSI: "Di instansi lain",
    S.DITOLAK: "Belum dapat dikabulkan",
    S.KEBERATAN: "Keberatan Anda sedang diputuskan",
}
RUPA_STATUS = {
    S.DRAF: "netral",
    S.DIAJUKAN: "jalan",
    S.DIPERIKSA: "jalan",
    S.PERBAIKAN: "tunggu",
    S.MENUNGGU_INSTANSI: "jalan",
    S.MENUNGGU_TANDA_TANGAN: "jalan",
    S.SELESAI: "selesai",
    S.DITOLAK: "tolak",
    S.DIBATALKAN: "netral",
    S.KEBERATAN: "jalan",
}

MENUNGGU_KAMI = (S.DIAJUKAN, S.DIPERIKSA, S.MENUNGGU_TANDA_TANGAN, S.KEBERATAN)
MENUNGGU_PEMOHON = (S.DRAF, S.PERBAIKAN)
MENUNGGU_INSTANSI = (S.MENUNGGU_INSTANSI,)
SELESAI = (S.SELESAI, S.DITOLAK, S.DIBATALKAN)
# What an official works on; an objection is decided by the superior, so nobody takes it.
DIKERJAKAN = (S.DIAJUKAN, S.DIPERIKSA, S.PERBAIKAN, S.MENUNGGU_INSTANSI, S.MENUNGGU_TANDA_TANGAN)


class SebabBatal(TextChoices):
    """Why a request ended without a decision; what nobody answered is reported apart from what was taken back.

    TAK_DIKIRIM never reached the office: a draft given up or left lying. It is nobody's case and counted nowhere.
    """

    PEMOHON = "PEMOHON", "Dibatalkan pemohon"
    KEDALUWARSA = "KEDALUWARSA", "Tidak dilengkapi sampai batas waktu"
    TAK_DIKIRIM = "TAK_DIKIRIM", "Tidak jadi dikirim"


class JenisProduk(TextChoices):
    SURAT = "SURAT", "Surat bernomor yang ditandatangani"
    BERKAS = "BERKAS", "Berkas dari instansi, misalnya sertifikat"
    CATATAN = "CATATAN", "Catatan bahwa layanan sudah diberikan"


class Instansi(TextChoices):
    """Bodies outside the office that decide some services."""

    BPJPH = "BPJPH", "BPJPH"
    DJKI = "DJKI", "DJKI"
    BPOM = "BPOM", "BPOM"
    BSN = "BSN", "BSN"
    OSS = "OSS", "OSS"
    DINKES = "Dinkes", "Dinas Kesehatan"
    KEMENPERIN = "Kemenperin", "Kementerian Perindustrian"


class JenisIsian(TextChoices):
    TEKS = "TEKS", "Teks pendek"
    PANJANG = "PANJANG", "Teks panjang"
    ANGKA = "ANGKA", "Angka"
    UANG = "UANG", "Uang (rupiah)"
    TANGGAL = "TANGGAL", "Tanggal"
    PILIHAN = "PILIHAN", "Pilih satu"
    BANYAK = "BANYAK", "Pilih beberapa"
    YA_TIDAK = "YA_TIDAK", "Ya atau tidak"
    BERKAS = "BERKAS", "Foto atau PDF"
    DESA = "DESA", "Desa atau kelurahan"
    KBLI = "KBLI", "Jenis kegiatan (KBLI)"


BERPILIHAN = (JenisIsian.PILIHAN, JenisIsian.BANYAK)


class AsalIsian(TextChoices):
    """What a field may take from the registry. Never a NIK, and no amount."""

    USAHA_NAMA = "usaha.nama", "Nama usaha"
    USAHA_NOMOR = "usaha.nomor", "Nomor pendaftaran usaha"
    USAHA_URAIAN = "usaha.uraian", "Yang dijual"
    USAHA_PRODUK = "usaha.produk_utama", "Produk utama"
    USAHA_ALAMAT = "usaha.alamat", "Jalan atau dusun tempat usaha"
    USAHA_DESA = "usaha.desa", "Desa tempat usaha"
    USAHA_KBLI = "usaha.kbli", "KBLI usaha"
    USAHA_TAHUN = "usaha.tahun_mulai", "Tahun mulai usaha"
    USAHA_PEKERJA = "usaha.pekerja", "Jumlah pekerja"
    PELAKU_EMAIL = "pelaku.email", "Email pemilik"
    PELAKU_NAMA = "pelaku.nama", "Nama pemilik"
    PELAKU_DESA = "pelaku.desa", "Desa tempat tinggal pemilik"
    PELAKU_ALAMAT = "pelaku.alamat", "Alamat tempat tinggal pemilik"
    NIB = "legalitas.NIB", "Nomor NIB"
    PIRT = "legalitas.PIRT", "Nomor P-IRT"
    HALAL = "legalitas.HALAL", "Nomor sertifikat halal"
    MEREK = "legalitas.MEREK", "Nomor merek"


# Which kinds of field can hold a value of the registry.
ASAL_COCOK = {
    JenisIsian.DESA: (AsalIsian.USAHA_DESA, AsalIsian.PELAKU_DESA),
    JenisIsian.KBLI: (AsalIsian.USAHA_KBLI,),
    JenisIsian.ANGKA: (AsalIsian.USAHA_TAHUN, AsalIsian.USAHA_PEKERJA),
}
ASAL_COCOK[JenisIsian.TEKS] = tuple(a for a in AsalIsian if not any(a in lain for lain in ASAL_COCOK.values()))
ASAL_COCOK[JenisIsian.PANJANG] = ASAL_COCOK[JenisIsian.TEKS]


class KeadaanVersi(TextChoices):
    DRAF = "DRAF", "Sedang disusun"
    TERBIT = "TERBIT", "Dipakai"
    PENSIUN = "PENSIUN", "Tidak dipakai lagi"


class JenisTanda(TextChoices):
    PARAF = "PARAF", "Paraf"
    TANDA_TANGAN = "TANDA_TANGAN", "Tanda tangan"


class JenisTarif(TextChoices):
    BIAYA = "BIAYA", "Biaya"
    BATAS = "BATAS", "Batas"
    MASA = "MASA", "Masa berlaku"


class RuangKeberatan(TextChoices):
    """Under which law an objection is made: its days differ."""

    KEPUTUSAN = "KEPUTUSAN", "Keberatan atas keputusan"
    INFORMASI = "INFORMASI", "Keberatan atas permintaan informasi (UU KIP)"


class HasilKeberatan(TextChoices):
    DIKABULKAN = "DIKABULKAN", "Dikabulkan"
    TIDAK_DIKABULKAN = "TIDAK_DIKABULKAN", "Tidak dikabulkan"
