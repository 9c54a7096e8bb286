"""What must hold of certificates: each in force is of one who passed, and each who passed has had one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from inti.dokumen import Dokumen
from inti.keutuhan import SEKALI_BACA, PemakaiNomor, Pemeriksaan
from inti.nomor import SEPANJANG_MASA, SeriNomor
from pelatihan import sertifikat
from pelatihan.actions.sertifikat import SERI
from pelatihan.enums import StatusPeserta
from pelatihan.models import Peserta
from umkm.keutuhan import pola_terbaca


def daftar() -> list[Pemeriksaan]:
    """The checks of certificates."""
    return [
        Pemeriksaan("Setiap sertifikat yang berlaku milik peserta yang lulus", bukan_lulusan),
        Pemeriksaan("Setiap lulusan kelas yang sudah dicetak punya sertifikat", tanpa_sertifikat),
    ]


def bukan_lulusan() -> Iterator[str]:
    """No certificate is in force of somebody who has not passed."""
    lulus = Peserta.objects.filter(kode=OuterRef("perihal_kode"), status=StatusPeserta.LULUS)
    surat = Dokumen.objects.belum_dicabut().filter(~Exists(lulus), perihal_jenis=sertifikat.PERIHAL)
    for kunci in surat.order_by("pk").values_list("pk", flat=True).iterator(SEKALI_BACA):
        yield f"Dokumen {kunci} masih berlaku, tetapi pesertanya tidak lulus."


def tanpa_sertifikat() -> Iterator[str]:
    """Where the printing is over, whoever passed has a certificate, void or not."""
    ada = Dokumen.objects.filter(perihal_jenis=sertifikat.PERIHAL, perihal_kode=OuterRef("kode"))
    lulus = Peserta.objects.filter(status=StatusPeserta.LULUS, angkatan__penerbitan__selesai_pada__isnull=False)
    for kunci in lulus.filter(~Exists(ada)).order_by("pk").values_list("pk", flat=True).iterator(SEKALI_BACA):
        yield f"Peserta {kunci} lulus, tetapi tidak pernah punya sertifikat."


def nomor() -> Iterator[tuple[int, int | None]]:
    """Yield year and counting number of every certificate."""
    seri = SeriNomor.objects.filter(kode=SERI).first()
    pola = re.compile(pola_terbaca(seri.pola if seri else ""))
    baris = Dokumen.objects.filter(jenis=sertifikat.JENIS).order_by("pk").values_list("nomor", "diterbitkan__year")
    for tulisan, tahun in baris.iterator(SEKALI_BACA):
        terbaca = pola.fullmatch(tulisan)
        kunci = tahun if seri is None or seri.per_tahun else SEPANJANG_MASA
        yield kunci, int(terbaca["urut"]) if terbaca else None


PERIHAL = {sertifikat.PERIHAL: Peserta}
NOMOR = [PemakaiNomor(SERI, nomor)]
