"""Merging doubles, of persons or of businesses: every relation of every app moves, a log remembers, undo restores."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from akun.actions import alihkan_pengenal
from akun.permissions import kecamatan_kerja
from inti.alasan import wajib_alasan
from inti.dokumen import AlasanCabut
from inti.workflow import pindah
from notifikasi.actions import hentikan
from umkm import isian as aturan
from umkm import permissions
from umkm.actions import bukti, pindahan
from umkm.actions.ganda import catat_dugaan
from umkm.actions.tautan import nomor_milik, segarkan_akun
from umkm.enums import KeputusanGanda, StatusUsaha, StatusUsulan
from umkm.models import DugaanPelaku, DugaanUsaha, KepemilikanUsaha, PelakuUsaha, Penggabungan, Usaha

# What the survivor takes over where it is empty itself; fields of one group belong together.
ISIAN_PELAKU: tuple[tuple[str, ...], ...] = (
    ("telepon",),
    ("nik_sandi", "nik_sidik"),
    ("jenis_kelamin",),
    ("tanggal_lahir",),
    ("pendidikan",),
    ("disabilitas",),
    ("desa_id", "alamat", "domisili_luar"),
    ("foto_ktp_id",),
    ("meninggal_pada",),
)
ISIAN_USAHA: tuple[tuple[str, ...], ...] = (
    ("bentuk",),
    ("tahun_mulai", "bulan_mulai"),
    ("alamat", "rt", "rw"),
    ("lintang", "bujur"),
    ("kbli_id",),
    ("produk_utama",),
    ("pekerja_laki", "pekerja_perempuan", "pekerja_dibayar", "pekerja_tak_dibayar", "pekerja_disabilitas"),
    ("saluran",),
    ("tautan",),
    ("formulir_id",),
)


@transaction.atomic
def gabung_pelaku(utama: PelakuUsaha, lebur: PelakuUsaha, *, oleh: Any, alasan: str) -> Penggabungan:
    """Merge the person `lebur` into `utama`, with everything that hangs on it.

    Raises ValidationError when the two cannot be one (both proven, both with an account, already merged)
    or when the proven one is not the survivor; PermissionDenied without the right to merge, for a business of
    either in another kecamatan, and for one's own record.
    """
    utama, lebur = _kunci(PelakuUsaha, utama, lebur)
    wajib_berwenang(oleh, utama, lebur)
    if sebab := halangan(utama, lebur):
        raise ValidationError(sebab)
    alasan = wajib_alasan(alasan, maks=300)
    akun = lebur.akun if utama.akun is None else None
    berubah = pindahan.pindahkan(utama, lebur)
    if akun is not None:
        # One account, one person: the merged record lets go before the survivor takes over.
        berubah += pindahan.ubah(PelakuUsaha, lebur.pk, "akun", akun.pk, None)
        berubah += pindahan.ubah(PelakuUsaha, utama.pk, "akun", None, akun.pk)
    berubah += pindahan.pindahkan_sebutan(utama, lebur)
    log = _catat("PELAKU", utama, lebur, berubah, pindahan.isi_kosong(utama, lebur, *_aturan_isi(utama)))
    utama.refresh_from_db()
    segarkan_akun(utama)
    if utama.meninggal_pada and utama.akun:
        hentikan(akun=utama.akun)
    return _simpan(log, oleh=oleh, alasan=alasan)


@transaction.atomic
def gabung_usaha(utama: Usaha, lebur: Usaha, *, oleh: Any, alasan: str) -> Penggabungan:
    """Merge the business `lebur` into `utama`; the old number leads to the surviving one and its proof is void.

    Raises ValidationError when the owners differ (merge the persons first, or hand the business over), when the
    verified one is not the survivor, or when a proposal on the other waits; PermissionDenied outside the kecamatan.
    """
    utama, lebur = _kunci(Usaha, utama, lebur)
    wajib_berwenang(oleh, utama, lebur)
    if sebab := halangan(utama, lebur):
        raise ValidationError(sebab)
    alasan = wajib_alasan(alasan, maks=300)
    berubah = pindahan.pindahkan(utama, lebur)
    log = _catat("USAHA", utama, lebur, berubah, pindahan.isi_kosong(utama, lebur, *_aturan_isi(utama)))
    utama.refresh_from_db()
    lebur.refresh_from_db()
    bukti.cabut(lebur, alasan=AlasanCabut.DIGANTI, catatan=f"Digabung ke {utama.nomor}.", oleh=oleh)
    pindah(utama, "gabung", oleh=oleh, catatan=f"{lebur.nomor} digabung ke sini. {alasan}")
    pindah(lebur, "gabung", oleh=oleh, catatan=f"Digabung ke {utama.nomor}. {alasan}")
    if utama.pemilik is not None:
        segarkan_akun(utama.pemilik)
    return _simpan(log, oleh=oleh, alasan=alasan)


@transaction.atomic
def pisah(penggabungan: Penggabungan, *, oleh: Any, alasan: str) -> Penggabungan:
    """Undo a merge: what moved goes back, what was filled in is emptied again, unless it was changed since.

    Raises ValidationError when it was undone already, or when the survivor was merged on into another;
    PermissionDenied as the merge itself.
    """
    log = Penggabungan.objects.select_for_update(of=("self",)).get(pk=penggabungan.pk)
    if log.dibatalkan_pada is not None:
        raise ValidationError("Penggabungan ini sudah dibatalkan.")
    model: Any = PelakuUsaha if log.jenis == "PELAKU" else Usaha
    utama, lebur = _kunci(model, model.objects.get(kode=log.utama), model.objects.get(kode=log.lebur), tergabung=True)
    wajib_berwenang(oleh, utama, lebur)
    alasan = wajib_alasan(alasan, maks=300)
    pindahan.kosongkan(utama, lebur, log.isian)
    model._base_manager.filter(pk=lebur.pk).update(digabung_ke=None)
    pindahan.kembalikan(log.pindahan)
    log.dibatalkan_oleh, log.dibatalkan_pada, log.alasan_batal = oleh, timezone.now(), alasan
    log.save(update_fields=["dibatalkan_oleh", "dibatalkan_pada", "alasan_batal"])
    _tandai_dugaan(utama, lebur, KeputusanGanda.BUKAN, oleh)
    utama.refresh_from_db()
    lebur.refresh_from_db()
    if log.jenis == "PELAKU":
        _pisahkan_akun(utama, lebur)
    else:
        _pisahkan_usaha(utama, lebur, oleh=oleh, alasan=alasan)
    return log


def halangan(utama: Any, lebur: Any) -> str:
    """Say why `lebur` cannot go into `utama` as the two are now, and what to do about it; "" when it can."""
    return _halangan_pelaku(utama, lebur) if isinstance(utama, PelakuUsaha) else _halangan_usaha(utama, lebur)


def calon_isian(utama: Any, lebur: Any) -> list[str]:
    """Name the columns that are empty in `utama` and would be taken over from `lebur`."""
    return list(pindahan.calon_isian(utama, lebur, *_aturan_isi(utama)))


def dijamin(usaha: Usaha) -> set[str]:
    """Return the columns of a business that an official vouched for: no merge may fill them from unchecked data."""
    sifat = aturan.sifat(usaha)
    nama = {n.removeprefix("usaha.") for n, s in sifat.items() if n.startswith("usaha.") and s == aturan.USUL}
    return {f.attname for f in Usaha._meta.concrete_fields if f.name in nama}


def boleh_menggabung(oleh: Any, *data: Any) -> bool:
    """Tell whether `oleh` may merge or split these records: each in his kecamatan, none of them his own.

    A person counts with all the businesses that he has, for all of them feel the merge.
    """
    if not isinstance(data[0], PelakuUsaha):
        return all(permissions.penggabung(oleh, satu) for satu in data)
    if not oleh.has_perm("umkm.gabung_pelaku") or any(satu.akun_id == oleh.pk for satu in data):
        return False
    utuh = [satu.pk for satu in data if satu.digabung_ke_id is None]
    if PelakuUsaha.objects.terlihat_oleh(oleh).filter(pk__in=utuh).count() < len(utuh):
        return False
    lingkup = kecamatan_kerja(oleh)
    usaha = KepemilikanUsaha.objects.berjalan().filter(pelaku__in=[satu.pk for satu in data])
    return lingkup is None or not usaha.exclude(usaha__desa__kecamatan__in=lingkup).exists()


def wajib_berwenang(oleh: Any, *data: Any) -> None:
    """Raise PermissionDenied where `boleh_menggabung` says no."""
    if not boleh_menggabung(oleh, *data):
        raise PermissionDenied("Anda tidak berwenang menggabung atau memisahkan kedua data ini.")


def _aturan_isi(utama: Any) -> tuple[tuple[tuple[str, ...], ...], set[str]]:
    return (ISIAN_PELAKU, set()) if isinstance(utama, PelakuUsaha) else (ISIAN_USAHA, dijamin(utama))


def _halangan_pelaku(utama: PelakuUsaha, lebur: PelakuUsaha) -> str:
    if lebur.identitas_terbukti and utama.identitas_terbukti:
        return "Kedua identitas sudah diperiksa: ini dua orang yang berbeda."
    if lebur.identitas_terbukti:
        return "Pilih orang yang identitasnya sudah diperiksa sebagai data yang tetap."
    if utama.akun and lebur.akun:
        if lebur.akun.is_active and utama.akun.is_active:
            return "Keduanya punya akun sendiri. Minta orangnya memilih satu; pengelola portal menonaktifkan yang lain."
        if lebur.akun.is_active:
            return "Pilih orang yang akunnya masih aktif sebagai data yang tetap."
    akun = utama.akun or lebur.akun
    if akun is not None and not akun.telepon_terbukti:
        # Whoever knows a name and a NIK can sign up as a "double": the merge must not open the record to him.
        return "Nomor akun orang ini belum dibuktikan. Buktikan dulu di loket, lalu gabungkan."
    return ""


def _halangan_usaha(utama: Usaha, lebur: Usaha) -> str:
    if utama.pemilik != lebur.pemilik:
        return "Pemilik kedua usaha berbeda. Gabungkan dulu orangnya, atau alihkan usahanya."
    if lebur.status == StatusUsaha.TERVERIFIKASI and utama.status != StatusUsaha.TERVERIFIKASI:
        return "Pilih usaha yang sudah terverifikasi sebagai data yang tetap."
    if lebur.usulan.filter(status=StatusUsulan.DIAJUKAN).exists():
        return f"Masih ada usulan perubahan untuk {lebur.nomor}. Putuskan dulu usulan itu."
    return ""


def _kunci(model: Any, utama: Any, lebur: Any, *, tergabung: bool = False) -> tuple[Any, Any]:
    """Lock both records in one order, so that two merges of the same pair cannot deadlock."""
    if utama.pk == lebur.pk:
        raise ValidationError("Pilih dua data yang berbeda.")
    # Not the key itself: a row that is being added and points to one of them need not wait.
    kunci = model._base_manager.select_for_update(of=("self",), no_key=True)
    baris = {b.pk: b for b in kunci.filter(pk__in=(utama.pk, lebur.pk)).order_by("pk")}
    utama, lebur = baris[utama.pk], baris[lebur.pk]
    if utama.digabung_ke_id:
        raise ValidationError("Data yang tetap sudah digabung ke data lain.")
    if not tergabung and lebur.digabung_ke_id:
        raise ValidationError("Data ini sudah digabung.")
    return utama, lebur


def _catat(jenis: str, utama: Any, lebur: Any, berubah: list[pindahan.Perubahan], diisi: list[str]) -> Penggabungan:
    type(lebur)._base_manager.filter(pk=lebur.pk).update(digabung_ke=utama)
    return Penggabungan(jenis=jenis, utama=utama.kode, lebur=lebur.kode, pindahan=berubah, isian=diisi)


def _simpan(log: Penggabungan, *, oleh: Any, alasan: str) -> Penggabungan:
    log.oleh, log.alasan = oleh, alasan
    log.save()
    model: Any = PelakuUsaha if log.jenis == "PELAKU" else Usaha
    utama, lebur = model.objects.get(kode=log.utama), model.objects.get(kode=log.lebur)
    _teruskan_dugaan(utama, lebur)
    _tandai_dugaan(utama, lebur, KeputusanGanda.DIGABUNG, oleh)
    return log


def _pisahkan_akun(utama: PelakuUsaha, lebur: PelakuUsaha) -> None:
    """Let each account open with the numbers that are its own again, those of an owner without account with none."""
    for nomor in nomor_milik(lebur):
        alihkan_pengenal(nomor, ke=lebur.akun)
    segarkan_akun(utama)
    segarkan_akun(lebur)


def _pisahkan_usaha(utama: Usaha, lebur: Usaha, *, oleh: Any, alasan: str) -> None:
    pindah(utama, "pisah", oleh=oleh, catatan=f"{lebur.nomor} dipisahkan lagi. {alasan}")
    pindah(lebur, "pisah", oleh=oleh, catatan=f"Dipisahkan lagi dari {utama.nomor}. {alasan}")
    if lebur.status == StatusUsaha.TERVERIFIKASI:
        bukti.terbitkan(lebur, oleh=oleh)
    if lebur.pemilik is not None:
        segarkan_akun(lebur.pemilik)


def _model_dugaan(data: Any) -> Any:
    return DugaanPelaku if isinstance(data, PelakuUsaha) else DugaanUsaha


def _tandai_dugaan(utama: Any, lebur: Any, keputusan: str, oleh: Any) -> None:
    a, b = sorted((utama, lebur), key=lambda r: r.pk)
    _model_dugaan(utama).objects.filter(a=a, b=b).update(keputusan=keputusan, diputuskan_oleh=oleh)


def _teruskan_dugaan(utama: Any, lebur: Any) -> None:
    """Suspect the survivor of what the merged record was suspected of, or an open suspicion would be forgotten."""
    for dugaan in _model_dugaan(utama).objects.belum().tentang(lebur).select_related("a", "b"):
        lain = dugaan.b if dugaan.a_id == lebur.pk else dugaan.a
        if lain.pk != utama.pk and lain.digabung_ke_id is None:
            for alasan in dugaan.alasan:
                catat_dugaan(utama, lain, alasan)
