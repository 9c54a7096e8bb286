"""Settings of the drills: the real ones, with messages leaving at any hour and a carrier given up on sooner."""

from datetime import time

from batang_portal.settings import *  # noqa: F403
from notifikasi import jam_kirim

jam_kirim.MULAI, jam_kirim.TUTUP = time.min, time.max
EMAIL_TIMEOUT = 1
# Log-ins of the drills are many, and none of them is about passwords.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
