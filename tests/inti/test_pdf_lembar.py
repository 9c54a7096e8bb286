"""Photos as pages of one PDF: nothing is lost on the way there and back."""

from __future__ import annotations

import io

import pikepdf
import pytest

from inti import pdf_lembar
from inti.berkas import MIME_GAMBAR, MIME_PDF
from inti.gambar import bersihkan_gambar
from tests.factories import gambar


def foto(ukuran: tuple[int, int]) -> bytes:
    return bersihkan_gambar(gambar(ukuran=ukuran))


def kosong(halaman: int) -> bytes:
    keluaran = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(halaman):
            pdf.add_blank_page()
        pdf.save(keluaran)
    return keluaran.getvalue()


def ukuran(isi: bytes) -> list[tuple[int, int]]:
    with pikepdf.open(io.BytesIO(isi)) as pdf:
        return [tuple(int(n) for n in h.MediaBox[2:]) for h in pdf.pages]


def test_photos_and_pdfs_become_pages_in_order_and_come_out_as_they_went_in():
    bagian = [(MIME_GAMBAR, foto((800, 600))), (MIME_PDF, kosong(2)), (MIME_GAMBAR, foto((600, 800)))]
    jadi = pdf_lembar.gabung(bagian)
    assert ukuran(jadi) == [(842, 595), (612, 792), (612, 792), (595, 842)]
    kembali = pdf_lembar.pisah(jadi)
    assert [mime for mime, _ in kembali] == [MIME_GAMBAR, MIME_PDF, MIME_GAMBAR]
    assert (kembali[0], kembali[2]) == (bagian[0], bagian[2])
    assert pdf_lembar.halaman(kembali[1][1]) == 2
    assert pdf_lembar.gabung(kembali) == jadi


def test_a_page_from_elsewhere_cannot_pass_for_a_photo_of_ours():
    with pikepdf.open(io.BytesIO(kosong(1))) as pdf:
        pdf.pages[0].obj[pdf_lembar.FOTO] = True
        palsu = io.BytesIO()
        pdf.save(palsu)
    jadi = pdf_lembar.gabung([(MIME_PDF, palsu.getvalue()), (MIME_GAMBAR, foto((40, 30)))])
    assert [mime for mime, _ in pdf_lembar.pisah(jadi)] == [MIME_PDF, MIME_GAMBAR]


@pytest.mark.parametrize("halaman", [1, 3])
def test_any_other_pdf_is_one_part(halaman):
    assert len(pdf_lembar.pisah(kosong(halaman))) == 1
