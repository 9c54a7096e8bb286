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

from inti import dokumen, nomor
from inti.alasan import wajib_alasan
from inti.berkas import MIME_GAMBAR, MIME_PDF, Berkas, BerkasBersih, simpan
from inti.dokumen import Dokumen
from inti.nomor import SeriNomor
from inti.workflow import TransisiDitolak, pindah
from layanan import notifications
from layanan import surat as cetakan
from layanan.actions.periksa import selesai
from layanan.enums import JenisTanda, StatusPermohonan
from layanan.models import Layanan, NomorSurat, Permohonan, TahapTanda

PERIHAL = "permohonan"
"""The word under which papers point to a request."""
BASAH = "Tanda tangan basah dan cap, dipindai"
SUDAH = "Tahap ini sudah dikerjakan. Lihat lagi siapa berikutnya."


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
    kini = tahap_terkunci(permohonan, oleh=oleh, urut=urut)
    if kini != langkah:
        raise TransisiDitolak(SUDAH)
    kini.save()
    if kini.jenis == JenisTanda.TANDA_TANGAN:
        surat = beri_nomor(permohonan, nomor_surat)
        isi = cetakan.bernomor(permohonan, surat, kini)
        naskah = BerkasBersih(isi, MIME_PDF, f"{permohonan.layanan.perihal_surat}.pdf")
        surat.naskah = simpan(naskah, oleh=oleh, jenis="naskah_surat")
        surat.save()
    else:
        notifications.menunggu_tanda(permohonan)
    return permohonan


def _langkah(permohonan: Permohonan) -> TahapTanda | None:
    return permohonan.tahap.filter(putaran=permohonan.putaran_tanda, pada=None).order_by("urut").first()


def tahap_terkunci(permohonan: Permohonan, *, oleh: Any, urut: int | None) -> TahapTanda:
    """Return the next step with who does it filled in, not yet saved; the caller holds the lock of the request.

    Raises TransisiDitolak when it is not the step `urut` that was on the screen, or nobody holds its office today.
    """
    tahap = _langkah(permohonan)
    pejabat = tahap.jabatan.pejabat_pada() if tahap else None
    if tahap is None or pejabat is None or urut not in (None, tahap.urut):
        raise TransisiDitolak(SUDAH)
    tahap.pejabat, tahap.sebutan = pejabat.nama, pejabat.sebutan
    tahap.pangkat, tahap.nip = pejabat.pangkat, pejabat.nip
    tahap.oleh, tahap.pada = oleh, timezone.now()
    return tahap


def beri_nomor(permohonan: Permohonan, diketik: str = "") -> NomorSurat:
    """Give the letter its number, not yet saved: typed from the agenda, else the next of the series of the service.

    Raises ValidationError for a number that another letter has this year or that a series may still give, and when
    the service has no series.
    """
    hari_ini, diketik = timezone.localdate(), " ".join(diketik.split())
    surat = NomorSurat(permohonan=permohonan, tahun=hari_ini.year, tanggal=hari_ini, nomor=diketik)
    seri = permohonan.layanan.seri
    if diketik:
        if any(nomor.mungkin_dari(satu, diketik) for satu in SeriNomor.objects.filter(pk__in=seri_surat())):
            raise ValidationError("Nomor seperti ini diberikan portal sendiri. Kosongkan isiannya.")
    elif seri is None:
        raise ValidationError("Layanan ini tidak punya seri nomor. Ketik nomor dari agenda.")
    else:
        surat.seri, surat.urut = seri, nomor.ambil(seri, tahun=hari_ini.year)
        surat.nomor = nomor.tulis(seri, surat.urut, tanggal=hari_ini, klasifikasi=permohonan.layanan.klasifikasi)
    surat.full_clean(exclude=("permohonan", "seri", "naskah"))
    return surat


def seri_surat() -> Any:
    """Return the keys of the series from which letters get their numbers."""
    return Layanan.objects.exclude(seri=None).values("seri")


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
    """Hand in the scan of the signed letter: it becomes the product that `/cek/` vouches for, and the case ends.

    Of two who hand it in at once the second is told that it is done. Raises TransisiDitolak then, ValidationError
    while the letter has no number.
    """
    terkunci = Permohonan.objects.select_for_update(of=("self",)).get(pk=permohonan.pk)
    if terkunci.status != StatusPermohonan.MENUNGGU_TANDA_TANGAN:
        raise TransisiDitolak(SUDAH)
    surat = permohonan.nomor_surat.filter(dibatalkan_pada=None).first()
    if surat is None:
        raise ValidationError("Surat ini belum ditandatangani, jadi belum bernomor.")
    hasil = keluarkan(permohonan, surat, _jadi_pdf(pindaian), oleh=oleh, cara=BASAH)
    pindah(permohonan, "terbitkan", oleh=oleh, hasil_dokumen=hasil)
    selesai(permohonan)
    return permohonan


def keluarkan(permohonan: Permohonan, surat: NomorSurat, pdf: bytes, *, oleh: Any, cara: str) -> Dokumen:
    """Issue the signed letter as the paper that `/cek/` knows under the code printed on it."""
    return dokumen.terbitkan(
        kode=surat.kode,
        jenis=permohonan.layanan.perihal_surat,
        nomor=surat.nomor,
        isi=[
            ("Usaha", permohonan.usaha.nama),
            ("Kecamatan", permohonan.usaha.desa.kecamatan.nama),
            ("Layanan", permohonan.layanan.nama),
            ("Tanda tangan", cara),
        ],
        pdf=pdf,
        perihal_jenis=PERIHAL,
        perihal_kode=permohonan.kode,
        url=permohonan.get_absolute_url(),
        diterbitkan=surat.tanggal,
        oleh=oleh,
    )


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
