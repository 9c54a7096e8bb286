"""Measure the portal at its real size: `make bench`, or `python -m benchmarks`.

UKURAN=105000      how many businesses; each size keeps a database of its own
PERMOHONAN=200000  how many requests for services are added to it
KELAS=300          how many classes, thirty places each
PUTARAN=3          rounds of every page
DETIK=3            seconds of load on a page in a round
DATA_UKUR=.ukur    where the servers of the measurement keep their data; what is filled is used again
TUJUAN=docs/kinerja.md
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from batang_portal import tertanam
from batang_portal.penjaga import mati_bersama_induk
from benchmarks import server, tabel

POLOS = "benchmarks.patokan.polos"
PEKERJAAN = 3000
KURSI = 50


def ukur(modul: str, *argumen: str, env: dict[str, str], masukan: str = "") -> Any:
    """Run one measurement in a process of its own and return what it says in JSON. Raises SystemExit when it fails."""
    hasil = subprocess.run(
        [sys.executable, "-m", modul, *argumen],
        cwd=server.AKAR,
        env=env,
        input=masukan,
        stdout=subprocess.PIPE,
        stderr=None if env["LOG_LEVEL"] == "INFO" else subprocess.PIPE,
        text=True,
        check=False,
        preexec_fn=mati_bersama_induk(signal.SIGKILL),
    )
    if hasil.returncode:
        raise SystemExit(f"{modul} {' '.join(argumen)} gagal:\n{(hasil.stderr or '')[-3000:]}")
    return json.loads(hasil.stdout)


def kata(teks: str) -> None:
    print(f"[{time.strftime('%H:%M:%S')}] {teks}", file=sys.stderr, flush=True)


def semua(ukuran: int, putaran: int, detik: float, env: dict[str, str]) -> dict[str, Any]:
    """Measure everything; the yardsticks stand in the midst of it, so that they meet the same weather."""
    hasil: dict[str, Any] = {"mesin": tabel.mesin()}
    peserta = json.dumps(ukur("benchmarks.halaman", env=env))
    polos = env | {"DJANGO_SETTINGS_MODULE": f"{POLOS}.setelan"}
    kata("satu utas")
    sebelum = ukur("benchmarks.satu_utas", f"{POLOS}.halaman", str(putaran), env=polos, masukan=peserta)
    hasil["halaman"] = ukur("benchmarks.satu_utas", "benchmarks.halaman", str(putaran), env=env, masukan=peserta)
    sesudah = ukur("benchmarks.satu_utas", f"{POLOS}.halaman", str(putaran), env=polos, masukan=peserta)
    hasil["polos"] = [_rata(a, b) for a, b in zip(sebelum, sesudah, strict=True)]
    hasil["sql"] = ukur("benchmarks.patokan.sql", str(40 * putaran), env=env, masukan=peserta)
    kata("8 sambungan")
    hasil["memori"] = {}
    beban = (str(detik), str(putaran))
    with server.gunicorn(f"{POLOS}.wsgi", polos, "benchmarks/patokan/polos/gunicorn_conf.py") as (port, induk):
        argumen = (f"{POLOS}.halaman", str(port), *beban)
        hasil["polos_ramai"] = ukur("benchmarks.delapan", *argumen, env=polos, masukan=peserta)
        hasil["memori"]["polos"] = [server.pss(p) for p in server.anak_dari(induk.pid)]
    with server.gunicorn("batang_portal.wsgi", env) as (port, induk):
        argumen = ("benchmarks.halaman", str(port), *beban)
        hasil["ramai"] = ukur("benchmarks.delapan", *argumen, env=env, masukan=peserta)
        hasil["memori"]["portal"] = [server.pss(p) for p in server.anak_dari(induk.pid)]
        hasil["memori"]["induk"] = server.pss(induk.pid)
    kata("kursi pelatihan")
    with (
        server.gunicorn(f"{POLOS}.wsgi", polos, "benchmarks/patokan/polos/gunicorn_conf.py") as (port_polos, _),
        server.gunicorn("batang_portal.wsgi", env) as (port, _),
    ):
        argumen = (str(port), str(port_polos), str(KURSI), str(max(putaran, 3)))
        hasil["kursi"] = ukur("benchmarks.kursi", *argumen, env=env)
    kata("XLSX, PDF")
    hasil["xlsx"] = ukur("benchmarks.kerja", "xlsx", env=env)
    ukuran_lembar = (str(hasil["xlsx"]["baris"]), str(hasil["xlsx"]["kolom"]))
    hasil["openpyxl"] = ukur("benchmarks.patokan.openpyxl_baris", *ukuran_lembar, env=env)
    hasil["pdf"] = ukur("benchmarks.kerja", "pdf", env=env)
    hasil["sertifikat"] = ukur("benchmarks.kerja", "sertifikat", env=env)
    kata("Celery")
    hasil["celery"] = _celery(env)
    return hasil


def _rata(a: dict[str, Any], b: dict[str, Any]) -> dict[str, Any]:
    """Put the yardstick of before and of after together: the weather may have changed in between."""
    tengah = (a["p50"] + b["p50"]) / 2
    return a | {
        "p50": tengah,
        "min": min(a["min"], b["min"]),
        "maks": max(a["maks"], b["maks"]),
        "p95": max(a["p95"], b["p95"]),
    }


def _celery(env: dict[str, str]) -> dict[str, Any]:
    """Fill the queue, then start the workers: their speed alone is measured, not that of who sends."""
    kirim = ukur("benchmarks.antrean_kerja", "isi", str(PEKERJAAN), env=env)
    perintah = ("-m", "celery", "--quiet", "-A", "benchmarks.pekerja", "worker", "-c", "2")
    with server.proses(*perintah, "--without-gossip", "--without-mingle", "--loglevel", "ERROR", env=env) as induk:
        selesai = ukur("benchmarks.antrean_kerja", "hasil", str(PEKERJAAN), env=env)
        anak = [server.pss(p) for p in server.anak_dari(induk.pid)]
    langsung = ukur("benchmarks.antrean_kerja", "langsung", str(PEKERJAAN), env=env)
    return {**kirim, **selesai, "langsung": langsung["per_detik"], "memori": max(anak)}


def main() -> None:
    ukuran, putaran = int(os.environ.get("UKURAN", "105000")), int(os.environ.get("PUTARAN", "3"))
    data_dir = Path(os.environ.get("DATA_UKUR", server.AKAR / ".ukur"))
    env = server.siapkan(data_dir, ukuran)
    try:
        kata(f"basis data {server.AWALAN}{ukuran} di {data_dir}")
        server.jalankan("benchmarks.isi", str(ukuran), env=env)
        server.jalankan("benchmarks.isi_permohonan", os.environ.get("PERMOHONAN", "200000"), env=env)
        server.jalankan("benchmarks.isi_pelatihan", os.environ.get("KELAS", "300"), env=env)
        hasil = semua(ukuran, putaran, float(os.environ.get("DETIK", "3")), env)
        (data_dir / f"ukuran_{ukuran}.json").write_text(json.dumps(hasil, indent=1))
        print(tabel.tulis(ukuran, hasil, Path(os.environ.get("TUJUAN", tabel.BERKAS))))
    finally:
        tertanam.lepaskan(data_dir)


if __name__ == "__main__":
    main()
