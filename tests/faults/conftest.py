import pytest

from tests import postgres
from tests.faults.deployed import Deployed
from tests.faults.running import Portal


@pytest.fixture(scope="session")
def database():
    """A PostgreSQL of our own to break, whatever database the tests run on."""
    with postgres.running_server() as server:
        yield server


@pytest.fixture(scope="session")
def portal(database, tmp_path_factory):
    """The portal as in production, with nothing in it yet."""
    portal = Portal(tmp_path_factory.mktemp("data"), database.address)
    portal.manage("migrate", "--verbosity", "0")
    portal.manage("collectstatic", "--noinput", "--verbosity", "0")
    with portal.running():
        yield portal


@pytest.fixture(scope="session")
def deployed(portal, tmp_path_factory):
    """The same, behind nginx as it is shipped."""
    with Deployed(tmp_path_factory.mktemp("deployed"), portal).running() as deployed:
        yield deployed
