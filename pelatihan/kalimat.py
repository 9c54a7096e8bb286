"""History in words: what each verb of a class and of a place in it did."""

ANGKATAN = {
    "rencanakan": "merencanakan angkatan ini",
    "buka": "mengumumkan angkatan ini dan membuka pendaftaran",
    "tutup": "menutup pendaftaran",
    "mulai": "memulai kelas",
    "selesaikan": "menutup angkatan dan menetapkan kelulusan",
    "catat_biaya": "mencatat biaya nyata",
    "batalkan": "membatalkan angkatan",
}
PESERTA = {
    "tahan": "menahan kursi",
    "daftar": "mendaftar",
    "antre": "masuk daftar tunggu",
    "lamar": "melamar",
    "usulkan": "mengusulkan",
    "usulkan_antre": "mengusulkan ke daftar tunggu",
    "ajak": "mengajak ikut",
    "ajak_antre": "mengajak ke daftar tunggu",
    "gantikan": "mencatat sebagai pengganti",
    "konfirmasi": "memastikan kursi",
    "tawarkan": "menawarkan kursi",
    "terima": "menerima kursi yang ditawarkan",
    "undur": "mengundurkan diri",
    "kedaluwarsa": "melepas kursi karena waktunya lewat",
    "ganti": "memberikan kursi kepada orang lain",
    "loloskan": "meloloskan",
    "cadangkan": "menjadikan cadangan",
    "tidak_loloskan": "tidak meloloskan",
    "luluskan": "menyatakan lulus",
    "tidak_luluskan": "menyatakan belum lulus",
    "koreksi_lulus": "mengoreksi menjadi lulus",
    "koreksi_belum_lulus": "mengoreksi menjadi belum lulus",
    "koreksi_nilai": "mengoreksi nilai",
    "terbitkan_ulang": "menerbitkan ulang sertifikat",
    "cabut_sertifikat": "mencabut sertifikat",
}
"""Whoever acts stands before it: the person himself, an official on his behalf, or the portal."""
