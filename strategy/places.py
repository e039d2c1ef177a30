"""The 125 places of the target system: which are filled, which are free, what has no focus yet.

Pure: takes rows that were fetched before and asks the database nothing.
"""

from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby
from string import ascii_uppercase

from portal.text import initial, sort_key
from strategy.models import Status

PLACES_PER_COMPETENCY = 25
PLACES = 5 * PLACES_PER_COMPETENCY
SLOTS = range(1, 6)
# The order in which a strip of places is filled: what is done first, what came to nothing last.
STRIP_ORDER = [
    Status.IMPLEMENTED,
    Status.PERMANENT,
    Status.ONGOING,
    Status.PLANNED,
    Status.UNKNOWN,
    Status.MERGED,
    Status.DISCONTINUED,
]
LAST = 99  # where the place is not known


def title_key(core_activity):
    """As in a German dictionary; of two that differ only in dots the one without comes first (DIN 5007-1)."""
    return sort_key(core_activity.title), core_activity.title.casefold()


def by_title(core_activities):
    return sorted(core_activities, key=title_key)


def by_letter(core_activities):
    """(letter, core activities) for all letters of the alphabet; 0-9 comes first if anything begins otherwise."""
    groups = {letter: [] for letter in ["0-9", *ascii_uppercase]}
    for core_activity in by_title(core_activities):
        groups[initial(core_activity.title)].append(core_activity)
    return [(letter, found) for letter, found in groups.items() if found or letter != "0-9"]


def by_competency(core_activities):
    """(competency, core activities by title) in the official order; those without a competency last."""
    found = sorted(by_title(core_activities), key=competency_order)
    groups = [list(group) for _order, group in groupby(found, key=competency_order)]
    return [(group[0].competency, group) for group in groups]


def competency_order(core_activity):
    return core_activity.competency_id or LAST


def status_counts(core_activities):
    """How many core activities have each status, in the order of a strip; statuses without any are left out."""
    counts = Counter(core_activity.status for core_activity in core_activities)
    return [(status, counts[status]) for status in STRIP_ORDER if counts[status]]


def newest_status(core_activities):
    """The date of the newest status of all that have a dated one; None if there is none."""
    return max((found for a in core_activities if (found := a.status_as_of)), default=None)


@dataclass
class FocusPlaces:
    """A focus with its five slots. `unplaced` are in this focus, but their slot is not known."""

    focus: object
    slots: list = field(default_factory=lambda: [None] * len(SLOTS))
    unplaced: list = field(default_factory=list)

    @property
    def core_activities(self):
        return [core_activity for core_activity in self.slots if core_activity] + self.unplaced

    @property
    def strip(self):
        """Five places, one status each, None for a free one; what has no known slot fills one that is free."""
        waiting = iter(self.unplaced)
        filled = [core_activity or next(waiting, None) for core_activity in self.slots] + list(waiting)
        return [core_activity and core_activity.status for core_activity in filled]


@dataclass
class CompetencyPlaces:
    """A competency with its five foci. `unassigned` belong to it, but their focus is not known."""

    competency: object
    foci: list = field(default_factory=list)
    unassigned: list = field(default_factory=list)

    @property
    def core_activities(self):
        return [a for focus_places in self.foci for a in focus_places.core_activities] + self.unassigned

    @property
    def recorded(self):
        return len(self.core_activities)

    @property
    def free(self):
        return PLACES_PER_COMPETENCY - self.recorded

    @property
    def counts(self):
        return status_counts(self.core_activities)

    @property
    def strip(self):
        """25 places, one status each, None for a place without a recorded core activity."""
        statuses = [status for status, count in self.counts for _ in range(count)]
        return statuses + [None] * self.free


def target_system(competencies, foci, core_activities):
    """The competencies with their places, and the core activities whose competency is not known.

    `core_activities` carry a status (see `with_status`); each list comes back sorted by title. Foci and core
    activities are told the competencies and foci that were given, so that nobody has to fetch them again."""
    system = {competency.pk: CompetencyPlaces(competency) for competency in competencies}
    places = {}
    for focus in foci:
        places[focus.pk] = FocusPlaces(focus)
        system[focus.competency_id].foci.append(places[focus.pk])
        focus.competency = system[focus.competency_id].competency
    elsewhere = []
    for core_activity in by_title(core_activities):
        if core_activity.competency_id:
            core_activity.competency = system[core_activity.competency_id].competency
        if core_activity.focus_id:
            core_activity.focus = places[core_activity.focus_id].focus
        if core_activity.slot:
            places[core_activity.focus_id].slots[core_activity.slot - 1] = core_activity
        elif core_activity.focus_id:
            places[core_activity.focus_id].unplaced.append(core_activity)
        elif core_activity.competency_id:
            system[core_activity.competency_id].unassigned.append(core_activity)
        else:
            elsewhere.append(core_activity)
    return list(system.values()), elsewhere
