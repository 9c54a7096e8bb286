"""What a report is. An app declares its own in `<app>/reports.py`; the app `laporan` lists, writes and keeps them.

DAFTAR_USAHA = Laporan(
    kode="daftar-usaha", judul="Daftar usaha", keterangan="…", izin="umkm.view_usaha",
    formulir=DaftarUsahaForm, data=daftar_usaha,
    kolom=(Kolom("Nomor", "nomor", lebar=18, kertas=3), Kolom("Desa", "desa__nama")),
)
LAPORAN = (DAFTAR_USAHA,)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.datastructures import MultiValueDict
from django.utils.formats import date_format

from inti import nik

TEKS, BILANGAN, TANGGAL, WAKTU, TELEPON = "teks", "bilangan", "tanggal", "waktu", "telepon"


@dataclass(frozen=True)
class Kolom:
    """One column: its heading, what it is read from, and what kind of thing stands in it.

    `sumber` names fields, paths or annotations of the queryset; several are handed to `olah` in their order. `izin`
    is a permission without which the column is left out, `bila` a field of the filter form that must be ticked.
    `lebar` is in letters (XLSX), `kertas` the share of the width on paper, where 0 is not printed.
    """

    judul: str
    sumber: str | tuple[str, ...]
    jenis: str = TEKS
    olah: Callable[..., Any] | None = None
    lebar: int = 16
    kertas: int = 0
    izin: str = ""
    bila: str = ""

    @property
    def sumber_semua(self) -> tuple[str, ...]:
        return (self.sumber,) if isinstance(self.sumber, str) else self.sumber


class SaringanForm(forms.Form):
    """The filters of a report. Nothing is required; choices offer what `user` may see, and no more.

    What was chosen is kept as it was sent, so that the same list can be made again; so no field may take a name, a
    phone number or a NIK.
    """

    def __init__(self, data: Mapping[str, Any] | None = None, *, user: Any) -> None:
        super().__init__(data, label_suffix="")
        self.user = user
        for medan in self.fields.values():
            medan.required = False
            medan.tanpa_tanda = True  # type: ignore[attr-defined]

    def terkirim(self) -> dict[str, list[str]]:
        """Return what was sent to the fields of this form, ready for JSON, empty answers left out."""
        data = MultiValueDict(dict(self.data.lists())) if hasattr(self.data, "lists") else MultiValueDict()
        nama = [n for f in self.fields for n in (f, f"{f}_pilihan", f"{f}_dicari")]
        return {n: isi for n in nama if (isi := [i for i in data.getlist(n) if i.strip() and not nik.memuat(i)])}

    def kata(self) -> list[tuple[str, str]]:
        """Say which filters are on, as label and answer; call it on a valid form."""
        return [
            (str(medan.label), self._sebut(nama, isi))
            for nama, medan in self.fields.items()
            if (isi := self.cleaned_data.get(nama)) not in (None, "", [], False)
        ]

    def _sebut(self, nama: str, isi: Any) -> str:
        if isi is True:
            return "ya"
        if hasattr(isi, "strftime"):
            return date_format(isi, "j F Y")
        return str(dict(getattr(self.fields[nama], "choices", ())).get(isi, isi))


@dataclass(frozen=True)
class Laporan:
    """A report: who may have it (`izin`), how it is narrowed (`formulir`), its columns, and the one function `data`.

    `data(user, saringan)` returns the rows as a queryset in scope of `user`, in an order without ties; `saringan` is
    what the form cleaned. `catat(user, saringan, alasan)`, when given, is called in the transaction that hands the
    list over, for rows whose owners must learn of it.
    """

    kode: str
    judul: str
    keterangan: str
    izin: str
    formulir: type[SaringanForm]
    data: Callable[[Any, Mapping[str, Any]], QuerySet[Any]]
    kolom: tuple[Kolom, ...]
    catat: Callable[[Any, Mapping[str, Any], str], None] | None = None

    def kolom_bagi(self, user: Any, saringan: Mapping[str, Any]) -> tuple[Kolom, ...]:
        """Return the columns that `user` may have and that these filters ask for."""
        return tuple(
            k for k in self.kolom if (not k.izin or user.has_perm(k.izin)) and (not k.bila or saringan.get(k.bila))
        )
