"""Issued papers: kept as printed, changed once at most, when they are revoked."""

from __future__ import annotations

import hashlib
import io
import os
import threading
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, InternalError, connection, transaction
from django.utils import timezone

from inti import kode
from inti.berkas import sajikan
from inti.dokumen import AlasanCabut, Butir, Dokumen, Keadaan, alamat_cek, cabut, gantikan, terbitkan
from inti.workflow import SISTEM

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 contoh"
ISI = [("Nama usaha", "Keripik Contoh"), Butir("Nama pemilik", "Hj. Siti Aminah, S.Pd.", samar=True)]


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def buat(**ubah: Any) -> Dokumen:
    bawaan: dict[str, Any] = {
        "kode": kode.buat(),
        "jenis": "Tanda Bukti Contoh",
        "nomor": "000123/CONTOH/2026",
        "isi": ISI,
        "pdf": PDF,
        "perihal_jenis": "usaha",
        "perihal_kode": "ABC",
        "oleh": SISTEM,
    }
    return terbitkan(**{**bawaan, **ubah})


def test_terbitkan_keeps_the_file_its_hash_and_what_may_be_checked(petugas: Any, media: Path) -> None:
    satu = buat(oleh=petugas, url="/usaha/ABC/")
    satu.refresh_from_db()
    assert (media / satu.file.name).read_bytes() == PDF
    assert satu.sha256 == hashlib.sha256(PDF).hexdigest()
    assert satu.butir == [
        Butir("Nama usaha", "Keripik Contoh"),
        Butir("Nama pemilik", "Hj. Siti Aminah, S.Pd.", samar=True),
    ]
    assert (satu.diterbitkan, satu.diterbitkan_oleh, satu.url) == (timezone.localdate(), petugas, "/usaha/ABC/")
    assert satu.kode not in satu.file.name
    assert list(Dokumen.objects.perihal("usaha", "ABC").belum_dicabut()) == [satu]


def test_the_qr_code_holds_the_public_address(settings: Any) -> None:
    settings.PORTAL_URL = "https://portal.contoh.id"
    assert alamat_cek("ABC") == "https://portal.contoh.id/cek/ABC/"
    satu = buat()
    assert satu.alamat == f"https://portal.contoh.id/cek/{satu.kode}/"


def test_the_kept_file_is_served_byte_for_byte_under_a_plain_name() -> None:
    tanggapan = sajikan(buat())
    assert tanggapan.getvalue() == PDF
    tanggapan.close()
    assert tanggapan["Content-Disposition"] == 'inline; filename="Tanda Bukti Contoh 000123-CONTOH-2026.pdf"'


def test_a_masked_value_shows_the_first_letter_of_each_word() -> None:
    assert [b.tampil for b in buat().butir] == ["Keripik Contoh", "H••• S••• A••• S•••"]


@pytest.mark.parametrize(
    ("ketikan", "cocok"),
    [
        ("Hj. Siti Aminah, S.Pd.", True),
        ("hj siti  aminah spd", True),
        ("HJ. SITI AMÍNAH S.PD", True),
        ("Siti Aminah", False),
        ("Keripik Contoh", False),
        ("", False),
        ("...", False),
    ],
)
def test_cocok_compares_letters_and_figures_of_masked_values_only(ketikan: str, cocok: bool) -> None:
    assert buat().cocok(ketikan) is cocok


def test_a_paper_is_valid_through_its_last_day() -> None:
    kini = timezone.localdate()
    lalu = kini - timedelta(days=400)
    for nomor, sampai, keadaan in (
        ("1", None, Keadaan.BERLAKU),
        ("2", kini, Keadaan.BERLAKU),
        ("3", kini - timedelta(days=1), Keadaan.KEDALUWARSA),
    ):
        assert buat(nomor=nomor, diterbitkan=lalu, berlaku_sampai=sampai).keadaan == keadaan


def test_cabut_says_when_why_and_by_whom(petugas: Any) -> None:
    satu = buat()
    cabut(satu, alasan=AlasanCabut.DATA_BERUBAH, oleh=petugas, catatan="Pindah desa")
    satu.refresh_from_db()
    assert (satu.keadaan, satu.alasan_cabut, satu.catatan_cabut, satu.dicabut_oleh) == (
        Keadaan.DICABUT,
        "data_berubah",
        "Pindah desa",
        petugas,
    )
    assert list(Dokumen.objects.belum_dicabut()) == []


def test_a_paper_is_revoked_once() -> None:
    satu = buat()
    basi = Dokumen.objects.get(pk=satu.pk)
    cabut(satu, alasan=AlasanCabut.PERMINTAAN, oleh=SISTEM)
    with pytest.raises(ValidationError, match="sudah dicabut"):
        cabut(basi, alasan=AlasanCabut.SALAH_TERBIT, oleh=SISTEM)
    assert Dokumen.objects.get(pk=satu.pk).alasan_cabut == "permintaan"


def test_gantikan_revokes_the_old_paper_and_issues_the_new_one() -> None:
    lama = buat()
    baru = gantikan(
        lama,
        oleh=SISTEM,
        kode=kode.buat(),
        jenis=lama.jenis,
        nomor="000124/CONTOH/2026",
        isi=ISI,
        pdf=PDF,
        perihal_jenis="usaha",
        perihal_kode="ABC",
    )
    lama.refresh_from_db()
    assert (lama.alasan_cabut, lama.pengganti, baru.menggantikan) == ("diganti", baru, lama)


def test_a_forgotten_actor_fails() -> None:
    with pytest.raises(TypeError):
        buat(oleh=None)


@pytest.mark.parametrize(
    "ubah",
    [
        lambda q: q.update(nomor="lain"),
        lambda q: q.update(isi=[]),
        lambda q: q.update(sha256="0" * 64),
        lambda q: q.update(dicabut_pada=timezone.now(), alasan_cabut="diganti", nomor="lain"),
        lambda q: q.update(catatan_cabut="x"),
        lambda q: q._raw_delete(q.db),
    ],
)
def test_the_database_refuses_every_change_but_the_revocation(ubah: Callable[[Any], Any]) -> None:
    satu = buat()
    with pytest.raises(InternalError, match="tidak boleh diubah atau dihapus"), transaction.atomic():
        ubah(Dokumen.objects.filter(pk=satu.pk))
    assert Dokumen.objects.get(pk=satu.pk).nomor == "000123/CONTOH/2026"


def test_the_database_refuses_to_take_a_revocation_back() -> None:
    satu = cabut(buat(), alasan=AlasanCabut.PERMINTAAN, oleh=SISTEM)
    with pytest.raises(InternalError, match="tidak boleh diubah"), transaction.atomic():
        Dokumen.objects.filter(pk=satu.pk).update(dicabut_pada=None, alasan_cabut="")


SALAH_BENTUK: list[Any] = [
    {},
    "teks",
    None,
    ["teks"],
    [[]],
    [{"label": "a", "nilai": "b"}],
    [{"label": "a", "nilai": 1, "samar": False}],
    [{"label": "a", "nilai": "b", "samar": "tidak"}],
    [{"label": "a", "nilai": "b", "samar": False, "lebih": 1}],
    [{"label": "a", "nilai": "b", "samar": False}] * 5,
]


@pytest.mark.parametrize("isi", SALAH_BENTUK, ids=range(len(SALAH_BENTUK)))
def test_the_database_refuses_pairs_of_another_shape(isi: Any) -> None:
    contoh = buat()
    contoh.pk, contoh.kode, contoh.nomor, contoh.isi = None, kode.buat(), "lain", isi
    contoh._state.adding = True
    with pytest.raises(IntegrityError), transaction.atomic():
        contoh.save(force_insert=True)


@pytest.mark.parametrize(
    ("ubah", "sentence"),
    [
        ({"isi": [("a", "b")] * 5}, "Isi yang dapat dicek paling banyak empat pasangan label dan nilai."),
        (
            {"diterbitkan": date(2026, 2, 1), "berlaku_sampai": date(2026, 1, 31)},
            "Tanggal berlaku tidak boleh sebelum tanggal terbit.",
        ),
        ({"nomor": "terpakai"}, "Nomor ini sudah dipakai dokumen lain."),
    ],
)
def test_what_must_always_hold_is_said_in_a_sentence(ubah: dict[str, Any], sentence: str, media: Path) -> None:
    buat(nomor="terpakai")
    with pytest.raises(ValidationError) as galat:
        buat(**ubah)
    assert galat.value.messages == [sentence]
    assert len([f for f in media.rglob("*") if f.is_file()]) == 1  # no file is written for a paper that is refused


def test_a_paper_without_pairs_is_allowed() -> None:
    assert buat(isi=[]).butir == []


@pytest.mark.django_db(transaction=True)
def test_bersihkan_berkas_removes_the_file_of_a_paper_that_was_rolled_back(media: Path) -> None:
    tetap = buat()
    with transaction.atomic():
        batal = buat(nomor="batal")
        transaction.set_rollback(True)
    for satu in (tetap, batal):
        os.utime(media / satu.file.name, (0, 0))
    call_command("bersihkan_berkas", stdout=io.StringIO())
    assert [(media / satu.file.name).exists() for satu in (tetap, batal)] == [True, False]


@pytest.mark.django_db(transaction=True)
def test_two_who_revoke_at_once_leave_one_reason() -> None:
    satu = buat()
    mulai, hasil = threading.Barrier(2), []

    def kerja(alasan: AlasanCabut) -> None:
        mulai.wait(timeout=30)
        try:
            cabut(Dokumen.objects.get(pk=satu.pk), alasan=alasan, oleh=SISTEM)
            hasil.append(alasan)
        except ValidationError:
            hasil.append(None)
        finally:
            connection.close()

    utas = [threading.Thread(target=kerja, args=(a,)) for a in (AlasanCabut.DIGANTI, AlasanCabut.PERMINTAAN)]
    for u in utas:
        u.start()
    for u in utas:
        u.join(timeout=60)
    (pemenang,) = [h for h in hasil if h]
    assert len(hasil) == 2
    assert Dokumen.objects.get(pk=satu.pk).alasan_cabut == pemenang
