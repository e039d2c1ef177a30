from contextlib import contextmanager

import boto3
import psycopg
import pytest
from moto.server import ThreadedMotoServer

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


@pytest.fixture
def read_only(database):
    """While this lasts, the database can only be read, as after a failover to a standby: on connections that are there
    and on new ones."""

    def order(statement):
        with psycopg.connect(database.address, autocommit=True) as connection:
            connection.execute(statement)
            connection.execute("SELECT pg_reload_conf()")

    @contextmanager
    def lasting():
        order("ALTER SYSTEM SET default_transaction_read_only = on")
        try:
            yield
        finally:
            order("ALTER SYSTEM RESET default_transaction_read_only")

    return lasting


@pytest.fixture(scope="session")
def store():
    """An S3 server with an empty bucket: the settings that make a portal use it."""
    server = ThreadedMotoServer("127.0.0.1", port=0)
    server.start()
    settings = {
        "MEDIA_S3_BUCKET": "portal",
        "MEDIA_S3_ENDPOINT": "http://{}:{}".format(*server.get_host_and_port()),
        "MEDIA_S3_REGION": "us-east-1",
        "MEDIA_S3_KEY": "portal",
        "MEDIA_S3_SECRET": "only-for-the-tests",
    }
    boto3.client(
        "s3",
        endpoint_url=settings["MEDIA_S3_ENDPOINT"],
        region_name="us-east-1",
        aws_access_key_id="portal",
        aws_secret_access_key="only-for-the-tests",
    ).create_bucket(Bucket="portal")
    yield settings
    server.stop()
