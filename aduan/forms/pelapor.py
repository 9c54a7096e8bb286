"""The reporter's forms: three fields and a photo or a voice note; an added word; an objection."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from aduan.actions.kirim import ISI_MAKS, PERIHAL_MAKS
from aduan.enums import Identitas
from akun.forms import FormBerbatas
from inti import telepon
from inti.berkas import GAMBAR, SUARA, BerkasField
from inti.fields import UraianFormField

PILIHAN_IDENTITAS = [
    (Identitas.BIASA, "Petugas yang menangani laporan ini"),
    (Identitas.RAHASIA, "Hanya koordinator (rahasia)"),
    (Identitas.ANONIM, "Tidak seorang pun (anonim). Nomor dan akun Anda tidak disimpan"),
]


class LaporForm(FormBerbatas):
    """What it is about, what happened, and if wanted how to be reached."""

    perihal = UraianFormField(
        maks=PERIHAL_MAKS,
        label="Tentang apa, atau di mana?",
        help_text="Contoh: loket dinas, layanan NIB, pasar desa.",
        widget=forms.TextInput,
        error_messages={"required": "Tulis tentang apa atau di mana. Contoh: loket dinas."},
    )
    isi = UraianFormField(
        maks=ISI_MAKS,
        label="Ceritakan",
        help_text="Pengaduan, usul, atau pertanyaan, dengan kalimat Anda sendiri. "
        "Jangan tulis NIK atau nomor orang lain. Boleh kosong bila Anda mengirim rekaman suara.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    foto = BerkasField(jenis=(GAMBAR,), label="Foto", required=False)
    suara = BerkasField(
        jenis=(SUARA,),
        label="Rekaman suara",
        required=False,
        help_text="Paling lama 60 detik. Petugas mendengar lalu menulis ringkasannya.",
        widget=forms.FileInput(attrs={"capture": True}),
    )
    kontak = forms.CharField(
        label="Nomor WhatsApp atau email",
        required=False,
        max_length=254,
        help_text="Agar Anda dikabari. Tanpa ini Anda tetap mendapat tautan untuk melihat jawabannya.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    identitas = forms.ChoiceField(
        label="Siapa yang boleh tahu siapa Anda?",
        choices=PILIHAN_IDENTITAS,
        initial=Identitas.BIASA,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih salah satu."},
    )
    setuju_publik = forms.BooleanField(
        label="Laporan ini boleh ditayangkan untuk umum, tanpa data orang, setelah disunting petugas",
        required=False,
    )
    # People do not see it; what fills it in is a machine.
    laman = forms.CharField(required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}))
    kunci_kirim = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def clean_laman(self) -> str:
        if self.cleaned_data["laman"]:
            raise ValidationError("Laporan ini tampak dikirim oleh mesin. Muat ulang halaman, lalu kirim lagi.")
        return ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "isi" in data and "suara" in data and len(data["isi"]) < 10 and data["suara"] is None:
            self.add_error("isi", "Ceritakan dengan sedikitnya 10 huruf, atau kirim rekaman suara.")
        data |= {"telepon": "", "email": ""}
        kontak = data.pop("kontak", "").strip()
        if kontak and data.get("identitas") != Identitas.ANONIM:
            self._baca_kontak(data, kontak)
        return data

    def _baca_kontak(self, data: dict[str, Any], kontak: str) -> None:
        """Tell a phone from an e-mail address. What an anonymous reporter typed here is not even looked at."""
        try:
            if "@" in kontak:
                validate_email(kontak)
                data["email"] = kontak
            else:
                data["telepon"] = telepon.normalkan(kontak)
        except ValidationError:
            self.add_error("kontak", "Isi nomor WhatsApp, contoh 0812 3456 7890, atau alamat email yang benar.")

    def isian(self) -> dict[str, Any]:
        """Return the keyword arguments of the verb."""
        return {k: v for k, v in self.cleaned_data.items() if k != "laman"}


class KeteranganForm(forms.Form):
    teks = UraianFormField(
        maks=2000,
        label="Keterangan Anda",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Tulis keterangannya, sedikitnya 10 huruf."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class KeberatanForm(KeteranganForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["teks"].label = "Mengapa Anda keberatan?"
        self.fields["teks"].help_text = "Misalnya: jawabannya tidak sesuai yang diminta, atau belum dijawab."
