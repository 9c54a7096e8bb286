"""What must hold of the registry beyond its constraints: numbers, proofs, messages of decisions, references by text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import Formatter

from django.db import connection, models

from inti import nomor as nomor_inti
from inti.dokumen import Dokumen
from inti.keutuhan import SEKALI_BACA, PemakaiNomor, Pemeriksaan
from umkm.actions import bukti
from umkm.enums import StatusUsaha
from umkm.models import PelakuUsaha, Penggabungan, Usaha
from umkm.nomor import SERI

PERIHAL = {Usaha.PERIHAL: Usaha, "pelaku": PelakuUsaha}
"""The records of this app that papers and other texts name, by the word they use."""

# Decisions that the owner is told of, and what happens to owners that makes the telling untraceable afterwards.
DIBERITAHUKAN = ("minta_perbaikan", "verifikasi", "tolak", "cabut")
GANTI_ORANG = ("hubungkan_akun", "alihkan", "catat_kematian", "hidupkan", "gabung", "pisah")


def daftar() -> list[Pemeriksaan]:
    """The checks of the registry."""
    return [
        Pemeriksaan("Setiap usaha terverifikasi punya satu bukti yang berlaku, yang lain tidak", bukti_tidak_cocok),
        Pemeriksaan("Setiap keputusan atas usaha punya pesan kepada pemiliknya", keputusan_tanpa_pesan),
        Pemeriksaan("Setiap penggabungan menunjuk data yang ada", penggabungan_putus),
        Pemeriksaan("Setiap rekam jejak punya jenis, kode dan judul", jejak_kosong),
    ]


def bukti_tidak_cocok() -> Iterator[str]:
    """A verified business has exactly one standing proof; any other, and one merged away, has none."""
    berlaku = Dokumen.objects.filter(jenis=bukti.JENIS, perihal_kode=models.OuterRef("kode")).belum_dicabut()
    jumlah = berlaku.order_by().values("perihal_kode").annotate(n=models.Count("pk")).values("n")
    usaha = Usaha.objects.annotate(bukti=models.functions.Coalesce(models.Subquery(jumlah), 0))
    layak = models.Q(status=StatusUsaha.TERVERIFIKASI, digabung_ke=None)
    salah = usaha.filter((layak & ~models.Q(bukti=1)) | (~layak & models.Q(bukti__gt=0)))
    for satu in salah.order_by("pk").values_list("nomor", "status", "bukti").iterator(SEKALI_BACA):
        yield "Usaha {} berstatus {} punya {} bukti yang berlaku.".format(*satu)


def keputusan_tanpa_pesan() -> Iterator[str]:
    """Whoever had an account when the office decided has been written a message about it.

    Left out is what can no longer be told: the owner got the account, died, was merged or replaced after the decision.
    """
    sql = """
        SELECT DISTINCT u.nomor, r.verba, r.id FROM umkm_riwayatusaha r
        JOIN umkm_usaha u ON u.id = r.usaha_id
        JOIN umkm_kepemilikanusaha k ON k.usaha_id = u.id AND k.sampai IS NULL
        JOIN umkm_pelakuusaha p ON p.id = k.pelaku_id AND p.meninggal_pada IS NULL
        JOIN akun_pengguna a ON a.id = p.akun_id AND a.dibuat < r.pada
        WHERE r.verba = ANY(%s)
          AND NOT EXISTS (SELECT FROM umkm_riwayatusaha s
                          WHERE s.usaha_id = u.id AND s.verba = ANY(%s) AND s.id > r.id)
          AND NOT EXISTS (SELECT FROM umkm_penggabungan g
                          WHERE g.utama = p.kode AND greatest(g.pada, g.dibatalkan_pada) > r.pada)
          AND NOT EXISTS (SELECT FROM notifikasi_pemberitahuan n
                          WHERE n.kunci LIKE 'usaha:%%' AND split_part(n.kunci, ':', 3) = r.id::text)
        ORDER BY r.id"""
    with connection.chunked_cursor() as kursor:
        kursor.execute(sql, [list(DIBERITAHUKAN), list(GANTI_ORANG)])
        while baris := kursor.fetchmany(SEKALI_BACA):
            for nomor, verba, riwayat in baris:
                yield f"Usaha {nomor}: keputusan “{verba}” (riwayat {riwayat}) tanpa pesan kepada pemiliknya."


def penggabungan_putus() -> Iterator[str]:
    """Both sides of every merge exist, and the merged record leads to the survivor until it is undone."""
    for jenis, model in (("PELAKU", PelakuUsaha), ("USAHA", Usaha)):
        sisi = model._base_manager.filter(kode=models.OuterRef("lebur"))
        utama = model._base_manager.filter(kode=models.OuterRef("utama"))
        log = Penggabungan.objects.filter(jenis=jenis).order_by("pk")
        hilang = log.filter(~models.Exists(sisi) | ~models.Exists(utama))
        lepas = log.filter(models.Exists(sisi.filter(digabung_ke=None)), dibatalkan_pada=None)
        for kode in hilang.values_list("kode", flat=True).iterator(SEKALI_BACA):
            yield f"Penggabungan {kode} menunjuk data yang tidak ada."
        for kode in lepas.values_list("kode", flat=True).iterator(SEKALI_BACA):
            yield f"Penggabungan {kode} berlaku, tetapi data yang melebur berdiri sendiri."


def jejak_kosong() -> Iterator[str]:
    """A fact that another app wrote down says what it is and where it comes from."""
    kosong = models.Q(rekam_jejak__jenis="") | models.Q(rekam_jejak__kode="") | models.Q(rekam_jejak__judul="")
    for nomor in Usaha.objects.filter(kosong).order_by("pk").values_list("nomor", flat=True).iterator(SEKALI_BACA):
        yield f"Usaha {nomor} punya rekam jejak tanpa jenis, kode, atau judul."


# --- Who uses which number series -------------------------------------------------


def _nomor_usaha() -> Iterator[tuple[int, int | None]]:
    for nomor in Usaha.objects.order_by("pk").values_list("nomor", flat=True).iterator(SEKALI_BACA):
        terbaca = re.fullmatch(r".+-(\d\d)-(\d{6,})-.", nomor)
        yield (2000 + int(terbaca[1]), int(terbaca[2])) if terbaca else (0, None)


def _nomor_bukti() -> Iterator[tuple[int, int | None]]:
    seri = nomor_inti.SeriNomor.objects.filter(kode=bukti.SERI).first()
    pola = re.compile(pola_terbaca(seri.pola if seri else ""))
    baris = Dokumen.objects.filter(jenis=bukti.JENIS).order_by("pk").values_list("nomor", "diterbitkan__year")
    for nomor, tahun in baris.iterator(SEKALI_BACA):
        terbaca = pola.fullmatch(nomor)
        kunci = tahun if seri is None or seri.per_tahun else nomor_inti.SEPANJANG_MASA
        yield kunci, int(terbaca["urut"]) if terbaca else None


def pola_terbaca(pola: str) -> str:
    """Turn the pattern of a series into an expression that reads the counting number back."""
    bagian = []
    for teks, nama, _, _ in Formatter().parse(pola):
        bagian.append(re.escape(teks))
        if nama == "urut":
            bagian.append(r"(?P<urut>\d+)")
        elif nama is not None:
            bagian.append(r"[\dIVX]+")
    return "".join(bagian) or r"(?P<urut>\d+)"


NOMOR = [PemakaiNomor(SERI, _nomor_usaha), PemakaiNomor(bukti.SERI, _nomor_bukti)]
