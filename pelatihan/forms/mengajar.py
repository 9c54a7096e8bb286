"""The shape of what a trainer sends: scores, notes, materials."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from inti.berkas import GAMBAR, PDF, BerkasField
from inti.fields import UraianFormField
from pelatihan import nilai as aturan
from pelatihan.actions.catatan import TERPANJANG
from pelatihan.actions.nilai import Ubah
from pelatihan.enums import KapanMateri, Tes
from pelatihan.models import Angkatan, Peserta
from pelatihan.nilai import TEKS_MAKS, Baris
from umkm.forms.bagian import TeksPendek

LEWATI = "lewati"


class NilaiField(forms.CharField):
    """A score as text; yields a Decimal, or None for nothing."""

    def __init__(self, **kwargs: Any) -> None:
        papan = {"inputmode": "decimal", "autocomplete": "off", "size": 6, "enterkeyhint": "next"}
        super().__init__(required=False, widget=forms.TextInput(attrs=papan), **kwargs)

    def to_python(self, value: Any) -> Any:
        return aturan.baca(str(value or "")[:20])


class NilaiForm(forms.Form):
    """The scores of a class, two for each participant, beside what the page showed when it was opened."""

    def __init__(self, *args: Any, peserta: Sequence[Peserta], **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.peserta = peserta
        for satu in peserta:
            for tes in Tes:
                kini = aturan.tulis(_ada(satu, tes))
                nama = f"{tes}_{satu.kode}"
                self.fields[nama] = NilaiField(label=f"{tes.label} {satu.pelaku.nama}", initial=kini)
                self.fields[f"dulu_{nama}"] = NilaiField(label=f"{tes.label} {satu.pelaku.nama}", initial=kini)
                self.fields[f"dulu_{nama}"].widget = forms.HiddenInput()

    def baris(self) -> Iterator[tuple[Peserta, list[tuple[Any, Any]]]]:
        """Yield each participant with his fields and what they were."""
        for satu in self.peserta:
            nama = [f"{tes}_{satu.kode}" for tes in Tes]
            yield satu, [(self[n], self[f"dulu_{n}"]) for n in nama]

    def ubah(self) -> list[Ubah]:
        """Return the scores that were typed anew; call it on a valid form."""
        semua = (
            Ubah(p.kode, tes, self.cleaned_data.get(f"dulu_{tes}_{p.kode}"), self.cleaned_data.get(f"{tes}_{p.kode}"))
            for p in self.peserta
            for tes in Tes
        )
        return [u for u in semua if u.dulu != u.kini]


def _ada(peserta: Peserta, tes: Tes) -> Decimal | None:
    return getattr(peserta.nilai, tes.lower()) if hasattr(peserta, "nilai") else None


class TempelForm(forms.Form):
    tes: Any = forms.ChoiceField(
        label="Bila hanya ada satu kolom nilai, itu nilai apa?",
        choices=[(Tes.AKHIR, Tes.AKHIR.label), (Tes.AWAL, Tes.AWAL.label)],
        initial=Tes.AKHIR,
        widget=forms.RadioSelect,
    )
    teks = forms.CharField(
        label="Tempel dari spreadsheet",
        help_text=(
            "Salin kolom nama atau kode kartu, dan kolom nilainya. Urutannya boleh lain, judul kolom boleh ada. "
            "Belum ada yang disimpan sebelum Anda memeriksa."
        ),
        max_length=TEKS_MAKS,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "autocomplete": "off"}),
        strip=False,
        error_messages={
            "required": "Tempel dulu isinya.",
            "max_length": "Terlalu panjang. Tempel hanya nama atau kode dan nilainya.",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)


def terapkan(baris: Sequence[Baris], orang: Mapping[str, Any], pilihan: Mapping[str, str]) -> list[str]:
    """Give each doubtful line the participant who was chosen for it, and return what is still in the way.

    `pilihan` is what was sent, "pilih_<number of the line>" with a code of `orang` or "lewati".
    """
    salah = [b.salah for b in baris if b.salah]
    terpakai = {b.pasti.kode for b in baris if b.keadaan == "cocok" and b.pasti is not None}
    for b in baris:
        if b.keadaan not in ("mirip", "ganda", "asing"):
            continue
        dipilih = pilihan.get(f"pilih_{b.nomor}", "")
        b.ragu, b.mirip, b.pasti = b.keadaan, False, orang.get(dipilih)
        if b.pasti is None and dipilih != LEWATI:
            salah.append(f"Baris {b.nomor}: pilih orangnya, atau lewati baris ini.")
        elif b.pasti is not None and b.pasti.kode in terpakai:
            salah.append(f"Baris {b.nomor}: {b.pasti.nama} sudah dipilih di baris lain.")
        elif b.pasti is not None:
            terpakai.add(b.pasti.kode)
    return salah


class CatatanForm(forms.Form):
    teks = UraianFormField(
        maks=TERPANJANG,
        label="Catatan",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Tulis catatannya."},
    )

    def __init__(self, *args: Any, peserta: Sequence[Peserta] = (), **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.menurut_kode = {p.kode: p for p in peserta}
        if peserta:
            self.fields["peserta"] = forms.ChoiceField(
                label="Tentang siapa?",
                choices=[("", "Pilih peserta"), *((p.kode, p.pelaku.nama) for p in peserta)],
                error_messages={"required": "Pilih pesertanya.", "invalid_choice": "Pilih dari daftar."},
            )
            self.order_fields(["peserta", "teks"])


class MateriForm(forms.Form):
    """A file or a link, for the whole class or one topic, and when participants may open it."""

    judul = TeksPendek(maks=120, label="Judul", error_messages={"required": "Tulis judul materinya."})
    berkas = BerkasField(
        jenis=(PDF, GAMBAR),
        required=False,
        label="Berkas",
        help_text="PDF atau foto, paling besar 10 MB. Slide PowerPoint simpan sebagai PDF dulu: File, Ekspor, PDF.",
    )
    tautan = forms.URLField(
        label="atau tautan",
        required=False,
        assume_scheme="https",
        max_length=400,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        error_messages={
            "invalid": "Tulis tautan lengkap, misalnya https://contoh.id/video.",
            "max_length": "Tautan terlalu panjang, paling banyak 400 huruf.",
        },
    )
    topik: Any = forms.ModelChoiceField(
        label="Topik",
        queryset=None,
        required=False,
        empty_label="Seluruh kelas",
        error_messages={"invalid_choice": "Pilih dari daftar."},
    )
    kapan: Any = forms.ChoiceField(
        label="Kapan peserta dapat membukanya?",
        choices=[(k, k.label) for k in (KapanMateri.AKHIR, KapanMateri.SESI, KapanMateri.LANGSUNG)],
        initial=KapanMateri.AKHIR,
        widget=forms.RadioSelect,
    )
    sesi: Any = forms.ModelChoiceField(
        label="Sesi",
        queryset=None,
        required=False,
        empty_label="Pilih sesi",
        help_text="Hanya bila dibuka setelah satu sesi.",
        error_messages={"invalid_choice": "Pilih dari daftar."},
    )

    def __init__(self, *args: Any, angkatan: Angkatan, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        topik: Any = self.fields["topik"]
        topik.queryset = angkatan.kurikulum.topik.all()
        topik.label_from_instance = lambda t: t.nama
        sesi: Any = self.fields["sesi"]
        sesi.queryset = angkatan.sesi.select_related("topik").order_by("mulai")
        sesi.label_from_instance = sebut_sesi

    def clean_tautan(self) -> str:
        tautan = self.cleaned_data["tautan"]
        if tautan and not tautan.startswith(("https://", "http://")):
            raise ValidationError("Tulis tautan lengkap, misalnya https://contoh.id/video.")
        return tautan

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if bool(data.get("berkas")) == bool(data.get("tautan")) and "berkas" not in self.errors:
            raise ValidationError({"berkas": "Isi salah satu: berkas atau tautan."})
        if data.get("kapan") != KapanMateri.SESI:
            data["sesi"] = None
        elif not data.get("sesi"):
            raise ValidationError({"sesi": "Pilih sesinya."})
        return data


def sebut_sesi(sesi: Any) -> str:
    """Name a session in a list: "23-11-2026 08.00, Buku kas"."""
    saat = f"{timezone.localtime(sesi.mulai):%d-%m-%Y %H.%M}"
    return f"{saat}, {sesi.topik.nama}" if sesi.topik else saat
