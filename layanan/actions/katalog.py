"""The catalogue as one file: written out for another kabupaten, loaded without touching what officials edited.

A record is known by its `kode`. Loading adds what is not there yet and leaves alone what is, with everything that
hangs on it: a document that officials switched off stays off, a promise that they changed stays changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, transaction

from akun.models import Jabatan
from inti import nomor
from inti.workflow import SISTEM
from layanan import bentuk
from layanan.actions import formulir
from layanan.enums import JenisProduk, KeadaanVersi
from layanan.formulir import masalah
from layanan.models import (
    AlasanTolak,
    AturanKeberatan,
    Bidang,
    DasarKeberatan,
    IsianFormulir,
    LangkahTujuan,
    Layanan,
    Penanda,
    SyaratBerkas,
    SyaratLayanan,
    TarifLayanan,
    Tujuan,
    VersiFormulir,
)
from layanan.models.layanan import KOMPONEN

AKAR = Path(__file__).resolve().parent.parent
BAWAAN = AKAR / "data" / "katalog.json"

_BERLAKU = ("berlaku_mulai", "berlaku_sampai", "sumber", "perlu_konfirmasi")
LAYANAN = (
    "kode",
    "nama",
    "ringkas",
    "jenis_produk",
    "instansi",
    "hari_janji",
    "boleh_belum_verifikasi",
    "templat_surat",
    "perihal_surat",
    "klasifikasi",
    "aktif",
    "urut",
    *(nama for nama, _ in KOMPONEN),
    "sumber",
    "perlu_konfirmasi",
)
BERKAS = ("kode", "nama", "bantuan", "wajib", "kondisi", "aktif", "urut")
TARIF = ("kode", "jenis", "nama", "nilai", "satuan", *_BERLAKU)
ALASAN = ("kode", "nama", "rencana", "obat_pelatihan", "aktif", "urut")
DASAR = ("kode", "nama", "ruang", "aktif", "urut")
ATURAN = ("ruang", "hari_ajukan", "hari_jawab", "jalan_berikut", *_BERLAKU)
TUJUAN = ("kode", "nama", "uraian", "aktif", "urut")
LANGKAH = ("urut", "wajib", "sebab")
BERSAKLAR = ("layanan", "alasan_tolak", "dasar_keberatan", "tujuan")


def templat_ada() -> list[str]:
    """Return the names of the letters that the house can print (`layanan/typst/`)."""
    semua = sorted((AKAR / "typst").glob("*.typ"))
    return [satu.stem for satu in semua if "#penutup(" in satu.read_text(encoding="utf-8")]


def keluarkan_satuan(pilihan: Iterable[Layanan]) -> dict[str, Any]:
    """Return some services as data for a file: with what they stand on (fields of the office, offices) and their own
    reasons of refusal; goals and the rules of objections, which belong to no service, are left out."""
    semua, kode = keluarkan(), {satu.kode for satu in pilihan}
    layanan = [satu for satu in semua["layanan"] if satu["kode"] in kode]
    jabatan = {p["jabatan"] for satu in layanan for p in satu["penanda"]} | {satu["atasan"] for satu in layanan}
    bidang = {satu["bidang"] for satu in layanan}
    alasan = [a for a in semua["alasan_tolak"] if a["layanan"] in kode and a["obat_layanan"] in {None, *kode}]
    return {
        "bentuk": bentuk.VERSI,
        "bidang": [b for b in semua["bidang"] if b["kode"] in bidang],
        "jabatan": [j for j in semua["jabatan"] if j["kode"] in jabatan],
        "layanan": layanan,
        "alasan_tolak": alasan,
    }


def keluarkan() -> dict[str, Any]:
    """Return the whole catalogue as data for a JSON file. Persons (who holds an office, who works where) stay here."""
    layanan = Layanan.objects.select_related("bidang", "seri", "atasan").prefetch_related(
        "syarat__butuh", "berkas", "penanda__jabatan", "tarif", "versi__isian"
    )
    return {
        "bentuk": bentuk.VERSI,
        "bidang": [_baris(b, ("kode", "nama")) for b in Bidang.objects.order_by("kode")],
        "jabatan": [_baris(j, ("kode", "nama")) for j in Jabatan.objects.order_by("kode")],
        "layanan": [_layanan(satu) for satu in layanan],
        "alasan_tolak": [
            _baris(a, ALASAN)
            | {"layanan": a.layanan.kode if a.layanan else None}
            | {"obat_layanan": a.obat_layanan.kode if a.obat_layanan else None}
            for a in AlasanTolak.objects.select_related("layanan", "obat_layanan")
        ],
        "dasar_keberatan": [_baris(d, DASAR) for d in DasarKeberatan.objects.all()],
        "aturan_keberatan": [_baris(a, ATURAN) for a in AturanKeberatan.objects.all()],
        "tujuan": [
            _baris(t, TUJUAN) | {"langkah": [_baris(n, LANGKAH) | {"layanan": n.layanan.kode} for n in t.langkah.all()]}
            for t in Tujuan.objects.prefetch_related("langkah__layanan")
        ],
    }


def _layanan(satu: Layanan) -> dict[str, Any]:
    versi = next((v for v in satu.versi.all() if v.keadaan == KeadaanVersi.TERBIT), None)
    seri = satu.seri
    return _baris(satu, LAYANAN) | {
        "bidang": satu.bidang.kode,
        "seri": {"kode": seri.kode, "pola": seri.pola, "per_tahun": seri.per_tahun} if seri else None,
        "atasan": satu.atasan.kode if satu.atasan else None,
        "syarat": [
            {"legalitas": s.legalitas, "butuh": s.butuh.kode if s.butuh else None, "wajib": s.wajib}
            | ({"pelatihan": s.pelatihan, "nama_pelatihan": s.nama_pelatihan} if s.pelatihan else {})
            for s in satu.syarat.all()
        ],
        "berkas": [_baris(b, BERKAS) for b in satu.berkas.all()],
        "penanda": [{"jabatan": p.jabatan.kode, "urut": p.urut, "jenis": p.jenis} for p in satu.penanda.all()],
        "tarif": [_baris(t, TARIF) for t in satu.tarif.all()],
        "formulir": [_baris(i, formulir.TERSALIN) for i in versi.isian.all()] if versi else [],
    }


def _baris(obj: models.Model, nama: Iterable[str]) -> dict[str, Any]:
    return {n: v.isoformat() if isinstance(v := getattr(obj, n), date) else v for n in nama}


def baca(berkas: Path) -> dict[str, Any]:
    """Read a catalogue file. Raises ValidationError when it is none."""
    try:
        teks = berkas.read_bytes()
    except OSError as galat:
        raise ValidationError(f"Berkas katalog tidak dapat dibaca: {galat}") from galat
    return bentuk.baca(teks)


@transaction.atomic
def muat(isi: dict[str, Any], *, rancangan: bool = False) -> int:
    """Add what is not there yet, all of it or nothing; returns how many services were added.

    As drafts (`rancangan`) nothing of it is in force before an official has looked at it: services, reasons, grounds
    and goals are switched off, forms stay drafts, and the days of objections are not taken over at all.
    Raises ValidationError that names the record when something in it is wrong or points to what is not there.
    """
    for nama, model, kolom in (("bidang", Bidang, ("kode", "nama")), ("jabatan", Jabatan, ("kode", "nama"))):
        for baris in isi.get(nama, []):
            _tambah(model, baris, kolom)
    if rancangan:
        isi = isi | {"aturan_keberatan": []}
        isi |= {n: [b | {"aktif": False} for b in isi.get(n, [])] for n in BERSAKLAR}
    baru = [(satu, baris) for baris in isi.get("layanan", []) if (satu := _tambah_layanan(baris))]
    for satu, baris in baru:
        _lengkapi(satu, baris, terbit=not rancangan)
    _muat_aturan(isi)
    _muat_tujuan(isi)
    return len(baru)


def _muat_aturan(isi: dict[str, Any]) -> None:
    for baris in isi.get("alasan_tolak", []):
        _tambah(AlasanTolak, baris, ALASAN, layanan=_cari(baris, "layanan"), obat_layanan=_cari(baris, "obat_layanan"))
    for baris in isi.get("dasar_keberatan", []):
        _tambah(DasarKeberatan, baris, DASAR)
    for baris in isi.get("aturan_keberatan", []):
        if not AturanKeberatan.objects.filter(ruang=baris["ruang"], berlaku_mulai=baris["berlaku_mulai"]).exists():
            _simpan(AturanKeberatan(**_isian(baris, ATURAN)), baris["ruang"])


def _muat_tujuan(isi: dict[str, Any]) -> None:
    for baris in isi.get("tujuan", []):
        if tujuan := _tambah(Tujuan, baris, TUJUAN):
            for satu_langkah in baris.get("langkah", []):
                langkah = LangkahTujuan(
                    tujuan=tujuan, layanan=_cari(satu_langkah, "layanan"), **_isian(satu_langkah, LANGKAH)
                )
                _simpan(langkah, baris["kode"])


def _tambah_layanan(baris: dict[str, Any]) -> Layanan | None:
    lain: dict[str, Any] = {
        "bidang": _menurut_kode(Bidang, baris["bidang"], baris["kode"]),
        "atasan": _menurut_kode(Jabatan, baris.get("atasan"), baris["kode"]),
    }
    if Layanan.objects.filter(kode=baris["kode"]).exists():
        return None
    if baris.get("jenis_produk") == JenisProduk.SURAT and baris.get("templat_surat") not in templat_ada():
        raise ValidationError(f"layanan “{baris['kode']}”: templat surat “{baris.get('templat_surat')}” tidak ada.")
    if baris.get("seri"):
        _bersih(nomor.SeriNomor(**baris["seri"]), baris["kode"])
        surat = Layanan.objects.exclude(seri=None).values("seri")
        if nomor.SeriNomor.objects.filter(kode=baris["seri"]["kode"]).exclude(pk__in=surat).exists():
            raise ValidationError(f"layanan “{baris['kode']}”: seri “{baris['seri']['kode']}” dipakai untuk hal lain.")
        lain["seri"] = nomor.seri(**baris["seri"])
    return _tambah(Layanan, baris, LAYANAN, **lain)


def _lengkapi(satu: Layanan, baris: dict[str, Any], *, terbit: bool) -> None:
    """Add what hangs on a service that was just made; the services it asks for are all there by now."""
    kode = satu.kode
    for syarat in baris.get("syarat", []):
        butuh = _cari(syarat, "butuh")
        kata = _isian(syarat, ("legalitas", "pelatihan", "nama_pelatihan", "wajib"))
        _simpan(SyaratLayanan(layanan=satu, butuh=butuh, **kata), kode)
    for berkas in baris.get("berkas", []):
        _simpan(SyaratBerkas(layanan=satu, **_isian(berkas, BERKAS)), kode)
    for tanda in baris.get("penanda", []):
        jabatan: Any = _menurut_kode(Jabatan, tanda["jabatan"], kode)
        _simpan(Penanda(layanan=satu, jabatan=jabatan, urut=tanda["urut"], jenis=tanda["jenis"]), kode)
    for tarif in baris.get("tarif", []):
        _simpan(TarifLayanan(layanan=satu, **_isian(tarif, TARIF)), kode)
    if baris.get("formulir"):
        versi = VersiFormulir.objects.create(layanan=satu, nomor=1, catatan="Dimuat dari berkas katalog.")
        for isian in baris["formulir"]:
            _simpan(IsianFormulir(versi=versi, **_isian(isian, formulir.TERSALIN)), kode)
        if salah := masalah(list(versi.isian.all()), satu.berkas.filter(aktif=True)):
            raise ValidationError(f"formulir pada “{kode}”: {' '.join(salah)}")
        if terbit:
            formulir.terbitkan(versi, oleh=SISTEM)


def _tambah(model: Any, baris: dict[str, Any], kolom: Iterable[str], **lain: Any) -> Any:
    """Make a record unless its kode is taken; returns it, or None when it was there."""
    if model.objects.filter(kode=baris["kode"]).exists():
        return None
    return _simpan(model(**_isian(baris, kolom), **lain), baris["kode"])


def _isian(baris: dict[str, Any], kolom: Iterable[str]) -> dict[str, Any]:
    return {nama: baris[nama] for nama in kolom if nama in baris}


def _simpan(obj: Any, kode: str) -> Any:
    _bersih(obj, kode)
    obj.save()
    return obj


def _bersih(obj: Any, kode: str) -> None:
    """Raise ValidationError that names the record; a series that is there already is no fault."""
    try:
        obj.full_clean(validate_unique=not isinstance(obj, nomor.SeriNomor))
    except ValidationError as galat:
        raise ValidationError(f"{obj._meta.verbose_name} pada “{kode}”: {_sebut(galat)}") from galat


def _sebut(galat: ValidationError) -> str:
    """Say each fault with the name of its field."""
    umum = NON_FIELD_ERRORS
    return " ".join(f"{k if n == umum else f'{n}: {k}'}" for n, ks in galat.message_dict.items() for k in ks)


def _cari(baris: dict[str, Any], nama: str) -> Any:
    return _menurut_kode(Layanan, baris.get(nama), nama)


def _menurut_kode(model: Any, kode: str | None, di: str) -> Any:
    if kode is None:
        return None
    try:
        return model.objects.get(kode=kode)
    except model.DoesNotExist:
        raise ValidationError(f"{di}: {model._meta.verbose_name} “{kode}” tidak ada.") from None


def tulis(isi: dict[str, Any]) -> str:
    """Write a catalogue as the text of its file."""
    return json.dumps(isi, ensure_ascii=False, indent=1) + "\n"
