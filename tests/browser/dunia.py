"""A small world for the walk over all pages: a business in every status and the longest content that people write."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.contrib import admin
from django.utils import timezone

from akun.models import Pengguna
from inti import saringan
from inti.dokumen import Dokumen
from layanan.enums import StatusPermohonan
from layanan.models import Permohonan
from tests.aduan.pabrik import segala_keadaan as segala_aduan
from tests.factories import DesaFactory, PelakuFactory, PenggunaFactory, buat_berkas, buat_usaha, usaha_siap
from tests.konsultasi.pabrik import segala_keadaan as segala_janji_temu
from tests.laporan.pabrik import segala_keadaan
from tests.layanan.pabrik import aturan_keberatan, buat_layanan, buat_permohonan, dasar_keberatan, minta_berkas
from tests.layanan.pabrik_skm import segala_survei
from tests.layanan.pabrik_skm import undangan as undangan_skm
from tests.notifikasi.pabrik import lewat_petugas
from tests.pelatihan.pabrik import kelas_mengajar
from tests.pelatihan.pabrik_dunia import segala_keadaan as segala_pelatihan
from umkm.actions import isi, pemilik, periksa
from umkm.enums import S
from umkm.models import Legalitas, PelakuUsaha, Usaha

# 60 letters each: as many words as people write, and one that cannot be broken at a space.
NAMA_PANJANG = "Sri Rahayu Ningsih Kusumawardhani binti Almarhum Raden Conto"
USAHA_PANJANG = "Keripiksingkongpedasmanisgurihrenyahbaladokejupanggangrumput"
URAIAN_PANJANG = (
    "keripik singkong, opak, rengginang, emping melinjo, tempe, gula aren, kopi bubuk, jahe instan, madu, batik"
)
KALIMAT = "Fotonya gelap dan papan namanya tidak terbaca. Ambil lagi siang hari, dari depan, sampai pintunya terlihat."
RIWAYAT_BANYAK = 40


class Dunia:
    """One owner with a business in every status, and an example of every record of the officials' room."""

    def __init__(self, *, akun: Any, petugas: Any, kepala: Any) -> None:
        self.akun, self.petugas = akun, petugas
        akun.nama = NAMA_PANJANG
        akun.save(update_fields=["nama"])
        self.usaha = {status: self._usaha(status) for status in S if status not in (S.TERVERIFIKASI, S.DICABUT)}
        self.usaha[S.DICABUT] = self._terverifikasi("Warung Contoh yang Dicabut")
        periksa.cabut(self.usaha[S.DICABUT], oleh=kepala, alasan=KALIMAT)
        self.usaha[S.TERVERIFIKASI] = self._terverifikasi(USAHA_PANJANG)
        self._usulkan(self.usaha[S.TERVERIFIKASI])
        self.bukti = list(Dokumen.objects.order_by("pk"))
        self.undangan = self._undang(self.usaha[S.DRAF])
        self.kabar = lewat_petugas(
            kecamatan=self.usaha[S.DRAF].desa.kecamatan,
            petugas=petugas,
            dikerjakan_sampai=timezone.now() + timedelta(hours=1),
        )
        self.saringan = saringan.simpan(
            oleh=petugas, daftar="umkm.usaha", nama="Limpung, lewat janji", isi={"janji": ["lewat"]}
        )
        self.unduhan = segala_keadaan(kepala)
        aturan_keberatan()
        dasar_keberatan()
        self.permohonan = {s: self._permohonan(s) for s in StatusPermohonan if s != StatusPermohonan.KEBERATAN}
        satu = self.permohonan[StatusPermohonan.DRAF]
        satu.lampiran.create(syarat=minta_berkas(satu.layanan), berkas=buat_berkas())
        self.aduan = segala_aduan(akun, petugas, kepala)
        self.janji_temu = segala_janji_temu(akun, self.usaha[S.DRAF], USAHA_PANJANG)
        self.pelatihan = segala_pelatihan(self.usaha[S.TERVERIFIKASI], petugas, USAHA_PANJANG)
        self.masa_skm, self.acara_skm = segala_survei(kepala, USAHA_PANJANG)
        self.undangan_skm = undangan_skm(self.permohonan[StatusPermohonan.SELESAI])
        self.sesi_hadir = kelas_mengajar(petugas, self.usaha[S.TERVERIFIKASI])
        self.contoh = {model: [self._contoh(model)] for model in admin.site._registry}
        self.contoh[Usaha] = list(self.usaha.values())
        meninggal = PelakuFactory(nama="Almarhum Contoh", meninggal_pada=timezone.localdate())
        buat_usaha(pelaku=meninggal)
        self.contoh[PelakuUsaha] += [self._orang(), meninggal]
        self.contoh[Pengguna] += [
            akun,
            PenggunaFactory(nama="Contoh Tidak Aktif", is_active=False),
            self._pakai_kunci(),
        ]

    def _permohonan(self, status: str) -> Permohonan:
        surat = status == StatusPermohonan.MENUNGGU_TANDA_TANGAN
        layanan = buat_layanan(surat=surat, nama="Sertifikat halal dengan pernyataan pelaku usaha sendiri")
        return buat_permohonan(pemilik=self.akun, usaha=self.usaha[S.TERVERIFIKASI], layanan=layanan, status=status)

    def _usaha(self, status: str, nama: str = USAHA_PANJANG) -> Usaha:
        satu = usaha_siap(pemilik=self.akun, status=status, nama=nama, petugas=self.petugas)
        Usaha.objects.filter(pk=satu.pk).update(
            uraian=URAIAN_PANJANG, produk_utama=URAIAN_PANJANG[:100], alamat=URAIAN_PANJANG, rt="003", rw="001"
        )
        satu.foto.create(jenis="TEMPAT", berkas=buat_berkas(oleh=self.akun))
        satu.keuangan.create(tahun=timezone.localdate().year - 1, modal=987_654_321_098, omzet=123_456_789_012)
        surat = buat_berkas(oleh=self.akun, jenis="legalitas")
        Legalitas.objects.create(usaha=satu, jenis="NIB", nomor="9120001234567", berkas=surat)
        if status == S.PERBAIKAN:
            for isian in ("foto", "usaha.alamat", "pelaku.nama"):
                satu.perbaikan.create(isian=isian, kalimat=KALIMAT)
        return Usaha.objects.get(pk=satu.pk)

    def _terverifikasi(self, nama: str) -> Usaha:
        """Walk the whole way, so that history, checks and proof are real; then fill the history up."""
        satu = self._usaha(S.DRAF, nama)
        periksa.ajukan(satu, oleh=self.akun)
        periksa.periksa(satu, oleh=self.petugas)
        periksa.catat_pemeriksaan(satu, oleh=self.petugas, bagian="IDENTITAS", cara="KTP_DILIHAT", catatan=KALIMAT)
        foto = buat_berkas(oleh=self.petugas, jenis="pemeriksaan")
        periksa.catat_pemeriksaan(satu, oleh=self.petugas, bagian="TEMPAT", cara="KUNJUNGAN", berkas=foto)
        periksa.verifikasi(satu, oleh=self.petugas)
        for _ in range(RIWAYAT_BANYAK):
            satu.riwayat.create(
                verba="ubah_keadaan",
                dari=satu.status,
                ke=satu.status,
                oleh=self.petugas,
                pelaku=NAMA_PANJANG,
                sebagai="petugas",
                catatan=KALIMAT,
                pada=timezone.now(),
            )
        return Usaha.objects.get(pk=satu.pk)

    def _usulkan(self, usaha: Usaha) -> None:
        isi.simpan(usaha, oleh=self.akun, isian={"usaha.nama": f"{USAHA_PANJANG[:55]}baru", "usaha.alamat": KALIMAT})

    def _undang(self, usaha: Usaha) -> str:
        """Return the path of an invitation to a helper."""
        _, tautan = pemilik.undang_pembantu(
            usaha,
            oleh=self.akun,
            nama=NAMA_PANJANG,
            telepon="+6281200000088",
            hubungan="ANAK",
            sampai=timezone.localdate() + timedelta(days=30),
        )
        return tautan

    def _orang(self) -> PelakuUsaha:
        """The owner as a person, with a photo of the identity card."""
        orang = self.akun.pelaku
        orang.foto_ktp = buat_berkas(oleh=self.akun, jenis="ktp")
        orang.save(update_fields=["foto_ktp"])
        return orang

    def _pakai_kunci(self) -> Pengguna:
        rekan = PenggunaFactory(nama="Petugas dengan Aplikasi", is_staff=True)
        TOTP.activate(rekan, generate_totp_secret())
        return rekan

    def kembar(self, nama: str) -> tuple[Any, Any]:
        """Return two records that may be merged, for the pages of `nama`."""
        if "pelakuusaha" in nama:
            return tuple(PelakuFactory(nama=USAHA_PANJANG) for _ in range(2))  # type: ignore[return-value]
        return self.usaha[S.DRAF], self.usaha[S.DIAJUKAN]

    def _contoh(self, model: type) -> Any:
        for app in settings.LANTAI:
            modul = f"tests.{app}.contoh_admin"
            if find_spec(modul) and model in import_module(modul).CONTOH:
                return import_module(modul).CONTOH[model](DesaFactory(), USAHA_PANJANG[:40])
        raise LookupError(model)
