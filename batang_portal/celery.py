"""The Celery application: worker and beat share the settings of the web."""

import os

from celery import Celery
from celery.signals import before_task_publish, setup_logging, task_postrun, task_prerun, worker_init

from operasi import pekerjaan

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "batang_portal.settings")

app = Celery("batang_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@task_prerun.connect
def periksa_koneksi(**kwargs: object) -> None:
    """Drop a connection that died with its server: with CELERY_DB_REUSE_MAX Celery itself never looks."""
    from django.db import connection

    connection.health_check_done = False
    connection.close_if_unusable_or_obsolete()


@setup_logging.connect
def satu_log(**kwargs: object) -> None:
    """Log as the web does, in the same form; without this Celery would set up handlers of its own."""
    from logging.config import dictConfig

    from django.conf import settings

    dictConfig(settings.LOGGING)


@worker_init.connect
def bersihkan_metrik(**kwargs: object) -> None:
    from operasi import metrik

    metrik.bersihkan()


before_task_publish.connect(pekerjaan.titipkan)
task_prerun.connect(pekerjaan.mulai)
task_postrun.connect(pekerjaan.selesai)
