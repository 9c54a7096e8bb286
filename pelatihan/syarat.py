"""Whether a person may enrol for a class now, and if not, what is in the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet, prefetch_related_objects
from django.utils import timezone

from inti import langsung
from pelatihan import hadir
from pelatihan.enums import AKTIF, Kehadiran, Sasaran
from pelatihan.models import Angkatan, Peserta, TandaHadir
from umkm.enums import JEJAK_LULUS, StatusUsaha
from umkm.models import PelakuUsaha, Usaha
from umkm.queries import skala_usaha
from umkm.skala import BELUM_DIKETAHUI

_BELUM_LULUS = (
    "SELECT u.id, k.nama FROM pelatihan_kurikulum_prasyarat p"
    " JOIN pelatihan_kurikulum k ON k.id = p.to_kurikulum_id CROSS JOIN unnest(%s::bigint[]) u(id)"
    " WHERE p.from_kurikulum_id = %s AND NOT EXISTS (SELECT FROM umkm_rekamjejak r"
    " WHERE r.usaha_id = u.id AND r.jenis = %s AND r.kode = k.kode) ORDER BY k.nama"
)
_BERTANDA_ALPA = (
    "SELECT count(DISTINCT t.sesi_id) FROM pelatihan_peserta p JOIN pelatihan_tandahadir t ON t.peserta_id = p.id"
    " JOIN pelatihan_sesi s ON s.id = t.sesi_id"
    " WHERE p.pelaku_id = %s AND t.keadaan = %s AND s.mulai >= %s AND s.ditutup_pada IS NOT NULL"
)
MANGKIR = 2
MASA_MANGKIR = timedelta(days=365)
SKALA = {Sasaran.MIKRO: ("mikro",), Sasaran.KECIL: ("mikro", "kecil")}


def halangan(angkatan: Angkatan, pelaku: PelakuUsaha, usaha: Usaha) -> list[str]:
    """Return the sentences that say why this person cannot enrol, none when nothing is in the way."""
    return halangan_tiap(angkatan, [(pelaku, usaha)])[0]


def halangan_tiap(angkatan: Angkatan, calon: Sequence[tuple[PelakuUsaha, Usaha]]) -> list[list[str]]:
    """Return the same for each of several, in their order; what they have passed and earn is asked once for all."""
    if angkatan.sasaran in SKALA:
        prefetch_related_objects([usaha for _, usaha in calon], "keuangan")
    jendela = [] if angkatan.menerima() else [_jendela(angkatan)]
    belum = _prasyarat(angkatan, [usaha.pk for _, usaha in calon])
    hasil = []
    for pelaku, usaha in calon:
        tiada = pelaku.meninggal_pada is not None or pelaku.digabung_ke_id is not None
        orangnya = ["Data orang ini tidak dipakai lagi."] if tiada else []
        hasil.append([*jendela, *orangnya, *luar_sasaran(angkatan, usaha), *belum[usaha.pk]])
    return hasil


def _prasyarat(angkatan: Angkatan, usaha: list[int]) -> dict[int, list[str]]:
    """Return for each business, by its key, which courses it must pass before."""
    hasil: dict[int, list[str]] = {pk: [] for pk in usaha}
    if usaha:
        for pk, nama in langsung.tanya(_BELUM_LULUS, [usaha, angkatan.kurikulum_id, JEJAK_LULUS]):
            hasil[pk].append(f"Lulus {nama} dulu.")
    return hasil


def akhir_undur(angkatan: Angkatan) -> datetime | None:
    """Return the last moment to withdraw from a seat: the one that was set, else the start."""
    return angkatan.batas_undur or angkatan.mulai


def calon_pengganti(peserta: Peserta) -> QuerySet[PelakuUsaha]:
    """Return who may sit on this seat instead: another owner of the business, or a helper of it who is registered.

    Nobody who has died, was merged into another record, or has a place in this class already.
    """
    usaha = peserta.usaha
    pemilik = usaha.kepemilikan.berjalan().values("pelaku")
    pembantu = usaha.pembantu.berlaku().values("akun")
    duduk = peserta.angkatan.peserta.filter(status__in=AKTIF).values("pelaku")
    orang = PelakuUsaha.objects.utuh().filter(Q(pk__in=pemilik) | Q(akun__in=pembantu), meninggal_pada=None)
    return orang.exclude(pk__in=duduk).exclude(akun__is_active=False).order_by("nama", "pk")


def _jendela(angkatan: Angkatan) -> str:
    if timezone.now() < angkatan.dibuka_pada:
        return "Pendaftaran belum dibuka."
    return "Kelas ini sudah mulai." if angkatan.sudah_mulai() else "Pendaftaran sudah ditutup."


def luar_sasaran(angkatan: Angkatan, usaha: Usaha) -> list[str]:
    """Return why this business is not among those for whom the class is, nothing when it is."""
    if angkatan.sasaran == Sasaran.TERVERIFIKASI and usaha.status != StatusUsaha.TERVERIFIKASI:
        return ["Kelas ini untuk usaha yang sudah terverifikasi."]
    boleh = SKALA.get(Sasaran(angkatan.sasaran))
    if boleh is None:
        return []
    skala = skala_usaha(usaha)
    if skala == BELUM_DIKETAHUI:
        return ["Isi dulu modal atau omzet usaha Anda, agar skalanya diketahui."]
    return [] if skala in boleh else [f"Kelas ini untuk {angkatan.get_sasaran_display().lower()}."]


def sering_mangkir(pelaku: PelakuUsaha) -> bool:
    """Tell whether this person was absent without a word in two sessions or more within a year.

    What counts in each session is what its list says once it is closed; until then every mark may still be taken
    back, and nothing counts while two phones differ. Stated before enrolling. Few have ever been marked so: whoever
    has not, of hundreds who join a waiting list at once, is not asked for every mark.
    """
    sejak = timezone.now() - MASA_MANGKIR
    ((bertanda,),) = langsung.tanya(_BERTANDA_ALPA, [pelaku.pk, Kehadiran.ALPA, sejak])
    if bertanda < MANGKIR:
        return False
    tanda = TandaHadir.objects.filter(peserta__pelaku=pelaku, sesi__mulai__gte=sejak, sesi__ditutup_pada__isnull=False)
    sesi: dict[int, list[TandaHadir]] = defaultdict(list)
    for satu in tanda:
        sesi[satu.sesi_id].append(satu)
    return sum(_alpa(semua) for semua in sesi.values()) >= MANGKIR


def _alpa(tanda: list[TandaHadir]) -> bool:
    """Tell whether somebody was absent without a word, by his marks of one session.

    He may stand there twice, when two records were found to be one person: then he was there if one of them was.
    """
    keadaan = hadir.rangkum(tanda).values()
    ada = [k.berlaku.keadaan for k in keadaan if k.berlaku is not None and not k.berselisih]
    return len(ada) == len(keadaan) and set(ada) == {Kehadiran.ALPA}
