"""PDFs for the tests, built object by object."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String


def _js() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def pdf(ubah: Callable[[Pdf], None] = lambda berkas: None, **simpan: object) -> bytes:
    """Return a PDF of one blank page after `ubah` has had its way with it."""
    keluaran = io.BytesIO()
    with Pdf.new() as berkas:
        berkas.add_blank_page()
        ubah(berkas)
        berkas.save(keluaran, **simpan)  # type: ignore[arg-type]
    return keluaran.getvalue()


def pdf_polos() -> bytes:
    return pdf()


def _open_action(b: Pdf) -> None:
    b.Root.OpenAction = _js()


def _open_action_indirect(b: Pdf) -> None:
    b.Root.OpenAction = b.make_indirect(_js())


def _script_by_name(b: Pdf) -> None:
    b.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), _js()])))


def _page_aa(b: Pdf) -> None:
    b.pages[0].AA = Dictionary(O=_js())


def _catalog_aa(b: Pdf) -> None:
    b.Root.AA = Dictionary(WC=_js())


def _annotation(b: Pdf, aksi: Dictionary) -> None:
    catatan = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=aksi)
    b.pages[0].Annots = Array([b.make_indirect(catatan)])


def _annotation_script(b: Pdf) -> None:
    _annotation(b, _js())


def _annotation_launch(b: Pdf) -> None:
    _annotation(b, Dictionary(S=Name.Launch, F=String("cmd.exe")))


def _annotation_chain(b: Pdf) -> None:
    _annotation(b, Dictionary(S=Name.GoTo, D=Array([]), Next=Array([Dictionary(S=Name.Launch, F=String("a"))])))


def _annotation_remote(b: Pdf) -> None:
    _annotation(b, Dictionary(S=Name.GoToR, F=String("\\\\server\\share\\a.pdf")))


def _submit(b: Pdf) -> None:
    _annotation(b, Dictionary(S=Name.SubmitForm, F=String("https://contoh.id")))


def _attachment(b: Pdf) -> None:
    b.attachments["a.exe"] = b"MZ"


def _attachment_annotation(b: Pdf) -> None:
    isi = Stream(b, b"MZ", Type=Name.EmbeddedFile)
    catatan = Dictionary(
        Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([0, 0, 9, 9]), FS=Dictionary(EF=Dictionary(F=isi))
    )
    b.pages[0].Annots = Array([catatan])


def _associated(b: Pdf) -> None:
    isi = Stream(b, b"MZ", Type=Name.EmbeddedFile)
    b.Root.AF = Array([Dictionary(Type=Name.Filespec, F=String("a"), EF=Dictionary(F=isi))])


def _xfa(b: Pdf) -> None:
    b.Root.AcroForm = Dictionary(Fields=Array([]), XFA=Stream(b, b"<xdp/>"))


def _richmedia(b: Pdf) -> None:
    catatan = Dictionary(Type=Name.Annot, Subtype=Name.RichMedia, Rect=Array([0, 0, 9, 9]))
    b.pages[0].Annots = Array([catatan])


def _field_script(b: Pdf) -> None:
    medan = Dictionary(FT=Name.Tx, T=String("a"), AA=Dictionary(K=_js()))
    b.Root.AcroForm = Dictionary(Fields=Array([b.make_indirect(medan)]))


def _outline(b: Pdf) -> None:
    butir = b.make_indirect(Dictionary(Title=String("a"), A=_js()))
    b.Root.Outlines = b.make_indirect(Dictionary(First=butir, Last=butir, Count=1))


def _external_stream(b: Pdf) -> None:
    b.pages[0].Contents = Stream(b, b"", F=String("/etc/passwd"))


BERBAHAYA: dict[str, Callable[[Pdf], None]] = {
    "open_action": _open_action,
    "open_action_indirect": _open_action_indirect,
    "script_by_name": _script_by_name,
    "page_aa": _page_aa,
    "catalog_aa": _catalog_aa,
    "annotation_script": _annotation_script,
    "annotation_launch": _annotation_launch,
    "annotation_chain": _annotation_chain,
    "annotation_remote": _annotation_remote,
    "submit": _submit,
    "attachment": _attachment,
    "attachment_annotation": _attachment_annotation,
    "associated": _associated,
    "xfa": _xfa,
    "richmedia": _richmedia,
    "field_script": _field_script,
    "outline": _outline,
    "external_stream": _external_stream,
}
PADAT = {"object_stream_mode": pikepdf.ObjectStreamMode.generate, "compress_streams": True}
TERKUNCI = {"encryption": pikepdf.Encryption(owner="pemilik", user="")}
TERSANDI = {"encryption": pikepdf.Encryption(owner="pemilik", user="sandi")}
