"""What a programme brought: counts by class and trait, cost per graduate, and the same figures as lists."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils.datastructures import MultiValueDict

from laporan import aliran
from pelatihan import program
from pelatihan.models import Angkatan, Peserta
from pelatihan.program import Hitungan
from pelatihan.reports import PER_KELAS, RINCI
from tests.pelatihan.test_dampak import kelas
from umkm.models import KeuanganUsaha, PelakuUsaha, Usaha

pytestmark = pytest.mark.django_db


def baris(laporan: Any, user: Any, **saring: str) -> list[dict[str, Any]]:
    form = laporan.formulir(MultiValueDict({k: [v] for k, v in saring.items()}), user=user)
    assert form.is_valid(), form.errors
    kolom = laporan.kolom_bagi(user, form.cleaned_data)
    judul = [k.judul for k in kolom]
    return [dict(zip(judul, b, strict=True)) for b in aliran.baris(laporan.data(user, form.cleaned_data), kolom)]


def contoh(desa_limpung: Any) -> Angkatan:
    """Make a class of four: one never came, one has not passed, one is of Limpung and of known scale."""
    angkatan, (a, b, c, d) = kelas(timedelta(days=9), n=4, datang=3, sumber_dana="DAK Nonfisik")
    Peserta.objects.filter(pk__in=(c.pk, d.pk)).update(status="TIDAK_LULUS")
    PelakuUsaha.objects.filter(pk__in=(a.pelaku_id, b.pelaku_id)).update(jenis_kelamin="P")
    PelakuUsaha.objects.filter(pk__in=(c.pelaku_id, d.pelaku_id)).update(jenis_kelamin="L")
    Usaha.objects.filter(pk=a.usaha_id).update(desa=desa_limpung, tahun_mulai=2022)
    KeuanganUsaha.objects.create(usaha=a.usaha, tahun=2025, modal=5_000_000, omzet=9_000_000)
    Angkatan.objects.filter(pk=angkatan.pk).update(biaya_nyata=10_000_001)
    return angkatan


def test_a_class_is_counted_by_sex_kecamatan_and_scale_and_the_parts_add_up(kepala, desa_limpung):
    angkatan = contoh(desa_limpung)
    kelas(timedelta(days=9), n=1, sumber_dana="APBD")
    saringan = {"sumber_dana": "DAK Nonfisik"}
    hasil = program.hitung(kepala, program.kelas(kepala, saringan))
    assert (hasil.semua, hasil.kelas) == (Hitungan(4, 3, 2), {angkatan.pk: Hitungan(4, 3, 2)})
    potongan = {judul: dict(isi) for judul, isi in hasil.potongan}
    assert potongan["Jenis kelamin"] == {"Laki-laki": Hitungan(2, 1, 0), "Perempuan": Hitungan(2, 2, 2)}
    assert potongan["Skala usaha"] == {"Mikro": Hitungan(1, 1, 1), "Belum diketahui": Hitungan(3, 2, 1)}
    assert potongan["Kecamatan"]["Limpung"] == Hitungan(1, 1, 1)
    assert [sum(h.terdaftar for h in isi.values()) for isi in potongan.values()] == [4, 4, 4]
    assert (hasil.biaya, hasil.berbiaya, hasil.per_lulusan) == (10_000_001, 1, 5_000_001)


def test_who_works_for_one_kecamatan_counts_his_own_people_and_reads_no_cost(petugas_limpung, desa_limpung):
    contoh(desa_limpung)
    hasil = program.hitung(petugas_limpung, program.kelas(petugas_limpung, {}))
    assert (hasil.semua, hasil.biaya, hasil.per_lulusan) == (Hitungan(1, 1, 1), None, None)
    satu = next(b for b in baris(PER_KELAS, petugas_limpung) if b["Terdaftar"])
    assert (satu["Terdaftar"], satu["Biaya nyata (rupiah)"], satu["Biaya per lulusan (rupiah)"]) == (1, None, None)


def test_the_lists_say_what_the_page_says(kepala, desa_limpung):
    angkatan = contoh(desa_limpung)
    (satu,) = baris(PER_KELAS, kepala, kurikulum=str(angkatan.kurikulum_id))
    angka = [satu[k] for k in ("Terdaftar", "Hadir", "Lulus", "Terdaftar perempuan", "Hadir perempuan")]
    assert (angka, satu["Biaya per lulusan (rupiah)"]) == ([4, 3, 2, 2, 2], 5_000_001)
    rinci = baris(RINCI, kepala, kurikulum=str(angkatan.kurikulum_id))
    assert [sum(b[k] for b in rinci) for k in ("Terdaftar", "Hadir", "Lulus")] == [4, 3, 2]
    limpung = next(b for b in rinci if b["Kecamatan"] == "Limpung")
    assert (limpung["Jenis kelamin"], limpung["Skala usaha"], limpung["Lulus"]) == ("Perempuan", "mikro", 1)


def test_no_graduate_has_no_cost_and_halves_are_rounded_up():
    hitung = program.biaya_per_lulusan
    assert [hitung(None, 3), hitung(9, 0), hitung(9, None), hitung(3, 2), hitung(10, 3)] == [None, None, None, 2, 3]


def test_a_list_takes_one_query_however_many_classes(kepala, django_assert_num_queries):
    assert kepala.has_perm("pelatihan.lihat_dampak")  # read once, before anything is counted
    for _ in range(2):
        kelas(timedelta(days=9), n=1)
        for laporan in (PER_KELAS, RINCI):
            with django_assert_num_queries(1):
                list(laporan.data(kepala, {}).values_list("pk" if laporan is PER_KELAS else "angkatan", "terdaftar"))
