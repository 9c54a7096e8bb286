"""Form fields for the numbers and names that every app asks for, cleaned by the rules of this package.

Each takes what people type, gives back the one form that is stored, and shows a stored value the way
people read it. No field sets `maxlength`: a browser would cut a pasted value short without a word.
`widget=forms.TextInput(attrs={...})` overrides single attributes, e.g. autocomplete at the counter.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, ClassVar

from django import forms

from inti import kode, nik, teks, telepon, uang


class BidangRapi(ABC, forms.Field):
    """A text input whose value goes through one cleaning function, which raises ValidationError."""

    widget: type[forms.Widget] = forms.TextInput
    kosong: ClassVar[Any] = ""
    atribut: ClassVar[dict[str, str]] = {}

    @abstractmethod
    def rapikan(self, masukan: str) -> Any:
        """Return the stored form of a non-empty input."""

    def to_python(self, value: Any) -> Any:
        masukan = "" if value is None else str(value)
        return self.rapikan(masukan) if masukan.strip() else self.kosong

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        return {nama: nilai for nama, nilai in self.atribut.items() if nama not in widget.attrs}


class RupiahFormField(BidangRapi):
    """Whole rupiah, typed as people write them; cleans to int, or None when empty."""

    default_error_messages = {"required": "Isi jumlah rupiah, misalnya 1.500.000 atau 1,5 jt."}
    kosong = None
    atribut = {
        "autocomplete": "off",
        "autocapitalize": "none",
        "spellcheck": "false",
        "data-uang": "",
        "data-satuan": "Rp",
    }

    def rapikan(self, masukan: str) -> int:
        return uang.baca(masukan)

    def prepare_value(self, value: Any) -> Any:
        return uang.tulis(value).removeprefix("Rp") if type(value) is int else value


class TeleponFormField(BidangRapi):
    """An Indonesian mobile number; cleans to E.164, or "" when empty."""

    widget = forms.TelInput
    default_error_messages = {"required": "Isi nomor WhatsApp, contoh 0812 3456 7890."}
    atribut = {"inputmode": "tel", "autocomplete": "tel", "spellcheck": "false"}

    def rapikan(self, masukan: str) -> str:
        return telepon.normalkan(masukan)

    def prepare_value(self, value: Any) -> Any:
        return telepon.tampil(value) if isinstance(value, str) else value


class NikFormField(BidangRapi):
    """A NIK; cleans to its 16 digits, or "" when empty. Its browser keeps no copy."""

    default_error_messages = {"required": "Isi NIK, 16 angka sesuai KTP."}
    atribut = {"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}

    def rapikan(self, masukan: str) -> str:
        return nik.urai(masukan).nik


class NamaFormField(BidangRapi):
    """The name of a person, at most `maks` letters."""

    default_error_messages = {"required": "Isi nama, sesuai KTP."}
    atribut = {"autocomplete": "name", "autocapitalize": "words", "spellcheck": "false"}
    maks = teks.NAMA_MAKS
    bersihkan: Callable[[str, int], str] = staticmethod(teks.bersihkan_nama)

    def __init__(self, *, maks: int | None = None, **kwargs: Any) -> None:
        self.maks = maks or self.maks
        super().__init__(**kwargs)

    def rapikan(self, masukan: str) -> str:
        return self.bersihkan(masukan, self.maks)


class NamaUsahaFormField(NamaFormField):
    """The name of a business: as a person's, with figures and the marks of sign boards."""

    default_error_messages = {"required": "Isi nama usaha."}
    atribut = {"autocomplete": "organization", "autocapitalize": "words", "spellcheck": "false"}
    maks = teks.NAMA_USAHA_MAKS
    bersihkan = staticmethod(teks.bersihkan_nama_usaha)


class UraianFormField(BidangRapi):
    """A description in the writer's own words, emoji and all, at most `maks` characters."""

    widget = forms.Textarea
    default_error_messages = {"required": "Tulis dengan kalimat Anda sendiri."}

    def __init__(self, *, maks: int, **kwargs: Any) -> None:
        self.maks = maks
        super().__init__(**kwargs)

    def rapikan(self, masukan: str) -> str:
        return teks.bersihkan_uraian(masukan, self.maks)


class KodeFormField(BidangRapi):
    """The code printed on a paper of the office; cleans to the stored form, shows it in groups."""

    default_error_messages = {"required": "Isi kode yang tercetak di kertas, 13 huruf dan angka."}
    atribut = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}

    def rapikan(self, masukan: str) -> str:
        return kode.rapikan(masukan)

    def prepare_value(self, value: Any) -> Any:
        return kode.tampil(value) if isinstance(value, str) and len(value) == kode.PANJANG else value
