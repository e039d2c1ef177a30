import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

from tests.portal.content_files import BENCHES, COMPETENCIES, FOCI, IMPRINT, write


@pytest.fixture
def folder(tmp_path):
    write(tmp_path, "pages/imprint.toml", IMPRINT)
    return tmp_path


@pytest.fixture
def strategy_folder(folder):
    write(folder, "competencies.toml", COMPETENCIES)
    write(folder, "foci.toml", FOCI)
    write(folder, "core_activities/baenke.toml", BENCHES)
    return folder


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """The static files as production serves them, collected once for a module: the folder they are in."""
    folder = tmp_path_factory.mktemp("collected")
    storages = {**settings.STORAGES, "staticfiles": {"BACKEND": "portal.static_files.StaticFilesStorage"}}
    with override_settings(STORAGES=storages, STATIC_ROOT=folder):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield folder
