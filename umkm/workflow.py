"""The workflows of the registry, as data."""

from inti.jam import KAMI, PEMOHON
from inti.workflow import BARU, Alur, Transisi
from umkm import permissions as p
from umkm.enums import MENUNGGU_KAMI, MENUNGGU_PEMOHON, S, StatusUsulan

# Working days of ours, promised to the owner at submission.
JANJI_VERIFIKASI = 3

SEMUA = tuple(S)
TERBUKA = (S.TERDATA, *MENUNGGU_KAMI, S.PERBAIKAN)

USAHA = Alur(
    transisi={
        "daftar": Transisi("Daftarkan usaha", dari=(BARU,), ke=S.DRAF, boleh=p.siapa_saja),
        "entri": Transisi("Entri dari formulir", dari=(BARU,), ke=S.TERDATA, boleh=p.pengentri),
        "ajukan": Transisi("Kirim ke petugas", dari=(S.DRAF, S.TERDATA, S.PERBAIKAN), ke=S.DIAJUKAN, boleh=p.pengelola),
        "tarik": Transisi("Tarik kembali", dari=(S.DIAJUKAN,), ke=S.DRAF, boleh=p.pengelola),
        "buka_lagi": Transisi("Perbaiki dan kirim lagi", dari=(S.DITOLAK, S.DICABUT), ke=S.DRAF, boleh=p.pengelola),
        "ambil": Transisi(
            "Ambil",
            dari=TERBUKA,
            ke=None,
            boleh=p.petugas_bebas,
            akibat="Usaha ini menjadi pekerjaan Anda. Pemilik tidak menerima pesan.",
        ),
        "lepas": Transisi(
            "Lepas",
            dari=TERBUKA,
            ke=None,
            boleh=p.pelepas,
            akibat="Usaha ini kembali ke antrean dan dapat diambil petugas lain.",
        ),
        "tugaskan": Transisi(
            "Tugaskan",
            dari=TERBUKA,
            ke=None,
            boleh=p.penugas,
            akibat="Usaha ini menjadi pekerjaan petugas yang Anda pilih.",
        ),
        "periksa": Transisi(
            "Mulai periksa",
            dari=(S.DIAJUKAN, S.TERDATA),
            ke=S.DIPERIKSA,
            boleh=p.petugas,
            akibat="Pemilik melihat bahwa datanya sedang diperiksa.",
        ),
        "verifikasi": Transisi(
            "Verifikasi",
            dari=(S.DIPERIKSA,),
            ke=S.TERVERIFIKASI,
            boleh=p.petugas,
            akibat="Pemilik menerima tanda bukti. Perubahan berikutnya menjadi usulan.",
        ),
        "minta_perbaikan": Transisi(
            "Minta dilengkapi",
            dari=MENUNGGU_KAMI,
            ke=S.PERBAIKAN,
            boleh=p.petugas,
            akibat="Hanya isian yang Anda sebut terbuka lagi. Hari kita tidak dihitung sampai pemilik mengirim lagi.",
        ),
        "tolak": Transisi(
            "Tolak",
            dari=MENUNGGU_KAMI,
            ke=S.DITOLAK,
            boleh=p.petugas,
            akibat="Pemilik membaca alasan Anda dan dapat memperbaiki lalu mengirim lagi.",
            alasan=True,
        ),
        "cabut": Transisi(
            "Cabut verifikasi",
            dari=(S.TERVERIFIKASI,),
            ke=S.DICABUT,
            boleh=p.pencabut,
            akibat="Tanda bukti tidak berlaku lagi. Pemilik membaca alasan Anda.",
            alasan=True,
        ),
        "pastikan": Transisi("Data masih benar", dari=(S.TERVERIFIKASI,), ke=None, boleh=p.pengelola),
        "ubah_keadaan": Transisi("Catat buka atau tutup", dari=SEMUA, ke=None, boleh=p.pengubah_keadaan),
        "alihkan": Transisi(
            "Alihkan kepada pemilik lain",
            dari=SEMUA,
            ke=None,
            boleh=p.pengalih,
            akibat="Pemilik lama tidak lagi melihat usaha ini. Nomor dan riwayatnya tetap.",
            alasan=True,
        ),
        "catat_kematian": Transisi(
            "Catat pemilik meninggal", dari=SEMUA, ke=None, boleh=p.pencatat_kematian, alasan=True
        ),
        "hidupkan": Transisi("Batalkan catatan meninggal", dari=SEMUA, ke=None, boleh=p.pencatat_kematian, alasan=True),
        "betulkan_nik": Transisi("Betulkan NIK", dari=SEMUA, ke=None, boleh=p.pembetul_nik, alasan=True),
        "hubungkan_akun": Transisi("Hubungkan akun", dari=SEMUA, ke=None, boleh=p.penghubung, alasan=True),
        "gabung": Transisi("Gabung", dari=SEMUA, ke=None, boleh=p.penggabung, alasan=True),
        "pisah": Transisi("Batalkan penggabungan", dari=SEMUA, ke=None, boleh=p.penggabung, alasan=True),
    },
    pemegang={
        **dict.fromkeys(MENUNGGU_KAMI, KAMI),
        **dict.fromkeys(MENUNGGU_PEMOHON, PEMOHON),
        **dict.fromkeys((S.TERDATA, S.TERVERIFIKASI, S.DITOLAK, S.DICABUT), None),
    },
    janji=JANJI_VERIFIKASI,
)

USULAN = Alur(
    transisi={
        "usulkan": Transisi("Usulkan perubahan", dari=(BARU,), ke=StatusUsulan.DIAJUKAN, boleh=p.pengusul),
        "putuskan": Transisi(
            "Putuskan",
            dari=(StatusUsulan.DIAJUKAN,),
            ke=StatusUsulan.DIPUTUSKAN,
            boleh=p.pemutus_usulan,
            akibat="Isian yang Anda terima langsung berlaku; pemilik diberi tahu.",
        ),
        "batalkan": Transisi(
            "Batalkan usulan", dari=(StatusUsulan.DIAJUKAN,), ke=StatusUsulan.DIBATALKAN, boleh=p.pengusul
        ),
    },
    pemegang={
        StatusUsulan.DIAJUKAN: KAMI,
        StatusUsulan.DIPUTUSKAN: None,
        StatusUsulan.DIBATALKAN: None,
    },
    janji=JANJI_VERIFIKASI,
)
