"""What must hold of every case, number, paper and upload, as checks that find where it does not.

Each app keeps its own in `<app>/keutuhan.py`: `daftar()` returns its checks, `PERIHAL` names the records that papers
and other texts point to, `NOMOR` the users of its number series. `operasi.keutuhan` gathers and runs them.

A check yields one plain sentence per fault, reads rows as a stream, and names no person: keys and numbers only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from itertools import groupby
from typing import Any, NamedTuple

from django.apps import apps
from django.core.files.storage import Storage
from django.db import connection, models
from django.utils import timezone

from inti import jam
from inti.berkas import Berkas, yatim
from inti.dokumen import Dokumen
from inti.kalender import libur
from inti.nomor import UrutTerakhir
from inti.perkara import Perkara

SEKALI_BACA = 2000
"""Rows held at a time."""
POTONGAN = 1 << 20
UMUR_SISA = timedelta(days=2)
"""A rolled back transaction leaves its file; `bersihkan_berkas` takes it away the night after next at the latest."""


class Pemeriksaan(NamedTuple):
    """One check: its name in a list of results, and what looks for faults.

    `di_cuplikan`: it compares tables with each other, so it reads all of them as they were at one moment.
    """

    judul: str
    cari: Callable[[], Iterator[str]]
    di_cuplikan: bool = True


class PemakaiNomor(NamedTuple):
    """Who uses a number series: yields (year, counting number) of each, the number None where it cannot be read."""

    seri: str
    nomor: Callable[[], Iterable[tuple[int, int | None]]]


def daftar() -> list[Pemeriksaan]:
    """The checks of the ground: history and clock of every kind of case, kept papers, uploads."""
    perkara = [
        satu
        for model in semua_perkara()
        for nama in [model._meta.verbose_name]
        for satu in (
            Pemeriksaan(f"Status {nama} sama dengan baris riwayat terakhirnya", _milik(status_beda, model)),
            Pemeriksaan(f"Riwayat {nama} bersambung tanpa putus", _milik(riwayat_putus, model)),
            Pemeriksaan(f"Jatuh tempo {nama} sama dengan hitungan dari riwayatnya", _milik(jatuh_tempo_beda, model)),
        )
    ]
    return [
        *perkara,
        Pemeriksaan("Setiap dokumen terbit ada berkasnya dan tidak berubah", dokumen_rusak, di_cuplikan=False),
        Pemeriksaan("Setiap unggahan ada berkasnya dan tidak berubah", unggahan_rusak, di_cuplikan=False),
        Pemeriksaan("Tidak ada berkas tanpa catatan", berkas_sisa, di_cuplikan=False),
    ]


# --- Cases ---------------------------------------------------------------------


def semua_perkara() -> list[type[Perkara]]:
    """Every kind of case that is installed, in the order of their tables."""
    ada = [m for m in apps.get_models() if issubclass(m, Perkara)]
    return sorted(ada, key=lambda model: model._meta.db_table)


def status_beda(model: type[Perkara]) -> Iterator[str]:
    """A status that only `inti.workflow` may write is what the last line of history says; a case has a first line."""
    tabel, riwayat, kunci = _tabel(model)
    baris = _alirkan(
        f"SELECT p.id, p.status, r.ke FROM {tabel} p LEFT JOIN "  # noqa: S608 - names of our own tables
        f"(SELECT DISTINCT ON ({kunci}) {kunci} AS perkara, ke FROM {riwayat} ORDER BY {kunci}, pada DESC, id DESC) r"
        " ON r.perkara = p.id WHERE r.ke IS DISTINCT FROM p.status ORDER BY p.id"
    )
    for nomor, status, ke in baris:
        if ke is None:
            yield f"{_sebut(model, nomor)} berstatus {status} tanpa satu baris riwayat pun."
        else:
            yield f"{_sebut(model, nomor)} berstatus {status}, padahal riwayat terakhirnya {ke}."


def riwayat_putus(model: type[Perkara]) -> Iterator[str]:
    """Each line of history begins where the one before it ended; the first begins with nothing."""
    _, riwayat, kunci = _tabel(model)
    baris = _alirkan(
        f"SELECT id, perkara, dari, seharusnya FROM (SELECT id, {kunci} AS perkara, dari, "  # noqa: S608
        f"coalesce(lag(ke) OVER (PARTITION BY {kunci} ORDER BY pada, id), '') AS seharusnya FROM {riwayat}) r "
        "WHERE dari <> seharusnya ORDER BY perkara, id"
    )
    for nomor, perkara, dari, seharusnya in baris:
        yield (
            f"{_sebut(model, perkara)}: baris riwayat {nomor} mulai dari “{dari}”, padahal sebelumnya “{seharusnya}”."
        )


def jatuh_tempo_beda(model: type[Perkara]) -> Iterator[str]:
    """`jatuh_tempo` is a cache of what history and days off say; empty while the ball is not ours."""
    di_kami = [status for status, pemegang in model.ALUR.pemegang.items() if pemegang == jam.KAMI]
    semua = model._base_manager.order_by("pk")
    diam = semua.exclude(status__in=di_kami).exclude(jatuh_tempo=None).values_list("pk", flat=True)
    for nomor in diam.iterator(SEKALI_BACA):
        yield f"{_sebut(model, nomor)} punya jatuh tempo, padahal tidak di tangan kita."
    berjalan = semua.filter(status__in=di_kami).values_list("pk", "jatuh_tempo")
    for potongan in _potong(berjalan.iterator(SEKALI_BACA)):
        seharusnya = _hitung_jatuh_tempo(model, [nomor for nomor, _ in potongan])
        for nomor, tercatat in potongan:
            if tercatat != seharusnya.get(nomor):
                yield (
                    f"{_sebut(model, nomor)} tercatat jatuh tempo {tercatat}, hitungannya {seharusnya.get(nomor)}. "
                    "Bila hari libur baru diubah: manage.py hitung_jatuh_tempo."
                )


def _hitung_jatuh_tempo(model: type[Perkara], nomor: list[int]) -> dict[int, Any]:
    """Derive the deadlines of some cases from their history, in two queries."""
    janji = {obj.pk: (obj.janji, obj.hitungan) for obj in model._base_manager.filter(pk__in=nomor)}
    riwayat, kunci = _riwayat(model)
    baris = riwayat._base_manager.filter(**{f"{kunci}__in": nomor}).order_by(kunci, "pada", "pk")
    per_perkara = groupby(baris.values_list(kunci, "pada", "pemegang").iterator(SEKALI_BACA), key=lambda b: b[0])
    hasil = {}
    for satu, milik in per_perkara:
        jejak = jam.sejak_dibuka([(pada, pemegang or None) for _, pada, pemegang in milik])
        hari, hitungan = janji[satu]
        if hari is not None:
            hasil[satu] = jam.jatuh_tempo(jejak, hari, libur(), hitungan=hitungan)
    return hasil


def _riwayat(model: type[Perkara]) -> tuple[type[models.Model], str]:
    """The history model of a kind of case, and the column that leads from it to the case."""
    rel = next(satu for satu in model._meta.related_objects if satu.get_accessor_name() == "riwayat")
    return rel.related_model, rel.field.attname


def _tabel(model: type[Perkara]) -> tuple[str, str, str]:
    riwayat, kunci = _riwayat(model)
    kutip = connection.ops.quote_name
    return kutip(model._meta.db_table), kutip(riwayat._meta.db_table), kutip(kunci)


def _sebut(model: type[models.Model], nomor: int) -> str:
    return f"{str(model._meta.verbose_name).capitalize()} #{nomor}"


def _milik(cari: Callable[[type[Perkara]], Iterator[str]], model: type[Perkara]) -> Callable[[], Iterator[str]]:
    return lambda: cari(model)


# --- Numbers ---------------------------------------------------------------------


def nomor_tidak_rapat(pemakai: Iterable[PemakaiNomor]) -> Iterator[str]:
    """Of every series each number from 1 to the last one taken is used, once, and none beyond it.

    Holds one byte per number of a year. A number whose pattern was changed since counts as used, wherever it fits.
    """
    terakhir: dict[str, dict[int, int]] = {}
    for satu in UrutTerakhir.objects.select_related("seri").order_by("seri__kode", "tahun"):
        terakhir.setdefault(satu.seri.kode, {})[satu.tahun] = satu.urut
    for siapa in pemakai:
        yield from _periksa_seri(siapa, terakhir.pop(siapa.seri, {}))
    for seri in terakhir:
        yield f"Seri nomor {seri} dipakai, tetapi tidak ada yang tahu untuk apa."


def _periksa_seri(siapa: PemakaiNomor, terakhir: dict[int, int]) -> Iterator[str]:
    dipakai = {tahun: bytearray(urut + 1) for tahun, urut in terakhir.items()}
    tak_terbaca = dict.fromkeys(terakhir, 0)
    for tahun, urut in siapa.nomor():
        if tahun not in dipakai:
            yield f"Seri nomor {siapa.seri}: nomor tahun {tahun} dipakai, tetapi tahun itu tidak punya hitungan."
        elif urut is None:
            tak_terbaca[tahun] += 1
        elif not 0 < urut < len(dipakai[tahun]):
            yield f"Seri nomor {siapa.seri} tahun {tahun}: nomor {urut} di luar hitungan 1 sampai {terakhir[tahun]}."
        elif dipakai[tahun][urut]:
            yield f"Seri nomor {siapa.seri} tahun {tahun}: nomor {urut} dipakai lebih dari sekali."
        else:
            dipakai[tahun][urut] = 1
    for tahun, peta in dipakai.items():
        kosong = [urut for urut in range(1, len(peta)) if not peta[urut]] if 0 in peta[1:] else []
        if len(kosong) != tak_terbaca[tahun]:
            contoh = ", ".join(str(urut) for urut in kosong[:5])
            yield (
                f"Seri nomor {siapa.seri} tahun {tahun}: {len(kosong)} nomor tidak dipakai ({contoh}), "
                f"dan {tak_terbaca[tahun]} nomor berpola lain."
            )


# --- Papers and what texts point to ----------------------------------------------


def perihal_hilang(perihal: dict[str, type[models.Model]]) -> Iterator[str]:
    """Every paper names a kind of record that we know and one that exists."""
    for jenis in Dokumen.objects.order_by("perihal_jenis").values_list("perihal_jenis", flat=True).distinct():
        papan = Dokumen.objects.filter(perihal_jenis=jenis)
        if jenis not in perihal:
            yield f"{papan.count()} dokumen tentang “{jenis}”, jenis yang tidak dikenal."
            continue
        ada = perihal[jenis]._base_manager.filter(kode=models.OuterRef("perihal_kode"))
        hilang = papan.filter(~models.Exists(ada)).order_by("pk").values_list("kode", "perihal_kode")
        for kode, perihal_kode in hilang.iterator(SEKALI_BACA):
            yield f"Dokumen {kode} menunjuk {jenis} {perihal_kode} yang tidak ada."


# --- Files -----------------------------------------------------------------------


def dokumen_rusak() -> Iterator[str]:
    """The kept file of every issued paper is there with the bytes that were issued."""
    baris = Dokumen.objects.order_by("pk").values_list("pk", "kode", "file", "sha256")
    for nomor, kode, jalur, sidik in baris.iterator(SEKALI_BACA):
        if salah := _salah_berkas(Dokumen, jalur, sidik):
            yield f"Dokumen {kode}: {salah} ({jalur or 'tanpa jalur'}, baris {nomor})."


def unggahan_rusak() -> Iterator[str]:
    """The file of every upload is there, of the size and with the bytes that were kept.

    Read without a snapshot: an upload deleted meanwhile is no fault.
    """
    baris = Berkas.objects.order_by("pk").values_list("pk", "kode", "file", "sha256", "ukuran")
    for nomor, kode, jalur, sidik, ukuran in baris.iterator(SEKALI_BACA):
        salah = _salah_berkas(Berkas, jalur, sidik, ukuran)
        if salah and Berkas.objects.filter(pk=nomor).exists():
            yield f"Unggahan {kode}: {salah} ({jalur or 'tanpa jalur'}, baris {nomor})."


def berkas_sisa() -> Iterator[str]:
    """No file without a row is older than the nightly cleaning leaves it."""
    batas = timezone.now() - UMUR_SISA
    for model, folder in ((Berkas, "berkas"), (Dokumen, "dokumen")):
        penyimpanan = _penyimpanan(model)
        for jalur in yatim(model, folder):
            if penyimpanan.exists(jalur) and penyimpanan.get_modified_time(jalur) < batas:
                yield f"Berkas {jalur} tidak tercatat di basis data. Hapus dengan manage.py bersihkan_berkas."


def _salah_berkas(model: type[models.Model], jalur: str, sidik: str, ukuran: int | None = None) -> str:
    """Say what is wrong with a kept file, or "" when nothing is."""
    penyimpanan = _penyimpanan(model)
    try:
        if not jalur:
            return "tidak menyebut berkasnya"
        if ukuran is not None and penyimpanan.size(jalur) != ukuran:
            return f"berkasnya {penyimpanan.size(jalur)} byte, seharusnya {ukuran}"
        with penyimpanan.open(jalur) as berkas:
            return "" if _sidik(berkas) == sidik else "isi berkasnya berubah"
    except FileNotFoundError:
        return "berkasnya hilang"
    except OSError as galat:
        return f"berkasnya tidak dapat dibaca ({galat.strerror})"


def _sidik(berkas: Any) -> str:
    hasil = hashlib.sha256()
    while potongan := berkas.read(POTONGAN):
        hasil.update(potongan)
    return hasil.hexdigest()


def _penyimpanan(model: type[models.Model]) -> Storage:
    return model._meta.get_field("file").storage  # type: ignore[union-attr]


# --- Reading by the stream -------------------------------------------------------


def _alirkan(sql: str) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a query through a cursor on the server, so that a million of them weigh nothing here."""
    with connection.chunked_cursor() as kursor:
        kursor.execute(sql)
        while baris := kursor.fetchmany(SEKALI_BACA):
            yield from baris


def _potong(baris: Iterable[Any]) -> Iterator[list[Any]]:
    potongan: list[Any] = []
    for satu in baris:
        potongan.append(satu)
        if len(potongan) == SEKALI_BACA:
            yield potongan
            potongan = []
    if potongan:
        yield potongan
