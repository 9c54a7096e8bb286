"""The machinery of a merge: what points to a record, how it moves, and how every change is written down for undo."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import Model
from django.utils import timezone

from akun.models import PengakuanPemberitahuan, Pengguna, Persetujuan
from umkm.models import KepemilikanUsaha, PelakuUsaha

# One change of one column: model label, field, primary key, value before, value after. All of it fits into JSON.
Perubahan = list[Any]

# Rows that stay with the record they were written about, each with the reason. Everything else that points to a
# merged record moves; a foreign key that should not must be named here.
TIDAK_PINDAH = {
    "umkm.CarianUsaha.usaha": "the words by which that very row is found; triggers write them",
    "umkm.RiwayatUsaha.usaha": "history cannot be rewritten; the page of the survivor tells of the merge",
    "umkm.DugaanPelaku.a": "a suspicion names the pair itself",
    "umkm.DugaanPelaku.b": "a suspicion names the pair itself",
    "umkm.DugaanUsaha.a": "a suspicion names the pair itself",
    "umkm.DugaanUsaha.b": "a suspicion names the pair itself",
    "umkm.PelakuUsahaEvent.pgh_obj": "the audit trail tells what that very row held",
    "umkm.PelakuUsahaEvent.digabung_ke": "the audit trail tells what that very row held",
    "umkm.UsahaEvent.pgh_obj": "the audit trail tells what that very row held",
    "umkm.UsahaEvent.digabung_ke": "the audit trail tells what that very row held",
}

# One NIK is encrypted to another text each time the keys change; its hash tells whether it is the same.
PENANDA = {"nik_sandi": "nik_sidik"}


def relasi(model: type[Model]) -> Iterator[tuple[type[Model], models.Field[Any, Any]]]:
    """Yield every column of every app that points to `model` and moves in a merge.

    Hidden ones too (`related_name="+"`), and the tables between, which is how many-to-many relations move.
    """
    for rel in model._meta.get_fields(include_hidden=True):
        if isinstance(rel, models.ManyToOneRel) and f"{rel.related_model._meta.label}.{rel.field.name}" not in (
            TIDAK_PINDAH
        ):
            yield rel.related_model, rel.field


def hitung(obj: Model) -> list[tuple[str, int]]:
    """Count what would move away from a record, as the name of the thing and how many, for each kind that it has."""
    hasil = []
    for model, field in relasi(type(obj)):
        jumlah = model._base_manager.filter(**{field.name: obj}).count()
        if jumlah:
            nama = "data yang pernah digabung ke sini" if field.name == "digabung_ke" else model._meta.verbose_name
            hasil.append((str(nama), jumlah))
    return sorted(hasil)


def pindahkan(utama: Model, lebur: Model) -> list[Perubahan]:
    """Let everything that points to `lebur` point to `utama`, row by row, and return what was changed.

    What the survivor has already (the same year, the same number, the same owner) stays behind.
    """
    hasil: list[Perubahan] = []
    for model, field in relasi(type(utama)):
        for pk in model._base_manager.filter(**{field.name: lebur}).order_by("pk").values_list("pk", flat=True):
            try:
                with transaction.atomic():
                    hasil += ubah(model, pk, field.name, lebur.pk, utama.pk)
            except IntegrityError:
                hasil += _tinggalkan(model, pk)
    return hasil


def pindahkan_sebutan(utama: PelakuUsaha, lebur: PelakuUsaha) -> list[Perubahan]:
    """Let what names a person by text follow: consents, the notice seen, and the account that knows its person.

    A consent that both gave is closed on the merged side. Papers and the read log name persons and businesses by
    text too, but can never be changed: whoever lists them asks for the merged records as well.
    """
    hasil: list[Perubahan] = []
    punya = Persetujuan.objects.berlaku().filter(subjek_kode=utama.kode)
    for pk, tujuan, mitra in (
        Persetujuan.objects.berlaku().filter(subjek_kode=lebur.kode).values_list("pk", "tujuan", "mitra")
    ):
        if punya.filter(tujuan=tujuan, mitra=mitra).exists():
            hasil += ubah(Persetujuan, pk, "ditarik_pada", None, timezone.now().isoformat())
    dibaca = PengakuanPemberitahuan.objects.filter(subjek_kode=utama.kode).values("versi")
    ikut: tuple[models.QuerySet[Any], ...] = (
        Persetujuan.objects.filter(subjek_kode=lebur.kode),
        PengakuanPemberitahuan.objects.filter(subjek_kode=lebur.kode).exclude(versi__in=dibaca),
        Pengguna.objects.filter(subjek_kode=lebur.kode),
    )
    for qs in ikut:
        for pk in list(qs.values_list("pk", flat=True)):
            hasil += ubah(qs.model, pk, "subjek_kode", lebur.kode, utama.kode)
    return hasil


def ubah(model: type[Model], pk: Any, field: str, lama: Any, baru: Any) -> list[Perubahan]:
    """Change one column of one row from `lama` to `baru`; an empty list when it does not hold `lama` any more."""
    kena = model._base_manager.filter(pk=pk, **{field: lama}).update(**{field: baru})
    return [[model._meta.label, field, pk, lama, baru]] if kena else []


def kembalikan(perubahan: list[Perubahan]) -> None:
    """Take changes back, the last one first. What has changed since, or has no place any more, stays as it is."""
    for label, field, pk, lama, baru in reversed(perubahan):
        try:
            with transaction.atomic():
                ubah(apps.get_model(label), pk, field, baru, lama)
        except IntegrityError:
            continue


def isi_kosong(utama: Model, lebur: Model, kelompok: tuple[tuple[str, ...], ...], kecuali: set[str]) -> list[str]:
    """Fill what is empty in the survivor from the merged record; return the names of what was filled.

    Fields of one group belong together (an address and its RT) and are taken all or none. The values are not
    written down: the merged record keeps them, and undo compares.
    """
    diisi = calon_isian(utama, lebur, kelompok, kecuali)
    if diisi:
        type(utama)._base_manager.filter(pk=utama.pk).update(**diisi)
    return list(diisi)


def calon_isian(utama: Model, lebur: Model, kelompok: tuple[tuple[str, ...], ...], kecuali: set[str]) -> dict[str, Any]:
    """Return what `isi_kosong` would fill in."""
    diisi: dict[str, Any] = {}
    for satu in kelompok:
        if all(_kosong(utama, n) for n in satu) and not kecuali.intersection(satu):
            diisi |= {n: getattr(lebur, n) for n in satu if not _kosong(lebur, n)}
    return diisi


def kosongkan(utama: Model, lebur: Model, diisi: list[str]) -> None:
    """Empty again what a merge had filled in, unless it was changed since."""
    sama = [n for n in diisi if getattr(utama, PENANDA.get(n, n)) == getattr(lebur, PENANDA.get(n, n))]
    if sama:
        kolom: dict[str, Any] = {f.attname: f for f in utama._meta.concrete_fields}
        awal = {n: kolom[n].get_default() for n in sama}
        type(utama)._base_manager.filter(pk=utama.pk).update(**awal)


def _kosong(obj: Model, nama: str) -> bool:
    return getattr(obj, nama) in (None, "", [])


def _tinggalkan(model: type[Model], pk: Any) -> list[Perubahan]:
    """Keep a row with the merged record. An ownership ends there, or one business would have one owner twice."""
    if model is not KepemilikanUsaha:
        return []
    hari_ini: date = timezone.localdate()
    return ubah(model, pk, "sampai", None, hari_ini.isoformat())
