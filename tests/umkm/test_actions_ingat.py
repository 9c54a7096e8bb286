"""What the calendar makes the registry say: once for each cause, to whom it concerns, however often it is run."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from akun.models import LogBaca
from inti.kalender import HariLibur
from inti.workflow import TransisiDitolak
from notifikasi.models import Pemberitahuan
from tests.factories import buat_usaha
from umkm.actions.ingat import (
    ingatkan_data_lama,
    ingatkan_janji,
    ingatkan_semua,
    ingatkan_surat,
    kabari_dibaca,
)
from umkm.actions.periksa import pastikan
from umkm.enums import Keadaan, StatusUsaha, StatusUsulan
from umkm.models import Legalitas, Usulan
from umkm.queries import data_lama

pytestmark = pytest.mark.django_db
JAKARTA = timezone.get_default_timezone()
SENIN = datetime(2026, 11, 23, 6, 15, tzinfo=JAKARTA)
HARI = SENIN.date()


@pytest.fixture(autouse=True)
def _senin_pagi(monkeypatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: SENIN)


def pesan(templat: str) -> list[tuple[str, str, str]]:
    """Return owner, title and address of every inbox message of a template."""
    kotak = Pemberitahuan.objects.filter(templat=templat, kanal="aplikasi").order_by("pk")
    return [(p.akun.nama, p.judul, p.url) for p in kotak.select_related("akun")]


class TestJanji:
    def test_an_official_hears_of_his_own_the_head_of_all(self, petugas, kepala, petugas_limpung, desa):
        for tempo, siapa in ((-1, petugas), (-1, None), (0, petugas), (1, petugas), (2, petugas)):
            hari = HARI + timedelta(days=tempo)
            buat_usaha(desa=desa, status=StatusUsaha.DIPERIKSA, petugas=siapa, jatuh_tempo=hari)
        assert ingatkan_janji() == 4
        daftar = "/admin/umkm/usaha/?antrean="
        assert pesan("janji_lewat") == [
            (petugas.nama, "1 usaha lewat janji", f"{daftar}milik_saya&janji=lewat"),
            (kepala.nama, "2 usaha lewat janji", f"{daftar}menunggu&janji=lewat"),
        ]
        assert pesan("janji_hampir") == [
            (petugas.nama, "2 usaha hampir lewat janji", f"{daftar}milik_saya&janji=hampir"),
            (kepala.nama, "2 usaha hampir lewat janji", f"{daftar}menunggu&janji=hampir"),
        ]

    def test_the_list_behind_the_message_has_as_many(self, petugas, desa, masuk):
        for tempo in (-3, -1):
            hari = HARI + timedelta(days=tempo)
            buat_usaha(desa=desa, status=StatusUsaha.DIPERIKSA, petugas=petugas, jatuh_tempo=hari)
        ingatkan_janji()
        [(_, judul, url)] = pesan("janji_lewat")
        assert judul.startswith(str(masuk(petugas).get(url).context["cl"].result_count))

    def test_once_a_day_and_not_on_a_day_off(self, petugas, desa, monkeypatch):
        buat_usaha(desa=desa, status=StatusUsaha.DIPERIKSA, petugas=petugas, jatuh_tempo=HARI - timedelta(days=1))
        HariLibur.objects.create(tanggal=HARI + timedelta(days=1), nama="Libur contoh")
        ingatkan_janji()
        ingatkan_janji()
        assert len(pesan("janji_lewat")) == 1
        for hari, jumlah in ((1, 1), (2, 2)):
            monkeypatch.setattr(timezone, "now", lambda hari=hari: SENIN + timedelta(days=hari))
            ingatkan_janji()
            assert len(pesan("janji_lewat")) == jumlah

    def test_nobody_is_told_of_what_is_decided_or_with_the_owner(self, petugas, desa):
        for status in (StatusUsaha.PERBAIKAN, StatusUsaha.DITOLAK, StatusUsaha.TERVERIFIKASI):
            buat_usaha(desa=desa, status=status, petugas=petugas, jatuh_tempo=None)
        assert ingatkan_janji() == 0


class TestSurat:
    def surat(self, usaha: Any, hari: int, **isian: Any) -> Legalitas:
        return Legalitas.objects.create(
            usaha=usaha, jenis="PIRT", nomor=f"P-{hari}", berlaku_sampai=HARI + timedelta(days=hari), **isian
        )

    def test_sixty_thirty_and_seven_days_before(self, pemilik, monkeypatch):
        usaha = buat_usaha(pemilik=pemilik)
        self.surat(usaha, 60)
        hari_pesan = []
        for hari in range(62):
            monkeypatch.setattr(timezone, "now", lambda hari=hari: SENIN + timedelta(days=hari))
            sebelum = len(pesan("surat_hampir_habis"))
            ingatkan_surat()
            if len(pesan("surat_hampir_habis")) > sebelum:
                hari_pesan.append(hari)
        assert hari_pesan == [0, 30, 53]

    def test_a_missed_day_is_made_up_for(self, pemilik):
        self.surat(buat_usaha(pemilik=pemilik), 27)
        ingatkan_surat()
        assert len(pesan("surat_hampir_habis")) == 1

    def test_a_renewed_date_is_a_new_cause(self, pemilik):
        surat = self.surat(buat_usaha(pemilik=pemilik), 7)
        ingatkan_surat()
        surat.berlaku_sampai = HARI + timedelta(days=5)
        surat.save()
        ingatkan_surat()
        assert len(pesan("surat_hampir_habis")) == 2

    @pytest.mark.parametrize("hari", [-1, 0, 61, 45, 15])
    def test_not_on_other_days_and_not_once_it_has_ended(self, pemilik, hari):
        self.surat(buat_usaha(pemilik=pemilik), hari)
        ingatkan_surat()
        assert pesan("surat_hampir_habis") == []

    def test_what_a_former_owner_left_is_nobodys_reminder(self, pemilik):
        self.surat(buat_usaha(pemilik=pemilik), 7, ditutup_pada=timezone.now())
        assert ingatkan_surat() == 0

    def test_the_message_leads_to_the_papers_and_names_none(self, pemilik):
        usaha = buat_usaha(pemilik=pemilik)
        self.surat(usaha, 7)
        ingatkan_surat()
        satu = Pemberitahuan.objects.get(templat="surat_hampir_habis", kanal="aplikasi")
        assert satu.url == f"/usaha/{usaha.kode}/isi/legalitas/"
        assert "Senin, 30 November 2026" in satu.isi
        assert "P-7" not in satu.isi


def terverifikasi(lama: int, **isian: Any) -> Any:
    """Make a business that was verified `lama` days ago."""
    usaha = buat_usaha(status=StatusUsaha.TERVERIFIKASI, **isian)
    baris(usaha, "verifikasi", lama)
    return usaha


def baris(usaha: Any, verba: str, lama: int) -> None:
    usaha.riwayat.create(
        verba=verba, ke=usaha.status, pelaku="Contoh", sebagai="petugas", pada=SENIN - timedelta(days=lama)
    )


class TestDataLama:
    def test_a_year_after_the_last_that_vouched_for_them(self, pemilik):
        tua = terverifikasi(366, pemilik=pemilik)
        muda = terverifikasi(364)
        dipastikan = terverifikasi(800)
        baris(dipastikan, "pastikan", 100)
        diusulkan = terverifikasi(800)
        usulan = Usulan.objects.create(usaha=diusulkan, status=StatusUsulan.DIPUTUSKAN)
        usulan.riwayat.create(
            verba="putuskan", ke="DIPUTUSKAN", pelaku="C", sebagai="petugas", pada=SENIN - timedelta(days=9)
        )
        tutup = terverifikasi(400, keadaan=Keadaan.TUTUP)
        assert list(data_lama()) == [tua]
        assert {muda, dipastikan, diusulkan, tutup}.isdisjoint(data_lama())

    def test_the_owner_is_asked_once_and_answers_with_one_button(self, pemilik, masuk):
        usaha = terverifikasi(366, pemilik=pemilik)
        ingatkan_data_lama()
        ingatkan_data_lama()
        assert [(nama, url) for nama, _, url in pesan("data_lama")] == [(pemilik.nama, f"/usaha/{usaha.kode}/")]
        klien = masuk(pemilik)
        assert "Data usaha ini masih benar?" in klien.get(f"/usaha/{usaha.kode}/").content.decode()
        klien.post(f"/usaha/{usaha.kode}/pastikan/")
        assert list(data_lama()) == []
        assert "Data usaha ini masih benar?" not in klien.get(f"/usaha/{usaha.kode}/").content.decode()
        assert usaha.riwayat.latest("pk").verba == "pastikan"

    def test_old_news_is_not_sent_again_every_night(self):
        terverifikasi(500)
        assert ingatkan_data_lama() == 0

    def test_only_who_keeps_the_business_vouches_and_only_when_verified(self, pemilik, pemilik_lain, petugas):
        usaha = terverifikasi(366, pemilik=pemilik)
        for orang in (pemilik_lain, petugas):
            with pytest.raises(PermissionDenied):
                pastikan(usaha, oleh=orang)
        draf = buat_usaha(pemilik=pemilik)
        with pytest.raises(TransisiDitolak):
            pastikan(draf, oleh=pemilik)


class TestDibaca:
    def baca(self, petugas: Any, usaha: Any, pada: datetime) -> None:
        rangka = {"subjek_jenis": "pelaku", "subjek_kode": usaha.pemilik.kode, "apa": "NIK", "alasan": "Mencocokkan"}
        LogBaca.objects.create(oleh=petugas, pada=pada, **rangka)

    def test_once_a_month_to_those_whose_data_were_opened(self, petugas, pemilik, pemilik_lain):
        usaha, lain = buat_usaha(pemilik=pemilik), buat_usaha(pemilik=pemilik_lain)
        for hari in (2, 3, 31):
            self.baca(petugas, usaha, datetime(2026, 10, hari, 23, 30, tzinfo=JAKARTA))
        self.baca(petugas, lain, datetime(2026, 11, 1, 0, 10, tzinfo=JAKARTA))
        assert kabari_dibaca(date(2026, 10, 15)) == 1
        assert kabari_dibaca(date(2026, 10, 1)) == 1
        assert [(nama, url) for nama, _, url in pesan("data_dilihat")] == [(pemilik.nama, "/akun/pembaca/")]

    def test_the_digest_goes_out_in_the_first_days_of_the_next_month(self, petugas, pemilik, monkeypatch):
        usaha = buat_usaha(pemilik=pemilik)
        self.baca(petugas, usaha, datetime(2026, 11, 5, 9, 0, tzinfo=JAKARTA))
        for hari, jumlah in ((date(2026, 11, 30), 0), (date(2026, 12, 3), 1), (date(2026, 12, 4), 1)):
            pada = datetime(hari.year, hari.month, hari.day, 6, 15, tzinfo=JAKARTA)
            monkeypatch.setattr(timezone, "now", lambda pada=pada: pada)
            ingatkan_semua()
            assert len(pesan("data_dilihat")) == jumlah

    def test_the_dead_are_left_in_peace(self, petugas, pemilik):
        usaha = buat_usaha(pemilik=pemilik)
        self.baca(petugas, usaha, datetime(2026, 10, 2, 9, 0, tzinfo=JAKARTA))
        pelaku = usaha.pemilik
        pelaku.meninggal_pada = HARI
        pelaku.save()
        assert kabari_dibaca(date(2026, 10, 1)) == 0
