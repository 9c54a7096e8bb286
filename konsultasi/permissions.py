"""Who may do what with an appointment; each predicate takes the user and the appointment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from akun.permissions import kecamatan_kerja
from umkm import permissions as usaha

if TYPE_CHECKING:
    from konsultasi.models import DaftarTunggu, JanjiTemu, Meja


def dalam_lingkup(user: Any, meja: Meja) -> bool:
    """An official of the kecamatan where the desk stands, or whose desk it is."""
    lingkup = kecamatan_kerja(user)
    return lingkup is None or meja.kecamatan_id in lingkup or (user.is_staff and meja.petugas_id == user.pk)


def orangnya(user: Any, janji_temu: JanjiTemu | DaftarTunggu) -> bool:
    """Whoever comes himself, and the owner or helper of the business it is about."""
    if janji_temu.akun_id is not None and janji_temu.akun_id == user.pk:
        return True
    return janji_temu.usaha is not None and usaha.pengelola(user, janji_temu.usaha)


def berwenang(user: Any, janji_temu: JanjiTemu, izin: str) -> bool:
    """An official in reach of the desk with the permission `izin`; never about an appointment of his own."""
    return (
        user.has_perm(f"konsultasi.{izin}") and dalam_lingkup(user, janji_temu.meja) and not orangnya(user, janji_temu)
    )


def pemesan(user: Any, janji_temu: JanjiTemu) -> bool:
    """Who may book: for oneself, for a business one owns or helps; an official for whoever stands at the counter."""
    if janji_temu.di_loket:
        return berwenang(user, janji_temu, "pesan_di_loket")
    diri = janji_temu.akun_id == user.pk
    return diri and (janji_temu.usaha is None or usaha.pengelola(user, janji_temu.usaha))


def pemindah(user: Any, janji_temu: JanjiTemu) -> bool:
    """Who may choose another time: whoever comes, or an official who was asked to."""
    return orangnya(user, janji_temu) or petugas(user, janji_temu)


def petugas(user: Any, janji_temu: JanjiTemu) -> bool:
    return berwenang(user, janji_temu, "layani_konsultasi")


def petugas_hari_itu(user: Any, janji_temu: JanjiTemu) -> bool:
    """That somebody came can be written down on the day, not before it."""
    return timezone.localdate() >= timezone.localdate(janji_temu.mulai) and petugas(user, janji_temu)


def petugas_setelah_mulai(user: Any, janji_temu: JanjiTemu) -> bool:
    """That nobody came can be said once the hour has begun."""
    return timezone.now() >= janji_temu.mulai and petugas(user, janji_temu)


def tidak_seorang_pun(user: Any, janji_temu: JanjiTemu) -> bool:
    """Only the portal itself does it."""
    return False
