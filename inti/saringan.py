"""Saved filters: what an official looks at every day, under a name of the own, on any list of the officials' room."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from inti import kode, nik
from inti.teks import bersihkan_uraian

TERBANYAK = 20
"""Saved filters of one person, over all lists: more nobody reads on a first page."""
NILAI_TERPANJANG = 200
NILAI_TERBANYAK = 40


class SaringanTersimpan(models.Model):
    """One filter of one list, private to the person who named it.

    `isi` holds declared filter parameters of the list and their values, never what was typed into a search box:
    that may be a name or a phone number. It is judged again each time it is opened.
    """

    kode = models.CharField(max_length=32, unique=True, default=kode.buat, editable=False)
    pemilik = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    daftar = models.CharField(max_length=80, help_text="Model dari daftarnya, misalnya “umkm.usaha”.")
    nama = models.CharField("nama saringan", max_length=60)
    isi = models.JSONField(help_text="Parameter saringan dan nilainya.")
    dibuat = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = "saringan tersimpan"
        verbose_name_plural = "saringan tersimpan"
        ordering = ("nama", "pk")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=("pemilik", "daftar", "nama"),
                name="saringan_nama_sekali",
                violation_error_message="Anda sudah punya saringan dengan nama itu di daftar ini. Pilih nama lain.",
            ),
            models.CheckConstraint(
                condition=~models.Q(nama=""),
                name="saringan_bernama",
                violation_error_message="Beri saringan ini nama.",
            ),
        )

    def __str__(self) -> str:
        return self.nama


def milik(user: Any) -> models.QuerySet[SaringanTersimpan]:
    """Return the saved filters of `user`, and of nobody else whatever the permissions."""
    return SaringanTersimpan.objects.filter(pemilik=user)


@transaction.atomic
def simpan(*, oleh: Any, daftar: str, nama: str, isi: dict[str, list[str]]) -> SaringanTersimpan:
    """Keep the declared filter parameters `isi` of the list `daftar` under a name.

    Raises ValidationError without a filter or a name, for a name that is taken, past the limit per person, and for
    a value that looks like a NIK.
    """
    # The account is the lock: of two tabs that save at once the second counts what the first has kept.
    get_user_model()._base_manager.select_for_update(of=("self",)).get(pk=oleh.pk)
    if not isi:
        raise ValidationError("Pilih saringannya dulu, lalu simpan.")
    nilai = [n for semua in isi.values() for n in semua]
    if len(nilai) > NILAI_TERBANYAK or any("\x00" in n for n in nilai):
        raise ValidationError("Saringan ini tidak dapat disimpan. Pilih saringannya lagi dari daftar.")
    if any(len(n) > NILAI_TERPANJANG or nik.memuat(n) for n in nilai):
        raise ValidationError("Saringan ini memuat angka yang mirip NIK, jadi tidak dapat disimpan.")
    if milik(oleh).count() >= TERBANYAK:
        raise ValidationError(f"Saringan Anda sudah {TERBANYAK}. Hapus dulu yang tidak dipakai lagi.")
    satu = SaringanTersimpan(pemilik=oleh, daftar=daftar, nama=_nama(nama), isi=isi)
    satu.full_clean()
    satu.save()
    return satu


@transaction.atomic
def ganti_nama(saringan: SaringanTersimpan, *, oleh: Any, nama: str) -> SaringanTersimpan:
    """Rename one's own filter. Raises ValidationError for a name that is empty or taken."""
    satu = milik(oleh).select_for_update(of=("self",)).get(pk=saringan.pk)
    satu.nama = _nama(nama)
    satu.full_clean()
    satu.save(update_fields=["nama"])
    return satu


def hapus(saringan: SaringanTersimpan, *, oleh: Any) -> None:
    """Delete one's own filter; it is a habit, not a record."""
    milik(oleh).filter(pk=saringan.pk).delete()


def _nama(nama: str) -> str:
    """Return a name on one line. Raises ValidationError for none at all, and for a NIK."""
    rapi = " ".join(bersihkan_uraian(nama, 60).split())
    if not rapi:
        raise ValidationError({"nama": "Beri saringan ini nama."})
    if nik.mirip(rapi) or nik.memuat(rapi):
        raise ValidationError({"nama": "Jangan tulis NIK di nama saringan."})
    return rapi
