"""What time has made useless is thrown away: personal data are not kept for their own sake."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from akun.batas import UMUR_EMBER
from akun.models import EmberLaju, KodeSekali, PerangkatDikenal

UMUR_KODE = timedelta(days=1)


def sapu() -> None:
    """Delete full buckets, dead codes, devices unseen for twice their time, and sessions that have ended."""
    kini = timezone.now()
    EmberLaju.objects.filter(diisi__lt=kini - UMUR_EMBER).delete()
    KodeSekali.objects.filter(kedaluwarsa__lt=kini - UMUR_KODE).delete()
    lama = timedelta(days=2 * settings.HARI_MASUK_PERANGKAT)
    PerangkatDikenal.objects.filter(terlihat__lt=kini - lama).delete()
    call_command("clearsessions")
