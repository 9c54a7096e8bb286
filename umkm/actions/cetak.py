"""The whole file of a business on paper: what it says, how it was checked, who did what when; for those who audit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.formats import date_format

from akun.actions import catat_baca
from inti import pdf
from inti.alasan import wajib_alasan
from inti.berkas import Berkas
from inti.workflow import lama_di_tangan
from notifikasi.enums import Jenis
from notifikasi.models import Pemberitahuan
from umkm import isian as aturan
from umkm import permissions
from umkm.enums import StatusUsulan
from umkm.kalimat import kalimat
from umkm.models import Usaha

JUDUL = "Berkas perkara"
KOSONG = "–"
# Specific personal data (UU 27/2022 Pasal 4) that no audit of a decision needs on paper.
TAK_DICETAK = frozenset({"pelaku.disabilitas"})
DIGIT_SIDIK = 8
"""Letters of a hash that stand together, so that two papers can be compared by eye."""


@transaction.atomic
def cetak_berkas(usaha: Usaha, *, oleh: Any, alasan: str) -> bytes:
    """Return the file of a business as PDF and leave a line in the read log that its owner can read.

    The NIK stays a mask, amounts and the texts of messages are not in it. Raises PermissionDenied for whom it is
    not, ValidationError without a reason.
    """
    if not permissions.pencetak(oleh, usaha):
        raise PermissionDenied("Anda tidak berwenang mencetak berkas usaha ini.")
    pemilik = usaha.pemilik
    catat_baca(
        oleh=oleh,
        subjek_jenis="pelaku",
        subjek_kode=pemilik.kode if pemilik else usaha.kode,
        apa=f"Berkas perkara usaha {usaha.nomor}, dicetak",
        alasan=wajib_alasan(alasan, maks=300),
    )
    kini = timezone.now()
    return pdf.cetak(
        "umkm/berkas",
        isi_berkas(usaha, oleh=oleh, alasan=alasan.strip(), kini=kini),
        judul=f"{JUDUL} {usaha.nomor}",
        tanggal=timezone.localdate(kini),
    )


def isi_berkas(usaha: Usaha, *, oleh: Any, alasan: str, kini: datetime) -> dict[str, Any]:
    """Gather what stands in the file, as the template `umkm/berkas` reads it."""
    pelaku = usaha.pemilik
    return {
        "judul": JUDUL,
        "nomor": usaha.nomor,
        "nama": usaha.nama,
        "ringkas": [
            ["Status", "Sudah digabung ke data lain" if usaha.digabung_ke_id else usaha.get_status_display()],
            ["Keadaan usaha", usaha.get_keadaan_display()],
            ["Pemilik", pelaku.nama if pelaku else KOSONG],
            ["Di tangan", usaha.petugas.nama if usaha.petugas else KOSONG],
            ["Terdata sejak", _saat(usaha.dibuat)],
            ["Dicetak", _saat(kini)],
            ["Oleh", oleh.nama],
            ["Untuk", alasan],
        ],
        "data": [[b.judul, rinci] for b in aturan.BAGIAN.values() if (rinci := _rinci(usaha, pelaku, b.isian))],
        "pemilik": [[k.pelaku.nama, _masa(k)] for k in usaha.kepemilikan.select_related("pelaku").order_by("pk")],
        "berkas": list(_berkas(usaha)),
        "pemeriksaan": [
            [p.get_bagian_display(), f"{p.get_cara_display()}, {_hari(p.tanggal)}, {p.oleh.nama}", p.catatan]
            for p in usaha.pemeriksaan.select_related("oleh").order_by("pk")
        ],
        "usulan": list(_usulan(usaha)),
        "riwayat": [
            [str(n), _saat(r.pada), kalimat(r, untuk_pemilik=False), r.catatan]
            for n, r in enumerate(usaha.riwayat.all(), 1)
        ],
        "waktu": _waktu(usaha),
        "pesan": list(_pesan(usaha)),
    }


def _rinci(usaha: Usaha, pelaku: Any, isian: tuple[str, ...]) -> list[list[str]]:
    dicetak = [nama for nama in isian if nama not in TAK_DICETAK]
    return [[aturan.label(nama), aturan.tampil(usaha, pelaku, nama) or KOSONG] for nama in dicetak]


def _masa(kepemilikan: Any) -> str:
    sampai = f"sampai {_hari(kepemilikan.sampai)}" if kepemilikan.sampai else "sampai sekarang"
    return f"{kepemilikan.get_dasar_display()}, sejak {_hari(kepemilikan.sejak)}, {sampai}"


def _berkas(usaha: Usaha) -> Iterator[list[str]]:
    """Yield every file and issued paper of the case: what it is, when and how large, its SHA-256. Never the KTP."""
    nama: dict[int | None, str] = {usaha.formulir_id: "Formulir pendataan bertanda tangan"}
    nama |= {f.berkas_id: f"Foto: {f.get_jenis_display()}" for f in usaha.foto.all()}
    nama |= {s.berkas_id: str(s) for s in usaha.legalitas.all()}
    nama |= {p.berkas_id: f"Pemeriksaan: {p.get_bagian_display()}" for p in usaha.pemeriksaan.all()}
    nama |= {k.surat_id: f"Surat pengalihan: {k.get_dasar_display()}" for k in usaha.kepemilikan.all()}
    ada = [pk for pk in nama if pk is not None]
    for b in Berkas.objects.filter(pk__in=ada).select_related("diunggah_oleh").order_by("pk"):
        pengunggah = b.diunggah_oleh.nama if b.diunggah_oleh else KOSONG
        rincian = f"Diunggah {_saat(b.dibuat)} oleh {pengunggah}, {filesizeformat(b.ukuran)}"
        yield [nama[b.pk], rincian, _sidik(b.sha256)]
    for d in usaha.dokumen.order_by("pk"):
        rincian = f"Diterbitkan {_hari(d.diterbitkan)}, {d.keadaan.label.lower()}"
        yield [f"{d.jenis} {d.nomor}", rincian, _sidik(d.sha256)]


def _usulan(usaha: Usaha) -> Iterator[list[str]]:
    for usulan in usaha.usulan.prefetch_related("isian").order_by("pk"):
        for i in usulan.isian.all():
            putusan = {True: "Diterima", False: "Ditolak", None: "Belum diputuskan"}[i.diterima]
            if usulan.status == StatusUsulan.DIBATALKAN:
                putusan = "Dibatalkan"
            yield [_saat(usulan.dibuat), aturan.label(i.nama), f"{putusan}. {i.alasan}".rstrip(". ") + "."]


def _waktu(usaha: Usaha) -> list[list[str]]:
    """The parts of the clock since the case was last opened, in working days; they add up."""
    jam = lama_di_tangan(usaha)
    dari = f" (janji {jam['janji']})" if jam["janji"] else ""
    baris = [["Di kami", f"{jam['kami']} hari kerja{dari}"], ["Di pemilik", f"{jam['anda']} hari kerja"]]
    if jam["instansi"]:
        baris.append([f"Di {jam['nama_instansi']}", f"{jam['instansi']} hari kerja"])
    return [*baris, ["Jumlah", f"{jam['jumlah']} hari kerja"]]


def _pesan(usaha: Usaha) -> Iterator[list[str]]:
    """Yield the messages about this business: when, of what kind, on which channel, how far. No text, no target."""
    tentang = Q(kunci__startswith=f"usaha:{usaha.kode}:") | Q(url=usaha.get_absolute_url())
    for p in Pemberitahuan.objects.filter(tentang).exclude(jenis=Jenis.KODE).order_by("pk"):
        berangkat = f", {_saat(p.terkirim_pada)}" if p.terkirim_pada else ""
        yield [_saat(p.dibuat), p.judul, p.get_kanal_display(), f"{p.get_keadaan_display()}{berangkat}"]


def _sidik(sha256: str) -> str:
    return " ".join(sha256[i : i + DIGIT_SIDIK] for i in range(0, len(sha256), DIGIT_SIDIK))


def _saat(pada: datetime) -> str:
    return date_format(timezone.localtime(pada), "j M Y, H.i") + " WIB"


def _hari(hari: Any) -> str:
    return date_format(hari, "j F Y") if hari else KOSONG
