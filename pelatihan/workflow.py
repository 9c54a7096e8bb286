"""The workflows of a class and of a place in it, as data."""

from inti.workflow import BARU, Alur, Transisi
from pelatihan import permissions as p
from pelatihan.enums import AKTIF, A, P

ANGKATAN = Alur(
    transisi={
        "rencanakan": Transisi("Rencanakan", dari=(BARU,), ke=A.RENCANA, boleh=p.penyelenggara),
        "buka": Transisi(
            "Umumkan dan buka pendaftaran",
            dari=(A.RENCANA, A.DITUTUP),
            ke=A.DIBUKA,
            boleh=p.penyelenggara,
            akibat="Angkatan ini tampil di kalender, dan orang dapat mendaftar pada waktunya.",
        ),
        "tutup": Transisi(
            "Tutup pendaftaran",
            dari=(A.DIBUKA,),
            ke=A.DITUTUP,
            boleh=p.penyelenggara,
            akibat="Tidak ada pendaftar baru. Daftar tunggu tetap berjalan.",
        ),
        "mulai": Transisi(
            "Mulai kelas",
            dari=(A.DIBUKA, A.DITUTUP),
            ke=A.BERJALAN,
            boleh=p.penyelenggara,
            akibat="Pelatih mengisi daftar hadir. Kursi tidak ditawarkan lagi.",
        ),
        "selesaikan": Transisi(
            "Tutup angkatan",
            dari=(A.BERJALAN,),
            ke=A.SELESAI,
            boleh=p.penyelenggara,
            akibat="Kelulusan ditetapkan menurut kehadiran dan nilai.",
        ),
        "catat_biaya": Transisi(
            "Catat biaya nyata",
            dari=(A.BERJALAN, A.SELESAI),
            ke=None,
            boleh=p.penyelenggara,
            akibat="Laporan menghitung biaya per lulusan darinya. Tidak tampil untuk umum.",
        ),
        "unduh_sertifikat": Transisi(
            "Unduh semua sertifikat", dari=(A.SELESAI,), ke=None, boleh=p.pembaca_sertifikat, alasan=True
        ),
        "kurangi_kursi": Transisi(
            "Kurangi kursi",
            dari=(A.DIBUKA, A.DITUTUP, A.BERJALAN),
            ke=None,
            boleh=p.penyelenggara,
            akibat="Alasannya dibaca yang menunggu di halaman tempatnya.",
            alasan=True,
        ),
        "batalkan": Transisi(
            "Batalkan angkatan",
            dari=(A.RENCANA, A.DIBUKA, A.DITUTUP, A.BERJALAN),
            ke=A.DIBATALKAN,
            boleh=p.penyelenggara,
            akibat="Semua yang terdaftar dan menunggu dikabari.",
            alasan=True,
        ),
    },
)

PESERTA = Alur(
    transisi={
        "tahan": Transisi("Ambil kursi", dari=(BARU,), ke=P.DITAHAN, boleh=p.diri_atau_kantor),
        "daftar": Transisi("Daftar", dari=(BARU,), ke=P.TERDAFTAR, boleh=p.diri_atau_kantor),
        "antre": Transisi("Masuk daftar tunggu", dari=(BARU,), ke=P.DAFTAR_TUNGGU, boleh=p.diri_atau_kantor),
        "ajak": Transisi("Ajak ikut", dari=(BARU,), ke=P.DITAWARI, boleh=p.pengajak),
        "ajak_antre": Transisi("Ajak ke daftar tunggu", dari=(BARU,), ke=P.DAFTAR_TUNGGU, boleh=p.pengajak),
        "lamar": Transisi("Lamar", dari=(BARU,), ke=P.MENUNGGU_SELEKSI, boleh=p.diri_atau_kantor),
        "ubah_jawaban": Transisi("Ubah jawaban", dari=(P.MENUNGGU_SELEKSI,), ke=None, boleh=p.diri_atau_kantor),
        "usulkan": Transisi("Usulkan", dari=(BARU,), ke=P.DITAWARI, boleh=p.pengusul),
        "usulkan_antre": Transisi("Usulkan ke daftar tunggu", dari=(BARU,), ke=P.DAFTAR_TUNGGU, boleh=p.pengusul),
        "gantikan": Transisi("Gantikan", dari=(BARU,), ke=P.TERDAFTAR, boleh=p.diri_atau_kantor),
        "konfirmasi": Transisi(
            "Daftarkan saya",
            dari=(P.DITAHAN,),
            ke=P.TERDAFTAR,
            boleh=p.diri_atau_kantor,
            akibat="Kursi menjadi milik Anda.",
        ),
        "tawarkan": Transisi("Tawarkan kursi", dari=(P.DAFTAR_TUNGGU,), ke=P.DITAWARI, boleh=p.tidak_seorang_pun),
        "terima": Transisi(
            "Ya, saya ikut",
            dari=(P.DITAWARI,),
            ke=P.TERDAFTAR,
            boleh=p.penjawab,
            akibat="Kursi menjadi milik Anda.",
        ),
        "undur": Transisi(
            "Mengundurkan diri",
            dari=AKTIF,
            ke=P.MENGUNDURKAN_DIRI,
            boleh=p.penjawab,
            akibat="Kursi diberikan kepada orang berikutnya di daftar tunggu.",
        ),
        "kedaluwarsa": Transisi(
            "Lewat waktu", dari=(P.DITAHAN, P.DITAWARI), ke=P.KEDALUWARSA, boleh=p.tidak_seorang_pun
        ),
        "ganti": Transisi(
            "Ganti dengan orang lain",
            dari=(P.TERDAFTAR,),
            ke=P.DIGANTI,
            boleh=p.diri_atau_kantor,
            akibat="Orang lain dari usaha yang sama duduk di kursi ini.",
        ),
        "loloskan": Transisi("Loloskan", dari=(P.MENUNGGU_SELEKSI,), ke=P.TERDAFTAR, boleh=p.penyeleksi),
        "cadangkan": Transisi("Jadikan cadangan", dari=(P.MENUNGGU_SELEKSI,), ke=P.DAFTAR_TUNGGU, boleh=p.penyeleksi),
        "tidak_loloskan": Transisi("Tidak loloskan", dari=(P.MENUNGGU_SELEKSI,), ke=P.TIDAK_LOLOS, boleh=p.penyeleksi),
        "luluskan": Transisi("Luluskan", dari=(P.TERDAFTAR,), ke=P.LULUS, boleh=p.tidak_seorang_pun),
        "tidak_luluskan": Transisi("Belum luluskan", dari=(P.TERDAFTAR,), ke=P.TIDAK_LULUS, boleh=p.tidak_seorang_pun),
        "koreksi_lulus": Transisi(
            "Koreksi menjadi lulus",
            dari=(P.TIDAK_LULUS,),
            ke=P.LULUS,
            boleh=p.pengoreksi,
            akibat="Sertifikat diterbitkan dan kelulusannya dicatat pada usahanya.",
            alasan=True,
        ),
        "koreksi_belum_lulus": Transisi(
            "Koreksi menjadi belum lulus",
            dari=(P.LULUS,),
            ke=P.TIDAK_LULUS,
            boleh=p.pengoreksi,
            akibat="Sertifikatnya dicabut dan catatan kelulusan pada usahanya ditarik.",
            alasan=True,
        ),
        "koreksi_nilai": Transisi(
            "Koreksi nilai", dari=(P.LULUS, P.TIDAK_LULUS), ke=None, boleh=p.pengoreksi, alasan=True
        ),
        "terbitkan_ulang": Transisi(
            "Terbitkan ulang sertifikat",
            dari=(P.LULUS,),
            ke=None,
            boleh=p.penerbit,
            akibat="Sertifikat baru memakai nama yang sekarang. Yang lama tidak berlaku lagi.",
            alasan=True,
        ),
        "cabut_sertifikat": Transisi(
            "Cabut sertifikat",
            dari=(P.LULUS,),
            ke=None,
            boleh=p.pengoreksi,
            akibat="Siapa pun yang memeriksa kodenya membaca bahwa sertifikat itu dicabut.",
            alasan=True,
        ),
    },
)
