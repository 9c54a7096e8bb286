"""Following without log-in: what is shown, what is not, how often one may be wrong, and what the receipt says."""

from __future__ import annotations

import io
import logging
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from inti import kode
from layanan import nomor, resi
from layanan.actions import lacak
from layanan.actions import permohonan as aksi
from layanan.models import Permohonan
from layanan.views.lacak import KODE_SALAH, SALAH, TERKUNCI
from operasi.log import BarisJson
from tests.factories import PenggunaFactory, buat_usaha
from tests.layanan.pabrik import buat_layanan, buat_permohonan, isi_lengkap
from umkm.actions.pemilik import terima_undangan, undang_pembantu
from umkm.models import PelakuUsaha

pytestmark = pytest.mark.django_db
HP, SALAH_HP = "0812 0000 0777", "0812 0000 0778"


@pytest.fixture
def satu(pemilik):
    usaha = buat_usaha(pemilik=pemilik, status="TERVERIFIKASI", nama="Keripik Rahasia")
    PelakuUsaha.objects.filter(akun=pemilik).update(telepon="+6281200000777")
    layanan = buat_layanan(nama="Layanan Rahasia")
    dikirim = aksi.ajukan(isi_lengkap(buat_permohonan(usaha=usaha, pemilik=pemilik, layanan=layanan)), oleh=pemilik)
    return Permohonan.objects.get(pk=dikirim.pk)


def coba(klien: Client, nomor_ketik: str, telepon: str = HP) -> Any:
    return klien.post("/layanan/lacak/", {"nomor": nomor_ketik, "telepon": telepon})


def teks(jawaban: Any) -> str:
    return jawaban.content.decode()


# What a number looks like.


def test_a_number_is_read_as_people_type_it():
    asli = nomor.nomor_baru(2026)
    angka, huruf = asli[7:13], asli[-1]
    for ketikan in (asli, asli.lower(), f" lyn 26 {angka} {huruf} ", asli.replace("-", ""), f"26{angka}{huruf}"):
        assert nomor.rapikan(ketikan) == asli
    assert nomor.rapikan(asli.replace("0", "o")) == asli


@pytest.mark.parametrize("ketikan", ["", "LYN", "BTG-26-000001-1", "LYN-26-1-X", "LYN-26-000001-", "٢٦٠٠٠٠٠١١", "\0"])
def test_what_is_no_number_is_told_so(ketikan):
    with pytest.raises(ValidationError, match="Periksa lagi nomornya"):
        nomor.rapikan(ketikan)


def test_a_wrong_check_character_is_told_and_is_no_try(tamu, satu):
    salah = satu.nomor[:-1] + ("0" if satu.nomor[-1] != "0" else "1")
    for _ in range(lacak.SALAH_SEJAM + 1):
        jawaban = coba(tamu, salah)
        assert (jawaban.status_code, nomor.SALAH in teks(jawaban)) == (422, True)
    assert coba(tamu, satu.nomor).status_code == 200


# What is shown, and what is not.


def test_the_number_with_the_phone_shows_group_clock_and_next_step_and_no_name(tamu, satu):
    jawaban = coba(tamu, satu.nomor.lower())
    halaman = teks(jawaban)
    assert (jawaban.status_code, jawaban.context["golongan"].kata) == (200, "Sedang kami kerjakan")
    assert satu.nomor in halaman
    assert "di kami 0 dari 5 hari kerja" in halaman
    assert "Anda cukup menunggu." in halaman
    rahasia = ("Keripik Rahasia", "Layanan Rahasia", "Siti Contoh", "777", satu.kode_resi, satu.kode)
    assert [kata for kata in rahasia if kata in halaman] == []


@pytest.mark.parametrize(
    ("status", "kata", "berikut"),
    [
        ("DRAF", "Menunggu Anda", "Belum dikirim. Buka portal untuk melengkapi, lalu kirim ke petugas."),
        ("DIPERIKSA", "Sedang kami kerjakan", "Anda cukup menunggu. Kami mengabari begitu ada hasil."),
        ("PERBAIKAN", "Menunggu Anda", "Buka portal untuk melengkapi, lalu kirim lagi."),
        ("SELESAI", "Sudah ditutup", "Buka portal untuk membaca hasilnya dan yang dapat Anda lakukan setelah ini."),
        ("DITOLAK", "Sudah ditutup", "Buka portal untuk membaca hasilnya dan yang dapat Anda lakukan setelah ini."),
        ("DIBATALKAN", "Sudah ditutup", "Buka portal untuk membaca hasilnya dan yang dapat Anda lakukan setelah ini."),
        ("KEBERATAN", "Sedang kami kerjakan", "Anda cukup menunggu. Kami mengabari begitu ada hasil."),
    ],
)
def test_a_group_hides_which_decision_it_was(pemilik, status, kata, berikut):
    keadaan = resi.keadaan(buat_permohonan(pemilik=pemilik, status=status))
    assert (keadaan["golongan"].kata, keadaan["berikut"]) == (kata, berikut)


def test_it_opens_to_owners_and_the_helper_who_asked_of_this_day_alone(satu, pemilik, pemilik_lain):
    pembantu = PenggunaFactory(telepon="+6281200000555")
    lain = PenggunaFactory(telepon="+6281200000556")
    sampai = timezone.localdate() + timedelta(days=9)
    for orang in (pembantu, lain):
        _, url = undang_pembantu(
            satu.usaha, oleh=pemilik, nama="Bantu Contoh", telepon=orang.telepon, hubungan="ANAK", sampai=sampai
        )
        terima_undangan(url.rstrip("/").rsplit("/", 1)[-1], oleh=orang)
    satu.riwayat.create(verba="ajukan", dari="DRAF", ke="DIAJUKAN", oleh=pembantu, pelaku="Bantu", pada=timezone.now())
    cocok = {
        orang.telepon: lacak.dengan_nomor(satu.nomor, orang.telepon) == satu
        for orang in (satu.usaha.pemilik, pemilik, pembantu, lain, pemilik_lain)
    }
    assert cocok == {
        "+6281200000777": True,
        pemilik.telepon: True,
        pembantu.telepon: True,
        lain.telepon: False,
        pemilik_lain.telepon: False,
    }
    satu.usaha.pembantu.update(dicabut_pada=timezone.now())
    satu.usaha.kepemilikan.update(sampai=timezone.localdate())
    assert [lacak.dengan_nomor(satu.nomor, t) for t in (pembantu.telepon, "+6281200000777")] == [None, None]


def test_wrong_and_unknown_get_the_same_answer_to_the_byte(tamu, satu):
    salah = coba(tamu, satu.nomor, SALAH_HP)
    asli = satu.nomor
    Permohonan.objects.filter(pk=satu.pk).update(nomor="LYN-25-000001-X")
    tidak_ada = coba(tamu, asli, SALAH_HP)
    assert (salah.status_code, tidak_ada.status_code) == (422, 422)
    assert salah.content == tidak_ada.content
    assert SALAH in teks(salah)


# How often one may be wrong.


def test_five_wrong_tries_an_hour_per_number_from_wherever_they_come(satu):
    jawab = [
        Client(REMOTE_ADDR=f"203.0.113.{n}").post("/layanan/lacak/", {"nomor": satu.nomor, "telepon": SALAH_HP})
        for n in range(6)
    ]
    assert [j.status_code for j in jawab] == [422] * 5 + [429]
    benar = coba(Client(REMOTE_ADDR="203.0.113.99"), satu.nomor)
    assert (benar.status_code, TERKUNCI in teks(benar), TERKUNCI in teks(jawab[5])) == (429, True, True)
    assert "satu jam lagi" in TERKUNCI
    # The code on the receipt still opens it, and other numbers are untouched.
    assert Client().post("/layanan/lacak/kode/", {"kode": satu.kode_resi}).status_code == 200


def test_the_five_come_back_an_hour_after_each_was_taken_and_not_before(satu):
    salah = "+6281200000778"
    for _ in range(5):
        assert lacak.dengan_nomor(satu.nomor, salah) is None
    with connection.cursor() as kursor:
        kursor.execute("UPDATE akun_emberlaju SET diisi = diisi - interval '59 minutes' WHERE kunci LIKE 'lacak:%'")
        with pytest.raises(lacak.Terkunci):
            lacak.dengan_nomor(satu.nomor, salah)
        kursor.execute("UPDATE akun_emberlaju SET diisi = diisi - interval '2 minutes' WHERE kunci LIKE 'lacak:%'")
    assert lacak.dengan_nomor(satu.nomor, satu.usaha.pemilik.telepon) == satu


def test_right_answers_cost_no_try(satu):
    for _ in range(12):
        assert lacak.dengan_nomor(satu.nomor, satu.usaha.pemilik.telepon) == satu


def test_a_known_phone_is_not_tried_on_all_numbers():
    for _ in range(lacak.NOMOR_HP_SEJAM):
        assert lacak.dengan_nomor(nomor.nomor_baru(2026), "+6281200000778") is None
    with pytest.raises(lacak.Terkunci):
        lacak.dengan_nomor(nomor.nomor_baru(2026), "+6281200000778")


def test_an_address_that_tries_very_often_is_asked_for_a_proof_of_work(tamu):
    for _ in range(30):
        assert tamu.post("/layanan/lacak/kode/", {"kode": kode.buat()}).status_code == 422
    jawaban = tamu.post("/layanan/lacak/kode/", {"kode": kode.buat()})
    assert (jawaban.status_code, "data-bukti-kerja" in teks(jawaban)) == (429, True)


@pytest.mark.django_db(transaction=True)
def test_of_twenty_wrong_tries_at_once_at_most_five_are_answered(satu):
    def salah(n: int) -> str:
        try:
            return str(lacak.dengan_nomor(satu.nomor, f"+62812000006{n:02d}"))
        except lacak.Terkunci:
            return "terkunci"
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as banyak:
        hasil = list(banyak.map(salah, range(20)))
    assert sorted(hasil) == ["None"] * 5 + ["terkunci"] * 15


# The code on the receipt.


def test_the_code_opens_typed_or_by_its_link_and_a_look_does_nothing(tamu, satu):
    jalur = f"/layanan/kunci/{satu.kode_resi}/"
    with CaptureQueriesContext(connection) as kueri:
        pratinjau = tamu.get(jalur)
    assert (len(kueri), pratinjau.status_code, satu.nomor in teks(pratinjau)) == (0, 200, False)
    ketikan = kode.tampil(satu.kode_resi).lower().replace("0", "o")
    for jawaban in (tamu.post(jalur), tamu.post("/layanan/lacak/kode/", {"kode": ketikan})):
        assert (jawaban.status_code, jawaban.context["nomor"]) == (200, satu.nomor)


@pytest.mark.parametrize("jalur", ["/layanan/lacak/", "/layanan/kunci/0000000000000/"])
def test_the_pages_tell_no_address_on_and_are_kept_by_nobody(tamu, jalur):
    for jawaban in (tamu.get(jalur), tamu.post(jalur)):
        assert jawaban["Referrer-Policy"] == "no-referrer"
        assert "no-store" in jawaban["Cache-Control"]


def test_a_code_ends_some_time_after_the_case(tamu, pemilik, satu, monkeypatch):
    aksi.batalkan(satu, oleh=pemilik)
    jalur = f"/layanan/kunci/{satu.kode_resi}/"
    assert (resi.BERLAKU, tamu.post(jalur).status_code) == (timedelta(days=90), 200)
    monkeypatch.setattr(resi, "BERLAKU", timedelta(0))
    asing = kode.buat()
    habis = tamu.post("/layanan/lacak/kode/", {"kode": satu.kode_resi})
    tidak_ada = tamu.post("/layanan/lacak/kode/", {"kode": asing})
    assert teks(habis).replace(kode.tampil(satu.kode_resi), kode.tampil(asing)) == teks(tidak_ada)
    assert KODE_SALAH in teks(habis)
    assert tamu.post(jalur).status_code == 422


@pytest.mark.parametrize("token", ["x", "0" * 200, "'; DROP"])
def test_a_link_that_is_none_is_told_so(tamu, token):
    assert tamu.post(f"/layanan/kunci/{token}/").status_code == 422


def test_neither_token_nor_number_nor_phone_stands_in_a_log(tamu, satu, caplog):
    caplog.set_level(logging.DEBUG)
    tamu.post(f"/layanan/kunci/{satu.kode_resi}/")
    tamu.post(f"/layanan/kunci/{kode.buat()}/")
    coba(tamu, satu.nomor)
    coba(tamu, satu.nomor, SALAH_HP)
    logging.getLogger("uji").warning("Broken: /layanan/kunci/%s/", satu.kode_resi)
    catatan = "\n".join(BarisJson().format(r) for r in caplog.records if not r.name.startswith("django.db"))
    rahasia = (satu.kode_resi, satu.nomor, satu.nomor.replace("-", ""), "0777", "81200000777", "0778")
    assert [kata for kata in rahasia if kata in catatan] == []
    assert "/layanan/kunci/[kunci]/" in catatan


def test_a_page_of_following_asks_the_database_little(tamu, pemilik, satu):
    for _ in range(40):
        satu.riwayat.create(verba="lihat_lagi", dari="DIAJUKAN", ke="DIAJUKAN", pelaku="X", pada=timezone.now())
    coba(tamu, satu.nomor)
    with CaptureQueriesContext(connection) as benar:
        assert coba(tamu, satu.nomor).status_code == 200
    with CaptureQueriesContext(connection) as salah:
        coba(tamu, satu.nomor, SALAH_HP)
    with CaptureQueriesContext(connection) as berkode:
        tamu.post("/layanan/lacak/kode/", {"kode": satu.kode_resi})
    assert max(map(len, (benar, salah, berkode))) <= 12


# The receipt.


def test_the_receipt_says_how_to_follow_and_names_nobody(satu, pemilik, masuk):
    jawaban = masuk(pemilik).get(f"/layanan/permohonan/{satu.kode}/resi/")
    assert (jawaban.status_code, jawaban["Content-Type"]) == (200, "application/pdf")
    with pikepdf.open(io.BytesIO(jawaban.content)) as pdf:
        assert (len(pdf.pages), str(pdf.docinfo["/Title"])) == (1, f"Resi permohonan {satu.nomor}")


def test_what_is_printed_is_number_service_day_promise_and_code(satu, monkeypatch):
    cetakan: dict[str, Any] = {}
    monkeypatch.setattr(resi.pdf, "cetak", lambda nama, isi, **lain: cetakan.update(isi=isi, **lain) or b"")
    resi.cetak(satu)
    isi = cetakan["isi"]
    assert isi["nomor"] == satu.nomor
    assert [label for label, _ in isi["pasangan"]] == ["Layanan", "Untuk usaha nomor", "Kami terima", "Janji kami"]
    assert dict(isi["pasangan"])["Janji kami"].startswith("5 hari kerja, paling lambat ")
    assert isi["kode"] == kode.tampil(satu.kode_resi)
    assert cetakan["alamat"].endswith(f"/layanan/kunci/{satu.kode_resi}/")
    assert re.search("Siti|Keripik|0777", str(cetakan)) is None


def test_there_is_no_receipt_before_the_sending_and_none_for_strangers(satu, pemilik, pemilik_lain, petugas, masuk):
    draf = buat_permohonan(usaha=satu.usaha, pemilik=pemilik)
    assert masuk(pemilik).get(f"/layanan/permohonan/{draf.kode}/resi/").status_code == 404
    assert "resi/" not in teks(masuk(pemilik).get(f"/layanan/permohonan/{draf.kode}/"))
    for orang in (pemilik_lain, petugas):
        assert masuk(orang).get(f"/layanan/permohonan/{satu.kode}/resi/").status_code == 404


def test_sending_again_keeps_the_code_of_the_first_receipt(satu, pemilik):
    lama = satu.kode_resi
    aksi.tarik(satu, oleh=pemilik)
    assert aksi.ajukan(satu, oleh=pemilik).kode_resi == lama
    satu.refresh_from_db()
    assert satu.kode_resi == lama
