import pytest

from news.models import PressRelease
from tests.builders import a_press_release, berlin
from tests.portal.forms import add, change, errors_beside

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("typed", ["0001-01-01", "0001-01-02", "1965-06-17", "1999-12-31", "2101-01-01", "9999-12-31"])
@pytest.mark.parametrize(
    ("language", "message"), [("de", "Bitte prüfen Sie das Jahr."), ("en", "Please check the year.")]
)
def test_a_press_release_of_an_impossible_year_is_refused_beside_its_date(admin_client, typed, language, message):
    press_release = a_press_release(berlin(2024, 6, 17))

    response = change(admin_client, press_release, language, published_at=f"{typed}T00:00")

    press_release.refresh_from_db()
    assert response.status_code == 200
    assert errors_beside(response, "published_at") == [message]
    assert press_release.published_at == berlin(2024, 6, 17)


@pytest.mark.parametrize("year", [2000, 2100])
def test_a_press_release_of_the_first_and_the_last_year_is_accepted(admin_client, year):
    press_release = a_press_release(berlin(2024, 6, 17))

    response = change(admin_client, press_release, published_at=f"{year}-06-17T12:00")

    assert response.status_code == 302
    assert PressRelease.objects.get().published_at == berlin(year, 6, 17)


NO_TEXT = {
    "de": "Bitte schreiben Sie einen Vorspann oder einen Text, oder nehmen Sie das Häkchen bei „Öffentlich“ weg.",
    "en": "Please write a lead or a text, or untick “public”.",
}


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_headline_alone_is_not_published(admin_client, language):
    draft = a_press_release(is_public=False)

    response = change(admin_client, draft, language, is_public="on")

    assert errors_beside(response, "lead_de") == [NO_TEXT[language]]
    assert not PressRelease.objects.get().is_public


@pytest.mark.parametrize("text", [{"lead_de": "Es ist so weit."}, {"body_de": "<p>Der Kranz hängt.</p>"}])
def test_a_lead_or_a_text_is_enough_to_publish(admin_client, text):
    add(admin_client, "news/pressrelease", title_de="Richtfest", is_public="on", **text)

    assert [report.is_public for report in PressRelease.objects.all()] == [True]


def test_what_is_public_cannot_lose_all_its_text(admin_client):
    report = a_press_release(lead_de="Es ist so weit.")

    response = change(admin_client, report, lead_de="")

    assert errors_beside(response, "lead_de") == [NO_TEXT["de"]]
    assert PressRelease.objects.get().lead_de == "Es ist so weit."


def test_a_headline_alone_is_a_draft_and_what_was_public_so_can_be_put_right(admin_client):
    add(admin_client, "news/pressrelease", title_de="Nur ein Titel")
    change(admin_client, a_press_release(title_de="Schon öffentlich"), title_de="Berichtigt")

    assert sorted(report.title_de for report in PressRelease.objects.all()) == ["Berichtigt", "Nur ein Titel"]
