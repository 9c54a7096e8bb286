"""The builder of forms: a draft stays tidy whatever is done to it; nothing is published that nobody could fill in."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from inti.workflow import SISTEM
from layanan.actions import formulir as aksi
from layanan.actions import permohonan as aksi_permohonan
from layanan.forms.katalog import IsianForm, berkode
from layanan.models import IsianFormulir, VersiFormulir
from tests.layanan.pabrik import buat_layanan, buat_permohonan, isi_lengkap, minta_berkas

pytestmark = pytest.mark.django_db


@pytest.fixture
def draf():
    return aksi.susun(buat_layanan(), oleh=SISTEM)


def urutan(versi: VersiFormulir) -> list[tuple[int, int, str, str]]:
    return [(i.langkah, i.urut, i.kode, i.judul_langkah) for i in versi.isian.all()]


def ambil(versi: VersiFormulir, kode: str) -> IsianFormulir:
    return versi.isian.get(kode=kode)


def tambah(versi: VersiFormulir, **isi: object) -> IsianFormulir:
    return aksi.simpan_isian(IsianFormulir(versi=versi, **{"jenis": "TEKS", **isi}), oleh=SISTEM)


def test_a_new_question_goes_to_the_end_of_its_step_and_gets_a_code_from_its_words(draf):
    tambah(draf, label="Nama merek?", langkah=1)
    tambah(draf, label="Nama merek?", langkah=3)
    assert urutan(draf) == [
        (1, 10, "jenis", ""),
        (1, 20, "bahan", ""),
        (1, 30, "nama_merek", ""),
        (2, 10, "nama_usaha", ""),
        (3, 10, "nama_merek_2", ""),
    ]


def test_a_question_without_letters_still_gets_a_code(draf):
    assert tambah(draf, label="123 ?", langkah=1).kode == "isian"


def test_moving_goes_through_the_edge_of_a_step_and_stops_at_the_ends(draf):
    aksi.geser_isian(ambil(draf, "nama_usaha"), oleh=SISTEM, naik=True)
    assert [b[:3] for b in urutan(draf)] == [(1, 10, "jenis"), (1, 20, "bahan"), (1, 30, "nama_usaha")]
    aksi.geser_isian(ambil(draf, "nama_usaha"), oleh=SISTEM, naik=True)
    aksi.geser_isian(ambil(draf, "nama_usaha"), oleh=SISTEM, naik=True)
    aksi.geser_isian(ambil(draf, "nama_usaha"), oleh=SISTEM, naik=True)
    assert [b[2] for b in urutan(draf)] == ["nama_usaha", "jenis", "bahan"]


def test_the_heading_stays_with_its_step_when_its_first_question_goes(draf):
    aksi.beri_judul(draf, 1, "Usaha Anda", oleh=SISTEM)
    aksi.geser_isian(ambil(draf, "jenis"), oleh=SISTEM, naik=False)
    assert [(b[2], b[3]) for b in urutan(draf)][:2] == [("bahan", "Usaha Anda"), ("jenis", "")]
    IsianFormulir.objects.filter(pk=ambil(draf, "bahan").pk).update(kondisi={})
    aksi.hapus_isian(ambil(draf, "bahan"), oleh=SISTEM)
    assert urutan(draf)[0] == (1, 10, "jenis", "Usaha Anda")


def test_a_question_that_decides_another_is_not_taken_out(draf):
    with pytest.raises(ValidationError, match="menentukan “Bahan”"):
        aksi.hapus_isian(ambil(draf, "jenis"), oleh=SISTEM)
    assert draf.isian.count() == 3


def test_every_fault_of_a_draft_is_named_at_once(draf):
    minta_berkas(draf.layanan, "kemasan", nama="Foto kemasan", kondisi={"isian": "tiada", "nilai": ["ya"]})
    aksi.geser_isian(ambil(draf, "jenis"), oleh=SISTEM, naik=False)
    with pytest.raises(ValidationError) as galat:
        aksi.terbitkan(draf, oleh=SISTEM)
    assert galat.value.messages == [
        "“Bahan”: isian yang menjadi syaratnya baru ditanyakan setelahnya.",
        "“Berkas Foto kemasan”: isian yang menjadi syaratnya tidak ada.",
    ]


def test_a_case_begun_before_finishes_on_its_own_form(draf, pemilik):
    satu = isi_lengkap(buat_permohonan(pemilik=pemilik, layanan=draf.layanan))
    tambah(draf, label="Pertanyaan baru", langkah=1)
    aksi.terbitkan(draf, oleh=SISTEM)
    aksi_permohonan.isi(satu, oleh=pemilik, jawaban={"jenis": "kain"})
    aksi_permohonan.ajukan(satu, oleh=pemilik)
    satu.refresh_from_db()
    assert (satu.status, satu.formulir.keadaan, satu.formulir.nomor) == ("DIAJUKAN", "PENSIUN", 1)
    assert buat_permohonan(pemilik=pemilik, layanan=draf.layanan).formulir.nomor == 2


def test_a_document_no_longer_asked_for_keeps_no_case_waiting(draf, pemilik):
    syarat = minta_berkas(draf.layanan)
    satu = isi_lengkap(buat_permohonan(pemilik=pemilik, layanan=draf.layanan))
    with pytest.raises(ValidationError, match="Foto KTP belum ada"):
        aksi_permohonan.ajukan(satu, oleh=pemilik)
    syarat.aktif = False
    syarat.save()
    satu.refresh_from_db()
    aksi_permohonan.ajukan(satu, oleh=pemilik)
    satu.refresh_from_db()
    assert satu.status == "DIAJUKAN"


@pytest.mark.parametrize("verba", ["simpan", "hapus", "geser", "judul", "buang"])
def test_what_is_published_is_closed_to_the_builder(draf, verba):
    isian = ambil(draf, "nama_usaha")
    aksi.terbitkan(draf, oleh=SISTEM)
    lakukan = {
        "simpan": lambda: aksi.simpan_isian(isian, oleh=SISTEM),
        "hapus": lambda: aksi.hapus_isian(isian, oleh=SISTEM),
        "geser": lambda: aksi.geser_isian(isian, oleh=SISTEM, naik=True),
        "judul": lambda: aksi.beri_judul(draf, 1, "X", oleh=SISTEM),
        "buang": lambda: aksi.buang(draf, oleh=SISTEM),
    }
    with pytest.raises(ValidationError, match="sudah terbit"):
        lakukan[verba]()


def test_a_draft_thrown_away_leaves_the_version_in_use(draf):
    aksi.buang(draf, oleh=SISTEM)
    assert [(v.nomor, v.keadaan) for v in draf.layanan.versi.all()] == [(1, "TERBIT")]
    with pytest.raises(ValidationError, match="sudah dibuang"):
        aksi.beri_judul(draf, 1, "X", oleh=SISTEM)


def test_who_keeps_no_catalogue_builds_no_form(draf, petugas):
    with pytest.raises(PermissionDenied):
        aksi.geser_isian(ambil(draf, "bahan"), oleh=petugas, naik=True)


LAMA = [["kain", "Kain"], ["makanan", "Makanan"]]


@pytest.mark.parametrize(
    ("kata", "hasil"),
    [
        (["Makanan", "Kain"], [["makanan", "Makanan"], ["kain", "Kain"]]),
        (["Kain batik", "Makanan"], [["kain", "Kain batik"], ["makanan", "Makanan"]]),
        (["Makanan", "Jasa"], [["makanan", "Makanan"], ["jasa", "Jasa"]]),
        (["Kain", "Makanan", "Kain"], None),
        (["Kain", "Makanan", "Lain-lain"], [*LAMA, ["lain_lain", "Lain-lain"]]),
    ],
)
def test_a_corrected_word_keeps_its_code(draf, kata, hasil):
    if hasil is not None:
        assert berkode(kata, LAMA) == hasil
        return
    form = IsianForm({"label": "X", "jenis": "PILIHAN", "langkah": "1", "pilihan": "\n".join(kata)}, versi=draf)
    assert form.errors["pilihan"] == ["Ada pilihan yang sama. Tulis masing-masing sekali."]


@pytest.mark.parametrize(
    ("ubah", "medan", "kalimat"),
    [
        ({"kondisi": ["jenis=kain", "lain=ya"]}, "kondisi", "Pilih jawaban dari satu pertanyaan saja."),
        ({"jenis": "PILIHAN"}, "pilihan", "Tulis pilihannya, satu baris satu pilihan."),
        ({"jenis": "TANGGAL", "asal": "usaha.nama"}, "__all__", "Data ini tidak dapat mengisi jenis isian tersebut."),
        ({"label": ""}, "label", "Tulis pertanyaannya."),
    ],
)
def test_a_question_that_cannot_be_gets_a_sentence(draf, ubah, medan, kalimat):
    tambah(draf, label="Lain", kode="lain", jenis="YA_TIDAK", langkah=1)
    form = IsianForm({"label": "X", "jenis": "TEKS", "langkah": "1", **ubah}, versi=draf)
    assert list(form.errors[medan]) == [kalimat]


def test_a_condition_is_chosen_from_the_answers_that_others_offer(draf):
    data = {"label": "Merek bahan", "jenis": "TEKS", "langkah": "1", "kondisi": ["jenis=makanan"], "wajib": "on"}
    form = IsianForm(data, versi=draf)
    assert form.is_valid()
    baru = aksi.simpan_isian(form.instance, oleh=SISTEM)
    assert (baru.kondisi, baru.kode) == ({"isian": "jenis", "nilai": ["makanan"]}, "merek_bahan")
    assert IsianForm({**data, "kondisi": ["tiada=ya"]}, versi=draf).is_valid() is False
