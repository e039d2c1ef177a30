"""One compressed file that holds many, each with its checksum: complete or not there, and read only if intact.

The last of the files is the manifest: the checksums of all others, and what else is to be known of them. So an
archive that was cut off has none.
"""

import gzip
import json
import os
import tarfile
import zlib
from contextlib import contextmanager
from hashlib import file_digest, sha256
from io import BytesIO
from tempfile import NamedTemporaryFile, TemporaryFile

FORMAT = 1
MANIFEST = "manifest.json"
DAMAGE = (EOFError, OSError, ValueError, KeyError, zlib.error, tarfile.TarError)


class BackUpError(Exception):
    """It cannot be backed up or restored; the message says why, and what to do."""


@contextmanager
def new_archive(path):
    """An archive to be filled. It gets its name when it is complete, and nobody but its owner may read it.

    Raises BackUpError if there is something of this name, or no folder for it."""
    if path.exists():
        raise BackUpError(f"There is {path} already.")
    if not path.parent.is_dir():
        raise BackUpError(f"There is no folder {path.parent}.")
    # A file of this kind begins with the mode 0600.
    with NamedTemporaryFile(dir=path.parent, prefix=f"{path.name}.", suffix=".incomplete", delete=False) as file:
        try:
            with tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as tar:
                yield NewArchive(tar, path.parent)
            file.flush()
            os.fsync(file.fileno())
            os.rename(file.name, path)
        except BaseException:  # Ctrl+C too
            os.unlink(file.name)
            raise


class NewArchive:
    def __init__(self, tar, folder):
        self.tar, self.folder, self.checksums = tar, folder, {}

    def add(self, name, file, size):
        """Raises OSError if the file is shorter than `size`, in bytes."""
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        reading = Reading(file)
        self.tar.addfile(member, reading)
        self.checksums[name] = reading.checksum.hexdigest()

    def add_lines(self, name, lines):
        """Lines of bytes, as many as may come: they are not collected in memory."""
        with TemporaryFile(dir=self.folder) as file:
            file.writelines(lines)
            size = file.tell()
            file.seek(0)
            self.add(name, file, size)

    def finish(self, facts):
        manifest = json.dumps({**facts, "format": FORMAT, "checksums": self.checksums}, indent=1).encode()
        self.add(MANIFEST, BytesIO(manifest), len(manifest))


class Reading:
    """A file whose checksum is taken while it is read."""

    def __init__(self, file):
        self.file, self.checksum = file, sha256()

    def read(self, size):
        chunk = self.file.read(size)
        self.checksum.update(chunk)
        return chunk


@contextmanager
def intact(path, progress=iter):
    """The archive, after all of it has been read and compared with its checksums. Raises BackUpError."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise BackUpError(f"{path} cannot be read: {error.strerror}.") from error
    with file:
        try:
            facts = checked(file, progress)
        except DAMAGE as error:
            raise BackUpError(f"{path} is damaged, or no back-up of the portal ({error}).") from error
        yield Archive(file, facts)


class Archive:
    """An intact archive. `facts`: what its manifest says."""

    def __init__(self, file, facts):
        self.file, self.facts = file, facts

    def __len__(self):
        return len(self.facts["checksums"])

    def __iter__(self):
        """The names and files, in the order in which they were added; each is to be read before the next."""
        return ((name, content) for name, content in files_in(self.file) if name != MANIFEST)


def files_in(file):
    """The name and content of each file of the archive. Raises one of DAMAGE, also for what is no plain file."""
    file.seek(0)
    with gzip.open(file) as unpacked:
        with tarfile.open(fileobj=unpacked, mode="r:") as tar:
            for member in tar:
                if not member.isfile() or not is_plain(member.name):
                    raise BackUpError(f"The archive holds »{member.name}«, which no back-up of the portal does.")
                yield member.name, tar.extractfile(member)
        unpacked.read()  # to the end, where the checksum of the whole is


def is_plain(name):
    """Whether the name leads to no other folder than it says."""
    return not {"", ".", ".."} & set(name.split("/"))


def checked(file, progress):
    """The manifest, if everything is as it says. Raises BackUpError or one of DAMAGE."""
    manifest, found = None, {}
    for name, content in progress(files_in(file)):
        if name in found:
            raise BackUpError(f"The archive holds »{name}« twice.")
        if name == MANIFEST:
            manifest = json.load(content)
        else:
            found[name] = file_digest(content, "sha256").hexdigest()
    if manifest is None:
        raise BackUpError("The archive is not complete: it has no list of what it holds.")
    if manifest["format"] != FORMAT:
        raise BackUpError("The archive has a format that this version of the portal does not know.")
    expected = manifest["checksums"]
    different = sorted(name for name in found.keys() | expected.keys() if found.get(name) != expected.get(name))
    if different:
        raise BackUpError(f"The archive was changed; this is not what was backed up: {', '.join(different[:5])}")
    return manifest
