"""The whole file of a business on paper: for whom, with what, logged, and printable whatever people write."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from akun.models import LogBaca
from inti.dokumen import Dokumen
from tests.factories import buat_berkas, buat_usaha, usaha_siap
from tests.inti.test_pdf import teks
from umkm.actions.cetak import cetak_berkas, isi_berkas
from umkm.actions.isi import simpan
from umkm.actions.periksa import ajukan, catat_pemeriksaan, periksa, tolak, verifikasi
from umkm.models import KeuanganUsaha, Legalitas, Usaha

NIK = "3325114708900002"
ALASAN = "Pemeriksaan Inspektorat, surat tugas 700/12/2026."
EMOJI = "Keripik 🍜 Siti “Pedas” \u202e عائشة"


def url(usaha: Usaha) -> str:
    return reverse("admin:umkm_usaha_cetak", args=[usaha.pk])


@pytest.fixture
def usaha(pemilik: Any, petugas: Any) -> Usaha:
    """A business with everything that a file holds."""
    satu = usaha_siap(pemilik=pemilik, nik=NIK, nama="Keripik Siti")
    KeuanganUsaha.objects.create(usaha=satu, tahun=2025, modal=98_765_432)
    satu.foto.create(jenis="TEMPAT", berkas=buat_berkas(oleh=pemilik))
    surat = buat_berkas(oleh=pemilik, jenis="legalitas")
    Legalitas.objects.create(usaha=satu, jenis="NIB", nomor="9120001234567", berkas=surat)
    pelaku = satu.pemilik
    pelaku.foto_ktp = buat_berkas(oleh=pemilik, jenis="foto_ktp")
    pelaku.save()
    ajukan(satu, oleh=pemilik)
    periksa(satu, oleh=petugas)
    catat_pemeriksaan(satu, oleh=petugas, bagian="IDENTITAS", cara="KTP_DILIHAT", catatan="KTP asli dibawa.")
    catat_pemeriksaan(satu, oleh=petugas, bagian="TEMPAT", cara="SURAT_DESA")
    verifikasi(satu, oleh=petugas)
    simpan(satu, oleh=pemilik, isian={"usaha.alamat": "Dukuh Baru"})
    return Usaha.objects.get(pk=satu.pk)


@pytest.fixture
def isi(usaha: Usaha, petugas: Any) -> dict[str, Any]:
    return isi_berkas(usaha, oleh=petugas, alasan=ALASAN, kini=timezone.now())


def test_the_nik_is_a_mask_and_amounts_and_the_identity_card_are_not_in_it(isi: dict[str, Any]) -> None:
    semua = str(isi)
    assert ("••••••••••••0002" in semua, NIK in semua) == (True, False)
    assert ("98765432" in semua, "98.765.432" in semua) == (False, False)
    assert [nama for nama, _, _ in isi["berkas"] if "KTP" in nama] == []


def test_every_file_and_paper_stands_with_its_hash(usaha: Usaha, isi: dict[str, Any]) -> None:
    sidik = [
        usaha.foto.get().berkas.sha256,
        usaha.legalitas.get().berkas.sha256,
        Dokumen.objects.get().sha256,
    ]
    assert [s.replace(" ", "") for _, _, s in isi["berkas"]] == sidik
    assert [n for n, _, _ in isi["berkas"]][:2] == ["Foto: Tempat usaha", "NIB (Nomor Induk Berusaha) 9120001234567"]


def test_history_is_whole_and_in_its_order(usaha: Usaha, isi: dict[str, Any]) -> None:
    assert [kalimat for _, _, kalimat, _ in isi["riwayat"]] == [
        "Siti Contoh mendaftarkan usaha ini",
        "Siti Contoh mengirim data ke petugas",
        "Petugas Batang mulai memeriksa",
        "Petugas Batang mengambil usaha ini untuk dikerjakan",
        "Petugas Batang menyatakan usaha ini terverifikasi",
    ]
    assert [n for n, _, _, _ in isi["riwayat"]] == ["1", "2", "3", "4", "5"]


def test_checks_proposals_clock_and_messages_stand_in_it(isi: dict[str, Any]) -> None:
    assert [(bagian, catatan) for bagian, _, catatan in isi["pemeriksaan"]] == [
        ("Identitas pemilik", "KTP asli dibawa."),
        ("Tempat usaha", ""),
    ]
    assert [(isian, putusan) for _, isian, putusan in isi["usulan"]] == [("Jalan atau dusun", "Belum diputuskan.")]
    assert [label for label, _ in isi["waktu"]] == ["Di kami", "Di pemilik", "Jumlah"]
    assert {(kanal, keadaan.partition(",")[0]) for _, _, kanal, keadaan in isi["pesan"]} >= {("Kotak pesan", "Sampai")}


def test_who_printed_it_when_and_what_for_stands_on_the_first_page(isi: dict[str, Any], usaha: Usaha) -> None:
    ringkas = dict(isi["ringkas"])
    assert (ringkas["Oleh"], ringkas["Untuk"], ringkas["Status"]) == ("Petugas Batang", ALASAN, "Terverifikasi")


def test_it_asks_what_for_prints_and_leaves_a_line_in_the_read_log(usaha: Usaha, petugas: Any, masuk: Any) -> None:
    klien = masuk(petugas)
    assert url(usaha) in klien.get(reverse("admin:umkm_usaha_change", args=[usaha.pk])).content.decode()
    assert klien.get(url(usaha)).status_code == 200
    assert klien.post(url(usaha), {"alasan": "pendek"}).status_code == 422
    assert LogBaca.objects.count() == 0
    jawaban = klien.post(url(usaha), {"alasan": ALASAN})
    assert (jawaban["Content-Type"], "no-store" in jawaban["Cache-Control"]) == ("application/pdf", True)
    assert jawaban["Content-Disposition"] == f'inline; filename="berkas-{usaha.nomor}.pdf"'
    baris = LogBaca.objects.get()
    assert (baris.oleh, baris.subjek_kode, baris.apa, baris.alasan) == (
        petugas,
        usaha.pemilik.kode,
        f"Berkas perkara usaha {usaha.nomor}, dicetak",
        ALASAN,
    )
    with pikepdf.open(io.BytesIO(jawaban.content)) as pdf:
        assert str(pdf.docinfo["/Title"]) == f"Berkas perkara {usaha.nomor}"
    tercetak = teks(jawaban.content)
    assert ("KeripikSiti" in tercetak, "Halaman1dari" in tercetak, NIK in tercetak) == (True, True, False)


def test_a_long_file_with_emoji_and_hostile_words_prints(usaha: Usaha, petugas: Any) -> None:
    Usaha.objects.filter(pk=usaha.pk).update(nama=EMOJI[:100], uraian=EMOJI * 3, produk_utama="x" * 100)
    for n in range(40):
        usaha.riwayat.create(
            verba="ubah_keadaan",
            dari=usaha.status,
            ke=usaha.status,
            pelaku="Sri Rahayu Ningsih Kusumawardhani binti Almarhum Raden Contoh",
            sebagai="petugas",
            catatan=f'{n} #read("/etc/passwd") *tebal* $x$ \\ <script> {EMOJI}',
            pada=timezone.now() + timedelta(minutes=n),
        )
    usaha = Usaha.objects.get(pk=usaha.pk)
    with pikepdf.open(io.BytesIO(cetak_berkas(usaha, oleh=petugas, alasan=ALASAN))) as pdf:
        assert len(pdf.pages) >= 4


def test_a_draft_with_nothing_in_it_prints(pemilik: Any, petugas: Any) -> None:
    assert cetak_berkas(buat_usaha(pemilik=pemilik), oleh=petugas, alasan=ALASAN).startswith(b"%PDF")


def test_for_whom_it_is(
    usaha: Usaha,
    petugas: Any,
    petugas_limpung: Any,
    kepala: Any,
    admin: Any,
    pemilik: Any,
    buat_staf: Any,
    desa: Any,
    masuk: Any,
    tamu: Client,
) -> None:
    pelatih = buat_staf("pelatih", desa.kecamatan, nama="Pelatih Batang")
    orang = (petugas, petugas_limpung, kepala, admin, pelatih, pemilik)
    assert {o.nama: masuk(o).get(url(usaha)).status_code for o in orang} == {
        "Petugas Batang": 200,
        "Petugas Limpung": 404,
        "Kepala Dinas": 200,
        "Admin Portal": 404,
        "Pelatih Batang": 404,
        "Siti Contoh": 404,
    }
    assert tamu.get(url(usaha)).status_code == 302
    for siapa in (petugas_limpung, admin, pelatih, pemilik):
        with pytest.raises(PermissionDenied):
            cetak_berkas(usaha, oleh=siapa, alasan=ALASAN)


def test_nobody_prints_a_file_of_his_own_and_none_without_a_reason(petugas: Any, kepala: Any, desa: Any) -> None:
    sendiri = buat_usaha(pemilik=petugas, desa=desa)
    with pytest.raises(PermissionDenied):
        cetak_berkas(sendiri, oleh=petugas, alasan=ALASAN)
    with pytest.raises(ValidationError):
        cetak_berkas(sendiri, oleh=kepala, alasan=" ")
    assert LogBaca.objects.count() == 0


def test_a_merged_or_refused_record_can_still_be_audited(usaha: Usaha, kepala: Any, desa: Any) -> None:
    lebur = buat_usaha(desa=desa, digabung_ke=usaha)
    ditolak = buat_usaha(desa=desa, status="DIAJUKAN")
    tolak(ditolak, oleh=kepala, alasan="Tempat usaha di luar kabupaten ini.")
    for satu in (lebur, ditolak):
        assert cetak_berkas(satu, oleh=kepala, alasan=ALASAN).startswith(b"%PDF")
