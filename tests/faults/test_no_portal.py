"""Behind nginx, what readers see while no process of the portal answers, and that all comes back by itself."""

import pytest

from tests.faults.running import wait_until
from tests.html import text_of

ASKED, NEVER_ASKED, WITHDRAWN = "/de/", "/en/contacts/", "/de/seite/fort/"
MADE_ANEW = "/de/suche/?q=haus"
INSTEAD = "nginx; hit; detail=portal-unreachable"
CREATE = "from portal.models import Page; Page.objects.create(slug='fort', title_de='Bald fort', is_public=True)"
DELETE = "from portal.models import Page; Page.objects.filter(slug='fort').delete()"


@pytest.fixture(scope="module")
def withdrawn(deployed):
    """How a page was answered four times before it was withdrawn, and four times at once after."""
    deployed.manage("shell", "--verbosity", "0", "--command", CREATE)
    before = deployed.statuses(*[WITHDRAWN] * 4)
    deployed.manage("shell", "--verbosity", "0", "--command", DELETE)
    return before, deployed.statuses(*[WITHDRAWN] * 4)


@pytest.fixture(scope="module")
def nothing_answers(deployed, withdrawn):
    """Both portals are stopped; a page that was asked for is kept. At the end they come back, and nginx is not told."""
    assert deployed.statuses(ASKED) == [200]
    deployed.stop(1, 2)
    yield deployed
    deployed.start(1, 2)
    wait_until(lambda: deployed.statuses(*[ASKED, NEVER_ASKED] * 4) == [200] * 8)
    assert deployed.get(ASKED).headers["Cache-Status"] is None


# No process answers


def test_a_page_that_was_read_before_is_shown_with_a_mark(nothing_answers):
    kept = nothing_answers.get(ASKED)

    assert (kept.status, kept.headers["Cache-Status"]) == (200, INSTEAD)
    assert "Bochum Strategie" in kept.text
    assert kept.headers["Content-Security-Policy"].count("default-src 'none'") == 1


def test_what_is_withdrawn_is_gone_at_once_and_no_outage_brings_it_back(withdrawn, nothing_answers):
    # For one second, nginx may take for fresh that there is no such page, and then does not mark it.
    wait_until(lambda: nothing_answers.get(WITHDRAWN).headers["Cache-Status"])
    gone = nothing_answers.get(WITHDRAWN)

    assert withdrawn == ([200] * 4, [404] * 4)
    assert (gone.status, gone.headers["Cache-Status"]) == (404, INSTEAD)
    assert "Bald fort" not in gone.text


@pytest.mark.parametrize(
    ("path", "title", "said", "not_said"),
    [
        (MADE_ANEW, "Störung – Bochum Strategie", ["Wir sind gleich wieder da"], ["We will be back"]),
        (NEVER_ASKED, "Disruption – Bochum Strategy", ["We will be back in a moment"], ["Wir sind gleich"]),
        ("/readyz", "Störung – Bochum Strategie", ["Wir sind gleich wieder da", "We will be back in a moment"], []),
    ],
)
def test_any_other_gets_a_page_in_its_language(nothing_answers, path, title, said, not_said):
    answer = nothing_answers.get(path)

    assert (answer.status, answer.headers["Retry-After"], answer.headers["Cache-Control"]) == (503, "30", "no-store")
    assert text_of(answer.text).startswith(title)
    assert all(text in answer.text for text in said)
    assert not any(text in answer.text for text in not_said)


def test_who_is_signed_in_or_sends_a_form_gets_nothing_that_was_kept_for_others(nothing_answers):
    signed_in = nothing_answers.get(ASKED, Cookie="a=b; __Host-session=x")
    form = nothing_answers.ask("POST", ASKED, body="login=x")

    assert [answer.status for answer in (signed_in, form)] == [503, 503]


def test_its_page_has_the_portal_s_look_and_is_as_closed(nothing_answers):
    page, stylesheet = nothing_answers.get(NEVER_ASKED), nothing_answers.get("/error-pages.css")

    assert 'href="/error-pages.css"' in page.text
    assert (stylesheet.status, stylesheet.headers["Content-Type"]) == (200, "text/css")
    assert "--paper" in stylesheet.text
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self';")
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
