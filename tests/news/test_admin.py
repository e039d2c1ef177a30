import pytest

from news.models import PressRelease
from tests.builders import a_press_release, berlin
from tests.portal.forms import change, errors_beside

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
