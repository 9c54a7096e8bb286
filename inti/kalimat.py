"""Django's own refusals in the words of the counter: "Isi dulu yang ini." for "Bidang ini harus diisi.".

Django looks its sentences up on the class of the field or of the validator, so they are changed there once.
A field that knows its own subject says more in its `error_messages`, and that still wins.
"""

from __future__ import annotations

from django import forms
from django.contrib.postgres.forms import SimpleArrayField
from django.core import validators as v
from django.db import models

_MUAT_ULANG = "Muat ulang halaman ini, lalu kirim lagi."
_SALAH_SATU = "Pilih salah satu."
_DARI_DAFTAR = "Pilih dari daftar."
_TAK_SAMPAI = "Berkas tidak sampai. Pilih berkasnya, lalu kirim lagi."
_KOSONG = "Isi dulu yang ini."
_TANGGAL = "Tulis tanggal yang benar, contoh 23-11-2026."
_JAM = "Tulis jam yang benar, contoh 14.30."
_TANGGAL_JAM = "Tulis tanggal dan jam yang benar, contoh 23-11-2026 14.30."
_ANGKA = "Isi dengan angka."
_BULAT = "Isi dengan angka bulat, misalnya 3."

BIDANG: dict[type[forms.Field | models.Field], dict[str, str]] = {
    forms.Field: {"required": _KOSONG},
    forms.BooleanField: {"required": "Centang dulu kotak ini."},
    forms.ChoiceField: {"required": _SALAH_SATU, "invalid_choice": "Pilih salah satu dari daftar."},
    forms.MultipleChoiceField: {
        "required": "Pilih sedikitnya satu.",
        "invalid_choice": _DARI_DAFTAR,
        "invalid_list": _DARI_DAFTAR,
    },
    forms.ModelChoiceField: {"required": _SALAH_SATU, "invalid_choice": "Pilih salah satu dari daftar."},
    forms.ModelMultipleChoiceField: {
        "required": "Pilih sedikitnya satu.",
        "invalid_choice": _DARI_DAFTAR,
        "invalid_list": _DARI_DAFTAR,
        "invalid_pk_value": _DARI_DAFTAR,
    },
    forms.IntegerField: {"invalid": _BULAT},
    forms.FloatField: {"invalid": _ANGKA},
    forms.DecimalField: {"invalid": _ANGKA},
    forms.DateField: {"invalid": _TANGGAL},
    forms.TimeField: {"invalid": _JAM},
    forms.DateTimeField: {"invalid": _TANGGAL_JAM},
    forms.SplitDateTimeField: {"invalid_date": _TANGGAL, "invalid_time": _JAM},
    forms.URLField: {"invalid": "Tulis alamat web yang lengkap, contoh https://contoh.id."},
    forms.SlugField: {"invalid": "Tulis dengan huruf, angka, dan tanda hubung saja, tanpa spasi."},
    forms.FileField: {
        "required": "Pilih foto atau berkas dulu.",
        "invalid": _TAK_SAMPAI,
        "missing": _TAK_SAMPAI,
        "empty": "Berkas ini kosong. Pilih berkas lain.",
        "max_length": "Nama berkas ini terlalu panjang. Pendekkan namanya, lalu pilih lagi.",
        "contradiction": "Pilih salah satu: unggah berkas baru atau hapus yang lama.",
    },
    forms.MultiValueField: {"invalid": "Lengkapi semua kotaknya.", "incomplete": "Lengkapi semua kotaknya."},
    SimpleArrayField: {"item_invalid": "Yang ke-%(nth)s perlu diperbaiki:"},
    # Nobody types these two: the page carries them.
    forms.UUIDField: {"required": _MUAT_ULANG, "invalid": _MUAT_ULANG},
    forms.JSONField: {"required": _MUAT_ULANG, "invalid": _MUAT_ULANG},
    models.Field: {
        "invalid_choice": "Pilih salah satu dari daftar.",
        "null": _KOSONG,
        "blank": _KOSONG,
        "unique": "%(field_label)s ini sudah dipakai. Periksa lagi, atau isi yang lain.",
        "unique_for_date": "%(field_label)s ini sudah dipakai untuk %(date_field_label)s yang sama.",
    },
}
PEMERIKSA: dict[type, str] = {
    v.MaxLengthValidator: "Persingkat menjadi paling banyak %(limit_value)d huruf; sekarang %(show_value)d huruf.",
    v.MinLengthValidator: "Tulis sedikitnya %(limit_value)d huruf; sekarang baru %(show_value)d huruf.",
    v.MaxValueValidator: "Isi paling banyak %(limit_value)s.",
    v.MinValueValidator: "Isi paling sedikit %(limit_value)s.",
    v.RegexValidator: "Periksa lagi tulisan ini.",
    v.EmailValidator: "Tulis alamat email yang lengkap, contoh nama@contoh.id.",
    v.URLValidator: "Tulis alamat web yang lengkap, contoh https://contoh.id.",
    v.ProhibitNullCharactersValidator: (
        "Hapus lalu ketik ulang tulisan ini, karena ada tanda tak terlihat yang ikut tersalin."
    ),
}


def pasang() -> None:
    """Put the sentences in place. Call it before any form is imported: a field copies them when it is made."""
    for bidang, kalimat in BIDANG.items():
        bidang.default_error_messages = {**bidang.default_error_messages, **kalimat}
    for pemeriksa, satu in PEMERIKSA.items():
        pemeriksa.message = satu  # type: ignore[attr-defined]
