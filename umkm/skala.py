"""The scale of a business: mikro, kecil, menengah or besar.

Source: PP 7/2021 Pasal 35 (criteria and thresholds) and Pasal 36 (other criteria that a ministry may
set for a purpose of its own; those are not decided here). Thresholds are dated data, because
Pasal 35 foresees their adjustment.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError

MIKRO, KECIL, MENENGAH, BESAR = "mikro", "kecil", "menengah", "besar"
BELUM_DIKETAHUI = "belum diketahui"

# Purposes for which the date of establishment chooses the criterion, and those always by sales.
MENURUT_BERDIRI = frozenset({"pendaftaran", "pendirian"})
MENURUT_OMZET = frozenset({"kemudahan", "pelindungan", "pemberdayaan"})

_MILIAR = 10**9


@dataclass(frozen=True, slots=True)
class Ambang:
    """Thresholds of one regulation: the highest amount, in rupiah, of mikro, kecil and menengah.

    A boundary amount belongs to the lower class. `modal` is capital without the land and building of
    the place of business; `omzet` is sales of one year.
    """

    sumber: str
    berlaku_mulai: date
    modal: tuple[int, int, int]
    omzet: tuple[int, int, int]


PP7_2021 = Ambang(
    sumber="PP 7/2021 Pasal 35",
    berlaku_mulai=date(2021, 2, 2),
    modal=(1 * _MILIAR, 5 * _MILIAR, 10 * _MILIAR),
    omzet=(2 * _MILIAR, 15 * _MILIAR, 50 * _MILIAR),
)


def skala(
    *,
    modal: int | None = None,
    omzet: int | None = None,
    berdiri: date | None,
    tujuan: str = "pendaftaran",
    ambang: Ambang = PP7_2021,
) -> str:
    """Return the scale of a business for a purpose: "mikro", "kecil", "menengah" or "besar".

    To register or set up a business, capital decides when it was established (`berdiri`) on or after
    the day the regulation took effect, annual sales when it existed before. To give kemudahan,
    pelindungan or pemberdayaan, annual sales decide always (Pasal 35 ayat (2)-(6)). The other amount
    is checked but has no say. "belum diketahui" when the deciding amount, or the date that chooses
    between the two, is missing (None); 0 is an amount.

    Amounts are whole rupiah. Raises ValidationError for a negative amount, for anything but a whole
    number, for a `berdiri` that is no date, and for a purpose the regulation does not name.
    """
    for jumlah in (modal, omzet):
        _harus_rupiah(jumlah)
    if berdiri is not None and (not isinstance(berdiri, date) or isinstance(berdiri, datetime)):
        raise ValidationError("Isi tanggal berdiri dengan tanggal, tanpa jam.")
    if tujuan in MENURUT_OMZET:
        return kelas(omzet, ambang.omzet)
    if tujuan not in MENURUT_BERDIRI:
        pilihan = ", ".join(sorted(MENURUT_BERDIRI | MENURUT_OMZET))
        raise ValidationError(f"Pilih tujuan penentuan skala dari: {pilihan}.")
    if berdiri is None:
        return BELUM_DIKETAHUI
    if berdiri >= ambang.berlaku_mulai:
        return kelas(modal, ambang.modal)
    return kelas(omzet, ambang.omzet)


def kelas(jumlah: int | None, batas: tuple[int, int, int]) -> str:
    """Return the class of one amount by one criterion's upper bounds, so that both can be shown."""
    _harus_rupiah(jumlah)
    if jumlah is None:
        return BELUM_DIKETAHUI
    for nama, tertinggi in zip((MIKRO, KECIL, MENENGAH), batas, strict=True):
        if jumlah <= tertinggi:
            return nama
    return BESAR


def _harus_rupiah(jumlah: int | None) -> None:
    if jumlah is None:
        return
    if isinstance(jumlah, bool) or not isinstance(jumlah, int):
        raise ValidationError("Isi jumlah modal dan penjualan dalam rupiah utuh.")
    if jumlah < 0:
        raise ValidationError("Isi jumlah modal dan penjualan dengan nol atau lebih.")
