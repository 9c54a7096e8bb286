"""What an owner has at all, asked first: most have no class, no appointment and nothing to teach."""

from __future__ import annotations

from typing import Any, NamedTuple

from inti import langsung


class Punya(NamedTuple):
    """Whether there may be something to show; who shows it looks closer."""

    permohonan: bool
    kelas: bool
    mengajar: bool
    janji_temu: bool


# Wider than what is shown, which leaves out what has ended. Plain, for composing the four costs more than asking.
_PUNYA = """
WITH usaha AS (
    SELECT k.usaha_id FROM umkm_kepemilikanusaha k JOIN umkm_pelakuusaha p ON p.id = k.pelaku_id
    WHERE p.akun_id = %(akun)s
    UNION SELECT usaha_id FROM umkm_aksespembantu WHERE akun_id = %(akun)s
)
SELECT EXISTS (SELECT FROM layanan_permohonan JOIN usaha USING (usaha_id)),
       EXISTS (SELECT FROM pelatihan_peserta s JOIN umkm_pelakuusaha p ON p.id = s.pelaku_id WHERE p.akun_id = %(akun)s)
       OR EXISTS (SELECT FROM pelatihan_peserta JOIN usaha USING (usaha_id)),
       EXISTS (SELECT FROM pelatihan_pelatihangkatan WHERE akun_id = %(akun)s),
       EXISTS (SELECT FROM konsultasi_janjitemu WHERE akun_id = %(akun)s)
       OR EXISTS (SELECT FROM konsultasi_janjitemu JOIN usaha USING (usaha_id))
"""


def punya(user: Any) -> Punya:
    """Tell of what there is anything on the owner's home."""
    return Punya(*langsung.tanya(_PUNYA, {"akun": user.pk})[0])
