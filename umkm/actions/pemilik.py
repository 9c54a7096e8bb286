"""Who stands behind a business: handing over, death, linking an account, helpers for a while."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from akun.actions import alihkan_pengenal
from inti import sandi
from inti.alasan import wajib_alasan
from inti.berkas import BerkasBersih
from inti.berkas import simpan as simpan_berkas
from inti.workflow import SISTEM, pindah
from notifikasi.actions import hentikan
from umkm import notifications, permissions
from umkm.actions import bukti, identitas
from umkm.actions.ganda import duga_ganda
from umkm.actions.identitas import penulis
from umkm.actions.tautan import segarkan_akun, semua_nomor
from umkm.actions.tulis import catat_nik_kembar
from umkm.enums import BagianPeriksa, BentukUsaha, CaraPeriksa, DasarAlih, StatusUsaha, StatusUsulan
from umkm.models import AksesPembantu, KepemilikanUsaha, PelakuUsaha, PemeriksaanBagian, Usaha

PEMBANTU_TERLAMA_HARI = 366


@transaction.atomic
def alihkan(
    usaha: Usaha, *, oleh: Any, kepada: PelakuUsaha, dasar: str, surat: BerkasBersih, alasan: str, nik: str = ""
) -> Usaha:
    """Hand a business over to another person at the counter; number and history stay, the former owner's access ends.

    `dasar` is sale or death and heirs, `surat` the paper it rests on, which is kept. A verified business stays
    verified: the new owner's identity is proven on the spot, from the card seen, whose `nik` (16 digits) is needed
    unless he was proven before, and the proof is issued anew in his name. Helpers, invitations and waiting proposals
    of the former owner end.

    Raises ValidationError when the new owner is the present one, dead, or merged away, or when his NIK is missing
    or another's; PermissionDenied for a party to the deal.
    """
    kepada = PelakuUsaha.objects.select_for_update(of=("self",), no_key=True).get(pk=kepada.pk)
    lama = usaha.pemilik
    if dasar not in (DasarAlih.JUAL_BELI, DasarAlih.WARIS):
        raise ValidationError({"dasar": "Pilih dasar peralihan: jual beli atau waris."})
    if kepada.digabung_ke_id or kepada.meninggal_pada:
        raise ValidationError({"kepada": "Orang ini tidak dapat menerima usaha."})
    if lama is not None and lama.pk == kepada.pk:
        raise ValidationError({"kepada": "Orang ini sudah menjadi pemiliknya."})
    if kepada.akun_id == oleh.pk:
        raise PermissionDenied("Anda tidak dapat mengalihkan usaha kepada diri sendiri.")
    pindah(usaha, "alihkan", oleh=oleh, catatan=wajib_alasan(alasan))
    _tutup_milik(usaha)
    kini = timezone.localdate()
    berkas = simpan_berkas(surat, oleh=oleh, jenis="surat_peralihan")
    KepemilikanUsaha.objects.create(pelaku=kepada, usaha=usaha, sejak=kini, dasar=dasar, surat=berkas)
    for nomor in semua_nomor(usaha):
        alihkan_pengenal(nomor, ke=kepada.akun)
    segarkan(usaha)
    _sahkan_pemilik_baru(usaha, kepada, nik=nik, oleh=oleh)
    segarkan_akun(kepada)
    if lama is not None:
        segarkan_akun(lama)
    notifications.usaha_dialihkan(usaha, lama)
    return usaha


@transaction.atomic
def alihkan_kepada_orang_baru(usaha: Usaha, *, oleh: Any, nama: str, telepon: str, **isian: Any) -> Usaha:
    """Hand a business over to somebody who is not in the registry yet; `isian` and what it raises as in `alihkan`.

    Whoever resembles the new person is noted for the officials.
    """
    kepada = PelakuUsaha.objects.create(nama=nama, telepon=telepon)
    usaha = alihkan(usaha, oleh=oleh, kepada=kepada, **isian)
    duga_ganda(usaha)
    return usaha


@transaction.atomic
def catat_kematian(pelaku: PelakuUsaha, *, oleh: Any, pada: date, catatan: str) -> None:
    """Mark a person as dead: no message leaves for him any more, on any channel, and his account and his helpers
    no longer open his businesses; they wait for `alihkan` to an heir. `catatan` names the paper that was seen.

    Raises ValidationError for a day in the future or before the birth, and when it was recorded before;
    PermissionDenied without the right or outside the kecamatan.
    """
    _wajib_atas_orang(pelaku, oleh, "umkm.catat_kematian")
    catatan = wajib_alasan(catatan)
    pelaku = PelakuUsaha.objects.select_for_update(of=("self",), no_key=True).get(pk=pelaku.pk)
    if pelaku.meninggal_pada is not None:
        raise ValidationError("Orang ini sudah tercatat meninggal.")
    if pada > timezone.localdate():
        raise ValidationError({"pada": "Tanggal meninggal tidak boleh di masa depan."})
    if pelaku.tanggal_lahir is not None and pada < pelaku.tanggal_lahir:
        raise ValidationError({"pada": "Tanggal meninggal tidak boleh sebelum tanggal lahir."})
    pelaku.meninggal_pada = pada
    pelaku.save(update_fields=["meninggal_pada", "diubah"])
    for milik in pelaku.kepemilikan.berjalan().select_related("usaha__desa"):
        pindah(milik.usaha, "catat_kematian", oleh=penulis(oleh, milik.usaha), catatan=catatan)
        milik.usaha.pembantu.filter(dicabut_pada=None).update(dicabut_pada=timezone.now())
    if pelaku.akun is not None:
        hentikan(akun=pelaku.akun)


@transaction.atomic
def hidupkan(pelaku: PelakuUsaha, *, oleh: Any, catatan: str) -> None:
    """Take back a death that was recorded by mistake; `catatan` names the paper or the person that was seen.

    The account opens the person's businesses again. Helpers stay out until they are invited anew, what was stopped
    in the outbox stays stopped, and what was handed over meanwhile stays with who has it now.

    Raises ValidationError when no death is recorded, PermissionDenied without the right or outside the kecamatan.
    """
    _wajib_atas_orang(pelaku, oleh, "umkm.catat_kematian")
    catatan = wajib_alasan(catatan)
    pelaku = PelakuUsaha.objects.select_for_update(of=("self",), no_key=True).get(pk=pelaku.pk)
    if pelaku.meninggal_pada is None:
        raise ValidationError("Orang ini tidak tercatat meninggal.")
    pelaku.meninggal_pada = None
    pelaku.save(update_fields=["meninggal_pada", "diubah"])
    for milik in pelaku.kepemilikan.berjalan().select_related("usaha__desa"):
        pindah(milik.usaha, "hidupkan", oleh=penulis(oleh, milik.usaha), catatan=catatan)


@transaction.atomic
def hubungkan_akun(pelaku: PelakuUsaha, *, oleh: Any, akun: Any, dasar: str) -> None:
    """Link an older record to the account of its person, at the counter, on the paper named in `dasar`.

    The phone of the account must have been proven: an unproven number opens no older record. Raises
    ValidationError when either is taken or closed, PermissionDenied without the right, outside the kecamatan,
    and for one's own account.
    """
    _wajib_atas_orang(pelaku, oleh, "umkm.hubungkan_akun")
    if akun.pk == oleh.pk:
        raise PermissionDenied("Anda tidak dapat menghubungkan akun Anda sendiri.")
    dasar = wajib_alasan(dasar)
    pelaku = PelakuUsaha.objects.select_for_update(of=("self",)).get(pk=pelaku.pk)
    if pelaku.akun_id is not None:
        raise ValidationError("Orang ini sudah terhubung dengan akun.")
    if pelaku.meninggal_pada is not None:
        raise ValidationError("Orang ini tercatat meninggal. Alihkan usahanya kepada ahli waris.")
    if akun.telepon_dibuktikan is None:
        raise ValidationError("Nomor akun ini belum dibuktikan. Buktikan dulu di loket.")
    if not akun.is_active:
        raise ValidationError("Akun ini sedang nonaktif.")
    if PelakuUsaha.objects.filter(akun=akun).exists():
        raise ValidationError("Akun ini sudah terhubung dengan orang lain dalam data. Gabungkan kedua orang itu.")
    pelaku.akun = akun
    pelaku.save(update_fields=["akun", "diubah"])
    for milik in pelaku.kepemilikan.berjalan().select_related("usaha__desa"):
        pindah(milik.usaha, "hubungkan_akun", oleh=penulis(oleh, milik.usaha), catatan=dasar)
    segarkan_akun(pelaku)


@transaction.atomic
def undang_pembantu(
    usaha: Usaha, *, oleh: Any, nama: str, telepon: str, hubungan: str, sampai: date
) -> tuple[AksesPembantu, str]:
    """Invite a helper until a date, and return the invitation with the path of its link, shown once.

    Only the owner may invite. Raises ValidationError for a day in the past or more than a year ahead.
    """
    # Locked, so that an invitation written while the business is handed over does not outlive the owner.
    usaha = Usaha.objects.select_for_update(of=("self",)).get(pk=usaha.pk)
    if not permissions.pemilik(oleh, usaha):
        raise PermissionDenied("Hanya pemilik yang dapat mengundang pembantu.")
    hari = (sampai - timezone.localdate()).days
    if not 0 <= hari <= PEMBANTU_TERLAMA_HARI:
        raise ValidationError({"sampai": "Pilih tanggal mulai hari ini sampai paling lama setahun."})
    # A form sent twice, or a link that was lost: the newer invitation replaces the one that nobody took up.
    usaha.pembantu.filter(telepon=telepon, diterima_pada=None, dicabut_pada=None).update(dicabut_pada=timezone.now())
    token = secrets.token_urlsafe(24)
    akses = AksesPembantu(
        usaha=usaha,
        nama=nama,
        telepon=telepon,
        hubungan=hubungan,
        sampai=sampai,
        diundang_oleh=oleh,
        token_sidik=sidik_token(token),
    )
    akses.full_clean()
    akses.save()
    url = reverse("umkm:pembantu_terima", args=[token])
    notifications.undangan_pembantu(akses, url)
    return akses, url


def undangan_terbuka(token: str) -> Any:
    """Return the invitations (none or one) that this token still opens: not used, not withdrawn, not past its day."""
    return AksesPembantu.objects.filter(
        token_sidik=sidik_token(token), diterima_pada=None, dicabut_pada=None, sampai__gte=timezone.localdate()
    )


@transaction.atomic
def terima_undangan(token: str, *, oleh: Any) -> AksesPembantu:
    """Accept an invitation with the account `oleh`; the link works once.

    Raises ValidationError when it was used, withdrawn, has ended, or is one's own.
    """
    akses = undangan_terbuka(token).select_for_update(of=("self",)).first()
    if akses is None:
        raise ValidationError("Undangan ini sudah dipakai, dicabut, atau lewat waktunya. Minta undangan baru.")
    if permissions.pemilik(oleh, akses.usaha):
        raise ValidationError("Ini usaha Anda sendiri. Kirim tautan ini kepada pembantu Anda.")
    akses.akun, akses.diterima_pada = oleh, timezone.now()
    akses.save(update_fields=["akun", "diterima_pada"])
    return akses


@transaction.atomic
def cabut_pembantu(akses: AksesPembantu, *, oleh: Any) -> None:
    """End a helper's access now, whether or not the invitation was accepted."""
    if not permissions.pemilik(oleh, akses.usaha):
        raise PermissionDenied("Hanya pemilik yang dapat mencabut pembantu.")
    if akses.dicabut_pada is None:
        akses.dicabut_pada = timezone.now()
        akses.save(update_fields=["dicabut_pada"])


def sidik_token(token: str) -> str:
    """Hash the token of an invitation: the table never holds what opens the door."""
    return hashlib.sha256(token.encode()).hexdigest()


def segarkan(usaha: Usaha) -> None:
    """Forget what was prefetched, so that `usaha.pemilik` tells the present owner."""
    usaha._prefetched_objects_cache = {}  # type: ignore[attr-defined]


def _tutup_milik(usaha: Usaha) -> None:
    """End what the former owner has in a business: ownership, helpers, open invitations, a waiting proposal.

    His amounts close with him, and so do the papers of one who traded in his own name; those of a CV stay.
    """
    kini = timezone.now()
    usaha.kepemilikan.berjalan().update(sampai=timezone.localdate())
    usaha.pembantu.filter(dicabut_pada=None).update(dicabut_pada=kini)
    usaha.keuangan.terbuka().update(ditutup_pada=kini)
    if usaha.bentuk in ("", BentukUsaha.PERORANGAN):
        usaha.legalitas.terbuka().update(ditutup_pada=kini)
    for menunggu in usaha.usulan.filter(status=StatusUsulan.DIAJUKAN):
        pindah(menunggu, "batalkan", oleh=SISTEM, catatan="Usaha dialihkan kepada pemilik lain.")


def _sahkan_pemilik_baru(usaha: Usaha, kepada: PelakuUsaha, *, nik: str, oleh: Any) -> None:
    if nik and kepada.identitas_terbukti and kepada.nik_sidik not in sandi.semua_sidik(nik):
        raise ValidationError({"nik": "NIK ini berbeda dengan NIK orang itu yang sudah diperiksa."})
    if nik and not kepada.identitas_terbukti:
        identitas.tulis_nik(kepada, nik)
        catat_nik_kembar(kepada)
    if usaha.status != StatusUsaha.TERVERIFIKASI:
        return
    if not kepada.identitas_terbukti:
        if not nik:
            raise ValidationError({"nik": "Usaha ini terverifikasi. Isi NIK pemilik baru dari KTP yang Anda lihat."})
        identitas.buktikan(kepada)
    PemeriksaanBagian.objects.create(
        usaha=usaha, oleh=oleh, bagian=BagianPeriksa.IDENTITAS, cara=CaraPeriksa.KTP_DILIHAT, catatan="Saat dialihkan."
    )
    bukti.terbitkan(usaha, oleh=oleh)


def _wajib_atas_orang(pelaku: PelakuUsaha, oleh: Any, izin: str) -> None:
    if not permissions.atas_orang(oleh, pelaku, izin):
        raise PermissionDenied("Anda tidak berwenang atas data orang ini.")
