"""The outbox: one row per message and channel, written in the transaction of its cause."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from inti import kode as kode_acak
from notifikasi import jam_kirim
from notifikasi.enums import BERANGKAT, MENUNGGU, Jenis, Kanal, Keadaan
from wilayah.models import Kecamatan

MAKS_PERCOBAAN = 12
RAHASIA = "rahasia:"
"""How the delivery key of a message begins that no official sees in the outbox."""
_WA_ME = Q(kanal=Kanal.WA_ME)
_EMAIL_JALAN = Q(kanal=Kanal.EMAIL, keadaan__in=(*MENUNGGU, Keadaan.TERKIRIM))


class PemberitahuanQuerySet(models.QuerySet["Pemberitahuan"]):
    def terlihat_oleh(self, user: Any) -> PemberitahuanQuerySet:
        """Everything for officials of the whole regency who may see the outbox, otherwise one's own inbox.

        Most messages know no kecamatan, so an official of some kecamatan sees no one else's; those to be sent by
        hand reach him through `antrean_petugas`. What goes to somebody who may have asked to stay secret is in nobody's
        outbox: there the number of the case would stand beside his address.
        """
        if getattr(user, "semua_kecamatan", False) and user.has_perm("notifikasi.view_pemberitahuan"):
            return self.exclude(kunci__startswith=RAHASIA)
        return self.kotak(user)

    def kotak(self, user: Any) -> PemberitahuanQuerySet:
        """The inbox of `user`, and of nobody else whatever their permissions."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(akun=user, kanal=Kanal.APLIKASI)

    def belum_dibaca(self) -> PemberitahuanQuerySet:
        """Arrived and not read yet; what has not arrived cannot be read."""
        return self.filter(keadaan=Keadaan.SAMPAI)

    def antrean_petugas(self, user: Any) -> PemberitahuanQuerySet:
        """What waits for the hand of `user`: messages about businesses in his kecamatan, not read meanwhile.

        Messages that know no kecamatan (about an account) wait for officials of the whole regency. One whose owner
        has an e-mail waits here only once that has died.
        """
        if not (user.is_active and user.is_staff and user.has_perm("notifikasi.kirim_wa_me")):
            return self.none()
        baris = self.filter(_WA_ME, keadaan=Keadaan.ANTRE)
        baris = baris.exclude(Exists(self.model.saudara(Q(keadaan=Keadaan.DIBACA) | _EMAIL_JALAN)))
        return baris if user.semua_kecamatan else baris.filter(kecamatan__in=user.kecamatan.all())

    def boleh_digenggam(self, user: Any, saat: datetime) -> PemberitahuanQuerySet:
        """What is due and in the hands of nobody else at `saat`."""
        bebas = Q(dikerjakan_sampai=None) | Q(dikerjakan_sampai__lt=saat) | Q(petugas=user)
        return self.filter(bebas, coba_lagi_pada__lte=saat)

    def tersampaikan(self) -> PemberitahuanQuerySet:
        """Those whose cause has reached the person another way: read in the inbox, or taken by the mail server."""
        terkirim = Q(kanal=Kanal.EMAIL, keadaan=Keadaan.TERKIRIM)
        return self.filter(Exists(self.model.saudara(Q(keadaan=Keadaan.DIBACA) | terkirim)))

    def siap(self, saat: datetime, *, matang: datetime | None = None) -> PemberitahuanQuerySet:
        """Rows that may be taken for delivery at `saat`: due since `matang`, held by nobody, allowed at this hour."""
        baris = self.filter(
            Q(dikerjakan_sampai=None) | Q(dikerjakan_sampai__lt=saat),
            keadaan__in=MENUNGGU,
            coba_lagi_pada__lte=matang or saat,
            percobaan__lt=MAKS_PERCOBAAN,
        ).exclude(Q(isi="") | _WA_ME)
        return baris if jam_kirim.buka(saat) else baris.filter(jenis=Jenis.KODE)


class Pemberitahuan(models.Model):
    """One message on one channel to one target.

    Not a case: nobody decides anything about it, it only travels, and the carrier's answer says how far.
    So it has no workflow and no history, and the word is `keadaan`, not `status`, which only
    `inti.workflow` may write. The verbs in `notifikasi.actions` are its only writers.

    `kunci` is the delivery key: the same key to the same target on the same channel is one row,
    so a cause that runs twice tells people once.
    """

    kode = models.CharField(max_length=32, unique=True, default=kode_acak.buat, editable=False)
    jenis = models.CharField(max_length=10, choices=Jenis.choices)
    kanal = models.CharField(max_length=10, choices=Kanal.choices)
    # With the account go its messages: they are personal data and prove nothing without their reader.
    akun = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="pemberitahuan"
    )
    tujuan = models.CharField(max_length=254, help_text="Alamat email, nomor, atau kode akun, menurut kanalnya.")
    templat = models.CharField(max_length=60)
    versi = models.PositiveSmallIntegerField(help_text="Versi templat pada saat pesan ditulis.")
    judul = models.CharField(max_length=150)
    isi = models.TextField(blank=True, help_text="Teks jadi; pada kode dikosongkan begitu terkirim atau lewat waktu.")
    tombol = models.CharField(max_length=40, blank=True, help_text="Kata pada tombol yang membuka alamat di bawah.")
    url = models.CharField("alamat di portal", max_length=300, blank=True)
    kunci = models.CharField("kunci pengiriman", max_length=120)
    keadaan = models.CharField(max_length=20, choices=Keadaan.choices, default=Keadaan.ANTRE, editable=False)
    percobaan = models.PositiveSmallIntegerField(default=0, editable=False)
    coba_lagi_pada = models.DateTimeField("dikirim mulai", default=timezone.now, editable=False)
    dikerjakan_sampai = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="Sampai jam ini satu pekerja memegangnya."
    )
    galat = models.CharField("sebab gagal", max_length=300, blank=True, editable=False)
    dibuat = models.DateTimeField(default=timezone.now, editable=False)
    terkirim_pada = models.DateTimeField(null=True, blank=True, editable=False)
    dibaca_pada = models.DateTimeField(null=True, blank=True, editable=False)
    nilai = models.JSONField(
        "isian templat", default=dict, blank=True, help_text="Untuk WhatsApp; pada kode dikosongkan bersama isinya."
    )
    id_penyedia = models.CharField("kode di WhatsApp", max_length=200, blank=True, editable=False)
    kecamatan = models.ForeignKey(Kecamatan, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # Who holds it while sending by hand, then who sent it or passed it over; null when the portal did.
    petugas = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = PemberitahuanQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = "pesan"
        verbose_name_plural = "pesan keluar"
        permissions = [
            ("kirim_ulang_pemberitahuan", "Can resend pesan"),
            ("kirim_wa_me", "Can send pesan by hand"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=("kunci", "kanal", "tujuan"),
                name="pemberitahuan_kunci_unik",
                violation_error_message="Pesan ini sudah ditulis untuk tujuan yang sama.",
            ),
            models.CheckConstraint(
                condition=Q(jenis__in=Jenis.values, kanal__in=Kanal.values, keadaan__in=Keadaan.values),
                name="pemberitahuan_pilihan_dikenal",
                violation_error_message="Jenis, kanal, atau keadaan pesan tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=~Q(kunci="") & ~Q(tujuan="") & ~Q(judul=""),
                name="pemberitahuan_lengkap",
                violation_error_message="Pesan harus punya tujuan, judul, dan kunci pengiriman.",
            ),
            models.CheckConstraint(
                condition=~Q(kanal=Kanal.APLIKASI)
                | Q(akun__isnull=False, keadaan__in=(Keadaan.SAMPAI, Keadaan.DIBACA)) & ~Q(jenis=Jenis.KODE),
                name="pemberitahuan_kotak_milik_akun",
                violation_error_message="Kotak pesan hanya untuk akun, langsung sampai, dan tidak memuat kode.",
            ),
            models.CheckConstraint(
                condition=~Q(templat__startswith="kode_") | Q(jenis=Jenis.KODE),
                name="pemberitahuan_kode_berjenis_kode",
                violation_error_message="Templat kode hanya boleh dikirim sebagai kode sekali pakai.",
            ),
            models.CheckConstraint(
                condition=~Q(isi="") | Q(jenis=Jenis.KODE),
                name="pemberitahuan_berisi",
                violation_error_message="Isi pesan tidak boleh kosong.",
            ),
            models.CheckConstraint(
                condition=Q(url="") | Q(url__regex=r"^/([^/\\[:space:]][^\\[:space:]]*)?$"),
                name="pemberitahuan_url_di_portal",
                violation_error_message="Alamat pesan harus di dalam portal, diawali satu garis miring.",
            ),
            models.CheckConstraint(
                condition=Q(keadaan__in=BERANGKAT, terkirim_pada__isnull=False)
                | (~Q(keadaan__in=BERANGKAT) & Q(terkirim_pada__isnull=True)),
                name="pemberitahuan_terkirim_bertanggal",
                violation_error_message="Waktu terkirim ada bila, dan hanya bila, pesan sudah terkirim.",
            ),
            models.CheckConstraint(
                condition=Q(keadaan=Keadaan.DIBACA, dibaca_pada__isnull=False)
                | (~Q(keadaan=Keadaan.DIBACA) & Q(dibaca_pada__isnull=True)),
                name="pemberitahuan_dibaca_bertanggal",
                violation_error_message="Waktu dibaca ada bila, dan hanya bila, pesan sudah dibaca.",
            ),
            models.CheckConstraint(
                condition=~Q(keadaan__in=(Keadaan.GAGAL, Keadaan.MATI, Keadaan.DILEWATI)) | ~Q(galat=""),
                name="pemberitahuan_gagal_bersebab",
                violation_error_message="Pesan yang gagal atau dilewati harus menyebut sebabnya.",
            ),
            models.CheckConstraint(
                condition=Q(dikerjakan_sampai__isnull=True) | Q(keadaan__in=MENUNGGU),
                name="pemberitahuan_dikerjakan_selama_menunggu",
                violation_error_message="Hanya pesan yang menunggu yang dapat dikerjakan.",
            ),
            models.CheckConstraint(
                condition=~_WA_ME
                | Q(
                    jenis=Jenis.PERKARA,
                    keadaan__in=(Keadaan.ANTRE, Keadaan.DILEWATI, Keadaan.DIKIRIM_PETUGAS, Keadaan.MATI),
                ),
                name="pemberitahuan_wa_me_lewat_petugas",
                violation_error_message="Lewat petugas hanya kabar perkara, dan petugas yang menyatakan terkirim.",
            ),
            models.CheckConstraint(
                condition=~Q(keadaan=Keadaan.DIKIRIM_PETUGAS) | _WA_ME & Q(petugas__isnull=False),
                name="pemberitahuan_dikirim_petugas_bernama",
                violation_error_message="Pesan yang dikirim petugas harus menyebut petugasnya.",
            ),
            models.CheckConstraint(
                condition=~Q(jenis=Jenis.KABAR) | Q(akun__isnull=False),
                name="pemberitahuan_kabar_milik_akun",
                violation_error_message="Kabar umum hanya untuk akun, karena persetujuannya tercatat di sana.",
            ),
            models.CheckConstraint(
                condition=~Q(isi="") | Q(nilai={}),
                name="pemberitahuan_kode_tanpa_nilai",
                violation_error_message="Kode yang sudah dikosongkan tidak boleh tersisa di isian templat.",
            ),
        ]
        indexes = [
            models.Index(
                fields=("akun", "-keadaan", "-id"), condition=Q(kanal=Kanal.APLIKASI), name="pemberitahuan_kotak"
            ),
            models.Index(
                fields=("coba_lagi_pada",),
                condition=Q(keadaan__in=MENUNGGU) & ~_WA_ME,
                name="pemberitahuan_antrean",
            ),
            models.Index(
                fields=("coba_lagi_pada",),
                condition=_WA_ME & Q(keadaan=Keadaan.ANTRE),
                name="pemberitahuan_antre_petugas",
            ),
            models.Index(fields=("id_penyedia",), condition=~Q(id_penyedia=""), name="pemberitahuan_id_penyedia"),
            models.Index(fields=("akun", "dibuat"), condition=Q(jenis=Jenis.KABAR), name="pemberitahuan_kabar"),
            models.Index(fields=("-id",), condition=Q(keadaan=Keadaan.MATI), name="pemberitahuan_mati"),
            models.Index(
                fields=("dibuat",), condition=_WA_ME & Q(keadaan=Keadaan.DILEWATI), name="pemberitahuan_dilewati"
            ),
            models.Index(fields=("tujuan",), name="pemberitahuan_tujuan"),
            models.Index(
                fields=("dibuat",), condition=Q(jenis=Jenis.KODE) & ~Q(isi=""), name="pemberitahuan_kode_berisi"
            ),
        ]

    def __str__(self) -> str:
        return self.judul

    @classmethod
    def saudara(cls, syarat: Q) -> models.QuerySet[Pemberitahuan]:
        """The rows of the same cause to the same person on another channel, for a subquery over messages."""
        orang_sama = Q(akun=OuterRef("akun")) | Q(akun=None)
        return cls.objects.filter(syarat, orang_sama, kunci=OuterRef("kunci"))
