"""The roles of the portal: what each is for and what it may do. `manage.py sync_peran` makes groups of them.

Code asks for permissions, never for the name of a group. Where somebody may do it (all kecamatan, some, none) is
not a role but a fact of the person: `akun.permissions.kecamatan_kerja`. An owner needs no permission: what is
one's own is decided by the record.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Peran:
    keterangan: str
    izin: tuple[str, ...]


_BACA = (
    "umkm.view_usaha",
    "umkm.view_pelakuusaha",
    "umkm.view_kepemilikanusaha",
    "umkm.view_fotousaha",
    "umkm.view_legalitas",
    "umkm.view_rekamjejak",
    "wilayah.view_kecamatan",
    "wilayah.view_desa",
    "wilayah.view_kbli",
    "wilayah.view_sinonimkbli",
)

# What the case of a business carries beside the business itself.
_PERKARA = (
    "umkm.view_aksespembantu",
    "umkm.view_dugaanpelaku",
    "umkm.view_dugaanusaha",
    "umkm.view_isianusulan",
    "umkm.view_pemeriksaanbagian",
    "umkm.view_penggabungan",
    "umkm.view_permintaanperbaikan",
    "umkm.view_riwayatusaha",
    "umkm.view_riwayatusulan",
    "umkm.view_usulan",
    "inti.view_dokumen",
    "inti.view_harilibur",
    "inti.view_potonganbalasan",
)

# Who holds which office: whoever serves sees it, for letters and certificates name him.
_PEJABAT = ("akun.view_jabatan", "akun.view_pejabat")
_ATUR_PEJABAT = tuple(f"akun.{izin}_{model}" for model in ("jabatan", "pejabat") for izin in ("view", "add", "change"))

# The catalogue of services and the cases of requests: who serves sees them, who decides has more below.
_KATALOG = (
    "layanan.view_alasantolak",
    "layanan.view_bidang",
    "layanan.view_layanan",
    "layanan.view_tujuan",
    "layanan.view_versiformulir",
)
_PERMOHONAN = (
    *_KATALOG,
    *_PEJABAT,
    "layanan.view_permohonan",
    "layanan.view_nomorsurat",
    "layanan.buat_atas_nama",
    "layanan.periksa_permohonan",
    "layanan.catat_tanda_tangan",
)
# The satisfaction survey: whoever serves enters sheets and makes links for events; results are published by the head.
_SKM = (
    "layanan.view_periodeskm",
    "layanan.view_rencanaskm",
    "layanan.view_acaraskm",
    "layanan.add_acaraskm",
    "layanan.change_acaraskm",
    "layanan.isi_lembar_skm",
)
_ISI_KATALOG = tuple(
    f"layanan.{izin}_{model}"
    for model in (
        "alasantolak",
        "aturankeberatan",
        "bidang",
        "dasarkeberatan",
        "isianformulir",
        "langkahtujuan",
        "layanan",
        "penanda",
        "syaratberkas",
        "syaratlayanan",
        "tariflayanan",
        "tujuan",
        "versiformulir",
    )
    for izin in ("view", "add", "change")
)
_ATUR_KATALOG = (
    *_ISI_KATALOG,
    "layanan.delete_langkahtujuan",
    "layanan.delete_penanda",
    "layanan.delete_syaratlayanan",
)

# Consultations: who serves books, marks and writes down absences; who is head or keeps the portal sets the hours.
_MEJA = ("konsultasi.view_meja", "konsultasi.view_jamkonsultasi", "konsultasi.view_absen")
_KONSULTASI = (
    *_MEJA,
    "konsultasi.view_janjitemu",
    "konsultasi.view_daftartunggu",
    "konsultasi.pesan_di_loket",
    "konsultasi.layani_konsultasi",
    "konsultasi.add_absen",
    "konsultasi.change_absen",
    "konsultasi.delete_absen",
)
_ATUR_MEJA = (
    "konsultasi.add_meja",
    "konsultasi.change_meja",
    "konsultasi.add_jamkonsultasi",
    "konsultasi.change_jamkonsultasi",
)

# Reports of citizens: who works in a unit sees those of his unit, the coordinator all.
_ADUAN = ("aduan.view_aduan", "aduan.tangani_aduan", "aduan.view_jenisaduan", "aduan.view_unit")
_KOORDINATOR = ("aduan.koordinasi_aduan", "aduan.putuskan_keberatan_aduan", "aduan.serahkan_sp4n")
_ATUR_ADUAN = tuple(
    f"aduan.{izin}_{model}"
    for model in ("aturanwaktu", "jenisaduan", "kolomsp4n", "unit")
    for izin in ("view", "add", "change")
)

# Training: whoever serves runs the classes of his reach and keeps the lists; courses are kept by head and admin.
_PELATIHAN = (
    "pelatihan.view_tema",
    "pelatihan.view_kurikulum",
    "pelatihan.view_angkatan",
    "pelatihan.add_angkatan",
    "pelatihan.change_angkatan",
    "pelatihan.view_peserta",
    "pelatihan.kelola_peserta",
    "pelatihan.usulkan_peserta",
    "pelatihan.view_penerbitan",
    "pelatihan.terbitkan_sertifikat",
    "pelatihan.view_setkriteria",
    "pelatihan.lihat_dampak",
)
_ATUR_KURIKULUM = (
    *(f"pelatihan.{izin}_{model}" for model in ("tema", "kurikulum", "topik") for izin in ("view", "add", "change")),
    "pelatihan.delete_topik",
    *(f"pelatihan.{izin}_setkriteria" for izin in ("view", "add", "change")),
)

# Accountability (SPJ): whoever serves prepares its papers; how they look is set by head and admin, the NIK by the head.
_SPJ = ("pelatihan.siapkan_spj", "pelatihan.view_bentukspj")
_ATUR_SPJ = (
    *(f"pelatihan.{izin}_bentukspj" for izin in ("view", "add", "change")),
    *(
        f"pelatihan.{izin}_{model}"
        for model in ("kolombentuk", "penandaspj")
        for izin in ("view", "add", "change", "delete")
    ),
)

# Sentences that the office offers its officials for their answers.
_POTONGAN = ("inti.add_potonganbalasan", "inti.change_potonganbalasan")

# Everyday words of the KBLI finder: whoever hears them at the counter writes them down.
_KATA = ("wilayah.add_sinonimkbli", "wilayah.change_sinonimkbli")

_LOKET = (
    "akun.view_pengguna",
    "akun.setel_ulang_sandi",
    "akun.ganti_nomor",
    "akun.buktikan_telepon",
)

_ACARA = ("akun.view_acarapendaftaran", "akun.add_acarapendaftaran", "akun.change_acarapendaftaran")

PERAN: dict[str, Peran] = {
    "pemilik": Peran("Pemilik usaha. Mengurus usahanya sendiri.", ()),
    "petugas": Peran(
        "Petugas dinas atau kecamatan. Mengentri, memeriksa dan melayani di loket, sebatas wilayah kerjanya.",
        (
            *_BACA,
            *_PERKARA,
            *_KATA,
            *_LOKET,
            *_ACARA,
            *_PERMOHONAN,
            *_KONSULTASI,
            *_SKM,
            *_ADUAN,
            *_PELATIHAN,
            *_SPJ,
            "laporan.lihat_angka",
            "laporan.unduh_laporan",
            "umkm.change_usaha",
            "umkm.change_pelakuusaha",
            "umkm.entri_usaha",
            "umkm.verifikasi_usaha",
            "umkm.buka_nik",
            "umkm.lihat_keuangan",
            "umkm.hubungkan_akun",
            "notifikasi.kirim_wa_me",
            "umkm.catat_kematian",
            "umkm.betulkan_nik",
        ),
    ),
    "kepala": Peran(
        "Kepala bidang. Membagi tugas, mencabut, mengalihkan dan menggabung; membaca log.",
        (
            *_BACA,
            *_PERKARA,
            *_KATA,
            *_LOKET,
            *_ACARA,
            *_PERMOHONAN,
            *_KONSULTASI,
            *_ATUR_MEJA,
            *_SKM,
            "layanan.add_periodeskm",
            "layanan.change_periodeskm",
            "layanan.terbitkan_skm",
            "layanan.add_rencanaskm",
            "layanan.change_rencanaskm",
            "layanan.tugaskan_permohonan",
            "layanan.putuskan_keberatan",
            *_ADUAN,
            *_PELATIHAN,
            *_ATUR_KURIKULUM,
            *_SPJ,
            *_ATUR_SPJ,
            "pelatihan.cetak_nik_spj",
            "pelatihan.koreksi_hasil",
            *_KOORDINATOR,
            "aduan.view_aturanwaktu",
            "aduan.view_kolomsp4n",
            "akun.view_logbaca",
            "laporan.lihat_angka",
            "laporan.unduh_laporan",
            "laporan.view_unduhan",
            "umkm.verifikasi_usaha",
            *_POTONGAN,
            "umkm.tugaskan_usaha",
            "umkm.cabut_usaha",
            "umkm.alihkan_usaha",
            "umkm.gabung_usaha",
            "umkm.gabung_pelaku",
            "umkm.buka_nik",
            "umkm.lihat_keuangan",
            "umkm.catat_kematian",
            "umkm.betulkan_nik",
            "notifikasi.kirim_wa_me",
            "notifikasi.view_pemberitahuan",
            "notifikasi.kirim_ulang_pemberitahuan",
            "operasi.lihat_sistem",
        ),
    ),
    "pelatih": Peran(
        "Pelatih dan pendamping. Melihat usaha di wilayahnya, tanpa NIK dan angka keuangan.",
        (*_BACA, "pelatihan.mengajar"),
    ),
    "mitra": Peran("Bank, perusahaan atau kampus. Hanya melihat data yang pemiliknya setujui untuk dibagikan.", ()),
    "admin": Peran(
        "Pengelola portal. Mengatur petugas, peran dan data rujukan; tidak memutuskan perkara.",
        (
            *_BACA,
            *_KATA,
            *_LOKET,
            *_ACARA,
            *_ATUR_ADUAN,
            *_ATUR_KATALOG,
            *_ATUR_KURIKULUM,
            *_ATUR_SPJ,
            *_ATUR_PEJABAT,
            *_MEJA,
            *_ATUR_MEJA,
            "akun.add_pengguna",
            "akun.change_pengguna",
            "akun.atur_peran",
            "akun.view_logbaca",
            "inti.view_dokumen",
            *_POTONGAN,
            "inti.view_potonganbalasan",
            "inti.view_harilibur",
            "inti.add_harilibur",
            "inti.change_harilibur",
            "inti.view_serinomor",
            "inti.change_serinomor",
            "inti.add_serinomor",
            "laporan.lihat_angka",
            "laporan.view_unduhan",
            "notifikasi.view_pemberitahuan",
            "notifikasi.kirim_ulang_pemberitahuan",
            "operasi.lihat_sistem",
            "operasi.uji_sistem",
        ),
    ),
}
