"""The Celery application: worker and beat share the settings of the web."""

import os

from celery import Celery
from celery.signals import task_prerun

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
