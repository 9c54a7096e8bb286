"""Passing a course: 30 JP are 1,350 minutes, 80 % of them are 24 JP."""

import pytest

from pelatihan.kelulusan import Aturan, hitung
from pelatihan.pola_jadwal import MENIT_JP

ATURAN = Aturan(80, 60)
TIGA_HARI = {1: 10, 2: 10, 3: 10}


def test_thirty_jp_are_twenty_two_and_a_half_hours():
    assert 30 * MENIT_JP == 1350


@pytest.mark.parametrize(
    ("jp", "hadir", "nilai", "kurang"),
    [
        (TIGA_HARI, {1: "HADIR", 2: "TERLAMBAT", 3: "HADIR"}, 60, ()),
        ({1: 8, 2: 8, 3: 8, 4: 6}, {1: "HADIR", 2: "HADIR", 3: "HADIR"}, 60, ()),
        (
            {1: 8, 2: 8, 3: 7, 4: 7},
            {1: "HADIR", 2: "HADIR", 3: "HADIR", 4: "SAKIT"},
            60,
            ("Hadir 23 dari 30 JP, paling sedikit 24 JP.",),
        ),
        (TIGA_HARI, {1: "HADIR", 2: "HADIR", 3: "HADIR"}, 59, ("Nilai tes akhir 59, paling sedikit 60.",)),
        (TIGA_HARI, {1: "HADIR", 2: "HADIR", 3: "HADIR"}, None, ("Belum ada nilai tes akhir.",)),
        (TIGA_HARI, {}, None, ("Hadir 0 dari 30 JP, paling sedikit 24 JP.", "Belum ada nilai tes akhir.")),
    ],
)
def test_the_rule_names_what_is_missing(jp, hadir, nilai, kurang):
    assert hitung(jp, hadir, nilai, ATURAN).kurang == kurang


def test_attendance_is_never_rounded_up():
    assert not hitung({1: 41, 2: 159}, {2: "HADIR"}, 80, ATURAN).lulus


def test_a_course_without_a_test_asks_for_no_score():
    assert hitung(TIGA_HARI, dict.fromkeys((1, 2, 3), "HADIR"), None, Aturan(80, 0)).lulus


def test_a_class_without_sessions_is_passed_by_nobody():
    assert not hitung({}, {}, 100, Aturan(0, 0)).lulus
