"""Who is let in, what is believed of a request, and what stays with the visitor: on a real server."""

import re
from http.cookies import SimpleCookie

import pytest

from tests.closed.serving import ADMIN_PATH, HOST, Server
from tests.portal.accounts import PASSWORD, totp_code

SIGN_IN, SIGN_OUT = "/de/konto/anmelden/", "/de/konto/abmelden/"


class Browser:
    """Keeps cookies, and all that was ever set."""

    def __init__(self, server):
        self.server, self.cookies, self.set_cookies = server, SimpleCookie(), []

    def ask(self, path, **options):
        cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items())
        answer = self.server.get(path, Cookie=cookie, Referer=f"https://{HOST}/", **options)
        for line in answer.headers.get_all("Set-Cookie", []):
            self.set_cookies.append(line)
            self.cookies.load(line)
        self.cookies = SimpleCookie({name: m.value for name, m in self.cookies.items() if m["max-age"] != "0"})
        return answer

    def send(self, path, **form):
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.ask(path).text)[1]
        return self.ask(path, method="POST", form={"csrfmiddlewaretoken": token, **form})


@pytest.fixture
def browser(server, world):
    return Browser(server)


def test_who_signs_in_gets_cookies_that_no_other_host_could_have_set(browser):
    statuses = [
        browser.send(SIGN_IN, login="anna.beispiel", password=PASSWORD).status,
        browser.send("/de/konto/2fa/authenticate/", code=totp_code()).status,
        browser.ask(f"/de/{ADMIN_PATH}/").status,
    ]
    signed_in = set(browser.cookies)
    left = browser.send(SIGN_OUT)

    assert statuses == [302, 302, 200]
    assert signed_in == {"__Host-session", "__Host-csrf"}
    assert (left.status, left.headers["Location"]) == (302, "/de/")
    assert set(browser.cookies) <= {"__Host-csrf"}
    given = [line for line in browser.set_cookies if "Max-Age=0" not in line]
    assert len(given) >= 4
    assert [line for line in given if not line.startswith("__Host-") or "domain" in line.lower()] == []
    assert [
        line for line in given if not {"HttpOnly", "Path=/", "SameSite=Lax", "Secure"} <= set(line.split("; "))
    ] == []


@pytest.mark.parametrize("path", ["/", "/de/", "/en/", "/de/nichts/", "/de/suche/?q=x", "/de/kontakte/", "/robots.txt"])
def test_who_only_reads_gets_none(browser, path):
    browser.ask(path)

    assert browser.set_cookies == []


def test_the_admin_is_only_where_the_settings_put_it(server):
    found = {path: server.get(f"/de/{path}/") for path in (ADMIN_PATH, "admin")}
    told = [server.get(path).text for path in ("/de/", "/de/nichts/", "/robots.txt", "/sitemap.xml", SIGN_IN)]

    assert {path: answer.status for path, answer in found.items()} == {ADMIN_PATH: 302, "admin": 404}
    assert [text for text in told if ADMIN_PATH in text] == []


def test_no_page_tells_a_version(server):
    answers = [server.get(path) for path in ("/de/", "/de/nichts/", "/healthz", SIGN_IN)]

    assert {answer.headers["Server"] for answer in answers} == {"gunicorn"}
    assert {answer.headers["X-Powered-By"] for answer in answers} == {None}
    assert [answer for answer in answers if re.search(r"django|name=.generator", answer.text, re.IGNORECASE)] == []


@pytest.fixture(scope="module")
def without_proxy(filled):
    """Reached by everybody directly: nobody stands before it who could be believed."""
    server = Server(filled[0].folder, BEHIND_PROXY="off", PUBLIC_ADDRESS="")
    with server.running():
        yield server


def test_without_a_proxy_nobody_is_believed_what_a_proxy_would_say(without_proxy):
    said = {"X_Forwarded_Host": "evil.example", "Forwarded": "host=evil.example;proto=https", "X_Request_ID": "a" * 16}
    answers = [without_proxy.get("/de/", X_Forwarded_Proto="https", X_Forwarded_Ssl="on", **said) for _ in range(3)]
    missing = without_proxy.get("/metrics", **said)

    assert [answer.status for answer in answers] == [301] * 3
    assert {answer.headers["Location"] for answer in answers} == {f"https://{HOST}/de/"}
    assert missing.headers["X-Request-ID"] != "a" * 16


def test_behind_a_proxy_its_word_for_the_protocol_counts_and_no_other(server):
    said = {"X_Forwarded_Host": "evil.example", "Forwarded": "host=evil.example"}

    assert server.get("/de/", X_Forwarded_Proto="https", **said).status == 200
    assert server.get("/de/", X_Forwarded_Proto="http", X_Forwarded_Ssl="on", **said).status == 301
    assert "evil.example" not in server.get("/de/", **said).text
