"""Uploaded PDFs: what acts is refused, what is kept is written anew."""

from __future__ import annotations

import io
import zlib
from typing import Any

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from pikepdf import Array, Dictionary, Name, Pdf, String

from inti import pdf_unggahan
from inti.pdf_unggahan import (
    BERISI_PROGRAM,
    HALAMAN_MAKS,
    RUSAK,
    TERKUNCI,
    TERLALU_RUMIT,
    TERLALU_TEBAL,
    bersihkan_pdf,
)
from tests.inti import pdf_contoh
from tests.inti.pdf_contoh import BERBAHAYA, PADAT, pdf, pdf_polos


def pesan(isi: bytes) -> str:
    with pytest.raises(ValidationError) as galat:
        bersihkan_pdf(io.BytesIO(isi))
    (satu,) = galat.value.messages
    return satu


def bersih(isi: bytes) -> Pdf:
    return Pdf.open(io.BytesIO(bersihkan_pdf(io.BytesIO(isi))))


@pytest.mark.parametrize("simpan", [{}, PADAT], ids=["open", "packed"])
@pytest.mark.parametrize("cara", BERBAHAYA)
def test_a_pdf_that_acts_is_refused(cara: str, simpan: dict[str, Any]) -> None:
    assert pesan(pdf(BERBAHAYA[cara], **simpan)) == BERISI_PROGRAM


def test_a_script_that_no_page_reaches_is_refused() -> None:
    isi = pdf_polos()
    sisip = b"9 0 obj\n<< /S /JavaScript /JS (app.alert\\(1\\)) >>\nendobj\n"
    asal = len(isi)
    xref = asal + len(sisip)
    lama = int(isi[isi.rindex(b"startxref") :].split()[1])
    ekor = b"xref\n9 1\n%010d 00000 n \ntrailer\n<< /Size 10 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (
        asal,
        lama,
        xref,
    )
    assert pesan(isi + sisip + ekor) == BERISI_PROGRAM


def test_a_script_behind_a_spelling_with_hex_escapes_is_refused() -> None:
    isi = pdf(BERBAHAYA["open_action"], compress_streams=False).replace(b"/JavaScript", b"/J#61vaScript")
    assert pesan(isi.replace(b"/JS ", b"/J#53 ")) == BERISI_PROGRAM


@pytest.mark.parametrize("kunci", [pdf_contoh.TERKUNCI, pdf_contoh.TERSANDI], ids=["owner", "user"])
def test_an_encrypted_pdf_is_refused(kunci: dict[str, Any]) -> None:
    assert pesan(pdf(**kunci)) == TERKUNCI


@pytest.mark.parametrize("isi", [b"%PDF-1.7\n", b"%PDF-1.7\n" + b"\0" * 5000, b"%PDF-1.4\n%%EOF", b"bukan"])
def test_an_unreadable_pdf_is_refused(isi: bytes) -> None:
    assert pesan(isi) == RUSAK


def test_a_pdf_without_pages_is_refused() -> None:
    def kosongkan(b: Pdf) -> None:
        del b.pages[0]

    assert pesan(pdf(kosongkan)) == RUSAK


def test_a_pdf_with_too_many_pages_is_refused() -> None:
    def tebal(b: Pdf) -> None:
        for _ in range(HALAMAN_MAKS):
            b.add_blank_page()

    assert pesan(pdf(tebal)) == TERLALU_TEBAL


def test_objects_packed_to_unfold_without_end_are_refused() -> None:
    isi = zlib.compress(b"\0" * 40_000_000)
    kamus = b"<< /Type /XRef /Size 2 /W [1 2 1] /Filter /FlateDecode /Length %d /Root 1 0 R >>" % len(isi)
    awal = b"%PDF-1.5\n"
    badan = awal + b"1 0 obj\n" + kamus + b"\nstream\n" + isi + b"\nendstream\nendobj\n"
    badan += b"startxref\n%d\n%%%%EOF\n" % len(awal)
    assert pesan(badan) == RUSAK


@pytest.mark.parametrize("terpisah", [True, False], ids=["objects", "entries"])
def test_a_pdf_with_too_many_objects_is_refused(terpisah: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_unggahan, "OBJEK_MAKS", 1000)

    def penuh(b: Pdf) -> None:
        isi = [b.make_indirect(Dictionary()) if terpisah else Dictionary() for _ in range(1001)]
        b.Root.Beban = Array(isi)

    assert pesan(pdf(penuh)) == TERLALU_RUMIT
    monkeypatch.undo()
    with bersih(pdf(penuh)) as b:
        assert len(b.pages) == 1


def test_a_harmless_pdf_is_written_anew_without_metadata() -> None:
    def bernama(b: Pdf) -> None:
        b.docinfo["/Author"] = "RAHASIA-PEMBUAT"
        with b.open_metadata() as meta:
            meta["dc:creator"] = ["RAHASIA-XMP"]

    asal = pdf(bernama)
    hasil = bersihkan_pdf(io.BytesIO(asal))
    with Pdf.open(io.BytesIO(hasil)) as b:
        assert len(b.pages) == 1
        assert ("/Info" in b.trailer, "/Metadata" in b.Root) == (False, False)
    assert b"RAHASIA" not in hasil
    assert bersihkan_pdf(io.BytesIO(asal)) == hasil


def test_links_to_the_web_and_the_view_on_opening_are_dropped_and_the_page_stays() -> None:
    def tertaut(b: Pdf) -> None:
        pdf_contoh._annotation(b, Dictionary(S=Name.URI, URI=String("https://contoh.id")))
        b.Root.OpenAction = Array([b.pages[0].obj, Name.Fit])
        b.pages[0].AA = Dictionary(O=Dictionary(S=Name.Named, N=Name.NextPage))

    with bersih(pdf(tertaut)) as b:
        assert ("/OpenAction" in b.Root, "/AA" in b.pages[0], "/A" in b.pages[0].Annots[0]) == (False, False, False)
        assert len(b.pages) == 1


def test_a_font_that_happens_to_be_named_like_an_action_stays() -> None:
    def berfon(b: Pdf) -> None:
        fon = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        b.pages[0].Resources = Dictionary(Font=Dictionary(AA=fon))

    with bersih(pdf(berfon)) as b:
        assert b.pages[0].Resources.Font.AA.BaseFont == Name.Helvetica


def test_a_slightly_damaged_pdf_is_mended() -> None:
    rusak = pdf_polos().replace(b"startxref", b"startxxxx")
    with bersih(rusak) as b:
        assert len(b.pages) == 1


def test_qpdf_limits_are_set() -> None:
    assert pikepdf.settings.get_qpdf_limits()["flate_max_memory"] == 32 * 1024 * 1024
