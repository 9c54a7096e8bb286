"""The messages of training, one function each. No text carries a name."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone

from inti import tautan
from inti.templatetags.portal import jam, tanggal
from notifikasi.actions import kirim
from notifikasi.templat import TEMPAT_TERPANJANG, layak
from pelatihan.enums import Medium, StatusPeserta, TahapTanya

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inti.dokumen import Dokumen
    from pelatihan.models import Angkatan, PelatihAngkatan, Peserta, Sesi

AWALAN = "peserta:"
JAWAB = "pelatihan.jawab"
"""The purpose of a link that answers an offer or leaves the line; `perihal` is the kode of the place."""
INGAT_HARI, INGAT_JAM = "pelatihan_ingat_hari", "pelatihan_ingat_jam"
TANYA = {
    TahapTanya.KESAN: ("pelatihan_kesan", "pelatihan:kesan_isi"),
    TahapTanya.DAMPAK: ("pelatihan_dampak", "pelatihan:dampak_isi"),
}
"""What is asked: the message, and the address behind its link."""


def terdaftar(peserta: Peserta) -> None:
    """Tell that the seat is his."""
    _kepada(peserta, "pelatihan_terdaftar")


def masuk_antrean(peserta: Peserta) -> None:
    """Tell that he is on the waiting list."""
    _kepada(peserta, "pelatihan_antre")


def ditawari(peserta: Peserta) -> None:
    """Offer a seat, with a link that answers by one tap."""
    _dengan_jawaban(peserta, "pelatihan_tawaran", sampai=_waktu(peserta.sampai or peserta.angkatan.mulai))


def diajak(peserta: Peserta) -> None:
    """Tell that the head of a group asks him along, and that his seat waits for his answer by one tap."""
    _dengan_jawaban(peserta, "pelatihan_ajakan", sampai=_waktu(peserta.sampai or peserta.angkatan.mulai))


def diajak_antre(peserta: Peserta) -> None:
    """Tell that he waits with the group that asked him along, with a link that leaves by one tap."""
    _dengan_jawaban(peserta, "pelatihan_ajakan_antre")


def lamaran_diterima(peserta: Peserta) -> None:
    """Tell that the application lies with the office."""
    _kepada(peserta, "pelatihan_lamaran")


def lolos(peserta: Peserta) -> None:
    """Tell that the selection gave him a seat."""
    _kepada(peserta, "pelatihan_lolos")


def cadangan(peserta: Peserta) -> None:
    """Tell that he is a reserve; which one stands in the portal."""
    _kepada(peserta, "pelatihan_cadangan")


def tidak_lolos(peserta: Peserta) -> None:
    """Tell that the selection gave him no seat; his points stand in the portal."""
    _kepada(peserta, "pelatihan_tidak_lolos")


def diusulkan(peserta: Peserta) -> None:
    """Ask who was proposed by his kecamatan or desa, with a link that answers by one tap."""
    _dengan_jawaban(peserta, "pelatihan_usulan", sampai=_waktu(peserta.sampai or peserta.angkatan.mulai))


def diusulkan_cadangan(peserta: Peserta) -> None:
    """Tell that he was proposed as a reserve, with a link that leaves the line by one tap."""
    _dengan_jawaban(peserta, "pelatihan_usulan_cadangan")


def ingatkan(peserta: Peserta, sesi: Sesi, templat: str) -> None:
    """Remind of a class day, with its place; each time that a session was moved to is a cause of its own.

    Behind the button of who has no account stands the page of the class, which asks nobody to log in.
    """
    kunci = kunci_ingat(peserta.kode, sesi, templat)
    umum = peserta.pelaku.akun_id is None and peserta.angkatan.medium == Medium.RUANG
    url = peserta.angkatan.get_absolute_url() if umum else ""
    letak = _letak(sesi)
    _kepada(peserta, _menurut(letak, templat), kunci=kunci, url=url, tanggal=_waktu(sesi.mulai), **letak)


def kunci_ingat(kode: str, sesi: Sesi, templat: str) -> str:
    """Return the delivery key of this reminder to the place `kode`."""
    return f"{AWALAN}{kode}:{templat}:{sesi.pk}-{sesi.mulai:%Y%m%d%H%M}"


def tawaran_lewat(peserta: Peserta) -> None:
    """Tell that the offered seat went to the next."""
    _kepada(peserta, "pelatihan_tawaran_lewat")


def angkatan_batal(peserta: Peserta) -> None:
    """Tell that the class is called off; the reason stands on its page."""
    _kepada(peserta, "pelatihan_batal")


def lulus(peserta: Peserta) -> None:
    """Tell that he has passed."""
    _kepada(peserta, "pelatihan_lulus")


def belum_lulus(peserta: Peserta) -> None:
    """Tell that the rule was not met; what was missing stands in the portal."""
    _kepada(peserta, "pelatihan_belum_lulus")


def sertifikat_terbit(peserta: Peserta, dokumen: Dokumen) -> None:
    """Tell that a certificate was issued; a corrected one is a cause of its own."""
    _kepada(peserta, "pelatihan_sertifikat", sebab=dokumen.kode)


def sertifikat_diganti(peserta: Peserta, dokumen: Dokumen) -> None:
    """Tell that a new certificate takes the place of the old one."""
    _kepada(peserta, "pelatihan_sertifikat_ganti", sebab=dokumen.kode)


def sertifikat_dicabut(peserta: Peserta, dokumen: Dokumen) -> None:
    """Tell that the certificate is void; why stands in the portal."""
    _kepada(peserta, "pelatihan_sertifikat_cabut", sebab=dokumen.kode)


def hasil_dikoreksi(peserta: Peserta) -> None:
    """Tell that the result was put right; the line of history is the cause."""
    _kepada(peserta, "pelatihan_koreksi", sebab=str(peserta.riwayat.latest("pk").pk))


def jadwal_berubah(angkatan: Angkatan, bergeser: Sequence[Sesi], *, tambahan: str = "") -> None:
    """Tell everybody with a seat, and who teaches, that sessions or the place (`tambahan`) changed.

    Each new timetable and place is a cause of its own. When and where one meets next stands in the message.
    """
    semua = ",".join([*(f"{sesi.pk}:{sesi.geser}:{sesi.mulai:%Y%m%d%H%M}" for sesi in bergeser), tambahan])
    sebab = hashlib.sha256(semua.encode()).hexdigest()[:16]
    berikut = angkatan.sesi.filter(selesai__gte=timezone.now()).order_by("mulai").first()
    letak = _letak(berikut) if berikut else {}
    tanggal_berikut = {"tanggal": _waktu(berikut.mulai)} if berikut and "peta" in letak else {}
    duduk = angkatan.peserta.filter(status=StatusPeserta.TERDAFTAR)
    for peserta in duduk.select_related("pelaku__akun", "usaha", "angkatan"):
        _kepada(peserta, _menurut(letak, "pelatihan_jadwal"), sebab=sebab, **letak, **tanggal_berikut)
    mengajar_berubah(angkatan, sebab)


def tidak_kebagian(peserta: Peserta) -> None:
    """Tell who still waited that the class began without a free seat."""
    _kepada(peserta, "pelatihan_tidak_kebagian")


def mengajar_berubah(angkatan: Angkatan, sebab: str) -> None:
    """Tell who teaches a class that its timetable or place changed, or that it is called off."""
    for satu in angkatan.pelatih.select_related("akun"):
        _kepada_pelatih(satu, "pelatihan_mengajar_berubah", sebab=sebab)


def ditugaskan_mengajar(pelatih: PelatihAngkatan) -> None:
    """Tell a trainer that a class is his to teach."""
    _kepada_pelatih(pelatih, "pelatihan_mengajar", sebab=str(pelatih.pk))


def _kepada_pelatih(pelatih: PelatihAngkatan, templat: str, *, sebab: str) -> None:
    angkatan = pelatih.angkatan
    if angkatan.mulai is None:
        return
    kirim(
        templat=templat,
        konteks={"tanggal": timezone.localdate(angkatan.mulai)},
        akun=pelatih.akun,
        url=reverse("pelatihan:mengajar_angkatan", args=[angkatan.kode]),
        kunci=f"angkatan:{angkatan.kode}:{templat}:{pelatih.akun_id}:{sebab}",
    )


def materi(peserta: Peserta) -> None:
    """Tell, once after the last session, that what was handed out can be opened."""
    _kepada(peserta, "pelatihan_materi")


def tanya(peserta: Peserta, tahap: str, token: str, sampai: date) -> None:
    """Ask how the class was or, three months later, whether it helped, with a link that takes one answer."""
    templat, alamat = TANYA[TahapTanya(tahap)]
    _kepada(peserta, templat, url=reverse(alamat, args=[token]), sampai=sampai)


def _dengan_jawaban(peserta: Peserta, templat: str, **konteks: Any) -> None:
    """Send with a link that answers without logging in; it ends with the offer, or for who waits at the start."""
    if not peserta.pelaku.boleh_dikirimi:
        return
    token = tautan.buat(JAWAB, peserta.kode, sampai=peserta.sampai or peserta.angkatan.mulai)
    _kepada(peserta, templat, url=reverse("pelatihan:kunci", args=[token]), **konteks)


def _letak(sesi: Sesi) -> dict[str, str]:
    """Return `tempat` and `peta` of a session as a message takes them.

    `tempat` alone, saying how one meets, when it is by video or the place is none that may stand in a message.
    """
    tempat = " ".join(sesi.lokasi.split())
    if len(tempat) > TEMPAT_TERPANJANG:
        tempat = tempat[: TEMPAT_TERPANJANG - 1].rstrip(" ,") + "…"
    letak = {"tempat": tempat, "peta": sesi.peta}
    if all(layak(nama, isi) for nama, isi in letak.items()):
        return letak
    return {"tempat": "lewat pertemuan video" if sesi.angkatan.medium == Medium.DARING else "tatap muka"}


def _menurut(letak: dict[str, str], templat: str) -> str:
    """Return the message that names the place, or the one that says that it stands in the portal."""
    return templat if "peta" in letak else f"{templat}_portal"


def _kepada(peserta: Peserta, templat: str, *, sebab: str = "", kunci: str = "", url: str = "", **konteks: Any) -> None:
    """Send to the participant. The step is the delivery key, for it happens once to each place; else name `sebab`."""
    pelaku = peserta.pelaku
    if not pelaku.boleh_dikirimi:
        return
    bawaan = {"nomor": peserta.usaha.nomor, "tanggal": timezone.localdate(peserta.angkatan.mulai)}
    kirim(
        templat=templat,
        konteks=bawaan | konteks,
        akun=pelaku.akun,
        telepon=pelaku.telepon,
        url=url or peserta.get_absolute_url(),
        kunci=kunci or f"{AWALAN}{peserta.kode}:{templat}:{sebab}",
    )


def _waktu(pada: datetime) -> str:
    """Write "Senin, 23 November 2026 pukul 09.00 WIB"."""
    return f"{tanggal(pada)} pukul {jam(pada)}"
