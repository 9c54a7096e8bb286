"""Sending by hand where no gateway carries messages: who sees what, who holds what, what is said."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from notifikasi import actions, queries
from notifikasi.actions.tangan import SEBAB_BASI, SEBAB_TAK_PERLU
from notifikasi.enums import AlasanLewat, Jenis, Kanal, Keadaan
from notifikasi.models import Pemberitahuan
from tests.factories import KecamatanFactory
from tests.notifikasi.pabrik import lewat_petugas, surat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("siang")]
Masuk = Callable[[Any], Client]
HP, HP_LAIN = "+6281200000001", "+6281200000002"
DAFTAR = "/admin/notifikasi/pemberitahuan/kirim/"


@pytest.fixture
def batang() -> Any:
    return KecamatanFactory()


@pytest.fixture
def limpung() -> Any:
    return KecamatanFactory(limpung=True)


@pytest.fixture
def rekan(buat_staf: Callable[..., Any], batang: Any) -> Any:
    return buat_staf("petugas", batang, nama="Rekan Batang")


def segar(pesan: Pemberitahuan) -> tuple[str, str]:
    pesan.refresh_from_db()
    return pesan.keadaan, pesan.galat


def menunggu(user: Any) -> list[str]:
    return [satu.telepon for satu in queries.antrean_kirim(user)]


# --- What is written, and what needs no hand --------------------------------------------------------------------------


def kirim(akun: Any, *, templat: str = "usaha_perbaikan", **isian: Any) -> list[Pemberitahuan]:
    return actions.kirim(templat=templat, konteks={"nomor": "BTG-1"}, akun=akun, telepon=HP, **isian)


def test_without_a_gateway_case_messages_wait_for_officials(pemilik: Any, petugas: Any, batang: Any) -> None:
    pesan = {satu.kanal: satu for satu in kirim(pemilik, kecamatan=batang)}
    assert {kanal: satu.keadaan for kanal, satu in pesan.items()} == {
        Kanal.APLIKASI: Keadaan.SAMPAI,
        Kanal.WA_ME: Keadaan.ANTRE,
    }
    assert (pesan[Kanal.WA_ME].kecamatan, pesan[Kanal.WA_ME].nilai) == (batang, {"nomor": "BTG-1"})
    assert menunggu(petugas) == [HP]


@pytest.mark.parametrize("templat", ["usaha_terdaftar", "usaha_diajukan"])
def test_what_the_owner_knows_already_is_nobodys_work(pemilik: Any, batang: Any, templat: str) -> None:
    assert [satu.kanal for satu in kirim(pemilik, templat=templat, kecamatan=batang)] == [Kanal.APLIKASI]


def test_codes_and_invitations_never_pass_through_an_official(db: None) -> None:
    isian = {"telepon": HP, "jenis": Jenis.KODE}
    assert actions.kirim(templat="kode_masuk", konteks={"kode": "123456", "menit": 10}, **isian) == []
    assert actions.kirim(templat="undangan_pembantu", konteks={"sampai": "besok"}, url="/x/", **isian) == []
    with pytest.raises(IntegrityError, match="pemberitahuan_wa_me_lewat_petugas"), transaction.atomic():
        lewat_petugas(jenis=Jenis.KODE)


def test_no_worker_takes_what_waits_for_a_hand(batang: Any) -> None:
    pesan = lewat_petugas(kecamatan=batang)
    assert (actions.sapu(), actions.antar(pesan.pk), segar(pesan)[0]) == (0, False, Keadaan.ANTRE)


def test_what_is_read_in_the_portal_needs_no_hand(pemilik: Any, petugas: Any, batang: Any) -> None:
    pesan = {satu.kanal: satu for satu in kirim(pemilik, kecamatan=batang)}[Kanal.WA_ME]
    actions.tandai_dibaca(kotak=Pemberitahuan.objects.kotak(pemilik))
    assert (menunggu(petugas), queries.jumlah_kirim(petugas)) == ([], 0)
    actions.rapikan()
    assert segar(pesan) == (Keadaan.DILEWATI, SEBAB_TAK_PERLU)


def test_reading_another_message_leaves_this_one(pemilik: Any, petugas: Any, batang: Any) -> None:
    kirim(pemilik, kecamatan=batang)
    actions.tandai_dibaca(kotak=Pemberitahuan.objects.kotak(pemilik))
    kirim(pemilik, kecamatan=batang)
    assert menunggu(petugas) == [HP]


def test_who_has_email_needs_a_hand_only_when_the_email_dies(pemilik: Any, petugas: Any, batang: Any) -> None:
    pesan = {satu.kanal: satu for satu in kirim(pemilik, kecamatan=batang, email="siti@surat.uji")}
    email = Pemberitahuan.objects.filter(pk=pesan[Kanal.EMAIL].pk)
    assert menunggu(petugas) == []
    email.update(keadaan=Keadaan.GAGAL, galat="Nanti")
    actions.rapikan()
    assert menunggu(petugas) == []
    email.update(keadaan=Keadaan.MATI)
    assert menunggu(petugas) == [HP]
    email.update(keadaan=Keadaan.TERKIRIM, galat="", terkirim_pada=timezone.now())
    actions.rapikan()
    assert segar(pesan[Kanal.WA_ME]) == (Keadaan.DILEWATI, SEBAB_TAK_PERLU)


def test_a_message_to_another_person_with_the_same_key_is_no_sibling(
    pemilik: Any, pemilik_lain: Any, petugas: Any, batang: Any
) -> None:
    kirim(pemilik, kecamatan=batang, kunci="usaha:1")
    kirim(pemilik_lain, kecamatan=batang, kunci="usaha:1")
    actions.tandai_dibaca(kotak=Pemberitahuan.objects.kotak(pemilik_lain))
    assert menunggu(petugas) == [HP]


def test_what_waited_too_long_is_dropped_for_all_to_see(petugas: Any, petugas_limpung: Any, batang: Any) -> None:
    lama = lewat_petugas(kecamatan=batang, coba_lagi_pada=timezone.now() - timedelta(days=14, seconds=1))
    muda = lewat_petugas(kecamatan=batang, coba_lagi_pada=timezone.now() - timedelta(days=13, hours=23))
    actions.rapikan()
    assert (segar(lama), segar(muda)[0]) == ((Keadaan.DILEWATI, SEBAB_BASI), Keadaan.ANTRE)
    assert (queries.basi(petugas), queries.basi(petugas_limpung)) == (1, 0)


def test_the_sweep_leaves_alone_what_somebody_is_sending(petugas: Any, batang: Any) -> None:
    pesan = lewat_petugas(kecamatan=batang, coba_lagi_pada=timezone.now() - timedelta(days=15))
    actions.ambil_kirim(oleh=petugas)
    actions.rapikan()
    assert segar(pesan)[0] == Keadaan.ANTRE


def test_the_dead_and_the_gone_are_not_written_to(pemilik: Any, petugas: Any, batang: Any) -> None:
    kirim(pemilik, kecamatan=batang)
    actions.hentikan(akun=pemilik)
    assert menunggu(petugas) == []


# --- Whose it is ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("siapa", "terlihat"),
    [
        ("petugas", [HP]),
        ("petugas_limpung", [HP_LAIN]),
        ("kepala", [HP, HP_LAIN, "+6281200000003"]),
        ("admin", []),
        ("pelatih", []),
        ("pemilik", []),
    ],
)
def test_each_official_sees_the_messages_of_his_kecamatan(
    siapa: str, terlihat: list[str], batang: Any, limpung: Any, request: pytest.FixtureRequest
) -> None:
    for nomor, kecamatan in ((HP, batang), (HP_LAIN, limpung), ("+6281200000003", None)):
        lewat_petugas(kecamatan=kecamatan, tujuan=nomor)
    user = request.getfixturevalue(siapa)
    assert menunggu(user) == terlihat
    diambil = actions.ambil_kirim(oleh=user)
    assert (diambil.tujuan if diambil else None) == (terlihat[0] if terlihat else None)


def test_a_message_of_another_kecamatan_cannot_be_taken_by_its_kode(petugas: Any, limpung: Any) -> None:
    pesan = lewat_petugas(kecamatan=limpung)
    assert actions.ambil_kirim(oleh=petugas, kode=pesan.kode) is None
    assert segar(pesan)[0] == Keadaan.ANTRE


# --- Taking, sending, passing over ------------------------------------------------------------------------------------


def test_the_oldest_is_taken_first_with_all_that_waits_for_the_same_phone(petugas: Any, batang: Any) -> None:
    kini = timezone.now()
    muda = lewat_petugas(kecamatan=batang, coba_lagi_pada=kini - timedelta(hours=1), nilai={"nomor": "B"})
    tua = lewat_petugas(kecamatan=batang, coba_lagi_pada=kini - timedelta(hours=3), nilai={"nomor": "A"})
    lewat_petugas(kecamatan=batang, coba_lagi_pada=kini - timedelta(hours=2), tujuan=HP_LAIN)
    pertama = actions.ambil_kirim(oleh=petugas)
    assert pertama == tua
    kiriman = queries.genggaman(petugas, muda.kode)
    assert (kiriman.nomor, kiriman.jumlah, kiriman.telepon) == (["A", "B"], 2, HP)
    assert actions.selesai_kirim(oleh=petugas, kode=tua.kode) == 2
    assert [segar(satu)[0] for satu in (tua, muda)] == [Keadaan.DIKIRIM_PETUGAS, Keadaan.DIKIRIM_PETUGAS]
    assert (muda.petugas, muda.terkirim_pada >= kini, menunggu(petugas)) == (petugas, True, [HP_LAIN])


def test_the_text_names_cases_and_the_portal_and_nobody(petugas: Any, pemilik: Any, batang: Any, settings: Any) -> None:
    kirim(pemilik, kecamatan=batang)
    kirim(pemilik, kecamatan=batang, templat="usaha_ditolak")
    [kiriman] = queries.antrean_kirim(petugas)
    assert kiriman.teks == (
        f"Ada kabar tentang nomor BTG-1. Silakan buka {settings.PORTAL_URL} untuk membacanya.\n\n{settings.NAMA_DINAS}"
    )
    alamat = urlsplit(kiriman.tautan)
    assert (alamat.scheme, alamat.netloc, alamat.path) == ("https", "wa.me", "/6281200000001")
    assert parse_qs(alamat.query) == {"text": [kiriman.teks]}


def test_what_a_colleague_holds_is_not_to_be_had(petugas: Any, rekan: Any, kepala: Any, batang: Any) -> None:
    pesan = lewat_petugas(kecamatan=batang)
    actions.ambil_kirim(oleh=petugas)
    for lain in (rekan, kepala):
        assert actions.ambil_kirim(oleh=lain) is None
        assert actions.ambil_kirim(oleh=lain, kode=pesan.kode) is None
        assert queries.genggaman(lain, pesan.kode) is None
        for verba in (actions.selesai_kirim, actions.kembalikan_kirim):
            with pytest.raises(ValidationError, match="tidak lagi Anda pegang"):
                verba(oleh=lain, kode=pesan.kode)
    assert [satu.dipegang for satu in queries.antrean_kirim(rekan)] == [str(petugas)]
    assert [satu.dipegang for satu in queries.antrean_kirim(petugas)] == ["Anda"]


def test_after_ten_minutes_a_colleague_may_take_over_and_the_first_is_told(
    petugas: Any, rekan: Any, batang: Any
) -> None:
    pesan = lewat_petugas(kecamatan=batang)
    actions.ambil_kirim(oleh=petugas)
    Pemberitahuan.objects.update(dikerjakan_sampai=timezone.now() - timedelta(seconds=1))
    assert actions.ambil_kirim(oleh=rekan) == pesan
    with pytest.raises(ValidationError, match="tidak lagi Anda pegang"):
        actions.selesai_kirim(oleh=petugas, kode=pesan.kode)
    assert actions.selesai_kirim(oleh=rekan, kode=pesan.kode) == 1


def test_slow_hands_are_believed_while_nobody_took_over(petugas: Any, batang: Any) -> None:
    pesan = lewat_petugas(kecamatan=batang)
    actions.ambil_kirim(oleh=petugas)
    Pemberitahuan.objects.update(dikerjakan_sampai=timezone.now() - timedelta(seconds=1))
    assert actions.selesai_kirim(oleh=petugas, kode=pesan.kode) == 1


def test_sent_twice_is_written_down_once(petugas: Any, batang: Any) -> None:
    pesan = lewat_petugas(kecamatan=batang)
    actions.ambil_kirim(oleh=petugas)
    actions.selesai_kirim(oleh=petugas, kode=pesan.kode)
    with pytest.raises(ValidationError, match="tidak lagi Anda pegang"):
        actions.selesai_kirim(oleh=petugas, kode=pesan.kode)


def test_giving_back_frees_it_for_a_colleague(petugas: Any, rekan: Any, batang: Any) -> None:
    pesan = lewat_petugas(kecamatan=batang)
    actions.ambil_kirim(oleh=petugas)
    assert actions.kembalikan_kirim(oleh=petugas, kode=pesan.kode) == 1
    assert actions.ambil_kirim(oleh=rekan) == pesan


@pytest.mark.parametrize("alasan", AlasanLewat.values)
def test_passing_over_keeps_who_and_why(petugas: Any, batang: Any, alasan: str) -> None:
    pesan = lewat_petugas(kecamatan=batang)
    actions.ambil_kirim(oleh=petugas)
    assert actions.lewati_kirim(oleh=petugas, kode=pesan.kode, alasan=alasan) == 1
    assert segar(pesan) == (Keadaan.DILEWATI, f"Dilewati petugas: {AlasanLewat(alasan).label.lower()}.")
    assert pesan.petugas == petugas


def test_passing_over_without_a_reason_is_refused(petugas: Any, batang: Any) -> None:
    pesan = lewat_petugas(kecamatan=batang)
    actions.ambil_kirim(oleh=petugas)
    with pytest.raises(ValidationError, match="Pilih mengapa"):
        actions.lewati_kirim(oleh=petugas, kode=pesan.kode, alasan="malas")
    assert segar(pesan)[0] == Keadaan.ANTRE


def test_at_night_nobody_is_sent_to(petugas: Any, batang: Any, malam: None) -> None:
    lewat_petugas(kecamatan=batang)
    assert actions.ambil_kirim(oleh=petugas) is None


@pytest.mark.django_db(transaction=True)
def test_many_hands_at_once_never_hold_the_same_phone(buat_staf: Callable[..., Any], batang: Any) -> None:
    for n in range(4):
        for _ in range(3):
            lewat_petugas(kecamatan=batang, tujuan=f"+628120000000{n}")
    orang = [buat_staf("petugas", batang) for _ in range(6)]
    mulai, hasil = threading.Barrier(6), []

    def ambil(user: Any) -> None:
        mulai.wait()
        pesan = actions.ambil_kirim(oleh=user)
        hasil.append(pesan and pesan.tujuan)
        connection.close()

    benang = [threading.Thread(target=ambil, args=[satu]) for satu in orang]
    for satu in benang:
        satu.start()
    for satu in benang:
        satu.join()
    assert sorted(filter(None, hasil)) == [f"+628120000000{n}" for n in range(4)]
    pegangan = Pemberitahuan.objects.order_by().values_list("tujuan", "petugas").distinct()
    assert len(pegangan) == 4


# --- The pages -------------------------------------------------------------------------------------------------------


def test_from_the_list_through_two_messages_to_the_end(petugas: Any, masuk: Masuk, batang: Any) -> None:
    satu = lewat_petugas(kecamatan=batang, coba_lagi_pada=timezone.now() - timedelta(hours=2))
    dua = lewat_petugas(kecamatan=batang, tujuan=HP_LAIN)
    klien = masuk(petugas)
    assert "Mulai dari yang terlama" in klien.get(DAFTAR).text
    halaman = klien.post(f"{DAFTAR}ambil/", follow=True)
    assert halaman.redirect_chain == [(f"{DAFTAR}{satu.kode}/", 302)]
    assert "https://wa.me/6281200000001?text=Ada%20kabar" in halaman.text
    halaman = klien.post(f"{DAFTAR}{satu.kode}/selesai/", follow=True)
    assert halaman.redirect_chain == [(f"{DAFTAR}{dua.kode}/", 302)]
    alasan = {"alasan": AlasanLewat.TANPA_WHATSAPP}
    halaman = klien.post(f"{DAFTAR}{dua.kode}/lewati/", alasan, follow=True)
    assert halaman.redirect_chain == [(DAFTAR, 302)]
    assert "Sudah semua." in halaman.text
    assert [segar(satu)[0], segar(dua)[0]] == [Keadaan.DIKIRIM_PETUGAS, Keadaan.DILEWATI]


@pytest.mark.parametrize("jalur", ["selesai", "lewati", "kembalikan"])
def test_a_message_that_slipped_away_is_told_and_changes_nothing(
    petugas: Any, rekan: Any, masuk: Masuk, batang: Any, jalur: str
) -> None:
    pesan = lewat_petugas(kecamatan=batang)
    actions.ambil_kirim(oleh=rekan)
    alasan = {"alasan": AlasanLewat.NOMOR_SALAH}
    halaman = masuk(petugas).post(f"{DAFTAR}{pesan.kode}/{jalur}/", alasan, follow=True)
    assert halaman.redirect_chain[-1] == (DAFTAR, 302)
    assert "tidak lagi Anda pegang" in halaman.text
    pesan.refresh_from_db()
    assert (pesan.keadaan, pesan.petugas) == (Keadaan.ANTRE, rekan)


def test_passing_over_without_a_reason_stays_on_the_page(petugas: Any, masuk: Masuk, batang: Any) -> None:
    pesan = lewat_petugas(kecamatan=batang)
    actions.ambil_kirim(oleh=petugas)
    halaman = masuk(petugas).post(f"{DAFTAR}{pesan.kode}/lewati/", follow=True)
    assert halaman.redirect_chain == [(f"{DAFTAR}{pesan.kode}/", 302)]
    assert "Pilih mengapa pesan ini tidak dikirim." in halaman.text


def test_a_page_that_is_nobodys_leads_to_the_list(petugas: Any, masuk: Masuk, batang: Any) -> None:
    pesan = lewat_petugas(kecamatan=batang)
    assert masuk(petugas).get(f"{DAFTAR}{pesan.kode}/").url == DAFTAR


@pytest.mark.parametrize("jalur", ["ambil/", "{}/selesai/", "{}/lewati/", "{}/kembalikan/"])
def test_a_get_sends_nothing(petugas: Any, masuk: Masuk, batang: Any, jalur: str) -> None:
    pesan = lewat_petugas(kecamatan=batang)
    assert masuk(petugas).get(DAFTAR + jalur.format(pesan.kode)).status_code == 405
    assert segar(pesan)[0] == Keadaan.ANTRE


@pytest.mark.parametrize(("orang", "status"), [("petugas", 200), ("kepala", 200), ("admin", 403), ("pemilik", 404)])
def test_the_page_is_for_those_who_may_send(
    orang: str, status: int, masuk: Masuk, request: pytest.FixtureRequest
) -> None:
    assert masuk(request.getfixturevalue(orang)).get(DAFTAR).status_code == status


def test_at_night_the_page_says_when(petugas: Any, masuk: Masuk, batang: Any, malam: None) -> None:
    pesan = lewat_petugas(kecamatan=batang)
    klien = masuk(petugas)
    assert "Tombolnya muncul lagi pukul 07.00." in klien.get(DAFTAR).text
    halaman = klien.post(f"{DAFTAR}ambil/", {"kode": pesan.kode}, follow=True)
    assert "antara pukul 07.00 dan 20.00" in halaman.text


def test_with_a_gateway_what_is_left_over_can_still_be_sent(
    petugas: Any, masuk: Masuk, batang: Any, settings: Any
) -> None:
    lewat_petugas(kecamatan=batang)
    settings.GERBANG_PESAN = "whatsapp"
    assert "ditulis sebelum itu" in masuk(petugas).get(DAFTAR).text


def test_the_pages_ask_as_much_for_three_as_for_one(petugas: Any, masuk: Masuk, batang: Any) -> None:
    klien = masuk(petugas)
    jumlah = []
    for n in (1, 2, 3):
        lewat_petugas(kecamatan=batang, tujuan=f"+628120000000{n}")
        lewat_petugas(kecamatan=batang, tujuan=f"+628120000000{n}")
        with CaptureQueriesContext(connection) as catatan:
            assert klien.get(DAFTAR).status_code == 200
        jumlah.append(len(catatan))
    assert len(set(jumlah)) == 1


# --- The first page of the officials' room ----------------------------------------------------------------------------


def test_the_first_page_counts_people_not_rows(petugas: Any, petugas_limpung: Any, batang: Any) -> None:
    for nomor in (HP, HP, HP_LAIN):
        lewat_petugas(kecamatan=batang, tujuan=nomor)
    lewat_petugas(kecamatan=batang, tujuan="+6281200000003", coba_lagi_pada=timezone.now() + timedelta(hours=1))
    assert queries.pekerjaan(petugas) == [("Kirim lewat WhatsApp", 2, DAFTAR, "jalan")]
    assert queries.pekerjaan(petugas_limpung) == [("Kirim lewat WhatsApp", 0, DAFTAR, "jalan")]


def test_the_dead_letters_stand_on_the_first_page_of_who_may_resend(kepala: Any, admin: Any, settings: Any) -> None:
    settings.GERBANG_PESAN = "whatsapp"
    surat(keadaan=Keadaan.MATI, galat="Ditolak")
    surat(keadaan=Keadaan.MATI, galat="Lewat", jenis=Jenis.KODE, templat="kode_masuk", isi="")
    tab = reverse("admin:notifikasi_pemberitahuan_changelist") + "?antrean=mati"
    for user in (kepala, admin):
        assert queries.pekerjaan(user) == [("Pesan tidak terkirim", 1, tab, "tolak")]
