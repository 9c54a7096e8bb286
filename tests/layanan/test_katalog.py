"""The catalogue as a file: the shipped one is sound, loading adds and never touches, writing out is loading back."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from inti import nomor
from layanan import syarat
from layanan.actions import katalog
from layanan.models import AlasanTolak, Layanan, Penanda, SyaratBerkas, TarifLayanan, Tujuan, VersiFormulir
from tests.factories import buat_usaha
from tests.test_kalimat import KATA

pytestmark = pytest.mark.django_db


@pytest.fixture
def bawaan():
    return katalog.baca(katalog.BAWAAN)


def test_the_ten_services_come_with_their_standard_form_and_sources(bawaan):
    assert katalog.muat(bawaan) == 10
    kode = ["nib", "spp-irt", "pkp", "halal-mandiri", "halal-reguler", "rekomendasi-merek", "bpom-md"]
    assert [s.kode for s in Layanan.objects.tampil().order_by("urut")] == [
        *kode,
        "sni-bina-umk",
        "siinas",
        "surat-rekomendasi",
    ]
    assert [
        s.kode for s in Layanan.objects.all() if len(s.komponen) != 14 or not all(i for _, _, i in s.komponen)
    ] == []
    assert Layanan.objects.filter(sumber="").count() == 0
    assert TarifLayanan.objects.filter(sumber="").count() == 0
    assert list(Layanan.objects.filter(jenis_produk="SURAT").values_list("kode", flat=True)) == [
        "rekomendasi-merek",
        "surat-rekomendasi",
    ]
    assert [p.jenis for p in Penanda.objects.filter(layanan__kode="surat-rekomendasi")] == [
        "PARAF",
        "PARAF",
        "TANDA_TANGAN",
    ]
    assert Tujuan.objects.count() == 3
    assert AlasanTolak.objects.get(kode="belum-pkp").obat_layanan.kode == "pkp"


def test_halal_asks_for_nib_and_pirt_for_nib_and_pkp(bawaan):
    katalog.muat(bawaan)
    wajib = {
        s.kode: sorted(x.legalitas or x.butuh.kode for x in s.syarat.all() if x.wajib)
        for s in Layanan.objects.filter(kode__in=("halal-mandiri", "spp-irt", "nib"))
    }
    assert wajib == {"halal-mandiri": ["NIB"], "spp-irt": ["NIB", "pkp"], "nib": []}


def test_a_limit_that_changed_is_read_by_its_day(bawaan):
    katalog.muat(bawaan)
    batas = TarifLayanan.objects.filter(layanan__kode="halal-mandiri", kode="omzet")
    assert [batas.pada(date(tahun, 6, 1)).get().nilai for tahun in (2023, 2025)] == [500_000_000, 15_000_000_000]


def test_loading_twice_adds_nothing_and_what_officials_edited_stays(bawaan):
    katalog.muat(bawaan)
    Layanan.objects.filter(kode="nib").update(hari_janji=9, nama="NIB cepat")
    SyaratBerkas.objects.filter(layanan__kode="spp-irt", kode="label").update(aktif=False)
    AlasanTolak.objects.filter(kode="belum-nib").update(rencana="Datang ke loket.")
    sebelum = katalog.keluarkan()
    assert katalog.muat(bawaan) == 0
    assert katalog.keluarkan() == sebelum


def test_what_is_written_out_can_be_loaded_elsewhere(bawaan):
    katalog.muat(bawaan)
    keluar = json.loads(katalog.tulis(katalog.keluarkan()))
    for model in (Tujuan, AlasanTolak):
        model.objects.all().delete()
    lain = deepcopy(keluar)
    for satu in lain["layanan"]:
        satu["kode"] = f"{satu['kode']}-lain"
        for s in satu["syarat"]:
            s["butuh"] = s["butuh"] and f"{s['butuh']}-lain"
    lain["alasan_tolak"] = lain["tujuan"] = []
    assert katalog.muat(lain) == 10
    asli, salinan = (
        [s for s in katalog.keluarkan()["layanan"] if s["kode"].endswith("-lain") == apa] for apa in (False, True)
    )
    for satu, kembar in zip(asli, salinan, strict=True):
        assert {k: v for k, v in satu.items() if k not in ("kode", "syarat")} == {
            k: v for k, v in kembar.items() if k not in ("kode", "syarat")
        }


@pytest.mark.parametrize(
    "rusak",
    [
        lambda isi: isi["layanan"][3].update(hari_janji=0),
        lambda isi: isi["layanan"][3].update(bidang="tiada"),
        lambda isi: isi["layanan"][3]["formulir"].append(isi["layanan"][3]["formulir"][0]),
        lambda isi: isi["layanan"][3]["syarat"].append({"legalitas": "", "butuh": "tiada", "wajib": True}),
        lambda isi: isi["layanan"][9]["formulir"][1].update(kondisi={"isian": "tiada", "nilai": ["x"]}),
    ],
)
def test_a_wrong_record_stops_the_whole_file(bawaan, rusak):
    rusak(bawaan)
    with pytest.raises(ValidationError):
        katalog.muat(bawaan)
    assert (Layanan.objects.count(), VersiFormulir.objects.count()) == (0, 0)


def test_the_command_names_what_is_wrong(tmp_path):
    (tmp_path / "x.json").write_text('{"bentuk": 99}')
    with pytest.raises(CommandError, match="bukan berkas katalog"):
        call_command("muat_layanan", tmp_path / "x.json")


def test_the_command_writes_what_it_loads(capsys):
    call_command("muat_layanan", verbosity=0)
    call_command("keluarkan_layanan")
    assert json.loads(capsys.readouterr().out) == katalog.keluarkan()


def test_the_words_of_the_shipped_file_are_those_of_the_house():
    teks = katalog.BAWAAN.read_text(encoding="utf-8")
    assert KATA.findall(teks) == []
    assert re.findall(r"[!！]", teks) == []


def test_a_certificate_of_pkp_from_elsewhere_counts_once_it_stands_in_the_registry(bawaan):
    katalog.muat(bawaan)
    pirt, usaha = Layanan.objects.get(kode="spp-irt"), buat_usaha()
    usaha.legalitas.create(jenis="NIB", nomor="1234567890123")
    assert syarat.kurang_syarat(pirt, usaha) == ["Penyuluhan Keamanan Pangan (PKP)"]

    usaha.legalitas.create(jenis="PKP", nomor="PKP-01")
    assert syarat.kurang_syarat(pirt, usaha) == []


def test_a_letter_never_draws_from_the_numbers_of_something_else(bawaan):
    nomor.seri("permohonan", pola="{urut:06d}")
    asing = deepcopy(bawaan)
    satu = next(s for s in asing["layanan"] if s.get("seri"))
    satu["seri"] = {"kode": "permohonan", "pola": "{urut:06d}", "per_tahun": True}

    with pytest.raises(ValidationError, match="dipakai untuk hal lain"):
        katalog.muat(asing)


def test_workers_and_the_e_mail_of_the_owner_are_not_asked_twice(bawaan, pemilik):
    katalog.muat(bawaan)
    type(pemilik).objects.filter(pk=pemilik.pk).update(email="siti@contoh.invalid")
    pemilik.refresh_from_db()
    usaha = buat_usaha(pemilik=pemilik, pekerja_laki=1, pekerja_perempuan=2, pekerja_dibayar=2, pekerja_tak_dibayar=1)
    isian = Layanan.objects.get(kode="nib").versi.get(keadaan="TERBIT").isian.all()

    awal = syarat.isian_awal(isian, usaha)
    assert (awal["pekerja"], awal["email"]) == (3, "siti@contoh.invalid")
    assert "pekerja" not in syarat.isian_awal(isian, buat_usaha())
