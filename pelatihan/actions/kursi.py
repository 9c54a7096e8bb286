"""The verbs that take and free a seat. `pelatihan.kursi` holds the rule, the database the last word."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from inti import langsung
from inti.workflow import SISTEM, mulai, pindah
from notifikasi import jam_kirim
from notifikasi.enums import Jenis
from pelatihan import kursi, notifications, permissions, syarat
from pelatihan.enums import AKTIF, MENAWARKAN, CaraMasuk, StatusAngkatan, StatusPeserta
from pelatihan.models import Angkatan, Kuota, Peserta
from umkm.models import PelakuUsaha, Usaha

S = StatusPeserta
LAMA_TAHAN = timedelta(minutes=10)
LAMA_TAWARAN, LAMA_TAWARAN_DEKAT = timedelta(hours=24), timedelta(hours=2)
PERCOBAAN = 3
"""Tries of one enrolment: a seat may become free, and a place of the same person be given up, while it is at work."""
BARU_BERUBAH = "Tempat di kelas ini baru saja berubah. Lihat lagi keadaannya, lalu coba lagi."
DEKAT = timedelta(hours=48)
"""A start nearer than this is near: an offer then ends after two hours."""
_STATUS_KINI = (
    "SELECT a.status, EXISTS (SELECT FROM pelatihan_pelatihangkatan t WHERE t.angkatan_id = a.id"
    " AND t.akun_id = ANY(%s::bigint[])) FROM pelatihan_angkatan a WHERE a.id = %s"
)


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
    wajib_berebut(angkatan)
    if kalimat := syarat.halangan(angkatan, pelaku, usaha):
        raise ValidationError(kalimat)
    for ke in range(PERCOBAAN):
        peserta = Peserta(angkatan=angkatan, pelaku=pelaku, usaha=usaha, **isian)
        try:
            with transaction.atomic():
                baris = _kunci(peserta, lihat_dulu=ke == 0)
                wajib_masih_dibuka(angkatan, [pelaku])
                return _duduk_atau_antre(verba, peserta, oleh, baris)
        except _Berubah:
            continue
        except IntegrityError as galat:
            if ada := yang_mendahului(galat, angkatan, pelaku):
                return ada
    raise ValidationError(BARU_BERUBAH)


def yang_mendahului(galat: IntegrityError, angkatan: Angkatan, pelaku: PelakuUsaha) -> Peserta | None:
    """Return what the same person has got who enrolled twice at once, None when he has given it up meanwhile.

    Raises `galat` when it tells of something else.
    """
    if "peserta_sekali_per_angkatan" not in str(galat):
        raise galat
    return Peserta.objects.filter(angkatan=angkatan, pelaku=pelaku, status__in=AKTIF).first()


def wajib_berebut(angkatan: Angkatan) -> None:
    """Raise ValidationError for a class whose seats are not given to who comes first."""
    if angkatan.cara == CaraMasuk.SELEKSI:
        raise ValidationError("Kursi kelas ini diberikan lewat seleksi.")
    if angkatan.hanya_usulan:
        raise ValidationError(
            "Kursi kelas ini diberikan lewat usulan kecamatan dan desa. Sampaikan minat Anda di kantor desa."
        )


def wajib_masih_dibuka(angkatan: Angkatan, orang: Sequence[PelakuUsaha]) -> None:
    """Ask the class again once its pools are locked: it may have been called off while somebody waited for them.

    Raises ValidationError when it takes nobody any more, and as `status_kini` does.
    """
    if status_kini(angkatan, orang) != StatusAngkatan.DIBUKA:
        raise ValidationError("Pendaftaran sudah ditutup.")


def status_kini(angkatan: Angkatan, orang: Sequence[PelakuUsaha]) -> str:
    """Return the status of a class as it is now, in one question with whether one of these people teaches it.

    Raises ValidationError for a trainer of the class: he would mark and score himself.
    """
    ((status, mengajar),) = langsung.tanya(_STATUS_KINI, [[p.akun_id or 0 for p in orang], angkatan.pk])
    if mengajar:
        raise ValidationError("Pelatih kelas ini tidak dapat menjadi pesertanya.")
    return status


def _duduk_atau_antre(verba: str, peserta: Peserta, oleh: Any, baris: Sequence[Kuota]) -> Peserta:
    peserta.kuota = kursi.pilih(baris, kursi.ciri(peserta.pelaku, peserta.usaha))
    if peserta.kuota is None:
        peserta.dikemudiankan = syarat.sering_mangkir(peserta.pelaku)
        mulai(peserta, "antre", oleh=oleh)
        notifications.masuk_antrean(peserta)
    elif verba == "tahan":
        peserta.sampai = timezone.now() + LAMA_TAHAN
        mulai(peserta, "tahan", oleh=oleh)
    else:
        mulai(peserta, verba, oleh=oleh)
        notifications.terdaftar(peserta)
    return peserta


def _kunci(peserta: Peserta, *, lihat_dulu: bool) -> list[Kuota]:
    """Lock the pools: alone while a seat may be had, shared with the others who only want to wait.

    Raises _Berubah, which gives the shared lock back (two who hold it could not both ask for more), when a seat
    became free between looking and locking.
    """
    angkatan, orang = peserta.angkatan, kursi.ciri(peserta.pelaku, peserta.usaha)
    baris, berubah = kursi.lihat(angkatan)
    if berubah or not lihat_dulu:
        return rapikan(angkatan)
    if kursi.pilih(baris, orang) is not None:
        return kursi.kunci(angkatan)
    baris = kursi.kunci_bersama(angkatan)
    if kursi.pilih(baris, orang) is not None:
        raise _Berubah
    return baris


@transaction.atomic
def rapikan(angkatan: Angkatan) -> list[Kuota]:
    """Free the seats whose time is over, offer what is free to who waits, and return the pools, locked."""
    baris = kursi.kunci(angkatan)
    # Locked and asked again: who accepts at this very moment is out of it.
    lewat = kursi.lewat_waktu().filter(angkatan=angkatan).select_for_update(of=("self",))
    for satu in lewat.select_related("pelaku__akun", "angkatan").order_by("pk"):
        ditawari = satu.status == S.DITAWARI
        lepas(satu, "kedaluwarsa", SISTEM, baris)
        if ditawari:
            notifications.tawaran_lewat(satu)
    tawarkan(angkatan, baris)
    return baris


def lepas(peserta: Peserta, verba: str, oleh: Any, baris: Sequence[Kuota], catatan: str = "") -> None:
    """Move somebody off, and give the seat back to its pool, which the caller has locked."""
    kuota = peserta.kuota_id
    pindah(peserta, verba, oleh=oleh, catatan=catatan, kuota=None, sampai=None)
    for satu in baris:
        if satu.pk == kuota:
            satu.terisi -= 1


def tawarkan(angkatan: Angkatan, baris: Sequence[Kuota]) -> None:
    """Offer every free seat to the first who waits and fits, in the order of the list; the caller has locked the pools.

    Once the class has begun or was called off, also while this waited for the pools, nobody is asked any more.
    """
    kini = timezone.now()
    if not any(k.sisa > 0 for k in baris):
        return
    angkatan.refresh_from_db(fields=["status", "mulai"])
    if angkatan.status not in MENAWARKAN or angkatan.sudah_mulai():
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
        for peserta, kuota in kursi.dudukkan(blok, baris) or ():
            pindah(peserta, "tawarkan", oleh=SISTEM, kuota=kuota, sampai=akhir_tawaran(angkatan.mulai, kini))
            notifications.ditawari(peserta)


def akhir_tawaran(mulai_kelas: datetime | None, kini: datetime) -> datetime:
    """Return until when an offer of `kini` stands: 24 hours, two when the start is near, never past the start.

    One made in the evening counts from the morning, when its message leaves.
    """
    berangkat = jam_kirim.berangkat(Jenis.PERKARA, kini)
    if mulai_kelas is None:
        return berangkat + LAMA_TAWARAN
    lama = LAMA_TAWARAN_DEKAT if mulai_kelas - kini < DEKAT else LAMA_TAWARAN
    return min(berangkat + lama, mulai_kelas)


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
    kursi.kunci_bersama(peserta.angkatan)  # nobody calls the class off meanwhile
    segar = Peserta.objects.select_for_update(of=("self",)).select_related("angkatan").get(pk=peserta.pk)
    if segar.angkatan.status == StatusAngkatan.DIBATALKAN:
        raise ValidationError("Kelas ini dibatalkan.")
    if segar.sampai is not None and segar.sampai < timezone.now():
        raise ValidationError("Waktu untuk kursi ini sudah lewat, dan kursinya diberikan kepada orang berikutnya.")


@transaction.atomic
def undur(peserta: Peserta, *, oleh: Any, catatan: str = "") -> Peserta:
    """Give up a place, whether seat, offer or waiting; the seat goes to the next at once.

    Raises TransisiDitolak when it ended before, ValidationError after the last moment to withdraw from a seat,
    which is the start where none is set. The office may still take somebody off then.
    """
    angkatan = peserta.angkatan
    baris = kursi.kunci(angkatan)
    peserta.refresh_from_db(fields=["status", "kuota", "sampai"])  # an offer may have come before the lock
    kantor = oleh is SISTEM or permissions.pengelola_peserta(oleh, peserta)
    akhir = syarat.akhir_undur(angkatan)
    if peserta.status == S.TERDAFTAR and akhir is not None and akhir < timezone.now() and not kantor:
        raise ValidationError("Batas mengundurkan diri sudah lewat. Hubungi dinas agar kursi Anda tidak sia-sia.")
    lepas(peserta, "undur", oleh, baris, catatan)
    tawarkan(angkatan, baris)
    return peserta


@transaction.atomic
def ganti(peserta: Peserta, *, pelaku: PelakuUsaha, oleh: Any) -> Peserta:
    """Let another person of the same business sit on this seat, and return that person's place.

    Until the class begins: somebody else is better than an empty chair, so the day to withdraw does not bind here.
    Raises ValidationError for a person who is not of the business or has a place already, and after the start;
    TransisiDitolak when the seat is not held any more.
    """
    angkatan = peserta.angkatan
    kursi.kunci(angkatan)
    peserta.refresh_from_db(fields=["status", "kuota"])
    if status_kini(angkatan, [pelaku]) not in MENAWARKAN or angkatan.sudah_mulai():
        raise ValidationError("Kelas sudah mulai, jadi pesertanya tidak dapat diganti lagi.")
    if not syarat.calon_pengganti(peserta).filter(pk=pelaku.pk).exists():
        raise ValidationError("Pengganti harus pemilik lain atau pembantu dari usaha ini, dan belum terdaftar.")
    kuota = peserta.kuota
    pindah(peserta, "ganti", oleh=oleh, kuota=None)
    if kuota is None or not kursi.cocok(kuota, kursi.ciri(pelaku, peserta.usaha)):
        raise ValidationError("Kursi ini dari kuota khusus yang tidak cocok untuk orang itu.")
    baru = Peserta(angkatan=angkatan, pelaku=pelaku, usaha=peserta.usaha, kuota=kuota, menggantikan=peserta)
    mulai(baru, "gantikan", oleh=oleh)
    notifications.terdaftar(baru)
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
        siapa = _sebut(segar, oleh)
        raise ValidationError(f"Sudah {segar.terisi} kursi terisi: {siapa}. Jumlahnya tidak dapat kurang dari itu.")
    segar.jumlah = jumlah
    segar.save(update_fields=["jumlah"])
    tawarkan(angkatan, baris)
    return segar


def _sebut(kuota: Kuota, oleh: Any) -> str:
    """Name who sits in a pool, as far as this official may know them; the others are counted."""
    duduk = kuota.peserta.duduk()
    terlihat = duduk if oleh is SISTEM else duduk.terlihat_oleh(oleh)
    nama = list(terlihat.order_by("pk").values_list("pelaku__nama", flat=True))
    if lain := duduk.count() - len(nama):
        nama.append(f"{lain} orang di luar wilayah kerja Anda")
    return ", ".join(nama)
