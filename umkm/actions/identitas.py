"""Who a person is, vouched for by an official: proven at a check or at the counter, and mended there."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from inti import sandi
from inti.alasan import wajib_alasan
from inti.workflow import SISTEM, pindah
from umkm import permissions
from umkm.actions.tulis import catat_nik_kembar, nik_tersandi
from umkm.models import PelakuUsaha, Usaha


@transaction.atomic
def betulkan_nik(pelaku: PelakuUsaha, *, oleh: Any, nik: str, alasan: str) -> None:
    """Mend the NIK of a proven identity at the counter; `alasan` names the card that was seen and what was wrong.

    `nik` are the 16 digits as `inti.nik.urai` gives them. The identity stays proven. Others with the new number are
    noted for the officials and told. Raises ValidationError when the identity was never proven, when nothing would
    change, or when another proven person has the number; PermissionDenied without the right or outside the kecamatan.
    """
    if not permissions.atas_orang(oleh, pelaku, "umkm.betulkan_nik"):
        raise PermissionDenied("Anda tidak berwenang atas data orang ini.")
    alasan = wajib_alasan(alasan)
    pelaku = PelakuUsaha.objects.select_for_update(of=("self",), no_key=True).get(pk=pelaku.pk)
    if not pelaku.identitas_terbukti:
        raise ValidationError("Identitas orang ini belum diperiksa. NIK-nya diubah lewat data pemilik, seperti biasa.")
    if pelaku.nik_sidik in sandi.semua_sidik(nik):
        raise ValidationError({"nik": "NIK ini sama dengan yang tersimpan."})
    tulis_nik(pelaku, nik)
    catat_nik_kembar(pelaku)
    for milik in pelaku.kepemilikan.berjalan().select_related("usaha__desa"):
        pindah(milik.usaha, "betulkan_nik", oleh=penulis(oleh, milik.usaha), catatan=alasan)


def tulis_nik(pelaku: PelakuUsaha, nik: str) -> None:
    """Keep the NIK of a person who is proven or about to be; raises ValidationError when another proven one has it."""
    wajib_tunggal(pelaku, sandi.semua_sidik(nik))
    for nama, nilai in nik_tersandi(nik).items():
        setattr(pelaku, nama, nilai)
    _simpan(pelaku, ["nik_sandi", "nik_sidik"])


def buktikan(pelaku: PelakuUsaha | None) -> None:
    """Let the identity of a person count as proven.

    Raises ValidationError without a person or a NIK, or when the NIK belongs to another proven person.
    """
    if pelaku is None:
        raise ValidationError("Usaha ini sedang tidak punya pemilik.")
    # What is vouched for is what stands there now, not what was read when the page was opened.
    pelaku.refresh_from_db(from_queryset=PelakuUsaha.objects.select_for_update(of=("self",), no_key=True))
    if not pelaku.nik_sandi:
        raise ValidationError("NIK pemilik belum diisi. Minta dilengkapi dulu.")
    wajib_tunggal(pelaku, sandi.semua_sidik(sandi.dekripsi(pelaku.nik_sandi)))
    pelaku.identitas_terbukti = True
    _simpan(pelaku, ["identitas_terbukti"])


def penulis(oleh: Any, usaha: Usaha) -> Any:
    """What is true of a person is true of all his businesses; outside the official's kecamatan the system writes it."""
    return oleh if permissions.dalam_lingkup(oleh, usaha) and not permissions.pengelola(oleh, usaha) else SISTEM


def wajib_tunggal(pelaku: PelakuUsaha, sidik: list[str]) -> None:
    """Raise ValidationError when another proven person has one of these hashes, the older keys' among them."""
    lain = PelakuUsaha.objects.utuh().filter(identitas_terbukti=True, nik_sidik__in=sidik).exclude(pk=pelaku.pk)
    if lain.exists():
        raise _dipakai()


def _simpan(pelaku: PelakuUsaha, kolom: list[str]) -> None:
    """Save; of two persons with one NIK who are proven at the same moment the constraint lets one through."""
    try:
        with transaction.atomic():
            pelaku.save(update_fields=[*kolom, "diubah"])
    except IntegrityError:
        raise _dipakai() from None


def _dipakai() -> ValidationError:
    return ValidationError(
        "NIK ini sudah dipakai orang lain yang identitasnya sudah diperiksa. Lihat daftar dugaan ganda."
    )
