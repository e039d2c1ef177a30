"""The page that shows the design to those who change it."""

import re

import pytest
from django.conf import settings

from strategy.models import Accent, Status
from tests.html import text_of

pytestmark = pytest.mark.django_db
CLASS_IN_CSS = re.compile(r"\.([a-z][\w-]*)(?=[^{}]*\{)")
# What the frame of every page shows, or what is only there in a certain place.
ELSEWHERE = {
    "error",
    "hero",
    "hero__line",
    "aside",
    "skip-link",
    "visually-hidden",
    "plain-list",
    "site-notice",
    "is-lit",
    "wheel-name",
}


@pytest.fixture
def style_guide(client, settings):
    settings.ROOT_URLCONF = "tests.urls_of_developers"
    return client.get("/de/stil/")


def test_style_guide_is_there_for_developers_only(client):
    assert client.get("/de/stil/").status_code == 404


def test_style_guide_shows_every_status_in_every_accent(style_guide):
    html = style_guide.content.decode()

    assert style_guide.status_code == 200
    for accent in Accent.values:
        (row,) = re.findall(rf'<p data-accent="{accent}">(.*?)</p>', html, re.DOTALL)
        assert text_of(row) == " ".join(str(status.label) for status in Status)


def test_style_guide_shows_every_component(style_guide):
    shown = {name for names in re.findall(r'class="([^"]*)"', style_guide.content.decode()) for name in names.split()}
    components = (settings.BASE_DIR / "static" / "css" / "components").glob("*.css")

    missing = {
        file.name: sorted(names) for file in components if (names := blocks(file.read_text()) - shown - ELSEWHERE)
    }

    assert missing == {}


def blocks(css):
    """The components that a stylesheet describes, without their parts and variants."""
    without_comments = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return {name for name in CLASS_IN_CSS.findall(without_comments) if "__" not in name and "--" not in name}
