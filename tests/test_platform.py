"""Facts that stand in two places: settings, their paper, the commands."""

import ast
import re
import socket
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import formats, timezone

from batang_portal.celery import app

AKAR = Path(__file__).parent.parent
BERKAS_SETELAN = ["batang_portal/settings.py", "gunicorn.conf.py"]


def variabel_dibaca(berkas: str) -> set[str]:
    """Names of environment variables that a file reads: env("X"), env.bool("X"), wajib("X"), os.environ.get("X")."""
    nama = set()
    for simpul in ast.walk(ast.parse((AKAR / berkas).read_text())):
        if not isinstance(simpul, ast.Call) or not simpul.args or not isinstance(simpul.args[0], ast.Constant):
            continue
        if re.fullmatch(r"env(\.\w+)?|wajib|os\.environ\.get", ast.unparse(simpul.func)):
            nama.add(simpul.args[0].value)
    return nama


def test_env_example_lists_every_variable_and_no_other():
    dibaca = set().union(*(variabel_dibaca(berkas) for berkas in BERKAS_SETELAN))
    tertulis = re.findall(r"^# ([A-Z_]+)=", (AKAR / ".env.example").read_text(), re.MULTILINE)
    assert sorted(tertulis) == sorted(dibaca)


def test_every_scheduled_task_exists():
    app.loader.import_default_modules()
    assert {jadwal["task"] for jadwal in settings.CELERY_BEAT_SCHEDULE.values()} - set(app.tasks) == set()


def test_tests_cannot_reach_beyond_this_machine():
    with socket.socket() as s, pytest.raises(RuntimeError, match="hanya loopback"):
        s.connect(("192.0.2.1", 80))


def test_dates_and_hours_read_as_the_counter_writes_them():
    saat = timezone.make_aware(timezone.datetime(2026, 11, 23, 14, 30))
    assert formats.date_format(saat, "DATE_FORMAT") == "Senin, 23 November 2026"
    assert formats.date_format(saat, "DATETIME_FORMAT") == "Senin, 23 November 2026, 14.30 WIB"


def test_month_first_dates_are_not_guessed():
    from django import forms

    assert forms.DateField().clean("01/02/2026").isoformat() == "2026-02-01"
    with pytest.raises(forms.ValidationError):
        forms.DateField().clean("10/25/2026")
