"""From the fields of a form version to a Django form, and from its answers to JSON and back. No table is read here,
but for the village and the KBLI code that a person picks.

A field is asked only when its condition holds: the field it names is itself asked, and was answered with one of the
values. What is not asked is neither required nor kept, so that answers never hold what the applicant could not see.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format

from inti import uang
from inti.berkas import Berkas, BerkasBersih, BerkasField
from inti.fields import RupiahFormField, UraianFormField
from layanan.enums import JenisIsian
from layanan.models import IsianFormulir
from umkm.forms.bagian import TeksPendek
from umkm.forms.tanggal import TanggalField
from wilayah.fields import DesaField, KbliField
from wilayah.models import Desa, Kbli

J = JenisIsian
TEKS_PENDEK, TEKS_PANJANG = 150, 2000
YA, TIDAK = "ya", "tidak"
KOSONG: tuple[Any, ...] = (None, "", [])
TERBESAR = 10**12
FOTO_SELANGKAH = 5
"""Photos that one step may ask for: each has two inputs, and a page may send no more than a dozen files."""
TERLALU_BANYAK_FOTO = f"paling banyak {FOTO_SELANGKAH} pertanyaan foto dalam satu langkah."


class Langkah(NamedTuple):
    """One page of a form: its number, its heading, its fields."""

    nomor: int
    judul: str
    isian: list[IsianFormulir]


def langkah(isian: Iterable[IsianFormulir]) -> list[Langkah]:
    """Group fields into steps; the heading is the first that a field of the step names."""
    hasil: dict[int, list[IsianFormulir]] = {}
    for satu in isian:
        hasil.setdefault(satu.langkah, []).append(satu)
    return [
        Langkah(nomor, next((i.judul_langkah for i in milik if i.judul_langkah), f"Langkah {nomor}"), milik)
        for nomor, milik in sorted(hasil.items())
    ]


def ditanyakan(isian: Sequence[IsianFormulir], jawaban: Mapping[str, Any]) -> set[str]:
    """Return the codes of the fields whose condition holds with these answers (in JSON form).

    A condition on a field that is not asked does not hold; neither does one that leads back to itself.
    """
    menurut_kode = {i.kode: i for i in isian}

    def asked(kode: str, lewat: frozenset[str]) -> bool:
        satu = menurut_kode.get(kode)
        if satu is None or kode in lewat:
            return False
        if not satu.kondisi:
            return True
        induk = satu.kondisi["isian"]
        return asked(induk, lewat | {kode}) and cocok(jawaban.get(induk), satu.kondisi["nilai"])

    return {kode for kode in menurut_kode if asked(kode, frozenset())}


def cocok(jawaban: Any, nilai: Sequence[str]) -> bool:
    """Tell whether an answer is, or among several holds, one of the values."""
    if isinstance(jawaban, list):
        return not set(jawaban).isdisjoint(nilai)
    return jawaban not in KOSONG and str(jawaban) in nilai


def berkas_diminta(syarat: Iterable[Any], jawaban: Mapping[str, Any], isian: Sequence[IsianFormulir]) -> list[Any]:
    """Return the required documents that are asked for with these answers, active ones only."""
    tampil = ditanyakan(isian, jawaban)
    return [s for s in syarat if s.aktif and (not s.kondisi or _syarat(s.kondisi, tampil, jawaban))]


def _syarat(kondisi: Mapping[str, Any], tampil: set[str], jawaban: Mapping[str, Any]) -> bool:
    return kondisi["isian"] in tampil and cocok(jawaban.get(kondisi["isian"]), kondisi["nilai"])


def kurang(isian: Sequence[IsianFormulir], jawaban: Mapping[str, Any]) -> list[IsianFormulir]:
    """Return the fields that are asked, required, and still empty."""
    tampil = ditanyakan(isian, jawaban)
    return [i for i in isian if i.wajib and i.kode in tampil and jawaban.get(i.kode) in KOSONG]


def rapikan(isian: Sequence[IsianFormulir], jawaban: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers without those to fields that are not asked (any more)."""
    tampil = ditanyakan(isian, jawaban)
    return {kode: nilai for kode, nilai in jawaban.items() if kode in tampil and nilai not in KOSONG}


def tak_sesuai(isian: Sequence[IsianFormulir], jawaban: Mapping[str, Any]) -> list[str]:
    """Return the codes of answers that do not fit the version: an unknown field, another shape, a strange choice."""
    menurut_kode = {i.kode: i for i in isian}
    return [kode for kode, nilai in jawaban.items() if kode not in menurut_kode or not _pas(menurut_kode[kode], nilai)]


def _pas(satu: IsianFormulir, nilai: Any) -> bool:
    kode_pilihan = {p[0] for p in satu.pilihan}
    if satu.jenis in (J.ANGKA, J.UANG):
        return type(nilai) is int and 0 <= nilai < TERBESAR
    if satu.jenis == J.BANYAK:
        return isinstance(nilai, list) and all(isinstance(n, str) for n in nilai) and set(nilai) <= kode_pilihan
    if not isinstance(nilai, str):
        return False
    if satu.jenis == J.TANGGAL:
        try:
            return bool(date.fromisoformat(nilai))
        except ValueError:
            return False
    return nilai in (kode_pilihan if satu.jenis == J.PILIHAN else {YA, TIDAK} if satu.jenis == J.YA_TIDAK else {nilai})


# --- The form ----------------------------------------------------------------------


class FormulirLayanan(forms.Form):
    """The form of some fields of one version. `jawaban` are the answers kept so far (JSON form)."""

    ISIAN: Sequence[IsianFormulir] = ()
    SEMUA: Sequence[IsianFormulir] = ()

    def __init__(self, *args: Any, jawaban: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        self.jawaban = dict(jawaban or {})
        kwargs.setdefault("label_suffix", "")
        kwargs["initial"] = {i.kode: dari_json(i, self.jawaban.get(i.kode)) for i in self.ISIAN} | (
            kwargs.get("initial") or {}
        )
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Forget what is not asked with the answers now given, and miss what is asked and required."""
        data = super().clean() or {}
        baru = {i.kode: ke_json(data.get(i.kode)) for i in self.ISIAN}
        tampil = ditanyakan(self.SEMUA, self.jawaban | baru)
        for satu in self.ISIAN:
            if satu.kode not in tampil:
                data[satu.kode] = None
                self.errors.pop(satu.kode, None)
            elif satu.wajib and satu.kondisi and data.get(satu.kode) in KOSONG and satu.kode not in self.errors:
                self.add_error(satu.kode, wajib(satu))
        return data

    def hasil(self) -> dict[str, Any]:
        """Return the answers of this form as cleaned values, files among them, by code; empty ones too."""
        return {i.kode: self.cleaned_data.get(i.kode) for i in self.ISIAN}


def buat_form(isian: Sequence[IsianFormulir], *, semua: Sequence[IsianFormulir] | None = None) -> type[FormulirLayanan]:
    """Make the form class of `isian`, in their order; `semua` are all fields of the version, for the conditions.

    A field with a condition is never required by the browser: `clean` demands it once it is asked.
    """
    medan: dict[str, Any] = {i.kode: _medan(i) for i in isian}
    return type("FormulirIsi", (FormulirLayanan,), {**medan, "ISIAN": tuple(isian), "SEMUA": tuple(semua or isian)})


def terangkan(form: forms.Form, semua: Sequence[IsianFormulir]) -> None:
    """Say at each field that hangs on another of its page when to fill it in, for who fills in without a script."""
    menurut_kode = {i.kode: i for i in semua}
    for satu in semua:
        induk = menurut_kode.get(satu.kondisi["isian"]) if satu.kondisi else None
        if induk is not None and {satu.kode, induk.kode} <= form.fields.keys() and induk.langkah == satu.langkah:
            kata = " atau ".join(f"“{tampil(induk, n)}”" for n in satu.kondisi["nilai"])
            medan = form.fields[satu.kode]
            medan.help_text = f"Isi hanya bila “{induk.label}” Anda jawab {kata}. {medan.help_text}".strip()


def wajib(satu: IsianFormulir) -> str:
    """Say what to do about an empty field."""
    return {
        J.PILIHAN: "Pilih salah satu.",
        J.BANYAK: "Pilih sedikitnya satu.",
        J.YA_TIDAK: "Pilih ya atau tidak.",
        J.BERKAS: "Pilih foto atau berkas dulu.",
    }.get(J(satu.jenis), "Isi dulu yang ini.")


def _medan(satu: IsianFormulir) -> forms.Field:
    umum: dict[str, Any] = {
        "label": satu.label,
        "help_text": satu.bantuan,
        "required": satu.wajib and not satu.kondisi,
    }
    medan = PEMBUAT[J(satu.jenis)](satu, umum)
    medan.error_messages["required"] = wajib(satu)
    medan.tanpa_tanda = satu.wajib
    return medan


def _angka(satu: IsianFormulir, umum: dict[str, Any]) -> forms.Field:
    salah = {"invalid": "Isi dengan angka, tanpa huruf.", "min_value": "Isi nol atau lebih."}
    kotak = forms.TextInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(min_value=0, max_value=TERBESAR - 1, widget=kotak, error_messages=salah, **umum)


def _pilihan(satu: IsianFormulir, umum: dict[str, Any]) -> forms.Field:
    isi = [(kode, kata) for kode, kata in satu.pilihan]
    return forms.ChoiceField(choices=isi, widget=forms.RadioSelect, **umum)


def _banyak(satu: IsianFormulir, umum: dict[str, Any]) -> forms.Field:
    isi = [(kode, kata) for kode, kata in satu.pilihan]
    return forms.MultipleChoiceField(choices=isi, widget=forms.CheckboxSelectMultiple, **umum)


PEMBUAT: dict[JenisIsian, Any] = {
    J.TEKS: lambda satu, umum: TeksPendek(maks=TEKS_PENDEK, **umum),
    J.PANJANG: lambda satu, umum: UraianFormField(maks=TEKS_PANJANG, widget=forms.Textarea(attrs={"rows": 4}), **umum),
    J.ANGKA: _angka,
    J.UANG: lambda satu, umum: RupiahFormField(**umum),
    J.TANGGAL: lambda satu, umum: TanggalField(**umum),
    J.PILIHAN: _pilihan,
    J.BANYAK: _banyak,
    J.YA_TIDAK: lambda satu, umum: forms.ChoiceField(
        choices=[(YA, "Ya"), (TIDAK, "Tidak")], widget=forms.RadioSelect, **umum
    ),
    J.BERKAS: lambda satu, umum: BerkasField(**umum),
    J.DESA: lambda satu, umum: DesaField(**umum),
    J.KBLI: lambda satu, umum: KbliField(**umum),
}


# --- Answers as JSON ------------------------------------------------------------------


def ke_json(nilai: Any) -> Any:
    """Bring a cleaned value into the form in which answers are kept. A fresh upload stands as its name until kept."""
    if isinstance(nilai, Desa):
        return nilai.pk
    if isinstance(nilai, Kbli):
        return f"{nilai.versi}:{nilai.kode}"
    if isinstance(nilai, Berkas):
        return nilai.kode
    if isinstance(nilai, BerkasBersih):
        return nilai.nama_asli
    return nilai.isoformat() if isinstance(nilai, date) else nilai


def dari_json(satu: IsianFormulir, nilai: Any) -> Any:
    """Bring a kept answer back to what its form field shows; None for an empty one, and for what is gone."""
    if nilai in KOSONG:
        return None
    if satu.jenis == J.TANGGAL:
        return date.fromisoformat(nilai)
    if satu.jenis == J.DESA:
        return Desa.objects.select_related("kecamatan").filter(pk=nilai).first()
    if satu.jenis == J.KBLI:
        versi, _, kode = nilai.partition(":")
        return Kbli.objects.filter(versi=versi, kode=kode).first()
    if satu.jenis == J.BERKAS:
        return Berkas.objects.filter(kode=nilai).first()
    return nilai


def tampil(satu: IsianFormulir, nilai: Any) -> str:
    """Write a kept answer as people read it; "" for an empty one."""
    if nilai in KOSONG:
        return ""
    if satu.jenis == J.UANG:
        return uang.tulis(nilai)
    if satu.jenis == J.TANGGAL:
        return date_format(date.fromisoformat(nilai), "j F Y")
    if satu.jenis in (J.DESA, J.KBLI):
        return str(dari_json(satu, nilai) or nilai)
    if satu.jenis == J.BERKAS:
        return "Sudah diunggah"
    if satu.jenis == J.YA_TIDAK:
        return {YA: "Ya", TIDAK: "Tidak"}.get(nilai, str(nilai))
    kata: dict[str, str] = {p[0]: p[1] for p in satu.pilihan}
    if isinstance(nilai, list):
        return ", ".join(kata.get(str(n), str(n)) for n in nilai)
    return kata.get(str(nilai), str(nilai))


def periksa_versi(isian: Sequence[IsianFormulir], berkas: Iterable[Any] = ()) -> None:
    """Raise ValidationError with every reason why no sensible form can be made; see `masalah`."""
    if salah := masalah(isian, berkas):
        raise ValidationError(salah)


def masalah(isian: Sequence[IsianFormulir], berkas: Iterable[Any] = ()) -> list[str]:
    """Say what is wrong with a version: no field, a condition that leads nowhere, comes too early or goes in a circle.

    A condition may only look at a field of the same step or an earlier one, and at answers that it offers. The
    documents that are asked for (`berkas`) obey the same rule, from behind all steps.
    """
    if not isian:
        return ["Formulir belum punya isian."]
    menurut_kode = {i.kode: i for i in isian}
    salah = [(satu.label, _masalah_kondisi(satu, menurut_kode)) for satu in isian if satu.kondisi]
    salah += [(n.judul, TERLALU_BANYAK_FOTO) for n in langkah(isian) if _foto(n) > FOTO_SELANGKAH]
    salah += [(f"Berkas {b.nama}", _masalah_induk(b.kondisi, menurut_kode)) for b in berkas if b.kondisi]
    return [f"“{label}”: {kalimat}" for label, kalimat in salah if kalimat]


def _foto(langkah: Langkah) -> int:
    return sum(i.jenis == J.BERKAS for i in langkah.isian)


def _masalah_kondisi(satu: IsianFormulir, menurut_kode: Mapping[str, IsianFormulir]) -> str:
    induk = menurut_kode.get(satu.kondisi["isian"])
    if induk is satu:
        return "isian yang menjadi syaratnya tidak ada."
    if induk is not None and (induk.langkah, induk.urut) > (satu.langkah, satu.urut):
        return "isian yang menjadi syaratnya baru ditanyakan setelahnya."
    if salah := _masalah_induk(satu.kondisi, menurut_kode):
        return salah
    return "syaratnya melingkar." if _melingkar(satu, menurut_kode) else ""


def _masalah_induk(kondisi: Mapping[str, Any], menurut_kode: Mapping[str, IsianFormulir]) -> str:
    induk = menurut_kode.get(kondisi["isian"])
    if induk is None:
        return "isian yang menjadi syaratnya tidak ada."
    if not set(kondisi["nilai"]) <= {kode for kode, _ in jawaban_ditawarkan(induk)}:
        return "syaratnya menyebut jawaban yang tidak ditawarkan."
    return ""


def jawaban_ditawarkan(satu: IsianFormulir) -> list[tuple[str, str]]:
    """Return the answers that a field offers, as code and words; none where people write freely."""
    return [(YA, "Ya"), (TIDAK, "Tidak")] if satu.jenis == J.YA_TIDAK else [(p[0], p[1]) for p in satu.pilihan]


def sebut_kondisi(kondisi: Mapping[str, Any], menurut_kode: Mapping[str, IsianFormulir]) -> str:
    """Say a condition in words: “Jenis” dijawab “Makanan” atau “Minuman”. "" for none, or one that leads nowhere."""
    induk = menurut_kode.get(kondisi["isian"]) if kondisi else None
    if induk is None:
        return ""
    kata = dict(jawaban_ditawarkan(induk))
    return f"“{induk.label}” dijawab " + " atau ".join(f"“{kata.get(n, n)}”" for n in kondisi["nilai"])


def _melingkar(satu: IsianFormulir, menurut_kode: Mapping[str, IsianFormulir]) -> bool:
    lewat: set[str] = set()
    kini: IsianFormulir | None = satu
    while kini is not None and kini.kondisi:
        if kini.kode in lewat:
            return True
        lewat.add(kini.kode)
        kini = menurut_kode.get(kini.kondisi["isian"])
    return False
