"""Look whether every case, number, paper and message is in its place."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from operasi.actions import periksa_keutuhan
from operasi.keutuhan import Hasil


class Command(BaseCommand):
    help = "Memeriksa apakah setiap perkara, nomor, dokumen, berkas, dan pesan utuh. Tidak mengubah apa pun."

    def handle(self, *args: Any, **options: Any) -> None:
        temuan = sum(satu.jumlah for satu in periksa_keutuhan(lapor=self._lapor))
        if temuan:
            raise CommandError(f"{temuan} temuan. Jangan ubah apa pun dulu; lihat docs/pemasangan.md bagian Keutuhan.")
        self.stdout.write("Semua di tempatnya.")

    def _lapor(self, hasil: Hasil) -> None:
        self.stdout.write(f"{'SALAH' if hasil.jumlah else 'baik '}  {hasil.judul}")
        for kalimat in hasil.contoh:
            self.stdout.write(f"       - {kalimat}")
        if hasil.jumlah > len(hasil.contoh):
            self.stdout.write(f"       … dan {hasil.jumlah - len(hasil.contoh)} lagi")
