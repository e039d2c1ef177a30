"""`make bench`: what pages cost, measured in one run, each against a bare function that returns the same bytes.

Every measurement is repeated in rounds, one after the other, so that whatever else the machine does meets all of them
alike. Processor time is the worker's own; a ratio is the median of the ratios within one round.
"""

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

import psycopg
from psycopg import sql
from tqdm import tqdm

from tests import postgres
from tests.benchmark.load import put_on
from tests.benchmark.servers import BROWSER, Server, recorded
from tests.faults.running import ROOT

CONNECTIONS = 16
FEW = 100  # press releases
# Where the pages of a sample are; the slugs and the middle of the news are known only when it is made.
FIND_PAGES = """
import json
from django.urls import reverse
from django.utils.translation import override
from news.models import PressRelease
from news.paging import cursor_of
from strategy.models import CoreActivity
rows = PressRelease.objects.published().newest_first()
middle = rows[rows.count() // 2]
with override("de"):
    news = reverse("news:press_release_list")
    print(json.dumps({
        "home": reverse("home"),
        "projects": reverse("strategy:core_activity_list"),
        "project": CoreActivity.objects.published().first().get_absolute_url(),
        "news": news,
        "news, middle page": f"{news}?older={cursor_of(middle)}",
        "news, last page": f"{news}?newer=0-0",
        "press release": middle.get_absolute_url(),
    }))
"""
CHANGE_SOMETHING = "from portal.models import Page; Page.objects.first().save()"


class Installation:
    """A portal with content of its own, set up by the commands that an administrator would use."""

    def __init__(self, folder, database_url=""):
        self.folder = folder
        folder.mkdir()
        self.environment = {
            **os.environ,
            "DATABASE_URL": database_url,
            "DATA_DIR": str(folder),
            "SECRET_KEY": "only-for-the-benchmark-on-this-machine",
            "HTTPS": "off",
            "ALLOWED_HOSTS": "127.0.0.1",
        }
        self.manage("migrate", "--verbosity", "0")
        self.manage("collectstatic", "--noinput", "--verbosity", "0")

    def manage(self, *arguments):
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(command, cwd=ROOT, env=self.environment, check=True, stdout=subprocess.PIPE).stdout

    def server(self, megabytes):
        """`megabytes`: of the page cache."""
        return Server("portal.wsgi", {**self.environment, "PAGE_CACHE_MEGABYTES": str(megabytes)})

    def pages(self):
        return json.loads(self.manage("shell", "-v0", "-c", FIND_PAGES))


@dataclass
class Measurement:
    """One page of one server, with what each round said: `cpu` in microseconds a request, `p50` and `p99` in
    milliseconds with 16 connections, `rate` in requests a second."""

    server: Server
    path: str
    headers: dict = field(default_factory=lambda: BROWSER)
    cpu: list = field(default_factory=list)
    p50: list = field(default_factory=list)
    p99: list = field(default_factory=list)
    rate: list = field(default_factory=list)

    def take(self, seconds):
        before = self.server.cpu_seconds()
        load = put_on(self.server.address_of(self.path), connections=CONNECTIONS, seconds=seconds, headers=self.headers)
        self.cpu.append((self.server.cpu_seconds() - before) / load.requests * 1e6)
        self.p50.append(load.p50)
        self.p99.append(load.p99)
        self.rate.append(load.requests / load.seconds)

    def warm_up(self):
        for _time in range(3):
            self.server.get(self.path, self.headers)

    def times(self, other):
        """How many times as much processor time as the other one."""
        return median(own / others for own, others in zip(self.cpu, other.cpu, strict=True))


def installations(folder, many, database_server):
    """(real, samples): the real strategy on SQLite; by database and number of press releases, the sample."""
    real = Installation(folder / "real")
    real.manage("load_strategy", "--verbosity", "0")
    samples = {}
    for count in (FEW, many):
        samples["SQLite", count] = on_sqlite = Installation(folder / f"sqlite-{count}")
        on_sqlite.manage("make_sample_data", "--verbosity", "0", "--press-releases", str(count))
        archive = folder / f"{count}.tar.gz"
        on_sqlite.manage("back_up", "--verbosity", "0", str(archive))
        address = a_database(database_server, f"sample_{count}")
        samples["PostgreSQL", count] = on_postgres = Installation(folder / f"postgresql-{count}", address)
        on_postgres.manage("restore", "--verbosity", "0", str(archive))
    return real, samples


def a_database(server, name):
    with psycopg.connect(server.address, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return f"{server.address.rsplit('/', 1)[0]}/{name}"


def measured(real, samples, stack, options):
    """All measurements, by (what is measured, page), and the servers by name."""
    first = samples["SQLite", FEW]
    pages = {name: installation.pages() for name, installation in samples.items()}
    cached = stack.enter_context(first.server(megabytes=32).running("/de/"))
    finished = first.folder / "finished-pages.json"
    finished.write_text(recorded(cached, pages["SQLite", FEW].values()))
    bare_server = Server("tests.benchmark.bare", {**os.environ, "BARE_ANSWERS": str(finished)})
    bare = stack.enter_context(bare_server.running("/de/"))
    servers = {"bare": bare, "cached": cached}
    for name, installation in samples.items():
        servers[name] = stack.enter_context(installation.server(megabytes=0).running("/de/"))

    found = {}
    for page, path in pages["SQLite", FEW].items():
        found["bare", page] = Measurement(bare, path)
        if "?" not in path:  # these are made anew each time, so that nobody can fill the memory with them
            found["cached", page] = Measurement(cached, path)
    known = {**BROWSER, "If-None-Match": cached.get("/de/").headers["ETag"]}
    found["304", "home"] = Measurement(cached, "/de/", known)
    for name, paths in pages.items():
        for page, path in paths.items():
            found[name, page] = Measurement(servers[name], path)

    for measurement in found.values():
        measurement.warm_up()
    for number in tqdm(range(options.rounds * len(found)), desc="Measuring", unit=" measurements"):
        list(found.values())[number % len(found)].take(options.seconds)
    return found, servers


def whole_site(real):
    """(pages, processor seconds) to render every page of the real strategy anew after something has changed."""
    with real.server(megabytes=64).running("/de/") as server:
        index = re.findall(r"<loc>(.*?)</loc>", server.get("/sitemap.xml", {}).body.decode())
        sections = [server.get(urlsplit(address).path, {}).body.decode() for address in index]
        paths = [urlsplit(address).path for text in sections for address in re.findall(r"<loc>(.*?)</loc>", text)]
        for path in paths:
            server.get(path)
        real.manage("shell", "-v0", "-c", CHANGE_SOMETHING)
        before = server.cpu_seconds()
        for path in paths:
            server.get(path)
        return len(paths), server.cpu_seconds() - before


def table(found):
    """One row for each page of each kind of server; `times` is the processor time against the bare function."""
    rows = []
    for (name, page), measurement in found.items():
        kind, count = name if isinstance(name, tuple) else (name, FEW)
        rows.append(
            {
                "what": kind if isinstance(name, str) else f"not cached, {kind}, {count:,} press releases",
                "page": page,
                "cpu_microseconds": round(median(measurement.cpu)),
                "times": round(measurement.times(found["bare", page]), 2),
                "requests_a_second": round(median(measurement.rate)),
                "p50_ms": round(median(measurement.p50), 2),
                "p99_ms": round(median(measurement.p99), 2),
            }
        )
    return rows


def growth(found, many):
    """(database, page) and how many times the processor time of few press releases many of them cost."""
    return [
        {"database": name[0], "page": page, "times": round(measurement.times(found[(name[0], FEW), page]), 2)}
        for (name, page), measurement in found.items()
        if isinstance(name, tuple) and name[1] == many
    ]


def print_table(rows):
    widths = {column: max(len(column), *(len(str(row[column])) for row in rows)) for column in rows[0]}
    head, line = {column: column for column in widths}, {column: "-" * width for column, width in widths.items()}
    for row in [head, line, *rows]:
        print("| " + " | ".join(str(row[column]).ljust(width) for column, width in widths.items()) + " |")
    print()


def main():
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="how often everything is measured (default 5)")
    parser.add_argument("--seconds", type=int, default=2, help="how long each time (default 2)")
    parser.add_argument("--many", type=int, default=100_000, help="press releases of the large sample")
    parser.add_argument("--json", type=Path, default=ROOT / "var" / "benchmark.json", help="where the figures go")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, postgres.running_server() as database_server, ExitStack() as stack:
        print("Making the samples; the large one takes some minutes.", flush=True)
        real, samples = installations(Path(folder), options.many, database_server)
        pages, seconds = whole_site(real)
        found, servers = measured(real, samples, stack, options)
        figures = {
            "day": datetime.now(UTC).date().isoformat(),
            "machine": f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}",
            "load": f"{CONNECTIONS} connections, {options.rounds} rounds of {options.seconds} s",
            "pages": table(found),
            "growth": growth(found, options.many),
            "megabytes_of_a_worker": {str(name): round(server.megabytes()) for name, server in servers.items()},
            "whole_site": {"pages": pages, "cpu_seconds": round(seconds, 2)},
        }
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(figures, indent=2) + "\n")
    print_table(figures["pages"])
    print_table(figures["growth"])
    print(f"Memory of a worker, in megabytes: {figures['megabytes_of_a_worker']}")
    print(f"All {pages} pages of the real strategy anew: {seconds:.2f} s of processor time")
    print(f"Written to {options.json}")


if __name__ == "__main__":
    main()
