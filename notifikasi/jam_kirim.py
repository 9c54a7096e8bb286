"""When a message may leave through an outside channel.

Case messages and news go between 07.00 and 20.00 local time (WIB in Batang); one-time codes go at once.
"""

from datetime import datetime, time, timedelta

from django.utils import timezone

from notifikasi.enums import Jenis

MULAI = time(7)
TUTUP = time(20)


def buka(saat: datetime) -> bool:
    """Tell whether `saat` lies in the hours for case messages: 07.00 included, 20.00 not."""
    return MULAI <= timezone.localtime(saat).time() < TUTUP


def berangkat(jenis: str, saat: datetime) -> datetime:
    """Return the first moment from `saat` on at which a message of this kind may leave."""
    if jenis == Jenis.KODE or buka(saat):
        return saat
    setempat = timezone.localtime(saat)
    hari = setempat.date() if setempat.time() < MULAI else setempat.date() + timedelta(days=1)
    return datetime.combine(hari, MULAI, tzinfo=setempat.tzinfo)
