"""The form of a new key."""

from __future__ import annotations

from django import forms

from akun.forms import PastikanSandiForm
from api.enums import Cakupan, Masa
from inti.fields import UraianFormField


class KunciBaruForm(PastikanSandiForm):
    """A key acts for its owner without his password, so making one asks for it."""

    nama = UraianFormField(
        label="Untuk program apa?",
        maks=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="Agar Anda mengenalinya nanti. Contoh: aplikasi kasir.",
        error_messages={"required": "Tulis nama programnya, misalnya aplikasi kasir."},
    )
    cakupan = forms.ChoiceField(
        label="Boleh apa?",
        choices=Cakupan.choices,
        initial=Cakupan.BACA,
        widget=forms.RadioSelect,
        help_text="Mengirim berarti mengisi data dan menekan tombol atas nama Anda.",
    )
    masa = forms.TypedChoiceField(
        label="Berlaku berapa lama?",
        choices=Masa.choices,
        initial=Masa.TIGA_BULAN,
        coerce=int,
        widget=forms.RadioSelect,
    )
    field_order = ("nama", "cakupan", "masa", "sandi")
