"""Reads that serve a page: what an official has to do, what a service promises and keeps, what an applicant sees."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db.models import Count, Q, prefetch_related_objects
from django.urls import reverse
from django.utils import timezone

from akun.models import Pengguna
from akun.queries import jabatan_saya
from inti import sekaligus
from inti.perkara import hampir_lewat, lewat
from inti.workflow import lama_di_tangan, tersedia
from layanan import formulir, meja, survei, syarat
from layanan.actions.permohonan import berkas_terbuka, isian_terbuka
from layanan.enums import MENUNGGU_KAMI, JenisIsian, StatusPermohonan
from layanan.kalimat import catatan, kalimat
from layanan.kenyataan import kenyataan
from layanan.models import Layanan, Permohonan, Tujuan

S = StatusPermohonan
MEJA_SENDIRI = ("tanda", "bidang_saya")
"""Tabs of the queue that only some officials have."""


# --- What an official has to do --------------------------------------------------------


def antrean(user: Any) -> Any:
    """Return the requests that wait for this official's office, the oldest promise first."""
    return Permohonan.objects.terlihat_oleh(user).menunggu_kami().order_by("jatuh_tempo", "pk")


def perlu_dilihat() -> Q:
    """Return the condition of cases at another office whose day to look again has come."""
    return Q(lihat_lagi__lte=timezone.localdate())


def hitung_antrean(user: Any) -> dict[str, int]:
    """Count in one query: mine, nobody's, late, nearly late, to look at again, to be signed by me, all that waits."""
    kami = Q(status__in=MENUNGGU_KAMI)
    # The few open ones first: years of decided cases are not even looked at.
    terbuka = Permohonan.objects.filter(kami | perlu_dilihat()).annotate(jabatan_berikut=meja.jabatan_berikut())
    jumlah: dict[str, int] = terbuka.terlihat_oleh(user).aggregate(
        milik_saya=Count("pk", filter=kami & Q(petugas=user)),
        belum_diambil=Count("pk", filter=kami & Q(petugas=None)),
        lewat=Count("pk", filter=kami & lewat()),
        hampir_lewat=Count("pk", filter=kami & hampir_lewat()),
        bidang_saya=Count("pk", filter=kami & Q(petugas=None) & meja.di_bidang(user)),
        dilihat=Count("pk", filter=perlu_dilihat()),
        keberatan=Count("pk", filter=Q(status=S.KEBERATAN)),
        menunggu=Count("pk", filter=kami),
        tanda=Count("pk", filter=meja.giliran(jabatan_saya(user))),
    )
    return jumlah


def pekerjaan(user: Any) -> list[tuple[str, int, str, str]]:
    """Say what waits for this official, as rows of label, count, address and look."""
    if not user.has_perm("layanan.periksa_permohonan"):
        return survei.pekerjaan(user)
    daftar, jumlah = reverse("admin:layanan_permohonan_changelist"), hitung_antrean(user)
    return [
        ("Permohonan lewat janji", jumlah["lewat"], f"{daftar}?antrean=menunggu&janji=lewat", "tolak"),
        ("Permohonan hampir lewat janji", jumlah["hampir_lewat"], f"{daftar}?antrean=menunggu&janji=hampir", "tunggu"),
        ("Tanyakan ke instansi hari ini", jumlah["dilihat"], f"{daftar}?antrean=dilihat", "tunggu"),
        ("Surat menunggu paraf atau tanda tangan Anda", jumlah["tanda"], f"{daftar}?antrean=tanda", "tunggu"),
        ("Keberatan menunggu putusan", jumlah["keberatan"], f"{daftar}?status__exact=KEBERATAN", "tunggu"),
        ("Permohonan milik saya", jumlah["milik_saya"], f"{daftar}?antrean=milik_saya", "tunggu"),
        ("Permohonan belum diambil", jumlah["belum_diambil"], f"{daftar}?antrean=belum_diambil", "jalan"),
        *survei.pekerjaan(user),
    ]


def pintasan(user: Any) -> list[tuple[str, str, str]]:
    """Name the pages that are no lists, for the first page of the officials' room."""
    if not user.has_perm("layanan.buat_atas_nama"):
        return survei.pintasan(user)
    guna = "Untuk pemilik yang datang ke kantor: cari usahanya, isi bersama, cetak resinya"
    return [("Ajukan layanan atas nama pemilik", reverse("layanan:loket"), guna), *survei.pintasan(user)]


def hitung_janji(petugas: Pengguna) -> dict[str, int]:
    """Count what is past, nearly past and to be looked at again in his hand; for who assigns, in everybody's."""
    perkara = Permohonan.objects.filter(lewat() | hampir_lewat() | perlu_dilihat()).terlihat_oleh(petugas)
    if not petugas.has_perm("layanan.tugaskan_permohonan"):
        perkara = perkara.filter(petugas=petugas)
    return perkara.aggregate(
        lewat=Count("pk", filter=lewat()),
        hampir=Count("pk", filter=hampir_lewat()),
        lihat=Count("pk", filter=perlu_dilihat()),
    )


# --- The public catalogue ------------------------------------------------------------------


def katalog() -> Any:
    """Return the services that can be asked for, in the order of the office."""
    return Layanan.objects.tampil().select_related("bidang").order_by("urut", "nama")


def tujuan() -> list[Tujuan]:
    """Return the goals with their paths."""
    return list(Tujuan.objects.filter(aktif=True).prefetch_related("langkah__layanan"))


def halaman_layanan(layanan: Layanan) -> dict[str, Any]:
    """Return what the public page of a service shows."""
    nyata, dihitung = kenyataan(layanan)
    return {
        "layanan": layanan,
        "kenyataan": nyata,
        "dihitung": dihitung,
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
        if catatan_kerja := permohonan.catatan_kerja.all():
            prefetch_related_objects(list(catatan_kerja), "sebut")


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


def alamat_lanjut(permohonan: Permohonan) -> str:
    """Return the first page to fill in; once there is none, as of a page sent twice, that of the request."""
    halaman = halaman_isi(permohonan)
    if not halaman:
        return permohonan.get_absolute_url()
    return reverse("layanan:permohonan_isi", args=[permohonan.kode, halaman[0].nomor])


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
    if permohonan.status in (S.SELESAI, S.DITOLAK, S.DIBATALKAN):
        # What came to its end is not said to have passed where it never was: a refusal needs no signature.
        pernah = {permohonan.status, *(r.ke for r in permohonan.riwayat.all())}
        urut = [satu for satu in urut if pernah.intersection(satu[1])]
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
