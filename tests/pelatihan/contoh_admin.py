"""Examples of training for the walk through the officials' room (tests/test_admin_lingkup.py)."""

from __future__ import annotations

from itertools import count
from typing import Any

from pelatihan.enums import JenisSpj
from pelatihan.models import Angkatan, BentukSpj, Kurikulum, Peserta, SetKriteria, Tema
from tests.factories import buat_usaha
from tests.pelatihan.pabrik import buat_angkatan, buat_kurikulum, buat_peserta

_urut = count(1)


def tema(desa: Any, penanda: str) -> Tema:
    return Tema.objects.create(kode=f"tema-{next(_urut)}", nama=penanda)


def kurikulum(desa: Any, penanda: str) -> Kurikulum:
    return buat_kurikulum(nama=penanda, tema=tema(desa, f"Tema {next(_urut)}"))


def angkatan(desa: Any, penanda: str) -> Angkatan:
    return buat_angkatan(nama=penanda, desa=desa, kurikulum=kurikulum(desa, f"Pelatihan {next(_urut)}"))


def peserta(desa: Any, penanda: str) -> Peserta:
    return buat_peserta(usaha=buat_usaha(desa=desa, nama=penanda), angkatan=buat_angkatan())


def set_kriteria(desa: Any, penanda: str) -> SetKriteria:
    return SetKriteria.objects.create(nama=penanda)


def bentuk(desa: Any, penanda: str) -> BentukSpj:
    return BentukSpj.objects.create(
        kode=f"bentuk-{next(_urut)}", jenis=JenisSpj.values[0], nama=penanda, judul="Contoh"
    )


CONTOH = {
    Tema: tema,
    Kurikulum: kurikulum,
    Angkatan: angkatan,
    Peserta: peserta,
    SetKriteria: set_kriteria,
    BentukSpj: bentuk,
}
