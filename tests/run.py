"""Runs all tests twice, on SQLite and on PostgreSQL, side by side. `make test` calls this; arguments go to pytest."""

import os
import subprocess
import sys
import tempfile
from contextlib import nullcontext

from tests import postgres
from tests.browser import browser

HINT = "Please install Chromium (Debian: apt-get install chromium), or set CHROMIUM to its path."


def start_pytest(database_url, *arguments, **options):
    """Start pytest with this database, SQLite if it is empty."""
    environment = {**os.environ, "DATABASE_URL": database_url}
    if not database_url:
        del environment["DATABASE_URL"]
    return subprocess.Popen([sys.executable, "-m", "pytest", *arguments, *sys.argv[1:]], env=environment, **options)


def run_both(postgres_url):
    """Both runs at once, the second one's output when the first is done; returns whether one failed."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        on_postgres = start_pytest(postgres_url, stdout=output, stderr=subprocess.STDOUT)
        print("\n== Tests on SQLite, and on PostgreSQL at the same time", flush=True)
        # Faults are made on servers of their own, whatever database the others use; and once is enough.
        on_sqlite = start_pytest("", "--ignore=tests/faults")
        try:
            failed = [on_sqlite.wait(), on_postgres.wait()]
        finally:
            on_sqlite.kill()
            on_postgres.kill()
        output.seek(0)
        print(f"\n== Tests on PostgreSQL\n{output.read()}", flush=True)
    return any(failed)


def ensure_chromium():
    """Chromium from the machine, else the test library's own; ends the run with a hint if neither can be had."""
    if browser.chromium():
        return
    fetched = subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    if fetched.returncode:
        sys.exit(HINT)


def main():
    ensure_chromium()
    given = os.environ.get("DATABASE_URL", "")
    try:
        with nullcontext(given) if given.startswith("postgres") else postgres.server() as address:
            failed = run_both(address)
    except postgres.NoServerError as reason:
        sys.exit(str(reason))
    sys.exit(failed)


if __name__ == "__main__":
    main()
