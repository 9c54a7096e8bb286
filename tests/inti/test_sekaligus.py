"""Rows of several relations in one question: the same as one question each would give."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from inti import sekaligus
from inti.workflow import SISTEM, mulai
from tests.factories import PenggunaFactory
from tests.perkara_uji.models import PerkaraUji
from umkm.models import Usaha

pytestmark = pytest.mark.django_db


def isi(baris: Any) -> list[dict[str, Any]]:
    return [{f.attname: getattr(satu, f.attname) for f in satu._meta.concrete_fields} for satu in baris]


def perkara() -> PerkaraUji:
    satu = mulai(PerkaraUji(), "ajukan", oleh=SISTEM)
    orang = PenggunaFactory(nama='Siti "Contoh" \\ \u202e')
    for hari, siapa in ((2, orang), (1, None)):
        # The later line is written first: the order is that of the model, not of writing.
        satu.riwayat.create(
            verba="lihat", ke=satu.status, pelaku="x", oleh=siapa, pada=timezone.now() + timedelta(days=hari)
        )
    return satu


def test_the_rows_are_those_of_a_question_for_each_relation_in_their_order_and_no_more_is_asked():
    satu, kosong = perkara(), mulai(PerkaraUji(), "ajukan", oleh=SISTEM)
    biasa = [isi(p.riwayat.select_related("oleh")) for p in (satu, kosong)]
    orang = [r.oleh for r in satu.riwayat.select_related("oleh")]
    satu, kosong = PerkaraUji.objects.get(pk=satu.pk), PerkaraUji.objects.get(pk=kosong.pk)
    with CaptureQueriesContext(connection) as kueri:
        sekaligus.muat((satu, "riwayat", "oleh"), (kosong, "riwayat"))
        assert [isi(p.riwayat.all()) for p in (satu, kosong)] == biasa
        assert [r.oleh for r in satu.riwayat.all()] == orang
        assert [r.oleh and isi([r.oleh]) for r in satu.riwayat.all()] == [o and isi([o]) for o in orang]
        assert {getattr(r, satu.riwayat.field.name) for r in satu.riwayat.all()} == {satu}
    assert len(kueri) == 1


def test_a_column_that_json_would_change_is_refused():
    with pytest.raises(TypeError, match="lintang, bujur"):
        sekaligus._kolom(Usaha)
