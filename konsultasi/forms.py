"""The forms of consultations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from inti.admin import FormTindakan
from inti.fields import NamaFormField, TeleponFormField, UraianFormField
from konsultasi.actions.jaga import PERIHAL_MAKS
from konsultasi.actions.layani import HASIL_MAKS
from konsultasi.jadwal import Slot
from konsultasi.models import JanjiTemu, Meja
from konsultasi.queries import Jadwal
from umkm.models import Usaha


def bidang_perihal(label: str) -> UraianFormField:
    return UraianFormField(
        maks=PERIHAL_MAKS,
        label=label,
        help_text="Satu kalimat saja, agar petugas bersiap. Contoh: cara mengurus P-IRT untuk keripik.",
        widget=forms.TextInput,
        error_messages={"required": "Tulis satu kalimat tentang apa. Contoh: cara mengurus P-IRT."},
    )


class PesanForm(forms.Form):
    """What it is about, and for which business if any."""

    perihal = bidang_perihal("Tentang apa?")
    usaha: Any = forms.ChoiceField(label="Untuk usaha", required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, usaha: Sequence[Usaha], **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.menurut_kode = {u.kode: u for u in usaha}
        if usaha:
            pilihan = [(u.kode, u.nama) for u in usaha]
            self.fields["usaha"].choices = [*pilihan, ("", "Bukan tentang usaha itu")]  # type: ignore[attr-defined]
            self.initial.setdefault("usaha", usaha[0].kode)
        else:
            del self.fields["usaha"]

    def clean_usaha(self) -> Usaha | None:
        return self.menurut_kode.get(self.cleaned_data["usaha"])


def bidang_tanggal(label: str, pesan: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": pesan, "invalid": "Tulis tanggal yang benar, contoh 23-11-2026."},
    )


class MasaForm(forms.Form):
    """From one day to another."""

    dari = bidang_tanggal("Mulai hari apa dapat datang?", "Isi hari pertama dapat datang.")
    sampai = bidang_tanggal("Paling lambat hari apa?", "Isi hari terakhir dapat datang.")

    def clean(self) -> dict[str, Any]:
        isian = super().clean() or {}
        dari, sampai = isian.get("dari"), isian.get("sampai")
        if dari and dari < timezone.localdate():
            self.add_error("dari", "Pilih hari ini atau hari yang akan datang.")
        elif dari and sampai and sampai < dari:
            self.add_error("sampai", "Hari terakhir harus pada atau setelah hari pertama.")
        return isian


class KabariForm(MasaForm, PesanForm):
    """Wait for a free hour."""

    field_order = ("dari", "sampai", "perihal", "usaha")


class TungguLoketForm(MasaForm):
    """Wait for a free hour, for somebody without an account."""

    meja: Any = forms.ModelChoiceField(
        label="Meja", queryset=Meja.objects.none(), empty_label=None, error_messages={"required": "Pilih mejanya."}
    )
    nama = NamaFormField(label="Nama")
    telepon = TeleponFormField(label="Nomor WhatsApp")
    perihal = bidang_perihal("Tentang apa?")
    field_order = ("meja", "nama", "telepon", "dari", "sampai", "perihal")

    def __init__(self, *args: Any, oleh: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.fields["meja"].queryset = Meja.objects.aktif().terlihat_oleh(oleh)  # type: ignore[attr-defined]


class LoketForm(forms.Form):
    """Book for whoever stands at the counter or calls."""

    pada: Any = forms.ChoiceField(
        label="Jam",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Pilih jamnya.",
            "invalid_choice": "Jam ini baru saja diambil. Pilih jam lain.",
        },
    )
    nomor = forms.CharField(
        label="Nomor pendaftaran usaha",
        required=False,
        max_length=20,
        help_text="Contoh BTG-26-000123-K. Bila diisi, nama dan nomor WhatsApp di bawah boleh kosong.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    nama = NamaFormField(label="Nama", required=False, help_text="Bila usahanya belum tercatat.")
    telepon = TeleponFormField(label="Nomor WhatsApp", required=False)
    perihal = bidang_perihal("Tentang apa?")

    def __init__(self, *args: Any, oleh: Any, slot: Sequence[Slot], **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.oleh = oleh
        for nama in ("nama", "telepon"):
            self.fields[nama].tanpa_tanda = True  # type: ignore[attr-defined]
        self.slot = {s.alamat: s.mulai for s in slot}
        pilihan = [(alamat, f"{timezone.localtime(mulai):%H.%M}") for alamat, mulai in self.slot.items()]
        self.fields["pada"].choices = pilihan  # type: ignore[attr-defined]

    def clean_pada(self) -> Any:
        return self.slot[self.cleaned_data["pada"]]

    def clean_nomor(self) -> Usaha | None:
        nomor = self.cleaned_data["nomor"].strip().upper()
        if not nomor:
            return None
        usaha = Usaha.objects.terlihat_oleh(self.oleh).utuh().filter(nomor=nomor).first()
        if usaha is None:
            raise ValidationError("Nomor ini tidak ditemukan di wilayah kerja Anda. Periksa lagi, atau isi namanya.")
        return usaha

    def clean(self) -> dict[str, Any]:
        isian = super().clean() or {}
        if "nomor" not in self.errors and not isian.get("nomor"):
            if not isian.get("nama") and "nama" not in self.errors:
                self.add_error("nama", "Isi nama orangnya.")
            if not isian.get("telepon") and "telepon" not in self.errors:
                self.add_error("telepon", "Isi nomor WhatsApp, contoh 0812 3456 7890.")
        return isian


class LembarForm(forms.Form):
    """Which day the sheet is for."""

    tanggal = bidang_tanggal("Hari", "Pilih harinya.")

    def hari(self) -> date:
        """The day asked for, today when none or none that is."""
        return self.cleaned_data["tanggal"] if self.is_valid() else timezone.localdate()


class HadirForm(FormTindakan):
    hasil = UraianFormField(
        maks=HASIL_MAKS,
        label="Hasilnya",
        required=False,
        help_text="Satu dua kalimat yang dibaca orangnya: apa yang disepakati dan langkah berikutnya. Boleh kosong.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, perkara: JanjiTemu, **kwargs: Any) -> None:
        super().__init__(*args, perkara=perkara, **kwargs)
        self.initial.setdefault("hasil", perkara.hasil)


class PindahForm(FormTindakan):
    """Another slot of the same desk, chosen by an official on request."""

    pada: Any = forms.ChoiceField(
        label="Waktu baru",
        error_messages={"required": "Pilih waktu barunya.", "invalid_choice": "Pilih waktu dari daftar."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hari = Jadwal([self.perkara.meja], kecuali=self.perkara).buka(self.perkara.meja)
        self.slot = {s.alamat: s.mulai for h in hari for s in h.bebas if s.mulai != self.perkara.mulai}
        self.fields["pada"].choices = [(a, f"{timezone.localtime(m):%d-%m-%Y %H.%M}") for a, m in self.slot.items()]  # type: ignore[attr-defined]

    def clean_pada(self) -> Any:
        return self.slot[self.cleaned_data["pada"]]
