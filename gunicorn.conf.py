"""How gunicorn runs the portal; it reads this by itself when it is started in this folder."""

import os
from logging.config import dictConfig

from gunicorn.glogging import Logger

from portal import logs
from portal.counts import counts

bind = os.environ.get("BIND", "127.0.0.1:8000")
# One request at a time each. nginx takes requests and answers in whole, so that nobody with a slow line holds a
# worker; and pages cost computing, not waiting, so more workers than two a core gain nothing.
workers = int(os.environ.get("WORKERS", "2"))
# The portal listens when it is complete, and a worker that was lost is replaced in milliseconds.
preload_app = True
timeout = 30  # seconds of silence after which a worker is replaced
graceful_timeout = 25  # seconds to finish what was begun; systemd and the container engine wait for 30
# What a library may leak is given back now and then, never by all workers at once; but seldom, for a new worker has
# nothing in its memory yet, and answers some thousand requests a second when it has.
max_requests = 1_000_000
max_requests_jitter = 500_000
# In memory: a worker's sign of life must not wait for a disk.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108 - a file nobody else can open
# What nginx lets through as well (large_client_header_buffers).
limit_request_line = 8190
limit_request_field_size = 8190
loglevel = "warning"

# What a proxy says of a request is believed by Django, if BEHIND_PROXY says so, and by nobody else.
forwarded_allow_ips = ""
control_socket_disable = True
# There is no access log. Who asks for one (--access-logfile -) gets it without addresses, questions and browsers.
access_log_format = "%(m)s %(U)s %(s)s %(B)s bytes %(M)s ms"
LARGEST_BODY = 128 * 1024 * 1024  # bytes; more than nginx lets through (client_max_body_size)


class logger_class(Logger):  # noqa: N801 - gunicorn's name
    """gunicorn's own lines are as discreet as the portal's."""

    def setup(self, cfg):
        super().setup(cfg)
        dictConfig(logs.config(os.environ.get("LOG_FORMAT") or "text", os.environ.get("LOG_LEVEL") or "WARNING"))


def pre_fork(server, worker):
    """Each worker counts in the first row that is free."""
    taken = {other.row for other in server.WORKERS.values()}
    worker.row = next(row for row in range(len(taken) + 1) if row not in taken)


def post_fork(server, worker):
    counts.take(worker.row)


def child_exit(server, worker):
    counts.leave(worker.row)


def post_request(worker, request, environ, response):
    """Takes the rest of a body that was refused unread: nginx is still sending it, and would say 502 if cut off."""
    taken = 0
    while taken < LARGEST_BODY and (part := request.body.read(65_536)):
        taken += len(part)
