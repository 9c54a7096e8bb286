"""The figures in words and tables, with the machine they came from."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks.server import AKAR, SETELAN_PG

BERKAS = AKAR / "docs" / "kinerja.md"
TANDA = "<!-- ukuran {} -->"

# Peers as multiples of the bare page, median (min-max), measured in November 2026 on 2 cores, the same way: each
# product at its published version, its bare page in the same run (Django test client, 20 calls, three runs).
PEMBANDING = (
    ("healthchecks, daftar 20 pemeriksaan", "2,8× (2,3–4,0)", "10", "83,7 KB"),
    ("wagtail bakerydemo, daftar roti", "7,1× (5,5–12)", "48", "30,4 KB"),
    ("wagtail bakerydemo, pencarian", "8,0× (6,9–17)", "41", "25,4 KB"),
    ("pretix, acara dengan 20 produk", "10× (7,5–15)", "9", "65,5 KB"),
    ("django-oscar, katalog", "72× (60–107)", "132", "53,2 KB"),
)

PRETIX_KURSI = 14
"""Orders a second of pretix 2026.8.0 until a quota of 50 is full, 200 clients through gunicorn, November 2026."""


def mesin() -> list[tuple[str, str]]:
    """Describe the machine, its load, and the versions."""
    prosesor = next(
        (b.partition(":")[2].strip() for b in _baca("/proc/cpuinfo").splitlines() if b.startswith("model name")), "?"
    )
    memori = next((int(b.split()[1]) for b in _baca("/proc/meminfo").splitlines() if b.startswith("MemTotal")), 0)
    import django

    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=AKAR, capture_output=True, text=True, check=False
    ).stdout.strip()
    return [
        ("Kapan", f"{datetime.now(ZoneInfo('Asia/Jakarta')):%d-%m-%Y %H.%M} WIB, commit {commit}"),
        ("Mesin", f"{os.cpu_count()} inti {prosesor}, {memori / 1e6:.0f} GB, {platform.system()} {platform.release()}"),
        ("Beban saat mulai", " ".join(f"{x:.1f}" for x in os.getloadavg()) + " (1, 5, 15 menit; tanpa pengukuran 0)"),
        ("Versi", f"Python {platform.python_version()}, Django {django.__version__}, PostgreSQL tertanam"),
        ("PostgreSQL", ", ".join(f"{k} {v}" for k, v in SETELAN_PG.items()) + "; selebihnya bawaan, fsync hidup"),
        ("Web", "gunicorn.conf.py, 2 pekerja sync, preload, DEBUG mati, berkas statis terkumpul"),
    ]


def _baca(jalur: str) -> str:
    berkas = Path(jalur)
    return berkas.read_text() if berkas.exists() else ""


def angka(x: float, desimal: int = 1) -> str:
    """Write a number the Indonesian way: 1.234,5."""
    return f"{x:,.{desimal}f}".translate(str.maketrans(",.", ".,"))


def tabel(kepala: tuple[str, ...], baris: Sequence[tuple[str, ...]]) -> str:
    garis = ["| " + " | ".join(kepala) + " |", "|---" * len(kepala) + "|"]
    return "\n".join([*garis, *("| " + " | ".join(b) + " |" for b in baris)])


def susun(ukuran: int, data: dict[str, Any]) -> str:
    """Write the section of one size out of everything that was measured."""
    polos = data["polos"][0]["p50"]
    bagian = [
        f"## {angka(ukuran, 0)} usaha",
        tabel(("", ""), [*data["mesin"]]),
        "### Halaman",
        _halaman(data, polos),
        _memori(data["memori"]),
        "### Pencarian, SQL saja",
        tabel(
            ("pertanyaan", "p50 ms", "p95 ms", "baris"),
            [(s["nama"], angka(s["p50"], 2), angka(s["p95"], 2), angka(s["baris"], 0)) for s in data["sql"]],
        ),
        *([f"### Kursi pelatihan\n\n{_kursi(data['kursi'])}"] if "kursi" in data else []),
        "### Kerja di belakang layar",
        _kerja(data),
    ]
    return "\n\n".join(bagian)


def _halaman(data: dict[str, Any], polos: float) -> str:
    ramai = {d["nama"]: d for d in [*data["polos_ramai"], *data["ramai"]]}
    baris = []
    for h in [*data["polos"], *data["halaman"]]:
        r = ramai[h["nama"]]
        rentang = f"{angka(h['p50'])} ({angka(h['min'])}–{angka(h['maks'])})"
        ramai_kata = (angka(r["rps"], 0), f"{angka(r['p50'], 0)} / {angka(r['p95'], 0)}")
        besar = f"{angka(h['byte'] / 1000)} / {angka(h['byte_gzip'] / 1000)}"
        baris.append(
            (h["nama"], rentang, angka(h["p95"]), f"{angka(h['p50'] / polos)}×", str(h["kueri"]), besar, *ramai_kata)
        )
    kepala = ("halaman", "satu utas p50 ms (putaran)", "p95", "× polos", "kueri", "KB / gzip", "8 samb.: per detik")
    return tabel((*kepala, "p50 / p95 ms"), baris)


def _memori(m: dict[str, Any]) -> str:
    pekerja = " dan ".join(angka(x, 0) for x in m["portal"])
    return (
        f"Memori (PSS) setiap pekerja web setelah beban: {pekerja} MB, induknya {angka(m['induk'], 0)} MB;"
        f" Django polos {' dan '.join(angka(x, 0) for x in m['polos'])} MB."
    )


def _kursi(baris: Sequence[dict[str, Any]]) -> str:
    """Write the rush for seats beside the bare statement of the same rounds, and beside pretix."""
    hasil = []
    for b in baris:
        satu, polos = b["portal"], b["polos"]
        laju = f"{angka(satu['kursi_per_detik'], 0)} ({angka(satu['min'], 0)}–{angka(satu['maks'], 0)})"
        lantai = f"{angka(polos['kursi_per_detik'], 0)} ({angka(polos['min'], 0)}–{angka(polos['maks'], 0)})"
        kali = satu["kursi_per_detik"]
        hasil.append(
            (
                f"{b['klien']} orang pada {b['kursi']} kursi",
                laju,
                lantai,
                f"{angka(kali / polos['kursi_per_detik'], 2)}×",
                f"{angka(kali / PRETIX_KURSI)}×",
                angka(satu["per_detik"], 0),
                f"{angka(satu['p95'], 0)} (polos {angka(polos['p95'], 0)})",
            )
        )
    kepala = ("serentak", "kursi per detik sampai penuh (putaran)", "satu pernyataan SQL", "× pernyataan", "× pretix")
    return tabel((*kepala, "POST per detik", "p95 ms"), hasil)


def _kerja(data: dict[str, Any]) -> str:
    x, o, p, s, c = (data[nama] for nama in ("xlsx", "openpyxl", "pdf", "sertifikat", "celery"))
    rupa = f"{angka(x['baris'], 0)} × {x['kolom']}"
    return tabel(
        ("pekerjaan", "hasil", "patokan", "×", "puncak memori"),
        [
            (
                f"XLSX {rupa} dari basis data",
                f"{angka(x['per_detik'], 0)} baris/detik",
                f"openpyxl write-only {angka(o['per_detik'], 0)}, tanpa basis data",
                angka(x["per_detik"] / o["per_detik"]),
                f"{angka(x['puncak_mb'], 0)} MB (openpyxl {angka(o['puncak_mb'], 0)})",
            ),
            (
                f"{angka(p['surat'], 0)} tanda bukti PDF dengan QR",
                f"{angka(p['p50'])} ms, p95 {angka(p['p95'])}, pertama {angka(p['pertama'], 0)}",
                "",
                "",
                f"{angka(p['puncak_mb'], 0)} MB",
            ),
            (
                f"{angka(s['surat'], 0)} sertifikat pelatihan, dua halaman: nomor, PDF, berkas, pesan",
                f"{angka(s['ms'])} ms setiap sertifikat, {angka(s['kb'], 0)} KB",
                f"typst kosong satu halaman {angka(s['kosong'])} ms",
                angka(s["ms"] / s["kosong"]),
                f"{angka(s['puncak_mb'], 0)} MB",
            ),
            (
                f"{angka(c['pekerjaan'], 0)} pekerjaan Celery, 2 pekerja, satu UPDATE",
                f"{angka(c['per_detik'], 0)}/detik, dikirim {angka(c['kirim_per_detik'], 0)}/detik",
                f"UPDATE langsung {angka(c['langsung'], 0)}/detik",
                angka(c["per_detik"] / c["langsung"], 2),
                f"{angka(c['memori'], 0)} MB PSS setiap pekerja",
            ),
        ],
    )


PEMBUKA = """# Kinerja

Angka terakhir dari `make bench`. Perintah itu mengisi basis data sendiri dengan usaha rekaan, menyalakan PostgreSQL,
Redis, dan gunicorn sendiri seperti di server, lalu mengukur halaman dan pekerjaan di samping patokan yang berjalan pada
menit yang sama. Bandingkan angka dengan patokannya: detik berbeda di mesin lain, kelipatan tidak banyak berbeda.

- Satu utas: klien uji Django, 20 kali setiap halaman setiap putaran, halaman bergiliran maju dan mundur.
- 8 sambungan: delapan pengguna yang langsung meminta lagi; kliennya berjalan di inti yang sama.
- Kueri dan besar halaman dari satu permintaan setelah pemanasan. “Polos” adalah Django dengan satu halaman daftar.
- Sasaran: halaman daftar paling lama 12 ms pada satu utas dan 8 kueri (ruang petugas 12), sejuta usaha tidak lebih dari
  1,2 kalinya; pekerja web 110 MB; 450 pekerjaan per detik; XLSX 25.000 baris per detik di bawah 150 MB; PDF 8 ms.
- Kursi pelatihan: 200 dan 500 orang menekan Daftar pada saat yang sama, sudah masuk sebelumnya; satu POST memuat sesi,
  pemeriksaan, riwayat, dan pesan. Sasaran 0,2 dari satu pernyataan SQL tanpa semua itu, dan 10 kali pretix (14 per
  detik).
- `UKURAN=1000000 make bench` mengukur sejuta usaha; `PUTARAN=` mengatur banyaknya putaran.
"""


def tulis(ukuran: int, data: dict[str, Any], berkas: Path = BERKAS) -> str:
    """Put the section of this size into the page, in place of an older one; returns the section."""
    awal, akhir = TANDA.format(ukuran), TANDA.format(f"{ukuran} akhir")
    bagian = f"{awal}\n{susun(ukuran, data)}\n{akhir}\n"
    lama = berkas.read_text() if berkas.exists() else f"{PEMBUKA}\n{_pembanding()}\n"
    if awal in lama:
        sebelum, _, sisa = lama.partition(awal)
        baru = sebelum + bagian + sisa.partition(akhir)[2].lstrip("\n")
    else:
        baru = f"{lama.rstrip()}\n\n{bagian}"
    berkas.write_text(baru)
    return bagian


def _pembanding() -> str:
    kepala = ("halaman pembanding", "kelipatan Django polos, satu utas", "kueri", "HTML")
    sumber = (
        "Produk lain pada versi terbitannya, diukur dengan cara yang sama pada November 2026 (2 inti AMD EPYC,"
        "\nDebian 12, PostgreSQL 15), sebagai kelipatan halaman polos dari putaran yang sama. Isinya tidak sama,"
        "\njadi bacalah sebagai ukuran kasar."
    )
    return f"## Pembanding\n\n{sumber}\n\n{tabel(kepala, [*PEMBANDING])}"
