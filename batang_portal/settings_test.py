"""Settings of the test suite: the real ones, made fast and closed off. Real PostgreSQL, real Redis, real Celery."""

import atexit
import os
import shutil
import sys
import tempfile

# Fixed, so that the suite says the same on the embedded server and with DATABASE_URL. Keys of no other use.
os.environ |= {"DEBUG": "0", "DEMO": "0", "HTTPS": "0", "PROXY": "0", "LOG_LEVEL": "WARNING", "SECRET_KEY": "uji"}
os.environ |= {"NIK_KUNCI": "dWppLXVqaS11amktdWppLXVqaS11amktdWppLXVqaS0=", "NIK_KUNCI_SIDIK": "uji-sidik"}

from batang_portal.settings import *  # noqa: F403
from batang_portal.settings import CELERY_BROKER_TRANSPORT_OPTIONS, DATABASES, INSTALLED_APPS, STORAGES

INSTALLED_APPS += ["tests.perkara_uji"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# What a power cut would take is of no use here: tests with real transactions need not wait for the disk.
DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c synchronous_commit=off"
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = tempfile.mkdtemp(prefix="batang-uji-")
atexit.register(shutil.rmtree, MEDIA_ROOT, ignore_errors=True)
# A worker of `make run` on the same Redis must never take a job of the tests.
_bagian = os.environ.get("PYTEST_XDIST_WORKER", "")  # nor one part of the suite a job of the other's
CELERY_BROKER_TRANSPORT_OPTIONS["global_keyprefix"] = f"{DATABASES['default']['TEST']['NAME']}{_bagian}:"


def _hanya_loopback(kejadian: str, isi: tuple) -> None:
    if kejadian == "socket.connect" and isinstance(isi[1], tuple) and isi[1][0] not in ("127.0.0.1", "::1"):
        raise RuntimeError(f"Uji menghubungi {isi[1][0]}: hanya loopback yang boleh.")


sys.addaudithook(_hanya_loopback)
