"""The sentences of the screen: forms answer in our own, never in Django's; one word stands for one idea."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import django_filters
import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.contrib.auth.password_validation import get_default_password_validators
from django.core.exceptions import ValidationError
from django.db.models import URLField
from django.utils.functional import Promise

from akun.models import Pengguna

AKAR = settings.BASE_DIR


def turunan(kelas: type) -> Iterator[type]:
    for anak in kelas.__subclasses__():
        yield anak
        yield from turunan(anak)


def milik_kita(kelas: type) -> bool:
    return kelas.__module__.partition(".")[0] in settings.LANTAI


def formulir() -> dict[str, dict[str, forms.Field]]:
    """Every form of ours by name: written ones, those of filters, and what the admin would make of each model."""
    for app in settings.LANTAI:
        for modul in pkgutil.walk_packages(importlib.import_module(app).__path__, f"{app}."):
            if not {"migrations", "management"} & set(modul.name.split(".")):
                importlib.import_module(modul.name)
    hasil = {f"{f.__module__}.{f.__name__}": f.base_fields for f in turunan(forms.BaseForm) if milik_kita(f)}
    hasil |= {f.__name__: f().form.fields for f in turunan(django_filters.FilterSet) if milik_kita(f)}
    for model in apps.get_models():
        if milik_kita(model):
            isi = [f.name for f in model._meta.fields if f.editable and not isinstance(f, URLField)]
            hasil[model._meta.label] = forms.modelform_factory(model, fields=isi).base_fields
    return hasil


def kalimat_django(medan: Any) -> list[str]:
    """Name the sentences of a field that come from Django's catalogue: those are translated late."""
    dari_bidang = [kode for kode, kalimat in medan.error_messages.items() if isinstance(kalimat, Promise)]
    dari_pemeriksa = [
        type(p).__name__
        for p in medan.validators
        if isinstance(getattr(p, "message", ""), Promise) and p.code not in medan.error_messages
    ]
    return dari_bidang + dari_pemeriksa


FORMULIR = formulir()


def test_the_walk_finds_the_forms():
    assert {"akun.forms.MasukForm", "umkm.forms.bagian.PemilikForm", "DirektoriFilter", "wilayah.Desa"} <= set(FORMULIR)


@pytest.mark.parametrize("nama", FORMULIR)
def test_no_form_answers_with_a_sentence_of_django(nama):
    assert {medan: k for medan, isi in FORMULIR[nama].items() if (k := kalimat_django(isi))} == {}


class SerbaForm(forms.Form):
    teks = forms.CharField(max_length=5)
    angka = forms.IntegerField(min_value=1, max_value=9)
    desimal = forms.DecimalField()
    pilihan = forms.ChoiceField(choices=[("a", "A")])
    banyak = forms.MultipleChoiceField(choices=[("a", "A")])
    tanggal = forms.DateField()
    setuju = forms.BooleanField()
    email = forms.EmailField()
    berkas = forms.FileField()
    kunci = forms.UUIDField()


def galat(form: forms.Form) -> dict[str, list[str]]:
    return {nama: list(isi) for nama, isi in form.errors.items()}


def test_an_empty_form_says_what_to_do():
    assert galat(SerbaForm({}, {})) == {
        "teks": ["Isi dulu yang ini."],
        "angka": ["Isi dulu yang ini."],
        "desimal": ["Isi dulu yang ini."],
        "pilihan": ["Pilih salah satu."],
        "banyak": ["Pilih sedikitnya satu."],
        "tanggal": ["Isi dulu yang ini."],
        "setuju": ["Centang dulu kotak ini."],
        "email": ["Isi dulu yang ini."],
        "berkas": ["Pilih foto atau berkas dulu."],
        "kunci": ["Muat ulang halaman ini, lalu kirim lagi."],
    }


def test_bad_answers_say_what_to_do():
    data = {
        "teks": "terlalu panjang",
        "angka": "12",
        "desimal": "dua",
        "pilihan": "b",
        "banyak": ["b"],
        "tanggal": "31-02-2026",
        "setuju": "on",
        "email": "siti",
        "kunci": "x",
    }
    assert galat(SerbaForm(data, {})) == {
        "teks": ["Persingkat menjadi paling banyak 5 huruf; sekarang 15 huruf."],
        "angka": ["Isi paling banyak 9."],
        "desimal": ["Isi dengan angka."],
        "pilihan": ["Pilih salah satu dari daftar."],
        "banyak": ["Pilih dari daftar."],
        "tanggal": ["Tulis tanggal yang benar, contoh 23-11-2026."],
        "email": ["Tulis alamat email yang lengkap, contoh nama@contoh.id."],
        "berkas": ["Pilih foto atau berkas dulu."],
        "kunci": ["Muat ulang halaman ini, lalu kirim lagi."],
    }


def test_a_hidden_sign_in_a_text_is_told_plainly():
    assert galat(SerbaForm({"teks": "a\x00b"}, {}))["teks"] == [
        "Hapus lalu ketik ulang tulisan ini, karena ada tanda tak terlihat yang ikut tersalin."
    ]


@pytest.mark.parametrize(
    ("sandi", "kalimat"),
    [
        ("keripik", ["Kata sandi terlalu pendek. Pakai sedikitnya 8 huruf atau angka."]),
        ("password1", ["Kata sandi ini mudah ditebak orang. Coba tiga kata yang tidak berhubungan."]),
        ("sitirahayu", ["Kata sandi ini mirip dengan nama lengkap Anda. Buat yang lain."]),
    ],
)
def test_a_weak_password_says_how_to_make_a_good_one(sandi, kalimat):
    pengguna, hasil = Pengguna(nama="Siti Rahayu"), []
    for aturan in get_default_password_validators():
        try:
            aturan.validate(sandi, pengguna)
        except ValidationError as galat_sandi:
            hasil += galat_sandi.messages
    assert hasil == kalimat


# One word per idea: the word of the screen stands in docs/glosarium.md.
GANTI = {
    "bisa": "dapat",
    "dahulu": "dulu",
    "e-mail": "email",
    "jika": "bila",
    "kalau": "bila",
    "pegawai": "petugas",
    "peramban": "browser",
    "ponsel": "HP",
    "sesudah": "setelah",
    "silahkan": "silakan",
    "supaya": "agar",
    "surel": "email",
    "upload": "unggah",
}
KATA = re.compile(rf"(?<![\w-])({'|'.join(GANTI)})(?:nya)?(?![\w-])", re.IGNORECASE)
BUKAN_LAYAR = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}|{[%{].*?[%}]}", re.DOTALL)
# Words that are looked for, not shown.
BUKAN_KALIMAT = {"wilayah/judul.py", "wilayah/queries.py"}


def kalimat_layar() -> Iterator[tuple[str, str]]:
    """Every text that may reach a screen: templates without their tags, texts of two words in Python and scripts."""
    for jalur in sorted((AKAR / "templates").rglob("*.*")):
        yield jalur.relative_to(AKAR).as_posix(), BUKAN_LAYAR.sub(" ", jalur.read_text())
    for jalur in sorted((AKAR / "static" / "js").glob("*.js")):
        for teks in re.findall(r'"[^"\n]* [^"\n]*"|`[^`]* [^`]*`', jalur.read_text()):
            yield jalur.relative_to(AKAR).as_posix(), teks
    for app in [*settings.LANTAI, "batang_portal"]:
        for jalur in sorted((AKAR / app).rglob("*.py")):
            nama = jalur.relative_to(AKAR).as_posix()
            if "migrations" not in jalur.parts and nama not in BUKAN_KALIMAT:
                yield from ((nama, teks) for teks in teks_python(jalur.read_text()) if " " in teks)


def teks_python(isi: str) -> Iterator[str]:
    """The texts of a module that are neither docstrings nor the notes in English beside them."""
    pohon = ast.parse(isi)
    berdiri = {id(s.value) for s in ast.walk(pohon) if isinstance(s, ast.Expr)}
    for simpul in ast.walk(pohon):
        if isinstance(simpul, ast.Constant) and isinstance(simpul.value, str) and id(simpul) not in berdiri:
            yield simpul.value


def test_one_word_per_idea():
    salah = [(nama, kata.lower()) for nama, teks in kalimat_layar() for kata in KATA.findall(teks)]
    assert salah == []


def test_the_list_of_words_catches_what_it_should():
    assert KATA.findall("Kalau bisa, kirim e-mail sesudahnya.") == ["Kalau", "bisa", "e-mail", "sesudah"]
    assert KATA.findall("Kebiasaan di surelku") == []
