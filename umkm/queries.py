"""Reads that serve a page: what an official has to do, what an owner sees."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery, Value, prefetch_related_objects
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils import timezone

from akun.models import Pengguna
from akun.queries import petugas_berizin
from inti import uang
from inti.dokumen import Dokumen
from inti.perkara import hampir_lewat, lewat
from inti.workflow import lama_di_tangan, tersedia
from umkm import isian, permissions
from umkm.enums import Keadaan, StatusUsaha, StatusUsulan
from umkm.kalimat import catatan, kalimat
from umkm.models import (
    DugaanPelaku,
    DugaanUsaha,
    IsianUsulan,
    KepemilikanUsaha,
    KeuanganUsaha,
    PelakuUsaha,
    RiwayatUsaha,
    RiwayatUsulan,
    Usaha,
    Usulan,
)
from umkm.skala import BELUM_DIKETAHUI, PP7_2021, skala
from umkm.workflow import JANJI_VERIFIKASI

UMUR_DATA = timedelta(days=365)
"""How long the data of a verified business count as fresh."""


def antrean(user: Any) -> Any:
    """Return the businesses that wait for this official's office, the oldest promise first."""
    return Usaha.objects.terlihat_oleh(user).menunggu_kami().order_by("jatuh_tempo", "pk")


def hitung_antrean(user: Any) -> dict[str, int]:
    """Count the queue in one query: mine, nobody's, late, nearly late, all."""
    return antrean(user).aggregate(
        milik_saya=Count("pk", filter=Q(petugas=user)),
        belum_diambil=Count("pk", filter=Q(petugas=None)),
        lewat=Count("pk", filter=lewat()),
        hampir_lewat=Count("pk", filter=hampir_lewat()),
        menunggu=Count("pk"),
    )


def pekerjaan(user: Any) -> list[tuple[str, int, str, str]]:
    """Say what waits for this official, as rows of label, count, address and look. Two queries."""
    if not user.has_perm("umkm.verifikasi_usaha"):
        return []
    daftar = reverse("admin:umkm_usaha_changelist")
    jumlah = hitung_antrean(user)
    lain = _hitung_lain(user)
    baris = [
        (
            f"Lewat janji {JANJI_VERIFIKASI} hari kerja",
            jumlah["lewat"],
            f"{daftar}?antrean=menunggu&janji=lewat",
            "tolak",
        ),
        ("Hampir lewat janji", jumlah["hampir_lewat"], f"{daftar}?antrean=menunggu&janji=hampir", "tunggu"),
        ("Milik saya", jumlah["milik_saya"], f"{daftar}?antrean=milik_saya", "tunggu"),
        ("Belum diambil siapa pun", jumlah["belum_diambil"], f"{daftar}?antrean=belum_diambil", "jalan"),
        (
            "Usulan perubahan menunggu",
            lain["usulan"],
            reverse("admin:umkm_usulan_changelist") + "?antrean=menunggu",
            "jalan",
        ),
    ]
    for jenis, label in (("pelaku", "Orang yang diduga ganda"), ("usaha", "Usaha yang diduga ganda")):
        if user.has_perm(f"umkm.gabung_{jenis}"):
            url = reverse(f"admin:umkm_dugaan{jenis}_changelist") + "?antrean=belum"
            baris.append((label, lain[jenis], url, "netral"))
    return baris


def _hitung_lain(user: Any) -> dict[str, int]:
    """Count proposals and suspected doubles that wait, in one query."""
    menunggu = {
        "usulan": Usulan.objects.terlihat_oleh(user).filter(status=StatusUsulan.DIAJUKAN),
        "pelaku": DugaanPelaku.objects.terlihat_oleh(user).belum(),
        "usaha": DugaanUsaha.objects.terlihat_oleh(user).belum(),
    }
    satu, *lain = (
        qs.order_by().annotate(apa=Value(apa)).values("apa").annotate(n=Count("pk")).values_list("apa", "n")
        for apa, qs in menunggu.items()
    )
    return dict.fromkeys(menunggu, 0) | dict(satu.union(*lain, all=True))


def pemeriksa() -> Any:
    """Return the officials who may judge businesses, of any kecamatan."""
    return petugas_berizin("umkm.verifikasi_usaha")


def hitung_janji(petugas: Pengguna) -> dict[str, int]:
    """Count the promises that are past and nearly past in his hand; for who shares out the work, in everybody's."""
    perkara = antrean(petugas)
    if not petugas.has_perm("umkm.tugaskan_usaha"):
        perkara = perkara.filter(petugas=petugas)
    return perkara.aggregate(lewat=Count("pk", filter=lewat()), hampir=Count("pk", filter=hampir_lewat()))


def data_lama(*, dalam: int | None = None) -> Any:
    """Return the running verified businesses whose data nobody has vouched for in a year, each with `segar`.

    `segar` is the moment of the last verification, confirmation by the owner, or decided proposal. With
    `dalam`, only those that turned a year old within so many days.
    """
    batas = timezone.now() - UMUR_DATA
    usaha = Usaha.objects.utuh().filter(status=StatusUsaha.TERVERIFIKASI, keadaan=Keadaan.BUKA)
    usaha = usaha.annotate(segar=_segar()).filter(segar__lte=batas).order_by("pk")
    return usaha.filter(segar__gt=batas - timedelta(days=dalam)) if dalam else usaha


def _segar() -> Greatest:
    """The newest of what vouches for the data of a business; PostgreSQL's GREATEST passes over what is missing."""
    sendiri = RiwayatUsaha.objects.filter(usaha=OuterRef("pk"), verba__in=("verifikasi", "pastikan"))
    usulan = RiwayatUsulan.objects.filter(usulan__usaha=OuterRef("pk"), verba="putuskan")
    terakhir = (Subquery(baris.order_by("-pada").values("pada")[:1]) for baris in (sendiri, usulan))
    return Greatest(*terakhir)


def calon_petugas(usaha: Usaha) -> Any:
    """Return the officials who may judge this business, each with `beban`, the number of cases in hand; least first.

    Its owner, his helpers and whoever has it now are not among them.
    """
    bukan = [
        usaha.petugas_id,
        *KepemilikanUsaha.objects.berjalan().filter(usaha=usaha).values_list("pelaku__akun", flat=True),
        *usaha.pembantu.berlaku().values_list("akun", flat=True),
    ]
    return (
        pemeriksa_berbeban()
        .filter(Q(semua_kecamatan=True) | Q(kecamatan=usaha.desa.kecamatan_id))
        .exclude(pk__in=[pk for pk in bukan if pk])
    )


def pemeriksa_berbeban() -> Any:
    """Return the officials who may judge businesses, each with `beban`, the number of cases in hand; least first."""
    beban = Usaha.objects.menunggu_kami().filter(petugas=OuterRef("pk")).order_by().values("petugas")
    jumlah = Coalesce(Subquery(beban.annotate(n=Count("pk")).values("n")), 0)
    return pemeriksa().annotate(beban=jumlah).order_by("beban", "nama")


def sebut_pekerja(usaha: Usaha) -> str:
    """Say the workers in one line; "" when they are not filled in."""
    if usaha.pekerja_laki is None or usaha.pekerja_perempuan is None:
        return ""
    bagian = [f"{usaha.pekerja_laki} laki-laki", f"{usaha.pekerja_perempuan} perempuan"]
    kata = " dan ".join(bagian)
    if usaha.pekerja_dibayar is not None:
        kata += f"; {usaha.pekerja_dibayar} dibayar, {usaha.pekerja_tak_dibayar} tidak"
    if usaha.pekerja_disabilitas:
        kata += f"; {usaha.pekerja_disabilitas} dengan disabilitas"
    return kata


def skala_usaha(usaha: Usaha) -> str:
    """Return the scale by PP 7/2021 from the latest amounts; the amounts themselves stay where they are."""
    angka = _angka_terakhir(usaha)
    return skala(modal=angka.modal if angka else None, omzet=angka.omzet if angka else None, berdiri=usaha.berdiri)


def kurang_skala(usaha: Usaha) -> dict[str, str] | None:
    """Name what the scale still waits for and where it is filled in; None when the scale is known.

    Which amount decides depends on the year in which the business began (PP 7/2021 Pasal 35).
    """
    if skala_usaha(usaha) != BELUM_DIKETAHUI:
        return None
    if usaha.berdiri is None:
        return {"kata": "tahun mulai usaha", "url": isian.alamat(usaha, "usaha.tahun_mulai")}
    kata = "modal usaha" if usaha.berdiri >= PP7_2021.berlaku_mulai else "penjualan setahun"
    return {"kata": kata, "url": isian.alamat(usaha, "keuangan")}


def _angka_terakhir(usaha: Usaha) -> KeuanganUsaha | None:
    """The newest year stands first; `all()` uses what a list has fetched beforehand."""
    return next((satu for satu in usaha.keuangan.all() if satu.ditutup_pada is None), None)


def halaman_usaha(usaha: Usaha, user: Any) -> dict[str, Any]:
    """Return what the owner's page of one business shows."""
    prefetch_related_objects([usaha], "riwayat")
    pelaku = usaha.pemilik
    kemajuan = isian.kemajuan(usaha, pelaku)
    kurang = isian.kurang(usaha, pelaku)
    return {
        "usaha": usaha,
        "pemilik_sendiri": permissions.pemilik(user, usaha),
        "verba": {t.verba for t in tersedia(usaha, user)},
        "kemajuan": kemajuan,
        "terisi": sum(k.lengkap for k in kemajuan),
        "kurang": [isian.label(n) for n in kurang],
        "mulai_dari": isian.alamat(usaha, kurang[0]).partition("#")[0] if kurang else "",
        "permintaan": usaha.perbaikan.filter(terbuka=True) if usaha.status == StatusUsaha.PERBAIKAN else [],
        "usulan": usulan_menunggu(usaha),
        "jam": lama_di_tangan(usaha),
        "langkah": langkah(usaha),
        "riwayat": riwayat(usaha, untuk_pemilik=True, pembaca=user),
        "alasan": _alasan(usaha),
        "bukti": bukti(usaha),
        "surat": usaha.legalitas.terbuka().exclude(berlaku_sampai=None),
        "jejak": usaha.rekam_jejak.all(),
        "skala": skala_usaha(usaha),
        "kurang_skala": kurang_skala(usaha),
        "terlambat": usaha.jatuh_tempo is not None and usaha.jatuh_tempo < timezone.localdate(),
        "data_lama": usaha.status == StatusUsaha.TERVERIFIKASI and data_lama().filter(pk=usaha.pk).first(),
    }


def bukti(usaha: Usaha) -> Dokumen | None:
    """Return the proof that stands, or None."""
    return usaha.dokumen.belum_dicabut().first()


def terperiksa(usaha: Usaha) -> set[str]:
    """Return the sections that were checked since the business was last sent or entered."""
    return terperiksa_dari(usaha.riwayat.order_by("pada", "pk"), usaha.pemeriksaan.order_by("pk"))


def terperiksa_dari(riwayat: Iterable[Any], pemeriksaan: Iterable[Any]) -> set[str]:
    """Return the same from rows that a page has fetched already; history in its order."""
    awal = next((r.pada for r in reversed(list(riwayat)) if r.verba in ("ajukan", "entri")), None)
    return {p.bagian for p in pemeriksaan if awal is None or p.dibuat >= awal}


def _alasan(usaha: Usaha) -> str:
    """Return why a business was refused or revoked, in the official's words."""
    verba = {StatusUsaha.DITOLAK: "tolak", StatusUsaha.DICABUT: "cabut"}.get(StatusUsaha(usaha.status))
    return next((r.catatan for r in reversed(usaha.riwayat.all()) if r.verba == verba), "")


def usulan_menunggu(usaha: Usaha) -> list[dict[str, Any]]:
    """Return the fields of the proposal that waits, old beside new, as people read them."""
    if usaha.status != StatusUsaha.TERVERIFIKASI:
        return []
    baris = IsianUsulan.objects.filter(usulan__usaha=usaha, usulan__status=StatusUsulan.DIAJUKAN)
    return [
        {
            "nama": i.nama,
            "label": isian.label(i.nama),
            "lama": isian.tampil_usulan(i.nama, i.lama),
            "baru": isian.tampil_usulan(i.nama, i.baru),
        }
        for i in baris
    ]


def isi_bagian(usaha: Usaha, pelaku: PelakuUsaha | None, kode: str, *, sendiri: bool) -> list[dict[str, str]]:
    """Return the answers of a section as rows of field, label, content and where to change it.

    `sendiri`: the owner reads his own record. A helper fills in, but what is specific personal data
    (NIK, amounts, the identity card) only shows that it is there.
    """
    bagian = isian.BAGIAN[kode]
    baris = [
        (nama, isian.label(nama), _jawaban(usaha, pelaku, nama, sendiri=sendiri), isian.alamat(usaha, nama))
        for nama in bagian.isian
        if nama not in ("usaha.lintang", "usaha.bujur")
    ]
    ke = isian.alamat(usaha, kode)
    if kode == "pemilik":
        ada = pelaku is not None and pelaku.foto_ktp_id is not None
        baris.append(("pelaku.nik", "Foto KTP", "Sudah diunggah" if ada else "", f"{ke}#id_foto_ktp"))
    elif kode == "tempat":
        baris.append(("usaha.lintang", "Titik di peta", "Sudah diambil" if usaha.lintang is not None else "", ke))
    elif kode == "foto":
        baris.append(("", "Foto", f"{n} foto" if (n := usaha.foto.count()) else "", ke))
    elif kode == "keuangan":
        baris.append(("", "Modal dan penjualan", _keuangan(usaha, sendiri=sendiri), ke))
    elif kode == "legalitas":
        baris.append(("", "Surat", "\n".join(str(s) for s in usaha.legalitas.terbuka()), ke))
    return [{"nama": nama, "label": label, "isi": isi, "url": url} for nama, label, isi, url in baris]


def _jawaban(usaha: Usaha, pelaku: PelakuUsaha | None, nama: str, *, sendiri: bool) -> str:
    isi = isian.tampil(usaha, pelaku, nama)
    return "Sudah diisi" if isi and nama == "pelaku.nik" and not sendiri else isi


def _keuangan(usaha: Usaha, *, sendiri: bool) -> str:
    baris = list(usaha.keuangan.terbuka())
    if not sendiri:
        return "Sudah diisi" if baris else ""
    return "\n".join(
        f"{b.tahun}: {nama} {uang.tulis(nilai)}"
        for b in baris
        for nama, nilai in (("modal", b.modal), ("penjualan", b.omzet))
        if nilai is not None
    )


def langkah(usaha: Usaha) -> list[dict[str, str]]:
    """Return the line of steps: what is behind, where the case stands, what comes."""
    urut = [
        ("Isi data", (StatusUsaha.DRAF, StatusUsaha.TERDATA, StatusUsaha.PERBAIKAN)),
        ("Menunggu petugas", (StatusUsaha.DIAJUKAN,)),
        ("Diperiksa", (StatusUsaha.DIPERIKSA,)),
        ("Tanda bukti", (StatusUsaha.TERVERIFIKASI, StatusUsaha.DITOLAK, StatusUsaha.DICABUT)),
    ]
    kini = next(i for i, (_, status) in enumerate(urut) if usaha.status in status)
    selesai = usaha.status == StatusUsaha.TERVERIFIKASI
    hasil = []
    for i, (kata, _) in enumerate(urut):
        rupa = "selesai" if i < kini or (i == kini and selesai) else "sekarang" if i == kini else "nanti"
        hasil.append({"kata": kata, "rupa": rupa, "catatan": usaha.get_status_display() if i == kini else ""})
    return hasil


def riwayat(usaha: Usaha, *, untuk_pemilik: bool, pembaca: Any = None) -> list[dict[str, Any]]:
    """Return history in sentences, the newest first."""
    return [
        {
            "pada": r.pada,
            "kalimat": kalimat(r, untuk_pemilik=untuk_pemilik, pembaca=pembaca),
            "catatan": catatan(r, untuk_pemilik=untuk_pemilik),
        }
        for r in reversed(usaha.riwayat.all())
    ]
