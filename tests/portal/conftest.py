import pytest

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


@pytest.fixture
def editor(admin_client):
    return admin_client
