"""On whose desk a request lies: who signs today, who may take over, who is mentioned, and what is printed of a case."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import Any

import pikepdf
import pytest
from django.utils import timezone

from akun.models import LogBaca
from inti import potongan
from inti.nomor import UrutTerakhir
from inti.potongan import PotonganBalasan
from inti.workflow import tersedia
from layanan import meja
from layanan.actions import cetak, katalog, periksa, tanda
from layanan.admin.pembagian import sebab_dilewati
from layanan.admin.permohonan import AdminPermohonan
from layanan.models import Bidang, CatatanKerja, Permohonan
from notifikasi.models import Pemberitahuan
from tests.factories import buat_usaha, lantik
from tests.layanan.pabrik import buat_layanan, buat_permohonan, isi_lengkap

pytestmark = pytest.mark.django_db
DAFTAR = "/admin/layanan/permohonan/"


def alamat(satu: Permohonan, ekor: str) -> str:
    return f"{DAFTAR}{satu.pk}/{ekor}/"


def pesan(jawaban: Any) -> list[str]:
    return [str(p) for p in jawaban.context["messages"]]


@pytest.fixture
def rekan(buat_staf: Any, desa: Any) -> Any:
    return buat_staf("petugas", desa.kecamatan, nama="Rekan Petugas")


@pytest.fixture
def surat(pemilik: Any, petugas: Any, kepala: Any, buat_staf: Any) -> dict[str, Any]:
    """A letter that waits for the paraf of the head of the field, then for the head of the office."""
    layanan, kabid = buat_layanan(surat=True), buat_staf("kepala", nama="Kabid Contoh")
    for penanda, akun in zip(layanan.penanda.all(), (kabid, kepala), strict=True):
        lantik(penanda.jabatan, akun)
    satu = isi_lengkap(buat_permohonan(pemilik=pemilik, layanan=layanan, status="DIPERIKSA", petugas=petugas))
    tanda.ajukan_tanda_tangan(satu, oleh=petugas)
    return {"satu": Permohonan.objects.get(pk=satu.pk), "kabid": kabid, "kadis": kepala}


# --- Signers ---------------------------------------------------------------------------------


def test_a_letter_lies_on_the_desk_of_who_is_next_today(surat: Any, buat_staf: Any, masuk: Any):
    def di_meja(orang: Any) -> list[Permohonan]:
        return list(masuk(orang).get(f"{DAFTAR}?antrean=tanda").context["cl"].result_list)

    satu, hari_ini = surat["satu"], timezone.localdate()
    assert (di_meja(surat["kabid"]), di_meja(surat["kadis"])) == ([satu], [])
    plh = buat_staf("kepala", nama="Plh Contoh")
    jabatan = satu.layanan.penanda.first().jabatan
    lantik(jabatan, plh, sebagai="Plh.", mulai=hari_ini, sampai=hari_ini)
    lantik(
        jabatan, surat["kadis"], sebagai="Plt.", mulai=hari_ini + timedelta(days=1), sampai=hari_ini.replace(year=2099)
    )
    assert [bool(di_meja(orang)) for orang in (surat["kabid"], surat["kadis"], plh)] == [False, False, True]
    tanda.tanda_tangani(satu, oleh=plh)
    assert [bool(di_meja(orang)) for orang in (surat["kabid"], surat["kadis"], plh)] == [False, True, False]


def test_whoever_signs_reads_the_draft_first_and_nobody_else_does(
    surat: Any, masuk: Any, petugas_limpung: Any, pemilik: Any
):
    satu, klien = surat["satu"], masuk(surat["kabid"])
    halaman = klien.get(alamat(satu, "tanda_tangani"))
    assert halaman.context["bacaan"].halaman == [f"{alamat(satu, 'konsep')}?hal=1"]
    pdf, gambar = klien.get(alamat(satu, "konsep")), klien.get(f"{alamat(satu, 'konsep')}?hal=1")
    assert (pdf["Content-Type"], gambar["Content-Type"], gambar.content[:4]) == (
        "application/pdf",
        "image/png",
        b"\x89PNG",
    )
    for hal in ("2", "0", "-1", "x", "99999"):
        assert klien.get(f"{alamat(satu, 'konsep')}?hal={hal}").status_code == 404
    assert masuk(petugas_limpung).get(alamat(satu, "konsep")).status_code == 404
    assert masuk(pemilik).get(alamat(satu, "konsep")).status_code != 200


def test_a_service_without_a_letter_has_no_draft(pemilik: Any, petugas: Any, masuk: Any):
    satu = buat_permohonan(pemilik=pemilik, status="DIPERIKSA")
    assert masuk(petugas).get(alamat(satu, "konsep")).status_code == 404


def test_reading_the_draft_gives_no_number(surat: Any, masuk: Any):
    masuk(surat["kadis"]).get(alamat(surat["satu"], "konsep"))
    assert UrutTerakhir.objects.filter(seri=surat["satu"].layanan.seri).count() == 0


# --- Sharing out -----------------------------------------------------------------------------


@pytest.fixture
def campur(desa: Any, pemilik: Any, petugas: Any, rekan: Any) -> dict[str, Permohonan]:
    """One request for each reason to stay behind, and one that may be taken."""
    layanan = buat_layanan()
    return {
        "bebas": buat_permohonan(pemilik=pemilik, layanan=layanan, status="DIAJUKAN"),
        "saya": buat_permohonan(pemilik=pemilik, layanan=layanan, status="DIPERIKSA", petugas=petugas),
        "rekan": buat_permohonan(pemilik=pemilik, layanan=layanan, status="DIPERIKSA", petugas=rekan),
        "selesai": buat_permohonan(pemilik=pemilik, layanan=layanan, status="SELESAI"),
        "sendiri": buat_permohonan(pemilik=petugas, layanan=layanan, status="DIAJUKAN"),
        "sendiri, diambil": buat_permohonan(pemilik=petugas, layanan=layanan, status="DIPERIKSA", petugas=rekan),
    }


@pytest.mark.parametrize("verba", ["ambil", "lepas", "tugaskan"])
def test_the_preview_leaves_behind_what_the_verb_would_refuse(
    campur: dict[str, Permohonan], petugas: Any, kepala: Any, petugas_limpung: Any, verba: str
):
    for orang in (petugas, kepala, petugas_limpung):
        objek = [Permohonan.objects.get(pk=o.pk) for o in campur.values()]
        ikut = {o.pk for o in objek} - set(sebab_dilewati(objek, verba, orang))
        assert ikut == {o.pk for o in objek if verba in [t.verba for t in tersedia(o, orang)]}


def test_many_are_taken_after_a_look(campur: dict[str, Permohonan], petugas: Any, masuk: Any):
    klien = masuk(petugas)
    semua = [o.pk for o in campur.values()]
    lihat = klien.post(DAFTAR, {"action": "ambil", "_selected_action": semua, "index": "0", "select_across": "0"})
    assert [b.obj for b in lihat.context["ikut"]] == [campur["bebas"]]
    tanda_baris = re.findall(r'name="baris" value="([^"]+)"', lihat.content.decode())
    klien.post(f"{DAFTAR}massal/ambil/", {"baris": tanda_baris})
    assert Permohonan.objects.get(pk=campur["bebas"].pk).petugas == petugas


def test_open_work_of_an_absent_official_goes_to_a_colleague(
    campur: dict[str, Permohonan], petugas: Any, rekan: Any, kepala: Any, masuk: Any
):
    klien = masuk(kepala)
    isi = {"cara": "bagi", "kepada": [petugas.pk], "catatan": "Cuti sampai Jumat"}
    lihat = klien.post(f"/admin/serah-terima/{rekan.kode}/lihat/", isi)
    baris = re.findall(r'name="baris:layanan.permohonan" value="([^"]+)"', lihat.content.decode())
    klien.post(f"/admin/serah-terima/{rekan.kode}/serahkan/", {"baris:layanan.permohonan": baris, "catatan": "Cuti"})
    kini = {nama: Permohonan.objects.get(pk=o.pk).petugas for nama, o in campur.items()}
    assert (kini["rekan"], kini["sendiri, diambil"]) == (petugas, rekan)


def test_a_disposition_goes_to_a_field_whose_people_find_it(
    campur: dict[str, Permohonan], kepala: Any, rekan: Any, masuk: Any
):
    industri = Bidang.objects.create(kode="industri", nama="Bidang Perindustrian")
    industri.petugas.add(rekan)
    isi = {"kepada": "", "bidang": industri.pk, "catatan": "Pangan olahan."}
    masuk(kepala).post(alamat(campur["saya"], "tugaskan"), isi)
    daftar = masuk(rekan).get(f"{DAFTAR}?antrean=bidang_saya").context["cl"].result_list
    assert list(daftar) == [campur["saya"]]


# --- Two at once, and whoever lost his role ----------------------------------------------------


def test_the_second_of_two_officials_is_told_and_gets_his_words_back(
    pemilik: Any, petugas: Any, rekan: Any, masuk: Any
):
    satu = isi_lengkap(buat_permohonan(pemilik=pemilik, status="DIPERIKSA", petugas=petugas))
    klien = masuk(rekan)
    klien.get(alamat(satu, "minta_lengkap"))
    periksa.selesaikan(Permohonan.objects.get(pk=satu.pk), oleh=petugas, catatan="Sudah didampingi.")
    isi = {"kalimat-isian-jenis": "Pilih jenis yang benar."}
    jawaban = klien.post(alamat(satu, "minta_lengkap"), isi, follow=True)
    assert pesan(jawaban) == [
        "“Minta dilengkapi” tidak dapat dilakukan: status sekarang Selesai.",
        "Yang Anda tulis tidak tersimpan: “Pilih jenis yang benar.”",
    ]
    assert Permohonan.objects.get(pk=satu.pk).hasil_catatan == "Sudah didampingi."


@pytest.mark.parametrize("verba", ["selesaikan", "catat", "cetak"])
def test_an_official_who_lost_his_role_in_the_middle_writes_nothing(pemilik: Any, petugas: Any, masuk: Any, verba: str):
    satu = isi_lengkap(buat_permohonan(pemilik=pemilik, status="DIPERIKSA", petugas=petugas))
    klien = masuk(petugas)
    assert klien.get(alamat(satu, verba)).status_code == 200
    petugas.groups.clear()
    jawaban = klien.post(alamat(satu, verba), {"catatan": "Sudah.", "teks": "Sudah.", "alasan": "Diminta Inspektorat."})
    assert jawaban.status_code in (403, 404)
    satu = Permohonan.objects.get(pk=satu.pk)
    assert (satu.status, satu.riwayat.count(), CatatanKerja.objects.count()) == ("DIPERIKSA", 1, 0)


# --- Notes, snippets, the printed file -----------------------------------------------------------


def test_a_note_mentions_colleagues_from_a_list_and_never_the_owner(
    pemilik: Any, petugas: Any, rekan: Any, buat_staf: Any, desa: Any, petugas_limpung: Any, masuk: Any
):
    juga_pemilik = buat_staf("petugas", desa.kecamatan, nama="Petugas Pemilik")
    satu = buat_permohonan(usaha=buat_usaha(pemilik=juga_pemilik, status="TERVERIFIKASI"), status="DIPERIKSA")
    klien = masuk(petugas)
    form = klien.get(alamat(satu, "catat")).context["form"]
    pilihan = list(form.fields["sebut"].queryset)
    assert (rekan in pilihan, juga_pemilik in pilihan, petugas_limpung in pilihan) == (True, False, False)
    assert klien.post(alamat(satu, "catat"), {"teks": "", "sebut": [rekan.pk]}).status_code == 422
    assert klien.post(alamat(satu, "catat"), {"teks": "Cek.", "sebut": [juga_pemilik.pk]}).status_code == 422
    klien.post(alamat(satu, "catat"), {"teks": "Tolong cek labelnya.", "sebut": [rekan.pk]})
    halaman = klien.get(alamat(satu, "change")).content.decode()
    assert ("Tolong cek labelnya." in halaman, f"@{rekan.nama}" in halaman) == (True, True)
    pemberitahuan = Pemberitahuan.objects.get(templat="catatan_menyebut", kanal="aplikasi")
    assert (pemberitahuan.akun, "label" in pemberitahuan.isi) == (rekan, False)
    assert masuk(juga_pemilik).get(alamat(satu, "catat")).status_code == 404


def test_snippets_of_one_service_are_offered_with_it_alone_and_first(pemilik: Any, petugas: Any, masuk: Any):
    satu, lain = (buat_permohonan(pemilik=pemilik, status="DIPERIKSA") for _ in range(2))
    kunci = potongan.kunci(Permohonan, "tolak")
    for ranah, judul in (("", "Umum"), (satu.layanan.kode, "Khusus")):
        PotonganBalasan.objects.create(untuk=kunci, ranah=ranah, judul=judul, teks="Kalimat.")
    klien = masuk(petugas)
    ditawarkan = [[p.judul for p in klien.get(alamat(o, "tolak")).context["potongan"]] for o in (satu, lain)]
    assert ditawarkan == [["Khusus", "Umum"], ["Umum"]]


def test_the_snippets_that_come_along_name_services_and_verbs_that_exist():
    kode = {b["kode"] for b in katalog.baca(katalog.BAWAAN)["layanan"]}
    milik = [b for b in potongan.baca_bawaan() if b["untuk"].startswith("layanan.permohonan:")]
    assert {b["untuk"].partition(":")[2] for b in milik} <= set(AdminPermohonan.BERPESAN)
    assert {b["ranah"] for b in milik} <= {"", *kode}
    assert len(milik) == 20


def test_the_whole_case_is_printed_with_a_reason_that_its_owner_reads(surat: Any, petugas: Any, masuk: Any):
    satu = surat["satu"]
    tanda.tanda_tangani(satu, oleh=surat["kabid"])
    tanda.tanda_tangani(satu, oleh=surat["kadis"])
    klien = masuk(petugas)
    assert klien.post(alamat(satu, "cetak"), {"alasan": "x"}).status_code == 422
    jawaban = klien.post(alamat(satu, "cetak"), {"alasan": "Pemeriksaan Inspektorat, surat 700/1."})
    assert jawaban["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(jawaban.content)) as pdf:
        assert satu.nomor in str(pdf.open_metadata()["dc:title"])
    log = LogBaca.objects.get()
    assert (log.apa, log.alasan) == (
        f"Berkas permohonan {satu.nomor}, dicetak",
        "Pemeriksaan Inspektorat, surat 700/1.",
    )
    isi = cetak.isi_berkas(Permohonan.objects.get(pk=satu.pk), oleh=petugas, alasan="x", kini=timezone.now())
    assert [baris[1] for baris in isi["surat"]][:2] == [
        "Paraf Kepala Bidang, putaran 1",
        "Tanda tangan Kepala Dinas, putaran 1",
    ]
    assert all(isi[bagian] for bagian in ("ringkas", "jawaban", "berkas", "surat", "riwayat", "waktu", "pesan"))


def test_officials_who_may_be_given_a_request_come_with_their_burden(
    campur: dict[str, Permohonan], rekan: Any, petugas: Any, kepala: Any
):
    calon = [(c, c.beban) for c in meja.calon_petugas(campur["rekan"])]
    assert calon == [(kepala, 0), (petugas, 1)]
