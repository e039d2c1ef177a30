"""What appears and disappears at a minute that an editor has set, without anybody doing anything then."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.builders import a_core_activity, a_cross_cutting_issue, a_page, a_press_release, berlin
from tests.html import links_of
from tests.portal.forms import change

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def at(minutes):
    return timezone.now() + minutes * MINUTE


def a_report(**values):
    return a_press_release(berlin(2024, 6, 17), title_de="GEHEIM", **values)


MAKERS = {
    "page": lambda **values: a_page("frei", title_de="GEHEIM", **values),
    "core activity": lambda **values: a_core_activity(title_de="GEHEIM", **values),
    "press release": a_report,
}


@pytest.mark.parametrize("kind", MAKERS)
def test_it_disappears_at_its_minute(client, kind):
    item = MAKERS[kind](public_until=at(5))
    before = client.get(item.get_absolute_url()).status_code

    type(item).objects.update(public_until=timezone.now())
    after = client.get(item.get_absolute_url()).status_code

    assert (before, after) == (200, 404)


@pytest.mark.parametrize("kind", ["page", "core activity"])
def test_it_appears_at_its_minute(client, kind):
    item = MAKERS[kind](public_from=at(5))
    before = client.get(item.get_absolute_url()).status_code

    type(item).objects.update(public_from=timezone.now())
    after = client.get(item.get_absolute_url()).status_code

    assert (before, after) == (404, 200)


@pytest.mark.parametrize("times", [{"public_from": 5}, {"public_until": -5}, {"public_from": -9, "public_until": -5}])
def test_out_of_its_time_it_is_nowhere(client, times):
    times = {name: at(minutes) for name, minutes in times.items()}
    core_activity = MAKERS["core activity"](slug="geheim", **times)
    core_activity.cross_cutting_issues.add(a_cross_cutting_issue(1))
    MAKERS["page"](**times)
    if "public_from" not in times:
        a_report(**times).core_activities.add(a_core_activity(slug="offen"))

    for address in (
        "/de/",
        "/de/projekte/",
        "/de/querschnittsthemen/thema-1/",
        "/de/aktuelles/",
        "/de/strategie/steckbriefe.pdf",
        "/de/projekte/geheim/share.png",
        "/sitemap-core_activities.xml",
        "/sitemap-pages.xml",
    ):
        content = client.get(address).content.decode(errors="ignore")
        assert "GEHEIM" not in content
        assert "geheim/" not in content or address.endswith("share.png")


def test_times_mean_the_clock_in_bochum_in_summer_and_in_winter(editor):
    page = a_page("frei")

    for day, hour_utc in (("2030-07-01", 10), ("2030-12-01", 11)):
        change(editor, page, public_from=f"{day}T12:00")
        page.refresh_from_db()
        assert page.public_from.astimezone(timezone.get_fixed_timezone(0)).hour == hour_utc


def test_editor_is_told_when_it_would_disappear_before_it_appears(editor):
    page = a_page("frei")

    response = change(
        editor,
        page,
        public_from="2030-01-02T12:00",
        public_until="2030-01-01T12:00",
    )

    errors = [str(error) for error in response.context["adminform"].form.non_field_errors()]
    assert errors == ["Der Eintrag würde verschwinden, bevor er erscheint. Bitte prüfen Sie beide Zeiten."]


@pytest.mark.parametrize(
    "make",
    [
        lambda: a_page("frei", public_from=at(5), public_until=at(4)),
        lambda: a_core_activity(public_from=at(5), public_until=at(4)),
        lambda: a_press_release(at(5), public_until=at(4)),
    ],
)
def test_database_refuses_what_would_disappear_before_it_appears(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def test_what_is_not_in_its_time_can_be_previewed(editor):
    page = a_page("frei", title_de="Später", public_from=at(5))

    preview = change(editor, page, _preview_de="")

    assert ("Startseite", "/de/") in links_of(preview)
    assert "Später" in preview.content.decode()
