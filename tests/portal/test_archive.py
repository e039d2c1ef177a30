"""An archive is there complete or not at all, and is read only if it is what was written."""

import json
import tarfile
from hashlib import sha256
from io import BytesIO

import pytest

from portal.archive import MANIFEST, BackUpError, intact, new_archive

CONTENT = {"tables/a.jsonl": b'["id"]\n[1]\n', "media/bild.webp": bytes(range(256)) * 20, "media/leer": b""}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "sicherung.tar.gz"


@pytest.fixture
def archive(path):
    with new_archive(path) as new:
        for name, content in CONTENT.items():
            new.add(name, BytesIO(content), len(content))
        new.finish({"made_at": "heute"})
    return path


def content_of(path):
    with intact(path) as archive:
        return {name: file.read() for name, file in archive}


def forged(path, members, **facts):
    """An archive whose checksums are right, whatever its members are."""
    checksums = {member.name: sha256(content).hexdigest() for member, content in members if member.name != MANIFEST}
    manifest = json.dumps({"format": 1, "checksums": checksums, **facts}).encode()
    with tarfile.open(path, "w:gz") as tar:
        for member, content in [*members, (tarfile.TarInfo(MANIFEST), manifest)]:
            member.size = len(content)
            tar.addfile(member, BytesIO(content))
    return path


def member(name, kind=tarfile.REGTYPE, target=""):
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


# Writing


def test_what_was_added_comes_out_again(archive):
    assert content_of(archive) == CONTENT


def test_what_is_to_be_known_of_it_comes_out_too(archive):
    with intact(archive) as read:
        assert (read.facts["made_at"], len(read)) == ("heute", 3)


def test_ordinary_tools_can_read_it(archive):
    with tarfile.open(archive) as tar:
        assert tar.getnames() == [*CONTENT, "manifest.json"]


def test_nobody_but_its_owner_may_read_it(archive):
    assert archive.stat().st_mode & 0o777 == 0o600


def test_one_that_breaks_off_is_not_there(path, tmp_path):
    def broken_off():
        yield b"[1]\n"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), new_archive(path) as new:
        new.add_lines("tables/a.jsonl", broken_off())

    assert list(tmp_path.iterdir()) == []


def test_it_has_no_name_before_it_is_complete(path, tmp_path):
    with new_archive(path) as new:
        [unfinished] = tmp_path.iterdir()
        new.finish({})

    assert unfinished.name.startswith("sicherung.tar.gz.")
    assert unfinished.name.endswith(".incomplete")
    assert list(tmp_path.iterdir()) == [path]


def test_an_earlier_one_is_not_overwritten(archive):
    before = archive.read_bytes()

    with pytest.raises(BackUpError, match=r"There is .*sicherung\.tar\.gz already"), new_archive(archive):
        pass

    assert archive.read_bytes() == before


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(BackUpError, match=r"There is no folder .*nirgends"), new_archive(tmp_path / "nirgends" / "a"):
        pass


def test_a_file_that_became_shorter_meanwhile_is_noticed(path):
    with pytest.raises(OSError, match="unexpected end of data"), new_archive(path) as new:
        new.add("media/bild.webp", BytesIO(b"kurz"), 400)

    assert not path.exists()


# Reading


def test_wherever_it_is_cut_off_it_is_refused(archive):
    whole = archive.read_bytes()

    for length in [*range(0, len(whole) - 20, 7), *range(len(whole) - 20, len(whole))]:
        archive.write_bytes(whole[:length])
        with pytest.raises(BackUpError):
            content_of(archive)


def test_whatever_bit_of_it_is_changed_the_content_is_right_or_refused(archive):
    whole = archive.read_bytes()

    for position in range(0, len(whole), 3):
        archive.write_bytes(whole[:position] + bytes([whole[position] ^ 4]) + whole[position + 1 :])
        try:
            content = content_of(archive)
        except BackUpError:
            continue
        assert content == CONTENT  # a bit of the header that means nothing, such as the name of the file


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "empty file"), (b"PK\x03\x04 something else", "damaged, or no back-up of the portal")],
    ids=["empty", "another kind"],
)
def test_another_file_is_refused(path, content, reason):
    path.write_bytes(content)

    with pytest.raises(BackUpError, match=reason):
        content_of(path)


def test_a_file_that_is_not_there_is_named(path):
    with pytest.raises(BackUpError, match=r"sicherung\.tar\.gz cannot be read: No such file"):
        content_of(path)


def test_a_tar_file_that_we_have_not_written_is_refused(path):
    with tarfile.open(path, "w:gz") as tar:
        tar.addfile(member("media/bild.webp"))

    with pytest.raises(BackUpError, match="no list of what it holds"):
        content_of(path)


@pytest.mark.parametrize(
    ("checksums", "named"),
    [
        ({"media/a": sha256(b"anders").hexdigest()}, "media/a"),
        ({}, "media/a"),
        ({"media/a": sha256(b"a").hexdigest(), "media/b": sha256(b"b").hexdigest()}, "media/b"),
    ],
    ids=["changed", "added", "removed"],
)
def test_what_was_changed_after_the_back_up_is_named(path, checksums, named):
    forged(path, [(member("media/a"), b"a")], checksums=checksums)

    with pytest.raises(BackUpError, match=f"not what was backed up: {named}$"):
        content_of(path)


@pytest.mark.parametrize("name", ["../a", "/etc/a", "media/../../a", "media//a", "media/./a"])
def test_a_name_that_leads_elsewhere_is_refused(path, name):
    forged(path, [(member(name), b"a")])

    with pytest.raises(BackUpError, match=f"The archive holds »{name}«"):
        content_of(path)


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE])
def test_anything_but_a_plain_file_is_refused(path, kind):
    forged(path, [(member("media/a", kind, "/etc/passwd"), b"")])

    with pytest.raises(BackUpError, match="The archive holds »media/a«"):
        content_of(path)


def test_a_file_that_is_there_twice_is_refused(path):
    forged(path, [(member("media/a"), b"a"), (member("media/a"), b"a")])

    with pytest.raises(BackUpError, match="twice"):
        content_of(path)


def test_a_format_of_the_future_is_refused(path):
    forged(path, [], format=2)

    with pytest.raises(BackUpError, match="format that this version of the portal does not know"):
        content_of(path)
