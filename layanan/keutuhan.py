"""What must hold of the services beyond their constraints: products, numbers, answers, messages of decisions."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection, models

from inti.dokumen import Dokumen
from inti.keutuhan import SEKALI_BACA, PemakaiNomor, Pemeriksaan
from inti.nomor import SEPANJANG_MASA, SeriNomor
from layanan import formulir, survei
from layanan.actions.tanda import PERIHAL as SURAT
from layanan.models import NomorSurat, Permohonan, TahapTanda, VersiFormulir
from layanan.nomor import SERI

PERIHAL: dict[str, type[models.Model]] = {SURAT: Permohonan}

DIBERITAHUKAN = (
    "minta_lengkap",
    "tolak",
    "selesaikan",
    "terbitkan",
    "tanda_tangani_elektronik",
    "kedaluwarsa",
    "kabulkan",
    "tolak_keberatan",
)


def daftar() -> list[Pemeriksaan]:
    """The checks of the services."""
    return [
        Pemeriksaan("Setiap surat layanan yang terbit ada di register nomor", surat_tanpa_nomor),
        Pemeriksaan("Setiap nomor surat diberikan setelah semua paraf dan tanda tangan", nomor_mendahului),
        Pemeriksaan("Setiap jawaban permohonan sesuai formulirnya", jawaban_menyimpang),
        Pemeriksaan("Setiap keputusan atas permohonan punya pesan kepada pemohon", keputusan_tanpa_pesan),
        Pemeriksaan("Setiap hasil survei yang terbit sama dengan jawabannya", skm_berubah),
    ]


def surat_tanpa_nomor() -> Iterator[str]:
    """A letter that was issued carries the code and number that the register gave to its request, and stands there."""
    sah = NomorSurat.objects.filter(
        permohonan=models.OuterRef("pk"),
        dibatalkan_pada=None,
        kode=models.OuterRef("hasil_dokumen__kode"),
        nomor=models.OuterRef("hasil_dokumen__nomor"),
    )
    salah = Permohonan.objects.exclude(hasil_dokumen=None).filter(~models.Exists(sah)).order_by("pk")
    for nomor in salah.values_list("nomor", flat=True).iterator(SEKALI_BACA):
        yield f"Permohonan {nomor} punya surat yang tidak ada di register nomor."
    terbit = Dokumen.objects.filter(perihal_jenis=SURAT, pk__in=Permohonan.objects.values("hasil_dokumen"))
    for kode in Dokumen.objects.filter(perihal_jenis=SURAT).difference(terbit).values_list("kode", flat=True):
        yield f"Dokumen {kode} bukan hasil permohonan mana pun."


def nomor_mendahului() -> Iterator[str]:
    """No letter that stands has a number while a step of its round is open."""
    belum = TahapTanda.objects.filter(
        permohonan=models.OuterRef("permohonan"), putaran=models.OuterRef("permohonan__putaran_tanda"), pada=None
    )
    for nomor in NomorSurat.objects.filter(models.Exists(belum), dibatalkan_pada=None).values_list("nomor", flat=True):
        yield f"Nomor surat {nomor} diberikan sebelum semua paraf dan tanda tangan."


def jawaban_menyimpang() -> Iterator[str]:
    """Answers fit the version that their request keeps."""
    isian = {v.pk: list(v.isian.all()) for v in VersiFormulir.objects.prefetch_related("isian")}
    baris = Permohonan.objects.order_by("pk").values_list("nomor", "formulir", "jawaban")
    for nomor, versi, jawaban in baris.iterator(SEKALI_BACA):
        if salah := formulir.tak_sesuai(isian[versi], jawaban):
            yield f"Permohonan {nomor} punya jawaban yang tidak sesuai formulirnya: {', '.join(sorted(salah))}."


def keputusan_tanpa_pesan() -> Iterator[str]:
    """Whoever owned the business with an account when the office decided has been written a message about it."""
    sql = """
        SELECT DISTINCT p.nomor, r.verba, r.id FROM layanan_riwayatpermohonan r
        JOIN layanan_permohonan p ON p.id = r.permohonan_id
        JOIN umkm_kepemilikanusaha k ON k.usaha_id = p.usaha_id AND k.sampai IS NULL
        JOIN umkm_pelakuusaha o ON o.id = k.pelaku_id AND o.meninggal_pada IS NULL
        JOIN akun_pengguna a ON a.id = o.akun_id AND a.dibuat < r.pada
        WHERE r.verba = ANY(%s) AND k.sejak < r.pada::date
          AND r.id::text NOT IN (SELECT split_part(kunci, ':', 3) FROM notifikasi_pemberitahuan
                                 WHERE kunci LIKE 'permohonan:%%')
        ORDER BY r.id"""
    with connection.chunked_cursor() as kursor:
        kursor.execute(sql, [list(DIBERITAHUKAN)])
        while baris := kursor.fetchmany(SEKALI_BACA):
            for nomor, verba, riwayat in baris:
                yield f"Permohonan {nomor}: keputusan “{verba}” (riwayat {riwayat}) tanpa pesan kepada pemohon."


def skm_berubah() -> Iterator[str]:
    """The answers of a published period add up to what was published: none was added, taken away or altered."""
    for masa in survei.terbit():
        hitungan = survei.hasil_masa(masa)
        ikm = hitungan.hasil.ikm if hitungan.hasil else None
        if (hitungan.banyak, ikm) != (masa.terbit_responden, masa.terbit_ikm):
            yield f"Hasil survei {masa.nama} terbit dengan {masa.terbit_responden} jawaban dan IKM {masa.terbit_ikm}."


def _nomor_permohonan() -> Iterator[tuple[int, int | None]]:
    for nomor in Permohonan.objects.order_by("pk").values_list("nomor", flat=True).iterator(SEKALI_BACA):
        _, tahun, urut, _ = nomor.split("-")
        yield 2000 + int(tahun), int(urut)


def _nomor_seri(seri: SeriNomor) -> Iterator[tuple[int, int | None]]:
    """A voided number counts as used: it stays in the register."""
    for tahun, urut in NomorSurat.objects.filter(seri=seri).order_by("pk").values_list("tahun", "urut").iterator():
        yield (tahun if seri.per_tahun else SEPANJANG_MASA), urut


class _SeriSurat(list[PemakaiNomor]):
    """The users of number series, the series of letters read anew each time: officials may add one at any time."""

    def __iter__(self) -> Iterator[PemakaiNomor]:
        yield PemakaiNomor(SERI, _nomor_permohonan)
        for seri in SeriNomor.objects.filter(pk__in=NomorSurat.objects.exclude(seri=None).values("seri")):
            yield PemakaiNomor(seri.kode, lambda satu=seri: _nomor_seri(satu))  # type: ignore[misc]


NOMOR = _SeriSurat()
