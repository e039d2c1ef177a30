"""Pages of a long list by key: the last page costs what the first one costs."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from news.models import PressRelease

PER_PAGE = 12
CURSOR = re.compile(r"(\d{1,12})-(\d{1,18})")
EARLIEST = "0-0"


@dataclass(frozen=True)
class Cursor:
    """The press release that a page begins after, and in which direction it goes."""

    published_at: datetime
    pk: int
    is_backwards: bool = False

    @classmethod
    def from_query(cls, query):
        """None for the first page, and for anything that is no cursor of ours."""
        for name, is_backwards in (("older", False), ("newer", True)):
            match = CURSOR.fullmatch(query.get(name, ""))
            if match and int(match[1]) < 253402300800:  # the year 10000
                # Milliseconds are not needed: seconds and the key tell every press release apart.
                return cls(datetime.fromtimestamp(int(match[1]), UTC), int(match[2]), is_backwards)
        return None

    @property
    def query(self):
        """The query string that leads to this page."""
        return f"?{'newer' if self.is_backwards else 'older'}={int(self.published_at.timestamp())}-{self.pk}"


def cursor_of(press_release):
    return f"{int(press_release.published_at.timestamp())}-{press_release.pk}"


@dataclass(frozen=True)
class NewsPage:
    """`newer` and `older` are the cursors of the neighbouring pages; empty where there is none."""

    press_releases: list
    newer: str
    older: str


def page_of(cursor, **filters):
    """One page of the published press releases that match `filters`, the newest first; at most two queries."""
    backwards = cursor is not None and cursor.is_backwards
    rows = start(cursor).first_of(PER_PAGE + 1, oldest_first=backwards, **filters)
    has_more = len(rows) > PER_PAGE
    rows = rows[:PER_PAGE]
    if not rows:
        return NewsPage([], "", "")
    if backwards:
        rows.reverse()
        # The oldest page is asked for by a cursor before everything: nothing is older.
        return NewsPage(rows, cursor_of(rows[0]) if has_more else "", cursor_of(rows[-1]) if cursor.pk else "")
    return NewsPage(rows, cursor_of(rows[0]) if cursor else "", cursor_of(rows[-1]) if has_more else "")


def start(cursor):
    """All press releases beyond the cursor; all of them if there is none."""
    if cursor is None:
        return PressRelease.objects.all()
    beyond = PressRelease.objects.newer_than if cursor.is_backwards else PressRelease.objects.older_than
    return beyond(cursor.published_at, cursor.pk)
