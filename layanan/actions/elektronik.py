"""Signing without paper: the number, the signature of BSrE and the issued letter in one step, or nothing of them.

BSrE is asked inside the transaction, with the request and the series locked: a refusal or a lost answer takes the
number back, so a series keeps no hole for a passphrase that was mistyped. What BSrE may have signed when its answer
was lost has reached nobody and is printed anew.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from akun import batas
from inti import sandi
from inti.berkas import MIME_PDF, BerkasBersih, simpan
from inti.workflow import TransisiDitolak, pindah
from layanan import bsre
from layanan import surat as cetakan
from layanan.actions.periksa import selesai
from layanan.actions.tanda import SUDAH, beri_nomor, keluarkan, tahap_terkunci
from layanan.models import Permohonan
from layanan.permissions import penanda_elektronik

CARA = "Elektronik, dengan sertifikat BSrE"
FRASA_PER_JAM = 5
"""Wrong passphrases of one signer within an hour before he is asked to wait; a right one does not count."""


def ember(oleh: Any) -> str:
    """Name the bucket of tries of a signer."""
    return f"bsre:{oleh.pk}"


@sensitive_variables("frasa")
@transaction.atomic
def tanda_tangani_elektronik(
    permohonan: Permohonan, *, oleh: Any, frasa: str, urut: int | None = None, nomor_surat: str = ""
) -> Permohonan:
    """Sign a letter with the certificate of its signer and issue it at once; the request is finished.

    `frasa` is his passphrase, which is handed on and kept nowhere. Raises PermissionDenied and TransisiDitolak as
    `tanda_tangani` does, before anything is sent; ValidationError with what to do when BSrE did not sign: then the
    letter has no number.
    """
    terkunci = Permohonan.objects.select_for_update(of=("self",)).get(pk=permohonan.pk)
    if not penanda_elektronik(oleh, terkunci):
        raise TransisiDitolak(SUDAH)
    tahap = tahap_terkunci(terkunci, oleh=oleh, urut=urut)
    pejabat: Any = tahap.jabatan.pejabat_pada()
    surat = beri_nomor(terkunci, nomor_surat)
    try:
        tertanda = bsre.tandatangani(
            cetakan.bernomor(terkunci, surat, tahap, elektronik=True),
            nik=sandi.dekripsi(pejabat.nik_sandi),
            frasa=frasa,
        )
    except bsre.GagalBsre as galat:
        raise ValidationError(str(galat)) from None
    surat.elektronik, surat.id_bsre = True, tertanda.id
    naskah = BerkasBersih(tertanda.isi, MIME_PDF, f"{terkunci.layanan.perihal_surat}.pdf")
    surat.naskah = simpan(naskah, oleh=oleh, jenis="naskah_surat")
    surat.save()
    hasil = keluarkan(terkunci, surat, tertanda.isi, oleh=oleh, cara=CARA)
    pindah(permohonan, "tanda_tangani_elektronik", oleh=oleh, catatan=str(tahap.jabatan), hasil_dokumen=hasil)
    tahap.save()
    selesai(permohonan)
    transaction.on_commit(lambda: batas.kembalikan(ember(oleh), FRASA_PER_JAM))
    return permohonan
