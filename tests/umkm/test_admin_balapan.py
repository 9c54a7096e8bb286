"""Two officials at once: of every case one truth remains, and each is told what became of his rows."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from inti import saringan
from inti.saringan import TERBANYAK
from tests.factories import DesaFactory, buat_usaha
from tests.keamanan.test_balapan import berlomba
from umkm.enums import StatusUsaha
from umkm.models import RiwayatUsaha, Usaha

pytestmark = pytest.mark.django_db(transaction=True)
DAFTAR = reverse("admin:umkm_usaha_changelist")


def tanda(jawaban: Any, nama: str = "baris") -> list[str]:
    return re.findall(rf'name="{nama}" value="([^"]+)"', jawaban.content.decode())


@pytest.fixture
def antre() -> list[Usaha]:
    return [buat_usaha(desa=DesaFactory(), status=StatusUsaha.DIAJUKAN) for _ in range(6)]


def kirim(klien: Client, url: str, data: dict[str, Any]) -> Any:
    return lambda: klien.post(url, data).status_code


def test_two_who_take_the_same_rows_share_them_and_none_is_taken_twice(
    antre: list[Usaha], buat_staf: Any, masuk: Any
) -> None:
    klien = [masuk(buat_staf("petugas")) for _ in range(2)]
    semua = {"action": "ambil", "semua": "1"}
    dilihat = [tanda(k.post(DAFTAR, semua)) for k in klien]
    url = reverse("admin:umkm_usaha_massal_ambil")
    hasil = berlomba(*(kirim(k, url, {"baris": d}) for k, d in zip(klien, dilihat, strict=True)))
    assert hasil == [302, 302]
    assert RiwayatUsaha.objects.filter(verba="ambil").count() == len(antre)
    assert Usaha.objects.filter(petugas=None).count() == 0


def test_two_heads_who_hand_over_the_same_work_move_each_case_once(
    antre: list[Usaha], buat_staf: Any, masuk: Any
) -> None:
    ratna, a, b = (buat_staf("petugas", nama=n) for n in ("Ratna Petugas", "Penerima Satu", "Penerima Dua"))
    Usaha.objects.update(petugas=ratna)
    klien = [masuk(buat_staf("kepala")) for _ in range(2)]
    lihat, serahkan = (reverse(f"inti:serah_terima_{n}", args=[ratna.kode]) for n in ("lihat", "serahkan"))
    kerja = []
    for k, kepada in zip(klien, (a, b), strict=True):
        dilihat = tanda(k.post(lihat, {"cara": "bagi", "kepada": [kepada.pk]}), "baris:umkm.usaha")
        kerja.append(kirim(k, serahkan, {"baris:umkm.usaha": dilihat}))
    assert berlomba(*kerja) == [302, 302]
    assert RiwayatUsaha.objects.filter(verba="tugaskan").count() == len(antre)
    assert Usaha.objects.filter(petugas__in=[a, b]).count() == len(antre)


def test_the_limit_of_saved_filters_holds_against_two_tabs(buat_staf: Any) -> None:
    petugas = buat_staf("petugas")
    for n in range(TERBANYAK - 1):
        saringan.simpan(oleh=petugas, daftar="umkm.usaha", nama=f"S {n}", isi={"janji": ["lewat"]})
    berlomba(
        *(
            lambda nama=nama: saringan.simpan(oleh=petugas, daftar="umkm.usaha", nama=nama, isi={"janji": ["lewat"]})
            for nama in ("Kiri", "Kanan")
        )
    )
    assert saringan.milik(petugas).count() == TERBANYAK
