"""The base of the officials' room: lists that count little, pages that show only what is allowed, case buttons."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from inti import hari_kerja
from inti.admin.daftar import PaginatorTerbatas, hitung_terbatas, sebut_jumlah
from inti.admin.perkara import tenggat
from inti.hari_kerja import hitung, tambah
from inti.jam import KAMI, PEMOHON
from inti.kalender import HariLibur
from inti.nomor import SeriNomor, UrutTerakhir
from inti.workflow import lama_di_tangan
from tests.factories import buat_usaha
from tests.inti.contoh_admin import dokumen, hari_libur
from umkm.enums import StatusUsaha
from umkm.models import RiwayatUsaha, Usaha
from umkm.workflow import USAHA

LIBUR = reverse("admin:inti_harilibur_changelist")
DOKUMEN = reverse("admin:inti_dokumen_changelist")


@pytest.mark.parametrize(("jumlah", "kata"), [(0, "0"), (999, "999"), (1000, "1.000"), (1001, "lebih dari 1.000")])
def test_count_is_said_up_to_a_thousand(jumlah: int, kata: str) -> None:
    assert sebut_jumlah(jumlah) == kata


@pytest.mark.django_db
def test_count_stops_one_past_its_cap() -> None:
    SeriNomor.objects.bulk_create(SeriNomor(kode=f"s-{n}", pola="{urut}") for n in range(8))
    semua = SeriNomor.objects.all()
    assert [hitung_terbatas(semua, 5), hitung_terbatas(semua, 8), hitung_terbatas(semua, 20)] == [6, 8, 8]


@pytest.mark.django_db
def test_paginator_asks_the_database_for_no_more_than_the_cap() -> None:
    SeriNomor.objects.bulk_create(SeriNomor(kode=f"s-{n}", pola="{urut}") for n in range(1003))
    with CaptureQueriesContext(
        connection,
    ) as kueri:
        assert PaginatorTerbatas(SeriNomor.objects.order_by("pola"), 50).count == 1001
    assert "LIMIT 1001" in kueri[0]["sql"]
    assert "ORDER BY" not in kueri[0]["sql"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("hari", "kata", "rupa"),
    [
        (None, "", ""),
        (0, "habis hari ini", "tunggu"),
        (1, "sisa 1 hari kerja", "tunggu"),
        (2, "sisa 2 hari kerja", "jalan"),
        (4, "sisa 3 hari kerja", "jalan"),
        (-2, "lewat 2 hari kerja", "tolak"),
    ],
)
def test_tenggat_is_said_in_working_days(hari: int | None, kata: str, rupa: str) -> None:
    assert tenggat(None if hari is None else _hari_kerja_ke(timezone.localdate(), hari), 3) == (kata, rupa)


def _hari_kerja_ke(mulai: Any, n: int) -> Any:
    if n >= 0:
        return tambah(mulai, n)
    hari = mulai
    while hitung(hari, mulai) < -n:
        hari -= timedelta(days=1)
    return hari


@pytest.fixture
def klien_admin(admin: Any, masuk: Any) -> Client:
    return masuk(admin)


def test_hari_libur_may_be_added_and_a_wrong_form_is_422_with_the_input_kept(klien_admin: Client) -> None:
    tambah = reverse("admin:inti_harilibur_add")
    salah = klien_admin.post(tambah, {"nama": "Pilkada", "tanggal": "", "jenis": "nasional", "berlaku": "on"})
    assert salah.status_code == 422
    assert 'value="Pilkada"' in salah.content.decode()
    assert HariLibur.objects.count() == 0
    benar = {"nama": "Pilkada", "tanggal": "2031-11-27", "jenis": "nasional", "berlaku": "on"}
    assert klien_admin.post(tambah, benar).status_code == 302
    assert HariLibur.objects.values_list("nama", flat=True).get() == "Pilkada"


def test_nothing_is_deleted_here(klien_admin: Client) -> None:
    libur = hari_libur(None, "Hari contoh")
    jawaban = klien_admin.post(reverse("admin:inti_harilibur_delete", args=[libur.pk]), {"post": "yes"})
    assert jawaban.status_code == 403
    massal = {"action": "delete_selected", "_selected_action": [libur.pk], "index": "0", "post": "yes"}
    klien_admin.post(LIBUR, massal)
    assert HariLibur.objects.filter(pk=libur.pk).exists()


def test_only_the_named_fields_change(klien_admin: Client) -> None:
    seri = SeriNomor.objects.create(kode="surat", pola="{urut}/A")
    data = {"kode": "curian", "pola": "{urut:06d}/B", "per_tahun": ""}
    assert klien_admin.post(reverse("admin:inti_serinomor_change", args=[seri.pk]), data).status_code == 302
    seri.refresh_from_db()
    assert (seri.kode, seri.pola, seri.per_tahun) == ("surat", "{urut:06d}/B", True)


def test_a_question_about_a_column_that_is_no_filter_is_refused(klien_admin: Client) -> None:
    SeriNomor.objects.create(kode="surat", pola="{urut}/RAHASIA")
    daftar = reverse("admin:inti_serinomor_changelist")
    assert klien_admin.get(daftar + "?pola__startswith={urut}/R").status_code == 400
    assert klien_admin.get(daftar + "?per_tahun__exact=1").status_code == 200


@pytest.mark.parametrize("alamat", ["?q=%00", "?per_tahun__exact=%00"])
def test_a_null_byte_in_the_address_is_a_bad_request(klien_admin: Client, alamat: str) -> None:
    assert klien_admin.get(reverse("admin:inti_serinomor_changelist") + alamat).status_code == 400


def test_what_knows_no_kecamatan_is_closed_to_officials_of_a_kecamatan(petugas: Any, kepala: Any, masuk: Any) -> None:
    boleh = Permission.objects.get(codename="view_dokumen")
    petugas.user_permissions.add(boleh)
    kepala.user_permissions.add(boleh)
    kertas = dokumen(None, "B-1")
    satu = reverse("admin:inti_dokumen_change", args=[kertas.pk])
    assert [masuk(petugas).get(u).status_code for u in (DOKUMEN, satu)] == [403, 403]
    assert [masuk(kepala).get(u).status_code for u in (DOKUMEN, satu)] == [200, 200]


def test_a_model_that_nobody_opened_offers_no_row(kepala: Any) -> None:
    seri = SeriNomor.objects.create(kode="surat", pola="{urut}")
    UrutTerakhir.objects.create(seri=seri, tahun=2031, urut=1)
    halaman = admin.site.get_model_admin(SeriNomor)
    assert list(halaman.batasi(UrutTerakhir.objects.all(), kepala)) == []
    assert list(halaman.batasi(SeriNomor.objects.all(), kepala)) == [seri]


@pytest.mark.django_db
def test_the_three_parts_of_the_clock_add_up_and_name_the_agency() -> None:
    senin = datetime(2026, 3, 2, 9, tzinfo=UTC)

    def baris(hari: int, pemegang: str) -> RiwayatUsaha:
        return RiwayatUsaha(pada=senin + timedelta(days=hari), pemegang=pemegang)

    riwayat = [baris(0, KAMI), baris(2, PEMOHON), baris(4, "instansi:BPJPH"), baris(8, ""), baris(9, "")]
    perkara = SimpleNamespace(riwayat=SimpleNamespace(all=lambda: riwayat), janji=USAHA.janji, hitungan=hari_kerja)
    assert lama_di_tangan(perkara) == {
        "kami": 1,
        "anda": 2,
        "instansi": 3,
        "nama_instansi": "BPJPH",
        "jumlah": 6,
        "janji": 3,
    }


class TestPerkara:
    """The pages of a case, tried on Usaha in a room of their own."""

    pytestmark = pytest.mark.urls("tests.inti.urls_admin")

    @pytest.fixture
    def usaha(self, desa_limpung: Any) -> Usaha:
        return buat_usaha(desa=desa_limpung, status=StatusUsaha.DIAJUKAN, nama="Keripik Limpung")

    @pytest.fixture
    def klien(self, petugas_limpung: Any, masuk: Any) -> Client:
        return masuk(petugas_limpung)

    def test_case_shows_the_open_verbs_with_what_they_do_and_history_in_words(
        self, klien: Client, usaha: Usaha
    ) -> None:
        jawaban = klien.get(f"/admin/umkm/usaha/{usaha.pk}/change/")
        assert [t["tombol"].verba for t in jawaban.context["tombol"]] == ["ambil", "periksa", "tolak"]
        assert [t["langsung"] for t in jawaban.context["tombol"]] == [True, False, False]
        pelaku = usaha.riwayat.get().pelaku
        assert [r["kalimat"] for r in jawaban.context["riwayat"]] == [f"{pelaku} (pemohon) mendaftarkan usaha"]
        assert jawaban.context["waktu"]["jumlah"] == sum(
            jawaban.context["waktu"][p] for p in ("kami", "anda", "instansi")
        )
        isi = jawaban.content.decode()
        assert all(t["tombol"].akibat in isi for t in jawaban.context["tombol"])
        assert f'action="/admin/umkm/usaha/{usaha.pk}/ambil/"' in isi
        assert f'href="/admin/umkm/usaha/{usaha.pk}/tolak/"' in isi

    def test_page_of_a_verb_asks_and_writes_nothing(self, klien: Client, usaha: Usaha) -> None:
        jawaban = klien.get(f"/admin/umkm/usaha/{usaha.pk}/tolak/")
        assert list(jawaban.context["form"].fields) == ["alasan"]
        usaha.refresh_from_db()
        assert (usaha.status, usaha.riwayat.count()) == (StatusUsaha.DIAJUKAN, 1)

    def test_a_reason_is_demanded_and_the_page_comes_back_422(self, klien: Client, usaha: Usaha) -> None:
        jawaban = klien.post(f"/admin/umkm/usaha/{usaha.pk}/tolak/", {"alasan": "  "})
        assert jawaban.status_code == 422
        assert "Tulis alasannya" in jawaban.content.decode()
        usaha.refresh_from_db()
        assert usaha.status == StatusUsaha.DIAJUKAN

    def test_a_verb_moves_the_case_and_leads_back_to_it(
        self, klien: Client, usaha: Usaha, petugas_limpung: Any
    ) -> None:
        jawaban = klien.post(f"/admin/umkm/usaha/{usaha.pk}/tolak/", {"alasan": "Foto tidak jelas"})
        assert jawaban.headers["Location"] == f"/admin/umkm/usaha/{usaha.pk}/change/"
        usaha.refresh_from_db()
        baris = usaha.riwayat.last()
        assert (usaha.status, baris.oleh, baris.catatan) == (StatusUsaha.DITOLAK, petugas_limpung, "Foto tidak jelas")

    def test_a_verb_that_is_no_longer_open_redirects_and_tells(self, klien: Client, usaha: Usaha) -> None:
        klien.post(f"/admin/umkm/usaha/{usaha.pk}/tolak/", {"alasan": "Foto tidak jelas"})
        for kirim in (klien.get, klien.post):
            jawaban = kirim(f"/admin/umkm/usaha/{usaha.pk}/tolak/", follow=True)
            assert jawaban.redirect_chain == [(f"/admin/umkm/usaha/{usaha.pk}/change/", 302)]
            assert "status sekarang Ditolak" in jawaban.content.decode()
        assert usaha.riwayat.count() == 2

    def test_a_verb_is_get_or_post(self, klien: Client, usaha: Usaha) -> None:
        assert klien.put(f"/admin/umkm/usaha/{usaha.pk}/tolak/").status_code == 405

    def test_case_of_another_kecamatan_does_not_exist(self, klien: Client, desa: Any) -> None:
        lain = buat_usaha(desa=desa, status=StatusUsaha.DIAJUKAN)
        for halaman in ("change", "history", "tolak", "ambil"):
            for kirim in (klien.get, klien.post):
                assert kirim(f"/admin/umkm/usaha/{lain.pk}/{halaman}/").status_code == 404
        assert lain.riwayat.count() == 1

    def test_tabs_of_the_queue_narrow_the_list_and_carry_their_count(
        self, klien: Client, usaha: Usaha, petugas_limpung: Any, desa_limpung: Any
    ) -> None:
        milik = buat_usaha(desa=desa_limpung, status=StatusUsaha.DIPERIKSA, petugas=petugas_limpung)
        cl = klien.get("/admin/umkm/usaha/?antrean=milik_saya").context["cl"]
        assert list(cl.result_list) == [milik]
        tab = list(cl.filter_specs[0].choices(cl))
        assert [(t["display"], t["jumlah"], t["selected"]) for t in tab] == [
            ("Milik saya", "1", True),
            ("Belum diambil", "1", False),
            ("Semua", "", False),
        ]
