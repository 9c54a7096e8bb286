"""Reads that serve the pages of the catalogue: what a service still lacks, the versions of its form, its preview."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db.models import Count
from django.urls import reverse

from inti.teks import sederhanakan
from layanan import formulir
from layanan.enums import JenisProduk, KeadaanVersi
from layanan.jalur import Langkah
from layanan.models import IsianFormulir, Layanan, Permohonan, VersiFormulir
from layanan.syarat import berjalan, dimiliki
from umkm.models import Usaha

# The sentences that every service says alike, offered to a new one.
BERSAMA = (
    "pengaduan",
    "sarana",
    "kompetensi",
    "pengawasan",
    "jumlah_pelaksana",
    "jaminan",
    "keamanan",
    "evaluasi",
)


class Kesiapan(NamedTuple):
    """One thing that a service needs before anybody can ask for it: its words, whether it is there, where to do it."""

    kata: str
    ada: bool
    alamat: str


def kalimat_bersama() -> dict[str, str]:
    """Return the sentences that services share, as the first service of the catalogue says them."""
    return Layanan.objects.order_by("urut", "nama").values(*BERSAMA).first() or {}


def keadaan_formulir(layanan: Layanan) -> str:
    """Say in words which versions of the form there are. Reads the prefetched `versi`."""
    versi = sorted(layanan.versi.all(), key=lambda v: v.nomor)
    terbit = next((f"versi {v.nomor}" for v in versi if v.keadaan == KeadaanVersi.TERBIT), "")
    draf = next((f"rancangan versi {v.nomor}" for v in versi if v.keadaan == KeadaanVersi.DRAF), "")
    return ", ".join(filter(None, (terbit, draf))) or "belum ada"


def kesiapan(layanan: Layanan) -> list[Kesiapan]:
    """Say what a service needs before it can be asked for, and whether that is there; nothing once all is."""
    ubah = reverse("admin:layanan_layanan_change", args=[layanan.pk])
    hasil = []
    if layanan.jenis_produk == JenisProduk.SURAT:
        penanda = layanan.penanda.filter(jenis="TANDA_TANGAN").exists()
        hasil.append(Kesiapan("Siapa yang menandatangani surat", penanda, f"{ubah}?bagian=surat"))
    keadaan = {v.keadaan for v in layanan.versi.all()}
    alamat = reverse("admin:layanan_layanan_formulir", args=[layanan.pk])
    hasil.append(Kesiapan("Formulir yang dipakai", KeadaanVersi.TERBIT in keadaan, alamat))
    hasil.append(Kesiapan("Ditampilkan untuk umum (centang “dapat diajukan”)", layanan.aktif, f"{ubah}?bagian=umum"))
    return [] if all(satu.ada for satu in hasil) else hasil


def daftar_versi(layanan: Layanan) -> list[VersiFormulir]:
    """Return the versions of a service, the newest first, each with its number of fields and of requests."""
    return list(
        layanan.versi.annotate(
            banyak=Count("isian", distinct=True), dipakai=Count("permohonan", distinct=True)
        ).order_by("-nomor")
    )


# --- The page of one version -----------------------------------------------------------------


def susunan(versi: VersiFormulir) -> list[dict[str, Any]]:
    """Return the steps of a version with their fields, each with its condition and its source in words."""
    semua = list(versi.isian.all())
    menurut_kode = {i.kode: i for i in semua}
    return [
        {
            "nomor": satu.nomor,
            "judul": satu.judul,
            "isian": [
                {
                    "isian": i,
                    "jawaban": [kata for _, kata in i.pilihan],
                    "bila": formulir.sebut_kondisi(i.kondisi, menurut_kode),
                    "pertama": i is semua[0],
                    "terakhir": i is semua[-1],
                }
                for i in satu.isian
            ],
        }
        for satu in formulir.langkah(semua)
    ]


def masalah(versi: VersiFormulir) -> list[str]:
    """Say what keeps a draft from being put into use."""
    return formulir.masalah(list(versi.isian.all()), versi.layanan.berkas.filter(aktif=True))


# --- Preview -----------------------------------------------------------------------------------


class Coba(NamedTuple):
    """A step of the preview: its heading, the fields that are drawn, the documents of the last step."""

    judul: str
    medan: list[Any]
    berkas: list[Any]


def pratinjau(versi: VersiFormulir, data: Any = None, files: Any = None, *, periksa: bool = False) -> dict[str, Any]:
    """Return the form of a version as its applicant sees it with these answers; nothing is kept.

    With `periksa` also what would be refused. A field whose question stands on an earlier page is drawn only when its
    condition holds; one whose question stands on the same page is drawn with a sentence that says when to fill it in.
    """
    semua = list(versi.isian.all())
    kelas = formulir.buat_form(semua)
    form, jawaban = kelas(), {}
    if data is not None:
        terisi = kelas(data, files)
        terisi.is_valid()
        jawaban = {k: formulir.ke_json(n) for k, n in terisi.cleaned_data.items() if n not in formulir.KOSONG}
        form = terisi if periksa else kelas(jawaban=jawaban)
    tampil = formulir.ditanyakan(semua, jawaban)
    formulir.terangkan(form, semua)
    langkah = [
        Coba(s.judul, [_medan(form, i) for i in s.isian if i.kode in tampil or _sehalaman(i, semua)], [])
        for s in formulir.langkah(semua)
    ]
    diminta = formulir.berkas_diminta(versi.layanan.berkas.all(), jawaban, semua)
    terakhir = [Coba("Foto dan berkas", [], diminta)] if diminta else []
    return {"form": form, "langkah": [s for s in langkah if s.medan] + terakhir, "lulus": periksa and form.is_valid()}


def _sehalaman(satu: IsianFormulir, semua: list[IsianFormulir]) -> bool:
    return any(i.kode == satu.kondisi.get("isian") and i.langkah == satu.langkah for i in semua)


def _medan(form: Any, satu: IsianFormulir) -> Any:
    medan = form[satu.kode]
    medan.asal = satu.get_asal_display() if satu.asal else ""
    return medan


# --- The public list and the goals ---------------------------------------------------------------

KATA_TERPANJANG = 100
KATA_UMUM = {"yang", "untuk", "dan", "atau", "saya", "mau", "ingin", "cara", "urus", "di", "ke", "dari", "usaha"}


def cari(semua: Sequence[Layanan], kata: str) -> list[Layanan]:
    """Return the services whose words hold those that were asked for, the closest first; all of them without any.

    Services that hold every word stand alone; where none does, those with the most of them come first.
    """
    dicari = [k for k in _huruf(kata[:KATA_TERPANJANG]).split() if len(k) > 1 and k not in KATA_UMUM]
    if not dicari:
        return list(semua)
    nilai = {s.pk: _kena(s, dicari) for s in semua}
    terbanyak = max((n for n, _ in nilai.values()), default=0)
    lengkap = [s for s in semua if nilai[s.pk][0] and (terbanyak < len(dicari) or nilai[s.pk][0] == terbanyak)]
    return sorted(lengkap, key=lambda s: nilai[s.pk], reverse=True)


def _huruf(teks: str) -> str:
    return sederhanakan(teks).casefold()


def _kena(satu: Layanan, dicari: Sequence[str]) -> tuple[int, int]:
    """Count how many of the words a service holds, and how many of them in its name."""
    nama = _huruf(f"{satu.kode} {satu.nama} {satu.ringkas}")
    semua = _huruf(f"{nama} {satu.persyaratan} {satu.produk}")
    return sum(k in semua for k in dicari), sum(k in nama for k in dicari)


def kelompok(semua: Sequence[Layanan]) -> list[tuple[str, list[Layanan]]]:
    """Group services by the field of the office, in the order in which the fields first appear."""
    hasil: dict[str, list[Layanan]] = {}
    for satu in semua:
        hasil.setdefault(satu.bidang.nama, []).append(satu)
    return list(hasil.items())


class LangkahMaju(NamedTuple):
    """A step of a goal for one business: the step, whether it is done, whether it is the next one to do.

    `permohonan` is the request for it that is under way.
    """

    langkah: Langkah
    ada: bool
    kini: bool
    permohonan: Permohonan | None


def jalan(langkah: Sequence[Langkah], usaha: Usaha | None) -> list[LangkahMaju]:
    """Return the path to a goal (`syarat.jalur`) for a business.

    What it holds already is ticked, and the next obligatory step is marked, which may be under way.
    """
    punya = dimiliki(usaha).layanan if usaha else set()
    diurus = berjalan(usaha) if usaha else {}
    kini = next((n for n in langkah if n.wajib and n.layanan.kode not in punya), None) if usaha else None
    return [LangkahMaju(n, n.layanan.kode in punya, n is kini, diurus.get(n.layanan.kode)) for n in langkah]
