"""What the marks of a session say together. Pure: rows in, one state for each participant out.

Every mark names the marks that its maker had before his eyes (`atas`). A mark that nobody replaced knowingly is a
head; two heads that say different things were made on two phones that did not know of each other, and a trainer
chooses. Clocks of phones decide nothing but which of the two counts until he has.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from pelatihan.enums import TANPA_TANDA, AsalTanda

if TYPE_CHECKING:
    from pelatihan.models import TandaHadir


class Keadaan(NamedTuple):
    """`berlaku` is the mark that counts, None where nothing was said; `kepala` are the heads, the latest last."""

    berlaku: TandaHadir | None
    kepala: tuple[TandaHadir, ...]

    @property
    def berselisih(self) -> bool:
        """Tell whether two phones say different things."""
        return len({k.keadaan for k in self.kepala}) > 1


KOSONG = Keadaan(None, ())


def rangkum(baris: Iterable[TandaHadir]) -> dict[int, Keadaan]:
    """Return the state of each participant who has a mark, by his key.

    A trainer's mark counts before one's own, and both before the absence written when the list was closed.
    """
    milik: dict[int, list[TandaHadir]] = defaultdict(list)
    for satu in baris:
        milik[satu.peserta_id].append(satu)
    return {peserta: _keadaan(semua) for peserta, semua in milik.items()}


def _keadaan(semua: list[TandaHadir]) -> Keadaan:
    semua.sort(key=lambda t: (t.dicatat_pada, t.pk))
    pelatih = [t for t in semua if t.asal == AsalTanda.PELATIH]
    diganti = {lama for t in pelatih for lama in t.atas}
    # Two marks that name each other would leave no head; then none of them replaced anything.
    kepala = tuple(t for t in pelatih if t.tanda not in diganti) or tuple(pelatih)
    if kepala and kepala[-1].keadaan != TANPA_TANDA:
        return Keadaan(kepala[-1], kepala)
    for asal in (AsalTanda.MANDIRI, AsalTanda.PENUTUP):
        if lain := [t for t in semua if t.asal == asal]:
            return Keadaan(lain[-1], kepala)
    return Keadaan(None, kepala)
