"""Every kind of answer, as a real server gives it, forbids browsers the same things."""

import re
from itertools import chain

import pytest

from tests.closed.serving import ADMIN_PATH, METRICS_TOKEN

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}
CLOSED = {
    "Content-Security-Policy": POLICY,
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), "
        "geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), "
        "publickey-credentials-create=(self), publickey-credentials-get=(self), screen-wake-lock=(), usb=(), "
        "xr-spatial-tracking=()"
    ),
    "Access-Control-Allow-Origin": None,
    "X-Powered-By": None,
    "Server": "gunicorn",
}
# A browser's viewer needs a plugin and styles of its own, which the policy of our pages forbids.
CLOSED_PDF = {**CLOSED, "Content-Security-Policy": {"frame-ancestors 'none'"}}
# The browser is sent to TLS; what it is told without it must not count (RFC 6797).
CLOSED_WITHOUT_TLS = {**CLOSED, "Strict-Transport-Security": None}
CLOSED_WITH_NONCE = {
    **CLOSED,
    "Content-Security-Policy": {*POLICY, "script-src 'self' 'nonce-…'"} - {"script-src 'self'"},
}

NEWS, ACTIVITY = "/de/aktuelles/2024/hdw/", "/de/projekte/stuben/"
PDF_TYPE = "application/pdf"


def said(response):
    """What the answer says of these headers, the policy as a set: its order has no meaning."""
    headers = {name: response.headers[name] for name in CLOSED}
    policy = re.sub(r"'nonce-[^']+'", "'nonce-…'", headers["Content-Security-Policy"] or "")
    return {**headers, "Content-Security-Policy": set(policy.split("; "))}


def pages(server):
    etag = server.get(NEWS).headers["ETag"]
    for status, path in [
        *[(200, path) for path in ("/de/", "/en/", NEWS, ACTIVITY, "/de/suche/?q=Wissen", "/de/kontakte/anna/")],
        *[(200, "/de/konto/anmelden/"), (302, "/"), (301, "/de"), (404, "/de/nichts/"), (404, "/nichts")],
        *[(302, f"/de/{ADMIN_PATH}/"), (404, "/de/admin/"), (400, f"/de/suche/?{'a&' * 1100}")],
    ]:
        yield status, path, server.get(path)
    yield 304, NEWS, server.get(NEWS, If_None_Match=etag)
    yield 200, NEWS, server.get(NEWS, method="HEAD")
    yield 200, NEWS, server.get(NEWS, Accept_Encoding="br")
    yield 403, "/de/konto/anmelden/", server.get("/de/konto/anmelden/", method="POST", form={"login": "x"})
    yield 400, "another host", server.get("/de/", Host="evil.example")
    yield 400, "another host, no TLS", server.get("/de/", Host="evil.example", X_Forwarded_Proto="https, http")


def documents(server):
    for path in [
        *["/robots.txt", "/sitemap.xml", "/sitemap-pages.xml", "/.well-known/security.txt", "/healthz", "/readyz"],
        *["/de/aktuelles/feed.atom", "/de/aktuelles/feed.json", "/de/suche/feed.atom?q=Meldung"],
        *["/de/meilensteine/meilensteine.ics", "/de/kontakte/anna.vcf", "/de/suche/opensearch.xml"],
        *["/de/suche/vorschlaege.json?q=mel", f"{NEWS}share.png"],
    ]:
        yield 200, path, server.get(path)
    yield 401, "/metrics", server.get("/metrics")
    yield 200, "/metrics", server.get("/metrics", Authorization=f"Bearer {METRICS_TOKEN}")


def files(server, world):
    stylesheet = re.search(r'"(/static/css/main\.[0-9a-f]+\.css)"', server.get("/de/").text)[1]
    served = server.get(stylesheet)
    yield 200, stylesheet, served
    yield 200, "compressed", server.get(stylesheet, Accept_Encoding="br")
    yield 304, "not modified", server.get(stylesheet, If_None_Match=served.headers["ETag"])
    yield 206, "a part", server.get(stylesheet, Range="bytes=0-9")
    yield 416, "no part", server.get(stylesheet, Range="bytes=99999999-")
    yield 404, "no static file", server.get("/static/nichts.css")
    yield 302, "/favicon.ico", server.get("/favicon.ico")
    yield 200, world["picture"], server.get(world["picture"])
    yield 200, world["table"], server.get(world["table"])
    yield 304, "not modified", server.get(world["table"], If_Modified_Since="Fri, 01 Jan 2100 00:00:00 GMT")
    yield 404, "no upload", server.get("/media/pictures/nichts.webp")
    yield 404, "beside the uploads", server.get("/media/../log")


def for_who_is_signed_in(server, world):
    cookie = f"__Host-session={world['session']}"
    for path in (f"/de/{ADMIN_PATH}/", f"/de/{ADMIN_PATH}/news/pressrelease/", "/de/intern/kontakte/", NEWS):
        yield 200, path, server.get(path, Cookie=cookie)
    yield 500, "a failure", server.get(world["failure"])
    yield 405, "clean text", server.get(f"/de/{ADMIN_PATH}/clean-text/", Cookie=cookie)


def test_every_kind_of_answer_forbids_the_same(server, world):
    answers = list(chain(pages(server), documents(server), files(server, world), for_who_is_signed_in(server, world)))

    assert [(path, answer.status) for status, path, answer in answers if answer.status != status] == []
    assert {path: said(answer) for _status, path, answer in answers if said(answer) != CLOSED} == {}
    assert len(answers) > 50


def test_only_a_page_of_the_admin_that_needs_it_has_a_nonce(server, world):
    cookie = f"__Host-session={world['session']}"
    form = server.get(f"/de/{ADMIN_PATH}/news/pressrelease/add/", Cookie=cookie)

    assert form.status == 200
    assert said(form) == CLOSED_WITH_NONCE


def test_a_preview_tells_its_address_to_nobody_at_all(server, world):
    answer = server.get(world["preview"])

    assert answer.status == 200
    assert said(answer) == {**CLOSED, "Referrer-Policy": "no-referrer"}


@pytest.mark.parametrize("path", ["/de/projekte/stuben/steckbrief.pdf", "an upload"])
def test_a_pdf_may_be_shown_by_the_viewer_of_a_browser_and_nowhere_else(server, world, path):
    answer = server.get(world["pdf"] if path == "an upload" else path)

    assert (answer.status, answer.headers["Content-Type"]) == (200, PDF_TYPE)
    assert said(answer) == CLOSED_PDF


@pytest.mark.parametrize(("path", "status"), [("/de/", 301), ("/healthz", 200)])
def test_without_tls_a_browser_is_sent_to_it_and_what_watches_the_process_is_not(server, path, status):
    answer = server.get(path, X_Forwarded_Proto="http")

    assert answer.status == status
    assert said(answer) == CLOSED_WITHOUT_TLS


def test_an_unknown_host_is_refused_before_anything_else_is_done(server):
    answer = server.get("/de/", Host="evil.example", X_Forwarded_Proto="http")

    assert answer.status == 400
    assert said(answer) == CLOSED_WITHOUT_TLS
    assert "evil.example" not in answer.text
