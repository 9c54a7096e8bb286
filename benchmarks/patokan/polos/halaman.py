"""The page of the yardstick, asked for by somebody who has logged in."""

from __future__ import annotations

from typing import Any

from benchmarks.halaman import Halaman


def halaman(p: dict[str, Any]) -> list[Halaman]:
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.test import Client

    klien = Client()
    klien.force_login(get_user_model().objects.get(pk=p["pengguna"]))
    sesi = klien.cookies[settings.SESSION_COOKIE_NAME].value
    return [Halaman("Django polos: daftar 20 baris", "/", sesi, daftar=True)]
