"""Settings of the portal: one file, driven by the environment.

Every variable is listed with its meaning in `.env.example`. Without DATABASE_URL
the portal runs on its embedded PostgreSQL and Redis (`batang_portal/tertanam.py`);
with it the portal is a real installation and refuses to start half-configured.
"""

import re
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from batang_portal import jadwal, tertanam

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
if (BASE_DIR / ".env").exists():
    env.read_env(BASE_DIR / ".env")

# --- Where data live -------------------------------------------------------
DATA_DIR = Path(env("DATA_DIR", default=str(BASE_DIR / ".data")))
TERTANAM = not env("DATABASE_URL", default="")
if TERTANAM:
    layanan_tertanam = tertanam.nyalakan(DATA_DIR)
    DATABASE_URL, REDIS_URL = layanan_tertanam.database_url, env("REDIS_URL", default=layanan_tertanam.redis_url)
    kunci_tertanam = tertanam.kunci(DATA_DIR)
else:
    DATABASE_URL = env("DATABASE_URL")
    REDIS_URL = env("REDIS_URL", default="redis://127.0.0.1:6379/0")
    kunci_tertanam = {}


def wajib(nama: str) -> str:
    """Return a secret that a real installation must set itself; the embedded one keeps its own in DATA_DIR."""
    nilai = env(nama, default=kunci_tertanam.get(nama, ""))
    if not nilai:
        raise ImproperlyConfigured(f"{nama} belum diisi. Lihat .env.example.")
    return nilai


SECRET_KEY = wajib("SECRET_KEY")
# Former keys that still open what they signed, while SECRET_KEY is being changed.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_LAMA", default=[])
# First key encrypts, all of them decrypt: rotation is `manage.py putar_kunci`.
NIK_KUNCI = wajib("NIK_KUNCI").split(",")
NIK_KUNCI_SIDIK = wajib("NIK_KUNCI_SIDIK").split(",")

DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
if DEMO and not TERTANAM:
    raise ImproperlyConfigured("DEMO=1 hanya untuk basis data tertanam, bukan untuk DATABASE_URL.")
HTTPS = env.bool("HTTPS", default=not TERTANAM)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
PORTAL_URL = env("PORTAL_URL", default=f"http://127.0.0.1:{env('PORT', default='8000')}").rstrip("/")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[PORTAL_URL] if HTTPS else [])

# --- The regency: another kabupaten changes these and its data file only ----
KODE_KABUPATEN = env("KODE_KABUPATEN", default="33.25")
NAMA_KABUPATEN = env("NAMA_KABUPATEN", default="Kabupaten Batang")
NAMA_PORTAL = env("NAMA_PORTAL", default="Portal UMKM Batang")
NAMA_DINAS = env("NAMA_DINAS", default="Dinas Perindustrian, Perdagangan, Koperasi dan UKM Kabupaten Batang")
ALAMAT_DINAS = env("ALAMAT_DINAS", default="Batang, Jawa Tengah")
TELEPON_DINAS = env("TELEPON_DINAS", default="")
LOGO = env("LOGO", default="gambar/lambang.svg")
GAYA_KABUPATEN = env("GAYA_KABUPATEN", default="")  # path under static/ of a stylesheet that overrides the colours
KODE_NOMOR = env("KODE_NOMOR", default="BTG")  # prefix of numbers spoken over the phone

# --- Applications: a line may import only from the lines above it -------------
INSTALLED_APPS = [
    "beranda.apps.AdminPortal",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.forms",
    "rest_framework",
    "drf_spectacular",
    "django_filters",
    "django_htmx",
    "csp",
    "pgtrigger",
    "pghistory",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "inti",
    "wilayah",
    "notifikasi",
    "akun",
    "umkm",
    "layanan",
    "aduan",
    "konsultasi",
    "pelatihan",
    "laporan",
    "operasi",
    "api",
    "beranda",
]
# From the ground up; apps on one floor are siblings and do not know each other.
LANTAI_PROSES = ["layanan", "aduan", "konsultasi", "pelatihan"]
LANTAI_ATAS = ["laporan", "operasi", "api", "beranda"]
LANTAI = ["inti", "wilayah", "notifikasi", "akun", "umkm", *LANTAI_PROSES, *LANTAI_ATAS]

MIDDLEWARE = [
    "operasi.middleware.Permintaan",
    "operasi.middleware.KebijakanPeramban",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "api.middleware.PintuApi",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "akun.middleware.FaktorKedua",
    "akun.middleware.TerlaluSering",
]

ROOT_URLCONF = "batang_portal.urls"
WSGI_APPLICATION = "batang_portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "beranda.context.portal",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Database, cache, queue -----------------------------------------------
DATABASES = {
    "default": {
        **env.db_url_config(DATABASE_URL),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"NAME": env("DB_UJI", default="test_batang")},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# In PostgreSQL, not Redis: a log-in must succeed while Redis is down.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "singgahan",
        # Django's 300 would soon drop a third of the tries it remembers, and with them the limit on guessing a name.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
SESSION_ENGINE = "akun.sesi"

CELERY_BROKER_URL = tertanam.url_celery(REDIS_URL)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_TIME_LIMIT = 300
# max_retries 0: a web request that finds Redis down goes on at once; the sweep of the outbox makes up for it.
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_timeout": 2, "socket_connect_timeout": 1, "max_retries": 0}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_DB_REUSE_MAX = 1000
# Kilobytes: a process that has printed a long list is replaced after it, for typst keeps what it took.
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 200_000
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "Asia/Jakarta"
CELERY_BEAT_SCHEDULE = jadwal.BERKALA

# --- Language and time -----------------------------------------------------
LANGUAGE_CODE = "id"
TIME_ZONE = "Asia/Jakarta"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["batang_portal.formats"]

# --- Files -----------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "inti.penyimpanan.Utuh"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
UKURAN_BERKAS_MAKS = 10 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# Ten photos of one document, and what empty inputs count as; each may weigh UKURAN_BERKAS_MAKS before any view has
# looked at it.
DATA_UPLOAD_MAX_NUMBER_FILES = 12
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "inti.unggah.PenampungTerbatas",
]

# --- Accounts ----------------------------------------------------------------
AUTH_USER_MODEL = "akun.Pengguna"
AUTHENTICATION_BACKENDS = ["akun.backends.Masuk"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "beranda:saya"
LOGOUT_REDIRECT_URL = "akun:sudah_keluar"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "akun.aturan_sandi.Panjang", "OPTIONS": {"min_length": 8}},
    {"NAME": "akun.aturan_sandi.TidakUmum"},
    {
        "NAME": "akun.aturan_sandi.TidakMirip",
        "OPTIONS": {"user_attributes": ("nama", "telepon", "email")},
    },
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
PASSWORD_RESET_TIMEOUT = 3600
ACCOUNT_ADAPTER = "akun.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"phone", "email"}
ACCOUNT_SIGNUP_FIELDS = ["phone", "password1"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PHONE_VERIFICATION_ENABLED = False
ACCOUNT_FORMS = {"reauthenticate": "akun.forms_dua_langkah.PastikanForm"}
# Tries at the log-in page are counted by akun.batas; these count the second factor and asking the password again.
ACCOUNT_RATE_LIMITS = {"login_failed": "300/m/ip,5/5m/key", "reauthenticate": "20/m/user"}
MFA_ADAPTER = "akun.adapter.AdapterDuaLangkah"
MFA_FORMS = {
    "authenticate": "akun.forms_dua_langkah.TanyaKodeForm",
    "reauthenticate": "akun.forms_dua_langkah.TanyaKodeLagiForm",
    "activate_totp": "akun.forms_dua_langkah.AktifkanTotpForm",
    "add_webauthn": "akun.forms_dua_langkah.KunciBaruForm",
    "edit_webauthn": "akun.forms_dua_langkah.UbahKunciForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_TOTP_ISSUER = NAMA_PORTAL
# One step of 30 seconds to either side (RFC 6238 section 5.2): slow fingers, and phones whose clock is a little off.
MFA_TOTP_TOLERANCE = 1
# W001: the phone is optional for allauth, because staff may have an e-mail only.
SILENCED_SYSTEM_CHECKS = ["account.W001"]

# --- Messages ------------------------------------------------------------------
# Empty: no gateway, so one-time codes are off and hidden everywhere, and officials send by hand. Else "whatsapp".
GERBANG_PESAN = env("GERBANG_PESAN", default="")
WHATSAPP_URL = env("WHATSAPP_URL", default="https://graph.facebook.com/v25.0").rstrip("/")
WHATSAPP_TIMEOUT = 10
WHATSAPP_NOMOR = env("WHATSAPP_NOMOR", default="")
WHATSAPP_TOKEN = env("WHATSAPP_TOKEN", default="")
WHATSAPP_RAHASIA = env("WHATSAPP_RAHASIA", default="")
WHATSAPP_KATA_VERIFIKASI = env("WHATSAPP_KATA_VERIFIKASI", default="")
if GERBANG_PESAN not in ("", "whatsapp"):
    raise ImproperlyConfigured("GERBANG_PESAN hanya boleh kosong atau whatsapp. Lihat .env.example.")
if GERBANG_PESAN:
    for _nama in ("WHATSAPP_NOMOR", "WHATSAPP_TOKEN", "WHATSAPP_RAHASIA", "WHATSAPP_KATA_VERIFIKASI"):
        wajib(_nama)
    if not re.match(r"https://|http://127\.0\.0\.1:\d+(/|$)", WHATSAPP_URL):
        raise ImproperlyConfigured("WHATSAPP_URL harus diawali https://, karena membawa kunci.")
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="portal-umkm@localhost")

# --- Electronic signature ---------------------------------------------------------
# Empty: letters are signed in ink, and no page mentions another way. Else the address of the esign client service.
BSRE_URL = env("BSRE_URL", default="").rstrip("/")
BSRE_PENGGUNA = env("BSRE_PENGGUNA", default="")
BSRE_SANDI = env("BSRE_SANDI", default="")
BSRE_TIMEOUT = 20  # seconds; a request may last twice that, well below gunicorn's limit
if BSRE_URL:
    for _nama in ("BSRE_PENGGUNA", "BSRE_SANDI"):
        wajib(_nama)
    if not re.match(r"https://|http://127\.0\.0\.1:\d+(/|$)", BSRE_URL):
        raise ImproperlyConfigured("BSRE_URL harus diawali https://, karena membawa passphrase.")

# --- Retention ------------------------------------------------------------------
HARI_SIMPAN_FOTO_KTP = env.int("HARI_SIMPAN_FOTO_KTP", default=30)
HARI_SIMPAN_DRAF = env.int("HARI_SIMPAN_DRAF", default=60)
HARI_MASUK_PERANGKAT = 90

# --- Operation -------------------------------------------------------------------
# First key seals, all of them open. Never in a backup, never beside one.
KUNCI_CADANGAN = env.list("KUNCI_CADANGAN", default=[])
CADANGAN_DIR = env("CADANGAN_DIR", default="")
CADANGAN_SIMPAN = env.int("CADANGAN_SIMPAN", default=14)
# Opens /metrics; empty: there is no such address, and nothing is counted.
METRIK_TOKEN = env("METRIK_TOKEN", default="")

# --- API -------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["api.otentikasi.DenganKunci"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated", "api.permissions.CakupanCukup"],
    "DEFAULT_THROTTLE_CLASSES": ["api.laju.Laju"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["api.kiriman.PembacaJson"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_METADATA_CLASS": None,
    "EXCEPTION_HANDLER": "api.masalah.tangani",
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": f"API {NAMA_PORTAL}",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "DISABLE_DOCSTRING_DESCRIPTIONS": True,
    "SORT_OPERATIONS": False,
    "POSTPROCESSING_HOOKS": ["api.skema.lengkapi"],
}

# --- Browser security ----------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "manifest-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_NAME = "sesi"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "beranda.views.galat_csrf"
if HTTPS:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    # Asked from this very machine, past the proxy.
    SECURE_REDIRECT_EXEMPT = [r"^(livez|readyz|metrics)$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# How many proxies of ours stand in front: 1 behind nginx, 0 when gunicorn is reached directly.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("PROXY", default=0 if TERTANAM else 1)

# One JSON object a line for machines; lines for people in development and with `make run`.
LOG_JSON = env.bool("LOG_JSON", default=not (DEBUG or TERTANAM))
_sampai_layar = {"handlers": ["layar"], "propagate": False}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"baris": {"()": "operasi.log.Baris"}, "json": {"()": "operasi.log.BarisJson"}},
    "handlers": {"layar": {"class": "logging.StreamHandler", "formatter": "json" if LOG_JSON else "baris"}},
    "loggers": {
        "celery": {"level": "WARNING"},
        # Django's own handlers away: one line for each event, in one form.
        "django": {"handlers": [], "propagate": True},
        "django.request": {"level": "ERROR"},  # each answer has its line in portal.permintaan
        "gunicorn.error": _sampai_layar,
        "gunicorn.access": _sampai_layar,
        "pikepdf": {"level": "WARNING"},
        # On the screen of `make run` only what went wrong.
        "portal": {"level": "INFO" if LOG_JSON or DEBUG else "WARNING"},
    },
    "root": {"handlers": ["layar"], "level": env("LOG_LEVEL", default="INFO")},
}
