"""Requests that no browser sends: each gets an ordinary answer, none brings the portal down."""

import socket
from itertools import product
from urllib.parse import quote

PAGES = ["/", "/de/", "/en/projects/", "/de/aktuelles/", "/de/kontakte/", "/de/downloads/", "/de/konto/anmelden/"]
STRANGE_PATHS = [
    "/%00",
    "/de/%00/",
    "/de/%ff%fe/",
    "/de/../../etc/passwd",
    "/de/%2e%2e/%2e%2e/etc/passwd",
    "/media/../settings.py",
    "/media/%2e%2e/portal.sqlite3",
    "/media/pictures/%00.webp",
    "/media/documents/%00.pdf",
    "/media//etc/passwd",
    "/static/../manage.py",
    "/static/%2e%2e/manage.py",
    "//evil.example/",
    "/de//",
    "/de/" + "a" * 3000 + "/",
    "/de/projekte/" + quote("ÄÖÜß" * 50) + "/",
    "/de/projekte/%F0%9F%92%A9/",
    "/de/aktuelles/99999999999999999999/",
    "/de/aktuelles/-1/x/",
    "/de/aktuelles/0000/x/",
    "/de/vorschau/" + "x" * 43 + "/",
    "/de/vorschau/%00/",
    "/de/admin/login/?next=//evil.example",
    "/de/admin/news/pressrelease/9999999999999999999999/change/",
    "/de/projekte/share.png",
    "/de/share.png/share.png",
    "/sitemap-nothing.xml",
    "/*",
]
STRANGE_VALUES = [
    "%00",
    "%ff",
    "'\"<script>",
    "-1",
    "99999999999999999999999",
    "1e309",
    "NaN",
    "%F0%9F%92%A9",
    "../../etc/passwd",
    "a" * 3000,
    "%",
    "%u2603",
    "1;drop table x",
    "[]",
    "\t",
]
PARAMETERS = ["q", "page", "status", "kompetenz", "jahr", "vor", "nach", "next", "competency"]
METHODS = ["HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "POST", "BREW", "get"]
STRANGE_HEADERS = [
    "Accept-Language: " + "de," * 2000,
    "Accept-Language: \xff\xfe",
    "Accept-Encoding: br;q=viel, *;q=",
    "Accept: ???",
    "Cookie: session=%00; csrf=\xff",
    "Cookie: " + "a=b; " * 1000,
    "Cookie: sessionid",
    'If-None-Match: "',
    "If-Modified-Since: gestern",
    "If-Modified-Since: Mon, 99 Foo 99999 99:99:99 GMT",
    "Range: bytes=5-1",
    "Range: bytes=0-0,1-1,2-2,-1",
    "Range: bytes=-99999999999999999999",
    "Range: Kapitel=1",
    "Content-Length: 0",
    "Content-Type: multipart/form-data",
    "Content-Type: application/x-www-form-urlencoded; charset=klingonisch",
    "X-Forwarded-For: ' OR 1=1",
    "X-Forwarded-Proto: gopher",
    "X-Forwarded-Host: evil.example",
    "Referer: \xff",
    "User-Agent: " + "x" * 4000,
    "Expect: the-unexpected",
    "Upgrade: websocket",
]
BODIES = [
    ("application/x-www-form-urlencoded", b"login=%00&password=%ff"),
    ("application/x-www-form-urlencoded", b"=&=&&&" * 200),
    ("multipart/form-data", b"no boundary"),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="\xff"\r\n\r\n\x00\r\n'),
    ("multipart/form-data; boundary=" + "x" * 300, b"--x"),
    ("application/json", b"{"),
    ("text/plain; charset=utf-16", b"\xff\xfe\x00"),
]


def raw(method, target, *headers, body=b"", host="127.0.0.1"):
    lines = [f"{method} {target} HTTP/1.1", f"Host: {host}", "Connection: close", *headers]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + body


def bad_requests():
    yield from (raw("GET", path) for path in STRANGE_PATHS)
    yield from (raw("GET", f"{p}?{name}={v}") for p, name, v in product(PAGES[2:6], PARAMETERS, STRANGE_VALUES))
    yield from (raw(method, path) for method, path in product(METHODS, PAGES))
    yield from (raw("GET", path, header) for path, header in product(PAGES[:3], STRANGE_HEADERS))
    for path, (kind, body) in product(PAGES, BODIES):
        yield raw("POST", path, f"Content-Type: {kind}", f"Content-Length: {len(body)}", body=body)
    yield from (raw("GET", "/de/", host=host) for host in ["evil.example", "", "127.0.0.1:99999", "[::", "a b", "\xff"])
    yield raw("GET", "/de/?" + "&".join(f"a{number}=1" for number in range(3000)))
    yield b"GET /de/ HTTP/9.9\r\n\r\n"
    yield b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 a TLS greeting\r\n\r\n"
    yield b"GET /de/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -5\r\n\r\n"
    yield b"GET /de/ HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\nzz\r\n\r\n"


def status_of(port, request):
    """The status that a request gets; 0 if the connection is closed without an answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        line.sendall(request)
        answer = line.recv(64)
    return int(answer.split()[1]) if answer.startswith(b"HTTP/") else 0


def test_no_bad_request_is_answered_by_a_failure(portal):
    requests = list(bad_requests())

    failed = [(request[:120], status) for request in requests if (status := status_of(portal.port, request)) >= 500]

    assert len(requests) >= 500
    assert failed == []
    assert portal.get("/de/").status == 200


def test_a_form_of_three_megabytes_is_refused_clearly(portal):
    form = portal.get("/de/konto/anmelden/")
    cookie = form.headers["Set-Cookie"].partition(";")[0]
    token = form.text.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    body = f"csrfmiddlewaretoken={token}&login={'a' * 3_000_000}".encode()
    headers = [f"Cookie: {cookie}", "Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]

    assert status_of(portal.port, raw("POST", "/de/konto/anmelden/", *headers, body=body)) == 413
