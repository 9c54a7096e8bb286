"""Reply snippets: kept by the office, offered beside a message, put in without a script, holding nobody's data."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from inti import potongan
from inti.potongan import PotonganBalasan
from tests.factories import buat_usaha
from umkm.enums import StatusUsaha, StatusUsulan
from umkm.models import Usaha, Usulan

TAMBAH = reverse("admin:inti_potonganbalasan_add")
DATA = {"untuk": "umkm.usaha:tolak", "judul": "Alamat", "teks": "Perbaiki alamatnya.", "urut": "5", "berlaku": "on"}


def url(usaha: Usaha, nama: str) -> str:
    return reverse(f"admin:umkm_usaha_{nama}", args=[usaha.pk])


@pytest.fixture
def klien(petugas: Any, masuk: Any) -> Client:
    return masuk(petugas)


@pytest.fixture
def usaha(desa: Any) -> Usaha:
    return buat_usaha(desa=desa, status=StatusUsaha.DIAJUKAN)


def buat(untuk: str = "umkm.usaha:tolak", teks: str = "Perbaiki alamatnya.", **isian: Any) -> PotonganBalasan:
    return PotonganBalasan.objects.create(untuk=untuk, teks=teks, **{"judul": "Alamat", **isian})


def test_what_comes_along_is_loaded_once_and_what_was_changed_stays(db: None) -> None:
    semua = list(potongan.baca_bawaan())
    call_command("muat_potongan", verbosity=0)
    assert PotonganBalasan.objects.count() == len(semua) > 10
    satu = PotonganBalasan.objects.first()
    PotonganBalasan.objects.filter(pk=satu.pk).update(judul="Ganti", teks="Kalimat kami.", berlaku=False)
    assert potongan.muat(semua) == 0
    assert PotonganBalasan.objects.filter(judul="Ganti", teks="Kalimat kami.").count() == 1


def test_every_one_that_comes_along_belongs_to_a_verb_with_a_message(db: None) -> None:
    from inti.admin.potongan import pilihan

    dikenal = {kunci for _, verba in pilihan() for kunci, _ in verba}
    assert {b["untuk"] for b in potongan.baca_bawaan()} == dikenal


@pytest.mark.parametrize("teks", ["Hubungi 0812 3456 7890.", "NIK 3325114708900002", "Nomor 33.25.11.4708.90"])
def test_a_number_of_a_person_is_not_kept(db: None, teks: str) -> None:
    with pytest.raises(ValidationError, match="nomor orang"):
        PotonganBalasan(untuk="umkm.usaha:tolak", judul="X", teks=teks).full_clean()


def test_the_head_writes_them_and_officials_only_read(kepala: Any, klien: Client, admin: Any, masuk: Any) -> None:
    assert klien.get(TAMBAH).status_code == 403
    assert masuk(kepala).post(TAMBAH, DATA).status_code == 302
    satu = PotonganBalasan.objects.get()
    assert (satu.untuk, satu.judul, satu.teks, satu.urut) == ("umkm.usaha:tolak", "Alamat", "Perbaiki alamatnya.", 5)
    ubah = reverse("admin:inti_potonganbalasan_change", args=[satu.pk])
    assert masuk(admin).post(ubah, DATA | {"berlaku": ""}).status_code == 302
    assert potongan.ditawarkan(Usaha, "tolak") == []
    assert klien.post(ubah, DATA).status_code == 403
    salah = masuk(kepala).post(TAMBAH, DATA | {"untuk": "umkm.usaha:ambil", "judul": "Lain"})
    assert (salah.status_code, PotonganBalasan.objects.count()) == (422, 1)


def test_the_list_says_for_what_each_is_used(klien: Client) -> None:
    buat()
    buat("umkm.usulan:putuskan")
    daftar = reverse("admin:inti_potonganbalasan_changelist")
    assert "Usulan perubahan: Putuskan" in klien.get(daftar).content.decode()
    hanya = klien.get(daftar, {"untuk": "umkm.usaha:tolak"}).context["cl"].result_list
    assert [p.untuk for p in hanya] == ["umkm.usaha:tolak"]


def test_they_are_offered_beside_the_reason_of_their_verb_alone(klien: Client, usaha: Usaha) -> None:
    buat()
    buat("umkm.usaha:minta_perbaikan", "Ambil lagi fotonya.")
    buat(teks="Tidak lagi.", judul="Mati", berlaku=False)
    tawaran = {v: [p.teks for p in klien.get(url(usaha, v)).context["potongan"]] for v in ("tolak", "minta_perbaikan")}
    assert tawaran == {"tolak": ["Perbaiki alamatnya."], "minta_perbaikan": ["Ambil lagi fotonya."]}
    assert klien.get(url(usaha, "periksa")).context["potongan"] == []


def test_without_a_script_the_form_comes_back_with_it_and_nothing_is_done(klien: Client, usaha: Usaha) -> None:
    satu = buat()
    data = {"alasan": "Maaf.", "potongan": str(satu.pk), "potongan_ke": "alasan", "lanjut": "on"}
    jawaban = klien.post(url(usaha, "tolak"), data)
    assert (jawaban.status_code, jawaban.context["form"]["alasan"].value()) == (200, "Maaf. Perbaiki alamatnya.")
    assert jawaban.context["lanjut"] is True
    usaha.refresh_from_db()
    assert (usaha.status, usaha.riwayat.count()) == (StatusUsaha.DIAJUKAN, 1)


def test_in_a_form_of_many_fields_it_goes_where_it_is_wanted_and_the_rest_stays(klien: Client, usaha: Usaha) -> None:
    satu = buat("umkm.usaha:minta_perbaikan", "Ambil lagi fotonya.")
    data = {"pilih-usaha_alamat": "on", "kalimat-usaha_alamat": "Sebut patokan.", "potongan": str(satu.pk)}
    form = klien.post(url(usaha, "minta_perbaikan"), data | {"potongan_ke": "kalimat-foto"}).context["form"]
    assert [form[n].value() for n in ("pilih-usaha_alamat", "kalimat-usaha_alamat", "kalimat-foto")] == [
        True,
        "Sebut patokan.",
        "Ambil lagi fotonya.",
    ]
    assert usaha.riwayat.count() == 1


@pytest.mark.parametrize(("kunci", "ke"), [("999999", "alasan"), ("abc", "alasan"), ("", ""), (None, "csrf")])
def test_what_is_unknown_changes_nothing(klien: Client, usaha: Usaha, kunci: str | None, ke: str) -> None:
    satu = buat()
    data = {"alasan": "Maaf.", "potongan": str(satu.pk) if kunci is None else kunci, "potongan_ke": ke}
    jawaban = klien.post(url(usaha, "tolak"), data)
    assert (jawaban.status_code, jawaban.context["form"]["alasan"].value()) == (200, "Maaf.")


def test_a_snippet_of_another_verb_does_not_come_through(klien: Client, usaha: Usaha) -> None:
    lain = buat("umkm.usaha:cabut", "Dicabut.")
    jawaban = klien.post(url(usaha, "tolak"), {"alasan": "", "potongan": str(lain.pk), "potongan_ke": "alasan"})
    assert jawaban.context["form"]["alasan"].value() == ""


def test_a_proposal_offers_them_beside_each_refusal(klien: Client, desa: Any) -> None:
    satu = buat("umkm.usulan:putuskan", "Unggah fotonya.")
    usulan = Usulan.objects.create(
        usaha=buat_usaha(desa=desa, status=StatusUsaha.TERVERIFIKASI), status=StatusUsulan.DIAJUKAN
    )
    usulan.isian.create(nama="usaha.nama", lama="A", baru="B")
    halaman = klien.get(reverse("admin:umkm_usulan_change", args=[usulan.pk]))
    assert ("Unggah fotonya." in halaman.content.decode(), halaman.context["potongan_ke"]) == (
        True,
        [("alasan-usaha_nama", "Nama usaha: alasan menolak")],
    )
    data = {"putusan-usaha_nama": "tolak", "potongan": str(satu.pk), "potongan_ke": "alasan-usaha_nama"}
    form = klien.post(reverse("admin:umkm_usulan_putuskan", args=[usulan.pk]), data).context["form"]
    assert [form[n].value() for n in ("putusan-usaha_nama", "alasan-usaha_nama")] == ["tolak", "Unggah fotonya."]
    usulan.refresh_from_db()
    assert usulan.status == StatusUsulan.DIAJUKAN


def test_hostile_words_are_text(klien: Client, usaha: Usaha) -> None:
    buat(teks='<script>alert("x")</script>', judul='"><img src=x onerror=1>')
    isi = klien.get(url(usaha, "tolak")).content.decode()
    assert ("<script>alert" in isi, "<img src=x" in isi) == (False, False)
