"""The reports of the registry."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from django import forms
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import BigIntegerField, Exists, Func, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Concat
from django.utils import timezone

from akun.actions import catat_baca_banyak
from akun.permissions import kecamatan_kerja
from inti import nik, sandi
from inti.kalender import awal_hari
from inti.laporan import BILANGAN, TANGGAL, TELEPON, Kolom, Laporan, SaringanForm
from inti.perkara import JANJI, menurut_janji
from umkm.angka import ber_nib
from umkm.enums import (
    BentukUsaha,
    JenisKelamin,
    JenisLegalitas,
    Keadaan,
    StatusUsaha,
    SumberData,
)
from umkm.models import KepemilikanUsaha, KeuanganUsaha, Legalitas, Usaha
from umkm.skala import BELUM_DIKETAHUI, BESAR, KECIL, MENENGAH, MIKRO, PP7_2021, skala
from wilayah.fields import DesaField
from wilayah.models import Kecamatan

SEMUA = ("", "Semua")
# Days beyond which there is no moment that the database and we both can write.
BERTAHUN_WAJAR = [
    MinValueValidator(date(1900, 1, 1), "Periksa tahunnya."),
    MaxValueValidator(date(2999, 12, 31), "Periksa tahunnya."),
]
KELAS = (MIKRO, KECIL, MENENGAH, BESAR, BELUM_DIKETAHUI)


class Larik(Func):
    """Several columns of one row as an array: a subquery may bring along one value alone."""

    template = "ARRAY[%(expressions)s]"

    def __init__(self, *kolom: str, isi: Any) -> None:
        super().__init__(*kolom, output_field=ArrayField(isi))


class TanggalInput(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DaftarUsahaForm(SaringanForm):
    """The filters of the officials' list, and those that only a list on paper needs."""

    antrean = forms.ChoiceField(
        label="Antrean",
        choices=[
            SEMUA,
            ("menunggu", "Semua yang menunggu"),
            ("milik_saya", "Milik saya"),
            ("belum_diambil", "Belum diambil"),
        ],
    )
    janji = forms.ChoiceField(
        label="Janji",
        choices=[SEMUA, *JANJI],
    )
    status = forms.ChoiceField(label="Status", choices=[SEMUA, *StatusUsaha.choices])
    kecamatan = forms.ModelChoiceField(
        label="Kecamatan", queryset=Kecamatan.objects.order_by("nama"), empty_label="Semua"
    )
    desa = DesaField(label="Desa atau kelurahan")
    keadaan = forms.ChoiceField(label="Keadaan", choices=[SEMUA, *Keadaan.choices])
    skala = forms.ChoiceField(label="Skala", choices=[SEMUA, *((k, k.capitalize()) for k in KELAS)])
    nib = forms.ChoiceField(label="NIB", choices=[SEMUA, ("ada", "Sudah tercatat"), ("belum", "Belum tercatat")])
    kbli = forms.RegexField(
        r"^\d{1,5}$",
        label="Kode KBLI",
        help_text="Satu sampai lima angka awal. Contoh: 10 untuk makanan, 10794 untuk keripik.",
        error_messages={"invalid": "Tulis satu sampai lima angka, contoh 10794."},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 5}),
    )
    sumber = forms.ChoiceField(label="Cara daftar", choices=[SEMUA, *SumberData.choices])
    dari = forms.DateField(label="Terdaftar sejak", widget=TanggalInput, validators=BERTAHUN_WAJAR)
    sampai = forms.DateField(label="Terdaftar sampai", widget=TanggalInput, validators=BERTAHUN_WAJAR)
    keuangan = forms.BooleanField(
        label="Sertakan modal dan penjualan",
        help_text="Setiap pemilik dapat membaca bahwa Anda melihat angkanya, beserta alasannya.",
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, user: Any) -> None:
        super().__init__(data, user=user)
        lingkup = kecamatan_kerja(user)
        if lingkup is not None:
            pilihan: Any = self.fields["kecamatan"]
            pilihan.queryset = pilihan.queryset.filter(pk__in=lingkup)
        if not user.has_perm("umkm.lihat_keuangan"):
            del self.fields["keuangan"]

    def clean(self) -> None:
        dari, sampai = self.cleaned_data.get("dari"), self.cleaned_data.get("sampai")
        if dari and sampai and sampai < dari:
            raise ValidationError({"sampai": "Tanggal ini sebelum tanggal “Terdaftar sejak”. Tukar keduanya."})


def daftar_usaha(user: Any, saringan: Mapping[str, Any]) -> QuerySet[Usaha]:
    """Return the businesses of a list, in scope of `user`, the oldest number first."""
    qs = Usaha.objects.terlihat_oleh(user).utuh().filter(_syarat(user, saringan))
    pemilik = KepemilikanUsaha.objects.berjalan().filter(usaha=OuterRef("pk")).order_by("sejak", "pk")
    orang = Larik("pelaku__nama", "pelaku__jenis_kelamin", "pelaku__nik_sandi", "pelaku__telepon", isi=TextField())
    angka = Larik("tahun", "modal", "omzet", isi=BigIntegerField())
    surat = Legalitas.objects.terbuka().filter(usaha=OuterRef("pk")).order_by("jenis", "pk")
    return qs.annotate(
        orang=Subquery(pemilik.values(data=orang)[:1]),
        angka=Subquery(_keuangan().values(data=angka)[:1]),
        surat=ArraySubquery(surat.values(data=Concat("jenis", Value(" "), "nomor"))),
    ).order_by("pk")


def _keuangan() -> QuerySet[KeuanganUsaha]:
    """The open amounts of a business, the newest year first."""
    return KeuanganUsaha.objects.terbuka().filter(usaha=OuterRef("pk")).order_by("-tahun")


def _syarat(user: Any, s: Mapping[str, Any]) -> Q:
    syarat = Q()
    if s.get("antrean"):
        lain = {"milik_saya": Q(petugas=user), "belum_diambil": Q(petugas=None), "menunggu": Q()}
        syarat &= Q(pk__in=Usaha.objects.menunggu_kami().values("pk")) & lain[s["antrean"]]
    syarat &= menurut_janji(s.get("janji", ""))
    for nama in ("status", "keadaan", "sumber", "desa"):
        if s.get(nama):
            syarat &= Q(**{nama: s[nama]})
    if s.get("kecamatan"):
        syarat &= Q(desa__kecamatan=s["kecamatan"])
    if s.get("kbli"):
        syarat &= Q(kbli__kode__startswith=s["kbli"])
    if s.get("nib"):
        syarat &= ber_nib() if s["nib"] == "ada" else ~ber_nib()
    if s.get("dari"):
        syarat &= Q(dibuat__gte=awal_hari(s["dari"]))
    if s.get("sampai"):
        syarat &= Q(dibuat__lt=awal_hari(s["sampai"] + timedelta(days=1)))
    return syarat & berskala(s["skala"]) if s.get("skala") else syarat


def berskala(kelas: str) -> Q:
    """The condition of businesses of this scale: what `umkm.skala.skala` says of the newest amounts, in SQL."""
    mulai = PP7_2021.berlaku_mulai
    baru = Q(tahun_mulai__gt=mulai.year) | (
        Q(tahun_mulai=mulai.year) & (Q(bulan_mulai=None) | Q(bulan_mulai__gte=mulai.month))
    )
    lama = Q(tahun_mulai__isnull=False) & ~baru
    if kelas == BELUM_DIKETAHUI:
        ada_modal, ada_omzet = Q(_terakhir(modal__isnull=False)), Q(_terakhir(omzet__isnull=False))
        return Q(tahun_mulai=None) | (baru & ~ada_modal) | (lama & ~ada_omzet)
    modal, omzet = (
        Q(_terakhir(**_rentang(kolom, batas, kelas)))
        for kolom, batas in (("modal", PP7_2021.modal), ("omzet", PP7_2021.omzet))
    )
    return (baru & modal) | (lama & omzet)


def _terakhir(**syarat: Any) -> Exists:
    """The newest open amounts of a business are such."""
    terbaru = KeuanganUsaha.objects.terbuka().filter(usaha=OuterRef("usaha")).order_by("-tahun").values("pk")[:1]
    return Exists(KeuanganUsaha.objects.filter(usaha=OuterRef("pk"), pk=Subquery(terbaru), **syarat))


def _rentang(kolom: str, batas: tuple[int, int, int], kelas: str) -> dict[str, int]:
    """An amount of the class: above the highest of the class below, up to the highest of its own."""
    urut = KELAS.index(kelas)
    bawah = {f"{kolom}__gt": batas[urut - 1]} if urut else {}
    atas = {f"{kolom}__lte": batas[urut]} if urut < len(batas) else {}
    return bawah | atas


def catat_keuangan(user: Any, saringan: Mapping[str, Any], alasan: str) -> None:
    """Let every owner whose amounts stand in the list read who took them along, and why."""
    if not (saringan.get("keuangan") and user.has_perm("umkm.lihat_keuangan")):
        return
    berangka = daftar_usaha(user, saringan).filter(Exists(KeuanganUsaha.objects.terbuka().filter(usaha=OuterRef("pk"))))
    milik = KepemilikanUsaha.objects.berjalan().filter(usaha__in=berangka.order_by().values("pk"))
    kode = milik.values_list("pelaku__kode", "usaha__nomor").iterator(chunk_size=2000)
    catat_baca_banyak(
        oleh=user,
        subjek_jenis="pelaku",
        dilihat=((satu, f"Angka keuangan usaha {nomor}, dalam daftar yang diunduh") for satu, nomor in kode),
        alasan=alasan,
    )


class _Mulai(NamedTuple):
    """The two columns from which a business knows its day of establishment; a whole record costs fifty times more."""

    tahun_mulai: int | None
    bulan_mulai: int | None
    berdiri = Usaha.berdiri


def _ke(n: int) -> Any:
    """Take the n-th of what a subquery brought along, None where it found nothing."""
    return lambda larik: larik and larik[n]


def _kelamin(orang: list[str] | None) -> str | None:
    return _JENIS_KELAMIN.get(orang[1]) if orang else None


def _nik(orang: list[str] | None) -> str:
    return nik.samarkan(sandi.dekripsi(orang[2])) if orang and orang[2] else ""


def _alamat(alamat: str, rt: str, rw: str) -> str:
    return ", ".join(x for x in (alamat, f"RT {rt}" if rt else "", f"RW {rw}" if rw else "") if x)


def _mulai(tahun: int | None, bulan: int | None) -> str:
    return f"{bulan:02d}-{tahun}" if tahun and bulan else str(tahun or "")


def _skala(angka: list[int | None] | None, tahun: int | None, bulan: int | None) -> str:
    _, modal, omzet = angka or (None, None, None)
    return skala(modal=modal, omzet=omzet, berdiri=_Mulai(tahun, bulan).berdiri)


def _nomor_nib(surat: list[str]) -> str:
    return ", ".join(s.removeprefix(_NIB) for s in surat if s.startswith(_NIB))


def _surat_lain(surat: list[str]) -> str:
    return ", ".join(s for s in surat if not s.startswith(_NIB))


_NIB = f"{JenisLegalitas.NIB} "
_JENIS_KELAMIN = dict(JenisKelamin.choices)
_KEUANGAN: dict[str, Any] = {"izin": "umkm.lihat_keuangan", "bila": "keuangan", "jenis": BILANGAN}

DAFTAR_USAHA = Laporan(
    kode="daftar-usaha",
    judul="Daftar usaha",
    keterangan="Satu baris untuk satu usaha: nama, pemilik, tempat, jenis kegiatan, surat, dan statusnya sekarang.",
    izin="umkm.view_usaha",
    formulir=DaftarUsahaForm,
    data=daftar_usaha,
    catat=catat_keuangan,
    kolom=(
        Kolom("Nomor pendaftaran", "nomor", lebar=20, kertas=6),
        Kolom("Nama usaha", "nama", lebar=32, kertas=8),
        Kolom("Jual apa", "uraian", lebar=32),
        Kolom("Pemilik", "orang", olah=_ke(0), lebar=28, kertas=6),
        Kolom("Jenis kelamin pemilik", "orang", olah=_kelamin),
        Kolom("NIK (disamarkan)", "orang", olah=_nik, lebar=20),
        Kolom("Nomor WhatsApp", "orang", TELEPON, olah=_ke(3), lebar=18, kertas=5),
        Kolom("Kecamatan", "desa__kecamatan__nama", kertas=4),
        Kolom("Desa atau kelurahan", "desa__nama", lebar=20, kertas=5),
        Kolom("Alamat", ("alamat", "rt", "rw"), olah=_alamat, lebar=32),
        Kolom("Bentuk usaha", "bentuk", olah=dict(BentukUsaha.choices).get),
        Kolom("Kode KBLI", "kbli__kode", lebar=10),
        Kolom("Versi KBLI", "kbli__versi", lebar=10),
        Kolom("Jenis kegiatan", "kbli__judul", lebar=40),
        Kolom("Produk utama", "produk_utama", lebar=28),
        Kolom("Mulai usaha", ("tahun_mulai", "bulan_mulai"), olah=_mulai, lebar=12),
        Kolom("Pekerja laki-laki", "pekerja_laki", BILANGAN, lebar=10),
        Kolom("Pekerja perempuan", "pekerja_perempuan", BILANGAN, lebar=10),
        Kolom("Skala", ("angka", "tahun_mulai", "bulan_mulai"), olah=_skala, lebar=14, kertas=3),
        Kolom("NIB", "surat", olah=_nomor_nib, lebar=18, kertas=5),
        Kolom("Surat lain", "surat", olah=_surat_lain, lebar=28),
        Kolom("Status", "status", olah=dict(StatusUsaha.choices).get, lebar=20, kertas=6),
        Kolom("Keadaan", "keadaan", olah=dict(Keadaan.choices).get),
        Kolom("Terdaftar", "dibuat", TANGGAL, olah=lambda pada: timezone.localtime(pada).date(), lebar=12),
        Kolom("Cara daftar", "sumber", olah=dict(SumberData.choices).get, lebar=28),
        Kolom("Paling lambat diputuskan", "jatuh_tempo", TANGGAL, lebar=12),
        Kolom("Tahun angka", "angka", olah=_ke(0), lebar=10, **_KEUANGAN),
        Kolom("Modal (rupiah)", "angka", olah=_ke(1), lebar=18, **_KEUANGAN),
        Kolom("Penjualan setahun (rupiah)", "angka", olah=_ke(2), lebar=18, **_KEUANGAN),
    ),
)

LAPORAN = (DAFTAR_USAHA,)
