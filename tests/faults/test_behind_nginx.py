"""What nginx keeps from the portal and from its readers: lost workers, slow lines, too large forms, forged headers."""

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection, HTTPException, RemoteDisconnected
from threading import Event, Thread

import pytest

from tests.faults.deployed import HOST
from tests.faults.running import ROOT, answer_on, wait_until
from tests.html import text_of

FROM_MEMORY, MADE_ANEW = "/de/", "/de/suche/?q=haus"
ASK = ROOT / "deploy" / "ask.py"


@contextmanager
def readers(deployed, *paths):
    """Two for each page, who load it again and again until the block ends; yields what they get.

    They pause, else the processes that they wait for would not get to start on a small machine."""
    answers, is_over = [], Event()

    def read(path):
        while not is_over.wait(0.1):
            try:
                answers.append(deployed.get(path).status)
            except (OSError, HTTPException) as error:
                answers.append(error)

    threads = [Thread(target=read, args=[path]) for path in paths * 2]
    for thread in threads:
        thread.start()
    try:
        yield answers
    finally:
        is_over.set()
        for thread in threads:
            thread.join()


def more_of(answers):
    enough = len(answers) + 20
    wait_until(lambda: len(answers) >= enough)


# Lost processes


def test_workers_that_are_killed_cost_no_reader_a_page(deployed):
    with readers(deployed, FROM_MEMORY, MADE_ANEW) as answers:
        for number in [1, 2, 1, 2, 1, 2]:
            wait_until(lambda number=number: len(deployed.workers(number)) == 2)
            more_of(answers)
            deployed.kill(deployed.workers(number)[0])
        more_of(answers)

    assert set(answers) == {200}
    assert len(answers) >= 7 * 20


def test_an_update_costs_no_reader_a_page(deployed):
    """One group of processes is restarted, then the other; gunicorn lets each finish what it has begun."""
    with readers(deployed, FROM_MEMORY, MADE_ANEW) as answers:
        for number in [1, 2]:
            deployed.stop(number)
            more_of(answers)
            deployed.start(number)
        more_of(answers)

    assert set(answers) == {200}


# Slow lines


def test_clients_that_never_finish_hold_nobody_up(deployed):
    head = f"Host: {HOST}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    within_headers = f"GET {MADE_ANEW} HTTP/1.1\r\nHost: {HOST}\r\nX-Slow: "
    within_body = f"POST /de/konto/anmelden/ HTTP/1.1\r\n{head}Content-Length: 1000\r\n\r\nlogin="
    with ExitStack() as stack:
        for unfinished in [within_headers, within_body] * 16:
            stack.enter_context(deployed.line(timeout=20)).sendall(unfinished.encode())
        with ThreadPoolExecutor(4) as others:
            answers = list(others.map(lambda path: deployed.get(path, timeout=5), [FROM_MEMORY, MADE_ANEW] * 10))

    assert [answer.status for answer in answers] == [200] * 20


# Forms that are too large


FIELD = '--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{{{value}}}\r\n'
FORMS = {
    "application/x-www-form-urlencoded": "csrfmiddlewaretoken={token}&login={login}",
    "multipart/form-data; boundary=x": FIELD.format(name="csrfmiddlewaretoken", value="token")
    + FIELD.format(name="login", value="login")
    + "--x--\r\n",
}


def signing_in(deployed, path):
    """The form's token, and the headers to send it with."""
    form = deployed.get(path)
    token = re.search('name="csrfmiddlewaretoken" value="([^"]*)"', form.text)[1]
    headers = {"Cookie": form.headers["Set-Cookie"].partition(";")[0], "Referer": f"https://{HOST}{path}"}
    return token, headers


@pytest.mark.parametrize(
    ("path", "title"),
    [("/de/konto/anmelden/", "Das war zu viel auf einmal"), ("/en/account/sign-in/", "That was too much at once")],
)
@pytest.mark.parametrize("megabytes", [3, 24, 30])
@pytest.mark.parametrize(("kind", "form"), FORMS.items())
def test_a_form_that_is_too_large_is_refused_in_its_language(deployed, path, title, megabytes, kind, form):
    """The portal refuses 3 and 24 MB before it has read them, nginx 30 MB."""
    token, headers = signing_in(deployed, path)
    body = form.format(token=token, login="a" * megabytes * 1_000_000)

    answer = deployed.ask("POST", path, body=body, headers={**headers, "Content-Type": kind})

    assert answer.status == 413
    assert title in text_of(answer.text)
    assert 'rel="stylesheet"' in answer.text


# Who is believed


def test_what_a_client_says_of_itself_is_not_believed(deployed):
    """The portal would send somebody without TLS elsewhere."""
    forged = {"X_Forwarded_Proto": "http", "X_Forwarded_Host": "evil.example", "Forwarded": "proto=http;host=evil"}

    answer = deployed.get(FROM_MEMORY, **forged)

    assert answer.status == 200
    assert "evil" not in answer.text


def test_another_host_s_name_gets_no_answer(deployed):
    with pytest.raises(RemoteDisconnected):
        deployed.get(FROM_MEMORY, Host="evil.example")


def test_nobody_is_told_which_version_answers(deployed):
    assert deployed.get("/de/").headers["Server"] == deployed.get("/error-pages.css").headers["Server"] == "nginx"


def test_the_log_names_nobody_and_no_question(deployed):
    deployed.get("/de/suche/?q=Erika+Mustermann")
    deployed.get("/de/vorschau/geheimer-schluessel/")

    wait_until(lambda: '"path":"/de/vorschau/...","status":404' in deployed.log())  # it is written behind the answer
    assert '"path":"/de/suche/","status":200' in deployed.log()
    assert not re.search(r"Mustermann|schluessel|127\.0\.0\.1", deployed.log())


# What is kept here


def test_static_files_come_from_nginx_compressed_as_the_browser_likes(deployed):
    address = deployed.get(FROM_MEMORY).text.partition('rel="stylesheet" href="')[2].partition('"')[0]
    known = {"br, gzip": "br", "gzip;q=0.5, br;q=0": "gzip", "identity": None}

    encodings = {accepted: deployed.get(address, Accept_Encoding=accepted) for accepted in list(known) * 2}

    assert {accepted: answer.headers["Content-Encoding"] for accepted, answer in encodings.items()} == known
    assert f'"path":"{address}","status":200' in deployed.log()
    assert '"kept":"HIT"' in deployed.log()


def test_what_is_asked_without_tls_is_sent_to_where_it_is(deployed):
    answer = answer_on(HTTPConnection("127.0.0.1", deployed.plain_port, timeout=5), "GET", "/de/?q=x")

    assert (answer.status, answer.headers["Location"]) == (301, f"https://{HOST}/de/?q=x")


# What asks past nginx


@pytest.mark.parametrize(("number", "code", "said"), [(1, 0, "200 ready\n"), (3, 1, "")])
def test_one_group_of_processes_can_be_asked_past_nginx(deployed, number, code, said):
    environment = {**deployed.environment, "BIND": f"unix:{deployed.socket(number)}"}

    asked = subprocess.run([sys.executable, ASK, "/readyz"], env=environment, capture_output=True, text=True)

    assert (asked.returncode, asked.stdout) == (code, said)
