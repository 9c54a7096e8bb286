"""The workflow of a complaint, as data. The times stand in `AturanWaktu`, by kind."""

from aduan import permissions as p
from aduan.enums import MENUNGGU_KAMI, MENUNGGU_PEMOHON, SELESAI, S
from inti.jam import KAMI, PEMOHON
from inti.workflow import BARU, Alur, Transisi

DI_UNIT = (S.PERBAIKAN, S.DITERUSKAN, S.DIJAWAB, S.KEBERATAN, S.SELESAI)

ADUAN = Alur(
    transisi={
        "kirim": Transisi("Kirim laporan", dari=(BARU,), ke=S.MASUK, boleh=p.pelapor),
        "ringkas": Transisi(
            "Tulis ringkasan rekaman",
            dari=(S.MASUK, S.PERBAIKAN),
            ke=None,
            boleh=p.peringkas,
            akibat="Petugas unit membaca ringkasan Anda. Rekaman pelapor anonim langsung dihapus.",
        ),
        "teruskan": Transisi(
            "Teruskan ke unit",
            dari=(S.MASUK,),
            ke=S.DITERUSKAN,
            boleh=p.penerus,
            akibat="Pelapor melihat jenis laporannya dan kapan paling lambat dijawab.",
        ),
        "pindahkan": Transisi(
            "Pindahkan ke unit lain",
            dari=(S.DITERUSKAN,),
            ke=None,
            boleh=p.koordinator,
            akibat="Unit yang baru melanjutkan. Janji kepada pelapor menurut jenisnya, sejak laporan masuk.",
        ),
        "ambil": Transisi(
            "Ambil",
            dari=(S.DITERUSKAN,),
            ke=None,
            boleh=p.petugas_bebas,
            akibat="Laporan ini menjadi pekerjaan Anda. Pelapor tidak menerima pesan.",
        ),
        "lepas": Transisi(
            "Lepas",
            dari=(S.DITERUSKAN, S.PERBAIKAN, S.DIJAWAB),
            ke=None,
            boleh=p.pelepas,
            akibat="Laporan ini kembali ke antrean unit.",
        ),
        "tugaskan": Transisi(
            "Tugaskan",
            dari=(S.DITERUSKAN,),
            ke=None,
            boleh=p.koordinator,
            akibat="Laporan ini menjadi pekerjaan petugas yang Anda pilih.",
        ),
        "tanyakan": Transisi(
            "Tanyakan kepada pelapor",
            dari=(S.MASUK, S.DITERUSKAN),
            ke=S.PERBAIKAN,
            boleh=p.petugas,
            akibat="Hari kita tidak dihitung sampai pelapor menjawab.",
        ),
        "lengkapi": Transisi("Kirim keterangan", dari=(S.PERBAIKAN,), ke=S.MASUK, boleh=p.pelapor_sebelum_unit),
        "lengkapi_unit": Transisi("Kirim keterangan", dari=(S.PERBAIKAN,), ke=S.DITERUSKAN, boleh=p.pelapor_di_unit),
        "tambah": Transisi("Tambah keterangan", dari=(S.MASUK, S.DITERUSKAN), ke=None, boleh=p.pelapor),
        "perpanjang": Transisi(
            "Perpanjang waktu jawab",
            dari=(S.DITERUSKAN,),
            ke=None,
            boleh=p.pemanjang,
            akibat="Hanya satu kali. Pelapor membaca alasan Anda dan batas yang baru.",
            alasan=True,
            lunak=True,
        ),
        "jawab": Transisi(
            "Jawab",
            dari=(S.DITERUSKAN,),
            ke=S.DIJAWAB,
            boleh=p.petugas,
            akibat="Pelapor membaca jawaban ini, lalu menyatakan selesai atau belum.",
        ),
        "tolak": Transisi(
            "Tidak dilanjutkan",
            dari=(S.MASUK,),
            ke=S.DITOLAK,
            boleh=p.koordinator,
            akibat="Pelapor membaca alasan Anda dan jalan lain: SP4N-LAPOR dan Ombudsman.",
            alasan=True,
        ),
        "nyatakan_selesai": Transisi("Sudah selesai", dari=(S.DIJAWAB,), ke=S.SELESAI, boleh=p.pelapor),
        "buka_lagi": Transisi("Belum, buka lagi", dari=(S.DIJAWAB,), ke=S.DITERUSKAN, boleh=p.pelapor),
        "tutup": Transisi("Tutup karena pelapor diam", dari=(S.DIJAWAB,), ke=S.SELESAI, boleh=p.tidak_seorang_pun),
        "kedaluwarsa": Transisi(
            "Tutup karena tidak dilengkapi", dari=(S.PERBAIKAN,), ke=S.SELESAI, boleh=p.tidak_seorang_pun
        ),
        "ajukan_keberatan": Transisi(
            "Ajukan keberatan",
            dari=(S.DITERUSKAN, S.DIJAWAB, S.SELESAI),
            ke=S.KEBERATAN,
            boleh=p.pengaju_keberatan,
            akibat="Atasan petugas yang menjawab memutuskannya.",
        ),
        "putuskan_keberatan": Transisi(
            "Putuskan keberatan",
            dari=(S.KEBERATAN,),
            ke=S.DIJAWAB,
            boleh=p.pemutus_keberatan,
            akibat="Pelapor membaca putusan Anda dan jalan berikutnya: Komisi Informasi.",
        ),
        "tayangkan": Transisi(
            "Tayangkan untuk umum",
            dari=DI_UNIT,
            ke=None,
            boleh=p.penayang,
            akibat="Yang tampil hanya tulisan Anda di sini. Tulisan asli pelapor tetap tersimpan dan tidak tampil.",
        ),
        "turunkan": Transisi(
            "Turunkan dari halaman umum",
            dari=DI_UNIT,
            ke=None,
            boleh=p.penurun,
            akibat="Laporan tidak tampil lagi untuk umum.",
            alasan=True,
        ),
        "catat": Transisi(
            "Catat untuk rekan",
            dari=(S.MASUK, *DI_UNIT),
            ke=None,
            boleh=p.petugas,
            akibat="Hanya dibaca petugas.",
        ),
    },
    pemegang={
        **dict.fromkeys(MENUNGGU_KAMI, KAMI),
        **dict.fromkeys(MENUNGGU_PEMOHON, PEMOHON),
        **dict.fromkeys(SELESAI, None),
    },
)
