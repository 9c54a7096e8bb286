"""Signing: parafs and the signature in their order, the number given at the last of them, the signed scan handed in.

Ink is the normal case. The signature in the portal says "I sign this": only then the letter gets its number and can be
printed, signed and stamped. What the public can check is the scan of that paper, and nothing before it.
"""

from __future__ import annotations

import io
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from inti import dokumen, nomor
from inti.alasan import wajib_alasan
from inti.berkas import MIME_GAMBAR, MIME_PDF, Berkas, BerkasBersih, simpan
from inti.workflow import TransisiDitolak, pindah
from layanan import notifications
from layanan import surat as cetakan
from layanan.actions.periksa import selesai
from layanan.enums import JenisTanda
from layanan.models import NomorSurat, Permohonan, TahapTanda

PERIHAL = "permohonan"
"""The word under which papers point to a request."""


@transaction.atomic
def ajukan_tanda_tangan(permohonan: Permohonan, *, oleh: Any) -> Permohonan:
    """Put a letter on the way to those who sign it. Raises ValidationError when the service does not say who does."""
    penanda = list(permohonan.layanan.penanda.select_related("jabatan"))
    if not penanda or penanda[-1].jenis != JenisTanda.TANDA_TANGAN:
        raise ValidationError("Layanan ini belum menyebut siapa yang menandatangani suratnya. Hubungi admin.")
    putaran = permohonan.putaran_tanda + 1
    pindah(permohonan, "ajukan_tanda_tangan", oleh=oleh, putaran_tanda=putaran)
    TahapTanda.objects.bulk_create(
        TahapTanda(permohonan=permohonan, putaran=putaran, urut=n, jenis=p.jenis, jabatan=p.jabatan)
        for n, p in enumerate(penanda, 1)
    )
    notifications.menunggu_tanda(permohonan)
    return permohonan


@transaction.atomic
def tanda_tangani(
    permohonan: Permohonan, *, oleh: Any, urut: int | None = None, nomor_surat: str = "", catatan: str = ""
) -> Permohonan:
    """Do the next step. The last one gives the letter its number: of the series, or `nomor_surat` from the agenda.

    `urut` is the step that was on the screen: a page sent twice does not do the next one too. Raises PermissionDenied
    for whoever is not next, TransisiDitolak when the step was done meanwhile, ValidationError for a number that
    another letter has this year.
    """
    langkah = _langkah(permohonan)
    kata = f"{langkah.get_jenis_display()} {langkah.jabatan}" if langkah else ""
    pindah(permohonan, "tanda_tangani", oleh=oleh, catatan=f"{kata}. {catatan}".strip(" ."))
    # Again, under the lock of the row: of two who press at once the second finds the step done.
    kini = _langkah(permohonan)
    pejabat = kini.jabatan.pejabat_pada() if kini else None
    if kini is None or pejabat is None or kini != langkah or urut not in (None, kini.urut):
        raise TransisiDitolak("Tahap ini sudah dikerjakan. Lihat lagi siapa berikutnya.")
    kini.pejabat, kini.sebutan = pejabat.nama, pejabat.sebutan
    kini.pangkat, kini.nip = pejabat.pangkat, pejabat.nip
    kini.oleh, kini.pada = oleh, timezone.now()
    kini.save()
    if kini.jenis == JenisTanda.TANDA_TANGAN:
        _beri_nomor(permohonan, kini, nomor_surat.strip(), oleh)
    else:
        notifications.menunggu_tanda(permohonan)
    return permohonan


def _langkah(permohonan: Permohonan) -> TahapTanda | None:
    return permohonan.tahap.filter(putaran=permohonan.putaran_tanda, pada=None).order_by("urut").first()


def _beri_nomor(permohonan: Permohonan, tahap: TahapTanda, diketik: str, oleh: Any) -> None:
    """Give the letter its number and keep what is to be printed and signed."""
    hari_ini = timezone.localdate()
    surat = NomorSurat(permohonan=permohonan, tahun=hari_ini.year, tanggal=hari_ini, nomor=diketik)
    if not diketik:
        seri = permohonan.layanan.seri
        if seri is None:
            raise ValidationError("Layanan ini tidak punya seri nomor. Ketik nomor dari agenda.")
        surat.seri, surat.urut = seri, nomor.ambil(seri, tahun=hari_ini.year)
        surat.nomor = nomor.tulis(seri, surat.urut, tanggal=hari_ini, klasifikasi=permohonan.layanan.klasifikasi)
    surat.full_clean(exclude=("permohonan", "seri", "naskah"))
    isi = BerkasBersih(cetakan.bernomor(permohonan, surat, tahap), MIME_PDF, f"{permohonan.layanan.perihal_surat}.pdf")
    surat.naskah = simpan(isi, oleh=oleh, jenis="naskah_surat")
    surat.save()


@transaction.atomic
def kembalikan(permohonan: Permohonan, *, oleh: Any, alasan: str) -> Permohonan:
    """Send a letter back to who checks it; a number it already had is voided and stays in the register."""
    alasan = wajib_alasan(alasan, maks=300)
    pindah(permohonan, "kembalikan", oleh=oleh, catatan=alasan)
    hanguskan(permohonan, alasan)
    return permohonan


def hanguskan(permohonan: Permohonan, alasan: str) -> None:
    """Void the number of a letter that will not go out; does nothing when it has none."""
    permohonan.nomor_surat.filter(dibatalkan_pada=None).update(dibatalkan_pada=timezone.now(), alasan_batal=alasan)


@transaction.atomic
def terbitkan(permohonan: Permohonan, *, oleh: Any, pindaian: BerkasBersih) -> Permohonan:
    """Hand in the scan of the signed letter: it becomes the product that `/cek/` vouches for, and the case ends."""
    surat = permohonan.nomor_surat.filter(dibatalkan_pada=None).first()
    if surat is None:
        raise ValidationError("Surat ini belum ditandatangani, jadi belum bernomor.")
    hasil = dokumen.terbitkan(
        kode=surat.kode,
        jenis=permohonan.layanan.perihal_surat,
        nomor=surat.nomor,
        isi=[
            ("Usaha", permohonan.usaha.nama),
            ("Kecamatan", permohonan.usaha.desa.kecamatan.nama),
            ("Layanan", permohonan.layanan.nama),
            ("Tanggal surat", date_format(surat.tanggal, "j F Y")),
        ],
        pdf=_jadi_pdf(pindaian),
        perihal_jenis=PERIHAL,
        perihal_kode=permohonan.kode,
        url=permohonan.get_absolute_url(),
        diterbitkan=surat.tanggal,
        oleh=oleh,
    )
    pindah(permohonan, "terbitkan", oleh=oleh, hasil_dokumen=hasil)
    selesai(permohonan)
    return permohonan


def naskah(permohonan: Permohonan) -> Berkas | None:
    """Return the numbered letter that waits for ink, or None."""
    surat = permohonan.nomor_surat_berlaku
    return surat.naskah if surat else None


def _jadi_pdf(pindaian: BerkasBersih) -> bytes:
    """Return a scan as PDF: a photo of the letter becomes its one page."""
    if pindaian.mime != MIME_GAMBAR:
        return pindaian.isi
    from PIL import Image

    keluar = io.BytesIO()
    Image.open(io.BytesIO(pindaian.isi)).convert("RGB").save(keluar, "PDF", resolution=150.0)
    return keluar.getvalue()
