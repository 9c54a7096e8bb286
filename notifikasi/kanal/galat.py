"""What can go wrong on a channel, by what is to be done about it. The text is read by staff."""

from datetime import timedelta


class GagalSementara(Exception):
    """This message was not taken now; try again later, not before `setelah` when the carrier named a wait."""

    def __init__(self, kalimat: str, *, setelah: timedelta = timedelta(0)) -> None:
        super().__init__(kalimat)
        self.setelah = setelah


class KanalMati(GagalSementara):
    """The carrier cannot be reached or refuses us altogether; other messages would fare no better now."""


class TidakPasti(KanalMati):
    """The carrier may have taken the message: its answer did not come. A receipt will tell; leave it time."""


class GagalTetap(Exception):
    """This message will never be taken, for example because the address does not exist; do not try again."""
