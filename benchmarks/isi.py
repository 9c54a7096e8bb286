"""Fill a database of the measurement's own with a regency's registry, by COPY.

    python -m benchmarks.isi 105000

Everybody here is invented and says so: every name ends in "Contoh", every NIK is synthetic, every phone is one of a
block that is not given out. What the database promises (checks, foreign keys, unique numbers) holds, for COPY obeys
it; what the verbs would have written (history, checks, papers) is written here in their form.
"""

from __future__ import annotations

import contextlib
import hashlib
import random
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import django
from django.db import connection

from benchmarks.bahan import BARANG, BENIH, DEPAN, JALUR, SANDI, SEBUTAN, SUKU_KATA, TERBUKA
from benchmarks.salin import Tabel
from benchmarks.server import AWALAN
from inti import jam


def pilih_acak(acak: random.Random, pilihan: Iterable[tuple[Any, float]]) -> Iterator[Any]:
    isi, bobot = zip(*pilihan, strict=True)
    while True:
        yield from acak.choices(isi, bobot, k=10_000)


class Pengisi:
    """Makes the rows of one registry; the same size gives the same registry."""

    SEKALIGUS = 20_000

    def __init__(self, ukuran: int) -> None:
        from akun.models import Pengguna, Persetujuan
        from inti.dokumen import Dokumen
        from umkm import models as m

        self.ukuran = ukuran
        self.acak = random.Random(BENIH)  # noqa: S311 - invented people need no secrets
        self.pelaku, self.usaha, self.milik = Tabel(m.PelakuUsaha), Tabel(m.Usaha), Tabel(m.KepemilikanUsaha)
        self.riwayat, self.keuangan, self.legalitas = Tabel(m.RiwayatUsaha), Tabel(m.KeuanganUsaha), Tabel(m.Legalitas)
        self.periksa, self.minta = Tabel(m.PemeriksaanBagian), Tabel(m.PermintaanPerbaikan)
        self.akun, self.setuju, self.dokumen = Tabel(Pengguna), Tabel(Persetujuan), Tabel(Dokumen)
        # A table stands after those it points to.
        self.tabel = [self.akun, self.pelaku, self.usaha, self.milik, self.riwayat, self.keuangan, self.legalitas]
        self.tabel += [self.periksa, self.minta, self.setuju, self.dokumen]
        self.kini = datetime.now(UTC)
        self.urut: dict[int, int] = {}
        self.terakhir: Any = None

    def siapkan(self) -> None:
        """Fetch what the rows point to: villages, KBLI, officials, one kept file for all papers."""
        from django.contrib.auth.hashers import make_password
        from django.core.files.base import ContentFile
        from django.core.files.storage import default_storage

        from inti.kalender import libur
        from umkm.workflow import USAHA
        from wilayah.models import Desa, Kbli

        desa = list(Desa.objects.order_by("pk").values_list("pk", "lat", "lon"))
        bobot = [self.acak.paretovariate(1.3) for _ in desa]
        self.desa = pilih_acak(self.acak, zip(desa, bobot, strict=True))
        kbli = dict(Kbli.objects.filter(versi="2025").values_list("kode", "pk"))
        self.barang = pilih_acak(self.acak, (((nama, kbli[kode]), b) for nama, kode, b in BARANG))
        self.status = pilih_acak(self.acak, ((s, bagian) for s, (bagian, _) in JALUR.items()))
        self.pemegang = {status: pemegang or "" for status, pemegang in USAHA.pemegang.items()}
        self.sandi = make_password(SANDI)
        self.libur, self.janji = libur(), USAHA.janji or 0
        self.petugas = buat_staf()
        isi = b"%PDF-1.7\n% satu berkas untuk semua surat contoh\n"
        self.berkas = default_storage.save("dokumen/contoh.pdf", ContentFile(isi))
        self.sha256 = hashlib.sha256(isi).hexdigest()

    def isi(self) -> None:
        """Write the registry in one transaction: it is there whole or not at all."""
        terbuka = set(self.acak.sample(range(1, self.ukuran + 1), min(TERBUKA, self.ukuran // 4)))
        for n in range(1, self.ukuran + 1):
            self._satu(n, self.acak.choice(("DIAJUKAN", "DIPERIKSA")) if n in terbuka else next(self.status))
            if n % self.SEKALIGUS == 0 or n == self.ukuran:
                for tabel in self.tabel:
                    tabel.kirim()
                print(f"  {n:>9,} usaha", file=sys.stderr)
        self._lanjutkan_nomor()

    def _satu(self, n: int, status: str) -> None:
        if self.terakhir is None or n % 33:
            self.terakhir = self._pelaku(n, terbukti=status in ("TERVERIFIKASI", "DICABUT"))
        pelaku_id, nama, terbukti, akun = self.terakhir
        if status in ("TERVERIFIKASI", "DICABUT") and not terbukti:
            status = "TERDATA"
        jalur = JALUR[status][1]
        hari = self.acak.randint(0, 4) if status in ("DIAJUKAN", "DIPERIKSA") else self.acak.randint(7, 1300)
        lahir = self.kini - timedelta(days=hari + 6, minutes=self.acak.randint(0, 1440))
        petugas = self.acak.choice(self.petugas)
        desa, lat, lon = next(self.desa)
        barang, kbli = next(self.barang)
        kode, nomor = self._kode(), self._nomor(lahir.year)
        tahun = lahir.year - self.acak.randint(0, 25)
        laki, perempuan = self.acak.randint(0, 3), self.acak.randint(1, 3)
        dibayar = self.acak.randint(0, laki + perempuan)
        nama_usaha = f"{self.acak.choice(SEBUTAN)} {barang.title()} {nama.split()[1]}"
        self.usaha.tambah(
            id=n, kode=kode, nomor=nomor, status=status, nama=nama_usaha[:100], uraian=barang, produk_utama=barang,
            desa_id=desa, alamat=f"Dukuh Contoh {self.acak.randint(1, 40)}", rt=f"{self.acak.randint(1, 9):03d}",
            rw=f"{self.acak.randint(1, 5):03d}", kbli_id=kbli, bentuk="PERORANGAN", tahun_mulai=tahun, bulan_mulai=5,
            lintang=lat, bujur=lon, pekerja_laki=laki, pekerja_perempuan=perempuan, pekerja_dibayar=dibayar,
            pekerja_tak_dibayar=laki + perempuan - dibayar, saluran=["DI_TEMPAT", "PESANAN"],
            keadaan="TUTUP" if self.acak.random() < 0.04 else "BUKA", dibuat=lahir, diubah=lahir,
            sumber="ENTRI" if status == "TERDATA" else "DARING", kunci_kirim=None,
            petugas_id=petugas[0] if status not in ("DRAF", "TERDATA", "DIAJUKAN") else None,
            keadaan_sejak=lahir.date(), digabung_ke_id=None,
            jatuh_tempo=self._riwayat(n, jalur, lahir, nama, akun, petugas),
        )  # fmt: skip
        self.milik.tambah(id=n, pelaku_id=pelaku_id, usaha_id=n, sejak=lahir.date())
        self._rincian(n, status, lahir, petugas, kode, nama_usaha)

    def _pelaku(self, n: int, *, terbukti: bool) -> tuple[int, str, bool, int | None]:
        from inti import sandi

        perempuan = self.acak.random() < 0.6
        lahir = date(1950, 1, 1) + timedelta(days=n * 7919 % 20_000)
        suku = self.acak.choices(SUKU_KATA, k=self.acak.randint(2, 4))
        nama = f"{self.acak.choice(DEPAN)} {''.join(suku).title()} Contoh"
        telepon = f"+62899{n:08d}"
        akun = None
        if n % 10 == 0:
            akun = 1_000_000_000 + n
            self.akun.tambah(
                id=akun, password=self.sandi, kode=self._kode(), nama=nama, telepon=telepon, is_active=True,
                telepon_dibuktikan=None, email=None, dibuat=self.kini, is_superuser=False, is_staff=False,
            )  # fmt: skip
        nik = ""
        if terbukti or self.acak.random() < 0.7:
            kecamatan, urut = n % 15 + 1, n // 15 % 9999 + 1
            nik = f"3325{kecamatan:02d}{lahir.day + 40 * perempuan:02d}{lahir:%m%y}{urut:04d}"
        kode = self._kode()
        self.pelaku.tambah(
            id=n, kode=kode, akun_id=akun, nama=nama, telepon=telepon, jenis_kelamin="P" if perempuan else "L",
            tanggal_lahir=lahir, pendidikan=self.acak.choice(("SD", "SMP", "SMA")), disabilitas="TIDAK",
            nik_sandi=sandi.enkripsi(nik) if nik else "", nik_sidik=sandi.sidik(nik) if nik else "",
            identitas_terbukti=terbukti, desa_id=next(self.desa)[0], dibuat=self.kini, diubah=self.kini,
        )  # fmt: skip
        if terbukti and self.acak.random() < 0.5:
            self.setuju.tambah(
                id=n, subjek_kode=kode, tujuan="direktori", versi="1", cara="loket", diberi_pada=self.kini
            )
        return n, nama, terbukti, akun

    def _riwayat(self, n: int, jalur: Any, lahir: datetime, nama: str, akun: Any, petugas: tuple[int, str]) -> Any:
        """Write the history of a business; returns the last day of our promise, None when it is not with us."""
        dari, pada = "", lahir
        baris: list[tuple[datetime, str | None]] = []
        for langkah, (verba, ke) in enumerate(jalur):
            oleh_kita = verba not in ("daftar", "ajukan")
            self.riwayat.tambah(
                id=n * 8 + langkah, usaha_id=n, verba=verba, dari=dari, ke=ke, pemegang=self.pemegang[ke], pada=pada,
                oleh_id=petugas[0] if oleh_kita else akun, pelaku=petugas[1] if oleh_kita else nama,
                sebagai="petugas" if oleh_kita else "pemohon",
                catatan="Contoh: data belum cukup." if verba in ("tolak", "cabut", "minta_perbaikan") else "",
            )  # fmt: skip
            baris.append((pada, self.pemegang[ke] or None))
            dari, pada = ke, pada + timedelta(days=1 + langkah % 2, minutes=self.acak.randint(0, 300))
        if self.pemegang[dari] != jam.KAMI:
            return None
        return jam.jatuh_tempo(jam.sejak_dibuka(baris), self.janji, self.libur)

    def _rincian(self, n: int, status: str, lahir: datetime, petugas: Any, kode: str, nama: str) -> None:
        if self.acak.random() < 0.6:
            modal = self.acak.randint(1, 400) * 500_000
            self.keuangan.tambah(
                id=n, usaha_id=n, tahun=self.kini.year - 1, modal=modal, omzet=modal * 3, diubah=self.kini
            )
        if self.acak.random() < (0.6 if status == "TERVERIFIKASI" else 0.1):
            self.legalitas.tambah(id=n, usaha_id=n, jenis="NIB", nomor=f"{n:013d}", diperiksa=status == "TERVERIFIKASI")
        if status in ("TERVERIFIKASI", "DICABUT"):
            for urut, (bagian, cara) in enumerate((("IDENTITAS", "KTP_DILIHAT"), ("TEMPAT", "SURAT_DESA"))):
                self.periksa.tambah(
                    id=n * 2 + urut, usaha_id=n, bagian=bagian, cara=cara, tanggal=lahir.date(), oleh_id=petugas[0],
                    dibuat=lahir,
                )  # fmt: skip
            self._surat(n, status, lahir, petugas, kode, nama)
        if status == "PERBAIKAN":
            self.minta.tambah(
                id=n, usaha_id=n, isian="usaha.alamat", kalimat="Tulis nama dukuhnya.", terbuka=True, dibuat=lahir
            )

    def _surat(self, n: int, status: str, lahir: datetime, petugas: Any, kode: str, nama: str) -> None:
        pasangan = (("Usaha", nama), ("Status", "Terverifikasi"), ("Diverifikasi", f"{lahir:%d-%m-%Y}"))
        cabut = {"dicabut_pada": self.kini, "alasan_cabut": "data_berubah"} if status == "DICABUT" else {}
        self.dokumen.tambah(
            id=n, kode=self._kode(), jenis="Tanda Bukti Terdata UMKM", nomor=f"C{n:07d}/UMKM/{lahir.year}",
            diterbitkan=lahir.date(), isi=[{"label": a, "nilai": b, "samar": False} for a, b in pasangan],
            perihal_jenis="usaha", perihal_kode=kode, url=f"/usaha/{kode}/", file=self.berkas, sha256=self.sha256,
            diterbitkan_oleh_id=petugas[0], **cabut,
        )  # fmt: skip

    @staticmethod
    def _kode() -> str:
        from inti.kode import buat

        return buat()

    def _nomor(self, tahun: int) -> str:
        from inti.kode import huruf_periksa

        self.urut[tahun] = self.urut.get(tahun, 0) + 1
        badan = f"BTG-{tahun % 100:02d}-{self.urut[tahun]:06d}"
        return f"{badan}-{huruf_periksa(badan)}"

    def _lanjutkan_nomor(self) -> None:
        """Let the next sign-up take the next number and the next key."""
        from inti import nomor
        from inti.nomor import UrutTerakhir

        seri = nomor.seri("usaha", pola="{urut:06d}")
        UrutTerakhir.objects.bulk_create(
            [UrutTerakhir(seri=seri, tahun=tahun, urut=urut) for tahun, urut in self.urut.items()]
        )
        with connection.cursor() as kursor:
            for tabel in self.tabel:
                urutan = f"pg_get_serial_sequence('{tabel.nama}', 'id')"
                kursor.execute(f"SELECT setval({urutan}, greatest(max(id), 1)) FROM {tabel.nama}")  # noqa: S608


def buat_staf() -> list[tuple[int, str]]:
    """Make the officials: two for the whole regency and their head, one for each kecamatan."""
    from django.contrib.auth.models import Group

    from akun.models import Pengguna
    from wilayah.models import Kecamatan

    staf = []
    daftar: list[tuple[str, str, str | None]] = [("petugas", "Ratna Petugas Contoh", None)]
    daftar += [("kepala", "Endang Kepala Contoh", None), ("admin", "Admin Contoh", None)]
    kecamatan_semua = Kecamatan.objects.order_by("kode").values_list("kode", "nama")
    daftar += [("petugas", f"Petugas {nama} Contoh", kode) for kode, nama in kecamatan_semua]
    for urut, (peran, nama, kecamatan) in enumerate(daftar):
        pengguna, baru = Pengguna.objects.get_or_create(
            email=f"staf{urut}@contoh.invalid",
            defaults={"nama": nama, "is_staff": True, "semua_kecamatan": kecamatan is None},
        )
        if baru:
            pengguna.groups.add(Group.objects.get(name=peran))
            if kecamatan:
                pengguna.kecamatan.set([kecamatan])
        if peran == "petugas":
            staf.append((pengguna.pk, nama))
    return staf


def periksa() -> list[str]:
    """Spot checks of what the verbs would have guaranteed; returns what is wrong."""
    tanya = {
        "usaha tanpa pemilik": "SELECT count(*) FROM umkm_usaha u WHERE NOT EXISTS (SELECT 1 FROM umkm_kepemilikanusaha"
        " k WHERE k.usaha_id = u.id AND k.sampai IS NULL)",
        "status beda dengan riwayat": "SELECT count(*) FROM umkm_usaha u WHERE status <> (SELECT ke FROM"
        " umkm_riwayatusaha r WHERE r.usaha_id = u.id ORDER BY pada DESC, id DESC LIMIT 1)",
        "terverifikasi tanpa identitas": "SELECT count(*) FROM umkm_usaha u JOIN umkm_kepemilikanusaha k ON k.usaha_id"
        " = u.id JOIN umkm_pelakuusaha p ON p.id = k.pelaku_id WHERE u.status = 'TERVERIFIKASI'"
        " AND NOT p.identitas_terbukti",
        "tanpa carian": "SELECT count(*) FROM umkm_usaha u LEFT JOIN umkm_carianusaha c ON c.usaha_id = u.id"
        " WHERE c.usaha_id IS NULL",
        "menunggu tanpa janji": "SELECT count(*) FROM umkm_usaha WHERE status IN ('DIAJUKAN', 'DIPERIKSA')"
        " AND jatuh_tempo IS NULL",
    }
    salah = []
    with connection.cursor() as kursor:
        for apa, sql in tanya.items():
            kursor.execute(sql)
            if jumlah := kursor.fetchone()[0]:
                salah.append(f"{apa}: {jumlah}")
    return salah


def siapkan_skema() -> None:
    from django.core.management import call_command

    for perintah in ("migrate", "createcachetable", "muat_wilayah", "muat_libur", "sync_peran"):
        call_command(perintah, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


@contextlib.contextmanager
def carian_belakangan() -> Iterator[None]:
    """Build what the search reads in one go at the end: row by row it costs more than all the rest."""
    with connection.cursor() as kursor:
        kursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE indexname LIKE '%%_carian'")
        indeks = kursor.fetchall()
        for nama, _ in indeks:
            kursor.execute(f"DROP INDEX {nama}")
        for tabel in ("umkm_usaha", "umkm_kepemilikanusaha"):
            kursor.execute(f"ALTER TABLE {tabel} DISABLE TRIGGER USER")
        yield
        kursor.execute("ANALYZE umkm_usaha, umkm_kepemilikanusaha, umkm_pelakuusaha")
        kursor.execute("SELECT umkm_segarkan_carian(ARRAY(SELECT id FROM umkm_usaha))")
        for tabel in ("umkm_usaha", "umkm_kepemilikanusaha"):
            kursor.execute(f"ALTER TABLE {tabel} ENABLE TRIGGER USER")
        for _, perintah in indeks:
            kursor.execute(perintah)


def terisi() -> int:
    from umkm.models import Usaha

    return Usaha.objects.count()


def isi(ukuran: int) -> None:
    """Fill the database to `ukuran` businesses; what is filled already is kept.

    Raises SystemExit for a database that is not the measurement's own.
    """
    from django.db import transaction

    nama = connection.settings_dict["NAME"]
    if not nama.startswith((AWALAN, f"test_{AWALAN}")):
        raise SystemExit(f"Basis data {nama} bukan untuk pengukuran; namanya harus mulai dengan {AWALAN}.")
    siapkan_skema()
    if terisi() >= ukuran:
        return
    if terisi():
        raise SystemExit(f"Basis data {nama} terisi sebagian. Hapus dulu: DROP DATABASE {nama}.")
    mulai = time.monotonic()
    pengisi = Pengisi(ukuran)
    with transaction.atomic(), connection.cursor() as kursor:
        pengisi.siapkan()
        kursor.execute("SET LOCAL synchronous_commit = off; SET CONSTRAINTS ALL IMMEDIATE")
        with carian_belakangan():
            pengisi.isi()
    with connection.cursor() as kursor:
        kursor.execute("VACUUM ANALYZE")
    print(f"{ukuran:,} usaha dalam {time.monotonic() - mulai:.0f} detik", file=sys.stderr)
    if salah := periksa():
        raise SystemExit("Isi basis data tidak utuh: " + "; ".join(salah))


if __name__ == "__main__":
    django.setup()
    isi(int(sys.argv[1]))
