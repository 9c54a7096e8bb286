"""An account's businesses through its key: what is seen, by whom, and the owner's verbs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from api.queries import BATALKAN_USULAN, TINDAKAN
from inti.workflow import tersedia
from tests.api.conftest import masalah, tanpa_nama
from tests.factories import PelakuFactory, PenggunaFactory, buat_usaha, usaha_siap
from umkm.actions import periksa, usulan
from umkm.actions.pemilik import terima_undangan, undang_pembantu
from umkm.enums import StatusUsaha
from umkm.models import KeuanganUsaha, Usaha

NIK = "3325114708900002"


def verifikasi(usaha: Usaha, petugas: Any) -> None:
    periksa.periksa(usaha, oleh=petugas)
    periksa.catat_pemeriksaan(usaha, oleh=petugas, bagian="IDENTITAS", cara="KTP_DILIHAT")
    periksa.catat_pemeriksaan(usaha, oleh=petugas, bagian="TEMPAT", cara="FOTO_TEMPAT")
    periksa.verifikasi(usaha, oleh=petugas)


@pytest.fixture
def terverifikasi(usaha, pemilik, petugas):
    periksa.ajukan(usaha, oleh=pemilik)
    verifikasi(usaha, petugas)
    usaha.refresh_from_db()
    return usaha


@pytest.fixture
def pembantu(usaha, pemilik):
    sampai = timezone.localdate() + timedelta(days=30)
    _, url = undang_pembantu(
        usaha, oleh=pemilik, nama="Joko Contoh", telepon="+6281200009001", hubungan="ANAK", sampai=sampai
    )
    akun = PenggunaFactory(nama="Joko Contoh")
    terima_undangan(url.rstrip("/").rsplit("/", 1)[-1], oleh=akun)
    return akun


# Address, method: the answer to the owner, a helper; everybody else reads 404.
AKSES: list[Any] = [
    ("", "get", 200, 200),
    ("riwayat/", "get", 200, 200),
    ("dokumen/", "get", 200, 200),
    ("isi/", "get", 200, 200),
    *((f"isi/{b}/", "get", 200, 200) for b in ("pemilik", "usaha", "tempat", "diri", "pekerja", "pemasaran")),
    ("isi/keuangan/", "get", 200, 200),
    ("ajukan/", "post", 200, 200),
    ("tarik/", "post", 409, 409),
    ("buka-lagi/", "post", 409, 409),
    ("pastikan/", "post", 409, 409),
    ("usulan/batalkan/", "post", 409, 409),
    ("keadaan/", "post", 422, 403),
]


@pytest.mark.parametrize(("jalur", "cara", "untuk_pemilik", "untuk_pembantu"), AKSES)
def test_the_owner_and_his_helper_alone(
    jalur, cara, untuk_pemilik, untuk_pembantu, usaha, pemilik, pembantu, pemilik_lain, program, umum
):
    mantan = PenggunaFactory(nama="Mantan Contoh")
    usaha.kepemilikan.create(pelaku=PelakuFactory(akun=mantan), sampai=timezone.localdate())
    alamat = f"/usaha/{usaha.kode}/{jalur}"
    for akun in (pemilik_lain, mantan):
        jawaban = program(akun)(cara, alamat)
        tiada = program(akun)(cara, f"/usaha/0000000000000/{jalur}")
        assert (masalah(jawaban), tanpa_nama(jawaban)) == ((404, "tidak_ada"), tanpa_nama(tiada))
    assert masalah(umum(cara, alamat)) == (401, "kunci_perlu")
    assert program(pembantu)(cara, alamat).status_code == untuk_pembantu
    if jalur == "ajukan/":
        periksa.tarik(usaha, oleh=pemilik)
    assert program(pemilik)(cara, alamat).status_code == untuk_pemilik


def test_the_list_holds_the_own_businesses_only(kasir, usaha, usaha_lain, pemilik):
    bukan_lagi = buat_usaha(pemilik=pemilik, digabung_ke=usaha)
    kode = [u["kode"] for u in kasir.get("/usaha/").json()["hasil"]]
    assert kode == [usaha.kode]
    assert bukan_lagi.kode not in kode


def test_the_list_carries_no_amount_and_no_nik(kasir, usaha):
    KeuanganUsaha.objects.create(usaha=usaha, tahun=2025, modal=98_765_432, omzet=187_654_321)
    for jalur in ("/usaha/", f"/usaha/{usaha.kode}/", f"/usaha/{usaha.kode}/isi/keuangan/"):
        teks = kasir.get(jalur).text
        assert [r for r in (NIK, "98765432", "187654321", "98.765.432", "187.654.321") if r in teks] == []


def test_the_list_is_narrowed(kasir, pemilik, desa, usaha):
    tutup = buat_usaha(pemilik=pemilik, desa=desa, status=StatusUsaha.DIAJUKAN, keadaan="TUTUP")
    nanti = (timezone.now() + timedelta(hours=1)).isoformat().replace("+", "%2B")

    def kode(kueri: str) -> list[str]:
        return [u["kode"] for u in kasir.get(f"/usaha/?{kueri}").json()["hasil"]]

    assert kode("status=DIAJUKAN") == [tutup.kode]
    assert kode("status=DIAJUKAN&status=DRAF") == [tutup.kode, usaha.kode]
    assert kode("keadaan=TUTUP") == [tutup.kode]
    assert kode(f"diubah_sejak={nanti}") == []
    for salah in ("status=XX", "keadaan=XX", "diubah_sejak=kemarin"):
        assert masalah(kasir.get(f"/usaha/?{salah}")) == (422, "isian_salah")


def test_pages_of_the_list_hold_every_business_once(kasir, pemilik, desa):
    semua = [buat_usaha(pemilik=pemilik, desa=desa).kode for _ in range(5)]
    terbaca, jalur = [], "/usaha/?jumlah=2"
    while jalur:
        isi = kasir.get(jalur).json()
        terbaca += [u["kode"] for u in isi["hasil"]]
        jalur = isi["berikut"] and isi["berikut"].partition("/api/v1")[2]
    assert terbaca == semua[::-1]


@pytest.mark.parametrize("kursor", ["x", "cD1rZW1hcmlu", "cD0lMDA%3D", "bz0tMQ%3D%3D", "cD05OTk5LTEyLTMx", "%00", "🙂"])
def test_a_made_up_cursor_is_told(kasir, usaha, kursor):
    assert kasir.get(f"/usaha/?kursor={kursor}").status_code in (200, 422)


@pytest.mark.parametrize("jalur", ["/usaha/", "/usaha/{}/", "/usaha/{}/riwayat/", "/usaha/{}/dokumen/"])
def test_three_rows_cost_as_many_queries_as_one(jalur, kasir, pemilik, desa, usaha, petugas):
    alamat, jumlah = jalur.format(usaha.kode), []
    kasir.get(alamat)
    for _ in range(2):
        with CaptureQueriesContext(connection) as kueri:
            assert kasir.get(alamat).status_code == 200
        jumlah.append(len(kueri))
        for _ in range(2):
            buat_usaha(pemilik=pemilik, desa=desa)
            periksa.ajukan(usaha, oleh=pemilik)
            periksa.tarik(usaha, oleh=pemilik)
    assert jumlah[0] == jumlah[1]


def test_the_detail_tells_what_the_page_tells(kasir, usaha, pemilik):
    isi = kasir.get(f"/usaha/{usaha.kode}/").json()
    assert {n: isi[n] for n in ("nomor", "nama", "sebagai", "kbli", "kurang", "bukti", "alasan")} == {
        "nomor": usaha.nomor,
        "nama": "Keripik Contoh",
        "sebagai": "pemilik",
        "kbli": "2025:10794",
        "kurang": [],
        "bukti": None,
        "alasan": "",
    }
    assert isi["status"] == {"kode": "DRAF", "sebutan": "Belum dikirim"}
    assert isi["pemilik"] == {"nama": "Siti Contoh", "nik": "••••••••••••0002", "identitas_terbukti": False}
    assert isi["jam"] == {"kami": 0, "anda": 0, "instansi": 0, "nama_instansi": "", "jumlah": 0, "janji": 3}
    assert [t["verba"] for t in isi["tindakan"]] == ["ajukan", "ubah_keadaan"]


def test_a_helper_reads_no_digit_of_the_nik(program, pembantu, usaha):
    milik = program(pembantu)
    isi = milik.get(f"/usaha/{usaha.kode}/").json()
    assert (isi["sebagai"], isi["pemilik"]["nik"]) == ("pembantu", "")
    assert milik.get(f"/usaha/{usaha.kode}/isi/pemilik/").json()["isi"]["nik"] == "sudah diisi"


def test_the_verbs_offered_are_those_of_the_workflow_that_the_api_carries(kasir, usaha, pemilik):
    """Whatever the status, every verb named leads to an address that does it."""
    for status in StatusUsaha:
        Usaha.objects.filter(pk=usaha.pk).update(status=status)
        usaha.refresh_from_db()
        dari_alur = [t.verba for t in tersedia(usaha, pemilik) if t.verba in TINDAKAN]
        isi = kasir.get(f"/usaha/{usaha.kode}/").json()
        assert [t["verba"] for t in isi["tindakan"]] == dari_alur
        for satu in isi["tindakan"]:
            assert kasir("options", satu["alamat"].partition("/api/v1")[2])["Allow"] == "POST, OPTIONS"


def test_a_business_is_sent_taken_back_and_sent_again(kasir, usaha):
    alamat = f"/usaha/{usaha.kode}"
    terkirim = kasir.post(f"{alamat}/ajukan/")
    assert (terkirim.status_code, terkirim.json()["status"]["kode"]) == (200, "DIAJUKAN")
    ulang = kasir.post(f"{alamat}/ajukan/")
    assert (masalah(ulang), ulang.json()["status_sekarang"]) == ((409, "status_berubah"), "DIAJUKAN")
    assert kasir.post(f"{alamat}/tarik/", {}).json()["status"]["kode"] == "DRAF"
    assert [r["verba"] for r in kasir.get(f"{alamat}/riwayat/").json()["hasil"]] == ["tarik", "ajukan", "daftar"]


def test_what_is_missing_hinders_sending_and_is_named(kasir, pemilik, desa):
    usaha = buat_usaha(pemilik=pemilik, desa=desa)
    jawaban = kasir.post(f"/usaha/{usaha.kode}/ajukan/")
    assert masalah(jawaban) == (422, "isian_salah")
    assert "NIK belum diisi." in jawaban.json()["isian"]["umum"]
    usaha.refresh_from_db()
    assert (usaha.status, usaha.riwayat.count()) == ("DRAF", 1)


def test_a_refused_business_is_reopened_and_tells_why(kasir, usaha, pemilik, petugas):
    periksa.ajukan(usaha, oleh=pemilik)
    periksa.tolak(usaha, oleh=petugas, alasan="Alamatnya tidak ditemukan.")
    assert kasir.get(f"/usaha/{usaha.kode}/").json()["alasan"] == "Alamatnya tidak ditemukan."
    assert kasir.post(f"/usaha/{usaha.kode}/buka-lagi/").json()["status"]["kode"] == "DRAF"


def test_the_data_of_a_verified_business_are_vouched_for(kasir, terverifikasi):
    alamat = f"/usaha/{terverifikasi.kode}/"
    assert alamat + "pastikan/" in str(kasir.get(alamat).json()["tindakan"])
    assert "memastikan data" in str(kasir.post(alamat + "pastikan/").json()["riwayat"][0])


def test_a_verified_business_shows_its_proof_and_its_papers(kasir, terverifikasi, umum):
    bukti = kasir.get(f"/usaha/{terverifikasi.kode}/").json()["bukti"]
    assert [d["kode"] for d in kasir.get(f"/usaha/{terverifikasi.kode}/dokumen/").json()["hasil"]] == [bukti["kode"]]
    assert umum.get(f"/cek/{bukti['kode']}/").json()["nomor"] == bukti["nomor"]


def test_a_proposal_is_seen_and_taken_back(kasir, terverifikasi, pemilik):
    jawaban = kasir.patch(f"/usaha/{terverifikasi.kode}/isi/usaha/", {"nama": "Keripik Baru"})
    assert (jawaban.json()["tersimpan"], jawaban.json()["diusulkan"]) == ([], ["nama"])
    isi = kasir.get(f"/usaha/{terverifikasi.kode}/").json()
    assert isi["usulan"] == [
        {"isian": "usaha.nama", "sebutan": "Nama usaha", "lama": "Keripik Contoh", "baru": "Keripik Baru"}
    ]
    assert [t["verba"] for t in isi["tindakan"]][-1] == "batalkan"
    assert BATALKAN_USULAN == "api:usaha_usulan_batalkan"
    assert kasir.post(f"/usaha/{terverifikasi.kode}/usulan/batalkan/").json()["usulan"] == []
    assert masalah(kasir.post(f"/usaha/{terverifikasi.kode}/usulan/batalkan/")) == (409, "status_berubah")


def test_a_proposal_decided_meanwhile_is_not_taken_back(kasir, terverifikasi, pemilik, petugas):
    milik = usulan.usulkan(terverifikasi, oleh=pemilik, isian={"usaha.nama": "Keripik Baru"})
    usulan.putuskan(milik, oleh=petugas, diterima={"usaha.nama": True})
    assert masalah(kasir.post(f"/usaha/{terverifikasi.kode}/usulan/batalkan/")) == (409, "status_berubah")


def test_open_and_closed_are_recorded_once_however_often_they_are_sent(kasir, usaha):
    alamat, hari_ini = f"/usaha/{usaha.kode}/keadaan/", timezone.localdate().isoformat()
    for _ in range(2):
        jawaban = kasir.post(alamat, {"keadaan": "TUTUP_SEMENTARA", "sejak": hari_ini})
        assert jawaban.json()["keadaan"] == {
            "kode": "TUTUP_SEMENTARA",
            "sebutan": "Tutup sementara",
            "sejak": hari_ini,
        }
    assert usaha.riwayat.filter(verba="ubah_keadaan").count() == 1
    assert kasir.post(alamat, {"keadaan": "BUKA"}).json()["keadaan"]["kode"] == "BUKA"


@pytest.mark.parametrize(
    ("kiriman", "isian"),
    [
        ({}, "keadaan"),
        ({"keadaan": "RAMAI"}, "keadaan"),
        ({"keadaan": "BUKA", "sejak": "kemarin"}, "sejak"),
        ({"keadaan": "BUKA", "sejak": "2999-01-01"}, "sejak"),
        ({"keadaan": "BUKA", "sejak": 5}, "sejak"),
        ({"keadaan": ["BUKA"]}, "keadaan"),
        ({"keadaan": "BUKA", "status": "TERVERIFIKASI"}, "status"),
    ],
)
def test_what_is_no_state_is_refused(kasir, usaha, kiriman, isian):
    jawaban = kasir.post(f"/usaha/{usaha.kode}/keadaan/", kiriman)
    assert (masalah(jawaban), list(jawaban.json()["isian"])) == ((422, "isian_salah"), [isian])
    assert usaha.riwayat.count() == 1


def test_a_business_is_registered_once_under_one_key(kasir, pemilik, desa):
    kiriman, kunci = {"uraian": "kopi bubuk", "desa": desa.kode}, str(uuid4())
    baru = kasir.post("/usaha/", kiriman, Idempotency_Key=kunci)
    ulang = kasir.post("/usaha/", kiriman, Idempotency_Key=kunci)
    assert (baru.status_code, ulang.status_code) == (201, 200)
    assert baru["Location"] == baru.json()["alamat"]
    assert ulang.json()["kode"] == baru.json()["kode"] == Usaha.objects.get().kode
    assert kasir.post("/usaha/", kiriman).status_code == 201
    assert Usaha.objects.dikelola(pemilik).count() == 2


def test_the_key_of_somebody_elses_sending_leads_to_nothing_of_his(kasir, program, pemilik_lain, desa):
    kiriman, kunci = {"uraian": "kopi bubuk", "desa": desa.kode}, str(uuid4())
    punya_lain = program(pemilik_lain).post("/usaha/", kiriman, Idempotency_Key=kunci).json()
    milik = kasir.post("/usaha/", kiriman, Idempotency_Key=kunci)
    assert milik.status_code == 201
    assert milik.json()["kode"] != punya_lain["kode"]


@pytest.mark.parametrize(
    ("kiriman", "kunci", "isian"),
    [
        ({}, "", ["uraian", "desa"]),
        ({"uraian": "kopi"}, "", ["desa"]),
        ({"uraian": "kopi", "desa": "99.99.99.9999"}, "", ["desa"]),
        ({"uraian": "a" * 201, "desa": "33.25.11.1015"}, "", ["uraian"]),
        ({"uraian": "kopi\x00", "desa": "33.25.11.1015"}, "", ["uraian"]),
        ({"uraian": 7, "desa": "33.25.11.1015"}, "", ["uraian"]),
        ({"uraian": "kopi", "desa": "33.25.11.1015", "status": "TERVERIFIKASI"}, "", ["status"]),
        ({"uraian": "kopi", "desa": "33.25.11.1015"}, "bukan-uuid", ["Idempotency-Key"]),
    ],
)
def test_a_registration_that_is_refused_makes_nothing(kasir, desa, kiriman, kunci, isian):
    jawaban = kasir.post("/usaha/", kiriman, **({"Idempotency_Key": kunci} if kunci else {}))
    assert (masalah(jawaban), list(jawaban.json()["isian"])) == ((422, "isian_salah"), isian)
    assert Usaha.objects.count() == 0


def test_the_daily_limit_of_the_page_holds_here_too(kasir, desa, monkeypatch):
    monkeypatch.setattr("api.views.usaha.USAHA_SEHARI", 1)
    kiriman = {"uraian": "kopi", "desa": desa.kode}
    assert kasir.post("/usaha/", kiriman).status_code == 201
    jawaban = kasir.post("/usaha/", kiriman)
    assert masalah(jawaban) == (429, "terlalu_sering")
    assert int(jawaban["Retry-After"]) > 60


def test_a_double_that_was_merged_leads_to_the_one_that_stayed(kasir, usaha, pemilik, desa):
    lebur = usaha_siap(pemilik=pemilik, desa=desa, digabung_ke=usaha)
    for cara, jalur in (("get", ""), ("post", "ajukan/"), ("get", "riwayat/")):
        jawaban = kasir(cara, f"/usaha/{lebur.kode}/{jalur}")
        assert masalah(jawaban) == (409, "sudah_digabung")
        assert jawaban.json()["usaha_tetap"].endswith(f"/api/v1/usaha/{usaha.kode}/")
    lebur.refresh_from_db()
    assert lebur.status == "DRAF"


def test_what_colleagues_write_to_each_other_does_not_reach_the_owner_through_the_api(
    kasir, usaha, pemilik, petugas, kepala
):
    """Who is away and why stands in the notes of handing work over; the page of the owner hides them too."""
    periksa.ajukan(usaha, oleh=pemilik)
    periksa.tugaskan(usaha, oleh=kepala, kepada=petugas, catatan="Serah terima dari Budi. Sakit keras.")
    periksa.lepas(usaha, oleh=petugas, catatan="Cuti sampai 5 Desember.")
    periksa.tolak(usaha, oleh=petugas, alasan="Alamatnya tidak ditemukan.")
    catatan = {"tolak": "Alamatnya tidak ditemukan.", "lepas": "", "tugaskan": "", "ajukan": "", "daftar": ""}
    riwayat = kasir.get(f"/usaha/{usaha.kode}/riwayat/").json()["hasil"]
    assert {r["verba"]: r["catatan"] for r in riwayat} == catatan
    assert {r["verba"]: r["catatan"] for r in kasir.get(f"/usaha/{usaha.kode}/").json()["riwayat"]} == catatan
