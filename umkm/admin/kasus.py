"""What the page of one business shows an official: the data by section, the checks, the doubles, in few queries."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from inti import nik as aturan_nik
from inti import sandi
from umkm import isian as aturan
from umkm import permissions, queries
from umkm.actions import bukti
from umkm.actions.periksa import terperiksa
from umkm.enums import MENUNGGU_KAMI, WAJIB_DIPERIKSA, BagianPeriksa, StatusUsaha, StatusUsulan
from umkm.forms.petugas import PemeriksaanForm
from umkm.models import DugaanPelaku, DugaanUsaha, PelakuUsaha, PermintaanPerbaikan, Usaha


class Baris(NamedTuple):
    """A line of a section: what, its value as people read it, and what the owner was last asked to mend in it."""

    nama: str
    label: str
    isi: str
    diminta: str = ""


class BarisPeriksa(NamedTuple):
    """A section of the check list: its latest check, whether that still counts, and the form of the next."""

    bagian: BagianPeriksa
    wajib: bool
    terakhir: Any
    berlaku: bool
    form: PemeriksaanForm | None


def kasus(usaha: Usaha, user: Any) -> dict[str, Any]:
    """Gather what stands on the page of a business besides its decision buttons."""
    pelaku = usaha.pemilik
    boleh_periksa = usaha.status in MENUNGGU_KAMI and permissions.petugas(user, usaha)
    periksa = list(daftar_periksa(usaha, dengan_form=boleh_periksa))
    return {
        "usaha": usaha,
        "pelaku": pelaku,
        "bagian": _bagian(usaha, pelaku),
        "peringatan": peringatan(pelaku),
        "peta": _peta(usaha),
        "pekerja": _pekerja(usaha),
        "skala": queries.skala_usaha(usaha),
        "ada_keuangan": usaha.keuangan.exists(),
        "legalitas": usaha.legalitas.select_related("berkas"),
        "foto": usaha.foto.select_related("berkas"),
        "formulir": usaha.formulir,
        "lain": _pemilik_lain(usaha, pelaku),
        "usaha_lain": _usaha_lain(usaha, pelaku, user),
        "periksa": periksa,
        "kurang_periksa": [p.bagian.label for p in periksa if p.wajib and not p.berlaku],
        "kurang": [aturan.label(n) for n in aturan.kurang(usaha, pelaku)]
        if usaha.status == StatusUsaha.TERDATA
        else [],
        "jam": queries.jam_usaha(usaha),
        "ganda": ganda(usaha, pelaku, user),
        "usulan": usaha.usulan.filter(status=StatusUsulan.DIAJUKAN).first(),
        "bukti": bukti.berlaku(usaha),
        "menunggu_kami": usaha.status in MENUNGGU_KAMI,
    }


def daftar_periksa(usaha: Usaha, *, dengan_form: bool) -> Any:
    """Yield each section that can be checked with its latest check. One from before the last sending counts no more."""
    sah = terperiksa(usaha)
    terakhir: dict[str, Any] = {}
    for baris in usaha.pemeriksaan.select_related("oleh", "berkas"):
        terakhir.setdefault(baris.bagian, baris)
    for bagian in BagianPeriksa:
        form = PemeriksaanForm(bagian=bagian) if dengan_form else None
        yield BarisPeriksa(bagian, bagian in WAJIB_DIPERIKSA, terakhir.get(bagian), bagian in sah, form)


def peringatan(pelaku: PelakuUsaha | None) -> list[str]:
    """Return what the NIK contradicts, without a digit of it, so that nobody need open it to find out."""
    if pelaku is None or not pelaku.nik_sandi:
        return []
    try:
        nik = aturan_nik.urai(sandi.dekripsi(pelaku.nik_sandi))
    except ValidationError as galat:
        return list(galat.messages)
    return aturan_nik.peringatan(nik, tanggal_lahir=pelaku.tanggal_lahir, jenis_kelamin=pelaku.jenis_kelamin)


def ganda(usaha: Usaha, pelaku: PelakuUsaha | None, user: Any) -> dict[str, Any]:
    """Return the suspected doubles that `user` may see, and how many reach into a kecamatan he may not see."""
    tentang: list[QuerySet[Any]] = [DugaanUsaha.objects.belum().tentang(usaha)]
    if pelaku is not None:
        tentang.append(DugaanPelaku.objects.belum().tentang(pelaku))
    terlihat = [d for qs in tentang for d in qs.terlihat_oleh(user).select_related("a", "b")]  # type: ignore[attr-defined]
    return {"daftar": [sebut_dugaan(d) for d in terlihat], "luar": sum(qs.count() for qs in tentang) - len(terlihat)}


def sebut_dugaan(dugaan: Any) -> dict[str, Any]:
    alasan = dict(dugaan._meta.get_field("alasan").base_field.choices)
    return {
        "jenis": dugaan._meta.model_name,
        "pk": dugaan.pk,
        "a": dugaan.a,
        "b": dugaan.b,
        "alasan": ", ".join(str(alasan[a]) for a in dugaan.alasan),
    }


def berkas_terlihat(usaha: Usaha) -> set[int]:
    """Return the keys of the files that belong to a business and need no reason to be seen: not the KTP."""
    kunci = [
        *usaha.foto.values_list("berkas", flat=True),
        *usaha.legalitas.values_list("berkas", flat=True),
        *usaha.pemeriksaan.values_list("berkas", flat=True),
        *usaha.kepemilikan.values_list("surat", flat=True),
        usaha.formulir_id,
    ]
    return {pk for pk in kunci if pk}


def _bagian(usaha: Usaha, pelaku: PelakuUsaha | None) -> dict[str, list[Baris]]:
    """Return the lines of each section that has fields; the page sets workers, amounts, papers and photos itself."""
    diminta = _diminta(usaha)
    gabung = {"usaha.rt", "usaha.rw", "usaha.lintang", "usaha.bujur", "usaha.bulan_mulai"}
    return {
        bagian.kode: [
            Baris(nama, aturan.label(nama), _isi(usaha, pelaku, nama), diminta.get(nama, ""))
            for nama in bagian.isian
            if nama not in gabung or nama in diminta
        ]
        for bagian in aturan.BAGIAN.values()
    } | {"diminta": [Baris(n, aturan.BAGIAN[n].judul, "", k) for n, k in diminta.items() if n in aturan.BAGIAN]}


def _isi(usaha: Usaha, pelaku: PelakuUsaha | None, nama: str) -> str:
    isi = aturan.tampil(usaha, pelaku, nama)
    if nama == "usaha.alamat" and (usaha.rt or usaha.rw):
        return f"{isi} RT {usaha.rt or '–'}/RW {usaha.rw or '–'}".strip()
    if nama == "usaha.tahun_mulai" and usaha.bulan_mulai:
        return f"{aturan.tampil(usaha, pelaku, 'usaha.bulan_mulai')} {isi}"
    return isi


def _diminta(usaha: Usaha) -> dict[str, str]:
    """Return what was asked in the last round of mending, by field, while the case is being worked on."""
    if usaha.status not in (*MENUNGGU_KAMI, StatusUsaha.PERBAIKAN):
        return {}
    terakhir = usaha.riwayat.filter(verba="minta_perbaikan").order_by("-pk").values_list("pada", flat=True).first()
    if terakhir is None:
        return {}
    baris = PermintaanPerbaikan.objects.filter(usaha=usaha, dibuat__gte=terakhir)
    return dict(baris.values_list("isian", "kalimat"))


def _kurang(usaha: Usaha, pelaku: PelakuUsaha | None) -> list[str]:
    """Name what is still empty in a record that rests on a paper form; the owner's own is complete when it arrives."""
    return [aturan.label(n) for n in aturan.kurang(usaha, pelaku)] if usaha.status == StatusUsaha.TERDATA else []


def _peta(usaha: Usaha) -> str:
    if usaha.lintang is None:
        return ""
    titik = f"{usaha.lintang}/{usaha.bujur}"
    return f"https://www.openstreetmap.org/?mlat={usaha.lintang}&mlon={usaha.bujur}#map=18/{titik}"


def _pekerja(usaha: Usaha) -> str:
    if usaha.pekerja_laki is None or usaha.pekerja_perempuan is None:
        return ""
    bagian = [f"{usaha.pekerja_laki} laki-laki", f"{usaha.pekerja_perempuan} perempuan"]
    kata = " dan ".join(bagian)
    if usaha.pekerja_dibayar is not None:
        kata += f"; {usaha.pekerja_dibayar} dibayar, {usaha.pekerja_tak_dibayar} tidak"
    if usaha.pekerja_disabilitas:
        kata += f"; {usaha.pekerja_disabilitas} dengan disabilitas"
    return kata


def _pemilik_lain(usaha: Usaha, pelaku: PelakuUsaha | None) -> list[Any]:
    """Return who else stands behind the business, now or before."""
    return [k for k in usaha.kepemilikan.all() if pelaku is None or k.pelaku_id != pelaku.pk]


def _usaha_lain(usaha: Usaha, pelaku: PelakuUsaha | None, user: Any) -> Any:
    if pelaku is None:
        return Usaha.objects.none()
    milik = Q(kepemilikan__pelaku=pelaku, kepemilikan__sampai=None)
    return Usaha.objects.terlihat_oleh(user).utuh().filter(milik).exclude(pk=usaha.pk).distinct()
