"""Signing up, with and without a gateway, through the small API that the registry calls."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from akun import kode_sekali, pendaftaran
from akun.actions import NomorSudahDipakai, daftarkan
from akun.bukti_kerja import PerluBukti
from akun.enums import CaraBukti
from akun.models import AcaraPendaftaran, CatatanAkun, KodeSekali, PengakuanPemberitahuan, Pengguna
from notifikasi.models import Pemberitahuan
from tests.akun.conftest import pesan_ke
from tests.factories import PenggunaFactory

NOMOR = "+6281211112222"
DATA = {"nama": "Siti Contoh", "telepon": NOMOR, "sandi": "kebun-teh-pagi", "isian": {"jual": "keripik"}}


def permintaan(alamat: str = "127.0.0.1") -> Any:
    request = RequestFactory().post("/daftar/", REMOTE_ADDR=alamat)
    request.session = SessionStore()
    return request


class Usaha:
    """Stands for what the registry writes with the account."""

    def __init__(self) -> None:
        self.dibuat: list[tuple[str, dict]] = []

    def __call__(self, pengguna: Pengguna, isian: dict) -> None:
        self.dibuat.append((pengguna.nama, isian))


@pytest.fixture
def usaha() -> Usaha:
    return Usaha()


@pytest.mark.django_db
class TestTanpaGerbang:
    def test_account_notice_and_business_are_made_at_once(self, usaha: Usaha) -> None:
        pengguna = pendaftaran.mulai(permintaan(), **DATA, buat=usaha)
        assert usaha.dibuat == [("Siti Contoh", {"jual": "keripik"})]
        assert (pengguna.telepon, pengguna.telepon_terbukti) == (NOMOR, False)
        assert PengakuanPemberitahuan.objects.get().subjek_kode == pengguna.kode
        assert [c.verba for c in CatatanAkun.objects.filter(pengguna=pengguna)] == ["daftar"]

    def test_a_failing_business_leaves_no_account(self) -> None:
        def gagal(pengguna: Pengguna, isian: dict) -> None:
            raise RuntimeError

        with pytest.raises(RuntimeError):
            pendaftaran.mulai(permintaan(), **DATA, buat=gagal)
        assert Pengguna.objects.count() == 0

    def test_a_taken_number_says_where_to_go(self, usaha: Usaha) -> None:
        PenggunaFactory(telepon=NOMOR)
        with pytest.raises(NomorSudahDipakai) as galat:
            pendaftaran.mulai(permintaan(), **DATA, buat=usaha)
        assert list(galat.value.message_dict) == ["telepon"]
        assert usaha.dibuat == []

    def test_one_number_may_be_asked_about_five_times_an_hour(self, usaha: Usaha) -> None:
        PenggunaFactory(telepon=NOMOR)
        for _ in range(5):
            with pytest.raises(NomorSudahDipakai):
                pendaftaran.mulai(permintaan(), **DATA, buat=usaha)
        with pytest.raises(ValidationError) as galat:
            pendaftaran.mulai(permintaan(), **DATA, buat=usaha)
        assert galat.value.messages == [pendaftaran.TERLALU_SERING]

    @pytest.mark.parametrize("sandi", ["pendek", "password1", "Siti Contoh", "12345678"])
    def test_a_weak_password_is_refused_beside_its_field(self, usaha: Usaha, sandi: str) -> None:
        with pytest.raises(ValidationError) as galat:
            pendaftaran.mulai(permintaan(), **DATA | {"sandi": sandi}, buat=usaha)
        assert list(galat.value.message_dict) == ["sandi"]

    def test_a_spent_address_works_or_shows_the_code_of_an_event(
        self, usaha: Usaha, admin: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(pendaftaran, "PER_ALAMAT", 1)
        kini = timezone.now()
        acara = AcaraPendaftaran.objects.create(
            kode="BAZAR2026", nama="Bazar", mulai=kini, sampai=kini + timedelta(days=1), dibuat_oleh=admin
        )
        pendaftaran.mulai(permintaan(), **DATA, buat=usaha)
        with pytest.raises(PerluBukti):
            pendaftaran.mulai(permintaan(), **DATA | {"telepon": "+6281211112223"}, buat=usaha)
        baru = pendaftaran.mulai(permintaan(), **DATA | {"telepon": "+6281211112223"}, buat=usaha, acara="bazar 2026")
        assert baru.asal_acara == acara
        acara.sampai = kini
        acara.mulai = kini - timedelta(days=1)
        acara.save()
        with pytest.raises(PerluBukti):
            pendaftaran.mulai(permintaan(), **DATA | {"telepon": "+6281211112224"}, buat=usaha, acara="BAZAR2026")

    def test_code_pages_do_not_exist(self, client: Any) -> None:
        alamat = ("/masuk/kode/", "/masuk/kode/periksa/", "/masuk/kode/kenali/")
        assert [client.get(satu).status_code for satu in alamat] == [404, 404, 404]
        assert b"kode" not in client.get("/masuk/").content.lower().split(b"<main")[1].split(b"</main")[0]


@pytest.mark.django_db
class TestDenganGerbang:
    def test_no_account_before_the_code_and_a_proven_one_after(self, usaha: Usaha, gerbang: Any) -> None:
        request = permintaan()
        assert pendaftaran.mulai(request, **DATA, buat=usaha) is None
        assert (Pengguna.objects.count(), usaha.dibuat) == (0, [])
        assert pendaftaran.nomor_tertunda(request) == NOMOR
        pengguna = pendaftaran.sahkan(request, kode=gerbang(NOMOR), buat=usaha)
        assert (pengguna.telepon, pengguna.cara_bukti) == (NOMOR, CaraBukti.KODE)
        assert pengguna.check_password("kebun-teh-pagi")
        assert usaha.dibuat == [("Siti Contoh", {"jual": "keripik"})]
        assert pendaftaran.nomor_tertunda(request) == ""

    def test_known_and_unknown_numbers_look_alike(
        self, usaha: Usaha, gerbang: Any, django_assert_num_queries: Any
    ) -> None:
        PenggunaFactory(telepon="+6281211113333", telepon_dibuktikan=timezone.now(), cara_bukti="kode")
        hasil = {}
        for nomor in (NOMOR, "+6281211113333"):
            with django_assert_num_queries(QUERY_MULAI):
                request = permintaan()
                hasil[nomor] = pendaftaran.mulai(request, **DATA | {"telepon": nomor}, buat=usaha)
            assert pendaftaran.nomor_tertunda(request) == nomor
        assert set(hasil.values()) == {None}
        assert [p.templat for p in pesan_ke(NOMOR)] == ["kode_daftar"]
        assert [p.templat for p in pesan_ke("+6281211113333")] == ["nomor_sudah_terdaftar"]

    def test_a_known_number_cannot_be_signed_up_by_guessing(self, usaha: Usaha, gerbang: Any) -> None:
        PenggunaFactory(telepon=NOMOR, telepon_dibuktikan=timezone.now(), cara_bukti="kode")
        request = permintaan()
        pendaftaran.mulai(request, **DATA, buat=usaha)
        for tebakan in ("000000", "123456", "999999"):
            with pytest.raises(ValidationError):
                pendaftaran.sahkan(request, kode=tebakan, buat=usaha)
        assert Pengguna.objects.count() == 1

    def test_the_first_code_takes_the_number_from_a_squatter(self, usaha: Usaha, gerbang: Any) -> None:
        perampas = PenggunaFactory(nama="Perampas Contoh", telepon=NOMOR)
        request = permintaan()
        pendaftaran.mulai(request, **DATA, buat=usaha)
        siti = pendaftaran.sahkan(request, kode=gerbang(NOMOR), buat=usaha)
        perampas.refresh_from_db()
        assert (siti.telepon, perampas.telepon) == (NOMOR, None)
        assert perampas.nomor_dilepas is not None
        assert [c.verba for c in perampas.catatan.all()] == ["lepas_nomor"]
        assert not siti.check_password("kopi-tubruk-7")

    def test_five_wrong_tries_kill_the_code(self, usaha: Usaha, gerbang: Any) -> None:
        request = permintaan()
        pendaftaran.mulai(request, **DATA, buat=usaha)
        benar = gerbang(NOMOR)
        salah = "000000" if benar != "000000" else "111111"
        for _ in range(5):
            with pytest.raises(ValidationError):
                pendaftaran.sahkan(request, kode=salah, buat=usaha)
        with pytest.raises(ValidationError):
            pendaftaran.sahkan(request, kode=benar, buat=usaha)
        assert KodeSekali.objects.get().percobaan == 5

    def test_a_code_works_once(self, usaha: Usaha, gerbang: Any) -> None:
        request = permintaan()
        pendaftaran.mulai(request, **DATA, buat=usaha)
        simpanan = dict(request.session.items())
        pendaftaran.sahkan(request, kode=gerbang(NOMOR), buat=usaha)
        ulang = permintaan()
        ulang.session.update(simpanan)  # the session as it was before: a replay of the request
        with pytest.raises(ValidationError):
            pendaftaran.sahkan(ulang, kode=gerbang(NOMOR), buat=usaha)

    def test_a_code_works_only_in_the_session_that_asked(self, usaha: Usaha, gerbang: Any) -> None:
        korban, pencuri = permintaan(), permintaan()
        pendaftaran.mulai(korban, **DATA, buat=usaha)
        pendaftaran.mulai(pencuri, **DATA | {"telepon": "+6281211119999"}, buat=usaha)
        with pytest.raises(ValidationError):
            pendaftaran.sahkan(pencuri, kode=gerbang(NOMOR), buat=usaha)
        # Even a session that learnt the name of the row is not the one that asked.
        pencuri.session["kode_sekali"] = korban.session["kode_sekali"]
        with pytest.raises(ValidationError):
            pendaftaran.sahkan(pencuri, kode=gerbang(NOMOR), buat=usaha)
        assert Pengguna.objects.count() == 0

    def test_an_old_code_is_dead(self, usaha: Usaha, gerbang: Any) -> None:
        request = permintaan()
        pendaftaran.mulai(request, **DATA, buat=usaha)
        lewat = timezone.now() - timedelta(seconds=1)
        KodeSekali.objects.update(dibuat=lewat - timedelta(minutes=10), kedaluwarsa=lewat)
        with pytest.raises(ValidationError):
            pendaftaran.sahkan(request, kode=gerbang(NOMOR), buat=usaha)

    def test_a_fresh_code_kills_the_one_before(self, usaha: Usaha, gerbang: Any) -> None:
        request = permintaan()
        pendaftaran.mulai(request, **DATA, buat=usaha)
        lama = gerbang(NOMOR)
        pendaftaran.kirim_ulang(request)
        baru = gerbang(NOMOR)
        if lama != baru:
            with pytest.raises(ValidationError):
                pendaftaran.sahkan(request, kode=lama, buat=usaha)
        assert pendaftaran.sahkan(request, kode=baru, buat=usaha).telepon == NOMOR

    def test_a_number_is_not_flooded_with_codes(self, usaha: Usaha, gerbang: Any) -> None:
        for _ in range(3):
            pendaftaran.mulai(permintaan(), **DATA, buat=usaha)
        with pytest.raises(ValidationError):
            pendaftaran.mulai(permintaan(), **DATA, buat=usaha)
        assert Pemberitahuan.objects.filter(tujuan=NOMOR).count() == 3

    def test_a_code_for_signing_up_does_not_log_in(self, usaha: Usaha, gerbang: Any) -> None:
        request = permintaan()
        pendaftaran.mulai(request, **DATA, buat=usaha)
        with pytest.raises(ValidationError):
            kode_sekali.pakai_kode(request, tujuan="masuk", angka=gerbang(NOMOR))

    def test_the_code_is_not_readable_in_the_database(self, usaha: Usaha, gerbang: Any) -> None:
        pendaftaran.mulai(permintaan(), **DATA, buat=usaha)
        baris = KodeSekali.objects.values().get()
        assert gerbang(NOMOR) not in str({k: v for k, v in baris.items() if k in ("sidik", "sesi", "kode")})


# Buckets of address, number, and two of the target; holder; then row and message inside one transaction.
QUERY_MULAI = 9


@pytest.mark.django_db(transaction=True)
def test_two_sign_ups_with_one_number_at_once_make_one_account() -> None:
    mulai = threading.Barrier(8)
    hasil: list[str] = []

    def coba(n: int) -> None:
        try:
            mulai.wait()
            daftarkan(nama=f"Contoh {'ABCDEFGH'[n]}", telepon=NOMOR, sandi="kebun-teh-pagi")
            hasil.append("dibuat")
        except NomorSudahDipakai:
            hasil.append("ditolak")
        finally:
            connection.close()

    regu = [threading.Thread(target=coba, args=(n,)) for n in range(8)]
    for utas in regu:
        utas.start()
    for utas in regu:
        utas.join()
    assert sorted(hasil) == ["dibuat"] + ["ditolak"] * 7
    assert Pengguna.objects.filter(telepon=NOMOR).count() == 1
    assert CatatanAkun.objects.count() == 1
