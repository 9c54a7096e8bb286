"""Daftar usaha: its filters say the same as the rest of the portal, its columns what they promise."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from inti.kalender import awal_hari
from inti.perkara import batas_hampir
from laporan import aliran
from tests.factories import KbliFactory, KecamatanFactory, PelakuFactory, buat_usaha
from umkm.models import KeuanganUsaha, Legalitas, Usaha
from umkm.queries import skala_usaha
from umkm.reports import DAFTAR_USAHA, KELAS

MILIAR = 10**9


def nomor(user: Any, **saring: str) -> list[str]:
    form = DAFTAR_USAHA.formulir(MultiValueDict({k: [v] for k, v in saring.items()}), user=user)
    assert form.is_valid(), form.errors
    return list(DAFTAR_USAHA.data(user, form.cleaned_data).values_list("nomor", flat=True))


def baris(user: Any, **saring: str) -> dict[str, Any]:
    form = DAFTAR_USAHA.formulir(MultiValueDict({k: [v] for k, v in saring.items()}), user=user)
    assert form.is_valid(), form.errors
    kolom = DAFTAR_USAHA.kolom_bagi(user, form.cleaned_data)
    satu = next(aliran.baris(DAFTAR_USAHA.data(user, form.cleaned_data), kolom))
    return dict(zip([k.judul for k in kolom], satu, strict=True))


def test_the_scale_in_sql_is_the_scale_of_the_rule_at_every_boundary(kepala, desa):
    """The filter narrows in the database by what `umkm.skala` decides for one business."""
    jumlah = [None, 0, MILIAR, MILIAR + 1, 2 * MILIAR, 2 * MILIAR + 1, 5 * MILIAR, 5 * MILIAR + 1]
    jumlah += [10 * MILIAR, 10 * MILIAR + 1, 15 * MILIAR, 15 * MILIAR + 1, 50 * MILIAR, 50 * MILIAR + 1]
    mulai = [(None, None), (2020, None), (2021, 1), (2021, 2), (2021, None), (2022, None)]
    for tahun, bulan in mulai:
        for n, satu in enumerate(jumlah):
            usaha = buat_usaha(desa=desa, tahun_mulai=tahun, bulan_mulai=bulan)
            KeuanganUsaha.objects.create(usaha=usaha, tahun=2024, modal=1, omzet=1)
            lain = jumlah[-1 - n]
            KeuanganUsaha.objects.create(usaha=usaha, tahun=2025, modal=satu, omzet=lain)
    for tahun in (None, 2020, 2022):
        tutup = buat_usaha(desa=desa, tahun_mulai=tahun)
        KeuanganUsaha.objects.create(usaha=tutup, tahun=2025, modal=1, omzet=1, ditutup_pada=timezone.now())
    semua = {u.nomor: skala_usaha(u) for u in Usaha.objects.prefetch_related("keuangan")}
    menurut_sql = {n: kelas for kelas in KELAS for n in nomor(kepala, skala=kelas)}
    assert menurut_sql == semua
    assert sorted(set(semua.values())) == sorted(KELAS)
    assert sum(len(nomor(kepala, skala=kelas)) for kelas in KELAS) == len(semua)


def test_each_filter_narrows_to_what_it_says(kepala, petugas, desa, desa_limpung):
    hari_ini = timezone.localdate()
    a = buat_usaha(desa=desa, status="DIAJUKAN", jatuh_tempo=hari_ini - timedelta(days=1), petugas=petugas)
    b = buat_usaha(desa=desa_limpung, status="DIPERIKSA", jatuh_tempo=batas_hampir(), kbli=KbliFactory())
    c = buat_usaha(desa=desa, status="TERVERIFIKASI", keadaan="TUTUP", sumber="ENTRI")
    Legalitas.objects.create(usaha=c, jenis="NIB", nomor="1234567890123")
    Usaha.objects.filter(pk=a.pk).update(dibuat=awal_hari(hari_ini) - timedelta(seconds=1))
    kemarin = str(hari_ini - timedelta(days=1))
    assert {
        kata: nomor(kepala, **saring)
        for kata, saring in {
            "semua": {},
            "menunggu": {"antrean": "menunggu"},
            "belum diambil": {"antrean": "belum_diambil"},
            "lewat": {"janji": "lewat"},
            "hampir": {"janji": "hampir"},
            "status": {"status": "TERVERIFIKASI"},
            "kecamatan": {"kecamatan": "33.25.08"},
            "desa": {"desa": desa_limpung.pk},
            "keadaan": {"keadaan": "TUTUP"},
            "nib ada": {"nib": "ada"},
            "nib belum": {"nib": "belum"},
            "kbli": {"kbli": "107"},
            "kbli lain": {"kbli": "47"},
            "sumber": {"sumber": "ENTRI"},
            "dari": {"dari": str(hari_ini)},
            "sampai": {"sampai": kemarin},
            "antara": {"dari": kemarin, "sampai": kemarin},
        }.items()
    } == {
        "semua": [a.nomor, b.nomor, c.nomor],
        "menunggu": [a.nomor, b.nomor],
        "belum diambil": [b.nomor],
        "lewat": [a.nomor],
        "hampir": [b.nomor],
        "status": [c.nomor],
        "kecamatan": [b.nomor],
        "desa": [b.nomor],
        "keadaan": [c.nomor],
        "nib ada": [c.nomor],
        "nib belum": [a.nomor, b.nomor],
        "kbli": [b.nomor],
        "kbli lain": [],
        "sumber": [c.nomor],
        "dari": [b.nomor, c.nomor],
        "sampai": [a.nomor],
        "antara": [a.nomor],
    }
    assert nomor(petugas, antrean="milik_saya") == [a.nomor]


def test_an_official_is_offered_the_kecamatan_of_his_own(petugas_limpung, desa, desa_limpung):
    form = DAFTAR_USAHA.formulir({"kecamatan": "33.25.11"}, user=petugas_limpung)
    assert [str(k) for k in form.fields["kecamatan"].queryset] == ["Limpung"]
    assert not form.is_valid()


def test_dates_that_are_crossed_are_told(kepala):
    form = DAFTAR_USAHA.formulir({"dari": "2026-11-02", "sampai": "2026-11-01"}, user=kepala)
    assert form.errors["sampai"] == ["Tanggal ini sebelum tanggal “Terdaftar sejak”. Tukar keduanya."]


def test_a_row_tells_the_business_as_people_read_it(kepala, desa):
    pelaku = PelakuFactory(nama="Siti Contoh", telepon="+6281200000001", nik="3325114708900002", jenis_kelamin="P")
    usaha = buat_usaha(
        pelaku=pelaku,
        desa=desa,
        nama="Keripik Siti",
        alamat="Dukuh Contoh",
        rt="003",
        rw="001",
        kbli=KbliFactory(),
        tahun_mulai=2022,
        bulan_mulai=3,
        pekerja_laki=1,
        pekerja_perempuan=2,
        pekerja_dibayar=1,
        pekerja_tak_dibayar=2,
    )
    KeuanganUsaha.objects.create(usaha=usaha, tahun=2025, modal=5_000_000)
    for jenis, nilai in (("NIB", "1234567890123"), ("PIRT", "P-1"), ("HALAL", "ID331")):
        Legalitas.objects.create(usaha=usaha, jenis=jenis, nomor=nilai)
    isi = baris(kepala)
    assert {k: v for k, v in isi.items() if v is not None} == {
        "Nomor pendaftaran": usaha.nomor,
        "Nama usaha": "Keripik Siti",
        "Jual apa": "keripik singkong",
        "Pemilik": "Siti Contoh",
        "Jenis kelamin pemilik": "Perempuan",
        "NIK (disamarkan)": "••••••••••••0002",
        "Nomor WhatsApp": "0812-0000-0001",
        "Kecamatan": "Batang",
        "Desa atau kelurahan": "Kauman",
        "Alamat": "Dukuh Contoh, RT 003, RW 001",
        "Kode KBLI": "10794",
        "Versi KBLI": "2025",
        "Jenis kegiatan": "Industri Kerupuk, Keripik, Peyek, dan Sejenisnya",
        "Mulai usaha": "03-2022",
        "Pekerja laki-laki": 1,
        "Pekerja perempuan": 2,
        "Skala": "mikro",
        "NIB": "1234567890123",
        "Surat lain": "HALAL ID331, PIRT P-1",
        "Status": "Belum dikirim",
        "Keadaan": "Buka",
        "Terdaftar": timezone.localdate(),
        "Cara daftar": "Didaftarkan sendiri",
    }


def test_amounts_are_offered_only_to_whom_they_are_open(buat_staf, desa):
    pelatih = buat_staf("pelatih", KecamatanFactory())
    assert "keuangan" not in DAFTAR_USAHA.formulir({}, user=pelatih).fields
    judul = [k.judul for k in DAFTAR_USAHA.kolom_bagi(pelatih, {"keuangan": True})]
    assert [j for j in judul if "rupiah" in j] == []


@pytest.mark.parametrize("banyak", [1, 3])
def test_one_query_whatever_the_number_of_rows(kepala, desa, django_assert_num_queries, banyak):
    for _ in range(banyak):
        usaha = buat_usaha(desa=desa)
        KeuanganUsaha.objects.create(usaha=usaha, tahun=2025, modal=1)
        Legalitas.objects.create(usaha=usaha, jenis="NIB", nomor=f"{usaha.pk:013d}")
    kolom = DAFTAR_USAHA.kolom_bagi(kepala, {})
    with django_assert_num_queries(1):
        assert len(list(aliran.baris(DAFTAR_USAHA.data(kepala, {}), kolom))) == banyak


def test_what_was_chosen_is_kept_in_words_and_as_it_was_sent(kepala, desa):
    form = DAFTAR_USAHA.formulir(
        MultiValueDict(
            {"status": ["DRAF"], "kecamatan": ["33.25.11"], "dari": ["2026-11-01"], "desa": [""], "x": ["y"]}
        ),
        user=kepala,
    )
    assert form.is_valid()
    assert form.kata() == [("Status", "Belum dikirim"), ("Kecamatan", "Batang"), ("Terdaftar sejak", "1 November 2026")]
    assert form.terkirim() == {"status": ["DRAF"], "kecamatan": ["33.25.11"], "dari": ["2026-11-01"]}
