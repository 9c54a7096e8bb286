"""The web asks workers to write; it does not carry what they write with."""

from __future__ import annotations

import os
import subprocess
import sys

from django.conf import settings

TANYA = """
import sys, django
django.setup()
import batang_portal.urls, laporan.tasks
print(sorted({"rustpy_xlsxwriter", "typst", "laporan.berkas_pdf", "laporan.berkas_xlsx"} & set(sys.modules)))
"""


def test_a_process_that_has_made_no_file_has_loaded_no_writer():
    lingkungan = os.environ | {
        "DJANGO_SETTINGS_MODULE": "batang_portal.settings",
        "DATABASE_URL": "postgresql://uji@127.0.0.1/uji",
        "NIK_KUNCI": "uji",
        "NIK_KUNCI_SIDIK": "uji",
    }
    hasil = subprocess.run(
        [sys.executable, "-c", TANYA], cwd=settings.BASE_DIR, env=lingkungan, capture_output=True, text=True, check=True
    )
    assert hasil.stdout.strip() == "[]"
