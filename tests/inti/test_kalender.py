"""Days off: seeded once, corrected by officials, read from memory."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from inti import kalender
from inti.kalender import HariLibur, libur

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tanpa_singgahan() -> Iterator[None]:
    kalender.lupakan()
    yield
    kalender.lupakan()


def hari(tanggal: date, **isian: object) -> HariLibur:
    return HariLibur.objects.create(tanggal=tanggal, nama="Libur contoh", **isian)


def test_muat_brings_national_holidays_and_cuti_bersama() -> None:
    baru, hilang = kalender.muat([2026])
    assert (baru, hilang) == (HariLibur.objects.count(), [])
    assert HariLibur.objects.get(tanggal=date(2026, 8, 17)).jenis == HariLibur.Jenis.NASIONAL
    assert HariLibur.objects.get(tanggal=date(2026, 12, 24)).jenis == HariLibur.Jenis.CUTI_BERSAMA
    assert HariLibur.objects.filter(jenis=HariLibur.Jenis.CUTI_BERSAMA).count() == 8


def test_muat_twice_adds_nothing() -> None:
    jumlah = kalender.muat([2026])[0]
    assert kalender.muat([2026])[0] == 0
    assert HariLibur.objects.count() == jumlah


def test_muat_keeps_what_officials_changed_moved_or_switched_off() -> None:
    kalender.muat([2026])
    HariLibur.objects.filter(tanggal=date(2026, 8, 17)).update(nama="Nama dari dinas")
    HariLibur.objects.filter(tanggal=date(2026, 12, 24)).update(berlaku=False)
    HariLibur.objects.filter(tanggal=date(2026, 5, 27)).update(tanggal=date(2026, 5, 26))
    assert kalender.muat([2026])[0] == 0
    assert HariLibur.objects.get(tanggal=date(2026, 8, 17)).nama == "Nama dari dinas"
    assert date(2026, 12, 24) not in libur()
    assert date(2026, 5, 27) not in libur()
    assert date(2026, 5, 26) in libur()


def test_muat_keeps_a_day_that_officials_entered_before() -> None:
    hari(date(2026, 8, 17), sumber="SKB contoh")
    kalender.muat([2026])
    assert HariLibur.objects.get(tanggal=date(2026, 8, 17)).sumber == "SKB contoh"


def test_muat_names_the_days_that_are_no_longer_listed() -> None:
    usang = hari(date(2026, 2, 3), tanggal_semula=date(2026, 2, 3))
    assert kalender.muat([2026])[1] == [usang]


def test_muat_libur_command_seeds_last_year_to_the_year_after_next(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("muat_libur")
    tahun = set(HariLibur.objects.values_list("tanggal__year", flat=True))
    kini = timezone.localdate().year
    assert tahun == {kini - 1, kini, kini + 1, kini + 2}
    assert capsys.readouterr().out == f"{HariLibur.objects.count()} hari libur ditambahkan.\n"


def test_libur_is_read_once_and_then_from_memory() -> None:
    hari(date(2026, 8, 17))
    assert libur() == frozenset({date(2026, 8, 17)})
    with CaptureQueriesContext(connection) as kueri:
        libur()
    assert len(kueri) == 0


def test_libur_notices_an_edit_of_this_process_at_once() -> None:
    satu = hari(date(2026, 8, 17))
    assert len(libur()) == 1
    satu.berlaku = False
    satu.save()
    assert libur() == frozenset()
    dua = hari(date(2026, 8, 18))
    assert len(libur()) == 1
    dua.delete()
    assert libur() == frozenset()


def test_libur_notices_an_edit_elsewhere_after_a_short_while(monkeypatch: pytest.MonkeyPatch) -> None:
    assert libur() == frozenset()
    # An update by query passes by save(), as another process would.
    HariLibur.objects.bulk_create([HariLibur(tanggal=date(2026, 8, 17), nama="Libur contoh")])
    assert libur() == frozenset()
    nanti = time.monotonic() + kalender.SINGGAH + 1
    monkeypatch.setattr(kalender.time, "monotonic", lambda: nanti)
    assert libur() == frozenset({date(2026, 8, 17)})


def test_a_date_stands_once() -> None:
    hari(date(2026, 8, 17))
    with pytest.raises(IntegrityError):
        hari(date(2026, 8, 17))
