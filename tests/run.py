"""Runs all tests twice, on SQLite and on PostgreSQL. `make test` calls this; arguments go to pytest."""

import os
import subprocess
import sys

from tests import postgres
from tests.browser import browser

HINT = "Please install Chromium (Debian: apt-get install chromium), or set CHROMIUM to its path."


def run_pytest(database_url):
    """Run pytest with this database, SQLite if it is empty; returns its exit code."""
    environment = {**os.environ, "DATABASE_URL": database_url}
    if not database_url:
        del environment["DATABASE_URL"]
    print(f"\n== Tests on {'PostgreSQL' if database_url else 'SQLite'}", flush=True)
    return subprocess.run([sys.executable, "-m", "pytest", *sys.argv[1:]], env=environment, check=False).returncode


def ensure_chromium():
    """Chromium from the machine, else the test library's own; ends the run with a hint if neither can be had."""
    if browser.chromium():
        return
    fetched = subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    if fetched.returncode:
        sys.exit(HINT)


def main():
    ensure_chromium()
    failed = run_pytest("")
    if failed:
        sys.exit(failed)
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        sys.exit(run_pytest(os.environ["DATABASE_URL"]))
    try:
        with postgres.server() as address:
            failed = run_pytest(address)
    except postgres.NoServerError as reason:
        sys.exit(str(reason))
    sys.exit(failed)


if __name__ == "__main__":
    main()
