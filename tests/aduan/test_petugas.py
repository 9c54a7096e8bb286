"""The report in the officials' room: the queue, the case on one page, its verbs, files and identity; the lists."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from aduan import keutuhan, queries
from aduan.actions import petugas as aksi
from aduan.actions.kirim import kirim
from aduan.models import Aduan, KolomSp4n, Unit
from aduan.reports import LAPORAN
from akun.models import LogBaca
from inti.berkas import SUARA, periksa
from laporan.aliran import baris
from notifikasi.models import Pemberitahuan
from tests.aduan.pabrik import buat_aduan, jenis, siapkan
from tests.inti.test_suara import wav

pytestmark = pytest.mark.django_db
DAFTAR = "/admin/aduan/aduan/"


@pytest.fixture
def unit(petugas: Any) -> Unit:
    return siapkan(petugas)


def alamat(satu: Aduan, ekor: str = "change/") -> str:
    return f"{DAFTAR}{satu.pk}/{ekor}"


def teks(jawaban: Any) -> str:
    return jawaban.content.decode()


def bersuara(identitas: str) -> Aduan:
    suara = periksa(SimpleUploadedFile("a.wav", wav(2)), jenis=(SUARA,))
    return kirim(perihal="Loket dinas", isi="Loket tutup awal.", suara=suara, identitas=identitas).aduan


@pytest.mark.parametrize("tab", ["verifikasi", "milik_saya", "belum_diambil", "menunggu", ""])
def test_every_tab_of_the_queue_opens(unit, petugas, kepala, masuk, tab):
    buat_aduan("DITERUSKAN", unit=unit)
    for siapa in (petugas, kepala):
        assert masuk(siapa).get(f"{DAFTAR}?antrean={tab}").status_code == 200


def test_from_the_coordinator_to_the_unit_to_the_answer_by_pages(unit, petugas, kepala, masuk):
    satu = kirim(perihal="Loket dinas", isi="Loket tutup sebelum waktunya.", setuju_publik=True).aduan
    atas, bawah = masuk(kepala), masuk(petugas)
    assert bawah.get(alamat(satu)).status_code == 404
    assert atas.get(alamat(satu, "teruskan/")).status_code == 200
    assert atas.post(alamat(satu, "teruskan/"), {}).status_code == 422
    atas.post(alamat(satu, "teruskan/"), {"jenis": jenis().pk, "unit": unit.pk})
    assert bawah.get(alamat(satu)).status_code == 200
    bawah.post(alamat(satu, "ambil/"))
    assert bawah.post(alamat(satu, "jawab/"), {"catatan": "ya"}).status_code == 422
    bawah.post(alamat(satu, "jawab/"), {"catatan": "Jam istirahat sekarang tertulis di pintu."})
    data = {"perihal_publik": "Jam loket", "teks_publik": "Loket tutup awal.", "jawaban_publik": ""}
    assert bawah.post(alamat(satu, "tayangkan/"), data).status_code == 302
    satu.refresh_from_db()
    assert (satu.status, satu.petugas, satu.teks_publik) == ("DIJAWAB", petugas, "")
    atas.post(alamat(satu, "tayangkan/"), data)
    satu.refresh_from_db()
    assert satu.teks_publik == "Loket tutup awal."


def test_who_is_secret_is_shown_to_the_coordinator_once_for_a_reason(unit, petugas, kepala, masuk, pemilik):
    satu = kirim(
        perihal="Loket dinas", isi="Loket tutup awal.", identitas="RAHASIA", akun=pemilik, telepon="+6281200000009"
    ).aduan
    aksi.teruskan(satu, oleh=kepala, jenis=jenis(), unit=unit)
    for klien in (masuk(petugas), masuk(kepala)):
        assert [k in teks(klien.get(alamat(satu))) for k in ("Siti Contoh", "0812-0000-0009")] == [False, False]
    jalur = alamat(satu, "identitas/")
    assert masuk(petugas).get(jalur).status_code == 404
    assert masuk(petugas).post(jalur, {"alasan": "Ingin tahu siapa pelapornya."}).status_code == 404
    klien = masuk(kepala)
    assert "Siti Contoh" not in teks(klien.get(jalur))
    assert klien.post(jalur, {"alasan": "ya"}).status_code == 422
    assert LogBaca.objects.filter(subjek_jenis="aduan").count() == 0
    assert "Siti Contoh" in teks(klien.post(jalur, {"alasan": "Menghubungi saksi kejadian."}))
    assert LogBaca.objects.filter(subjek_jenis="aduan").count() == 1


@pytest.mark.parametrize(("identitas", "boleh"), [("BIASA", 200), ("RAHASIA", 404)])
def test_a_voice_note_is_a_download_for_those_who_may_hear_it(unit, petugas, kepala, masuk, identitas, boleh):
    satu = aksi.ringkas(bersuara(identitas), oleh=kepala, ringkasan="Loket tutup pukul satu siang.")
    aksi.teruskan(satu, oleh=kepala, jenis=jenis(), unit=unit)
    jalur = alamat(satu, f"berkas/?b={satu.suara.kode}")
    jawaban = masuk(petugas).get(jalur)
    assert (jawaban.status_code, b"".join(jawaban.streaming_content) == wav(2) if boleh == 200 else False) == (
        boleh,
        boleh == 200,
    )
    jawaban = masuk(kepala).get(jalur)
    assert b"".join(jawaban.streaming_content) == wav(2)
    assert jawaban["Content-Disposition"].startswith("attachment")
    assert (jawaban["Content-Type"], jawaban["X-Content-Type-Options"]) == ("audio/wav", "nosniff")
    assert "sandbox" in jawaban["Content-Security-Policy"]
    assert masuk(kepala).get(alamat(satu, "berkas/?b=lain")).status_code == 404


def test_rows_of_work_are_counted_for_whom_they_wait(unit, petugas, kepala, buat_staf):
    buat_aduan("DITERUSKAN", unit=unit)
    buat_aduan("MASUK")
    assert {b[0]: b[1] for b in queries.pekerjaan(petugas)}["Laporan warga belum diambil"] == 1
    assert {b[0]: b[1] for b in queries.pekerjaan(kepala)}["Laporan warga menunggu diverifikasi"] == 1
    assert queries.pekerjaan(buat_staf("pelatih")) == []


def test_many_reports_are_shared_out_and_taken_over(unit, petugas, kepala, masuk, buat_staf, desa):
    rekan = buat_staf("petugas", desa.kecamatan)
    unit.petugas.add(rekan)
    satu, dua = (buat_aduan("DITERUSKAN", unit=unit, petugas=petugas) for _ in range(2))
    klien, jalur = masuk(kepala), f"/admin/serah-terima/{petugas.kode}/"
    assert "2 laporan warga di tangan" in teks(klien.get(jalur))
    lihat = teks(klien.post(f"{jalur}lihat/", {"cara": "bagi", "kepada": [rekan.pk], "catatan": ""}))
    assert [n in lihat for n in (satu.nomor, dua.nomor)] == [True, True]
    tanda = [f"{a.pk}:{rekan.pk}" for a in (satu, dua)]
    assert all(t.split(":")[0] in lihat for t in tanda)


def hitung(klien: Client, jalur: str) -> int:
    with CaptureQueriesContext(connection) as tanya:
        assert klien.get(jalur).status_code == 200
    return len([t for t in tanya if "django_session" not in t["sql"]])


def test_the_queue_and_the_case_take_twelve_queries_at_most(unit, petugas, masuk):
    klien = masuk(petugas)
    satu = buat_aduan("DITERUSKAN", unit=unit)
    klien.get(DAFTAR)
    awal = hitung(klien, f"{DAFTAR}?antrean=menunggu")
    for _ in range(2):
        buat_aduan("DITERUSKAN", unit=unit)
    assert hitung(klien, f"{DAFTAR}?antrean=menunggu") == awal
    assert (awal, hitung(klien, alamat(satu))) <= (12, 12)


# --- Lists ------------------------------------------------------------------------------------


def tulis(laporan: Any, user: Any, **saringan: Any) -> list[list[Any]]:
    """Read the rows of a report as the engine does."""
    return [list(b) for b in baris(laporan.data(user, saringan), laporan.kolom_bagi(user, saringan))]


def test_the_columns_for_sp4n_are_those_the_office_chose_and_never_who_reported(unit, kepala, pemilik):
    satu = kirim(perihal="Loket dinas", isi="=1+1 Loket tutup awal.", akun=pemilik, telepon="+6281200000009").aduan
    aksi.teruskan(satu, oleh=kepala, jenis=jenis(), unit=unit)
    aksi.jawab(satu, oleh=kepala, catatan="Sudah ditulis di pintu.")
    KolomSp4n.objects.exclude(sumber__in=("nomor", "jawaban")).update(aktif=False)
    sp4n = LAPORAN[0]
    assert [k.judul for k in sp4n.kolom_bagi(kepala, {})] == ["Nomor", "Jawaban"]
    assert tulis(sp4n, kepala) == [[satu.nomor, "Sudah ditulis di pintu."]]
    assert {s for s, _ in KolomSp4n.Sumber.choices} & {"akun", "telepon", "email"} == set()


def test_months_by_kind_reconcile_with_what_came_in(unit, kepala):
    for tepat in (True, False):
        satu = buat_aduan("DIJAWAB", unit=unit, penjawab=kepala)
        Aduan.objects.filter(pk=satu.pk).update(tepat=tepat)
    buat_aduan("MASUK")
    semua = tulis(LAPORAN[1], kepala)
    assert [b[1:] for b in semua] == [["Belum ditentukan", 1, 0, 0, 1, 0, 0], ["Pengaduan sederhana", 2, 1, 1, 0, 0, 0]]
    assert all(sum(b[3:]) == b[2] for b in semua)


def test_nothing_is_out_of_order_and_what_is_would_be_found(unit, kepala):
    satu = bersuara("ANONIM")
    temuan = lambda: [kata for p in keutuhan.daftar() for kata in p.cari()]  # noqa: E731
    assert temuan() == []
    Aduan.objects.filter(pk=satu.pk).update(ringkasan="Loket tutup.", tepat=True)
    satu.riwayat.create(
        verba="tambah", dari="MASUK", ke="MASUK", oleh=kepala, pelaku="Siti", sebagai="pemohon", pada=satu.dibuat
    )
    assert len(temuan()) == 3


def test_the_outbox_shows_nobody_the_address_of_a_reporter_beside_the_number(unit, kepala, admin, masuk):
    kirim(perihal="Loket dinas", isi="Loket tutup awal.", identitas="RAHASIA", email="siti@contoh.invalid")
    (pesan,) = Pemberitahuan.objects.filter(tujuan="siti@contoh.invalid")
    for siapa in (kepala, admin):
        klien = masuk(siapa)
        assert "siti@contoh" not in teks(klien.get("/admin/notifikasi/pemberitahuan/"))
        assert klien.get(f"/admin/notifikasi/pemberitahuan/{pesan.pk}/change/").status_code != 200
