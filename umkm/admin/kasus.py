"""What the page of one business shows an official: the data by section, the checks, the doubles, in few queries."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects

from inti import nik as aturan_nik
from inti import sandi
from inti.workflow import lama_di_tangan
from umkm import isian as aturan
from umkm import permissions, queries
from umkm.enums import MENUNGGU_KAMI, WAJIB_DIPERIKSA, BagianPeriksa, StatusUsaha, StatusUsulan
from umkm.forms.petugas import PemeriksaanForm
from umkm.models import (
    DugaanPelaku,
    DugaanUsaha,
    KepemilikanUsaha,
    PelakuUsaha,
    PemeriksaanBagian,
    PermintaanPerbaikan,
    Usaha,
)


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

    @property
    def alamat(self) -> str:
        """The name of the address that takes the form."""
        return f"admin:umkm_usaha_periksa-{self.bagian.value.lower()}"


def siapkan(usaha: Usaha) -> None:
    """Fetch once what several parts of the page read."""
    pemilik = KepemilikanUsaha.objects.select_related("pelaku__desa__kecamatan", "surat")
    periksa = PemeriksaanBagian.objects.select_related("oleh", "berkas")
    prefetch_related_objects([usaha], "riwayat", Prefetch("kepemilikan", pemilik), Prefetch("pemeriksaan", periksa))


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
        "pekerja": queries.sebut_pekerja(usaha),
        "skala": queries.skala_usaha(usaha),
        "ada_keuangan": any(k.ditutup_pada is None for k in usaha.keuangan.all()),
        "legalitas": usaha.legalitas.terbuka().select_related("berkas"),
        "foto": usaha.foto.select_related("berkas"),
        "formulir": usaha.formulir if permissions.pembaca_kertas(user, usaha) else None,
        "lain": _pemilik_lain(usaha, pelaku),
        "usaha_lain": _usaha_lain(usaha, pelaku, user),
        "periksa": periksa,
        "kurang_periksa": [p.bagian.label for p in periksa if p.wajib and not p.berlaku],
        "kurang": [aturan.label(n) for n in aturan.kurang(usaha, pelaku)]
        if usaha.status == StatusUsaha.TERDATA
        else [],
        "jam": lama_di_tangan(usaha),
        "ganda": ganda(usaha, pelaku, user),
        "usulan": usaha.usulan.filter(status=StatusUsulan.DIAJUKAN).first(),
        "bukti": queries.bukti(usaha),
        "menunggu_kami": usaha.status in MENUNGGU_KAMI,
    }


def daftar_periksa(usaha: Usaha, *, dengan_form: bool) -> Any:
    """Yield each section that can be checked with its latest check. One from before the last sending counts no more."""
    sah = queries.terperiksa_dari(usaha.riwayat.all(), usaha.pemeriksaan.all())
    terakhir: dict[str, Any] = {}
    for baris in usaha.pemeriksaan.all():
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
    """Return the suspected doubles that `user` may see, and how many reach into a kecamatan he may not see.

    `pasangan` is the other side of a pair that the page is about.
    """
    tentang: list[tuple[Any, Any]] = [(DugaanUsaha, usaha)]
    if pelaku is not None:
        tentang.append((DugaanPelaku, pelaku))
    semua = [d for model, data in tentang for d in _dugaan(model, data, user)]
    sendiri = (usaha, pelaku)
    terlihat = [d for d in semua if d.terlihat]
    daftar = [sebut_dugaan(d) | {"pasangan": d.b if d.a in sendiri else d.a} for d in terlihat]
    return {"daftar": daftar, "luar": len(semua) - len(terlihat)}


def _dugaan(model: Any, data: Any, user: Any) -> QuerySet[Any]:
    """Return the suspected doubles of a record, each with `terlihat`: whether `user` may see both sides."""
    terlihat = model.objects.terlihat_oleh(user).filter(pk=OuterRef("pk"))
    return model.objects.belum().tentang(data).annotate(terlihat=Exists(terlihat)).select_related("a", "b")


def sebut_dugaan(dugaan: Any) -> dict[str, Any]:
    alasan = dict(dugaan._meta.get_field("alasan").base_field.choices)
    return {
        "jenis": dugaan._meta.model_name,
        "pk": dugaan.pk,
        "a": dugaan.a,
        "b": dugaan.b,
        "alasan": ", ".join(str(alasan[a]) for a in dugaan.alasan),
    }


def berkas_terlihat(usaha: Usaha, user: Any) -> set[int]:
    """Return the keys of the files of a business that `user` may see without a reason: never the KTP.

    Papers show a NIK in ink, so a trainer, who may open none, sees the photos alone.
    """
    kunci = list(usaha.foto.values_list("berkas", flat=True))
    if permissions.pembaca_kertas(user, usaha):
        kunci += usaha.legalitas.values_list("berkas", flat=True)
        kunci += usaha.pemeriksaan.values_list("berkas", flat=True)
        kunci += usaha.kepemilikan.values_list("surat", flat=True)
        kunci.append(usaha.formulir_id)
    return {pk for pk in kunci if pk}


# Lines that are read together stand on one, unless one of them was asked to be mended.
SEBARIS = {
    "pelaku.jenis_kelamin": ("Lahir", ("pelaku.tanggal_lahir",)),
    "pelaku.desa": ("Tempat tinggal", ("pelaku.alamat", "pelaku.domisili_luar")),
    "usaha.tahun_mulai": ("Mulai", ("usaha.bulan_mulai",)),
    "usaha.alamat": ("Jalan atau dusun", ("usaha.rt", "usaha.rw")),
}
DI_TEMPAT_LAIN = {"usaha.nama", "usaha.lintang", "usaha.bujur"}


def _bagian(usaha: Usaha, pelaku: PelakuUsaha | None) -> dict[str, list[Baris]]:
    """Return the lines of each section that has fields; the page sets workers, amounts, papers and photos itself."""
    diminta = _diminta(usaha)
    hasil = {b.kode: _baris(usaha, pelaku, b.isian, diminta) for b in aturan.BAGIAN.values()}
    utuh = [Baris(n, aturan.BAGIAN[n].judul, "", kalimat) for n, kalimat in diminta.items() if n in aturan.BAGIAN]
    return hasil | {"diminta": utuh}


def _baris(usaha: Usaha, pelaku: PelakuUsaha | None, isian: tuple[str, ...], diminta: dict[str, str]) -> list[Baris]:
    lewati = {n for n in DI_TEMPAT_LAIN if n not in diminta}
    baris = []
    for nama in isian:
        if nama in lewati:
            continue
        label, lain = SEBARIS.get(nama, ("", ()))
        satukan = bool(label) and not diminta.keys() & {nama, *lain}
        if satukan:
            lewati |= set(lain)
            isi = _gabung(nama, [aturan.tampil(usaha, pelaku, n) for n in (nama, *lain)])
        else:
            isi = aturan.tampil(usaha, pelaku, nama)
        baris.append(Baris(nama, label if satukan else aturan.label(nama), isi, diminta.get(nama, "")))
    return baris


def _gabung(nama: str, isi: list[str]) -> str:
    """Write the values of one line: "7 Agustus 1990, perempuan", "Mei 2019", "Jl. Melati RT 003/RW 001"."""
    if nama == "pelaku.jenis_kelamin":
        return ", ".join(teks for teks in (isi[1], isi[0].lower()) if teks)
    if nama == "usaha.tahun_mulai":
        return f"{isi[1]} {isi[0]}".strip()
    if nama == "usaha.alamat":
        return f"{isi[0]} RT {isi[1] or '–'}/RW {isi[2] or '–'}".strip() if isi[1] or isi[2] else isi[0]
    return ", ".join(teks for teks in (*isi[1:], isi[0]) if teks)


def _diminta(usaha: Usaha) -> dict[str, str]:
    """Return what was asked in the last round of mending, by field, while the case is being worked on."""
    if usaha.status not in (*MENUNGGU_KAMI, StatusUsaha.PERBAIKAN):
        return {}
    terakhir = next((r.pada for r in reversed(usaha.riwayat.all()) if r.verba == "minta_perbaikan"), None)
    if terakhir is None:
        return {}
    baris = PermintaanPerbaikan.objects.filter(usaha=usaha, dibuat__gte=terakhir)
    return dict(baris.values_list("isian", "kalimat"))


def _peta(usaha: Usaha) -> str:
    if usaha.lintang is None:
        return ""
    titik = f"{usaha.lintang}/{usaha.bujur}"
    return f"https://www.openstreetmap.org/?mlat={usaha.lintang}&mlon={usaha.bujur}#map=18/{titik}"


def _pemilik_lain(usaha: Usaha, pelaku: PelakuUsaha | None) -> list[Any]:
    """Return who else stands behind the business, now or before."""
    return [k for k in usaha.kepemilikan.all() if pelaku is None or k.pelaku_id != pelaku.pk]


def _usaha_lain(usaha: Usaha, pelaku: PelakuUsaha | None, user: Any) -> Any:
    if pelaku is None:
        return Usaha.objects.none()
    milik = Q(kepemilikan__pelaku=pelaku, kepemilikan__sampai=None)
    return Usaha.objects.terlihat_oleh(user).utuh().filter(milik).exclude(pk=usaha.pk).distinct()
