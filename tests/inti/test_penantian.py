"""Waiting for a body outside, and the clock in three parts, through the kernel over two real years of days off."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inti import hari_kerja, jam, kalender
from inti.kalender import libur
from inti.perkara import hampir_lewat, lewat
from inti.workflow import SISTEM, TransisiDitolak, hitung_jatuh_tempo, lama_di_tangan, mulai, pindah
from tests.perkara_uji.models import ALUR, PerkaraUji, Status

pytestmark = pytest.mark.django_db
JAKARTA = timezone.get_default_timezone()
SENIN = datetime(2026, 3, 2, 9, 0, tzinfo=JAKARTA)


@pytest.fixture
def jalan(monkeypatch) -> Any:
    """Move the clock of the portal to a moment."""

    def ke(pada: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: pada)

    return ke


def ajukan(**isian: Any) -> PerkaraUji:
    return mulai(PerkaraUji(**isian), "ajukan", oleh=SISTEM)


def teruskan(perkara: PerkaraUji, instansi: str = "BPJPH", **isian: Any) -> None:
    hari_ini = timezone.localdate()
    bawaan = {"nomor_instansi": "SH-17", "dikirim_pada": hari_ini, "lihat_lagi": hari_ini + timedelta(days=7)}
    pindah(perkara, "teruskan", oleh=SISTEM, instansi=instansi, **bawaan | isian)


def test_the_line_of_history_and_the_clock_name_the_body(jalan):
    jalan(SENIN)
    perkara = ajukan()
    jalan(SENIN + timedelta(days=2))
    teruskan(perkara)
    jalan(SENIN + timedelta(days=7))
    lama = lama_di_tangan(perkara)
    assert perkara.riwayat.latest("pk").pemegang == "instansi:BPJPH"
    # Received on Monday, sent on on Wednesday, which is the body's: Tuesday ours, Wednesday to next Monday theirs.
    assert (lama["kami"], lama["instansi"], lama["nama_instansi"], lama["jumlah"]) == (1, 4, "BPJPH", 5)
    halaman = render_to_string("partials/_jam.html", lama | {"sebutan": "Anda"})
    assert "di kami 1 dari 5 hari kerja" in halaman
    assert "di BPJPH 4 hari" in halaman


def test_the_promise_stands_still_while_another_body_has_the_case(jalan):
    jalan(SENIN)
    perkara = ajukan()
    assert perkara.jatuh_tempo == date(2026, 3, 9)
    jalan(SENIN + timedelta(days=1))
    teruskan(perkara)
    assert perkara.jatuh_tempo is None
    jalan(SENIN + timedelta(days=8))
    pindah(perkara, "terima", oleh=SISTEM)
    assert (perkara.jatuh_tempo, perkara.lihat_lagi, perkara.instansi) == (date(2026, 3, 16), None, "BPJPH")


def test_passed_on_from_one_body_to_another_each_has_its_own_days(jalan):
    jalan(SENIN)
    perkara = ajukan()
    jalan(SENIN + timedelta(days=1))
    teruskan(perkara, "Dinkes")
    jalan(SENIN + timedelta(days=3))
    teruskan(perkara, "BPJPH")
    jalan(SENIN + timedelta(days=4))
    assert [r.pemegang for r in perkara.riwayat.all()] == ["kami", "instansi:Dinkes", "instansi:BPJPH"]
    assert lama_di_tangan(perkara)["nama_instansi"] == "Dinkes, BPJPH"
    assert lama_di_tangan(perkara)["instansi"] == 4


@pytest.mark.parametrize("kosong", ["instansi", "dikirim_pada", "lihat_lagi"])
def test_nothing_waits_without_body_date_and_a_day_to_look_again(kosong):
    perkara = ajukan()
    with pytest.raises(ValidationError) as galat:
        teruskan(perkara, **{kosong: "" if kosong == "instansi" else None})
    assert list(galat.value.message_dict) == [kosong]
    perkara.refresh_from_db()
    assert (perkara.status, perkara.riwayat.count()) == (Status.DIAJUKAN, 1)


def test_the_database_too_refuses_a_day_to_look_again_without_a_body():
    perkara = ajukan()
    with pytest.raises(IntegrityError), transaction.atomic():
        PerkaraUji.objects.filter(pk=perkara.pk).update(lihat_lagi=timezone.localdate())


def test_looking_again_moves_the_next_day_and_leaves_a_line():
    perkara = ajukan()
    hari_ini = timezone.localdate()
    teruskan(perkara, lihat_lagi=hari_ini)
    assert list(PerkaraUji.objects.perlu_dilihat()) == [perkara]
    pindah(perkara, "lihat", oleh=SISTEM, nomor_instansi="SH-18", lihat_lagi=hari_ini + timedelta(days=3))
    perkara.refresh_from_db()
    assert list(PerkaraUji.objects.perlu_dilihat()) == []
    assert (perkara.nomor_instansi, perkara.riwayat.latest("pk").pemegang) == ("SH-18", "instansi:BPJPH")


def test_lists_and_pages_agree_on_what_is_past_and_nearly_past(jalan):
    """A Friday: the next working day is Monday, so what ends on Friday or Monday is nearly past."""
    jumat = datetime(2026, 3, 6, 10, 0, tzinfo=JAKARTA)
    jalan(jumat)
    tempo = [date(2026, 3, 5), date(2026, 3, 6), date(2026, 3, 9), date(2026, 3, 10), None]
    perkara = [ajukan() for _ in tempo]
    for satu, hari in zip(perkara, tempo, strict=True):
        PerkaraUji.objects.filter(pk=satu.pk).update(jatuh_tempo=hari)
    assert list(PerkaraUji.objects.filter(lewat()).order_by("pk")) == perkara[:1]
    assert list(PerkaraUji.objects.filter(hampir_lewat()).order_by("pk")) == perkara[1:3]
    assert PerkaraUji.objects.lewat().count() + PerkaraUji.objects.hampir_lewat().count() == 3


langkah = st.lists(
    st.tuples(
        st.integers(min_value=0, max_value=60 * 24 * 40), st.sampled_from([v for v in ALUR.transisi if v != "lihat"])
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    mulai_menit=st.integers(min_value=0, max_value=60 * 24 * 700),
    janji=st.integers(1, 30),
    langkah=langkah,
    d=st.data(),
)
def test_kept_deadline_is_derived_and_parts_add_up_for_any_history(mulai_menit, janji, langkah, d, monkeypatch):
    """Over 2025 and 2026 as they are: random moments, random verbs; those that do not fit change nothing."""
    with transaction.atomic():
        kalender.muat([2025, 2026])
        kini = datetime(2025, 1, 1, tzinfo=JAKARTA) + timedelta(minutes=mulai_menit)
        monkeypatch.setattr(timezone, "now", lambda: kini)
        perkara = ajukan(hari_janji=janji)
        for menit, verba in langkah:
            kini += timedelta(minutes=menit)
            try:
                if verba == "teruskan":
                    teruskan(perkara, d.draw(st.sampled_from(["BPJPH", "DJKI", "Dinkes"])))
                else:
                    pindah(perkara, verba, oleh=SISTEM)
            except TransisiDitolak:
                continue
            _periksa(perkara, kini)
        kini += timedelta(days=3)
        _periksa(perkara, kini)
        assert hitung_jatuh_tempo(PerkaraUji) == 0
        transaction.set_rollback(True)
    kalender.lupakan()


def _periksa(perkara: PerkaraUji, kini: datetime) -> None:
    perkara.refresh_from_db()
    baris = [(r.pada, r.pemegang or None) for r in perkara.riwayat.all()]
    turunan = jam.jatuh_tempo(jam.sejak_dibuka(baris), perkara.janji, libur())
    assert perkara.jatuh_tempo == turunan
    assert (perkara.jatuh_tempo is None) == (perkara.status != Status.DIAJUKAN)
    lama = lama_di_tangan(perkara)
    assert lama["jumlah"] == lama["kami"] + lama["anda"] + lama["instansi"] == _lama_terbuka(baris, kini)
    hari_ini = kini.date()
    if turunan and hari_ini > turunan:
        assert hari_kerja.hitung(turunan, hari_ini, libur()) == lama["kami"] - perkara.janji


def _lama_terbuka(baris: list[tuple[datetime, str | None]], kini: datetime) -> int:
    """Count, day by day, the working days since the last opening on which the case was open."""
    buka = jam.sejak_dibuka(baris)
    terima = jam.hari_terima(buka[0][0], libur())
    tutup = next((pada for pada, pemegang in buka if pemegang is None), kini)
    hari, jumlah = terima + timedelta(days=1), 0
    while hari <= min(tutup.astimezone(JAKARTA).date(), kini.date()):
        jumlah += hari_kerja.buka(hari, libur())
        hari += timedelta(days=1)
    return jumlah
