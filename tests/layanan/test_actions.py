"""The verbs of a request: begin, fill in, send, check, pass on, finish, refuse, object; and what bad luck gets."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from inti import berkas
from inti.workflow import TransisiDitolak
from layanan import syarat
from layanan.actions import catatan, keberatan, periksa
from layanan.actions import permohonan as aksi
from layanan.models import BerkasPermohonan, Permohonan, SyaratLayanan
from notifikasi.models import Pemberitahuan
from tests.factories import buat_usaha, gambar
from tests.layanan.pabrik import (
    ISIAN,
    aturan_keberatan,
    buat_alasan,
    buat_layanan,
    buat_permohonan,
    dasar_keberatan,
    isi_lengkap,
    minta_berkas,
    terbitkan,
)

pytestmark = pytest.mark.django_db
NANTI = timedelta(days=7)


def besok() -> Any:
    return timezone.localdate() + timedelta(days=1)


def foto(warna: str = "teal") -> Any:
    return berkas.periksa(gambar(warna))


def pesan(permohonan: Permohonan) -> list[str]:
    return sorted(
        set(Pemberitahuan.objects.filter(url=permohonan.get_absolute_url()).values_list("templat", flat=True))
    )


# --- The applicant ---------------------------------------------------------------------------


def test_a_request_begins_with_what_the_registry_knows_and_a_number(pemilik):
    usaha = buat_usaha(pemilik=pemilik, status="TERVERIFIKASI", nama="Keripik Contoh")
    satu = aksi.buat(buat_layanan(hari_janji=7), usaha=usaha, oleh=pemilik)
    assert (satu.status, satu.jawaban, satu.janji, satu.atas_nama) == (
        "DRAF",
        {"nama_usaha": "Keripik Contoh"},
        7,
        False,
    )
    assert (satu.nomor[:4], satu.nomor.count("-")) == ("LYN-", 3)


def test_one_page_sent_twice_makes_one_request(pemilik):
    usaha, layanan, kunci = buat_usaha(pemilik=pemilik, status="TERVERIFIKASI"), buat_layanan(), uuid4()
    dua = [aksi.buat(layanan, usaha=usaha, oleh=pemilik, kunci_kirim=kunci) for _ in range(2)]
    assert dua[0] == dua[1]


def test_an_unverified_business_asks_only_for_what_is_open_to_it(pemilik):
    usaha = buat_usaha(pemilik=pemilik)
    with pytest.raises(ValidationError, match="sudah terverifikasi"):
        aksi.buat(buat_layanan(), usaha=usaha, oleh=pemilik)
    assert aksi.buat(buat_layanan(boleh_belum_verifikasi=True), usaha=usaha, oleh=pemilik).status == "DRAF"


def test_nobody_asks_for_a_business_of_others_and_the_counter_does_on_behalf(pemilik, pemilik_lain, petugas):
    usaha, layanan = buat_usaha(pemilik=pemilik, status="TERVERIFIKASI"), buat_layanan()
    with pytest.raises(PermissionDenied):
        aksi.buat(layanan, usaha=usaha, oleh=pemilik_lain)
    assert aksi.buat(layanan, usaha=usaha, oleh=petugas).atas_nama is True


def test_a_service_without_a_form_in_use_cannot_be_asked_for(pemilik):
    usaha = buat_usaha(pemilik=pemilik, status="TERVERIFIKASI")
    for layanan in (buat_layanan(isian=()), buat_layanan(aktif=False)):
        with pytest.raises(ValidationError, match="sedang tidak dapat diajukan"):
            aksi.buat(layanan, usaha=usaha, oleh=pemilik)


def test_answers_are_kept_step_by_step_and_forgotten_when_not_asked_any_more(pemilik):
    satu = buat_permohonan(pemilik=pemilik)
    aksi.isi(satu, oleh=pemilik, jawaban={"jenis": "makanan", "bahan": "Tepung"})
    aksi.isi(satu, oleh=pemilik, jawaban={"jenis": "kain", "bahan": None})
    satu.refresh_from_db()
    assert satu.jawaban == {"jenis": "kain"}


@pytest.mark.parametrize("jawaban", [{"asing": "x"}, {"jenis": "z"}, {"nama_usaha": 7}])
def test_what_does_not_fit_the_form_is_not_kept(pemilik, jawaban):
    satu = buat_permohonan(pemilik=pemilik)
    with pytest.raises(ValidationError):
        aksi.isi(satu, oleh=pemilik, jawaban=jawaban)


def test_a_form_retired_meanwhile_is_finished_on_the_old_one(pemilik):
    satu = buat_permohonan(pemilik=pemilik)
    terbitkan(satu.layanan, [*ISIAN, {"kode": "baru", "label": "Baru", "jenis": "TEKS"}])
    aksi.isi(satu, oleh=pemilik, jawaban={"jenis": "kain"})
    aksi.isi(satu, oleh=pemilik, jawaban={"nama_usaha": "Kain Contoh"})
    aksi.ajukan(satu, oleh=pemilik)
    satu = Permohonan.objects.get(pk=satu.pk)
    assert (satu.status, satu.formulir.keadaan, satu.formulir.nomor) == ("DIAJUKAN", "PENSIUN", 1)
    baru = aksi.buat(satu.layanan, usaha=satu.usaha, oleh=pemilik)
    assert baru.formulir.nomor == 2


def test_sending_names_what_is_missing(pemilik):
    satu = buat_permohonan(pemilik=pemilik)
    minta_berkas(satu.layanan)
    minta_berkas(satu.layanan, "npwp", nama="NPWP", wajib=False)
    SyaratLayanan.objects.create(layanan=satu.layanan, legalitas="NIB")
    with pytest.raises(ValidationError) as galat:
        aksi.ajukan(satu, oleh=pemilik)
    assert galat.value.messages == [
        "NIB (Nomor Induk Berusaha) belum ada.",
        "Jenis belum ada.",
        "Nama usaha belum ada.",
        "Foto KTP belum ada.",
    ]


def test_a_paper_that_ended_counts_no_more(pemilik):
    satu = isi_lengkap(buat_permohonan(pemilik=pemilik))
    SyaratLayanan.objects.create(layanan=satu.layanan, legalitas="NIB")
    nib = satu.usaha.legalitas.create(jenis="NIB", nomor="1234567890123", berlaku_sampai=timezone.localdate())
    assert syarat.kurang_syarat(satu.layanan, satu.usaha) == []
    nib.berlaku_sampai -= timedelta(days=1)
    nib.save()
    assert syarat.kurang_syarat(satu.layanan, satu.usaha) == ["NIB (Nomor Induk Berusaha)"]


def test_a_document_removed_from_the_catalogue_is_not_missed_and_what_was_handed_in_stays(pemilik):
    satu = isi_lengkap(buat_permohonan(pemilik=pemilik))
    ktp, npwp = minta_berkas(satu.layanan), minta_berkas(satu.layanan, "npwp", nama="NPWP")
    aksi.tambah_berkas(satu, oleh=pemilik, syarat_berkas=npwp, unggahan=foto())
    for syarat_berkas in (ktp, npwp):
        syarat_berkas.aktif = False
        syarat_berkas.save()
    aksi.ajukan(satu, oleh=pemilik)
    assert (satu.status, satu.lampiran.get().syarat) == ("DIAJUKAN", npwp)


def test_a_document_is_handed_in_by_photos_and_taken_away_again(pemilik, pemilik_lain):
    satu = buat_permohonan(pemilik=pemilik)
    ktp = minta_berkas(satu.layanan)
    with pytest.raises(PermissionDenied):
        aksi.tambah_berkas(satu, oleh=pemilik_lain, syarat_berkas=ktp, unggahan=foto())
    warna = ("teal", "navy")
    lampiran = [aksi.tambah_berkas(satu, oleh=pemilik, syarat_berkas=ktp, unggahan=foto(w)) for w in warna]
    aksi.hapus_berkas(satu, oleh=pemilik, lampiran=lampiran[0])
    assert list(BerkasPermohonan.objects.all()) == [lampiran[1]]


def test_sent_is_closed_taken_back_is_open(pemilik):
    satu = isi_lengkap(buat_permohonan(pemilik=pemilik))
    aksi.ajukan(satu, oleh=pemilik)
    assert (satu.jatuh_tempo is None, pesan(satu)) == (False, ["permohonan_diajukan"])
    with pytest.raises(TransisiDitolak):
        aksi.isi(satu, oleh=pemilik, jawaban={"jenis": "makanan"})
    aksi.tarik(satu, oleh=pemilik)
    aksi.isi(satu, oleh=pemilik, jawaban={"jenis": "kain"})
    assert satu.jatuh_tempo is None


def test_the_promise_is_that_of_the_day_of_sending(pemilik):
    satu = isi_lengkap(buat_permohonan(pemilik=pemilik, layanan=buat_layanan(hari_janji=3)))
    satu.layanan.hari_janji = 8
    satu.layanan.save()
    aksi.ajukan(satu, oleh=pemilik)
    satu.layanan.hari_janji = 30
    satu.layanan.save()
    satu.refresh_from_db()
    assert satu.janji == 8


# --- The office --------------------------------------------------------------------------------


def test_begun_is_taken_and_completed_is_sent_again(pemilik, petugas):
    satu = isi_lengkap(buat_permohonan(pemilik=pemilik))
    ktp = minta_berkas(satu.layanan, wajib=False)
    aksi.ajukan(satu, oleh=pemilik)
    periksa.periksa(satu, oleh=petugas)
    assert (satu.status, satu.petugas) == ("DIPERIKSA", petugas)
    hal = {"isian:jenis": "Pilih yang benar.", "berkas:ktp": "Fotonya buram."}
    periksa.minta_lengkap(satu, oleh=petugas, hal=hal)
    with pytest.raises(ValidationError, match="nama_usaha"):
        aksi.isi(satu, oleh=pemilik, jawaban={"nama_usaha": "Lain"})
    # The field that the new answer brings up is open with it.
    aksi.isi(satu, oleh=pemilik, jawaban={"jenis": "makanan", "bahan": "Tepung"})
    aksi.tambah_berkas(satu, oleh=pemilik, syarat_berkas=ktp, unggahan=foto())
    aksi.ajukan(satu, oleh=pemilik)
    assert (satu.status, satu.petugas, satu.permintaan.filter(terbuka=True).count()) == ("DIAJUKAN", petugas, 0)
    assert pesan(satu) == ["permohonan_diajukan", "permohonan_perbaikan"]


@pytest.mark.parametrize("hal", [{}, {"isian:asing": "x"}, {"isian:jenis": " "}])
def test_asking_to_complete_names_a_thing_and_says_what(pemilik, petugas, hal):
    satu = buat_permohonan(pemilik=pemilik, status="DIPERIKSA")
    with pytest.raises(ValidationError):
        periksa.minta_lengkap(satu, oleh=petugas, hal=hal)


def test_passed_on_to_a_body_outside_and_back(pemilik, petugas):
    satu = buat_permohonan(pemilik=pemilik, status="DIPERIKSA")
    periksa.teruskan(satu, oleh=petugas, instansi="BPJPH", lihat_lagi=besok(), nomor_instansi=" SH-1 ")
    assert (satu.status, satu.riwayat.last().pemegang, satu.nomor_instansi, satu.jatuh_tempo) == (
        "MENUNGGU_INSTANSI",
        "instansi:BPJPH",
        "SH-1",
        None,
    )
    periksa.lihat_lagi(satu, oleh=petugas, lihat_lagi=besok() + NANTI, nomor_instansi="", catatan="Belum ada.")
    assert (satu.nomor_instansi, satu.lihat_lagi) == ("SH-1", besok() + NANTI)
    periksa.terima_kembali(satu, oleh=petugas)
    assert (satu.status, satu.lihat_lagi, satu.instansi) == ("DIPERIKSA", None, "BPJPH")


@pytest.mark.parametrize(
    ("isian", "salah"),
    [
        ({"instansi": "Kantor Pos"}, "instansi"),
        ({"lihat_lagi": timedelta(0)}, "lihat_lagi"),
        ({"dikirim_pada": timedelta(days=1)}, "dikirim_pada"),
    ],
)
def test_passing_on_needs_a_known_body_and_sensible_days(pemilik, petugas, isian, salah):
    satu = buat_permohonan(pemilik=pemilik, status="DIPERIKSA")
    isi = {k: timezone.localdate() + v if isinstance(v, timedelta) else v for k, v in isian.items()}
    with pytest.raises(ValidationError) as galat:
        periksa.teruskan(satu, oleh=petugas, **{"instansi": "BPJPH", "lihat_lagi": besok(), **isi})
    assert list(galat.value.message_dict) == [salah]


def test_a_finished_request_leaves_a_fact_in_the_registry(pemilik, petugas):
    satu = buat_permohonan(pemilik=pemilik, status="DIPERIKSA")
    with pytest.raises(ValidationError, match="Unggah berkas"):
        periksa.selesaikan(satu, oleh=petugas, catatan=" ")
    periksa.selesaikan(satu, oleh=petugas, berkas=foto())
    jejak = satu.usaha.rekam_jejak.get()
    assert (satu.status, jejak.jenis, jejak.nilai) == ("SELESAI", "layanan", {"layanan": satu.layanan.kode})
    assert (satu.hasil_berkas.mime, pesan(satu)) == ("image/jpeg", ["permohonan_selesai"])


def test_a_refusal_names_a_reason_of_this_service(pemilik, petugas):
    satu = buat_permohonan(pemilik=pemilik, status="DIPERIKSA")
    for salah in (buat_alasan(layanan=buat_layanan()), buat_alasan(aktif=False)):
        with pytest.raises(ValidationError, match="dari daftar"):
            periksa.tolak(satu, oleh=petugas, sebab=salah, alasan="Belum punya NIB sama sekali.")
    sebab = buat_alasan(obat_layanan=buat_layanan(), layanan=satu.layanan)
    periksa.tolak(satu, oleh=petugas, sebab=sebab, alasan="Belum punya NIB sama sekali.")
    assert (satu.status, satu.alasan_tolak, pesan(satu)) == ("DITOLAK", sebab, ["permohonan_ditolak"])


def test_work_is_given_to_a_colleague_or_a_field_and_never_to_who_may_not(pemilik, kepala, petugas, petugas_limpung):
    satu = buat_permohonan(pemilik=pemilik, status="DIAJUKAN")
    for salah in ({}, {"kepada": petugas_limpung}):
        with pytest.raises(ValidationError):
            periksa.tugaskan(satu, oleh=kepala, **salah)
    periksa.tugaskan(satu, oleh=kepala, kepada=petugas, bidang=buat_layanan().bidang, catatan="Tolong.")
    assert (satu.petugas, satu.riwayat.last().catatan) == (
        petugas,
        "Kepada Petugas Batang dan Bidang UMKM. Tolong.",
    )
    assert Pemberitahuan.objects.filter(akun=petugas, templat="permohonan_ditugaskan", kanal="aplikasi").count() == 1


def test_a_note_tells_whom_it_mentions_and_not_the_owner(pemilik, petugas, kepala, petugas_limpung):
    satu = buat_permohonan(pemilik=pemilik, status="DIAJUKAN")
    catatan.catat(satu, oleh=petugas, teks="Lihat fotonya.", sebut=[kepala, petugas])
    assert [p.akun for p in Pemberitahuan.objects.filter(templat="catatan_menyebut", kanal="aplikasi")] == [kepala]
    with pytest.raises(PermissionDenied):
        catatan.catat(satu, oleh=pemilik, teks="Halo")
    with pytest.raises(ValidationError):
        catatan.catat(satu, oleh=petugas, teks="Halo", sebut=[petugas_limpung])


@pytest.mark.django_db(transaction=True)
def test_of_two_officials_who_decide_at_once_one_succeeds(pemilik, petugas, kepala):
    satu = buat_permohonan(pemilik=pemilik, status="DIPERIKSA")
    sebab, mulai, hasil = buat_alasan(), threading.Barrier(2), []

    def kerja(oleh: Any, apa: Any) -> None:
        try:
            mulai.wait(timeout=30)
            apa(Permohonan.objects.get(pk=satu.pk), oleh=oleh)
            hasil.append("berhasil")
        except TransisiDitolak:
            hasil.append("terlambat")
        finally:
            connection.close()

    def menolak(p: Any, *, oleh: Any) -> None:
        periksa.tolak(p, oleh=oleh, sebab=sebab, alasan="Belum punya NIB sama sekali.")

    def menyelesaikan(p: Any, *, oleh: Any) -> None:
        periksa.selesaikan(p, oleh=oleh, catatan="Sudah diberikan.")

    utas = [threading.Thread(target=kerja, args=a) for a in ((petugas, menolak), (kepala, menyelesaikan))]
    for u in utas:
        u.start()
    for u in utas:
        u.join(timeout=60)
    assert sorted(hasil) == ["berhasil", "terlambat"]
    assert satu.riwayat.count() == 2


# --- Objections -----------------------------------------------------------------------------------


@pytest.fixture
def ditolak(pemilik, petugas):
    aturan_keberatan()
    satu = buat_permohonan(pemilik=pemilik, status="DIPERIKSA")
    periksa.tolak(satu, oleh=petugas, sebab=buat_alasan(), alasan="Belum punya NIB sama sekali.")
    return Permohonan.objects.get(pk=satu.pk)


def test_an_objection_has_the_days_of_its_rule_and_then_the_promise_anew(ditolak, pemilik, kepala):
    keberatan.ajukan_keberatan(ditolak, oleh=pemilik, dasar=dasar_keberatan(), uraian="NIB saya sudah ada.")
    assert (ditolak.status, ditolak.janji, ditolak.jatuh_tempo is None) == ("KEBERATAN", 10, False)
    keberatan.kabulkan(ditolak, oleh=kepala, alasan="NIB memang sudah ada.")
    assert (ditolak.status, ditolak.janji, ditolak.petugas) == ("DIPERIKSA", 5, None)
    assert (ditolak.keberatan.get().hasil, ditolak.keberatan.get().jalan_berikut) == ("DIKABULKAN", "")


def test_a_refused_objection_names_the_next_legal_way_and_is_not_made_twice(ditolak, pemilik, kepala):
    keberatan.ajukan_keberatan(ditolak, oleh=pemilik, dasar=dasar_keberatan(), uraian="NIB saya sudah ada.")
    keberatan.tolak_keberatan(ditolak, oleh=kepala, alasan="NIB itu milik usaha lain.")
    assert (ditolak.status, ditolak.keberatan.get().jalan_berikut) == ("DITOLAK", "Ke PTUN.")
    segar = Permohonan.objects.get(pk=ditolak.pk)
    with pytest.raises(PermissionDenied):
        keberatan.ajukan_keberatan(segar, oleh=pemilik, dasar=dasar_keberatan(), uraian="Sekali lagi saja.")


def test_the_day_after_the_last_is_too_late(ditolak, pemilik, monkeypatch):
    batas = ditolak.batas_keberatan
    for lewat, boleh in ((0, True), (1, False)):
        hari = batas + timedelta(days=lewat)
        monkeypatch.setattr(timezone, "localdate", lambda v=None, h=hari: h if v is None else v.date())
        assert ditolak.boleh_keberatan is boleh


def test_the_official_who_refused_does_not_decide(ditolak, pemilik, petugas):
    keberatan.ajukan_keberatan(ditolak, oleh=pemilik, dasar=dasar_keberatan(), uraian="NIB saya sudah ada.")
    with pytest.raises(PermissionDenied):
        keberatan.kabulkan(ditolak, oleh=petugas, alasan="Saya keliru membaca.")


@pytest.mark.parametrize("dasar", [{"aktif": False}, {"ruang": "INFORMASI"}])
def test_only_grounds_against_decisions_count(ditolak, pemilik, dasar):
    with pytest.raises(ValidationError, match="dasar keberatan"):
        keberatan.ajukan_keberatan(ditolak, oleh=pemilik, dasar=dasar_keberatan(**dasar), uraian="NIB saya sudah ada.")
