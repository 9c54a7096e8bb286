"""The workflow of an appointment, as data. It has no promise in working days: its promise is the hour itself."""

from inti.jam import KAMI, PEMOHON
from inti.workflow import BARU, Alur, Transisi
from konsultasi import permissions as p
from konsultasi.enums import S

JANJI_TEMU = Alur(
    transisi={
        "pesan_jam": Transisi("Pesan jam ini", dari=(BARU,), ke=S.DIPESAN, boleh=p.pemesan),
        "tawarkan": Transisi("Tawarkan jam yang kosong", dari=(BARU,), ke=S.DITAWARKAN, boleh=p.tidak_seorang_pun),
        "terima_tawaran": Transisi("Ambil jam ini", dari=(S.DITAWARKAN,), ke=S.DIPESAN, boleh=p.orangnya),
        "tolak_tawaran": Transisi("Tidak, untuk yang lain", dari=(S.DITAWARKAN,), ke=S.DIBATALKAN, boleh=p.orangnya),
        "lewatkan": Transisi(
            "Tawaran lewat waktunya", dari=(S.DITAWARKAN,), ke=S.DIBATALKAN, boleh=p.tidak_seorang_pun
        ),
        "hadir": Transisi(
            "Hadir",
            dari=(S.DIPESAN, S.TIDAK_HADIR),
            ke=S.HADIR,
            boleh=p.petugas_hari_itu,
            akibat="Tercatat hadir. Catatan hasilnya dibaca orangnya di portal.",
        ),
        "tidak_hadir": Transisi(
            "Tidak hadir",
            dari=(S.DIPESAN, S.HADIR),
            ke=S.TIDAK_HADIR,
            boleh=p.petugas_setelah_mulai,
            akibat="Tercatat tidak hadir. Tidak ada pesan yang dikirim.",
        ),
        "pindah_waktu": Transisi(
            "Pilih waktu lain",
            dari=(S.DIPESAN,),
            ke=None,
            boleh=p.pemindah,
            akibat="Nomornya tetap. Jam lama kosong lagi, dan orangnya menerima kabar waktu yang baru.",
        ),
        "minta_pindah": Transisi("Minta memilih waktu lain", dari=(S.DIPESAN,), ke=None, boleh=p.tidak_seorang_pun),
        "berlakukan_lagi": Transisi("Berlakukan lagi", dari=(S.DIPESAN,), ke=None, boleh=p.tidak_seorang_pun),
        "batalkan": Transisi("Batalkan janji temu", dari=(S.DIPESAN,), ke=S.DIBATALKAN, boleh=p.orangnya),
        "tiadakan": Transisi(
            "Batalkan dari kantor",
            dari=(S.DIPESAN,),
            ke=S.DIBATALKAN,
            boleh=p.petugas,
            akibat="Orangnya diberi tahu dan membaca alasan Anda. Jamnya kosong lagi.",
            alasan=True,
        ),
    },
    pemegang={
        S.DITAWARKAN: PEMOHON,
        S.DIPESAN: KAMI,
        S.HADIR: None,
        S.TIDAK_HADIR: None,
        S.DIBATALKAN: None,
    },
)
