"""Reads that serve a page: what an official has to do, what a service promises and keeps, what an applicant sees."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction
from typing import Any, NamedTuple

from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.db.models import Count, Max, OuterRef, Q, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from akun.models import Pengguna
from inti import sekaligus
from inti.perkara import hampir_lewat, lewat
from inti.workflow import lama_di_tangan, tersedia
from layanan import formulir, syarat
from layanan.actions.permohonan import berkas_terbuka, isian_terbuka
from layanan.enums import DIKERJAKAN, MENUNGGU_KAMI, JenisIsian, StatusPermohonan
from layanan.kalimat import catatan, kalimat
from layanan.models import Layanan, Permohonan, Tujuan
from umkm.models import KepemilikanUsaha

S = StatusPermohonan
JENDELA = timedelta(days=90)
UMUR_KENYATAAN = 60 * 60
"""Seconds for which the real times of a service are kept."""


# --- What an official has to do --------------------------------------------------------


def antrean(user: Any) -> Any:
    """Return the requests that wait for this official's office, the oldest promise first."""
    return Permohonan.objects.terlihat_oleh(user).menunggu_kami().order_by("jatuh_tempo", "pk")


def perlu_dilihat() -> Q:
    """Return the condition of cases at another office whose day to look again has come."""
    return Q(lihat_lagi__lte=timezone.localdate())


def hitung_antrean(user: Any) -> dict[str, int]:
    """Count in one query: mine, nobody's, late, nearly late, to look at again, all that wait for us."""
    kami = Q(status__in=MENUNGGU_KAMI)
    return Permohonan.objects.terlihat_oleh(user).aggregate(
        milik_saya=Count("pk", filter=kami & Q(petugas=user)),
        belum_diambil=Count("pk", filter=kami & Q(petugas=None)),
        lewat=Count("pk", filter=kami & lewat()),
        hampir_lewat=Count("pk", filter=kami & hampir_lewat()),
        dilihat=Count("pk", filter=perlu_dilihat()),
        keberatan=Count("pk", filter=Q(status=S.KEBERATAN)),
        menunggu=Count("pk", filter=kami),
    )


def pekerjaan(user: Any) -> list[tuple[str, int, str, str]]:
    """Say what waits for this official, as rows of label, count, address and look. One query."""
    if not user.has_perm("layanan.periksa_permohonan"):
        return []
    daftar, jumlah = reverse("admin:layanan_permohonan_changelist"), hitung_antrean(user)
    return [
        ("Permohonan lewat janji", jumlah["lewat"], f"{daftar}?antrean=menunggu&janji=lewat", "tolak"),
        ("Permohonan hampir lewat janji", jumlah["hampir_lewat"], f"{daftar}?antrean=menunggu&janji=hampir", "tunggu"),
        ("Tanyakan ke instansi hari ini", jumlah["dilihat"], f"{daftar}?antrean=dilihat", "tunggu"),
        ("Keberatan menunggu putusan", jumlah["keberatan"], f"{daftar}?status__exact=KEBERATAN", "tunggu"),
        ("Permohonan milik saya", jumlah["milik_saya"], f"{daftar}?antrean=milik_saya", "tunggu"),
        ("Permohonan belum diambil", jumlah["belum_diambil"], f"{daftar}?antrean=belum_diambil", "jalan"),
    ]


def pintasan(user: Any) -> list[tuple[str, str, str]]:
    """Name the pages that are no lists, for the first page of the officials' room."""
    if not user.has_perm("layanan.buat_atas_nama"):
        return []
    guna = "Untuk pemilik yang datang ke kantor: cari usahanya, isi bersama, cetak resinya"
    return [("Ajukan layanan atas nama pemilik", reverse("layanan:loket"), guna)]


def pemeriksa() -> Any:
    """Return the officials who may judge requests, of any kecamatan."""
    izin = Permission.objects.filter(codename="periksa_permohonan", content_type__app_label="layanan")
    boleh = Q(groups__permissions__in=izin) | Q(user_permissions__in=izin)
    return Pengguna.objects.filter(boleh, is_active=True, is_staff=True).distinct()


def calon_petugas(permohonan: Permohonan) -> Any:
    """Return the officials who may judge this request, each with `beban`, the cases in hand; least first.

    Its owner, his helpers and whoever has it now are not among them.
    """
    usaha = permohonan.usaha
    bukan = [
        permohonan.petugas_id,
        *KepemilikanUsaha.objects.berjalan().filter(usaha=usaha).values_list("pelaku__akun", flat=True),
        *usaha.pembantu.berlaku().values_list("akun", flat=True),
    ]
    beban = Permohonan.objects.filter(status__in=DIKERJAKAN, petugas=OuterRef("pk")).order_by().values("petugas")
    jumlah = Coalesce(Subquery(beban.annotate(n=Count("pk")).values("n")), 0)
    orang = pemeriksa().filter(Q(semua_kecamatan=True) | Q(kecamatan=usaha.desa.kecamatan_id))
    return orang.exclude(pk__in=[pk for pk in bukan if pk]).annotate(beban=jumlah).order_by("beban", "nama")


def hitung_janji(petugas: Pengguna) -> dict[str, int]:
    """Count what is past, nearly past and to be looked at again in his hand; for who assigns, in everybody's."""
    perkara = Permohonan.objects.terlihat_oleh(petugas)
    if not petugas.has_perm("layanan.tugaskan_permohonan"):
        perkara = perkara.filter(petugas=petugas)
    return perkara.aggregate(
        lewat=Count("pk", filter=lewat()),
        hampir=Count("pk", filter=hampir_lewat()),
        lihat=Count("pk", filter=perlu_dilihat()),
    )


# --- Promise and truth ------------------------------------------------------------------


class Kenyataan(NamedTuple):
    """How long requests of a service really took us in the last 90 days, in working days.

    `tengah` is the median, `p90` what nine of ten did not exceed (nearest rank), `tepat` how many kept the promise
    that was given to them. None where nothing was decided.
    """

    jumlah: int
    tengah: Fraction | None
    p90: int | None
    tepat: int

    @property
    def persen(self) -> int | None:
        """The share in time as a whole percentage, rounded down: 99.9 is not all."""
        return 100 * self.tepat // self.jumlah if self.jumlah else None

    @property
    def tengah_kata(self) -> str:
        """The median as people write it: "3" or "3,5"."""
        if self.tengah is None:
            return ""
        return str(self.tengah) if self.tengah.denominator == 1 else f"{int(self.tengah)},5"


def kenyataan(layanan: Layanan) -> Kenyataan:
    """Return the real times of a service, kept for an hour."""
    kunci = f"layanan:kenyataan:{layanan.pk}"
    return Kenyataan(*cache.get_or_set(kunci, lambda: tuple(hitung_kenyataan(layanan)), UMUR_KENYATAAN))  # type: ignore[misc]


def hitung_kenyataan(layanan: Layanan) -> Kenyataan:
    """Derive the real times of what was finished or refused in the last 90 days from history."""
    sejak = timezone.now() - JENDELA
    diputus = Permohonan.objects.filter(layanan=layanan, status__in=(S.SELESAI, S.DITOLAK))
    diputus = diputus.annotate(akhir=Max("riwayat__pada")).filter(akhir__gte=sejak).prefetch_related("riwayat")
    lama = [(lama_di_tangan(satu)["kami"], satu.janji_hari) for satu in diputus.iterator(chunk_size=500)]
    return ringkas(lama)


def ringkas(lama: Sequence[tuple[int, int]]) -> Kenyataan:
    """Sum up pairs of (days it took us, days promised). Pure."""
    if not lama:
        return Kenyataan(0, None, None, 0)
    hari = sorted(kami for kami, _ in lama)
    n = len(hari)
    tengah = Fraction(hari[(n - 1) // 2] + hari[n // 2], 2)
    return Kenyataan(n, tengah, hari[-(-9 * n // 10) - 1], sum(kami <= janji for kami, janji in lama))


# --- The public catalogue ------------------------------------------------------------------


def katalog() -> Any:
    """Return the services that can be asked for, in the order of the office."""
    return Layanan.objects.tampil().select_related("bidang").order_by("urut", "nama")


def tujuan() -> list[Tujuan]:
    """Return the goals with their paths."""
    return list(Tujuan.objects.filter(aktif=True).prefetch_related("langkah__layanan"))


def halaman_layanan(layanan: Layanan) -> dict[str, Any]:
    """Return what the public page of a service shows."""
    return {
        "layanan": layanan,
        "kenyataan": kenyataan(layanan),
        "tarif": layanan.tarif.pada(),
        "berkas": layanan.berkas.filter(aktif=True),
        "syarat": layanan.syarat.select_related("butuh"),
    }


# --- One request ------------------------------------------------------------------------------


def siapkan(permohonan: Permohonan, *, kantor: bool = False) -> None:
    """Fetch at once what the parts of a page about one request read; `kantor` adds what the office alone reads."""
    rincian: list[tuple[Any, ...]] = [
        (permohonan, "riwayat"),
        (permohonan, "permintaan"),
        (permohonan, "keberatan", "dasar"),
        (permohonan, "lampiran", "berkas"),
        (permohonan.formulir, "isian"),
        (permohonan.layanan, "berkas"),
    ]
    if kantor:
        rincian += [
            (permohonan, "tahap", "jabatan"),
            (permohonan, "nomor_surat", "naskah"),
            (permohonan, "catatan_kerja", "oleh"),
        ]
    sekaligus.muat(*rincian)
    menurut_kunci = {s.pk: s for s in permohonan.layanan.berkas.all()}
    for satu in permohonan.lampiran.all():
        satu.syarat = menurut_kunci[satu.syarat_id]
    if kantor:
        _siapkan_pejabat(permohonan)


def _siapkan_pejabat(permohonan: Permohonan) -> None:
    """Fetch who holds the office that acts next: which signs, or which decides an objection."""
    tahap = permohonan.tahap_berikut
    jabatan = permohonan.layanan.atasan if permohonan.status == S.KEBERATAN else tahap and tahap.jabatan
    if jabatan is not None:
        prefetch_related_objects([jabatan], "pejabat")


def halaman_permohonan(permohonan: Permohonan, user: Any) -> dict[str, Any]:
    """Return what the owner's page of one request shows."""
    siapkan(permohonan)
    isian = list(permohonan.formulir.isian.all())
    terbuka = permohonan.status in (S.DRAF, S.PERBAIKAN)
    return {
        "permohonan": permohonan,
        "verba": {t.verba for t in tersedia(permohonan, user)},
        "permintaan": [p for p in permohonan.permintaan.all() if p.terbuka],
        "kurang": syarat.kurang_isian(permohonan) if terbuka else [],
        "jam": lama_di_tangan(permohonan),
        "langkah": garis_langkah(permohonan),
        "jawaban": jawaban(permohonan, isian),
        "lampiran": lampiran(permohonan),
        "riwayat": riwayat(permohonan, untuk_pemohon=True, pembaca=user),
        "penolakan": permohonan.penolakan,
        "keberatan": list(permohonan.keberatan.all()),
        "terlambat": permohonan.jatuh_tempo is not None and permohonan.jatuh_tempo < timezone.localdate(),
    }


def jawaban(permohonan: Permohonan, isian: Sequence[Any]) -> list[dict[str, str]]:
    """Return the answers as rows of label and content, those alone that are asked."""
    tampil = formulir.ditanyakan(isian, permohonan.jawaban)
    return [
        {
            "label": i.label,
            "isi": formulir.tampil(i, permohonan.jawaban.get(i.kode)),
            "url": "",
            "kode": i.kode,
            "berkas": alamat_berkas(permohonan, i),
        }
        for i in isian
        if i.kode in tampil
    ]


def alamat_berkas(permohonan: Permohonan, isian: Any) -> str:
    """Return where the photo or PDF that answers a field is seen; "" for another kind of field and without one."""
    if isian.jenis != JenisIsian.BERKAS or not permohonan.jawaban.get(isian.kode):
        return ""
    return reverse("layanan:permohonan_jawaban", args=[permohonan.kode, isian.kode])


def lampiran(permohonan: Permohonan) -> list[dict[str, Any]]:
    """Return the required documents with what was handed in; one no longer asked for only when it holds something."""
    ada: dict[int, list[Any]] = {}
    for satu in permohonan.lampiran.all():
        ada.setdefault(satu.syarat_id, []).append(satu)
    isian = list(permohonan.formulir.isian.all())
    semua = list(permohonan.layanan.berkas.all())
    diminta = formulir.berkas_diminta(semua, permohonan.jawaban, isian)
    return [
        {"syarat": s, "diminta": s in diminta, "berkas": ada.get(s.pk, [])}
        for s in semua
        if s in diminta or s.pk in ada
    ]


class Halaman(NamedTuple):
    """One page of filling in: a step of the form, or the documents at the end."""

    nomor: int
    judul: str
    kode: tuple[str, ...]


def halaman_isi(permohonan: Permohonan) -> list[Halaman]:
    """Return the pages on which an applicant fills in now; of a request sent back only those with something open."""
    isian = list(permohonan.formulir.isian.all())
    terbuka = isian_terbuka(permohonan, isian)
    tampil = formulir.ditanyakan(isian, permohonan.jawaban)
    semua = [
        Halaman(n, judul, tuple(i.kode for i in milik if i.kode in terbuka))
        for n, judul, milik in formulir.langkah(isian)
        # A field whose condition may yet come true on the same page is drawn with it.
        if any(i.kode in tampil or i.kondisi for i in milik)
    ]
    diminta = formulir.berkas_diminta(permohonan.layanan.berkas.all(), permohonan.jawaban, isian)
    boleh = berkas_terbuka(permohonan)
    berkas = [s.kode for s in diminta if s.kode in boleh]
    hasil = [h for h in semua if h.kode]
    if berkas:
        hasil.append(Halaman(max((h.nomor for h in semua), default=0) + 1, "Foto dan berkas", ()))
    return hasil


def garis_langkah(permohonan: Permohonan) -> list[dict[str, str]]:
    """Return the line of steps: what is behind, where the case stands, what comes."""
    urut: list[tuple[str, tuple[str, ...]]] = [
        ("Isi permohonan", (S.DRAF, S.PERBAIKAN)),
        ("Menunggu petugas", (S.DIAJUKAN,)),
        ("Diperiksa", (S.DIPERIKSA, S.KEBERATAN)),
    ]
    if permohonan.layanan.instansi:
        urut.append((f"Di {permohonan.layanan.get_instansi_display()}", (S.MENUNGGU_INSTANSI,)))
    elif permohonan.status == S.MENUNGGU_INSTANSI:
        urut.append((f"Di {permohonan.instansi}", (S.MENUNGGU_INSTANSI,)))
    if permohonan.layanan.bertanda_tangan:
        urut.append(("Surat ditandatangani", (S.MENUNGGU_TANDA_TANGAN,)))
    urut.append(("Hasil", (S.SELESAI, S.DITOLAK, S.DIBATALKAN)))
    kini = next(i for i, (_, status) in enumerate(urut) if permohonan.status in status)
    hasil = []
    for i, (kata, _) in enumerate(urut):
        tamat = i == kini and permohonan.status == S.SELESAI
        rupa = "selesai" if i < kini or tamat else "sekarang" if i == kini else "nanti"
        hasil.append({"kata": kata, "rupa": rupa, "catatan": permohonan.nama_publik if i == kini else ""})
    return hasil


def riwayat(permohonan: Permohonan, *, untuk_pemohon: bool, pembaca: Any = None) -> list[dict[str, Any]]:
    """Return history in sentences, the newest first."""
    return [
        {
            "pada": r.pada,
            "kalimat": kalimat(r, untuk_pemohon=untuk_pemohon, pembaca=pembaca),
            "catatan": catatan(r, untuk_pemohon=untuk_pemohon),
        }
        for r in reversed(permohonan.riwayat.all())
    ]
