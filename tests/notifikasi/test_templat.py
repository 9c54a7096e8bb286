import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as setelan
from django.core.management import call_command

from inti import peta
from notifikasi import pemeriksaan, templat

FOLDER = Path(setelan.BASE_DIR) / "templates" / "pesan"
CONTOH = {
    "nomor": "BTG-26-000001-X",
    "kode": "123456",
    "menit": 10,
    "sampai": date(2026, 11, 23),
    "banyak": 3,
    "tanggal": date(2026, 11, 9),
    "tempat": "Balai Desa Limpung, Jl. Raya Limpung 12, Kec. Limpung",
    "peta": peta.alamat("Balai Desa Limpung, Jl. Raya Limpung 12, Kec. Limpung"),
}
PESAN = {
    "bukti_email": set(),
    "catatan_menyebut": {"nomor"},
    "data_dilihat": set(),
    "data_lama": {"nomor", "tanggal"},
    "dua_langkah_dilepas": {"tanggal"},
    "email_belum_terdaftar": set(),
    "janji_hampir": {"banyak"},
    "janji_lewat": {"banyak"},
    "jam_kosong_ditawarkan": {"nomor", "tanggal", "sampai"},
    "janji_temu_berlaku_lagi": {"nomor", "tanggal"},
    "janji_temu_dipesan": {"nomor", "tanggal"},
    "janji_temu_ditiadakan": {"nomor", "tanggal"},
    "janji_temu_ingat": {"nomor", "tanggal"},
    "janji_temu_terganggu": {"nomor", "tanggal"},
    "keberatan_diputuskan": {"nomor"},
    "keberatan_masuk": {"nomor"},
    "kode_daftar": {"kode", "menit"},
    "kode_masuk": {"kode", "menit"},
    "kode_nomor": {"kode", "menit"},
    "kunci_api_dibuat": {"tanggal"},
    "nik_bentrok": set(),
    "nomor_belum_terdaftar": set(),
    "nomor_diganti": {"tanggal"},
    "nomor_dilepas": {"tanggal"},
    "nomor_sudah_terdaftar": set(),
    "pelatihan_ajakan": {"nomor", "tanggal", "sampai"},
    "pelatihan_ajakan_antre": {"nomor", "tanggal"},
    "pelatihan_antre": {"tanggal"},
    "pelatihan_batal": {"nomor", "tanggal"},
    "pelatihan_belum_lulus": {"tanggal"},
    "pelatihan_cadangan": {"nomor", "tanggal"},
    "pelatihan_dampak": {"tanggal", "sampai"},
    "pelatihan_kesan": {"tanggal", "sampai"},
    "pelatihan_ingat_hari": {"nomor", "tanggal", "tempat", "peta"},
    "pelatihan_ingat_hari_portal": {"nomor", "tanggal", "tempat"},
    "pelatihan_ingat_jam": {"tanggal", "tempat", "peta"},
    "pelatihan_ingat_jam_portal": {"tanggal", "tempat"},
    "pelatihan_jadwal": {"nomor", "tanggal", "tempat", "peta"},
    "pelatihan_jadwal_portal": {"nomor", "tanggal"},
    "pelatihan_lamaran": {"nomor", "tanggal"},
    "pelatihan_lolos": {"nomor", "tanggal"},
    "pelatihan_lulus": {"tanggal"},
    "pelatihan_materi": {"tanggal"},
    "pelatihan_mengajar": {"tanggal"},
    "pelatihan_mengajar_berubah": {"tanggal"},
    "pelatihan_koreksi": {"nomor", "tanggal"},
    "pelatihan_sertifikat": {"tanggal"},
    "pelatihan_sertifikat_cabut": {"nomor", "tanggal"},
    "pelatihan_sertifikat_ganti": {"nomor", "tanggal"},
    "pelatihan_tawaran": {"nomor", "tanggal", "sampai"},
    "pelatihan_tawaran_lewat": {"tanggal"},
    "pelatihan_tidak_kebagian": {"nomor", "tanggal"},
    "pelatihan_tidak_lolos": {"nomor", "tanggal"},
    "pelatihan_terdaftar": {"tanggal"},
    "pelatihan_usulan": {"nomor", "tanggal", "sampai"},
    "pelatihan_usulan_cadangan": {"nomor", "tanggal"},
    "permohonan_atas_nama": {"nomor"},
    "permohonan_akan_batal": {"nomor", "sampai"},
    "permohonan_draf": {"nomor", "sampai"},
    "aduan_diterima": {"nomor"},
    "aduan_diteruskan": {"nomor"},
    "aduan_ditanya": {"nomor"},
    "aduan_diperpanjang": {"nomor"},
    "aduan_dijawab": {"nomor"},
    "aduan_tanya_selesai": {"nomor"},
    "aduan_ditutup": {"nomor"},
    "aduan_kedaluwarsa": {"nomor"},
    "aduan_ditolak": {"nomor"},
    "aduan_keberatan_diputus": {"nomor"},
    "aduan_masuk": {"nomor"},
    "aduan_di_unit": {"nomor"},
    "aduan_ditugaskan": {"nomor"},
    "aduan_keterangan": {"nomor"},
    "aduan_dibuka_lagi": {"nomor"},
    "aduan_keberatan_masuk": {"nomor"},
    "aduan_lewat": {"banyak"},
    "aduan_hampir": {"banyak"},
    "permohonan_diajukan": {"nomor"},
    "permohonan_diteruskan": {"nomor"},
    "permohonan_ditolak": {"nomor"},
    "permohonan_ditugaskan": {"nomor"},
    "permohonan_hampir": {"banyak"},
    "permohonan_ingat": {"nomor"},
    "permohonan_kedaluwarsa": {"nomor"},
    "permohonan_lewat": {"banyak"},
    "permohonan_lihat": {"banyak"},
    "permohonan_perbaikan": {"nomor"},
    "permohonan_selesai": {"nomor"},
    "sandi_diganti": {"tanggal"},
    "sandi_disetel_ulang": {"tanggal"},
    "surat_hampir_habis": {"nomor", "sampai"},
    "surat_menunggu_tanda": {"nomor"},
    "tautan_sandi": set(),
    "undangan_pembantu": {"sampai"},
    "undangan_skm": {"nomor", "sampai"},
    "usaha_diajukan": {"nomor"},
    "usaha_dialihkan": {"nomor"},
    "usaha_dicabut": {"nomor"},
    "usaha_ditolak": {"nomor"},
    "usaha_perbaikan": {"nomor"},
    "usaha_terdaftar": {"nomor"},
    "usaha_terverifikasi": {"nomor"},
    "usulan_diterima": {"nomor"},
    "usulan_ditolak": {"nomor"},
}

# They go to officials, or to an address that is being proven, or the number is no longer the person's.
BUKAN_KE_HP = {
    "aduan_masuk",
    "aduan_di_unit",
    "aduan_ditugaskan",
    "aduan_keterangan",
    "aduan_dibuka_lagi",
    "aduan_keberatan_masuk",
    "aduan_lewat",
    "aduan_hampir",
    "bukti_email",
    "catatan_menyebut",
    "email_belum_terdaftar",
    "janji_hampir",
    "janji_lewat",
    "keberatan_masuk",
    "nomor_dilepas",
    "permohonan_ditugaskan",
    "permohonan_hampir",
    "permohonan_lewat",
    "permohonan_lihat",
    "surat_menunggu_tanda",
    "tautan_sandi",
}
# What an official sends word of by hand: the owner does not know it yet and should act on it.
LEWAT_PETUGAS = {
    "aduan_ditanya",
    "aduan_diperpanjang",
    "aduan_dijawab",
    "aduan_tanya_selesai",
    "aduan_ditolak",
    "aduan_keberatan_diputus",
    "jam_kosong_ditawarkan",
    "janji_temu_berlaku_lagi",
    "janji_temu_ditiadakan",
    "janji_temu_ingat",
    "janji_temu_terganggu",
    "keberatan_diputuskan",
    "pelatihan_ajakan",
    "pelatihan_batal",
    "pelatihan_cadangan",
    "pelatihan_ingat_hari",
    "pelatihan_ingat_hari_portal",
    "pelatihan_jadwal",
    "pelatihan_jadwal_portal",
    "pelatihan_koreksi",
    "pelatihan_sertifikat_cabut",
    "pelatihan_sertifikat_ganti",
    "pelatihan_lolos",
    "pelatihan_tawaran",
    "pelatihan_tidak_lolos",
    "pelatihan_usulan",
    "permohonan_akan_batal",
    "permohonan_atas_nama",
    "permohonan_ditolak",
    "permohonan_ingat",
    "permohonan_kedaluwarsa",
    "permohonan_perbaikan",
    "permohonan_selesai",
    "surat_hampir_habis",
    "usaha_dialihkan",
    "usaha_dicabut",
    "usaha_ditolak",
    "usaha_perbaikan",
    "usaha_terverifikasi",
    "usulan_diterima",
    "usulan_ditolak",
}
DEPAN = "versi: 1\njudul: Kabar\nwhatsapp: tidak"
DEPAN_WA = "versi: 1\njudul: Kabar\nwhatsapp: uji_1"


@pytest.fixture
def tulis_templat(tmp_path: Path, settings: Any) -> Any:
    """Put a template of the test's own before those of the house."""
    (tmp_path / "pesan").mkdir()
    settings.TEMPLATES = [{**setelan.TEMPLATES[0], "DIRS": [tmp_path]}]

    def tulis(isi: str, nama: str = "uji") -> str:
        (tmp_path / "pesan" / f"{nama}.txt").write_text(isi)
        return nama

    return tulis


def test_every_message_and_what_it_needs() -> None:
    nama = sorted(berkas.stem for berkas in FOLDER.iterdir())
    assert {satu: templat.baca(satu).variabel for satu in nama} == PESAN


def test_which_messages_go_to_a_phone_and_which_by_hand() -> None:
    semua = [templat.baca(nama) for nama in templat.semua()]
    assert {satu.nama for satu in semua if not satu.ke_hp} == BUKAN_KE_HP
    assert {satu.nama for satu in semua if satu.lewat_petugas} == LEWAT_PETUGAS


def test_no_two_messages_are_one_template_at_meta() -> None:
    nama = [satu.whatsapp for satu in map(templat.baca, templat.semua()) if satu.ke_hp]
    assert len(nama) == len(set(nama))


def test_the_system_check_reads_every_template() -> None:
    assert pemeriksaan.periksa_templat() == []


def test_the_system_check_names_the_file_and_the_fault(monkeypatch: pytest.MonkeyPatch, tulis_templat: Any) -> None:
    tulis_templat(f"{DEPAN}\n\nSebesar Rp 250.000")
    tulis_templat("judul: Tanpa versi\n\nIsi.", "rusak")
    tulis_templat(f"{DEPAN_WA}\n\nIsi.", "satu")
    tulis_templat(f"{DEPAN_WA}\n\nIsi.", "dua")
    monkeypatch.setattr(templat, "semua", lambda: ["uji", "rusak", "satu", "dua"])
    assert [str(satu.msg) for satu in pemeriksaan.periksa_templat()] == [
        "templates/pesan/uji.txt memuat jumlah uang",
        "templates/pesan/rusak.txt Templat rusak harus memuat versi (angka) dan judul, masing-masing sekali.",
        "Nama templat WhatsApp uji_1 dipakai dua kali.",
    ]


@pytest.mark.parametrize("nama", sorted(berkas.stem for berkas in FOLDER.iterdir()))
def test_no_template_breaks_a_rule(nama: str) -> None:
    assert templat.periksa(nama) == []


@pytest.mark.parametrize("nama", sorted(berkas.stem for berkas in FOLDER.iterdir()))
def test_a_message_is_short_and_has_a_deed_unless_it_is_a_code(nama: str) -> None:
    satu = templat.baca(nama)
    judul, isi = satu.tulis(CONTOH)
    assert len(judul) <= 60
    assert len(isi) <= 600
    assert bool(satu.tombol) is not nama.startswith("kode_")


@pytest.mark.parametrize(
    "nama",
    [
        "nik",
        "alasan",
        "omzet",
        "modal",
        "jumlah",
        "nama",
        "nama_usaha",
        "usaha.nama",
        "usaha.pelaku.nik",
        "nomor|upper",
    ],
)
def test_a_variable_that_is_not_listed_is_refused(tulis_templat: Any, nama: str) -> None:
    tulis_templat(f"{DEPAN}\n\nIsi: {{{{ {nama} }}}}.")
    assert templat.periksa("uji") == [f"memakai {{{{ {nama} }}}}, yang tidak diizinkan"]


@pytest.mark.parametrize(
    ("isi", "salah"),
    [
        ("{% if nik %}x{% endif %}", "memakai tag; templat pesan hanya teks dan {{ variabel }}"),
        ("{# diam #}", "memakai tag; templat pesan hanya teks dan {{ variabel }}"),
        ("<b>Penting</b>", "memuat HTML"),
        ("Usaha &amp; Anda", "memuat HTML"),
        ("3325110708900001", "memuat 16 angka, seperti NIK"),
        ("3325 1107 0890 0001", "memuat 16 angka, seperti NIK"),
        ("3325.1107-0890/0001", "memuat 16 angka, seperti NIK"),
        ("33251107\u200b08900001", "memuat 16 angka, seperti NIK"),
        ("٣٣٢٥١١٠٧٠٨٩٠٠٠٠١", "memuat 16 angka, seperti NIK"),
        ("Sebesar Rp 250.000", "memuat jumlah uang"),
        ("Sebesar Rp. 250.000", "memuat jumlah uang"),
        ("Sebesar RP250", "memuat jumlah uang"),
        ("Sebesar IDR 250", "memuat jumlah uang"),
        ("Sebesar 250 ribu", "memuat jumlah uang"),
        ("Sebesar 2,5 JUTA", "memuat jumlah uang"),
        ("Sebesar 250.000,-", "memuat jumlah uang"),
        ("Dua ratus ribu rupiah", "memuat jumlah uang"),
        ("Buka www.contoh", "memuat alamat web; alamat portal ditambahkan oleh kanalnya"),
        ("Buka bit.ly/x", "memuat alamat web; alamat portal ditambahkan oleh kanalnya"),
        ("Buka contoh.ID", "memuat alamat web; alamat portal ditambahkan oleh kanalnya"),
        ("Selamat！", "memakai tanda seru"),
        ("Usaha &#38; Anda", "memuat HTML"),
        ("{{\n nomor }}", "memuat {{ yang tidak lengkap atau di tombol"),
        ("nomor }}", "memuat {{ yang tidak lengkap atau di tombol"),
        ('{{ "karena fotonya buram" }}', 'memakai {{ "karena fotonya buram" }}, yang tidak diizinkan'),
        ("{{ nomor.real }}", "memakai {{ nomor.real }}, yang tidak diizinkan"),
        ("Buka https://contoh.id", "memuat alamat web; alamat portal ditambahkan oleh kanalnya"),
        ("Selamat!", "memakai tanda seru"),
        ("{{ nomor", "memuat {{ yang tidak lengkap atau di tombol"),
        ("", "tidak berisi"),
        ("{{ kode }}", "memuat kode, jadi namanya harus berawalan kode_"),
    ],
)
def test_what_else_a_template_may_not_hold(tulis_templat: Any, isi: str, salah: str) -> None:
    tulis_templat(f"{DEPAN}\n\n{isi}\n")
    assert templat.periksa("uji") == [salah]


def test_the_title_of_a_code_holds_no_variable(tulis_templat: Any) -> None:
    tulis_templat("versi: 1\njudul: Kode {{ kode }}\nwhatsapp: tidak\n\nIsi.\n", "kode_uji")
    assert templat.periksa("kode_uji") == ["berjudul dengan variabel; kode tidak boleh terbaca di layar kunci"]


@pytest.mark.parametrize(
    "depan",
    [
        "judul: Tanpa versi",
        "versi: satu\njudul: Kabar",
        "versi: 1",
        "versi: 1\nlain: x",
        "versi: 1\nversi: 1\njudul: x",
    ],
)
def test_wrong_front_lines_are_refused(tulis_templat: Any, depan: str) -> None:
    tulis_templat(f"{depan}\n\nIsi.\n")
    with pytest.raises(ValueError, match=r"Templat uji harus memuat versi \(angka\) dan judul"):
        templat.baca("uji")


@pytest.mark.parametrize(
    ("depan", "isi", "salah"),
    [
        ("", "Isi.", ["baris whatsapp: harus nama templat yang disetujui, berakhiran _1, atau tidak"]),
        ("whatsapp: Uji_1", "Isi.", ["baris whatsapp: harus nama templat yang disetujui, berakhiran _1, atau tidak"]),
        ("whatsapp: uji_2", "Isi.", ["baris whatsapp: harus nama templat yang disetujui, berakhiran _1, atau tidak"]),
        ("whatsapp: uji 1", "Isi.", ["baris whatsapp: harus nama templat yang disetujui, berakhiran _1, atau tidak"]),
        ("whatsapp: uji_1", "{{ nomor }} sudah.", ["variabelnya berdiri di awal, di akhir, atau berdempetan"]),
        ("whatsapp: uji_1", "Usaha {{ nomor }}", ["variabelnya berdiri di awal, di akhir, atau berdempetan"]),
        (
            "whatsapp: uji_1",
            "A {{ nomor }} {{ sampai }} b",
            ["variabelnya berdiri di awal, di akhir, atau berdempetan"],
        ),
        ("whatsapp: uji_1", "a" * 1025, ["isinya lebih dari 1024 huruf"]),
        ("whatsapp: uji_1\ntombol: " + "a" * 26, "Isi.", ["tombolnya lebih dari 25 huruf"]),
        ("whatsapp: uji_1\ntombol: " + "a" * 25, "Usaha {{ nomor }}.", []),
        ("whatsapp: tidak", "{{ nomor }}", []),
        (
            "whatsapp: uji_1\npetugas: ya",
            "Isi.",
            ["baris petugas: hanya boleh ya, pada kabar tentang {{ nomor }} yang dikirim ke HP"],
        ),
        (
            "whatsapp: tidak\npetugas: ya",
            "Usaha {{ nomor }}.",
            ["baris petugas: hanya boleh ya, pada kabar tentang {{ nomor }} yang dikirim ke HP"],
        ),
        (
            "whatsapp: uji_1\npetugas: mungkin",
            "Usaha {{ nomor }}.",
            ["baris petugas: hanya boleh ya, pada kabar tentang {{ nomor }} yang dikirim ke HP"],
        ),
    ],
)
def test_what_meta_would_refuse_is_refused_here(tulis_templat: Any, depan: str, isi: str, salah: list[str]) -> None:
    tulis_templat(f"versi: 1\njudul: Kabar\n{depan}".rstrip() + f"\n\n{isi}\n")
    assert templat.periksa("uji") == salah


@pytest.mark.parametrize(("tombol", "isi"), [("", "Isi."), ("\ntombol: Buka", "{{ kode }} adalah kode Anda.")])
def test_a_code_to_a_phone_is_a_code_without_a_button(tulis_templat: Any, tombol: str, isi: str) -> None:
    tulis_templat(f"versi: 1\njudul: Kode\nwhatsapp: kode_uji_1{tombol}\n\n{isi}", "kode_uji")
    assert templat.periksa("kode_uji") == ["templat kode berisi {{ kode }} dan tidak bertombol"]


@pytest.mark.parametrize(
    "nilai",
    ["3325110708900001", "3325 1107 0890 0001", "Rp250.000", "250 ribu", "karena foto tempat usaha Anda buram. " * 2],
)
def test_a_value_that_smuggles_a_nik_an_amount_or_a_sentence_is_refused(nilai: str) -> None:
    with pytest.raises(ValueError, match="Nilai nomor untuk templat usaha_terdaftar mirip"):
        templat.baca("usaha_terdaftar").tulis({"nomor": nilai})


@pytest.mark.parametrize(
    ("nama", "isi", "boleh"),
    [
        ("tempat", "Balai Desa Limpung, Jl. Raya No. 12 (sebelah masjid), Kec. Limpung", True),
        ("tempat", "a" * 121, False),
        ("tempat", "Balai\nBcc: x", False),
        ("tempat", "Balai\tdesa", False),
        ("tempat", "Balai  desa", False),
        ("tempat", "Balai\u202edesa", False),
        ("tempat", "Lihat bit.ly/x", False),
        ("tempat", "https://jahat.invalid", False),
        ("tempat", "<b>Balai</b>", False),
        ("tempat", "{{ nomor }}", False),
        ("tempat", "Rumah 3325110708900001", False),
        ("tempat", "Bawa Rp250.000", False),
        ("peta", peta.alamat("Balai Desa <b>\n}} & https://jahat.invalid/?a=1#b " + "é" * 300), True),
        ("peta", "https://jahat.invalid/maps", False),
        ("peta", f"{peta.AWALAN}a&b=c", False),
        ("peta", f"{peta.AWALAN}a b", False),
        ("peta", peta.AWALAN, False),
    ],
)
def test_a_place_is_one_line_and_the_only_address_is_that_of_a_map(nama: str, isi: str, boleh: bool) -> None:
    assert templat.layak(nama, isi) is boleh


def test_what_is_submitted_to_meta_is_what_is_sent(capsys: pytest.CaptureFixture[str], settings: Any) -> None:
    settings.PORTAL_URL = "https://portal.uji"
    call_command("templat_whatsapp")
    diajukan = {satu["name"]: satu for satu in map(json.loads, capsys.readouterr().out.splitlines())}
    assert set(diajukan) == {templat.baca(nama).whatsapp for nama in templat.semua()} - {"tidak"}
    badan, tombol = diajukan["surat_hampir_habis_1"].pop("components")
    assert diajukan["surat_hampir_habis_1"] == {"name": "surat_hampir_habis_1", "language": "id", "category": "UTILITY"}
    isi = templat.baca("surat_hampir_habis").isi.replace("{{ nomor }}", "{{1}}").replace("{{ sampai }}", "{{2}}")
    assert badan["text"] == isi
    assert badan["example"] == {"body_text": [["BTG-26-000123-K", "Senin, 23 November 2026"]]}
    assert tombol["buttons"][0]["url"] == "https://portal.uji/{{1}}"
    assert diajukan["kode_masuk_1"]["category"] == "AUTHENTICATION"
    assert [bagian["type"] for bagian in diajukan["kode_masuk_1"]["components"]] == ["BODY", "FOOTER", "BUTTONS"]


@pytest.mark.parametrize("konteks", [{}, {"nomor": ""}, {"nomor": "  "}])
def test_a_message_with_a_hole_is_not_written(konteks: dict[str, str]) -> None:
    with pytest.raises(KeyError):
        templat.baca("usaha_terdaftar").tulis(konteks)


def test_values_are_put_in_as_they_are_and_the_title_stays_one_line(tulis_templat: Any) -> None:
    tulis_templat("versi: 3\njudul: Usaha {{ nomor }}\n\n{{ nomor }} sampai {{ sampai }}\n")
    nilai = {"nomor": "A & <B>\r\nBcc: x", "sampai": date(2026, 11, 23)}
    assert templat.baca("uji").tulis(nilai) == (
        "Usaha A & <B> Bcc: x",
        "A & <B>\r\nBcc: x sampai Senin, 23 November 2026",
    )
