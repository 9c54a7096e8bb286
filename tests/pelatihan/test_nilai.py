"""Scores: read as people write them, matched by code or name, kept together, every change on record."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from inti.kode import buat
from pelatihan import nilai as aturan
from pelatihan.actions import nilai
from pelatihan.actions.nilai import Ubah
from pelatihan.models import Angkatan, Nilai, PelatihAngkatan, PerubahanNilai
from pelatihan.nilai import Orang
from tests.pelatihan.pabrik_ruang import buat_kelas

KELAS = [
    Orang(buat(), "Siti Aminah", "Keripik Contoh", "BTG-26-000001-X"),
    Orang(buat(), "Siti Aminah", "Batik Contoh", "BTG-26-000002-X"),
    Orang(buat(), "Hj. Nur Ma'rifah, S.E.", "Emping Contoh", "BTG-26-000003-X"),
    Orang(buat(), "Slamet Riyadi", "Bengkel Contoh", "BTG-26-000004-X"),
]


def baca(teks, tes="AKHIR"):
    return [
        (b.keadaan, b.pasti.usaha if b.pasti else "", {t: str(n) for t, n in b.nilai.items()})
        for b in aturan.tempelan(teks, KELAS, tes=tes)
    ]


@pytest.mark.parametrize(
    ("teks", "angka"), [("85", "85"), ("77,5", "77.5"), ("77.25", "77.25"), ("100", "100"), ("٨٥", "85"), (" 0 ", "0")]
)
def test_a_score_is_read_as_it_is_written(teks, angka):
    assert aturan.baca(teks) == Decimal(angka)


@pytest.mark.parametrize("teks", ["101", "100,01", "-1", "=1+1", "8 5", "1e2", "delapan", "85,555", "NaN"])
def test_what_is_no_score_is_refused(teks):
    with pytest.raises(ValidationError, match="0 sampai 100"):
        aturan.baca(teks)


def test_names_in_another_order_are_matched_whatever_their_titles_and_accents():
    assert baca("No\tNama\tPost-test\n1\tSLAMET RIYADI\t80\n2\tNur Ma’rifah\t77,5") == [
        ("cocok", "Bengkel Contoh", {"AKHIR": "80.0"}),
        ("cocok", "Emping Contoh", {"AKHIR": "77.5"}),
    ]


def test_without_headings_the_columns_tell_themselves_apart():
    assert baca("1;Slamet Riyadi;50;80\n2;Nur Marifah;;90")[0] == (
        "cocok",
        "Bengkel Contoh",
        {"AWAL": "50.0", "AKHIR": "80.0"},
    )
    assert baca("Slamet Riyadi\t50", tes="AWAL") == [("cocok", "Bengkel Contoh", {"AWAL": "50.0"})]


def test_of_two_people_of_one_name_the_card_decides_and_without_it_the_trainer():
    assert baca("Siti Aminah\t80") == [("ganda", "", {"AKHIR": "80.0"})]
    assert baca(f"{KELAS[1].kode[:5]}\tSiti Aminah\t80") == [("cocok", "Batik Contoh", {"AKHIR": "80.0"})]
    assert baca(f"Kode\tNama\tNilai\n{KELAS[0].kode}\tapa saja\t80") == [("cocok", "Keripik Contoh", {"AKHIR": "80.0"})]


def test_a_likeness_is_only_proposed_and_a_stranger_is_shown():
    assert baca("Slamet Riyadhi\t80\nOrang Lain Sekali\t70") == [
        ("mirip", "Bengkel Contoh", {"AKHIR": "80.0"}),
        ("asing", "", {"AKHIR": "70.0"}),
    ]


def test_a_bad_score_and_a_person_named_twice_name_their_line():
    teks = "Slamet Riyadi\t101\nNur Marifah\t80\nNur Marifah\t90"
    assert [b.salah for b in aturan.tempelan(teks, KELAS, tes="AKHIR")] == [
        "Baris 1: Nilai 101 terlalu tinggi. Nilai berkisar 0 sampai 100.",
        "",
        "Baris 3: Hj. Nur Ma'rifah, S.E. sudah ada di baris 2. Hapus salah satu.",
    ]


@pytest.mark.parametrize(
    "teks",
    ["Slamet Riyadi 80", "Nama\tNilai", "a\x00b\t80", "Slamet\tRiyadi", "\n".join(["a\t1"] * 501), "\t\t\n;;"],
)
def test_what_is_no_table_of_scores_is_refused(teks):
    with pytest.raises(ValidationError):
        aturan.tempelan(teks, KELAS, tes="AKHIR")


@pytest.mark.django_db
class TestSimpan:
    def test_every_change_stands_in_the_history_and_nothing_else(self, pelatih):
        angkatan, _, (siti, budi) = buat_kelas(pelatih, "Siti", "Budi")
        isi = [Ubah(siti.kode, "AKHIR", None, Decimal("85.5")), Ubah(budi.kode, "AWAL", None, None)]
        assert nilai.simpan(angkatan, ubah=isi, oleh=pelatih) == 1
        nilai.simpan(angkatan, ubah=[Ubah(siti.kode, "AKHIR", Decimal("85.5"), Decimal(90))], oleh=pelatih)

        assert Nilai.objects.get().akhir == Decimal(90)
        riwayat = PerubahanNilai.objects.order_by("pk").values_list("tes", "dari", "ke", "oleh")
        assert list(riwayat) == [
            ("AKHIR", None, Decimal("85.5"), pelatih.pk),
            ("AKHIR", Decimal("85.5"), Decimal(90), pelatih.pk),
        ]

    def test_another_trainers_newer_score_is_not_written_over(self, pelatih):
        angkatan, _, (siti,) = buat_kelas(pelatih, "Siti")
        nilai.simpan(angkatan, ubah=[Ubah(siti.kode, "AKHIR", None, Decimal(70))], oleh=pelatih)

        with pytest.raises(ValidationError, match="Tes akhir Siti baru saja diubah rekan Anda menjadi 70"):
            nilai.simpan(angkatan, ubah=[Ubah(siti.kode, "AKHIR", None, Decimal(90))], oleh=pelatih)

    @pytest.mark.parametrize("status", ["SELESAI", "DIBATALKAN"])
    def test_after_the_class_has_ended_scores_stay(self, pelatih, status):
        angkatan, _, (siti,) = buat_kelas(pelatih, "Siti")
        Angkatan.objects.update(status=status)
        with pytest.raises(ValidationError, match="sudah berakhir"):
            nilai.simpan(angkatan, ubah=[Ubah(siti.kode, "AKHIR", None, Decimal(90))], oleh=pelatih)

    def test_a_trainer_who_was_removed_keeps_no_score(self, pelatih):
        angkatan, _, (siti,) = buat_kelas(pelatih, "Siti")
        PelatihAngkatan.objects.all().delete()
        with pytest.raises(PermissionDenied):
            nilai.simpan(angkatan, ubah=[Ubah(siti.kode, "AKHIR", None, Decimal(90))], oleh=pelatih)

    def test_one_wrong_line_keeps_none_of_the_others(self, pelatih):
        angkatan, _, (siti,) = buat_kelas(pelatih, "Siti")
        isi = [Ubah(siti.kode, "AKHIR", None, Decimal(90)), Ubah(buat(), "AKHIR", None, Decimal(90))]
        with pytest.raises(ValidationError, match="tidak lagi punya kursi"):
            nilai.simpan(angkatan, ubah=isi, oleh=pelatih)
        assert not Nilai.objects.exists()
