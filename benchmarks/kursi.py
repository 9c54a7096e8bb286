"""Seats of a class under pressure: counted is the POST that takes one, with session, checks, history and message.

    python -m benchmarks.kursi <port of the portal> <port of the bare one> <seats> <rounds> > figures.json

200 and 500 people at the same moment, logged in before. In each round the bare page takes the same number of seats
by one statement, with no session, no checks and nothing written beside the seat: the ceiling.
"""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import django

from benchmarks.rebutan import Jawaban, Kiriman, serbu

KLIEN = (200, 500)
PENUH = 409


def orang(banyak: int) -> list[tuple[str, str]]:
    """Log in owners of businesses; return the session of each and the kode of his business."""
    from akun.models import Pengguna
    from benchmarks.halaman import _sesi
    from umkm.models import KepemilikanUsaha

    milik = KepemilikanUsaha.objects.berjalan().filter(pelaku__akun__isnull=False, usaha__digabung_ke=None)
    satu = milik.order_by("pelaku_id", "pk").distinct("pelaku_id").values_list("pelaku__akun", "usaha__kode")
    dipilih = dict(satu[:banyak])
    if len(dipilih) < banyak:
        raise SystemExit(f"Baru {len(dipilih)} pemilik berakun di basis data, perlu {banyak}.")
    semua = Pengguna.objects.in_bulk(list(dipilih))
    return [(_sesi(semua[akun]), kode) for akun, kode in dipilih.items()]


def kelas(kursi: int) -> Any:
    """Announce a class of one pool for whoever comes first."""
    from django.utils import timezone

    from inti.workflow import SISTEM
    from pelatihan.actions import angkatan as aksi
    from pelatihan.models import Angkatan, Kuota, Kurikulum, Tema

    kini = timezone.now()
    tema, _ = Tema.objects.get_or_create(kode="ukur", defaults={"nama": "Pengukuran"})
    isi = {"nama": "Kelas Pengukuran", "ringkas": "Untuk diukur.", "tujuan": "Diukur.", "tema": tema}
    kurikulum, _ = Kurikulum.objects.get_or_create(kode="ukur-kursi", defaults=isi)
    satu = Angkatan(
        kurikulum=kurikulum,
        nama=f"Angkatan {kini:%H%M%S%f}",
        tempat="Aula Contoh",
        dibuka_pada=kini - timedelta(hours=1),
        ditutup_pada=kini + timedelta(days=1),
    )
    aksi.rencanakan(satu, kuota=[Kuota(jumlah=kursi)], oleh=SISTEM)
    aksi.jadwalkan(satu, mulai=kini + timedelta(days=9), selesai=kini + timedelta(days=9, hours=6), jp=8)
    return aksi.buka(satu, oleh=SISTEM)


def satu_putaran(port: int, klien: Sequence[tuple[str, str]], kursi: int) -> dict[str, float]:
    """Let all come at once to a new class. Raises SystemExit unless exactly its seats are taken and all others wait."""
    from benchmarks.halaman import CSRF
    from pelatihan.models import Peserta

    angkatan = kelas(kursi)
    jalur = f"/pelatihan/{angkatan.kode}/daftar/"
    kiriman = [
        Kiriman(
            jalur,
            urlencode({"csrfmiddlewaretoken": CSRF, "usaha": usaha}).encode(),
            {"Cookie": f"sesi={sesi}; csrftoken={CSRF}", "Content-Type": "application/x-www-form-urlencoded"},
        )
        for sesi, usaha in klien
    ]
    hasil = serbu(port, kiriman)
    status = dict(Peserta.objects.filter(angkatan=angkatan).values_list("kode", "status"))
    dapat = [h for h in hasil if status.get(h.tujuan.rstrip("/").rpartition("/")[2]) == "TERDAFTAR"]
    menunggu = sum(s == "DAFTAR_TUNGGU" for s in status.values())
    if {h.status for h in hasil} != {302} or len(dapat) != kursi or menunggu != len(klien) - kursi:
        raise SystemExit(f"{len(dapat)} kursi, {menunggu} menunggu, jawaban {sorted({h.status for h in hasil})}.")
    _lewatkan(angkatan)
    return angka(hasil, dapat)


def _lewatkan(angkatan: Any) -> None:
    """Let the class be over, so that it stands on no page that is measured after it."""
    kemarin, sehari = angkatan.mulai - timedelta(days=10), timedelta(days=1)
    semua = type(angkatan).objects.filter(kurikulum=angkatan.kurikulum)
    semua.update(mulai=kemarin - sehari, selesai=kemarin)


def satu_putaran_polos(port: int, klien: int, kursi: int) -> dict[str, float]:
    """The same rush on the bare page. Raises SystemExit for one seat too many or too few."""
    from django.db import connection

    from benchmarks.patokan.polos.kursi import siapkan

    with connection.cursor() as kursor:
        kunci = siapkan(kursor, kursi)
    hasil = serbu(port, [Kiriman(f"/kursi/{kunci}/{n}/", b"", {"Content-Length": "0"}) for n in range(klien)])
    dapat = [h for h in hasil if h.status == 201]
    if len(dapat) != kursi or not {h.status for h in hasil} <= {201, PENUH}:
        raise SystemExit(f"Polos: {len(dapat)} kursi, jawaban {sorted({h.status for h in hasil})}.")
    return angka(hasil, dapat)


def angka(hasil: Sequence[Jawaban], dapat: Sequence[Jawaban]) -> dict[str, float]:
    """Return seats a second until the last was taken, requests a second, and p95 of the answers in ms."""
    waktu = sorted(h.dijawab - h.dikirim for h in hasil)
    return {
        "kursi_per_detik": len(dapat) / max(h.dijawab for h in dapat),
        "per_detik": len(hasil) / max(h.dijawab for h in hasil),
        "p95": waktu[int(len(waktu) * 0.95)] * 1000,
    }


def ukur(port: int, port_polos: int, kursi: int, putaran: int) -> list[dict[str, Any]]:
    """Measure each size, the portal and the bare page in turn, after a rush of each that does not count."""
    semua = orang(max(KLIEN))
    satu_putaran_polos(port_polos, 50, kursi)
    satu_putaran(port, semua[:50], kursi)
    hasil = []
    for banyak in KLIEN:
        baris: dict[str, list[dict[str, float]]] = {"polos": [], "portal": []}
        for _ in range(putaran):
            baris["polos"].append(satu_putaran_polos(port_polos, banyak, kursi))
            baris["portal"].append(satu_putaran(port, semua[:banyak], kursi))
        hasil.append({"klien": banyak, "kursi": kursi, **{k: ringkas(v) for k, v in baris.items()}})
    return hasil


def ringkas(putaran: Sequence[dict[str, float]]) -> dict[str, float]:
    laju = [p["kursi_per_detik"] for p in putaran]
    return {
        **{k: statistics.median(p[k] for p in putaran) for k in putaran[0]},
        "min": min(laju),
        "maks": max(laju),
    }


if __name__ == "__main__":
    django.setup()
    json.dump(ukur(*(int(a) for a in sys.argv[1:5])), sys.stdout)
