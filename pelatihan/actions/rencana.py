"""Planning a class in one go, and what of it may change afterwards: its facts, its pools of seats, its trainers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F

from inti.alasan import wajib_alasan
from inti.workflow import pindah
from pelatihan import kursi as aturan_kursi
from pelatihan import notifications, permissions
from pelatihan.actions import angkatan as aksi
from pelatihan.actions import kursi, seleksi
from pelatihan.enums import AKTIF, BERAKHIR, DUDUK, CaraMasuk, PeranPelatih, StatusAngkatan
from pelatihan.models import Angkatan, Kuota, PelatihAngkatan, Sesi

A = StatusAngkatan
DAPAT_DIUBAH = (
    "kurikulum",
    "nama",
    "medium",
    "tempat",
    "alamat",
    "desa",
    "tautan",
    "cara",
    "sasaran",
    "dibuka_pada",
    "ditutup_pada",
    "batas_undur",
    "kuota_kembali",
    "sumber_dana",
    "biaya",
    "sebut_pelatih",
)
TEMPATNYA = ("medium", "tempat", "alamat", "desa", "tautan")
"""What whoever comes must know of when it changes."""


@transaction.atomic
def susun(
    angkatan: Angkatan,
    *,
    kuota: Sequence[Kuota],
    sesi: Sequence[aksi.BarisSesi],
    pelatih: Mapping[Any, str] | None = None,
    asal: Angkatan | None = None,
    oleh: Any,
) -> Angkatan:
    """Plan a class with its pools, its timetable and its trainers (account to role): all of it, or nothing.

    One that selects as the earlier class `asal` did takes its criteria along, as a copy of its own.
    Raises ValidationError as `rencanakan` and `susun_jadwal`, PermissionDenied outside one's reach.
    """
    aksi.rencanakan(angkatan, kuota=kuota, oleh=oleh)
    if sesi:
        aksi.susun_jadwal(angkatan, sesi)
    for akun, peran in (pelatih or {}).items():
        pasang_pelatih(angkatan, akun=akun, peran=peran, oleh=oleh)
    if asal is not None and angkatan.cara == asal.cara == CaraMasuk.SELEKSI and asal.kriteria.exists():
        seleksi.salin_kelas(angkatan, dari=asal, oleh=oleh)
    return angkatan


@transaction.atomic
def ubah(angkatan: Angkatan, *, oleh: Any, **isian: Any) -> list[str]:
    """Change the facts of a class and return the names of those that changed; a new place is told to who comes.

    Raises ValidationError once the class has ended, and when people already have enrolled under another course, another
    way of giving seats, or a lower fee.
    """
    segar = _terkunci(angkatan, oleh)
    berubah = [nama for nama in DAPAT_DIUBAH if nama in isian and getattr(segar, nama) != isian[nama]]
    if segar.peserta.exists():
        _wajib_adil(segar, isian, berubah)
    for nama in berubah:
        setattr(segar, nama, isian[nama])
        setattr(angkatan, nama, isian[nama])
    segar.full_clean(exclude=["status"])
    _wajib_sewilayah(segar, oleh)
    segar.save(update_fields=berubah)
    if segar.status != A.RENCANA and any(nama in TEMPATNYA for nama in berubah):
        Sesi.objects.filter(angkatan=segar).update(geser=F("geser") + 1)  # a phone's calendar takes only a newer one
        notifications.jadwal_berubah(segar, list(Sesi.objects.filter(angkatan=segar)), tambahan=_tempat(segar))
    return berubah


def _tempat(angkatan: Angkatan) -> str:
    return "|".join(str(getattr(angkatan, nama)) for nama in TEMPATNYA)


def _wajib_adil(angkatan: Angkatan, isian: Mapping[str, Any], berubah: Sequence[str]) -> None:
    """What people agreed to when they enrolled stays, or gets better for them."""
    if "kurikulum" in berubah:
        raise ValidationError({"kurikulum": "Sudah ada pendaftar, jadi pelatihannya tetap. Buat angkatan lain."})
    if "cara" in berubah:
        raise ValidationError({"cara": "Sudah ada pendaftar, jadi cara memberi kursi tetap."})
    if "biaya" in berubah and isian["biaya"] > angkatan.biaya:
        raise ValidationError({"biaya": "Sudah ada pendaftar, jadi biaya hanya dapat diturunkan."})


@transaction.atomic
def atur_kursi(
    angkatan: Angkatan, *, jumlah: Mapping[Kuota, int], baru: Sequence[Kuota] = (), oleh: Any, alasan: str = ""
) -> None:
    """Change the sizes of pools and add new ones; what becomes free is offered to who waits at once.

    Taking back seats that were announced demands `alasan`, kept in history and read by who waits for them. Raises
    ValidationError without it, naming who sits in a pool that would be too small, or for a pool that exists already.
    """
    dulu = {k.pk: k.jumlah for k in aturan_kursi.kunci(angkatan)}  # the pools before the class, as whoever enrols does
    segar = _terkunci(angkatan, oleh)
    for kuota, banyak in jumlah.items():
        if kuota.jumlah != banyak:
            kursi.ubah_jumlah(kuota, jumlah=banyak, oleh=oleh)
    for satu in baru:
        satu.angkatan = angkatan
        satu.full_clean()
        satu.save()
    if baru:
        kursi.rapikan(angkatan)
    berkurang = [f"{k} dari {dulu[k.pk]} menjadi {n} kursi" for k, n in jumlah.items() if n < dulu[k.pk]]
    if berkurang and segar.status != A.RENCANA:
        kata = "; ".join(berkurang)
        wajib = f"Kursi yang sudah diumumkan berkurang ({kata}). Tulis alasan yang dapat dimengerti yang menunggu"
        pindah(segar, "kurangi_kursi", oleh=oleh, catatan=f"{kata}. {wajib_alasan(alasan, maks=300, kalimat=wajib)}")


@transaction.atomic
def pasang_pelatih(angkatan: Angkatan, *, akun: Any, peran: str = PeranPelatih.UTAMA, oleh: Any) -> PelatihAngkatan:
    """Put a trainer or a stand-in on a class, or give him the other role; he is told when he is new.

    Raises ValidationError for an account that may not teach, or who sits in the class himself.
    """
    _terkunci(angkatan, oleh)
    if not akun.is_active or not akun.has_perm("pelatihan.mengajar"):
        raise ValidationError(f"Akun {akun} belum menjadi pelatih. Minta admin memberinya peran pelatih.")
    aktif = (*DUDUK, *AKTIF)
    if angkatan.peserta.filter(pelaku__akun=akun, status__in=aktif).exists():
        raise ValidationError(f"{akun} terdaftar sebagai peserta kelas ini, jadi tidak dapat mengajarnya.")
    ada = PelatihAngkatan.objects.filter(angkatan=angkatan, akun=akun).first()
    if ada is not None:
        ada.peran = peran
        ada.save(update_fields=["peran"])
        return ada
    baru = PelatihAngkatan(angkatan=angkatan, akun=akun, peran=peran)
    baru.full_clean()
    baru.save()
    notifications.ditugaskan_mengajar(baru)
    return baru


@transaction.atomic
def lepas_pelatih(pelatih: PelatihAngkatan, *, oleh: Any) -> None:
    """Take a trainer off a class. The marks he put stay; what his phone still sends is refused with a sentence."""
    _terkunci(pelatih.angkatan, oleh)
    pelatih.delete()


def _terkunci(angkatan: Angkatan, oleh: Any) -> Angkatan:
    """Lock the class and return it as it is now. Raises PermissionDenied, and ValidationError once it has ended."""
    segar = Angkatan.objects.select_for_update(of=("self",), no_key=True).get(pk=angkatan.pk)
    _wajib_sewilayah(segar, oleh)
    if segar.status in BERAKHIR:
        raise ValidationError("Angkatan ini sudah berakhir, jadi tidak berubah lagi.")
    return segar


def _wajib_sewilayah(angkatan: Angkatan, oleh: Any) -> None:
    if oleh.is_active and permissions.penyelenggara(oleh, angkatan):
        return
    raise PermissionDenied("Angkatan ini di luar wilayah kerja Anda.")
