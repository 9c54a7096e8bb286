"""The addresses of training, filled in with what the small world holds."""

from __future__ import annotations

from typing import Any

from tests.pelatihan.pabrik_dunia import DuniaPelatihan

# What one person has a page for in every status.
BANYAK_RUPA = {"pelatihan:angkatan", "pelatihan:peserta"}
TANPA_HALAMAN = {
    "pelatihan:peserta_sertifikat": "a file, where it is issued",
    "kelas:sertifikat_berkas": "a file, where it is issued",
    "kelas:sertifikat_unduh": "only where certificates are issued; it has tests of its own",
    "ruang:peserta_materi": "a link to another site, or a file",
    "ruang:materi_unduh": "a link to another site, or a file",
    **{f"ruang:{n}spj_bukti{e}": "a file, once there is one" for n in ("", "kantor_") for e in ("", "_kecil")},
    "ruang:kantor_spj_nik": "only where a paper carries NIK; it has tests of its own",
    **{f"ruang:{n}spj_{r}": "a paper, where its form is loaded" for n in ("", "kantor_") for r in ("pdf", "xlsx")},
    "admin:pelatihan_peserta_undur_kelompok": "only of who leads a group; it has tests of its own",
}


def isian(nama: str, parameter: tuple[str, ...], dunia: DuniaPelatihan) -> list[dict[str, Any]]:
    """Return what the holes of a route of training are filled with."""
    kelas = [{"kode": k.kode} for k in dunia.kelas.values()]
    jalan = {"kode": dunia.kelas["BERJALAN"].kode}
    peserta = {status: {"kode": p.kode} for status, p in dunia.peserta.items()}
    apa = nama.partition(":")[2]
    if "token" in parameter:
        return [{"token": dunia.token.get(apa, dunia.token["kunci"])}]
    lain = {"pk": dunia.catatan.pk, "materi": dunia.materi.kode, "bukti": "usang"}
    lain |= {"bentuk": "daftar-hadir", "pada": dunia.sesi.mulai.strftime("%Y-%m-%d")}
    khusus = {
        "angkatan": kelas,
        "peserta": list(peserta.values()),
        "peserta_konfirmasi": [peserta["DITAHAN"]],
        "peserta_terima": [peserta["DITAWARI"]],
        "lamaran": [peserta["MENUNGGU_SELEKSI"]],
        "peserta_pendapat": [peserta["LULUS"]],
        "peserta_sertifikat": [peserta["LULUS"]],
        "sertifikat": [{"kode": dunia.kelas["SELESAI"].kode}],
        "sertifikat_orang": [peserta["LULUS"]],
        "sertifikat_berkas": [peserta["LULUS"]],
        "peserta_undur": [peserta["DAFTAR_TUNGGU"]],
        "lamar": [{"kode": dunia.seleksi.kode}],
        **{
            n: [{"kode": dunia.seleksi.kode}]
            for n in ("seleksi", "seleksi_kriteria", "seleksi_putuskan", "seleksi_salin")
        },
        "usulan": [{"kode": dunia.usulan.kode}],
        "usulkan": [{"kode": dunia.usulan.kode, "nomor": dunia.calon.nomor}],
        "kelompok": [{"kode": dunia.kelompok.kode}],
        "kartu_terbaca": [peserta["TERDAFTAR"]],
        "mengajar_foto": [peserta["TERDAFTAR"]],
    }
    terbuka = ("daftar", "kelompok_ajak", "poster_gambar", "poster_pdf", "angkatan_ics")
    khusus |= {n: [{"kode": dunia.kelas["DIBUKA"].kode}] for n in terbuka}
    if apa in khusus:
        return khusus[apa]
    if apa.startswith("hadir_"):
        return [{"kode": dunia.sesi.kode}]
    dasar = peserta["TERDAFTAR"] if apa.startswith("peserta_") else jalan
    return [dasar | {k: lain[k] for k in parameter if k in lain}]
