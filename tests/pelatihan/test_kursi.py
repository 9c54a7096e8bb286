"""The rule of seats: never one too many, nobody passed over, no seat lost, whatever happens in whatever order."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, InternalError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inti.workflow import SISTEM, TransisiDitolak
from pelatihan import kursi
from pelatihan.actions import kursi as aksi
from pelatihan.actions.kelompok import daftar_kelompok
from pelatihan.actions.sapu import sapu
from pelatihan.enums import AKTIF, DUDUK, StatusPeserta
from pelatihan.models import Kuota, Peserta, RiwayatPeserta
from tests.factories import DesaFactory, PelakuFactory
from tests.pelatihan.pabrik import buat_angkatan, orang
from umkm.actions.gabung import gabung_pelaku
from umkm.models import KepemilikanUsaha, PelakuUsaha

S = StatusPeserta
pytestmark = pytest.mark.django_db


def masuk(angkatan, **ciri):
    pelaku, usaha = orang(**ciri)
    return aksi.daftar(angkatan, pelaku=pelaku, usaha=usaha, oleh=SISTEM)


def segar(*peserta):
    return [Peserta.objects.get(pk=p.pk).status for p in peserta]


def lewatkan(peserta):
    Peserta.objects.filter(pk=peserta.pk).update(sampai=timezone.now() - timedelta(seconds=1))


def test_seats_go_to_who_comes_first_and_the_rest_waits_in_order():
    angkatan = buat_angkatan(kursi=2)
    semua = [masuk(angkatan) for _ in range(4)]

    assert segar(*semua) == [S.TERDAFTAR, S.TERDAFTAR, S.DAFTAR_TUNGGU, S.DAFTAR_TUNGGU]
    assert list(angkatan.peserta.antre()) == semua[2:]


def test_the_database_itself_refuses_one_too_many():
    angkatan = buat_angkatan(kursi=1)
    masuk(angkatan)
    pelaku, usaha = orang()

    with pytest.raises(IntegrityError, match="kuota_tidak_terlampaui"), transaction.atomic():
        Peserta.objects.create(
            angkatan=angkatan, pelaku=pelaku, usaha=usaha, status=S.TERDAFTAR, kuota=angkatan.kuota.get()
        )


def test_the_count_of_seats_is_written_by_nobody():
    kuota = buat_angkatan(kursi=5).kuota.get()

    with pytest.raises(InternalError, match="hanya dihitung"), transaction.atomic():
        Kuota.objects.filter(pk=kuota.pk).update(terisi=3)


def test_nobody_sits_in_the_pool_of_another_class():
    angkatan, lain = buat_angkatan(), buat_angkatan()
    pelaku, usaha = orang()

    with pytest.raises(InternalError, match="angkatan lain"), transaction.atomic():
        Peserta.objects.create(
            angkatan=angkatan, pelaku=pelaku, usaha=usaha, status=S.TERDAFTAR, kuota=lain.kuota.get()
        )


def test_a_freed_seat_is_offered_to_the_next_and_passes_on_when_its_time_is_over():
    angkatan = buat_angkatan(kursi=1)
    satu, dua, tiga = (masuk(angkatan) for _ in range(3))
    aksi.undur(satu, oleh=SISTEM)
    assert segar(satu, dua, tiga) == [S.MENGUNDURKAN_DIRI, S.DITAWARI, S.DAFTAR_TUNGGU]

    lewatkan(dua)
    assert sapu() == 1
    assert segar(dua, tiga) == [S.KEDALUWARSA, S.DITAWARI]

    aksi.terima(Peserta.objects.get(pk=tiga.pk), oleh=SISTEM)
    assert segar(tiga) == [S.TERDAFTAR]


def test_an_offer_accepted_twice_is_one_seat():
    angkatan = buat_angkatan(kursi=1)
    satu, dua = masuk(angkatan), masuk(angkatan)
    aksi.undur(satu, oleh=SISTEM)
    sama = [Peserta.objects.get(pk=dua.pk) for _ in range(2)]
    aksi.terima(sama[0], oleh=SISTEM)

    with pytest.raises(TransisiDitolak):
        aksi.terima(sama[1], oleh=SISTEM)
    assert angkatan.kuota.get().terisi == 1


def test_an_offer_cannot_be_accepted_after_its_time_even_before_the_sweep():
    angkatan = buat_angkatan(kursi=1)
    satu, dua = masuk(angkatan), masuk(angkatan)
    aksi.undur(satu, oleh=SISTEM)
    lewatkan(dua)

    with pytest.raises(ValidationError, match="sudah lewat"):
        aksi.terima(Peserta.objects.get(pk=dua.pk), oleh=SISTEM)


def test_a_held_seat_that_was_not_confirmed_is_free_for_the_next_who_comes():
    angkatan = buat_angkatan(kursi=1)
    pelaku, usaha = orang()
    ditahan = aksi.tahan(angkatan, pelaku=pelaku, usaha=usaha, oleh=SISTEM)
    assert segar(ditahan) == [S.DITAHAN]

    lewatkan(ditahan)
    assert segar(masuk(angkatan), ditahan) == [S.TERDAFTAR, S.KEDALUWARSA]


def test_who_sends_twice_has_one_place():
    angkatan = buat_angkatan(kursi=3)
    pelaku, usaha = orang()
    satu, dua = (aksi.daftar(angkatan, pelaku=pelaku, usaha=usaha, oleh=SISTEM) for _ in range(2))

    assert satu == dua
    assert angkatan.kuota.get().terisi == 1


def test_a_narrow_pool_is_filled_first_and_leaves_the_common_one_to_others():
    limpung = DesaFactory(limpung=True)
    angkatan = buat_angkatan(kursi=1, kuota={limpung.kecamatan: 1})
    dari_limpung, dari_batang = masuk(angkatan, desa=limpung), masuk(angkatan, desa=DesaFactory())

    assert segar(dari_limpung, dari_batang) == [S.TERDAFTAR, S.TERDAFTAR]
    assert segar(masuk(angkatan, desa=DesaFactory())) == [S.DAFTAR_TUNGGU]


def test_a_narrow_pool_keeps_its_seat_until_its_day_and_gives_it_to_who_waits_then():
    limpung = DesaFactory(limpung=True)
    angkatan = buat_angkatan(kursi=1, kuota={limpung.kecamatan: 1, "PEREMPUAN": 1})
    batang = [masuk(angkatan, desa=DesaFactory(), jenis_kelamin="L") for _ in range(3)]
    assert segar(*batang) == [S.TERDAFTAR, S.DAFTAR_TUNGGU, S.DAFTAR_TUNGGU]

    type(angkatan).objects.filter(pk=angkatan.pk).update(kuota_kembali=timezone.localdate())
    sapu()
    assert segar(*batang) == [S.TERDAFTAR, S.DITAWARI, S.DITAWARI]
    assert sorted(angkatan.kuota.values_list("jumlah", flat=True)) == [0, 0, 3]


def test_a_pool_never_shrinks_below_who_sits_there_and_says_who():
    angkatan = buat_angkatan(kursi=2)
    peserta = [masuk(angkatan) for _ in range(2)]

    with pytest.raises(ValidationError, match=peserta[0].pelaku.nama):
        aksi.ubah_jumlah(angkatan.kuota.get(), jumlah=1, oleh=SISTEM)


def test_a_larger_pool_is_offered_at_once():
    angkatan = buat_angkatan(kursi=1)
    _, dua, tiga = (masuk(angkatan) for _ in range(3))
    aksi.ubah_jumlah(angkatan.kuota.get(), jumlah=2, oleh=SISTEM)

    assert segar(dua, tiga) == [S.DITAWARI, S.DAFTAR_TUNGGU]


def test_a_group_of_all_or_nothing_waits_together_and_is_offered_together():
    angkatan = buat_angkatan(kursi=3)
    duduk = [masuk(angkatan) for _ in range(2)]
    kelompok = daftar_kelompok(angkatan, nama="KWT", anggota=[orang(), orang()], semua=True, oleh=SISTEM)
    assert segar(*kelompok) == [S.DAFTAR_TUNGGU, S.DAFTAR_TUNGGU]

    aksi.undur(duduk[0], oleh=SISTEM)
    assert segar(*kelompok) == [S.DITAWARI, S.DITAWARI]


def test_a_group_that_may_be_split_takes_what_there_is():
    angkatan = buat_angkatan(kursi=1)
    kelompok = daftar_kelompok(angkatan, nama="KWT", anggota=[orang(), orang()], semua=False, oleh=SISTEM)

    assert segar(*kelompok) == [S.TERDAFTAR, S.DAFTAR_TUNGGU]


def test_a_substitute_sits_on_the_same_seat():
    angkatan = buat_angkatan(kursi=1)
    satu, antre = masuk(angkatan), masuk(angkatan)
    teman = PelakuFactory()
    with pytest.raises(ValidationError, match="dari usaha ini"):
        aksi.ganti(satu, pelaku=teman, oleh=SISTEM)

    KepemilikanUsaha.objects.create(usaha=satu.usaha, pelaku=teman)
    baru = aksi.ganti(satu, pelaku=teman, oleh=SISTEM)

    assert segar(satu, baru, antre) == [S.DIGANTI, S.TERDAFTAR, S.DAFTAR_TUNGGU]
    assert angkatan.kuota.get().terisi == 1


def test_the_last_moment_of_the_window_counts_and_the_next_does_not(monkeypatch):
    angkatan, siapa = buat_angkatan(), [orang() for _ in range(3)]
    akhir = angkatan.ditutup_pada

    def datang_pada(saat):
        pelaku, usaha = siapa.pop()
        with monkeypatch.context() as jam:
            jam.setattr(timezone, "now", lambda: saat)
            return aksi.daftar(angkatan, pelaku=pelaku, usaha=usaha, oleh=SISTEM).status

    assert datang_pada(akhir) == S.TERDAFTAR
    assert datang_pada(angkatan.dibuka_pada) == S.TERDAFTAR
    with pytest.raises(ValidationError, match="sudah ditutup"):
        datang_pada(akhir + timedelta(microseconds=1))


@pytest.mark.django_db(transaction=True)
def test_forty_at_once_on_five_seats_are_five_seated_and_the_rest_in_order_of_arrival():
    angkatan = buat_angkatan(kursi=5)
    semua = [orang() for _ in range(40)]

    def datang(siapa):
        try:
            return aksi.daftar(angkatan, pelaku=siapa[0], usaha=siapa[1], oleh=SISTEM).status
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as banyak:
        hasil = list(banyak.map(datang, semua))

    assert sorted(map(str, hasil)) == ["DAFTAR_TUNGGU"] * 35 + ["TERDAFTAR"] * 5
    assert angkatan.kuota.get().terisi == 5
    assert RiwayatPeserta.objects.filter(peserta__angkatan=angkatan).count() == 40


APA = "daftar tahan undur terima lewat besar kecil kelompok kembali ganti gabung mati"
PERISTIWA = st.lists(
    st.tuples(
        st.sampled_from(APA.split()),
        st.integers(0, 30),
        st.booleans(),
    ),
    max_size=25,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(peristiwa=PERISTIWA)
def test_whatever_happens_no_seat_is_oversold_lost_or_given_past_the_line(kepala, peristiwa):
    with transaction.atomic():
        _jalani(peristiwa, kepala)
        transaction.set_rollback(True)


def _jalani(peristiwa, kepala):
    limpung, batang = DesaFactory(limpung=True), DesaFactory()
    angkatan = buat_angkatan(kursi=2, kuota={limpung.kecamatan: 1, "PEREMPUAN": 1})
    for apa, n, ya in peristiwa:
        antre = list(angkatan.peserta.antre().values_list("pk", flat=True))
        try:
            with transaction.atomic():
                _satu(angkatan, apa, n, ya, limpung if ya else batang)
                _orangnya(angkatan, apa, n, kepala)
        except (ValidationError, TransisiDitolak):
            pass
        angkatan.refresh_from_db()
        _periksa(angkatan)
        _periksa_urutan(angkatan, antre)


def _satu(angkatan, apa, n, ya, desa):
    aktif = list(angkatan.peserta.filter(status__in=AKTIF))
    satu = aktif[n % len(aktif)] if aktif else None
    kelamin = "P" if n % 2 else "L"
    if apa in ("daftar", "tahan"):
        pelaku, usaha = orang(desa=desa, jenis_kelamin=kelamin)
        getattr(aksi, apa)(angkatan, pelaku=pelaku, usaha=usaha, oleh=SISTEM)
    elif apa == "kelompok":
        anggota = [orang(desa=desa, jenis_kelamin=kelamin) for _ in range(2 + n % 2)]
        daftar_kelompok(angkatan, nama="KWT", anggota=anggota, semua=ya, oleh=SISTEM)
    elif apa in ("besar", "kecil"):
        kuota = list(angkatan.kuota.all())[n % 3]
        aksi.ubah_jumlah(kuota, jumlah=max(kuota.jumlah + (1 if apa == "besar" else -1), 0), oleh=SISTEM)
    elif apa == "kembali":
        type(angkatan).objects.filter(pk=angkatan.pk).update(kuota_kembali=timezone.localdate())
        sapu()
    elif satu is None:
        return
    elif apa == "undur":
        aksi.undur(satu, oleh=SISTEM)
    elif apa == "lewat" and satu.sampai is not None:
        lewatkan(satu)
        sapu()
    elif apa == "terima":
        (aksi.terima if satu.status == S.DITAWARI else aksi.konfirmasi)(satu, oleh=SISTEM)


def _orangnya(angkatan, apa, n, kepala):
    """What befalls people: another sits there instead, two records are one person, somebody dies."""
    aktif = list(angkatan.peserta.filter(status__in=AKTIF).select_related("pelaku", "usaha").order_by("pk"))
    if apa not in ("ganti", "gabung", "mati") or not aktif:
        return
    satu = aktif[n % len(aktif)]
    if apa == "ganti":
        teman = PelakuFactory(jenis_kelamin="P" if n % 2 else "L")
        KepemilikanUsaha.objects.create(usaha=satu.usaha, pelaku=teman)
        aksi.ganti(satu, pelaku=teman, oleh=SISTEM)
        return
    if apa == "mati":
        PelakuUsaha.objects.filter(pk=satu.pelaku_id).update(meninggal_pada=timezone.localdate())
    else:
        kembar = [p.pelaku for p in aktif if p.pelaku.jenis_kelamin == satu.pelaku.jenis_kelamin and p != satu]
        if kembar:
            gabung_pelaku(satu.pelaku, kembar[n % len(kembar)], oleh=kepala, alasan="Satu orang, KTP dilihat.")
    sapu()


def _periksa(angkatan):
    aktif = angkatan.peserta.filter(status__in=AKTIF)
    assert aktif.count() == aktif.values("pelaku").distinct().count()
    assert not aktif.exclude(pelaku__digabung_ke=None, pelaku__meninggal_pada=None).exists()
    kuota = list(angkatan.kuota.all())
    for satu in kuota:
        duduk = satu.peserta.filter(status__in=DUDUK)
        assert satu.terisi == duduk.count() <= satu.jumlah
        assert all(kursi.cocok(satu, kursi.ciri(p.pelaku, p.usaha)) for p in duduk)
    antre = list(angkatan.peserta.antre())
    for satu in antre:
        if satu.kelompok is not None and satu.kelompok.semua:
            blok = [p for p in antre if p.kelompok_id == satu.kelompok_id]
            assert kursi.dudukkan(blok, kuota) is None
        else:
            assert kursi.pilih(kuota, kursi.ciri(satu.pelaku, satu.usaha)) is None


def _periksa_urutan(angkatan, antre_tadi):
    """Whoever left the line for a seat left nobody before him in it who could have had that seat."""
    maju = angkatan.peserta.filter(pk__in=antre_tadi, status=S.DITAWARI).select_related("kuota")
    for naik in maju:
        for satu in angkatan.peserta.antre().filter(pk__lt=naik.pk, pk__in=antre_tadi):
            sendiri = satu.kelompok is None or not satu.kelompok.semua
            assert not (sendiri and kursi.cocok(naik.kuota, kursi.ciri(satu.pelaku, satu.usaha)))
