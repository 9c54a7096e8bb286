"""The forms of officials: what must be completed, where a case goes, how it ends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from akun import batas
from inti import hari_kerja
from inti.admin.dasar import TanggalInput
from inti.admin.perkara import AlasanForm, FormTindakan
from inti.berkas import BerkasField
from inti.kalender import libur
from layanan import formulir, meja
from layanan.actions.elektronik import FRASA_PER_JAM, ember
from layanan.actions.periksa import nama_hal
from layanan.enums import Instansi, JenisTanda
from layanan.models import AlasanTolak, Bidang
from layanan.models.rincian import AWALAN_ISIAN
from umkm.forms.bagian import TeksPendek

LIHAT_LAGI = 5
"""Working days after which a case at another office is looked at again, unless the official says otherwise."""


def _tanggal(label: str, **lain: Any) -> forms.DateField:
    salah = {"required": "Isi tanggalnya.", "invalid": "Isi tanggal yang benar."}
    return forms.DateField(label=label, widget=TanggalInput, error_messages=salah, **lain)


def _nanti() -> Any:
    return hari_kerja.tambah(timezone.localdate(), LIHAT_LAGI, libur())


class TugaskanForm(FormTindakan):
    kepada: Any = forms.ModelChoiceField(
        label="Petugas",
        queryset=None,
        required=False,
        widget=forms.RadioSelect,
        empty_label="Biarkan di antrean bidang",
        error_messages={"invalid_choice": "Petugas itu tidak dapat ditugasi."},
    )
    bidang: Any = forms.ModelChoiceField(
        label="Pindahkan ke bidang",
        queryset=Bidang.objects.all(),
        required=False,
        empty_label="Tetap di bidang sekarang",
        error_messages={"invalid_choice": "Pilih dari daftar."},
    )
    catatan = TeksPendek(label="Pesan untuk petugas", maks=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        medan: Any = self.fields["kepada"]
        medan.queryset = meja.calon_petugas(self.perkara)
        medan.label_from_instance = lambda p: f"{p.nama} ({p.beban} permohonan)"


class LengkapiForm(FormTindakan):
    """Every field that is asked and every document, each with a sentence; cleans to `hal` of the action."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.nama = dict(self._hal())
        for perihal, label in self.nama.items():
            medan = TeksPendek(label=label, maks=300, required=False)
            medan.widget.attrs["placeholder"] = "Tulis apa yang harus dilengkapi"
            medan.tanpa_tanda = True  # type: ignore[attr-defined]
            self.fields[self._kunci(perihal)] = medan

    def _hal(self) -> Iterator[tuple[str, str]]:
        tampil = formulir.ditanyakan(list(self.perkara.formulir.isian.all()), self.perkara.jawaban)
        for perihal, label in nama_hal(self.perkara).items():
            if not perihal.startswith(AWALAN_ISIAN) or perihal.removeprefix(AWALAN_ISIAN) in tampil:
                yield perihal, label

    @staticmethod
    def _kunci(perihal: str) -> str:
        return "kalimat-" + perihal.replace(":", "-")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        hal = {perihal: kata for perihal in self.nama if (kata := data.get(self._kunci(perihal)))}
        if not hal and not self.errors:
            raise ValidationError("Tulis sedikitnya satu hal yang harus dilengkapi.")
        return {"hal": hal}


class TeruskanForm(FormTindakan):
    instansi = forms.ChoiceField(label="Instansi", choices=Instansi.choices)
    dikirim_pada = _tanggal("Dikirim pada")
    nomor_instansi = TeksPendek(label="Nomor di sana", maks=60, required=False)
    lihat_lagi = _tanggal("Lihat lagi pada", help_text="Hari itu muncul di “Kerja saya hari ini”.")
    catatan = TeksPendek(label="Catatan untuk rekan", maks=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        awal = {"instansi": self.perkara.layanan.instansi, "dikirim_pada": timezone.localdate(), "lihat_lagi": _nanti()}
        self.initial = {**awal, **self.initial}


class LihatLagiForm(FormTindakan):
    catatan = TeksPendek(label="Kabar dari instansi", maks=300, required=False)
    nomor_instansi = TeksPendek(label="Nomor di sana, bila baru diketahui", maks=60, required=False)
    lihat_lagi = _tanggal("Lihat lagi pada")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"lihat_lagi": _nanti(), **self.initial}


class CatatanForm(FormTindakan):
    catatan = TeksPendek(label="Catatan untuk rekan", maks=300, required=False)


class SelesaikanForm(FormTindakan):
    berkas = BerkasField(label="Berkas hasil", required=False, help_text="Misalnya sertifikat dari instansi.")
    catatan = forms.CharField(
        label="Catatan hasil",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Dibaca pemohon. Tulis apa yang sudah diberikan.",
    )


class TolakForm(AlasanForm):
    field_order = ("sebab", "alasan")
    sebab: Any = forms.ModelChoiceField(
        label="Alasan menurut daftar",
        queryset=None,
        widget=forms.RadioSelect,
        empty_label=None,
        help_text="Setiap alasan membawa jalan keluar yang dibaca pemohon.",
        error_messages={"required": "Pilih alasannya.", "invalid_choice": "Pilih dari daftar."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        medan: Any = self.fields["sebab"]
        cocok = Q(layanan=None) | Q(layanan=self.perkara.layanan_id)
        medan.queryset = AlasanTolak.objects.filter(cocok, aktif=True)
        medan.label_from_instance = lambda a: f"{a.nama}. {a.rencana}"


class TandaForm(FormTindakan):
    """A paraf asks for nothing; at the signature the number may be typed from the agenda. `urut` is the step shown."""

    urut = forms.IntegerField(widget=forms.HiddenInput, required=False)
    nomor_surat = TeksPendek(
        label="Nomor dari agenda atau SRIKANDI",
        maks=80,
        required=False,
        help_text="Kosongkan agar nomor diambil dari seri surat.",
    )
    catatan = TeksPendek(label="Catatan untuk rekan", maks=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tahap = self.perkara.tahap_berikut
        self.initial["urut"] = tahap.urut if tahap else None
        if tahap is None or tahap.jenis != JenisTanda.TANDA_TANGAN:
            del self.fields["nomor_surat"]


class ElektronikForm(FormTindakan):
    """The passphrase of the signer; a page that is refused comes back without it."""

    urut = forms.IntegerField(widget=forms.HiddenInput, required=False)
    nomor_surat = TeksPendek(
        label="Nomor dari agenda atau SRIKANDI",
        maks=80,
        required=False,
        help_text="Kosongkan agar nomor diambil dari seri surat.",
    )
    frasa = forms.CharField(
        label="Passphrase tanda tangan elektronik",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text="Hanya diteruskan ke BSrE, tidak disimpan. Jangan pernah memberikannya kepada orang lain.",
        error_messages={"required": "Tulis passphrase Anda."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tahap = self.perkara.tahap_berikut
        self.initial["urut"] = tahap.urut if tahap else None

    def clean(self) -> dict[str, Any]:
        """Count each try before BSrE is asked: whoever sits down at an open screen guesses no more than a few."""
        data = super().clean() or {}
        if not self.errors and not batas.pakai(ember(self.oleh), FRASA_PER_JAM, batas.JAM):
            raise ValidationError("Terlalu sering dicoba. Tunggu satu jam, atau tanda tangani di kertas.")
        return data


class KembalikanForm(FormTindakan):
    alasan = forms.CharField(
        label="Apa yang harus diperbaiki",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Dibaca rekan, tidak dibaca pemohon. Sedikitnya 10 huruf.",
        error_messages={"required": "Tulis apa yang harus diperbaiki."},
    )


class TerbitkanForm(FormTindakan):
    pindaian = BerkasField(
        label="Pindaian atau foto surat", help_text="Surat yang sudah ditandatangani dan dicap, terbaca seluruhnya."
    )
