"""Proposals in the officials' room: old and new side by side, each field accepted or refused with its reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import buat_usaha
from umkm.actions.usulan import usulkan
from umkm.enums import StatusUsaha, StatusUsulan
from umkm.models import Usulan

DAFTAR = reverse("admin:umkm_usulan_changelist")


def alamat(usulan: Usulan, nama: str = "change") -> str:
    return reverse(f"admin:umkm_usulan_{nama}", args=[usulan.pk])


@pytest.fixture
def usulan(pemilik: Any) -> Usulan:
    usaha = buat_usaha(pemilik=pemilik, status=StatusUsaha.TERVERIFIKASI, nama="Kopi Lama", alamat="Jl. Lama 1")
    return usulkan(usaha, oleh=pemilik, isian={"usaha.nama": "Kopi Baru", "usaha.alamat": "Jl. Baru <2>"})


@pytest.fixture
def klien(petugas: Any, masuk: Callable[[Any], Client]) -> Client:
    return masuk(petugas)


def dilihat(klien: Client, usulan: Usulan) -> str:
    return klien.get(alamat(usulan)).context["putuskan"]["dilihat"].value()


TERIMA_TOLAK = {
    "putusan-usaha_nama": "terima",
    "putusan-usaha_alamat": "tolak",
    "alasan-usaha_alamat": "Alamat itu di kecamatan lain.",
}


@pytest.mark.parametrize("nama", ["change", "putuskan"])
def test_access_table(nama: str, usulan: Usulan, request: Any, masuk: Any) -> None:
    hasil = {}
    for orang in ("tamu", "pemilik", "pelatih", "mitra", "petugas_limpung", "petugas", "kepala", "admin"):
        siapa = request.getfixturevalue(orang)
        hasil[orang] = (siapa if orang == "tamu" else masuk(siapa)).get(alamat(usulan, nama)).status_code
    assert hasil == {
        "tamu": 302,
        "pemilik": 404,
        "pelatih": 404,
        "mitra": 404,
        "petugas_limpung": 404,
        "petugas": 200,
        "kepala": 200,
        "admin": 404,
    }


def test_old_and_new_stand_side_by_side(klien: Client, usulan: Usulan) -> None:
    jawaban = klien.get(alamat(usulan))
    assert [(i["label"], i["lama"], i["baru"]) for i in jawaban.context["isian"]] == [
        ("Nama usaha", "Kopi Lama", "Kopi Baru"),
        ("Jalan atau dusun", "Jl. Lama 1", "Jl. Baru <2>"),
    ]
    assert "Jl. Baru &lt;2&gt;" in jawaban.content.decode()


def test_each_field_is_decided_by_itself(klien: Client, usulan: Usulan) -> None:
    klien.post(alamat(usulan, "putuskan"), TERIMA_TOLAK | {"dilihat": dilihat(klien, usulan)})
    usulan.refresh_from_db()
    usulan.usaha.refresh_from_db()
    assert (usulan.status, usulan.usaha.nama, usulan.usaha.alamat) == (
        StatusUsulan.DIPUTUSKAN,
        "Kopi Baru",
        "Jl. Lama 1",
    )
    assert list(usulan.isian.values_list("diterima", "alasan")) == [
        (True, ""),
        (False, "Alamat itu di kecamatan lain."),
    ]


def test_one_button_accepts_all(klien: Client, usulan: Usulan) -> None:
    klien.post(alamat(usulan, "putuskan"), {"semua": "terima", "dilihat": dilihat(klien, usulan)})
    usulan.usaha.refresh_from_db()
    assert (usulan.usaha.nama, usulan.usaha.alamat) == ("Kopi Baru", "Jl. Baru <2>")


@pytest.mark.parametrize(
    ("data", "kata"),
    [
        ({"putusan-usaha_nama": "terima"}, "Terima atau tolak dulu."),
        (TERIMA_TOLAK | {"alasan-usaha_alamat": ""}, "Tulis alasan menolak, pemilik membacanya."),
    ],
    ids=["left undecided", "refused without reason"],
)
def test_what_is_not_decided_comes_back_422_with_the_rest_kept(
    klien: Client, usulan: Usulan, data: dict[str, str], kata: str
) -> None:
    jawaban = klien.post(alamat(usulan, "putuskan"), data)
    teks = jawaban.content.decode()
    assert (jawaban.status_code, kata in teks) == (422, True)
    assert jawaban.context["form"]["putusan-usaha_nama"].value() == "terima"
    usulan.refresh_from_db()
    assert usulan.status == StatusUsulan.DIAJUKAN


def test_what_was_changed_after_it_was_read_is_not_decided(klien: Client, usulan: Usulan, pemilik: Any) -> None:
    lama = dilihat(klien, usulan)
    usulkan(usulan.usaha, oleh=pemilik, isian={"usaha.nama": "Kopi Lain Lagi"})
    jawaban = klien.post(alamat(usulan, "putuskan"), {"semua": "terima", "dilihat": lama}, follow=True)
    assert [str(p) for p in jawaban.context["messages"]] == [
        "Pemilik baru saja mengubah usulannya. Baca lagi sebelum memutuskan."
    ]
    usulan.usaha.refresh_from_db()
    assert usulan.usaha.nama == "Kopi Lama"


def test_a_proposal_decided_by_a_colleague_leads_back_and_tells(
    klien: Client, usulan: Usulan, kepala: Any, masuk: Any
) -> None:
    masuk(kepala).post(alamat(usulan, "putuskan"), {"semua": "terima"})
    jawaban = klien.post(alamat(usulan, "putuskan"), TERIMA_TOLAK, follow=True)
    assert jawaban.redirect_chain == [(alamat(usulan), 302)]
    assert usulan.riwayat.count() == 2


def test_the_tab_shows_what_waits(klien: Client, usulan: Usulan, desa: Any) -> None:
    selesai = Usulan.objects.create(usaha=buat_usaha(desa=desa), status=StatusUsulan.DIPUTUSKAN)
    assert list(klien.get(DAFTAR, {"antrean": "menunggu"}).context["cl"].result_list) == [usulan]
    assert set(klien.get(DAFTAR).context["cl"].result_list) == {usulan, selesai}
