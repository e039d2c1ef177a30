"""Uploads in a closed bucket of an S3-compatible store, which several machines share.

The bucket is opened to nobody but the portal, which goes on answering for each file at its own address: no visitor is
sent to the store, and no address of it is ever given out."""

import time
from errno import EIO, ENOENT
from functools import wraps
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from urllib.parse import urljoin

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files import File
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

MEGABYTE = 1024 * 1024
# Seconds. Nobody waits for a store that does not answer; after one has waited, the others are refused at once.
PAUSE = 5
CONFIG = Config(
    connect_timeout=2,
    read_timeout=5,
    retries={"mode": "standard", "total_max_attempts": 2},
    signature_version="s3v4",
    # As every S3-compatible store understands it.
    s3={"addressing_style": "path"},
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)


def asking(method):
    """The method of the storage, but what goes wrong is an OSError, as it is with a disk."""

    @wraps(method)
    def asked(storage, *args, **kwargs):
        if time.monotonic() < storage.silent_until:
            raise OSError(EIO, "The store of uploads did not answer a moment ago.")
        try:
            return method(storage, *args, **kwargs)
        except ClientError as error:
            is_missing = error.response["ResponseMetadata"]["HTTPStatusCode"] == 404
            raise OSError(ENOENT if is_missing else EIO, str(error)) from error
        except (BotoCoreError, Boto3Error) as error:
            storage.silent_until = time.monotonic() + PAUSE
            raise OSError(EIO, str(error)) from error

    return asked


class BucketStorage(S3Storage):
    silent_until = 0.0  # on the clock of time.monotonic()

    def __init__(self, **options):
        super().__init__(**options, client_config=CONFIG)

    def url(self, name):
        return urljoin(settings.MEDIA_URL, filepath_to_uri(name))

    @asking
    def _open(self, name, mode="rb"):
        """All of it at once, so that it can be read to its end or not at all."""
        found = self.bucket.Object(self._normalize_name(name)).get()
        content = SpooledTemporaryFile(max_size=MEGABYTE)  # noqa: SIM115 - closed by who has opened the file
        copyfileobj(found["Body"], content)
        content.seek(0)
        return File(content, name)

    _save = asking(S3Storage._save)
    delete = asking(S3Storage.delete)
    exists = asking(S3Storage.exists)
    listdir = asking(S3Storage.listdir)
    size = asking(S3Storage.size)
    get_modified_time = asking(S3Storage.get_modified_time)
