import pytest

from news.models import PressRelease
from tests.builders import a_press_release, berlin
from tests.portal.forms import change, errors_beside

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("typed", ["01.01.0001", "02.01.0001", "17.06.1965", "31.12.1999", "01.01.2101", "31.12.9999"])
@pytest.mark.parametrize(
    ("language", "message"), [("de", "Bitte prüfen Sie das Jahr."), ("en", "Please check the year.")]
)
def test_a_press_release_of_an_impossible_year_is_refused_beside_its_date(admin_client, typed, language, message):
    press_release = a_press_release(berlin(2024, 6, 17))
    day = typed if language == "de" else "-".join(reversed(typed.split(".")))

    response = change(admin_client, press_release, language, published_at_0=day, published_at_1="00:00:00")

    press_release.refresh_from_db()
    assert response.status_code == 200
    assert errors_beside(response, "published_at") == [message]
    assert press_release.published_at == berlin(2024, 6, 17)


@pytest.mark.parametrize("year", [2000, 2100])
def test_a_press_release_of_the_first_and_the_last_year_is_accepted(admin_client, year):
    press_release = a_press_release(berlin(2024, 6, 17))

    response = change(admin_client, press_release, published_at_0=f"17.06.{year}", published_at_1="12:00:00")

    assert response.status_code == 302
    assert PressRelease.objects.get().published_at == berlin(year, 6, 17)
