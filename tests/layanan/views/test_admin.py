"""The request in the officials' room: the queue, the case, its verbs on pages of their own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from layanan.actions import tanda
from layanan.models import NomorSurat, Permohonan
from tests.factories import buat_berkas, gambar, lantik
from tests.layanan.pabrik import buat_alasan, buat_layanan, buat_permohonan, isi_lengkap

pytestmark = pytest.mark.django_db
DAFTAR = "/admin/layanan/permohonan/"


def jenis(jawaban: Any) -> str:
    """Read a served file to its end and say what it is."""
    assert b"".join(jawaban.streaming_content)
    return jawaban["Content-Type"]


def alamat(satu: Permohonan, ekor: str = "change/") -> str:
    return f"{DAFTAR}{satu.pk}/{ekor}"


@pytest.mark.parametrize(
    "status",
    ["DIAJUKAN", "DIPERIKSA", "PERBAIKAN", "MENUNGGU_INSTANSI", "SELESAI", "DITOLAK", "DIBATALKAN", "KEBERATAN"],
)
def test_the_case_of_every_status_opens(pemilik, petugas, masuk, status):
    satu = isi_lengkap(buat_permohonan(pemilik=pemilik, status=status))
    jawaban = masuk(petugas).get(alamat(satu))
    assert jawaban.status_code == 200
    assert satu.nomor in jawaban.content.decode()


@pytest.mark.parametrize("tab", ["milik_saya", "belum_diambil", "dilihat", "menunggu", ""])
def test_every_tab_of_the_queue_opens(pemilik, petugas, masuk, tab):
    buat_permohonan(pemilik=pemilik, status="DIAJUKAN")
    assert masuk(petugas).get(f"{DAFTAR}?antrean={tab}").status_code == 200


def test_checked_passed_on_taken_back_and_refused_by_pages(pemilik, petugas, masuk):
    satu = isi_lengkap(buat_permohonan(pemilik=pemilik, status="DIAJUKAN"))
    klien, nanti = masuk(petugas), timezone.localdate() + timedelta(days=3)
    klien.post(alamat(satu, "periksa/"))
    assert klien.get(alamat(satu, "teruskan/")).status_code == 200
    data = {"instansi": "BPJPH", "dikirim_pada": timezone.localdate(), "lihat_lagi": nanti}
    klien.post(alamat(satu, "teruskan/"), data)
    klien.post(alamat(satu, "lihat_lagi/"), {"lihat_lagi": nanti, "catatan": "Belum ada kabar."})
    klien.post(alamat(satu, "terima_kembali/"), {})
    assert klien.post(alamat(satu, "tolak/"), {"alasan": "Tidak dapat diterima."}).status_code == 422
    sebab = buat_alasan()
    klien.post(alamat(satu, "tolak/"), {"alasan": "Tidak dapat diterima.", "sebab": sebab.pk})
    satu.refresh_from_db()
    verba = ["buat", "periksa", "ambil", "teruskan", "lihat_lagi", "terima_kembali", "tolak"]
    assert (satu.status, list(satu.riwayat.values_list("verba", flat=True))) == ("DITOLAK", verba)


def test_asking_to_complete_offers_what_is_asked_and_nothing_else(pemilik, petugas, masuk):
    satu = isi_lengkap(buat_permohonan(pemilik=pemilik, status="DIPERIKSA"))
    klien = masuk(petugas)
    form = klien.get(alamat(satu, "minta_lengkap/")).context["form"]
    assert list(form.fields) == ["kalimat-isian-jenis", "kalimat-isian-nama_usaha"]
    assert klien.post(alamat(satu, "minta_lengkap/"), {}).status_code == 422
    klien.post(alamat(satu, "minta_lengkap/"), {"kalimat-isian-jenis": "Pilih yang benar."})
    satu.refresh_from_db()
    assert (satu.status, satu.permintaan.get().perihal) == ("PERBAIKAN", "isian:jenis")


def test_a_letter_is_marked_signed_printed_and_handed_in_by_pages(pemilik, petugas, kepala, masuk):
    layanan = buat_layanan(surat=True)
    for penanda in layanan.penanda.all():
        lantik(penanda.jabatan, kepala)
    satu = isi_lengkap(buat_permohonan(pemilik=pemilik, layanan=layanan, status="DIPERIKSA"))
    klien, kadis = masuk(petugas), masuk(kepala)
    klien.post(alamat(satu, "ajukan_tanda_tangan/"))
    assert "nomor_surat" not in kadis.get(alamat(satu, "tanda_tangani/")).context["form"].fields
    kadis.post(alamat(satu, "tanda_tangani/"), {})
    assert "nomor_surat" in kadis.get(alamat(satu, "tanda_tangani/")).context["form"].fields
    kadis.post(alamat(satu, "tanda_tangani/"), {})
    naskah = NomorSurat.objects.get().naskah
    assert jenis(klien.get(alamat(satu, f"berkas/?b={naskah.kode}"))) == "application/pdf"
    klien.post(alamat(satu, "terbitkan/"), {"pindaian": gambar()})
    satu.refresh_from_db()
    assert satu.status == "SELESAI"
    assert tanda.naskah(satu) == naskah
    assert jenis(masuk(pemilik).get(f"/layanan/permohonan/{satu.kode}/hasil/")) == "application/pdf"


def test_a_file_of_another_request_does_not_open_through_this_one(pemilik, petugas, masuk, desa_limpung):
    satu: Any = buat_permohonan(pemilik=pemilik, status="DIAJUKAN")
    assert masuk(petugas).get(alamat(satu, f"berkas/?b={buat_berkas().kode}")).status_code == 404
