"""The filling of the measurement's database: what it makes is whole, and it touches no other database."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from benchmarks import isi, isi_permohonan
from benchmarks.isi import Pengisi
from benchmarks.isi_pelatihan import PengisiPelatihan
from benchmarks.isi_permohonan import PengisiPermohonan
from inti import nik as aturan_nik
from inti import sandi
from layanan import keutuhan
from layanan.models import Permohonan
from pelatihan.hitung_hadir import pernah_hadir
from pelatihan.models import Kuota, Peserta
from umkm.models import PelakuUsaha, Usaha
from umkm.pencarian import saring_usaha


def test_three_hundred_businesses_hold_together(db):
    for perintah in ("muat_wilayah", "sync_peran"):
        call_command(perintah, verbosity=0)
    pengisi = Pengisi(300)
    pengisi.siapkan()
    pengisi.isi()
    assert (Usaha.objects.count(), isi.periksa()) == (300, [])
    satu = PelakuUsaha.objects.exclude(nik_sandi="").order_by("pk")[0]
    polos = sandi.dekripsi(satu.nik_sandi)
    assert (sandi.sidik(polos), aturan_nik.urai(polos).tanggal_lahir) == (satu.nik_sidik, satu.tanggal_lahir)
    usaha = satu.kepemilikan.get().usaha
    assert usaha in saring_usaha(Usaha.objects.all(), f"{satu.nama} {usaha.desa.nama}")


def test_a_database_of_another_name_is_refused(db):
    with pytest.raises(SystemExit, match="bukan untuk pengukuran"):
        isi.isi(1)
    assert Usaha.objects.count() == 0


def test_classes_hold_together(db):
    for perintah in ("muat_wilayah", "sync_peran"):
        call_command(perintah, verbosity=0)
    for pengisi in (Pengisi(300), PengisiPelatihan(3)):
        pengisi.siapkan()
        pengisi.isi()
    jumlah = Kuota.objects.order_by("pk").values_list("angkatan__status", "terisi")
    assert list(jumlah) == [("BERJALAN", 40), ("DIBUKA", 15), ("SELESAI", 30)]
    assert Peserta.objects.filter(pernah_hadir()).exclude(angkatan__status="BERJALAN").count() == 30


def test_four_hundred_requests_hold_together(db):
    for perintah in ("muat_wilayah", "sync_peran"):
        call_command(perintah, verbosity=0)
    for pengisi in (Pengisi(150), PengisiPermohonan(400)):
        pengisi.siapkan()
        pengisi.isi()
    assert (Permohonan.objects.count(), isi_permohonan.periksa()) == (400, [])
    for cari in (keutuhan.surat_tanpa_nomor, keutuhan.nomor_mendahului, keutuhan.jawaban_menyimpang):
        assert list(cari()) == []
