"""Between JSON and the forms of the pages: the same fields, the same limits, the same sentences.

A value travels as JSON writes it (a date as "1990-08-07", a village or KBLI by its code, rupiah as a whole number),
is laid into the form as if it had been typed, and is judged there.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from inti.berkas import BerkasField
from inti.fields import RupiahFormField
from umkm.forms.tanggal import TanggalField
from wilayah.fields import DesaField, KbliField
from wilayah.models import Desa, Kbli

# What the page tells about typing and choosing says nothing to a program.
BANTUAN: dict[type, str] = {
    DesaField: "Kode desa dari /desa/, atau nama yang hanya ada satu.",
    KbliField: "Versi dan kode dari /kbli/cari/.",
    TanggalField: "Tahun-bulan-tanggal.",
    RupiahFormField: "Rupiah bulat.",
}
TIDAK_DIKENAL = "Isian ini tidak dikenal di sini. Periksa namanya."


def medan_api(kelas: type[forms.Form], *, tanpa: tuple[str, ...] = ()) -> dict[str, forms.Field]:
    """Return the fields of a form that JSON can carry: files go through the page."""
    semua = kelas.base_fields
    return {nama: m for nama, m in semua.items() if nama not in tanpa and not isinstance(m, BerkasField)}


def periksa_nama(kiriman: Mapping[str, Any], dikenal: Mapping[str, Any]) -> None:
    """Raise ValidationError that names every field sent which is not known here."""
    asing = [nama for nama in kiriman if nama not in dikenal]
    if asing:
        raise ValidationError({nama[:60]: TIDAK_DIKENAL for nama in asing[:20]})


def ketikan(form: forms.Form, kiriman: Mapping[str, Any]) -> QueryDict:
    """Return what the page would send: the fields of `kiriman`, and what the form holds for the rest.

    Raises ValidationError with a sentence for each value of a kind that cannot be typed into its field.
    """
    data, galat = QueryDict(mutable=True), {}
    for nama, medan in form.fields.items():
        nilai = kiriman[nama] if nama in kiriman else ke_json(form.get_initial_for_field(medan, nama))
        try:
            for kunci, teks in _tulis(nama, medan, nilai):
                data.appendlist(kunci, teks)
        except ValidationError as salah:
            galat[nama] = salah
    if galat:
        raise ValidationError(galat)
    return data


def ke_json(nilai: Any) -> Any:
    """Write a value of a form or model the way JSON carries it."""
    if isinstance(nilai, Desa):
        return nilai.pk
    if isinstance(nilai, Kbli):
        return f"{nilai.versi}:{nilai.kode}"
    if isinstance(nilai, date):
        return nilai.isoformat()
    if isinstance(nilai, Decimal):
        return float(nilai)
    return None if nilai == "" else nilai


def _tulis(nama: str, medan: forms.Field, nilai: Any) -> list[tuple[str, str]]:
    """Return the pairs that a browser would send for one field."""
    if isinstance(medan, TanggalField):
        masukan: Any = medan.widget
        akhiran = masukan.widgets_names
        return [(f"{nama}{satu}", teks) for satu, teks in zip(akhiran, _tanggal(nilai), strict=True)]
    if isinstance(medan, forms.MultipleChoiceField):
        if not (isinstance(nilai, list) and all(isinstance(n, str) for n in nilai)):
            raise ValidationError("Tulis sebagai daftar teks, misalnya [].")
        return [(nama, satu) for satu in nilai]
    if nilai is None:
        return [(nama, "")]
    if isinstance(medan, forms.DecimalField):
        if type(nilai) not in (int, float):
            raise ValidationError("Tulis sebagai angka, tanpa tanda kutip.")
        return [(nama, f"{nilai:.9f}")]
    if isinstance(medan, RupiahFormField | forms.IntegerField | forms.TypedChoiceField):
        if type(nilai) is not int:
            raise ValidationError("Tulis sebagai angka bulat, tanpa tanda kutip.")
        return [(nama, str(nilai))]
    if not isinstance(nilai, str):
        raise ValidationError("Tulis sebagai teks, di antara tanda kutip.")
    return [(nama, nilai)]


def _tanggal(nilai: Any) -> list[str]:
    if nilai is None:
        return ["", "", ""]
    try:
        hari = date.fromisoformat(nilai)
    except (TypeError, ValueError):
        raise ValidationError("Tulis tanggal sebagai tahun-bulan-tanggal, misalnya 1990-08-07.") from None
    return [str(hari.day), str(hari.month), str(hari.year)]


def skema_form(medan: Mapping[str, forms.Field], *, wajib: tuple[str, ...] = ()) -> dict[str, Any]:
    """Describe fields of a form as the JSON schema of a request."""
    return {
        "type": "object",
        "properties": {nama: skema_medan(nama, satu, kosong=nama not in wajib) for nama, satu in medan.items()},
        "additionalProperties": False,
        **({"required": list(wajib)} if wajib else {}),
    }


def skema_medan(nama: str, medan: forms.Field, *, kosong: bool = True) -> dict[str, Any]:
    """Describe one field: its JSON type, its limits and choices, and the words of the page."""
    skema = _jenis(medan)
    if kosong and not medan.required and "items" not in skema:
        skema["type"] = [skema["type"], "null"]
        if "enum" in skema:
            skema["enum"] = [*skema["enum"], None]
    label = str(medan.label or nama.replace("_", " ").capitalize())
    label += "" if label.endswith("?") else "."
    return {"description": f"{label} {BANTUAN.get(type(medan), medan.help_text)}".strip(), **skema}


def _jenis(medan: Any) -> dict[str, Any]:
    if isinstance(medan, TanggalField):
        return {"type": "string", "format": "date"}
    if isinstance(medan, DesaField):
        return {"type": "string", "examples": ["33.25.11.1015"]}
    if isinstance(medan, KbliField):
        return {"type": "string", "examples": ["2025:10794"]}
    if isinstance(medan, forms.MultipleChoiceField):
        return {"type": "array", "items": {"type": "string", "enum": _pilihan(medan)}}
    if isinstance(medan, RupiahFormField):
        return {"type": "integer", "minimum": 0}
    if isinstance(medan, forms.TypedChoiceField):
        return {"type": "integer"}
    if isinstance(medan, forms.ChoiceField):
        return {"type": "string", "enum": _pilihan(medan)}
    if isinstance(medan, forms.DecimalField | forms.IntegerField):
        jenis = "number" if isinstance(medan, forms.DecimalField) else "integer"
        batas = {"minimum": medan.min_value, "maximum": medan.max_value}
        return {"type": jenis, **{nama: nilai for nama, nilai in batas.items() if nilai is not None}}
    if isinstance(medan, forms.RegexField):
        return {"type": "string", "pattern": medan.regex.pattern}
    maks = getattr(medan, "maks", None) or getattr(medan, "max_length", None)
    return {"type": "string", **({"maxLength": maks} if maks else {})}


def _pilihan(medan: Any) -> list[str]:
    return [kode for kode, _ in medan.choices if kode != ""]
