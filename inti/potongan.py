"""Reply snippets: kind, plain sentences that officials keep for what they write most often, by case and verb."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction

from inti.teks import bersihkan_uraian

TERPANJANG = 300
"""Letters of one snippet: it fits into the smallest field that an applicant reads."""


class PotonganBalasan(models.Model):
    """A sentence that is offered beside the message of one verb of one kind of case ("umkm.usaha:tolak").

    `ranah` narrows it to one sort of that kind, such as the requests for one service; the page of the case names it.
    It is the same for every applicant, so it holds nobody's data. One that is no longer wanted is switched off.
    """

    untuk = models.CharField("dipakai untuk", max_length=120, db_index=True)
    ranah = models.SlugField(
        "hanya pada",
        max_length=60,
        blank=True,
        help_text="Misalnya satu layanan. Kosong: pada semuanya.",
    )
    judul = models.CharField("judul", max_length=60, help_text="Dibaca petugas saja, untuk menemukannya.")
    teks = models.CharField(
        "kalimat",
        max_length=TERPANJANG,
        help_text="Dibaca pemohon. Tanpa nama, nomor, atau data orang, karena dipakai untuk siapa pun.",
    )
    urut = models.PositiveSmallIntegerField("urutan", default=50, help_text="Yang kecil tampil dulu.")
    berlaku = models.BooleanField("ditawarkan", default=True, help_text="Hapus centang bila tidak dipakai lagi.")
    asal = models.CharField(
        max_length=120,
        null=True,
        unique=True,
        editable=False,
        help_text="Kunci ketika dimuat dari daftar; menjaga agar yang sudah diubah petugas tidak dimuat lagi.",
    )

    class Meta:
        verbose_name = "potongan balasan"
        verbose_name_plural = "potongan balasan"
        ordering = ("untuk", "urut", "judul")
        default_permissions = ("view", "add", "change")
        constraints = (
            models.UniqueConstraint(
                fields=("untuk", "ranah", "judul"),
                name="potongan_judul_sekali",
                violation_error_message="Judul ini sudah ada untuk tindakan itu. Pilih judul lain.",
            ),
            models.CheckConstraint(
                condition=models.Q(untuk__regex=r"^[a-z_]+\.[a-z_]+:[a-z_-]+$") & ~models.Q(teks=""),
                name="potongan_lengkap",
                violation_error_message="Pilih tindakannya, lalu tulis kalimatnya.",
            ),
        )

    def __str__(self) -> str:
        return self.judul

    def clean(self) -> None:
        """Refuse a row of digits as long as a phone number or a NIK: a snippet is sent to many people."""
        self.teks = bersihkan_uraian(self.teks, TERPANJANG)
        if sum(huruf.isdigit() for huruf in self.teks) >= 10:
            raise ValidationError({"teks": "Jangan tulis nomor orang di sini, karena dipakai untuk siapa pun."})


def kunci(model: Any, verba: str) -> str:
    """Name a verb of a kind of case, as `untuk` holds it."""
    return f"{model._meta.label_lower}:{verba}"


def ditawarkan(model: Any, verba: str, ranah: str = "") -> list[PotonganBalasan]:
    """Return the snippets that are offered for a verb of a kind of case, those of its sort first, in their order."""
    semua = PotonganBalasan.objects.filter(untuk=kunci(model, verba), ranah__in={"", ranah}, berlaku=True)
    return sorted(semua, key=lambda satu: not satu.ranah)


@transaction.atomic
def muat(baris: Iterable[dict[str, str]]) -> int:
    """Add the snippets (untuk, judul, teks, and ranah if any) that were never loaded; returns how many.

    What officials changed stays.
    """
    pernah = set(PotonganBalasan.objects.exclude(asal=None).values_list("asal", flat=True))
    terpakai = set(PotonganBalasan.objects.values_list("untuk", "ranah", "judul"))
    baru = [
        PotonganBalasan(asal=_asal(b), urut=10 * urut, **b)
        for urut, b in enumerate(baris, 1)
        if _asal(b) not in pernah and (b["untuk"], b.get("ranah", ""), b["judul"]) not in terpakai
    ]
    for satu in baru:
        satu.full_clean()
    PotonganBalasan.objects.bulk_create(baru)
    return len(baru)


def _asal(baris: dict[str, str]) -> str:
    ranah = f"@{baris['ranah']}" if baris.get("ranah") else ""
    return f"{baris['untuk']}{ranah}/{baris['judul']}"


def baca_bawaan() -> Iterable[dict[str, str]]:
    """Yield the snippets that the apps bring along in `<app>/data/potongan.csv`."""
    for app in settings.LANTAI:
        berkas = Path(settings.BASE_DIR, app, "data", "potongan.csv")
        if berkas.exists():
            with berkas.open(encoding="utf-8", newline="") as isi:
                yield from csv.DictReader(isi)
