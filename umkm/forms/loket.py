"""Forms of the counter: each asks for the paper that was seen, and names it for the history."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from akun.models import Pengguna
from inti import telepon as aturan_telepon
from inti.berkas import BerkasField
from inti.fields import NamaFormField, NikFormField, TeleponFormField, UraianFormField
from umkm.enums import DasarAlih, StatusUsaha
from umkm.forms.tanggal import TanggalField
from umkm.models import PelakuUsaha
from umkm.pencarian import cari_pelaku
from wilayah.fields import BANYAK_USULAN, CariField, Usulan

_DIAM = {"autocomplete": "off"}
_NIK = {"data-rahasia": "", **_DIAM}


class PelakuField(CariField):
    """A person of the registry, found by registration number, phone or name, inside the scope of `oleh`."""

    alamat = "admin:umkm_pelakuusaha_cari"
    model = PelakuUsaha
    oleh: Any = None

    def _menurut_nilai(self, nilai: str) -> PelakuUsaha:
        orang = PelakuUsaha.objects.terlihat_oleh(self.oleh).utuh().filter(kode=nilai).first()
        if orang is None:
            raise ValidationError("Orang itu tidak ada di wilayah kerja Anda. Cari lagi.", code="pilih")
        return orang

    def _menurut_teks(self, teks: str) -> PelakuUsaha:
        calon = cari_pelaku(teks, self.oleh)
        if len(calon) == 1:
            return calon[0]
        if calon:
            raise ValidationError("Ada beberapa orang. Pilih salah satu.", code="pilih")
        raise ValidationError("Tidak ada orang itu di wilayah kerja Anda. Isi sebagai orang baru.", code="pilih")

    def _usulan(self, teks: str) -> list[Usulan]:
        return [Usulan(p.kode, p.nama, sebut_pelaku(p)) for p in cari_pelaku(teks, self.oleh, BANYAK_USULAN)]

    def _nilai(self, terpilih: PelakuUsaha) -> str:
        return terpilih.kode


class OrangForm(forms.Form):
    """Base: `obj` is the record at hand, `oleh` the official."""

    def __init__(self, *args: Any, obj: Any, oleh: Any, **kwargs: Any) -> None:
        self.obj, self.oleh = obj, oleh
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class AlihkanForm(OrangForm):
    """Sale or inheritance: what it rests on, and who takes over: somebody known or a new person."""

    dasar = forms.ChoiceField(
        label="Dasar peralihan",
        choices=[(d.value, d.label) for d in (DasarAlih.JUAL_BELI, DasarAlih.WARIS)],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih dasar peralihan: jual beli atau waris."},
    )
    kepada = PelakuField(
        label="Pemilik baru yang sudah terdata",
        required=False,
        help_text="Cari dengan nama, nomor WhatsApp, atau nomor pendaftaran usahanya.",
    )
    nama_baru = NamaFormField(
        label="Atau nama pemilik baru yang belum terdata",
        required=False,
        help_text="Seperti di KTP.",
        widget=forms.TextInput(attrs=_DIAM),
    )
    telepon_baru = TeleponFormField(
        label="Nomor WhatsApp pemilik baru",
        required=False,
        help_text="Hanya untuk orang yang belum terdata. Kosongkan bila tidak punya.",
        widget=forms.TelInput(attrs=_DIAM),
    )
    nik = NikFormField(
        label="NIK pemilik baru",
        required=False,
        help_text="Dari KTP asli yang Anda lihat. Wajib bila usahanya terverifikasi dan identitasnya belum diperiksa.",
        widget=forms.TextInput(attrs=_NIK),
    )
    surat = BerkasField(
        label="Foto atau PDF surat peralihan",
        help_text="Surat jual beli, atau akta kematian dan surat keterangan ahli waris.",
        error_messages={"required": "Unggah foto atau PDF surat peralihannya."},
    )
    alasan = UraianFormField(
        maks=300,
        label="Surat yang Anda lihat",
        help_text="Nama dan tanggal suratnya, dan KTP siapa. Kedua pemilik dapat membaca kalimat ini.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kepada"].oleh = self.oleh  # type: ignore[attr-defined]
        for nama in ("kepada", "nama_baru"):
            self.fields[nama].tanpa_tanda = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "kepada" in self.errors or "nama_baru" in self.errors:
            return data
        lama, baru = data.get("kepada"), data.get("nama_baru")
        if bool(lama) == bool(baru):
            kalimat = "Pilih orang yang sudah terdata, atau isi nama orang baru; salah satu saja."
            self.add_error("kepada", kalimat)
        elif self._perlu_nik(lama) and not data.get("nik") and "nik" not in self.errors:
            self.add_error("nik", "Usaha ini terverifikasi. Isi NIK pemilik baru dari KTP yang Anda lihat.")
        return data

    def _perlu_nik(self, kepada: PelakuUsaha | None) -> bool:
        terbukti = kepada is not None and kepada.identitas_terbukti
        return self.obj.status == StatusUsaha.TERVERIFIKASI and not terbukti


class MeninggalForm(OrangForm):
    pada = TanggalField(label="Tanggal meninggal", help_text="Seperti di surat. Contoh: 7 – 8 – 2026.")
    catatan = UraianFormField(
        maks=300,
        label="Surat yang Anda lihat",
        help_text="Misalnya: akta kematian nomor 123 tanggal 8 Agustus 2026.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class HidupkanForm(OrangForm):
    catatan = UraianFormField(
        maks=300,
        label="Apa yang Anda lihat",
        help_text="Misalnya: orangnya datang membawa KTP asli; akta kematian milik orang lain yang senama.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class BetulkanNikForm(OrangForm):
    nik = NikFormField(label="NIK yang benar", help_text="16 angka, dari KTP asli.", widget=forms.TextInput(attrs=_NIK))
    alasan = UraianFormField(
        maks=300,
        label="Apa yang salah, dan KTP apa yang Anda lihat",
        help_text="Jangan menulis angka NIK di sini. Pemilik dapat membaca kalimat ini.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_alasan(self) -> str:
        alasan: str = self.cleaned_data["alasan"]
        if sum(h.isdigit() for h in alasan) >= 16:
            raise ValidationError("Jangan menulis NIK dalam alasan: kalimat ini dibaca orang lain.")
        return alasan


class HubungkanForm(OrangForm):
    """The account is named by its proven number; `akun_pasti` says that the official has compared the names."""

    telepon = TeleponFormField(
        label="Nomor WhatsApp akunnya",
        help_text="Nomor yang sudah dibuktikan. Pastikan HP-nya ada di tangan orang ini.",
        widget=forms.TelInput(attrs=_DIAM),
    )
    dasar = UraianFormField(
        maks=300,
        label="Surat yang Anda lihat",
        help_text="Misalnya: KTP asli, cocok dengan nama di formulir.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    akun_pasti = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput(attrs=_DIAM))
    akun: Pengguna | None = None

    def clean_telepon(self) -> str:
        nomor: str = self.cleaned_data["telepon"]
        terbukti = Pengguna.objects.filter(telepon=nomor, telepon_dibuktikan__isnull=False, is_active=True)
        self.akun = terbukti.first()
        if self.akun is None:
            raise ValidationError(
                "Tidak ada akun aktif dengan nomor itu yang sudah dibuktikan. Buktikan dulu di loket."
            )
        return nomor

    def minta_kepastian(self) -> bool:
        """Tell whether the official has yet to compare the name of the account, and keep its code for then."""
        if self.akun is None or self.cleaned_data["akun_pasti"] == self.akun.kode:
            return False
        kiriman: Any = self.data
        self.data = kiriman.copy()
        self.data["akun_pasti"] = self.akun.kode  # type: ignore[index]
        return True


class AlasanGabungForm(forms.Form):
    """The last step of a merge, and of its undoing."""

    alasan = UraianFormField(
        maks=300,
        label="Alasan",
        help_text="Apa yang meyakinkan Anda. Sedikitnya 10 huruf; tersimpan di catatan penggabungan.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def sebut_pelaku(pelaku: Any) -> str:
    """Say by what an official tells persons of one name apart: their businesses, and the end of the phone."""
    usaha = [f"{k.usaha.nomor}, {k.usaha.desa}" for k in pelaku.usaha_berjalan]
    nomor = [f"WhatsApp {aturan_telepon.samarkan(pelaku.telepon)}"] if pelaku.telepon else []
    return "; ".join([*usaha, *nomor]) or "belum punya usaha"
