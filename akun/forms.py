"""Forms of the account. What they refuse is a plain sentence beside the field."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from akun import masuk
from akun.bukti_kerja import PerluBukti
from akun.models import AcaraPendaftaran, Pengguna
from inti.fields import NamaFormField, TeleponFormField, UraianFormField

_SANDI_LAMA = {"autocomplete": "current-password", "data-rahasia": ""}
_SANDI_BARU = {"autocomplete": "new-password", "data-rahasia": ""}


def bidang_email() -> forms.EmailField:
    """Ask for an e-mail address of the own."""
    return forms.EmailField(
        label="Email",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": "Isi alamat email Anda.",
            "invalid": "Tulis alamat email yang lengkap, contoh nama@contoh.id.",
        },
    )


def bidang_sandi(label: str, *, baru: bool = False, bantuan: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        strip=False,
        max_length=200,
        help_text=bantuan,
        widget=forms.PasswordInput(attrs=_SANDI_BARU if baru else _SANDI_LAMA),
        error_messages={"required": f"Isi {label[0].lower()}{label[1:]}."},
    )


class FormBerbatas(forms.Form):
    """A form that may be asked for a proof of work: `soal` is then set and the page answers 429."""

    soal = ""

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        self.request = request
        super().__init__(*args, **kwargs)

    @property
    def bukti(self) -> str:
        return self.data.get("bukti", "")

    def tolak(self, galat: ValidationError) -> None:
        """Show a refusal that came from a verb."""
        if isinstance(galat, PerluBukti):
            self.soal = galat.soal
        self.add_error(None, galat)


class MasukForm(FormBerbatas):
    pengenal = forms.CharField(
        label="Nomor WhatsApp",
        help_text="Boleh juga nomor pendaftaran usaha, atau email.",
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": "Isi nomor WhatsApp, nomor pendaftaran usaha, atau email."},
    )
    sandi = bidang_sandi("Kata sandi")
    pengguna: Pengguna

    def clean(self) -> dict[str, Any]:
        isian = super().clean() or {}
        if {"pengenal", "sandi"} <= isian.keys():
            try:
                self.pengguna = masuk.periksa(
                    self.request, pengenal=isian["pengenal"], sandi=isian["sandi"], bukti=self.bukti
                )
            except ValidationError as galat:
                self.tolak(galat)
        return isian


class SandiBaruForm(forms.Form):
    """A new password, shown once; "Lihat kata sandi" replaces typing it twice."""

    sandi_baru = bidang_sandi(
        "Kata sandi baru",
        baru=True,
        bantuan="Paling sedikit 8 huruf atau angka. Mudah diingat: tiga kata yang tidak berhubungan.",
    )

    def __init__(self, *args: Any, pengguna: Pengguna, **kwargs: Any) -> None:
        self.pengguna = pengguna
        super().__init__(*args, **kwargs)

    def clean_sandi_baru(self) -> str:
        sandi = self.cleaned_data["sandi_baru"]
        validate_password(sandi, self.pengguna)
        if self.pengguna.has_usable_password() and self.pengguna.check_password(sandi):
            raise ValidationError("Ini kata sandi yang lama. Buat yang baru.")
        return sandi


class PastikanSandiForm(forms.Form):
    """Ask the password again before something that a thief of the phone would do."""

    sandi = bidang_sandi("Kata sandi Anda sekarang")

    def __init__(self, *args: Any, request: masuk.PermintaanMasuk, **kwargs: Any) -> None:
        self.request = request
        super().__init__(*args, **kwargs)

    def clean_sandi(self) -> str:
        sandi = self.cleaned_data["sandi"]
        if not masuk.cocokkan_sandi(self.request, self.request.user, sandi):
            raise ValidationError("Kata sandi tidak cocok.")
        return sandi


class GantiSandiForm(SandiBaruForm):
    sandi = bidang_sandi("Kata sandi sekarang")
    field_order = ("sandi", "sandi_baru")

    def __init__(self, *args: Any, request: masuk.PermintaanMasuk, **kwargs: Any) -> None:
        self.request = request
        super().__init__(*args, pengguna=request.user, **kwargs)

    clean_sandi = PastikanSandiForm.clean_sandi


class EmailSendiriForm(PastikanSandiForm):
    """An e-mail sets a new password, so adding one asks for the present one, as changing the number does."""

    email = bidang_email()
    field_order = ("email", "sandi")


class NomorForm(PastikanSandiForm):
    telepon = TeleponFormField(
        label="Nomor WhatsApp baru", help_text="Nomor ini dipakai untuk masuk. Contoh: 0812 3456 7890."
    )
    field_order = ("telepon", "sandi")


class EmailForm(FormBerbatas):
    email = bidang_email()


class TeleponForm(FormBerbatas):
    telepon = TeleponFormField(label="Nomor WhatsApp", help_text="Kode dikirim ke nomor ini.")


class KodeForm(forms.Form):
    kode = forms.CharField(
        label="Kode 6 angka",
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": "Isi 6 angka dari pesan yang kami kirim."},
    )


class PengenalPerangkatForm(forms.Form):
    """The second question on a device not seen for long: the birth date, or the password."""

    tanggal_lahir = forms.DateField(
        label="Tanggal lahir",
        required=False,
        help_text="Sesuai KTP.",
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "off"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Isi tanggal lahir, contoh 7-8-1990."},
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
    )
    sandi = bidang_sandi("Kata sandi")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sandi"].required = False

    def clean(self) -> dict[str, Any]:
        isian = super().clean() or {}
        if not self.errors and not (isian.get("tanggal_lahir") or isian.get("sandi")):
            raise ValidationError("Isi tanggal lahir atau kata sandi. Salah satu cukup.")
        return isian


class PersetujuanForm(forms.Form):
    """Which consent is meant; the partner only for sharing."""

    tujuan = forms.CharField(max_length=12)
    mitra = forms.CharField(max_length=120, required=False)


class LoketForm(forms.Form):
    """What every verb at the counter asks: the paper that was seen."""

    dasar = UraianFormField(
        maks=300,
        label="Surat yang Anda lihat",
        help_text="Misalnya: KTP asli atas nama pemilik akun. Pemilik akun dapat membaca kalimat ini.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class LoketNomorForm(LoketForm):
    telepon_baru = TeleponFormField(
        label="Nomor WhatsApp baru", help_text="Pastikan HP dengan nomor ini ada di tangan pemilik akun."
    )
    field_order = ("telepon_baru", "dasar")


class PenggunaForm(forms.ModelForm):
    """An account made or changed by the admin of the portal."""

    telepon = TeleponFormField(label="Nomor WhatsApp", required=False)
    nama = NamaFormField(label="Nama lengkap")

    class Meta:
        model = Pengguna
        fields = ("nama", "email", "telepon", "is_staff", "semua_kecamatan", "kecamatan", "groups")
        labels = {"groups": "Peran"}

    def clean(self) -> dict[str, Any]:
        """The constraint says the same, but knows columns that this form does not show."""
        isian = super().clean() or {}
        telepon = isian.get("telepon") if "telepon" in (self._meta.fields or ()) else self.instance.telepon
        if not self.errors and not (telepon or isian.get("email", self.instance.email) or self.instance.nomor_dilepas):
            self.add_error(None, "Isi nomor WhatsApp atau email. Salah satu harus ada agar dapat masuk.")
        return isian

    def clean_telepon(self) -> str | None:
        return self.cleaned_data["telepon"] or None

    def clean_email(self) -> str | None:
        return self.cleaned_data["email"] or None


def bidang_waktu(label: str) -> forms.DateTimeField:
    """Date and hour in one field of the browser's own."""
    return forms.DateTimeField(
        label=label,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M"],
        error_messages={"required": "Isi tanggal dan jam.", "invalid": "Isi tanggal dan jam, keduanya."},
    )


class AcaraForm(forms.ModelForm):
    mulai = bidang_waktu("Berlaku mulai")
    sampai = bidang_waktu("Berlaku sampai")

    class Meta:
        model = AcaraPendaftaran
        fields = ("kode", "nama", "mulai", "sampai")
        help_texts = {"kode": "4–20 huruf besar atau angka, mudah diucapkan. Contoh: BAZAR2026."}

    def clean_kode(self) -> str:
        return self.cleaned_data["kode"].strip().upper()

    def clean(self) -> dict[str, Any]:
        isian = super().clean() or {}
        mulai = isian.get("mulai") or self.instance.mulai
        sampai = isian.get("sampai")
        if mulai and sampai and sampai - mulai > timedelta(days=AcaraPendaftaran.MASA_MAKS_HARI):
            self.add_error("sampai", f"Paling lama {AcaraPendaftaran.MASA_MAKS_HARI} hari setelah mulai.")
        return isian
