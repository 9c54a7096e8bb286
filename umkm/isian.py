"""The fields of the registry in the sections in which people fill them in, and which of them may be changed when.

A field is named `pelaku.<field>` or `usaha.<field>`, everywhere: in a request to mend, in a
proposal, in the list of what is still missing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.urls import reverse
from django.utils.formats import date_format

from umkm.enums import BEBAS_DIUBAH, MENUNGGU_KAMI, BagianPeriksa, JenisTempat, SaluranJual, StatusUsaha

if TYPE_CHECKING:
    from umkm.models import PelakuUsaha, Usaha


@dataclass(frozen=True)
class Bagian:
    """A section of the form: a small group that belongs together, why it is asked, what completing it unlocks."""

    kode: str
    judul: str
    alasan: str
    membuka: str
    isian: tuple[str, ...] = ()


BAGIAN = {
    b.kode: b
    for b in (
        Bagian(
            "pemilik",
            "Identitas pemilik",
            "Agar usaha ini tercatat atas nama Anda, dan tidak ada orang lain yang memakai nama Anda.",
            "usaha Anda dapat diverifikasi.",
            ("pelaku.nama", "pelaku.nik", "pelaku.jenis_kelamin", "pelaku.tanggal_lahir"),
        ),
        Bagian(
            "usaha",
            "Kegiatan usaha",
            "Agar layanan dan pelatihan yang ditawarkan cocok dengan usaha Anda.",
            "kode jenis usaha (KBLI) siap dipakai untuk mengurus NIB (Nomor Induk Berusaha).",
            (
                "usaha.nama",
                "usaha.uraian",
                "usaha.produk_utama",
                "usaha.kbli",
                "usaha.bentuk",
                "usaha.tahun_mulai",
                "usaha.bulan_mulai",
            ),
        ),
        Bagian(
            "tempat",
            "Tempat usaha",
            "Agar petugas dan pembeli dapat menemukan Anda.",
            "usaha Anda dapat diverifikasi.",
            (
                "usaha.jenis_tempat",
                "usaha.desa",
                "usaha.alamat",
                "usaha.rt",
                "usaha.rw",
                "usaha.lintang",
                "usaha.bujur",
            ),
        ),
        Bagian(
            "foto",
            "Foto tempat usaha",
            "Agar petugas dapat memeriksa tanpa harus selalu datang.",
            "pemeriksaan lebih cepat.",
        ),
        Bagian(
            "diri",
            "Tempat tinggal dan pendidikan",
            "Agar pelatihan dan layanan dapat disiapkan dekat rumah dan sesuai kebutuhan Anda.",
            "Anda dapat ditawari pelatihan yang cocok.",
            ("pelaku.desa", "pelaku.alamat", "pelaku.domisili_luar", "pelaku.pendidikan", "pelaku.disabilitas"),
        ),
        Bagian(
            "pekerja",
            "Pekerja",
            "Agar kabupaten tahu berapa orang yang hidup dari usaha ini.",
            "usaha Anda ikut dihitung dalam program tenaga kerja.",
            (
                "usaha.pekerja_laki",
                "usaha.pekerja_perempuan",
                "usaha.pekerja_dibayar",
                "usaha.pekerja_tak_dibayar",
                "usaha.pekerja_disabilitas",
            ),
        ),
        Bagian(
            "keuangan",
            "Modal dan penjualan",
            "Untuk menentukan skala usaha: mikro, kecil, atau menengah (PP 7/2021). Orang lain hanya melihat skalanya; "
            "petugas yang membuka angkanya tercatat.",
            "skala usaha Anda diketahui: syarat banyak bantuan.",
        ),
        Bagian(
            "pemasaran",
            "Cara menjual",
            "Agar kami tahu bantuan pemasaran yang cocok.",
            "Anda dapat ditawari pameran dan pelatihan berjualan.",
            ("usaha.saluran", "usaha.tautan"),
        ),
        Bagian(
            "legalitas",
            "Surat dan izin",
            "Agar kami tahu izin apa yang sudah Anda punya, dan mana yang dapat kami bantu urus.",
            "tanggal habisnya izin tercatat dan terlihat di halaman usaha Anda.",
        ),
    )
}

# Without these nothing can be judged, so nothing can be sent.
WAJIB = (
    "pelaku.nama",
    "pelaku.nik",
    "pelaku.jenis_kelamin",
    "pelaku.tanggal_lahir",
    "usaha.nama",
    "usaha.kbli",
    "usaha.desa",
    "usaha.alamat",
)

# Which check vouches for which field; "" is vouched for by verification itself, for the proof shows it.
PENJAMIN = {
    "pelaku.nama": BagianPeriksa.IDENTITAS,
    "pelaku.nik": BagianPeriksa.IDENTITAS,
    "pelaku.jenis_kelamin": BagianPeriksa.IDENTITAS,
    "pelaku.tanggal_lahir": BagianPeriksa.IDENTITAS,
    "usaha.nama": "",
    "usaha.desa": "",
    "usaha.jenis_tempat": BagianPeriksa.TEMPAT,
    "usaha.alamat": BagianPeriksa.TEMPAT,
    "usaha.rt": BagianPeriksa.TEMPAT,
    "usaha.rw": BagianPeriksa.TEMPAT,
    "usaha.lintang": BagianPeriksa.TEMPAT,
    "usaha.bujur": BagianPeriksa.TEMPAT,
    "usaha.uraian": BagianPeriksa.KEGIATAN,
    "usaha.bentuk": BagianPeriksa.KEGIATAN,
    "usaha.kbli": BagianPeriksa.KEGIATAN,
    "usaha.produk_utama": BagianPeriksa.KEGIATAN,
}

BEBAS = "bebas"
USUL = "usul"
TERKUNCI = "terkunci"


def label(nama: str) -> str:
    """Return the words people read for a field, from the model that holds it; for a section by its name, its title."""
    if nama in BAGIAN:
        return BAGIAN[nama].judul
    if nama == "pelaku.nik":
        return "NIK"
    teks = str(kolom(nama).verbose_name)
    return teks[:1].upper() + teks[1:]


def kolom(nama: str) -> Any:
    """Return the column of a field, from the model that holds it."""
    from umkm.models import PelakuUsaha, Usaha

    pemilik, _, field = nama.partition(".")
    model: Any = PelakuUsaha if pemilik == "pelaku" else Usaha
    return model._meta.get_field(field)


def alamat(usaha: Usaha, nama: str) -> str:
    """Return the page on which a field, or a section by its own name, is filled in."""
    for bagian in BAGIAN.values():
        if nama == bagian.kode or nama in bagian.isian:
            halaman = reverse("umkm:bagian", args=[usaha.kode, bagian.kode])
            return halaman if nama == bagian.kode else f"{halaman}#id_{nama.partition('.')[2]}"
    raise KeyError(nama)


def sifat(usaha: Usaha) -> dict[str, str]:
    """Tell for every field whether it may be changed now: freely, as a proposal, or not at all.

    A draft is free. While the office holds the case nothing moves. A case sent back opens only
    what was named. After verification what was vouched for needs a proposal and the rest is free,
    but the NIK of a proven identity is mended only at the counter.
    """
    semua = [nama for bagian in BAGIAN.values() for nama in bagian.isian]
    if usaha.status in BEBAS_DIUBAH:
        hasil = dict.fromkeys(semua, BEBAS)
    elif usaha.status == StatusUsaha.PERBAIKAN:
        minta = _diminta(usaha)
        hasil = {nama: BEBAS if nama in minta else TERKUNCI for nama in semua}
    elif usaha.status == StatusUsaha.TERVERIFIKASI:
        diperiksa = {"", *usaha.pemeriksaan.values_list("bagian", flat=True)}
        hasil = {nama: USUL if PENJAMIN.get(nama) in diperiksa else BEBAS for nama in semua}
    else:
        hasil = dict.fromkeys(semua, TERKUNCI)
    return _lindungi_identitas(usaha, hasil)


def _diminta(usaha: Usaha) -> set[str]:
    """Return the fields and sections for which a case was sent back."""
    if usaha.status != StatusUsaha.PERBAIKAN:
        return set()
    return set(usaha.perbaikan.filter(terbuka=True).values_list("isian", flat=True))


def _lindungi_identitas(usaha: Usaha, hasil: dict[str, str]) -> dict[str, str]:
    """A person once proven stays proven in every business: the identity is not reopened by a second draft.

    Nobody has vouched for the identity of who is not proven, so after verification there is nothing to propose;
    a NIK never stands in a proposal, whose values are kept in the clear.
    """
    pelaku = usaha.pemilik
    if pelaku is not None and not pelaku.identitas_terbukti and usaha.status == StatusUsaha.TERVERIFIKASI:
        hasil |= {nama: BEBAS for nama, penjamin in PENJAMIN.items() if penjamin == BagianPeriksa.IDENTITAS}
    if pelaku is not None and pelaku.identitas_terbukti:
        for nama, penjamin in PENJAMIN.items():
            if penjamin == BagianPeriksa.IDENTITAS:
                boleh_usul = nama != "pelaku.nik" and usaha.status == StatusUsaha.TERVERIFIKASI
                hasil[nama] = USUL if boleh_usul else TERKUNCI
    elif pelaku is not None and usaha.status != StatusUsaha.PERBAIKAN and _dilihat_petugas(usaha, pelaku):
        hasil |= {nama: TERKUNCI for nama, penjamin in PENJAMIN.items() if penjamin == BagianPeriksa.IDENTITAS}
    return hasil


def _dilihat_petugas(usaha: Usaha, pelaku: PelakuUsaha) -> bool:
    """Tell whether the office holds another business of this person: the card it looks at must stay the same."""
    milik = pelaku.kepemilikan.filter(sampai=None, usaha__digabung_ke=None, usaha__status__in=MENUNGGU_KAMI)
    return milik.exclude(usaha=usaha).exists()


def bagian_terbuka(usaha: Usaha, kode: str) -> bool:
    """Tell whether a section without fields of its own (amounts, papers, photos) may be changed now.

    A case sent back names such a section itself ("foto").
    """
    return usaha.status in (*BEBAS_DIUBAH, StatusUsaha.TERVERIFIKASI) or kode in _diminta(usaha)


def nilai(usaha: Usaha, pelaku: PelakuUsaha | None, nama: str) -> Any:
    """Return what a field holds now; the NIK only as a mask."""
    pemilik, _, field = nama.partition(".")
    if pemilik == "pelaku":
        if pelaku is None:
            return None
        return pelaku.nik_samar if field == "nik" else getattr(pelaku, field)
    return getattr(usaha, field)


def tampil(usaha: Usaha, pelaku: PelakuUsaha | None, nama: str) -> str:
    """Return what a field holds as people read it; "" when it is empty."""
    isi = nilai(usaha, pelaku, nama)
    if isi in (None, "", []):
        return ""
    pemilik, _, field = nama.partition(".")
    obj = pelaku if pemilik == "pelaku" else usaha
    if field == "saluran":
        return ", ".join(SaluranJual(s).label for s in isi)
    if field == "bulan_mulai":
        return date_format(date(2000, isi, 1), "F")
    if isinstance(isi, date):
        return date_format(isi, "j F Y")
    return str(getattr(obj, f"get_{field}_display")() if hasattr(obj, f"get_{field}_display") else isi)


def tampil_usulan(nama: str, nilai: Any) -> str:
    """Write the value of a field as people read it, from the JSON in which a proposal keeps it."""
    if nilai in (None, "", []):
        return "(kosong)"
    medan = kolom(nama)
    if isinstance(medan, models.ForeignKey):
        return str(medan.remote_field.model._default_manager.filter(pk=nilai).first() or nilai)
    if isinstance(medan, models.DateField):
        return date_format(date.fromisoformat(nilai), "j F Y")
    return str(dict(medan.flatchoices).get(nilai, nilai))


def kurang(usaha: Usaha, pelaku: PelakuUsaha | None) -> list[str]:
    """List the fields that must be filled in before sending. A business without a fixed place needs no address."""
    wajib: Iterable[str] = WAJIB
    if usaha.jenis_tempat != JenisTempat.TETAP:
        wajib = [nama for nama in WAJIB if nama != "usaha.alamat"]
    return [nama for nama in wajib if nilai(usaha, pelaku, nama) in (None, "")]


@dataclass(frozen=True)
class Kemajuan:
    """How far a section is: `lengkap` when nothing is empty that could be filled, `perlu` when sending needs it.

    `diminta`: the office sent the case back for something in it.
    """

    bagian: Bagian
    terisi: int
    dari: int
    perlu: bool = False
    diminta: bool = False

    @property
    def lengkap(self) -> bool:
        return self.terisi == self.dari


# Empty is a full answer for these.
BOLEH_KOSONG = {"pelaku.domisili_luar", "usaha.bulan_mulai", "usaha.rt", "usaha.rw", "usaha.tautan"}


def kemajuan(usaha: Usaha, pelaku: PelakuUsaha | None) -> list[Kemajuan]:
    """Count what is filled in per section, in the order in which people meet them."""
    baris: dict[str, Any] = {
        "keuangan": usaha.keuangan.terbuka(),
        "legalitas": usaha.legalitas.terbuka(),
        "foto": usaha.foto,
    }
    belum = set(kurang(usaha, pelaku))
    minta = _diminta(usaha)
    hasil = []
    for bagian in BAGIAN.values():
        if bagian.isian:
            dihitung = [nama for nama in bagian.isian if _dihitung(usaha, pelaku, nama)]
            terisi = sum(nilai(usaha, pelaku, nama) not in (None, "", []) for nama in dihitung)
            hasil.append(
                Kemajuan(
                    bagian,
                    terisi,
                    len(dihitung),
                    not belum.isdisjoint(bagian.isian),
                    not minta.isdisjoint(bagian.isian),
                )
            )
        else:
            hasil.append(Kemajuan(bagian, int(baris[bagian.kode].exists()), 1, diminta=bagian.kode in minta))
    return hasil


def _dihitung(usaha: Usaha, pelaku: PelakuUsaha | None, nama: str) -> bool:
    if nama in BOLEH_KOSONG or nama in ("usaha.lintang", "usaha.bujur"):
        return False
    if nama in ("pelaku.desa", "pelaku.alamat") and pelaku is not None and pelaku.domisili_luar:
        return False
    return nama != "usaha.alamat" or usaha.jenis_tempat == JenisTempat.TETAP
