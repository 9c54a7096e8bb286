"""The verbs of a selection: write its criteria, apply, judge, decide. `pelatihan.seleksi` holds the rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from inti.workflow import mulai, pindah
from pelatihan import kursi, notifications, penilaian, permissions, seleksi, syarat
from pelatihan.actions.kursi import BARU_BERUBAH, wajib_masih_dibuka, yang_mendahului
from pelatihan.enums import CaraMasuk, StatusPeserta
from pelatihan.models import Angkatan, JawabanKriteria, Kriteria, Peserta, Seleksi, SetKriteria
from umkm.models import PelakuUsaha, Usaha

S = StatusPeserta
TERBANYAK = 15
"""Criteria of one class: more than these nobody reads on a phone."""


def _wajib_penyelenggara(angkatan: Angkatan, oleh: Any) -> None:
    if not permissions.penyelenggara(oleh, angkatan):
        raise PermissionDenied("Kelas ini di luar wilayah kerja Anda.")


@transaction.atomic
def tulis_kriteria(
    angkatan: Angkatan, *, kriteria: Sequence[Kriteria], nilai_min: int, cadangan: int, oleh: Any
) -> Seleksi:
    """Write the criteria of a class anew, with its least score and the number of reserves.

    Raises ValidationError once somebody has applied, for the rule he read is the rule he is judged by;
    PermissionDenied for a class out of reach.
    """
    kursi.kunci(angkatan)  # nobody applies while the rule is written
    _wajib_penyelenggara(angkatan, oleh)
    if angkatan.cara != CaraMasuk.SELEKSI:
        raise ValidationError("Kelas ini tidak memberi kursi lewat seleksi.")
    if JawabanKriteria.objects.filter(peserta__angkatan=angkatan).exists():
        raise ValidationError("Sudah ada yang melamar, jadi kriterianya tetap: pelamar membacanya sebelum melamar.")
    if not 0 < len(kriteria) <= TERBANYAK:
        raise ValidationError(f"Isi 1 sampai {TERBANYAK} kriteria.")
    aturan = Seleksi.objects.filter(angkatan=angkatan).first() or Seleksi(angkatan=angkatan)
    aturan.nilai_min, aturan.cadangan = nilai_min, cadangan
    aturan.full_clean()
    aturan.save()
    angkatan.kriteria.all().delete()
    for ke, satu in enumerate(kriteria, 1):
        _simpan(satu, ke, angkatan)
    return aturan


def salin(angkatan: Angkatan, *, dari: SetKriteria, oleh: Any) -> Seleksi:
    """Copy the criteria of a set into a class, which then has its own. Raises as `tulis_kriteria`."""
    aturan = Seleksi.objects.filter(angkatan=angkatan).first() or Seleksi()
    return tulis_kriteria(
        angkatan,
        kriteria=list(dari.kriteria.all()),
        nilai_min=aturan.nilai_min,
        cadangan=aturan.cadangan,
        oleh=oleh,
    )


def salin_kelas(angkatan: Angkatan, *, dari: Angkatan, oleh: Any) -> Seleksi:
    """Copy criteria, least score and reserves of an earlier class. Raises as `tulis_kriteria`."""
    aturan = seleksi.aturan(dari)
    kriteria = list(dari.kriteria.all())
    return tulis_kriteria(angkatan, kriteria=kriteria, nilai_min=aturan.nilai_min, cadangan=aturan.cadangan, oleh=oleh)


def _simpan(asal: Kriteria, urut: int, angkatan: Angkatan) -> None:
    satu = Kriteria(
        angkatan=angkatan,
        urut=urut,
        nama=asal.nama,
        bantuan=asal.bantuan,
        jenis=asal.jenis,
        bobot=asal.bobot,
        poin=asal.poin,
    )
    satu.full_clean()
    satu.save()


def lamar(angkatan: Angkatan, *, pelaku: PelakuUsaha, usaha: Usaha, jawaban: Mapping[int, str], oleh: Any) -> Peserta:
    """Apply with the answers, by the key of each criterion; a second sending finds the first.

    Raises ValidationError with what is in the way or not answered, PermissionDenied for somebody else's person.
    """
    try:
        with transaction.atomic():
            kriteria = _terbuka(angkatan)
            if kalimat := syarat.halangan(angkatan, pelaku, usaha):
                raise ValidationError(kalimat)
            wajib_masih_dibuka(angkatan, [pelaku])
            peserta = Peserta(angkatan=angkatan, pelaku=pelaku, usaha=usaha)
            peserta.dikemudiankan = syarat.sering_mangkir(pelaku)
            baris = [_jawab(k, peserta, jawaban) for k in kriteria]
            mulai(peserta, "lamar", oleh=oleh)
            JawabanKriteria.objects.bulk_create(baris)
            notifications.lamaran_diterima(peserta)
            return peserta
    except IntegrityError as galat:
        if ada := yang_mendahului(galat, angkatan, pelaku):
            return ada
        raise ValidationError(BARU_BERUBAH) from galat


@transaction.atomic
def ubah_jawaban(peserta: Peserta, *, jawaban: Mapping[int, str], oleh: Any) -> Peserta:
    """Answer anew while applications are taken; what the registry says is read anew too.

    History keeps who changed which criteria, for it may be an official; what was answered stays out of it.

    Raises ValidationError after the window, PermissionDenied for somebody else's application.
    """
    kriteria = _terbuka(peserta.angkatan)
    segar = Peserta.objects.select_for_update(of=("self",)).get(pk=peserta.pk)
    if not permissions.diri_atau_kantor(oleh, peserta):
        raise PermissionDenied("Lamaran ini bukan milik Anda.")
    if segar.status != S.MENUNGGU_SELEKSI:
        raise ValidationError(f"Lamaran ini tidak dapat diubah: {segar.get_status_display().lower()}.")
    if not peserta.angkatan.menerima():
        raise ValidationError("Pendaftaran sudah ditutup, jadi jawaban tidak dapat diubah lagi.")
    lama, berubah = {j.kriteria_id: j for j in peserta.jawaban.all()}, []
    for satu in kriteria:
        baru, ada = _jawab(satu, peserta, jawaban), lama[satu.pk]
        if (baru.jawaban, baru.poin) == (ada.jawaban, ada.poin) or (satu.dinilai and baru.jawaban == ada.jawaban):
            continue
        ada.jawaban, ada.poin, ada.dinilai_oleh, ada.dinilai_pada = baru.jawaban, baru.poin, None, None
        ada.save()
        berubah.append(satu.nama)
    if berubah:
        pindah(peserta, "ubah_jawaban", oleh=oleh, catatan=f"Yang berubah: {', '.join(berubah)}")
    return peserta


def _terbuka(angkatan: Angkatan) -> list[Kriteria]:
    """Lock the pools together with other applicants, against whoever decides, and return the criteria."""
    kursi.kunci_bersama(angkatan)
    angkatan.refresh_from_db(fields=["status", "cara", "dibuka_pada", "ditutup_pada"])
    if angkatan.cara != CaraMasuk.SELEKSI:
        raise ValidationError("Kelas ini tidak memberi kursi lewat seleksi.")
    if Seleksi.objects.filter(angkatan=angkatan, diputuskan_pada__isnull=False).exists():
        raise ValidationError("Seleksi kelas ini sudah diputuskan.")
    return list(angkatan.kriteria.all())


def _jawab(kriteria: Kriteria, peserta: Peserta, jawaban: Mapping[int, str]) -> JawabanKriteria:
    if kriteria.dijawab:
        try:
            isi = penilaian.rapikan(kriteria.jenis, kriteria.poin, jawaban.get(kriteria.pk, ""))
        except ValidationError as galat:
            raise ValidationError(f"{kriteria.nama}: {galat.messages[0]}") from galat
    elif kriteria.dinilai:
        isi = ""
    else:
        isi = seleksi.dari_data(kriteria, peserta.pelaku, peserta.usaha)
    poin = penilaian.poin_jawaban(kriteria.jenis, kriteria.poin, isi)
    return JawabanKriteria(peserta=peserta, kriteria=kriteria, jawaban=isi, poin=poin)


@transaction.atomic
def nilai(angkatan: Angkatan, *, poin: Mapping[int, int | None], oleh: Any) -> int:
    """Keep the points of officials, by the key of the answer; return how many are new or changed.

    Only what an official judges can be given; None takes a judgement back. Raises ValidationError beyond 0 to 100 and
    after the decision, PermissionDenied for a class out of reach, and for who has applied there himself: neither his
    own application nor those it stands against are his to judge.
    """
    kursi.kunci_bersama(angkatan)
    _wajib_penyelenggara(angkatan, oleh)
    if angkatan.peserta.filter(pelaku__akun=oleh, status=S.MENUNGGU_SELEKSI).exists():
        raise PermissionDenied("Anda sendiri melamar kelas ini. Petugas lain yang menilainya.")
    if Seleksi.objects.filter(angkatan=angkatan, diputuskan_pada__isnull=False).exists():
        raise ValidationError("Seleksi kelas ini sudah diputuskan, jadi nilainya tetap.")
    menunggu = JawabanKriteria.objects.filter(peserta__angkatan=angkatan, peserta__status=S.MENUNGGU_SELEKSI)
    baris = menunggu.filter(pk__in=poin).select_related("kriteria").select_for_update(of=("self",))
    berubah = 0
    for satu in baris.order_by("pk"):  # two who save at once lock in one order
        baru = poin[satu.pk]
        if not satu.kriteria.dinilai or baru == satu.poin:
            continue
        if baru is not None and not 0 <= baru <= penilaian.TERTINGGI:
            raise ValidationError(f"Poin berkisar 0 sampai {penilaian.TERTINGGI}, bukan {baru}.")
        satu.poin, satu.dinilai_oleh, satu.dinilai_pada = baru, oleh, timezone.now()
        satu.save(update_fields=["poin", "dinilai_oleh", "dinilai_pada"])
        berubah += 1
    return berubah


@transaction.atomic
def putuskan(angkatan: Angkatan, *, sidik: str, oleh: Any) -> seleksi.Rencana:
    """Give the seats, line up the reserves by rank, turn the others down, and tell everyone; return what was done.

    `sidik` is that of the preview. Raises ValidationError when anything it rested on has changed since, while points
    are missing, while applications are taken, and the second time; PermissionDenied for a class out of reach, or when
    the official himself has applied.
    """
    baris = kursi.kunci(angkatan)
    angkatan.refresh_from_db(fields=["status", "cara", "dibuka_pada", "ditutup_pada"])
    _wajib_penyelenggara(angkatan, oleh)
    aturan = Seleksi.objects.select_for_update().filter(angkatan=angkatan).first()
    if aturan is None:
        raise ValidationError("Tulis kriteria seleksinya dulu.")
    seleksi.wajib_dapat_diputuskan(angkatan, aturan)
    hasil = seleksi.rencana(angkatan, aturan, baris)
    if hasil.belum:
        raise ValidationError(f"{hasil.belum} nilai belum diisi. Lengkapi dulu, baru putuskan.")
    if hasil.sidik != sidik:
        raise ValidationError("Ada yang berubah sejak pratinjau dibuka. Periksa lagi, lalu putuskan.")
    _laksanakan(hasil, oleh)
    aturan.diputuskan_pada, aturan.diputuskan_oleh, aturan.terendah = timezone.now(), oleh, hasil.terendah
    aturan.save()
    return hasil


def _laksanakan(hasil: seleksi.Rencana, oleh: Any) -> None:
    def catatan(ke: int, nilai: Any) -> str:
        return f"Nilai {nilai}".replace(".", ",") + f", peringkat {ke} dari {hasil.jumlah}."

    for ke, pelamar, kuota in hasil.lolos:
        pindah(pelamar.peserta, "loloskan", oleh=oleh, catatan=catatan(ke, pelamar.nilai), kuota_id=kuota.pk)
        notifications.lolos(pelamar.peserta)
    for urut, (ke, pelamar) in enumerate(hasil.cadangan, 1):
        pindah(pelamar.peserta, "cadangkan", oleh=oleh, catatan=catatan(ke, pelamar.nilai), peringkat=urut)
        notifications.cadangan(pelamar.peserta)
    for ke, pelamar, sebab in hasil.tidak:
        pindah(pelamar.peserta, "tidak_loloskan", oleh=oleh, catatan=f"{catatan(ke, pelamar.nilai)} {sebab}")
        notifications.tidak_lolos(pelamar.peserta)
