"""An SPJ paper as PDF, and as a spreadsheet to go on with."""

from __future__ import annotations

import io
from typing import Any

from django.conf import settings
from django.utils import timezone

from inti import pdf
from inti.berkas import MIME_GAMBAR
from pelatihan.enums import JenisBukti, JenisSpj, KolomSpj
from pelatihan.models import Angkatan, BentukSpj
from pelatihan.spj import Lembar, kata_hari, kata_jumlah

FOTO_MAKS = 24
SISI_FOTO = 900
"""Longest side of a printed photo in pixels: half the width of A4 at 250 dpi."""
BERLAMPIRAN = (JenisSpj.UNDANGAN, JenisSpj.BERITA_ACARA)
"""A letter whose list of people follows on a sheet of its own."""
_LEBAR = {
    KolomSpj.NO: 5.0,
    KolomSpj.NAMA: 30.0,
    KolomSpj.NIK: 20.0,
    KolomSpj.KELAMIN: 6.0,
    KolomSpj.USAHA: 28.0,
    KolomSpj.NOMOR: 20.0,
    KolomSpj.TANDA_TANGAN: 32.0,
}


def cetak(angkatan: Angkatan, lembar: Lembar) -> bytes:
    """Print a paper as PDF; the sheet of photos takes the first `FOTO_MAKS` of the class."""
    foto = _foto(angkatan) if lembar.bentuk.jenis == JenisSpj.FOTO else []
    isi = {
        "judul": lembar.bentuk.judul,
        "kop": _kop(lembar.bentuk),
        "nomor": lembar.nomor,
        "mendatar": lembar.bentuk.mendatar,
        "lampiran": lembar.bentuk.jenis in BERLAMPIRAN,
        "pembuka": lembar.pembuka,
        "pasangan": lembar.pasangan,
        "kolom": [{"jenis": k.jenis, "judul": k.judul} for k in lembar.kolom],
        "baris": lembar.baris,
        "jumlah": "" if lembar.jumlah is None else kata_jumlah(lembar.jumlah),
        "penutup": lembar.penutup,
        "tempat": lembar.tempat,
        "penanda": lembar.penanda,
        "foto": [{"nama": nama, "keterangan": kata} for nama, kata, _ in foto],
    }
    judul = f"{lembar.bentuk.judul} {angkatan.kurikulum.nama}, {angkatan.nama}"
    return pdf.cetak(
        "pelatihan/spj", isi, judul=judul, tanggal=lembar.tanggal, foto={nama: byte for nama, _, byte in foto}
    )


def _kop(bentuk: BentukSpj) -> dict[str, str]:
    """Return what of the head this paper has of its own; the rest is that of the office."""
    sendiri = {"atas": bentuk.kop_atas, "nama": bentuk.kop_nama, "alamat": bentuk.kop_alamat}
    return {kunci: teks for kunci, teks in sendiri.items() if teks}


def _foto(angkatan: Angkatan) -> list[tuple[str, str, bytes]]:
    from inti.gambar import kecilkan  # here: only a worker that handles pictures carries their library

    semua = angkatan.bukti.filter(jenis=JenisBukti.FOTO, berkas__mime=MIME_GAMBAR)
    hasil = []
    for satu in semua.select_related("berkas", "sesi").order_by("sesi__mulai", "pk")[:FOTO_MAKS]:
        assert satu.sesi is not None  # noqa: S101  a CHECK holds it
        saat = kata_hari(timezone.localdate(satu.sesi.mulai))
        with satu.berkas.file.open("rb") as isi:
            hasil.append((f"{satu.pk}.jpg", f"{saat}. {satu.keterangan}".strip(), kecilkan(isi, SISI_FOTO)))
    return hasil


def lembar_sebar(lembar: Lembar) -> bytes:
    """Write the list of a paper as XLSX, its head above and its signers below; every text stays text.

    A value that begins with "=" is written as it is and never as a formula.
    """
    from rustpy_xlsxwriter import FastExcel, Format  # here: a compiled library that most processes never need

    kolom = lembar.kolom
    akhir = max(len(kolom) - 1, 1)
    kepala = _kepala(lembar)
    tebal = Format().set_bold().set_align("center").set_text_wrap()
    merge = [(n, 0, n, akhir, teks, tebal if n < 4 else Format().set_text_wrap()) for n, teks in enumerate(kepala)]
    wadah = io.BytesIO()
    FastExcel(wadah).sheet(
        "SPJ",
        _baris(lembar),
        header_row=len(kepala) + 1,
        merge_ranges=merge,
        column_widths=[_LEBAR.get(KolomSpj(k.jenis), 18.0) for k in kolom],
        header_format=Format().set_bold().set_text_wrap().set_border("thin").set_background_color("#E9EEF2"),
        page_setup={
            "landscape": lembar.bentuk.mendatar,
            "paper_size": 9,
            "fit_to_pages": (1, 0),
            "repeat_rows": len(kepala) + 1,
        },
    ).save()
    return wadah.getvalue()


def _kepala(lembar: Lembar) -> list[str]:
    kop = {
        "atas": f"PEMERINTAH {settings.NAMA_KABUPATEN.upper()}",
        "nama": settings.NAMA_DINAS,
        "alamat": settings.ALAMAT_DINAS,
    } | _kop(lembar.bentuk)
    judul = f"{lembar.bentuk.judul} Nomor {lembar.nomor}" if lembar.nomor else lembar.bentuk.judul
    return [kop["atas"], kop["nama"], kop["alamat"], judul, *(f"{label}: {isi}" for label, isi in lembar.pasangan)]


def _baris(lembar: Lembar) -> list[dict[str, Any]]:
    """Return the people, the total, and below them who signs, as rows of the same columns."""
    judul = [k.judul for k in lembar.kolom]
    kosong = dict.fromkeys(judul)
    hasil: list[dict[str, Any]] = [
        dict(zip(judul, (_sel(k.jenis, sel) for k, sel in zip(lembar.kolom, satu, strict=True)), strict=True))
        for satu in lembar.baris
    ] or [kosong]
    kiri = judul[min(1, len(judul) - 1)]
    if lembar.jumlah is not None:
        hasil.append(kosong | {kiri: f"Jumlah: {kata_jumlah(lembar.jumlah)}"})
    hasil.append(kosong)
    for satu in lembar.penanda:
        hasil += [kosong | {kiri: kata} for kata in _tanda(satu)] + [kosong]
    return hasil


def _tanda(penanda: dict[str, str]) -> list[str]:
    nip = f"NIP {penanda['nip']}" if penanda["nip"] else ""
    kata = (penanda["sebagai"], penanda["jabatan"], " ", " ", penanda["nama"], penanda["pangkat"], nip)
    return [k for k in kata if k]


def _sel(jenis: str, isi: str) -> Any:
    """Return a figure as a figure, so that it can be summed; a code of figures stays text."""
    if jenis == KolomSpj.NO:
        return int(isi)
    if jenis == KolomSpj.TRANSPORT and isi:
        return int(isi.replace(".", ""))
    if jenis == KolomSpj.TANDA_TANGAN and int(isi.rstrip(".")) % 2 == 0:
        return f"{' ' * 24}{isi}"
    return isi or None
