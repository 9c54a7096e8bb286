"""The code in the room: right now, right for who was slow, wrong from home an hour later."""

from datetime import UTC, datetime, timedelta

from pelatihan import kode_sesi

KINI = datetime(2026, 11, 23, 2, 0, 10, tzinfo=UTC)
RAHASIA = "rahasia sesi"


def test_the_code_of_now_and_the_one_before_open_and_no_other():
    def diterima(mundur):
        return kode_sesi.cocok(RAHASIA, kode_sesi.kode(RAHASIA, KINI - timedelta(seconds=mundur)), KINI)

    assert [diterima(s) for s in (0, 30, 60, 3600)] == [True, True, False, False]


def test_each_session_has_codes_of_its_own():
    lain = [kode_sesi.kode("sesi lain", KINI + n * kode_sesi.MASA) for n in range(20)]

    assert lain != [kode_sesi.kode(RAHASIA, KINI + n * kode_sesi.MASA) for n in range(20)]
    assert {len(k) for k in lain} == {4}


def test_the_seconds_left_run_down_to_the_change():
    assert [kode_sesi.sisa(KINI + timedelta(seconds=s)) for s in (0, 19, 20)] == [20, 1, 30]
