import pytest
from django.test import Client, override_settings
from django.utils import translation

from tests.builders import a_competency, a_core_activity, a_cross_cutting_issue
from tests.portal.accounts import sign_in, with_second_factor


@pytest.fixture(scope="session", autouse=True)
def test_settings(tmp_path_factory):
    """Plain static files (nothing is collected for a test), quick passwords, uploads in a temporary folder."""
    with override_settings(
        STORAGES={
            "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        MEDIA_ROOT=tmp_path_factory.mktemp("media"),
        STATIC_ROOT=tmp_path_factory.mktemp("static"),
        GENERATION_FILE=tmp_path_factory.mktemp("shared") / "generation",
    ):
        yield


@pytest.fixture(autouse=True)
def german_by_default():
    """Each test begins in German; a request to /en/ would else leave its language behind."""
    with translation.override("de"):
        yield


@pytest.fixture
def admin_user(admin_user):
    """With a second factor: nobody enters the admin without."""
    return with_second_factor(admin_user)


@pytest.fixture
def stuben():
    """A core activity of a competency and an issue; each of them has a feed."""
    competency, issue = a_competency(4, slug="wissen", name_de="Wissen"), a_cross_cutting_issue(slug="klima")
    core_activity = a_core_activity(slug="stuben", title_de="Stuben", title_en="Parlours", competency=competency)
    core_activity.cross_cutting_issues.add(issue)
    return core_activity


@pytest.fixture
def editor(admin_client):
    return admin_client


@pytest.fixture
def colleague(django_user_model):
    """A second editor, signed in."""
    client = Client()
    sign_in(client, django_user_model.objects.create_superuser("anna", first_name="Anna", last_name="Beispiel"))
    return client


MEASURED = pytest.StashKey[list]()


@pytest.fixture
def report(request):
    """Call it with a line that is worth reading when the tests are over."""
    return request.config.stash.setdefault(MEASURED, []).append


def pytest_terminal_summary(terminalreporter, config):
    lines = config.stash.get(MEASURED, [])
    if lines:
        terminalreporter.section("Bytes on the wire, first visit (Brotli)")
        terminalreporter.write("\n".join([*lines, ""]))
