from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inti import hari_kalender, hari_kerja
from inti.jam import KAMI, PEMOHON, bagian, hari_terima, jatuh_tempo, sejak_dibuka

WIB = ZoneInfo("Asia/Jakarta")
BPJPH = "instansi:BPJPH"
# The week used in the examples: Monday 23 to Friday 27 November 2026.
SENIN, SELASA, RABU, KAMIS, JUMAT = (date(2026, 11, hari) for hari in range(23, 28))
SENIN_DEPAN, SELASA_DEPAN = date(2026, 11, 30), date(2026, 12, 1)
SABTU = date(2026, 11, 28)


def jam(hari, pukul="10:00"):
    return datetime.combine(hari, time.fromisoformat(pukul), WIB)


@pytest.mark.parametrize(
    ("pada", "diterima"),
    [
        (jam(SENIN, "00:00"), SENIN),
        (jam(SENIN, "16:00"), SENIN),
        (jam(SENIN, "16:01"), SELASA),
        (jam(JUMAT, "17:00"), SENIN_DEPAN),
        (jam(SABTU, "09:00"), SENIN_DEPAN),
        (datetime(2026, 11, 23, 9, 0, tzinfo=UTC), SENIN),  # 16.00 WIB
        (datetime(2026, 11, 23, 9, 1, tzinfo=UTC), SELASA),
        (datetime(2026, 11, 22, 18, 0, tzinfo=UTC), SENIN),  # already Monday in Batang
    ],
)
def test_what_comes_after_closing_or_on_a_day_off_counts_as_received_the_next_working_day(pada, diterima):
    assert hari_terima(pada) == diterima


def test_a_holiday_and_another_closing_time_move_the_day_of_receipt():
    assert hari_terima(jam(SENIN), {SENIN, SELASA}) == RABU
    assert hari_terima(jam(SENIN, "15:00"), jam_tutup=time(14, 30, tzinfo=WIB)) == SELASA
    # 15.30 in Batang is 17.30 in Jayapura
    assert hari_terima(jam(SENIN, "15:30"), jam_tutup=time(16, 0, tzinfo=ZoneInfo("Asia/Jayapura"))) == SELASA


@pytest.mark.parametrize(
    ("kini", "hari"),
    [(jam(SENIN, "18:00"), 0), (jam(SELASA, "08:00"), 1), (jam(KAMIS), 3), (jam(JUMAT), 4), (jam(SABTU), 4)],
)
def test_the_day_of_receipt_does_not_count_and_today_does(kini, hari):
    assert bagian([(jam(SENIN), KAMI)], kini=kini) == {KAMI: hari}


def test_a_draft_before_the_first_receipt_is_nobodys_time():
    riwayat = [(jam(date(2026, 10, 1)), PEMOHON), (jam(SENIN), KAMI)]
    assert bagian(riwayat[:1], kini=jam(SENIN)) == {}
    assert bagian(riwayat, kini=jam(RABU)) == {KAMI: 2}
    assert jatuh_tempo(riwayat, 3) == KAMIS


def test_a_day_belongs_to_whoever_holds_the_ball_at_its_end():
    riwayat = [
        (jam(SENIN), KAMI),
        (jam(RABU), PEMOHON),  # Wednesday and Thursday are the applicant's
        (jam(JUMAT), KAMI),  # Friday is ours again
        (jam(SENIN_DEPAN, "16:30"), BPJPH),  # after closing: Monday stays ours
    ]
    assert bagian(riwayat, kini=jam(SELASA_DEPAN)) == {KAMI: 3, PEMOHON: 2, BPJPH: 1}


def test_the_state_at_an_earlier_moment_leaves_out_later_rows():
    riwayat = [(jam(SENIN), KAMI), (jam(RABU), PEMOHON), (jam(JUMAT), KAMI)]
    assert bagian(riwayat, kini=jam(RABU, "09:59")) == {KAMI: 2}
    assert bagian(riwayat, kini=jam(RABU, "10:00")) == {KAMI: 1, PEMOHON: 1}


def test_a_ball_handed_on_within_the_day_of_receipt_leaves_that_day_uncounted():
    riwayat = [(jam(SENIN, "09:00"), KAMI), (jam(SENIN, "11:00"), PEMOHON), (jam(RABU), KAMI)]
    assert bagian(riwayat, kini=jam(KAMIS)) == {KAMI: 2, PEMOHON: 1}


@pytest.mark.parametrize("pukul", ["08:00", "16:00", "23:00"])
def test_the_day_of_closing_is_still_the_holders_and_then_the_clock_stops(pukul):
    riwayat = [(jam(SENIN), KAMI), (jam(KAMIS, pukul), None)]
    assert bagian(riwayat, kini=jam(KAMIS, "23:30")) == {KAMI: 3}
    assert bagian(riwayat, kini=jam(date(2027, 5, 1))) == {KAMI: 3}
    assert jatuh_tempo(riwayat, 3) is None


def test_a_case_opened_again_starts_like_a_new_one():
    riwayat = [(jam(SENIN), KAMI), (jam(SELASA), None), (jam(KAMIS), KAMI)]
    assert bagian(riwayat, kini=jam(KAMIS)) == {KAMI: 1}
    assert bagian(riwayat, kini=jam(JUMAT)) == {KAMI: 2}
    assert jatuh_tempo(riwayat, 3) == SENIN_DEPAN


def test_rows_may_come_in_any_order_and_repeat_the_holder():
    riwayat = [(jam(JUMAT), KAMI), (jam(SENIN), KAMI), (jam(SELASA), KAMI), (jam(RABU), PEMOHON)]
    assert bagian(riwayat, kini=jam(JUMAT)) == {KAMI: 2, PEMOHON: 2}


def test_an_iterator_of_rows_is_enough():
    assert jatuh_tempo(iter([(jam(SENIN), KAMI)]), 3) == KAMIS
    assert bagian(iter([(jam(SENIN), KAMI)]), kini=jam(KAMIS)) == {KAMI: 3}


def test_no_history_has_no_parts_and_no_deadline():
    assert bagian([], kini=jam(SENIN)) == {}
    assert jatuh_tempo([], 3) is None


@pytest.mark.parametrize(
    ("terima", "tempo"),
    [
        (jam(SENIN), KAMIS),
        (jam(SENIN, "16:01"), JUMAT),
        (jam(SABTU), date(2026, 12, 3)),
        (jam(JUMAT), date(2026, 12, 2)),
    ],
)
def test_the_deadline_is_the_promise_after_the_day_of_receipt(terima, tempo):
    assert jatuh_tempo([(terima, KAMI)], 3) == tempo


def test_the_deadline_moves_by_the_days_of_others_and_by_holidays():
    riwayat = [(jam(SENIN), KAMI), (jam(RABU), PEMOHON)]
    assert jatuh_tempo(riwayat, 3) is None
    riwayat.append((jam(JUMAT), KAMI))
    assert jatuh_tempo(riwayat, 3) == SENIN_DEPAN
    assert jatuh_tempo(riwayat, 3, {SELASA, SENIN_DEPAN}) == date(2026, 12, 2)


@pytest.mark.parametrize("panggil", [hari_terima, lambda pada: bagian([], kini=pada)])
def test_a_time_without_a_zone_is_a_mistake_of_the_caller(panggil):
    with pytest.raises(ValueError, match="aware times"):
        panggil(datetime(2026, 11, 23, 10, 0))


def test_a_closing_time_without_a_zone_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="aware times"):
        hari_terima(jam(SENIN), jam_tutup=time(16, 0))


# --- Over any history ----------------------------------------------------------------

libur = st.frozensets(st.dates(date(2026, 1, 1), date(2026, 6, 30)), max_size=25)
saat = st.datetimes(datetime(2026, 1, 1), datetime(2026, 5, 31), timezones=st.just(WIB))
pemegang = st.sampled_from([KAMI, KAMI, PEMOHON, BPJPH, None])
riwayat_apa_saja = st.lists(st.tuples(saat, pemegang), max_size=12).map(lambda baris: sorted(baris, key=lambda b: b[0]))
KELAK = datetime(2026, 7, 31, 12, 0, tzinfo=WIB)


def lukis(riwayat, libur):
    """Say for each day who it belongs to, by painting it over and over as the rows come; None is nobody."""
    milik, kini, bebas_dari = {}, "belum mulai", None
    for pada, siapa in riwayat:
        if siapa == kini or (kini == "belum mulai" and siapa != KAMI):
            continue
        if siapa is None:
            pertama = pada.date() + timedelta(days=1)
        elif kini in ("belum mulai", None):
            pertama = hari_terima(pada, libur) + timedelta(days=1)
        else:
            pertama = hari_terima(pada, libur)
        bebas_dari = max(pertama, bebas_dari or pertama)
        hari = bebas_dari
        while hari <= KELAK.date():
            milik[hari] = siapa
            hari += timedelta(days=1)
        kini = siapa
    return {hari: siapa for hari, siapa in milik.items() if hari_kerja.buka(hari, libur)}


@given(riwayat_apa_saja, libur)
def test_the_parts_add_up_to_the_working_days_the_case_was_open(riwayat, libur):
    milik = lukis(riwayat, libur)
    parts = bagian(riwayat, kini=KELAK, libur=libur)
    assert sum(parts.values()) == sum(siapa is not None for siapa in milik.values())
    for siapa, hari in parts.items():
        assert hari == sum(pemilik == siapa for pemilik in milik.values())


@given(riwayat_apa_saja.filter(lambda riwayat: all(siapa for _, siapa in riwayat)), libur, saat)
def test_without_a_closing_the_parts_add_up_to_the_days_since_receipt(riwayat, libur, kini):
    masuk = [pada for pada, siapa in riwayat if siapa == KAMI and pada <= kini]
    parts = bagian(riwayat, kini=kini, libur=libur)
    lama = hari_kerja.hitung(hari_terima(masuk[0], libur), kini.date(), libur) if masuk else 0
    assert sum(parts.values()) == max(lama, 0)


@given(riwayat_apa_saja, libur, st.integers(0, 20))
def test_the_deadline_agrees_with_our_part_on_every_later_day(riwayat, libur, janji):
    tempo = jatuh_tempo(riwayat, janji, libur)
    pegang = [siapa for _, siapa in riwayat]
    if not pegang or pegang[-1] != KAMI:
        assert tempo is None
        return
    hari = max(hari_terima(pada, libur) for pada, _ in riwayat)
    while hari <= KELAK.date():
        bagian_kami = bagian(riwayat, kini=jam(hari, "23:59"), libur=libur)[KAMI]
        assert hari_kerja.hitung(tempo, hari, libur) == bagian_kami - janji
        assert (hari > tempo and hari_kerja.hitung(tempo, hari, libur) > 0) == (bagian_kami > janji)
        hari += timedelta(days=1)


@given(riwayat_apa_saja, libur, st.integers(0, 20))
def test_a_promise_in_calendar_days_obeys_the_same_law_and_knows_no_days_off(riwayat, libur, janji):
    cara = {"libur": libur, "hitungan": hari_kalender}
    tempo = jatuh_tempo(riwayat, janji, **cara)
    assert tempo == jatuh_tempo(riwayat, janji, hitungan=hari_kalender)
    if tempo is None:
        return
    hari = max(hari_terima(pada, hitungan=hari_kalender) for pada, _ in riwayat)
    while hari <= KELAK.date():
        bagian_kami = bagian(riwayat, kini=jam(hari, "23:59"), **cara)[KAMI]
        assert (hari - tempo).days == bagian_kami - janji
        hari += timedelta(days=1)


def test_over_new_year_working_days_wait_and_calendar_days_do_not():
    cuti = {date(2026, 12, 24), date(2026, 12, 25), date(2027, 1, 1)}
    masuk = [(jam(date(2026, 12, 23)), KAMI)]
    assert jatuh_tempo(masuk, 5, cuti) == date(2027, 1, 4)
    assert jatuh_tempo(masuk, 5, cuti, hitungan=hari_kalender) == date(2026, 12, 28)
    assert bagian(masuk, kini=jam(date(2027, 1, 3)), libur=cuti) == {KAMI: 4}
    assert bagian(masuk, kini=jam(date(2027, 1, 3)), libur=cuti, hitungan=hari_kalender) == {KAMI: 11}


@given(riwayat_apa_saja, libur, saat, saat)
def test_no_part_shrinks_while_nobody_moves_the_ball(riwayat, libur, a, b):
    dulu, nanti = sorted((a, b))
    riwayat = [baris for baris in riwayat if baris[0] <= dulu]
    sebelum, sesudah = (bagian(riwayat, kini=kini, libur=libur) for kini in (dulu, nanti))
    assert list(sebelum) == list(sesudah)
    assert all(sesudah[siapa] >= hari for siapa, hari in sebelum.items())


@pytest.mark.parametrize(
    ("pemegang", "sisa"),
    [
        ([], []),
        ([None], [None]),
        ([None, KAMI], [KAMI]),
        ([PEMOHON, KAMI], [PEMOHON, KAMI]),
        ([KAMI, None], [KAMI, None]),
        ([KAMI, None, None], [KAMI, None]),
        ([KAMI, None, PEMOHON, KAMI], [PEMOHON, KAMI]),
        ([KAMI, None, PEMOHON, KAMI, None, None], [PEMOHON, KAMI, None]),
    ],
)
def test_the_stretch_since_a_case_was_last_opened(pemegang, sisa):
    awal = datetime(2026, 11, 2, 9, tzinfo=ZoneInfo("Asia/Jakarta"))
    baris = [(awal + timedelta(hours=n), siapa) for n, siapa in enumerate(pemegang)]
    assert [siapa for _, siapa in sejak_dibuka(baris)] == sisa
