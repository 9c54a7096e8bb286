"""Print every message that goes to a phone as Meta wants it submitted for approval."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from inti import peta
from notifikasi import templat
from notifikasi.kanal.whatsapp import BAHASA

CONTOH = {
    "nomor": "BTG-26-000123-K",
    "tanggal": "Senin, 9 November 2026",
    "sampai": "Senin, 23 November 2026",
    "tempat": "Balai Desa Limpung, Jl. Raya Limpung 12, Kec. Limpung",
    "peta": peta.alamat("Balai Desa Limpung, Jl. Raya Limpung 12, Kec. Limpung"),
}
MENIT_KODE = 10


class Command(BaseCommand):
    help = "Cetak templat pesan untuk diajukan ke WhatsApp Manager, satu JSON per baris."

    def handle(self, *args: Any, **options: Any) -> None:
        for nama in templat.semua():
            satu = templat.baca(nama)
            if satu.ke_hp:
                self.stdout.write(json.dumps(pengajuan(satu), ensure_ascii=False))


def pengajuan(satu: templat.Templat) -> dict[str, Any]:
    """Return a template as the body of POST /<WhatsApp business account>/message_templates."""
    bagian = _kode() if satu.kode_saja else _biasa(satu)
    kategori = "AUTHENTICATION" if satu.kode_saja else "MARKETING" if satu.nama.startswith("kabar_") else "UTILITY"
    return {"name": satu.whatsapp, "language": BAHASA, "category": kategori, "components": bagian}


def _kode() -> list[dict[str, Any]]:
    """The words of a code are Meta's own."""
    return [
        {"type": "BODY", "add_security_recommendation": True},
        {"type": "FOOTER", "code_expiration_minutes": MENIT_KODE},
        {"type": "BUTTONS", "buttons": [{"type": "OTP", "otp_type": "COPY_CODE", "text": "Salin kode"}]},
    ]


def _biasa(satu: templat.Templat) -> list[dict[str, Any]]:
    badan: dict[str, Any] = {"type": "BODY", "text": satu.bernomor()}
    if satu.urutan:
        badan["example"] = {"body_text": [[CONTOH[nama] for nama in satu.urutan]]}
    bagian = [badan]
    if satu.tombol:
        alamat = {"url": f"{settings.PORTAL_URL}/{{{{1}}}}", "example": [f"{settings.PORTAL_URL}/pesan/"]}
        bagian.append({"type": "BUTTONS", "buttons": [{"type": "URL", "text": satu.tombol, **alamat}]})
    return bagian
