"""Reads that serve a page: one class and one's own places. What everybody sees of classes is in `kalender`."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, Q
from django.utils import timezone

from inti import langsung
from inti.langsung import Bentuk
from inti.workflow import tersedia
from pelatihan import daftar_sertifikat, kesan, kursi, seleksi, syarat
from pelatihan.enums import AKTIF, CaraMasuk, StatusAngkatan, StatusPeserta
from pelatihan.kantor import pekerjaan as pekerjaan
from pelatihan.kantor import pintasan as pintasan
from pelatihan.models import Angkatan, Kelompok, Kuota, Materi, Peserta, Sesi
from pelatihan.permissions import diri, pengelola_peserta
from umkm.models import AksesPembantu, KepemilikanUsaha, PelakuUsaha, Usaha
from wilayah.models import Desa

A, S = StatusAngkatan, StatusPeserta


PELAKU = ("kode", "nama", "telepon", "akun", "jenis_kelamin", "disabilitas", "meninggal_pada", "digabung_ke")
USAHA = ("kode", "nomor", "nama", "status", "tahun_mulai", "bulan_mulai", "digabung_ke", "desa")
DESA = ("kecamatan", "nama")
PERLU = (*(f"pelaku__{n}" for n in PELAKU), *(f"usaha__{n}" for n in USAHA), *(f"usaha__desa__{n}" for n in DESA))
"""What enrolling asks of a person and a business; the rest of those long rows stays in the database."""
_PELAKU, _USAHA, _DESA = Bentuk(PelakuUsaha, "p", *PELAKU), Bentuk(Usaha, "u", *USAHA), Bentuk(Desa, "d", *DESA)
_MILIK = (
    f"SELECT {_PELAKU.sql}, {_USAHA.sql}, {_DESA.sql} FROM umkm_pelakuusaha p"  # noqa: S608 - names of columns
    " JOIN umkm_kepemilikanusaha m ON m.pelaku_id = p.id AND m.sampai IS NULL"
    " JOIN umkm_usaha u ON u.id = m.usaha_id AND u.digabung_ke_id IS NULL JOIN wilayah_desa d ON d.kode = u.desa_id"
    " WHERE p.akun_id = %s AND p.meninggal_pada IS NULL AND u.kode = %s ORDER BY m.sejak, m.id"
)
_KELAS = Bentuk(Angkatan, "a")
_BERKODE = f"SELECT {_KELAS.sql} FROM pelatihan_angkatan a WHERE a.kode = %s AND a.status <> %s"  # noqa: S608


def kelas_diumumkan(kode: str) -> Angkatan | None:
    """Return the class of this kode, None for one that was never announced."""
    baris = langsung.tanya(_BERKODE, [kode, A.RENCANA])
    return _KELAS.baca(baris[0]) if baris else None


def calon(user: Any, *, kode: str = "") -> list[tuple[PelakuUsaha, Usaha]]:
    """Return for whom this user may enrol, business by business (or for that of `kode` alone).

    Himself for a business of his own; where he helps, its owner, who may let him sit there instead.
    """
    if not user.is_authenticated:
        return []
    if kode and (milik := _milik_satu(user, kode)):
        return milik
    berjalan = KepemilikanUsaha.objects.berjalan().filter(usaha__digabung_ke=None, pelaku__meninggal_pada=None)
    if kode:
        berjalan = berjalan.filter(usaha__kode=kode)
    urut = berjalan.select_related("pelaku", "usaha__desa").only(*PERLU).order_by("usaha_id", "sejak", "pk")
    milik = [(m.pelaku, m.usaha) for m in urut.filter(pelaku__akun=user)]
    for pelaku, _ in milik:
        pelaku.akun = user  # known already: whoever asks for it shall not read it again
    sendiri = {usaha.pk for _, usaha in milik}
    dibantu = AksesPembantu.objects.berlaku().filter(akun=user).values("usaha")
    bantu = urut.filter(usaha__in=dibantu).exclude(usaha__in=sendiri).select_related("pelaku__akun", "usaha__desa")
    pertama = {m.usaha_id: (m.pelaku, m.usaha) for m in reversed(bantu)}
    return [*milik, *reversed(pertama.values())]


def _milik_satu(user: Any, kode: str) -> list[tuple[PelakuUsaha, Usaha]]:
    """Return the user with his business of this kode, as everybody asks who enrols for a business of his own."""
    hasil = []
    for baris in langsung.tanya(_MILIK, [user.pk, kode]):
        pelaku, usaha = _PELAKU.baca(baris[: len(_PELAKU)]), _USAHA.baca(baris[len(_PELAKU) : -len(_DESA)])
        pelaku.akun, usaha.desa = user, _DESA.baca(baris[-len(_DESA) :])
        hasil.append((pelaku, usaha))
    return hasil


def halaman_angkatan(angkatan: Angkatan, user: Any) -> dict[str, Any]:
    """Return what the page of one class shows, and what this user may do about it."""
    kuota = list(angkatan.kuota.select_related("kecamatan"))
    siapa = calon(user)
    orang = {pelaku for pelaku, _ in siapa}
    tempat = list(angkatan.peserta.filter(pelaku__in=orang, status__in=AKTIF).select_related("usaha")) if orang else []
    sudah = {p.pelaku_id for p in tempat}
    belum = [(pelaku, usaha) for pelaku, usaha in siapa if pelaku.pk not in sudah]
    usaha = [
        {
            "usaha": u,
            "pelaku": p,
            "sendiri": p.akun_id == user.pk,
            "halangan": halangan,
            "kosong": _ada_kursi(angkatan, kuota, p, u),
        }
        for (p, u), halangan in zip(belum, syarat.halangan_tiap(angkatan, belum), strict=True)
    ]
    return {
        "angkatan": angkatan,
        "kurikulum": angkatan.kurikulum,
        "sesi": angkatan.sesi.select_related("topik"),
        "kuota": kuota,
        "sisa": sum(k.sisa for k in kuota),
        "kursi": sum(k.jumlah for k in kuota),
        "menunggu": angkatan.peserta.filter(status=S.DAFTAR_TUNGGU).count(),
        "menerima": angkatan.menerima(),
        "peserta": tempat[0] if tempat else None,
        "berusaha": bool(siapa),
        "usaha": usaha,
        "dapat": any(not u["halangan"] for u in usaha),
        "mangkir": any(syarat.sering_mangkir(p) for p in {p for p, _ in belum}),
        "akhir_undur": syarat.akhir_undur(angkatan),
        **(_cara_memilih(angkatan) if angkatan.cara == CaraMasuk.SELEKSI else {"kriteria": ()}),
    }


def _ada_kursi(angkatan: Angkatan, kuota: list[Kuota], pelaku: PelakuUsaha, usaha: Usaha) -> bool:
    """Tell whether a seat is free that this person would get; pools that he does not fit may have free ones too."""
    semua = kursi.kuota_kembali(angkatan) and any(k.sisa for k in kuota)
    return semua or kursi.pilih(kuota, kursi.ciri(pelaku, usaha)) is not None


def _cara_memilih(angkatan: Angkatan) -> dict[str, Any]:
    """Return the rule by which a class selects, for everybody to read."""
    semua = list(angkatan.kriteria.all())
    return {
        "kriteria": semua,
        "aturan": seleksi.aturan(angkatan),
        "jumlah_bobot": sum(k.bobot for k in semua),
    }


def halaman_peserta(peserta: Peserta, user: Any) -> dict[str, Any]:
    """Return what the page of one's own place shows."""
    angkatan = peserta.angkatan
    batal = angkatan.riwayat.filter(ke=A.DIBATALKAN).last() if angkatan.status == A.DIBATALKAN else None
    kelompok = peserta.kelompok
    sesi = list(angkatan.sesi.select_related("topik").order_by("mulai"))
    berikut = next((s for s in sesi if s.selesai >= timezone.now()), None)
    return {
        "peserta": peserta,
        "angkatan": angkatan,
        "sebab_batal": batal.catatan if batal else "",
        "verba": _verba(peserta, user),
        "berikut": berikut,
        "berlangsung": berikut is not None and berikut.mulai <= timezone.now(),
        "sendiri": diri(user, peserta),
        "sesi": sesi,
        "materi": list(Materi.objects.bagi(peserta)),
        "urutan": urutan(peserta),
        "dikurangi": _pengurangan(peserta) if peserta.status == S.DAFTAR_TUNGGU else [],
        "ditanya": kesan.dapat_dijawab(peserta) if diri(user, peserta) else "",
        "rapor": seleksi.rapor(peserta) if angkatan.cara == CaraMasuk.SELEKSI else None,
        "usulan": getattr(peserta, "usulan", None) if angkatan.cara == CaraMasuk.USULAN else None,
        "hasil": daftar_sertifikat.hasil_satu(peserta) if peserta.status in daftar_sertifikat.BERHASIL else None,
        "akhir_undur": syarat.akhir_undur(angkatan),
        "kelompok": kelompok,
        "ketua": kelompok is not None and kelompok.ketua_id == peserta.pelaku_id,
    }


def _pengurangan(peserta: Peserta) -> list[Any]:
    """Return what was taken back of the seats of this class since one waits for them, with the reasons."""
    return list(peserta.angkatan.riwayat.filter(verba="kurangi_kursi", pada__gte=peserta.dibuat))


def _verba(peserta: Peserta, user: Any) -> set[str]:
    """Return what this user may still do about a place, without what the actions would refuse for its hour."""
    angkatan = peserta.angkatan
    hasil = {t.verba for t in tersedia(peserta, user)}
    akhir = syarat.akhir_undur(angkatan)
    if angkatan.sudah_mulai():
        hasil.discard("ganti")
    if peserta.status == S.TERDAFTAR and akhir is not None and akhir < timezone.now():
        return hasil if pengelola_peserta(user, peserta) else hasil - {"undur"}
    return hasil


JAWABAN = {
    S.DITAWARI: ("Menunggu jawabannya", "tunggu"),
    S.DAFTAR_TUNGGU: ("Menunggu kursi", "jalan"),
    S.TERDAFTAR: ("Ikut", "selesai"),
    S.LULUS: ("Ikut", "selesai"),
    S.TIDAK_LULUS: ("Ikut", "selesai"),
}
"""What the head of a group reads of the others; whatever else happened is not his business."""


def anggota(kelompok: Kelompok) -> list[dict[str, str]]:
    """Return what the head sees of his group: the number of each business and the answer, no more."""
    tempat = kelompok.peserta.exclude(pelaku=kelompok.ketua_id).select_related("usaha").order_by("pk")
    hasil = []
    for satu in tempat:
        kata, rupa = JAWABAN.get(S(satu.status), ("Tidak ikut", "netral"))
        hasil.append({"nomor": satu.usaha.nomor, "kata": kata, "rupa": rupa})
    return hasil


def urutan(peserta: Peserta) -> int | None:
    """Return the place on the waiting list, the first being 1; None for who does not wait."""
    if peserta.status != S.DAFTAR_TUNGGU:
        return None
    depan = Q(dikemudiankan=peserta.dikemudiankan, pk__lt=peserta.pk)
    if peserta.dikemudiankan:
        depan |= Q(dikemudiankan=False)
    depan = Q(peringkat__lt=peserta.peringkat) if peserta.peringkat else depan | Q(peringkat__isnull=False)
    return peserta.angkatan.peserta.filter(depan, status=S.DAFTAR_TUNGGU).count() + 1


def daftar_milik(user: Any, banyak: int = 50) -> dict[str, list[Peserta]]:
    """Return one's places as a page lists them: what asks for an answer, what comes next, and what is over."""
    kini, semua = timezone.now(), list(milik(user)[:banyak])
    nanti = [p for p in semua if p.status in AKTIF and p.angkatan.status != A.DIBATALKAN and p.angkatan.selesai >= kini]
    lalu = sorted((p for p in semua if p not in nanti), key=lambda p: p.angkatan.mulai, reverse=True)
    return {"nanti": sorted(nanti, key=lambda p: (p.sampai is None, p.sampai or p.angkatan.mulai)), "lalu": lalu}


def milik(user: Any) -> Any:
    """Return the places of this person and of the businesses that he helps, the latest first."""
    dibantu = AksesPembantu.objects.berlaku().filter(akun=user).values("usaha")
    sendiri = Q(pelaku__akun=user, pelaku__meninggal_pada=None) | Q(usaha__in=dibantu)
    lengkap = Peserta.objects.filter(sendiri).select_related("angkatan__kurikulum", "usaha")
    return lengkap.prefetch_related(Prefetch("angkatan__sesi", Sesi.objects.order_by("mulai"))).order_by("-pk")
