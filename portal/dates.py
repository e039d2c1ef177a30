"""Dates as precisely as they are known: a day, a month, a season, a year, or a range of them.

A span is kept as its first and its last day; how precisely it is known follows from the two, so that
spans can be sorted and compared in the database as plain dates. Pure, but for the model attribute at
the end; no ORM.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

SEASONS = {  # first month of each meteorological season
    3: ("spring", "frühling", "frühjahr"),
    6: ("summer", "sommer"),
    9: ("autumn", "herbst"),
    12: ("winter",),
}
MONTHS = {
    name: number
    for number, names in enumerate(
        [
            ("january", "januar"),
            ("february", "februar"),
            ("march", "märz"),
            ("april",),
            ("may", "mai"),
            ("june", "juni"),
            ("july", "juli"),
            ("august",),
            ("september",),
            ("october", "oktober"),
            ("november",),
            ("december", "dezember"),
        ],
        start=1,
    )
    for name in names
}
FIRST_YEAR, LAST_YEAR = 1800, 2200
RANGE = re.compile(r"\s*(?:/|–|\s-\s|\bto\b|\bbis\b)\s*")


def last_of_month(year, month):
    return date(year, month, monthrange(year, month)[1])


def midnight(day):
    """The moment at which a day begins in Bochum."""
    return timezone.make_aware(datetime.combine(day, time.min))


def months_before(day, count):
    """The same day `count` months earlier; the last of the month where there is no such day."""
    index = day.year * 12 + day.month - 1 - count
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def months(year, first_month, count):
    """The span of `count` whole months from `first_month` of `year`; it may end in the next year."""
    index = year * 12 + first_month - 1 + count - 1
    return DateSpan(date(year, first_month, 1), last_of_month(index // 12, index % 12 + 1))


@dataclass(frozen=True, order=True)
class DateSpan:
    first: date
    last: date

    @classmethod
    def parse(cls, text):
        """Read what people and sources write: 2024, 2024-06, 06.2024, June 2024, 17.06.2024, 17. Juni 2024, 2024-Q4,
        H1 2022, autumn 2018, 2021/2023, 12.09.2022 bis 16.09.2022. Raises ValueError for anything else."""
        text = re.sub(r"(?i)^(winter \d{4})\s*/\s*\d{2,4}$", r"\1", text.strip())  # a winter has two years
        if span := _single(text):
            return span.checked()
        ends = RANGE.split(text)
        if len(ends) == 2 and (first := _single(ends[0])) and (last := _single(ends[1])):
            if first.first > last.last:
                raise ValueError(_("The end lies before the beginning."))
            return cls(first.first, last.last).checked()
        raise ValueError(_("Please write a date such as 17.06.2024, 06.2024, 2024, Q4 2024, autumn 2024 or 2021/2023."))

    def checked(self):
        """The span itself; a ValueError for a year that can only be a slip of the pen."""
        if not FIRST_YEAR <= self.first.year <= self.last.year <= LAST_YEAR:
            raise ValueError(_("Please check the year."))
        return self

    @property
    def whole_months(self):
        """How many whole months the span covers; 0 if it does not begin and end with a month."""
        if self.first.day != 1 or self.last != last_of_month(self.last.year, self.last.month):
            return 0
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1

    @property
    def is_day(self):
        return self.first == self.last

    @property
    def iso(self):
        """The value of an HTML `datetime` attribute; empty for a span that HTML cannot express."""
        if self.is_day:
            return self.first.isoformat()
        if self.whole_months == 1:
            return self.first.strftime("%Y-%m")
        return str(self.first.year) if self._is_year else ""

    @property
    def _is_year(self):
        return self.whole_months == 12 and self.first.month == 1

    def __str__(self):
        return _named(self) or _range(self)

    def as_input(self):
        """The same span as an editor would type it; `parse` reads it back."""
        if self.is_day:
            return self.first.strftime("%d.%m.%Y")
        if self.whole_months == 1:
            return self.first.strftime("%m.%Y")
        if self._is_year:
            return str(self.first.year)
        if self.whole_months == 3 and self.first.month in (1, 4, 7, 10):
            return f"Q{self.first.month // 3 + 1} {self.first.year}"
        if self.whole_months and self.whole_months % 12 == 0 and self.first.month == 1:
            return f"{self.first.year}/{self.last.year}"
        return f"{self.first:%d.%m.%Y} – {self.last:%d.%m.%Y}"


def _single(text):
    """The span of one date; None for what is no date, years before 1 and after 9998 among it."""
    try:
        return _day_or_month_or_year(text) or _part_of_year(text.lower())
    except ValueError:
        return None


def _day_or_month_or_year(text):
    if match := re.fullmatch(r"(\d{4})", text):
        return months(int(match[1]), 1, 12)
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})", text) or re.fullmatch(r"(?P<m>\d{1,2})[./](?P<y>\d{4})", text):
        year, month = (match["y"], match["m"]) if match.re.groupindex else match.groups()
        return months(int(year), int(month), 1) if 1 <= int(month) <= 12 else None
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        return _day(*match.groups())
    if match := re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", text):
        return _day(*reversed(match.groups()))
    if (match := re.fullmatch(r"(\d{1,2})\.?\s([^\W\d]+)\s(\d{4})", text)) and match[2].lower() in MONTHS:
        return _day(match[3], MONTHS[match[2].lower()], match[1])
    return None


def _day(year, month, day):
    only = date(int(year), int(month), int(day))
    return DateSpan(only, only)


def _part_of_year(text):
    if match := re.fullmatch(r"(?P<y>\d{4})-(?P<part>\w+)|(?P<part2>\D*\d?\D*?)\s*(?P<y2>\d{4})", text):
        year, part = int(match["y"] or match["y2"]), (match["part"] or match["part2"]).strip()
        if part in MONTHS:
            return months(year, MONTHS[part], 1)
        for first_month, names in SEASONS.items():
            if part in names:
                return months(year, first_month, 3)
        if quarter := re.fullmatch(r"q([1-4])|([1-4])\. quartal", part):
            return months(year, int(quarter[1] or quarter[2]) * 3 - 2, 3)
        if half := re.fullmatch(r"h([12])|([12])\. halbjahr", part):
            return months(year, int(half[1] or half[2]) * 6 - 5, 6)
    return None


def _named(span):
    """The name of a day, month, season, quarter, half-year or year; None if the span is none of these."""
    year, month, count = span.first.year, span.first.month, span.whole_months
    if span.is_day:
        return date_format(span.first, "DATE_FORMAT")
    if count == 1:
        return date_format(span.first, "YEAR_MONTH_FORMAT")
    if span._is_year:
        return str(year)
    if count == 3 and month % 3 == 1:
        ordinal = (_("first"), _("second"), _("third"), _("fourth"))[month // 3]
        return _("%(ordinal)s quarter of %(year)s") % {"ordinal": ordinal, "year": year}
    if count == 3 and month % 3 == 0:
        names = {3: _("spring"), 6: _("summer"), 9: _("autumn"), 12: _("winter")}
        return pgettext("season", "%(season)s %(year)s") % {"season": names[month], "year": year}
    if count == 6 and month in (1, 7):
        return (_("first half of %s") if month == 1 else _("second half of %s")) % year
    return None


def _range(span):
    first, last = span.first, span.last
    if span.whole_months and first.month == 1 and last.month == 12:
        ends = str(first.year), str(last.year)
    elif span.whole_months:
        form = "F" if first.year == last.year else "YEAR_MONTH_FORMAT"
        ends = date_format(first, form), date_format(last, "YEAR_MONTH_FORMAT")
    elif (first.year, first.month) == (last.year, last.month):
        ends = pgettext("day of a range", "%s") % first.day, date_format(last, "DATE_FORMAT")
    else:
        ends = date_format(first, "DATE_FORMAT"), date_format(last, "DATE_FORMAT")
    return pgettext("range of dates", "%(first)s to %(last)s") % {"first": ends[0], "last": ends[1]}


class SpanAttribute:
    """Reads and writes two date fields of a model as one DateSpan; None where the date is unknown."""

    def __init__(self, first, last, verbose_name, help_text=""):
        self.first, self.last = first, last
        self.verbose_name, self.help_text = verbose_name, help_text

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        first, last = getattr(instance, self.first), getattr(instance, self.last)
        return DateSpan(first, last) if first and last else None

    def __set__(self, instance, span):
        setattr(instance, self.first, span and span.first)
        setattr(instance, self.last, span and span.last)


def spans_of(model):
    """The spans of a model by their names."""
    return {name: span for name, span in vars(model).items() if isinstance(span, SpanAttribute)}


def ordered_span(first, last, name):
    """The constraint for a pair of date fields: both or neither, the end not before the beginning."""
    known = {f"{first}__isnull": False, f"{last}__isnull": False, f"{last}__gte": models.F(first)}
    unknown = {f"{first}__isnull": True, f"{last}__isnull": True}
    return models.CheckConstraint(
        condition=models.Q(**known) | models.Q(**unknown),
        name=name,
        violation_error_message=gettext_lazy("The end lies before the beginning, or one of the two is missing."),
    )
