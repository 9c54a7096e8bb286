"""The electronic signature: what is sent, what comes back, and that nothing remains of a letter BSrE did not sign."""

from __future__ import annotations

import json
import logging
import socket
import threading
from typing import Any

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection, transaction

from akun.models import EmberLaju, Pejabat
from inti import sandi
from inti.nomor import UrutTerakhir
from inti.workflow import TransisiDitolak, tersedia
from layanan.actions import tanda
from layanan.actions.elektronik import CARA, tanda_tangani_elektronik
from layanan.models import NomorSurat, Permohonan
from tests.factories import lantik
from tests.layanan.pabrik import buat_layanan, buat_permohonan, isi_lengkap
from tests.layanan.server_bsre import FRASA, PENGGUNA, SANDI, ServerBsre, server_bsre

pytestmark = pytest.mark.django_db
NIK = "3325110708900001"
VERBA = "tanda_tangani_elektronik"


@pytest.fixture
def bsre(settings: Any) -> Any:
    with server_bsre() as server:
        settings.BSRE_URL, settings.BSRE_PENGGUNA, settings.BSRE_SANDI = server.url, PENGGUNA, SANDI
        settings.BSRE_TIMEOUT = 5
        yield server


@pytest.fixture
def surat(pemilik: Any, petugas: Any, kepala: Any) -> Permohonan:
    """A letter without parafs that waits for the head of the office, whom BSrE knows."""
    layanan = buat_layanan(surat=True)
    layanan.penanda.filter(jenis="PARAF").delete()
    lantik(layanan.penanda.get().jabatan, kepala, nik_sandi=sandi.enkripsi(NIK))
    satu = isi_lengkap(buat_permohonan(pemilik=pemilik, layanan=layanan, status="DIPERIKSA"))
    tanda.ajukan_tanda_tangan(satu, oleh=petugas)
    return Permohonan.objects.get(pk=satu.pk)


def verba(satu: Permohonan, user: Any) -> set[str]:
    return {t.verba for t in tersedia(satu, user)}


def tidak_berbekas(satu: Permohonan) -> bool:
    """Whether the letter is as unsigned as before, and the series as untouched."""
    segar = Permohonan.objects.get(pk=satu.pk)
    terpakai = UrutTerakhir.objects.filter(seri=segar.layanan.seri).exists() or NomorSurat.objects.exists()
    tahap = segar.tahap.filter(pada=None).count()
    return (segar.status, segar.hasil_dokumen, tahap, terpakai) == ("MENUNGGU_TANDA_TANGAN", None, 1, False)


def test_number_signature_and_issued_letter_come_in_one_step(bsre: ServerBsre, surat: Any, kepala: Any, tamu: Any):
    tanda_tangani_elektronik(surat, oleh=kepala, frasa=FRASA, urut=1)
    segar, nomor = Permohonan.objects.get(pk=surat.pk), NomorSurat.objects.get()
    assert (segar.status, nomor.urut, nomor.elektronik, nomor.id_bsre) == ("SELESAI", 1, True, "bsre-1")
    kirim = bsre.diterima[0]
    assert (kirim["nik"], kirim["passphrase"], kirim["tampilan"]) == (NIK, FRASA, "invisible")
    assert (bsre.jalur, kirim["kunci"]) == (["POST /api/sign/pdf"], "Basic cG9ydGFsOnNhbmRpLXBvcnRhbC11amk=")
    with segar.hasil_dokumen.file.open("rb") as isi, pikepdf.open(isi) as pdf:
        assert [str(m.FT) for m in pdf.Root.AcroForm.Fields] == ["/Sig"]
    halaman = tamu.get(f"/cek/{nomor.kode}/")
    assert (halaman.status_code, CARA in halaman.content.decode()) == (200, True)


def test_a_service_that_answers_with_a_name_is_asked_for_the_letter(bsre: ServerBsre, surat: Any, kepala: Any):
    tersimpan: list[bytes] = []

    def jawab(isian: dict[str, Any]) -> Any:
        if "file" in isian:
            tersimpan.append(bsre.tandatangani(isian)[2])
            return 200, {}, json.dumps({"id_dokumen": "dok-9"}).encode()
        return 200, {}, tersimpan[0]

    bsre.jawab = jawab
    tanda_tangani_elektronik(surat, oleh=kepala, frasa=FRASA)
    assert (bsre.jalur[1], NomorSurat.objects.get().id_bsre) == ("GET /api/sign/download/dok-9", "dok-9")


GALAT = {
    "passphrase": (400, b'{"error":"Passphrase anda salah","status_code":2031}', "Passphrase salah"),
    "unknown signer": (400, b'{"error":"User tidak terdaftar","status_code":2011}', "tidak terdaftar di BSrE"),
    "another refusal": (400, b'{"error":"Budi, NIK 3325","status_code":2099}', r"\(kode 2099\)"),
    "wrong key of ours": (401, b"", "tidak mengenal sandi portal"),
    "broken there": (503, b"<html>", "sedang terganggu"),
    "redirect": (302, b"", r"\(HTTP 302\)"),
    "not a letter": (200, b"<html>masuk</html>", "tidak dapat dibaca"),
    "a name that is a path": (200, b'{"id_dokumen":"../../user"}', "tidak dapat dibaca"),
    "damaged": (200, b"%PDF-1.7 rusak", "tidak bertanda tangan"),
}


@pytest.mark.parametrize(("status", "isi", "kalimat"), GALAT.values(), ids=GALAT.keys())
def test_what_bsre_did_not_sign_leaves_nothing_behind(
    bsre: ServerBsre, surat: Any, kepala: Any, status: int, isi: bytes, kalimat: str
):
    bsre.jawab = lambda _: (status, {"Location": "http://127.0.0.1:1/"} if status == 302 else {}, isi)
    with pytest.raises(ValidationError, match=kalimat):
        tanda_tangani_elektronik(surat, oleh=kepala, frasa=FRASA)
    assert tidak_berbekas(surat)


def test_a_letter_that_comes_back_unsigned_does_not_count(bsre: ServerBsre, surat: Any, kepala: Any):
    bsre.jawab = lambda isian: (200, {}, isian["file"])
    with pytest.raises(ValidationError, match="tidak bertanda tangan"):
        tanda_tangani_elektronik(surat, oleh=kepala, frasa=FRASA)
    assert tidak_berbekas(surat)


def test_a_signature_with_something_added_behind_it_does_not_count(bsre: ServerBsre, surat: Any, kepala: Any):
    bsre.jawab = lambda isian: (200, {}, bsre.tandatangani(isian)[2] + b"\n% tambahan\n")
    with pytest.raises(ValidationError, match="tidak bertanda tangan"):
        tanda_tangani_elektronik(surat, oleh=kepala, frasa=FRASA)


def test_a_lost_answer_and_a_closed_door_are_told_apart(bsre: ServerBsre, surat: Any, kepala: Any, settings: Any):
    bsre.jeda, settings.BSRE_TIMEOUT = 5, 0.2
    with pytest.raises(ValidationError, match="belum menjawab"):
        tanda_tangani_elektronik(surat, oleh=kepala, frasa=FRASA)
    with socket.socket() as tertutup:
        tertutup.bind(("127.0.0.1", 0))
        settings.BSRE_URL = f"http://127.0.0.1:{tertutup.getsockname()[1]}"
        with pytest.raises(ValidationError, match="tidak dapat dihubungi"):
            tanda_tangani_elektronik(surat, oleh=kepala, frasa=FRASA)
    assert tidak_berbekas(surat)


def test_the_passphrase_is_kept_nowhere(bsre: ServerBsre, surat: Any, kepala: Any, masuk: Any, caplog: Any):
    alamat = f"/admin/layanan/permohonan/{surat.pk}/tanda_tangani_elektronik/"
    with caplog.at_level(logging.DEBUG):
        salah = masuk(kepala).post(alamat, {"frasa": "salah-sekali-77", "urut": 1})
        masuk(kepala).post(alamat, {"frasa": FRASA, "urut": 1})
    assert (salah.status_code, "salah-sekali-77" in salah.content.decode()) == (422, False)
    assert "Passphrase salah" in salah.content.decode()
    assert [teks for teks in (FRASA, "salah-sekali-77", NIK) if teks in caplog.text] == []
    assert [tabel for tabel in connection.introspection.table_names() if _memuat(tabel, FRASA, "salah-sekali-77")] == []
    assert Permohonan.objects.get(pk=surat.pk).status == "SELESAI"


def _memuat(tabel: str, *teks: str) -> bool:
    """Whether any column of any row of a table holds one of these texts."""
    with connection.cursor() as kursor:
        pola = [f"%{satu}%" for satu in teks]
        kursor.execute(f'SELECT EXISTS (SELECT FROM "{tabel}" t WHERE t::text LIKE ANY (%s))', [pola])  # noqa: S608
        return bool(kursor.fetchone()[0])


def test_six_wrong_passphrases_in_an_hour_are_one_too_many(bsre: ServerBsre, surat: Any, kepala: Any, masuk: Any):
    alamat, klien = f"/admin/layanan/permohonan/{surat.pk}/tanda_tangani_elektronik/", masuk(kepala)
    for _ in range(6):
        jawaban = klien.post(alamat, {"frasa": "salah", "urut": 1})
    assert "Terlalu sering" in jawaban.content.decode()
    assert (len(bsre.diterima), EmberLaju.objects.filter(kunci__startswith="bsre").count()) == (5, 1)


def test_nobody_is_offered_it_before_it_is_set_up_nor_whom_bsre_does_not_know(surat: Any, kepala: Any, settings: Any):
    assert VERBA not in verba(surat, kepala)
    settings.BSRE_URL = "https://bsre.contoh.invalid"
    surat = Permohonan.objects.get(pk=surat.pk)
    assert VERBA in verba(surat, kepala)
    Pejabat.objects.update(nik_sandi="")
    assert VERBA not in verba(Permohonan.objects.get(pk=surat.pk), kepala)


def test_it_is_for_the_signature_of_the_holder_himself(bsre: ServerBsre, surat: Any, kepala: Any, petugas: Any):
    Pejabat.objects.update(akun=None)
    satu = Permohonan.objects.get(pk=surat.pk)
    assert ("tanda_tangani" in verba(satu, petugas), VERBA in verba(satu, petugas)) == (True, False)
    with pytest.raises(TransisiDitolak):
        tanda_tangani_elektronik(satu, oleh=petugas, frasa=FRASA)
    assert bsre.diterima == []


@pytest.mark.django_db(transaction=True)
def test_of_two_clicks_one_signs_and_bsre_is_asked_once(bsre: ServerBsre, surat: Any, kepala: Any):
    hasil: list[str] = []

    def tekan() -> None:
        try:
            with transaction.atomic():
                tanda_tangani_elektronik(Permohonan.objects.get(pk=surat.pk), oleh=kepala, frasa=FRASA, urut=1)
            hasil.append("selesai")
        except TransisiDitolak:
            hasil.append("ditolak")
        finally:
            connection.close()

    utas = [threading.Thread(target=tekan) for _ in range(2)]
    for u in utas:
        u.start()
    for u in utas:
        u.join(timeout=60)
    assert (sorted(hasil), len(bsre.diterima), NomorSurat.objects.count()) == (["ditolak", "selesai"], 1, 1)


def test_the_key_of_a_signers_nik_is_changed_with_all_others(surat: Any, settings: Any):
    from cryptography.fernet import Fernet

    lama = Pejabat.objects.get().nik_sandi
    settings.NIK_KUNCI = [Fernet.generate_key().decode(), *settings.NIK_KUNCI]
    call_command("putar_kunci")
    settings.NIK_KUNCI = settings.NIK_KUNCI[:1]
    baru = Pejabat.objects.get().nik_sandi
    assert (baru != lama, sandi.dekripsi(baru)) == (True, NIK)
