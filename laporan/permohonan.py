"""The figures of the services beside those of the registry: what waits, what is late, and how long it takes."""

from __future__ import annotations

from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse

from akun.permissions import kecamatan_kerja
from inti import bilangan
from inti.admin.perkara import tenggat
from inti.perkara import hampir_lewat, lewat
from layanan.enums import MENUNGGU_INSTANSI, MENUNGGU_KAMI, SELESAI, StatusPermohonan
from layanan.kenyataan import Kenyataan
from layanan.models import KenyataanLayanan, Permohonan
from layanan.queries import katalog
from wilayah.models import Kecamatan

IZIN = "layanan.view_permohonan"
TERATAS = 10
BELUM = Kenyataan(0, None, None, 0)
TEMPAT = "usaha__desa__kecamatan"
KAMI = Q(status__in=MENUNGGU_KAMI)
# Code, label, condition, look, and the list behind it.
UKURAN: tuple[tuple[str, str, Any, str, dict[str, str]], ...] = (
    ("menunggu", "Menunggu kita", lambda: KAMI, "jalan", {"antrean": "menunggu"}),
    ("lewat", "Lewat janji", lambda: KAMI & lewat(), "tolak", {"antrean": "menunggu", "janji": "lewat"}),
    ("hampir", "Hampir lewat", lambda: KAMI & hampir_lewat(), "tunggu", {"antrean": "menunggu", "janji": "hampir"}),
    (
        "pemohon",
        "Menunggu pemohon",
        lambda: Q(status=StatusPermohonan.PERBAIKAN),
        "netral",
        {"status__exact": StatusPermohonan.PERBAIKAN},
    ),
    (
        "instansi",
        "Di instansi lain",
        lambda: Q(status__in=MENUNGGU_INSTANSI),
        "netral",
        {"status__exact": StatusPermohonan.MENUNGGU_INSTANSI},
    ),
)


def angka(user: Any) -> dict[str, Any] | None:
    """Return what a page of figures shows of the services in scope of `user`; None for whom they are not.

    `jumlah` is the sum of the rows of `kecamatan`, the last of which counts what lies in none of those in scope.
    """
    if not user.has_perm(IZIN):
        return None
    kode = [satu[0] for satu in UKURAN]
    baris = _hitung(user)
    jumlah = {k: sum(satu[k] for satu in baris) for k in kode}
    return {
        "jumlah": jumlah,
        "kartu": [_kartu(kode, label, rupa, saring, jumlah[kode]) for kode, label, _, rupa, saring in UKURAN],
        "judul": [label for _, label, _, _, _ in UKURAN],
        "kecamatan": _menurut_kecamatan(user, _menurut(baris, TEMPAT, kode), kode),
        "terlambat": _terlambat(user),
        "semua_lewat": _url({"antrean": "menunggu", "janji": "lewat"}),
        "layanan": _layanan(_menurut(baris, "layanan", kode)),
    }


def _hitung(user: Any) -> list[dict[str, Any]]:
    """Count every figure in every kecamatan for every service, in one query."""
    ukuran = {kode: Count("pk", filter=syarat()) for kode, _, syarat, _, _ in UKURAN}
    semua = Permohonan.objects.terlihat_oleh(user).exclude(status__in=SELESAI)
    return list(semua.order_by().values(TEMPAT, "layanan").annotate(**ukuran))


def _menurut(baris: list[dict[str, Any]], apa: str, kode: list[str]) -> dict[Any, dict[str, int]]:
    hasil: dict[Any, dict[str, int]] = {}
    for satu in baris:
        jumlah = hasil.setdefault(satu[apa], dict.fromkeys(kode, 0))
        for k in kode:
            jumlah[k] += satu[k]
    return hasil


def _kartu(kode: str, label: str, rupa: str, saring: dict[str, str], nilai: int) -> dict[str, Any]:
    return {"label": label, "nilai": nilai, "rupa": rupa if nilai else "netral", "url": _url(saring), "kode": kode}


def _url(saring: dict[str, str]) -> str:
    return f"{reverse('admin:layanan_permohonan_changelist')}?{urlencode(saring)}"


def _menurut_kecamatan(user: Any, menurut: dict[str, dict[str, int]], kode: list[str]) -> list[dict[str, Any]]:
    lingkup, sisa = kecamatan_kerja(user), dict(menurut)
    semua = Kecamatan.objects.order_by("nama")
    baris = [
        {"nama": satu.nama, "nilai": [angka.get(k, 0) for k in kode]}
        for satu in (semua if lingkup is None else semua.filter(pk__in=lingkup))
        for angka in [sisa.pop(satu.pk, {})]
    ]
    lain = [sum(satu[k] for satu in sisa.values()) for k in kode]
    return [*baris, {"nama": "Tidak diketahui", "nilai": lain}]


def _terlambat(user: Any) -> list[dict[str, Any]]:
    """The ten requests that are late the longest, each with its deadline in words."""
    semua = Permohonan.objects.terlihat_oleh(user).filter(KAMI & lewat()).order_by("jatuh_tempo", "pk")
    hasil = []
    for satu in semua.select_related("layanan", "usaha__desa__kecamatan", "petugas")[:TERATAS]:
        kata, rupa = tenggat(satu.jatuh_tempo, satu.janji)
        hasil.append({"permohonan": satu, "kata": kata, "rupa": rupa})
    return hasil


def _layanan(terbuka: dict[int, dict[str, int]]) -> list[dict[str, Any]]:
    """The services in use: what waits and is late in scope, beside how long they took everybody in 90 days."""
    nyata = {satu.layanan_id: _kenyataan(satu) for satu in KenyataanLayanan.objects.all()}
    hasil = []
    for satu in katalog():
        jumlah, kenyataan = terbuka.get(satu.pk, {}), nyata.get(satu.pk, BELUM)
        menunggu, telat = jumlah.get("menunggu", 0), jumlah.get("lewat", 0)
        if menunggu or kenyataan.jumlah:
            kata = f"{bilangan.tulis(telat)} lewat janji" if telat else f"{bilangan.tulis(menunggu)} menunggu"
            hasil.append({"layanan": satu, "kenyataan": kenyataan, "menunggu": menunggu, "lewat": telat, "kata": kata})
    return hasil


def _kenyataan(baris: KenyataanLayanan) -> Kenyataan:
    tengah = None if baris.setengah_hari is None else Fraction(baris.setengah_hari, 2)
    return Kenyataan(baris.jumlah, tengah, baris.p90, baris.tepat)
