"""The verbs of reports: what is kept and what is not, promises, answers, races."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, InternalError, connection, transaction
from django.test import override_settings
from django.utils import timezone

from aduan.actions import bawaan, pelapor
from aduan.actions import petugas as aksi
from aduan.actions.kirim import kirim
from aduan.models import Aduan, AturanWaktu, KolomSp4n, RiwayatAduan, Unit
from aduan.tautan import KEPERLUAN
from akun.models import LogBaca
from inti import hari_kalender, tautan
from inti.berkas import SUARA, Berkas, periksa
from inti.jam import hari_terima
from inti.kalender import HariLibur
from inti.tautan import Tautan
from inti.workflow import TransisiDitolak, hitung_jatuh_tempo
from notifikasi.enums import Jenis
from notifikasi.models import Pemberitahuan
from tests.aduan.pabrik import buat_aduan, jenis, siapkan
from tests.inti.test_suara import wav

pytestmark = pytest.mark.django_db
ISI = "Loket tutup sebelum waktunya."
JAWABAN = "Jam istirahat sekarang tertulis di pintu loket."


def suara() -> Any:
    return periksa(SimpleUploadedFile("Rekaman Budi.wav", wav(2)), jenis=(SUARA,))


def lapor(**lain: Any) -> Aduan:
    bawaan.muat()
    return kirim(**{"perihal": "Loket dinas", "isi": ISI, **lain}).aduan


# --- Who reported --------------------------------------------------------------------------


def test_an_anonymous_report_keeps_nothing_that_tells_whose_it_is(pemilik):
    satu = lapor(identitas="ANONIM", akun=pemilik, telepon="+6281200000009", email="siti@contoh.invalid", suara=suara())
    segar = Aduan.objects.get(pk=satu.pk)
    assert (segar.akun, segar.telepon, segar.email) == (None, "", "")
    assert (segar.suara.diunggah_oleh, segar.suara.nama_asli) == (None, "suara_aduan.wav")
    assert list(segar.riwayat.values_list("verba", "oleh", "pelaku", "sebagai")) == [
        ("kirim", None, "Pelapor", "pemohon")
    ]
    assert Pemberitahuan.objects.filter(tujuan__in=["+6281200000009", "siti@contoh.invalid"]).count() == 0
    tersebut = [pemilik.nama, pemilik.telepon, "+6281200000009", "siti@contoh.invalid"]
    for model in (Aduan, RiwayatAduan, Tautan, Berkas, Pemberitahuan):
        isi = str(list(model.objects.values()))
        assert [kata for kata in tersebut if kata and kata in isi] == [], model


def test_the_database_itself_refuses_an_identity_on_an_anonymous_report(pemilik):
    siapkan()
    for isian in ({"akun": pemilik}, {"telepon": "+6281200000009"}, {"email": "a@contoh.invalid"}):
        with pytest.raises(IntegrityError, match="aduan_anonim_tanpa_identitas"), transaction.atomic():
            buat_aduan(identitas="ANONIM", **isian)


def test_what_the_reporter_wrote_is_never_changed_and_never_deleted():
    satu = lapor()
    for perubahan in ({"isi": "Lain"}, {"identitas": "ANONIM"}, {"setuju_publik": True}):
        with pytest.raises(InternalError), transaction.atomic():
            Aduan.objects.filter(pk=satu.pk).update(**perubahan)
    with pytest.raises(InternalError), transaction.atomic():
        Aduan.objects.filter(pk=satu.pk)._raw_delete("default")


def test_the_history_of_an_owner_with_an_account_names_him_nowhere(pemilik, kepala):
    satu = lapor(akun=pemilik, identitas="RAHASIA")
    unit = siapkan()
    aksi.teruskan(satu, oleh=kepala, jenis=jenis(), unit=unit)
    pelapor.lengkapi(satu, teks="Kejadiannya hari Senin.")
    aksi.jawab(satu, oleh=kepala, catatan=JAWABAN)
    pelapor.buka_lagi(satu)
    milik = satu.riwayat.filter(sebagai="pemohon")
    assert set(milik.values_list("oleh", "pelaku")) == {(None, "Pelapor")}
    assert set(satu.tanggapan.filter(jenis="KETERANGAN").values_list("oleh", flat=True)) == {None}


def test_the_coordinator_alone_sees_who_is_secret_and_each_look_is_written_down(kepala, petugas, pemilik):
    satu = lapor(identitas="RAHASIA", akun=pemilik)
    unit = siapkan(petugas)
    aksi.teruskan(satu, oleh=kepala, jenis=jenis(), unit=unit)
    with pytest.raises(PermissionDenied):
        aksi.buka_identitas(satu, oleh=petugas, alasan="Ingin tahu siapa pelapornya.")
    with pytest.raises(ValidationError):
        aksi.buka_identitas(satu, oleh=kepala, alasan="ya")
    assert LogBaca.objects.filter(subjek_jenis="aduan").count() == 0
    isi = aksi.buka_identitas(satu, oleh=kepala, alasan="Menghubungi saksi kejadian.")
    assert isi["Nama"] == pemilik.nama
    assert LogBaca.objects.get(subjek_jenis="aduan").subjek_kode == satu.kode


def test_messages_to_a_secret_reporter_lie_in_no_inbox_and_pass_through_no_hand(kepala, pemilik):
    satu = lapor(identitas="RAHASIA", akun=pemilik, telepon="+6281200000009", email="siti@contoh.invalid")
    aksi.teruskan(satu, oleh=kepala, jenis=jenis(), unit=siapkan())
    pesan = Pemberitahuan.objects.filter(templat__in=["aduan_diterima", "aduan_diteruskan"])
    assert set(pesan.values_list("jenis", "kanal", "akun")) == {(Jenis.KODE, "email", None)}


@override_settings(GERBANG_PESAN="")
def test_word_that_an_official_sends_by_hand_carries_no_secret_link(kepala):
    satu = lapor(telepon="+6281200000009")
    aksi.teruskan(satu, oleh=kepala, jenis=jenis(), unit=siapkan())
    aksi.jawab(satu, oleh=kepala, catatan=JAWABAN)
    assert list(Pemberitahuan.objects.filter(kanal="wa_me").values_list("templat", "url")) == [("aduan_dijawab", "")]


# --- A voice note -----------------------------------------------------------------------------


def test_a_voice_note_of_nobody_is_deleted_with_its_summary(kepala, django_capture_on_commit_callbacks):
    satu = lapor(isi="", identitas="ANONIM", suara=suara())
    rekaman = satu.suara
    assert rekaman.file.storage.exists(rekaman.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        aksi.ringkas(satu, oleh=kepala, ringkasan="Loket tutup pukul satu siang.")
    segar = Aduan.objects.get(pk=satu.pk)
    assert (segar.suara, segar.uraian) == (None, "Loket tutup pukul satu siang.")
    assert not Berkas.objects.filter(pk=rekaman.pk).exists()
    assert not rekaman.file.storage.exists(rekaman.file.name)


@pytest.mark.parametrize("identitas", ["ANONIM", "RAHASIA"])
def test_a_voice_note_that_the_unit_may_not_hear_is_written_down_also_beside_typed_words(identitas, kepala):
    satu, unit = lapor(identitas=identitas, suara=suara()), siapkan()
    with pytest.raises(PermissionDenied), transaction.atomic():
        aksi.teruskan(satu, oleh=kepala, jenis=jenis(), unit=unit)
    aksi.ringkas(satu, oleh=kepala, ringkasan="Loket tutup pukul satu siang.")
    aksi.teruskan(satu, oleh=kepala, jenis=jenis(), unit=unit)
    assert (satu.status, satu.suara is None) == ("DITERUSKAN", identitas == "ANONIM")


def test_a_voice_note_of_somebody_known_stays_and_one_not_taken_up_of_nobody_goes(kepala):
    tetap = aksi.ringkas(lapor(suara=suara()), oleh=kepala, ringkasan="Loket tutup pukul satu.")
    hilang = aksi.tolak(lapor(identitas="ANONIM", suara=suara()), oleh=kepala, alasan="Tidak memuat laporan.")
    assert (tetap.suara is None, hilang.suara is None) == (False, True)


def test_without_words_and_without_voice_there_is_no_report():
    bawaan.muat()
    for isi in ("", "   ", "pendek"):
        with pytest.raises(ValidationError):
            kirim(perihal="Loket", isi=isi)
    assert Aduan.objects.count() == 0


def test_one_form_sent_twice_makes_one_report_and_a_link_that_works():
    bawaan.muat()
    kunci = uuid4()
    satu, dua = (kirim(perihal="Loket dinas", isi=ISI, kunci_kirim=kunci) for _ in range(2))
    assert satu.aduan == dua.aduan
    assert Aduan.objects.count() == 1
    assert tautan.buka(dua.token, KEPERLUAN) == satu.aduan.kode


# --- Promises --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kode", "hari"),
    [("pengaduan-sederhana", 5), ("pengaduan-pelayanan", 14), ("pengaduan-pengawasan", 60), ("informasi-publik", 10)],
)
def test_the_promise_is_three_days_first_and_then_that_of_the_kind(kode, hari, kepala):
    satu = lapor()
    assert (satu.janji, satu.kalender) == (3, False)
    aksi.teruskan(satu, oleh=kepala, jenis=jenis(kode), unit=siapkan())
    assert (satu.janji, satu.kalender) == (hari, False)
    hitung_jatuh_tempo(Aduan)
    assert Aduan.objects.get(pk=satu.pk).jatuh_tempo == satu.jatuh_tempo


def test_a_kind_may_count_calendar_days(kepala):
    satu = lapor()
    AturanWaktu.objects.filter(ruang="JAWAB", jenis=jenis()).update(kalender=True)
    aksi.teruskan(satu, oleh=kepala, jenis=jenis(), unit=siapkan())
    terima = hari_terima(satu.riwayat.first().pada, hitungan=hari_kalender)
    assert satu.jatuh_tempo == terima + timedelta(days=5)
    hitung_jatuh_tempo(Aduan)
    assert Aduan.objects.get(pk=satu.pk).jatuh_tempo == satu.jatuh_tempo


def test_a_day_off_declared_afterwards_moves_the_promise(kepala):
    satu = lapor()
    lama = satu.jatuh_tempo
    HariLibur.objects.create(tanggal=lama, nama="Cuti bersama contoh")
    assert hitung_jatuh_tempo(Aduan) == 1
    assert Aduan.objects.get(pk=satu.pk).jatuh_tempo > lama


def test_a_request_for_information_is_extended_once_by_seven_days_with_a_reason(kepala):
    satu = aksi.teruskan(lapor(), oleh=kepala, jenis=jenis("informasi-publik"), unit=siapkan())
    semula = satu.jatuh_tempo
    with pytest.raises(ValidationError):
        aksi.perpanjang(satu, oleh=kepala, alasan="")
    aksi.perpanjang(satu, oleh=kepala, alasan="Data masih dikumpulkan dari kecamatan.")
    assert (satu.janji, satu.jatuh_tempo > semula) == (17, True)
    with pytest.raises(PermissionDenied):
        aksi.perpanjang(satu, oleh=kepala, alasan="Data masih dikumpulkan dari kecamatan.")
    hitung_jatuh_tempo(Aduan)
    assert Aduan.objects.get(pk=satu.pk).jatuh_tempo == satu.jatuh_tempo


def test_an_answer_keeps_whether_it_was_in_time(kepala):
    tepat, lambat = (aksi.teruskan(lapor(), oleh=kepala, jenis=jenis(), unit=siapkan()) for _ in range(2))
    Aduan.objects.filter(pk=lambat.pk).update(jatuh_tempo=timezone.localdate() - timedelta(days=1))
    for satu in (tepat, lambat):
        aksi.jawab(satu, oleh=kepala, catatan=JAWABAN)
    assert list(Aduan.objects.order_by("pk").values_list("tepat", flat=True)) == [True, False]
    pelapor.buka_lagi(lambat)
    aksi.jawab(lambat, oleh=kepala, catatan=JAWABAN)
    assert Aduan.objects.get(pk=lambat.pk).tepat is False


def test_opened_again_the_unit_has_its_whole_time_before_it(kepala):
    satu = aksi.teruskan(lapor(), oleh=kepala, jenis=jenis(), unit=siapkan())
    semula = satu.jatuh_tempo
    aksi.jawab(satu, oleh=kepala, catatan=JAWABAN)
    assert satu.jatuh_tempo is None
    pelapor.buka_lagi(satu)
    assert (satu.status, satu.jatuh_tempo >= semula) == ("DITERUSKAN", True)


# --- Objections -------------------------------------------------------------------------------


def test_the_reporter_objects_once_and_the_superior_answers(kepala, buat_staf):
    atasan = buat_staf("kepala", nama="Atasan")
    satu = aksi.teruskan(lapor(), oleh=kepala, jenis=jenis("informasi-publik"), unit=siapkan(atasan=atasan))
    assert not satu.boleh_keberatan
    aksi.jawab(satu, oleh=kepala, catatan=JAWABAN)
    pelapor.ajukan_keberatan(satu, uraian="Bukan data yang saya minta.")
    assert (satu.status, satu.janji) == ("KEBERATAN", 30)
    with pytest.raises(PermissionDenied):
        aksi.putuskan_keberatan(satu, oleh=kepala, hasil="DIKABULKAN", catatan=JAWABAN)
    aksi.putuskan_keberatan(satu, oleh=atasan, hasil="DIKABULKAN", catatan=JAWABAN)
    assert (satu.status, satu.satu_keberatan.hasil) == ("DIJAWAB", "")
    satu.satu_keberatan.refresh_from_db()
    assert satu.satu_keberatan.hasil == "DIKABULKAN"
    with pytest.raises(PermissionDenied):
        pelapor.ajukan_keberatan(satu, uraian="Masih bukan data saya.")


def test_an_ordinary_complaint_knows_no_objection_and_its_days_end(kepala):
    biasa = aksi.teruskan(lapor(), oleh=kepala, jenis=jenis(), unit=siapkan())
    aksi.jawab(biasa, oleh=kepala, catatan=JAWABAN)
    assert not biasa.boleh_keberatan
    lama = aksi.teruskan(lapor(), oleh=kepala, jenis=jenis("informasi-publik"), unit=siapkan())
    aksi.jawab(lama, oleh=kepala, catatan=JAWABAN)
    assert lama.boleh_keberatan
    AturanWaktu.objects.filter(ruang="KEBERATAN_AJUKAN").update(berlaku_sampai=date(2020, 1, 1))
    assert not lama.boleh_keberatan


def test_a_request_that_is_late_may_be_objected_to_before_its_answer(kepala):
    satu = aksi.teruskan(lapor(), oleh=kepala, jenis=jenis("informasi-publik"), unit=siapkan())
    Aduan.objects.filter(pk=satu.pk).update(jatuh_tempo=timezone.localdate() - timedelta(days=1))
    satu.refresh_from_db()
    assert satu.boleh_keberatan


# --- Moderation -------------------------------------------------------------------------------


def test_the_public_reads_the_edited_text_each_version_stands_in_history_and_the_original_stays(kepala):
    satu = aksi.teruskan(
        lapor(isi="Bu Contoh di loket tutup awal.", setuju_publik=True), oleh=kepala, jenis=jenis(), unit=siapkan()
    )
    for teks in ("Loket tutup lebih awal.", "Loket tutup sebelum pukul 15."):
        aksi.tayangkan(satu, oleh=kepala, perihal_publik="Jam loket", teks_publik=teks)
    aksi.turunkan(satu, oleh=kepala, alasan="Masih memuat ciri orang.")
    assert (satu.isi, satu.teks_publik) == ("Bu Contoh di loket tutup awal.", "")
    assert list(satu.riwayat.values_list("verba", "catatan"))[2:] == [
        ("tayangkan", "Jam loket\n\nLoket tutup lebih awal."),
        ("tayangkan", "Jam loket\n\nLoket tutup sebelum pukul 15."),
        ("turunkan", "Masih memuat ciri orang."),
    ]


@pytest.mark.parametrize("data", ["NIK 3325110708900001", "HP 0812-0000-0001"])
def test_a_nik_or_a_mobile_number_is_not_published(data, kepala):
    satu = aksi.teruskan(lapor(setuju_publik=True), oleh=kepala, jenis=jenis(), unit=siapkan())
    with pytest.raises(ValidationError, match="Hapus"):
        aksi.tayangkan(satu, oleh=kepala, perihal_publik="Jam loket", teks_publik=f"Bu Contoh, {data}, ditolak.")


def test_what_was_not_agreed_to_cannot_be_published_even_by_the_database():
    siapkan()
    with pytest.raises(IntegrityError, match="aduan_tayang_disetujui"), transaction.atomic():
        buat_aduan(teks_publik="Loket tutup.", perihal_publik="Loket")


# --- Two at once, and roles that end -----------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_of_two_officials_who_answer_at_once_the_second_is_told(kepala, petugas):
    satu = aksi.teruskan(lapor(), oleh=kepala, jenis=jenis(), unit=siapkan(petugas))
    hasil: list[str] = []
    mulai = threading.Barrier(2)

    def jawab(siapa: Any) -> None:
        try:
            mulai.wait()
            aksi.jawab(Aduan.objects.get(pk=satu.pk), oleh=siapa, catatan=JAWABAN)
            hasil.append("jadi")
        except TransisiDitolak:
            hasil.append("ditolak")
        finally:
            connection.close()

    utas = [threading.Thread(target=jawab, args=(siapa,)) for siapa in (kepala, petugas)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    assert sorted(hasil) == ["ditolak", "jadi"]
    assert satu.tanggapan.filter(jenis="JAWABAN").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_report_sent_twice_at_once_is_one_report_and_each_sending_gets_its_link():
    bawaan.muat()
    kunci, kode = uuid4(), []

    def satu() -> None:
        try:
            kode.append(tautan.buka(kirim(perihal="Loket dinas", isi=ISI, kunci_kirim=kunci).token, KEPERLUAN))
        finally:
            connection.close()

    utas = [threading.Thread(target=satu) for _ in range(3)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    assert kode == [Aduan.objects.get().kode] * 3


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gap_and_no_double_when_many_report_at_once():
    bawaan.muat()

    def satu() -> None:
        try:
            kirim(perihal="Loket dinas", isi=ISI)
        finally:
            connection.close()

    utas = [threading.Thread(target=satu) for _ in range(6)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    assert sorted(n.split("-")[2] for n in Aduan.objects.values_list("nomor", flat=True)) == [
        f"{n:06d}" for n in range(1, 7)
    ]


def test_an_official_who_left_the_unit_in_the_middle_can_do_nothing_more(kepala, petugas):
    unit = siapkan(petugas)
    satu = aksi.teruskan(lapor(), oleh=kepala, jenis=jenis(), unit=unit)
    aksi.ambil(satu, oleh=petugas)
    unit.petugas.remove(petugas)
    with pytest.raises(PermissionDenied):
        aksi.jawab(Aduan.objects.get(pk=satu.pk), oleh=petugas, catatan=JAWABAN)
    assert Aduan.objects.terlihat_oleh(petugas).count() == 0


# --- Data ---------------------------------------------------------------------------------------


def test_loading_again_touches_nothing_that_officials_changed():
    bawaan.muat()
    AturanWaktu.objects.filter(ruang="VERIFIKASI").update(hari=2)
    KolomSp4n.objects.filter(judul="Status").delete()
    Unit.objects.filter(kode="umkm").update(nama="Bidang UMKM")
    assert bawaan.muat() == 0
    assert AturanWaktu.objects.get(ruang="VERIFIKASI").hari == 2
    assert Unit.objects.get(kode="umkm").nama == "Bidang UMKM"


def test_every_time_names_its_source_and_most_wait_for_confirmation():
    bawaan.muat()
    assert AturanWaktu.objects.filter(sumber="").count() == 0
    pasti = AturanWaktu.objects.filter(perlu_konfirmasi=False).values_list("ruang", "jenis__kode", "hari")
    assert set(pasti) == {("JAWAB", "informasi-publik", 10), ("PERPANJANG", "informasi-publik", 7)}
