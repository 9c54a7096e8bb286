"""Receipts: the carrier's word on how far a message has come. They repeat, come late and out of order."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from notifikasi import jam_kirim
from notifikasi.actions.antar import KOSONG, jeda
from notifikasi.enums import Jenis, Kanal, Keadaan
from notifikasi.kanal.galat import GagalSementara, GagalTetap
from notifikasi.models import MAKS_PERCOBAAN, Pemberitahuan

LANGKAH = {"sent": Keadaan.TERKIRIM, "delivered": Keadaan.SAMPAI, "read": Keadaan.DIBACA}
GAGAL = "failed"
_URUT = (Keadaan.TERKIRIM, Keadaan.SAMPAI, Keadaan.DIBACA)


@transaction.atomic
def terima_resi(*, kode: str, id_penyedia: str, kata: str, galat: GagalSementara | GagalTetap | None = None) -> bool:
    """Write down one receipt and return whether it told anything new.

    `kode` is ours, as the receipt brings it back; without it the carrier's `id_penyedia` names the row. A message
    never goes backwards: "sent" after "delivered", a repetition, and a receipt for nothing of ours change nothing.
    `galat` says what a failure means: try again, or never.
    """
    dicari = {"kode": kode} if kode else {"id_penyedia": id_penyedia}
    baris = Pemberitahuan.objects.filter(kanal=Kanal.WHATSAPP, **dicari).select_for_update(of=("self",))
    pesan = baris.first() if kode or id_penyedia else None
    if pesan is None:
        return False
    if kata == GAGAL:
        baru = _gagal(pesan, id_penyedia, galat or GagalTetap("WhatsApp tidak menyebut sebabnya."))
    else:
        baru = _maju(pesan, id_penyedia, LANGKAH.get(kata))
    if baru:
        baru |= KOSONG if pesan.jenis == Jenis.KODE else {}
        baru |= {"id_penyedia": id_penyedia or pesan.id_penyedia, "dikerjakan_sampai": None}
        Pemberitahuan.objects.filter(pk=pesan.pk).update(**baru)
    return bool(baru)


def _maju(pesan: Pemberitahuan, id_penyedia: str, ke: Keadaan | None) -> dict[str, Any]:
    """Return what a receipt of success changes; it is believed even of a message that was given up or stopped."""
    sampai_mana = _URUT.index(Keadaan(pesan.keadaan)) if pesan.keadaan in _URUT else -1
    if ke is None or _URUT.index(ke) <= sampai_mana:
        return {}
    if ke == Keadaan.TERKIRIM and id_penyedia and pesan.id_penyedia == id_penyedia:
        return {}  # "sent" that was overtaken by the "failed" of the same sending
    kini = timezone.now()
    return {
        "keadaan": ke,
        "galat": "",
        "terkirim_pada": pesan.terkirim_pada or kini,
        "dibaca_pada": kini if ke == Keadaan.DIBACA else None,
    }


def _gagal(pesan: Pemberitahuan, id_penyedia: str, galat: GagalSementara | GagalTetap) -> dict[str, Any]:
    """Return what a receipt of failure changes, if it is about the latest sending and nothing better is known."""
    if pesan.keadaan == Keadaan.TERKIRIM:
        berlaku = pesan.id_penyedia in ("", id_penyedia)
    else:
        berlaku = pesan.keadaan in (Keadaan.ANTRE, Keadaan.GAGAL) and pesan.id_penyedia != id_penyedia
    if not berlaku:
        return {}
    # The text of a code is gone or too old to be sent again.
    tamat = isinstance(galat, GagalTetap) or pesan.jenis == Jenis.KODE or pesan.percobaan >= MAKS_PERCOBAAN
    tunggu = max(jeda(pesan.percobaan), galat.setelah if isinstance(galat, GagalSementara) else jeda(1))
    return {
        "keadaan": Keadaan.MATI if tamat else Keadaan.GAGAL,
        "galat": str(galat)[:300],
        "terkirim_pada": None,
        "coba_lagi_pada": jam_kirim.berangkat(pesan.jenis, timezone.now() + tunggu),
    }
