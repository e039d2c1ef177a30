import pytest

from tests.closed.serving import Server


@pytest.fixture(scope="session")
def filled(tmp_path_factory):
    """Server and what is in it; it does not run yet."""
    server = Server(tmp_path_factory.mktemp("closed"))
    return server, server.fill()


@pytest.fixture(scope="session")
def world(filled):
    return filled[1]


@pytest.fixture(scope="session")
def server(filled):
    with filled[0].running() as server:
        yield server
