"""Issued papers of every app: kept as they were printed, checkable by anyone who holds the code, revocable."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models.functions import Cast, ExtractYear
from django.urls import reverse
from django.utils import timezone

from inti import kode as kode_acak
from inti.berkas import MIME_PDF

# Every item is {"label": text, "nilai": text, "samar": true or false}, and there are at most four. Written as what
# must not exist, with !(… == …): a missing key then counts as wrong, where != would be silent about it.
_BENTUK_ISI = (
    '$.type() == "array" && $.size() <= 4 '
    '&& !exists($[*].type() ? (@ != "object")) '
    '&& !exists($[*] ? (!(@.label.type() == "string" && @.nilai.type() == "string" && @.samar.type() == "boolean"))) '
    '&& !exists($[*].keyvalue() ? (@.key != "label" && @.key != "nilai" && @.key != "samar"))'
)


KODE_MAKS = 60
"""What is read of a typed code: it has 13 signs, and may be written with any separators."""


class Butir(NamedTuple):
    """A label–value pair that the public page shows; `samar` masks the value until the checker types it."""

    label: str
    nilai: str
    samar: bool = False

    @property
    def tampil(self) -> str:
        """The value as a stranger sees it: of a masked one only the first letter of each word."""
        if not self.samar:
            return self.nilai
        return " ".join(f"{kata[0]}•••" for kata in self.nilai.split())


class Keadaan(models.TextChoices):
    """What a checker wants to know of a paper; derived, never stored."""

    BERLAKU = "berlaku", "Berlaku"
    KEDALUWARSA = "kedaluwarsa", "Masa berlaku habis"
    DICABUT = "dicabut", "Dicabut"


class AlasanCabut(models.TextChoices):
    """Why a paper was revoked, in words that the public may read; particulars stand in `catatan_cabut`."""

    DIGANTI = "diganti", "Diganti dengan surat yang lebih baru"
    DATA_BERUBAH = "data_berubah", "Data di dalamnya sudah berubah"
    SALAH_TERBIT = "salah_terbit", "Ada kesalahan saat diterbitkan"
    PERMINTAAN = "permintaan", "Atas permintaan pemiliknya"
    TIDAK_MEMENUHI = "tidak_memenuhi", "Syaratnya tidak lagi dipenuhi"


def jalur_dokumen(dokumen: Dokumen, nama: str) -> str:
    """Give the kept file a random path; the public code opens no file."""
    acak = secrets.token_hex(16)
    return f"dokumen/{acak[:2]}/{acak}.pdf"


class DokumenQuerySet(models.QuerySet["Dokumen"]):
    def perihal(self, jenis: str, kode: str) -> DokumenQuerySet:
        """The papers about one subject, newest first."""
        return self.filter(perihal_jenis=jenis, perihal_kode=kode).order_by("-pk")

    def belum_dicabut(self) -> DokumenQuerySet:
        return self.filter(dicabut_pada=None)


class Dokumen(models.Model):
    """One issued paper. A trigger refuses every change but one: its revocation, once.

    It points up to its subject by text (`perihal_jenis`, `perihal_kode`, `url`), never by foreign key.
    """

    kode = models.CharField(max_length=32, unique=True, editable=False)
    jenis = models.CharField("jenis", max_length=80, help_text="Nama dokumen seperti tercetak.")
    nomor = models.CharField("nomor", max_length=80)
    diterbitkan = models.DateField("diterbitkan")
    berlaku_sampai = models.DateField("berlaku sampai", null=True, blank=True)
    isi = models.JSONField(
        "yang dapat dicek", blank=True, help_text="Paling banyak empat pasangan yang tampil di halaman cek."
    )
    perihal_jenis = models.SlugField("jenis perihal", max_length=40)
    perihal_kode = models.CharField("kode perihal", max_length=40)
    url = models.CharField("alamat perihal", max_length=200, blank=True)
    file = models.FileField(upload_to=jalur_dokumen, max_length=120, editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    diterbitkan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    menggantikan = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="pengganti", editable=False
    )
    dicabut_pada = models.DateTimeField("dicabut", null=True, editable=False)
    alasan_cabut = models.CharField("alasan", max_length=20, choices=AlasanCabut.choices, blank=True, editable=False)
    catatan_cabut = models.TextField("catatan pencabutan", blank=True, editable=False)
    dicabut_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = DokumenQuerySet.as_manager()

    class Meta:
        verbose_name = "dokumen"
        verbose_name_plural = "dokumen"
        ordering = ("-pk",)
        indexes = (models.Index(fields=("perihal_jenis", "perihal_kode"), name="dokumen_perihal"),)
        constraints = (
            # Of a year: an agenda that begins anew each January gives its numbers again.
            models.UniqueConstraint(
                "jenis",
                "nomor",
                ExtractYear("diterbitkan"),
                name="dokumen_nomor_setahun",
                violation_error_message="Nomor ini sudah dipakai dokumen lain.",
            ),
            models.CheckConstraint(
                condition=models.Q(berlaku_sampai=None) | models.Q(berlaku_sampai__gte=models.F("diterbitkan")),
                name="dokumen_masa_berlaku",
                violation_error_message="Tanggal berlaku tidak boleh sebelum tanggal terbit.",
            ),
            models.CheckConstraint(
                condition=models.Q(dicabut_pada=None, alasan_cabut="")
                | (models.Q(dicabut_pada__isnull=False) & models.Q(alasan_cabut__in=AlasanCabut.values)),
                name="dokumen_cabut_beralasan",
                violation_error_message="Pencabutan harus menyebut alasannya.",
            ),
            models.CheckConstraint(
                condition=models.Func(
                    Cast("isi", models.JSONField()),
                    template=f"jsonb_path_match(%(expressions)s, '{_BENTUK_ISI}')",
                    output_field=models.BooleanField(),
                ),
                name="dokumen_bentuk_isi",
                violation_error_message="Isi yang dapat dicek paling banyak empat pasangan label dan nilai.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.jenis} {self.nomor}"

    mime = MIME_PDF

    @property
    def nama_asli(self) -> str:
        """The name under which the file is saved: "Tanda Bukti 000123-UMKM-2026.pdf"."""
        return re.sub(r"[^\w .-]+", "-", f"{self.jenis} {self.nomor}") + ".pdf"

    @property
    def alamat(self) -> str:
        """The address under which anyone can check this paper; what its QR code holds."""
        return alamat_cek(self.kode)

    @property
    def kode_tampil(self) -> str:
        return kode_acak.tampil(self.kode)

    @property
    def butir(self) -> list[Butir]:
        return [Butir(b["label"], b["nilai"], b["samar"]) for b in self.isi]

    @property
    def keadaan(self) -> Keadaan:
        """Valid through the whole of its last day."""
        if self.dicabut_pada is not None:
            return Keadaan.DICABUT
        if self.berlaku_sampai is not None and self.berlaku_sampai < timezone.localdate():
            return Keadaan.KEDALUWARSA
        return Keadaan.BERLAKU

    def cocok(self, teks: str) -> bool:
        """Whether `teks` is one of the masked values; case, accents, spaces and punctuation do not count."""
        tebakan = _inti_nama(teks)
        # Every masked value is compared, so that the time tells nothing.
        hasil = [hmac.compare_digest(tebakan, _inti_nama(b.nilai)) for b in self.butir if b.samar]
        return bool(tebakan) and any(hasil)


def cari(ketikan: str) -> Dokumen | None:
    """Return the paper whose code was typed, None for a wrong code and for a garbled one alike.

    Asked of the database even when the code is garbled, so that both answers take the same time.
    """
    try:
        rapi = kode_acak.rapikan(ketikan[:KODE_MAKS])
    except ValidationError:
        rapi = ""
    return Dokumen.objects.filter(kode=rapi).first()


def alamat_cek(kode: str) -> str:
    """The full address of the public check page of a paper, for its QR code."""
    return settings.PORTAL_URL + reverse("inti:cek", args=[kode])


@transaction.atomic
def terbitkan(
    *,
    kode: str,
    jenis: str,
    nomor: str,
    isi: Sequence[Butir | tuple[str, str]],
    pdf: bytes,
    perihal_jenis: str,
    perihal_kode: str,
    oleh: Any,
    url: str = "",
    diterbitkan: date | None = None,
    berlaku_sampai: date | None = None,
    menggantikan: Dokumen | None = None,
) -> Dokumen:
    """Issue a paper: keep its bytes and what the public may check of it.

    `kode` comes from `inti.kode.buat()` before printing, for the paper carries `alamat_cek(kode)` as its QR code.
    `isi` is up to four `Butir`; plain pairs are shown in full. `oleh` is an account or `inti.workflow.SISTEM`.
    Raises ValidationError when a constraint speaks against it.
    """
    dokumen = _susun(
        kode=kode,
        nomor=nomor,
        jenis=jenis,
        isi=isi,
        pdf=pdf,
        diterbitkan=diterbitkan or timezone.localdate(),
        berlaku_sampai=berlaku_sampai,
        perihal_jenis=perihal_jenis,
        perihal_kode=perihal_kode,
        url=url,
        diterbitkan_oleh=_akun(oleh),
        menggantikan=menggantikan,
    )
    dokumen.full_clean(exclude=("file",))
    dokumen.file.save("dokumen.pdf", ContentFile(pdf), save=False)
    dokumen.save(force_insert=True)
    return dokumen


@transaction.atomic
def terbitkan_banyak(terbitan: Sequence[dict[str, Any]], *, oleh: Any) -> list[Dokumen]:
    """Issue many papers of today at once, all or none; each of `terbitan` as for `terbitkan`.

    The constraints are asked by the database alone, which takes a tenth of the time: raises IntegrityError where
    `terbitkan` would find words.
    """
    hari, akun = timezone.localdate(), _akun(oleh)
    baris = [_susun(diterbitkan=hari, diterbitkan_oleh=akun, **satu) for satu in terbitan]
    for dokumen, satu in zip(baris, terbitan, strict=True):
        dokumen.file.save("dokumen.pdf", ContentFile(satu["pdf"]), save=False)
    return Dokumen.objects.bulk_create(baris)


def _susun(*, kode: str, isi: Sequence[Butir | tuple[str, str]], pdf: bytes, **kolom: Any) -> Dokumen:
    return Dokumen(
        kode=kode_acak.rapikan(kode),
        isi=[Butir(*butir)._asdict() for butir in isi],
        sha256=hashlib.sha256(pdf).hexdigest(),
        **kolom,
    )


@transaction.atomic
def cabut(dokumen: Dokumen, *, alasan: AlasanCabut, oleh: Any, catatan: str = "") -> Dokumen:
    """Revoke a paper for good; the public page says so at once, with the reason but without `catatan`.

    Raises ValidationError when it was revoked before.
    """
    kini = Dokumen.objects.select_for_update(of=("self",)).get(pk=dokumen.pk)
    if kini.dicabut_pada is not None:
        raise ValidationError("Dokumen ini sudah dicabut sebelumnya.")
    dokumen.dicabut_pada = timezone.now()
    dokumen.alasan_cabut = AlasanCabut(alasan)
    dokumen.catatan_cabut = catatan
    dokumen.dicabut_oleh = _akun(oleh)
    dokumen.save(update_fields=("dicabut_pada", "alasan_cabut", "catatan_cabut", "dicabut_oleh"))
    return dokumen


@transaction.atomic
def gantikan(lama: Dokumen, *, oleh: Any, **terbitan: Any) -> Dokumen:
    """Revoke `lama` because a newer paper takes its place, and issue that one; `terbitan` as for `terbitkan`."""
    cabut(lama, alasan=AlasanCabut.DIGANTI, oleh=oleh)
    return terbitkan(oleh=oleh, menggantikan=lama, **terbitan)


def _akun(oleh: Any) -> Any:
    if oleh is None:
        raise TypeError("Pelaku belum disebut; pakai SISTEM bila tidak ada orangnya.")
    return oleh if isinstance(oleh, models.Model) else None


def _inti_nama(teks: str) -> bytes:
    terurai = unicodedata.normalize("NFKD", teks).casefold()
    return "".join(huruf for huruf in terurai if huruf.isalnum()).encode()
