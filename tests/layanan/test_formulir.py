"""Forms made of data: conditions, cleaning, answers in JSON; over any form and any answers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import InternalError, transaction
from hypothesis import given
from hypothesis import strategies as st

from inti.workflow import SISTEM
from layanan import formulir
from layanan.actions import formulir as aksi
from layanan.enums import JenisIsian, KeadaanVersi
from layanan.models import IsianFormulir, VersiFormulir
from tests.factories import DesaFactory, KbliFactory
from tests.layanan.pabrik import ISIAN, buat_layanan, isian, terbitkan

PILIH = [["a", "A"], ["b", "B"]]


def pilihan(kode: str, **lain: Any) -> IsianFormulir:
    return isian(kode=kode, label=kode, jenis="PILIHAN", pilihan=PILIH, **lain)


def bila(kode: str, *nilai: str) -> dict[str, Any]:
    return {"isian": kode, "nilai": list(nilai)}


def galat(form: Any) -> dict[str, list[str]]:
    return {nama: list(isi) for nama, isi in form.errors.items()}


def test_a_field_is_asked_only_when_its_condition_holds():
    semua = [pilihan("jenis"), isian(kode="bahan", kondisi=bila("jenis", "a"))]
    kelas = formulir.buat_form(semua)
    assert galat(kelas({"jenis": "b"})) == {}
    assert galat(kelas({"jenis": "a"})) == {"bahan": ["Isi dulu yang ini."]}
    form = kelas({"jenis": "b", "bahan": "tepung"})
    assert form.is_valid()
    assert form.hasil() == {"jenis": "b", "bahan": None}


def test_a_condition_on_what_is_not_asked_does_not_hold():
    semua = [pilihan("satu"), pilihan("dua", kondisi=bila("satu", "a")), isian(kode="tiga", kondisi=bila("dua", "a"))]
    assert formulir.ditanyakan(semua, {"satu": "b", "dua": "a"}) == {"satu"}
    assert formulir.ditanyakan(semua, {"satu": "a", "dua": "a"}) == {"satu", "dua", "tiga"}


def test_a_wrong_answer_to_what_is_not_asked_is_no_fault():
    semua = [pilihan("jenis"), isian(kode="luas", jenis="ANGKA", kondisi=bila("jenis", "a"))]
    assert galat(formulir.buat_form(semua)({"jenis": "b", "luas": "banyak"})) == {}


def test_a_condition_may_look_at_an_earlier_step():
    semua = [pilihan("jenis"), isian(kode="bahan", langkah=2, kondisi=bila("jenis", "a"))]
    kelas = formulir.buat_form(semua[1:], semua=semua)
    assert galat(kelas({}, jawaban={"jenis": "b"})) == {}
    assert galat(kelas({}, jawaban={"jenis": "a"})) == {"bahan": ["Isi dulu yang ini."]}


def test_one_of_several_answers_is_enough():
    semua = [isian(kode="j", jenis="BANYAK", pilihan=PILIH), isian(kode="x", kondisi=bila("j", "b"))]
    assert formulir.ditanyakan(semua, {"j": ["a", "b"]}) == {"j", "x"}
    assert formulir.ditanyakan(semua, {"j": ["a"]}) == {"j"}


@pytest.mark.parametrize(
    ("jenis", "kosong"),
    [("PILIHAN", "Pilih salah satu."), ("YA_TIDAK", "Pilih ya atau tidak."), ("UANG", "Isi dulu yang ini.")],
)
def test_an_empty_answer_says_what_to_do(jenis, kosong):
    semua = [isian(kode="x", jenis=jenis, pilihan=PILIH if jenis == "PILIHAN" else [])]
    assert galat(formulir.buat_form(semua)({})) == {"x": [kosong]}


@pytest.mark.parametrize(
    ("satu", "nilai"),
    [
        (isian(jenis="ANGKA"), -1),
        (isian(jenis="ANGKA"), True),
        (isian(jenis="UANG"), "5 jt"),
        (isian(jenis="TANGGAL"), "2026-02-30"),
        (pilihan("nama"), "z"),
        (isian(jenis="BANYAK", pilihan=PILIH), ["a", "z"]),
        (isian(jenis="YA_TIDAK"), "mungkin"),
        (isian(jenis="TEKS"), 7),
    ],
)
def test_an_answer_of_another_shape_does_not_fit_the_version(satu, nilai):
    assert formulir.tak_sesuai([satu], {"nama": nilai, "asing": "x"}) == ["nama", "asing"]


@pytest.mark.django_db
def test_every_kind_of_answer_comes_back_from_json_and_is_written_for_people():
    DesaFactory()
    KbliFactory()
    data = {
        "TEKS": "Keripik",
        "PANJANG": "Tepung, garam",
        "ANGKA": "12",
        "UANG": "1,5 jt",
        "TANGGAL_hari": "7",
        "TANGGAL_bulan": "8",
        "TANGGAL_tahun": "2026",
        "PILIHAN": "a",
        "BANYAK": ["a", "b"],
        "YA_TIDAK": "ya",
        "DESA": "33.25.11.1015",
        "KBLI": "2025:10794",
    }
    semua = [
        isian(kode=j.value, label=j.label, jenis=j, pilihan=PILIH if j in ("PILIHAN", "BANYAK") else [])
        for j in JenisIsian
        if j != JenisIsian.BERKAS
    ]
    form = formulir.buat_form(semua)(data)
    assert galat(form) == {}
    jawaban = {kode: formulir.ke_json(nilai) for kode, nilai in form.hasil().items()}
    assert (jawaban["UANG"], jawaban["TANGGAL"], jawaban["KBLI"]) == (1_500_000, "2026-08-07", "2025:10794")
    assert formulir.tak_sesuai(semua, jawaban) == []
    assert {i.kode: formulir.ke_json(formulir.dari_json(i, jawaban[i.kode])) for i in semua} == jawaban
    assert {i.kode: formulir.tampil(i, jawaban[i.kode]) for i in semua} == {
        "TEKS": "Keripik",
        "PANJANG": "Tepung, garam",
        "ANGKA": "12",
        "UANG": "Rp1.500.000",
        "TANGGAL": "7 Agustus 2026",
        "PILIHAN": "A",
        "BANYAK": "A, B",
        "YA_TIDAK": "Ya",
        "DESA": str(DesaFactory()),
        "KBLI": str(KbliFactory()),
    }
    assert formulir.dari_json(semua[4], jawaban["TANGGAL"]) == date(2026, 8, 7)


@pytest.mark.parametrize(
    "semua",
    [
        [],
        [isian(kode="x", kondisi=bila("tiada", "a"))],
        [pilihan("x", kondisi=bila("x", "a"))],
        [pilihan("x", kondisi=bila("y", "a")), pilihan("y", kondisi=bila("x", "a"))],
        [pilihan("x"), isian(kode="y", kondisi=bila("x", "z"))],
        [isian(kode="x"), isian(kode="y", kondisi=bila("x", "a"))],
        [isian(kode="y", langkah=1, kondisi=bila("x", "a")), pilihan("x", langkah=2)],
    ],
)
def test_a_form_that_makes_no_sense_is_not_published(semua):
    with pytest.raises(ValidationError):
        formulir.periksa_versi(semua)


# --- Over any form and any answers -----------------------------------------------------

kode = st.sampled_from(list("pqrstu"))
nilai = st.sampled_from(["a", "b"])
syarat = st.one_of(st.just({}), st.builds(lambda k, n: bila(k, *n), kode, st.lists(nilai, min_size=1, unique=True)))
satu_isian = st.builds(
    lambda k, s, w, banyak: isian(
        kode=k, label=k, jenis="BANYAK" if banyak else "PILIHAN", pilihan=PILIH, wajib=w, kondisi=s
    ),
    kode,
    syarat,
    st.booleans(),
    st.booleans(),
)
bentuk = st.lists(satu_isian, min_size=1, max_size=6, unique_by=lambda i: i.kode)
kiriman = st.dictionaries(kode, st.one_of(nilai, st.just("z"), st.just(""), st.lists(nilai, unique=True)))


@given(bentuk, kiriman)
def test_a_valid_form_holds_no_answer_that_was_not_asked_and_misses_none_that_was(semua, data):
    form = formulir.buat_form(semua)(data)
    if not form.is_valid():
        tampil = formulir.ditanyakan(semua, {k: formulir.ke_json(v) for k, v in form.cleaned_data.items()})
        assert set(form.errors) <= tampil | {k for k in data if k in form.fields}
        return
    jawaban = formulir.rapikan(semua, {k: formulir.ke_json(v) for k, v in form.hasil().items()})
    tampil = formulir.ditanyakan(semua, jawaban)
    assert set(jawaban) <= tampil
    assert {k for k, v in form.hasil().items() if v not in formulir.KOSONG} == set(jawaban)
    assert formulir.kurang(semua, jawaban) == []
    assert formulir.tak_sesuai(semua, jawaban) == []


@given(bentuk, kiriman)
def test_what_is_not_asked_never_blocks(semua, data):
    """A form with every answer that is asked is valid, whatever else it brings or lacks."""
    jawaban: dict[str, Any] = {}
    for _ in semua:
        for satu in semua:
            if satu.kode in formulir.ditanyakan(semua, jawaban):
                jawaban.setdefault(satu.kode, ["a"] if satu.jenis == "BANYAK" else "a")
    tampil = formulir.ditanyakan(semua, jawaban)
    lain = {k: v for k, v in data.items() if k not in {i.kode for i in semua}}
    assert formulir.buat_form(semua)({**lain, **{k: v for k, v in jawaban.items() if k in tampil}}).is_valid()


@given(bentuk, kiriman)
def test_tidying_answers_twice_changes_nothing(semua, data):
    sekali = formulir.rapikan(semua, data)
    assert formulir.rapikan(semua, sekali) == sekali


# --- Versions --------------------------------------------------------------------------------


@pytest.mark.django_db
class TestVersi:
    def test_publishing_retires_the_version_before(self):
        layanan = buat_layanan()
        baru = terbitkan(layanan, ISIAN)
        assert list(layanan.versi.values_list("nomor", "keadaan")) == [(2, "TERBIT"), (1, "PENSIUN")]
        assert baru.isian.count() == len(ISIAN)

    def test_a_new_version_begins_with_the_fields_of_the_last_and_one_draft_is_enough(self):
        layanan = buat_layanan()
        draf = aksi.susun(layanan, oleh=SISTEM)
        lama = layanan.versi.get(nomor=1)
        salin = [list(v.isian.values_list(*aksi.TERSALIN)) for v in (lama, draf)]
        assert salin[0] == salin[1]
        assert aksi.susun(layanan, oleh=SISTEM) == draf

    @pytest.mark.parametrize(
        "ubah",
        [
            lambda v: v.isian.update(label="Lain"),
            lambda v: v.isian.all().delete(),
            lambda v: IsianFormulir.objects.create(versi=v, kode="lagi", label="Lagi", jenis="TEKS"),
            lambda v: VersiFormulir.objects.filter(pk=v.pk).update(keadaan="DRAF", diterbitkan_pada=None),
            lambda v: VersiFormulir.objects.filter(pk=v.pk).update(catatan="x"),
            lambda v: VersiFormulir.objects.filter(pk=v.pk)._raw_delete("default"),
        ],
    )
    def test_the_database_refuses_every_change_to_what_was_published(self, ubah):
        versi = buat_layanan().versi.get()
        with pytest.raises(InternalError, match="terbit tidak boleh"), transaction.atomic():
            ubah(versi)

    def test_a_draft_may_still_change_and_go(self):
        draf = aksi.susun(buat_layanan(), oleh=SISTEM)
        draf.isian.update(label="Lain")
        draf.delete()
        assert VersiFormulir.objects.filter(keadaan=KeadaanVersi.DRAF).count() == 0

    def test_a_version_is_published_once(self):
        versi = buat_layanan().versi.get()
        with pytest.raises(ValidationError, match="sudah terbit"):
            aksi.terbitkan(versi, oleh=SISTEM)
