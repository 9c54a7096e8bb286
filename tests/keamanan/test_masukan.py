"""Hostile words: stored markup, forged fields, broken bytes, long texts. Nothing runs, breaks or hangs."""

from __future__ import annotations

import json
import re
import time
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from inti import kode, nik, teks, telepon, uang
from notifikasi.models import Pemberitahuan
from tests.factories import SANDI, buat_usaha, usaha_siap
from tests.keamanan.conftest import Dunia
from umkm.actions.isi import simpan
from umkm.models import Usaha
from wilayah.queries import cari_desa, cari_kbli

SKRIP = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7|add:7 }}{% now 'Y' %}#read(\"/etc/passwd\")=1+1"
PANJANG = 20_000
# A page answers in milliseconds; what needs seconds for one line of text is a way to stop the portal.
BATAS_DETIK = 2.0
# Names of fields of all forms together.
BIDANG = [
    "nama", "uraian", "produk_utama", "alamat", "tautan", "rt", "telepon", "nomor", "pengenal", "sandi",
    "desa", "desa_pilihan", "kbli", "kbli_pilihan", "nik", "omzet", "tahun", "kunci_kirim", "email",
    "kode", "alasan", "q", "next", "hubungan", "sampai_hari", "keadaan", "tujuan", "mitra", "acara",
    "bukti",
]  # fmt: skip


def test_markup_in_every_text_is_shown_and_never_run(pemilik: Any, petugas: Any, masuk: Any, desa: Any) -> None:
    usaha = usaha_siap(pemilik=pemilik, desa=desa)
    isian = dict.fromkeys(("usaha.produk_utama", "usaha.alamat", "pelaku.alamat", "pelaku.domisili_luar"), SKRIP[:90])
    simpan(usaha, oleh=pemilik, isian=isian | {"usaha.uraian": SKRIP})
    Usaha.objects.filter(pk=usaha.pk).update(nama=SKRIP[:100])
    klien, kantor = masuk(pemilik), masuk(petugas)
    pelaku = usaha.pemilik.pk
    halaman = [klien.get(p) for p in (f"/usaha/{usaha.kode}/", f"/usaha/{usaha.kode}/kirim/", "/saya/")]
    halaman += [klien.get(f"/usaha/{usaha.kode}/isi/{b}/") for b in ("usaha", "tempat", "diri")]
    halaman += [
        kantor.get(f"/admin/umkm/{p}") for p in (f"usaha/{usaha.pk}/change/", "usaha/", f"pelakuusaha/{pelaku}/change/")
    ]
    for jawaban in halaman:
        badan = jawaban.content.decode()
        assert jawaban.status_code == 200
        assert [t for t in ("<script>alert", "<img src=x", '"onerror', "14{") if t in badan] == [], jawaban.request[
            "PATH_INFO"
        ]


@pytest.mark.parametrize(
    "tautan",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>1</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "java\tscript:alert(1)",
        'https://x.example/"onclick=alert(1)',
    ],
)
def test_a_shop_address_is_an_address_of_the_web(tautan: str, pemilik: Any, masuk: Any) -> None:
    usaha = buat_usaha(pemilik=pemilik)
    jawaban = masuk(pemilik).post(f"/usaha/{usaha.kode}/isi/pemasaran/", {"tautan": tautan})
    usaha.refresh_from_db()
    assert usaha.tautan == "" or usaha.tautan.startswith(("http://", "https://"))
    assert jawaban.status_code in (302, 422)
    assert not re.search(
        r'href="(?:javascript|data|vbscript|file):', masuk(pemilik).get(f"/usaha/{usaha.kode}/").content.decode()
    )


def test_fields_that_the_form_does_not_ask_are_not_taken(
    pemilik: Any, pemilik_lain: Any, masuk: Any, desa: Any
) -> None:
    usaha, lain = buat_usaha(pemilik=pemilik, desa=desa), buat_usaha(pemilik=pemilik_lain, desa=desa)
    paksa = {
        "status": "TERVERIFIKASI",
        "petugas": "1",
        "nomor": "BTG-26-000001-A",
        "kode": "X",
        "digabung_ke": str(lain.pk),
        "identitas_terbukti": "on",
        "is_staff": "on",
        "akun": str(pemilik_lain.pk),
        "keadaan": "TUTUP",
        "usaha": str(lain.pk),
        "kunci_kirim": str(uuid4()),
        "diperiksa": "on",
        "pelaku": "1",
        "semua_kecamatan": "on",
        "groups": "1",
    }
    klien = masuk(pemilik)
    for bagian in ("usaha", "tempat", "pemilik", "diri", "pekerja", "pemasaran", "legalitas", "keuangan"):
        klien.post(
            f"/usaha/{usaha.kode}/isi/{bagian}/",
            paksa | {"nama": "Nama Baru", "jenis": "HALAL", "nomor": "H1", "uraian": "x"},
        )
    klien.post("/akun/email/", paksa | {"email": "a@contoh.id", "sandi": SANDI})
    usaha.refresh_from_db()
    pemilik.refresh_from_db()
    assert (usaha.status, usaha.digabung_ke, usaha.keadaan, usaha.petugas) == ("DRAF", None, "BUKA", None)
    assert (pemilik.is_staff, pemilik.groups.count(), usaha.pemilik.identitas_terbukti) == (False, 0, False)
    assert [s.diperiksa for s in usaha.legalitas.all()] == [False]
    assert lain.legalitas.count() == lain.keuangan.count() == 0


def test_the_key_of_another_form_leads_to_nobodys_business(
    pemilik: Any, pemilik_lain: Any, masuk: Any, desa: Any
) -> None:
    kunci = uuid4()
    milik = buat_usaha(pemilik=pemilik_lain, desa=desa, kunci_kirim=kunci)
    isian = {
        "desa": str(desa),
        "desa_pilihan": desa.kode,
        "desa_dicari": str(desa),
        "uraian": "tahu",
        "kunci_kirim": str(kunci),
    }
    jawaban = masuk(pemilik).post("/usaha/baru/", isian)
    assert jawaban.status_code == 302
    assert milik.kode not in jawaban["Location"]
    assert pemilik.pelaku.kepemilikan.count() == 1


@pytest.mark.parametrize(
    "aneh", ["\x00", "a\x00b", "\ud800", "\u202e", "💣" * 50, "A\r\nBcc: x@evil.example", "\x1b[2J", "ﷺ" * 99]
)
def test_odd_characters_are_refused_or_kept_but_break_nothing(
    aneh: str, pemilik: Any, petugas: Any, masuk: Any
) -> None:
    usaha = buat_usaha(pemilik=pemilik)
    klien, kantor = masuk(pemilik), masuk(petugas)
    for k in (klien, kantor):
        k.raise_request_exception = False
    teks_aneh = aneh.encode("utf-8", "surrogatepass")
    isian = b"&".join(n.encode() + b"=" + b"".join(b"%%%02x" % b for b in teks_aneh) for n in BIDANG)
    jalur = [
        f"/usaha/{usaha.kode}/isi/{b}/"
        for b in ("pemilik", "usaha", "tempat", "diri", "keuangan", "pemasaran", "legalitas")
    ]
    jalur += ["/masuk/", "/daftar/", "/usaha/baru/", f"/usaha/{usaha.kode}/pembantu/", f"/usaha/{usaha.kode}/keadaan/"]
    jalur += ["/akun/nomor/", "/akun/email/", "/akun/sandi/", "/akun/persetujuan/beri/", "/akun/lupa-sandi/"]
    jenis = "application/x-www-form-urlencoded"
    hasil = {
        j: k.post(j, isian, content_type=jenis).status_code
        for j in jalur
        for k in (klien, Client(raise_request_exception=False))
    }
    hasil |= {
        j: k.get(f"{j}?{isian.decode()}").status_code
        for k in (kantor,)
        for j in (
            "/wilayah/desa/",
            "/wilayah/kbli/",
            "/cek/",
            "/direktori/",
            "/admin/umkm/usaha/",
            "/admin/umkm/pelakuusaha/",
            "/admin/akun/pengguna/",
            "/masuk/",
            "/daftar/",
            "/pesan/",
            "/admin/umkm/pelakuusaha/cari/",
        )
    }
    for j in ("/admin/umkm/usaha/cari-nik/", "/admin/umkm/usaha/entri/", "/admin/umkm/usaha/entri/mirip/"):
        hasil[j] = kantor.post(j, isian, content_type=jenis).status_code
    assert {j: s for j, s in hasil.items() if s >= 500} == {}


def test_broken_bytes_in_addresses_and_cookies(tamu: Client) -> None:
    tamu.raise_request_exception = False
    for jalur in (
        "/cek/%00/",
        "/cek/%ff%fe/",
        "/usaha/%00/",
        "/usaha/" + "a" * 8000 + "/",
        "/%c0%af..%c0%afetc/",
        "/cek/" + "A" * 5000 + "/",
        "/static/..%2f..%2fsettings.py",
        "/static/%2e%2e/%2e%2e/manage.py",
        "/akun/email/" + "x" * 4000 + "/",
        "/pesan/%00/buka/",
    ):
        assert tamu.get(jalur).status_code in (302, 400, 404, 410), jalur
    for nama in ("sesi", "csrftoken", "perangkat", "messages"):
        klien = Client(raise_request_exception=False)
        klien.cookies[nama] = "\x01'\"<>" + "z" * 3000
        assert klien.get("/").status_code == 200, nama
        assert klien.post("/masuk/", {"pengenal": "x", "sandi": "y"}).status_code in (403, 422), nama


def test_a_filter_no_list_offers_and_one_inside_another_address_break_nothing(
    kepala: Any, masuk: Any, desa: Any
) -> None:
    klien, usaha = masuk(kepala), buat_usaha(desa=desa)
    klien.raise_request_exception = False
    alamat = (
        "/admin/laporan/unduhan/?dibuat__year=99999999999999",
        "/admin/inti/harilibur/?tanggal__month=99",
        f"/admin/umkm/usaha/{usaha.pk}/berikutnya/?_changelist_filters=status__exact%3D%2500",
        f"/admin/umkm/usaha/{usaha.pk}/?_changelist_filters=status__exact%3D%00",
    )
    assert [klien.get(a).status_code for a in alamat] == [400, 400, 302, 400]


@pytest.mark.parametrize(
    "pola",
    [
        "9" * PANJANG,
        "1." * (PANJANG // 2),
        " " * PANJANG,
        "rp" * (PANJANG // 2),
        "1,5 jt " * (PANJANG // 7),
        "0" * PANJANG + "x",
        "+62" * (PANJANG // 3),
        "a " * (PANJANG // 2),
        "-" * PANJANG,
        "٣" * PANJANG,
        "satu juta " * (PANJANG // 10),
        "(" * PANJANG,
        "'" * PANJANG,
        "%" * PANJANG,
        "\\" * PANJANG,
    ],
)
def test_a_long_text_is_refused_at_once(pola: str) -> None:
    for baca in (uang.baca, telepon.normalkan, nik.urai, kode.rapikan, teks.bersihkan_nama):
        mulai = time.process_time()
        with pytest.raises(ValidationError):
            baca(pola)
        assert time.process_time() - mulai < BATAS_DETIK, baca


@pytest.mark.django_db
@pytest.mark.parametrize(
    "pola", ["keripik " * 2500, "a" * PANJANG, "%" * PANJANG, "& | ! " * 3000, "'" * PANJANG, "\\" * PANJANG]
)
def test_the_finders_take_long_texts_lightly(pola: str) -> None:
    mulai = time.process_time()
    cari_kbli(pola)
    cari_desa(pola)
    assert time.process_time() - mulai < BATAS_DETIK
    for jalur in ("/wilayah/desa/", "/wilayah/kbli/", "/direktori/"):
        assert Client().get(jalur, {"q": pola[:6000]}).status_code in (200, 422)


def test_no_name_reaches_a_header(dunia: Dunia, masuk: Any) -> None:
    klien = masuk(dunia.pemilik)
    berkas = dunia.foto.berkas
    type(berkas).objects.filter(pk=berkas.pk).update(nama_asli='a"\r\nSet-Cookie: x=1; b.jpg')
    jawaban = klien.get(f"/usaha/{dunia.usaha.kode}/berkas/{berkas.kode}/")
    b"".join(jawaban.streaming_content)
    assert "\n" not in jawaban["Content-Disposition"]
    assert "Set-Cookie" not in jawaban
    kirim = Pemberitahuan.objects.filter(judul__contains="\n")
    assert not kirim.exists()


def test_too_many_fields_and_deep_json_are_a_plain_refusal(pemilik: Any, masuk: Any) -> None:
    klien = masuk(pemilik)
    klien.raise_request_exception = False
    assert klien.post("/usaha/baru/", {f"f{n}": "1" for n in range(1200)}).status_code == 400
    dalam = json.dumps({"a": 1})[:5] + "[" * 100_000
    assert klien.post("/usaha/baru/", dalam, content_type="application/json").status_code in (200, 400, 422)
    assert (
        klien.post("/usaha/baru/", "x=" + "a" * 3_000_000, content_type="application/x-www-form-urlencoded").status_code
        == 400
    )


@pytest.mark.parametrize(
    "tuan", ["evil.example", "127.0.0.1.evil.example", "testserver:80@evil.example", "", "evil.example:99999"]
)
def test_a_forged_host_is_refused(tuan: str, tamu: Client) -> None:
    jawaban = tamu.get("/masuk/", headers={"host": tuan} if tuan else {"host": " "})
    assert jawaban.status_code == 400


def test_the_link_of_a_new_password_knows_only_our_own_address(pemilik: Any, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    type(pemilik).objects.filter(pk=pemilik.pk).update(email="siti@contoh.id")
    Client().post(
        "/akun/lupa-sandi/",
        {"email": "siti@contoh.id"},
        headers={"host": "evil.example", "x-forwarded-host": "evil.example"},
    )
    pesan = Pemberitahuan.objects.get(templat="tautan_sandi")
    assert "evil.example" not in pesan.url + pesan.isi
