"""The verbs that take and free a seat. `pelatihan.kursi` holds the rule, the database the last word."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from inti.workflow import SISTEM, TransisiDitolak, mulai, pindah
from pelatihan import kursi, notifications, syarat
from pelatihan.enums import AKTIF, SEMENTARA, StatusAngkatan, StatusPeserta
from pelatihan.models import Angkatan, Kelompok, Kuota, Peserta
from umkm.models import PelakuUsaha, Usaha

S = StatusPeserta
LAMA_TAHAN = timedelta(minutes=10)
LAMA_TAWARAN, LAMA_TAWARAN_DEKAT = timedelta(hours=24), timedelta(hours=2)
DEKAT = timedelta(hours=48)
"""A start nearer than this is near: an offer then ends after two hours."""
MENAWARKAN = (StatusAngkatan.DIBUKA, StatusAngkatan.DITUTUP)


class _Berubah(Exception):
    """A seat became free between looking and locking."""


def daftar(angkatan: Angkatan, *, pelaku: PelakuUsaha, usaha: Usaha, oleh: Any, kebutuhan: str = "") -> Peserta:
    """Take a seat at once, or a place on the waiting list when none is free; a second sending changes nothing.

    Raises ValidationError with what is in the way, PermissionDenied for somebody else's person.
    """
    return _masuk("daftar", angkatan, pelaku=pelaku, usaha=usaha, oleh=oleh, kebutuhan=kebutuhan)


def tahan(angkatan: Angkatan, *, pelaku: PelakuUsaha, usaha: Usaha, oleh: Any) -> Peserta:
    """Hold a seat for ten minutes while the form is filled in, or queue when none is free. Raises as `daftar`."""
    return _masuk("tahan", angkatan, pelaku=pelaku, usaha=usaha, oleh=oleh)


def _masuk(verba: str, angkatan: Angkatan, *, pelaku: PelakuUsaha, usaha: Usaha, oleh: Any, **isian: Any) -> Peserta:
    if kalimat := syarat.halangan(angkatan, pelaku, usaha):
        raise ValidationError(kalimat)
    try:
        with transaction.atomic():
            return _duduk_atau_antre(verba, angkatan, pelaku=pelaku, usaha=usaha, oleh=oleh, **isian)
    except IntegrityError as galat:
        # The same person twice at once: the second finds what the first has got.
        ada = Peserta.objects.filter(angkatan=angkatan, pelaku=pelaku, status__in=AKTIF).first()
        if ada is None or "peserta_sekali_per_angkatan" not in str(galat):
            raise
        return ada


def _duduk_atau_antre(
    verba: str, angkatan: Angkatan, *, pelaku: PelakuUsaha, usaha: Usaha, oleh: Any, **isian: Any
) -> Peserta:
    orang = kursi.ciri(pelaku, usaha)
    tempat = kursi.pilih(_kunci(angkatan, orang), orang)
    peserta = Peserta(angkatan=angkatan, pelaku=pelaku, usaha=usaha, kuota=tempat, **isian)
    if tempat is None:
        peserta.dikemudiankan = syarat.sering_mangkir(pelaku)
        mulai(peserta, "antre", oleh=oleh)
        notifications.masuk_antrean(peserta)
    elif verba == "tahan":
        peserta.sampai = timezone.now() + LAMA_TAHAN
        mulai(peserta, "tahan", oleh=oleh)
    else:
        mulai(peserta, verba, oleh=oleh)
        notifications.terdaftar(peserta)
    return peserta


def _kunci(angkatan: Angkatan, orang: kursi.Ciri) -> list[Kuota]:
    """Lock the pools: alone while a seat may be had, shared with the others who only want to wait."""
    if not _berubah_sendiri(angkatan) and kursi.pilih(angkatan.kuota.all(), orang) is None:
        try:
            with transaction.atomic():
                baris = kursi.kunci_bersama(angkatan)
                if kursi.pilih(baris, orang) is not None:
                    raise _Berubah  # gives the shared lock back: two who hold it could not both ask for more
                return baris
        except _Berubah:
            pass
    return rapikan(angkatan)


def _berubah_sendiri(angkatan: Angkatan) -> bool:
    """Tell whether time alone has freed a seat: one held or offered too long, or a narrow pool that opens today."""
    lewat = angkatan.peserta.filter(status__in=SEMENTARA, sampai__lt=timezone.now()).exists()
    return lewat or (angkatan.kuota_kembali is not None and angkatan.kuota_kembali <= timezone.localdate())


@transaction.atomic
def rapikan(angkatan: Angkatan) -> list[Kuota]:
    """Free the seats whose time is over, offer what is free to who waits, and return the pools, locked."""
    baris = kursi.kunci(angkatan)
    for satu in angkatan.peserta.filter(status__in=SEMENTARA, sampai__lt=timezone.now()).order_by("pk"):
        ditawari = satu.status == S.DITAWARI
        _lepas(satu, "kedaluwarsa", SISTEM, baris)
        if ditawari:
            notifications.tawaran_lewat(satu)
    _tawarkan(angkatan, baris)
    return baris


def _lepas(peserta: Peserta, verba: str, oleh: Any, baris: Sequence[Kuota], catatan: str = "") -> None:
    """Move somebody off, and give the seat back to its pool."""
    kuota = peserta.kuota_id
    pindah(peserta, verba, oleh=oleh, catatan=catatan, kuota=None, sampai=None)
    for satu in baris:
        if satu.pk == kuota:
            satu.terisi -= 1


def _tawarkan(angkatan: Angkatan, baris: Sequence[Kuota]) -> None:
    """Offer every free seat to the first who waits and fits, in the order of the list."""
    if angkatan.status not in MENAWARKAN or not any(k.sisa > 0 for k in baris):
        return
    antre = list(angkatan.peserta.antre().select_related("pelaku__akun", "usaha__desa__kecamatan", "kelompok"))
    sudah: set[int] = set()
    for satu in antre:
        if satu.pk in sudah:
            continue
        blok = [satu]
        if satu.kelompok is not None and satu.kelompok.semua:
            blok = [p for p in antre if p.kelompok_id == satu.kelompok_id]
        sudah.update(p.pk for p in blok)
        for peserta, kuota in _dudukkan(blok, baris) or ():
            pindah(peserta, "tawarkan", oleh=SISTEM, kuota=kuota, sampai=_akhir_tawaran(angkatan))
            notifications.ditawari(peserta)


def _dudukkan(blok: Sequence[Peserta], baris: Sequence[Kuota]) -> list[tuple[Peserta, Kuota]] | None:
    """Count a seat for each of a block, in the pools at hand; None, and nothing counted, when one finds no seat."""
    hasil: list[tuple[Peserta, Kuota]] = []
    for satu in blok:
        tempat = kursi.pilih(baris, kursi.ciri(satu.pelaku, satu.usaha))
        if tempat is None:
            for _, kuota in hasil:
                kuota.terisi -= 1
            return None
        tempat.terisi += 1
        hasil.append((satu, tempat))
    return hasil


def _akhir_tawaran(angkatan: Angkatan) -> datetime:
    """Return until when an offer of now stands: 24 hours, two when the start is near, never past the start."""
    kini = timezone.now()
    dekat = angkatan.mulai - kini < DEKAT
    return min(kini + (LAMA_TAWARAN_DEKAT if dekat else LAMA_TAWARAN), max(angkatan.mulai, kini))


@transaction.atomic
def konfirmasi(peserta: Peserta, *, oleh: Any, kebutuhan: str = "") -> Peserta:
    """Make a held seat one's own. Raises TransisiDitolak when it was let go, ValidationError when its time is over."""
    _wajib_belum_lewat(peserta)
    pindah(peserta, "konfirmasi", oleh=oleh, sampai=None, kebutuhan=kebutuhan)
    notifications.terdaftar(peserta)
    return peserta


@transaction.atomic
def terima(peserta: Peserta, *, oleh: Any) -> Peserta:
    """Accept an offered seat. Raises as `konfirmasi`; a second accepting finds the seat taken, by oneself."""
    _wajib_belum_lewat(peserta)
    pindah(peserta, "terima", oleh=oleh, sampai=None)
    notifications.terdaftar(peserta)
    return peserta


def _wajib_belum_lewat(peserta: Peserta) -> None:
    segar = Peserta.objects.select_for_update(of=("self",)).get(pk=peserta.pk)
    if segar.sampai is not None and segar.sampai < timezone.now():
        raise ValidationError("Waktu untuk kursi ini sudah lewat, dan kursinya diberikan kepada orang berikutnya.")


@transaction.atomic
def undur(peserta: Peserta, *, oleh: Any, catatan: str = "") -> Peserta:
    """Give up a place, whether seat, offer or waiting; the seat goes to the next at once.

    Raises TransisiDitolak when it ended before, ValidationError after the last day to withdraw from a seat.
    """
    angkatan = peserta.angkatan
    baris = kursi.kunci(angkatan)
    if (
        peserta.status == S.TERDAFTAR
        and angkatan.batas_undur is not None
        and angkatan.batas_undur < timezone.now()
        and not oleh.is_staff
    ):
        raise ValidationError("Batas mengundurkan diri sudah lewat. Hubungi dinas agar kursi Anda tidak sia-sia.")
    _lepas(peserta, "undur", oleh, baris, catatan)
    _tawarkan(angkatan, baris)
    return peserta


@transaction.atomic
def ganti(peserta: Peserta, *, pelaku: PelakuUsaha, oleh: Any) -> Peserta:
    """Let another person sit on this seat, and return that person's place.

    Raises ValidationError for a person who has a place already, TransisiDitolak when the seat is not held any more.
    """
    kursi.kunci(peserta.angkatan)
    if peserta.angkatan.peserta.filter(pelaku=pelaku, status__in=AKTIF).exists():
        raise ValidationError("Orang itu sudah terdaftar atau menunggu di angkatan ini.")
    kuota = peserta.kuota
    if kuota is None or not kursi.cocok(kuota, kursi.ciri(pelaku, peserta.usaha)):
        raise ValidationError("Kursi ini dari kuota khusus yang tidak cocok untuk orang itu.")
    pindah(peserta, "ganti", oleh=oleh, kuota=None)
    baru = Peserta(angkatan=peserta.angkatan, pelaku=pelaku, usaha=peserta.usaha, kuota=kuota, menggantikan=peserta)
    mulai(baru, "gantikan", oleh=oleh)
    notifications.terdaftar(baru)
    return baru


@transaction.atomic
def daftar_kelompok(
    angkatan: Angkatan, *, nama: str, anggota: Sequence[tuple[PelakuUsaha, Usaha]], semua: bool, oleh: Any
) -> list[Peserta]:
    """Enrol several people together; with `semua` all of them sit or all of them wait.

    Raises ValidationError naming whom something is in the way of.
    """
    for pelaku, usaha in anggota:
        if kalimat := syarat.halangan(angkatan, pelaku, usaha):
            raise ValidationError([f"{pelaku.nama}: {k}" for k in kalimat])
        if angkatan.peserta.filter(pelaku=pelaku, status__in=AKTIF).exists():
            raise ValidationError(f"{pelaku.nama} sudah terdaftar atau menunggu di angkatan ini.")
    kelompok = Kelompok.objects.create(angkatan=angkatan, nama=nama, ketua=anggota[0][0], semua=semua)
    baris = rapikan(angkatan)
    baru = [Peserta(angkatan=angkatan, pelaku=p, usaha=u, kelompok=kelompok) for p, u in anggota]
    if semua:
        tempat = {id(p): k for p, k in _dudukkan(baru, baris) or ()}
    else:
        tempat = {id(p): k for satu in baru for p, k in _dudukkan([satu], baris) or ()}
    for satu in baru:
        satu.kuota = tempat.get(id(satu))
        mulai(satu, "daftar" if satu.kuota else "antre", oleh=oleh)
        (notifications.terdaftar if satu.kuota else notifications.masuk_antrean)(satu)
    return baru


@transaction.atomic
def ubah_jumlah(kuota: Kuota, *, jumlah: int, oleh: Any) -> Kuota:
    """Change the size of a pool; what becomes free is offered at once.

    Raises ValidationError naming who sits there when it would be smaller than that.
    """
    angkatan = kuota.angkatan
    baris = kursi.kunci(angkatan)
    segar = next(k for k in baris if k.pk == kuota.pk)
    if jumlah < segar.terisi:
        nama = ", ".join(segar.peserta.duduk().values_list("pelaku__nama", flat=True))
        raise ValidationError(f"Sudah {segar.terisi} kursi terisi: {nama}. Jumlahnya tidak dapat kurang dari itu.")
    segar.jumlah = jumlah
    segar.save(update_fields=["jumlah"])
    _tawarkan(angkatan, baris)
    return segar


def sapu() -> int:
    """Let go what was held or offered too long in every class, each in a transaction of its own; return how many."""
    lewat = Peserta.objects.filter(status__in=SEMENTARA, sampai__lt=timezone.now())
    semua = Angkatan.objects.filter(pk__in=lewat.values("angkatan")) | Angkatan.objects.filter(
        status__in=MENAWARKAN, kuota_kembali__lte=timezone.localdate(), kuota__jumlah__gt=0
    )
    jumlah = 0
    for angkatan in semua.distinct():
        try:
            rapikan(angkatan)
        except TransisiDitolak:
            continue  # somebody accepted at the same moment; the next sweep looks again
        jumlah += 1
    return jumlah
