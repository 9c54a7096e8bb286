"""What was written in a history or a read log stays, against raw SQL too. The tables are found from the models."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Permission
from django.db import InternalError, connection, models, transaction
from django.utils import timezone

from akun.actions import catat, catat_baca
from akun.enums import VerbaAkun
from akun.models import CatatanAkun, LogBaca
from akun.peran import PERAN
from inti.perkara import Perkara, Riwayat
from tests.test_admin_lingkup import contoh

RIWAYAT = [m for m in apps.get_models() if issubclass(m, Riwayat)]
BUKU = [*RIWAYAT, LogBaca, CatatanAkun]
PERKARA = [m for m in apps.get_models() if issubclass(m, Perkara)]


def nama(model: Any) -> str:
    return str(model._meta.label_lower)


def induk(model: Any) -> Any:
    """The case to which the lines of a history belong: the one that reaches them as `riwayat`."""
    return next(f for f in model._meta.fields if f.remote_field and f.remote_field.related_name == "riwayat")


def baris(model: Any, desa: Any, orang: Any) -> Any:
    if model is LogBaca:
        return catat_baca(
            oleh=orang, subjek_jenis="pelaku", subjek_kode="x", apa="NIK", alasan="Mencocokkan dengan KTP"
        )
    if model is CatatanAkun:
        return catat(orang, VerbaAkun.values[0], oleh=None)
    perkara = _perkara(induk(model).related_model, desa)
    return perkara.riwayat.create(verba="uji", ke="UJI", pelaku="Contoh", sebagai="petugas", pada=timezone.now())


def _perkara(model: Any, desa: Any) -> Any:
    if model._meta.app_label in settings.LANTAI:
        return contoh(model)(desa, "Contoh")
    return model.objects.create()


def test_the_walk_finds_the_histories() -> None:
    assert {"umkm.riwayatusaha", "umkm.riwayatusulan"} <= {nama(m) for m in RIWAYAT}
    assert {nama(induk(m).related_model) for m in RIWAYAT} == {nama(m) for m in PERKARA}


@pytest.mark.parametrize("model", BUKU, ids=nama)
def test_a_line_is_neither_changed_nor_deleted(model: Any, desa: Any, petugas: Any) -> None:
    satu = baris(model, desa, petugas)
    baris_ini = model._base_manager.filter(pk=satu.pk)
    semula = baris_ini.values().get()
    kolom = next(f.name for f in model._meta.fields if isinstance(f, models.CharField))
    for ubah in (
        lambda: baris_ini.update(**{kolom: "lain"}),
        lambda: baris_ini.update(**{kolom: models.F(kolom)}),
        lambda: baris_ini._raw_delete(connection.alias),
    ):
        with pytest.raises(InternalError, match="tidak boleh diubah"), transaction.atomic():
            ubah()
    assert baris_ini.values().get() == semula


@pytest.mark.django_db
@pytest.mark.parametrize("model", BUKU, ids=nama)
def test_the_trigger_stands_before_every_row(model: Any) -> None:
    with connection.cursor() as k:
        k.execute(
            "SELECT tgtype::int & 1, tgtype::int & 2, tgtype::int & 8, tgtype::int & 16, tgenabled FROM pg_trigger "
            "WHERE tgrelid = %s::regclass AND tgname = %s",
            [model._meta.db_table, f"{model._meta.db_table}_abadi"],
        )
        assert k.fetchall() == [(1, 2, 8, 16, "O")]  # for each row, before, on delete, on update, enabled


@pytest.mark.django_db
def test_no_permission_deletes_from_the_registry_or_a_case() -> None:
    tertutup = {nama(m) for m in [*PERKARA, *RIWAYAT, *apps.get_app_config("umkm").get_models()]}
    izin = Permission.objects.filter(codename__startswith="delete_").select_related("content_type")
    ada = {f"{i.content_type.app_label}.{i.content_type.model}" for i in izin}
    assert {m for m in ada & tertutup if not m.startswith("umkm.") or "event" not in m} == set()


def test_roles_delete_rows_of_a_plan_and_nothing_that_happened() -> None:
    """What a service asks, who signs it, the steps to a goal; topics; columns and signers of a sheet; an absence."""
    assert {izin for peran in PERAN.values() for izin in peran.izin if ".delete_" in izin} == {
        "konsultasi.delete_absen",
        "layanan.delete_langkahtujuan",
        "layanan.delete_penanda",
        "layanan.delete_syaratlayanan",
        "pelatihan.delete_kolombentuk",
        "pelatihan.delete_penandaspj",
        "pelatihan.delete_topik",
    }
