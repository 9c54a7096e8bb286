"""What participants say: asked once, answered once, by nobody, and never told of fewer than five."""

from __future__ import annotations

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from inti import tautan
from inti.workflow import SISTEM, pindah
from notifikasi.models import Pemberitahuan
from pelatihan import hadir, hitung_hadir, kesan, petak
from pelatihan.actions import dampak
from pelatihan.enums import AsalTanda, Kehadiran, StatusAngkatan, TahapTanya
from pelatihan.models import (
    Angkatan,
    JawabanDampak,
    JawabanKesan,
    KataKesan,
    PelatihAngkatan,
    Peserta,
    Sesi,
    TandaHadir,
    TanyaPeserta,
)
from tests.factories import PenggunaFactory
from tests.pelatihan.pabrik import buat_angkatan, buat_kurikulum, buat_peserta

K, T = Kehadiran, TahapTanya
ISI = {"materi": 4, "pelatih": 5, "guna": 3, "kata": ""}


def kelas(
    berakhir: timedelta, *, n: int = 1, pelatih: Any = None, datang: int = 99, **isian: Any
) -> tuple[Angkatan, list[Peserta]]:
    """Make a class that ended so long ago, with `n` people, the first `datang` of whom were there."""
    akhir = timezone.now() - berakhir
    isian = {"status": StatusAngkatan.SELESAI, "mulai": akhir - timedelta(days=1), "selesai": akhir, **isian}
    angkatan = buat_angkatan(kursi=max(n, 1), **isian)
    sesi = Sesi.objects.create(angkatan=angkatan, mulai=akhir - timedelta(hours=3), selesai=akhir)
    if pelatih is not None:
        PelatihAngkatan.objects.create(angkatan=angkatan, akun=pelatih)
    peserta = [buat_peserta("LULUS", angkatan=angkatan, akun=PenggunaFactory()) for _ in range(n)]
    for satu in peserta[:datang]:
        TandaHadir.objects.create(sesi=sesi, peserta=satu, keadaan=K.HADIR, dicatat_pada=akhir)
    return angkatan, peserta


def geser(angkatan: Angkatan, berakhir: timedelta) -> None:
    akhir = timezone.now() - berakhir
    Angkatan.objects.filter(pk=angkatan.pk).update(mulai=akhir - timedelta(days=1), selesai=akhir)


def token(peserta: Peserta, tahap: str = T.KESAN) -> str:
    """Return a link of this person, who has been asked."""
    TanyaPeserta.objects.get_or_create(peserta=peserta, tahap=tahap)
    return tautan.buat(kesan.KEPERLUAN[T(tahap)], peserta.kode, sampai=timezone.now() + timedelta(days=1))


def kesan_dari(angkatan: Angkatan, *marka: int) -> None:
    bulan = timezone.localdate().replace(day=1)
    for satu in marka:
        JawabanKesan.objects.create(angkatan=angkatan, bulan=bulan, materi=satu, pelatih=satu, guna=satu)


# --- Blocks ----------------------------------------------------------------------------------------

KELAS = st.lists(
    st.tuples(
        st.integers(1, 2), st.sampled_from([frozenset({1}), frozenset({2}), frozenset({1, 2})]), st.integers(0, 7)
    ),
    max_size=14,
).map(
    lambda daftar: [
        petak.Kelas(n, kursus, pelatih, datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=n // 2), banyak)
        for n, (kursus, pelatih, banyak) in enumerate(daftar)
    ]
)


def angka(blok: list[tuple[petak.Kelas, ...]]) -> Iterator[frozenset[int]]:
    """Yield the classes behind every figure that is shown: of a class, a course, a trainer."""
    for satu in blok:
        if len(satu) == 1:
            yield frozenset({satu[0].pk})
    for kursus in (1, 2):
        yield frozenset(k.pk for satu in blok for k in satu if k.kursus == kursus)
    for pelatih in (1, 2):
        yield frozenset(k.pk for satu in blok for k in satu if pelatih in k.pelatih)


@given(KELAS)
def test_whatever_figure_is_taken_from_whatever_others_never_tells_of_fewer_than_five(semua):
    blok, banyak = petak.susun(semua), {k.pk: k.banyak for k in semua}
    terlihat = list(angka(blok))
    # What an attacker can reach by adding and subtracting are the atoms of these sets; each holds five or more.
    atom: dict[tuple[bool, ...], int] = {}
    for pk, n in banyak.items():
        ada = tuple(pk in satu for satu in terlihat)
        if any(ada):
            atom[ada] = atom.get(ada, 0) + n
    assert [n for n in atom.values() if n < 5] == []
    assert {k.pk for k in semua if k.banyak >= 5} == {satu[0].pk for satu in blok if satu[0].banyak >= 5}
    assert sum(len(satu) for satu in blok) == len({k.pk for satu in blok for k in satu})


@pytest.mark.django_db
def test_nothing_is_read_of_a_class_whose_window_may_open_again_and_one_closed_late_joins_no_earlier_block(pelatih):
    kursus = buat_kurikulum()
    semua = [kelas(timedelta(days=60 - n), pelatih=pelatih, kurikulum=kursus)[0] for n in range(3)]
    for satu in semua:
        kesan_dari(satu, 5, 4, 3)
    Angkatan.objects.filter(pk=semua[0].pk).update(status=StatusAngkatan.BERJALAN)
    dulu = kesan.rangkum(T.KESAN).kursus[kursus.pk]

    pindah_selesai = Angkatan.objects.get(pk=semua[0].pk)
    with transaction.atomic():
        pindah(pindah_selesai, "selesaikan", oleh=SISTEM)

    assert (dulu.banyak, kesan.rangkum(T.KESAN).kursus[kursus.pk]) == (6, dulu)


@given(KELAS, st.integers(0, 14))
def test_a_figure_once_shown_is_only_added_to_by_five_or_more(semua, potong):
    dulu = petak.susun(sorted(semua, key=lambda k: (k.selesai, k.pk))[:potong])
    assert set(dulu) <= set(petak.susun(semua))


# --- Asking ----------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("tahap", "berakhir", "ditanya"),
    [
        (T.KESAN, timedelta(minutes=-5), 0),
        (T.KESAN, timedelta(minutes=5), 1),
        (T.KESAN, timedelta(days=13, hours=23), 1),
        (T.KESAN, timedelta(days=14, minutes=1), 0),
        (T.DAMPAK, timedelta(days=90), 0),
        (T.DAMPAK, timedelta(days=91, minutes=5), 1),
        (T.DAMPAK, timedelta(days=121, minutes=5), 0),
    ],
)
def test_who_came_is_asked_once_and_in_time(tahap, berakhir, ditanya):
    kelas(berakhir)
    assert [dampak.tanyakan(tahap), dampak.tanyakan(tahap)] == [ditanya, 0]
    pesan = Pemberitahuan.objects.filter(templat__in=("pelatihan_kesan", "pelatihan_dampak"), kanal="aplikasi")
    assert (pesan.count(), TanyaPeserta.objects.count(), tautan.Tautan.objects.count()) == (ditanya,) * 3


@pytest.mark.django_db
def test_nobody_is_asked_who_never_came_has_died_left_or_whose_class_was_called_off():
    _, (datang, bolos, mati, keluar) = kelas(timedelta(hours=1), n=4)
    salah = TandaHadir.objects.get(peserta=bolos)
    isi = {"keadaan": K.ALPA, "atas": [salah.tanda], "dicatat_pada": salah.dicatat_pada}
    TandaHadir.objects.create(sesi=salah.sesi, peserta=bolos, **isi)
    mati.pelaku.meninggal_pada = timezone.localdate()
    mati.pelaku.save()
    Peserta.objects.filter(pk=keluar.pk).update(status="MENGUNDURKAN_DIRI", kuota=None)
    kelas(timedelta(hours=1), status=StatusAngkatan.DIBATALKAN)
    assert [p.pk for p in kesan.belum_ditanya(T.KESAN)] == [datang.pk]


@pytest.mark.django_db
def test_presence_in_sql_is_the_presence_of_the_list():
    acak = random.Random(5)
    angkatan, orang = kelas(timedelta(hours=1), n=30, datang=0)
    sesi, baris = angkatan.sesi.get(), []
    mungkin = {
        AsalTanda.PELATIH: [K.HADIR, K.TERLAMBAT, K.ALPA, ""],
        AsalTanda.MANDIRI: [K.HADIR, K.TERLAMBAT],
        AsalTanda.PENUTUP: [K.ALPA],
    }
    for satu in orang:
        sebelum: list[Any] = []
        for urut in range(acak.randint(0, 4)):
            # Clocks of phones differ, yet no two marks are of one moment; who saw the others names them.
            asal = acak.choice([AsalTanda.PELATIH, AsalTanda.PELATIH, AsalTanda.MANDIRI, AsalTanda.PENUTUP])
            baru = TandaHadir(
                sesi=sesi,
                peserta=satu,
                keadaan=acak.choice(mungkin[asal]),
                asal=asal,
                dicatat_pada=sesi.mulai + timedelta(minutes=acak.randint(0, 5), seconds=urut),
                atas=acak.choice([[], list(sebelum)]),
            )
            sebelum.append(baru.tanda)
            baris.append(baru)
    TandaHadir.objects.bulk_create(baris)
    keadaan = hadir.rangkum(TandaHadir.objects.all())
    benar = {pk for pk, k in keadaan.items() if k.berlaku and k.berlaku.keadaan in (K.HADIR, K.TERLAMBAT)}
    sendiri = {pk for pk in benar if keadaan[pk].berlaku.asal == AsalTanda.MANDIRI}
    hadir_sql = Peserta.objects.filter(hitung_hadir.pernah_hadir()).values_list("pk", flat=True)
    assert set(hadir_sql.all()) == benar - sendiri  # nobody has confirmed what they scanned themselves
    Sesi.objects.filter(pk=sesi.pk).update(ditutup_pada=timezone.now())
    assert set(hadir_sql.all()) == benar
    assert (5 < len(benar) < 25, len(sendiri) > 0) == (True, True)


# --- Answering -------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_an_answer_knows_class_and_month_and_one_person_answers_once():
    angkatan, (satu,) = kelas(timedelta(hours=1))
    pertama, kedua = token(satu), token(satu)
    dampak.jawab_kesan(pertama, isi=ISI | {"kata": "Bagus."})
    for lagi in (pertama, kedua):
        with pytest.raises(ValidationError):
            dampak.jawab_kesan(lagi, isi=ISI)
    with pytest.raises(ValidationError):
        dampak.buka(satu, oleh=satu.pelaku.akun)
    bulan = timezone.localdate().replace(day=1)
    assert list(JawabanKesan.objects.values_list("angkatan", "bulan", "materi", "pelatih", "guna")) == [
        (angkatan.pk, bulan, 4, 5, 3)
    ]
    assert {f.name for f in JawabanKesan._meta.fields} == {"id", "angkatan", "bulan", "materi", "pelatih", "guna"}
    assert {f.name for f in KataKesan._meta.fields} == {"id", "angkatan", "bulan", "isi"}
    assert {f.name for f in JawabanDampak._meta.fields} == {"id", "angkatan", "bulan", "dipakai", "omzet"}
    assert {f.name for f in TanyaPeserta._meta.fields} == {"id", "peserta", "tahap", "dijawab"}


@pytest.mark.django_db
def test_an_answer_out_of_range_uses_no_link_and_a_link_of_the_other_question_opens_nothing():
    _, (satu,) = kelas(timedelta(hours=1))
    milik = token(satu)
    for salah in (0, 6):
        with pytest.raises(ValidationError):
            dampak.jawab_kesan(milik, isi=ISI | {"guna": salah})
    with pytest.raises(ValidationError):
        dampak.jawab_dampak(milik, dipakai="YA", omzet="NAIK")
    dampak.jawab_kesan(milik, isi=ISI)
    assert (JawabanKesan.objects.count(), JawabanDampak.objects.count()) == (1, 0)


@pytest.mark.django_db
def test_when_the_days_are_over_a_living_link_answers_nothing_any_more():
    """A session may have been moved after the link was sent; what is shown must not change."""
    angkatan, (satu,) = kelas(timedelta(hours=1))
    milik = token(satu)
    geser(angkatan, timedelta(days=15))
    with pytest.raises(ValidationError):
        dampak.jawab_kesan(milik, isi=ISI)
    assert not JawabanKesan.objects.exists()


@pytest.mark.django_db
def test_only_the_participant_himself_is_led_from_his_page_to_the_question(petugas):
    _, (satu,) = kelas(timedelta(hours=1))
    TanyaPeserta.objects.create(peserta=satu, tahap=T.KESAN)
    with pytest.raises(PermissionDenied):
        dampak.buka(satu, oleh=petugas)
    tahap, milik = dampak.buka(satu, oleh=satu.pelaku.akun)
    assert (tahap, tautan.buka(milik, kesan.KEPERLUAN[T.KESAN])) == (T.KESAN, satu.kode)


@pytest.mark.django_db(transaction=True)
def test_two_links_of_one_person_used_at_the_same_moment_are_one_answer():
    _, (satu,) = kelas(timedelta(hours=1))
    milik = [token(satu) for _ in range(6)]

    def jawab(satu_token: str) -> None:
        try:
            with suppress(ValidationError):
                dampak.jawab_kesan(satu_token, isi=ISI)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as banyak:
        list(banyak.map(jawab, milik))
    assert JawabanKesan.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_each_hour_keys_and_transactions_are_made_anew():
    angkatan, _ = kelas(timedelta(hours=1), n=0)
    kesan_dari(angkatan, 1, 2, 3)

    def semua() -> Any:
        with connection.cursor() as kursor:
            kursor.execute("SELECT id, xmin::text, materi FROM pelatihan_jawabankesan")
            return {b[0]: b[1:] for b in kursor.fetchall()}

    sebelum = semua()
    assert dampak.kocok() == 3
    sesudah = semua()
    assert not sebelum.keys() & sesudah.keys()
    assert (sorted(b[1] for b in sesudah.values()), len({b[0] for b in sesudah.values()})) == ([1, 2, 3], 1)


# --- Reading ---------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_result_is_shown_from_five_answers_and_only_when_no_more_can_come(pelatih):
    lewat, empat, baru = (kelas(timedelta(days=n), n=0, pelatih=pelatih)[0] for n in (20, 30, 2))
    kesan_dari(lewat, 5, 4, 4, 3, 5)
    kesan_dari(empat, 1, 1, 1, 1)
    kesan_dari(baru, 1, 1, 1, 1, 1)
    KataKesan.objects.create(angkatan=lewat, bulan=timezone.localdate().replace(day=1), isi="Terima kasih.")
    KataKesan.objects.create(angkatan=empat, bulan=timezone.localdate().replace(day=1), isi="Rahasia.")
    hasil = kesan.rangkum(T.KESAN)
    assert hasil.kelas == {lewat.pk: kesan.Kesan(5, (21, 21, 21))}
    assert [str(rata) for _, rata in hasil.kelas[lewat.pk].rata] == ["4.2"] * 3
    assert [kesan.kata(satu, hasil) for satu in (lewat, empat, baru)] == [["Terima kasih."], [], []]


@pytest.mark.django_db
def test_small_classes_of_a_course_and_a_trainer_are_shown_together_and_never_the_rest(pelatih):
    lain = PenggunaFactory()
    pertama, _ = kelas(timedelta(days=60), n=0, pelatih=pelatih)
    kursus = {"kurikulum": pertama.kurikulum}
    kedua, _ = kelas(timedelta(days=40), n=0, pelatih=pelatih, **kursus)
    asing, _ = kelas(timedelta(days=50), n=0, pelatih=lain, **kursus)
    kesan_dari(pertama, 5, 5, 5)
    kesan_dari(kedua, 5, 5)
    kesan_dari(asing, 1, 1, 1, 1)
    hasil = kesan.rangkum(T.KESAN)
    lima = kesan.Kesan(5, (25, 25, 25))
    assert (hasil.kelas, hasil.kursus, hasil.pelatih) == ({}, {pertama.kurikulum_id: lima}, {pelatih.pk: lima})
    assert kesan.rangkum(T.KESAN, pelatih=lain) == kesan.Rangkuman({}, {}, {})
    assert kesan.rangkum(T.KESAN, tahun=1999) == kesan.Rangkuman({}, {}, {})


@pytest.mark.django_db
def test_what_was_used_and_sold_after_three_months_is_counted_by_course_and_trainer(pelatih):
    angkatan, orang = kelas(timedelta(days=100), n=6, pelatih=pelatih)
    assert dampak.tanyakan(T.DAMPAK) == 6
    jawaban = [("YA", "NAIK"), ("YA", "NAIK"), ("SEBAGIAN", "TETAP"), ("BELUM", "TURUN"), ("YA", "TIDAK_TAHU")]
    for satu, (dipakai, omzet) in zip(orang, jawaban, strict=False):
        dampak.jawab_dampak(token(satu, T.DAMPAK), dipakai=dipakai, omzet=omzet)
    assert kesan.rangkum(T.DAMPAK).kelas == {}
    geser(angkatan, timedelta(days=122))
    hasil = kesan.rangkum(T.DAMPAK)
    semua = kesan.Dampak(5, (3, 1, 1, 2, 1, 1, 1))
    assert (hasil.kursus, hasil.pelatih) == ({angkatan.kurikulum_id: semua}, {pelatih.pk: semua})
    assert (semua.memakai_persen, semua.naik_persen) == (80, 40)
    assert kesan.keadaan(angkatan)["DAMPAK"]["dijawab"] == 5
