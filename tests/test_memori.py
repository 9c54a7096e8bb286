"""What a web worker carries from its start: libraries of papers, pictures and sheets are for those who need them."""

import json
import os
import subprocess
import sys
from pathlib import Path

AKAR = Path(__file__).parent.parent
BERAT = ("typst", "PIL", "pikepdf", "rustpy_xlsxwriter", "python_calamine", "openpyxl", "holidays")
PENULIS = ("laporan.berkas_pdf", "laporan.berkas_xlsx")
"""The web asks workers to write lists; it does not carry what they write with."""
MUAT = f"""
import json, sys, threading
import batang_portal.wsgi, laporan.tasks
from django.db import connection
from django.urls import get_resolver
get_resolver().reverse_dict
berat = [nama for nama in {(*BERAT, *PENULIS)!r} if nama in sys.modules]
print(json.dumps([berat, connection.connection is None, threading.active_count()]))
"""


def test_the_web_starts_without_heavy_libraries_and_holds_nothing_that_workers_may_not_share():
    """gunicorn loads every page before the workers part: a connection or a thread would not outlive that."""
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "batang_portal.settings"}
    hasil = subprocess.run([sys.executable, "-c", MUAT], cwd=AKAR, env=env, capture_output=True, text=True, check=True)
    assert json.loads(hasil.stdout.splitlines()[-1]) == [[], True, 1]
