from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from notifikasi import jam_kirim
from notifikasi.enums import Jenis

WIB = ZoneInfo("Asia/Jakarta")


def wib(teks: str) -> datetime:
    return datetime.fromisoformat(teks).replace(tzinfo=WIB)


@pytest.mark.parametrize("jenis", [Jenis.PERKARA, Jenis.KABAR])
@pytest.mark.parametrize(
    ("saat", "berangkat"),
    [
        ("2026-11-23 00:00:00", "2026-11-23 07:00:00"),
        ("2026-11-23 06:59:59.999999", "2026-11-23 07:00:00"),
        ("2026-11-23 07:00:00", "2026-11-23 07:00:00"),
        ("2026-11-23 12:34:56", "2026-11-23 12:34:56"),
        ("2026-11-23 19:59:59.999999", "2026-11-23 19:59:59.999999"),
        ("2026-11-23 20:00:00", "2026-11-24 07:00:00"),
        ("2026-12-31 23:59:59", "2027-01-01 07:00:00"),
    ],
)
def test_case_messages_and_news_leave_between_seven_and_twenty(jenis: str, saat: str, berangkat: str) -> None:
    assert jam_kirim.berangkat(jenis, wib(saat)) == wib(berangkat)


@pytest.mark.parametrize("saat", ["2026-11-23 00:00:00", "2026-11-23 06:59:59", "2026-11-23 20:00:00"])
def test_codes_leave_at_any_hour(saat: str) -> None:
    assert jam_kirim.berangkat(Jenis.KODE, wib(saat)) == wib(saat)


def test_the_hours_are_local_whatever_zone_the_moment_comes_in() -> None:
    jam_20_wib = datetime(2026, 11, 23, 13, tzinfo=ZoneInfo("UTC"))
    assert not jam_kirim.buka(jam_20_wib)
    assert jam_kirim.berangkat(Jenis.PERKARA, jam_20_wib) == datetime(2026, 11, 24, 0, tzinfo=ZoneInfo("UTC"))
