"""Fill the measurement's database with classes, the places in them, and their marks of presence.

python -m benchmarks.isi_pelatihan 300

Thirty places a class. One class is being held now, with forty people before a trainer; one in twenty is announced and
half full; the others are over.
"""

from __future__ import annotations

import random
import sys
import time
from datetime import datetime, timedelta
from itertools import cycle
from typing import Any

import django
from django.db import connection

from benchmarks.bahan import BENIH
from benchmarks.isi import buat_staf
from benchmarks.server import AWALAN

ORANG, RAMAI = 30, 40
SESI = 3
KODE = "ukur-program"
PELATIH = "pelatih-ukur@contoh.invalid"
NAMA = ("Pembukuan Dasar", "Foto Produk dengan HP", "Kemasan dan Label", "Harga Jual", "Pemasaran lewat WhatsApp")


class PengisiPelatihan:
    """Makes the rows; the same size on the same registry gives the same classes."""

    def __init__(self, jumlah: int) -> None:
        from django.utils import timezone

        self.jumlah = jumlah
        self.acak = random.Random(BENIH)  # noqa: S311 - invented classes need no secrets
        self.kini = timezone.now()

    def siapkan(self) -> None:
        """Fetch and make what the classes point to: courses, a trainer, businesses with an owner."""
        from django.contrib.auth.models import Group

        from akun.models import Pengguna
        from pelatihan.models import Kurikulum, Tema
        from umkm.models import KepemilikanUsaha
        from wilayah.models import Desa

        buat_staf()
        tema, _ = Tema.objects.get_or_create(kode="ukur", defaults={"nama": "Pengukuran"})
        isi = {"ringkas": "Untuk diukur.", "tujuan": "Diukur.", "tema": tema}
        self.kursus = [Kurikulum.objects.create(kode=f"{KODE}-{n}", nama=nama, **isi) for n, nama in enumerate(NAMA)]
        for satu in self.kursus:
            satu.topik.create(nama="Topik contoh", jp=SESI * 4)
        self.pelatih = Pengguna.objects.create(email=PELATIH, nama="Agus Pelatih Contoh")
        self.pelatih.groups.add(Group.objects.get(name="pelatih"))
        self.desa = list(Desa.objects.order_by("kode")[:40])
        milik = KepemilikanUsaha.objects.filter(sampai=None, usaha__digabung_ke=None)
        orang = milik.order_by("pelaku_id", "pk").distinct("pelaku_id").values_list("pelaku", "usaha", "pelaku__akun")
        self.orang = cycle(list(orang[: self.jumlah * ORANG]))

    def isi(self) -> None:
        """Write each class with its pool, days, places and marks."""
        for n in range(self.jumlah):
            if n == 0:
                self._kelas(n, "BERJALAN", self.kini - timedelta(hours=26), RAMAI, hadir=1)
            elif n % 20 == 1:
                self._kelas(n, "DIBUKA", self.kini + timedelta(days=3 + n // 6), ORANG // 2, hadir=0)
            else:
                self._kelas(n, "SELESAI", self.kini - timedelta(days=10 + 3 * n), ORANG, hadir=SESI)

    def _kelas(self, n: int, status: str, mulai: datetime, orang: int, *, hadir: int) -> None:
        from pelatihan import models as m

        selesai = mulai + timedelta(days=SESI - 1, hours=3)
        kelas = m.Angkatan.objects.create(
            kurikulum=self.kursus[n % len(NAMA)], nama=f"Angkatan {n}", status=status, tempat="Aula Contoh",
            desa=self.desa[n % len(self.desa)], mulai=mulai, selesai=selesai, sumber_dana=("APBD", "DAK")[n % 2],
            dibuka_pada=min(mulai, self.kini) - timedelta(days=20), ditutup_pada=mulai - timedelta(days=1),
            biaya_nyata=15_000_000 if status == "SELESAI" else None,
        )  # fmt: skip
        m.PelatihAngkatan.objects.create(angkatan=kelas, akun=self.pelatih)
        kuota = m.Kuota.objects.create(angkatan=kelas, jumlah=max(ORANG, orang))
        hari = [mulai + timedelta(days=urut) for urut in range(SESI)]
        sesi = m.Sesi.objects.bulk_create(
            m.Sesi(angkatan=kelas, mulai=h, selesai=h + timedelta(hours=3), jp=4, ditutup_pada=h if i < hadir else None)
            for i, h in enumerate(hari)
        )
        peserta = [self._peserta(kelas, kuota, status) for _ in range(orang)]
        m.Peserta.objects.bulk_create(peserta)
        m.RiwayatPeserta.objects.bulk_create(
            m.RiwayatPeserta(peserta=p, verba="daftar", ke="TERDAFTAR", pelaku="Contoh", pada=mulai - timedelta(days=9))
            for p in peserta
        )
        m.TandaHadir.objects.bulk_create(
            m.TandaHadir(sesi=s, peserta=p, keadaan=self._keadaan(), dicatat_pada=s.mulai, oleh=self.pelatih)
            for s in sesi[:hadir]
            for p in peserta
        )

    def _peserta(self, kelas: Any, kuota: Any, status: str) -> Any:
        from pelatihan.models import Peserta

        pelaku, usaha, _ = next(self.orang)
        keadaan = "TERDAFTAR" if status != "SELESAI" else self.acak.choice(("LULUS", "LULUS", "LULUS", "TIDAK_LULUS"))
        return Peserta(angkatan=kelas, pelaku_id=pelaku, usaha_id=usaha, kuota=kuota, status=keadaan)

    def _keadaan(self) -> str:
        return self.acak.choice(("HADIR",) * 8 + ("TERLAMBAT", "ALPA"))


def isi(jumlah: int) -> None:
    """Fill the database with `jumlah` classes; what is filled already is kept.

    Raises SystemExit for a database that is not the measurement's own.
    """
    from django.db import transaction

    from pelatihan.models import Angkatan

    nama = connection.settings_dict["NAME"]
    if not nama.startswith((AWALAN, f"test_{AWALAN}")):
        raise SystemExit(f"Basis data {nama} bukan untuk pengukuran; namanya harus mulai dengan {AWALAN}.")
    if Angkatan.objects.filter(kurikulum__kode__startswith=KODE).exists():
        return
    mulai = time.monotonic()
    pengisi = PengisiPelatihan(jumlah)
    with transaction.atomic():
        pengisi.siapkan()
        pengisi.isi()
    with connection.cursor() as kursor:
        kursor.execute("VACUUM ANALYZE")
    print(f"{jumlah:,} kelas dalam {time.monotonic() - mulai:.0f} detik", file=sys.stderr)


if __name__ == "__main__":
    django.setup()
    isi(int(sys.argv[1]))
