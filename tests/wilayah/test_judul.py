from __future__ import annotations

import pytest

from wilayah.judul import makna_berubah, terbaca


@pytest.mark.parametrize(
    ("resmi", "harap"),
    [
        ("INDUSTRI KERUPUK, KERIPIK, PEYEK, DAN SEJENISNYA", "Industri kerupuk, keripik, peyek, dan sejenisnya"),
        ("INDUSTRI KERAJINAN YTDL", "Industri kerajinan yang tidak diklasifikasikan di tempat lain"),
        ("PERDAGANGAN ECERAN GAS TABUNG LPG", "Perdagangan eceran gas tabung LPG"),
        ("AKTIVITAS DESAIN KOMUNIKASI VISUAL/ DESAIN GRAFIS", "Aktivitas desain komunikasi visual/desain grafis"),
        ("PERDAGANGAN ECERAN SAYUR- SAYURAN", "Perdagangan eceran sayur-sayuran"),
        ("PENDIDIKAN KEAGAMAAN ISLAM NON FORMAL", "Pendidikan keagamaan Islam non formal"),
        ("AKTIVITAS KONSULTANSI INTERNET OF THINGS (IOT)", "Aktivitas konsultansi internet of things (IoT)"),
        ("PENCETAKAN TIGA DIMENSI (3D)", "Pencetakan tiga dimensi (3D)"),
    ],
)
def test_titles_in_capitals_become_readable(resmi: str, harap: str) -> None:
    assert terbaca(resmi) == harap


@pytest.mark.parametrize(
    ("lama", "baru"),
    [
        ("INDUSTRI MAKANAN DARI KEDELE DAN KACANG-KACANGAN LAINNYA", "INDUSTRI PRODUK MAKANAN DARI KELAPA"),
        ("INDUSTRI PENDINGINAN/PENGESAN IKAN", "PENGOLAHAN DAN PENGAWETAN IKAN DENGAN PENGALENGAN"),
        ("INDUSTRI KAIN SULAMAN", "INDUSTRI KAIN CROCHETED"),
        ("INDUSTRI PENGOLAHAN HERBAL (HERB INFUSION)", "PENGOLAHAN TEH"),
    ],
)
def test_a_code_that_was_given_to_another_product_is_marked(lama: str, baru: str) -> None:
    assert makna_berubah(lama, baru) is True


@pytest.mark.parametrize(
    ("lama", "baru"),
    [
        ("INDUSTRI KERUPUK, KERIPIK, PEYEK DAN SEJENISNYA", "INDUSTRI KERUPUK, KERIPIK, PEYEK, DAN SEJENISNYA"),
        ("INDUSTRI PAKAIAN JADI (KONVEKSI) DARI TEKSTIL", "INDUSTRI PAKAIAN JADI (KONFEKSI) DARI TEKSTIL"),
        ("INDUSTRI PENGGARAMAN/PENGERINGAN IKAN", "PENGOLAHAN IKAN DENGAN PENGGARAMAN ATAU PENGERINGAN"),
        ("BUDIDAYA AYAM RAS PETELUR", "BUDI DAYA AYAM RAS PETELUR"),
        ("KEDAI MINUMAN", "AKTIVITAS KEDAI MINUMAN"),
    ],
)
def test_a_new_spelling_of_the_same_title_is_not_marked(lama: str, baru: str) -> None:
    assert makna_berubah(lama, baru) is False
