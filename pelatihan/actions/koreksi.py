"""One person's result put right after the class has ended: a mark that was wrong, a score that was mistyped."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from inti import dokumen
from inti.alasan import wajib_alasan
from inti.dokumen import AlasanCabut
from inti.workflow import pindah
from pelatihan import notifications, sertifikat
from pelatihan.actions.lulus import buat_penerbitan, catat_lulus, tarik_lulus
from pelatihan.actions.sertifikat import terbitkan
from pelatihan.enums import StatusPeserta, Tes
from pelatihan.models import Nilai, Penerbitan, PerubahanNilai, Peserta
from pelatihan.nilai import tulis

S = StatusPeserta
KE_LULUS, KE_BELUM, HANYA_NILAI = "koreksi_lulus", "koreksi_belum_lulus", "koreksi_nilai"


@transaction.atomic
def koreksi(peserta: Peserta, *, lulus: bool, alasan: str, oleh: Any, nilai: Decimal | None = None) -> Peserta:
    """Put the result of one person right: passed or not, and the score of the later test when `nilai` is given.

    A pass is certified and written on the business, a pass taken back makes the certificate void and takes the fact
    back; `alasan` is read by the person, who is told. Attendance is corrected by the reason alone: marks stay as they
    were made. Raises ValidationError when nothing would change, and for a pass below the least score of the course.
    """
    alasan = wajib_alasan(alasan)
    sama = (peserta.status == S.LULUS) == lulus
    if sama and (nilai is None or nilai == _akhir(peserta)):
        raise ValidationError("Belum ada yang berubah. Pilih hasil yang benar, atau isi nilai yang benar.")
    pindah(peserta, HANYA_NILAI if sama else KE_LULUS if lulus else KE_BELUM, oleh=oleh, catatan=alasan)
    if nilai is not None:
        _ubah_nilai(peserta, nilai, oleh)
    terbitan = buat_penerbitan(peserta.angkatan, oleh=oleh)
    if lulus:
        _wajib_cukup(peserta, terbitan)
    if not sama or (lulus and terbitan.cetakan["tampil_nilai"]):
        _perbarui(peserta, terbitan, lulus=lulus, alasan=alasan, oleh=oleh)
    notifications.hasil_dikoreksi(peserta)
    return peserta


def _perbarui(peserta: Peserta, terbitan: Penerbitan, *, lulus: bool, alasan: str, oleh: Any) -> None:
    """Bring certificate and fact to what the result is now."""
    lama = sertifikat.milik(peserta).first()
    if lama is not None and lama.dicabut_pada is None:
        sebab = AlasanCabut.DIGANTI if lulus else AlasanCabut.TIDAK_MEMENUHI
        dokumen.cabut(lama, alasan=sebab, oleh=oleh, catatan=alasan)
    if lulus:
        catat_lulus(peserta, terbitan)
        terbitkan(peserta, oleh=oleh, menggantikan=lama)
    else:
        tarik_lulus(peserta)


def _akhir(peserta: Peserta) -> Decimal | None:
    return Nilai.objects.filter(peserta=peserta).values_list("akhir", flat=True).first()


def _ubah_nilai(peserta: Peserta, nilai: Decimal, oleh: Any) -> None:
    dulu, _ = Nilai.objects.get_or_create(peserta=peserta)
    PerubahanNilai.objects.create(peserta=peserta, tes=Tes.AKHIR, dari=dulu.akhir, ke=nilai, oleh=oleh)
    dulu.akhir = nilai
    dulu.full_clean(exclude=["peserta"])
    dulu.save(update_fields=["akhir"])


def _wajib_cukup(peserta: Peserta, terbitan: Penerbitan) -> None:
    nilai, batas = _akhir(peserta), terbitan.cetakan["nilai_min"]
    if batas and (nilai is None or nilai < batas):
        kata = "belum ada" if nilai is None else tulis(nilai)
        raise ValidationError({"nilai": f"Nilai tes akhirnya {kata}; untuk lulus paling sedikit {batas}."})
