#!/usr/bin/env python3
"""Asks the portal's processes at BIND, past nginx but as nginx would: `deploy/ask.py /readyz`.

Says what they answer, and ends with 0 if that is good."""

import os
import socket
import sys
from http.client import HTTPConnection


def line_to(bind):
    if bind.startswith("unix:"):
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(5)
        line.connect(bind.removeprefix("unix:"))
        return line
    host, _colon, port = bind.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=5)


def main(path):
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip().lstrip(".")
    connection = HTTPConnection(host)
    connection.sock = line_to(os.environ.get("BIND", "127.0.0.1:8000"))
    connection.request("GET", path, headers={"X-Forwarded-Proto": "https"})
    answer = connection.getresponse()
    sys.stdout.write(f"{answer.status} {answer.read(200).decode(errors='replace').strip()}\n")
    return answer.status != 200


if __name__ == "__main__":
    try:
        sys.exit(main(*sys.argv[1:]))
    except OSError as error:
        sys.exit(f"Nothing answers: {error}")
