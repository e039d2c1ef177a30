"""All uploads, wherever they are stored."""

from contextlib import contextmanager, suppress
from errno import EISDIR, ENAMETOOLONG, ENOENT, ENOTDIR
from hashlib import file_digest
from pathlib import PurePath
from secrets import token_urlsafe

from django.core.files import File
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.http import http_date
from django.views.static import was_modified_since

# What may be uploaded (portal/models/, portal/images.py); nothing else is called anything that a browser runs.
TYPES = {
    ".avif": "image/avif",
    ".webp": "image/webp",
    ".pdf": "application/pdf",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv; charset=utf-8",
}
BEGINNINGS = {".pdf": b"%PDF-", **dict.fromkeys((".odt", ".ods", ".docx", ".xlsx"), b"PK\x03\x04")}  # .csv: anything
SHOWN = (".avif", ".webp", ".pdf")  # in the browser; the others are kept as files
NOT_THERE = {ENOENT, EISDIR, ENOTDIR, ENAMETOOLONG}


def unguessable(folder, name):
    """Where an upload is stored: nobody finds the file of a draft by guessing its address."""
    return f"{folder}/{timezone.localdate().year}/{token_urlsafe(12)}/{name}"


def is_what_it_says(file):
    """Whether the content fits the ending of the name; a broken file does not, nor one with a password (Office). Reads
    its first bytes only, and goes back to its beginning."""
    file.seek(0)
    start = file.read(1024)
    file.seek(0)
    beginning = BEGINNINGS.get(PurePath(file.name).suffix.lower(), b"")
    return beginning in start if beginning == b"%PDF-" else start.startswith(beginning)


def answer(request, path):
    """The file as a response. Raises FileNotFoundError, and OSError if it cannot be read."""
    try:
        modified_at = default_storage.get_modified_time(path).timestamp()
        if not was_modified_since(request.headers.get("If-Modified-Since"), modified_at):
            return HttpResponseNotModified()
        file = default_storage.open(path)
    except ValueError as error:  # a NUL in the name
        raise FileNotFoundError(path) from error
    except OSError as error:
        if error.errno in NOT_THERE:
            raise FileNotFoundError(path) from error
        raise
    extension = PurePath(path).suffix.lower()
    return FileResponse(
        file,
        as_attachment=extension not in SHOWN,
        filename=PurePath(path).name,
        content_type=TYPES.get(extension, "application/octet-stream"),
        headers={"Last-Modified": http_date(modified_at)},
    )


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
