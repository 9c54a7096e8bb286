"""What the system check says about the message templates: `manage.py check`, and with it `make check`."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register

from notifikasi import templat


@register(Tags.templates)
def periksa_templat(**_: Any) -> list[CheckMessage]:
    """Refuse to pass while a message holds what it must not, or cannot be sent to a phone as Meta wants it."""
    salah: list[CheckMessage] = []
    nama_whatsapp: Counter[str] = Counter()
    for nama in templat.semua():
        try:
            kalimat = templat.periksa(nama)
        except ValueError as galat:
            kalimat = [str(galat)]
        else:
            satu = templat.baca(nama)
            nama_whatsapp.update([satu.whatsapp] if satu.ke_hp else [])
        salah += [Error(f"templates/pesan/{nama}.txt {satu}", id="notifikasi.E001") for satu in kalimat]
    ganda = [nama for nama, banyak in nama_whatsapp.items() if banyak > 1]
    return salah + [Error(f"Nama templat WhatsApp {nama} dipakai dua kali.", id="notifikasi.E002") for nama in ganda]
