"""The papers of the satisfaction survey: the report of a period, the blank sheet, the poster of an event."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from inti import bilangan, pdf
from layanan.kuesioner import CIRI, SOAL, SUMBER
from layanan.models import AcaraSkm
from layanan.skm import BOBOT_TEPAT, KINERJA, MUTU
from layanan.survei import HasilMasa, Kelompok, rencana, tren

DISEMBUNYIKAN = "disembunyikan"


def laporan(hitungan: HasilMasa, *, bobot: Fraction = BOBOT_TEPAT) -> bytes:
    """Print the report of a period whose result may be shown. Head, office-holder and figures are data."""
    masa, hasil = hitungan.masa, hitungan.hasil
    if hasil is None:
        raise ValueError("Masa ini belum punya hasil.")
    data = {
        "masa": [masa.nama, masa.rentang],
        "ikm": [_desimal(hasil.ikm), hasil.mutu, hasil.kinerja, _desimal(hasil.indeks)],
        "bobot": "1/9" if bobot == BOBOT_TEPAT else _desimal(float(bobot)),
        "dasar": [
            ["Jumlah yang dilayani", bilangan.tulis(hitungan.populasi)],
            ["Responden yang diperlukan (Krejcie–Morgan)", bilangan.tulis(hitungan.perlu)],
            ["Responden yang menjawab", bilangan.tulis(hitungan.banyak)],
        ],
        "unsur": [
            [u.soal.kode, u.soal.unsur, _desimal(u.nrr), _desimal(u.konversi), f"{u.mutu} ({u.kinerja})"]
            for u in hitungan.unsur
        ],
        "urut": [f"{u.soal.kode} {u.soal.unsur}" for u in hitungan.urut[:3]],
        "layanan": [_baris_layanan(satu) for satu in hitungan.layanan],
        "ciri": [[judul, [_baris_ciri(k, hitungan.banyak) for k in isi]] for judul, isi in hitungan.ciri],
        "rencana": [
            [
                f"U{r.unsur} {SOAL[r.unsur - 1].unsur}",
                r.tindakan,
                r.penanggung,
                date_format(r.tenggat, "j F Y"),
                date_format(r.selesai, "j F Y") if r.selesai else "belum",
            ]
            for r in rencana(masa)
        ],
        "tren": [[t["masa"].nama, _desimal(t["ikm"]), t["mutu"]] for t in tren() if t["masa"].mulai < masa.mulai],
        "simpulan": masa.simpulan,
        "mutu": [[huruf, f"{_desimal(batas)} ke atas", kata] for huruf, batas, kata in MUTU],
        "sumber": SUMBER,
        "pejabat": _pejabat(hitungan),
    }
    judul = f"Laporan Survei Kepuasan Masyarakat {masa.nama}"
    return pdf.cetak("layanan/skm_laporan", data, judul=judul, tanggal=timezone.localdate(masa.diterbitkan or None))


def _pejabat(hitungan: HasilMasa) -> dict[str, str]:
    """Return who signs: the holder of the office on the day of printing, or dots where the office named none."""
    jabatan = hitungan.masa.penanda
    pejabat = jabatan.pejabat_pada() if jabatan else None
    if pejabat is not None:
        return {"jabatan": pejabat.sebutan, "nama": pejabat.nama, "nip": pejabat.nip}
    return {"jabatan": jabatan.nama if jabatan else settings.NAMA_DINAS, "nama": "." * 40, "nip": ""}


def _baris_layanan(satu: Kelompok) -> list[str]:
    if satu.hasil is None:
        return [satu.nama, DISEMBUNYIKAN, "", ""]
    hasil = satu.hasil
    return [satu.nama, str(satu.jumlah), _desimal(hasil.ikm), f"{hasil.mutu} ({KINERJA[hasil.mutu]})"]


def _baris_ciri(satu: Kelompok, banyak: int) -> list[str]:
    if satu.jumlah is None:
        return [satu.nama, DISEMBUNYIKAN]
    return [satu.nama, f"{satu.jumlah} ({round(100 * satu.jumlah / banyak)}%)"]


def _desimal(nilai: Any) -> str:
    return f"{nilai}".replace(".", ",")


def lembar_kosong() -> bytes:
    """Print the sheet for the counter: the same questions as on the screen."""
    data = {
        "soal": [[s.kode, s.tanya, list(s.kata)] for s in SOAL],
        "ciri": [[judul, list(pilihan.labels)] for _, judul, pilihan in CIRI],
    }
    return pdf.cetak(
        "layanan/skm_lembar", data, judul="Lembar Survei Kepuasan Masyarakat", tanggal=timezone.localdate()
    )


def poster(acara: AcaraSkm, *, alamat: str) -> bytes:
    """Print the poster of an event: its QR code and the address, read from two metres."""
    data = {"acara": acara.nama, "sampai": date_format(acara.sampai, "j F Y")}
    judul = f"Nilai pelayanan kami: {acara.nama}"
    return pdf.cetak("layanan/skm_poster", data, judul=judul, tanggal=timezone.localdate(), alamat=alamat)
