"""The three steps of a merge in the officials' room, and its undoing."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import KecamatanFactory, PelakuFactory, buat_usaha
from umkm.actions.gabung import gabung_pelaku, gabung_usaha
from umkm.actions.ganda import catat_dugaan
from umkm.enums import StatusUsaha
from umkm.models import DugaanPelaku, DugaanUsaha, PelakuUsaha, Penggabungan, Usaha, Usulan

ALASAN = "Satu orang, KTP dilihat di loket."


def url(obj: Any, nama: str, **tanya: str) -> str:
    alamat = reverse(f"admin:umkm_{obj._meta.model_name}_{nama}", args=[obj.pk])
    return f"{alamat}?{'&'.join(f'{k}={v}' for k, v in tanya.items())}" if tanya else alamat


def teks(jawaban: Any) -> str:
    return jawaban.content.decode()


@pytest.fixture
def orang(desa):
    a = PelakuFactory(nama="Siti Aminah", telepon="+6281200000001")
    b = PelakuFactory(nama="Siti Aminah Binti", telepon="+6281200000002")
    for satu in (a, b):
        buat_usaha(pelaku=satu, desa=desa)
    return a, b


@pytest.fixture
def usaha(desa):
    pelaku = PelakuFactory()
    return buat_usaha(pelaku=pelaku, desa=desa), buat_usaha(pelaku=pelaku, desa=desa)


@pytest.fixture
def klien(kepala, masuk):
    return masuk(kepala)


@pytest.mark.parametrize("cari", ["aminah binti", "0812 0000 0002", "nomor"])
def test_the_other_is_found_by_name_phone_or_number(klien, orang, cari):
    a, b = orang
    q = b.kepemilikan.get().usaha.nomor if cari == "nomor" else cari
    if cari == "nomor":
        Usaha.objects.filter(kepemilikan__pelaku=b).update(nomor="BTG-26-000002-7")
        from umkm.nomor import nomor_baru

        Usaha.objects.filter(kepemilikan__pelaku=b).update(nomor=nomor_baru(2026))
        q = b.kepemilikan.get().usaha.nomor.lower().replace("-", " ")
    html = teks(klien.get(url(a, "gabung"), {"q": q}))
    assert url(a, "gabung_banding", lain=b.kode) in html
    assert url(a, "gabung_banding", lain=a.kode) not in html


def test_a_suspicion_is_offered_first_and_leads_to_the_comparison(klien, orang):
    a, b = orang
    catat_dugaan(a, b, "NAMA")
    dugaan = DugaanPelaku.objects.get()
    assert url(a, "gabung_banding", lain=b.kode) in teks(klien.get(url(a, "gabung")))
    assert url(dugaan, "gabung") in teks(klien.get(url(dugaan, "change")))
    jawaban = klien.get(url(dugaan, "gabung"))
    assert jawaban["Location"] == url(a, "gabung_banding", lain=b.kode)


def test_the_comparison_shows_both_what_hangs_on_each_and_proposes_the_better_one(klien, usaha):
    a, b = usaha
    Usaha.objects.filter(pk=b.pk).update(status=StatusUsaha.TERVERIFIKASI)
    b.keuangan.create(tahun=2025)
    jawaban = klien.get(url(a, "gabung_banding", lain=b.kode))
    assert jawaban.context_data["terpilih"] == b.kode
    assert ("keuangan usaha", 0, 1) in jawaban.context_data["jumlah"]
    html = teks(jawaban)
    assert (a.nomor in html, b.nomor in html, "Pilih usaha yang sudah terverifikasi" in html) == (True, True, True)


def test_nothing_is_written_before_the_last_step(klien, orang):
    a, b = orang
    for alamat in (
        url(a, "gabung"),
        url(a, "gabung_banding", lain=b.kode),
        url(a, "gabung_pastikan", lain=b.kode, utama=a.kode),
    ):
        assert klien.get(alamat).status_code == 200
    assert klien.post(url(a, "gabung")).status_code == 405
    assert klien.post(url(a, "gabung_banding"), {"lain": b.kode}).status_code == 405
    assert (Penggabungan.objects.count(), PelakuUsaha.objects.utuh().count()) == (0, 2)


@pytest.mark.parametrize("terbalik", [False, True])
def test_three_steps_merge_two_persons(klien, orang, terbalik):
    a, b = orang
    utama, lebur = (b, a) if terbalik else (a, b)
    halaman = klien.get(url(a, "gabung_pastikan", lain=b.kode, utama=utama.kode))
    assert (halaman.context_data["utama"], halaman.context_data["lebur"]) == (utama, lebur)
    assert halaman.context_data["pindah"] == [("kepemilikan", 1)]
    data = {"lain": b.kode, "utama": utama.kode, "alasan": ALASAN}
    jawaban = klien.post(url(a, "gabung_pastikan"), data)
    assert jawaban["Location"] == url(utama, "change")
    lebur.refresh_from_db()
    assert (lebur.digabung_ke, Penggabungan.objects.get().alasan) == (utama, ALASAN)


def test_three_steps_merge_two_businesses_and_the_log_undoes_it(klien, usaha):
    a, b = usaha
    klien.post(url(a, "gabung_pastikan"), {"lain": b.kode, "utama": a.kode, "alasan": ALASAN})
    b.refresh_from_db()
    assert b.digabung_ke == a
    log = Penggabungan.objects.get()
    assert url(log, "batalkan") in teks(klien.get(url(log, "change")))
    assert klien.get(url(log, "batalkan")).status_code == 200
    assert klien.post(url(log, "batalkan"), {"alasan": ""}).status_code == 422
    b.refresh_from_db()
    assert b.digabung_ke == a
    jawaban = klien.post(url(log, "batalkan"), {"alasan": "Ternyata dua warung."})
    b.refresh_from_db()
    assert (jawaban["Location"], b.digabung_ke) == (url(b, "change"), None)
    assert klien.get(url(log, "batalkan")).status_code == 404
    assert url(log, "batalkan") not in teks(klien.get(url(log, "change")))


def test_a_missing_reason_is_asked_for_and_nothing_happens(klien, orang):
    a, b = orang
    for alasan in ("", "sama"):
        jawaban = klien.post(url(a, "gabung_pastikan"), {"lain": b.kode, "utama": a.kode, "alasan": alasan})
        assert (jawaban.status_code, Penggabungan.objects.count()) == (422, 0)


def test_what_will_be_filled_in_is_said_in_words(klien, orang):
    a, b = orang
    PelakuUsaha.objects.filter(pk=a.pk).update(telepon="")
    PelakuUsaha.objects.filter(pk=b.pk).update(nik_sandi="x", nik_sidik="y", alamat="Dukuh Contoh")
    halaman = klien.get(url(a, "gabung_pastikan", lain=b.kode, utama=a.kode))
    assert halaman.context_data["diisi"] == ["Nomor WhatsApp", "NIK", "Alamat tempat tinggal"]


def test_what_stands_in_the_way_is_said_before_the_last_step(klien, orang, usaha):
    satu, dua = (p.kepemilikan.get().usaha for p in orang)
    html = teks(klien.get(url(satu, "gabung_banding", lain=dua.kode)))
    assert ("Pemilik kedua usaha berbeda" in html, ">Lanjut<" in html) == (True, False)
    jawaban = klien.post(url(satu, "gabung_pastikan"), {"lain": dua.kode, "utama": satu.kode, "alasan": ALASAN})
    assert (jawaban["Location"], Penggabungan.objects.count()) == (url(satu, "gabung_banding", lain=dua.kode), 0)
    a, b = usaha
    Usulan.objects.create(usaha=b, status="DIAJUKAN")
    assert klien.get(url(a, "gabung_pastikan", lain=b.kode, utama=a.kode)).status_code == 302


def test_a_pair_decided_meanwhile_is_not_offered(klien, orang):
    a, b = orang
    catat_dugaan(a, b, "NAMA")
    DugaanPelaku.objects.update(keputusan="BUKAN")
    assert klien.get(url(DugaanPelaku.objects.get(), "gabung")).status_code == 404


def test_a_merged_record_cannot_enter_the_steps(klien, kepala, orang, usaha):
    a, b = orang
    gabung_pelaku(a, b, oleh=kepala, alasan=ALASAN)
    assert klien.get(url(b, "gabung")).status_code == 404
    assert klien.get(url(usaha[0], "gabung_banding", lain=usaha[0].kode)).status_code == 404
    c = PelakuFactory()
    assert klien.get(url(c, "gabung_banding", lain=b.kode)).status_code == 404


# Who may.


def test_an_official_without_the_right_finds_no_step(masuk, petugas, orang, usaha, kepala):
    klien = masuk(petugas)
    log = gabung_usaha(*usaha, oleh=kepala, alasan=ALASAN)
    a, b = orang
    for alamat in (
        url(a, "gabung"),
        url(a, "gabung_banding", lain=b.kode),
        url(a, "gabung_pastikan", lain=b.kode, utama=a.kode),
        url(log, "batalkan"),
    ):
        assert klien.get(alamat).status_code == 404
    assert klien.post(url(a, "gabung_pastikan"), {"lain": b.kode, "alasan": ALASAN}).status_code == 404
    assert klien.post(url(log, "batalkan"), {"alasan": ALASAN}).status_code == 404
    assert Penggabungan.objects.filter(dibatalkan_pada=None).count() == 1


def test_the_search_and_the_pair_end_at_the_border_of_the_kecamatan(masuk, buat_staf, desa, desa_limpung):
    kepala_batang = masuk(buat_staf("kepala", KecamatanFactory()))
    sini, sana = PelakuFactory(nama="Siti Aminah"), PelakuFactory(nama="Siti Aminah Limpung")
    buat_usaha(pelaku=sini, desa=desa)
    usaha_sana = buat_usaha(pelaku=sana, desa=desa_limpung)
    for q in ("siti", sana.telepon, usaha_sana.nomor):
        assert sana.kode not in teks(kepala_batang.get(url(sini, "gabung"), {"q": q}))
    assert kepala_batang.get(url(sini, "gabung_banding", lain=sana.kode)).status_code == 404
    assert kepala_batang.get(url(sana, "gabung")).status_code == 404
    data = {"lain": sana.kode, "utama": sini.kode, "alasan": ALASAN}
    assert kepala_batang.post(url(sini, "gabung_pastikan"), data).status_code == 404
    assert Penggabungan.objects.count() == 0


def test_a_person_with_a_business_elsewhere_is_for_who_sees_all(masuk, buat_staf, desa, desa_limpung, orang):
    kepala_batang = masuk(buat_staf("kepala", KecamatanFactory()))
    a, b = orang
    buat_usaha(pelaku=b, desa=desa_limpung)
    jawaban = kepala_batang.get(url(a, "gabung_banding", lain=b.kode), follow=True)
    assert jawaban.redirect_chain == [(url(a, "gabung"), 302)]
    assert "di luar wilayah Anda" in teks(jawaban)


def test_the_steps_ask_the_same_number_of_queries_for_one_find_and_for_three(klien, desa, orang):
    a, _ = orang

    def tanya() -> int:
        with CaptureQueriesContext(connection) as kueri:
            klien.get(url(a, "gabung"), {"q": "warung"})
        return len(kueri)

    buat_usaha(pelaku=PelakuFactory(nama="Warung Contoh"), desa=desa)
    satu = tanya()
    for n in range(2):
        buat_usaha(pelaku=PelakuFactory(nama=f"Warung Contoh {n}"), desa=desa)
    assert tanya() == satu


def test_the_link_stands_on_both_kinds_of_record_for_who_may(klien, masuk, petugas, orang, usaha):
    for obj in (orang[0], usaha[0]):
        assert url(obj, "gabung") in teks(klien.get(url(obj, "change")))
        assert url(obj, "gabung") not in teks(masuk(petugas).get(url(obj, "change")))
    catat_dugaan(*usaha, "NAMA")
    assert url(DugaanUsaha.objects.get(), "gabung") in teks(klien.get(url(DugaanUsaha.objects.get(), "change")))
