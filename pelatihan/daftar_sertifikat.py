"""Reads for the pages of certificates: of a class, of one person, of one's own."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from io import RawIOBase
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef
from django.urls import reverse

from inti.dokumen import Dokumen
from pelatihan import sertifikat
from pelatihan.enums import StatusPeserta
from pelatihan.models import Angkatan, Penerbitan, Peserta, RiwayatPeserta

S = StatusPeserta
BERHASIL = (S.LULUS, S.TIDAK_LULUS)
DITUTUP, KOREKSI = "tidak_luluskan", ("koreksi_lulus", "koreksi_belum_lulus", "koreksi_nilai")
POTONG = 64 * 1024


class Hasil(NamedTuple):
    """How somebody ended: what was missing in the words of that day, why the result was put right since, and his
    newest certificate, void or not.
    """

    peserta: Peserta
    kurang: str
    koreksi: str
    surat: Dokumen | None

    @property
    def nama_berubah(self) -> str:
        """The printed name, when the registry has another by now."""
        if self.surat is None or self.surat.dicabut_pada is not None:
            return ""
        tercetak = sertifikat.nama_tercetak(self.surat)
        return tercetak if tercetak != self.peserta.pelaku.nama else ""


def kemajuan(angkatan: Angkatan) -> dict[str, Any]:
    """Return how far the printing of a class is."""
    ada = Dokumen.objects.filter(perihal_jenis=sertifikat.PERIHAL, perihal_kode=OuterRef("kode"))
    lulus = angkatan.peserta.filter(status=S.LULUS)
    dari = lulus.count()
    selesai = lulus.filter(Exists(ada)).count()
    return {
        "terbitan": Penerbitan.objects.filter(angkatan=angkatan).first(),
        "dari": dari,
        "selesai": selesai,
        "persen": 100 * selesai // dari if dari else 100,
    }


def pekerjaan(user: Any) -> list[tuple[str, int, str, str]]:
    """Say for how many classes the printing of certificates has stopped, with the way to the first. One query."""
    if not user.has_perm("pelatihan.view_penerbitan"):
        return []
    terhenti = list(Penerbitan.objects.terhenti().order_by("pk").values_list("angkatan__kode", flat=True)[:100])
    semua = reverse("admin:pelatihan_angkatan_changelist")
    tujuan = reverse("kelas:sertifikat", args=terhenti[:1]) if terhenti else semua
    return [("Pencetakan sertifikat terhenti", len(terhenti), tujuan, "tolak")]


def orang(angkatan: Angkatan, user: Any) -> Any:
    """Return who was judged in this class, as far as `user` may see them, those who passed first."""
    terlihat = Peserta.objects.terlihat_oleh(user).filter(angkatan=angkatan, status__in=BERHASIL)
    return terlihat.select_related("pelaku", "usaha").order_by("status", "pelaku__nama", "pk").distinct()


def hasil(peserta: Iterable[Peserta]) -> list[Hasil]:
    """Put to each what was missing and his newest certificate. Two queries."""
    daftar = [p for p in peserta if p.status in BERHASIL]
    surat: dict[str, Dokumen] = {}
    kode = [p.kode for p in daftar]
    for satu in Dokumen.objects.filter(perihal_jenis=sertifikat.PERIHAL, perihal_kode__in=kode).order_by("pk"):
        surat[satu.perihal_kode] = satu
    baris = RiwayatPeserta.objects.filter(peserta__in=[p.pk for p in daftar], verba__in=(DITUTUP, *KOREKSI))
    kata = {
        (orang, verba == DITUTUP): catatan
        for orang, verba, catatan in baris.order_by("pk").values_list("peserta_id", "verba", "catatan")
    }
    return [Hasil(p, kata.get((p.pk, True), ""), kata.get((p.pk, False), ""), surat.get(p.kode)) for p in daftar]


def hasil_satu(peserta: Peserta) -> Hasil | None:
    """Return how one person ended; None for who was not judged yet."""
    return next(iter(hasil([peserta])), None)


def milik(user: Any) -> list[Hasil]:
    """Return the certificates in force of this person, the newest first."""
    lulus = Peserta.objects.filter(pelaku__akun=user, status=S.LULUS)
    lengkap = lulus.select_related("angkatan__kurikulum", "pelaku", "usaha").order_by("-pk")
    return [h for h in hasil(lengkap) if h.surat is not None and h.surat.dicabut_pada is None]


def berkas_zip(angkatan: Angkatan, user: Any) -> Iterator[bytes]:
    """Yield a ZIP of the certificates in force, one PDF for each, without ever holding more than one of them."""
    wadah = _Wadah()
    with zipfile.ZipFile(wadah, "w", zipfile.ZIP_STORED) as arsip:
        for urut, satu in enumerate(_berlaku(angkatan, user), 1):
            nama = "".join(h if h.isalnum() or h in " -" else "" for h in satu.peserta.pelaku.nama)[:60].strip()
            surat = satu.surat
            assert surat is not None  # noqa: S101  _berlaku gives no other
            with surat.file.open("rb") as berkas, arsip.open(f"{urut:04d} {nama or 'Peserta'}.pdf", "w") as tujuan:
                while potong := berkas.read(POTONG):
                    tujuan.write(potong)
                    yield wadah.ambil()
            yield wadah.ambil()
    yield wadah.ambil()


def banyak_berlaku(angkatan: Angkatan, user: Any) -> int:
    """Return how many certificates that ZIP holds for this user."""
    return len(_berlaku(angkatan, user))


def _berlaku(angkatan: Angkatan, user: Any) -> list[Hasil]:
    lulus = orang(angkatan, user).filter(status=S.LULUS)
    return [h for h in hasil(lulus) if h.surat is not None and h.surat.dicabut_pada is None]


class _Wadah(RawIOBase):
    """What was written to the ZIP and not yet sent; it cannot be wound back, so nothing has to be kept."""

    def __init__(self) -> None:
        self.isi = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, potong: Any) -> int:
        self.isi += potong
        return len(potong)

    def ambil(self) -> bytes:
        """Return what came since the last time."""
        keluar, self.isi = bytes(self.isi), bytearray()
        return keluar
