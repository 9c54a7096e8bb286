"""A reason is read by its owner and by many more, so it says something and holds no NIK."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from inti.alasan import wajib_alasan


@pytest.mark.parametrize(
    "alasan",
    [
        "NIK 3325114708900002 tidak cocok dengan KTP",
        "semula 3325 1147 0890 0002, salah ketik",
        "332511-470890-0002 milik orang lain",
        "NIK ٣٣٢٥١١٤٧٠٨٩٠٠٠٠٢ di KTP",
    ],
)
def test_a_reason_holds_no_nik(alasan: str) -> None:
    with pytest.raises(ValidationError) as galat:
        wajib_alasan(alasan)
    assert galat.value.message_dict == {"alasan": ["Jangan tulis NIK di sini, karena orang lain membacanya."]}


@pytest.mark.parametrize(
    "alasan",
    [
        "rapat 21-11-2026 08.00-12.00 di aula",
        "NIB 1234567890123, 21-11-2026, sudah dicabut",
        "surat tugas 700/123/2026 nomor WhatsApp 0812-0000-0001",
        "rekening 33251147089000021 bukan milik pemilik",
    ],
)
def test_other_figures_are_no_nik(alasan: str) -> None:
    assert wajib_alasan(alasan) == alasan
