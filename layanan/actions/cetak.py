"""The whole file of a request on paper: what was asked, how it was handled, who did what when; for those who audit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.formats import date_format

from akun.actions import catat_baca
from inti import pdf
from inti.alasan import wajib_alasan
from inti.workflow import lama_di_tangan
from layanan import formulir, permissions
from layanan.kalimat import kalimat
from layanan.models import Permohonan
from notifikasi.enums import Jenis
from notifikasi.models import Pemberitahuan

JUDUL = "Berkas permohonan"
KOSONG = "–"
DIGIT_SIDIK = 8
"""Letters of a hash that stand together, so that two papers can be compared by eye."""


@transaction.atomic
def cetak_berkas(permohonan: Permohonan, *, oleh: Any, alasan: str) -> bytes:
    """Return the file of a request as PDF and leave a line in the read log that the owner of the business can read.

    The texts of messages and the notes between officials are not in it. Raises PermissionDenied for whom it is not,
    ValidationError without a reason.
    """
    if not permissions.petugas(oleh, permohonan):
        raise PermissionDenied("Anda tidak berwenang mencetak berkas permohonan ini.")
    alasan = wajib_alasan(alasan, maks=300)
    pemilik = permohonan.usaha.pemilik
    catat_baca(
        oleh=oleh,
        subjek_jenis="pelaku",
        subjek_kode=pemilik.kode if pemilik else permohonan.usaha.kode,
        apa=f"Berkas permohonan {permohonan.nomor}, dicetak",
        alasan=alasan,
    )
    kini = timezone.now()
    isi = isi_berkas(permohonan, oleh=oleh, alasan=alasan, kini=kini)
    judul = f"{JUDUL} {permohonan.nomor}"
    return pdf.cetak("layanan/berkas", isi, judul=judul, tanggal=timezone.localdate(kini))


def isi_berkas(permohonan: Permohonan, *, oleh: Any, alasan: str, kini: datetime) -> dict[str, Any]:
    """Gather what stands in the file, as the template `layanan/berkas` reads it."""
    usaha = permohonan.usaha
    return {
        "judul": JUDUL,
        "nomor": permohonan.nomor,
        "nama": permohonan.layanan.nama,
        "ringkas": [
            ["Status", permohonan.get_status_display()],
            ["Usaha", f"{usaha.nama} ({usaha.nomor})"],
            ["Pemilik", usaha.pemilik.nama if usaha.pemilik else KOSONG],
            ["Tempat", str(usaha.desa)],
            ["Bidang", permohonan.bidang.nama],
            ["Di tangan", permohonan.petugas.nama if permohonan.petugas else KOSONG],
            ["Versi formulir", str(permohonan.formulir.nomor)],
            ["Dicetak", _saat(kini)],
            ["Oleh", oleh.nama],
            ["Untuk", alasan],
        ],
        "jawaban": list(_jawaban(permohonan)),
        "berkas": list(_berkas(permohonan)),
        "permintaan": [
            [_saat(p.dibuat), p.label, p.kalimat + ("" if p.terbuka else " Sudah dijawab.")]
            for p in permohonan.permintaan.order_by("pk")
        ],
        "surat": list(_surat(permohonan)),
        "keberatan": [
            [_saat(k.dibuat), f"{k.dasar}. {k.uraian}", f"{k.get_hasil_display() or 'Belum diputuskan'}. {k.putusan}"]
            for k in permohonan.keberatan.select_related("dasar")
        ],
        "riwayat": [
            [str(n), _saat(r.pada), kalimat(r, untuk_pemohon=False), r.catatan]
            for n, r in enumerate(permohonan.riwayat.all(), 1)
        ],
        "waktu": _waktu(permohonan),
        "pesan": list(_pesan(permohonan)),
    }


def _jawaban(permohonan: Permohonan) -> Iterator[list[str]]:
    isian = list(permohonan.formulir.isian.all())
    tampil = formulir.ditanyakan(isian, permohonan.jawaban)
    for satu in isian:
        if satu.kode in tampil:
            yield [satu.label, formulir.tampil(satu, permohonan.jawaban.get(satu.kode)) or KOSONG]


def _berkas(permohonan: Permohonan) -> Iterator[list[str]]:
    """Yield every file of the request: what it is, when and by whom it came, its SHA-256."""
    semua = [(str(f.syarat), f.berkas) for f in permohonan.lampiran.select_related("syarat", "berkas__diunggah_oleh")]
    for nomor in permohonan.nomor_surat.select_related("naskah__diunggah_oleh"):
        if nomor.naskah is not None:
            semua.append((f"Naskah surat {nomor.nomor}", nomor.naskah))
    if permohonan.hasil_berkas:
        semua.append(("Berkas hasil", permohonan.hasil_berkas))
    for nama, berkas in semua:
        oleh = berkas.diunggah_oleh.nama if berkas.diunggah_oleh else KOSONG
        yield [nama, f"{_saat(berkas.dibuat)}, {oleh}, {filesizeformat(berkas.ukuran)}", _sidik(berkas.sha256)]
    if hasil := permohonan.hasil_dokumen:
        rincian = f"Diterbitkan {date_format(hasil.diterbitkan, 'j F Y')}, {hasil.keadaan.label.lower()}"
        yield [f"{hasil.jenis} {hasil.nomor}", rincian, _sidik(hasil.sha256)]


def _surat(permohonan: Permohonan) -> Iterator[list[str]]:
    """Yield the steps of signing of every round and the numbers given, also those that were voided."""
    for tahap in permohonan.tahap.select_related("jabatan"):
        siapa = f"{tahap.pejabat}, {tahap.sebutan}" if tahap.pada else "Belum"
        kapan = _saat(tahap.pada) if tahap.pada else KOSONG
        yield [kapan, f"{tahap.get_jenis_display()} {tahap.jabatan}, putaran {tahap.putaran}", siapa]
    for nomor in permohonan.nomor_surat.order_by("pk"):
        hangus = f"Dibatalkan {_saat(nomor.dibatalkan_pada)}. {nomor.alasan_batal}" if nomor.dibatalkan_pada else ""
        yield [_saat(nomor.dibuat), f"Nomor {nomor.nomor}", hangus or "Berlaku"]


def _waktu(permohonan: Permohonan) -> list[list[str]]:
    """The parts of the clock since the case was last opened, in working days; they add up."""
    jam = lama_di_tangan(permohonan)
    dari = f" (janji {jam['janji']})" if jam["janji"] else ""
    baris = [["Di kami", f"{jam['kami']} hari kerja{dari}"], ["Di pemohon", f"{jam['anda']} hari kerja"]]
    if jam["instansi"]:
        baris.append([f"Di {jam['nama_instansi']}", f"{jam['instansi']} hari kerja"])
    return [*baris, ["Jumlah", f"{jam['jumlah']} hari kerja"]]


def _pesan(permohonan: Permohonan) -> Iterator[list[str]]:
    """Yield the messages about this request: when, of what kind, on which channel, how far. No text, no target."""
    tentang = Pemberitahuan.objects.filter(kunci__startswith=f"permohonan:{permohonan.kode}:")
    for p in tentang.exclude(jenis=Jenis.KODE).order_by("pk"):
        berangkat = f", {_saat(p.terkirim_pada)}" if p.terkirim_pada else ""
        yield [_saat(p.dibuat), p.judul, p.get_kanal_display(), f"{p.get_keadaan_display()}{berangkat}"]


def _sidik(sha256: str) -> str:
    return " ".join(sha256[i : i + DIGIT_SIDIK] for i in range(0, len(sha256), DIGIT_SIDIK))


def _saat(pada: datetime) -> str:
    return date_format(timezone.localtime(pada), "j M Y, H.i") + " WIB"
