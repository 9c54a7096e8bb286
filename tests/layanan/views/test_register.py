"""The series and the register of letters, as whoever keeps the portal edits them."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from inti.nomor import SeriNomor
from layanan.actions import tanda
from layanan.models import NomorSurat, Permohonan
from tests.factories import lantik
from tests.layanan.pabrik import buat_layanan, buat_permohonan, isi_lengkap

pytestmark = pytest.mark.django_db


@pytest.fixture
def klien(admin: Any, masuk: Any) -> Client:
    return masuk(admin)


def test_a_series_is_made_and_its_pattern_changed_in_the_admin(klien: Client):
    tambah = "/admin/inti/serinomor/add/"
    salah = klien.post(tambah, {"kode": "surat-b", "pola": "{urut.__class__}", "per_tahun": "on"})
    assert (salah.status_code, SeriNomor.objects.count()) == (422, 0)
    klien.post(tambah, {"kode": "surat-b", "pola": "{klasifikasi}/{urut:04d}/UKM/{tahun}", "per_tahun": "on"})
    seri = SeriNomor.objects.get()
    klien.post(f"/admin/inti/serinomor/{seri.pk}/change/", {"pola": "B/{klasifikasi}/{urut}/{tahun}"})
    seri.refresh_from_db()
    assert (seri.kode, seri.pola, seri.per_tahun) == ("surat-b", "B/{klasifikasi}/{urut}/{tahun}", True)


@pytest.fixture
def register(pemilik: Any, petugas: Any, kepala: Any) -> list[NomorSurat]:
    """Two letters of two services from one series: the first number was voided."""
    seri = SeriNomor.objects.create(kode="surat-dinas", pola="{klasifikasi}/{urut:03d}/{tahun}")
    for klasifikasi in ("500.3", "500.9"):
        layanan = buat_layanan(surat=True, seri=seri, klasifikasi=klasifikasi)
        layanan.penanda.filter(jenis="PARAF").delete()
        lantik(layanan.penanda.get().jabatan, kepala)
        satu = isi_lengkap(buat_permohonan(pemilik=pemilik, layanan=layanan, status="DIPERIKSA"))
        tanda.ajukan_tanda_tangan(satu, oleh=petugas)
        tanda.tanda_tangani(Permohonan.objects.get(pk=satu.pk), oleh=kepala)
        if klasifikasi == "500.3":
            tanda.kembalikan(Permohonan.objects.get(pk=satu.pk), oleh=petugas, alasan="Nama usahanya salah tulis.")
    return list(NomorSurat.objects.order_by("pk"))


def test_one_series_of_the_office_takes_the_code_of_each_service(register: list[NomorSurat]):
    tahun = timezone.localdate().year
    assert [n.nomor for n in register] == [f"500.3/001/{tahun}", f"500.9/002/{tahun}"]


@pytest.mark.parametrize(
    ("saring", "urut"), [("", [2, 1]), ("keadaan=batal", [1]), ("keadaan=berlaku", [2]), ("keadaan=agenda", [])]
)
def test_the_register_shows_every_number_and_why_one_was_voided(
    masuk: Any, petugas: Any, register: list[NomorSurat], saring: str, urut: list[int]
):
    jawaban = masuk(petugas).get(f"/admin/layanan/nomorsurat/?{saring}")
    assert [n.urut for n in jawaban.context["cl"].result_list] == urut
    assert ("Nama usahanya salah tulis." in jawaban.content.decode()) == (1 in urut)


def test_the_register_is_read_by_whom_its_requests_are_and_written_by_nobody(
    masuk: Any, petugas: Any, petugas_limpung: Any, register: list[NomorSurat]
):
    alamat = f"/admin/layanan/nomorsurat/{register[0].pk}/change/"
    assert masuk(petugas_limpung).get(alamat).status_code == 404
    jawaban = masuk(petugas).get(alamat)
    assert (jawaban.status_code, "elektronik" in jawaban.content.decode()) == (200, False)
    assert masuk(petugas).post(alamat, {"nomor": "1/LAIN"}).status_code == 403


def test_a_number_that_the_series_may_still_give_cannot_be_typed(pemilik: Any, petugas: Any, kepala: Any):
    layanan = buat_layanan(surat=True)
    layanan.penanda.filter(jenis="PARAF").delete()
    lantik(layanan.penanda.get().jabatan, kepala)
    satu = isi_lengkap(buat_permohonan(pemilik=pemilik, layanan=layanan, status="DIPERIKSA"))
    tanda.ajukan_tanda_tangan(satu, oleh=petugas)
    with pytest.raises(ValidationError, match="diberikan portal sendiri"):
        tanda.tanda_tangani(satu, oleh=kepala, nomor_surat=f"500.3/017/{timezone.localdate().year}")
    assert NomorSurat.objects.count() == 0
