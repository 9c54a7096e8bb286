"""Keys with which a program acts for an owner."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from api.enums import Cakupan, KeadaanKunci
from inti import kode as kode_publik


class KunciQuerySet(models.QuerySet["KunciApi"]):
    def hidup(self) -> KunciQuerySet:
        """Narrow to keys that were neither revoked nor reached their end."""
        return self.filter(dicabut_pada=None, kedaluwarsa__gt=timezone.now())


class KunciApi(models.Model):
    """A key of one account. Only its keyed hash is kept.

    It is tied to the sessions of its account: whatever ends all of them (a changed or reset password, "keluar dari
    semua perangkat", a closed account) ends it too, for the thief of a password may have made it.
    """

    kode = models.CharField(max_length=20, unique=True, default=kode_publik.buat, editable=False)
    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="kunci_api")
    nama = models.CharField("nama kunci", max_length=60)
    awalan = models.CharField("awal kunci", max_length=20, editable=False)
    sidik = models.CharField(max_length=64, unique=True, editable=False)
    sidik_akun = models.CharField(max_length=64, editable=False)
    cakupan = models.CharField("boleh apa", max_length=10, choices=Cakupan, default=Cakupan.BACA)
    dibuat = models.DateTimeField(default=timezone.now, editable=False)
    kedaluwarsa = models.DateTimeField("berlaku sampai", editable=False)
    dipakai = models.DateField("terakhir dipakai", null=True, editable=False)
    dicabut_pada = models.DateTimeField("dicabut", null=True, editable=False)

    objects = KunciQuerySet.as_manager()

    class Meta:
        verbose_name = "kunci API"
        verbose_name_plural = "kunci API"
        ordering = ("-dibuat", "-pk")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(cakupan__in=Cakupan.values),
                name="kunci_cakupan_dikenal",
                violation_error_message="Pilih apa yang boleh dilakukan dengan kunci ini.",
            ),
            models.CheckConstraint(
                condition=Q(kedaluwarsa__gt=F("dibuat")),
                name="kunci_masa_berlaku",
                violation_error_message="Masa berlaku kunci tidak benar.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def keadaan(self) -> KeadaanKunci:
        if self.dicabut_pada is not None:
            return KeadaanKunci.DICABUT
        if self.kedaluwarsa <= timezone.now():
            return KeadaanKunci.HABIS
        return KeadaanKunci.BERLAKU if self.seakun(self.pengguna) else KeadaanKunci.TERPUTUS

    def seakun(self, pengguna: Any) -> bool:
        """Tell whether the sessions of the account still are those under which this key was made."""
        kini = (pengguna.get_session_auth_hash(), *pengguna.get_session_auth_fallback_hash())
        return any(constant_time_compare(self.sidik_akun, satu) for satu in kini)
