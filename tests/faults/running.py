"""A whole portal as in production, in processes of its own, to break things around it."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

from tests.postgres import free_port

ROOT = Path(__file__).resolve().parent.parent.parent


class Portal:
    """gunicorn with two workers in front of this database; `get` asks it as a visitor."""

    def __init__(self, folder, database_url):
        self.port = free_port()
        self.folder, self.static_files = folder, folder / "static"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("COV")},
            "DATABASE_URL": database_url,
            "DATA_DIR": str(folder),
            "SECRET_KEY": "only-for-the-tests-of-faults",
            "HTTPS": "off",
            "ALLOWED_HOSTS": "127.0.0.1",
        }

    def manage(self, *arguments):
        """Run a command of the portal; returns what it says."""
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, stdout=subprocess.PIPE, text=True
        ).stdout

    @contextmanager
    def running(self):
        server = gunicorn(self.environment, "--bind", f"127.0.0.1:{self.port}", "--workers", "2")
        try:
            wait_until(lambda: self.get("/robots.txt").status == 200)
            yield self
        finally:
            server.terminate()
            server.wait(timeout=30)

    def get(self, path, timeout=20, **headers):
        return self.asked("GET", path, timeout, headers=headers)

    def post(self, path, values, timeout=20, **headers):
        form = {**headers, "Content-Type": "application/x-www-form-urlencoded"}
        return self.asked("POST", path, timeout, body=urlencode(values), headers=form)

    def asked(self, method, path, timeout, **what):
        return answer_on(HTTPConnection("127.0.0.1", self.port, timeout=timeout), method, path, **what)

    def is_well(self):
        """Whether all workers answer: so many are asked at once that no other one takes them all."""
        return self.statuses_at_once("/readyz") == [200] * 24

    def statuses_at_once(self, path):
        with ThreadPoolExecutor(8) as pool:
            return [answer.status for answer in pool.map(self.get, [path] * 24)]


def gunicorn(environment, *arguments):
    """The process that keeps the workers."""
    return subprocess.Popen([sys.executable, "-m", "gunicorn", "portal.wsgi", *arguments], cwd=ROOT, env=environment)


def answer_on(connection, method, path, **request):
    """The answer to one request, with its body as `text`."""
    try:
        connection.request(method, path, **request)
        response = connection.getresponse()
        response.text = response.read().decode(errors="replace")
        return response
    finally:
        connection.close()


def wait_until(holds, seconds=60):
    """Wait for something that takes its time; raises TimeoutError if it never comes."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with suppress(OSError, HTTPException):
            if holds():
                return
        time.sleep(0.1)
    raise TimeoutError
