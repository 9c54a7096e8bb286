"""Form fields for a village and for a KBLI code: one text input that works without JavaScript.

Without a script the typed words are answered by the form itself: an exact name or code is taken, anything else comes
back (422) with radio buttons of the best answers below the input. `static/js/cari.js` turns the same input into a
combobox. Both write the choice into `<name>_pilihan` and the words it was offered for into `<name>_dicari`, so that a
choice counts only while the words stand as they were.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.urls import reverse

from wilayah.enums import VERSI_TERKINI
from wilayah.models import Desa, Kbli
from wilayah.queries import MAKS_TEKS, cari_desa, cari_kbli, desa_bernama

BANYAK_USULAN = 6
# Long enough for the label of any KBLI code, which the script writes into the input.
MAKS_ISIAN = 300


class Masukan(NamedTuple):
    """What a form sent: the words, the choice made (if any), and the words for which that choice was offered."""

    teks: str
    pilihan: str = ""
    dicari: str = ""


class Usulan(NamedTuple):
    """One answer offered below the input."""

    nilai: str
    teks: str
    keterangan: str = ""


class Tampilan(NamedTuple):
    """What the input shows: its text, the choice it stands for, and the answers offered when there is none."""

    teks: str = ""
    nilai: str = ""
    usulan: tuple[Usulan, ...] = ()


class CariInput(forms.Widget):
    template_name = "wilayah/widgets/cari.html"

    class Media:
        css = {"all": ("gaya/cari.css",)}
        js = (forms.Script("js/cari.js", type="module"),)

    def __init__(self, alamat: str, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", "maxlength": MAKS_ISIAN, **(attrs or {})})
        self.alamat, self.parameter = alamat, ""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Masukan:
        isi = [str(data.get(kunci) or "").replace("\x00", "") for kunci in (name, f"{name}_pilihan", f"{name}_dicari")]
        return Masukan(*(" ".join(teks[:MAKS_ISIAN].split()) for teks in isi))

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        konteks = super().get_context(name, None, attrs)
        tampilan = value if isinstance(value, Tampilan) else Tampilan()
        alamat = reverse(self.alamat) + self.parameter
        konteks["widget"] |= {"tampilan": tampilan, "alamat": alamat}
        return konteks


class CariField(forms.Field):
    """Base of both: `_menurut_nilai`, `_menurut_teks`, `_usulan` and `_nilai` say what is looked for."""

    alamat: str
    model: type[Model]
    widget: Any = CariInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", CariInput(self.alamat))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        """Return the object that was chosen or typed, None for an empty input.

        Raises ValidationError with a sentence that says what to do when it cannot tell which one is meant.
        """
        if isinstance(value, self.model) or value is None:
            return value
        masukan = value if isinstance(value, Masukan) else Masukan(str(value))
        if masukan.pilihan and masukan.dicari == masukan.teks:
            return self._menurut_nilai(masukan.pilihan)
        return self._menurut_teks(masukan.teks) if masukan.teks else None

    def prepare_value(self, value: Any) -> Tampilan:
        if isinstance(value, Masukan):
            try:
                terpilih = self.to_python(value)
            except ValidationError:
                return Tampilan(value.teks, usulan=tuple(self._usulan(value.teks)))
            return Tampilan(value.teks, self._nilai(terpilih) if terpilih else "")
        terpilih = (
            value if isinstance(value, self.model) else self.model._default_manager.filter(pk=value or None).first()
        )
        return Tampilan(str(terpilih), self._nilai(terpilih)) if terpilih else Tampilan()

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            baru = self.to_python(data)
        except ValidationError:
            return True
        return getattr(initial, "pk", initial) != getattr(baru, "pk", baru)

    def _menurut_nilai(self, nilai: str) -> Any:
        raise NotImplementedError

    def _menurut_teks(self, teks: str) -> Any:
        raise NotImplementedError

    def _usulan(self, teks: str) -> list[Usulan]:
        raise NotImplementedError

    def _nilai(self, terpilih: Any) -> str:
        raise NotImplementedError


class DesaField(CariField):
    """A village of the regency, cleaned to a `Desa`. Takes "Sendang, Kec. Tersono", "sendang tersono" or a code."""

    alamat = "wilayah:desa"
    model = Desa
    default_error_messages = {"required": "Isi desa atau kelurahan. Contoh: Kauman, Kec. Batang."}

    def _menurut_nilai(self, nilai: str) -> Desa:
        desa = Desa.objects.select_related("kecamatan").filter(pk=nilai).first()
        if desa:
            return desa
        if not nilai.startswith(f"{settings.KODE_KABUPATEN}."):
            raise ValidationError(
                f"Desa itu di luar {settings.NAMA_KABUPATEN}. Pilih desa di dalam {settings.NAMA_KABUPATEN}.",
                code="luar",
            )
        raise ValidationError("Desa itu tidak dikenal. Ketik namanya, lalu pilih dari daftar.", code="pilih")

    def _menurut_teks(self, teks: str) -> Desa:
        if re.fullmatch(r"\d\d\.\d\d\.\d\d\.\d{4}", teks):
            return self._menurut_nilai(teks)
        sama = desa_bernama(teks)
        if len(sama) == 1:
            return sama[0]
        if sama:
            di = " atau ".join(f"Kec. {d.kecamatan.nama}" for d in sama)
            raise ValidationError(f"Ada {len(sama)} desa bernama {sama[0].nama}: {di}. Pilih salah satu.", code="pilih")
        if cari_desa(teks, 1):
            raise ValidationError(f"Pilih desa yang Anda maksud dengan “{teks[:MAKS_TEKS]}”.", code="pilih")
        raise ValidationError(
            f"“{teks[:MAKS_TEKS]}” tidak ada di antara desa {settings.NAMA_KABUPATEN}. Periksa ejaannya. "
            "Usaha di kabupaten lain didaftarkan di kabupatennya.",
            code="luar",
        )

    def _usulan(self, teks: str) -> list[Usulan]:
        sama = desa_bernama(teks)
        pilihan = sama if len(sama) > 1 else cari_desa(teks, BANYAK_USULAN)
        return [Usulan(d.pk, str(d), d.get_jenis_display()) for d in pilihan]

    def _nilai(self, terpilih: Desa) -> str:
        return terpilih.pk


class KbliField(CariField):
    """A five-digit KBLI code, cleaned to a `Kbli` (which carries its version). Takes plain words or a code.

    `versi` is the version searched; a choice may be of either (an old NIB carries KBLI 2020).
    """

    alamat = "wilayah:kbli"
    model = Kbli
    default_error_messages = {"required": "Isi apa yang Anda jual atau kerjakan. Contoh: keripik singkong."}

    def __init__(self, *, versi: str = VERSI_TERKINI, **kwargs: Any) -> None:
        self.versi = str(versi)
        super().__init__(**kwargs)
        self.widget.parameter = "" if self.versi == VERSI_TERKINI else f"?versi={self.versi}"

    def _menurut_nilai(self, nilai: str) -> Kbli:
        versi, _, kode = nilai.partition(":")
        kbli = Kbli.objects.kelompok(versi).filter(kode=kode).first()
        if not kbli:
            raise ValidationError("Kode KBLI itu tidak dikenal. Ketik nama usahanya, lalu pilih.", code="pilih")
        return kbli

    def _menurut_teks(self, teks: str) -> Kbli:
        if re.fullmatch(r"\d{5}", teks):
            return self._menurut_nilai(f"{self.versi}:{teks}")
        if re.fullmatch(r"\d{4}:\d{5}", teks):
            return self._menurut_nilai(teks)
        if label := re.search(r"\((\d{5}), KBLI (\d{4})\)$", teks):
            return self._menurut_nilai(f"{label[2]}:{label[1]}")
        if cari_kbli(teks, self.versi, 1):
            raise ValidationError(f"Pilih satu yang paling cocok dengan “{teks[:MAKS_TEKS]}”.", code="pilih")
        raise ValidationError(
            f"Belum ada yang cocok dengan “{teks[:MAKS_TEKS]}”. Coba kata lain, misalnya nama produk atau jasanya: "
            "keripik, jahit baju, servis motor.",
            code="pilih",
        )

    def _usulan(self, teks: str) -> list[Usulan]:
        return [
            Usulan(h.nilai, h.judul, f"{h.kode}, KBLI {h.versi}; {h.alasan}")
            for h in cari_kbli(teks, self.versi, BANYAK_USULAN)
        ]

    def _nilai(self, terpilih: Kbli) -> str:
        return f"{terpilih.versi}:{terpilih.kode}"
