"""People who come together: enrolled as a block, at the counter or by one of them who asks the others along."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from inti.workflow import SISTEM, mulai
from pelatihan import kursi, notifications, syarat
from pelatihan.actions.kursi import akhir_tawaran, rapikan, wajib_berebut, wajib_masih_dibuka
from pelatihan.enums import AKTIF
from pelatihan.models import Angkatan, Kelompok, Peserta
from umkm.models import PelakuUsaha, Usaha

Anggota = Sequence[tuple[PelakuUsaha, Usaha]]
TERBANYAK = 20
"""Members whom one person may ask along, himself included."""


@transaction.atomic
def daftar_kelompok(angkatan: Angkatan, *, nama: str, anggota: Anggota, semua: bool, oleh: Any) -> list[Peserta]:
    """Enrol several people together; with `semua` all of them sit or all of them wait. The first one is the head.

    At the counter all are enrolled at once. Whom the head asks along is offered a seat and answers himself, so that
    nobody finds himself enrolled by another; and the head learns of nobody what is in his way.

    Raises ValidationError naming who cannot come, for more people than seats, and for a class with selection.
    """
    wajib_berebut(angkatan)
    mengajak = oleh is not SISTEM and not oleh.is_staff
    baris = rapikan(angkatan)  # locks the pools: nobody of them enrols by himself at this moment
    wajib_masih_dibuka(angkatan, [p for p, _ in anggota])
    _wajib_dapat_ikut(angkatan, anggota, mengajak=mengajak)
    kelompok = Kelompok.objects.create(angkatan=angkatan, nama=nama, ketua=anggota[0][0], semua=semua)
    if semua and len(anggota) > sum(k.jumlah for k in baris):
        raise ValidationError("Anggotanya lebih banyak daripada kursi kelas ini. Pilih “sebagian”, atau kurangi.")
    baru = [Peserta(angkatan=angkatan, pelaku=p, usaha=u, kelompok=kelompok) for p, u in anggota]
    blok = [baru] if semua else [[satu] for satu in baru]
    tempat = {id(p): k for satu in blok for p, k in kursi.dudukkan(satu, baris) or ()}
    for urut, satu in enumerate(baru):
        satu.kuota = tempat.get(id(satu))
        satu.dikemudiankan = satu.kuota is None and syarat.sering_mangkir(satu.pelaku)
        _lahir(satu, oleh, diajak=mengajak and urut > 0)
    return baru


def cari_anggota(nomor: Sequence[str]) -> list[tuple[PelakuUsaha, Usaha]]:
    """Find the owners behind registration numbers, in their order.

    Raises ValidationError naming the numbers that belong to no business of the registry, or to one without an owner.
    """
    usaha = {u.nomor: u for u in Usaha.objects.utuh().filter(nomor__in=nomor).select_related("desa")}
    hasil, tidak = [], []
    for satu in nomor:
        milik = usaha.get(satu)
        pemilik = milik.pemilik if milik is not None else None
        if milik is None or pemilik is None:
            tidak.append(satu)
        else:
            hasil.append((pemilik, milik))
    if tidak:
        raise ValidationError([f"Nomor {satu} tidak ditemukan. Periksa lagi di HP pemiliknya." for satu in tidak])
    return hasil


def _wajib_dapat_ikut(angkatan: Angkatan, anggota: Anggota, *, mengajak: bool) -> None:
    orang = [pelaku.pk for pelaku, _ in anggota]
    if len(set(orang)) < len(orang):
        raise ValidationError("Satu orang disebut dua kali. Sebut setiap orang sekali saja.")
    sudah = set(angkatan.peserta.filter(pelaku__in=orang, status__in=AKTIF).values_list("pelaku", flat=True))
    salah: list[str] = []
    tiap = syarat.halangan_tiap(angkatan, anggota)
    for urut, (pelaku, usaha) in enumerate(anggota):
        kalimat = tiap[urut]
        if pelaku.pk in sudah:
            kalimat = [*kalimat, "Sudah terdaftar atau menunggu di angkatan ini."]
        if kalimat and mengajak and urut > 0:
            kalimat = ["Belum dapat diajak. Minta pemiliknya membuka halaman kelas ini untuk melihat sebabnya."]
        salah += [f"{usaha.nomor if mengajak else pelaku.nama}: {k}" for k in kalimat]
    if salah:
        raise ValidationError(salah)


def _lahir(satu: Peserta, oleh: Any, *, diajak: bool) -> None:
    if satu.kuota is None:
        mulai(satu, "ajak_antre" if diajak else "antre", oleh=oleh)
        (notifications.diajak_antre if diajak else notifications.masuk_antrean)(satu)
    elif diajak:
        satu.sampai = akhir_tawaran(satu.angkatan.mulai, timezone.now())
        mulai(satu, "ajak", oleh=oleh)
        notifications.diajak(satu)
    else:
        mulai(satu, "daftar", oleh=oleh)
        notifications.terdaftar(satu)
