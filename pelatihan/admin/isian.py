"""The shape of what officials type about a class: its facts, its timetable, its seats and its trainers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from akun.models import Pengguna
from inti.admin.dasar import TanggalInput, WaktuInput
from inti.fields import RupiahFormField
from pelatihan.actions.angkatan import BarisSesi
from pelatihan.actions.rencana import DAPAT_DIUBAH
from pelatihan.enums import JenisKuota, PeranPelatih
from pelatihan.models import Angkatan, Kuota, Kurikulum, Sesi, Topik
from pelatihan.pola_jadwal import Pola
from wilayah.fields import DesaField
from wilayah.models import Kecamatan

PALING_BANYAK_SESI = 60


class JamInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class AngkatanForm(forms.ModelForm):
    """The facts of a class. Course and way of giving seats are asked here too; the verb says when they are fixed."""

    desa = DesaField(
        label="Desa", required=False, help_text="Ketik nama desa, lalu pilih. Kosongkan untuk pertemuan video."
    )
    tautan: Any = forms.URLField(
        label="Tautan pertemuan",
        required=False,
        assume_scheme="https",
        help_text="Hanya dilihat peserta terdaftar dan pelatih.",
    )
    biaya: Any = RupiahFormField(label="Biaya peserta", required=False, help_text="Kosongkan bila gratis.")

    class Meta:
        model = Angkatan
        fields = DAPAT_DIUBAH
        widgets = {
            "dibuka_pada": WaktuInput,
            "ditutup_pada": WaktuInput,
            "batas_undur": WaktuInput,
            "kuota_kembali": TanggalInput,
        }
        error_messages = {
            "kurikulum": {"required": "Pilih pelatihannya."},
            "nama": {"required": "Beri nama, misalnya Angkatan 3 Limpung."},
            "dibuka_pada": {"required": "Isi kapan pendaftaran dibuka.", "invalid": "Pilih hari dan jamnya."},
            "ditutup_pada": {"required": "Isi kapan pendaftaran ditutup.", "invalid": "Pilih hari dan jamnya."},
            "batas_undur": {"invalid": "Pilih hari dan jamnya."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        dipakai = Q(aktif=True) | Q(pk=self.instance.kurikulum_id)
        kurikulum: Any = self.fields["kurikulum"]
        kurikulum.queryset = Kurikulum.objects.filter(dipakai).prefetch_related("topik")
        kurikulum.label = "Pelatihan"
        kurikulum.empty_label = "Pilih"
        kurikulum.label_from_instance = lambda k: f"{k.nama} ({k.jp} JP)"

    def clean_biaya(self) -> int:
        return self.cleaned_data["biaya"] or 0


class PolaForm(forms.Form):
    """From which the rows of a timetable are made; nothing is written before they are sent."""

    pertama: Any = forms.DateField(
        label="Hari pertama", widget=TanggalInput, error_messages={"required": "Pilih hari pertamanya."}
    )
    banyak: Any = forms.IntegerField(label="Berapa hari", min_value=1, max_value=30, initial=3)
    dari: Any = forms.TimeField(label="Dari jam", widget=JamInput, initial="08:30")
    sampai: Any = forms.TimeField(label="Sampai jam", widget=JamInput, initial="15:30")
    istirahat: Any = forms.IntegerField(
        label="Istirahat", min_value=0, max_value=240, initial=60, widget=forms.NumberInput({"data-satuan": "menit"})
    )
    akhir_pekan = forms.BooleanField(label="Sabtu dan Minggu ikut dipakai", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **({"label_suffix": "", "prefix": "pola"} | kwargs))

    def clean(self) -> dict[str, Any]:
        isian = super().clean() or {}
        if isian.get("dari") and isian.get("sampai") and isian["sampai"] <= isian["dari"]:
            self.add_error("sampai", "Jam selesai harus setelah jam mulai.")
        return isian

    @property
    def pola(self) -> Pola:
        return Pola(**self.cleaned_data)


class SesiForm(forms.Form):
    """A row of the timetable. `sesi` names the session it changes; a row without a day is passed over."""

    sesi: Any = forms.ModelChoiceField(Sesi.objects.none(), required=False, widget=forms.HiddenInput)
    tanggal: Any = forms.DateField(label="Hari", widget=TanggalInput, error_messages={"required": "Pilih harinya."})
    dari: Any = forms.TimeField(label="Dari", widget=JamInput, error_messages={"required": "Isi jam mulainya."})
    sampai: Any = forms.TimeField(label="Sampai", widget=JamInput, error_messages={"required": "Isi jam selesainya."})
    jp: Any = forms.IntegerField(
        label="JP", min_value=1, max_value=24, error_messages={"required": "Isi berapa JP (satu JP 45 menit)."}
    )
    topik: Any = forms.ChoiceField(label="Topik", required=False)
    tempat = forms.CharField(label="Tempat, bila lain", required=False, max_length=150)

    def __init__(self, *args: Any, angkatan: Angkatan | None, topik: Sequence[Topik], **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.menurut_kunci = {str(t.pk): t for t in topik}
        pilihan = [(kunci, str(t)) for kunci, t in self.menurut_kunci.items()]
        self.fields["topik"].choices = [("", "Belum dipilih"), *pilihan]  # type: ignore[attr-defined]
        if angkatan is not None and angkatan.pk:
            self.fields["sesi"].queryset = angkatan.sesi.all()  # type: ignore[attr-defined]

    def clean_topik(self) -> Topik | None:
        return self.menurut_kunci.get(self.cleaned_data["topik"])

    def clean(self) -> dict[str, Any]:
        isian = super().clean() or {}
        if isian.get("dari") and isian.get("sampai") and isian["sampai"] <= isian["dari"]:
            self.add_error("sampai", "Jam selesai harus setelah jam mulai.")
        return isian

    @property
    def baris(self) -> BarisSesi:
        isian = self.cleaned_data
        awal, akhir = (timezone.make_aware(datetime.combine(isian["tanggal"], isian[n])) for n in ("dari", "sampai"))
        return BarisSesi(awal, akhir, isian["jp"], isian["topik"], isian["tempat"], isian["sesi"])


class BarisJadwalFormSet(forms.BaseFormSet):
    """The rows of a timetable; those ticked away and those left empty are no sessions."""

    deletion_widget = forms.CheckboxInput

    def add_fields(self, form: Any, index: Any) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = "Hapus"

    def baris(self) -> list[BarisSesi]:
        return [f.baris for f in self.forms if f not in self.deleted_forms and f.cleaned_data.get("tanggal")]

    def hapus(self) -> list[Sesi]:
        return [f.cleaned_data["sesi"] for f in self.deleted_forms if f.cleaned_data.get("sesi")]


JadwalFormSet = forms.formset_factory(
    SesiForm,
    formset=BarisJadwalFormSet,
    extra=2,
    can_delete=True,
    max_num=PALING_BANYAK_SESI,
    validate_max=True,
    absolute_max=PALING_BANYAK_SESI + 5,
)


class KursiForm(forms.Form):
    """The pools that every class may have; those of a kecamatan are rows below."""

    umum: Any = forms.IntegerField(
        label="Kursi umum",
        min_value=0,
        max_value=5000,
        initial=30,
        error_messages={"required": "Isi banyaknya kursi umum."},
    )
    perempuan: Any = forms.IntegerField(label="Khusus perempuan", min_value=0, max_value=5000, required=False)
    disabilitas: Any = forms.IntegerField(
        label="Khusus penyandang disabilitas", min_value=0, max_value=5000, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **({"label_suffix": ""} | kwargs))
        for nama in ("perempuan", "disabilitas"):
            self.fields[nama].tanpa_tanda = True  # type: ignore[attr-defined]

    @property
    def isi(self) -> dict[str, int]:
        """Return the pools with their sizes: the common one always, the others where a number stands."""
        isian = self.cleaned_data
        hasil: dict[str, int] = {JenisKuota.UMUM: isian["umum"]}
        for jenis in (JenisKuota.PEREMPUAN, JenisKuota.DISABILITAS):
            if isian[jenis.lower()] is not None:
                hasil[jenis] = isian[jenis.lower()]
        return hasil


class UbahKursiForm(KursiForm):
    """The same for a class that was announced: seats that were promised are not taken back without a word."""

    alasan = forms.CharField(
        label="Alasan, bila ada kursi yang berkurang",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Tersimpan di riwayat dan dibaca yang menunggu di kelas ini. Jangan sebut nama orang.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["alasan"].tanpa_tanda = True  # type: ignore[attr-defined]


class KuotaKecamatanForm(forms.Form):
    kecamatan: Any = forms.ModelChoiceField(
        Kecamatan.objects.order_by("nama"), label="Kecamatan", required=False, empty_label="Pilih kecamatan"
    )
    jumlah: Any = forms.IntegerField(label="Kursi", min_value=0, max_value=5000, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **({"label_suffix": ""} | kwargs))
        for satu in self.fields.values():
            satu.tanpa_tanda = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        isian = super().clean() or {}
        if isian.get("kecamatan") and isian.get("jumlah") is None and "jumlah" not in self.errors:
            self.add_error("jumlah", "Isi banyaknya kursi untuk kecamatan ini.")
        elif isian.get("jumlah") and not isian.get("kecamatan"):
            self.add_error("kecamatan", "Pilih kecamatannya.")
        return isian


class BarisKuotaFormSet(forms.BaseFormSet):
    def clean(self) -> None:
        kecamatan = [k for k, _ in self.isi()]
        if len(set(kecamatan)) < len(kecamatan):
            raise ValidationError("Satu kecamatan ditulis dua kali. Jumlahkan kursinya di satu baris.")

    def isi(self) -> list[tuple[Kecamatan, int]]:
        bersih = [f.cleaned_data for f in self.forms if hasattr(f, "cleaned_data") and f.is_valid()]
        return [(b["kecamatan"], b["jumlah"]) for b in bersih if b.get("kecamatan")]


KuotaFormSet = forms.formset_factory(KuotaKecamatanForm, formset=BarisKuotaFormSet, extra=3, max_num=40)


def kuota_baru(form: KursiForm, baris: Any) -> list[Kuota]:
    """Return the pools of a class that is being planned, not yet saved."""
    hasil = [Kuota(jenis=jenis, jumlah=jumlah) for jenis, jumlah in form.isi.items()]
    return hasil + [Kuota(jenis=JenisKuota.KECAMATAN, kecamatan=k, jumlah=n) for k, n in baris.isi()]


def calon_pelatih() -> Any:
    """Return the accounts that may teach: trainers, and officials who were given it."""
    izin = Q(groups__permissions__codename="mengajar") | Q(user_permissions__codename="mengajar")
    return Pengguna.objects.filter(izin, is_active=True).distinct().order_by("nama", "pk")


class PelatihForm(forms.Form):
    akun: Any = forms.ModelChoiceField(
        Pengguna.objects.none(), label="Pelatih", required=False, empty_label="Pilih pelatih"
    )
    peran = forms.ChoiceField(label="Sebagai", choices=PeranPelatih.choices, required=False)

    def __init__(self, *args: Any, calon: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for satu in self.fields.values():
            satu.tanpa_tanda = True  # type: ignore[attr-defined]
        self.fields["akun"].queryset = calon  # type: ignore[attr-defined]
        self.fields["akun"].choices = [("", "Pilih pelatih"), *((c.pk, c.nama) for c in calon)]  # type: ignore[attr-defined]


class BarisPelatihFormSet(forms.BaseFormSet):
    def isi(self) -> dict[Any, str]:
        bersih = [f.cleaned_data for f in self.forms]
        return {b["akun"]: b["peran"] or PeranPelatih.UTAMA for b in bersih if b.get("akun")}


PelatihFormSet = forms.formset_factory(PelatihForm, formset=BarisPelatihFormSet, extra=2, max_num=20)
