from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as setelan

from notifikasi import templat

FOLDER = Path(setelan.BASE_DIR) / "templates" / "pesan"
CONTOH = {
    "nomor": "BTG-26-000001-X",
    "kode": "123456",
    "menit": 10,
    "sampai": date(2026, 11, 23),
    "banyak": 3,
    "tanggal": date(2026, 11, 9),
}
PESAN = {
    "bukti_email": set(),
    "data_dilihat": set(),
    "data_lama": {"nomor", "tanggal"},
    "dua_langkah_dilepas": {"tanggal"},
    "email_belum_terdaftar": set(),
    "janji_hampir": {"banyak"},
    "janji_lewat": {"banyak"},
    "kode_daftar": {"kode", "menit"},
    "kode_masuk": {"kode", "menit"},
    "kode_nomor": {"kode", "menit"},
    "nik_bentrok": set(),
    "nomor_belum_terdaftar": set(),
    "nomor_diganti": {"tanggal"},
    "nomor_dilepas": {"tanggal"},
    "nomor_sudah_terdaftar": set(),
    "sandi_diganti": {"tanggal"},
    "sandi_disetel_ulang": {"tanggal"},
    "surat_hampir_habis": {"nomor", "sampai"},
    "tautan_sandi": set(),
    "undangan_pembantu": {"sampai"},
    "usaha_dialihkan": {"nomor"},
    "usaha_diajukan": {"nomor"},
    "usaha_dicabut": {"nomor"},
    "usaha_ditolak": {"nomor"},
    "usaha_perbaikan": {"nomor"},
    "usaha_terdaftar": {"nomor"},
    "usaha_terverifikasi": {"nomor"},
    "usulan_diterima": {"nomor"},
    "usulan_ditolak": {"nomor"},
}


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
    tulis_templat(f"versi: 1\njudul: Kabar\n\nIsi: {{{{ {nama} }}}}.")
    assert templat.periksa("uji") == [f"memakai {{{{ {nama} }}}}, yang tidak diizinkan"]


@pytest.mark.parametrize(
    ("isi", "salah"),
    [
        ("{% if nik %}x{% endif %}", "memakai tag; templat pesan hanya teks dan {{ variabel }}"),
        ("{# diam #}", "memakai tag; templat pesan hanya teks dan {{ variabel }}"),
        ("<b>Penting</b>", "memuat HTML"),
        ("Usaha &amp; Anda", "memuat HTML"),
        ("3325110708900001", "memuat 16 angka, seperti NIK"),
        ("Sebesar Rp 250.000", "memuat jumlah uang"),
        ("Buka https://contoh.id", "memuat alamat web; alamat portal ditambahkan oleh kanalnya"),
        ("Selamat!", "memakai tanda seru"),
        ("{{ nomor", "memuat {{ yang tidak lengkap atau di tombol"),
        ("", "tidak berisi"),
        ("{{ kode }}", "memuat kode, jadi namanya harus berawalan kode_"),
    ],
)
def test_what_else_a_template_may_not_hold(tulis_templat: Any, isi: str, salah: str) -> None:
    tulis_templat(f"versi: 1\njudul: Kabar\n\n{isi}\n")
    assert templat.periksa("uji") == [salah]


def test_the_title_of_a_code_holds_no_variable(tulis_templat: Any) -> None:
    tulis_templat("versi: 1\njudul: Kode {{ kode }}\n\nIsi.\n", "kode_uji")
    assert templat.periksa("kode_uji") == ["berjudul dengan variabel; kode tidak boleh terbaca di layar kunci"]


@pytest.mark.parametrize("depan", ["judul: Tanpa versi", "versi: satu\njudul: Kabar", "versi: 1", "versi: 1\nlain: x"])
def test_wrong_front_lines_are_refused(tulis_templat: Any, depan: str) -> None:
    tulis_templat(f"{depan}\n\nIsi.\n")
    with pytest.raises(ValueError, match=r"Templat uji harus memuat versi \(angka\) dan judul"):
        templat.baca("uji")


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
