"""How much a page about requests asks of the database: the same for an empty case and for the fullest."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from layanan.models import BerkasPermohonan, CatatanKerja, PermintaanLengkap, Permohonan, RiwayatPermohonan
from tests.factories import buat_berkas, lantik
from tests.layanan.pabrik import buat_layanan, buat_permohonan, dasar_keberatan, isi_lengkap, minta_berkas

pytestmark = pytest.mark.django_db
PALING_BANYAK = 12
STATUS = (
    "DRAF",
    "DIAJUKAN",
    "DIPERIKSA",
    "PERBAIKAN",
    "MENUNGGU_INSTANSI",
    "MENUNGGU_TANDA_TANGAN",
    "SELESAI",
    "DITOLAK",
    "DIBATALKAN",
    "KEBERATAN",
)


def tanya(klien: Any, alamat: str) -> list[str]:
    """Return what a page asks once it has been asked for before."""
    assert klien.get(alamat).status_code == 200, alamat
    with CaptureQueriesContext(connection) as kueri:
        klien.get(alamat)
    return [satu["sql"] for satu in kueri]


def sarat(satu: Permohonan, oleh: Any, *, berkas: int, baris: int, lain: int) -> None:
    """Hang on a request what a long quarrel leaves: documents, lines of history, letters, objections and notes."""
    mulai = satu.layanan.berkas.count()
    for n in range(mulai, mulai + berkas):
        syarat = minta_berkas(satu.layanan, f"sarat-{n}", nama=f"Berkas {n}")
        BerkasPermohonan.objects.create(permohonan=satu, syarat=syarat, berkas=buat_berkas())
    kini = timezone.now()
    RiwayatPermohonan.objects.bulk_create(
        RiwayatPermohonan(
            permohonan=satu,
            verba="ajukan" if n % 2 else "tarik",
            dari=satu.status,
            ke=satu.status,
            pemegang="kami" if n % 2 else "pemohon",
            oleh=oleh,
            pelaku=oleh.nama,
            sebagai="pemohon",
            pada=kini - timedelta(days=60 - n),
        )
        for n in range(baris)
    )
    for n in range(mulai, mulai + lain):
        PermintaanLengkap.objects.create(permohonan=satu, perihal=f"berkas:sarat-{n}", label="x", kalimat="Foto ulang.")
        CatatanKerja.objects.create(permohonan=satu, oleh=oleh, teks="Sudah ditelepon.").sebut.add(oleh)
        satu.nomor_surat.create(
            tahun=2026, nomor=f"hangus/{n}/{satu.pk}", tanggal=kini, dibatalkan_pada=kini, alasan_batal="Salah nama."
        )
        satu.keberatan.create(
            dasar=dasar_keberatan(),
            uraian="Data saya benar.",
            hari_jawab=10,
            diajukan_oleh=satu.usaha.pemilik.akun,
            hasil="TIDAK_DIKABULKAN",
            putusan="Tetap.",
            diputus_oleh=oleh,
            diputus_pada=kini,
        )


@pytest.fixture
def kasus(pemilik, kepala) -> Any:
    """Make a request of a status whose service asks for all that a service can ask for."""

    def buat(status: str) -> Permohonan:
        layanan = buat_layanan(surat=True)
        atasan = layanan.penanda.get(jenis="TANDA_TANGAN").jabatan
        lantik(atasan, kepala)
        layanan.atasan = atasan
        layanan.save()
        return isi_lengkap(buat_permohonan(pemilik=pemilik, layanan=layanan, status=status))

    return buat


@pytest.mark.parametrize("status", STATUS)
def test_the_case_asks_as_little_when_it_is_full(status, kasus, pemilik, petugas, kepala, masuk):
    satu = kasus(status)
    halaman = [(masuk(pemilik), f"/layanan/permohonan/{satu.kode}/")]
    if status != "DRAF":
        halaman += [(masuk(p), f"/admin/layanan/permohonan/{satu.pk}/change/") for p in (petugas, kepala)]
    sarat(satu, kepala, berkas=1, baris=1, lain=1)
    sedikit = [len(tanya(klien, alamat)) for klien, alamat in halaman]
    sarat(satu, kepala, berkas=11, baris=39, lain=2)
    assert ([len(tanya(klien, alamat)) for klien, alamat in halaman], max(sedikit) <= PALING_BANYAK) == (sedikit, True)


@pytest.mark.parametrize(
    ("siapa", "alamat", "paling"),
    [
        ("pemilik", "/layanan/permohonan/", 12),
        ("petugas", "/admin/layanan/permohonan/?antrean=menunggu", 12),
        ("kepala", "/admin/layanan/permohonan/", 12),
        ("kepala", "/admin/layanan/permohonan/?q=keripik", 12),
        ("kepala", "/admin/", 16),  # asks every app what waits
    ],
)
def test_a_list_asks_as_much_for_three_as_for_one(siapa, alamat, paling, pemilik, masuk, request):
    klien = masuk(request.getfixturevalue(siapa))
    buat_permohonan(pemilik=pemilik, status="DIAJUKAN", petugas=request.getfixturevalue("kepala"))
    satu = len(tanya(klien, alamat))
    for _ in range(2):
        buat_permohonan(pemilik=pemilik, status="DIAJUKAN", petugas=request.getfixturevalue("kepala"))
    assert (len(tanya(klien, alamat)), satu <= paling) == (satu, True)


def test_the_page_of_a_service_asks_as_much_for_three_requests_as_for_one(pemilik, tamu):
    layanan = buat_layanan()
    buat_permohonan(pemilik=pemilik, layanan=layanan, status="SELESAI")
    satu = len(tanya(tamu, layanan.get_absolute_url()))
    for _ in range(2):
        buat_permohonan(pemilik=pemilik, layanan=layanan, status="SELESAI")
    assert (len(tanya(tamu, layanan.get_absolute_url())), satu <= PALING_BANYAK) == (satu, True)
