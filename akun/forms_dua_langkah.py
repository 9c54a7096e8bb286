"""allauth's forms of the second factor and of asking again, with our words and our limits."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ReauthenticateForm as Pastikan
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms

from akun.forms import bidang_sandi


def bidang_kode(label: str, bantuan: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=bantuan,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "data-rahasia": ""}),
        error_messages={"required": "Isi kode dari aplikasi di HP Anda."},
    )


class PastikanForm(Pastikan):
    password = bidang_sandi("Kata sandi")


class TanyaKodeForm(AuthenticateForm):
    code = bidang_kode("Kode 6 angka", "Dari aplikasi pembuat kode, atau salah satu kode cadangan Anda.")


class TanyaKodeLagiForm(ReauthenticateForm):
    code = TanyaKodeForm.base_fields["code"]


class AktifkanTotpForm(ActivateTOTPForm):
    code = bidang_kode("Kode 6 angka dari aplikasi", "Angkanya berganti setiap 30 detik.")


class KunciBaruForm(AddWebAuthnForm):
    name = forms.CharField(
        label="Nama kunci", max_length=100, required=False, help_text="Misalnya: sidik jari HP saya."
    )


class UbahKunciForm(EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Nama kunci"
