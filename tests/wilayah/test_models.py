from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from wilayah.models import Desa, Kbli, Kecamatan, PadananKbli, SinonimKbli

pytestmark = pytest.mark.django_db


@pytest.fixture
def tersono() -> Kecamatan:
    return Kecamatan.objects.create(kode="33.25.06", nama="Tersono", lat=-7.05, lon=109.96)


def desa(kecamatan: Kecamatan, kode: str, nama: str = "Sendang") -> Desa:
    return Desa(kode=kode, nama=nama, jenis="desa", kecamatan=kecamatan, kode_pos="51272", lat=-7.05, lon=109.96)


def test_a_desa_is_always_shown_with_its_kecamatan(tersono: Kecamatan) -> None:
    assert str(desa(tersono, "33.25.06.2010")) == "Sendang, Kec. Tersono"


def test_a_desa_code_must_begin_with_the_code_of_its_kecamatan(tersono: Kecamatan) -> None:
    with pytest.raises(ValidationError) as galat:
        desa(tersono, "33.25.07.2010").full_clean()
    assert galat.value.messages == ["Kode desa harus diawali kode kecamatannya."]
    with pytest.raises(IntegrityError), transaction.atomic():
        desa(tersono, "33.25.07.2010").save()


def test_a_desa_name_is_unique_within_its_kecamatan(tersono: Kecamatan) -> None:
    desa(tersono, "33.25.06.2010").save()
    with pytest.raises(ValidationError) as galat:
        desa(tersono, "33.25.06.2011").full_clean()
    assert galat.value.messages == ["Sudah ada desa bernama itu di kecamatan ini."]


def test_a_kbli_code_is_unique_within_its_version_only() -> None:
    for versi in ("2020", "2025"):
        Kbli.objects.create(versi=versi, kode="10793", judul="Industri contoh", tingkat="kelompok")
    with pytest.raises(IntegrityError), transaction.atomic():
        Kbli.objects.create(versi="2025", kode="10793", judul="Lain", tingkat="kelompok")


def test_a_kelompok_keeps_its_leading_zero_and_has_five_figures() -> None:
    kbli = Kbli.objects.create(versi="2025", kode="01111", judul="Pertanian jagung", tingkat="kelompok")
    kbli.refresh_from_db()
    assert kbli.kode == "01111"
    assert str(kbli) == "Pertanian jagung (01111, KBLI 2025)"
    with pytest.raises(ValidationError) as galat:
        Kbli(versi="2025", kode="1111", judul="Pertanian jagung", tingkat="kelompok").full_clean()
    assert galat.value.messages == ["Kode kelompok KBLI terdiri atas lima angka."]


def test_a_sinonim_is_brought_into_its_stored_form() -> None:
    sinonim = SinonimKbli(kata="  Servis   MOTOR! ")
    sinonim.full_clean()
    assert sinonim.kata == "servis motor"
    with pytest.raises(ValidationError) as galat:
        SinonimKbli(kata="!!!").full_clean()
    assert galat.value.message_dict["kata"] == ["Isi dengan huruf atau angka."]


def test_a_sinonim_written_past_the_form_is_refused_by_the_database() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        SinonimKbli.objects.create(kata="Servis Motor")


def test_a_sinonim_points_to_five_figure_codes_only() -> None:
    golongan = Kbli.objects.create(versi="2025", kode="107", judul="Industri makanan lainnya", tingkat="golongan")
    padanan = PadananKbli(sinonim=SinonimKbli.objects.create(kata="makanan"), kbli=golongan)
    with pytest.raises(ValidationError) as galat:
        padanan.full_clean()
    assert galat.value.message_dict == {"kbli": ["Pilih kode lima angka."]}
