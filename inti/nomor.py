"""Number series of letters and cases: no gap, no double, pattern and scope as data."""

from __future__ import annotations

import re
from datetime import date
from string import Formatter

from django.core.exceptions import ValidationError
from django.db import connection, models, transaction

from inti import kode as kode_acak

BULAN_ROMAWI = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
SEPANJANG_MASA = 0
"""The year under which a series counts that never starts again."""

_ISIAN = frozenset({"urut", "tahun", "bulan", "bulan_romawi", "klasifikasi"})


def periksa_pola(pola: str) -> None:
    """Raise ValidationError unless `pola` holds {urut} once and no other field than ours.

    A pattern is typed in the admin, and `str.format` would follow attributes of what it is given.
    """
    try:
        bagian = [b for b in Formatter().parse(pola) if b[1] is not None]
    except ValueError as galat:
        raise ValidationError("Pola nomor tidak dapat dibaca. Contoh: {urut:06d}/UMKM/{tahun}.") from galat
    nama = [b[1] for b in bagian]
    asing = any(konversi or not re.fullmatch(r"(0[1-9]d)?", lebar or "") for _, _, lebar, konversi in bagian)
    if nama.count("urut") != 1 or not set(nama) <= _ISIAN or asing:
        raise ValidationError(
            "Pola nomor harus memuat {urut} satu kali; selain itu hanya {tahun}, {bulan}, {bulan_romawi}, "
            "{klasifikasi}. "
            "Contoh: {urut:06d}/UMKM/{tahun}."
        )


class SeriNomor(models.Model):
    """A series such as "{urut:06d}/UMKM/{tahun}". Officials may change the pattern; the count goes on."""

    kode = models.SlugField("kode", max_length=40, unique=True)
    pola = models.CharField(
        "pola",
        max_length=80,
        validators=[periksa_pola],
        help_text="Diisi portal: {urut} atau {urut:03d}, {tahun}, {bulan}, {bulan_romawi}, {klasifikasi}.",
    )
    per_tahun = models.BooleanField("mulai dari 1 setiap tahun", default=True)

    class Meta:
        verbose_name = "seri nomor"
        verbose_name_plural = "seri nomor"
        ordering = ("kode",)

    def __str__(self) -> str:
        return f"{self.kode}: {self.pola}"


class UrutTerakhir(models.Model):
    """The last number taken of a series in a year."""

    seri = models.ForeignKey(SeriNomor, on_delete=models.PROTECT, related_name="urut_terakhir")
    tahun = models.PositiveSmallIntegerField()
    urut = models.PositiveIntegerField()

    class Meta:
        verbose_name = "urutan terakhir"
        verbose_name_plural = "urutan terakhir"
        ordering = ("seri", "tahun")
        constraints = (models.UniqueConstraint(fields=("seri", "tahun"), name="urut_terakhir_satu_per_tahun"),)

    def __str__(self) -> str:
        return f"{self.seri.kode} {self.tahun or 'sepanjang masa'}: {self.urut}"


def seri(kode: str, *, pola: str, per_tahun: bool = True) -> SeriNomor:
    """Return the series `kode`, made with this pattern if it is not there; a pattern that officials changed stays."""
    ada = SeriNomor.objects.filter(kode=kode).first()
    if ada is not None:
        return ada
    periksa_pola(pola)
    return SeriNomor.objects.get_or_create(kode=kode, defaults={"pola": pola, "per_tahun": per_tahun})[0]


def ambil(seri: SeriNomor, *, tahun: int) -> int:
    """Take the next number of the series in `tahun`; the first is 1.

    Gapless: the counter's row stays locked until the caller's transaction ends, so whoever comes next waits,
    and a rollback gives the number back. Take it as late as possible in the transaction.
    Raises TransactionManagementError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("Nomor hanya diambil di dalam transaksi.")
    with connection.cursor() as kursor:
        kursor.execute(
            "INSERT INTO inti_urutterakhir AS t (seri_id, tahun, urut) VALUES (%s, %s, 1) "
            "ON CONFLICT (seri_id, tahun) DO UPDATE SET urut = t.urut + 1 RETURNING urut",
            [seri.pk, tahun if seri.per_tahun else SEPANJANG_MASA],
        )
        return int(kursor.fetchone()[0])


def tulis(seri: SeriNomor, urut: int, *, tanggal: date, klasifikasi: str = "") -> str:
    """Write a number in the pattern of its series: 123 becomes "000123/UMKM/2026".

    `klasifikasi` is the code of what the letter is about, for a series that several kinds of letter share.
    """
    return seri.pola.format(**_nilai(urut, tanggal), klasifikasi=klasifikasi)


def mungkin_dari(seri: SeriNomor, teks: str) -> bool:
    """Tell whether `teks` has the shape of a number of this series, so that one typed by hand cannot get in its way."""
    bentuk = {"urut": r"\d+", "tahun": r"\d{4}", "bulan": r"\d{1,2}", "bulan_romawi": "[IVX]+", "klasifikasi": ".*"}
    pola = "".join(re.escape(diam) + bentuk.get(nama or "", "") for diam, nama, _, _ in Formatter().parse(seri.pola))
    return re.fullmatch(pola, teks) is not None


def ambil_tertulis(seri: SeriNomor, *, tanggal: date) -> str:
    """Take the next number of the year of `tanggal` and write it in the pattern of the series."""
    return tulis(seri, ambil(seri, tahun=tanggal.year), tanggal=tanggal)


def ambil_sebutan(kode: str, awalan: str, *, tahun: int) -> str:
    """Take the next number of the year for a case, short enough to be spoken: BTG-26-000123-K, with a check character.

    Raises as `ambil` does.
    """
    badan = f"{awalan}-{tahun % 100:02d}-{ambil(seri(kode, pola='{urut:06d}'), tahun=tahun):06d}"
    return f"{badan}-{kode_acak.huruf_periksa(badan)}"


def _nilai(urut: int, tanggal: date) -> dict[str, int | str]:
    return {
        "urut": urut,
        "tahun": tanggal.year,
        "bulan": tanggal.month,
        "bulan_romawi": BULAN_ROMAWI[tanggal.month - 1],
    }
