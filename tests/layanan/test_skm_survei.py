"""The survey around the arithmetic: invited once, answered once, nameless, hidden where few, published and closed."""

from __future__ import annotations

import threading
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from inti.tautan import Tautan
from layanan import keutuhan, survei
from layanan.actions import periksa, skm
from layanan.kuesioner import MEDAN, SOAL
from layanan.models import JawabanSkm, PeriodeSkm, SaranSkm
from layanan.skm import TERSEMBUNYI, sembunyikan
from notifikasi.models import Pemberitahuan
from tests.layanan.pabrik import buat_alasan, buat_layanan, buat_permohonan
from tests.layanan.pabrik_skm import LALU, buat_acara, buat_masa, jawab, undangan

ISI = {**dict.fromkeys(MEDAN, 4), "jenis_kelamin": "P", "umur": "", "pendidikan": "", "pekerjaan": "", "saran": ""}


# --- Pure --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("jumlah", "rahasia"),
    [
        ({"a": 10, "b": 7}, set()),
        ({"a": 10, "b": 7, "c": 0}, set()),
        ({"a": 10, "b": 7, "c": 3}, {"b", "c"}),
        ({"a": 10, "b": 2, "c": 3}, {"b", "c"}),
        ({"a": 10, "b": 1, "c": 1}, {"a", "b", "c"}),
        ({"a": 20, "b": 9, "c": 1, "d": 1}, {"b", "c", "d"}),
        ({"a": 4}, {"a"}),
        ({}, set()),
    ],
)
def test_what_is_hidden_beside_a_small_group(jumlah, rahasia):
    assert sembunyikan(jumlah) == rahasia


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 12), max_size=8))
def test_a_total_minus_what_is_shown_is_never_one_group_nor_fewer_than_five(jumlah):
    rahasia = sembunyikan(jumlah)
    assert all(jumlah[k] == 0 or jumlah[k] >= TERSEMBUNYI for k in jumlah.keys() - rahasia)
    sisa = [n for k, n in jumlah.items() if n and k not in rahasia]
    if rahasia and sisa:
        assert len(rahasia) >= 2
        assert sum(jumlah[k] for k in rahasia) >= TERSEMBUNYI


def test_every_element_asks_one_question_with_four_words():
    assert [s.kode for s in SOAL] == [f"U{n}" for n in range(1, 10)]
    assert all(len(set(s.kata)) == 4 for s in SOAL)


# --- Invitations -----------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_finished_request_brings_one_invitation_by_message(pemilik, petugas):
    satu = buat_permohonan(pemilik=pemilik, status="DIPERIKSA", petugas=petugas)
    periksa.selesaikan(satu, oleh=petugas, catatan="Sudah diberikan.")
    pesan = Pemberitahuan.objects.filter(templat="undangan_skm", kanal="aplikasi").get()
    token = pesan.url.removeprefix("/kepuasan/kunci/").rstrip("/")
    assert pemilik.nama not in pesan.isi
    skm.jawab_undangan(token, isi=ISI)
    baris = JawabanSkm.objects.get()
    assert (baris.layanan, baris.bulan) == (satu.layanan, timezone.localdate().replace(day=1))


@pytest.mark.django_db
def test_a_refused_request_is_asked_about_on_its_page_and_not_by_message(pemilik, petugas):
    satu = buat_permohonan(pemilik=pemilik, status="DIPERIKSA", petugas=petugas)
    periksa.tolak(satu, oleh=petugas, sebab=buat_alasan(), alasan="Belum ada NIB-nya.")
    assert survei.dapat_dinilai(satu) is True
    assert list(Pemberitahuan.objects.filter(templat="undangan_skm")) == []


@pytest.mark.django_db
@pytest.mark.parametrize(("jawaban", "lagi"), [("belum", True), ("sudah", False), ("terlupa", False)])
def test_a_second_decision_asks_again_only_when_nobody_has_answered(pemilik, petugas, jawaban, lagi):
    satu = buat_permohonan(pemilik=pemilik, status="DIPERIKSA", petugas=petugas)
    satu.riwayat.create(
        verba="tolak", dari="DIPERIKSA", ke="DITOLAK", pelaku="Contoh", sebagai="petugas", pada=timezone.now()
    )
    token = undangan(satu)
    if jawaban == "sudah":
        skm.jawab_undangan(token, isi=ISI)
    elif jawaban == "terlupa":
        Tautan.objects.all().delete()  # swept a month after its end
    periksa.selesaikan(satu, oleh=petugas, catatan="Sudah diberikan.")
    assert Pemberitahuan.objects.filter(templat="undangan_skm", kanal="aplikasi").exists() is lagi
    assert survei.dapat_dinilai(satu) is lagi


@pytest.mark.django_db
def test_one_service_is_answered_once_by_whatever_link(pemilik):
    satu = buat_permohonan(pemilik=pemilik, status="SELESAI")
    pesan = undangan(satu)
    lain = skm.buka_undangan(satu)
    skm.jawab_undangan(lain, isi=ISI)
    for token in (pesan, lain, "tidak-ada"):
        with pytest.raises(ValidationError, match="sudah dipakai"):
            skm.jawab_undangan(token, isi=ISI)
    with pytest.raises(ValidationError, match="sudah diisi"):
        skm.buka_undangan(satu)
    assert JawabanSkm.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_links_used_at_the_same_moment_bring_one_answer(pemilik):
    satu = buat_permohonan(pemilik=pemilik, status="SELESAI")
    hasil: list[str] = []
    mulai = threading.Barrier(2)

    def kirim(token: str) -> None:
        try:
            mulai.wait()
            skm.jawab_undangan(token, isi=ISI)
            hasil.append("masuk")
        except ValidationError:
            hasil.append("ditolak")
        finally:
            connection.close()

    utas = [threading.Thread(target=kirim, args=(undangan(satu),)) for _ in range(2)]
    for satu_utas in utas:
        satu_utas.start()
    for satu_utas in utas:
        satu_utas.join()
    assert (sorted(hasil), JawabanSkm.objects.count()) == (["ditolak", "masuk"], 1)


# --- Namelessness ------------------------------------------------------------------------------


def test_an_answer_points_to_no_request_account_or_link_and_knows_no_time():
    hubungan = {f.name: f.related_model.__name__ for f in JawabanSkm._meta.fields if f.is_relation}
    waktu = {f.name: f.get_internal_type() for f in JawabanSkm._meta.fields if "Time" in f.get_internal_type()}
    assert (hubungan, waktu, JawabanSkm._meta.pk.get_internal_type()) == ({"layanan": "Layanan"}, {}, "UUIDField")
    assert [f.name for f in SaranSkm._meta.fields] == ["id", "bulan", "isi"]


@pytest.mark.django_db
@pytest.mark.parametrize("rusak", [{"bulan": date(2025, 3, 2)}, {"u4": 5}, {"u9": 0}, {"umur": "31"}])
def test_the_table_itself_refuses_a_day_and_a_mark_out_of_range(rusak):
    with pytest.raises(IntegrityError), transaction.atomic():
        jawab(**rusak)


@pytest.mark.django_db
@pytest.mark.parametrize("rusak", [{"u1": 0}, {"u1": 5}, {"u1": "4"}, {"u1": True}, {"u1": None}])
def test_the_verb_refuses_all_but_whole_marks_from_one_to_four(rusak):
    with pytest.raises(ValidationError):
        skm.jawab_acara(buat_acara(), isi=ISI | rusak)
    assert JawabanSkm.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_at_night_keys_order_and_transactions_of_the_last_months_are_made_anew():
    bulan = skm.bulan_lembar()
    for nilai in (1, 2, 3, 4):
        jawab(1, nilai, bulan=bulan[1], umur="20-29")
    jawab(1, 4, bulan=LALU)
    SaranSkm.objects.create(isi="Lebih pagi.", bulan=bulan[0])

    def semua() -> Any:
        with connection.cursor() as kursor:
            kursor.execute("SELECT id, xmin::text, u1, umur, bulan FROM layanan_jawabanskm")
            return {b[0]: b[1:] for b in kursor.fetchall()}

    sebelum = semua()
    assert skm.kocok() == 5
    sesudah = semua()
    assert len(sebelum.keys() & sesudah.keys()) == 1  # the one of a month long past
    assert sorted(b[1:] for b in sebelum.values()) == sorted(b[1:] for b in sesudah.values())
    assert len({b[0] for b in sesudah.values() if b[3] == bulan[1]}) == 1
    assert SaranSkm.objects.get().isi == "Lebih pagi."


# --- Events and paper ------------------------------------------------------------------------------


@pytest.mark.django_db
def test_an_event_ends_at_its_number_and_after_its_day():
    penuh = buat_acara(maks=2)
    for _ in range(2):
        skm.jawab_acara(penuh, isi=ISI)
    lewat = buat_acara(sampai=date(2025, 1, 1))
    for acara in (penuh, lewat):
        with pytest.raises(ValidationError, match="berakhir"):
            skm.jawab_acara(acara, isi=ISI)
    penuh.refresh_from_db()
    assert (penuh.masuk, penuh.terbuka, JawabanSkm.objects.count()) == (2, False, 2)


@pytest.mark.django_db
def test_a_sheet_of_paper_goes_into_an_open_month_by_who_may(petugas, pemilik):
    bulan, layanan = skm.bulan_lembar(), buat_layanan()
    skm.entri_lembar(oleh=petugas, bulan=bulan[1], layanan=layanan, isi=ISI | {"saran": "Tambah kursi."})
    assert (JawabanSkm.objects.get().bulan, SaranSkm.objects.get().isi) == (bulan[1], "Tambah kursi.")
    with pytest.raises(ValidationError, match="dua bulan"):
        skm.entri_lembar(oleh=petugas, bulan=LALU, layanan=None, isi=ISI)
    with pytest.raises(PermissionDenied):
        skm.entri_lembar(oleh=pemilik, bulan=bulan[0], layanan=None, isi=ISI)


# --- Results -----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_period_counts_its_months_its_services_and_who_answered():
    a, b, c = (buat_layanan(nama=nama) for nama in ("A", "B", "C"))
    jawab(10, 4, layanan=a, jenis_kelamin="P")
    jawab(6, (3, 3, 3, 1, 3, 3, 3, 3, 3), layanan=b, jenis_kelamin="L")
    jawab(3, 1, layanan=c)
    jawab(50, 1, bulan=date(2025, 4, 1))
    h = survei.hasil_masa(buat_masa(populasi=100))
    assert h.hasil is not None
    # (10×4 + 6×3 + 3×1) / 19 = 3.2105…; the fourth element has 6×1 in the middle.
    assert (h.banyak, h.perlu, h.kurang) == (19, 80, 61)
    assert h.hasil.nrr[0] == Decimal("3.21")
    assert h.hasil.nrr[3] == Decimal("2.58")
    assert h.urut[0].soal.kode == "U4"
    # C is too small, and B is hidden with it: 19 − 10 − 6 would tell C.
    assert [(k.nama, k.jumlah, k.hasil is None) for k in h.layanan] == [
        ("A", 10, False),
        ("B", None, True),
        ("C", None, True),
    ]
    jenis = dict(h.ciri)["Jenis kelamin"]
    assert [(k.nama, k.jumlah) for k in jenis] == [("Laki-laki", None), ("Perempuan", 10), ("Tidak disebut", None)]
    assert [k.jumlah for k in dict(h.ciri)["Cara mengisi"]] == [0, 19, 0]


@pytest.mark.django_db
def test_a_period_that_runs_or_has_under_five_answers_shows_no_result():
    bulan = skm.bulan_lembar()[0]
    jawab(9, 4, bulan=bulan)
    jawab(4, 4)
    berjalan = buat_masa(nama="Kini", mulai=bulan, sampai=bulan)
    for h, banyak in ((survei.hasil_masa(berjalan), 9), (survei.hasil_masa(buat_masa()), 4)):
        assert (h.banyak, h.hasil, h.layanan, h.ciri, h.unsur) == (banyak, None, (), (), [])
    assert survei.saran(berjalan) == []


@pytest.mark.django_db
def test_the_population_is_counted_from_decided_requests_when_nobody_wrote_it_down(pemilik, petugas):
    for _ in range(2):
        satu = buat_permohonan(pemilik=pemilik, status="DIPERIKSA", petugas=petugas)
        periksa.selesaikan(satu, oleh=petugas, catatan="Sudah.")
    bulan = skm.bulan_lembar()[0]
    assert survei.dilayani(buat_masa(mulai=bulan, sampai=bulan, populasi=None)) == 2
    assert survei.dilayani(buat_masa(populasi=None)) == 0


@pytest.mark.django_db
def test_months_belong_to_one_period():
    buat_masa()
    for kurang in ({"mulai": date(2025, 1, 1)}, {"sampai": date(2025, 6, 1)}):
        with pytest.raises(ValidationError, match="masuk masa SKM lain"):
            PeriodeSkm(**{"nama": "Lain", "mulai": LALU, "sampai": LALU} | kurang).full_clean()
    with pytest.raises(ValidationError, match="tidak boleh sebelum"):
        PeriodeSkm(nama="Terbalik", mulai=date(2025, 6, 1), sampai=date(2025, 5, 1)).full_clean()


@pytest.mark.django_db
def test_published_once_by_who_may_after_its_end_then_closed_and_guarded(kepala, petugas):
    jawab(5, 3)
    masa = buat_masa()
    with pytest.raises(PermissionDenied):
        skm.terbitkan(masa, oleh=petugas)
    masa = skm.terbitkan(masa, oleh=kepala)
    assert (masa.terbit_ikm, masa.terbit_responden, masa.laporan.mime) == (Decimal("75.00"), 5, "application/pdf")
    assert [t["mutu"] for t in survei.tren()] == ["C"]
    assert list(keutuhan.skm_berubah()) == []
    with pytest.raises(ValidationError, match="sudah terbit"):
        skm.terbitkan(masa, oleh=kepala)
    jawab(1, 1)
    assert len(list(keutuhan.skm_berubah())) == 1


@pytest.mark.django_db
def test_what_runs_or_is_too_small_is_not_published_and_a_published_month_takes_no_sheet(kepala, petugas):
    kini, lalu, _ = skm.bulan_lembar()
    jawab(9, 3, bulan=kini)
    jawab(4, 3, bulan=lalu)
    masa = buat_masa(nama="Lalu", mulai=lalu, sampai=lalu)
    with pytest.raises(ValidationError, match="belum berakhir"):
        skm.terbitkan(buat_masa(nama="Kini", mulai=kini, sampai=kini), oleh=kepala)
    with pytest.raises(ValidationError, match="Baru ada 4 jawaban"):
        skm.terbitkan(masa, oleh=kepala)
    skm.entri_lembar(oleh=petugas, bulan=lalu, layanan=None, isi=ISI)
    skm.terbitkan(masa, oleh=kepala)
    with pytest.raises(ValidationError, match="sudah terbit"):
        skm.entri_lembar(oleh=petugas, bulan=lalu, layanan=None, isi=ISI)
