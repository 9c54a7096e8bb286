from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.utils.datastructures import MultiValueDict

from laporan import actions
from laporan.models import Unduhan
from umkm.reports import DAFTAR_USAHA

ALASAN = "bahan rapat koordinasi kecamatan"


@pytest.fixture
def minta() -> Callable[..., Unduhan]:
    """Ask for "Daftar usaha" as a person would, without the page."""

    def buat(
        oleh: Any, bentuk: str = "xlsx", /, *, kunci: Any = None, ulangan_dari: Any = None, **saring: str
    ) -> Unduhan:
        form = DAFTAR_USAHA.formulir(MultiValueDict({k: [v] for k, v in saring.items()}), user=oleh)
        assert form.is_valid(), form.errors
        return actions.minta(
            DAFTAR_USAHA,
            oleh=oleh,
            bentuk=bentuk,
            saringan=form,
            alasan=ALASAN,
            kunci=kunci or uuid4(),
            ulangan_dari=ulangan_dari,
        )

    return buat
