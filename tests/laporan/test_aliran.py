"""What stands in a cell, and the hash of a list."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime

import pytest

from inti.laporan import BILANGAN, TANGGAL, TELEPON, Kolom
from laporan import aliran, berkas_csv
from tests.factories import PelakuFactory, buat_usaha
from umkm.models import Usaha
from umkm.reports import DAFTAR_USAHA

KOLOM = (Kolom("Nama", "nama"), Kolom("Pekerja", "pekerja_laki", BILANGAN))


def tulis_csv(baris: list[list], kolom: tuple[Kolom, ...] = KOLOM) -> str:
    return b"".join(berkas_csv.tulis(kolom, baris)).decode()


def baca_csv(teks: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(teks.removeprefix(berkas_csv.BOM)), delimiter=";"))


@pytest.mark.parametrize(
    ("isi", "jadi"),
    [
        ('=HYPERLINK("http://contoh.invalid")', '\'=HYPERLINK("http://contoh.invalid")'),
        ("+62812", "'+62812"),
        ("-1+1", "'-1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("  =1", "'  =1"),
        ("＝1+1", "'＝1+1"),
        # A spreadsheet whose settings part rows at the comma begins a new cell there.
        ("Keripik,=cmd|' /C calc'!A0", "Keripik,'=cmd|' /C calc'!A0"),
        ('Keripik, "=1+1"', 'Keripik, "\'=1+1"'),
        ("Jl. Mawar,-2+3", "Jl. Mawar,'-2+3"),
        ("Jl. Mawar, - , RT 3", "Jl. Mawar, - , RT 3"),
        ("Keripik = enak", "Keripik = enak"),
        ("0812-0000-0001", "0812-0000-0001"),
        (-5, -5),
        (None, None),
        (date(2026, 11, 23), date(2026, 11, 23)),
        (datetime(2026, 11, 23, 7, 5), "2026-11-23 07:05"),
    ],
)
def test_a_cell_is_text_and_never_a_formula(isi, jadi):
    assert berkas_csv.sel(isi) == jadi


@pytest.mark.parametrize(
    ("isi", "jadi"),
    [
        ("Keripik\nBu Siti", "Keripik Bu Siti"),
        ("a\tb\r\nc", "a b c"),
        ("Bakso 🍜👨‍👩‍👧", "Bakso 🍜👨‍👩‍👧"),
        ("nul\x00bel\x07", "nulbel"),
        ("balik \u202eatad", "balik atad"),
        ("pisah\x1f\x1eaman", "pisah aman"),
        ("\x00", None),
    ],
)
def test_text_stands_on_one_line_without_invisible_signs(isi, jadi):
    assert aliran.rapikan(isi) == jadi


def test_csv_opens_in_an_indonesian_excel_and_any_reader_gets_the_values_back():
    teks = tulis_csv([['Titik; koma "kutip"', 3], ["Ångström 🍜", None]])
    assert teks.startswith("\ufeffNama;Pekerja\r\n")
    assert baca_csv(teks) == [["Nama", "Pekerja"], ['Titik; koma "kutip"', "3"], ["Ångström 🍜", ""]]


def test_csv_of_no_rows_has_its_headings():
    assert tulis_csv([]) == "\ufeffNama;Pekerja\r\n"


def test_many_rows_leave_in_pieces():
    potongan = list(berkas_csv.tulis(KOLOM, ([f"Usaha {n}", n] for n in range(1200))))
    assert len(potongan) == 3
    assert len(baca_csv(b"".join(potongan).decode())) == 1201


def sidik(*baris: list, kolom: tuple[Kolom, ...] = KOLOM) -> str:
    satu = aliran.Sidik(kolom)
    list(satu.lewatkan(iter(baris)))
    return satu.hex


def test_hash_stands_for_headings_rows_and_their_order():
    a, b = ["A", 1], ["B", 2]
    assert sidik(a, b) == sidik(a, b)
    assert len({sidik(a, b), sidik(b, a), sidik(a), sidik(), sidik(a, b, kolom=KOLOM[::-1])}) == 5
    assert sidik(["A1", None]) != sidik(["A", 1])
    assert sidik(["A", None]) == sidik(["A", ""])


def test_a_column_of_several_sources_needs_to_be_told_what_to_make_of_them():
    with pytest.raises(ValueError, match="olah"):
        list(aliran.baris(Usaha.objects.none(), [Kolom("Alamat", ("alamat", "rt"))]))


def test_rows_are_values_of_their_kind(db):
    buat_usaha(nama="Keripik\nContoh", pelaku=PelakuFactory(telepon="+6281200000001", nama="Siti Contoh"))
    kolom = {k.judul: k for k in DAFTAR_USAHA.kolom}
    pilih = [kolom[n] for n in ("Nama usaha", "Pemilik", "Nomor WhatsApp", "Pekerja laki-laki", "Kecamatan")]
    assert [k.jenis for k in pilih][2] == TELEPON
    assert kolom["Terdaftar"].jenis == TANGGAL
    from tests.factories import PenggunaFactory

    pusat = PenggunaFactory(is_staff=True, semua_kecamatan=True, is_superuser=True)
    assert list(aliran.baris(DAFTAR_USAHA.data(pusat, {}), pilih)) == [
        ["Keripik Contoh", "Siti Contoh", "0812-0000-0001", None, "Batang"]
    ]
