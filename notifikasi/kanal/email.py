"""E-mail by SMTP. The server's answer says that it took the message, never that it arrived."""

from __future__ import annotations

import smtplib
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.mail import EmailMessage

from notifikasi.kanal.galat import GagalSementara, GagalTetap, KanalMati

if TYPE_CHECKING:
    from notifikasi.models import Pemberitahuan

# These print or drop a message: with them there is no carrier, and saying "terkirim" would be a lie.
TANPA_PENGIRIM = ("console", "dummy")


def terpasang() -> bool:
    """Tell whether mails leave this machine at all."""
    return settings.EMAIL_BACKEND.split(".")[-2] not in TANPA_PENGIRIM


def tujuan(*, akun: AbstractBaseUser | None, telepon: str, email: str) -> str:
    """Return the given address, else the account's, else ""; always "" where no mail server is configured."""
    if not terpasang():
        return ""
    milik_akun = getattr(akun, akun.get_email_field_name()) if akun else ""
    return email or milik_akun or ""


def antar(pemberitahuan: Pemberitahuan) -> str:
    """Hand the message to the mail server; returns "", for SMTP gives a message no name of its own.

    A retry carries the same Message-ID, so that mailboxes which know it show it once.
    Raises GagalTetap (address refused), GagalSementara (not now) or KanalMati (no server, or it refuses us).
    """
    surat = EmailMessage(
        subject=pemberitahuan.judul,
        body=_badan(pemberitahuan),
        to=[pemberitahuan.tujuan],
        headers={
            "Message-ID": f"<{pemberitahuan.kode.lower()}@{urlsplit(settings.PORTAL_URL).hostname}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    try:
        surat.send()
    except smtplib.SMTPRecipientsRefused as galat:
        kode, jawaban = next(iter(galat.recipients.values()))
        raise _menurut_kode(kode, jawaban) from galat
    except smtplib.SMTPDataError as galat:
        raise _menurut_kode(galat.smtp_code, galat.smtp_error) from galat
    except (smtplib.SMTPException, OSError) as galat:
        raise KanalMati(f"Server email tidak melayani: {galat or type(galat).__name__}") from galat
    return ""


def _badan(pemberitahuan: Pemberitahuan) -> str:
    bagian = [pemberitahuan.isi]
    if pemberitahuan.url:
        bagian.append(f"{pemberitahuan.tombol or 'Buka portal'}:\n{settings.PORTAL_URL}{pemberitahuan.url}")
    bagian.append(
        f"-- \n{settings.NAMA_PORTAL}\n{settings.NAMA_DINAS}\nEmail ini dikirim otomatis, tidak perlu dibalas."
    )
    return "\n\n".join(bagian) + "\n"


def _menurut_kode(kode: int, jawaban: bytes | str) -> GagalSementara | GagalTetap:
    """RFC 5321 §4.2.1: 4yz asks for another try, 5yz for none."""
    teks = jawaban.decode(errors="replace") if isinstance(jawaban, bytes) else jawaban
    kalimat = f"Ditolak server email: {kode} {teks}"
    return GagalTetap(kalimat) if kode >= 500 else GagalSementara(kalimat)
