"""Counts as they are written here."""


def tulis(n: int) -> str:
    """Return a whole number with dots between thousands, "12.345" (EYD)."""
    return f"{n:,}".replace(",", ".")
