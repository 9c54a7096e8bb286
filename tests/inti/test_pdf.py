"""Papers: tagged, reproducible, and printed whatever people are called."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.conf import settings

from inti import pdf
from inti.pdf import GagalCetak, cetak, layak_cetak

ALAMAT = "https://portal.contoh.id/cek/ABC/"
JUDUL = "Tanda Bukti Contoh 000123/UMKM/2026"
ISI: dict[str, Any] = {
    "nama_dokumen": "Tanda Bukti Contoh",
    "nomor": "000123/UMKM/2026",
    "pengantar": "Dinas menerangkan bahwa data berikut telah diperiksa.",
    "pasangan": [["Nama usaha", "Keripik Contoh"], ["Pemilik", "Siti Contoh"]],
    "catatan": "Bukan izin usaha.",
    "subjudul": "Cara data diperiksa",
    "alinea": ["Tempat usaha dikunjungi petugas."],
    "tempat": "Batang",
    "pejabat": {"jabatan": "Kepala Dinas", "nama": "Pejabat Contoh", "nip": "19700101 199501 2 001"},
}
HOSTIL = [
    "Warung Bu Tini 🍜👩🏽‍🍳",
    "ꦱꦶꦠꦶ",
    "李小龙 Snack",
    "Siti\u202egnirag\u202c",
    "nol\x00di tengah",
    "عائشة",
    '#read("/etc/passwd") *tebal* $x$ \\',
    "<script>alert(1)</script>",
    "a\u0301" + "\u0301" * 50,
    "\ud800",
    "ﬁtri Ｓiti",
    "",
    " ",
    "x" * 100_000,
    "\U0010ffff\ufffe",
]


def cetak_contoh(**ubah: Any) -> bytes:
    return cetak("inti/contoh", {**ISI, **ubah}, judul=JUDUL, tanggal=date(2026, 11, 23), alamat=ALAMAT)


def teks(isi: bytes) -> str:
    """Read the text of a PDF back through the fonts' ToUnicode tables; spaces and line breaks do not count."""
    hasil = ""
    with pikepdf.open(io.BytesIO(isi)) as berkas:
        for halaman in berkas.pages:
            peta = {nama: _peta(fon) for nama, fon in halaman.Resources.Font.items()}
            kini: dict[bytes, str] = {}
            for operan, operator in pikepdf.parse_content_stream(halaman):
                if str(operator) == "Tf":
                    kini = peta[str(operan[0])]
                elif str(operator) in ("Tj", "TJ"):
                    untai = operan[0] if str(operator) == "TJ" else [operan[0]]
                    for potong in untai:
                        if isinstance(potong, pikepdf.String):
                            mentah = bytes(potong)
                            hasil += "".join(kini.get(mentah[i : i + 2], "") for i in range(0, len(mentah), 2))
    return re.sub(r"\s", "", hasil)


def _peta(fon: Any) -> dict[bytes, str]:
    cmap = fon.ToUnicode.read_bytes().decode()
    hasil = {}
    for blok in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for kode, huruf in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", blok):
            hasil[bytes.fromhex(kode)] = bytes.fromhex(huruf).decode("utf-16-be")
    return hasil


def test_the_paper_carries_its_text_title_language_and_page_count() -> None:
    isi = cetak_contoh()
    terbaca = teks(isi)
    for potongan in ("TandaBuktiContoh", "000123/UMKM/2026", "SitiContoh", "Batang,23November2026", "Halaman1dari1"):
        assert potongan in terbaca
    with pikepdf.open(io.BytesIO(isi)) as berkas:
        assert str(berkas.Root.Lang) == "id"
        assert berkas.Root.MarkInfo.Marked
        assert berkas.open_metadata().pdfa_status == "2A"
        assert str(berkas.docinfo["/Title"]) == JUDUL


def test_the_paper_names_the_address_of_its_check_page_below_one_qr_code() -> None:
    assert "portal.contoh.id/cek/ABC/" in teks(cetak_contoh())
    tanpa = cetak("inti/contoh", ISI, judul=JUDUL, tanggal=date(2026, 11, 23))
    assert "Periksakeasliannya" not in teks(tanpa)


def test_equal_input_gives_equal_bytes_also_in_another_process() -> None:
    di_sini = cetak_contoh()
    assert cetak_contoh() == di_sini
    di_sana = _proses_lain("sys.stdout.buffer.write(cetak_contoh())", TZ="America/Lima")
    assert di_sana == di_sini


def test_a_long_paper_counts_its_pages() -> None:
    terbaca = teks(cetak_contoh(alinea=["Alinea contoh yang diulang."] * 80))
    assert "Halaman1dari3" in terbaca or "Halaman1dari2" in terbaca
    assert "Halaman2dari" in terbaca


@pytest.mark.parametrize("nama", HOSTIL, ids=range(len(HOSTIL)))
def test_no_name_stops_a_paper(nama: str) -> None:
    isi = cetak_contoh(pasangan=[["Pemilik", nama], ["Usaha", "Keripik Contoh"]])
    assert "KeripikContoh" in teks(isi)


def test_what_people_write_is_never_markup() -> None:
    jahat = '#read("/main.typ") *tebal* $x$'
    assert re.sub(r"\s", "", jahat) in teks(cetak_contoh(pengantar=jahat))


def test_a_hostile_title_does_not_stop_a_paper() -> None:
    for nama in HOSTIL:
        isi = cetak("inti/contoh", ISI, judul=f"Surat {nama}", tanggal=date(2026, 11, 23))
        assert isi.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("asal", "hasil"),
    [
        ("Siti Aminah, S.Pd.", "Siti Aminah, S.Pd."),
        ("Ñoño Žižek ē", "Ñoño Žižek ē"),
        ("Warung 🍜 Tini", "Warung Tini"),
        ("👩🏽‍🍳", "?"),
        ("ꦱꦶꦠꦶ Batik", "? Batik"),
        ("李小龙", "?"),
        ("Ｓiti 5㎏", "Siti 5kg"),
        ("a\x00b\u202ec", "abc"),
        ("satu\ndua\u2028tiga", "satu\ndua\ntiga"),
        ("e\u0301", "é"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_layak_cetak_keeps_what_the_typeface_has_and_replaces_the_rest(asal: str, hasil: str) -> None:
    assert layak_cetak(asal) == hasil


@pytest.mark.parametrize("nama", ["inti/tidak_ada", "tidak_ada/contoh", "inti/../settings", "/etc/passwd", "contoh"])
def test_an_unknown_template_is_refused(nama: str) -> None:
    with pytest.raises(GagalCetak):
        cetak(nama, ISI, judul=JUDUL, tanggal=date(2026, 11, 23))


def test_a_missing_value_names_the_template() -> None:
    with pytest.raises(GagalCetak, match="inti/contoh"):
        cetak("inti/contoh", {}, judul=JUDUL, tanggal=date(2026, 11, 23))


def test_a_child_forked_before_the_first_paper_prints() -> None:
    keluar = _proses_lain("anak = os.fork()\nif anak == 0: os._exit(0 if cetak_contoh() else 1)\n" + _TUNGGU)
    assert keluar == b"0"


def test_a_child_forked_after_a_paper_fails_at_once_instead_of_hanging() -> None:
    kode = """
cetak_contoh()
anak = os.fork()
if anak == 0:
    try:
        cetak_contoh()
    except GagalCetak:
        os._exit(7)
    os._exit(1)
"""
    assert _proses_lain(kode + _TUNGGU) == b"7"


def test_the_typeface_stands_with_its_licence() -> None:
    assert sorted(f.name for f in pdf.FON.glob("*.ttf")) == ["PlusJakartaSans-Bold.ttf", "PlusJakartaSans-Regular.ttf"]
    assert "SIL OPEN FONT LICENSE" in (pdf.FON / "OFL.txt").read_text()


_TUNGGU = "sys.stdout.write(str(os.waitstatus_to_exitcode(os.waitpid(anak, 0)[1])))"


def _proses_lain(kode: str, **lingkungan: str) -> bytes:
    """Run `kode` in a fresh process that has this module's names and no database."""
    awal = (
        "import os, sys, django\n"
        "django.setup()\n"
        "from inti.pdf import GagalCetak\n"
        f"sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from test_pdf import cetak_contoh\n"
    )
    hasil = subprocess.run(
        [sys.executable, "-c", awal + kode],
        cwd=settings.BASE_DIR,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "batang_portal.settings_test",
            "DATABASE_URL": "postgres://tanpa@127.0.0.1:1/tanpa",
            **lingkungan,
        },
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert hasil.returncode == 0, hasil.stderr.decode()
    return hasil.stdout
