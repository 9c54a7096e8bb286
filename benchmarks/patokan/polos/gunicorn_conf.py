"""As the portal's own gunicorn.conf.py serves, without what the portal adds."""

import os

bind = f"127.0.0.1:{os.environ['PORT']}"
workers = int(os.environ["WEB_CONCURRENCY"])
worker_class = "sync"
preload_app = True
loglevel = "warning"
control_socket_disable = True
