"""What allauth asks of this portal: phones, redirects, sessions, and secrets of the second factor kept encrypted."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.urls import reverse

from akun import masuk, perangkat
from akun.models import Pengguna
from inti import telepon

SESI_PEGAWAI = 12 * 3600  # seconds: a working day, for a desk that others pass by

UCAPAN = {
    "mfa/messages/totp_activated.txt": "Aplikasi pembuat kode sudah aktif.",
    "mfa/messages/totp_deactivated.txt": "Aplikasi pembuat kode sudah dimatikan.",
    "mfa/messages/recovery_codes_generated.txt": "Kode cadangan sudah dibuat.",
    "mfa/messages/webauthn_added.txt": "Kunci keamanan sudah ditambahkan.",
    "mfa/messages/webauthn_removed.txt": "Kunci keamanan sudah dihapus.",
}


class Adapter(DefaultAccountAdapter):
    """Log-in, sign-up and codes have views of our own; allauth keeps the stages of a log-in and the second factor."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": "Kode tidak cocok. Periksa lagi, lalu ketik kode yang terbaru.",
        "incorrect_password": "Kata sandi tidak cocok.",
        "rate_limited": "Terlalu banyak percobaan. Tunggu 5 menit, lalu coba lagi.",
        "too_many_login_attempts": "Terlalu banyak percobaan. Tunggu 5 menit, lalu coba lagi.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Sign-up is the registry's first page; the form of allauth is not used."""
        return False

    def clean_phone(self, phone: str) -> str:
        return telepon.normalkan(phone)

    def get_phone(self, user: Any) -> tuple[str, bool] | None:
        return (user.telepon, user.telepon_terbukti) if user.telepon else None

    def get_user_by_phone(self, phone: str) -> Pengguna | None:
        return Pengguna.objects.filter(telepon=phone).first()

    def reauthenticate(self, user: Any, password: str) -> bool:
        """Ask for the password once more; the tries count together with those at the log-in page."""
        return masuk.cocokkan_sandi(self.request, user, password)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        jawaban = super().post_login(request, user, **kwargs)
        perangkat.kenali(request, jawaban, user)
        if user.is_staff:
            request.session.set_expiry(SESI_PEGAWAI)
        return jawaban

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        if request.user.is_staff:
            return reverse("admin:index")
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """Say in our words what allauth did; what is not listed needs no words."""
        if message_template in UCAPAN:
            messages.add_message(request, level, UCAPAN[message_template])

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """All messages go through the outbox, written by the verbs themselves; allauth sends none of its own."""
        raise NotImplementedError(template_prefix)


class AdapterDuaLangkah(DefaultMFAAdapter):
    """Keeps the shared secret of the authenticator app unreadable in the database and its backups."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": Adapter.error_messages["incorrect_code"],
        "cannot_generate_recovery_codes": "Aktifkan dulu masuk dua langkah.",
        "cannot_delete_authenticator": "Masuk dua langkah tidak dapat dimatikan.",
    }

    def encrypt(self, text: str) -> str:
        return _kunci_dua_langkah().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _kunci_dua_langkah().decrypt(encrypted_text.encode()).decode()

    def _get_site_name(self) -> str:
        return settings.NAMA_PORTAL

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002  allauth's name
        return "Kunci keamanan"


def _kunci_dua_langkah() -> MultiFernet:
    """Keys derived from SECRET_KEY, newest first: SECRET_KEY_FALLBACKS keep old secrets readable while it rotates."""
    rahasia = [str(r) for r in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"dua-langkah:{r}".encode()).digest())) for r in rahasia]
    )
