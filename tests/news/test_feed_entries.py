"""What the entries of feeds tell: press releases, changes of status, reached milestones."""

from datetime import timedelta

import pytest
from django.utils import timezone

from news.models import PressRelease
from strategy.models import ActivityMilestone, StatusChange
from tests.builders import a_core_activity, a_press_release, a_status_change, an_activity_milestone, an_image, berlin
from tests.feeds import LANG, a_report, alternate, content_of, entries_of, titles_of, value
from tests.html import links_of, text_of

pytestmark = pytest.mark.django_db


def unchanged_since(model, moment):
    model.objects.update(updated_at=moment)


def test_the_feed_of_a_core_activity_tells_news_status_and_reached_milestones_by_their_dates(client, stuben):
    a_report(stuben, berlin(2024, 2, 1), title_de="Richtfest")
    a_status_change(stuben, "ongoing", "2024-03")
    a_status_change(stuben, "planned")
    an_activity_milestone(stuben, reached="2024-01-15", title_de="Grundstein gelegt")

    assert titles_of(client.get("/de/projekte/stuben/feed.atom")) == [
        "Stuben: Status „in Umsetzung“",
        "Richtfest",
        "Stuben: Meilenstein erreicht, „Grundstein gelegt“",
        "Stuben: Status „geplant“",
    ]


def test_the_feed_of_a_core_activity_tells_nothing_before_its_time(client, stuben):
    tomorrow = (timezone.localdate() + timedelta(days=1)).strftime("%d.%m.%Y")
    a_status_change(stuben, "ongoing", "2024")
    a_status_change(stuben, "implemented", tomorrow)
    an_activity_milestone(stuben, planned="2024", title_de="Nur geplant")
    an_activity_milestone(stuben, reached=tomorrow, title_de="Voreilig")

    assert titles_of(client.get("/de/projekte/stuben/feed.atom")) == ["Stuben: Status „in Umsetzung“"]


def test_a_status_change_tells_its_reason_and_never_a_successor_that_is_not_public(client, stuben):
    public, draft = (
        a_core_activity(title_de="Nachfolger", slug="nach"),
        a_core_activity(title_de="Geheim", is_public=False),
    )
    a_status_change(stuben, "merged", "2024-05-02", successor=public, reason_de="Ein Dach für beide.", source_de="Rat")
    a_status_change(stuben, "merged", "2023", successor=draft)

    response = client.get("/de/projekte/stuben/feed.atom")

    assert text_of(content_of(response)) == (
        "zusammengeführt, Stand 2. Mai 2024 Ein Dach für beide. Fortgeführt in: Nachfolger Quelle: Rat"
    )
    assert links_of(content_of(response)) == [("Nachfolger", "http://testserver/de/projekte/nach/")]
    assert "Geheim" not in response.content.decode()


def test_a_reached_milestone_tells_its_plan_and_how_it_was_kept(client, stuben):
    an_activity_milestone(stuben, planned="2024-02", reached="2024-03", note_de="Mit Zeitkapsel.", source="Stadt")

    response = client.get("/de/projekte/stuben/feed.atom")

    assert text_of(content_of(response)) == (
        "erreicht: März 2024 · geplant: Februar 2024 · 1 Monat später als geplant Mit Zeitkapsel. Quelle: Stadt"
    )


def test_a_press_release_is_told_as_a_whole(client):
    release = a_press_release(lead_de="Es ist so weit.", body_de="<h2>Heute</h2><p>Der Kranz hängt.</p>")
    release.press_release_images.create(image=an_image(caption_de="Der Kranz"))
    release.sources.create(citation_de="bochum.de", citation_en="bochum.de")

    content = content_of(client.get("/de/aktuelles/feed.atom"))

    assert text_of(content) == (
        "17. Juni 2024 · Datum der Veröffentlichung · zuerst veröffentlicht von: Stadt Bochum "
        "Es ist so weit. Der Kranz Bild: Stadt Heute Der Kranz hängt. Quelle: bochum.de."
    )
    assert '<img src="http://testserver/media/pictures/' in content
    assert 'alt="Eine Bank"' in content


@pytest.mark.parametrize(
    ("precision", "published", "text"),
    [("day", "2024-06-01T12:00:00+02:00", "1. Juni 2024"), ("month", None, "Juni 2024"), ("year", None, "2024")],
)
def test_a_press_release_of_an_unknown_day_has_no_date_of_publication_but_a_text(client, precision, published, text):
    a_press_release(berlin(2024, 6, 1), date_precision=precision)

    response = client.get("/de/aktuelles/feed.atom")

    assert value(entries_of(response)[0], "published") == published
    assert text_of(content_of(response)).startswith(f"{text} · ")


def test_entries_changed_when_they_were_changed_or_when_they_appeared(client, stuben):
    a_report(stuben, berlin(2024, 6, 17), title_de="Später geändert")
    a_report(stuben, berlin(2025, 6, 17), title_de="Vorher geschrieben")
    a_status_change(stuben, "ongoing", "2023-05-02")
    an_activity_milestone(stuben, reached="2025-05", title_de="Einzug")
    for model in (PressRelease, StatusChange, ActivityMilestone):
        unchanged_since(model, berlin(2024, 12, 24, 8, 15))

    entries = entries_of(client.get("/de/projekte/stuben/feed.atom"))

    assert {value(e, "title"): (value(e, "published"), value(e, "updated")) for e in entries} == {
        "Vorher geschrieben": ("2025-06-17T12:00:00+02:00", "2025-06-17T12:00:00+02:00"),
        "Stuben: Meilenstein erreicht, „Einzug“": (None, "2025-05-01T00:00:00+02:00"),
        "Später geändert": ("2024-06-17T12:00:00+02:00", "2024-12-24T08:15:00+01:00"),
        "Stuben: Status „in Umsetzung“": ("2023-05-02T00:00:00+02:00", "2024-12-24T08:15:00+01:00"),
    }


def test_what_exists_in_german_only_is_german_as_a_whole_in_the_english_feed(client):
    a_press_release(berlin(2024, 6, 18), title_de="Bänke", title_en="Benches", body_de="<p>Text</p>", body_en="")
    a_press_release(berlin(2024, 6, 17), title_de="Nur Deutsch", title_en="", body_de="<p>Text</p>", slug="nur")

    english, german = entries_of(client.get("/en/news/feed.atom"))

    assert [(e.get(LANG), value(e, "title")) for e in (english, german)] == [("en", "Benches"), ("de", "Nur Deutsch")]
    assert '<div lang="de"><p>Text</p></div>' in value(english, "content")
    assert text_of(value(german, "content")) == (
        "17. Juni 2024 · Datum der Veröffentlichung · zuerst veröffentlicht von: Stadt Bochum Text"
    )
    assert alternate(german) == "http://testserver/en/news/2024/nur/"
