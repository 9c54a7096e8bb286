"""A business with everything that can hang on it, and everybody who might want to look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from aduan.models import Aduan
from akun.models import PerangkatDikenal
from api.actions import buat_kunci
from inti import saringan
from inti.saringan import SaringanTersimpan
from konsultasi.models import JanjiTemu
from layanan.models import BerkasPermohonan, Permohonan, Tujuan
from notifikasi.actions import kirim
from pelatihan.models import Peserta, Sesi
from tests.aduan.pabrik import buat_aduan
from tests.factories import PelakuFactory, PenggunaFactory, buat_berkas, buat_usaha, usaha_siap
from tests.konsultasi.pabrik import buat_janji_temu
from tests.laporan.pabrik import buat_unduhan
from tests.layanan.pabrik import buat_permohonan, minta_berkas
from tests.notifikasi.pabrik import lewat_petugas
from tests.pelatihan.pabrik import buat_peserta, buat_sesi
from umkm.actions import bukti
from umkm.actions.pemilik import terima_undangan, undang_pembantu
from umkm.enums import StatusUsaha
from umkm.models import AksesPembantu, DugaanPelaku, DugaanUsaha, FotoUsaha, KeuanganUsaha, Legalitas, Usaha, Usulan
from wilayah.models import Desa

NIK = "3325114708900002"
OMZET, MODAL = 187_654_321, 98_765_432
RAHASIA = {"nik": NIK, "omzet": "187.654.321", "modal": "98.765.432"}


@dataclass
class Dunia:
    """The business under attack, of kecamatan Batang, and what belongs to it."""

    usaha: Usaha
    pemilik: Any
    pembantu: Any
    akses: AksesPembantu
    undangan: AksesPembantu
    token: str
    foto: FotoUsaha
    surat: Legalitas
    usulan: Usulan
    perangkat: PerangkatDikenal
    pesan: Any
    kabar: Any
    dugaan_pelaku: DugaanPelaku
    dugaan_usaha: DugaanUsaha
    dokumen: Any
    unduhan: Any
    kunci: Any
    saringan: SaringanTersimpan
    permohonan: Permohonan
    lampiran: BerkasPermohonan
    janji_temu: JanjiTemu
    aduan: Aduan
    peserta: Peserta
    sesi: Sesi

    @property
    def pelaku(self) -> Any:
        return self.pemilik.pelaku


@pytest.fixture
def dunia(pemilik: Any, petugas: Any, desa: Desa, desa_limpung: Desa) -> Dunia:
    usaha = usaha_siap(
        pemilik=pemilik,
        nik=NIK,
        status=StatusUsaha.TERVERIFIKASI,
        desa=desa,
        nama="Batik Rahasia Contoh",
        formulir=buat_berkas(jenis="formulir"),
    )
    pelaku = pemilik.pelaku
    pelaku.foto_ktp, pelaku.identitas_terbukti = buat_berkas(jenis="foto_ktp"), True
    pelaku.save()
    pemilik.kecamatan_usaha.add(desa.kecamatan)
    sampai = timezone.localdate() + timedelta(days=30)
    akses, url = undang_pembantu(
        usaha, oleh=pemilik, nama="Pembantu Contoh", telepon="+6281200990001", hubungan="ANAK", sampai=sampai
    )
    pembantu = PenggunaFactory(nama="Pembantu Contoh")
    terima_undangan(url.rstrip("/").rsplit("/", 1)[-1], oleh=pembantu)
    undangan, url = undang_pembantu(
        usaha, oleh=pemilik, nama="Calon Contoh", telepon="+6281200990002", hubungan="ANAK", sampai=sampai
    )
    KeuanganUsaha.objects.create(usaha=usaha, tahun=2025, modal=MODAL, omzet=OMZET)
    usaha.pemeriksaan.create(bagian="IDENTITAS", cara="KTP_DILIHAT", oleh=PenggunaFactory(is_staff=True))
    usulan = Usulan.objects.create(usaha=usaha, status="DIAJUKAN")
    usulan.isian.create(nama="usaha.nama", lama=usaha.nama, baru="Batik Baru Contoh")
    kembar = buat_usaha(desa=desa, pelaku=PelakuFactory(nama="Siti Contoh Kembar"), nama="Batik Rahasia Kembar")
    permohonan = buat_permohonan(usaha=usaha, pemilik=pemilik, jawaban={"nama_usaha": usaha.nama})
    jalan = Tujuan.objects.create(kode="toko", nama="Masuk toko", uraian="Contoh.")
    jalan.langkah.create(layanan=permohonan.layanan, urut=1)
    lampiran = permohonan.lampiran.create(syarat=minta_berkas(permohonan.layanan), berkas=buat_berkas())
    peserta = buat_peserta("DITAWARI", usaha=usaha)
    return Dunia(
        permohonan=permohonan,
        lampiran=lampiran,
        peserta=peserta,
        sesi=buat_sesi(peserta.angkatan),
        aduan=buat_aduan("DITERUSKAN", akun=pemilik, perihal="Batik Rahasia Contoh", identitas="RAHASIA"),
        janji_temu=buat_janji_temu(akun=pemilik, usaha=usaha, perihal="Batik Rahasia Contoh", status="DITAWARKAN"),
        usaha=usaha,
        pemilik=pemilik,
        pembantu=pembantu,
        akses=akses,
        undangan=undangan,
        token=url.rstrip("/").rsplit("/", 1)[-1],
        foto=FotoUsaha.objects.create(usaha=usaha, jenis="TEMPAT", berkas=buat_berkas()),
        surat=Legalitas.objects.create(
            usaha=usaha, jenis="NIB", nomor="1234567890123", berkas=buat_berkas(jenis="legalitas")
        ),
        usulan=usulan,
        perangkat=PerangkatDikenal.objects.create(
            pengguna=pemilik, sidik="x" * 64, nama="Chrome", terlihat=timezone.now()
        ),
        pesan=kirim(
            templat="usaha_terdaftar",
            konteks={"nomor": usaha.nomor},
            akun=pemilik,
            url=usaha.get_absolute_url(),
            kunci="uji:1",
        )[0],
        kabar=lewat_petugas(akun=pemilik, kecamatan=desa.kecamatan, nilai={"nomor": usaha.nomor}),
        dugaan_pelaku=DugaanPelaku.objects.create(a=pelaku, b=kembar.pemilik, alasan=["NAMA"]),
        dugaan_usaha=DugaanUsaha.objects.create(a=usaha, b=kembar, alasan=["NAMA"]),
        dokumen=bukti.terbitkan(usaha, oleh=pemilik),
        unduhan=buat_unduhan(
            oleh=petugas, keadaan="SELESAI", alasan="daftar untuk Batik Rahasia", wilayah=[desa.kecamatan_id]
        ),
        kunci=buat_kunci(oleh=pemilik, nama="Aplikasi kasir", cakupan="kirim", masa=30)[0],
        saringan=saringan.simpan(
            oleh=PenggunaFactory(nama="Pemegang Contoh", is_staff=True),
            daftar="umkm.usaha",
            nama="Batik Rahasia Contoh",
            isi={"janji": ["lewat"]},
        ),
    )


@pytest.fixture
def orang(
    dunia: Dunia,
    pemilik_lain: Any,
    petugas: Any,
    petugas_limpung: Any,
    kepala: Any,
    pelatih: Any,
    mitra: Any,
    admin: Any,
    masuk: Any,
    buat_staf: Any,
    desa_limpung: Desa,
) -> dict[str, Client]:
    """Every persona in a browser of their own."""
    buat_usaha(pemilik=pemilik_lain, desa=desa_limpung)
    # The former owner: owned the business until today, has an account and nothing else.
    mantan = PenggunaFactory(nama="Mantan Contoh")
    pelaku = PelakuFactory(akun=mantan)
    dunia.usaha.kepemilikan.create(pelaku=pelaku, sampai=timezone.localdate())
    bekas = PenggunaFactory(nama="Bekas Pembantu")
    dunia.usaha.pembantu.create(
        nama="Bekas",
        telepon="+6281200990003",
        hubungan="ANAK",
        sampai=timezone.localdate(),
        diundang_oleh=dunia.pemilik,
        token_sidik="b" * 64,
        akun=bekas,
        diterima_pada=timezone.now(),
        dicabut_pada=timezone.now(),
    )
    tanpa_faktor = Client()
    tanpa_faktor.force_login(buat_staf("petugas", nama="Tanpa Faktor"))
    pelatih_staf = buat_staf("pelatih", desa_limpung.kecamatan, nama="Pelatih Limpung")
    return {
        "tamu": Client(),
        "pemilik": masuk(dunia.pemilik),
        "pembantu": masuk(dunia.pembantu),
        "pemilik_lain": masuk(pemilik_lain),
        "mantan": masuk(mantan),
        "bekas_pembantu": masuk(bekas),
        "petugas_batang": masuk(petugas),
        "petugas_limpung": masuk(petugas_limpung),
        "kepala": masuk(kepala),
        "pelatih": masuk(pelatih),
        "pelatih_limpung": masuk(pelatih_staf),
        "mitra": masuk(mitra),
        "admin": masuk(admin),
        "tanpa_faktor": tanpa_faktor,
    }
