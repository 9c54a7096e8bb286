"""Forms of services: a draft is copied from the last version, edited, published; publishing retires the one before.

Every verb on a draft leaves it tidy: steps count from 1, fields from 10 in tens, and the heading of a step stands on
its first field.
"""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from inti.workflow import SISTEM
from layanan.enums import KeadaanVersi
from layanan.formulir import langkah, periksa_versi
from layanan.models import IsianFormulir, Layanan, VersiFormulir

TERSALIN = (
    "kode",
    "langkah",
    "judul_langkah",
    "urut",
    "label",
    "bantuan",
    "jenis",
    "wajib",
    "pilihan",
    "kondisi",
    "asal",
)
"""What makes a field; copied from version to version, and from file to file."""
URUT_AKHIR = 32_000


@transaction.atomic
def susun(layanan: Layanan, *, oleh: Any, catatan: str = "") -> VersiFormulir:
    """Begin a new version with the fields of the latest one; the draft that is already there comes back instead."""
    _wajib_boleh(oleh)
    layanan = Layanan.objects.select_for_update(of=("self",)).get(pk=layanan.pk)
    lama = layanan.versi.order_by("-nomor").first()
    if lama is not None and lama.keadaan == KeadaanVersi.DRAF:
        return lama
    baru = VersiFormulir.objects.create(layanan=layanan, nomor=lama.nomor + 1 if lama else 1, catatan=catatan)
    if lama is not None:
        IsianFormulir.objects.bulk_create(
            IsianFormulir(versi=baru, **{nama: getattr(satu, nama) for nama in TERSALIN}) for satu in lama.isian.all()
        )
    return baru


@transaction.atomic
def terbitkan(versi: VersiFormulir, *, oleh: Any) -> VersiFormulir:
    """Put a draft into use; the version before it retires, and cases made with it finish on it.

    Raises ValidationError when no sensible form can be made of its fields, or when it is no draft any more.
    """
    versi = _draf(versi, oleh)
    isian = list(versi.isian.all())
    for satu in isian:
        satu.full_clean()
    periksa_versi(isian, versi.layanan.berkas.filter(aktif=True))
    VersiFormulir.objects.filter(layanan=versi.layanan_id, keadaan=KeadaanVersi.TERBIT).update(
        keadaan=KeadaanVersi.PENSIUN
    )
    versi.keadaan, versi.diterbitkan_pada = KeadaanVersi.TERBIT, timezone.now()
    versi.save(update_fields=["keadaan", "diterbitkan_pada"])
    return versi


@transaction.atomic
def buang(versi: VersiFormulir, *, oleh: Any) -> None:
    """Throw a draft away; the version in use stays as it is."""
    _draf(versi, oleh).delete()


@transaction.atomic
def hentikan(versi: VersiFormulir, *, oleh: Any) -> VersiFormulir:
    """Retire the version in use without a successor: the service cannot be asked for until there is one."""
    _wajib_boleh(oleh)
    versi = VersiFormulir.objects.select_for_update(of=("self",)).get(pk=versi.pk)
    if versi.keadaan != KeadaanVersi.TERBIT:
        raise ValidationError("Hanya versi yang dipakai yang dapat dihentikan.")
    versi.keadaan = KeadaanVersi.PENSIUN
    versi.save(update_fields=["keadaan"])
    return versi


# --- Fields of a draft -----------------------------------------------------------------


@transaction.atomic
def simpan_isian(isian: IsianFormulir, *, oleh: Any) -> IsianFormulir:
    """Keep a new or changed field of a draft; a new one goes to the end of its step and gets its code from its label.

    Raises ValidationError, and when the version is no draft any more.
    """
    versi = _draf(isian.versi, oleh)
    if isian.pk is None:
        isian.urut = URUT_AKHIR
        isian.kode = isian.kode or _kode(isian.label, set(versi.isian.values_list("kode", flat=True)))
    isian.full_clean()
    isian.save()
    _tata(_susunan(versi))
    return isian


@transaction.atomic
def hapus_isian(isian: IsianFormulir, *, oleh: Any) -> None:
    """Take a field out of a draft. Raises ValidationError while another field is asked only after its answer."""
    versi = _draf(isian.versi, oleh)
    anak = [f"“{i.label}”" for i in versi.isian.all() if i.kondisi and i.kondisi["isian"] == isian.kode]
    if anak:
        raise ValidationError(f"Pertanyaan ini menentukan {', '.join(anak)}. Ubah dulu syarat tampilnya.")
    judul = isian.judul_langkah
    isian.delete()
    _tata([(awal or (judul if milik[0].langkah == isian.langkah else ""), milik) for awal, milik in _susunan(versi)])


@transaction.atomic
def geser_isian(isian: IsianFormulir, *, oleh: Any, naik: bool) -> None:
    """Move a field of a draft one place up or down; at the edge of its step it goes into the next one there."""
    versi = _draf(isian.versi, oleh)
    susunan = _susunan(versi)
    ke = next(n for n, (_, milik) in enumerate(susunan) if any(i.pk == isian.pk for i in milik))
    milik = susunan[ke][1]
    letak = next(n for n, i in enumerate(milik) if i.pk == isian.pk)
    tujuan = letak - 1 if naik else letak + 1
    if 0 <= tujuan < len(milik):
        milik[letak], milik[tujuan] = milik[tujuan], milik[letak]
    elif 0 <= (tetangga := ke - 1 if naik else ke + 1) < len(susunan):
        satu = milik.pop(letak)
        susunan[tetangga][1].insert(len(susunan[tetangga][1]) if naik else 0, satu)
    _tata(susunan)


@transaction.atomic
def beri_judul(versi: VersiFormulir, nomor: int, judul: str, *, oleh: Any) -> None:
    """Name a step of a draft. Raises ValidationError when there is no such step, or when the name is too long."""
    versi = _draf(versi, oleh)
    susunan = _susunan(versi)
    if not 1 <= nomor <= len(susunan):
        raise ValidationError("Langkah ini tidak ada lagi.")
    IsianFormulir._meta.get_field("judul_langkah").clean(judul, None)
    susunan[nomor - 1] = (judul, susunan[nomor - 1][1])
    _tata(susunan)


def _susunan(versi: VersiFormulir) -> list[tuple[str, list[IsianFormulir]]]:
    """Read a version as its steps: heading ("" for none) and fields."""
    return [
        (next((i.judul_langkah for i in satu.isian if i.judul_langkah), ""), satu.isian)
        for satu in langkah(versi.isian.all())
    ]


def _tata(susunan: list[tuple[str, list[IsianFormulir]]]) -> None:
    """Write the order of a draft anew; a step without fields is gone."""
    semua = []
    for nomor, (judul, milik) in enumerate([s for s in susunan if s[1]], 1):
        for urut, satu in enumerate(milik, 1):
            satu.langkah, satu.urut, satu.judul_langkah = nomor, 10 * urut, judul if urut == 1 else ""
            semua.append(satu)
    IsianFormulir.objects.bulk_update(semua, ["langkah", "urut", "judul_langkah"])


def _kode(label: str, terpakai: set[str]) -> str:
    """Make the code of a field from its question: "Nama merek?" becomes nama_merek, the second nama_merek_2."""
    dasar = re.sub(r"^[^a-z]+", "", slugify(label).replace("-", "_"))[:30].strip("_") or "isian"
    calon, n = dasar, 2
    while calon in terpakai:
        calon, n = f"{dasar}_{n}", n + 1
    return calon


def _draf(versi: VersiFormulir, oleh: Any) -> VersiFormulir:
    """Lock the service and return the draft as it is now. Raises ValidationError when it is none any more."""
    _wajib_boleh(oleh)
    Layanan.objects.select_for_update(of=("self",)).get(pk=versi.layanan_id)
    kini = VersiFormulir.objects.select_related("layanan").filter(pk=versi.pk).first()
    if kini is None:
        raise ValidationError("Rancangan ini sudah dibuang.")
    if kini.keadaan != KeadaanVersi.DRAF:
        raise ValidationError("Versi ini sudah terbit. Susun versi baru untuk mengubahnya.")
    return kini


def _wajib_boleh(oleh: Any) -> None:
    if oleh is None:
        raise TypeError("Pelaku belum disebut; pakai SISTEM bila tidak ada orangnya.")
    if oleh is not SISTEM and not (oleh.is_staff and oleh.has_perm("layanan.change_versiformulir")):
        raise PermissionDenied("Anda tidak berwenang mengubah formulir.")
