"""The office's verbs: take, check, ask to mend, verify, refuse, revoke; and the owner's: send, take back, reopen."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from inti.alasan import wajib_alasan
from inti.berkas import Berkas
from inti.dokumen import AlasanCabut
from inti.workflow import SISTEM, TransisiDitolak, pindah
from umkm import isian as aturan
from umkm import notifications, permissions, queries
from umkm.actions import bukti, identitas
from umkm.actions.ganda import duga_ganda
from umkm.enums import MENUNGGU_KAMI, WAJIB_DIPERIKSA, BagianPeriksa, Keadaan, StatusUsulan, SumberKeadaan
from umkm.models import PemeriksaanBagian, PermintaanPerbaikan, Usaha


@transaction.atomic
def ajukan(usaha: Usaha, *, oleh: Any) -> Usaha:
    """Send a business to the office; the promise of three working days begins.

    Raises ValidationError naming what is still missing, TransisiDitolak when it was already sent.
    """
    pindah(usaha, "ajukan", oleh=oleh)
    # Read anew under the lock: a field may have been emptied since the page was opened.
    segar = Usaha.objects.get(pk=usaha.pk)
    kurang = aturan.kurang(segar, segar.pemilik)
    if kurang:
        raise ValidationError([f"{aturan.label(nama)} belum diisi." for nama in kurang])
    usaha.perbaikan.filter(terbuka=True).update(terbuka=False)
    duga_ganda(usaha)
    notifications.usaha_berpindah(usaha, "usaha_diajukan")
    return usaha


@transaction.atomic
def tarik(usaha: Usaha, *, oleh: Any) -> Usaha:
    """Take a sent business back before anyone has begun to check it."""
    return pindah(usaha, "tarik", oleh=oleh)


@transaction.atomic
def buka_lagi(usaha: Usaha, *, oleh: Any) -> Usaha:
    """Reopen a refused or revoked business as a draft, so that a refusal has a way forward."""
    return pindah(usaha, "buka_lagi", oleh=oleh, petugas=None)


@transaction.atomic
def ambil(usaha: Usaha, *, oleh: Any) -> Usaha:
    """Take a business as one's own work. Raises PermissionDenied when a colleague was quicker."""
    return pindah(usaha, "ambil", oleh=oleh, petugas=oleh)


@transaction.atomic
def lepas(usaha: Usaha, *, oleh: Any, catatan: str = "") -> Usaha:
    """Give work back to the queue: one's own, or for whoever assigns that of a colleague."""
    return pindah(usaha, "lepas", oleh=oleh, petugas=None, catatan=catatan)


@transaction.atomic
def tugaskan(usaha: Usaha, *, oleh: Any, kepada: Any, catatan: str = "") -> Usaha:
    """Give a business to a colleague who may judge it. Raises ValidationError when he may not."""
    if not permissions.petugas(kepada, usaha):
        raise ValidationError(f"{kepada.nama} tidak bertugas di kecamatan usaha ini.")
    return pindah(usaha, "tugaskan", oleh=oleh, petugas=kepada, catatan=f"Kepada {kepada.nama}. {catatan}".strip())


@transaction.atomic
def periksa(usaha: Usaha, *, oleh: Any) -> Usaha:
    """Begin to check a business; whoever begins also takes it when nobody has."""
    pindah(usaha, "periksa", oleh=oleh)
    if usaha.petugas_id is None:
        pindah(usaha, "ambil", oleh=oleh, petugas=oleh)
    return usaha


@transaction.atomic
def catat_pemeriksaan(
    usaha: Usaha,
    *,
    oleh: Any,
    bagian: str,
    cara: str,
    tanggal: date | None = None,
    catatan: str = "",
    berkas: Berkas | None = None,
) -> PemeriksaanBagian:
    """Record how one section was checked. A visit needs its photo.

    Raises PermissionDenied for anyone but the officials of the kecamatan, TransisiDitolak when the
    business is not being checked, ValidationError when the way proves nothing or lies in the future.
    """
    usaha = Usaha.objects.select_for_update(of=("self",)).get(pk=usaha.pk)
    if not permissions.petugas(oleh, usaha):
        raise PermissionDenied("Anda tidak berwenang memeriksa usaha ini.")
    if usaha.status not in MENUNGGU_KAMI:
        raise TransisiDitolak("Usaha ini sedang tidak diperiksa.")
    hari = tanggal or timezone.localdate()
    if hari > timezone.localdate():
        raise ValidationError({"tanggal": "Tanggal pemeriksaan tidak boleh di masa depan."})
    if cara == "KUNJUNGAN" and berkas is None:
        raise ValidationError({"berkas": "Kunjungan memerlukan foto dari tempat usaha."})
    baris = PemeriksaanBagian(
        usaha=usaha, oleh=oleh, bagian=bagian, cara=cara, tanggal=hari, catatan=catatan, berkas=berkas
    )
    baris.full_clean()
    baris.save()
    return baris


@transaction.atomic
def minta_perbaikan(usaha: Usaha, *, oleh: Any, isian: dict[str, str]) -> Usaha:
    """Send a business back, opening only the fields in `isian`, each with the sentence the owner reads.

    Raises ValidationError without any field, with an unknown one, or with an empty sentence.
    """
    dikenal = {nama for b in aturan.BAGIAN.values() for nama in b.isian or (b.kode,)}
    if not isian:
        raise ValidationError("Sebutkan sedikitnya satu isian yang perlu diperbaiki.")
    for nama, kalimat in isian.items():
        if nama not in dikenal:
            raise ValidationError("Isian yang diminta tidak dikenal.")
        if not kalimat.strip():
            raise ValidationError(f"{aturan.label(nama)}: tulis apa yang harus diperbaiki.")
    ringkas = "\n".join(f"{aturan.label(nama)}: {kalimat.strip()}" for nama, kalimat in isian.items())
    pindah(usaha, "minta_perbaikan", oleh=oleh, catatan=ringkas)
    PermintaanPerbaikan.objects.bulk_create(
        PermintaanPerbaikan(usaha=usaha, isian=nama, kalimat=kalimat.strip()) for nama, kalimat in isian.items()
    )
    notifications.usaha_berpindah(usaha, "usaha_perbaikan")
    return usaha


@transaction.atomic
def verifikasi(usaha: Usaha, *, oleh: Any) -> Usaha:
    """Vouch for a business: the identity counts as proven, the proof is issued, the owner is told.

    Raises ValidationError when identity or place was not checked since the last sending, when the NIK
    is missing or belongs to another proven person; TransisiDitolak when a colleague has decided.
    """
    pindah(usaha, "verifikasi", oleh=oleh)
    belum = [BagianPeriksa(b).label for b in WAJIB_DIPERIKSA if b not in queries.terperiksa(usaha)]
    if belum:
        raise ValidationError(f"Catat dulu cara memeriksa: {', '.join(belum)}.")
    identitas.buktikan(usaha.pemilik)
    if BagianPeriksa.LEGALITAS in queries.terperiksa(usaha):
        usaha.legalitas.terbuka().update(diperiksa=True)
    bukti.terbitkan(usaha, oleh=oleh)
    notifications.usaha_berpindah(usaha, "usaha_terverifikasi")
    return usaha


@transaction.atomic
def tolak(usaha: Usaha, *, oleh: Any, alasan: str) -> Usaha:
    """Refuse a business with a reason that the owner reads."""
    pindah(usaha, "tolak", oleh=oleh, catatan=wajib_alasan(alasan))
    notifications.usaha_berpindah(usaha, "usaha_ditolak")
    return usaha


@transaction.atomic
def cabut(usaha: Usaha, *, oleh: Any, alasan: str) -> Usaha:
    """Revoke a verification with a reason; the proof is void from this moment."""
    pindah(usaha, "cabut", oleh=oleh, catatan=wajib_alasan(alasan))
    bukti.cabut(usaha, alasan=AlasanCabut.TIDAK_MEMENUHI, catatan=alasan, oleh=oleh)
    for menunggu in usaha.usulan.filter(status=StatusUsulan.DIAJUKAN):
        pindah(menunggu, "batalkan", oleh=SISTEM, catatan="Verifikasi usaha dicabut.")
    notifications.usaha_berpindah(usaha, "usaha_dicabut")
    return usaha


@transaction.atomic
def pastikan(usaha: Usaha, *, oleh: Any) -> Usaha:
    """Let the owner or a helper say that the data of a verified business still hold; the year begins anew."""
    return pindah(usaha, "pastikan", oleh=oleh)


@transaction.atomic
def ubah_keadaan(usaha: Usaha, *, oleh: Any, keadaan: str, sejak: date, sumber: str) -> Usaha:
    """Record whether a business is open, closed for a while, closed, or moved away, since when and says who."""
    if keadaan not in Keadaan.values or sumber not in SumberKeadaan.values:
        raise ValidationError("Pilih keadaan dan sumber kabarnya.")
    if sejak > timezone.localdate():
        raise ValidationError({"sejak": "Tanggal tidak boleh di masa depan."})
    return pindah(
        usaha,
        "ubah_keadaan",
        oleh=oleh,
        catatan=f"{Keadaan(keadaan).label} sejak {sejak:%d-%m-%Y}, {SumberKeadaan(sumber).label.lower()}",
        keadaan=keadaan,
        keadaan_sejak=sejak,
        keadaan_sumber=sumber,
    )
