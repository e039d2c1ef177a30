"""What is in the feeds: all news, of a competency, of a cross-cutting issue, of a core activity."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.syndication import NEWEST
from tests.builders import (
    a_competency,
    a_core_activity,
    a_press_release,
    a_status_change,
    an_activity_milestone,
    an_image,
    berlin,
)
from tests.feeds import (
    LANG,
    a_report,
    alternate,
    atom_of,
    content_of,
    entries_of,
    ids_of,
    json_feed_of,
    titles_of,
    value,
)
from tests.html import links_of

pytestmark = pytest.mark.django_db

# What a feed is of, and its addresses in German and English.
FEEDS = {
    "news": ("/de/aktuelles/feed", "/en/news/feed"),
    "competency": ("/de/kompetenzen/wissen/feed", "/en/competencies/wissen/feed"),
    "core activity": ("/de/projekte/stuben/feed", "/en/projects/stuben/feed"),
    "issue": ("/de/querschnittsthemen/klima/feed", "/en/cross-cutting-issues/klima/feed"),
}
EACH_FEED = pytest.mark.parametrize("address", [german for german, _english in FEEDS.values()], ids=list(FEEDS))


@EACH_FEED
def test_a_feed_tells_the_news_the_newest_first_in_both_formats(client, stuben, address):
    a_report(stuben, berlin(2024, 6, 16), title_de="Die ältere")
    a_report(stuben, berlin(2024, 6, 17), title_de="Die neuere")

    in_atom, in_json = client.get(f"{address}.atom"), client.get(f"{address}.json")

    assert titles_of(in_atom) == ["Die neuere", "Die ältere"]
    feed = json_feed_of(in_json)
    assert [item["title"] for item in feed["items"]] == ["Die neuere", "Die ältere"]
    assert [item["id"] for item in feed["items"]] == [value(entry, "id") for entry in entries_of(in_atom)]


@pytest.mark.parametrize(("german", "english"), FEEDS.values(), ids=list(FEEDS))
def test_a_feed_is_there_in_both_languages(client, stuben, german, english):
    a_report(stuben, title_de="Bänke", title_en="Benches")

    feeds = [atom_of(client.get(f"{address}.atom")) for address in (german, english)]

    assert [feed.get(LANG) for feed in feeds] == ["de", "en"]
    assert [value(feed.find("{*}entry"), "title") for feed in feeds] == ["Bänke", "Benches"]
    assert len({value(feed, "id") for feed in feeds}) == 2


@EACH_FEED
def test_the_page_of_a_feed_names_it_in_its_head_and_links_to_it(client, stuben, address):
    page = client.get(address.removesuffix("feed"))

    html = " ".join(page.content.decode().split())
    assert (
        f'<link rel="alternate" type="application/atom+xml" title="{page.context["page_title"]}" href="{address}.atom"'
        in html
    )
    assert (
        f'<link rel="alternate" type="application/feed+json" title="{page.context["page_title"]}" href="{address}.json"'
        in html
    )
    assert links_of(page, **{"aria-labelledby": "subscribe"})[:2] == [
        ("Neues als Atom-Feed", f"{address}.atom"),
        ("Neues als JSON-Feed", f"{address}.json"),
    ]


@EACH_FEED
def test_a_feed_leads_to_its_page_and_names_the_public_address(client, stuben, address, settings):
    settings.PUBLIC_ADDRESS = "https://strategie.bochum.example"
    a_report(stuben, slug="richtfest", body_de='<p><a href="/de/projekte/stuben/">Stuben</a></p>')

    response = client.get(f"{address}.atom")

    page = address.removesuffix("feed")
    assert alternate(atom_of(response)) == f"https://strategie.bochum.example{page}"
    assert alternate(entries_of(response)[0]) == "https://strategie.bochum.example/de/aktuelles/2024/richtfest/"
    assert '<a href="https://strategie.bochum.example/de/projekte/stuben/">Stuben</a>' in content_of(response)


@EACH_FEED
def test_ids_stay_when_addresses_titles_and_the_host_change(client, stuben, address, settings):
    release = a_report(stuben)
    before = atom_of(client.get(f"{address}.atom"))

    settings.PUBLIC_ADDRESS = "https://anderswo.example"
    release.slug, release.title_de, release.published_at = "neu", "Neu", berlin(2023, 1, 1)
    release.save()
    for row in (stuben, stuben.competency, stuben.cross_cutting_issues.get()):
        row.slug = f"{row.slug}-neu"
        row.save()
    after = atom_of(client.get(f"{address}.atom", follow=True))

    assert ids_of(after) == ids_of(before)
    assert [value(after, "title"), alternate(after)] != [value(before, "title"), alternate(before)]


@EACH_FEED
def test_a_former_address_leads_to_the_feed(client, stuben, address):
    if "aktuelles" not in address:
        for row in (stuben, stuben.competency, stuben.cross_cutting_issues.get()):
            row.slug = f"{row.slug}-neu"
            row.save()
        present = address.replace("/feed", "-neu/feed")

        response = client.get(f"{address}.json")

        assert (response.status_code, response["Location"]) == (301, f"{present}.json")


@EACH_FEED
def test_drafts_scheduled_and_expired_press_releases_are_in_no_feed(client, stuben, address):
    now = timezone.now()
    a_report(stuben, title_de="Öffentlich")
    a_report(stuben, title_de="Entwurf", is_public=False)
    a_report(stuben, now + timedelta(days=1), title_de="Geplant")
    a_report(stuben, now - timedelta(days=2), title_de="Vorbei", public_until=now - timedelta(days=1))

    assert titles_of(client.get(f"{address}.atom")) == ["Öffentlich"]


def test_a_core_activity_that_is_not_public_has_no_feed_and_lends_its_news_to_none(client, stuben):
    a_report(stuben, title_de="Richtfest")
    a_status_change(stuben, "ongoing", "2024")
    stuben.is_public = False
    stuben.save()

    found = {name: client.get(f"{german}.atom") for name, (german, _english) in FEEDS.items()}

    assert found.pop("core activity").status_code == 404
    assert {name: titles_of(response) for name, response in found.items()} == {
        "news": ["Richtfest"],
        "competency": [],
        "issue": [],
    }


def test_the_feed_of_a_competency_tells_its_own_news_and_that_of_its_core_activities_once(client, stuben):
    a_report(stuben, berlin(2024, 1, 3), title_de="Beides").competencies.add(stuben.competency)
    a_report(stuben, berlin(2024, 1, 2), title_de="Des Projekts")
    a_press_release(berlin(2024, 1, 1), title_de="Der Kompetenz").competencies.add(stuben.competency)
    a_report(a_core_activity(competency=a_competency(1)), title_de="Einer anderen")

    assert titles_of(client.get("/de/kompetenzen/wissen/feed.atom")) == ["Beides", "Des Projekts", "Der Kompetenz"]


@EACH_FEED
def test_a_feed_holds_the_newest_50(client, stuben, address):
    first = berlin(2020, 1, 1)
    releases = [a_report(stuben, first + timedelta(days=day), title_de=f"Tag {day}") for day in range(NEWEST + 2)]

    titles = titles_of(client.get(f"{address}.atom"))

    assert titles == [release.title for release in reversed(releases[2:])]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"), [("news", 4), ("competency", 6), ("core activity", 8), ("issue", 6)], ids=list(FEEDS)
)
def test_a_feed_takes_the_same_queries_for_any_number(client, stuben, django_assert_num_queries, name, queries, count):
    for number in range(1, count + 1):
        release = a_report(stuben, berlin(2024, 1, number))
        release.sources.create(citation_de="bochum.de")
        release.press_release_images.create(image=an_image())
        a_status_change(stuben, "merged", f"202{number}", successor=a_core_activity())
        an_activity_milestone(stuben, reached=f"202{number}")
    client.get("/de/aktuelles/feed.atom")  # the content types are known from here on

    with django_assert_num_queries(queries):
        client.get(f"{FEEDS[name][0]}.atom")


@EACH_FEED
@pytest.mark.parametrize("feed_format", ["atom", "json"])
def test_a_feed_sets_no_cookie_and_is_the_same_for_everybody(client, admin_client, stuben, address, feed_format):
    a_report(stuben)

    ours, theirs = (visitor.get(f"{address}.{feed_format}") for visitor in (client, admin_client))

    assert not ours.cookies
    assert "Cookie" not in ours.get("Vary", "")
    assert ours["X-Content-Type-Options"] == "nosniff"
    assert (ours.content, ours["ETag"]) == (theirs.content, theirs["ETag"])


def test_a_compressed_feed_is_answered_304_as_well(client):
    a_press_release(body_de="<p>Ein langer Text.</p>" * 50)
    first = client.get("/de/aktuelles/feed.atom", headers={"accept-encoding": "br"})

    again = client.get("/de/aktuelles/feed.atom", headers={"accept-encoding": "br", "if-none-match": first["ETag"]})

    assert (first["Content-Encoding"], again.status_code) == ("br", 304)


def test_an_unknown_format_answers_404(client):
    assert client.get("/de/aktuelles/feed.atom").status_code == 200
    assert client.get("/de/aktuelles/feed.rss").status_code == 404
