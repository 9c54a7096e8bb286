"""The trainers' room online and without JavaScript, the participant's card and code, and the key of a phone."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from akun.models import EmberLaju
from inti.tautan import Tautan
from inti.workflow import SISTEM
from pelatihan import kode_sesi
from pelatihan.actions import kehadiran, kursi, luring
from pelatihan.models import PelatihAngkatan, Peserta, Sesi, TandaHadir
from tests.factories import PenggunaFactory, buat_berkas
from tests.pelatihan.pabrik import buat_angkatan, buat_sesi, orang

pytestmark = pytest.mark.django_db
NIK = "3325114708900002"
TELEPON = "+6281200990077"
RAHASIA = (NIK, NIK[:4], TELEPON, TELEPON[3:], "0812-0099-0077")


def buat_kelas(pelatih, *, banyak=2, peserta_pertama=None):
    angkatan = buat_angkatan(kursi=banyak)
    PelatihAngkatan.objects.create(angkatan=angkatan, akun=pelatih)
    sesi = buat_sesi(angkatan)
    peserta = []
    for n in range(banyak):
        pelaku, usaha = orang(akun=None if n else peserta_pertama, **({} if n else {"nik": NIK, "telepon": TELEPON}))
        usaha.foto.create(jenis="TEMPAT", berkas=buat_berkas())
        peserta.append(kursi.daftar(angkatan, pelaku=pelaku, usaha=usaha, oleh=SISTEM))
    return sesi, peserta


@pytest.fixture
def kelas(pelatih, pemilik):
    """A class of two that the trainer teaches, the first of whom is `pemilik`."""
    return buat_kelas(pelatih, peserta_pertama=pemilik)


def alamat(nama, *isi):
    return reverse(f"pelatihan:{nama}", args=isi)


def hasil(sesi, peserta):
    ada = kehadiran.terakhir(sesi)
    return [ada[p.pk].keadaan if p.pk in ada else None for p in peserta]


RUANG_SESI = ("daftar", "layar", "tutup", "keadaan")


@pytest.mark.parametrize("siapa", ["pelatih_lain", "pemilik", "petugas", "kepala"])
def test_a_class_exists_for_its_own_trainers_only(siapa, kelas, masuk, request):
    sesi, peserta = kelas
    akun = PenggunaFactory() if siapa == "pelatih_lain" else request.getfixturevalue(siapa)
    klien = masuk(akun)
    halaman = [alamat(f"hadir_{n}", sesi.kode) for n in RUANG_SESI]
    halaman += [alamat("mengajar_angkatan", sesi.angkatan.kode), alamat("mengajar_foto", peserta[0].kode)]
    halaman += [alamat("kartu_terbaca", peserta[0].kode)]
    kiriman = [alamat(f"hadir_{n}", sesi.kode) for n in ("catat", "kartu", "buka_lagi", "bekal", "tutup")]

    assert [klien.get(h).status_code for h in halaman] == [404] * len(halaman)
    assert [klien.post(k).status_code for k in kiriman] == [404] * len(kiriman)
    assert peserta[0].pelaku.nama not in klien.get(alamat("mengajar_daftar")).text


def test_the_class_with_the_next_session_stands_first_and_open_lists_are_named(pelatih, masuk):
    sesi = {n: buat_kelas(pelatih, banyak=1)[0] for n in ("lewat", "jauh", "dekat")}
    kini = timezone.now()
    for nama, jam in (("lewat", -50), ("jauh", 50), ("dekat", 5)):
        saat = kini + timedelta(hours=jam)
        Sesi.objects.filter(pk=sesi[nama].pk).update(mulai=saat, selesai=saat + timedelta(hours=2))
    teks = masuk(pelatih).get(alamat("mengajar_daftar")).text

    urut = sorted(sesi, key=lambda n: teks.index(sesi[n].angkatan.kode))
    assert urut == ["dekat", "jauh", "lewat"]
    assert "1 daftar hadir belum ditutup" in teks


@pytest.mark.parametrize(("jam", "di_hp"), [(23, True), (25, False)])
def test_a_day_after_the_session_no_phone_keeps_the_list_and_each_tap_is_a_form(jam, di_hp, kelas, pelatih, masuk):
    sesi, peserta = kelas
    akhir = timezone.now() - timedelta(hours=jam)
    Sesi.objects.filter(pk=sesi.pk).update(mulai=akhir - timedelta(hours=3), selesai=akhir)
    klien, halaman = masuk(pelatih), alamat("hadir_daftar", sesi.kode)
    teks = klien.get(halaman).text
    assert [" data-habis" not in teks, "Sinyal hilang?" in teks] == [di_hp] * 2

    klien.post(alamat("hadir_catat", sesi.kode), {"tandai": f"{peserta[0].kode}:HADIR"})
    assert TandaHadir.objects.get().keadaan == "HADIR"


def test_a_trainer_reads_name_and_business_and_neither_number_nor_nik(kelas, pelatih, masuk):
    sesi, peserta = kelas
    klien = masuk(pelatih)
    pelaku = peserta[0].pelaku
    for halaman in (alamat("mengajar_angkatan", sesi.angkatan.kode), alamat("hadir_daftar", sesi.kode)):
        teks = klien.get(halaman).text
        assert [pelaku.nama in teks, peserta[0].usaha.nama in teks] == [True, True]
        assert [rahasia in teks for rahasia in RAHASIA] == [False] * len(RAHASIA)
    luar = klien.get(alamat("hadir_keadaan", sesi.kode)).json()["orang"][0]
    assert set(luar) == {"kode", "nama", "usaha", "keadaan", "catatan", "kepala", "selisih"}


def test_the_photo_is_of_the_business_and_small(kelas, pelatih, masuk):
    jawaban = masuk(pelatih).get(alamat("mengajar_foto", kelas[1][0].kode))

    assert (jawaban["Content-Type"], jawaban["Cache-Control"]) == ("image/jpeg", "private, max-age=86400")


def test_one_tap_marks_another_takes_it_back_without_javascript(kelas, pelatih, masuk):
    sesi, peserta = kelas
    klien, kode = masuk(pelatih), peserta[0].kode
    klien.post(alamat("hadir_catat", sesi.kode), {"tandai": f"{kode}:HADIR", f"atas-{kode}": ""})
    kepala = TandaHadir.objects.get().tanda
    halaman = klien.get(alamat("hadir_daftar", sesi.kode)).text
    assert (f'name="atas-{kode}" value="{kepala}"' in halaman, f'value="{kode}:" data-tanda="HADIR"' in halaman) == (
        True,
        True,
    )

    jawaban = klien.post(alamat("hadir_catat", sesi.kode), {"tandai": f"{kode}:", f"atas-{kode}": str(kepala)})
    assert jawaban.url.endswith(f"#p-{kode}")
    assert hasil(sesi, peserta) == [None, None]
    klien.post(alamat("hadir_catat", sesi.kode), {"tandai": "semua:HADIR"})
    assert hasil(sesi, peserta) == ["HADIR", "HADIR"]


@pytest.mark.parametrize(
    "isian", [{}, {"tandai": "x"}, {"tandai": "semua:MABUK"}, {"tandai": "ZZ:HADIR", "atas-ZZ": "?"}]
)
def test_nonsense_marks_nobody(isian, kelas, pelatih, masuk):
    jawaban = masuk(pelatih).post(alamat("hadir_catat", kelas[0].kode), isian)

    assert (jawaban.status_code, TandaHadir.objects.count()) == (302, 0)


def test_a_card_marks_its_owner_typed_or_read_by_the_phones_own_camera(kelas, pelatih, pemilik, masuk):
    sesi, peserta = kelas
    kartu = masuk(pemilik).get(alamat("peserta_kartu", peserta[0].kode))
    assert (peserta[0].kode[:5] in kartu.text, "<svg" in kartu.text) == (True, True)

    klien = masuk(pelatih)
    klien.post(alamat("hadir_kartu", sesi.kode), {"kode": f" {peserta[0].kode[:5].lower()} "})
    assert "Tandai hadir" in klien.get(alamat("kartu_terbaca", peserta[1].kode)).text
    klien.post(alamat("kartu_terbaca", peserta[1].kode))
    assert hasil(sesi, peserta) == ["HADIR", "HADIR"]
    asing = klien.post(alamat("hadir_kartu", sesi.kode), {"kode": "00000"}, follow=True)
    assert "bukan kartu peserta kelas ini" in asing.text


def test_another_persons_card_does_not_exist(kelas, pemilik_lain, masuk):
    assert masuk(pemilik_lain).get(alamat("peserta_kartu", kelas[1][0].kode)).status_code == 404


def test_the_wall_shows_the_code_and_comes_again_when_it_changes(kelas, pelatih, masuk):
    sesi, _ = kelas
    jawaban = masuk(pelatih).get(alamat("hadir_layar", sesi.kode))

    assert jawaban.context["kode"] in {
        kode_sesi.kode(sesi.rahasia, timezone.now() - timedelta(seconds=s)) for s in (0, 30)
    }
    assert 1 <= int(jawaban["Refresh"]) <= 30
    assert "no-store" in jawaban["Cache-Control"]


def test_a_participant_marks_himself_with_the_code_on_the_wall(kelas, pemilik, masuk):
    sesi, _ = kelas
    klien, halaman = masuk(pemilik), alamat("hadir_sendiri", sesi.kode)
    assert klien.get(alamat("hadir_sendiri_daftar")).url == halaman
    kode = kode_sesi.kode(sesi.rahasia, timezone.now())
    assert f'value="{kode}"' in klien.get(f"{halaman}?kode={kode}").text
    milik = Peserta.objects.get(angkatan=sesi.angkatan, pelaku__akun=pemilik)
    assert f'"tombol tombol-utama" href="{halaman}"' in klien.get(milik.get_absolute_url()).text

    jawaban = klien.post(halaman, {"kode": f"{kode[:2]} {kode[2:]}"}, follow=True)
    assert "Kehadiran Anda tercatat" in jawaban.text
    assert TandaHadir.objects.get().asal == "MANDIRI"


def test_the_code_cannot_be_tried_through(kelas, pemilik, masuk):
    sesi, _ = kelas
    klien, halaman = masuk(pemilik), alamat("hadir_sendiri", sesi.kode)
    benar = {kode_sesi.kode(sesi.rahasia, timezone.now() + timedelta(seconds=30 * n)) for n in range(-2, 20)}
    salah = [f"{n:04d}" for n in range(10_000) if f"{n:04d}" not in benar][:6]
    kalimat = [klien.post(halaman, {"kode": s}).text for s in salah]
    assert ["tidak cocok" in k for k in kalimat] == [True] * 6

    terakhir = klien.post(halaman, {"kode": kode_sesi.kode(sesi.rahasia, timezone.now())})
    assert (terakhir.status_code, "Minta pelatih menandai Anda" in terakhir.text) == (422, True)
    assert not TandaHadir.objects.exists()


def test_the_code_of_a_class_in_which_one_does_not_sit_opens_nothing(kelas, pemilik_lain, masuk):
    assert masuk(pemilik_lain).get(alamat("hadir_sendiri", kelas[0].kode)).status_code == 404


def test_closing_says_first_for_whom_it_means_what(kelas, pelatih, pemilik, masuk):
    sesi, peserta = kelas
    kehadiran.tandai_sendiri(sesi, peserta=peserta[0], kode=kode_sesi.kode(sesi.rahasia, timezone.now()), tanda=uuid4())
    klien = masuk(pelatih)
    teks = klien.get(alamat("hadir_tutup", sesi.kode)).text
    assert ["1 orang memindai sendiri" in teks, "1 orang belum ditandai" in teks] == [True, True]
    assert hasil(sesi, peserta) == ["HADIR", None]

    klien.post(alamat("hadir_tutup", sesi.kode))
    assert hasil(sesi, peserta) == ["HADIR", "ALPA"]
    assert "sudah ditutup" in klien.get(alamat("hadir_daftar", sesi.kode)).text
    klien.post(alamat("hadir_buka_lagi", sesi.kode))
    sesi.refresh_from_db()
    assert sesi.ditutup_pada is None


@pytest.mark.parametrize(
    "nama", ["hadir_daftar", "hadir_keadaan", "mengajar_angkatan", "mengajar_daftar", "hadir_tutup"]
)
def test_a_roster_of_forty_asks_no_more_than_one_of_two(nama, pelatih, masuk, django_assert_num_queries):
    def hitung(banyak):
        sesi, peserta = buat_kelas(pelatih, banyak=banyak)
        kehadiran.catat(
            sesi,
            tanda=[kehadiran.Tanda(uuid4(), p.kode, "HADIR", timezone.now()) for p in peserta],
            oleh=pelatih,
        )
        kode = {"mengajar_daftar": (), "mengajar_angkatan": (sesi.angkatan.kode,)}.get(nama, (sesi.kode,))
        klien = masuk(pelatih)
        klien.get(alamat(nama, *kode))
        with django_assert_num_queries(jumlah) if jumlah else _catat() as terhitung:
            klien.get(alamat(nama, *kode))
        return len(terhitung)

    jumlah = 0
    jumlah = hitung(2)
    assert hitung(40) == jumlah


def _catat():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    return CaptureQueriesContext(connection)


# --- The key of a phone ----------------------------------------------------------------------------------------------


@pytest.fixture
def kunci(kelas, pelatih, masuk):
    return masuk(pelatih).post(alamat("hadir_bekal", kelas[0].kode)).json()["kirim"]


def kirim(kunci, *tanda, klien=None):
    isi = [
        {"tanda": str(uuid4()), "peserta": p.kode, "keadaan": k, "pada": timezone.now().isoformat(), "atas": []}
        for p, k in tanda
    ]
    return (klien or Client(enforce_csrf_checks=True)).post(kunci, {"tanda": isi}, content_type="application/json")


def test_the_key_adds_marks_in_the_name_of_its_trainer_and_tells_nothing(kelas, kunci, pelatih):
    sesi, peserta = kelas
    jawaban = kirim(kunci, (peserta[0], "HADIR"), (peserta[1], "IZIN"))

    assert set(jawaban.json()) == {"diterima", "ditolak", "berselisih"}
    assert hasil(sesi, peserta) == ["HADIR", "IZIN"]
    assert {t.oleh for t in TandaHadir.objects.all()} == {pelatih}
    assert peserta[0].pelaku.nama not in jawaban.text


def test_the_key_opens_nothing_else(kelas, kunci, pelatih):
    sesi, _ = kelas
    lain, orang_lain = buat_kelas(pelatih, banyak=1)
    klien, token = Client(), kunci.rstrip("/").rsplit("/", 1)[-1]

    assert kirim(kunci, (orang_lain[0], "HADIR")).json()["diterima"] == []
    assert not TandaHadir.objects.exists()
    assert [getattr(klien, cara)(kunci).status_code for cara in ("get", "put", "delete")] == [405] * 3
    for halaman in (alamat("hadir_daftar", sesi.kode), alamat("hadir_keadaan", lain.kode), alamat("mengajar_daftar")):
        assert klien.get(halaman, headers={"Authorization": token}).status_code == 302
    assert Tautan.objects.values_list("sidik", flat=True).get() not in kunci


def test_nobody_is_logged_in_behind_the_key(kelas, kunci, pelatih, masuk):
    """A trainer of another class who sends with this key marks in the name of its owner, whoever he is elsewhere."""
    kirim(kunci, (kelas[1][0], "HADIR"), klien=masuk(PenggunaFactory()))

    assert TandaHadir.objects.get().oleh == pelatih


@pytest.mark.parametrize("sebab", ["dicabut", "nonaktif"])
def test_the_key_of_who_teaches_no_more_is_dead_for_good(sebab, kelas, kunci, pelatih):
    sesi, peserta = kelas
    if sebab == "dicabut":
        PelatihAngkatan.objects.all().delete()
    else:
        type(pelatih).objects.filter(pk=pelatih.pk).update(is_active=False)
    assert kirim(kunci, (peserta[0], "HADIR")).status_code == 403

    type(pelatih).objects.filter(pk=pelatih.pk).update(is_active=True)
    PelatihAngkatan.objects.get_or_create(angkatan=sesi.angkatan, akun=pelatih)
    assert kirim(kunci, (peserta[0], "HADIR")).status_code == 410
    assert not TandaHadir.objects.exists()


def test_a_day_after_the_session_the_key_is_dead(kelas, kunci):
    assert Tautan.objects.get().sampai == kelas[0].selesai + timedelta(hours=24)
    Tautan.objects.update(sampai=timezone.now())

    assert kirim(kunci, (kelas[1][0], "HADIR")).status_code == 410


def test_after_closing_the_key_is_told_so(kelas, kunci, pelatih):
    kehadiran.tutup(kelas[0], oleh=pelatih)
    jawaban = kirim(kunci, (kelas[1][0], "HADIR"))

    assert (jawaban.status_code, "sudah ditutup oleh Pelatih Contoh" in jawaban.json()["galat"]) == (409, True)


def test_the_key_of_a_session_that_was_struck_off_says_so(kelas, kunci):
    Sesi.objects.all().delete()
    jawaban = kirim(kunci, (kelas[1][0], "HADIR"))

    assert (jawaban.status_code, jawaban.json()["galat"]) == (409, "Sesi ini sudah dihapus dari jadwal.")


BAIK = {"tanda": str(uuid4()), "peserta": "X", "keadaan": "HADIR", "pada": "2026-11-23T08:00:00+07:00"}
BURUK = [
    "",
    "[]",
    '{"tanda": 1}',
    '{"tanda": [1]}',
    "\x00",
    "[" * 100_000,
    json.dumps({"tanda": [BAIK | {"tanda": "x"}]}),
    json.dumps({"tanda": [BAIK | {"peserta": 5}]}),
    json.dumps({"tanda": [BAIK | {"pada": "kemarin"}]}),
    json.dumps({"tanda": [BAIK | {"pada": "2026-11-23T08:00:00"}]}),
    json.dumps({"tanda": [BAIK | {"atas": 5}]}),
    json.dumps({"tanda": [BAIK] * 501}),
]


@pytest.mark.parametrize("badan", BURUK, ids=range(len(BURUK)))
def test_what_is_no_sending_is_refused(badan, kunci):
    assert Client().post(kunci, badan, content_type="application/json").status_code == 400


def test_a_key_and_guesses_at_keys_come_to_a_limit(kunci):
    tebakan = alamat("hadir_kirim", "tebakan")
    assert [kirim(a).status_code for a in (kunci, tebakan)] == [200, 410]

    EmberLaju.objects.update(isi=0, diisi=timezone.now() + timedelta(hours=1))
    assert [kirim(a).status_code for a in (kunci, tebakan)] == [429, 429]


def test_what_the_phone_keeps_of_the_page_is_the_same_for_everybody(kelas, pelatih, masuk):
    kosong = [masuk(a).get(alamat("hadir_luring")) for a in (pelatih, PenggunaFactory())]

    assert kosong[0].content == kosong[1].content
    assert "camera=(self)" in kosong[0]["Permissions-Policy"]
    assert timedelta(hours=24) == luring.LEBIH
