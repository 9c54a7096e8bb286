"""Merging doubles, of persons or of businesses: every relation of every app moves, a log remembers, undo restores."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from akun.actions import pindahkan_subjek
from inti.dokumen import AlasanCabut
from inti.workflow import pindah
from umkm import permissions
from umkm.actions import bukti
from umkm.actions.periksa import wajib_alasan
from umkm.actions.tautan import segarkan_akun
from umkm.actions.usulan import ke_json
from umkm.enums import KeputusanGanda, StatusUsaha
from umkm.models import DugaanPelaku, DugaanUsaha, PelakuUsaha, Penggabungan, Usaha

# Rows that stay with the record they were written about: history cannot be rewritten, and a
# suspicion names the pair itself. Everything else that points to a merged record moves.
TIDAK_PINDAH = {
    "umkm.RiwayatUsaha.usaha",
    "umkm.DugaanPelaku.a",
    "umkm.DugaanPelaku.b",
    "umkm.DugaanUsaha.a",
    "umkm.DugaanUsaha.b",
    "umkm.PelakuUsahaEvent.pgh_obj",
    "umkm.UsahaEvent.pgh_obj",
}
# What the surviving record takes over where it is empty itself.
ISIAN_PELAKU = (
    "akun",
    "telepon",
    "nik_sandi",
    "nik_sidik",
    "jenis_kelamin",
    "tanggal_lahir",
    "pendidikan",
    "disabilitas",
    "desa",
    "alamat",
    "domisili_luar",
    "foto_ktp",
)
ISIAN_USAHA = (
    "bentuk",
    "tahun_mulai",
    "bulan_mulai",
    "alamat",
    "rt",
    "rw",
    "lintang",
    "bujur",
    "kbli",
    "produk_utama",
    "tautan",
    "formulir",
)


@transaction.atomic
def gabung_pelaku(utama: PelakuUsaha, lebur: PelakuUsaha, *, oleh: Any, alasan: str) -> Penggabungan:
    """Merge the person `lebur` into `utama`, with everything that hangs on it.

    Raises ValidationError when the two cannot be one (both proven, both with an account, already merged)
    or when the proven one is not the survivor; PermissionDenied without the right to merge.
    """
    utama, lebur = _kunci(PelakuUsaha, utama, lebur)
    _boleh_pelaku(oleh, utama, lebur)
    if lebur.identitas_terbukti and utama.identitas_terbukti:
        raise ValidationError("Kedua identitas sudah diperiksa: ini dua orang yang berbeda.")
    if lebur.identitas_terbukti:
        raise ValidationError("Pilih orang yang identitasnya sudah diperiksa sebagai data yang tetap.")
    if utama.akun_id and lebur.akun_id:
        raise ValidationError("Keduanya punya akun sendiri. Minta orangnya memilih satu akun di loket lebih dahulu.")
    hasil = _gabung("PELAKU", utama, lebur, isian=ISIAN_PELAKU, oleh=oleh, alasan=alasan)
    pindahkan_subjek(dari=lebur.kode, ke=utama.kode)
    utama.refresh_from_db()
    segarkan_akun(utama)
    return hasil


@transaction.atomic
def gabung_usaha(utama: Usaha, lebur: Usaha, *, oleh: Any, alasan: str) -> Penggabungan:
    """Merge the business `lebur` into `utama`; the old number leads to the surviving one and its proof is void.

    Raises ValidationError when the owners differ (merge the persons first, or hand the business over),
    or when the verified one is not the survivor; PermissionDenied outside the kecamatan.
    """
    utama, lebur = _kunci(Usaha, utama, lebur)
    if not (permissions.penggabung(oleh, utama) and permissions.penggabung(oleh, lebur)):
        raise PermissionDenied("Anda tidak berwenang menggabung kedua usaha ini.")
    if utama.pemilik != lebur.pemilik:
        raise ValidationError("Pemilik kedua usaha berbeda. Gabungkan dahulu orangnya.")
    if lebur.status == StatusUsaha.TERVERIFIKASI and utama.status != StatusUsaha.TERVERIFIKASI:
        raise ValidationError("Pilih usaha yang sudah terverifikasi sebagai data yang tetap.")
    hasil = _gabung("USAHA", utama, lebur, isian=ISIAN_USAHA, oleh=oleh, alasan=alasan)
    bukti.cabut(lebur, alasan=AlasanCabut.DIGANTI, catatan=f"Digabung ke {utama.nomor}.", oleh=oleh)
    pindah(utama, "gabung", oleh=oleh, catatan=f"{lebur.nomor} digabung ke sini. {alasan}")
    pindah(lebur, "gabung", oleh=oleh, catatan=f"Digabung ke {utama.nomor}. {alasan}")
    return hasil


@transaction.atomic
def pisah(penggabungan: Penggabungan, *, oleh: Any, alasan: str) -> Penggabungan:
    """Undo a merge: what moved goes back, what was filled in is emptied again, unless it was changed since.

    Raises ValidationError when it was undone already, or when the survivor was merged on into another.
    """
    log = Penggabungan.objects.select_for_update(of=("self",)).get(pk=penggabungan.pk)
    if log.dibatalkan_pada is not None:
        raise ValidationError("Penggabungan ini sudah dibatalkan.")
    model: Any = PelakuUsaha if log.jenis == "PELAKU" else Usaha
    utama, lebur = _kunci(model, model.objects.get(kode=log.utama), model.objects.get(kode=log.lebur), tergabung=True)
    if log.jenis == "PELAKU":
        _boleh_pelaku(oleh, utama, lebur)
    elif not (permissions.penggabung(oleh, utama) and permissions.penggabung(oleh, lebur)):
        raise PermissionDenied("Anda tidak berwenang memisahkan kedua usaha ini.")
    _kembalikan_isian(utama, lebur, log.isian)
    model._base_manager.filter(pk=lebur.pk).update(digabung_ke=None)
    for label, field, pk in log.pindahan:
        apps.get_model(label)._base_manager.filter(pk=pk, **{field: utama.pk}).update(**{field: lebur.pk})
    log.dibatalkan_oleh, log.dibatalkan_pada = oleh, timezone.now()
    log.save(update_fields=["dibatalkan_oleh", "dibatalkan_pada"])
    _tandai_dugaan(utama, lebur, KeputusanGanda.BUKAN, oleh)
    utama.refresh_from_db()
    lebur.refresh_from_db()
    if log.jenis == "PELAKU":
        segarkan_akun(utama)
        segarkan_akun(lebur)
    else:
        pindah(utama, "pisah", oleh=oleh, catatan=f"{lebur.nomor} dipisahkan lagi. {wajib_alasan(alasan)}")
        pindah(lebur, "pisah", oleh=oleh, catatan=f"Dipisahkan lagi dari {utama.nomor}. {alasan}")
        if lebur.status == StatusUsaha.TERVERIFIKASI:
            bukti.terbitkan(lebur, oleh=oleh)
    return log


def relasi(model: type[models.Model]) -> Iterator[tuple[type[models.Model], models.Field[Any, Any]]]:
    """Yield every foreign key of every app that points to `model` and moves in a merge."""
    for rel in model._meta.related_objects:
        field: Any = rel.field
        pemilik: Any = rel.related_model
        if f"{pemilik._meta.label}.{field.name}" not in TIDAK_PINDAH:
            yield pemilik, field


def _gabung(jenis: str, utama: Any, lebur: Any, *, isian: tuple[str, ...], oleh: Any, alasan: str) -> Penggabungan:
    alasan = wajib_alasan(alasan)
    pindahan = [baris for model, field in relasi(type(utama)) for baris in _pindahkan(model, field, utama, lebur)]
    type(lebur)._base_manager.filter(pk=lebur.pk).update(digabung_ke=utama)
    lebur.digabung_ke = utama
    diisi = _isi_kosong(utama, lebur, isian)
    _tandai_dugaan(utama, lebur, KeputusanGanda.DIGABUNG, oleh)
    return Penggabungan.objects.create(
        jenis=jenis,
        utama=utama.kode,
        lebur=lebur.kode,
        pindahan=pindahan,
        isian=diisi,
        alasan=alasan,
        oleh=oleh,
    )


def _pindahkan(model: Any, field: Any, utama: Any, lebur: Any) -> Iterator[tuple[str, str, int]]:
    """Move row by row: one that the survivor already has (same year, same person) stays behind."""
    for pk in list(model._base_manager.filter(**{field.name: lebur}).values_list("pk", flat=True)):
        try:
            with transaction.atomic():
                model._base_manager.filter(pk=pk).update(**{field.name: utama})
        except IntegrityError:
            continue
        yield model._meta.label, field.name, pk


def _isi_kosong(utama: Any, lebur: Any, isian: tuple[str, ...]) -> dict[str, Any]:
    """Fill what is empty in the survivor from the merged record; return what was filled, for undo."""
    diisi = {n: getattr(lebur, n) for n in isian if getattr(utama, n) in (None, "") and getattr(lebur, n)}
    if "akun" in diisi:
        # One account, one person: the merged record lets go before the survivor takes over.
        type(lebur)._base_manager.filter(pk=lebur.pk).update(akun=None)
    if diisi:
        type(utama)._base_manager.filter(pk=utama.pk).update(**diisi)
    return {n: ke_json(v) for n, v in diisi.items() if n not in ("nik_sandi",)}


def _kembalikan_isian(utama: Any, lebur: Any, diisi: dict[str, Any]) -> None:
    kosong: dict[str, Any] = {}
    for nama, nilai in diisi.items():
        field = utama._meta.get_field(nama)
        if ke_json(getattr(utama, nama)) == nilai:
            kosong[nama] = None if field.null else ""
    if "nik_sidik" in kosong:
        kosong["nik_sandi"] = ""
    if kosong:
        type(utama)._base_manager.filter(pk=utama.pk).update(**kosong)
    if "akun" in kosong:
        type(utama)._base_manager.filter(pk=lebur.pk).update(akun=diisi["akun"])


def _kunci(model: Any, utama: Any, lebur: Any, *, tergabung: bool = False) -> tuple[Any, Any]:
    """Lock both records in one order, so that two merges of the same pair cannot deadlock."""
    if utama.pk == lebur.pk:
        raise ValidationError("Pilih dua data yang berbeda.")
    kunci = model._base_manager.select_for_update(of=("self",)).filter(pk__in=(utama.pk, lebur.pk)).order_by("pk")
    baris = {b.pk: b for b in kunci}
    utama, lebur = baris[utama.pk], baris[lebur.pk]
    if utama.digabung_ke_id:
        raise ValidationError("Data yang tetap sudah digabung ke data lain.")
    if not tergabung and lebur.digabung_ke_id:
        raise ValidationError("Data ini sudah digabung.")
    return utama, lebur


def _boleh_pelaku(oleh: Any, *pelaku: PelakuUsaha) -> None:
    terlihat = PelakuUsaha.objects.terlihat_oleh(oleh).filter(pk__in=[p.pk for p in pelaku]).count()
    if not oleh.has_perm("umkm.gabung_pelaku") or terlihat < sum(p.digabung_ke_id is None for p in pelaku):
        raise PermissionDenied("Anda tidak berwenang menggabung kedua orang ini.")


def _tandai_dugaan(utama: Any, lebur: Any, keputusan: str, oleh: Any) -> None:
    model: Any = DugaanPelaku if isinstance(utama, PelakuUsaha) else DugaanUsaha
    a, b = sorted((utama, lebur), key=lambda r: r.pk)
    model.objects.filter(a=a, b=b).update(keputusan=keputusan, diputuskan_oleh=oleh)
