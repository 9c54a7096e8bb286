"""Make an uploaded PDF harmless: opened, searched for anything that acts, written anew."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import IO

import pikepdf
from django.core.exceptions import ValidationError
from pikepdf import Dictionary, Name, Object, Pdf
from pikepdf.settings import set_qpdf_limits

HALAMAN_MAKS = 200
OBJEK_MAKS = 250_000
"""Objects and entries that are looked at, about four seconds' work: more is no document but a load to carry."""

TERKUNCI = "PDF ini terkunci kata sandi. Simpan ulang tanpa kata sandi, lalu unggah lagi."
RUSAK = "PDF tidak dapat dibuka, mungkin rusak. Simpan ulang sebagai PDF, atau foto lembarannya."
BERISI_PROGRAM = (
    "PDF ini berisi program, perintah atau berkas lain di dalamnya, jadi tidak dapat diterima. "
    "Cetak ke PDF baru (“Simpan sebagai PDF”), lalu unggah lagi."
)
TERLALU_RUMIT = "PDF ini terlalu rumit untuk dibuka. Simpan ulang sebagai PDF, atau foto lembarannya."
TERLALU_TEBAL = f"PDF ini lebih dari {HALAMAN_MAKS} halaman. Unggah hanya halaman yang diperlukan."

# Keys and values after PDF 32000-1:2008 §12.6 (actions), §7.11.4 (embedded files), §12.7.8 (XFA), §13 (multimedia).
_KUNCI_TERLARANG = frozenset({"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent", "/Launch"})
_AKSI_TERLARANG = frozenset(
    {
        "/JavaScript",
        "/Launch",
        "/SubmitForm",
        "/ImportData",
        "/Rendition",
        "/Movie",
        "/Sound",
        "/GoToE",
        "/GoToR",
        "/GoTo3DView",
        "/RichMediaExecute",
    }
)
_JENIS_TERLARANG = frozenset(
    {"/EmbeddedFile", "/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D", "/Filespec"}
)

# qpdf's limits are process-wide and set once. Only tables and packed objects are unfolded here, never pictures.
set_qpdf_limits(
    flate_max_memory=32 * 1024 * 1024, run_length_max_memory=32 * 1024 * 1024, parser_max_container_size=OBJEK_MAKS
)


def bersihkan_pdf(berkas: IO[bytes]) -> bytes:
    """Return the PDF written anew, without metadata, links to elsewhere and actions on opening.

    Raises ValidationError when it is encrypted, unreadable or longer than `HALAMAN_MAKS` pages, and when any
    object of it, also one packed in an object stream or reached by no page, is a script, a launch action, a
    form that sends itself, multimedia or an embedded file.
    """
    try:
        with Pdf.open(berkas) as pdf:  # type: ignore[arg-type]
            if pdf.is_encrypted:
                raise ValidationError(TERKUNCI)
            if not 0 < len(pdf.pages) <= HALAMAN_MAKS:
                raise ValidationError(TERLALU_TEBAL if len(pdf.pages) else RUSAK)
            for kamus in _semua_kamus(pdf):
                _tolak_yang_bertindak(kamus)
                _buang_yang_menunjuk_keluar(kamus)
            return _tulis_ulang(pdf)
    except pikepdf.PasswordError as galat:
        raise ValidationError(TERKUNCI) from galat
    except (pikepdf.PdfError, RuntimeError, ValueError, KeyError, TypeError, AttributeError) as galat:
        # A broken structure surfaces wherever it is first touched, so every kind of failure means: unreadable.
        raise ValidationError(RUSAK) from galat


def _semua_kamus(pdf: Pdf) -> Iterator[Object]:
    """Yield every dictionary of the file once, the dictionaries of streams and those nested in others included.

    Raises ValidationError when the file holds more than `OBJEK_MAKS` objects and entries.
    """
    # /Size first: it is known before any object is unpacked.
    sisa = OBJEK_MAKS - max(int(pdf.trailer.get("/Size", 0)), 0)
    if sisa < 0 or len(pdf.objects) > OBJEK_MAKS:
        raise ValidationError(TERLALU_RUMIT)
    tumpukan: list[Object] = [*pdf.objects, pdf.trailer]
    while tumpukan:
        objek = tumpukan.pop()
        if not isinstance(objek, pikepdf.Stream | Dictionary | pikepdf.Array):
            continue
        larik = isinstance(objek, pikepdf.Array)
        sisa -= len(objek) if larik else len(objek.keys())
        if sisa < 0:
            raise ValidationError(TERLALU_RUMIT)
        # Read before the caller removes keys: what it drops must still be judged.
        anak = list(objek) if larik else list(objek.values())
        if not larik:
            yield objek
        # What is indirect stands in pdf.objects by itself; following it here could circle for ever.
        tumpukan += [a for a in anak if isinstance(a, Object) and not a.is_indirect]


def _tolak_yang_bertindak(kamus: Object) -> None:
    kunci = set(kamus.keys())
    terlarang = (
        kunci & _KUNCI_TERLARANG
        or str(kamus.get("/S", "")) in _AKSI_TERLARANG
        or {str(kamus.get("/Type", "")), str(kamus.get("/Subtype", ""))} & _JENIS_TERLARANG
        or (isinstance(kamus, pikepdf.Stream) and "/F" in kunci)  # a stream whose data lie in another file
    )
    if terlarang:
        raise ValidationError(BERISI_PROGRAM)


def _buang_yang_menunjuk_keluar(kamus: Object) -> None:
    """Drop what is harmless only as long as the reader is honest: links to the web, jumps on opening."""
    for kunci in ("/OpenAction", "/Metadata", "/PieceInfo", "/URI"):
        if kunci in kamus:
            del kamus[kunci]
    if "/AA" in kamus and _berisi_aksi(kamus["/AA"]):
        del kamus["/AA"]
    if "/A" in kamus and isinstance(kamus["/A"], Dictionary) and str(kamus["/A"].get("/S", "")) == "/URI":
        del kamus["/A"]


def _berisi_aksi(nilai: Object) -> bool:
    # A font may be named /AA in a page's resources; only a dictionary of actions is what is meant here.
    return isinstance(nilai, Dictionary) and any(isinstance(a, Dictionary) and "/S" in a for a in nilai.values())


def _tulis_ulang(pdf: Pdf) -> bytes:
    if "/Info" in pdf.trailer:
        del pdf.trailer[Name.Info]
    keluaran = io.BytesIO()
    pdf.save(
        keluaran,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        deterministic_id=True,
    )
    return keluaran.getvalue()
