"""What bad input and bad luck get: a plain sentence or the present state, and no trace in the data.

What stands elsewhere: a form retired while someone fills it in, a document no longer asked for (test_actions,
test_susun), two officials who decide at once (test_actions), fifty signatures (test_tanda), a day off declared
afterwards, New Year, four in the morning (test_jam), an empty file, a script called a photo, the same photo twice
(views/test_permohonan, test_lampiran).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from layanan.actions import periksa, tanda
from layanan.actions import permohonan as aksi
from layanan.models import NomorSurat, Permohonan
from notifikasi.models import Pemberitahuan
from tests.factories import buat_usaha, lantik
from tests.keamanan.test_balapan import berlomba
from tests.layanan.pabrik import (
    aturan_keberatan,
    buat_alasan,
    buat_layanan,
    buat_permohonan,
    dasar_keberatan,
    isi_lengkap,
    minta_berkas,
)
from umkm.models import KepemilikanUsaha

pytestmark = pytest.mark.django_db
JAKARTA = timezone.get_default_timezone()
JAHAT = '<script>alert("x")</script> \u202egnarab\u202c 🍌'


def alamat(satu: Permohonan, ekor: str = "") -> str:
    return f"/layanan/permohonan/{satu.kode}/{ekor}"


def kantor(satu: Permohonan, ekor: str) -> str:
    return f"/admin/layanan/permohonan/{satu.pk}/{ekor}"


def teks(jawaban: Any) -> str:
    return jawaban.content.decode()


def keadaan(satu: Permohonan) -> tuple[str, list[str]]:
    segar = Permohonan.objects.get(pk=satu.pk)
    return segar.status, [r.verba for r in segar.riwayat.all()]


# --- Sent twice, sent late, sent by two ------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_double_click_begins_one_request_and_draws_one_number(pemilik, masuk):
    layanan, usaha = buat_layanan(), buat_usaha(pemilik=pemilik, status="TERVERIFIKASI")
    data, klien = {"usaha": usaha.kode, "kunci": str(uuid4())}, [masuk(pemilik) for _ in range(3)]
    kirim = [lambda k=k: k.post(f"{layanan.get_absolute_url()}ajukan/", data)["Location"] for k in klien]
    assert set(berlomba(*kirim)) == {alamat(Permohonan.objects.get(), "isi/1/")}
    assert aksi.buat(layanan, usaha=usaha, oleh=pemilik).nomor.split("-")[2] == "000002"


def test_back_and_another_business_on_the_same_page_is_another_request(pemilik, masuk):
    layanan, kunci, klien = buat_layanan(), str(uuid4()), masuk(pemilik)
    usaha = [buat_usaha(pemilik=pemilik, status="TERVERIFIKASI") for _ in range(2)]
    for satu in (*usaha, *usaha):
        klien.post(f"{layanan.get_absolute_url()}ajukan/", {"usaha": satu.kode, "kunci": kunci})
    assert {p.usaha for p in Permohonan.objects.all()} == set(usaha)
    assert Permohonan.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_double_click_sends_once_and_tells_the_office_once(pemilik, petugas, masuk):
    satu = isi_lengkap(buat_permohonan(pemilik=pemilik))
    klien = [masuk(pemilik) for _ in range(3)]
    assert berlomba(*(lambda k=k: k.post(alamat(satu, "ajukan/")).status_code for k in klien)) == [302] * 3
    assert keadaan(satu) == ("DIAJUKAN", ["buat", "ajukan"])
    dikirim = Pemberitahuan.objects.filter(templat="permohonan_diajukan", kanal="aplikasi")
    assert [p.akun for p in dikirim] == [pemilik]


@pytest.mark.django_db(transaction=True)
def test_two_officials_on_their_pages_at_once_leave_one_decision_and_the_other_sees_it(pemilik, buat_staf, masuk):
    satu, sebab = buat_permohonan(pemilik=pemilik, status="DIPERIKSA"), buat_alasan()
    a, b = (masuk(buat_staf("petugas", nama=n)) for n in ("Petugas Satu", "Petugas Dua"))
    tolak = {"alasan": "Belum punya NIB sama sekali.", "sebab": sebab.pk}
    hasil = berlomba(
        lambda: a.post(kantor(satu, "tolak/"), tolak).status_code,
        lambda: b.post(kantor(satu, "selesaikan/"), {"catatan": "Sudah diberikan."}).status_code,
    )
    assert hasil == [302, 302]
    status, verba = keadaan(satu)
    assert (status, verba[1:]) in (("DITOLAK", ["tolak"]), ("SELESAI", ["selesaikan"]))
    for klien in (a, b):
        assert Permohonan.objects.get().get_status_display() in teks(klien.get(kantor(satu, "change/")))


def test_the_back_button_after_sending_leads_to_the_state_and_changes_nothing(pemilik, masuk):
    satu = isi_lengkap(buat_permohonan(pemilik=pemilik))
    minta_berkas(satu.layanan, wajib=False)
    klien = masuk(pemilik)
    klien.post(alamat(satu, "ajukan/"))
    sebelum = keadaan(satu)
    for ekor, data in (
        ("isi/1/", {"jenis": "makanan", "bahan": "Singkong"}),
        ("unggah/ktp/", {}),
        ("ajukan/", {}),
        ("keberatan/", {"uraian": "Saya keberatan."}),
    ):
        jawaban = klien.post(alamat(satu, ekor), data, follow=True)
        assert (jawaban.status_code, jawaban.redirect_chain[-1][0]) == (200, alamat(satu)), ekor
    assert (keadaan(satu), Permohonan.objects.get().jawaban["jenis"]) == (sebelum, "kain")


# --- What changes under one's hands -----------------------------------------------------------


def test_a_document_that_was_asked_to_be_mended_and_is_no_longer_asked_for_keeps_nobody_waiting(
    pemilik, petugas, masuk
):
    satu = isi_lengkap(buat_permohonan(pemilik=pemilik, status="DIPERIKSA"))
    ktp = minta_berkas(satu.layanan)
    periksa.minta_lengkap(satu, oleh=petugas, hal={"berkas:ktp": "Fotonya gelap."})
    ktp.aktif = False
    ktp.save()
    klien = masuk(pemilik)
    for ekor in ("", "periksa/"):
        assert klien.get(alamat(satu, ekor)).status_code == 200
    assert "Terkirim ke petugas." in teks(klien.post(alamat(satu, "ajukan/"), follow=True))
    assert (keadaan(satu)[0], satu.permintaan.filter(terbuka=True).count()) == ("DIAJUKAN", 0)


def test_a_service_switched_off_finishes_its_cases_and_begins_none(pemilik, petugas, masuk):
    satu = isi_lengkap(buat_permohonan(pemilik=pemilik))
    satu.layanan.aktif = False
    satu.layanan.save()
    klien = masuk(pemilik)
    assert klien.get(alamat(satu)).status_code == 200
    klien.post(alamat(satu, "ajukan/"))
    periksa.periksa(satu, oleh=petugas)
    periksa.selesaikan(satu, oleh=petugas, catatan="Sudah diberikan.")
    assert klien.get(alamat(satu)).status_code == 200
    assert klien.get(f"{satu.layanan.get_absolute_url()}ajukan/").status_code == 404


@pytest.mark.parametrize("hilang", ["peran", "wilayah", "staf"])
def test_an_official_who_loses_the_role_in_the_middle_does_nothing_more(
    hilang, pemilik, buat_staf, masuk, desa, desa_limpung
):
    satu = isi_lengkap(buat_permohonan(pemilik=pemilik, status="DIPERIKSA"))
    orang = buat_staf("petugas", desa.kecamatan)
    klien, sebab = masuk(orang), buat_alasan()
    assert klien.get(kantor(satu, "tolak/")).status_code == 200
    if hilang == "peran":
        orang.groups.clear()
    elif hilang == "wilayah":
        orang.kecamatan.set([desa_limpung.kecamatan])
    else:
        type(orang).objects.filter(pk=orang.pk).update(is_staff=False)
    isian = {"alasan": "Belum punya NIB sama sekali.", "sebab": sebab.pk}
    assert klien.post(kantor(satu, "tolak/"), isian).status_code in (302, 403, 404)
    assert klien.post(kantor(satu, "periksa/")).status_code in (302, 403, 404)
    assert keadaan(satu) == ("DIPERIKSA", ["buat"])
    assert Pemberitahuan.objects.count() == 0


def test_a_role_taken_away_before_the_verb_is_judged_on_what_is_true_now(pemilik, petugas):
    satu = isi_lengkap(buat_permohonan(pemilik=pemilik, status="DIPERIKSA"))
    Group.objects.get(name="petugas").permissions.clear()
    segar = type(petugas).objects.get(pk=petugas.pk)
    with pytest.raises(Exception, match="bukan wewenang"):
        periksa.selesaikan(satu, oleh=segar, catatan="Sudah diberikan.")


def test_a_business_that_changed_hands_takes_its_request_along(pemilik, pemilik_lain, masuk):
    satu = isi_lengkap(buat_permohonan(pemilik=pemilik, status="DIAJUKAN"))
    lama = KepemilikanUsaha.objects.get(usaha=satu.usaha)
    baru = buat_usaha(pemilik=pemilik_lain).kepemilikan.get().pelaku
    KepemilikanUsaha.objects.filter(pk=lama.pk).update(sampai=timezone.localdate())
    KepemilikanUsaha.objects.create(usaha=satu.usaha, pelaku=baru)
    assert masuk(pemilik).get(alamat(satu)).status_code == 404
    assert masuk(pemilik_lain).get(alamat(satu)).status_code == 200


def test_an_answer_whose_village_or_code_is_no_more_is_still_read(pemilik, petugas, masuk):
    isian = ({"kode": "desa", "label": "Desa", "jenis": "DESA"}, {"kode": "kbli", "label": "KBLI", "jenis": "KBLI"})
    satu = buat_permohonan(pemilik=pemilik, layanan=buat_layanan(isian=isian), status="DIAJUKAN")
    satu.jawaban = {"desa": "33.25.99.9999", "kbli": "2015:99999"}
    satu.save()
    for klien, url in ((masuk(pemilik), alamat(satu)), (masuk(petugas), kantor(satu, "change/"))):
        assert "33.25.99.9999" in teks(klien.get(url))


def test_letters_signed_around_midnight_of_the_year_take_the_numbers_of_their_years(
    pemilik, petugas, kepala, monkeypatch
):
    layanan = buat_layanan(surat=True)
    layanan.penanda.filter(jenis="PARAF").delete()
    lantik(layanan.penanda.get().jabatan, kepala)
    for pada in ((2026, 12, 31, 23, 58), (2026, 12, 31, 23, 59), (2027, 1, 1, 0, 0)):
        saat = datetime(*pada, tzinfo=JAKARTA)
        monkeypatch.setattr(timezone, "now", lambda saat=saat: saat)
        satu = isi_lengkap(buat_permohonan(pemilik=pemilik, layanan=layanan, status="DIPERIKSA"))
        tanda.ajukan_tanda_tangan(satu, oleh=petugas)
        tanda.tanda_tangani(satu, oleh=kepala)
    nomor = NomorSurat.objects.order_by("pk").values_list("tahun", "urut", "nomor")
    assert list(nomor) == [(2026, 1, "500.3/001/2026"), (2026, 2, "500.3/002/2026"), (2027, 1, "500.3/001/2027")]


# --- Hostile text and addresses ------------------------------------------------------------------


def test_hostile_text_is_kept_as_it_is_and_escaped_on_every_page(pemilik, petugas, kepala, masuk):
    aturan_keberatan()
    dasar, sebab = dasar_keberatan(), buat_alasan()
    satu = buat_permohonan(pemilik=pemilik)
    klien = masuk(pemilik)
    klien.post(alamat(satu, "isi/1/"), {"jenis": "makanan", "bahan": JAHAT})
    klien.post(alamat(satu, "isi/2/"), {"nama_usaha": "Keripik Contoh"})
    klien.post(alamat(satu, "ajukan/"))
    masuk(petugas).post(kantor(satu, "tolak/"), {"alasan": JAHAT, "sebab": sebab.pk})
    klien.post(alamat(satu, "keberatan/"), {"dasar": dasar.pk, "uraian": JAHAT})
    segar = Permohonan.objects.get()
    assert (segar.status, segar.jawaban["bahan"], segar.keberatan.get().uraian) == ("KEBERATAN", JAHAT, JAHAT)
    for pembaca, url in ((klien, alamat(satu)), (masuk(petugas), kantor(satu, "change/"))):
        halaman = teks(pembaca.get(url))
        assert ("alert(&quot;x&quot;)" in halaman, '<script>alert("x")' in halaman) == (True, False)


@pytest.mark.parametrize("isian", ["\x00", "a\x00b", "\ud800".encode("utf-8", "surrogatepass")])
def test_a_null_byte_and_half_a_letter_get_a_sentence(isian, pemilik, masuk):
    satu = buat_permohonan(pemilik=pemilik)
    jawaban = masuk(pemilik).post(alamat(satu, "isi/1/"), {"jenis": "makanan", "bahan": isian})
    assert jawaban.status_code in (302, 422)
    assert "\x00" not in str(Permohonan.objects.get().jawaban)


def test_ten_megabytes_of_text_are_refused_and_a_long_answer_gets_a_sentence(pemilik, masuk):
    satu = buat_permohonan(pemilik=pemilik)
    klien = masuk(pemilik)
    panjang = klien.post(alamat(satu, "isi/1/"), {"jenis": "makanan", "bahan": "x" * 2001})
    assert (panjang.status_code, "2000" in teks(panjang)) == (422, True)
    besar = f"jenis=makanan&bahan={'x' * 10_000_000}"
    klien.raise_request_exception = False
    kirim = klien.post(alamat(satu, "isi/1/"), besar, content_type="application/x-www-form-urlencoded")
    assert kirim.status_code in (400, 413)
    assert Permohonan.objects.get().jawaban == {}


@pytest.mark.parametrize(
    "ekor",
    [
        "isi/0/",
        "isi/99999999999999999999/",
        "berkas/99999999999999999999/",
        "berkas/1/",
        "hasil/",
        "jawaban/tidak_ada/",
    ],
)
def test_an_address_that_points_nowhere_is_not_found(ekor, pemilik, masuk):
    assert masuk(pemilik).get(alamat(buat_permohonan(pemilik=pemilik), ekor)).status_code == 404


@pytest.mark.parametrize("kode", ["%00", "x" * 500, "..%2f..%2fetc", "%F0%9F%8D%8C", "' OR 1=1 --"])
def test_a_made_up_code_is_not_found_by_anyone(kode, pemilik, petugas, masuk, tamu):
    for url in (f"/layanan/permohonan/{kode}/", f"/layanan/{kode}/", f"/admin/layanan/permohonan/{kode}/change/"):
        for klien in (masuk(pemilik), masuk(petugas), tamu):
            assert klien.get(url).status_code in (302, 404), url


@pytest.mark.parametrize(
    "saring", ["antrean=<x>", "janji=%00", "p=99999999999", "layanan__id__exact=x", "q=%00", "o=99"]
)
def test_a_made_up_filter_of_the_queue_breaks_nothing(saring, pemilik, petugas, masuk):
    buat_permohonan(pemilik=pemilik, status="DIAJUKAN")
    assert masuk(petugas).get(f"/admin/layanan/permohonan/?{saring}").status_code in (200, 302, 400)
