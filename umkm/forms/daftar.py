"""The first minute: as few questions as make a business findable."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from akun import pendaftaran
from akun.forms import FormBerbatas, bidang_sandi
from inti.fields import NamaFormField, TeleponFormField, UraianFormField
from wilayah.fields import DesaField


class UsahaBaruForm(forms.Form):
    """What a business needs to be born; its owner is logged in."""

    uraian = UraianFormField(
        label="Jual apa?",
        help_text="Tulis dengan kata Anda sendiri. Contoh: keripik singkong, jahit baju, warung kopi.",
        maks=200,
        widget=forms.TextInput,
        error_messages={"required": "Tulis apa yang Anda jual. Contoh: keripik singkong."},
    )
    desa = DesaField(label="Desa tempat usaha", help_text="Ketik nama desa, lalu pilih. Contoh: Kauman, Kec. Batang.")
    # One form, however often it is sent, makes one business.
    kunci_kirim = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def isian(self) -> dict[str, Any]:
        """Return what was typed in a form that fits into JSON, for a sign-up that waits for its code."""
        data = self.cleaned_data
        return {"uraian": data["uraian"], "desa": data["desa"].pk, "kunci_kirim": str(data["kunci_kirim"])}


class AkunForm(FormBerbatas):
    """The account of somebody who is new: an owner, or a helper who was invited."""

    nama = NamaFormField(label="Nama lengkap", help_text="Seperti di KTP. Nama satu kata juga boleh.")
    telepon = TeleponFormField(
        label="Nomor WhatsApp", help_text="Untuk masuk dan menerima kabar. Contoh: 0812 3456 7890."
    )
    sandi = bidang_sandi("Kata sandi", baru=True, bantuan="Sedikitnya 8 huruf atau angka, yang mudah Anda ingat.")


class DaftarForm(UsahaBaruForm, AkunForm):
    """A business and the account of its owner at once."""

    acara = forms.CharField(
        label="Kode acara",
        help_text="Hanya bila petugas di acara memberi tahu kodenya.",
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )

    field_order = ("uraian", "desa", "nama", "telepon", "sandi", "acara")

    def clean_acara(self) -> str:
        kode = self.cleaned_data["acara"]
        if kode and pendaftaran.cari_acara(kode) is None:
            raise ValidationError("Kode acara ini tidak dikenal atau sudah lewat. Periksa lagi, atau kosongkan.")
        return kode
