"""The workflow of a request, as data. The promise in working days stands on each service."""

from inti.jam import INSTANSI, KAMI, PEMOHON
from inti.workflow import BARU, Alur, Transisi
from layanan import permissions as p
from layanan.enums import DIKERJAKAN, MENUNGGU_KAMI, MENUNGGU_PEMOHON, SELESAI, S

BELUM_DIPUTUS = (*MENUNGGU_PEMOHON[:1], *DIKERJAKAN)

PERMOHONAN = Alur(
    transisi={
        "buat": Transisi("Ajukan layanan ini", dari=(BARU,), ke=S.DRAF, boleh=p.pembuat),
        "ajukan": Transisi("Kirim ke petugas", dari=MENUNGGU_PEMOHON, ke=S.DIAJUKAN, boleh=p.pengisi),
        "tarik": Transisi("Tarik kembali", dari=(S.DIAJUKAN,), ke=S.DRAF, boleh=p.pengisi),
        "ambil": Transisi(
            "Ambil",
            dari=DIKERJAKAN,
            ke=None,
            boleh=p.petugas_bebas,
            akibat="Permohonan ini menjadi pekerjaan Anda. Pemohon tidak menerima pesan.",
        ),
        "lepas": Transisi(
            "Lepas",
            dari=DIKERJAKAN,
            ke=None,
            boleh=p.pelepas,
            akibat="Permohonan ini kembali ke antrean dan dapat diambil petugas lain.",
        ),
        "tugaskan": Transisi(
            "Tugaskan",
            dari=DIKERJAKAN,
            ke=None,
            boleh=p.penugas,
            akibat="Permohonan ini menjadi pekerjaan petugas atau bidang yang Anda pilih.",
        ),
        "periksa": Transisi(
            "Mulai periksa",
            dari=(S.DIAJUKAN,),
            ke=S.DIPERIKSA,
            boleh=p.petugas,
            akibat="Pemohon melihat bahwa permohonannya sedang diperiksa.",
        ),
        "minta_lengkap": Transisi(
            "Minta dilengkapi",
            dari=(S.DIAJUKAN, S.DIPERIKSA, S.MENUNGGU_INSTANSI),
            ke=S.PERBAIKAN,
            boleh=p.petugas,
            akibat="Hanya isian dan berkas yang Anda sebut terbuka lagi. Hari kita tidak dihitung sampai pemohon "
            "mengirim lagi.",
        ),
        "teruskan": Transisi(
            "Teruskan ke instansi",
            dari=(S.DIPERIKSA,),
            ke=S.MENUNGGU_INSTANSI,
            boleh=p.petugas,
            akibat="Pemohon melihat di instansi mana permohonannya. Hari di sana tidak dihitung sebagai hari kita.",
        ),
        "lihat_lagi": Transisi(
            "Catat kabar dari instansi",
            dari=(S.MENUNGGU_INSTANSI,),
            ke=None,
            boleh=p.petugas,
            akibat="Tercatat bahwa Anda sudah menanyakan, dan kapan dilihat lagi.",
        ),
        "terima_kembali": Transisi(
            "Terima kembali dari instansi",
            dari=(S.MENUNGGU_INSTANSI,),
            ke=S.DIPERIKSA,
            boleh=p.petugas,
            akibat="Hari kita berjalan lagi.",
        ),
        "ajukan_tanda_tangan": Transisi(
            "Ajukan tanda tangan",
            dari=(S.DIPERIKSA,),
            ke=S.MENUNGGU_TANDA_TANGAN,
            boleh=p.pengaju_tanda,
            akibat="Surat masuk ke meja yang memaraf dan menandatangani, menurut urutannya. Belum bernomor.",
        ),
        "tanda_tangani": Transisi(
            "Paraf atau tanda tangani",
            dari=(S.MENUNGGU_TANDA_TANGAN,),
            ke=None,
            boleh=p.penanda,
            akibat="Setelah tanda tangan terakhir surat mendapat nomor dan siap dicetak, diteken basah, dan dicap.",
        ),
        "tanda_tangani_elektronik": Transisi(
            "Tanda tangani elektronik",
            dari=(S.MENUNGGU_TANDA_TANGAN,),
            ke=S.SELESAI,
            boleh=p.penanda_elektronik,
            akibat="Surat mendapat nomor, ditandatangani dengan sertifikat Anda, dan langsung diterima pemohon.",
        ),
        "kembalikan": Transisi(
            "Kembalikan ke pemeriksa",
            dari=(S.MENUNGGU_TANDA_TANGAN,),
            ke=S.DIPERIKSA,
            boleh=p.pengembali,
            akibat="Pemeriksa membaca alasan Anda. Nomor yang telanjur diberikan hangus dan tetap tercatat.",
            alasan=True,
        ),
        "terbitkan": Transisi(
            "Unggah surat yang ditandatangani",
            dari=(S.MENUNGGU_TANDA_TANGAN,),
            ke=S.SELESAI,
            boleh=p.penerbit,
            akibat="Pindaian surat menjadi hasil layanan. Siapa pun dapat mengeceknya lewat kode QR.",
        ),
        "selesaikan": Transisi(
            "Selesaikan",
            dari=(S.DIPERIKSA,),
            ke=S.SELESAI,
            boleh=p.penyelesai,
            akibat="Pemohon menerima hasilnya: berkas atau catatan Anda.",
        ),
        "tolak": Transisi(
            "Tolak",
            dari=(S.DIAJUKAN, S.DIPERIKSA),
            ke=S.DITOLAK,
            boleh=p.petugas,
            akibat="Pemohon membaca alasan, cara memperbaikinya, dan hak mengajukan keberatan.",
            alasan=True,
        ),
        "batalkan": Transisi(
            "Batalkan permohonan",
            dari=BELUM_DIPUTUS,
            ke=S.DIBATALKAN,
            boleh=p.pembatal,
            akibat="Permohonan ini selesai tanpa hasil. Anda boleh mengajukan lagi kapan saja.",
        ),
        "kedaluwarsa": Transisi(
            "Batal karena tidak dilengkapi", dari=(S.PERBAIKAN,), ke=S.DIBATALKAN, boleh=p.tidak_seorang_pun
        ),
        "hapus_draf": Transisi(
            "Hapus karena tidak dikirim", dari=(S.DRAF,), ke=S.DIBATALKAN, boleh=p.tidak_seorang_pun
        ),
        "ajukan_keberatan": Transisi(
            "Ajukan keberatan",
            dari=(S.DITOLAK,),
            ke=S.KEBERATAN,
            boleh=p.pengaju_keberatan,
            akibat="Atasan petugas yang menolak memutuskannya.",
        ),
        "kabulkan": Transisi(
            "Kabulkan keberatan",
            dari=(S.KEBERATAN,),
            ke=S.DIPERIKSA,
            boleh=p.pemutus_keberatan,
            akibat="Permohonan diperiksa lagi, dengan janji baru sejak hari ini.",
            alasan=True,
            lunak=True,
        ),
        "tolak_keberatan": Transisi(
            "Tolak keberatan",
            dari=(S.KEBERATAN,),
            ke=S.DITOLAK,
            boleh=p.pemutus_keberatan,
            akibat="Penolakan tetap. Pemohon membaca alasan Anda dan jalan hukum berikutnya.",
            alasan=True,
        ),
    },
    pemegang={
        **dict.fromkeys(MENUNGGU_KAMI, KAMI),
        **dict.fromkeys(MENUNGGU_PEMOHON, PEMOHON),
        S.MENUNGGU_INSTANSI: INSTANSI,
        **dict.fromkeys(SELESAI, None),
    },
)
