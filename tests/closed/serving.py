"""The portal as in production behind a proxy: gunicorn, HTTPS, SQLite, in processes of its own."""

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from http.client import HTTPConnection
from urllib.parse import urlencode

from tests.faults.running import ROOT, wait_until
from tests.postgres import free_port

METRICS_TOKEN = "nur-fuer-den-waechter"
ADMIN_PATH = "werkstatt"
HOST = "strategie.example.org"


class Server:
    """`get` asks as a visitor whose request comes through the proxy; `log` is all that was written."""

    def __init__(self, folder, **environment):
        self.folder, self.port = folder, free_port()
        self.log_file, self.mail_file = folder / f"{self.port}.log", folder / f"{self.port}.mails"
        self.environment = {
            **{name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "VIRTUAL_ENV"}},
            "DATA_DIR": str(folder),
            "SECRET_KEY": "only-for-the-tests-of-what-is-closed",
            "ALLOWED_HOSTS": HOST,
            "PUBLIC_ADDRESS": f"https://{HOST}",
            "BEHIND_PROXY": "on",
            "ADMIN_PATH": ADMIN_PATH,
            "METRICS_TOKEN": METRICS_TOKEN,
            "SECURITY_CONTACT": "sicherheit@example.org",
            "LOG_FORMAT": "json",
            **environment,
        }

    def manage(self, *arguments):
        """Returns what the command prints."""
        command = [sys.executable, "-W", "ignore", "manage.py", *arguments]
        ran = subprocess.run(command, cwd=ROOT, env=self.environment, check=True, stdout=subprocess.PIPE, text=True)
        return ran.stdout

    def fill(self):
        """Returns what the tests need to know of the world that is in it now."""
        self.manage("migrate", "--verbosity", "0")
        self.manage("collectstatic", "--noinput", "--verbosity", "0")
        return json.loads(self.manage("shell", "--verbosity", "0", "--command", "import tests.closed.world"))

    @contextmanager
    def running(self, *options):
        command = ["-m", "gunicorn", "portal.wsgi", "--bind", f"127.0.0.1:{self.port}", "--workers", "2", *options]
        with self.log_file.open("w") as log, self.mail_file.open("w") as mails:
            process = subprocess.Popen(
                [sys.executable, *command], cwd=ROOT, env=self.environment, stdout=mails, stderr=log
            )
            self.pid = process.pid
            try:
                wait_until(lambda: self.get("/readyz").status == 200)
                yield self
            finally:
                process.terminate()
                process.wait(timeout=30)

    @property
    def log(self):
        return self.log_file.read_text()

    @property
    def mails(self):
        """Without a mail server they are printed where the portal runs."""
        return self.mail_file.read_text()

    def get(self, path, method="GET", form=None, **headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if form is not None:
            named["Content-Type"] = "application/x-www-form-urlencoded"
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            all_headers = {"Host": HOST, "X-Forwarded-Proto": "https", **named}
            connection.request(method, path, None if form is None else urlencode(form), all_headers)
            response = connection.getresponse()
            response.body = response.read()
            response.text = response.body.decode(errors="replace")
            return response
        finally:
            connection.close()
