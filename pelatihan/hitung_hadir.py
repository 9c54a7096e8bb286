"""Presence as the database counts it over many classes: the rule of `pelatihan.hadir` for closed lists, in SQL."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from pelatihan.enums import DIHITUNG_HADIR, TANPA_TANDA, AsalTanda
from pelatihan.models import TandaHadir


def pernah_hadir(peserta: str = "pk") -> Exists:
    """Return the condition that a participant (by its path) was there in one session or more.

    A trainer's mark counts unless another replaced it or, where two phones differ, a later one stands beside it;
    what somebody scanned himself counts once the list is closed, where no trainer has said anything.
    """
    orang = Q(sesi=OuterRef("sesi"), peserta=OuterRef("peserta"), asal=AsalTanda.PELATIH)
    diganti = Exists(TandaHadir.objects.filter(orang, atas__contains=[OuterRef("tanda")]))
    kepala = TandaHadir.objects.filter(orang).filter(~diganti)
    kemudian = Exists(kepala.filter(dicatat_pada__gt=OuterRef("dicatat_pada")))
    pelatih = Q(asal=AsalTanda.PELATIH) & ~diganti & ~kemudian
    sendiri = Q(asal=AsalTanda.MANDIRI, sesi__ditutup_pada__isnull=False)
    mandiri = sendiri & ~Exists(kepala.filter(~kemudian).exclude(keadaan=TANPA_TANDA))
    berlaku = TandaHadir.objects.filter(pelatih | mandiri, keadaan__in=DIHITUNG_HADIR)
    return Exists(berlaku.filter(peserta=OuterRef(peserta)))
