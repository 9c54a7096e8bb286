"""The appointment, a case; and those who wait for a free hour."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse
from django.utils import timezone

from inti.kode import buat
from inti.perkara import Perkara, Riwayat
from konsultasi import workflow
from konsultasi.enums import RUPA_STATUS, HasilTunggu, SebabBatal, StatusJanjiTemu
from konsultasi.models.meja import Meja
from umkm.models import PelakuUsaha, Usaha

S = StatusJanjiTemu


class OrangQuerySet(models.QuerySet[Any]):
    def dikelola(self, user: Any) -> Any:
        """Narrow to what is one's own, or about a business that one owns or helps with."""
        return self.filter(Q(akun=user) | Q(usaha__in=Usaha.objects.dikelola(user).values("pk")))

    def milik(self, akun: Any, telepon: str) -> Any:
        """Narrow to one person: by the account, and by the number, said at the counter or of an account."""
        siapa = Q(akun=akun) if akun is not None else Q(pk__in=())
        if telepon:
            siapa |= Q(telepon=telepon) | Q(akun__telepon=telepon)
        return self.filter(siapa)

    def terlihat_oleh(self, user: Any) -> Any:
        """Narrow to what `user` may see: one's own, and for officials what belongs to the desks in reach."""
        if not user.has_perm(f"konsultasi.view_{self.model._meta.model_name}"):
            return self.dikelola(user)
        sendiri = Q(akun=user) | Q(usaha__in=Usaha.objects.dikelola(user).values("pk"))
        return self.filter(sendiri | Q(meja__in=Meja.objects.terlihat_oleh(user)))


class JanjiTemuQuerySet(OrangQuerySet):
    def mendatang(self) -> JanjiTemuQuerySet:
        """Narrow to what is booked and not yet over."""
        return self.filter(status=S.DIPESAN, selesai__gt=timezone.now())


class Orang(models.Model):
    """Who it is for: an account, or somebody without one whose name and number were said at the counter."""

    akun = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    nama = models.CharField("nama", max_length=100, blank=True, editable=False)
    telepon = models.CharField("nomor WhatsApp", max_length=16, blank=True, editable=False, db_index=True)
    usaha = models.ForeignKey(
        Usaha, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+", verbose_name="usaha"
    )
    perihal = models.CharField("perihal", max_length=200, editable=False)

    class Meta:
        abstract = True

    @property
    def nama_orang(self) -> str:
        return self.akun.nama if self.akun else self.nama

    @property
    def telepon_orang(self) -> str:
        """The number to call; of an account the one it logs in with."""
        return self.telepon or (self.akun.telepon if self.akun else "") or ""

    @property
    def telepon_pesan(self) -> str:
        """The number that messages go to: the one said at the counter, else that of the person in the registry."""
        if self.telepon or self.akun is None:
            return self.telepon
        pelaku = PelakuUsaha.objects.filter(akun=self.akun, meninggal_pada=None).first()
        return pelaku.telepon if pelaku else ""


def _berorang(nama: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(akun__isnull=False) | ~Q(nama=""),
        name=nama,
        violation_error_message="Sebutkan akun atau nama orangnya.",
    )


class DaftarTunggu(Orang):
    """A place on the list of those who wait for a free hour at a desk, from one day to another; first come, first."""

    kode = models.CharField(max_length=20, unique=True, default=buat, editable=False)
    meja = models.ForeignKey(Meja, on_delete=models.PROTECT, related_name="tunggu", editable=False)
    dari = models.DateField("dari hari")
    sampai = models.DateField("sampai hari")
    dibuat = models.DateTimeField(auto_now_add=True)
    selesai_pada = models.DateTimeField(null=True, editable=False)
    hasil = models.CharField("hasil", max_length=10, blank=True, choices=HasilTunggu, editable=False)

    objects = OrangQuerySet.as_manager()

    class Meta:
        verbose_name = "penunggu jam kosong"
        verbose_name_plural = "penunggu jam kosong"
        ordering = ("pk",)
        default_permissions = ("view",)
        constraints = [
            _berorang("daftar_tunggu_berorang"),
            models.CheckConstraint(
                condition=Q(sampai__gte=F("dari")),
                name="daftar_tunggu_berurutan",
                violation_error_message="Hari terakhir harus pada atau setelah hari pertama.",
            ),
            models.CheckConstraint(
                condition=Q(selesai_pada__isnull=True, hasil="")
                | Q(selesai_pada__isnull=False, hasil__in=HasilTunggu.values),
                name="daftar_tunggu_selesai_berhasil",
                violation_error_message="Yang selesai menunggu harus menyebut hasilnya.",
            ),
            models.UniqueConstraint(
                fields=["meja", "akun"],
                condition=Q(selesai_pada=None),
                name="daftar_tunggu_akun_sekali",
                violation_error_message="Anda sudah menunggu jam kosong di meja ini.",
            ),
            models.UniqueConstraint(
                fields=["meja", "telepon"],
                condition=Q(selesai_pada=None) & ~Q(telepon=""),
                name="daftar_tunggu_nomor_sekali",
                violation_error_message="Nomor ini sudah menunggu jam kosong di meja ini.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meja}, {self.dari:%d-%m-%Y}–{self.sampai:%d-%m-%Y}"


class JanjiTemu(Orang, Perkara):
    """An hour that one person has at one desk, or is being offered for a while (`tawaran_sampai`).

    Place and topic are copied from the hours at booking: what was promised stays. `terganggu_pada` says since when the
    person is asked to choose another time, because of an absence, a day off or changed hours.
    """

    ALUR = workflow.JANJI_TEMU

    kode = models.CharField(max_length=20, unique=True, default=buat, editable=False)
    nomor = models.CharField("nomor janji temu", max_length=20, unique=True, editable=False)
    status = models.CharField(max_length=30, choices=StatusJanjiTemu, editable=False, db_index=True)
    meja = models.ForeignKey(Meja, on_delete=models.PROTECT, related_name="janji_temu", editable=False)
    mulai = models.DateTimeField("mulai", editable=False)
    selesai = models.DateTimeField("selesai", editable=False)
    tempat = models.CharField("tempat", max_length=120, editable=False)
    topik = models.CharField("topik", max_length=120, editable=False)
    di_loket = models.BooleanField("dibuat petugas atas nama orangnya", default=False, editable=False)
    tunggu = models.ForeignKey(
        DaftarTunggu, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="tawaran"
    )
    tawaran_sampai = models.DateTimeField(null=True, editable=False)
    terganggu_pada = models.DateTimeField(null=True, editable=False)
    pindah_ke = models.PositiveSmallIntegerField("berapa kali pindah waktu", default=0, editable=False)
    sebab_batal = models.CharField(max_length=16, choices=SebabBatal, blank=True, editable=False)
    hasil = models.CharField("hasil", max_length=300, blank=True, editable=False)
    dibuat = models.DateTimeField(auto_now_add=True)

    objects = JanjiTemuQuerySet.as_manager()

    class Meta:
        verbose_name = "janji temu"
        verbose_name_plural = "janji temu"
        ordering = ("mulai", "pk")
        default_permissions = ("view",)
        permissions = [
            ("pesan_di_loket", "Memesankan jam untuk orang di loket"),
            ("layani_konsultasi", "Melayani konsultasi: hadir, tidak hadir, batalkan"),
        ]
        indexes = [
            models.Index(fields=["status", "mulai"]),
            models.Index(fields=["akun", "status"]),
            models.Index(fields=["meja", "selesai"]),
        ]
        constraints = [
            _berorang("janji_temu_berorang"),
            models.CheckConstraint(
                condition=Q(status__in=StatusJanjiTemu.values),
                name="janji_temu_status_dikenal",
                violation_error_message="Status janji temu tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(selesai__gt=F("mulai")),
                name="janji_temu_berurutan",
                violation_error_message="Janji temu harus selesai setelah mulainya.",
            ),
            models.CheckConstraint(
                condition=(Q(status=S.DIBATALKAN) & Q(sebab_batal__in=SebabBatal.values))
                | (~Q(status=S.DIBATALKAN) & Q(sebab_batal="")),
                name="janji_temu_batal_bersebab",
                violation_error_message="Janji temu yang dibatalkan harus menyebut sebabnya, yang lain tidak.",
            ),
            models.CheckConstraint(
                condition=~Q(status=S.DITAWARKAN) | Q(tawaran_sampai__isnull=False, tunggu__isnull=False),
                name="janji_temu_tawaran_berakhir",
                violation_error_message="Tawaran harus punya waktu berakhir dan orang yang menunggunya.",
            ),
            models.UniqueConstraint(
                fields=["tunggu", "mulai"],
                name="janji_temu_ditawarkan_sekali",
                violation_error_message="Jam ini sudah pernah ditawarkan kepada orang itu.",
            ),
            # Two people are never in one slot, nor in two that overlap; an offer holds its slot like a booking.
            ExclusionConstraint(
                name="janji_temu_satu_orang_satu_jam",
                expressions=[
                    (Func(F("meja"), F("meja"), Value("[]"), function="int8range"), RangeOperators.OVERLAPS),
                    (Func(F("mulai"), F("selesai"), function="tstzrange"), RangeOperators.OVERLAPS),
                ],
                condition=~Q(status=S.DIBATALKAN),
                violation_error_message="Jam ini sudah diambil orang lain. Pilih jam lain.",
            ),
        ]

    def __str__(self) -> str:
        return self.nomor

    def get_absolute_url(self) -> str:
        return reverse("konsultasi:janji_temu", args=[self.kode])

    @property
    def rupa_status(self) -> str:
        return "tunggu" if self.terganggu else RUPA_STATUS[S(self.status)]

    @property
    def nama_status(self) -> str:
        """The status in words; one that must be moved says so."""
        return "Perlu waktu lain" if self.terganggu else self.get_status_display()

    @property
    def terganggu(self) -> bool:
        """Whether the person is being asked to choose another time."""
        return self.status == S.DIPESAN and self.terganggu_pada is not None

    @property
    def lewat(self) -> bool:
        return self.mulai <= timezone.now()


class RiwayatJanjiTemu(Riwayat):
    janji_temu = models.ForeignKey(JanjiTemu, on_delete=models.PROTECT, related_name="riwayat")

    class Meta(Riwayat.Meta):
        verbose_name = "riwayat janji temu"
        verbose_name_plural = "riwayat janji temu"
        default_permissions = ("view",)
