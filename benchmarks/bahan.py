"""What the registry of the measurement is made of: how cases stand, what is sold, and names that nobody bears."""

SANDI = "contoh-batang-25"
TERBUKA = 2000  # open cases, however large the registry: the office works through them
BENIH = 3325
# Status, share of the rest in per cent, the verbs that lead there.
JALUR: dict[str, tuple[float, tuple[tuple[str, str], ...]]] = {
    "DRAF": (24, (("daftar", "DRAF"),)),
    "TERDATA": (44, (("entri", "TERDATA"),)),
    "DIAJUKAN": (0, (("daftar", "DRAF"), ("ajukan", "DIAJUKAN"))),
    "DIPERIKSA": (0, (("daftar", "DRAF"), ("ajukan", "DIAJUKAN"), ("periksa", "DIPERIKSA"), ("ambil", "DIPERIKSA"))),
    "PERBAIKAN": (
        1.5,
        (("daftar", "DRAF"), ("ajukan", "DIAJUKAN"), ("periksa", "DIPERIKSA"), ("minta_perbaikan", "PERBAIKAN")),
    ),
    "TERVERIFIKASI": (
        28,
        (("daftar", "DRAF"), ("ajukan", "DIAJUKAN"), ("periksa", "DIPERIKSA"), ("verifikasi", "TERVERIFIKASI")),
    ),
    "DITOLAK": (2, (("daftar", "DRAF"), ("ajukan", "DIAJUKAN"), ("periksa", "DIPERIKSA"), ("tolak", "DITOLAK"))),
    "DICABUT": (
        0.5,
        (
            ("daftar", "DRAF"),
            ("ajukan", "DIAJUKAN"),
            ("periksa", "DIPERIKSA"),
            ("verifikasi", "TERVERIFIKASI"),
            ("cabut", "DICABUT"),
        ),
    ),
}
# What is sold, the code of KBLI 2025, how many of a hundred.
BARANG = (
    ("keripik singkong", "10794", 9),
    ("emping melinjo", "10794", 7),
    ("kerupuk ikan", "10794", 4),
    ("batik tulis", "13133", 5),
    ("jahit baju", "14120", 6),
    ("servis motor", "95320", 6),
    ("warung kopi", "56304", 9),
    ("gula aren", "10722", 4),
    ("roti dan kue basah", "10710", 7),
    ("kursi kayu", "31011", 4),
    ("ikan asin", "10211", 5),
    ("kopi bubuk", "10761", 4),
    ("tempe", "10307", 6),
    ("toko kelontong", "47111", 24),
)
SEBUTAN = ("Warung", "Toko", "Usaha", "Dapur", "Rumah", "Pondok", "Kios", "Bengkel", "UD", "Griya")
DEPAN = [
    "Siti",
    "Sri",
    "Dewi",
    "Yuni",
    "Lestari",
    "Ningsih",
    "Tutik",
    "Suminah",
    "Wagiyem",
    "Rahayu",
    "Endang",
    "Ratna",
    "Nur",
    "Fitri",
    "Aminah",
    "Khotimah",
    "Indah",
    "Slamet",
    "Karto",
    "Mulyono",
    "Paijo",
    "Tarmuji",
    "Joko",
    "Agus",
    "Bambang",
    "Warno",
    "Ahmad",
    "Muhammad",
    "Budi",
    "Sutrisno",
    "Wahyu",
    "Rizki",
    "Eko",
    "Hadi",
]
SUKU_KATA = ("su ta no wi ra di yo ka mu li har ti sum ar ji pur wo man ni sa ro kus dar mo ja tri han yan").split()  # noqa: SIM905
# How requests end or stand, with what happened on the way, and how many of a hundred.
BENTUK_PERMOHONAN = {
    "tertutup": (("SELESAI", 62), ("SELESAI+lengkapi", 18), ("DITOLAK", 7), ("DIBATALKAN", 8), ("DRAF", 5)),
    "terbuka": (
        ("DIAJUKAN", 25),
        ("DIPERIKSA", 20),
        ("DIPERIKSA+lengkapi", 10),
        ("PERBAIKAN", 12),
        ("MENUNGGU_INSTANSI", 20),
        ("MENUNGGU_TANDA_TANGAN", 12),
        ("KEBERATAN", 1),
    ),
}
# What is asked for most, in parts; every other service once.
LAYANAN_RAMAI = {"nib": 24, "halal-mandiri": 9, "surat-rekomendasi": 6, "spp-irt": 5, "pkp": 3}
