"""Plain SQL for the rush: what it writes and reads is what the ORM would."""

from __future__ import annotations

from datetime import date

import pytest

from inti.kalender import HariLibur
from inti.langsung import Bentuk, sisipkan, tanya

pytestmark = pytest.mark.django_db
SATU, DUA = date(2031, 1, 6), date(2031, 1, 7)


def hari(tanggal: date, nama: str = "Libur contoh") -> HariLibur:
    return HariLibur(tanggal=tanggal, nama=nama)


def test_new_rows_get_their_keys_and_their_defaults() -> None:
    baris = [hari(SATU), hari(DUA)]

    assert sisipkan(baris)
    assert [HariLibur.objects.get(pk=satu.pk).tanggal for satu in baris] == [SATU, DUA]
    baris[0].refresh_from_db()
    assert (baris[0].berlaku, baris[0].jenis, baris[0].tanggal_semula) == (True, "nasional", None)


def test_a_row_that_is_there_already_is_left_out_and_said() -> None:
    sisipkan([hari(SATU, "Yang pertama")])

    assert not sisipkan([hari(SATU, "Yang kedua"), hari(DUA)], lewati_ganda=True)
    assert list(HariLibur.objects.filter(tanggal__in=(SATU, DUA)).values_list("nama", flat=True)) == [
        "Yang pertama",
        "Libur contoh",
    ]


def test_what_was_not_asked_is_fetched_when_somebody_wants_it(django_assert_num_queries) -> None:
    sisipkan([hari(SATU)])
    bentuk = Bentuk(HariLibur, "h", "tanggal")
    (baris,) = tanya(f"SELECT {bentuk.sql} FROM inti_harilibur h WHERE h.tanggal = %s", [SATU])  # noqa: S608
    satu = bentuk.baca(baris)

    assert (satu.tanggal, len(baris)) == (SATU, len(bentuk))
    with django_assert_num_queries(1):
        assert satu.nama == "Libur contoh"
