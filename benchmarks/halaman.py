"""What is measured: the pages, who asks for them, and what a form sends."""

from __future__ import annotations

import itertools
import json
import os
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

CSRF = "u" * 32
"""Cookie and field alike, which is what Django asks of a form without a page before it."""


@dataclass(frozen=True)
class Halaman:
    """One request: its name in the table, its address, whose session it carries, and for a form its fields."""

    nama: str
    jalur: str
    sesi: str = ""
    isian: Callable[[int], dict[str, str]] | None = None
    harap: int = 200
    daftar: bool = False  # a list page, held to the aim of such pages
    kepala: dict[str, str] = field(default_factory=dict)

    def permintaan(self, ke: int) -> tuple[str, bytes | None, dict[str, str]]:
        """Return method, body and headers of the request number `ke`; every form is sent with fields of its own."""
        kuki = [f"sesi={self.sesi}"] if self.sesi else []
        if self.isian is None:
            return "GET", None, {"Cookie": "; ".join(kuki), **self.kepala}
        isi = urlencode({"csrfmiddlewaretoken": CSRF, **self.isian(ke)}).encode()
        kepala = {
            "Cookie": "; ".join([*kuki, f"csrftoken={CSRF}"]),
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Forwarded-For": f"10.{ke >> 16 & 255}.{ke >> 8 & 255}.{ke & 255}",
        }
        return "POST", isi, kepala


def peserta() -> dict[str, Any]:
    """Log in an owner, the head, an official of one kecamatan, and pick cases and a paper; fits into JSON."""
    from akun.models import Pengguna
    from inti.dokumen import Dokumen
    from layanan.models import Permohonan
    from umkm.models import Usaha

    kepala = Pengguna.objects.get(email="staf1@contoh.invalid")
    petugas = Pengguna.objects.filter(is_staff=True, semua_kecamatan=False).order_by("pk").first()
    pemilik = Pengguna.objects.filter(pelaku__kepemilikan__usaha__status="TERVERIFIKASI").order_by("pk").first()
    menunggu = Usaha.objects.filter(status="DIPERIKSA").order_by("pk").first()
    if petugas is None or pemilik is None or menunggu is None:
        raise SystemExit("Basis data belum terisi.")
    desa = menunggu.desa
    pemohon = Pengguna.objects.filter(pelaku__kepemilikan__usaha__permohonan__status="PERBAIKAN").order_by("pk").first()
    surat = Permohonan.objects.filter(status="MENUNGGU_TANDA_TANGAN").order_by("pk").first()
    if pemohon is None or surat is None:
        raise SystemExit("Basis data belum berisi permohonan.")
    minta = Permohonan.objects.dikelola(pemohon).filter(status="PERBAIKAN").order_by("pk")[0]
    return {
        "pemohon": _sesi(pemohon),
        "permohonan": surat.pk,
        "permohonan_pemohon": minta.kode,
        "nomor_permohonan": minta.nomor,
        "kode_resi": minta.kode_resi,
        "telepon_pemohon": minta.usaha.pemilik.telepon,
        "kepala": _sesi(kepala),
        "petugas": _sesi(petugas),
        "pemilik": _sesi(pemilik),
        "kasus": menunggu.pk,
        "nomor": menunggu.nomor,
        "telepon": menunggu.pemilik.telepon,
        "pemilik_kasus": menunggu.pemilik.nama,
        "kecamatan": desa.kecamatan_id,
        "desa": str(desa),
        "surat": Dokumen.objects.filter(dicabut_pada=None).order_by("pk").values_list("kode", flat=True).first(),
        "pengguna": pemilik.pk,
        **_pelatihan(),
    }


def _pelatihan() -> dict[str, Any]:
    """Pick the class that is held now with its trainer and one of its people, and one that may be enrolled for."""
    from benchmarks.isi_pelatihan import KODE
    from pelatihan.models import Angkatan

    milik = Angkatan.objects.filter(kurikulum__kode__startswith=KODE).order_by("pk")
    ramai, dibuka = milik.filter(status="BERJALAN").first(), milik.filter(status="DIBUKA").first()
    if ramai is None or dibuka is None:
        raise SystemExit("Basis data belum berisi kelas.")
    peserta = ramai.peserta.exclude(pelaku__akun=None).select_related("pelaku__akun").order_by("pk")[0]
    return {
        "pelatih": _sesi(ramai.pelatih.get().akun),
        "kelas": dibuka.kode,
        "sesi_ramai": ramai.sesi.order_by("mulai")[1].kode,
        "tempat": peserta.kode,
        "peserta": _sesi(peserta.pelaku.akun),
    }


def _sesi(pengguna: Any) -> str:
    """Return the key of a session in which `pengguna` has logged in, officials with the second factor passed."""
    from django.conf import settings
    from django.test import Client

    klien = Client()
    klien.force_login(pengguna)
    sesi = klien.session
    sesi["account_authentication_methods_user"] = str(pengguna.pk)
    sesi["account_authentication_methods"] = [{"method": "password"}, {"method": "mfa", "type": "totp"}]
    sesi.save()
    return klien.cookies[settings.SESSION_COOKIE_NAME].value


def halaman(p: dict[str, Any]) -> list[Halaman]:
    """The pages of the portal that are measured, in the order of the table."""
    from django.urls import reverse

    daftar, orang = reverse("admin:umkm_usaha_changelist"), reverse("admin:umkm_pelakuusaha_changelist")
    mohon = reverse("admin:layanan_permohonan_changelist")
    return [
        Halaman("beranda umum", "/"),
        Halaman("pencari KBLI", "/wilayah/kbli/?q=keripik+singkong"),
        Halaman("/cek/ tanda bukti", f"/cek/{p['surat']}/"),
        Halaman("daftar (POST; sandi scrypt)", "/daftar/", isian=_daftar(p), harap=302),
        Halaman("beranda pemilik", "/saya/", p["pemilik"]),
        Halaman("direktori umum", "/direktori/", daftar=True),
        Halaman("direktori, cari “kopi”", "/direktori/?q=kopi", daftar=True),
        Halaman("ruang petugas, kerja saya", "/admin/", p["kepala"]),
        Halaman("antrean, semua kecamatan", f"{daftar}?antrean=menunggu", p["kepala"], daftar=True),
        Halaman("antrean, satu kecamatan", f"{daftar}?antrean=menunggu", p["petugas"], daftar=True),
        Halaman("daftar usaha, semua", daftar, p["kepala"], daftar=True),
        Halaman("daftar usaha, satu kecamatan", daftar, p["petugas"], daftar=True),
        Halaman("cari nama (umum)", f"{daftar}?q=keripik", p["kepala"], daftar=True),
        Halaman("cari nama pemilik", f"{daftar}?{urlencode({'q': p['pemilik_kasus']})}", p["kepala"], daftar=True),
        Halaman("cari nomor", f"{daftar}?q={p['nomor']}", p["kepala"], daftar=True),
        Halaman("daftar pelaku usaha", orang, p["kepala"], daftar=True),
        Halaman("daftar pelaku, satu kecamatan", orang, p["petugas"], daftar=True),
        Halaman("satu perkara", f"{daftar}{p['kasus']}/change/", p["kepala"]),
        Halaman("Angka hari ini", reverse("laporan:angka"), p["kepala"]),
        Halaman("layanan: katalog umum", "/layanan/", daftar=True),
        Halaman("layanan: satu layanan, janji dan kenyataan", "/layanan/nib/"),
        Halaman("layanan: lacak (POST nomor dan WhatsApp)", "/layanan/lacak/", isian=_lacak(p)),
        Halaman("layanan: lacak (POST kode resi)", "/layanan/lacak/kode/", isian=lambda ke: {"kode": p["kode_resi"]}),
        Halaman("layanan: permohonan saya", "/layanan/permohonan/", p["pemohon"], daftar=True),
        Halaman("layanan: perkara pemohon", f"/layanan/permohonan/{p['permohonan_pemohon']}/", p["pemohon"]),
        Halaman("layanan: antrean, semua kecamatan", f"{mohon}?antrean=menunggu", p["kepala"], daftar=True),
        Halaman("layanan: antrean, satu kecamatan", f"{mohon}?antrean=menunggu", p["petugas"], daftar=True),
        Halaman("layanan: belum diambil, satu kecamatan", f"{mohon}?antrean=belum_diambil", p["petugas"], daftar=True),
        Halaman("layanan: semua permohonan", mohon, p["kepala"], daftar=True),
        Halaman("layanan: cari nama usaha", f"{mohon}?q=keripik", p["kepala"], daftar=True),
        Halaman("layanan: perkara di ruang petugas", f"{mohon}{p['permohonan']}/change/", p["kepala"]),
        Halaman("pelatihan: kalender umum", "/pelatihan/", daftar=True),
        Halaman("pelatihan: satu kelas", f"/pelatihan/{p['kelas']}/"),
        Halaman("pelatihan: daftar hadir 40 orang", f"/pelatihan/mengajar/hadir/{p['sesi_ramai']}/", p["pelatih"]),
        Halaman("pelatihan: tempat sendiri", f"/pelatihan/saya/{p['tempat']}/", p["peserta"]),
        Halaman("pelatihan: dampak program, semua kelas", "/admin/kelas/dampak/", p["kepala"]),
    ]


def _lacak(p: dict[str, Any]) -> Callable[[int], dict[str, str]]:
    return lambda ke: {"nomor": p["nomor_permohonan"], "telepon": p["telepon_pemohon"].replace("+62", "0", 1)}


def _daftar(p: dict[str, Any]) -> Callable[[int], dict[str, str]]:
    dasar = int.from_bytes(os.urandom(3), "big")
    urut = itertools.count()

    def isian(ke: int) -> dict[str, str]:
        nomor = (dasar * 1000 + next(urut)) % 10**8
        return {
            "uraian": "keripik singkong",
            "desa": p["desa"],
            "nama": "Warga Contoh",
            "telepon": f"0858{nomor:08d}",
            "sandi": "kopi-tubruk-pagi",
            "kunci_kirim": str(uuid.uuid4()),
        }

    return isian


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(peserta()))
