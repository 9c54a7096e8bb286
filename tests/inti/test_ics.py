"""Calendar files: lines folded and closed to what people typed, moved and cancelled events, alarms, feeds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from inti import ics

MULAI = datetime(2026, 3, 3, 2, 0, tzinfo=UTC)


def acara(**isian):
    return ics.Acara(**({"uid": "K1", "mulai": MULAI, "selesai": MULAI + timedelta(hours=2), "judul": "Kelas"} | isian))


def baris(*semua, **isian):
    """Write, check the folding, and return the lines unfolded."""
    isi = ics.tulis(semua, bagian="uji", **isian)
    assert isi.endswith(b"\r\n")
    assert max(len(b) for b in isi.split(b"\r\n")) <= ics.LIPAT
    return [b.decode() for b in isi.replace(b"\r\n ", b"").split(b"\r\n")]


def test_a_long_line_is_folded_and_no_letter_is_cut():
    tempat = "Balai Desa é" * 30
    assert f"LOCATION:{tempat}" in baris(acara(tempat=tempat))


@pytest.mark.parametrize(
    ("tulisan", "tertulis"),
    [
        ("A, B; C\\D", "A\\, B\\; C\\\\D"),
        ("dua\r\nbaris", "dua\\nbaris"),
        ("x\rEND:VEVENT", "x\\nEND:VEVENT"),
        ("x\u2028END:VEVENT", "x\\nEND:VEVENT"),
    ],
)
def test_what_people_typed_cannot_leave_its_line(tulisan, tertulis):
    hasil = baris(acara(judul=tulisan))
    assert (f"SUMMARY:{tertulis}" in hasil, hasil.count("END:VEVENT")) == (True, 1)


def test_a_moved_event_keeps_its_uid_and_raises_its_number():
    hasil = baris(acara(urutan=2))
    assert [b for b in hasil if b.startswith(("UID", "SEQ", "STATUS", "DTSTART"))] == [
        "UID:K1@uji",
        "SEQUENCE:2",
        "STATUS:CONFIRMED",
        "DTSTART:20260303T020000Z",
    ]


def test_a_cancelled_event_says_so_once_more_and_does_not_ring():
    hasil = baris(acara(urutan=2, batal=True, ingat=timedelta(hours=2)))
    assert [b for b in hasil if b.startswith(("SEQ", "STATUS", "TRIGGER"))] == ["SEQUENCE:3", "STATUS:CANCELLED"]


def test_an_alarm_rings_before_the_start():
    assert "TRIGGER:-PT120M" in baris(acara(ingat=timedelta(hours=2)))


def test_a_feed_has_a_name_and_says_when_to_look_again():
    hasil = baris(acara(), umpan="Pelatihan, Batang")
    assert [b for b in hasil if b.startswith(("NAME", "X-WR", "REFRESH"))] == [
        "NAME:Pelatihan\\, Batang",
        "X-WR-CALNAME:Pelatihan\\, Batang",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
    ]
