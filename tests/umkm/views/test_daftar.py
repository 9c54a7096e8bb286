"""Start in a minute: account and business in one form, sent once or twice, with good and bad words."""

from __future__ import annotations

import re
import threading
import uuid
from datetime import timedelta
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest
from django.test import Client
from django.utils import timezone

from akun.models import AcaraPendaftaran, PengakuanPemberitahuan, Pengguna
from tests.factories import SANDI, DesaFactory, PenggunaFactory, buat_usaha
from umkm.models import PelakuUsaha, Usaha

ALAMAT = "/daftar/"
DESA = DesaFactory.build()


def isian(**lain: str) -> dict[str, str]:
    return {
        "uraian": "keripik singkong",
        "desa": DESA.nama,
        "nama": "Siti Contoh",
        "telepon": "0812 0000 4001",
        "sandi": SANDI,
        "kunci_kirim": str(uuid.uuid4()),
        **lain,
    }


def galat(jawaban: Any) -> dict[str, list[str]]:
    return dict(jawaban.context["form"].errors)


def tanpa_jejak() -> bool:
    return not (Usaha.objects.exists() or PelakuUsaha.objects.exists() or Pengguna.objects.exists())


def test_a_minute_gives_an_account_a_business_and_a_number(tamu, desa):
    jawaban = tamu.post(ALAMAT, isian(), follow=True)
    usaha = Usaha.objects.get()
    assert jawaban.redirect_chain == [(f"/usaha/{usaha.kode}/", 302)]
    assert (usaha.uraian, usaha.desa, usaha.pemilik.akun.telepon) == ("keripik singkong", desa, "+6281200004001")
    assert f"catat nomornya: {usaha.nomor}." in jawaban.content.decode()
    assert 'data-draf-selesai="tamu:daftar"' in jawaban.content.decode()


def test_the_notice_is_acknowledged_with_the_account(tamu, desa):
    tamu.post(ALAMAT, isian())
    assert PengakuanPemberitahuan.objects.get().subjek_kode == PelakuUsaha.objects.get().kode


def test_the_page_names_the_notice_and_asks_no_consent(tamu, desa):
    halaman = tamu.get(ALAMAT).content.decode()
    assert "Bagaimana data Anda dipakai" in halaman
    assert 'type="checkbox"' not in halaman


def test_one_form_sent_twice_is_one_business_and_leads_to_it(tamu, desa):
    data = isian()
    pertama = tamu.post(ALAMAT, data)
    kedua = tamu.post(ALAMAT, data)
    assert pertama.url == kedua.url == f"/usaha/{Usaha.objects.get().kode}/"
    assert Pengguna.objects.count() == 1


def test_the_twin_from_a_browser_without_session_is_logged_in_too(tamu, desa):
    data = isian()
    tamu.post(ALAMAT, data)
    jawaban = Client().post(ALAMAT, data)
    assert (jawaban.status_code, jawaban.url) == (302, f"/usaha/{Usaha.objects.get().kode}/")


def test_a_form_sent_ten_times_leads_to_its_business_each_time(tamu, desa):
    data = isian()
    tujuan = {Client().post(ALAMAT, data).url for _ in range(10)}
    assert tujuan == {f"/usaha/{Usaha.objects.get().kode}/"}


def test_the_twin_with_another_password_opens_nothing(tamu, desa):
    data = isian()
    tamu.post(ALAMAT, data)
    jawaban = Client().post(ALAMAT, data | {"sandi": "kopi-manis-8"})
    assert (jawaban.status_code, list(galat(jawaban))) == (422, ["telepon"])


def test_the_back_button_on_a_shared_phone_makes_a_second_business(tamu, desa):
    data = isian()
    tamu.post(ALAMAT, data)
    lain = isian(kunci_kirim=data["kunci_kirim"], telepon="0812 0000 4002", nama="Budi Contoh")
    assert Client().post(ALAMAT, lain).status_code == 302
    assert sorted(u.pemilik.nama for u in Usaha.objects.all()) == ["Budi Contoh", "Siti Contoh"]


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_ten_times_at_once_is_one_business(live_server):
    DesaFactory()
    alamat, kue = live_server.url + ALAMAT, CookieJar()
    halaman = build_opener(HTTPCookieProcessor(kue)).open(alamat).read().decode()
    tanda = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', halaman)[1]
    data = urlencode(isian(csrfmiddlewaretoken=tanda)).encode()
    kepala = {"Cookie": "; ".join(f"{k.name}={k.value}" for k in kue), "Origin": live_server.url}
    mulai, hasil = threading.Barrier(10), []

    def kirim() -> None:
        mulai.wait()
        try:
            hasil.append(build_opener().open(Request(alamat, data, kepala)).url)  # noqa: S310
        except HTTPError as galat:
            hasil.append(galat.code)

    utas = [threading.Thread(target=kirim) for _ in range(10)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    assert (Usaha.objects.count(), Pengguna.objects.count()) == (1, 1)
    # Who comes sixth while the first is still being written reads that the number was tried too often; nobody sees
    # an error page. The redirect ends at the log-in page, for these senders drop the cookie of their new session.
    assert {h for h in hasil if h != 422} == {f"{live_server.url}/masuk/?next=/usaha/{Usaha.objects.get().kode}/"}


@pytest.mark.parametrize(
    ("medan", "teks"),
    [
        ("telepon", "08123"),
        ("telepon", "+1 202 555 0100"),
        ("desa", "Pekalongan Utara"),
        ("nama", "Siti 😀"),
        ("nama", "Siti\u202eContoh"),
        ("nama", "Siti\x00Contoh"),
        ("nama", "<script>alert(1)</script>"),
        ("nama", "S" * 101),
        ("uraian", "k" * 201),
        ("uraian", "keripik\x00"),
        ("sandi", "kopi-7"),
        ("sandi", "12345678"),
        ("acara", "TIDAKADA"),
        ("kunci_kirim", "bukan-uuid"),
    ],
)
def test_what_is_refused_keeps_the_rest_and_leaves_no_trace(tamu, desa, medan, teks):
    data = isian(**{medan: teks})
    jawaban = tamu.post(ALAMAT, data)
    assert (jawaban.status_code, list(galat(jawaban))) == (422, [medan])
    halaman = jawaban.content.decode()
    for nama in {"uraian", "desa", "nama", "telepon"} - {medan}:
        assert f'value="{data[nama]}"' in halaman
    assert data["sandi"] not in halaman
    assert tanpa_jejak()


def test_a_village_of_another_kabupaten_is_refused_by_its_code_too(tamu, desa):
    jawaban = tamu.post(ALAMAT, isian(desa="Duwet", desa_pilihan="33.75.01.1001", desa_dicari="Duwet"))
    assert jawaban.status_code == 422
    assert "di luar Kabupaten Batang" in galat(jawaban)["desa"][0]
    assert tanpa_jejak()


def test_without_script_the_form_offers_the_villages_to_choose_from(tamu, desa):
    jawaban = tamu.post(ALAMAT, isian(desa=DESA.nama[:4]))
    assert jawaban.status_code == 422
    assert f'type="radio" name="desa_pilihan" value="{DESA.kode}"' in jawaban.content.decode()
    dipilih = isian(desa=DESA.nama[:4], desa_pilihan=DESA.kode, desa_dicari=DESA.nama[:4])
    assert tamu.post(ALAMAT, dipilih).status_code == 302


def test_emoji_and_script_in_a_description_are_kept_and_escaped(tamu, desa):
    uraian = "keripik 🔥 <script>alert(1)</script>"
    tamu.post(ALAMAT, isian(uraian=uraian))
    usaha = Usaha.objects.get()
    assert usaha.uraian == uraian
    for alamat in (f"/usaha/{usaha.kode}/", f"/usaha/{usaha.kode}/isi/usaha/", f"/usaha/{usaha.kode}/kirim/", "/saya/"):
        halaman = tamu.get(alamat).content.decode()
        assert "<script>alert(1)" not in halaman


def test_an_event_code_is_recorded_with_the_business(tamu, desa, petugas):
    kini = timezone.now()
    AcaraPendaftaran.objects.create(
        kode="BAZAR9",
        nama="Bazar Contoh",
        mulai=kini - timedelta(hours=1),
        sampai=kini + timedelta(hours=1),
        dibuat_oleh=petugas,
    )
    tamu.post(ALAMAT, isian(acara="bazar 9"))
    assert Usaha.objects.get().acara == "BAZAR9"


def test_who_is_logged_in_adds_a_business_instead(masuk, pemilik, desa):
    klien = masuk(pemilik)
    assert klien.get(ALAMAT).url == "/usaha/baru/"
    data = {"uraian": "tempe", "desa": DESA.nama, "kunci_kirim": str(uuid.uuid4())}
    pertama, kedua = klien.post("/usaha/baru/", data), klien.post("/usaha/baru/", data)
    assert pertama.url == kedua.url == f"/usaha/{Usaha.objects.get().kode}/"
    salah = klien.post("/usaha/baru/", data | {"uraian": "", "kunci_kirim": str(uuid.uuid4())})
    assert (salah.status_code, list(galat(salah)), Usaha.objects.count()) == (422, ["uraian"], 1)


def test_a_guest_cannot_add_a_business(tamu):
    assert tamu.get("/usaha/baru/").url == "/masuk/?next=/usaha/baru/"


def test_without_a_gateway_there_is_no_page_for_a_code(tamu):
    assert tamu.get("/daftar/kode/").status_code == 404


def test_a_number_leads_its_owner_and_nobody_else(masuk, pemilik, pemilik_lain, petugas):
    usaha = buat_usaha(pemilik=pemilik)
    assert masuk(pemilik).get(f"/usaha/nomor/{usaha.nomor}/").url == usaha.get_absolute_url()
    assert masuk(pemilik_lain).get(f"/usaha/nomor/{usaha.nomor}/").status_code == 404
    assert masuk(petugas).get(f"/usaha/nomor/{usaha.nomor}/").status_code == 404


def test_a_taken_number_is_said_and_nothing_is_written(tamu, desa):
    PenggunaFactory(telepon="+6281200004001")
    jawaban = tamu.post(ALAMAT, isian())
    assert (jawaban.status_code, list(galat(jawaban)), Usaha.objects.count()) == (422, ["telepon"], 0)


def test_the_account_of_the_dead_opens_no_new_business(masuk, pemilik, desa):
    usaha = buat_usaha(pemilik=pemilik, desa=desa)
    PelakuUsaha.objects.filter(pk=usaha.pemilik.pk).update(meninggal_pada=timezone.localdate())
    klien = masuk(pemilik)
    kunci = klien.get("/usaha/baru/").context["form"]["kunci_kirim"].value()
    isi = {"uraian": "keripik", "desa": desa.nama, "desa_pilihan": desa.pk, "kunci_kirim": kunci}
    jawaban = klien.post("/usaha/baru/", isi)
    assert (jawaban.status_code, Usaha.objects.count()) == (422, 1)
    assert "tercatat meninggal" in jawaban.content.decode()
