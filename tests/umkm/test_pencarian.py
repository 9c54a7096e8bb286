"""The search of the registry: what finds what, that its words stay true, and that it reads indexes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inti import sandi
from tests.factories import PelakuFactory, buat_usaha
from umkm.models import CarianUsaha, KepemilikanUsaha, PelakuUsaha, Usaha
from umkm.nomor import nomor_baru
from umkm.pencarian import BATAS_HASIL, kata, saring_pelaku, saring_usaha

NIK = "3325114708900002"


def temukan(teks: str, **cara: Any) -> list[Usaha]:
    return list(saring_usaha(Usaha.objects.order_by("pk"), teks, **cara))


def temukan_orang(teks: str) -> list[PelakuUsaha]:
    return list(saring_pelaku(PelakuUsaha.objects.order_by("pk"), teks))


@pytest.fixture
def keripik(desa: Any) -> Usaha:
    pelaku = PelakuFactory(nama="Siti Ma'rufah", telepon="+6281200009999", nik=NIK)
    return buat_usaha(
        pelaku=pelaku,
        desa=desa,
        nomor=nomor_baru(2026),
        nama="Kerípik Al-Hikmah",
        uraian="gorengan singkong",
        produk_utama="Balado",
    )


@pytest.fixture
def bengkel(desa_limpung: Any) -> Usaha:
    return buat_usaha(
        pelaku=PelakuFactory(nama="Budi Contoh"),
        desa=desa_limpung,
        nomor=nomor_baru(2026),
        nama="Bengkel",
        uraian="las",
    )


@pytest.mark.parametrize(
    "teks",
    ["keripik", "KERIP", "hikmah al", "singkong", "balado", "siti marufah", "Siti Ma’rufah", "kaum", "ker sit kau bat"],
)
def test_every_word_begins_a_word_of_name_product_owner_or_place(keripik, bengkel, teks):
    assert temukan(teks) == [keripik]


@pytest.mark.parametrize(
    "teks", ["ripik", "keripik bengkel", "keripik limpung", "k", "%", "' | '", "& !", "\x00", "~siti x"]
)
def test_the_middle_of_a_word_another_record_and_bare_marks_find_nothing(keripik, bengkel, teks):
    assert temukan(teks) == []


def test_a_short_word_must_be_the_whole_word(keripik, bengkel):
    assert (temukan("al"), temukan("ke")) == ([keripik], [])


def test_a_number_is_found_whole_by_its_beginning_and_by_its_digits(keripik, bengkel):
    urut = keripik.nomor.split("-")[2]
    for teks in (keripik.nomor, keripik.nomor.lower().replace("-", " "), f"BTG-26-{urut}", urut, str(int(urut))):
        assert temukan(teks) == [keripik]
    assert temukan("btg 26 0000") == [keripik, bengkel]


def test_a_phone_is_found_in_any_spelling(keripik, bengkel):
    for teks in ("0812 0000-9999", "+62 812 0000 9999"):
        assert (temukan(teks), temukan_orang(teks)) == ([keripik], [keripik.pemilik])


def test_nothing_is_found_by_a_nik_or_its_hash(keripik):
    for teks in (NIK, "3325 1147 0890 0002", sandi.sidik(NIK)):
        assert (temukan(teks), temukan_orang(teks)) == ([], [])


def test_the_public_finds_by_words_and_place_and_never_by_person_or_number(keripik, bengkel):
    urut = keripik.nomor.split("-")[2]
    assert temukan("keripik kauman", umum=True) == [keripik]
    for teks in ("siti", "0812 0000 9999", keripik.nomor, urut):
        assert temukan(teks, umum=True) == []


def test_persons_are_found_by_words_of_the_name_and_by_the_number_of_their_business(keripik, bengkel):
    for teks in ("siti", "MARU", "ma'ruf siti", keripik.nomor):
        assert temukan_orang(teks) == [keripik.pemilik]
    assert temukan_orang("kauman") == []


def test_scope_and_filters_come_before_the_search(keripik, bengkel):
    assert list(saring_usaha(Usaha.objects.filter(desa=bengkel.desa), "keripik")) == []


def test_the_scope_in_the_index_hides_nothing_that_is_in_scope(keripik, bengkel, petugas, petugas_limpung):
    """Their own kecamatan, and what they own themselves elsewhere."""
    milik = buat_usaha(pemilik=petugas_limpung, desa=keripik.desa, nama="Keripik Petugas")

    def cari(user: Any, teks: str) -> list[Usaha]:
        return list(saring_usaha(Usaha.objects.terlihat_oleh(user).order_by("pk"), teks, user=user))

    assert (cari(petugas, "keripik"), cari(petugas_limpung, "keripik")) == ([keripik, milik], [milik])
    assert (cari(petugas, "bengkel"), cari(petugas_limpung, "bengkel")) == ([], [bengkel])


class TestTruth:
    """Whatever writes, through Django or around it, the words follow."""

    def test_a_new_name_product_number_or_village_of_the_business(self, keripik, bengkel, desa_limpung):
        Usaha.objects.filter(pk=keripik.pk).update(nama="Emping", desa=desa_limpung)
        assert (temukan("keripik"), temukan("emping limpung"), temukan("emping kauman")) == ([], [keripik], [])

    def test_a_new_name_of_the_owner(self, keripik):
        PelakuUsaha.objects.filter(pk=keripik.pemilik.pk).update(nama="Aminah")
        assert (temukan("siti"), temukan("aminah")) == ([], [keripik])

    def test_a_new_owner_and_one_who_left(self, keripik):
        baru = PelakuFactory(nama="Wagiyem")
        keripik.kepemilikan.update(sampai=timezone.localdate())
        KepemilikanUsaha.objects.create(pelaku=baru, usaha=keripik)
        assert (temukan("siti"), temukan("wagiyem")) == ([], [keripik])

    def test_an_ownership_that_moves_or_goes(self, keripik, bengkel):
        KepemilikanUsaha.objects.filter(usaha=keripik).update(usaha=bengkel)
        assert temukan("siti") == [bengkel]
        KepemilikanUsaha.objects.filter(pelaku__nama__startswith="Siti").delete()
        assert temukan("siti") == []

    def test_thousands_that_arrive_at_once(self, keripik, desa):
        baru = [
            Usaha(nama=f"Batik {n}", uraian="batik", desa=desa, nomor=f"BTG-25-{n:06d}-X", status="DRAF")
            for n in (1, 2)
        ]
        Usaha.objects.bulk_create(baru)
        KepemilikanUsaha.objects.bulk_create([KepemilikanUsaha(pelaku=keripik.pemilik, usaha=u) for u in baru])
        assert (temukan("batik siti"), CarianUsaha.objects.count()) == (baru, 3)

    def test_a_change_of_anything_else_writes_nothing(self, keripik):
        def versi() -> Any:
            with connection.cursor() as kursor:
                kursor.execute("SELECT xmin::text, ctid::text FROM umkm_carianusaha WHERE usaha_id = %s", [keripik.pk])
                return kursor.fetchone()

        lama = versi()
        Usaha.objects.filter(pk=keripik.pk).update(keadaan="TUTUP", nama=keripik.nama)
        assert versi() == lama


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=60))
def test_words_are_the_same_here_and_in_the_database(db, teks):
    with connection.cursor() as kursor:
        kursor.execute("SELECT tsvector_to_array(umkm_lexem(%s))", [teks])
        (disana,) = kursor.fetchone()
    assert set(disana) == set(kata(teks))


def test_a_common_word_finds_a_bounded_number(db, desa, monkeypatch):
    monkeypatch.setattr("umkm.pencarian.BATAS_HASIL", 2)
    for _ in range(3):
        buat_usaha(desa=desa, nama="Warung")
    assert (len(temukan("warung")), BATAS_HASIL) == (2, 1001)


@pytest.fixture
def banyak(desa: Any) -> None:
    """So many rows, each under words of its own, that the planner has a reason to choose."""
    orang = [PelakuUsaha(nama=f"Orang{n} Contoh", telepon=f"+62812{n:08d}") for n in range(400)]
    usaha = [
        Usaha(nama=f"Nama{n}", uraian="jual", desa=desa, nomor=f"BTG-25-{n:06d}-X", status="DRAF") for n in range(400)
    ]
    PelakuUsaha.objects.bulk_create(orang)
    Usaha.objects.bulk_create(usaha)
    milik = zip(orang, usaha, strict=True)
    KepemilikanUsaha.objects.bulk_create([KepemilikanUsaha(pelaku=p, usaha=u) for p, u in milik])
    with connection.cursor() as kursor:
        kursor.execute("SET LOCAL enable_seqscan = off")  # as dear as it is at full size
        kursor.execute("ANALYZE umkm_usaha, umkm_carianusaha, umkm_pelakuusaha, umkm_kepemilikanusaha")


@pytest.mark.parametrize(
    ("teks", "indeks"),
    [
        ("nama123", "usaha_carian"),
        ("BTG-25-000123", "umkm_usaha_nomor"),
        ("0812 0000 0123", "umkm_pelakuusaha_telepon"),
    ],
    ids=["words", "number", "phone"],
)
def test_a_search_reads_an_index_and_no_whole_table(banyak, teks, indeks):
    dibaca, utuh = _rencana(saring_usaha(Usaha.objects.order_by("jatuh_tempo", "-pk"), teks))
    assert ([i for i in dibaca if i.startswith(indeks)] != [], utuh) == (True, set())


def test_the_search_of_persons_reads_the_index_of_words(banyak):
    dibaca, utuh = _rencana(saring_pelaku(PelakuUsaha.objects.order_by("-pk"), "orang123"))
    assert ("pelaku_carian" in dibaca, utuh) == (True, set())


def test_the_list_of_officials_is_read_in_the_order_of_an_index(banyak):
    """Either index that begins with the promise will do: which of them is cheaper changes with the figures."""
    dibaca, utuh = _rencana(Usaha.objects.order_by("jatuh_tempo", "-pk")[:51])
    urut = {nama for nama in dibaca if nama == "usaha_urut_janji" or nama.startswith("umkm_usaha_jatuh_tempo_")}
    assert (len(dibaca), dibaca - urut, utuh) == (1, set(), set())


def _rencana(qs: Any) -> tuple[set[str], set[str]]:
    """Return what the plan of `qs` reads: indexes, and tables as a whole."""
    (rencana,) = json.loads(qs.explain(format="json"))
    simpul = list(_simpul(rencana["Plan"]))
    return (
        {s["Index Name"] for s in simpul if "Index Name" in s},
        {s["Relation Name"] for s in simpul if s["Node Type"] == "Seq Scan"},
    )


def _simpul(rencana: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield rencana
    for anak in rencana.get("Plans", ()):
        yield from _simpul(anak)
