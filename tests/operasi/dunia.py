"""A small registry made by the verbs themselves, so that numbers, history, papers and messages are real."""

from __future__ import annotations

from typing import Any

from django.db import connection

from inti import sandi
from tests.factories import DesaFactory, KbliFactory, buat_berkas
from umkm.actions import periksa
from umkm.actions.daftar import daftar
from umkm.models import Usaha

NIK = "33251147089{:05d}"


def usaha_lengkap(pemilik: Any, *, urut: int = 1) -> Usaha:
    """Register a business of `pemilik` and complete it; it waits to be sent."""
    usaha = daftar(oleh=pemilik, desa=DesaFactory(), uraian=f"keripik contoh {urut}")
    nik = NIK.format(urut)
    pelaku = pemilik.pelaku
    pelaku.nik_sandi, pelaku.nik_sidik = sandi.enkripsi(nik), sandi.sidik(nik)
    pelaku.jenis_kelamin, pelaku.tanggal_lahir = "P", "1989-08-07"
    pelaku.save()
    Usaha.objects.filter(pk=usaha.pk).update(kbli=KbliFactory(), alamat="Dukuh Contoh")
    usaha.foto.create(jenis="TEMPAT", berkas=buat_berkas(oleh=pemilik))
    return Usaha.objects.get(pk=usaha.pk)


def usaha_terkirim(pemilik: Any, *, urut: int = 1) -> Usaha:
    """Register a business of `pemilik`, complete it and send it to the office."""
    return periksa.ajukan(usaha_lengkap(pemilik, urut=urut), oleh=pemilik)


def usaha_terverifikasi(pemilik: Any, petugas: Any, *, urut: int = 1) -> Usaha:
    """Walk a business the whole way to its proof."""
    usaha = usaha_terkirim(pemilik, urut=urut)
    periksa.periksa(usaha, oleh=petugas)
    periksa.catat_pemeriksaan(usaha, oleh=petugas, bagian="IDENTITAS", cara="KTP_DILIHAT")
    foto = buat_berkas(oleh=petugas, jenis="pemeriksaan")
    periksa.catat_pemeriksaan(usaha, oleh=petugas, bagian="TEMPAT", cara="KUNJUNGAN", berkas=foto)
    periksa.verifikasi(usaha, oleh=petugas)
    return Usaha.objects.get(pk=usaha.pk)


def rusak(sql: str, isian: list[Any] | None = None, *, batasan: str = "") -> None:
    """Change rows beneath the triggers of their table, and beneath one constraint of it when it is named."""
    tabel = sql.split()[2] if sql.startswith("DELETE") else sql.split()[1]
    with connection.cursor() as kursor:
        kursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        kursor.execute(f"ALTER TABLE {tabel} DISABLE TRIGGER USER")
        if batasan:
            kursor.execute(f"ALTER TABLE {tabel} DROP CONSTRAINT {batasan}")
        kursor.execute(sql, isian or [])
        kursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        kursor.execute(f"ALTER TABLE {tabel} ENABLE TRIGGER USER")
