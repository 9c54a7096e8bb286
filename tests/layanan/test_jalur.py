"""Paths to goals: never against what a service asks to be held first, whatever officials write down."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layanan import syarat
from layanan.actions import katalog
from layanan.jalur import Butuh, susun
from layanan.models import SyaratLayanan, Tujuan
from tests.layanan.pabrik import buat_layanan, buat_permohonan

KODE = "abcdef"
ADA: dict[str, Any] = {k: SimpleNamespace(kode=k, nama=f"Layanan {k}") for k in KODE}


def langkah(kode: str, *, wajib: bool = True) -> Any:
    return SimpleNamespace(layanan=ADA[kode], wajib=wajib, sebab="")


def urutan(jalur: Any) -> str:
    return "".join(n.layanan.kode for n in jalur)


def test_a_step_stands_behind_what_it_needs_however_it_was_written_down():
    butuh = {"b": [Butuh("a", True)], "c": [Butuh("b", False)]}
    assert urutan(susun([langkah(k) for k in "cbad"], butuh, ADA)) == "abcd"


def test_what_an_obligatory_step_needs_is_put_in_with_its_reason_and_the_optional_is_not():
    butuh = {"b": [Butuh("a", True), Butuh("c", False)], "d": [Butuh("e", True)]}
    hasil = susun([langkah("b"), langkah("d", wajib=False)], butuh, ADA)
    assert [(n.layanan.kode, n.wajib, n.sebab) for n in hasil] == [
        ("a", True, "Diminta untuk Layanan b."),
        ("b", True, ""),
        ("d", False, ""),
    ]


def test_a_service_that_cannot_be_asked_for_is_left_out():
    assert urutan(susun([langkah("a"), langkah("b")], {"b": [Butuh("a", True)]}, {"b": ADA["b"]})) == "b"


def test_services_that_need_each_other_stand_once_each():
    butuh = {"a": [Butuh("b", True)], "b": [Butuh("a", True)]}
    assert urutan(susun([langkah("a"), langkah("b")], butuh, ADA)) == "ba"


@given(st.permutations(KODE), st.sets(st.tuples(st.sampled_from(KODE), st.sampled_from(KODE), st.booleans())))
def test_no_order_goes_against_the_dependencies(tulisan, pasangan):
    butuh: dict[str, list[Butuh]] = {}
    for dulu, nanti, wajib in pasangan:
        if dulu < nanti:  # so that no circle arises
            butuh.setdefault(nanti, []).append(Butuh(dulu, wajib))
    urut = urutan(susun([langkah(k) for k in tulisan], butuh, ADA))
    assert sorted(urut) == sorted(KODE)
    assert all(urut.index(b.kode) < urut.index(k) for k, semua in butuh.items() for b in semua)


@pytest.mark.django_db
def test_every_shipped_goal_follows_the_dependencies_of_the_shipped_services():
    katalog.muat(katalog.baca(katalog.BAWAAN))
    for tujuan in Tujuan.objects.all():
        urut = [n.layanan.kode for n in syarat.jalur(tujuan)]
        assert set(tujuan.langkah.values_list("layanan__kode", flat=True)) <= set(urut)
        dulu = [(s.butuh.kode if s.butuh else "nib", s.layanan.kode) for s in SyaratLayanan.objects.all()]
        assert [(a, b) for a, b in dulu if a in urut and b in urut and urut.index(a) > urut.index(b)] == []


@pytest.mark.django_db
def test_the_page_leads_to_the_request_that_is_under_way(pemilik, masuk):
    nib, izin = buat_layanan(kode="nib"), buat_layanan(kode="spp-irt")
    izin.syarat.create(legalitas="NIB")
    tujuan = Tujuan.objects.create(kode="toko", nama="Masuk toko", uraian="Contoh.")
    tujuan.langkah.create(layanan=izin, urut=1)
    satu = buat_permohonan(pemilik=pemilik, layanan=nib, status="DIAJUKAN")
    jawaban = masuk(pemilik).get("/layanan/tujuan/toko/")
    ((_, jalan),) = jawaban.context["jalan"]
    assert [(n.langkah.layanan, n.langkah.wajib, n.kini, n.permohonan) for n in jalan] == [
        (nib, True, True, satu),
        (izin, True, False, None),
    ]
    assert f'Lihat permohonan <span class="utuh">{satu.nomor}</span>' in jawaban.content.decode()
