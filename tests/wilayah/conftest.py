from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction


@pytest.fixture(scope="module")
def data_wilayah(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Load the reference data once for a module, in a transaction that is rolled back after its last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("muat_wilayah", verbosity=0)
        yield
        transaction.set_rollback(True)
