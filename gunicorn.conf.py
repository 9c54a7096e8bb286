"""gunicorn behind nginx, or alone for `make run`."""

import os

host = os.environ.get("HOST") or "127.0.0.1"
bind = f"{f'[{host}]' if ':' in host else host}:{os.environ.get('PORT') or '8000'}"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
worker_class = "sync"
preload_app = True  # one copy of the code in memory, and a broken setting stops the start instead of every worker
timeout = 65  # seconds for one request: longer than nginx's 60, so that nginx answers first
graceful_timeout = 25  # the supervisor waits 30
loglevel = "warning"
accesslog = None  # operasi.middleware writes one line for each request, without query strings and secrets
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1,::1")
control_socket_disable = True  # it would write into the home folder of whoever starts us


def on_starting(server):
    """Counters of workers that are gone stay out of the sums."""
    from operasi import metrik

    metrik.bersihkan()


def when_ready(server):
    """Load every page before the workers part, and have their garbage collectors leave alone what they share.

    A quarter of a worker's memory: what each would load by itself, and pages copied for the collector's marks.
    """
    import gc

    from django.urls import get_resolver

    get_resolver().reverse_dict  # noqa: B018 - asking for it loads all
    gc.collect()
    gc.freeze()
