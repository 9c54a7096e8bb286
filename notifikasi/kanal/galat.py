"""What can go wrong on a channel, by what is to be done about it. The text is read by staff."""


class GagalSementara(Exception):
    """This message was not taken now; try again later."""


class KanalMati(GagalSementara):
    """The carrier cannot be reached or refuses us altogether; other messages would fare no better now."""


class GagalTetap(Exception):
    """This message will never be taken, for example because the address does not exist; do not try again."""
