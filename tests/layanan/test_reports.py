"""The reports of services: rows as people read them, filters, the clock of the case page, sums that reconcile."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from inti.laporan import Laporan
from inti.workflow import lama_di_tangan
from laporan import aliran
from layanan.models import NomorSurat, Permohonan
from layanan.reports import DAFTAR_PERMOHONAN, KETEPATAN, REGISTER
from tests.factories import buat_usaha
from tests.layanan.pabrik import buat_alasan, buat_layanan, buat_permohonan

pytestmark = pytest.mark.django_db


def saring(laporan: Laporan, user: Any, isi: dict[str, Any]) -> dict[str, Any]:
    form = laporan.formulir(MultiValueDict({k: [str(v)] for k, v in isi.items()}), user=user)
    assert form.is_valid(), form.errors
    return form.cleaned_data


def baris(laporan: Laporan, user: Any, **isi: Any) -> list[dict[str, Any]]:
    saringan = saring(laporan, user, isi)
    kolom = laporan.kolom_bagi(user, saringan)
    return [
        dict(zip([k.judul for k in kolom], satu, strict=True))
        for satu in aliran.baris(laporan.data(user, saringan), kolom)
    ]


def perkara(layanan: Any, desa: Any, status: str, *, hari: int = 20, **isian: Any) -> Permohonan:
    """A request sent `hari` days ago that lay with the applicant in between and took its status now."""
    satu = buat_permohonan(layanan=layanan, usaha=buat_usaha(desa=desa, status="TERVERIFIKASI"), status=status, **isian)
    kini = timezone.now()
    for verba, ke, siapa, lalu in (
        ("ajukan", "DIAJUKAN", "kami", hari),
        ("minta_lengkap", "PERBAIKAN", "pemohon", hari * 3 // 4),
        ("ajukan", "DIAJUKAN", "kami", hari // 2),
        ("teruskan", "MENUNGGU_INSTANSI", "instansi:BPJPH", hari // 4),
    ):
        pada = kini - timedelta(days=lalu, seconds=1)
        satu.riwayat.create(verba=verba, dari="", ke=ke, pemegang=siapa, pelaku="Contoh", sebagai="petugas", pada=pada)
    return Permohonan.objects.get(pk=satu.pk)


# Each request.


def test_a_row_tells_the_request_with_the_clock_of_its_page(kepala, desa):
    layanan = buat_layanan(nama="Layanan Contoh")
    satu = perkara(layanan, desa, "DITOLAK", alasan_tolak=buat_alasan(nama="Belum punya NIB"), petugas=kepala)
    (isi,) = baris(DAFTAR_PERMOHONAN, kepala)
    jam = lama_di_tangan(satu)
    hari_ini = timezone.localdate()
    assert isi == {
        "Nomor permohonan": satu.nomor,
        "Layanan": "Layanan Contoh",
        "Nomor usaha": satu.usaha.nomor,
        "Nama usaha": satu.usaha.nama,
        "Kecamatan": "Batang",
        "Desa atau kelurahan": desa.nama,
        "Dikirim": hari_ini - timedelta(days=20),
        "Status": "Ditolak",
        "Sebab batal": None,
        "Alasan ditolak": "Belum punya NIB",
        "Ditutup": hari_ini,
        "Janji (hari kerja)": 5,
        "Paling lambat": None,
        "Hari di kami": jam["kami"],
        "Hari di pemohon": jam["anda"],
        "Hari di instansi": jam["instansi"],
        "Instansi": None,
        "Petugas": "Kepala Dinas",
        "Bidang": "Bidang UMKM",
        "Dari loket": None,
    }


def test_each_filter_narrows_and_drafts_are_nobodys_case(kepala, petugas_limpung, desa, desa_limpung):
    a = perkara(buat_layanan(), desa, "DIPERIKSA", jatuh_tempo=timezone.localdate() - timedelta(days=1))
    b = perkara(buat_layanan(), desa_limpung, "SELESAI", hari=40)
    buat_permohonan(usaha=a.usaha, layanan=a.layanan, status="DRAF")
    belum_pernah_dikirim = buat_permohonan(usaha=a.usaha, layanan=a.layanan, status="DIBATALKAN", kode_resi=None)
    assert belum_pernah_dikirim.kode_resi is None
    batas = str(timezone.localdate() - timedelta(days=30))

    def nomor(user: Any, **isi: Any) -> list[str]:
        return [satu["Nomor permohonan"] for satu in baris(DAFTAR_PERMOHONAN, user, **isi)]

    assert {
        "semua": nomor(kepala),
        "layanan": nomor(kepala, layanan=b.layanan.pk),
        "status": nomor(kepala, status="DIPERIKSA"),
        "lewat": nomor(kepala, janji="lewat"),
        "kecamatan": nomor(kepala, kecamatan="33.25.08"),
        "dari": nomor(kepala, dari=batas),
        "sampai": nomor(kepala, sampai=batas),
        "petugas Limpung": nomor(petugas_limpung),
    } == {
        "semua": [a.nomor, b.nomor],
        "layanan": [b.nomor],
        "status": [a.nomor],
        "lewat": [a.nomor],
        "kecamatan": [b.nomor],
        "dari": [a.nomor],
        "sampai": [b.nomor],
        "petugas Limpung": [b.nomor],
    }


def test_dates_that_are_crossed_and_kecamatan_of_others_are_refused(petugas_limpung, desa, desa_limpung):
    for isi, medan in (
        ({"dari": "2026-11-02", "sampai": "2026-11-01"}, "sampai"),
        ({"kecamatan": "33.25.11"}, "kecamatan"),
    ):
        form = KETEPATAN.formulir(MultiValueDict({k: [v] for k, v in isi.items()}), user=petugas_limpung)
        assert list(form.errors) == [medan]


# Promises kept.


def test_promises_are_counted_from_the_clock_and_what_expired_stands_apart(kepala, desa, desa_limpung):
    layanan = buat_layanan(nama="Layanan Contoh")
    diputus = [perkara(layanan, desa, "SELESAI", hari=n, janji_hari=4) for n in (4, 12, 28)]
    diputus.append(perkara(layanan, desa_limpung, "DITOLAK", hari=60, janji_hari=60))
    for sebab in ("PEMOHON", "KEDALUWARSA", "KEDALUWARSA"):
        perkara(layanan, desa, "DIBATALKAN", sebab_batal=sebab)
    perkara(layanan, desa, "DIPERIKSA", jatuh_tempo=timezone.localdate() - timedelta(days=1))
    perkara(layanan, desa_limpung, "PERBAIKAN")
    jam = [lama_di_tangan(p) for p in diputus]
    hari = sorted(j["kami"] for j in jam)
    (isi,) = baris(KETEPATAN, kepala)
    tengah = (hari[1] + hari[2]) / 2
    tepat = sum(j["kami"] <= p.janji_hari for j, p in zip(jam, diputus, strict=True))
    assert isi == {
        "Layanan": "Layanan Contoh",
        "Janji (hari kerja)": 5,
        "Diputuskan": 4,
        "Tepat janji": tepat,
        "Tepat janji (%)": 25 * tepat,
        "Nilai tengah (hari di kami)": f"{tengah:g}".replace(".", ","),
        "9 dari 10 tidak lebih dari (hari)": hari[3],
        "Hari di kami": sum(j["kami"] for j in jam),
        "Hari di pemohon": sum(j["anda"] for j in jam),
        "Hari di instansi": sum(j["instansi"] for j in jam),
        "Dibatalkan pemohon": 1,
        "Kedaluwarsa": 2,
        "Belum diputuskan": 2,
        "Lewat janji sekarang": 1,
    }
    for ukuran in ("Diputuskan", "Tepat janji", "Hari di kami", "Hari di pemohon", "Kedaluwarsa", "Belum diputuskan"):
        bagian = [baris(KETEPATAN, kepala, kecamatan=k)[0][ukuran] for k in ("33.25.11", "33.25.08")]
        assert (ukuran, sum(bagian)) == (ukuran, isi[ukuran])


def test_a_service_without_requests_stands_there_with_nothing(kepala):
    buat_layanan()
    (isi,) = baris(KETEPATAN, kepala)
    assert {isi[k] for k in ("Diputuskan", "Tepat janji", "Kedaluwarsa", "Belum diputuskan")} == {0}
    assert (isi["Tepat janji (%)"], isi["Nilai tengah (hari di kami)"]) == (None, None)


def test_without_dates_the_last_ninety_days_are_counted(kepala, desa):
    layanan = buat_layanan()
    satu = buat_permohonan(layanan=layanan, usaha=buat_usaha(desa=desa), status="DIBATALKAN")
    lama = timezone.now() - timedelta(days=95)
    tua = buat_permohonan(layanan=layanan, usaha=satu.usaha, status="DIPERIKSA")
    Permohonan.objects.filter(pk=tua.pk).update(status="DIBATALKAN", sebab_batal="PEMOHON")
    tua.riwayat.create(verba="batalkan", dari="", ke="DIBATALKAN", pemegang="", pelaku="X", sebagai="x", pada=lama)
    sejak = str(timezone.localdate() - timedelta(days=100))
    assert [baris(KETEPATAN, kepala, **isi)[0]["Dibatalkan pemohon"] for isi in ({}, {"dari": sejak})] == [1, 2]


@pytest.mark.parametrize("laporan", [DAFTAR_PERMOHONAN, KETEPATAN])
def test_three_requests_ask_the_database_as_much_as_one(laporan, kepala, desa):
    layanan = buat_layanan()
    banyak = []
    for n in (1, 2):
        for _ in range(n):
            perkara(layanan, desa, "SELESAI")
        baris(laporan, kepala)
        with CaptureQueriesContext(connection) as kueri:
            baris(laporan, kepala)
        banyak.append(len(kueri))
    assert banyak[0] == banyak[1]


# The register.


def test_the_register_shows_every_number_the_voided_with_its_reason(kepala, petugas_limpung, desa):
    layanan = buat_layanan(surat=True)
    satu = perkara(layanan, desa, "DIPERIKSA")
    hari_ini = timezone.localdate()
    satu.tahap.create(
        putaran=1,
        urut=1,
        jenis="TANDA_TANGAN",
        jabatan=layanan.penanda.get(jenis="TANDA_TANGAN").jabatan,
        pejabat="Endang Kepala",
        oleh=kepala,
        pada=timezone.now(),
    )
    surat = {"permohonan": satu, "seri": layanan.seri, "tahun": hari_ini.year, "tanggal": hari_ini}
    batal = {"dibatalkan_pada": timezone.now(), "alasan_batal": "Salah ketik nama."}
    NomorSurat.objects.create(urut=1, nomor="500.3/001/2026", **surat, **batal)
    NomorSurat.objects.create(urut=2, nomor="500.3/002/2026", **surat)
    kolom = ("Nomor surat", "Ditandatangani", "Nomor urut", "Keadaan", "Alasan batal")
    assert [tuple(satu[k] for k in kolom) for satu in baris(REGISTER, kepala)] == [
        ("500.3/001/2026", "Endang Kepala", 1, "Dibatalkan", "Salah ketik nama."),
        ("500.3/002/2026", "Endang Kepala", 2, "Berlaku", None),
    ]
    pilih = {k: [b["Nomor urut"] for b in baris(REGISTER, kepala, keadaan=k)] for k in ("berlaku", "dibatalkan")}
    assert pilih == {"berlaku": [2], "dibatalkan": [1]}
    assert baris(REGISTER, petugas_limpung) == []


def test_officials_are_offered_these_reports_and_owners_are_not(kepala, pelatih, masuk):
    halaman = masuk(kepala).get("/laporan/").text
    assert [f"/laporan/{satu.kode}/" in halaman for satu in (DAFTAR_PERMOHONAN, KETEPATAN, REGISTER)] == [True] * 3
    for satu in (DAFTAR_PERMOHONAN, KETEPATAN, REGISTER):
        assert masuk(kepala).get(f"/laporan/{satu.kode}/").status_code == 200
        assert masuk(pelatih).get(f"/laporan/{satu.kode}/").status_code != 200
