from __future__ import annotations

from collections import Counter
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from wilayah import actions
from wilayah.models import Desa, Kbli, Kecamatan, PadananKbli, SinonimKbli

pytestmark = [pytest.mark.usefixtures("data_wilayah"), pytest.mark.django_db]

KEMBAR = {
    "Adinuso", "Bawang", "Gondang", "Kalisalak", "Kalisari", "Karanganyar", "Kebumen", "Lebo", "Sendang", "Sidorejo",
    "Wonokerso",
}  # fmt: skip


def muat() -> list[str]:
    keluar = StringIO()
    call_command("muat_wilayah", stdout=keluar)
    return keluar.getvalue().splitlines()


def padanan(kata: str) -> list[tuple[str, str, int]]:
    baris = PadananKbli.objects.filter(sinonim__kata=kata).values_list("kbli__versi", "kbli__kode", "urutan")
    return sorted(baris)


def test_the_regency_has_15_kecamatan_239_desa_and_9_kelurahan() -> None:
    assert Kecamatan.objects.count() == 15
    assert Counter(Desa.objects.values_list("jenis", flat=True)) == {"desa": 239, "kelurahan": 9}
    assert set(Desa.objects.filter(jenis="kelurahan").values_list("kecamatan_id", flat=True)) == {"33.25.11"}


def test_each_kecamatan_has_its_number_of_villages() -> None:
    jumlah = Counter(Desa.objects.values_list("kecamatan_id", flat=True))
    assert [jumlah[f"33.25.{i:02d}"] for i in range(1, 16)] == [
        15,
        17,
        18,
        19,
        20,
        20,
        15,
        17,
        17,
        17,
        21,
        18,
        13,
        10,
        11,
    ]


def test_eleven_village_names_occur_twice_and_their_labels_differ() -> None:
    semua = list(Desa.objects.select_related("kecamatan"))
    assert {nama for nama, banyak in Counter(d.nama for d in semua).items() if banyak > 1} == KEMBAR
    assert len({str(d) for d in semua}) == 248


def test_every_village_has_a_postal_code_and_lies_in_central_java() -> None:
    assert not Desa.objects.exclude(kode_pos__regex=r"^512\d\d$").exists()
    assert not Desa.objects.exclude(lat__range=(-7.2, -6.86), lon__range=(109.67, 110.06)).exists()


def test_both_versions_of_the_kbli_are_whole() -> None:
    jumlah = Counter(Kbli.objects.values_list("versi", "tingkat"))
    assert jumlah == {
        ("2020", "kategori"): 21,
        ("2020", "golongan_pokok"): 88,
        ("2020", "golongan"): 245,
        ("2020", "subgolongan"): 567,
        ("2020", "kelompok"): 1791,
        ("2025", "kategori"): 22,
        ("2025", "golongan_pokok"): 87,
        ("2025", "golongan"): 257,
        ("2025", "subgolongan"): 519,
        ("2025", "kelompok"): 1559,
    }
    assert not Kbli.objects.filter(induk=None).exclude(tingkat="kategori").exists()


@pytest.mark.parametrize(("kode", "berubah"), [("10793", True), ("10217", True), ("13912", True), ("10794", False)])
def test_a_code_with_another_meaning_is_marked_in_both_versions(kode: str, berubah: bool) -> None:
    assert list(Kbli.objects.filter(kode=kode).values_list("makna_berubah", flat=True)) == [berubah, berubah]


def test_the_file_of_everyday_words_has_a_code_in_both_versions_for_each() -> None:
    for baris in actions._baris("sinonim_kbli.csv"):
        assert baris["kode_2020"], baris
        assert baris["kode_2025"], baris
    assert SinonimKbli.objects.count() >= 250


def test_loading_again_changes_nothing() -> None:
    assert muat() == [
        "kecamatan: 0 baru, 0 diperbarui, 15 tetap",
        "desa/kelurahan: 0 baru, 0 diperbarui, 248 tetap",
        f"KBLI: 0 baru, 0 diperbarui, {Kbli.objects.count()} tetap",
        f"sinonim KBLI: 0 baru, 0 diperbarui, {SinonimKbli.objects.count()} tetap",
    ]


def test_loading_again_mends_what_differs_and_keeps_the_primary_keys() -> None:
    kbli = Kbli.objects.get(versi="2025", kode="10794")
    Kbli.objects.filter(pk=kbli.pk).update(judul="Salah tulis")
    Desa.objects.filter(pk="33.25.11.1014").update(nama="Salah tulis")
    PadananKbli.objects.filter(sinonim__kata="servis motor").delete()
    assert [b.split(": ")[1].split(",")[1] for b in muat()] == [
        " 0 diperbarui",
        " 1 diperbarui",
        " 1 diperbarui",
        " 1 diperbarui",
    ]
    assert Kbli.objects.get(pk=kbli.pk).judul == "Industri kerupuk, keripik, peyek, dan sejenisnya"
    assert str(Desa.objects.get(pk="33.25.11.1014")) == "Proyonanggan Tengah, Kec. Batang"
    assert padanan("servis motor") == [("2020", "45407", 1), ("2025", "95320", 1)]


def test_loading_again_leaves_a_village_that_the_file_no_longer_has() -> None:
    Desa.objects.create(
        kode="33.25.11.2999", nama="Lama", jenis="desa", kecamatan_id="33.25.11", kode_pos="51211", lat=-6.9, lon=109.7
    )
    assert muat()[1] == "desa/kelurahan: 0 baru, 0 diperbarui, 248 tetap, 1 tidak ada lagi di berkas (dibiarkan)"


def test_loading_again_leaves_the_words_that_officials_touched() -> None:
    diubah = SinonimKbli.objects.get(kata="servis motor")
    diubah.padanan.all().delete()
    diubah.padanan.create(kbli=Kbli.objects.get(versi="2025", kode="95311"))
    actions.serahkan_ke_petugas(diubah)
    dimatikan = SinonimKbli.objects.get(kata="angkringan")
    dimatikan.aktif = False
    dimatikan.save()
    actions.serahkan_ke_petugas(dimatikan)
    buatan = SinonimKbli.objects.create(kata="kopi khas petungkriyono")
    muat()
    assert padanan("servis motor") == [("2025", "95311", 1)]
    assert SinonimKbli.objects.get(kata="angkringan").aktif is False
    assert SinonimKbli.objects.filter(pk=buatan.pk).exists()


def test_a_word_that_left_the_file_leaves_the_table() -> None:
    SinonimKbli.objects.create(kata="kata lama", sumber="berkas")
    muat()
    assert not SinonimKbli.objects.filter(kata="kata lama").exists()


def test_an_unknown_regency_names_the_file_that_is_missing(settings: Any) -> None:
    settings.KODE_KABUPATEN = "33.99"
    with pytest.raises(CommandError) as galat:
        muat()
    assert str(galat.value) == (
        "Berkas wilayah/data/33.99.csv tidak ada, jadi wilayah kabupaten 33.99 belum dikenal. "
        "Buat berkas itu menurut wilayah/data/README.md, atau perbaiki KODE_KABUPATEN."
    )


def test_a_regency_code_that_is_no_code_is_refused(settings: Any) -> None:
    settings.KODE_KABUPATEN = "../33.25"
    with pytest.raises(CommandError) as galat:
        muat()
    assert str(galat.value) == "KODE_KABUPATEN “../33.25” bukan kode Kemendagri. Contoh yang benar: 33.25."


def test_another_regency_needs_only_its_own_file(settings: Any, tmp_path: Path, monkeypatch: Any) -> None:
    (tmp_path / "33.26.csv").write_text(
        "# contoh\nkode,nama,jenis,kode_pos,lat,lon\n"
        "33.26.01,Kandangserang,kecamatan,,-7.1,109.5\n33.26.01.2001,Bodas,desa,51163,-7.1,109.5\n"
    )
    monkeypatch.setattr(actions, "BERKAS", tmp_path)
    hasil = [str(h) for h in actions.muat_wilayah(kode="33.26")]
    assert hasil[1].startswith("desa/kelurahan: 1 baru, 0 diperbarui, 0 tetap")
    assert str(Desa.objects.get(pk="33.26.01.2001")) == "Bodas, Kec. Kandangserang"
