"""The papers of accountability: what stands on each, and what is still missing before a class is closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.formats import date_format

from inti import bilangan, uang
from pelatihan import kalimat_spj
from pelatihan.actions.kehadiran import terakhir
from pelatihan.enums import (
    BERKURSI,
    DIHITUNG_HADIR,
    SPJ_PER_HARI,
    AsalTanda,
    JenisBukti,
    JenisSpj,
    Kehadiran,
    KolomSpj,
    PeranPelatih,
    StatusPeserta,
)
from pelatihan.models import Angkatan, BentukSpj, BuktiSpj, DataSpj, KolomBentuk, PenandaSpj, Peserta, Sesi
from pelatihan.nilai import tulis as tulis_nilai

K = KolomSpj
TITIK = "………………………………"
_NOMOR = {
    JenisSpj.UNDANGAN: ("nomor_undangan", "tanggal_undangan"),
    JenisSpj.LAMPIRAN_SK: ("nomor_sk", "tanggal_sk"),
    JenisSpj.BERITA_ACARA: ("nomor_berita_acara", "tanggal_berita_acara"),
}


class Kolom(NamedTuple):
    jenis: str
    judul: str


class Lembar(NamedTuple):
    """What stands on a paper, ready for the printer and for the spreadsheet alike."""

    bentuk: BentukSpj
    nomor: str
    tanggal: date
    pembuka: str
    pasangan: list[tuple[str, str]]
    kolom: list[Kolom]
    baris: list[list[str]]
    jumlah: int | None
    penutup: str
    tempat: str
    penanda: list[dict[str, str]]


def hari(angkatan: Angkatan) -> list[date]:
    """Return the days on which the class meets."""
    return sorted({timezone.localdate(s.mulai) for s in angkatan.sesi.all()})


def bentuk() -> Any:
    """Return the papers in use with their columns and signers."""
    penanda = PenandaSpj.objects.select_related("jabatan").prefetch_related("jabatan__pejabat")
    return BentukSpj.objects.filter(aktif=True).prefetch_related("kolom", Prefetch("penanda", penanda))


def memuat_nik(satu: BentukSpj) -> bool:
    """Tell whether a paper has the column that needs a permission and a reason."""
    return any(k.kolom == K.NIK for k in satu.kolom.all())


def susun(
    angkatan: Angkatan, satu: BentukSpj, *, pada: date | None = None, nik: Mapping[int, str] | None = None
) -> Lembar:
    """Compose a paper of a class; `pada` is its day where it is one of each day.

    `nik` gives the NIK of participants by their key; without it the column stays empty, to be written by hand.
    """
    data = DataSpj.objects.filter(angkatan=angkatan).first() or DataSpj(angkatan=angkatan)
    orang = daftar_orang(angkatan)
    tanda = _tanda(angkatan, pada)
    hadir = {p.pk for p in orang if tanda.get(p.pk, "") in DIHITUNG_HADIR}
    muat = [p for p in orang if p.pk in hadir] if satu.jenis == JenisSpj.TRANSPORT else orang
    nomor, tanggal = _nomor(satu, data, pada or _bawaan(satu, angkatan))
    pelatih = pelatih_utama(angkatan)
    fakta = _fakta(angkatan, data, pada, orang, len(hadir)) | {
        "nomor": nomor,
        "tanggal": kata_hari(tanggal),
        "pelatih": pelatih,
    }
    kolom = list(satu.kolom.all())
    isi = {"tanda": tanda, "nik": nik or {}, "transport": data.transport}
    return Lembar(
        bentuk=satu,
        nomor=nomor,
        tanggal=tanggal,
        pembuka=kalimat_spj.isi(satu.pembuka, fakta),
        pasangan=_pasangan(satu, fakta),
        kolom=_judul_kolom(kolom),
        baris=[[_sel(k.kolom, n, p, isi) for k in kolom] for n, p in enumerate(muat, 1)],
        jumlah=_jumlah(satu, kolom, data, len(muat)),
        penutup=kalimat_spj.isi(satu.penutup, fakta),
        tempat=settings.NAMA_KABUPATEN.removeprefix("Kabupaten "),
        penanda=[_penanda(t, tanggal, pelatih) for t in satu.penanda.all()],
    )


def daftar_orang(angkatan: Angkatan) -> list[Peserta]:
    """Return who has a seat of his own, by name."""
    lengkap = angkatan.peserta.filter(status__in=BERKURSI).select_related("pelaku", "usaha__desa__kecamatan", "nilai")
    return list(lengkap.order_by("pelaku__nama", "pk"))


def _tanda(angkatan: Angkatan, pada: date | None) -> dict[int, str]:
    """Return the mark of each participant: of one day, or of the whole class; the best of several sessions counts.

    What participants marked themselves counts once the list is closed.
    """
    hasil: dict[int, str] = {}
    nilai = {k: n for n, k in enumerate((*DIHITUNG_HADIR, Kehadiran.IZIN, Kehadiran.SAKIT, Kehadiran.ALPA))}
    for sesi in angkatan.sesi.all():
        if pada is not None and timezone.localdate(sesi.mulai) != pada:
            continue
        for pk, satu in terakhir(sesi).items():
            if satu.keadaan not in nilai or (satu.asal == AsalTanda.MANDIRI and sesi.ditutup_pada is None):
                continue
            if pk not in hasil or nilai[Kehadiran(satu.keadaan)] < nilai[Kehadiran(hasil[pk])]:
                hasil[pk] = satu.keadaan
    return hasil


def _sel(kolom: str, n: int, peserta: Peserta, isi: Mapping[str, Any]) -> str:
    usaha, nilai = peserta.usaha, getattr(peserta, "nilai", None)
    tanda = isi["tanda"].get(peserta.pk, "")
    return {
        K.NO: lambda: str(n),
        K.NAMA: lambda: peserta.pelaku.nama,
        K.NIK: lambda: isi["nik"].get(peserta.pk, ""),
        K.KELAMIN: lambda: peserta.pelaku.jenis_kelamin,
        K.USAHA: lambda: usaha.nama,
        K.NOMOR: lambda: usaha.nomor,
        K.DESA: lambda: usaha.desa.nama,
        K.KECAMATAN: lambda: usaha.desa.kecamatan.nama,
        K.KEHADIRAN: lambda: Kehadiran(tanda).label if tanda else "",
        K.TES_AWAL: lambda: tulis_nilai(nilai.awal) if nilai else "",
        K.TES_AKHIR: lambda: tulis_nilai(nilai.akhir) if nilai else "",
        K.TRANSPORT: lambda: "" if isi["transport"] is None else bilangan.tulis(isi["transport"]),
        K.TANDA_TANGAN: lambda: f"{n}.",
        K.KETERANGAN: lambda: "",
    }[K(kolom)]()


def _judul_kolom(kolom: Sequence[KolomBentuk]) -> list[Kolom]:
    """Return the headings; two that read alike are told apart, for the spreadsheet knows a column by its heading."""
    hasil: list[Kolom] = []
    for k in kolom:
        sama = sum(h.judul == k.tertulis or h.judul.startswith(f"{k.tertulis} (") for h in hasil)
        hasil.append(Kolom(k.kolom, f"{k.tertulis} ({sama + 1})" if sama else k.tertulis))
    return hasil


def _jumlah(satu: BentukSpj, kolom: Sequence[KolomBentuk], data: DataSpj, orang: int) -> int | None:
    berjumlah = data.transport is not None and any(k.kolom == K.TRANSPORT for k in kolom)
    return orang * (data.transport or 0) if berjumlah else None


def _bawaan(satu: BentukSpj, angkatan: Angkatan) -> date:
    """Return the day of a paper that has none yet: what goes out before the class is of today, and never later."""
    if satu.jenis in (JenisSpj.UNDANGAN, JenisSpj.LAMPIRAN_SK):
        return min(timezone.localdate(), timezone.localdate(angkatan.mulai))
    return timezone.localdate(angkatan.selesai)


def _nomor(satu: BentukSpj, data: DataSpj, bawaan: date) -> tuple[str, date]:
    if satu.jenis not in _NOMOR:
        return "", bawaan
    nomor, tanggal = _NOMOR[JenisSpj(satu.jenis)]
    return getattr(data, nomor) or TITIK, getattr(data, tanggal) or bawaan


def _fakta(
    angkatan: Angkatan, data: DataSpj, pada: date | None, orang: Sequence[Peserta], hadir: int
) -> dict[str, str]:
    sesi = [s for s in angkatan.sesi.all() if pada is None or timezone.localdate(s.mulai) == pada]
    lokasi = ", ".join(k for k in (angkatan.tempat, angkatan.alamat, str(angkatan.desa or "")) if k)
    return {
        "pelatihan": angkatan.kurikulum.nama,
        "angkatan": angkatan.nama,
        "jp": str(sum(s.jp for s in angkatan.sesi.all())),
        "hari": _rentang(sesi),
        "jam": _jam(sesi),
        "tempat": lokasi or angkatan.get_medium_display(),
        "kegiatan": data.kegiatan,
        "rekening": data.rekening,
        "dana": angkatan.sumber_dana,
        "kursi": str(len(orang)),
        "hadir": str(hadir),
        "lulus": str(sum(p.status == StatusPeserta.LULUS for p in orang)),
    }


def _pasangan(satu: BentukSpj, fakta: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what stands above the list. A letter tells it in its sentences, but when and where in lines of its own."""
    if satu.jenis == JenisSpj.UNDANGAN:
        pilih = [("Hari, tanggal", "hari"), ("Jam", "jam"), ("Tempat", "tempat"), ("Acara", "pelatihan")]
    elif satu.jenis == JenisSpj.BERITA_ACARA:
        pilih = []
    else:
        pilih = [
            ("Pelatihan", "pelatihan"),
            ("Angkatan", "angkatan"),
            ("Hari, tanggal", "hari"),
            ("Tempat", "tempat"),
            ("Kegiatan", "kegiatan"),
            ("Kode rekening", "rekening"),
            ("Sumber dana", "dana"),
        ]
    return [(label, fakta[kunci]) for label, kunci in pilih if fakta[kunci]]


def _penanda(tanda: PenandaSpj, tanggal: date, pelatih: str) -> dict[str, str]:
    """Return what is printed under the place for a signature: who held the office on the day of the paper."""
    if tanda.jabatan is None:
        return {"sebagai": tanda.sebagai, "jabatan": "Pelatih", "nama": pelatih or TITIK, "pangkat": "", "nip": ""}
    pejabat = tanda.jabatan.pejabat_pada(tanggal)
    kosong = {"jabatan": tanda.jabatan.nama, "nama": TITIK, "pangkat": "", "nip": ""}
    return {"sebagai": tanda.sebagai} | (pejabat.tercetak if pejabat else kosong)


def pelatih_utama(angkatan: Angkatan) -> str:
    """Return the name of who teaches the class; of several the first."""
    semua = angkatan.pelatih.select_related("akun").order_by("pk")
    utama = [p.akun.nama for p in semua if p.peran == PeranPelatih.UTAMA]
    return utama[0] if utama else ""


def kata_hari(tanggal: date) -> str:
    """Write a day as a paper does: "23 November 2026"."""
    return date_format(tanggal, "j F Y")


def _rentang(sesi: Sequence[Sesi]) -> str:
    semua = sorted({timezone.localdate(s.mulai) for s in sesi})
    if not semua:
        return ""
    awal, akhir = semua[0], semua[-1]
    return date_format(awal, "l, j F Y") if awal == akhir else f"{kata_hari(awal)} sampai {kata_hari(akhir)}"


def _jam(sesi: Sequence[Sesi]) -> str:
    if not sesi:
        return ""
    mulai, selesai = (timezone.localtime(s) for s in (min(s.mulai for s in sesi), max(s.selesai for s in sesi)))
    return f"{mulai:%H.%M} sampai {selesai:%H.%M} WIB" if mulai.date() == selesai.date() else f"mulai {mulai:%H.%M} WIB"


def kata_jumlah(jumlah: int) -> str:
    """Write the total with its words: "Rp3.000.000 (tiga juta rupiah)"."""
    return f"{uang.tulis(jumlah)} ({uang.terbilang(jumlah)})"


def kurang(angkatan: Angkatan, *, kini: datetime | None = None) -> list[str]:
    """Say what of the accountability of a class is still missing, in the order in which it is done."""
    kini = kini or timezone.now()
    sesi = list(angkatan.sesi.order_by("mulai"))
    hasil = [] if sesi else ["Kelas ini belum punya jadwal sesi."]
    terbuka = [timezone.localtime(s.mulai) for s in sesi if s.ditutup_pada is None]
    hasil += [f"Daftar hadir {kata_hari(saat.date())} pukul {saat:%H.%M} belum ditutup." for saat in terbuka]
    hasil += kurang_berkas(angkatan, kini=kini)
    if angkatan.kurikulum.nilai_min:
        tanpa = angkatan.peserta.filter(status=StatusPeserta.TERDAFTAR, nilai__akhir=None).count()
        if tanpa:
            hasil.append(f"{tanpa} peserta belum punya nilai tes akhir.")
    return hasil


def kurang_berkas(angkatan: Angkatan, *, kini: datetime | None = None) -> list[str]:
    """Say which papers of a class are still missing: scans, photos, and what the papers are filled in with."""
    kini = kini or timezone.now()
    sesi = list(angkatan.sesi.order_by("mulai"))
    data = DataSpj.objects.filter(angkatan=angkatan).first()
    bukti = set(BuktiSpj.objects.filter(angkatan=angkatan).values_list("jenis", "sesi__mulai"))
    ada = {(jenis, timezone.localdate(saat) if saat else None) for jenis, saat in bukti}
    lewat = sorted({timezone.localdate(s.mulai) for s in sesi if s.mulai <= kini})
    wajib = [(JenisBukti.DAFTAR_HADIR, "daftar hadir bertanda tangan"), (JenisBukti.FOTO, "foto kegiatan")]
    if data is not None and data.transport:
        wajib.append((JenisBukti.TRANSPORT, "tanda terima transport"))
    hasil = [f"Belum ada {kata} untuk {kata_hari(h)}." for h in lewat for jenis, kata in wajib if (jenis, h) not in ada]
    if data is None or data.transport is None:
        hasil.append("Uang transport belum ditetapkan. Isi 0 bila memang tidak ada.")
    if data is None or not data.nomor_sk:
        hasil.append("Nomor SK peserta belum diisi.")
    if (JenisBukti.BERITA_ACARA, None) not in ada:
        hasil.append("Belum ada berita acara bertanda tangan.")
    return hasil


def per_hari(satu: BentukSpj) -> bool:
    """Tell whether there is one such paper for each day."""
    return satu.jenis in SPJ_PER_HARI
