"""The applicant's pages: from choosing to sending, completing, objecting; and who may open any of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from inti.berkas import Berkas
from layanan.actions import periksa
from layanan.actions.lampiran import LAMPIRAN_MAKS
from layanan.models import Permohonan
from tests.factories import PenggunaFactory, buat_berkas, buat_usaha, gambar
from tests.layanan.pabrik import (
    aturan_keberatan,
    buat_alasan,
    buat_layanan,
    buat_permohonan,
    dasar_keberatan,
    isi_lengkap,
    minta_berkas,
)

pytestmark = pytest.mark.django_db


def isi(jawaban: Any) -> str:
    return jawaban.content.decode()


def alamat(permohonan: Permohonan, ekor: str = "") -> str:
    return f"/layanan/permohonan/{permohonan.kode}/{ekor}"


def status(klien: Any, di: str) -> int:
    """Ask for a file and read it to its end, which closes it."""
    jawaban = klien.get(di)
    b"".join(jawaban.streaming_content if jawaban.streaming else [])
    return jawaban.status_code


HALAMAN = ("", "isi/1/", "isi/2/", "isi/3/", "periksa/", "batalkan/")


@pytest.mark.parametrize("ekor", HALAMAN)
def test_only_the_applicant_opens_a_draft(ekor, pemilik, pemilik_lain, petugas, petugas_limpung, mitra, masuk, tamu):
    satu = buat_permohonan(pemilik=pemilik)
    minta_berkas(satu.layanan)
    assert masuk(pemilik).get(alamat(satu, ekor)).status_code == 200
    for siapa in (pemilik_lain, petugas, petugas_limpung, mitra):
        assert masuk(siapa).get(alamat(satu, ekor)).status_code == 404
    assert tamu.get(alamat(satu, ekor)).status_code == 302


@pytest.mark.parametrize("ekor", ["ajukan/", "tarik/", "batalkan/", "unggah/ktp/", "keberatan/"])
def test_nobody_else_does_anything(ekor, pemilik, pemilik_lain, petugas, masuk):
    satu = isi_lengkap(buat_permohonan(pemilik=pemilik))
    for siapa in (pemilik_lain, petugas):
        assert masuk(siapa).post(alamat(satu, ekor)).status_code == 404
    satu.refresh_from_db()
    assert (satu.status, satu.riwayat.count()) == ("DRAF", 1)


def test_the_whole_way_from_choosing_to_sending(pemilik, masuk):
    buat_usaha(pemilik=pemilik, status="TERVERIFIKASI", nama="Keripik Contoh")
    layanan = buat_layanan()
    minta_berkas(layanan)
    klien = masuk(pemilik)
    mulai = klien.get(f"{layanan.get_absolute_url()}ajukan/")
    form = mulai.context["form"]
    data = {"usaha": form.initial["usaha"], "kunci": str(form.initial["kunci"])}
    for _ in range(2):
        langkah = klien.post(f"{layanan.get_absolute_url()}ajukan/", data)
    satu = Permohonan.objects.get()
    assert langkah["Location"] == alamat(satu, "isi/1/")
    assert klien.post(alamat(satu, "isi/1/"), {"lanjut": "1"}).status_code == 422
    langkah = klien.post(alamat(satu, "isi/1/"), {"jenis": "kain", "lanjut": "1"})
    assert langkah["Location"] == alamat(satu, "isi/2/")
    assert "Keripik Contoh" in isi(klien.get(alamat(satu, "isi/2/")))
    langkah = klien.post(alamat(satu, "isi/2/"), {"nama_usaha": "Keripik Baru", "lanjut": "1"})
    assert langkah["Location"] == alamat(satu, "isi/3/")
    assert "Foto KTP" in isi(klien.get(alamat(satu, "periksa/")))
    kirim = klien.post(alamat(satu, "ajukan/"), follow=True)
    assert "Foto KTP belum ada." in isi(kirim)
    assert klien.post(alamat(satu, "unggah/ktp/"), {"berkas": gambar()})["Location"] == alamat(
        satu, "isi/3/#berkas-ktp"
    )
    kirim = klien.post(alamat(satu, "ajukan/"), follow=True)
    assert "Terkirim ke petugas." in isi(kirim)
    satu.refresh_from_db()
    assert (satu.status, satu.jawaban) == ("DIAJUKAN", {"jenis": "kain", "nama_usaha": "Keripik Baru"})
    lampiran = satu.lampiran.get()
    sajian = klien.get(alamat(satu, f"berkas/{lampiran.pk}/"))
    assert b"".join(sajian.streaming_content)[:2] == b"\xff\xd8"


@pytest.mark.parametrize("isi_berkas", [b"", b"<script>alert(1)</script>"])
def test_a_file_that_is_none_comes_back_with_a_sentence(pemilik, masuk, isi_berkas):
    satu = buat_permohonan(pemilik=pemilik)
    minta_berkas(satu.layanan)
    berkas = SimpleUploadedFile("ktp.jpg", isi_berkas, "image/jpeg")
    jawaban = masuk(pemilik).post(alamat(satu, "unggah/ktp/"), {"berkas": berkas})
    assert (jawaban.status_code, satu.lampiran.count()) == (422, 0)
    assert "Ada yang perlu diperbaiki" in isi(jawaban)


def test_of_several_photos_the_good_ones_are_kept_and_the_others_named(pemilik, masuk):
    satu = buat_permohonan(pemilik=pemilik)
    minta_berkas(satu.layanan)
    palsu = SimpleUploadedFile("palsu.jpg", b"<script>alert(1)</script>", "image/jpeg")
    kiriman = {"berkas": [gambar("red"), palsu, gambar("blue")]}
    jawaban = masuk(pemilik).post(alamat(satu, "unggah/ktp/"), kiriman)
    assert (jawaban.status_code, satu.lampiran.count()) == (422, 2)
    assert "palsu.jpg: Berkas ini tidak dapat diterima." in isi(jawaban)
    assert masuk(pemilik).post(alamat(satu, "unggah/ktp/"), {}).status_code == 422
    terlalu_banyak = [gambar(ukuran=(n + 1, 1)) for n in range(LAMPIRAN_MAKS + 1)]
    assert "Paling banyak 10 foto sekali unggah." in isi(
        masuk(pemilik).post(alamat(satu, "unggah/ktp/"), {"berkas": terlalu_banyak})
    )


def test_pages_are_put_in_order_and_taken_apart_at_the_page_of_documents(pemilik, masuk):
    satu = isi_lengkap(buat_permohonan(pemilik=pemilik))
    minta_berkas(satu.layanan)
    klien = masuk(pemilik)
    klien.post(alamat(satu, "unggah/ktp/"), {"berkas": [gambar("red"), gambar("blue")]})
    merah, biru = satu.lampiran.order_by("urut")
    klien.post(alamat(satu, f"berkas/{biru.pk}/majukan/"))
    assert list(satu.lampiran.order_by("urut")) == [biru, merah]
    kecil = klien.get(alamat(satu, f"berkas/{biru.pk}/kecil/"))
    assert (kecil.status_code, kecil.content[:2], kecil["Cache-Control"]) == (200, b"\xff\xd8", "private, no-cache")
    lagi = klien.get(alamat(satu, f"berkas/{biru.pk}/kecil/"), headers={"If-None-Match": kecil["ETag"]})
    assert (lagi.status_code, lagi.content) == (304, b"")
    klien.post(alamat(satu, "ajukan/"))
    klien.post(alamat(satu, "tarik/"))
    pdf = satu.lampiran.get()
    assert klien.get(alamat(satu, f"berkas/{pdf.pk}/kecil/")).status_code == 404
    assert "Ubah per halaman" in isi(klien.get(alamat(satu, "isi/3/")))
    klien.post(alamat(satu, f"berkas/{pdf.pk}/pisah/"))
    assert satu.lampiran.count() == 2


def test_a_photo_that_answers_a_field_is_kept_and_seen_by_those_who_see_the_request(
    pemilik, pemilik_lain, petugas, petugas_limpung, masuk
):
    denah = {"kode": "denah", "label": "Denah", "jenis": "BERKAS"}
    luas = {"kode": "luas", "label": "Luas", "jenis": "ANGKA"}
    satu = buat_permohonan(pemilik=pemilik, layanan=buat_layanan(isian=(denah, luas)))
    klien = masuk(pemilik)
    assert klien.get(alamat(satu, "jawaban/denah/")).status_code == 404
    ditolak = klien.post(alamat(satu, "isi/1/"), {"denah": gambar(), "luas": "dua belas"})
    assert (ditolak.status_code, "Lihat yang sudah tersimpan" in isi(ditolak)) == (422, True)
    lama = Berkas.objects.get()
    klien.post(alamat(satu, "isi/1/"), {"denah": gambar("red"), "luas": "12"})
    satu.refresh_from_db()
    assert (Berkas.objects.get().kode == satu.jawaban["denah"], lama.kode == satu.jawaban["denah"]) == (True, False)
    lihat = alamat(satu, "jawaban/denah/")
    assert lihat in isi(klien.get(alamat(satu, "periksa/")))
    assert [status(masuk(s), lihat) for s in (pemilik, pemilik_lain, petugas)] == [200, 404, 404]
    klien.post(alamat(satu, "ajukan/"))
    assert [status(masuk(s), lihat) for s in (petugas, petugas_limpung)] == [200, 404]
    assert klien.get(alamat(satu, "jawaban/luas/")).status_code == 404


def test_of_a_request_sent_back_only_what_was_named_opens(pemilik, petugas, masuk):
    satu = isi_lengkap(buat_permohonan(pemilik=pemilik, status="DIPERIKSA"))
    periksa.minta_lengkap(satu, oleh=petugas, hal={"isian:nama_usaha": "Tulis nama lengkapnya."})
    klien = masuk(pemilik)
    assert "Tulis nama lengkapnya." in isi(klien.get(alamat(satu)))
    assert klien.get(alamat(satu, "isi/1/")).status_code == 302
    jawaban = klien.get(alamat(satu, "isi/2/"))
    assert (jawaban.status_code, "Petugas menulis:" in isi(jawaban)) == (200, True)
    klien.post(alamat(satu, "isi/2/"), {"nama_usaha": "Keripik Lengkap", "lanjut": "1"})
    klien.post(alamat(satu, "ajukan/"))
    satu.refresh_from_db()
    assert (satu.status, satu.jawaban["nama_usaha"]) == ("DIAJUKAN", "Keripik Lengkap")


def test_a_refusal_shows_its_way_out_and_the_objection(pemilik, petugas, masuk):
    aturan_keberatan()
    dasar = dasar_keberatan()
    satu = buat_permohonan(pemilik=pemilik, status="DIPERIKSA")
    sebab = buat_alasan(rencana="Urus NIB dulu, kami bantu.", obat_layanan=buat_layanan(nama="Pendampingan Contoh"))
    periksa.tolak(satu, oleh=petugas, sebab=sebab, alasan="Nomor NIB tidak ditemukan.")
    klien = masuk(pemilik)
    halaman = isi(klien.get(alamat(satu)))
    for kata in ("Nomor NIB tidak ditemukan.", "Urus NIB dulu, kami bantu.", "Pendampingan Contoh", "Ajukan keberatan"):
        assert kata in halaman
    assert petugas.nama not in halaman
    assert klien.post(alamat(satu, "keberatan/"), {"uraian": "NIB saya ada."}).status_code == 422
    klien.post(alamat(satu, "keberatan/"), {"dasar": dasar.pk, "uraian": "NIB saya sudah ada sejak lama."})
    satu.refresh_from_db()
    assert satu.status == "KEBERATAN"
    assert "NIB saya sudah ada sejak lama." in isi(klien.get(alamat(satu)))


def test_a_helper_fills_in_and_a_stranger_reads_no_document(pemilik, masuk):
    satu = buat_permohonan(pemilik=pemilik)
    lampiran = satu.lampiran.create(syarat=minta_berkas(satu.layanan), berkas=buat_berkas())
    asing = PenggunaFactory()
    assert masuk(asing).get(alamat(satu, f"berkas/{lampiran.pk}/")).status_code == 404
    lain = buat_permohonan(pemilik=asing)
    assert masuk(asing).get(alamat(lain, f"berkas/{lampiran.pk}/")).status_code == 404


@pytest.mark.parametrize(
    "status", ["DRAF", "DIAJUKAN", "PERBAIKAN", "MENUNGGU_INSTANSI", "SELESAI", "DITOLAK", "DIBATALKAN"]
)
def test_the_page_of_every_status_opens_within_its_queries(pemilik, masuk, status):
    satu = buat_permohonan(pemilik=pemilik, status=status)
    klien = masuk(pemilik)
    klien.get(alamat(satu))
    with CaptureQueriesContext(connection) as tanya:
        assert klien.get(alamat(satu)).status_code == 200
    assert len(tanya) <= 35


def test_the_list_of_requests_asks_as_much_for_three_as_for_one(pemilik, masuk):
    klien = masuk(pemilik)

    def hitung() -> int:
        with CaptureQueriesContext(connection) as tanya:
            klien.get("/layanan/permohonan/")
        return len(tanya)

    satu = buat_permohonan(pemilik=pemilik)
    pertama = hitung()
    for _ in range(2):
        buat_permohonan(pemilik=pemilik, usaha=satu.usaha)
    assert hitung() == pertama


def test_what_is_missing_leads_to_where_it_is_filled_in(pemilik, masuk):
    satu = buat_permohonan(pemilik=pemilik)
    minta_berkas(satu.layanan)
    kurang = masuk(pemilik).get(alamat(satu, "periksa/")).context["kurang"]
    assert [url.removeprefix(satu.get_absolute_url()) for _, url in kurang] == [
        *(f"isi/{i.langkah}/#id_{i.kode}" for i in satu.formulir.isian.all() if i.wajib and not i.kondisi),
        "isi/3/#berkas-ktp",
    ]


def test_a_case_that_ended_shows_no_step_it_never_took(pemilik, masuk):
    satu = buat_permohonan(pemilik=pemilik, layanan=buat_layanan(surat=True), status="DITOLAK")
    for dari, ke in (("DRAF", "DIAJUKAN"), ("DIAJUKAN", "DIPERIKSA")):
        satu.riwayat.create(verba="ajukan", dari=dari, ke=ke, pelaku="Contoh", sebagai="petugas", pada=timezone.now())
    langkah = masuk(pemilik).get(satu.get_absolute_url()).context["langkah"]
    assert [(n["kata"], n["rupa"]) for n in langkah] == [
        ("Menunggu petugas", "selesai"),
        ("Diperiksa", "selesai"),
        ("Hasil", "sekarang"),
    ]
