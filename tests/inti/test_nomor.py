"""Number series: no gap, no double, whoever asks at once."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from inti import nomor
from inti.nomor import SeriNomor, ambil, ambil_tertulis, periksa_pola, tulis

POLA = "{urut:06d}/UMKM/{tahun}"
HARI = date(2026, 11, 23)


@pytest.fixture
def seri(db: None) -> SeriNomor:
    return nomor.seri("bukti", pola=POLA)


def test_numbers_follow_each_other_from_one(seri: SeriNomor) -> None:
    assert [ambil(seri, tahun=2026) for _ in range(3)] == [1, 2, 3]


def test_each_year_starts_at_one(seri: SeriNomor) -> None:
    assert [ambil(seri, tahun=t) for t in (2026, 2026, 2027, 2026)] == [1, 2, 1, 3]


def test_series_do_not_share_numbers(seri: SeriNomor) -> None:
    lain = nomor.seri("surat", pola="{urut}")
    assert [ambil(seri, tahun=2026), ambil(lain, tahun=2026), ambil(seri, tahun=2026)] == [1, 1, 2]


def test_a_series_may_run_on_over_the_years(db: None) -> None:
    menerus = nomor.seri("menerus", pola="{urut}", per_tahun=False)
    assert [ambil(menerus, tahun=t) for t in (2026, 2027)] == [1, 2]


def test_a_rollback_gives_the_number_back(seri: SeriNomor) -> None:
    ambil(seri, tahun=2026)
    with transaction.atomic():
        assert ambil(seri, tahun=2026) == 2
        transaction.set_rollback(True)
    assert ambil(seri, tahun=2026) == 2


def test_a_number_is_written_in_the_pattern_of_its_series(seri: SeriNomor) -> None:
    assert ambil_tertulis(seri, tanggal=HARI) == "000001/UMKM/2026"
    romawi = SeriNomor(pola="500.3/{urut:03d}/{bulan_romawi}/{tahun}")
    assert tulis(romawi, 7, tanggal=HARI) == "500.3/007/XI/2026"
    assert tulis(SeriNomor(pola="{urut}-{bulan}"), 7, tanggal=HARI) == "7-11"


def test_a_pattern_that_officials_changed_stays(seri: SeriNomor) -> None:
    SeriNomor.objects.filter(pk=seri.pk).update(pola="{urut}/BARU")
    assert nomor.seri("bukti", pola=POLA).pola == "{urut}/BARU"


@pytest.mark.parametrize(
    "pola",
    [
        "UMKM/2026",
        "{urut}/{urut}",
        "{urut.__class__}",
        "{urut[0]}",
        "{urut!r}",
        "{urut:99999999d}",
        "{urut:{tahun}}",
        "{urut}/{lain}",
        "{urut}/{}",
        "{urut",
        "}{urut}",
    ],
)
def test_a_pattern_with_anything_but_our_fields_is_refused(pola: str) -> None:
    with pytest.raises(ValidationError) as galat:
        periksa_pola(pola)
    assert "Contoh: {urut:06d}/UMKM/{tahun}." in galat.value.messages[0]


def test_a_pattern_of_our_fields_is_accepted() -> None:
    periksa_pola("500.3/{urut:04d}/{bulan}/{bulan_romawi}/{tahun}")


@pytest.mark.django_db(transaction=True)
def test_ambil_outside_a_transaction_is_refused() -> None:
    seri = nomor.seri("bukti", pola=POLA)
    with pytest.raises(transaction.TransactionManagementError):
        ambil(seri, tahun=2026)


@pytest.mark.django_db(transaction=True)
def test_twenty_threads_get_twenty_numbers_without_gap_or_double() -> None:
    seri = nomor.seri("bukti", pola=POLA)
    mulai = threading.Barrier(20)
    didapat: list[int] = []
    galat: list[BaseException] = []

    def kerja(ke: int) -> None:
        try:
            mulai.wait(timeout=30)
            with transaction.atomic():
                urut = ambil(seri, tahun=2026)
                if ke % 4 == 0:  # every fourth changes its mind: its number must go to another
                    raise _BatalError
            didapat.append(urut)
        except _BatalError:
            pass
        except BaseException as e:
            galat.append(e)
        finally:
            connection.close()

    utas = [threading.Thread(target=kerja, args=(i,)) for i in range(20)]
    for u in utas:
        u.start()
    for u in utas:
        u.join(timeout=60)
    assert galat == []
    assert sorted(didapat) == list(range(1, 16))


class _BatalError(Exception):
    pass
