"""Load from a process of its own: wrk if the machine has it, else a small client (`python -m tests.benchmark.load`)."""

import json
import re
import shutil
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from http.client import HTTPConnection
from threading import Thread
from urllib.parse import urlsplit

MILLISECONDS = {"us": 0.001, "ms": 1, "s": 1000}


@dataclass(frozen=True)
class Load:
    """`p50` and `p99`: how long half and nearly all answers took, in milliseconds; `seconds`: how long it went on."""

    requests: int
    seconds: float
    p50: float
    p99: float


def put_on(address, *, connections, seconds, headers):
    """Ask for an address with so many connections for so long. Raises RuntimeError if there was any error."""
    if wrk := shutil.which("wrk"):
        options = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
        command = [wrk, "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout=30s", "--latency", *options, address]
        return read_wrk(printed_by(command))
    client = [sys.executable, "-m", "tests.benchmark.load"]
    return Load(**json.loads(printed_by([*client, address, str(connections), str(seconds), json.dumps(headers)])))


def printed_by(command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def read_wrk(text):
    if failed := re.search(r"(Non-2xx or 3xx responses|Socket errors): .*", text):
        raise RuntimeError(failed[0])
    requests, amount, unit = re.search(r"(\d+) requests in ([\d.]+)(us|ms|s)", text).groups()
    if requests == "0":
        raise RuntimeError("No answer in time; let each measurement take longer.")
    p50, p99 = (
        float(found[1]) * MILLISECONDS[found[2]]
        for found in (re.search(rf"{part}%\s+([\d.]+)(us|ms|s)", text) for part in (50, 99))
    )
    return Load(int(requests), float(amount) * MILLISECONDS[unit] / 1000, p50, p99)


def ask(address, headers, until, durations):
    """One connection after the other, as gunicorn's workers answer one request each."""
    parts = urlsplit(address)
    while (begun := time.perf_counter()) < until:
        connection = HTTPConnection(parts.hostname, parts.port, timeout=30)
        connection.request("GET", f"{parts.path}?{parts.query}".rstrip("?"), headers=headers)
        response = connection.getresponse()
        response.read()
        connection.close()
        if response.status >= 400:
            raise RuntimeError(f"{address}: {response.status}")
        durations.append((time.perf_counter() - begun) * 1000)


def main(address, connections, seconds, headers):
    begun, durations = time.perf_counter(), []
    threads = [
        Thread(target=ask, args=(address, json.loads(headers), begun + float(seconds), durations))
        for _connection in range(int(connections))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    durations.sort()
    at = [durations[int(len(durations) * part)] for part in (0.5, 0.99)]
    print(json.dumps(asdict(Load(len(durations), time.perf_counter() - begun, *at))))


if __name__ == "__main__":
    main(*sys.argv[1:])
