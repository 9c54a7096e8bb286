"""The reports of the services: each request, promises kept per service, and the register of letters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django import forms
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.utils import timezone

from akun.permissions import kecamatan_kerja
from inti import jam
from inti.kalender import awal_hari, libur
from inti.laporan import BILANGAN, TANGGAL, Kolom, Laporan, SaringanForm
from inti.perkara import lewat
from layanan.enums import MENUNGGU_KAMI, SELESAI, JenisTanda, SebabBatal, StatusPermohonan
from layanan.kenyataan import JENDELA, ringkas
from layanan.models import Layanan, NomorSurat, Permohonan, RiwayatPermohonan, TahapTanda
from umkm.reports import BERTAHUN_WAJAR, SEMUA, TanggalInput
from wilayah.models import Kecamatan

S = StatusPermohonan


class _TempatForm(SaringanForm):
    """Service, kecamatan and days, as every report of the services is narrowed."""

    layanan: Any = forms.ModelChoiceField(
        label="Layanan", queryset=Layanan.objects.order_by("urut", "nama"), empty_label="Semua"
    )
    kecamatan: Any = forms.ModelChoiceField(
        label="Kecamatan", queryset=Kecamatan.objects.order_by("nama"), empty_label="Semua"
    )
    dari = forms.DateField(label="Sejak", widget=TanggalInput, validators=BERTAHUN_WAJAR)
    sampai = forms.DateField(label="Sampai", widget=TanggalInput, validators=BERTAHUN_WAJAR)

    def __init__(self, data: Mapping[str, Any] | None = None, *, user: Any) -> None:
        super().__init__(data, user=user)
        lingkup = kecamatan_kerja(user)
        if lingkup is not None:
            pilihan: Any = self.fields["kecamatan"]
            pilihan.queryset = pilihan.queryset.filter(pk__in=lingkup)

    def clean(self) -> None:
        dari, sampai = self.cleaned_data.get("dari"), self.cleaned_data.get("sampai")
        if dari and sampai and sampai < dari:
            raise ValidationError({"sampai": "Tanggal ini sebelum tanggal “Sejak”. Tukar keduanya."})


class DaftarPermohonanForm(_TempatForm):
    status = forms.ChoiceField(label="Status", choices=[SEMUA, *((s, s.label) for s in S if s != S.DRAF)])
    janji = forms.ChoiceField(label="Janji", choices=[SEMUA, ("lewat", "Lewat janji")])
    field_order = ("layanan", "status", "janji", "kecamatan", "dari", "sampai")


class KetepatanForm(_TempatForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dari"].help_text = "Menurut hari ditutupnya. Kosong: 90 hari terakhir."


class RegisterForm(_TempatForm):
    keadaan = forms.ChoiceField(label="Keadaan", choices=[SEMUA, ("berlaku", "Berlaku"), ("dibatalkan", "Dibatalkan")])


# --- Each request ------------------------------------------------------------------------------


def daftar_permohonan(user: Any, saringan: Mapping[str, Any]) -> QuerySet[Permohonan]:
    """Return the requests that were sent, in scope of `user`, the oldest first; a draft is nobody's case."""
    qs = _terkirim(user, saringan).exclude(status=S.DRAF)
    masuk = RiwayatPermohonan.objects.filter(permohonan=OuterRef("pk"), verba="ajukan").order_by("pada", "pk")
    qs = qs.annotate(masuk=Subquery(masuk.values("pada")[:1]))
    if saringan.get("status"):
        qs = qs.filter(status=saringan["status"])
    if saringan.get("janji"):
        qs = qs.filter(lewat(), status__in=MENUNGGU_KAMI)
    return qs.filter(_rentang("masuk", saringan)).order_by("pk")


def _terkirim(user: Any, saringan: Mapping[str, Any]) -> QuerySet[Permohonan]:
    """The requests that were ever sent, with their history as two arrays and the moment of their closing."""
    baris = RiwayatPermohonan.objects.filter(permohonan=OuterRef("pk")).order_by("pada", "pk")
    qs = Permohonan.objects.terlihat_oleh(user).exclude(kode_resi=None).filter(_tempat(saringan))
    return qs.annotate(
        tutup=Case(
            When(status__in=SELESAI, then=Subquery(baris.filter(ke__in=SELESAI).order_by("-pk").values("pada")[:1]))
        ),
        pada=ArraySubquery(baris.values("pada")),
        siapa=ArraySubquery(baris.values("pemegang")),
    )


def _tempat(saringan: Mapping[str, Any], awal: str = "") -> Q:
    syarat = Q()
    if saringan.get("layanan"):
        syarat &= Q(**{f"{awal}layanan": saringan["layanan"]})
    if saringan.get("kecamatan"):
        syarat &= Q(**{f"{awal}usaha__desa__kecamatan": saringan["kecamatan"]})
    return syarat


def _rentang(kolom: str, saringan: Mapping[str, Any]) -> Q:
    syarat = Q()
    if saringan.get("dari"):
        syarat &= Q(**{f"{kolom}__gte": awal_hari(saringan["dari"])})
    if saringan.get("sampai"):
        syarat &= Q(**{f"{kolom}__lt": awal_hari(saringan["sampai"] + timedelta(days=1))})
    return syarat


def lama(pada: Iterable[datetime], pemegang: Iterable[str]) -> tuple[int, int, int]:
    """Return the working days with us, the applicant and other bodies, from the lines of one history."""
    return _lama(tuple(pada), tuple(pemegang), timezone.localdate())


@lru_cache(maxsize=8)
def _lama(pada: tuple[datetime, ...], pemegang: tuple[str, ...], hari: date) -> tuple[int, int, int]:
    """Three columns ask for the same row one after the other."""
    baris = [(p, siapa or None) for p, siapa in zip(pada, pemegang, strict=True)]
    bagian = jam.bagian(jam.sejak_dibuka(baris), kini=timezone.now(), libur=libur())
    kami, pemohon = bagian.pop(jam.KAMI, 0), bagian.pop(jam.PEMOHON, 0)
    return kami, pemohon, sum(bagian.values())


def _bagian(n: int) -> Any:
    return lambda pada, pemegang: lama(pada, pemegang)[n]


def _hari(pada: datetime | None) -> date | None:
    return timezone.localtime(pada).date() if pada else None


_JAM = ("pada", "siapa")

DAFTAR_PERMOHONAN = Laporan(
    kode="daftar-permohonan",
    judul="Daftar permohonan",
    keterangan="Satu baris untuk satu permohonan layanan yang sudah dikirim: statusnya, harinya di tangan siapa, "
    "dan janjinya. Tanggal menyaring menurut hari dikirim.",
    izin="layanan.view_permohonan",
    formulir=DaftarPermohonanForm,
    data=daftar_permohonan,
    kolom=(
        Kolom("Nomor permohonan", "nomor", lebar=18, kertas=5),
        Kolom("Layanan", "layanan__nama", lebar=32, kertas=7),
        Kolom("Nomor usaha", "usaha__nomor", lebar=18, kertas=5),
        Kolom("Nama usaha", "usaha__nama", lebar=32, kertas=7),
        Kolom("Kecamatan", "usaha__desa__kecamatan__nama", kertas=4),
        Kolom("Desa atau kelurahan", "usaha__desa__nama", lebar=20),
        Kolom("Dikirim", "masuk", TANGGAL, olah=_hari, lebar=12, kertas=4),
        Kolom("Status", "status", olah=dict(S.choices).get, lebar=22, kertas=5),
        Kolom("Sebab batal", "sebab_batal", olah=dict(SebabBatal.choices).get, lebar=28),
        Kolom("Alasan ditolak", "alasan_tolak__nama", lebar=28),
        Kolom("Ditutup", "tutup", TANGGAL, olah=_hari, lebar=12),
        Kolom("Janji (hari kerja)", "janji_hari", BILANGAN, lebar=10),
        Kolom("Paling lambat", "jatuh_tempo", TANGGAL, lebar=12, kertas=4),
        Kolom("Hari di kami", _JAM, BILANGAN, olah=_bagian(0), lebar=10, kertas=2),
        Kolom("Hari di pemohon", _JAM, BILANGAN, olah=_bagian(1), lebar=10, kertas=2),
        Kolom("Hari di instansi", _JAM, BILANGAN, olah=_bagian(2), lebar=10, kertas=2),
        Kolom("Instansi", "instansi", lebar=16),
        Kolom("Petugas", "petugas__nama", lebar=24),
        Kolom("Bidang", "bidang__nama", lebar=24),
        Kolom("Dari loket", "atas_nama", olah=lambda ya: "ya" if ya else ""),
    ),
)


# --- Promises kept, per service ----------------------------------------------------------------


def ketepatan(user: Any, saringan: Mapping[str, Any]) -> QuerySet[Layanan]:
    """Return the services, each with its figures as one array: see `_susun` for their order.

    The clock is derived from history, which no SQL can do; the rows still come as a queryset, as of every report.
    """
    hitung = _hitung(user, saringan)
    bila = [When(pk=pk, then=Value(_susun(**isi), ArrayField(TextField()))) for pk, isi in hitung.items()]
    kosong = Value(_susun(), ArrayField(TextField()))
    qs = Layanan.objects.filter(pk=saringan["layanan"].pk) if saringan.get("layanan") else Layanan.objects.all()
    angka = Case(*bila, default=kosong, output_field=ArrayField(TextField())) if bila else kosong
    return qs.annotate(angka=angka).order_by("urut", "nama", "pk")


def _hitung(user: Any, saringan: Mapping[str, Any]) -> dict[int, dict[str, Any]]:
    """Gather per service what was closed within the days, and what is still open now."""
    semua, waktu = _terkirim(user, saringan).order_by(), dict(saringan)
    if not waktu.get("dari") and not waktu.get("sampai"):
        waktu["dari"] = timezone.localdate() - JENDELA
    tertutup = semua.filter(_rentang("tutup", waktu), status__in=SELESAI)
    hasil: dict[int, dict[str, Any]] = {}
    kolom = ("layanan", "status", "sebab_batal", "janji_hari", "pada", "siapa")
    for pk, status, sebab, janji, pada, siapa in tertutup.values_list(*kolom).iterator(chunk_size=2000):
        satu = hasil.setdefault(pk, _nol())
        if status == S.DIBATALKAN:
            satu["batal" if sebab == SebabBatal.PEMOHON else "kedaluwarsa"] += 1
        else:
            satu["lama"].append((*lama(pada, siapa), janji))
    buka = semua.exclude(status__in=(*SELESAI, S.DRAF)).values_list("layanan", "status", "jatuh_tempo")
    hari_ini = timezone.localdate()
    for pk, status, tempo in buka.iterator(chunk_size=2000):
        satu = hasil.setdefault(pk, _nol())
        satu["buka"] += 1
        satu["lewat"] += status in MENUNGGU_KAMI and tempo is not None and tempo < hari_ini
    return hasil


def _nol() -> dict[str, Any]:
    return {"lama": [], "batal": 0, "kedaluwarsa": 0, "buka": 0, "lewat": 0}


def _susun(
    lama: Iterable[tuple[int, int, int, int]] = (), batal: int = 0, kedaluwarsa: int = 0, buka: int = 0, lewat: int = 0
) -> list[str | None]:
    """Return decided, in time, share, median, p90, days with us, applicant, bodies; given up, expired, open, late."""
    lama = list(lama)
    nyata = ringkas([(kami, janji) for kami, _, _, janji in lama])
    hari = [sum(satu[n] for satu in lama) for n in range(3)]
    angka = [nyata.jumlah, nyata.tepat, nyata.persen, nyata.tengah_kata or None, nyata.p90, *hari]
    return [None if n is None else str(n) for n in (*angka, batal, kedaluwarsa, buka, lewat)]


def _angka(n: int) -> Any:
    return lambda larik: None if larik[n] is None else int(larik[n])


def _kolom_angka(judul: str, n: int, kertas: int = 3) -> Kolom:
    return Kolom(judul, "angka", BILANGAN, olah=_angka(n), lebar=12, kertas=kertas)


KETEPATAN = Laporan(
    kode="ketepatan-janji",
    judul="Ketepatan janji per layanan",
    keterangan="Satu baris untuk satu layanan: berapa yang diputuskan, berapa yang tepat janji, dan di tangan siapa "
    "hari-harinya. Yang kedaluwarsa terpisah dari yang dibatalkan pemohon sendiri.",
    izin="layanan.view_permohonan",
    formulir=KetepatanForm,
    data=ketepatan,
    kolom=(
        Kolom("Layanan", "nama", lebar=40, kertas=9),
        Kolom("Janji (hari kerja)", "hari_janji", BILANGAN, lebar=10, kertas=2),
        _kolom_angka("Diputuskan", 0),
        _kolom_angka("Tepat janji", 1),
        _kolom_angka("Tepat janji (%)", 2),
        Kolom("Nilai tengah (hari di kami)", "angka", olah=lambda larik: larik[3], lebar=14, kertas=3),
        _kolom_angka("9 dari 10 tidak lebih dari (hari)", 4),
        _kolom_angka("Hari di kami", 5),
        _kolom_angka("Hari di pemohon", 6),
        _kolom_angka("Hari di instansi", 7),
        _kolom_angka("Dibatalkan pemohon", 8),
        _kolom_angka("Kedaluwarsa", 9),
        _kolom_angka("Belum diputuskan", 10),
        _kolom_angka("Lewat janji sekarang", 11),
    ),
)


# --- The register of letters -------------------------------------------------------------------


def register(user: Any, saringan: Mapping[str, Any]) -> QuerySet[NomorSurat]:
    """Return the numbers of letters in their order, the voided ones with their reason."""
    terlihat = Permohonan.objects.terlihat_oleh(user).values("pk")
    tanda = TahapTanda.objects.filter(
        permohonan=OuterRef("permohonan"), jenis=JenisTanda.TANDA_TANGAN, pada__date=OuterRef("tanggal")
    )
    qs = NomorSurat.objects.filter(permohonan__in=terlihat).filter(_tempat(saringan, "permohonan__"))
    if saringan.get("keadaan"):
        qs = qs.filter(dibatalkan_pada__isnull=saringan["keadaan"] == "berlaku")
    if saringan.get("dari"):
        qs = qs.filter(tanggal__gte=saringan["dari"])
    if saringan.get("sampai"):
        qs = qs.filter(tanggal__lte=saringan["sampai"])
    pejabat = Subquery(tanda.order_by("-pada").values("pejabat")[:1])
    return qs.annotate(penanda=pejabat).order_by("tahun", "seri", "urut", "pk")


REGISTER = Laporan(
    kode="register-surat",
    judul="Register nomor surat",
    keterangan="Satu baris untuk satu nomor surat layanan, juga yang dibatalkan beserta alasannya. Tanggal menyaring "
    "menurut tanggal surat.",
    izin="layanan.view_nomorsurat",
    formulir=RegisterForm,
    data=register,
    kolom=(
        Kolom("Nomor surat", "nomor", lebar=28, kertas=7),
        Kolom("Tanggal surat", "tanggal", TANGGAL, lebar=12, kertas=4),
        Kolom("Layanan", "permohonan__layanan__nama", lebar=36, kertas=8),
        Kolom("Nomor permohonan", "permohonan__nomor", lebar=18, kertas=5),
        Kolom("Nomor usaha", "permohonan__usaha__nomor", lebar=18, kertas=5),
        Kolom("Kecamatan", "permohonan__usaha__desa__kecamatan__nama", kertas=4),
        Kolom("Ditandatangani", "penanda", lebar=32, kertas=6),
        Kolom("Seri", "seri__kode", lebar=20),
        Kolom("Nomor urut", "urut", BILANGAN, lebar=10),
        Kolom("Keadaan", "dibatalkan_pada", olah=lambda pada: "Dibatalkan" if pada else "Berlaku", kertas=4),
        Kolom("Dibatalkan", "dibatalkan_pada", TANGGAL, olah=_hari, lebar=12),
        Kolom("Alasan batal", "alasan_batal", lebar=36, kertas=6),
    ),
)

LAPORAN = (DAFTAR_PERMOHONAN, KETEPATAN, REGISTER)
