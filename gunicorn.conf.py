"""gunicorn reads this by itself when it is started in this folder; from elsewhere, name it with --config.

How many workers and threads there are, and where they listen, is said at its start."""

import os
from logging.config import dictConfig

from gunicorn.glogging import Logger

from portal import logs
from portal.counts import counts

# What a proxy says of a request is believed by Django, if BEHIND_PROXY says so, and by nobody else.
forwarded_allow_ips = ""
control_socket_disable = True
# There is no access log. Who asks for one (--access-logfile -) gets it without addresses, questions and browsers.
access_log_format = "%(m)s %(U)s %(s)s %(B)s bytes %(M)s ms"


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
