"""Kept files, held still: a hard link for each, so that whatever is deleted meanwhile can still be read."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from operasi.cadangan import GagalCadangan
from operasi.cadangan.bingkai import salin

AWALAN = ".cadangan-"
KUNCI = ".cadangan.lock"


class Beku:
    """The files of a folder as they were when they were last looked for. They are written once and never changed."""

    def __init__(self, akar: Path, tautan: Path) -> None:
        self.akar, self.tautan = akar, tautan

    def segarkan(self) -> None:
        """Take in the files that have come since."""
        for jalur in telusuri(self.akar):
            tujuan = self.tautan / jalur
            if tujuan.exists():
                continue
            tujuan.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(self.akar / jalur, tujuan)
            except FileNotFoundError:
                continue  # deleted while we looked
            except OSError as galat:
                raise GagalCadangan(
                    f"Folder {self.akar} tidak mendukung tautan keras ({galat.strerror}), "
                    "padahal cadangan memerlukannya."
                )

    def daftar(self) -> Iterator[tuple[str, Path]]:
        for jalur in telusuri(self.tautan):
            yield jalur, self.tautan / jalur

    def ada(self, jalur: str) -> bool:
        return (self.tautan / jalur).is_file()


@contextmanager
def dibekukan(akar: Path) -> Iterator[Beku]:
    """Hold the files of `akar` still until the block ends. Raises GagalCadangan while another backup does so."""
    akar.mkdir(parents=True, exist_ok=True)
    with open(akar / KUNCI, "w") as kunci:
        try:
            fcntl.flock(kunci, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise GagalCadangan("Cadangan lain sedang dibuat. Tunggu sampai selesai.")
        for sisa in akar.glob(f"{AWALAN}*"):  # of a backup that was killed
            shutil.rmtree(sisa, ignore_errors=True)
        tautan = Path(tempfile.mkdtemp(prefix=AWALAN, dir=akar))
        try:
            beku = Beku(akar, tautan)
            beku.segarkan()
            yield beku
        finally:
            shutil.rmtree(tautan, ignore_errors=True)


def telusuri(akar: Path) -> Iterator[str]:
    """Yield the path of every file below `akar`, folder by folder; what begins with a dot is ours or nobody's."""
    antre = [""]
    while antre:
        folder = antre.pop()
        with os.scandir(akar / folder) as isi:
            anak = sorted(((satu.name, satu.is_dir(follow_symlinks=False)) for satu in isi), key=lambda a: a[0])
        for nama, berupa_folder in anak:
            if nama.startswith("."):
                continue
            jalur = f"{folder}/{nama}" if folder else nama
            if berupa_folder:
                antre.append(jalur)
            else:
                yield jalur


def byte(akar: Path) -> int:
    """How much the files below `akar` weigh."""
    jumlah = 0
    for jalur in telusuri(akar) if akar.exists() else ():
        try:
            jumlah += (akar / jalur).stat().st_size
        except FileNotFoundError:
            continue
    return jumlah


def tulis(akar: Path, jalur: str, isi: Any) -> None:
    """Write one restored file below `akar`, mode 0600. Raises GagalCadangan for a path that leads elsewhere."""
    bagian = Path(jalur).parts
    if not bagian or Path(jalur).is_absolute() or any(satu in ("..", ".") or satu.startswith(".") for satu in bagian):
        raise GagalCadangan(f"Cadangan ini memuat jalur berkas yang tidak dikenal: {jalur[:80]}")
    tujuan = akar / jalur
    tujuan.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(os.open(tujuan, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as keluaran:
        salin(isi, keluaran)
