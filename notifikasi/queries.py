"""Reads of the inbox."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from notifikasi.models import Pemberitahuan

HITUNGAN_TERBANYAK = 100
ISI_HALAMAN = 20


def belum_dibaca(user: Any) -> int:
    """Count the unread messages of `user`, up to 100: it stands on every page and must stay cheap."""
    return Pemberitahuan.objects.kotak(user).belum_dibaca()[:HITUNGAN_TERBANYAK].count()


def halaman_kotak(user: Any, setelah: Pemberitahuan | None = None) -> tuple[list[Pemberitahuan], str]:
    """Return a page of the inbox after the row `setelah`, and the kode to continue from ("" at the end).

    Unread first, then read, newest first in both: an inbox row is SAMPAI or DIBACA, and S sorts after D.
    """
    kotak = Pemberitahuan.objects.kotak(user).order_by("-keadaan", "-pk")
    if setelah is not None:
        kotak = kotak.filter(Q(keadaan=setelah.keadaan, pk__lt=setelah.pk) | Q(keadaan__lt=setelah.keadaan))
    baris = list(kotak[: ISI_HALAMAN + 1])
    halaman = baris[:ISI_HALAMAN]
    return halaman, halaman[-1].kode if len(baris) > ISI_HALAMAN else ""
