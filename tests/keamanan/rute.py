"""Every address of the site, filled in with what belongs to the business under attack."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.urls import URLPattern, URLResolver, get_resolver

_LUBANG = re.compile(r"<(?:\w+:)?(\w+)>")


def semua(penyelesai: Any = None, awalan: str = "", ruang: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Yield (name, pattern) of every route."""
    for pola in (penyelesai or get_resolver()).url_patterns:
        jalur = awalan + str(pola.pattern)
        if isinstance(pola, URLResolver):
            yield from semua(pola, jalur, (*ruang, pola.namespace) if pola.namespace else ruang)
        elif isinstance(pola, URLPattern):
            yield ":".join((*ruang, pola.name or "")), jalur


def isi(dunia: Any) -> Iterator[tuple[str, str]]:
    """Yield (name, path) of every route, with the objects of the business in its holes."""
    bagian = ("pemilik", "usaha", "tempat", "foto", "diri", "pekerja", "keuangan", "pemasaran", "legalitas")
    for nama, pola in semua():
        if "(?P" in pola:
            for pengganti in (
                [m._meta.app_label for m in admin.site._registry] if "app_label" in pola else ["tidak/ada"]
            ):
                yield (
                    nama,
                    "/"
                    + re.sub(r"\^?\(\?P<\w+>[^)]*\)\$?(/\$)?", pengganti, pola).rstrip("$")
                    + ("/" if "app_label" in pola else ""),
                )
            continue
        for b in bagian if "<slug:bagian>" in pola else ("",):
            yield nama, "/" + _LUBANG.sub(lambda m, p=pola, b=b: _isi_lubang(m[1], p, b, dunia), pola)


def _nilai(lubang: str, pola: str, bagian: str, d: Any) -> str:
    if lubang == "object_id":
        return str(_objek_admin(pola, d))
    if lubang == "kode":
        akar = pola.split("/")[0]
        if pola.startswith("akun/perangkat"):
            return d.perangkat.kode
        if pola.startswith("akun/lupa-sandi"):
            return d.pemilik.kode
        if pola.startswith("api/"):
            return {"kunci": d.kunci.kode, "cek": d.dokumen.kode, "usaha": d.usaha.kode}[
                pola.split("/<")[0].split("/")[-1]
            ]
        if pola.startswith("admin/saringan"):
            return d.saringan.kode
        if pola.startswith("admin/serah-terima"):
            return d.saringan.pemilik.kode
        milik = {"usaha": d.usaha.kode, "pesan": d.pesan.kode, "cek": d.dokumen.kode, "admin": d.kabar.kode}
        milik |= {"laporan": d.unduhan.kode}
        return milik[akar]
    if lubang == "pk":
        if "legalitas" in pola:
            return str(d.surat.pk)
        return str(d.foto.pk) if "foto" in pola else "1"
    return {
        "bagian": bagian,
        "berkas": d.foto.berkas.kode,
        "akses": d.akses.kode,
        "token": d.token,
        "tanda": "palsu-tanda",
        "apa": "basis",
        "laporan": "daftar-usaha",
        "sisa": "tidak/ada/",
        "nomor": "1" if pola.startswith("admin/") else d.usaha.nomor,
    }[lubang]


# The holes of the rooms of a class beside the class itself: a paper that exists, and nothing else.
_RUANG = {"materi": "tidak-ada", "bukti": "tidak-ada", "bentuk": "undangan", "pada": "kelas"}


def _isi_lubang(lubang: str, pola: str, bagian: str, d: Any) -> str:
    if pola.startswith("konsultasi/"):
        janji = d.janji_temu
        kode = {"meja": janji.meja.kode, "janji": janji.kode, "tunggu": janji.tunggu.kode}
        return kode[pola.split("/")[1]] if lubang == "kode" else {"token": d.token, "pada": "20260303-0900"}[lubang]
    if pola.startswith("pengaduan/"):
        return {"kode": d.aduan.kode, "token": d.token}[lubang]
    if pola.startswith(("kepuasan/", "admin/skm/")):
        return {"kode": d.permohonan.kode, "token": d.token, "masa": "202501-202506"}[lubang]
    if pola.startswith("admin/kelas/sertifikat/"):
        return d.peserta.kode
    if pola.startswith("admin/kelas/"):
        return {"kode": d.peserta.angkatan.kode, "nomor": d.usaha.nomor}[lubang]
    if lubang in _RUANG:
        return _RUANG[lubang]
    if pola.startswith("admin/spj/"):
        return d.peserta.angkatan.kode
    if pola.startswith("pelatihan/"):
        return _nilai_pelatihan(lubang, pola, d)
    if pola.startswith("layanan/loket/"):
        return d.usaha.kode
    return _nilai_layanan(lubang, d) if pola.startswith("layanan/") else _nilai(lubang, pola, bagian, d)


def _nilai_pelatihan(lubang: str, pola: str, d: Any) -> str:
    if "/hadir/<str:kode>" in pola:
        return d.sesi.kode
    milik = any(m in pola for m in ("/saya/", "mengajar/foto/", "mengajar/kartu/"))
    return {"kode": d.peserta.kode if milik else d.peserta.angkatan.kode, "token": d.token, "pk": "1"}[lubang]


def _nilai_layanan(lubang: str, d: Any) -> str:
    return {
        "kode": d.permohonan.kode,
        "pk": str(d.lampiran.pk),
        "nomor": "1",
        "layanan": d.permohonan.layanan.kode,
        "tujuan": "toko",
        "syarat": d.lampiran.syarat.kode,
        "isian": "denah",
        "token": d.token,
    }[lubang]


def _objek_admin(pola: str, d: Any) -> Any:
    model = pola.split("/")[2]
    milik = {
        "usaha": d.usaha,
        "pelakuusaha": d.pelaku,
        "usulan": d.usulan,
        "dugaanpelaku": d.dugaan_pelaku,
        "dugaanusaha": d.dugaan_usaha,
        "pengguna": d.pemilik,
        "pemberitahuan": d.pesan,
        "dokumen": d.dokumen,
        "unduhan": d.unduhan,
        "permohonan": d.permohonan,
        "layanan": d.permohonan.layanan,
        "versiformulir": d.permohonan.formulir,
        "bidang": d.permohonan.bidang,
        "peserta": d.peserta,
        "angkatan": d.peserta.angkatan,
        "kurikulum": d.peserta.angkatan.kurikulum,
        "aduan": d.aduan,
        "unit": d.aduan.unit,
        "jenisaduan": d.aduan.jenis,
        "janjitemu": d.janji_temu,
        "meja": d.janji_temu.meja,
        "daftartunggu": d.janji_temu.tunggu,
        "desa": d.usaha.desa,
        "kecamatan": d.usaha.desa.kecamatan,
        "kbli": d.usaha.kbli,
    }
    return milik[model].pk if model in milik else 1


class _Palsu:
    """Stands for the business: every key of it is well formed and belongs to nobody."""

    kode = "0000000000000"
    pk = 987654321
    nomor = "BTG-26-999999-X"


def isi_palsu(dunia: Any) -> Iterator[tuple[str, str]]:
    """Yield the same routes in the same order with keys that lead to nothing."""
    for nama, jalur in isi(dunia):
        tiada = jalur
        for asli, palsu in _tukar(dunia):
            tiada = tiada.replace(asli, palsu)
        yield nama, tiada


def _tukar(d: Any) -> list[tuple[str, str]]:
    kode = [
        d.kunci.kode,
        d.usaha.kode,
        d.pesan.kode,
        d.perangkat.kode,
        d.akses.kode,
        d.foto.berkas.kode,
        d.pemilik.kode,
    ]
    kode += [d.saringan.kode, d.saringan.pemilik.kode]
    kode += [d.kabar.kode, d.unduhan.kode]
    model = {"usaha": d.usaha, "pelakuusaha": d.pelaku, "usulan": d.usulan, "dugaanpelaku": d.dugaan_pelaku}
    model |= {"dugaanusaha": d.dugaan_usaha, "pengguna": d.pemilik, "pemberitahuan": d.pesan, "dokumen": d.dokumen}
    model |= {"unduhan": d.unduhan, "permohonan": d.permohonan, "janjitemu": d.janji_temu}
    model |= {"daftartunggu": d.janji_temu.tunggu, "meja": d.janji_temu.meja, "aduan": d.aduan}
    model |= {"peserta": d.peserta}
    kode += [d.permohonan.kode, d.janji_temu.kode, d.janji_temu.tunggu.kode, d.aduan.kode, d.peserta.kode]
    kode += [d.sesi.kode]
    return [
        *((f"/{k}/", f"/{_Palsu.kode}/") for k in kode),
        (d.usaha.nomor, _Palsu.nomor),
        *((f"/{m}/{o.pk}/", f"/{m}/{_Palsu.pk}/") for m, o in model.items()),
        (f"/foto/{d.foto.pk}/", f"/foto/{_Palsu.pk}/"),
        (f"/legalitas/{d.surat.pk}/", f"/legalitas/{_Palsu.pk}/"),
    ]
