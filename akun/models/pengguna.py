"""The account: a person, or rarely an office, that can log in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac

from akun.enums import CaraBukti
from akun.permissions import kecamatan_kerja
from inti import kode as kode_publik


class PenggunaQuerySet(models.QuerySet["Pengguna"]):
    def terlihat_oleh(self, user: Any) -> PenggunaQuerySet:
        """Accounts this person may open: always the own one; owners of the own kecamatan for those who look after them.

        Accounts of staff are seen only with `akun.atur_peran`. Whoever has neither all nor some kecamatan sees
        nobody else: a forgotten setting hides, it never shows.
        """
        if not user.is_authenticated:
            return self.none()
        diri = Q(pk=user.pk)
        if not user.is_staff or not user.has_perm("akun.view_pengguna"):
            return self.filter(diri)
        kecamatan = kecamatan_kerja(user)
        lain = Q() if kecamatan is None else Q(pk__in=self._berusaha_di(kecamatan))
        if kecamatan is None and user.has_perm("akun.atur_peran"):
            return self.all()
        return self.filter(diri | (Q(is_staff=False) & lain))

    def _berusaha_di(self, kecamatan: set[str]) -> models.QuerySet[Any, Any]:
        return Pengguna.kecamatan_usaha.through.objects.filter(kecamatan_id__in=kecamatan).values("pengguna_id")


class PenggunaManager(BaseUserManager.from_queryset(PenggunaQuerySet)):  # type: ignore[misc]
    """No create_superuser: nobody stands outside the permissions; `manage.py buat_admin` makes the first admin."""

    def create_user(self, *, nama: str, password: str | None = None, **isian: Any) -> Pengguna:
        pengguna = self.model(nama=nama, **isian)
        pengguna.set_password(password)
        pengguna.full_clean(exclude=["password"])
        pengguna.save()
        return pengguna


class Pengguna(AbstractBaseUser, PermissionsMixin):
    kode = models.CharField("kode", max_length=32, unique=True, default=kode_publik.buat, editable=False)
    nama = models.CharField("nama lengkap", max_length=150)
    telepon = models.CharField(
        "nomor WhatsApp",
        max_length=16,
        null=True,
        blank=True,
        unique=True,
        error_messages={"unique": "Nomor ini sudah dipakai akun lain."},
    )
    telepon_dibuktikan = models.DateTimeField("nomor dibuktikan", null=True, blank=True, editable=False)
    cara_bukti = models.CharField("cara dibuktikan", max_length=10, choices=CaraBukti, blank=True, editable=False)
    nomor_dilepas = models.DateTimeField("nomor dilepas", null=True, blank=True, editable=False)
    email = models.EmailField("email", null=True, blank=True)

    is_active = models.BooleanField("aktif", default=True)
    is_staff = models.BooleanField("boleh masuk ruang petugas", default=False)
    semua_kecamatan = models.BooleanField("bertugas di semua kecamatan", default=False)
    kecamatan = models.ManyToManyField(
        "wilayah.Kecamatan", verbose_name="kecamatan tugas", blank=True, related_name="petugas"
    )
    kecamatan_usaha = models.ManyToManyField(
        "wilayah.Kecamatan", verbose_name="kecamatan tempat usaha", blank=True, related_name="+", editable=False
    )

    sandi_sekali_pakai_sampai = models.DateTimeField(
        "kata sandi sekali pakai berlaku sampai", null=True, editable=False
    )
    putaran_sesi = models.PositiveIntegerField("putaran sesi", default=0, editable=False)
    tanggal_lahir_sidik = models.CharField("sidik tanggal lahir", max_length=64, blank=True, editable=False)
    subjek_kode = models.CharField(
        "kode di buku pelaku usaha", max_length=32, blank=True, editable=False, db_index=True
    )
    asal_acara = models.ForeignKey(
        "akun.AcaraPendaftaran", verbose_name="mendaftar di acara", null=True, blank=True, on_delete=models.PROTECT
    )
    dibuat = models.DateTimeField("dibuat", default=timezone.now, editable=False)

    USERNAME_FIELD = "kode"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["nama"]

    objects = PenggunaManager()

    class Meta:
        verbose_name = "akun"
        verbose_name_plural = "akun"
        ordering = ["nama", "pk"]
        permissions = [
            ("atur_peran", "Mengatur petugas, peran dan wilayah kerja"),
            ("setel_ulang_sandi", "Menyetel ulang kata sandi di loket"),
            ("ganti_nomor", "Mengganti nomor WhatsApp di loket"),
            ("buktikan_telepon", "Membuktikan nomor WhatsApp di loket"),
        ]
        constraints = [
            models.UniqueConstraint(
                Lower("email"), name="akun_email_unik", violation_error_message="Email ini sudah dipakai akun lain."
            ),
            models.CheckConstraint(
                condition=Q(telepon__isnull=False) | Q(email__isnull=False) | Q(nomor_dilepas__isnull=False),
                name="akun_punya_kontak",
                violation_error_message="Isi nomor WhatsApp atau email. Salah satu harus ada agar dapat masuk.",
            ),
            models.CheckConstraint(
                condition=Q(telepon__isnull=True) | Q(telepon__regex=r"^\+[1-9][0-9]{7,14}$"),
                name="akun_telepon_e164",
                violation_error_message="Nomor WhatsApp belum benar. Contoh: 0812 3456 7890.",
            ),
            models.CheckConstraint(
                condition=Q(email__isnull=True) | ~Q(email=""),
                name="akun_email_tak_kosong",
                violation_error_message="Kosongkan email bila tidak ada.",
            ),
            models.CheckConstraint(
                condition=Q(telepon_dibuktikan__isnull=True, cara_bukti="")
                | (Q(telepon_dibuktikan__isnull=False, telepon__isnull=False) & ~Q(cara_bukti="")),
                name="akun_bukti_telepon_utuh",
                violation_error_message="Nomor yang dibuktikan harus ada, beserta cara pembuktiannya.",
            ),
            models.CheckConstraint(
                condition=Q(semua_kecamatan=False) | Q(is_staff=True),
                name="akun_semua_kecamatan_pegawai",
                violation_error_message="Hanya petugas yang dapat bertugas di semua kecamatan.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    def get_full_name(self) -> str:
        return self.nama

    def get_short_name(self) -> str:
        return self.nama.split(" ")[0] if self.nama else ""

    def clean(self) -> None:
        super().clean()
        self.email = (self.email or "").strip() or None
        self.telepon = self.telepon or None

    @property
    def sandi_sekali_pakai(self) -> bool:
        """True while the password is the one printed at the counter: it must be changed before anything else."""
        return self.sandi_sekali_pakai_sampai is not None

    @property
    def telepon_terbukti(self) -> bool:
        return self.telepon_dibuktikan is not None

    @property
    def subjek(self) -> str:
        """Code under which consents and the read log of this person are kept."""
        return self.subjek_kode or self.kode

    def get_session_auth_hash(self) -> str:
        """Tie sessions to the password and to `putaran_sesi`: raising the latter ends every session at once."""
        return self._sidik_sesi()

    def get_session_auth_fallback_hash(self) -> Any:
        for kunci in settings.SECRET_KEY_FALLBACKS:
            yield self._sidik_sesi(kunci)

    def _sidik_sesi(self, kunci: str | bytes | None = None) -> str:
        bahan = f"{self.password}:{self.putaran_sesi}"
        return salted_hmac("akun.Pengguna.sesi", bahan, secret=kunci, algorithm="sha256").hexdigest()
