"""The counter: what is asked, what is confirmed, who may, and what the search shows."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from inti import sandi
from tests.factories import KecamatanFactory, PelakuFactory, PenggunaFactory, buat_usaha, gambar, jadikan_terverifikasi
from umkm.actions.tulis import nik_tersandi
from umkm.admin import loket
from umkm.enums import StatusUsaha
from umkm.models import DugaanPelaku, PelakuUsaha, Usaha

NIK, NIK_LAIN = "3325114708900002", "3325110708900001"
SURAT = "Surat jual beli 1 November 2026, KTP keduanya dilihat."


def url(obj: Any, kata: str) -> str:
    return reverse(f"admin:umkm_{obj._meta.model_name}_{kata}", args=[obj.pk])


def teks(jawaban: Any) -> str:
    return jawaban.content.decode()


@pytest.fixture
def usaha(desa):
    return buat_usaha(pelaku=PelakuFactory(nama="Siti Contoh"), desa=desa)


@pytest.fixture
def orang(usaha):
    return usaha.pemilik


def alihan(**ganti: Any) -> dict[str, Any]:
    return {"dasar": "JUAL_BELI", "nama_baru": "Budi Contoh", "surat": gambar(), "alasan": SURAT, **ganti}


# Handing over.


def test_handing_over_to_a_new_person(masuk, kepala, usaha):
    klien = masuk(kepala)
    assert klien.get(url(usaha, "alihkan")).status_code == 200
    jawaban = klien.post(url(usaha, "alihkan"), alihan(telepon_baru="0812 0000 0009"))
    assert jawaban["Location"] == url(usaha, "change")
    milik = Usaha.objects.get().kepemilikan.berjalan().get()
    assert (milik.pelaku.nama, milik.pelaku.telepon, milik.dasar) == ("Budi Contoh", "+6281200000009", "JUAL_BELI")
    assert (milik.surat.jenis, milik.surat.diunggah_oleh) == ("surat_peralihan", kepala)


@pytest.mark.parametrize("sebut", ["nama", "telepon", "pilihan"])
def test_handing_over_to_somebody_known(masuk, kepala, usaha, desa, sebut):
    kepada = PelakuFactory(nama="Joko Penerima")
    buat_usaha(pelaku=kepada, desa=desa)
    isi = {
        "nama": {"kepada": "joko penerima"},
        "telepon": {"kepada": kepada.telepon},
        "pilihan": {"kepada": "jo", "kepada_pilihan": kepada.kode, "kepada_dicari": "jo"},
    }[sebut]
    masuk(kepala).post(url(usaha, "alihkan"), alihan(nama_baru="", **isi))
    assert Usaha.objects.get(pk=usaha.pk).pemilik == kepada


def test_several_of_one_name_are_offered_without_a_script(masuk, kepala, usaha, desa):
    dua = [PelakuFactory(nama="Joko Sama") for _ in range(2)]
    jawaban = masuk(kepala).post(url(usaha, "alihkan"), alihan(nama_baru="", kepada="joko sama"))
    assert jawaban.status_code == 422
    assert [o.kode in teks(jawaban) for o in dua] == [True, True]


@pytest.mark.parametrize(
    ("ganti", "medan"),
    [
        ({"nama_baru": ""}, "kepada"),
        ({"kepada": "Siti Contoh"}, "kepada"),
        ({"nama_baru": "", "kepada": "Tidak Ada Orangnya"}, "kepada"),
        ({"nama_baru": "", "kepada": "Siti Contoh"}, "kepada"),
        ({"dasar": "AWAL"}, "dasar"),
        ({"surat": ""}, "surat"),
        ({"alasan": ""}, "alasan"),
        ({"alasan": "KTP"}, "alasan"),
        ({"nik": "123"}, "nik"),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_nothing_is_written(masuk, kepala, usaha, ganti, medan):
    jawaban = masuk(kepala).post(url(usaha, "alihkan"), alihan(**ganti))
    assert (jawaban.status_code, list(jawaban.context_data["form"].errors)) == (422, [medan])
    assert (usaha.riwayat.count(), PelakuUsaha.objects.count()) == (1, 1)


def test_a_verified_business_asks_for_the_identity_card_of_the_new_owner(masuk, kepala, usaha):
    jadikan_terverifikasi(usaha)
    klien = masuk(kepala)
    jawaban = klien.post(url(usaha, "alihkan"), alihan())
    assert list(jawaban.context_data["form"].errors) == ["nik"]
    klien.post(url(usaha, "alihkan"), alihan(nik=NIK))
    baru = Usaha.objects.get().pemilik
    assert (baru.nama, baru.identitas_terbukti, sandi.dekripsi(baru.nik_sandi)) == ("Budi Contoh", True, NIK)


def test_the_nik_of_another_proven_person_is_refused_without_saying_whose(masuk, kepala, usaha, desa_limpung):
    Usaha.objects.update(status=StatusUsaha.TERVERIFIKASI)
    buat_usaha(pelaku=PelakuFactory(nama="Orang Limpung", nik=NIK, identitas_terbukti=True), desa=desa_limpung)
    jawaban = masuk(kepala).post(url(usaha, "alihkan"), alihan(nik=NIK))
    assert (jawaban.status_code, "Orang Limpung" in teks(jawaban)) == (422, False)
    assert PelakuUsaha.objects.filter(nama="Budi Contoh").count() == 0


# Death.


def test_a_death_is_recorded_with_its_paper(masuk, petugas, orang, usaha):
    data = {"pada_hari": "7", "pada_bulan": "8", "pada_tahun": "2026", "catatan": "Akta kematian nomor 12 dilihat."}
    klien = masuk(petugas)
    assert "Tidak ada pesan lagi untuk orang ini" in teks(klien.get(url(orang, "meninggal")))
    assert klien.post(url(orang, "meninggal"), data)["Location"] == url(orang, "change")
    orang.refresh_from_db()
    assert (str(orang.meninggal_pada), usaha.riwayat.latest("pk").catatan) == ("2026-08-07", data["catatan"])
    assert klien.get(url(orang, "meninggal")).status_code == 404


def test_a_death_in_the_future_or_without_a_paper_is_refused(masuk, petugas, orang):
    klien = masuk(petugas)
    besok = {"pada_hari": "1", "pada_bulan": "1", "pada_tahun": str(timezone.localdate().year + 1)}
    for data, medan in (
        ({**besok, "catatan": "Akta kematian dilihat."}, "pada"),
        ({**besok, "catatan": "x"}, "catatan"),
    ):
        jawaban = klien.post(url(orang, "meninggal"), data)
        assert (jawaban.status_code, list(jawaban.context_data["form"].errors)) == (422, [medan])
    orang.refresh_from_db()
    assert orang.meninggal_pada is None


def test_a_death_recorded_by_mistake_is_taken_back_at_the_counter(masuk, petugas, orang, usaha):
    klien = masuk(petugas)
    assert klien.get(url(orang, "hidupkan")).status_code == 404
    PelakuUsaha.objects.filter(pk=orang.pk).update(meninggal_pada=timezone.localdate())
    assert url(orang, "hidupkan") in teks(klien.get(url(orang, "change")))
    data = {"catatan": "Orangnya datang membawa KTP asli."}
    assert klien.post(url(orang, "hidupkan"), data)["Location"] == url(orang, "change")
    orang.refresh_from_db()
    assert (orang.meninggal_pada, usaha.riwayat.latest("pk").verba) == (None, "hidupkan")


# An older record finds its account.


def test_an_account_is_linked_only_after_its_name_was_compared(masuk, petugas, orang):
    akun = PenggunaFactory(nama="Siti Contoh", telepon_dibuktikan=timezone.now(), cara_bukti="loket")
    data = {"telepon": akun.telepon, "dasar": "KTP asli, cocok dengan formulir."}
    klien = masuk(petugas)
    jawaban = klien.post(url(orang, "hubungkan"), data)
    orang.refresh_from_db()
    assert (jawaban.status_code, orang.akun, "bernama <strong><bdi>Siti Contoh" in teks(jawaban)) == (200, None, True)
    assert f'name="akun_pasti" value="{akun.kode}"' in teks(jawaban)
    assert klien.post(url(orang, "hubungkan"), {**data, "akun_pasti": akun.kode}).status_code == 302
    orang.refresh_from_db()
    assert orang.akun == akun


def test_a_number_changed_after_the_comparison_is_compared_again(masuk, petugas, orang):
    satu, dua = (PenggunaFactory(telepon_dibuktikan=timezone.now(), cara_bukti="loket") for _ in range(2))
    data = {"telepon": dua.telepon, "dasar": "KTP asli dilihat.", "akun_pasti": satu.kode}
    assert masuk(petugas).post(url(orang, "hubungkan"), data).status_code == 200
    orang.refresh_from_db()
    assert orang.akun is None


def test_an_unproven_number_and_an_unknown_one_are_answered_alike(masuk, petugas, orang):
    belum = PenggunaFactory()
    klien = masuk(petugas)
    jawaban = [
        klien.post(url(orang, "hubungkan"), {"telepon": t, "dasar": "KTP asli dilihat."})
        for t in (belum.telepon, "+6281299999999")
    ]
    assert [j.status_code for j in jawaban] == [422, 422]
    assert len({str(j.context_data["form"].errors["telepon"]) for j in jawaban}) == 1


# The NIK of a proven identity.


def test_a_proven_nik_is_mended_at_the_counter(masuk, petugas, orang):
    PelakuUsaha.objects.filter(pk=orang.pk).update(**nik_tersandi(NIK), identitas_terbukti=True)
    kembar = PelakuFactory(nik=NIK_LAIN)
    data = {"nik": NIK_LAIN, "alasan": "Dua angka tertukar, KTP asli dilihat."}
    assert masuk(petugas).post(url(orang, "betulkan-nik"), data).status_code == 302
    orang.refresh_from_db()
    assert (sandi.dekripsi(orang.nik_sandi), orang.identitas_terbukti) == (NIK_LAIN, True)
    assert DugaanPelaku.objects.tentang(orang).tentang(kembar).count() == 1


def test_no_nik_is_written_into_the_reason(masuk, petugas, orang):
    PelakuUsaha.objects.filter(pk=orang.pk).update(**nik_tersandi(NIK), identitas_terbukti=True)
    data = {"nik": NIK_LAIN, "alasan": f"Seharusnya 3325 1107 0890 0001 bukan {NIK}"}
    jawaban = masuk(petugas).post(url(orang, "betulkan-nik"), data)
    assert (jawaban.status_code, list(jawaban.context_data["form"].errors)) == (422, ["alasan"])


def test_a_nik_that_was_never_proven_has_no_such_button(masuk, petugas, orang):
    klien = masuk(petugas)
    assert klien.get(url(orang, "betulkan-nik")).status_code == 404
    assert url(orang, "betulkan-nik") not in teks(klien.get(url(orang, "change")))


def test_whoever_tries_out_numbers_is_stopped(masuk, kepala, usaha, orang, monkeypatch):
    """The answer tells whether a NIK is taken; forty in an hour is nobody's counter."""
    monkeypatch.setattr(loket, "NIK_PER_JAM", 2)
    PelakuUsaha.objects.filter(pk=orang.pk).update(**nik_tersandi(NIK), identitas_terbukti=True)
    klien = masuk(kepala)
    data = {"nik": NIK, "alasan": "Salah ketik dulu, KTP asli dilihat."}
    galat = [teks(klien.post(url(orang, "betulkan-nik"), data)) for _ in range(3)]
    assert ["Terlalu banyak NIK" in satu for satu in galat] == [False, False, True]


# Who may.

KATA = ("alihkan", "meninggal", "hubungkan", "betulkan-nik")


@pytest.fixture
def sasaran(usaha, orang):
    PelakuUsaha.objects.filter(pk=orang.pk).update(**nik_tersandi(NIK), identitas_terbukti=True)
    return {kata: url(usaha if kata == "alihkan" else orang, kata) for kata in KATA}


def test_each_verb_is_open_to_whom_it_is_given(
    masuk, petugas, petugas_limpung, kepala, admin, pemilik, pelatih, sasaran
):
    siapa = {
        "petugas": petugas,
        "petugas_limpung": petugas_limpung,
        "kepala": kepala,
        "admin": admin,
        "pemilik": pemilik,
        "pelatih": pelatih,
    }
    boleh = {
        nama: {kata for kata, alamat in sasaran.items() if masuk(orang).get(alamat).status_code == 200}
        for nama, orang in siapa.items()
    }
    assert boleh == {
        "petugas": {"meninggal", "hubungkan", "betulkan-nik"},
        "petugas_limpung": set(),
        "kepala": {"alihkan", "meninggal", "betulkan-nik"},
        "admin": set(),
        "pemilik": set(),
        "pelatih": set(),
    }


@pytest.mark.parametrize("kata", KATA)
def test_a_stranger_to_the_kecamatan_cannot_send_the_form_either(masuk, petugas_limpung, sasaran, kata, orang):
    assert masuk(petugas_limpung).post(sasaran[kata], alihan(nik=NIK_LAIN)).status_code == 404
    sebelum = PelakuUsaha.objects.filter(pk=orang.pk).values().get()
    assert (sebelum["meninggal_pada"], sebelum["akun_id"]) == (None, None)


@pytest.mark.parametrize("kata", KATA)
def test_only_get_and_post_are_answered(masuk, buat_staf, desa, sasaran, kata):
    staf = buat_staf("kepala" if kata == "alihkan" else "petugas", desa.kecamatan)
    assert masuk(staf).put(sasaran[kata]).status_code == 405


def test_nobody_serves_himself(masuk, petugas, orang, sasaran):
    PelakuUsaha.objects.filter(pk=orang.pk).update(akun=petugas)
    klien = masuk(petugas)
    assert {kata: klien.get(sasaran[kata]).status_code for kata in ("meninggal", "betulkan-nik")} == {
        "meninggal": 404,
        "betulkan-nik": 404,
    }


# The search of persons.


def cari(klien: Any, q: str) -> str:
    return teks(klien.get(reverse("admin:umkm_pelakuusaha_cari"), {"q": q}))


def test_persons_are_found_by_name_number_and_phone_inside_the_scope(masuk, petugas, usaha, orang, desa_limpung):
    sana = buat_usaha(pelaku=PelakuFactory(nama="Siti Limpung"), desa=desa_limpung)
    klien = masuk(petugas)
    for q in ("siti", "contoh siti", orang.telepon, f"0{orang.telepon[3:]}"):
        html = cari(klien, q)
        assert (orang.kode in html, sana.pemilik.kode in html) == (True, False)
    for q in ("", "si", "\x01", sana.pemilik.telepon, sana.nomor, "%", "__"):
        assert "data-nilai" not in cari(klien, q)


def test_an_old_number_finds_the_person_that_lives_on(kepala, usaha, orang, desa):
    from umkm.actions.gabung import gabung_usaha
    from umkm.nomor import nomor_baru
    from umkm.pencarian import cari_pelaku, cari_usaha

    lama = buat_usaha(pelaku=orang, desa=desa, nomor=nomor_baru(2026))
    gabung_usaha(usaha, lama, oleh=kepala, alasan="Warung yang sama, dikunjungi.")
    assert (cari_pelaku(lama.nomor, kepala), cari_usaha(lama.nomor, kepala)) == ([orang], [usaha])


def test_the_search_shows_no_whole_phone_and_only_to_officials(masuk, petugas, pemilik, orang):
    assert orang.telepon not in cari(masuk(petugas), "siti")
    assert masuk(pemilik).get(reverse("admin:umkm_pelakuusaha_cari"), {"q": "siti"}).status_code == 404


def test_a_person_of_another_kecamatan_cannot_be_chosen_by_his_code(masuk, buat_staf, usaha, desa_limpung):
    sana = buat_usaha(pelaku=PelakuFactory(nama="Orang Limpung"), desa=desa_limpung).pemilik
    kepala_batang = buat_staf("kepala", KecamatanFactory())
    data = alihan(nama_baru="", kepada="x", kepada_pilihan=sana.kode, kepada_dicari="x")
    jawaban = masuk(kepala_batang).post(url(usaha, "alihkan"), data)
    assert (jawaban.status_code, "Orang Limpung" in teks(jawaban)) == (422, False)
