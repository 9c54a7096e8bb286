"""What a business must have before a service, what of a request is still missing, what the registry fills in.

Reads only. A paper counts while it is open and has not ended; a service of ours counts once it was finished for the
business, or when the registry holds the paper that it leads to. A course counts once somebody of the business passed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from layanan import formulir
from layanan.enums import SELESAI, AsalIsian, StatusPermohonan
from layanan.jalur import Butuh, Langkah, susun
from layanan.models import IsianFormulir, Layanan, Permohonan, SyaratLayanan, Tujuan
from layanan.models.rincian import AWALAN_BERKAS, AWALAN_ISIAN
from umkm.enums import JEJAK_LULUS, JenisLegalitas, StatusUsaha
from umkm.models import Usaha

# The paper of the registry that a service leads to, by the code of the service in the shipped catalogue.
SURAT_LAYANAN = {
    "nib": JenisLegalitas.NIB,
    "pkp": JenisLegalitas.PKP,
    "spp-irt": JenisLegalitas.PIRT,
    "halal-mandiri": JenisLegalitas.HALAL,
    "halal-reguler": JenisLegalitas.HALAL,
    "bpom-md": JenisLegalitas.BPOM,
    "sni-bina-umk": JenisLegalitas.SNI,
    "rekomendasi-merek": JenisLegalitas.MEREK,
}

OBAT: dict[str, str] = {jenis: kode for kode, jenis in reversed(SURAT_LAYANAN.items())}
"""The service that leads to a paper; of several the first in the catalogue."""


class Kurang(NamedTuple):
    """Something a request still lacks: its `perihal` as in a request to complete, and its words."""

    perihal: str
    label: str


def wajib_terverifikasi(layanan: Layanan, usaha: Usaha) -> None:
    """Raise ValidationError when the service is for verified businesses only and this one is not."""
    if not layanan.boleh_belum_verifikasi and usaha.status != StatusUsaha.TERVERIFIKASI:
        raise ValidationError(
            f"{layanan.nama} hanya untuk usaha yang sudah terverifikasi. Lengkapi data usaha dan kirim ke petugas dulu."
        )


class Dimiliki(NamedTuple):
    """What a business has: kinds of paper, codes of the services that were had, codes of the courses passed."""

    surat: set[str]
    layanan: set[str]
    lulus: set[str]


def dimiliki(usaha: Usaha) -> Dimiliki:
    """Return what this business has today. A passed course that counts as a paper is that paper. Three queries."""
    jejak = usaha.rekam_jejak.filter(jenis=JEJAK_LULUS)
    lulus = {kode: nilai.get("setara", "") for kode, nilai in jejak.values_list("kode", "nilai")}
    berlaku = Q(berlaku_sampai=None) | Q(berlaku_sampai__gte=timezone.localdate())
    surat = set(usaha.legalitas.terbuka().filter(berlaku).values_list("jenis", flat=True))
    surat |= {setara for setara in lulus.values() if setara}
    selesai = Permohonan.objects.filter(usaha=usaha, status=StatusPermohonan.SELESAI)
    layanan = set(selesai.values_list("layanan__kode", flat=True))
    layanan |= {kode for kode, jenis in SURAT_LAYANAN.items() if jenis in surat}
    return Dimiliki(surat, layanan, set(lulus))


def berjalan(usaha: Usaha) -> dict[str, Permohonan]:
    """Return the newest request under way for each service of this business, by the code of the service. One query."""
    semua = Permohonan.objects.filter(usaha=usaha).exclude(status__in=SELESAI).select_related("layanan")
    return {satu.layanan.kode: satu for satu in semua.order_by("pk")}


def jalur(tujuan: Tujuan) -> list[Langkah]:
    """Return the path to a goal in the order of what the services depend on: see `layanan.jalur`. Two queries."""
    butuh: dict[str, list[Butuh]] = {}
    for satu in SyaratLayanan.objects.select_related("layanan", "butuh"):
        kode = satu.butuh.kode if satu.butuh else OBAT.get(satu.legalitas, "")
        butuh.setdefault(satu.layanan.kode, []).append(Butuh(kode, satu.wajib))
    return susun(tujuan.langkah.all(), butuh, {s.kode: s for s in Layanan.objects.tampil()})


def terpenuhi(satu: SyaratLayanan, punya: Dimiliki) -> bool:
    """Tell whether what must be held is among what `dimiliki` found."""
    if satu.pelatihan:
        return satu.pelatihan in punya.lulus
    return satu.butuh.kode in punya.layanan if satu.butuh else satu.legalitas in punya.surat


def daftar_syarat(layanan: Layanan, usaha: Usaha) -> list[tuple[str, bool, bool, Layanan | None]]:
    """Return what must be held first as (words, held, obligatory, the service that cures it or None)."""
    punya = dimiliki(usaha)
    menurut_kode = {s.kode: s for s in Layanan.objects.tampil().filter(kode__in=SURAT_LAYANAN)}
    hasil: list[tuple[str, bool, bool, Layanan | None]] = []
    for satu in layanan.syarat.select_related("butuh"):
        jalan_keluar = satu.butuh or menurut_kode.get(OBAT.get(satu.legalitas, ""))
        hasil.append((str(satu), terpenuhi(satu, punya), satu.wajib, jalan_keluar))
    return hasil


def kurang_syarat(layanan: Layanan, usaha: Usaha) -> list[str]:
    """Return the words of what must be held first and is not."""
    return [kata for kata, ada, wajib, _ in daftar_syarat(layanan, usaha) if wajib and not ada]


def kurang_isian(permohonan: Permohonan) -> list[Kurang]:
    """Return the answers and documents that are asked for and missing. A document removed since is not missed."""
    isian = list(permohonan.formulir.isian.all())
    ada = {satu.syarat_id for satu in permohonan.lampiran.all()}
    berkas = formulir.berkas_diminta(permohonan.layanan.berkas.all(), permohonan.jawaban, isian)
    return [
        *(Kurang(AWALAN_ISIAN + i.kode, i.label) for i in formulir.kurang(isian, permohonan.jawaban)),
        *(Kurang(AWALAN_BERKAS + s.kode, s.nama) for s in berkas if s.wajib and s.pk not in ada),
    ]


def isian_awal(isian: Iterable[IsianFormulir], usaha: Usaha) -> dict[str, Any]:
    """Return the answers that the registry knows already, in the form in which answers are kept."""
    return {i.kode: nilai for i in isian if i.asal and (nilai := asal(usaha, i.asal)) not in formulir.KOSONG}


def asal(usaha: Usaha, nama: str) -> Any:
    """Return one value of the registry for a form. Never a NIK: only what `AsalIsian` lists can be named."""
    pemilik, _, kolom = nama.partition(".")
    if pemilik == "legalitas":
        surat = usaha.legalitas.terbuka().filter(jenis=kolom).last()
        return surat.nomor if surat else None
    if nama == AsalIsian.USAHA_PEKERJA:
        return None if usaha.pekerja_laki is None else usaha.pekerja_laki + (usaha.pekerja_perempuan or 0)
    obj = usaha.pemilik if pemilik == "pelaku" else usaha
    if nama == AsalIsian.PELAKU_EMAIL:
        return (obj.akun.email or None) if obj is not None and obj.akun else None
    nilai = formulir.ke_json(getattr(obj, kolom)) if obj is not None else None
    return nilai[: formulir.TEKS_PENDEK] if isinstance(nilai, str) else nilai
