"""What is measured: gunicorn with one worker each, as in production, and what that worker has used up."""

import json
import subprocess
import sys
from base64 import b64encode
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from tests.faults.running import ROOT, wait_until
from tests.postgres import free_port

# Said by gunicorn itself, for each answer anew.
OF_THE_SERVER = {"Server", "Date", "Connection"}
BROWSER = {"Accept-Encoding": "gzip, deflate, br"}


class Server:
    """One worker process at a port of its own."""

    def __init__(self, application, environment):
        self.application, self.environment, self.port = application, environment, free_port()

    @contextmanager
    def running(self, address):
        """`address`: one that it can answer."""
        options = ["--bind", f"127.0.0.1:{self.port}", "--workers", "1", "--max-requests", "0"]
        command = [sys.executable, "-m", "gunicorn", self.application, *options]
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment)
        try:
            wait_until(lambda: self.get(address).status == 200)
            yield self
        finally:
            self.process.terminate()
            self.process.wait(timeout=30)

    def get(self, path, headers=BROWSER):
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            response.body = response.read()
            return response
        finally:
            connection.close()

    def address_of(self, path):
        return f"http://127.0.0.1:{self.port}{path}"

    @property
    def worker(self):
        """The folder in which Linux tells of the worker process."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return Path("/proc") / children[0]

    def cpu_seconds(self):
        """What the worker has had of the processor so far, all its threads together."""
        return sum(int(task.read_text().split()[0]) for task in self.worker.glob("task/*/schedstat")) / 1e9

    def megabytes(self):
        """The worker's memory, what it shares with others counted in part."""
        lines = (self.worker / "smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def recorded(server, paths):
    """What this server answers, in the form that bare.py reads."""
    answers = {}
    for path in paths:
        response = server.get(path)
        headers = [header for header in response.getheaders() if header[0] not in OF_THE_SERVER]
        answers[path] = headers, b64encode(response.body).decode()
    return json.dumps(answers)
