from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, InternalError, transaction
from django.utils import timezone

from akun.actions import catat, catat_baca, catat_kecamatan_usaha
from akun.models import CatatanAkun, LogBaca, Pengguna
from akun.permissions import kecamatan_kerja
from tests.factories import KecamatanFactory, PenggunaFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("isian", "kalimat"),
    [
        ({"telepon": None}, "Isi nomor WhatsApp atau email. Salah satu harus ada agar dapat masuk."),
        ({"telepon": "081211112222"}, "Nomor WhatsApp belum benar. Contoh: 0812 3456 7890."),
        ({"semua_kecamatan": True}, "Hanya petugas yang dapat bertugas di semua kecamatan."),
        ({"cara_bukti": "loket"}, "Nomor yang dibuktikan harus ada, beserta cara pembuktiannya."),
        ({"email": "SITI@contoh.id"}, "Email ini sudah dipakai akun lain."),
    ],
)
def test_form_and_database_refuse_alike(isian: dict, kalimat: str) -> None:
    PenggunaFactory(email="siti@contoh.id")
    pengguna = Pengguna(**{"nama": "Budi Contoh", "telepon": "+6281211112222", "password": "!"} | isian)
    with pytest.raises(ValidationError) as galat:
        pengguna.full_clean()
    assert galat.value.messages == [kalimat]
    with pytest.raises(IntegrityError), transaction.atomic():
        pengguna.save()


def test_a_proof_needs_a_number_and_a_way() -> None:
    pengguna = PenggunaFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Pengguna.objects.filter(pk=pengguna.pk).update(telepon_dibuktikan=timezone.now())


def test_the_two_books_refuse_changes(pemilik: Any, petugas: Any) -> None:
    catat(pemilik, "ganti_sandi", oleh=pemilik)
    catat_baca(oleh=petugas, subjek_jenis="pelaku", subjek_kode="X", apa="NIK", alasan="memeriksa KTP")
    for buku in (CatatanAkun, LogBaca):
        for ubah in (lambda b: b.objects.update(pada=timezone.now()), lambda b: b.objects.all().delete()):
            with pytest.raises(InternalError), transaction.atomic():
                ubah(buku)


def test_reading_needs_a_reason(petugas: Any) -> None:
    with pytest.raises(ValidationError):
        catat_baca(oleh=petugas, subjek_jenis="pelaku", subjek_kode="X", apa="NIK", alasan=" . ")
    assert LogBaca.objects.count() == 0


def test_the_scope_of_work_fails_closed(
    pemilik: Any, petugas: Any, kepala: Any, buat_staf: Any, django_assert_num_queries: Any
) -> None:
    tanpa = PenggunaFactory(is_staff=True)
    bekas = buat_staf("kepala", is_active=False)
    pemilik.kecamatan.add(KecamatanFactory())
    assert kecamatan_kerja(kepala) is None
    assert kecamatan_kerja(petugas) == {"33.25.11"}
    with django_assert_num_queries(0):
        assert kecamatan_kerja(petugas) == {"33.25.11"}
    assert [kecamatan_kerja(u) for u in (tanpa, bekas, pemilik)] == [set(), set(), set()]


def test_who_sees_which_account(
    pemilik: Any, pemilik_lain: Any, petugas: Any, petugas_limpung: Any, kepala: Any, admin: Any, pelatih: Any
) -> None:
    catat_kecamatan_usaha(pemilik, ["33.25.11"])
    semua = {pemilik, pemilik_lain, petugas, petugas_limpung, kepala, admin, pelatih}
    tabel = {
        pemilik: {pemilik},
        petugas: {petugas, pemilik},
        petugas_limpung: {petugas_limpung},
        kepala: {kepala, pemilik, pemilik_lain, pelatih},
        admin: semua,
        pelatih: {pelatih},
    }
    assert {u: set(Pengguna.objects.terlihat_oleh(u)) for u in tabel} == tabel


def test_staff_without_any_kecamatan_see_only_themselves(pemilik: Any, peran: Any) -> None:
    lupa = PenggunaFactory(is_staff=True)
    lupa.groups.add(peran("petugas"))
    catat_kecamatan_usaha(pemilik, [KecamatanFactory().pk])
    assert list(Pengguna.objects.terlihat_oleh(lupa)) == [lupa]
