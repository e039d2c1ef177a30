"""All uploads, wherever they are stored."""

from contextlib import contextmanager, suppress
from hashlib import file_digest

from django.core.files import File
from django.core.files.storage import default_storage


def stored_files(folder=""):
    """The paths of all of them."""
    try:
        folders, names = default_storage.listdir(folder)
    except FileNotFoundError:  # nothing was uploaded yet
        return
    yield from (f"{folder}{name}" for name in sorted(names))
    for name in sorted(folders):
        yield from stored_files(f"{folder}{name}/")


@contextmanager
def storing():
    """A function that stores a file under just this path, unless it is there: the database may be lost, and the
    uploads not. If anything fails, what was stored is removed again. Raises OSError."""
    stored = []

    def store(path, content, checksum):
        if is_there(path, checksum):
            return
        stored.append(path)
        default_storage.delete(path)
        if default_storage.save(path, File(content)) != path:
            raise OSError(f"The file {path} could not be stored under its name.")

    try:
        yield store
    except BaseException:  # Ctrl+C too
        for path in stored:
            with suppress(OSError):
                default_storage.delete(path)
        raise


def is_there(path, checksum):
    if not default_storage.exists(path):
        return False
    with default_storage.open(path) as file:
        return file_digest(file, "sha256").hexdigest() == checksum
