"""What a real server writes down while people use it, at its most talkative: nothing about them."""

import json
import re
import socket

import pytest

from tests.closed.serving import HOST, Server
from tests.portal.accounts import PASSWORD

NAME, ADDRESS = "anna.beispiel", "anna.beispiel@example.org"
QUESTION, TYPED, IP, BROWSER = "Schuldnerberatung", "ein-falsches-kennwort", "203.0.113.77", "Netscape"


@pytest.fixture(scope="module")
def talkative(filled):
    """Tells everything it can, with gunicorn's access log."""
    server = Server(filled[0].folder, LOG_LEVEL="DEBUG", SLOW_QUERY_MS="0")
    with server.running("--access-logfile", "-", "--log-level", "debug"):
        yield server


def ask(server, path, **options):
    headers = {"X_Forwarded_For": IP, "User_Agent": BROWSER, "Referer": f"https://{HOST}/de/?q={QUESTION}"}
    return server.get(path, **{**headers, **options})


def send(server, path, referer=f"https://{HOST}/", **form):
    page = ask(server, path)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)[1]
    cookie = page.headers["Set-Cookie"].partition(";")[0]
    form = {"csrfmiddlewaretoken": token, **form}
    return ask(server, path, method="POST", form=form, Cookie=cookie, Referer=referer)


def reset_password(server):
    """Returns the secret part of the link in the mail."""
    send(server, "/de/konto/password/reset/", email=ADDRESS)
    return re.search(r"/password/reset/key/(\w+-[\w-]+)/", server.mails)[1]


def talk_nonsense(server):
    """To gunicorn itself, which never hands it on."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as line:
        line.sendall(f"GET /?{QUESTION} HTTP/9.9\r\n\r\n".encode())
        return line.recv(64)


@pytest.fixture(scope="module")
def day(talkative, world):
    """What people did, and the lines that were written of it."""
    statuses = [
        send(talkative, "/de/konto/anmelden/", login=ADDRESS, password=TYPED).status,
        send(talkative, "/de/konto/anmelden/", login=NAME, password=PASSWORD).status,
        send(talkative, "/de/konto/anmelden/", referer=f"https://evil.example/?q={QUESTION}", login=NAME).status,
        ask(talkative, f"/de/suche/?q={QUESTION}").status,
        ask(talkative, f"/de/suche/feed.atom?q={QUESTION}").status,
        ask(talkative, f"/de/nichts/?mail={ADDRESS}").status,
        ask(talkative, f"/de/{ADDRESS}/").status,
        ask(talkative, world["preview"]).status,
        ask(talkative, f"{world['preview'][:-5]}/").status,
    ]
    key = reset_password(talkative)
    statuses.append(ask(talkative, f"/de/konto/password/reset/key/{key}/").status)
    failure = ask(talkative, world["failure"])
    assert talk_nonsense(talkative).startswith(b"HTTP/1.1 400")
    secrets = [NAME, ADDRESS, QUESTION, TYPED, PASSWORD, IP, "127.0.0.1", BROWSER, key, key.partition("-")[2]]
    secrets += [path.split("/")[3] for path in (world["preview"], world["failure"])]
    return statuses, failure, secrets, talkative.log


def test_the_log_tells_nothing_about_people(day):
    statuses, failure, secrets, log = day

    assert [*statuses, failure.status] == [200, 302, 403, 200, 200, 404, 404, 200, 404, 302, 500]
    assert [secret for secret in secrets if secret.lower() in log.lower()] == []


def test_it_tells_what_happened(day):
    messages = {json.loads(line)["message"] for line in day[3].splitlines() if line.startswith("{")}

    assert "Not Found: /de/nichts/" in messages
    assert "Not Found: /de/vorschau/…/" in messages
    assert "Internal Server Error: /de/vorschau/…/" in messages
    assert any(
        message.startswith("Forbidden (Referer checking failed - https://evil.example/?…") for message in messages
    )
    assert any(message.startswith("GET /de/suche/ 200 ") for message in messages)
    assert any(message.startswith("A statement took ") for message in messages)
    assert any(message.startswith("Invalid request from ip=…") for message in messages)


def test_every_line_is_json_with_the_same_names(day):
    lines = [json.loads(line) for line in day[3].splitlines() if not line.startswith("[")]  # gunicorn's first

    names = {"time", "level", "logger", "message", "request_id", "exception"}
    assert len(lines) > 20
    assert [line for line in lines if not {"time", "level", "logger", "message"} <= set(line) <= names] == []


def test_a_failure_is_found_by_what_the_page_says(day):
    _statuses, failure, _secrets, log = day

    [name] = re.findall(r"diese Kennung: <code>(\w+)</code>", failure.text)
    lines = [json.loads(line) for line in log.splitlines() if f'"{name}"' in line]
    error = next(line for line in lines if line["level"] == "ERROR")

    assert failure.headers["X-Request-ID"] == name
    assert f"this reference: <code>{name}</code>" in failure.text
    assert "portal/views.py" in error["exception"]
    assert "\ndjango.contrib.admin.exceptions.NotRegistered\n" in error["exception"]


@pytest.mark.parametrize(
    ("given", "answered"),
    [("0123456789abcdef-Proxy", True), ("kurz", False), ("x" * 65, False), ("a b c d e f", False)],
)
def test_the_name_that_a_proxy_gives_a_request_is_taken_if_it_is_well_formed(server, given, answered):
    answer = server.get("/de/nichts/", X_Request_ID=given)

    assert (answer.headers["X-Request-ID"] == given) is answered
    assert re.fullmatch(r"[A-Za-z0-9-]{8,64}", answer.headers["X-Request-ID"])


def test_a_page_that_is_kept_tells_nobodys_name(server):
    answers = [server.get("/de/", X_Request_ID="0123456789abcdef") for _ in range(3)]

    assert [answer.headers["X-Request-ID"] for answer in answers] == [None] * 3
