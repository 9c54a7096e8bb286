"""Reads of the ground: what the first page of the officials' room offers beside the cases."""

from __future__ import annotations

from typing import Any


def pintasan(user: Any) -> list[tuple[str, str, str]]:
    """Return pages that are no lists, as rows of name, address, purpose: the hand-over, and one's own saved filters."""
    # Imported here: the pages of the room register themselves on the site while they are imported.
    from inti.admin import saringan, serah

    return [*serah.pintasan(user), *saringan.pintasan(user)]
