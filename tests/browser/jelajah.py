"""Which pages there are: every address of the site, tried with what the small world holds, as everyone who uses it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from inti.kode import buat as kode_asing
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
    "akun:nomor_buktikan": "needs a message gateway",
    "mfa_authenticate": "stands between the two steps of a log-in; test_perjalanan opens it",
    "mfa_reauthenticate": "opens only when the second factor was long ago",
    "mfa_reauthenticate_webauthn": "opens only when the second factor was long ago",
    "mfa_deactivate_totp": "opens only for who has an app",
    "mfa_view_recovery_codes": "opens only for who has codes",
    "mfa_generate_recovery_codes": "opens only for who has an app",
    "mfa_remove_webauthn": "opens only for who has a key",
    "mfa_edit_webauthn": "opens only for who has a key",
}
# Of these every status, or every section, has a page of its own; of the others one example is enough.
BANYAK_RUPA = {"umkm:usaha", "umkm:bagian", "umkm:periksa_jawaban", "admin:umkm_usaha_change", "inti:cek"}



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

    return [r for r in telusuri(get_resolver().url_patterns, ()) if not r.nama.endswith(":")]


def isian(satu: Rute, dunia: Dunia) -> list[dict[str, Any]]:
    """Return the parameters with which an address is tried. Raises LookupError for one that nobody has thought of."""
    nama, milik = satu.nama, dunia.usaha[S.DRAF]
    if not satu.parameter:
        return [{}]
    if nama == "admin:app_list":
        return [{"app_label": "umkm"}]
    if nama.startswith("admin:"):
        return [{"object_id": objek.pk} for model, semua in dunia.contoh.items() for objek in semua if _milik(nama, model)]
    if nama == "umkm:bagian":
        kasus = [(milik, b) for b in BAGIAN]
        kasus += [(dunia.usaha[s], b) for s in (S.PERBAIKAN, S.TERVERIFIKASI, S.DIAJUKAN) for b in ("pemilik", "tempat")]
        return [{"kode": u.kode, "bagian": b} for u, b in kasus]
    tetap = {
        "umkm:nomor": [{"nomor": milik.nomor}],
        "umkm:pembantu_terima": [{"token": dunia.undangan.rstrip("/").rsplit("/", 1)[-1]}],
        "umkm:pembantu_cabut": [{"kode": milik.kode, "akses": a.kode} for a in AksesPembantu.objects.filter(usaha=milik)],
        "umkm:berkas": [{"kode": milik.kode, "berkas": f.berkas.kode} for f in milik.foto.all()],
        "inti:cek": [{"kode": d.kode} for d in dunia.bukti] + [{"kode": kode_asing()}],
        "inti:cek_nama": [{"kode": d.kode} for d in dunia.bukti],
        "account_reset_password_from_key": [{"kode": dunia.akun.kode, "tanda": "usang"}],
        "akun:email_sahkan": [{"tanda": "usang"}],
        "akun:perangkat_akhiri": [{"kode": "usang"}],
        "mfa_remove_webauthn": [{"pk": 1}],
        "mfa_edit_webauthn": [{"pk": 1}],
    }
    if nama in tetap:
        return tetap[nama]
    if nama.startswith("notifikasi:"):
        return [{"kode": p.kode} for p in dunia.akun.pemberitahuan.all()]
    if nama.startswith("umkm:") and satu.parameter == ("kode",):
        return [{"kode": u.kode} for u in dunia.usaha.values()]
    if nama.startswith("umkm:") and satu.parameter == ("kode", "pk"):
        return [{"kode": milik.kode, "pk": (milik.foto if "foto" in nama else milik.legalitas).get().pk}]
    raise LookupError(f"{nama} {satu.parameter}: isian() tidak tahu contohnya")


def _milik(nama: str, model: Any) -> bool:
    return nama.startswith(f"admin:{model._meta.app_label}_{model._meta.model_name}_")


class Jelajah:
    """Which address shows whom a page; every page once, for the first who may open it."""

    def __init__(self, dunia: Dunia, klien: dict[str, Client]) -> None:
        self.halaman: dict[str, list[str]] = {nama: [] for nama in klien}
        self.terbuka: set[str] = set()
        self.rusak: dict[str, int] = {}
        self.bukan_halaman: set[str] = set()
        for satu in rute():
            for alamat in self._alamat(satu, dunia):
                self._coba(satu, alamat, klien)

    def _alamat(self, satu: Rute, dunia: Dunia) -> Iterator[str]:
        for kwargs in isian(satu, dunia):
            yield reverse(satu.nama, kwargs=kwargs)

    def _coba(self, satu: Rute, alamat: str, klien: dict[str, Client]) -> None:
        for orang, peramban in klien.items():
            if satu.nama in self.terbuka and satu.nama not in BANYAK_RUPA:
                return
            jawaban = peramban.get(alamat)
            if jawaban.status_code >= 500:
                self.rusak[alamat] = jawaban.status_code
            if _halaman(jawaban):
                self.terbuka.add(satu.nama)
                self.halaman[orang].append(alamat)
                return
            if jawaban.status_code in (200, 301, 302, 405):
                self.bukan_halaman.add(satu.nama)


def _halaman(jawaban: Any) -> bool:
    """Tell whether an answer is a page of its own: not a redirect, a file, or a fragment."""
    if jawaban.status_code not in (200, 404, 410) or jawaban.streaming or "html" not in jawaban.get("Content-Type", ""):
        return False
    ditolak = jawaban.status_code == 404 and "tidak ditemukan" in jawaban.text
    return not ditolak and jawaban.text.lstrip().lower().startswith("<!doctype")
