"""The apps of the house from the ground up, and what each declares in a module of a fixed name."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

from django.apps import AppConfig, apps
from django.conf import settings
from django.utils.module_loading import module_has_submodule


def modul(nama: str) -> Iterator[tuple[AppConfig, ModuleType]]:
    """Yield each app that has a module `<app>/<nama>.py`, and that module, in the order of the floors."""
    for label in settings.LANTAI:
        app = apps.get_app_config(label)
        if module_has_submodule(app.module, nama):
            yield app, import_module(f"{app.name}.{nama}")
