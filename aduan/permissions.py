"""Who may do what with a complaint; each predicate takes the user and the complaint.

Nobody handles a complaint of his own. Reporters act as `inti.workflow.Tamu`, with an account or without, so that no
line of history names them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from inti.workflow import Tamu

if TYPE_CHECKING:
    from aduan.models import Aduan


def pelapor(user: Any, aduan: Aduan) -> bool:
    """Whoever holds the link of this very complaint, or came in through the account that sent it."""
    return isinstance(user, Tamu) and user.perihal == aduan.kode


def pelapor_sebelum_unit(user: Any, aduan: Aduan) -> bool:
    return pelapor(user, aduan) and aduan.unit_id is None


def pelapor_di_unit(user: Any, aduan: Aduan) -> bool:
    return pelapor(user, aduan) and aduan.unit_id is not None


def pengaju_keberatan(user: Any, aduan: Aduan) -> bool:
    """The reporter of a request for public information, once, in the days of the rule."""
    return pelapor(user, aduan) and aduan.boleh_keberatan


def berwenang(user: Any, aduan: Aduan, izin: str) -> bool:
    """An official with the permission `izin`, never about a complaint that he sent himself."""
    return bool(user.is_staff and user.has_perm(f"aduan.{izin}") and aduan.akun_id != user.pk)


def koordinator(user: Any, aduan: Aduan) -> bool:
    """Who verifies, publishes and knows who is secret: one who works for the whole kabupaten."""
    return berwenang(user, aduan, "koordinasi_aduan") and bool(user.semua_kecamatan)


def peringkas(user: Any, aduan: Aduan) -> bool:
    """Write down what a voice note says, while there is one."""
    return aduan.suara_id is not None and koordinator(user, aduan)


def penerus(user: Any, aduan: Aduan) -> bool:
    """Verify: a voice note that the unit may not hear is written down first, beside whatever was typed.

    Else nobody but the coordinator would know what it says, and that of somebody unknown would be kept for ever.
    """
    terdengar = aduan.suara_id is None or aduan.identitas == "BIASA"
    return bool(aduan.ringkasan or (aduan.isi and terdengar)) and koordinator(user, aduan)


def petugas(user: Any, aduan: Aduan) -> bool:
    """An official of the unit that has it, and always the coordinator."""
    if koordinator(user, aduan):
        return True
    return (
        aduan.unit is not None
        and berwenang(user, aduan, "tangani_aduan")
        and any(p.pk == user.pk for p in aduan.unit.petugas.all())
    )


def petugas_bebas(user: Any, aduan: Aduan) -> bool:
    return aduan.petugas_id is None and petugas(user, aduan)


def pelepas(user: Any, aduan: Aduan) -> bool:
    """Whoever has it gives it back; the coordinator may give it back for a colleague who is away."""
    if aduan.petugas_id is None:
        return False
    return koordinator(user, aduan) or (aduan.petugas_id == user.pk and petugas(user, aduan))


def pemanjang(user: Any, aduan: Aduan) -> bool:
    """Extend once, where the kind has a rule for it."""
    return aduan.boleh_perpanjang and petugas(user, aduan)


def penayang(user: Any, aduan: Aduan) -> bool:
    """Publish only what its reporter agreed to."""
    return aduan.setuju_publik and koordinator(user, aduan)


def penurun(user: Any, aduan: Aduan) -> bool:
    return aduan.tayang and koordinator(user, aduan)


def pemutus_keberatan(user: Any, aduan: Aduan) -> bool:
    """The superior named on the unit, never who answered and never who reported.

    Without one, or when it is he who answered or reported, whoever has `putuskan_keberatan_aduan`: the days of the rule
    run, so there is always somebody who may decide.
    """
    if aduan.penjawab_id is not None and aduan.penjawab_id == user.pk:
        return False
    atasan = aduan.unit.atasan_id if aduan.unit else None
    if atasan not in (None, aduan.penjawab_id, aduan.akun_id):
        return bool(atasan == user.pk and user.is_staff)
    return berwenang(user, aduan, "putuskan_keberatan_aduan") and bool(user.semua_kecamatan)


def tidak_seorang_pun(user: Any, aduan: Aduan) -> bool:
    """Only the portal itself does it, because time has passed."""
    return False


def pendengar(user: Any, aduan: Aduan) -> bool:
    """Who may hear a voice note: the coordinator; of a reporter who hides nothing also the unit."""
    return koordinator(user, aduan) or (aduan.identitas == "BIASA" and petugas(user, aduan))
