"""WhatsApp through the real outbox against a server that answers as the Cloud API does."""

import json
import threading
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from notifikasi import actions, tasks
from notifikasi.enums import Jenis, Kanal, Keadaan
from notifikasi.kanal import PENGANTAR, whatsapp
from notifikasi.models import MAKS_PERCOBAAN, Pemberitahuan
from tests.notifikasi.pabrik import surat, wa
from tests.notifikasi.server_whatsapp import NOMOR, TOKEN, Jawaban, ServerWhatsApp, antar_resi, resi

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("siang")]
HP = "+6281200000001"


def segar(pesan: Pemberitahuan) -> tuple[str, str]:
    pesan.refresh_from_db()
    return pesan.keadaan, pesan.galat


def kini_lagi() -> None:
    """Let the wait pass."""
    Pemberitahuan.objects.update(coba_lagi_pada=timezone.now() - timedelta(minutes=2))


def menit(pesan: Pemberitahuan) -> int:
    pesan.refresh_from_db()
    return round((pesan.coba_lagi_pada - timezone.now()) / timedelta(minutes=1))


# --- What is written ------------------------------------------------------------------------------------------------


def test_with_the_gateway_a_phone_gets_whatsapp_and_no_official_has_work(meta: ServerWhatsApp, pemilik: Any) -> None:
    pesan = actions.kirim(templat="usaha_perbaikan", konteks={"nomor": "X"}, akun=pemilik, telepon=HP)
    assert sorted((satu.kanal, satu.tujuan, satu.keadaan) for satu in pesan) == [
        (Kanal.APLIKASI, pemilik.kode, Keadaan.SAMPAI),
        (Kanal.WHATSAPP, HP, Keadaan.ANTRE),
    ]


def test_the_number_of_an_account_is_not_written_to_by_itself(meta: ServerWhatsApp, pemilik: Any) -> None:
    pesan = actions.kirim(templat="usaha_perbaikan", konteks={"nomor": "X"}, akun=pemilik)
    assert [satu.kanal for satu in pesan] == [Kanal.APLIKASI]


@pytest.mark.parametrize("gerbang", ["", "whatsapp"])
def test_a_template_that_never_goes_to_a_phone_refuses_one(db: None, settings: Any, gerbang: str) -> None:
    settings.GERBANG_PESAN = gerbang
    with pytest.raises(ValueError, match="tidak untuk HP"):
        actions.kirim(templat="tautan_sandi", konteks={}, telepon=HP, jenis=Jenis.KODE)
    assert Pemberitahuan.objects.count() == 0


# --- What travels ---------------------------------------------------------------------------------------------------


def kirim(**isian: Any) -> Pemberitahuan:
    return next(satu for satu in actions.kirim(telepon=HP, **isian) if satu.kanal == Kanal.WHATSAPP)


def test_a_message_is_an_approved_template_with_its_values_in_order(meta: ServerWhatsApp) -> None:
    isian = {"nomor": "BTG-26-000001-X", "sampai": date(2026, 11, 23)}
    pesan = kirim(templat="surat_hampir_habis", konteks=isian, url="/usaha/AB/")
    tasks.antar(pesan.pk)
    assert meta.jalur == [f"/v25.0/{NOMOR}/messages"]
    assert meta.kepala[0]["Authorization"] == f"Bearer {TOKEN}"
    assert meta.diterima == [
        {
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            "to": "6281200000001",
            "type": "template",
            "template": {
                "name": "surat_hampir_habis_1",
                "language": {"code": "id"},
                "components": [
                    {
                        "type": "body",
                        "parameters": [
                            {"type": "text", "text": "BTG-26-000001-X"},
                            {"type": "text", "text": "Senin, 23 November 2026"},
                        ],
                    },
                    {
                        "type": "button",
                        "sub_type": "url",
                        "index": "0",
                        "parameters": [{"type": "text", "text": "usaha/AB/"}],
                    },
                ],
            },
            "biz_opaque_callback_data": pesan.kode,
        }
    ]
    pesan.refresh_from_db()
    assert (pesan.keadaan, pesan.id_penyedia, pesan.percobaan) == (Keadaan.TERKIRIM, "wamid.1", 1)


def test_a_code_fills_text_and_button_of_an_authentication_template_and_is_gone(meta: ServerWhatsApp) -> None:
    pesan = kirim(templat="kode_masuk", konteks={"kode": "123456", "menit": 10}, jenis=Jenis.KODE)
    tasks.antar(pesan.pk)
    isi = [{"type": "text", "text": "123456"}]
    assert meta.diterima[0]["template"]["components"] == [
        {"type": "body", "parameters": isi},
        {"type": "button", "sub_type": "url", "index": "0", "parameters": isi},
    ]
    pesan.refresh_from_db()
    assert (pesan.keadaan, pesan.isi, pesan.nilai) == (Keadaan.TERKIRIM, "", {})


def test_the_button_of_a_message_without_an_address_opens_the_inbox(meta: ServerWhatsApp) -> None:
    tasks.antar(kirim(templat="nik_bentrok", konteks={}).pk)
    [tombol] = meta.diterima[0]["template"]["components"]
    assert tombol["parameters"] == [{"type": "text", "text": "pesan/"}]


def test_line_breaks_in_a_value_become_spaces(meta: ServerWhatsApp) -> None:
    tasks.antar(wa(nilai={"nomor": "A\n\tB     C"}).pk)
    assert meta.diterima[0]["template"]["components"][0]["parameters"] == [{"type": "text", "text": "A B C"}]


# --- What comes back: the whole table, once as the answer and once as a receipt ------------------------------------

SEMENTARA, MATI_SEMUA, TETAP = "sementara", "kanal mati", "tetap"
TABEL = {
    1: SEMENTARA,
    2: MATI_SEMUA,
    4: MATI_SEMUA,
    10: MATI_SEMUA,
    33: MATI_SEMUA,
    100: TETAP,
    190: MATI_SEMUA,
    210: MATI_SEMUA,
    368: MATI_SEMUA,
    80007: MATI_SEMUA,
    130429: MATI_SEMUA,
    130472: TETAP,
    131000: SEMENTARA,
    131005: MATI_SEMUA,
    131008: TETAP,
    131016: MATI_SEMUA,
    131021: TETAP,
    131026: TETAP,
    131030: TETAP,
    131031: MATI_SEMUA,
    131037: MATI_SEMUA,
    131042: MATI_SEMUA,
    131047: TETAP,
    131048: MATI_SEMUA,
    131049: TETAP,
    131050: TETAP,
    131056: SEMENTARA,
    131057: MATI_SEMUA,
    132000: TETAP,
    132001: SEMENTARA,
    132005: TETAP,
    132007: TETAP,
    132012: TETAP,
    132015: SEMENTARA,
    132016: TETAP,
    133010: MATI_SEMUA,
    999999: TETAP,
}


@pytest.mark.parametrize(("kode", "arti"), TABEL.items())
def test_every_refusal_is_taken_for_what_it_is(meta: ServerWhatsApp, kode: int, arti: str) -> None:
    pertama, kedua = wa(coba_lagi_pada=timezone.now() - timedelta(minutes=9)), wa()
    meta.jawaban = [Jawaban(400, kode)]
    assert actions.sapu() == (1 if arti == MATI_SEMUA else 2)
    keadaan, galat = segar(pertama)
    assert keadaan == (Keadaan.MATI if arti == TETAP else Keadaan.GAGAL)
    assert f"(kode {kode})" in galat
    assert segar(kedua) == ((Keadaan.ANTRE if arti == MATI_SEMUA else Keadaan.TERKIRIM), "")


@pytest.mark.parametrize(("kode", "arti"), TABEL.items())
def test_a_receipt_of_failure_says_the_same_as_an_answer(meta: ServerWhatsApp, kode: int, arti: str) -> None:
    pesan = wa()
    tasks.antar(pesan.pk)
    assert antar_resi(resi("failed", kode=pesan.kode, galat=kode)) == 200
    assert segar(pesan)[0] == (Keadaan.MATI if arti == TETAP else Keadaan.GAGAL)
    assert (pesan.terkirim_pada, pesan.dikerjakan_sampai, pesan.id_penyedia) == (None, None, "wamid.1")


def test_an_expired_window_names_itself_to_staff(meta: ServerWhatsApp) -> None:
    pesan = wa()
    meta.jawaban = [Jawaban(400, 131047)]
    tasks.antar(pesan.pk)
    assert segar(pesan) == (
        Keadaan.MATI,
        "Jendela 24 jam sudah lewat; hanya templat yang disetujui boleh dikirim. (kode 131047)",
    )


def test_a_429_is_waited_for_as_long_as_it_asks(meta: ServerWhatsApp) -> None:
    pesan = wa()
    meta.jawaban = [Jawaban(429, 130429, kepala={"Retry-After": "1800"})]
    tasks.antar(pesan.pk)
    assert (segar(pesan)[0], menit(pesan)) == (Keadaan.GAGAL, 30)


@pytest.mark.parametrize(("jeda", "lama"), [("besok", 1), ("-5", 1), ("99999999999", 1), ("86400", 360), ("٣", 1)])
def test_a_strange_wait_does_no_harm(meta: ServerWhatsApp, jeda: str, lama: int) -> None:
    pesan = wa()
    meta.jawaban = [Jawaban(429, 130429, kepala={"Retry-After": jeda} if jeda.isascii() else {})]
    tasks.antar(pesan.pk)
    assert menit(pesan) == lama


@pytest.mark.parametrize(
    ("jawaban", "keadaan", "lama"),
    [
        (Jawaban(500, None, badan=b"<html>"), Keadaan.GAGAL, 5),
        (Jawaban(502, None, badan=b""), Keadaan.GAGAL, 5),
        (Jawaban(500, 131000), Keadaan.GAGAL, 1),
        (Jawaban(401, None), Keadaan.GAGAL, 1),
        (Jawaban(404, None), Keadaan.MATI, 1),
        (Jawaban(302, None, kepala={"Location": "http://127.0.0.1:1/"}), Keadaan.GAGAL, 1),
        (Jawaban(200, badan=b"bukan json"), Keadaan.GAGAL, 5),
        (Jawaban(200, badan=b'{"messages": []}'), Keadaan.GAGAL, 5),
        (Jawaban(200, badan=b"[]"), Keadaan.GAGAL, 5),
        (Jawaban(jeda=1.5), Keadaan.GAGAL, 5),
        (Jawaban(putus=True), Keadaan.GAGAL, 5),
        (Jawaban(tetes=0.4), Keadaan.GAGAL, 5),
        (Jawaban(400, 131026, tetes=0.4), Keadaan.GAGAL, 5),
    ],
)
def test_an_unclear_answer_leaves_time_for_a_receipt(
    meta: ServerWhatsApp, jawaban: Jawaban, keadaan: str, lama: int
) -> None:
    pesan = wa()
    meta.jawaban = [jawaban]
    tasks.antar(pesan.pk)
    assert (segar(pesan)[0], len(meta.diterima)) == (keadaan, 1)
    if keadaan == Keadaan.GAGAL:
        assert menit(pesan) == lama


def test_a_gateway_that_was_switched_off_is_not_asked(meta: ServerWhatsApp, settings: Any) -> None:
    pesan = wa()
    settings.GERBANG_PESAN = ""
    actions.sapu()
    assert (segar(pesan)[0], len(meta.diterima)) == (Keadaan.GAGAL, 0)


def test_nobody_listening_is_a_dead_carrier_not_a_lost_answer(lewat_whatsapp: Callable[[str], None]) -> None:
    lewat_whatsapp("http://127.0.0.1:1")
    pesan, lain = wa(), wa()
    assert actions.sapu() == 1
    assert (segar(pesan)[0], menit(pesan), segar(lain)[0]) == (Keadaan.GAGAL, 1, Keadaan.ANTRE)


def test_a_dead_whatsapp_does_not_hold_up_the_mail(lewat_whatsapp: Callable[[str], None], server: Any) -> None:
    lewat_whatsapp("http://127.0.0.1:1")
    wa(coba_lagi_pada=timezone.now() - timedelta(minutes=9))
    email = surat()
    assert actions.sapu() == 2
    assert segar(email) == (Keadaan.TERKIRIM, "")


def test_the_number_in_metas_sentence_is_hidden_from_the_list(meta: ServerWhatsApp) -> None:
    pesan = wa()
    meta.jawaban = [Jawaban(400, 131009, "Parameter value is not valid: +6281200000001")]
    tasks.antar(pesan.pk)
    assert segar(pesan) == (Keadaan.MATI, "Ditolak WhatsApp (kode 131009): Parameter value is not valid: …")


# --- Retries are harmless -------------------------------------------------------------------------------------------


def test_after_a_lost_answer_a_receipt_keeps_the_message_from_going_twice(meta: ServerWhatsApp) -> None:
    pesan = wa()
    meta.jawaban = [Jawaban(jeda=1.5)]
    tasks.antar(pesan.pk)
    assert segar(pesan)[0] == Keadaan.GAGAL
    antar_resi(resi("delivered", kode=pesan.kode))
    kini_lagi()
    assert actions.sapu() == 0
    assert (segar(pesan), len(meta.diterima), pesan.id_penyedia) == ((Keadaan.SAMPAI, ""), 1, "wamid.1")


def test_without_a_receipt_a_lost_answer_is_tried_again_under_the_same_kode(meta: ServerWhatsApp) -> None:
    pesan = wa()
    meta.jawaban = [Jawaban(jeda=1.5)]
    tasks.antar(pesan.pk)
    kini_lagi()
    assert actions.sapu() == 1
    assert [satu["biz_opaque_callback_data"] for satu in meta.diterima] == [pesan.kode, pesan.kode]
    assert segar(pesan) == (Keadaan.TERKIRIM, "")


def test_a_worker_killed_between_sending_and_recording_sends_nothing_twice_once_a_receipt_came(
    meta: ServerWhatsApp,
) -> None:
    """The row as SIGKILL leaves it: a try is counted, the lease runs, no answer stands anywhere."""
    pesan = wa(percobaan=1, dikerjakan_sampai=timezone.now() + timedelta(minutes=2))
    antar_resi(resi("sent", kode=pesan.kode))
    kini_lagi()
    assert (actions.sapu(), actions.antar(pesan.pk), len(meta.diterima)) == (0, False, 0)
    assert (segar(pesan), pesan.dikerjakan_sampai) == ((Keadaan.TERKIRIM, ""), None)


@pytest.mark.parametrize(
    ("kata", "galat", "keadaan"),
    [
        ("sent", None, Keadaan.TERKIRIM),
        ("delivered", None, Keadaan.SAMPAI),
        ("read", None, Keadaan.DIBACA),
        ("failed", 131026, Keadaan.MATI),
        ("failed", 131000, Keadaan.GAGAL),
    ],
)
@pytest.mark.django_db(transaction=True)
def test_a_receipt_that_overtakes_the_answer_is_not_overwritten_by_it(
    meta: ServerWhatsApp, kata: str, galat: int | None, keadaan: str
) -> None:
    pesan = wa()
    meta.sebelum_menjawab = lambda badan, nomor: _resi_dari_benang_lain(
        resi(kata, kode=badan["biz_opaque_callback_data"], id_penyedia=nomor, galat=galat)
    )
    tasks.antar(pesan.pk)
    assert (segar(pesan)[0], pesan.dikerjakan_sampai, pesan.id_penyedia) == (keadaan, None, "wamid.1")


@pytest.mark.django_db(transaction=True)
def test_two_workers_with_one_row_send_it_once(meta: ServerWhatsApp) -> None:
    pesan = wa()
    meta.jawaban = [Jawaban(jeda=0.2)]
    mulai, hasil = threading.Barrier(4), []

    def kerja(verba: Callable[[], Any]) -> None:
        mulai.wait()
        hasil.append(int(verba()))
        connection.close()

    verba = [lambda: actions.antar(pesan.pk)] * 2 + [actions.sapu] * 2
    benang = [threading.Thread(target=kerja, args=[satu]) for satu in verba]
    for satu in benang:
        satu.start()
    for satu in benang:
        satu.join()
    assert (sum(hasil), len(meta.diterima), segar(pesan)) == (1, 1, (Keadaan.TERKIRIM, ""))


@pytest.mark.django_db(transaction=True)
def test_one_cause_that_runs_twice_at_once_is_one_row_on_each_channel(meta: ServerWhatsApp, pemilik: Any) -> None:
    mulai, hasil = threading.Barrier(4), []

    def sebab() -> None:
        mulai.wait()
        isian = {"konteks": {"nomor": "X"}, "akun": pemilik, "telepon": HP, "kunci": "usaha:1:perbaikan"}
        hasil.append({p.pk for p in actions.kirim(templat="usaha_perbaikan", **isian)})
        connection.close()

    benang = [threading.Thread(target=sebab) for _ in range(4)]
    for satu in benang:
        satu.start()
    for satu in benang:
        satu.join()
    baris = list(Pemberitahuan.objects.values_list("kanal", flat=True).order_by("kanal"))
    assert (baris, len(hasil), set(map(len, hasil))) == ([Kanal.APLIKASI, Kanal.WHATSAPP], 4, {2})


@pytest.mark.parametrize("keadaan", [Keadaan.TERKIRIM, Keadaan.SAMPAI, Keadaan.DIBACA])
def test_a_row_with_a_receipt_is_never_taken_whatever_else_it_says(meta: ServerWhatsApp, keadaan: str) -> None:
    kini = timezone.now()
    dibaca = kini if keadaan == Keadaan.DIBACA else None
    pesan = wa(keadaan=keadaan, terkirim_pada=kini, dibaca_pada=dibaca, coba_lagi_pada=kini - timedelta(days=1))
    assert (actions.antar(pesan.pk), actions.sapu(), len(meta.diterima)) == (False, 0, 0)


def test_a_message_stopped_while_it_is_on_its_way_says_where_it_is(meta: ServerWhatsApp, pemilik: Any) -> None:
    """The truth is that it left, whatever we wanted meanwhile."""
    pesan = wa(akun=pemilik)
    asli = whatsapp.antar

    def antar(satu: Pemberitahuan) -> str:
        actions.hentikan(akun=pemilik)
        return asli(satu)

    with pytest.MonkeyPatch.context() as ganti:
        ganti.setitem(PENGANTAR, Kanal.WHATSAPP, antar)
        tasks.antar(pesan.pk)
    assert segar(pesan) == (Keadaan.TERKIRIM, "")


def test_a_failure_after_the_stop_does_not_bring_it_back(meta: ServerWhatsApp, pemilik: Any) -> None:
    pesan = wa(akun=pemilik)
    meta.jawaban = [Jawaban(500, 131000)]
    asli = whatsapp.antar

    def antar(satu: Pemberitahuan) -> str:
        actions.hentikan(akun=pemilik)
        return asli(satu)

    with pytest.MonkeyPatch.context() as ganti:
        ganti.setitem(PENGANTAR, Kanal.WHATSAPP, antar)
        tasks.antar(pesan.pk)
    kini_lagi()
    assert (segar(pesan)[0], actions.sapu()) == (Keadaan.DILEWATI, 0)


def _resi_dari_benang_lain(satu: dict[str, Any]) -> None:
    antar_resi(satu)
    connection.close()


def test_a_failed_message_is_sent_again_and_the_echo_of_its_failure_changes_nothing(meta: ServerWhatsApp) -> None:
    pesan = wa()
    tasks.antar(pesan.pk)
    gagal = resi("failed", kode=pesan.kode, galat=131000)
    antar_resi(gagal, gagal)
    kini_lagi()
    actions.sapu()
    assert (segar(pesan)[0], pesan.id_penyedia) == (Keadaan.TERKIRIM, "wamid.2")
    antar_resi(gagal, resi("sent", kode=pesan.kode))
    assert (segar(pesan)[0], pesan.percobaan, pesan.id_penyedia) == (Keadaan.TERKIRIM, 2, "wamid.2")


def test_a_code_that_failed_on_its_way_is_dead_for_its_text_is_gone(meta: ServerWhatsApp) -> None:
    pesan = kirim(templat="kode_masuk", konteks={"kode": "123456", "menit": 10}, jenis=Jenis.KODE)
    tasks.antar(pesan.pk)
    antar_resi(resi("failed", kode=pesan.kode, galat=131000))
    assert (segar(pesan)[0], pesan.isi, pesan.nilai) == (Keadaan.MATI, "", {})


def test_a_receipt_blanks_a_code_whose_answer_was_lost(meta: ServerWhatsApp) -> None:
    pesan = kirim(templat="kode_masuk", konteks={"kode": "123456", "menit": 10}, jenis=Jenis.KODE)
    meta.jawaban = [Jawaban(jeda=1.5)]
    tasks.antar(pesan.pk)
    assert menit(pesan) == 1
    antar_resi(resi("sent", kode=pesan.kode))
    assert (segar(pesan)[0], pesan.isi, pesan.nilai) == (Keadaan.TERKIRIM, "", {})


def test_failing_receipts_do_not_go_on_for_ever(meta: ServerWhatsApp) -> None:
    pesan = wa(percobaan=MAKS_PERCOBAAN - 1)
    tasks.antar(pesan.pk)
    antar_resi(resi("failed", kode=pesan.kode, galat=131000))
    assert segar(pesan)[0] == Keadaan.MATI


def test_the_log_names_no_number_and_no_text(meta: ServerWhatsApp, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    pesan = wa(isi="Isi rahasia.")
    meta.jawaban = [Jawaban(400, 131026, "6281200000001")]
    tasks.antar(pesan.pk)
    antar_resi(resi("read", kode=pesan.kode))
    tulisan = json.dumps([satu.getMessage() for satu in caplog.records])
    assert ("81200000001" in tulisan, "rahasia" in tulisan, pesan.kode in tulisan) == (False, False, False)
