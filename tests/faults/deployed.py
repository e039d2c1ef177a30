"""The portal as deploy/ ships it: two groups of processes behind nginx, with TLS and the shipped configuration."""

import grp
import os
import pwd
import re
import shutil
import signal
import socket
import ssl
import subprocess
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.client import HTTPSConnection
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from portal.error_pages import write_error_pages
from tests.faults.running import ROOT, answer_on, gunicorn, wait_until
from tests.postgres import free_port

HOST = "strategie.example.org"  # the name in the shipped configuration
CONFIGURATION = ROOT / "deploy" / "nginx"
# What every distribution's nginx.conf says around it.
AROUND = """
daemon off;
worker_processes 1;
user {user} {group};
pid {folder}/nginx.pid;
error_log {folder}/logs/start.log;
events {{ worker_connections 512; }}
http {{
    types {{ text/html html; text/css css; }}
    client_body_temp_path {folder}/temporary/body;
    proxy_temp_path {folder}/temporary/proxy;
    fastcgi_temp_path {folder}/temporary/fastcgi;
    uwsgi_temp_path {folder}/temporary/uwsgi;
    scgi_temp_path {folder}/temporary/scgi;
    include machine.conf;
}}
"""


def nginx():
    """The program. Raises FileNotFoundError with what to install."""
    if found := shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin"):
        return found
    raise FileNotFoundError("Please install nginx (Debian: apt-get install nginx); the tests start one of their own.")


class Deployed:
    """Two portals and their nginx in this folder; `get` and `post` ask it as a visitor."""

    def __init__(self, folder, portal):
        self.folder, self.port, self.plain_port = folder, free_port(), free_port()
        self.environment = {**portal.environment, "HTTPS": "on", "BEHIND_PROXY": "on", "ALLOWED_HOSTS": HOST}
        self.manage = portal.manage
        self.portals = {}
        for name in ("logs", "temporary", "cache", "tls", "run"):
            (folder / name).mkdir()
        self.trust = certificate(folder / "tls")
        write_error_pages(folder / "error-pages")
        self.write_configuration()

    # nginx

    def write_configuration(self):
        """The shipped files unchanged, but for the machine's facts in one of them."""
        shutil.copytree(CONFIGURATION, self.folder / "portal")
        facts = {
            "/run/portal/": f"{self.folder}/run/",
            "/var/cache/nginx/portal": f"{self.folder}/cache/pages",
            "/etc/nginx/tls/": f"{self.folder}/tls/",
            "/var/lib/portal/error-pages": f"{self.folder}/error-pages",
            "/var/log/nginx/": f"{self.folder}/logs/",
            "listen 443 ": f"listen 127.0.0.1:{self.port} ",
            "listen 80 ": f"listen 127.0.0.1:{self.plain_port} ",
        }
        text = re.sub(r"listen \[::\].*", "", (CONFIGURATION / "machine.conf").read_text())
        for shipped, here in facts.items():
            assert shipped in text
            text = text.replace(shipped, here)
        (self.folder / "machine.conf").write_text(text)
        me = pwd.getpwuid(os.getuid())
        around = AROUND.format(folder=self.folder, user=me.pw_name, group=grp.getgrgid(me.pw_gid).gr_name)
        (self.folder / "nginx.conf").write_text(around)

    @contextmanager
    def running(self):
        command = [nginx(), "-p", self.folder, "-c", self.folder / "nginx.conf", "-e", self.folder / "logs/start.log"]
        checked = subprocess.run([*command, "-t"], capture_output=True, text=True)
        assert checked.returncode == 0, checked.stderr
        server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        try:
            self.start(1, 2)
            wait_until(lambda: self.get("/readyz").status == 200)
            yield self
        finally:
            server.terminate()
            server.wait(timeout=30)
            self.stop(*list(self.portals))

    # The portals

    def start(self, *numbers):
        """Returns when they answer."""
        for number in numbers:
            environment = {**self.environment, "BIND": f"unix:{self.socket(number)}"}
            self.portals[number] = gunicorn(environment)
        for number in numbers:
            wait_until(lambda number=number: accepts(self.socket(number)), seconds=120)

    def stop(self, *numbers):
        for number in numbers:
            self.portals[number].terminate()
        for number in numbers:
            self.portals.pop(number).wait(timeout=40)

    def workers(self, number):
        return children(self.portals[number].pid)

    def kill(self, *processes):
        for process in processes:
            os.kill(process, signal.SIGKILL)

    def socket(self, number):
        return self.folder / "run" / f"{number}.sock"

    # Visitors

    def line(self, timeout):
        """A connection of one's own, with TLS."""
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=timeout)
        return self.trust.wrap_socket(plain, server_hostname=HOST)

    def ask(self, method, path, timeout=20, **request):
        connection = HTTPSConnection(HOST, timeout=timeout)
        connection.sock = self.line(timeout)
        return answer_on(connection, method, path, **request)

    def get(self, path, timeout=20, **headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.ask("GET", path, timeout, headers=named)

    def statuses(self, *paths):
        return [self.get(path).status for path in paths]

    def log(self):
        return (self.folder / "logs" / "access.log").read_text()


def accepts(path):
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(str(path))
        return True


def children(parent):
    """The processes that a process has started."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        if int(fields[1]) == parent:
            found.append(int(status.parent.name))
    return found


def certificate(folder):
    """Writes a certificate as the shipped configuration names it; returns what trusts it."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    today = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "fullchain.pem").write_bytes(made.public_bytes(pem))
    format_, none = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "privkey.pem").write_bytes(key.private_bytes(pem, format_, none))
    return ssl.create_default_context(cafile=folder / "fullchain.pem")
