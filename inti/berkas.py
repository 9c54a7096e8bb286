"""Files that people upload: judged by what they are, made harmless, kept privately, served only after an access check.

Two steps, so that the form can say what is wrong beside the field: `periksa()` reads and cleans without writing,
`simpan()` keeps what came out of it.
"""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Protocol

import filetype
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.db.models.fields.files import FieldFile
from django.http import FileResponse
from django.template.defaultfilters import filesizeformat

from inti import kode
from inti.suara import MIME_SUARA, periksa_suara

GAMBAR, PDF, SUARA = "gambar", "pdf", "suara"
MIME_GAMBAR, MIME_PDF = "image/jpeg", "application/pdf"
AKHIRAN = {MIME_GAMBAR: ".jpg", MIME_PDF: ".pdf", **MIME_SUARA}

_JENIS_MIME = {
    "image/jpeg": GAMBAR,
    "image/png": GAMBAR,
    "image/apng": GAMBAR,
    "image/webp": GAMBAR,
    "application/pdf": PDF,
}
_SEBUTAN = {GAMBAR: "foto (JPG, PNG atau WebP)", PDF: "PDF"}
_TERIMA = {GAMBAR: "image/jpeg,image/png,image/webp", PDF: "application/pdf", SUARA: "audio/*"}


@dataclass(frozen=True)
class BerkasBersih:
    """An upload that passed `periksa()`: the clean bytes and what they are."""

    isi: bytes
    mime: str
    nama_asli: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.isi).hexdigest()


class Tersaji(Protocol):
    """Whatever `sajikan()` can stream: an upload or an issued paper."""

    file: FieldFile
    mime: str
    nama_asli: str


def jalur_acak(berkas: Berkas, nama: str) -> str:
    """Give a new file a random path; nothing of the person's own file name reaches the disk."""
    acak = secrets.token_hex(16)
    return f"berkas/{acak[:2]}/{acak}{AKHIRAN[berkas.mime]}"


class Berkas(models.Model):
    """One private upload. `jenis` is the caller's word for what it shows, such as "foto_tempat"."""

    kode = models.CharField(max_length=32, unique=True, default=kode.buat, editable=False)
    jenis = models.SlugField("jenis", max_length=40)
    nama_asli = models.CharField("nama berkas", max_length=150)
    mime = models.CharField(max_length=40, editable=False)
    ukuran = models.PositiveIntegerField("ukuran", editable=False, help_text="byte yang disimpan")
    sha256 = models.CharField(max_length=64, editable=False, db_index=True)
    file = models.FileField(upload_to=jalur_acak, max_length=120, editable=False)
    diunggah_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    dibuat = models.DateTimeField("diunggah", auto_now_add=True)

    class Meta:
        verbose_name = "berkas"
        verbose_name_plural = "berkas"
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(mime__in=tuple(AKHIRAN)),
                name="berkas_mime_dikenal",
                violation_error_message="Berkas harus foto, PDF, atau rekaman suara.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.nama_asli} ({filesizeformat(self.ukuran)})"


def periksa(unggahan: UploadedFile, *, jenis: tuple[str, ...] = (GAMBAR, PDF)) -> BerkasBersih:
    """Judge an upload by its content and return it cleaned: a picture re-encoded, a PDF rewritten.

    `jenis` names what is welcome, out of "gambar" and "pdf", or "suara" alone; the client's file name and type are
    never believed.
    Raises ValidationError with a sentence that says what to do. Nothing is written.
    """
    # Imported here: most processes never see an upload, and need neither Pillow nor qpdf.
    from inti.gambar import bersihkan_gambar
    from inti.pdf_unggahan import bersihkan_pdf

    if jenis == (SUARA,):
        return _suara(unggahan)
    macam = _macam(unggahan, jenis)
    unggahan.seek(0)
    isi = bersihkan_gambar(unggahan) if macam == GAMBAR else bersihkan_pdf(unggahan)
    mime = MIME_GAMBAR if macam == GAMBAR else MIME_PDF
    return BerkasBersih(isi=isi, mime=mime, nama_asli=_nama_rapi(unggahan.name, mime))


def simpan(bersih: BerkasBersih, *, oleh: Any, jenis: str) -> Berkas:
    """Keep a checked upload. `oleh` is the account, or None or `inti.workflow.SISTEM` when nobody is logged in.

    When the caller's transaction is rolled back the file stays behind without a row;
    `manage.py bersihkan_berkas` removes it after a day.
    """
    akun: Any = oleh if isinstance(oleh, models.Model) else None
    berkas = Berkas(
        jenis=jenis,
        nama_asli=bersih.nama_asli,
        mime=bersih.mime,
        ukuran=len(bersih.isi),
        sha256=bersih.sha256,
        diunggah_oleh=akun,
    )
    berkas.file.save(bersih.nama_asli, ContentFile(bersih.isi), save=False)
    berkas.save(force_insert=True)
    return berkas


@transaction.atomic
def hapus(berkas: Berkas) -> None:
    """Delete the row now and the file once the transaction is committed: a rollback keeps both."""
    penyimpanan, jalur = berkas.file.storage, str(berkas.file.name)
    berkas.delete()
    transaction.on_commit(lambda: penyimpanan.delete(jalur))


def sajikan(berkas: Tersaji, *, unduh: bool = False) -> FileResponse:
    """Stream a file to someone whose access the caller has just checked; never cached, never guessed at."""
    tanggapan = FileResponse(
        berkas.file.open("rb"), as_attachment=unduh, filename=berkas.nama_asli, content_type=berkas.mime
    )
    tanggapan["X-Content-Type-Options"] = "nosniff"
    tanggapan["Cache-Control"] = "private, no-store"
    tanggapan["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    tanggapan["Cross-Origin-Resource-Policy"] = "same-origin"
    return tanggapan


class BerkasField(forms.FileField):
    """A form field that yields a `BerkasBersih`; its sentences stand beside the field.

    With nothing uploaded it yields `initial` (the `Berkas` that is already there) or None.
    """

    widget = forms.FileInput

    def __init__(self, *, jenis: tuple[str, ...] = (GAMBAR, PDF), **kwargs: Any) -> None:
        self.jenis = jenis
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "accept": ",".join(_TERIMA[j] for j in self.jenis)}

    def clean(self, data: Any, initial: Any = None) -> Any:
        bersih = super().clean(data, initial)
        return periksa(bersih, jenis=self.jenis) if isinstance(bersih, UploadedFile) else bersih


def _suara(unggahan: UploadedFile) -> BerkasBersih:
    """Judge a voice note; it is kept under no name of its own, for people put theirs into it."""
    if not unggahan.size:
        raise ValidationError("Rekaman ini kosong. Rekam lagi.")
    unggahan.seek(0)
    isi = unggahan.read()
    mime = periksa_suara(isi)
    return BerkasBersih(isi=isi, mime=mime, nama_asli=f"rekaman{MIME_SUARA[mime]}")


def _macam(unggahan: UploadedFile, jenis: tuple[str, ...]) -> str:
    if not unggahan.size:
        raise ValidationError("Berkas ini kosong. Pilih berkas lain.")
    if unggahan.size > settings.UKURAN_BERKAS_MAKS:
        raise ValidationError(
            f"Foto terlalu besar: {filesizeformat(unggahan.size)}. "
            f"Paling besar {filesizeformat(settings.UKURAN_BERKAS_MAKS)}. Kecilkan fotonya atau ambil lagi."
            if GAMBAR in jenis
            else f"PDF terlalu besar: paling besar {filesizeformat(settings.UKURAN_BERKAS_MAKS)}."
        )
    unggahan.seek(0)
    mime = filetype.guess_mime(unggahan.read(8192)) or ""
    if mime in ("image/heic", "image/heif", "image/avif"):
        raise ValidationError(
            "Foto HEIC dari iPhone belum dapat dibaca. Di Pengaturan › Kamera › Format pilih “Paling Kompatibel”, "
            "lalu ambil foto lagi, atau kirim tangkapan layar (screenshot) foto itu."
        )
    macam = _JENIS_MIME.get(mime, "")
    if macam not in jenis:
        sebutan = " atau ".join(_SEBUTAN[j] for j in jenis)
        raise ValidationError(f"Berkas ini tidak dapat diterima. Unggah {sebutan}.")
    return macam


def _nama_rapi(nama: str | None, mime: str) -> str:
    """Keep a file name for showing: no path, no control or bidi characters, the true ending."""
    batang = PurePath((nama or "").replace("\\", "/")).stem
    batang = unicodedata.normalize("NFC", batang)
    batang = "".join(h for h in batang if unicodedata.category(h)[0] != "C").strip(" .")
    return (batang[:100] or "berkas") + AKHIRAN[mime]


def yatim(model: type[models.Model], folder: str) -> Iterator[str]:
    """Yield the path of every stored file in `folder` that no row of `model` points to by its field `file`."""
    penyimpanan = model._meta.get_field("file").storage  # type: ignore[union-attr]
    if not penyimpanan.exists(folder):
        return
    for anak in sorted(penyimpanan.listdir(folder)[0]):
        nama = [f"{folder}/{anak}/{n}" for n in penyimpanan.listdir(f"{folder}/{anak}")[1]]
        dikenal = set(model._default_manager.filter(file__in=nama).values_list("file", flat=True))
        yield from sorted(n for n in nama if n not in dikenal)
