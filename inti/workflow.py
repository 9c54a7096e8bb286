"""The one door through which a case changes its status.

An app declares its transitions as data (`<app>/workflow.py`), writes its verbs as
functions (`<app>/actions.py`), and both meet here: `mulai()` gives birth to a case,
`pindah()` moves it, and each leaves one line of history with a name on it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone

from inti import jam, langsung
from inti.kalender import libur
from inti.perkara import Penantian, Perkara

P = TypeVar("P", bound=Perkara)
Predikat = Callable[[Any, Any], bool]

BARU = ""
_WAJIB_MENUNGGU = {
    "instansi": "Pilih instansi yang sekarang memegang perkara ini.",
    "dikirim_pada": "Isi kapan perkara ini dikirim ke instansi itu.",
    "lihat_lagi": "Isi kapan perkara ini dilihat lagi, agar tidak terlupa.",
}


class TransisiDitolak(Exception):
    """The case is no longer in a status from which the verb may be used; its text is shown to the user."""


class _Sistem:
    """The actor of what no person does. A sentinel, so that a forgotten actor (`None`) fails."""

    def __repr__(self) -> str:
        return "SISTEM"


SISTEM = _Sistem()


@dataclass(frozen=True)
class Tamu:
    """The actor who holds the secret link of one case, whose kode is `perihal`, and need not have an account.

    History keeps the word `nama` and no person, so that it betrays nobody who asked to stay unknown. A predicate that
    lets guests in compares `perihal` with its case.
    """

    perihal: str
    nama: str = "Pelapor"
    is_active: ClassVar[bool] = True
    is_staff: ClassVar[bool] = False
    pk: ClassVar[None] = None

    def has_perm(self, izin: str) -> bool:
        return False


@dataclass(frozen=True)
class Transisi:
    """A verb of a workflow.

    `ke=None` leaves the status as it is: taking and assigning stand in history only.
    `boleh(user, case)` says who may; `akibat` says what it does to the applicant, and is
    printed under the button; `alasan` demands a sentence that the applicant will read;
    `lunak` says that it refuses nobody anything all the same, so that it is not drawn in red.
    """

    label: str
    dari: tuple[str, ...]
    ke: str | None
    boleh: Predikat
    akibat: str = ""
    alasan: bool = False
    lunak: bool = False


@dataclass(frozen=True)
class Alur:
    """A workflow: its verbs, who holds the ball in each status, our promise in working days.

    A holder is `inti.jam.KAMI`, `PEMOHON` or `INSTANSI`; None is nobody, the case is closed.
    """

    transisi: Mapping[str, Transisi]
    pemegang: Mapping[str, str | None] = field(default_factory=dict)
    janji: int | None = None


@dataclass(frozen=True)
class Tombol:
    """A verb that is open to this user on this case now; feeds the page, the admin and the API alike."""

    verba: str
    label: str
    akibat: str
    alasan: bool
    ke: str | None
    lunak: bool = False


def mulai(obj: P, verba: str, *, oleh: Any, catatan: str = "") -> P:
    """Give birth to a case: insert it with the status of `verba` and write its first line of history.

    Raises PermissionDenied when `oleh` may not, TransisiDitolak when the verb is not one of birth.
    """
    _wajib_transaksi()
    t = obj.ALUR.transisi[verba]
    _wajib_boleh(t, oleh, obj)
    if BARU not in t.dari or t.ke is None:
        raise TransisiDitolak(f"“{t.label}” tidak dapat memulai perkara.")
    kini = timezone.now()
    obj.status = t.ke
    pemegang = _pemegang_baru(obj, t.ke, {})
    obj.jatuh_tempo = _jatuh_tempo(obj, [(kini, pemegang)])
    langsung.sisipkan([obj])
    _catat(obj, verba, dari=BARU, ke=t.ke, pemegang=pemegang, oleh=oleh, catatan=catatan, pada=kini)
    return obj


def pindah(obj: P, verba: str, *, oleh: Any, catatan: str = "", **isian: Any) -> P:
    """Move a case by `verba`, together with the fields in `isian`, and append a line of history.

    Locks the row first, so both permission and status are judged on what is true now, and of
    two officials who decide at once only one succeeds. Who only points to the row (a file, a line of
    history) does not wait for it. `obj` is brought up to date.

    Raises PermissionDenied when `oleh` may not, TransisiDitolak when the status has moved on.
    """
    _wajib_transaksi()
    kini_di_basis = type(obj)._base_manager.select_for_update(of=("self",), no_key=True).get(pk=obj.pk)
    t = obj.ALUR.transisi[verba]
    _wajib_boleh(t, oleh, kini_di_basis)
    dari = kini_di_basis.status
    if dari not in t.dari:
        raise TransisiDitolak(
            f"“{t.label}” tidak dapat dilakukan: status sekarang {kini_di_basis.get_status_display()}."
        )
    ke = dari if t.ke is None else t.ke
    kini = timezone.now()
    isian = _penantian(kini_di_basis, ke, isian)
    pemegang = _pemegang_baru(kini_di_basis, ke, isian)
    isian |= _janji_baru(kini_di_basis, ke, isian, (kini, pemegang))
    if isian:
        type(obj)._base_manager.filter(pk=obj.pk).update(**isian)
    for nama, nilai in {"status": dari, **isian}.items():
        setattr(obj, nama, nilai)
    _catat(obj, verba, dari=dari, ke=ke, pemegang=pemegang, oleh=oleh, catatan=catatan, pada=kini)
    return obj


def _janji_baru(obj: Perkara, ke: str, isian: Mapping[str, Any], baris: tuple[Any, str | None]) -> dict[str, Any]:
    """Return status and deadline as they are after a verb: anew when the status moves or the promise itself changes.

    `obj` is the locked row; it takes on `isian`, for the promise may be among it.
    """
    dari, janji = obj.status, (obj.janji, obj.kalender)
    for nama, nilai in isian.items():
        setattr(obj, nama, nilai)
    if ke != dari:
        return {"status": ke, "jatuh_tempo": _jatuh_tempo(obj, [*_pemegang(obj), baris])}
    if (obj.janji, obj.kalender) != janji:
        return {"jatuh_tempo": _jatuh_tempo(obj, _pemegang(obj))}
    return {}


def tersedia(obj: Perkara, user: Any) -> list[Tombol]:
    """List the verbs that `user` may use on `obj` in its present status, in the order of the table."""
    return [
        Tombol(verba, t.label, t.akibat, t.alasan, t.ke, t.lunak)
        for verba, t in obj.ALUR.transisi.items()
        if obj.status in t.dari and _boleh(t, user, obj)
    ]


def hitung_jatuh_tempo(model: type[P]) -> int:
    """Derive `jatuh_tempo` of the cases with us anew, after the days off have changed; return how many moved.

    Each case is locked by itself, so that nobody who decides waits longer than for one row.
    """
    berpindah = 0
    di_kami = [status for status, pemegang in model.ALUR.pemegang.items() if pemegang == jam.KAMI]
    for kunci in model._base_manager.filter(status__in=di_kami).values_list("pk", flat=True):
        with transaction.atomic():
            obj = model._base_manager.select_for_update(of=("self",), no_key=True).get(pk=kunci)
            jatuh_tempo = _jatuh_tempo(obj, _pemegang(obj))
            if jatuh_tempo != obj.jatuh_tempo:
                berpindah += model._base_manager.filter(pk=kunci).update(jatuh_tempo=jatuh_tempo)
    return berpindah


def lama_di_tangan(obj: Any, *, kini: Any = None) -> dict[str, Any]:
    """Sum up how many days, as the case counts them, it lay with us, the applicant and others since it was last opened.

    The parts add up to `jumlah`; `janji` is our promise (0: none). Reads `obj.riwayat.all()`, as fetched beforehand.
    """
    baris = [(r.pada, r.pemegang or None) for r in obj.riwayat.all()]
    bagian = jam.bagian(jam.sejak_dibuka(baris), kini=kini or timezone.now(), libur=libur(), hitungan=obj.hitungan)
    kami, anda = bagian.pop(jam.KAMI, 0), bagian.pop(jam.PEMOHON, 0)
    return {
        "kami": kami,
        "anda": anda,
        "instansi": sum(bagian.values()),
        "nama_instansi": ", ".join(map(jam.nama_instansi, bagian)),
        "jumlah": kami + anda + sum(bagian.values()),
        "janji": obj.janji or 0,
    }


def mermaid(alur: Alur, nama: Mapping[str, str]) -> str:
    """Draw a workflow as a mermaid state diagram; `nama` gives each status its name. Feeds `docs/alur/`.

    Verbs that leave the status as it is stand in one note: as arrows they would hide the others.
    """
    baris = ["stateDiagram-v2"]
    baris += [f"    {status}: {label}" for status, label in nama.items()]
    for t in alur.transisi.values():
        if t.ke is not None:
            baris += [f"    {dari or '[*]'} --> {t.ke}: {t.label}" for dari in t.dari]
    baris += [f"    {status} --> [*]" for status, pemegang in alur.pemegang.items() if pemegang is None]
    tetap = [t.label for t in alur.transisi.values() if t.ke is None]
    if tetap:
        baris += [f"    note right of {next(iter(nama))}", f"      Hanya riwayat: {', '.join(tetap)}", "    end note"]
    return "\n".join(baris) + "\n"


def _wajib_transaksi() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("Perpindahan status harus di dalam transaksi.")


def _wajib_boleh(t: Transisi, oleh: Any, obj: Perkara) -> None:
    if oleh is None:
        raise TypeError("Pelaku belum disebut; pakai SISTEM bila tidak ada orangnya.")
    if oleh is not SISTEM and not _boleh(t, oleh, obj):
        raise PermissionDenied(f"“{t.label}” bukan wewenang Anda.")


def _boleh(t: Transisi, user: Any, obj: Perkara) -> bool:
    """Nobody who is not logged in, or whose account is closed, may do anything; then the predicate decides."""
    return user.is_active and t.boleh(user, obj)


def _pemegang(obj: Perkara) -> list[tuple[Any, str | None]]:
    """Read from history since when who holds the ball."""
    return [(pada, pemegang or None) for pada, pemegang in obj.riwayat.values_list("pada", "pemegang")]


def _jatuh_tempo(obj: Perkara, baris: list[tuple[Any, str | None]]) -> Any:
    """Derive the last day of the promise from history."""
    janji = obj.janji
    if janji is None:
        return None
    return jam.jatuh_tempo(jam.sejak_dibuka(baris), janji, libur(), hitungan=obj.hitungan)


def _pemegang_baru(obj: Any, ke: str, isian: Mapping[str, Any]) -> str | None:
    """Say who holds the ball in status `ke`; a body outside is the one that the case names."""
    pemegang = obj.ALUR.pemegang.get(ke)
    return jam.instansi(isian.get("instansi", obj.instansi)) if pemegang == jam.INSTANSI else pemegang


def _penantian(obj: Any, ke: str, isian: dict[str, Any]) -> dict[str, Any]:
    """Hold a case that waits outside to what must be known of it, and end its day to look again when it is back.

    Raises ValidationError when a case would wait without the body, the day it went there, or the day to look again.
    """
    if not isinstance(obj, Penantian):
        return isian
    if obj.ALUR.pemegang.get(ke) != jam.INSTANSI:
        return isian | {"lihat_lagi": None} if obj.lihat_lagi else isian
    if kurang := {
        nama: kalimat for nama, kalimat in _WAJIB_MENUNGGU.items() if not isian.get(nama, getattr(obj, nama))
    }:
        raise ValidationError(kurang)
    return isian


def _catat(
    obj: Any, verba: str, *, dari: str, ke: str, pemegang: str | None, oleh: Any, catatan: str, pada: Any
) -> None:
    manusia = oleh is not SISTEM
    riwayat = obj.riwayat
    satu = riwayat.model(
        **{riwayat.field.name: obj},
        verba=verba,
        dari=dari,
        ke=ke,
        pemegang=pemegang or "",
        oleh=oleh if isinstance(oleh, models.Model) else None,
        pelaku=oleh.nama if manusia else "Portal",
        sebagai=("petugas" if oleh.is_staff else "pemohon") if manusia else "sistem",
        catatan=catatan,
        pada=pada,
    )
    langsung.sisipkan([satu])
