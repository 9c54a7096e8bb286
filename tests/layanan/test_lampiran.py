"""Photos as the pages of a document: in order, one PDF once sent, pages again when something is to be mended."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from inti import berkas, pdf_lembar
from inti.berkas import Berkas
from layanan.actions import lampiran as aksi
from layanan.actions import periksa
from layanan.actions import permohonan as aksi_permohonan
from layanan.models import Permohonan
from tests.factories import gambar
from tests.layanan.pabrik import buat_permohonan, isi_lengkap, minta_berkas

pytestmark = pytest.mark.django_db
WARNA = ("red", "green", "blue")


@pytest.fixture
def draf(pemilik) -> Permohonan:
    """Complete, with three photos of one document."""
    satu = isi_lengkap(buat_permohonan(pemilik=pemilik))
    syarat = minta_berkas(satu.layanan)
    for warna in WARNA:
        aksi.tambah_berkas(satu, oleh=pemilik, syarat_berkas=syarat, unggahan=berkas.periksa(gambar(warna)))
    return satu


def isi(satu: Berkas) -> bytes:
    with satu.file.open("rb") as f:
        return f.read()


def lembar(permohonan: Permohonan) -> list[bytes]:
    return [isi(s.berkas) for s in permohonan.lampiran.order_by("urut")]


def bersih(*warna: str) -> list[bytes]:
    return [berkas.periksa(gambar(w)).isi for w in warna]


def terkirim(permohonan: Permohonan, siapa: Any) -> Berkas:
    aksi_permohonan.ajukan(permohonan, oleh=siapa)
    return permohonan.lampiran.get().berkas


def test_the_same_photo_sent_twice_is_one(draf, pemilik):
    syarat = draf.lampiran.first().syarat
    aksi.tambah_berkas(draf, oleh=pemilik, syarat_berkas=syarat, unggahan=berkas.periksa(gambar("red")))
    assert lembar(draf) == bersih(*WARNA)


def test_a_page_moves_forward_and_the_first_stays(draf, pemilik):
    pertama, _, ketiga = draf.lampiran.order_by("urut")
    aksi.majukan_berkas(draf, oleh=pemilik, lampiran=ketiga)
    aksi.majukan_berkas(draf, oleh=pemilik, lampiran=pertama)
    assert lembar(draf) == bersih("red", "blue", "green")


def test_sending_makes_one_pdf_and_keeps_no_photo_beside_it(draf, pemilik, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        pdf = terkirim(draf, pemilik)
    assert (pdf.mime, pdf.nama_asli, pdf_lembar.halaman(isi(pdf))) == ("application/pdf", "Foto KTP.pdf", 3)
    assert list(Berkas.objects.all()) == [pdf]


def test_asked_again_one_page_is_changed_and_the_others_lose_nothing(draf, pemilik, petugas):
    terkirim(draf, pemilik)
    periksa.minta_lengkap(draf, oleh=petugas, hal={"berkas:ktp": "Halaman kedua kabur."})
    aksi.pisah_berkas(draf, oleh=pemilik, lampiran=draf.lampiran.get())
    assert lembar(draf) == bersih(*WARNA)
    aksi.hapus_berkas(draf, oleh=pemilik, lampiran=draf.lampiran.order_by("urut")[1])
    baru = berkas.periksa(gambar("yellow"))
    aksi.tambah_berkas(draf, oleh=pemilik, syarat_berkas=draf.lampiran.first().syarat, unggahan=baru)
    pdf = terkirim(Permohonan.objects.get(pk=draf.pk), pemilik)
    assert [b for _, b in pdf_lembar.pisah(isi(pdf))] == bersih("red", "blue", "yellow")


def test_a_photo_added_to_a_sent_document_becomes_its_last_page(draf, pemilik):
    terkirim(draf, pemilik)
    aksi_permohonan.tarik(draf, oleh=pemilik)
    baru = berkas.periksa(gambar("yellow"))
    aksi.tambah_berkas(draf, oleh=pemilik, syarat_berkas=draf.lampiran.get().syarat, unggahan=baru)
    pdf = terkirim(Permohonan.objects.get(pk=draf.pk), pemilik)
    assert [b for _, b in pdf_lembar.pisah(isi(pdf))] == bersih(*WARNA, "yellow")


def test_what_is_no_pdf_of_ours_is_not_taken_apart(draf, pemilik):
    with pytest.raises(ValidationError, match="bukan gabungan"):
        aksi.pisah_berkas(draf, oleh=pemilik, lampiran=draf.lampiran.first())


@pytest.mark.parametrize("verba", [aksi.majukan_berkas, aksi.pisah_berkas, aksi.hapus_berkas])
def test_only_the_applicant_touches_the_pages_and_only_while_they_are_open(draf, pemilik, pemilik_lain, verba):
    with pytest.raises(PermissionDenied):
        verba(draf, oleh=pemilik_lain, lampiran=draf.lampiran.first())
    Permohonan.objects.filter(pk=draf.pk).update(status="PERBAIKAN")
    with pytest.raises(ValidationError, match="sekarang"):
        verba(draf, oleh=pemilik, lampiran=draf.lampiran.first())


def test_a_draft_given_up_keeps_nothing(draf, pemilik):
    aksi_permohonan.batalkan(draf, oleh=pemilik)
    draf = Permohonan.objects.get(pk=draf.pk)
    assert (draf.sebab_batal, draf.jawaban, Berkas.objects.count()) == ("TAK_DIKIRIM", {}, 0)
