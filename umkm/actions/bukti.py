"""The proof: "Tanda Bukti Terdata UMKM", issued at verification, void at revocation."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from inti import dokumen, kode, nomor, pdf
from inti.dokumen import AlasanCabut, Dokumen
from umkm import queries
from umkm.enums import BagianPeriksa, StatusUsaha
from umkm.models import Usaha

JENIS = "Tanda Bukti Terdata UMKM"
SERI = "tanda_bukti"
# The fields that the proof shows: when one of them changes, it is issued anew.
TERCETAK = frozenset(
    {
        "pelaku.nama",
        "usaha.nama",
        "usaha.kbli",
        "usaha.uraian",
        "usaha.desa",
        "usaha.alamat",
        "usaha.rt",
        "usaha.rw",
    }
)


def terbitkan(usaha: Usaha, *, oleh: Any) -> Dokumen:
    """Print and keep the proof of a verified business; an older one that still stands is replaced.

    Runs inside the transaction of its cause, so that no business is verified without its proof.
    """
    hari_ini = timezone.localdate()
    seri = nomor.seri(SERI, pola="{urut:06d}/UMKM/{tahun}")
    kode_bukti = kode.buat()
    terbitan: dict[str, Any] = {
        "kode": kode_bukti,
        "jenis": JENIS,
        "nomor": nomor.ambil_tertulis(seri, tanggal=hari_ini),
        "isi": [
            ("Usaha", usaha.nama),
            ("Kecamatan", usaha.desa.kecamatan.nama),
            ("Status", "Terverifikasi"),
            ("Diverifikasi", _tanggal(_diverifikasi(usaha))),
        ],
        "perihal_jenis": usaha.PERIHAL,
        "perihal_kode": usaha.kode,
        "url": usaha.get_absolute_url(),
        "diterbitkan": hari_ini,
    }
    terbitan["pdf"] = pdf.cetak(
        "umkm/tanda_bukti",
        _isi(usaha, terbitan["nomor"]),
        judul=f"{JENIS} {usaha.nama}",
        tanggal=hari_ini,
        alamat=dokumen.alamat_cek(kode_bukti),
    )
    lama = queries.bukti(usaha)
    if lama is not None:
        return dokumen.gantikan(lama, oleh=oleh, **terbitan)
    return dokumen.terbitkan(oleh=oleh, **terbitan)


def cabut(usaha: Usaha, *, alasan: AlasanCabut, oleh: Any, catatan: str = "") -> None:
    """Make the standing proof of a business void; does nothing when there is none."""
    lama = queries.bukti(usaha)
    if lama is not None:
        dokumen.cabut(lama, alasan=alasan, oleh=oleh, catatan=catatan)


def _isi(usaha: Usaha, nomor_bukti: str) -> dict[str, Any]:
    pemilik = usaha.pemilik
    return {
        "nomor": nomor_bukti,
        "nama": usaha.nama,
        "pasangan": [
            ["Nomor pendaftaran", usaha.nomor],
            ["Pemilik", pemilik.nama if pemilik else "-"],
            ["Kegiatan", str(usaha.kbli) if usaha.kbli else usaha.uraian],
            ["Tempat", _tempat(usaha)],
            ["Terdata sejak", _tanggal(timezone.localdate(usaha.dibuat))],
            ["Diterbitkan", _tanggal(timezone.localdate())],
        ],
        "pemeriksaan": _pemeriksaan(usaha),
    }


def _diverifikasi(usaha: Usaha) -> date:
    """The day on which the business last became verified; a proof that is issued anew keeps it."""
    baris = usaha.riwayat.filter(ke=StatusUsaha.TERVERIFIKASI).exclude(dari=StatusUsaha.TERVERIFIKASI)
    return timezone.localdate(baris.latest("pk").pada)


def _tanggal(hari: date) -> str:
    return date_format(hari, "j F Y")


def _tempat(usaha: Usaha) -> str:
    bagian = [usaha.alamat, f"RT {usaha.rt}/RW {usaha.rw}" if usaha.rt and usaha.rw else "", str(usaha.desa)]
    return ", ".join(b for b in bagian if b)


def _pemeriksaan(usaha: Usaha) -> list[list[str]]:
    """The latest check of each section, in the order of the sections: what, how and when."""
    terakhir: dict[str, Any] = {}
    for baris in usaha.pemeriksaan.all():
        terakhir.setdefault(baris.bagian, baris)
    return [
        [terakhir[b].get_bagian_display(), f"{terakhir[b].get_cara_display()}, {_tanggal(terakhir[b].tanggal)}"]
        for b in BagianPeriksa
        if b in terakhir
    ]
