"""Reads that serve a page: the queue of an official, the page of a reporter, what everybody may read, what is alike."""

from __future__ import annotations

import re
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import (
    Count,
    F,
    Func,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce
from django.urls import reverse

from aduan.enums import MENUNGGU_KAMI, Identitas, JenisTanggapan, Ruang, StatusAduan
from aduan.kalimat import riwayat
from aduan.models import Aduan, AturanWaktu, Tanggapan
from aduan.models.aduan import KATA
from akun.models import LogBaca, Pengguna
from akun.queries import petugas_berizin
from inti.perkara import hampir_lewat, lewat
from inti.workflow import Tamu, lama_di_tangan, tersedia

S = StatusAduan
SALURAN = (
    {"nama": "SP4N-LAPOR", "url": "https://www.lapor.go.id", "untuk": "untuk semua instansi pemerintah"},
    {
        "nama": "Ombudsman RI",
        "url": "https://ombudsman.go.id",
        "untuk": "bila pelayanan tidak benar atau pengaduan tidak dijawab (UU 25/2009)",
    },
)
"""Bodies outside that take complaints too (UU 25/2009 art. 46)."""
MIRIP = 3
"""How many reports alike are shown before sending."""
KATA_MAKS = 40
CALON = 50


class KataSama(Func):
    """How many words two texts have in common, by their stems and without those that say nothing."""

    template = "cardinality(ARRAY(SELECT unnest(tsvector_to_array(%(expressions)s)))))"
    arg_joiner = ")) INTERSECT SELECT unnest(tsvector_to_array(to_tsvector('indonesian', "
    output_field = IntegerField()


_KATA = re.compile(r"[^\W_]{3,}")


# --- What an official has to do --------------------------------------------------------


def hitung_antrean(user: Any) -> dict[str, int]:
    """Count in one query: to be verified, mine, nobody's, late, nearly late, objections, all that wait for us."""
    kami, di_unit = Q(status__in=MENUNGGU_KAMI), Q(status=S.DITERUSKAN)
    return Aduan.objects.terlihat_oleh(user).aggregate(
        verifikasi=Count("pk", filter=Q(status=S.MASUK)),
        milik_saya=Count("pk", filter=kami & Q(petugas=user)),
        belum_diambil=Count("pk", filter=di_unit & Q(petugas=None)),
        lewat=Count("pk", filter=kami & lewat()),
        hampir_lewat=Count("pk", filter=kami & hampir_lewat()),
        keberatan=Count("pk", filter=Q(status=S.KEBERATAN)),
        menunggu=Count("pk", filter=kami),
    )


def pekerjaan(user: Any) -> list[tuple[str, int, str, str]]:
    """Say what waits for this official, as rows of label, count, address and look. One query."""
    if not user.has_perm("aduan.view_aduan"):
        return []
    daftar, jumlah = reverse("admin:aduan_aduan_changelist"), hitung_antrean(user)
    baris = [
        ("Laporan warga lewat janji", jumlah["lewat"], f"{daftar}?antrean=menunggu&janji=lewat", "tolak"),
        ("Laporan warga hampir lewat", jumlah["hampir_lewat"], f"{daftar}?antrean=menunggu&janji=hampir", "tunggu"),
        ("Keberatan menunggu putusan", jumlah["keberatan"], f"{daftar}?status__exact=KEBERATAN", "tunggu"),
        ("Laporan warga milik saya", jumlah["milik_saya"], f"{daftar}?antrean=milik_saya", "tunggu"),
        ("Laporan warga belum diambil", jumlah["belum_diambil"], f"{daftar}?antrean=belum_diambil", "jalan"),
    ]
    if user.has_perm("aduan.koordinasi_aduan"):
        verifikasi = f"{daftar}?antrean=verifikasi"
        baris.insert(0, ("Laporan warga menunggu diverifikasi", jumlah["verifikasi"], verifikasi, "tunggu"))
    return baris


def koordinator() -> Any:
    """Return the officials who coordinate reports."""
    return petugas_berizin("aduan.koordinasi_aduan").filter(semua_kecamatan=True)


def penerima_ingatan() -> Any:
    """Return the officials who hear of promises past: coordinators and whoever works in a unit."""
    return petugas_berizin("aduan.koordinasi_aduan", "aduan.tangani_aduan")


def berbeban() -> Any:
    """Return the officials who may handle reports, each with `beban`, the reports in hand."""
    di_tangan = Aduan.objects.filter(status=S.DITERUSKAN, petugas=OuterRef("pk")).order_by().values("petugas")
    jumlah = Coalesce(Subquery(di_tangan.annotate(n=Count("pk")).values("n")), 0)
    return penerima_ingatan().annotate(beban=jumlah).order_by("beban", "nama")


def calon_petugas(aduan: Aduan) -> Any:
    """Return the officials of the unit who may have this report, the least burdened first.

    Whoever has it now and whoever sent it are not among them.
    """
    bukan = [pk for pk in (aduan.petugas_id, aduan.akun_id) if pk]
    return berbeban().filter(unit_aduan=aduan.unit).exclude(pk__in=bukan)


def hitung_janji(petugas: Pengguna) -> dict[str, int]:
    """Count what is past and nearly past in his hand; for the coordinator everybody's."""
    perkara = Aduan.objects.terlihat_oleh(petugas)
    if not (petugas.has_perm("aduan.koordinasi_aduan") and petugas.semua_kecamatan):
        perkara = perkara.filter(petugas=petugas)
    return perkara.aggregate(lewat=Count("pk", filter=lewat()), hampir=Count("pk", filter=hampir_lewat()))


# --- What everybody may read ------------------------------------------------------------------


def publik() -> Any:
    """Return the published reports, the newest first, ready for their clocks."""
    return Aduan.objects.tayang().select_related("jenis", "unit").prefetch_related("riwayat").order_by("-pk")


def mirip(teks: str) -> list[Aduan]:
    """Return published reports that share words with `teks`, the most alike first. Nothing is written or kept."""
    kata = list(dict.fromkeys(k.lower() for k in _KATA.findall(teks)))[:KATA_MAKS]
    if not kata:
        return []
    tanya = SearchQuery(" | ".join(kata), config="indonesian", search_type="raw")
    cocok = Aduan.objects.tayang().annotate(kata=KATA).filter(kata=tanya)
    dekat = cocok.annotate(dekat=SearchRank(F("kata"), tanya)).order_by("-dekat", "-pk")[:CALON]
    calon = Aduan.objects.filter(pk__in=dekat.values("pk")).annotate(sama=KataSama(KATA, Value(" ".join(kata))))
    return list(calon.filter(sama__gte=min(2, len(kata))).order_by("-sama", "-pk")[:MIRIP])


def kartu(aduan: Aduan) -> dict[str, Any]:
    """Return a published report with its clock."""
    return {"aduan": aduan, "jam": lama_di_tangan(aduan), "saluran": SALURAN}


# --- The reporter's page ----------------------------------------------------------------------


def halaman_pelapor(aduan: Aduan) -> dict[str, Any]:
    """Return what the reporter's page shows, the same by link and by account."""
    prefetch_related_objects(
        [aduan], "riwayat", "unit__petugas", Prefetch("tanggapan", Tanggapan.objects.select_related("oleh"))
    )
    aturan = {a.ruang: a for a in AturanWaktu.objects.pada().filter(jenis=None)}
    akhir = (JenisTanggapan.JAWABAN, JenisTanggapan.PUTUSAN)
    jawaban = [t for t in aduan.tanggapan.all() if t.jenis in akhir]
    return {
        "aduan": aduan,
        "verba": {t.verba for t in tersedia(aduan, Tamu(aduan.kode))},
        "tanya": next((t for t in reversed(aduan.tanggapan.all()) if t.jenis == JenisTanggapan.TANYA), None),
        "jawaban": jawaban[-1] if jawaban else None,
        "tanggapan": list(aduan.tanggapan.all()),
        "alasan": next((r.catatan for r in reversed(aduan.riwayat.all()) if r.verba == "tolak"), ""),
        "tutup": aturan.get(Ruang.TUTUP),
        "jam": lama_di_tangan(aduan),
        "langkah": garis_langkah(aduan),
        "riwayat": riwayat(aduan, untuk_pelapor=True),
        "anonim": aduan.identitas == Identitas.ANONIM,
        "keberatan_ajukan": aturan.get(Ruang.KEBERATAN_AJUKAN),
        "keberatan_jawab": aturan.get(Ruang.KEBERATAN_JAWAB),
        "dilihat": dilihat(aduan),
        "saluran": SALURAN,
    }


def dilihat(aduan: Aduan) -> list[LogBaca]:
    """Return when and why the coordinator looked who a secret reporter is; the newest first."""
    if aduan.identitas != Identitas.RAHASIA:
        return []
    return list(LogBaca.objects.filter(subjek_jenis="aduan", subjek_kode=aduan.kode).order_by("-pk")[:5])


def garis_langkah(aduan: Aduan) -> list[dict[str, str]]:
    """Return the line of steps: what is behind, where the report stands, what comes."""
    di_awal = aduan.unit_id is None
    urut: list[tuple[str, bool]] = [
        ("Diterima", False),
        ("Dibaca dan diteruskan", aduan.status == S.MASUK or (di_awal and aduan.status == S.PERBAIKAN)),
        ("Ditangani", aduan.status in (S.DITERUSKAN, S.KEBERATAN) or (not di_awal and aduan.status == S.PERBAIKAN)),
        ("Dijawab", aduan.status == S.DIJAWAB),
        ("Selesai" if aduan.status != S.DITOLAK else "Tidak dilanjutkan", aduan.status in (S.SELESAI, S.DITOLAK)),
    ]
    kini = next(i for i, (_, di_sini) in enumerate(urut) if di_sini)
    if aduan.status == S.DITOLAK:
        urut, kini = [urut[0], urut[-1]], 1
    return [
        {
            "kata": kata,
            "rupa": "selesai" if i < kini or aduan.status == S.SELESAI else "sekarang" if i == kini else "nanti",
            "catatan": aduan.nama_publik if i == kini and aduan.status not in (S.SELESAI, S.DITOLAK) else "",
        }
        for i, (kata, _) in enumerate(urut)
    ]
