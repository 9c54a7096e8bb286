from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.utils import timezone

from tests.konsultasi.pabrik import SENIN


@pytest.fixture
def jalan(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Move the clock of the portal to a moment."""

    def ke(pada: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: pada)

    return ke


@pytest.fixture
def senin(jalan: Callable[[datetime], None]) -> datetime:
    """It is Monday 2 March 2026, eight in the morning."""
    jalan(SENIN)
    return SENIN
