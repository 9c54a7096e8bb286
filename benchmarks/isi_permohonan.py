"""Fill the measurement's database with requests for services, their histories and papers, by COPY.

python -m benchmarks.isi_permohonan 200000

The services are those that the portal ships. A few thousand requests are open, as in an office that keeps up; the rest
were decided over five years, so that the last ninety days hold about one in twenty.
"""

from __future__ import annotations

import hashlib
import random
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import django
from django.db import connection

from benchmarks.bahan import BENIH, BENTUK_PERMOHONAN, LAYANAN_RAMAI
from benchmarks.isi import Pengisi, buat_staf, pilih_acak
from benchmarks.salin import Tabel
from benchmarks.server import AWALAN
from inti import jam

TAHUN = 5 * 365
TERBUKA = 6000
"""Requests that are with somebody now, however many were decided before."""


class Jenis(NamedTuple):
    """A service as requests need it."""

    layanan: Any
    versi: int
    berkas: list[int]
    penanda: list[tuple[str, int]]
    jawaban: dict[str, Any]


class PengisiPermohonan:
    """Makes the rows of the requests; the same size on the same registry gives the same requests."""

    SEKALIGUS = 20_000

    def __init__(self, jumlah: int) -> None:
        from inti.dokumen import Dokumen
        from layanan import models as m

        self.jumlah = jumlah
        self.acak = random.Random(BENIH)  # noqa: S311 - invented cases need no secrets
        self.kini = datetime.now(UTC)
        self.urut: dict[int, int] = {}
        self.permohonan, self.riwayat = Tabel(m.Permohonan), Tabel(m.RiwayatPermohonan)
        self.lampiran, self.minta = Tabel(m.BerkasPermohonan), Tabel(m.PermintaanLengkap)
        self.tahap, self.nomor, self.dokumen = Tabel(m.TahapTanda), Tabel(m.NomorSurat), Tabel(Dokumen)
        # A table stands after those it points to.
        self.tabel = [self.dokumen, self.permohonan, self.riwayat, self.lampiran, self.minta, self.tahap, self.nomor]

    def siapkan(self) -> None:
        """Fetch what the rows point to: services, businesses with their owners, officials, one kept file for all."""
        from django.core.files.base import ContentFile

        from inti.berkas import Berkas
        from inti.dokumen import Dokumen
        from inti.kalender import libur
        from layanan.models import AlasanTolak
        from layanan.workflow import PERMOHONAN
        from umkm.models import KepemilikanUsaha

        milik = KepemilikanUsaha.objects.filter(sampai=None, usaha__status="TERVERIFIKASI").order_by("usaha")
        self.usaha = list(milik.values_list("usaha", "pelaku__akun", "pelaku__nama"))
        self.jenis = pilih_acak(self.acak, [(j, LAYANAN_RAMAI.get(j.layanan.kode, 1)) for j in daftar_jenis()])
        self.bentuk = pilih_acak(self.acak, ((b, bagian) for b, bagian in BENTUK_PERMOHONAN["tertutup"]))
        self.terbuka = pilih_acak(self.acak, ((b, bagian) for b, bagian in BENTUK_PERMOHONAN["terbuka"]))
        self.pemegang = {status: pemegang or "" for status, pemegang in PERMOHONAN.pemegang.items()}
        self.libur, self.petugas = libur(), buat_staf()
        self.alasan = AlasanTolak.objects.order_by("pk").values_list("pk", flat=True)[0]
        isi = b"%PDF-1.7\n% satu berkas untuk semua permohonan contoh\n"
        self.sha256 = hashlib.sha256(isi).hexdigest()
        berkas = Berkas(jenis="permohonan", nama_asli="contoh.pdf", mime="application/pdf", sha256=self.sha256)
        berkas.ukuran = len(isi)
        berkas.file.save("contoh.pdf", ContentFile(isi), save=True)
        self.berkas, self.file = berkas.pk, berkas.file.name
        self.dokumen_pertama = (Dokumen.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1

    def isi(self) -> None:
        """Write the requests in one transaction: they are there whole or not at all."""
        terbuka = set(self.acak.sample(range(1, self.jumlah + 1), min(TERBUKA, self.jumlah // 4)))
        for n in range(1, self.jumlah + 1):
            self._satu(n, terbuka=n in terbuka)
            if n % self.SEKALIGUS == 0 or n == self.jumlah:
                for tabel in self.tabel:
                    tabel.kirim()
                print(f"  {n:>9,} permohonan", file=sys.stderr)
        self._lanjutkan_nomor()

    def _satu(self, n: int, *, terbuka: bool) -> None:
        jenis: Jenis = next(self.jenis)
        status, jalur = susun(next(self.terbuka) if terbuka else next(self.bentuk), jenis.layanan)
        usaha, akun, pemilik = self.acak.choice(self.usaha)
        petugas = self.acak.choice(self.petugas)
        langkah = [self.acak.randint(20, 60 * 30) for _ in jalur]  # minutes between one line and the next
        tua = 0 if terbuka else self.acak.randint(0, TAHUN * 24 * 60)
        pada = self.kini - timedelta(minutes=sum(langkah) + tua + self.acak.randint(1, 3000))
        dari, baris = "", []
        for ke, (verba, menjadi) in enumerate(jalur):
            pada += timedelta(minutes=langkah[ke])
            oleh_kita = verba not in ("buat", "ajukan", "batalkan", "ajukan_keberatan")
            pemegang = self.pemegang[menjadi]
            pemegang = jam.instansi(jenis.layanan.instansi or "OSS") if pemegang == jam.INSTANSI else pemegang
            self.riwayat.tambah(
                id=n * 24 + ke, permohonan_id=n, verba=verba, dari=dari, ke=menjadi, pemegang=pemegang, pada=pada,
                oleh_id=petugas[0] if oleh_kita else akun, pelaku=petugas[1] if oleh_kita else pemilik,
                sebagai="petugas" if oleh_kita else "pemohon",
                catatan="Contoh: fotonya belum terbaca." if verba in ("tolak", "minta_lengkap") else "",
            )  # fmt: skip
            baris.append((pada, pemegang or None))
            dari = menjadi
        tempo = None
        if baris[-1][1] == jam.KAMI:
            tempo = jam.jatuh_tempo(jam.sejak_dibuka(baris), jenis.layanan.hari_janji, self.libur)
        surat = self._surat(n, jenis, status, jalur, pada, petugas)
        self._kasus(n, jenis, status, usaha, petugas, pada, tempo, surat)
        self._rincian(n, jenis, status, pada)

    def _kasus(
        self, n: int, jenis: Jenis, status: str, usaha: int, petugas: Any, pada: datetime, tempo: Any, surat: Any
    ) -> None:
        diambil = status in ("DIPERIKSA", "MENUNGGU_INSTANSI", "MENUNGGU_TANDA_TANGAN", "SELESAI", "DITOLAK")
        luar = {"instansi": jenis.layanan.instansi or "OSS", "dikirim_pada": pada.date()}
        if status == "MENUNGGU_INSTANSI":
            luar["lihat_lagi"] = (self.kini + timedelta(days=self.acak.randint(-2, 12))).date()
        self.permohonan.tambah(
            id=n, kode=Pengisi._kode(), nomor=self._nomor(pada.year), status=status, layanan_id=jenis.layanan.pk,
            usaha_id=usaha, formulir_id=jenis.versi, bidang_id=jenis.layanan.bidang_id, kunci_kirim=None,
            kode_resi=Pengisi._kode() if status != "DRAF" else None,
            petugas_id=petugas[0] if diambil else None, janji_hari=jenis.layanan.hari_janji, jawaban=jenis.jawaban,
            sebab_batal="PEMOHON" if status == "DIBATALKAN" else "",
            alasan_tolak_id=self.alasan if status in ("DITOLAK", "KEBERATAN") else None,
            hasil_dokumen_id=surat, hasil_catatan="Contoh: sudah diberikan." if status == "SELESAI" else "",
            putaran_tanda=1 if surat or status == "MENUNGGU_TANDA_TANGAN" else 0,
            jatuh_tempo=tempo, dibuat=pada, diubah=pada, **luar if status == "MENUNGGU_INSTANSI" else {},
        )  # fmt: skip

    def _surat(self, n: int, jenis: Jenis, status: str, jalur: Any, pada: datetime, petugas: Any) -> int | None:
        """Write the steps of signing; of a letter that went out also its number and its paper, whose key it returns."""
        if "ajukan_tanda_tangan" not in dict(jalur):
            return None
        selesai = status == "SELESAI"
        for urut, (macam, jabatan) in enumerate(jenis.penanda, 1):
            sudah: dict[str, Any] = {"pejabat": petugas[1], "oleh_id": petugas[0], "pada": pada} if selesai else {}
            self.tahap.tambah(
                id=n * 4 + urut, permohonan_id=n, putaran=1, urut=urut, jenis=macam, jabatan_id=jabatan, **sudah
            )
        if not selesai:
            return None
        kode, nomor, pk = Pengisi._kode(), f"500.3/C{n}/{pada.year}", self.dokumen_pertama + n
        self.nomor.tambah(
            id=n, permohonan_id=n, kode=kode, tahun=pada.year, nomor=nomor, tanggal=pada.date(), naskah_id=self.berkas,
            dibuat=pada,
        )  # fmt: skip
        self.dokumen.tambah(
            id=pk, kode=kode, jenis=jenis.layanan.perihal_surat, nomor=nomor, diterbitkan=pada.date(),
            isi=[{"label": "Status", "nilai": "Berlaku", "samar": False}], perihal_jenis="permohonan",
            perihal_kode=str(n), file=self.file, sha256=self.sha256, diterbitkan_oleh_id=petugas[0],
        )  # fmt: skip
        return pk

    def _rincian(self, n: int, jenis: Jenis, status: str, pada: datetime) -> None:
        for urut, syarat in enumerate(jenis.berkas):
            self.lampiran.tambah(id=n * 8 + urut, permohonan_id=n, syarat_id=syarat, berkas_id=self.berkas, dibuat=pada)
        if status == "PERBAIKAN":
            self.minta.tambah(
                id=n, permohonan_id=n, perihal=f"isian:{next(iter(jenis.jawaban))}", label="Isian pertama",
                kalimat="Contoh: tulis lengkap.", terbuka=True, dibuat=pada,
            )  # fmt: skip

    def _nomor(self, tahun: int) -> str:
        from inti.kode import huruf_periksa
        from layanan.nomor import AWALAN as AWAL

        self.urut[tahun] = self.urut.get(tahun, 0) + 1
        badan = f"{AWAL}-{tahun % 100:02d}-{self.urut[tahun]:06d}"
        return f"{badan}-{huruf_periksa(badan)}"

    def _lanjutkan_nomor(self) -> None:
        """Let the next request take the next number and the next key."""
        from inti import nomor
        from inti.nomor import UrutTerakhir
        from layanan.nomor import SERI

        seri = nomor.seri(SERI, pola="{urut:06d}")
        UrutTerakhir.objects.bulk_create(
            [UrutTerakhir(seri=seri, tahun=tahun, urut=urut) for tahun, urut in self.urut.items()]
        )
        with connection.cursor() as kursor:
            for tabel in self.tabel:
                urutan = f"pg_get_serial_sequence('{tabel.nama}', 'id')"
                kursor.execute(f"SELECT setval({urutan}, greatest(max(id), 1)) FROM {tabel.nama}")  # noqa: S608


def susun(bentuk: str, layanan: Any) -> tuple[str, list[tuple[str, str]]]:
    """Return the last status and the verbs that lead there: `bentuk` names the status, and "+" what happened between.

    A letter goes by those who sign it; a service that another body decides goes by that body.
    """
    status, *antara = bentuk.split("+")
    if status == "MENUNGGU_TANDA_TANGAN" and not layanan.bertanda_tangan:
        status = "DIPERIKSA"
    jalur = [("buat", "DRAF")]
    if status not in ("DRAF",):
        jalur.append(("ajukan", "DIAJUKAN"))
    if status in ("DRAF", "DIAJUKAN"):
        return status, jalur
    jalur += [("periksa", "DIPERIKSA"), ("ambil", "DIPERIKSA")]
    if "lengkapi" in antara:
        jalur += [("minta_lengkap", "PERBAIKAN"), ("ajukan", "DIAJUKAN"), ("periksa", "DIPERIKSA")]
    keluar = [("teruskan", "MENUNGGU_INSTANSI"), ("lihat_lagi", "MENUNGGU_INSTANSI")]
    if status == "SELESAI" and layanan.instansi:
        jalur += [*keluar, ("terima_kembali", "DIPERIKSA")]
    akhir: dict[str, list[tuple[str, str]]] = {
        "DIPERIKSA": [],
        "PERBAIKAN": [("minta_lengkap", "PERBAIKAN")],
        "MENUNGGU_INSTANSI": keluar,
        "MENUNGGU_TANDA_TANGAN": [("ajukan_tanda_tangan", "MENUNGGU_TANDA_TANGAN")],
        "DITOLAK": [("tolak", "DITOLAK")],
        "KEBERATAN": [("tolak", "DITOLAK"), ("ajukan_keberatan", "KEBERATAN")],
        "DIBATALKAN": [("batalkan", "DIBATALKAN")],
        "SELESAI": [("selesaikan", "SELESAI")],
    }
    if status == "SELESAI" and layanan.bertanda_tangan:
        tunggu = "MENUNGGU_TANDA_TANGAN"
        tanda = [("ajukan_tanda_tangan", tunggu), ("tanda_tangani", tunggu), ("tanda_tangani", tunggu)]
        return status, [*jalur, *tanda, ("terbitkan", "SELESAI")]
    return status, [*jalur, *akhir[status]]


def daftar_jenis() -> list[Jenis]:
    """Load the shipped catalogue and return its services, each with an answer to every question of its form."""
    from layanan.actions import katalog
    from layanan.models import Layanan

    katalog.muat(katalog.baca(katalog.BAWAAN))
    hasil = []
    for layanan in Layanan.objects.tampil().order_by("pk"):
        versi = layanan.versi.get(keadaan="TERBIT")
        berkas = list(layanan.berkas.filter(aktif=True).values_list("pk", flat=True))
        penanda = list(layanan.penanda.order_by("urut").values_list("jenis", "jabatan_id"))
        hasil.append(Jenis(layanan, versi.pk, berkas, penanda, {i.kode: contoh(i) for i in versi.isian.all()}))
    return hasil


def contoh(isian: Any) -> Any:
    """Answer a field of a form as its applicant might, in the form in which answers are kept."""
    pilihan = isian.pilihan[0][0] if isian.pilihan else ""
    return {
        "ANGKA": 12,
        "UANG": 750_000,
        "TANGGAL": "2024-05-17",
        "PILIHAN": pilihan,
        "BANYAK": [pilihan],
        "YA_TIDAK": "ya",
        "DESA": "33.25.11.1013",
        "KBLI": "2025:10794",
    }.get(isian.jenis, "Contoh jawaban pemohon")


def periksa() -> list[str]:
    """Spot checks of what the verbs would have guaranteed; returns what is wrong."""
    tanya = {
        "status beda dengan riwayat": "SELECT count(*) FROM layanan_permohonan p WHERE status <> (SELECT ke FROM"
        " layanan_riwayatpermohonan r WHERE r.permohonan_id = p.id ORDER BY pada DESC, id DESC LIMIT 1)",
        "menunggu kami tanpa janji": "SELECT count(*) FROM layanan_permohonan WHERE status IN ('DIAJUKAN', 'DIPERIKSA',"
        " 'MENUNGGU_TANDA_TANGAN', 'KEBERATAN') AND jatuh_tempo IS NULL",
        "riwayat dari masa depan": "SELECT count(*) FROM layanan_riwayatpermohonan WHERE pada > now()",
    }
    salah = []
    with connection.cursor() as kursor:
        for apa, sql in tanya.items():
            kursor.execute(sql)
            if jumlah := kursor.fetchone()[0]:
                salah.append(f"{apa}: {jumlah}")
    return salah


def isi(jumlah: int) -> None:
    """Fill the database to `jumlah` requests; what is filled already is kept.

    Raises SystemExit for a database that is not the measurement's own.
    """
    from django.db import transaction

    from layanan.actions import kenyataan
    from layanan.models import Permohonan

    nama = connection.settings_dict["NAME"]
    if not nama.startswith((AWALAN, f"test_{AWALAN}")):
        raise SystemExit(f"Basis data {nama} bukan untuk pengukuran; namanya harus mulai dengan {AWALAN}.")
    if Permohonan.objects.count() >= jumlah:
        return
    mulai = time.monotonic()
    pengisi = PengisiPermohonan(jumlah)
    with transaction.atomic(), connection.cursor() as kursor:
        pengisi.siapkan()
        kursor.execute("SET LOCAL synchronous_commit = off; SET CONSTRAINTS ALL IMMEDIATE")
        pengisi.isi()
    with connection.cursor() as kursor:
        kursor.execute("VACUUM ANALYZE")
    kenyataan.catat()
    print(f"{jumlah:,} permohonan dalam {time.monotonic() - mulai:.0f} detik", file=sys.stderr)
    if salah := periksa():
        raise SystemExit("Isi basis data tidak utuh: " + "; ".join(salah))


if __name__ == "__main__":
    django.setup()
    isi(int(sys.argv[1]))
