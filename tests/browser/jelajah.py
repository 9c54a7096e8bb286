"""Which pages there are: every address of the site, tried with what the small world holds, as everyone who uses it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from aduan.tautan import buat as buat_tautan
from inti.kode import buat as kode_asing
from konsultasi import notifications
from konsultasi.queries import Jadwal
from layanan.models import Tujuan, VersiFormulir
from tests.browser import jelajah_pelatihan
from tests.browser.dunia import Dunia
from umkm.enums import S
from umkm.isian import BAGIAN
from umkm.models import AksesPembantu

# Addresses that show nobody a page in this world, and why.
TANPA_HALAMAN = {
    "umkm:daftar_kode": "needs a message gateway",
    "akun:minta_kode": "needs a message gateway",
    "akun:periksa_kode": "needs a message gateway",
    "akun:kenali_perangkat": "needs a message gateway",
    "akun:nomor_kode": "needs a message gateway",
    "notifikasi:whatsapp_resi": "no page: receipts come in here, and only with a message gateway",
    "mfa_reauthenticate_webauthn": "needs a security key",
    "mfa_remove_webauthn": "needs a security key",
    "mfa_edit_webauthn": "needs a security key",
    "admin:umkm_usaha_berkas": "a file, asked for by its code",
    "admin:layanan_permohonan_berkas": "a file, asked for by its code",
    "admin:aduan_aduan_berkas": "a file, asked for by its code",
    "admin:aduan_aduan_identitas": "only of a secret report; it has tests of its own",
    "layanan:permohonan_hasil": "a file, where there is one",
    "admin:layanan_permohonan_konsep": "a picture, where a letter waits to be signed",
    "layanan:permohonan_jawaban": "a file, where one answers a field",
    "admin:akun_pengguna_delete": "accounts are never deleted here",
    "operasi:metrik": "needs a token",
    **jelajah_pelatihan.TANPA_HALAMAN,
}
# Of these every status, or every section, has a page of its own; of the others one example is enough.
BANYAK_RUPA = {"umkm:usaha", "umkm:bagian", "umkm:periksa_jawaban", "admin:umkm_usaha_change", "inti:cek"}
BANYAK_RUPA |= {"konsultasi:janji_temu", "aduan:saya", "aduan:lacak"}
BANYAK_RUPA |= {"laporan:unduhan", "layanan:permohonan", "layanan:permohonan_isi"}
BANYAK_RUPA |= {"skm:isi", "skm:kantor_masa", *jelajah_pelatihan.BANYAK_RUPA}
# The steps of a merge are told in the address what to merge.
KUERI = {"banding": "?lain={1}", "pastikan": "?lain={1}&utama={0}"}
BERKAS = ("kecil", "majukan", "pisah", "hapus")
KIRIM = "admin:notifikasi_pemberitahuan_kirim_"
# One template for all models, shut for most of them.
BAWAAN = re.compile(r"admin:(?!akun_pengguna_)\w+_(add|delete|history)$")


class Rute(NamedTuple):
    nama: str
    parameter: tuple[str, ...]


def rute() -> list[Rute]:
    """Return every named address of the site with the names of its parameters."""

    def telusuri(daftar: Any, ruang: tuple[str, ...]) -> Iterator[Rute]:
        for satu in daftar:
            if isinstance(satu, URLPattern):
                parameter = tuple(satu.pattern.converters) or tuple(satu.pattern.regex.groupindex)
                yield Rute(":".join((*ruang, satu.name or "")), parameter)
            else:
                yield from telusuri(satu.url_patterns, (*ruang, *filter(None, [satu.namespace])))

    semua = telusuri(get_resolver().url_patterns, ())
    return [r for r in semua if not r.nama.endswith(":") and not BAWAAN.match(r.nama)]


def alamat(satu: Rute, dunia: Dunia) -> list[str]:
    """Return the addresses that a route is tried with. Raises LookupError for one that nobody has thought of."""
    kueri = KUERI.get(satu.nama.rpartition("_gabung_")[2])
    if kueri:
        a, b = dunia.kembar(satu.nama)
        return [reverse(satu.nama, args=[a.pk]) + kueri.format(a.kode, b.kode)]
    return [reverse(satu.nama, kwargs=kwargs) for kwargs in isian(satu, dunia)]


def isian(satu: Rute, dunia: Dunia) -> list[dict[str, Any]]:
    if not satu.parameter:
        return [{}]
    usaha = dunia.usaha.values()
    tetap = _isian_tetap(dunia)
    if satu.nama in tetap:
        return tetap[satu.nama]
    if satu.nama.startswith(("pelatihan:", "ruang:", "kelas:")):
        return jelajah_pelatihan.isian(satu.nama, satu.parameter, dunia.pelatihan)
    if satu.nama.startswith("admin:"):
        return _isian_admin(satu.nama, dunia)
    if satu.nama.startswith(("umkm:", "api:")) and satu.parameter == ("kode",):
        return [{"kode": u.kode} for u in usaha]
    raise LookupError(f"{satu.nama} {satu.parameter}: isian() tidak tahu contohnya")


def _isian_admin(nama: str, dunia: Dunia) -> list[dict[str, Any]]:
    if nama == "admin:app_list":
        return [{"app_label": "umkm"}]
    milik = (semua for model, semua in dunia.contoh.items() if _milik(nama, model))
    return [{"object_id": objek.pk} for semua in milik for objek in semua]


def _isian_susun(dunia: Dunia) -> dict[str, list[dict[str, Any]]]:
    """The pages of the builder of forms, of a draft."""
    draf = dunia.contoh[VersiFormulir][0]
    isian = {"object_id": draf.pk, "pk": draf.isian.first().pk}
    awal = "admin:layanan_versiformulir_"
    return {f"{awal}{n}": [isian] for n in ("isian", "isian_naik", "isian_turun", "isian_hapus")} | {
        f"{awal}langkah": [{"object_id": draf.pk, "nomor": 1}],
        "layanan:tujuan": [{"tujuan": dunia.contoh[Tujuan][0].kode}],
    }


def _isian_tetap(dunia: Dunia) -> dict[str, list[dict[str, Any]]]:
    draf = dunia.usaha[S.DRAF]
    bagian = [(draf, b) for b in BAGIAN]
    bagian += [(dunia.usaha[s], b) for s in (S.PERBAIKAN, S.TERVERIFIKASI, S.DIAJUKAN) for b in ("pemilik", "tempat")]
    pesan = [{"kode": p.kode} for p in dunia.akun.pemberitahuan.all()]
    foto, surat = draf.foto.get(), draf.legalitas.get()
    permohonan = dunia.permohonan
    semua = [{"kode": p.kode} for p in permohonan.values()]
    draf_layanan = {"kode": permohonan["DRAF"].kode}
    lampiran = permohonan["DRAF"].lampiran.get()
    return {
        **_isian_hadir(dunia),
        **_isian_konsultasi(dunia),
        **_isian_aduan(dunia),
        **{f"layanan:{n}": [{"layanan": permohonan["DRAF"].layanan.kode}] for n in ("layanan", "layanan_ajukan")},
        "layanan:permohonan": semua,
        "layanan:lacak_kunci": [{"token": kode_asing()}],
        **{f"skm:{n}": [{"masa": m.kode} for m in dunia.masa_skm] for n in ("masa", "laporan", "kantor_masa")},
        **{f"skm:kantor_{n}": [{"masa": dunia.masa_skm[1].kode}] for n in ("cetak", "terbitkan")},
        "skm:isi": [{"token": dunia.undangan_skm}, {"token": kode_asing()}],
        **{f"skm:{n}": [{"kode": dunia.acara_skm.kode}] for n in ("acara", "poster")},
        "skm:nilai": semua,
        "layanan:loket_pilih": [{"kode": draf.kode}],
        "layanan:permohonan_isi": [{**draf_layanan, "nomor": n} for n in (1, 2, 3)],
        "layanan:permohonan_unggah": [{**draf_layanan, "syarat": lampiran.syarat.kode}],
        "layanan:permohonan_berkas": [{**draf_layanan, "pk": lampiran.pk}],
        **{f"layanan:permohonan_berkas_{n}": [{**draf_layanan, "pk": lampiran.pk}] for n in BERKAS},
        "layanan:permohonan_jawaban": [{**draf_layanan, "isian": "denah"}],
        **{
            f"layanan:permohonan_{n}": semua
            for n in ("periksa", "hasil", "resi", "ajukan", "tarik", "batalkan", "keberatan")
        },
        "umkm:bagian": [{"kode": u.kode, "bagian": b} for u, b in bagian],
        "umkm:nomor": [{"nomor": draf.nomor}],
        "umkm:pembantu_terima": [{"token": dunia.undangan.rstrip("/").rsplit("/", 1)[-1]}],
        "umkm:pembantu_cabut": [{"kode": draf.kode, "akses": a.kode} for a in AksesPembantu.objects.filter(usaha=draf)],
        "umkm:foto_kecil": [{"kode": draf.kode, "pk": foto.pk}],
        "umkm:foto_hapus": [{"kode": draf.kode, "pk": foto.pk}],
        "umkm:legalitas_hapus": [{"kode": draf.kode, "pk": surat.pk}],
        "umkm:berkas": [{"kode": draf.kode, "berkas": foto.berkas.kode}],
        "inti:cek": [{"kode": d.kode} for d in dunia.bukti] + [{"kode": kode_asing()}],
        **_isian_susun(dunia),
        **{f"inti:saringan_{n}": [{"kode": dunia.saringan.kode}] for n in ("buka", "nama", "hapus")},
        **{f"inti:serah_terima_{n}": [{"kode": dunia.petugas.kode}] for n in ("orang", "lihat", "serahkan")},
        **{f"laporan:{nama}": [{"kode": u.kode} for u in dunia.unduhan] for nama in ("unduhan", "berkas")},
        **{f"laporan:{nama}": [{"kode": dunia.unduhan[0].kode}] for nama in ("batal", "ulang", "lagi")},
        **{f"laporan:{nama}": [{"laporan": "daftar-usaha"}] for nama in ("laporan", "unduh")},
        "inti:cek_nama": [{"kode": d.kode} for d in dunia.bukti],
        **{f"{KIRIM}{verba}": [{"kode": dunia.kabar.kode}] for verba in ("satu", "selesai", "lewati", "kembalikan")},
        "operasi:uji": [{"apa": "basis"}],
        "api:tidak_ada": [{"sisa": "tidak/ada/"}],
        "notifikasi:pesan_buka": pesan,
        "notifikasi:pesan_dibaca": pesan,
        "account_reset_password_from_key": [{"kode": dunia.akun.kode, "tanda": "usang"}],
        "akun:email_sahkan": [{"tanda": "usang"}],
        "akun:perangkat_akhiri": [{"kode": "usang"}],
        "mfa_remove_webauthn": [{"pk": 1}],
        "mfa_edit_webauthn": [{"pk": 1}],
    }


def _isian_aduan(dunia: Dunia) -> dict[str, list[dict[str, Any]]]:
    semua = list(dunia.aduan.values())
    kunci = [{"token": buat_tautan(a)} for a in semua]
    verba = ("lengkapi", "selesai", "buka_lagi", "keberatan")
    terjawab = dunia.aduan["DIJAWAB"]
    return {
        "aduan:publik": [{"kode": terjawab.kode}],
        "aduan:lacak": [*kunci, {"token": "usang"}],
        "aduan:saya": [{"kode": a.kode} for a in semua],
        **{f"aduan:lacak_{v}": [{"token": buat_tautan(terjawab)}] for v in verba},
        **{f"aduan:saya_{v}": [{"kode": terjawab.kode}] for v in verba},
    }


def _isian_konsultasi(dunia: Dunia) -> dict[str, list[dict[str, Any]]]:
    janji = dunia.janji_temu
    meja = {"kode": janji["DIPESAN"].meja.kode}
    token = {
        nama: alamat.split("/kunci/")[1].split("/")[0]
        for nama, alamat in (
            ("kunci", notifications.alamat_batal(janji["DIPESAN"])),
            ("kunci_pindah", notifications.alamat_pindah(janji["terganggu"])),
            ("kunci_tawaran", notifications.alamat_tawaran(janji["DITAWARKAN"])),
        )
    }
    token |= {"kunci_kalender": token["kunci"], "kunci_terima": "usang", "kunci_lepas": "usang"}
    bebas = [s for h in Jadwal([janji["DIPESAN"].meja]).buka(janji["DIPESAN"].meja) for s in h.bebas]
    return {
        "konsultasi:meja": [meja],
        "konsultasi:pesan": [{**meja, "pada": bebas[0].alamat}],
        "konsultasi:kabari": [meja],
        "konsultasi:janji_temu": [{"kode": j.kode} for j in janji.values()],
        **{f"konsultasi:{n}": [{"kode": janji["DIPESAN"].kode}] for n in ("batalkan", "pindah", "kalender")},
        **{f"konsultasi:{n}": [{"kode": janji["DITAWARKAN"].kode}] for n in ("terima", "lepas")},
        "konsultasi:berhenti": [{"kode": janji["DITAWARKAN"].tunggu.kode}],
        **{f"konsultasi:{nama}": [{"token": satu}] for nama, satu in token.items()},
    }


def _isian_hadir(dunia: Dunia) -> dict[str, list[dict[str, Any]]]:
    """The trainers' room: the class that the official of this world teaches, and the owner's card in it."""
    sesi = {"kode": dunia.sesi_hadir.kode}
    peserta = {"kode": dunia.sesi_hadir.angkatan.peserta.get().kode}
    verba = ("daftar", "catat", "kartu", "layar", "tutup", "buka_lagi", "keadaan", "bekal", "sendiri")
    return {
        **{f"pelatihan:hadir_{v}": [sesi] for v in verba},
        **{f"pelatihan:{n}": [peserta] for n in ("mengajar_foto", "kartu_terbaca", "peserta_kartu")},
        "pelatihan:mengajar_angkatan": [{"kode": dunia.sesi_hadir.angkatan.kode}],
        "pelatihan:hadir_kirim": [{"token": "usang"}],
    }


def _milik(nama: str, model: Any) -> bool:
    return nama.startswith(f"admin:{model._meta.app_label}_{model._meta.model_name}_")


class Jelajah:
    """Which address shows whom a page; every page once, for the first who may open it."""

    def __init__(self, dunia: Dunia, klien: dict[str, Client]) -> None:
        self.halaman: dict[str, list[str]] = {nama: [] for nama in klien}
        self.terbuka: set[str] = set()
        self.bukan_halaman: set[str] = set()
        self.rusak: dict[str, int] = {}
        for satu in rute():
            for di in alamat(satu, dunia):
                if satu.nama not in self.bukan_halaman:
                    self._coba(satu.nama, di, klien)

    @property
    def tak_terlihat(self) -> set[str]:
        """The routes of which nobody saw a page, and which are no page by nature either."""
        return {r.nama for r in rute()} - self.terbuka - self.bukan_halaman

    def _coba(self, nama: str, di: str, klien: dict[str, Client]) -> None:
        for orang, peramban in klien.items():
            if nama in self.terbuka and nama not in BANYAK_RUPA:
                return
            jawaban = peramban.get(di)
            jawaban.close()
            if jawaban.status_code >= 500:
                self.rusak[di] = jawaban.status_code
            if _halaman(jawaban):
                self.terbuka.add(nama)
                self.halaman[orang].append(di)
                return
            if "json" in jawaban.get("Content-Type", ""):
                self.bukan_halaman.add(nama)
                return
            if jawaban.status_code in (200, 405) or (jawaban.status_code in (301, 302) and not _pintu(jawaban.url)):
                self.bukan_halaman.add(nama)
                return


def _pintu(tujuan: str) -> bool:
    """Tell whether a redirect leads to a log-in or a second factor, which says nothing about what lies behind."""
    return tujuan.startswith((reverse("account_login"), reverse("mfa_index"), reverse("account_reauthenticate")))


def _halaman(jawaban: Any) -> bool:
    """Tell whether an answer is a page of its own: no redirect, file or fragment, nor the page of what is not there."""
    if jawaban.status_code not in (200, 404, 410) or jawaban.streaming or "html" not in jawaban.get("Content-Type", ""):
        return False
    return "404.html" not in {t.name for t in jawaban.templates} and jawaban.text.lstrip().startswith("<!doctype")
