"""No row of another kecamatan leaves the officials' room, on any page of any list.

The walk is made from the registry of the admin site. An official of Limpung with EVERY permission
asks every address about a record of kecamatan Batang; its marker must never be in an answer.

A model joins by an example: `CONTOH` in `tests/<app>/contoh_admin.py` maps the model to a function
`(desa, penanda) -> object` that makes a new record of that desa and puts `penanda` where its list shows
it. Reference data (`untuk_semua`) makes a record that everyone may see. A model without an example fails.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

LUAR, DALAM = "PenandaBatangLuar", "PenandaLimpungDalam"
TERTUTUP = (403, 404)
MODEL = list(admin.site._registry)


def nama(model: type) -> str:
    return model._meta.label_lower


TIAP_MODEL = pytest.mark.parametrize("model", MODEL, ids=nama)
DIBATASI = [m for m, h in admin.site._registry.items() if h.hanya_sekabupaten or not h.untuk_semua]
TIAP_MODEL_DIBATASI = pytest.mark.parametrize("model", DIBATASI, ids=nama)


def contoh(model: type) -> Any:
    for app in settings.LANTAI:
        modul = f"tests.{app}.contoh_admin"
        if find_spec(f"tests.{app}") and find_spec(modul) and model in import_module(modul).CONTOH:
            return import_module(modul).CONTOH[model]
    pytest.fail(f"{nama(model)} has an admin but no example in tests/{model._meta.app_label}/contoh_admin.py")


def alamat(model: type, halaman: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{halaman}", args=args)


@pytest.fixture
def petugas_serba_boleh(petugas_limpung: Any) -> Any:
    """An official of Limpung who may do everything, so that only the scope stands between him and Batang."""
    petugas_limpung.user_permissions.set(Permission.objects.all())
    return petugas_limpung


@pytest.fixture
def klien(petugas_serba_boleh: Any, masuk: Any) -> Client:
    return masuk(petugas_serba_boleh)


@pytest.fixture
def luar(model: type, desa: Any) -> Any:
    return contoh(model)(desa, LUAR)


@pytest.fixture
def dalam(model: type, desa_limpung: Any) -> Any:
    return contoh(model)(desa_limpung, DALAM)


def bersih(jawaban: Any, luar: Any) -> None:
    """Assert that an answer neither shows nor links to the record of the other kecamatan."""
    assert jawaban.status_code < 500
    if jawaban.streaming:
        isi = b"".join(jawaban.streaming_content).decode(errors="replace")
    else:
        isi = jawaban.content.decode(errors="replace")
    assert LUAR not in isi
    assert alamat(type(luar), "change", luar.pk) not in isi


def saringan_daftar(klien: Client, url: str) -> Iterator[str]:
    """Every address that the filters and tabs of a list lead to."""
    cl = klien.get(url).context["cl"]
    for spec in cl.filter_specs:
        for pilihan in spec.choices(cl):
            yield pilihan["query_string"]


def pertanyaan_langsung(model: type, luar: Any) -> Iterator[str]:
    """What nobody is offered but anyone can type: filters by the values of the foreign record itself."""
    for bidang in model._meta.fields:
        nilai = bidang.value_from_object(luar)
        for ekor in ("exact", "in", *(("id__exact", "pk__exact") if bidang.is_relation else ("startswith",))):
            yield "?" + urlencode({f"{bidang.name}__{ekor}": nilai})
        if LUAR not in str(nilai):
            yield "?" + urlencode({"q": nilai})
    # All but the last letter: the page repeats what was asked, and only the record has the whole word.
    for satu in ({"q": LUAR[:-1]}, {"all": ""}, {"p": 2}, {"_popup": 1}, {"_to_field": "id"}, {"e": 1}):
        yield "?" + urlencode(satu)
    kolom = range(len(admin.site.get_model_admin(model).list_display) + 2)
    yield from (f"?o={n}" for n in kolom)
    yield "?o=" + ".".join(f"-{n}" for n in kolom)


@TIAP_MODEL
def test_every_admin_is_ours_and_every_model_has_an_example(model: type) -> None:
    from inti.admin import AdminDasar

    assert isinstance(admin.site.get_model_admin(model), AdminDasar)
    assert callable(contoh(model))


@TIAP_MODEL_DIBATASI
def test_list_shows_own_rows_and_no_other(model: type, klien: Client, luar: Any, dalam: Any) -> None:
    jawaban = klien.get(alamat(model, "changelist"))
    bersih(jawaban, luar)
    if admin.site.get_model_admin(model).hanya_sekabupaten:
        assert jawaban.status_code == 403
    else:
        assert alamat(model, "change", dalam.pk) in jawaban.content.decode()
        assert [baris.pk for baris in jawaban.context["cl"].result_list if baris.pk == luar.pk] == []


@TIAP_MODEL_DIBATASI
def test_filters_search_ordering_and_hand_typed_questions_find_no_other(
    model: type, klien: Client, luar: Any, dalam: Any
) -> None:
    url = alamat(model, "changelist")
    pertanyaan = list(pertanyaan_langsung(model, luar))
    if not admin.site.get_model_admin(model).hanya_sekabupaten:
        pertanyaan += saringan_daftar(klien, url)
    for tanya in pertanyaan:
        bersih(klien.get(url + tanya, follow=True), luar)


@TIAP_MODEL_DIBATASI
def test_every_address_of_a_record_is_closed_for_the_other_and_open_for_the_own(
    model: type, klien: Client, luar: Any, dalam: Any
) -> None:
    halaman = admin.site.get_model_admin(model)
    for pola in halaman.get_urls():
        if "object_id" not in pola.pattern.converters:
            continue
        jalan = str(pola.pattern).replace("<path:object_id>", "{0}")
        assert "<" not in jalan, f"test does not know how to fill {pola.pattern}"
        url = alamat(model, "changelist") + jalan.format(luar.pk)
        for jawaban in (klien.get(url, follow=True), klien.post(url, {}, follow=True)):
            bersih(jawaban, luar)
            assert jawaban.status_code in TERTUTUP
    if not halaman.hanya_sekabupaten:
        jawaban = klien.get(alamat(model, "change", dalam.pk))
        assert jawaban.status_code == 200
        bersih(jawaban, luar)
        assert klien.get(alamat(model, "history", dalam.pk)).status_code == 200


@TIAP_MODEL_DIBATASI
def test_addresses_without_a_record_show_no_other(model: type, klien: Client, luar: Any) -> None:
    for pola in admin.site.get_model_admin(model).get_urls():
        jalan = str(pola.pattern)
        if "<" in jalan or re.search(r"[\[\\]", jalan):
            continue
        bersih(klien.get(alamat(model, "changelist") + jalan, follow=True), luar)


@TIAP_MODEL_DIBATASI
def test_actions_on_all_do_not_touch_the_other(
    model: type, klien: Client, petugas_serba_boleh: Any, luar: Any, dalam: Any, rf: Any
) -> None:
    halaman = admin.site.get_model_admin(model)
    permintaan = rf.get("/")
    permintaan.user = petugas_serba_boleh
    sebelum = model._base_manager.filter(pk=luar.pk).values().get()
    for aksi in halaman.get_actions(permintaan):
        data = {"action": aksi, "_selected_action": [luar.pk, dalam.pk], "select_across": "1", "index": "0"}
        bersih(klien.post(alamat(model, "changelist"), data, follow=True), luar)
    assert model._base_manager.filter(pk=luar.pk).values().get() == sebelum


@TIAP_MODEL_DIBATASI
def test_pickers_offer_no_other(model: type, klien: Client, luar: Any) -> None:
    penunjuk = [
        (asal, bidang)
        for asal in apps.get_models()
        for bidang in [*asal._meta.fields, *asal._meta.many_to_many]
        if bidang.related_model is model
    ]
    for asal, bidang in penunjuk:
        for istilah in ("", LUAR, str(luar.pk)):
            pertanyaan = {
                "app_label": asal._meta.app_label,
                "model_name": asal._meta.model_name,
                "field_name": bidang.name,
                "term": istilah,
            }
            jawaban = klien.get(reverse("admin:autocomplete"), pertanyaan)
            bersih(jawaban, luar)
            if jawaban.status_code == 200:
                assert [r["id"] for r in jawaban.json()["results"] if r["id"] == str(luar.pk)] == []


@TIAP_MODEL_DIBATASI
def test_pages_of_the_site_show_no_other(model: type, klien: Client, luar: Any) -> None:
    bersih(klien.get(reverse("admin:index")), luar)
    bersih(klien.get(reverse("admin:app_list", args=[model._meta.app_label])), luar)


@TIAP_MODEL
def test_list_asks_the_same_number_of_queries_for_one_row_and_for_three(
    model: type, admin_klien: Client, desa: Any
) -> None:
    buat = contoh(model)
    buat(desa, f"{DALAM} 1")
    url = alamat(model, "changelist")
    admin_klien.get(url)
    satu = _jumlah_kueri(admin_klien, url)
    buat(desa, f"{DALAM} 2")
    buat(desa, f"{DALAM} 3")
    assert (_jumlah_kueri(admin_klien, url), satu <= 12) == (satu, True)


@pytest.fixture
def admin_klien(admin: Any, masuk: Any) -> Client:
    admin.user_permissions.set(Permission.objects.all())
    return masuk(admin)


def _jumlah_kueri(klien: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as kueri:
        assert klien.get(url).status_code == 200
    return len(kueri)
