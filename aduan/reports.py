"""The reports of complaints: the list for SP4N-LAPOR, whose columns are data, and the months by kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, TruncMonth
from django.utils import timezone

from aduan.enums import JenisTanggapan, Kelompok, StatusAduan
from aduan.models import Aduan, KolomSp4n, Tanggapan
from aduan.models.aduan import S
from inti.kalender import awal_hari
from inti.laporan import BILANGAN, TANGGAL, TEKS, Kolom, Laporan, SaringanForm
from inti.perkara import lewat
from umkm.reports import BERTAHUN_WAJAR, SEMUA, TanggalInput


class RentangForm(SaringanForm):
    dari = forms.DateField(label="Masuk sejak", widget=TanggalInput, validators=BERTAHUN_WAJAR)
    sampai = forms.DateField(label="Masuk sampai", widget=TanggalInput, validators=BERTAHUN_WAJAR)

    def clean(self) -> None:
        dari, sampai = self.cleaned_data.get("dari"), self.cleaned_data.get("sampai")
        if dari and sampai and sampai < dari:
            raise ValidationError({"sampai": "Tanggal ini sebelum tanggal “Masuk sejak”. Tukar keduanya."})


class Sp4nForm(RentangForm):
    kelompok = forms.ChoiceField(label="Klasifikasi", choices=[SEMUA, *Kelompok.choices])
    status = forms.ChoiceField(label="Status", choices=[SEMUA, *StatusAduan.choices])


def _rentang(qs: QuerySet[Aduan], saringan: Mapping[str, Any]) -> QuerySet[Aduan]:
    if saringan.get("dari"):
        qs = qs.filter(dibuat__gte=awal_hari(saringan["dari"]))
    if saringan.get("sampai"):
        qs = qs.filter(dibuat__lt=awal_hari(date.fromordinal(saringan["sampai"].toordinal() + 1)))
    return qs


def untuk_sp4n(user: Any, saringan: Mapping[str, Any]) -> QuerySet[Aduan]:
    """Return the reports in scope of `user`, the oldest first, with the last answer. Who reported is never a column."""
    qs = _rentang(Aduan.objects.terlihat_oleh(user), saringan)
    if saringan.get("kelompok"):
        qs = qs.filter(jenis__kelompok=saringan["kelompok"])
    if saringan.get("status"):
        qs = qs.filter(status=saringan["status"])
    terakhir = Tanggapan.objects.filter(
        aduan=OuterRef("pk"), jenis__in=(JenisTanggapan.JAWABAN, JenisTanggapan.PUTUSAN)
    ).order_by("-pk")
    return qs.annotate(jawaban_terakhir=Subquery(terakhir.values("teks")[:1])).order_by("pk")


def _label(pilihan: Any) -> Callable[[Any], str]:
    return lambda nilai: str(dict(pilihan).get(nilai, "")) if nilai else ""


def _hari(waktu: Any) -> Any:
    return timezone.localdate(waktu)


def _isi(isi: str, ringkasan: str) -> str:
    return isi or ringkasan


# What each kind of column is read from.
SUMBER: dict[str, dict[str, Any]] = {
    "nomor": {"sumber": "nomor", "lebar": 18, "kertas": 2},
    "tanggal": {"sumber": "dibuat", "jenis": TANGGAL, "olah": _hari, "kertas": 2},
    "jenis": {"sumber": "jenis__nama", "lebar": 28, "kertas": 2},
    "kelompok": {"sumber": "jenis__kelompok", "olah": _label(Kelompok.choices), "kertas": 2},
    "perihal": {"sumber": "perihal", "lebar": 30, "kertas": 3},
    "isi": {"sumber": ("isi", "ringkasan"), "olah": _isi, "lebar": 60},
    "isi_publik": {"sumber": "teks_publik", "lebar": 60, "kertas": 4},
    "unit": {"sumber": "unit__nama", "lebar": 24, "kertas": 2},
    "status": {"sumber": "status", "olah": _label(StatusAduan.choices), "lebar": 22, "kertas": 2},
    "jatuh_tempo": {"sumber": "jatuh_tempo", "jenis": TANGGAL},
    "jawaban": {"sumber": "jawaban_terakhir", "lebar": 60},
    "identitas": {"sumber": "identitas", "olah": lambda nilai: nilai.capitalize()},
}


@dataclass(frozen=True)
class LaporanSp4n(Laporan):
    """A report whose columns the office edits: no format of SP4N-LAPOR is published."""

    def kolom_bagi(self, user: Any, saringan: Mapping[str, Any]) -> tuple[Kolom, ...]:
        pilihan = KolomSp4n.objects.filter(aktif=True)
        return tuple(Kolom(k.judul, **{"jenis": TEKS, **SUMBER[k.sumber]}) for k in pilihan) or self.kolom


def per_bulan(user: Any, saringan: Mapping[str, Any]) -> QuerySet[Any]:
    """Return one row for each month and kind: how many came in, were answered in time, late, are open and late now."""
    belum = Q(tepat=None, status__in=(S.MASUK, S.PERBAIKAN, S.DITERUSKAN, S.KEBERATAN))
    return (
        _rentang(Aduan.objects.terlihat_oleh(user), saringan)
        .annotate(bulan=TruncMonth("dibuat"), nama_jenis=Coalesce("jenis__nama", Value("")))
        .order_by()
        .values("bulan", "nama_jenis")
        .annotate(
            masuk=Count("pk"),
            tepat_waktu=Count("pk", filter=Q(tepat=True)),
            jawab_terlambat=Count("pk", filter=Q(tepat=False)),
            berjalan=Count("pk", filter=belum & ~lewat()),
            lewat_janji=Count("pk", filter=belum & lewat()),
            tidak_dijawab=Count("pk", filter=Q(tepat=None) & ~belum),
        )
        .order_by("bulan", "nama_jenis")
    )


def _bulan(waktu: Any) -> str:
    return f"{timezone.localdate(waktu):%Y-%m}"


LAPORAN = (
    LaporanSp4n(
        kode="aduan-sp4n",
        judul="Laporan warga untuk SP4N-LAPOR",
        keterangan="Untuk diserahkan ke SP4N-LAPOR. Kolomnya contoh dan dapat diubah di “Kolom SP4N-LAPOR”. "
        "Siapa pelapornya tidak pernah ikut.",
        izin="aduan.serahkan_sp4n",
        formulir=Sp4nForm,
        data=untuk_sp4n,
        kolom=(Kolom("Nomor", **SUMBER["nomor"]), Kolom("Status", **SUMBER["status"])),
    ),
    Laporan(
        kode="aduan-bulanan",
        judul="Laporan warga per bulan dan jenis",
        keterangan="Berapa yang masuk, dijawab tepat waktu, dijawab terlambat, dan masih berjalan.",
        izin="aduan.view_aduan",
        formulir=RentangForm,
        data=per_bulan,
        kolom=(
            Kolom("Bulan", "bulan", olah=_bulan, lebar=10, kertas=2),
            Kolom("Jenis", "nama_jenis", olah=lambda n: n or "Belum ditentukan", lebar=34, kertas=4),
            Kolom("Masuk", "masuk", BILANGAN, lebar=9, kertas=1),
            Kolom("Tepat waktu", "tepat_waktu", BILANGAN, lebar=12, kertas=2),
            Kolom("Terlambat", "jawab_terlambat", BILANGAN, lebar=11, kertas=2),
            Kolom("Berjalan", "berjalan", BILANGAN, lebar=10, kertas=2),
            Kolom("Lewat janji", "lewat_janji", BILANGAN, lebar=12, kertas=2),
            Kolom("Tidak dijawab", "tidak_dijawab", BILANGAN, lebar=13, kertas=2),
        ),
    ),
)
