"""The directory: whom one can ask about what, and how it is searched.

It computes with rows that were fetched before: there are some hundred of them, and so a search finds the same on
every database, whatever its collation.
"""

import re
import unicodedata
from dataclasses import dataclass, field

from contacts.models import Contact, OrganisationalUnit
from portal.telephone import dialled
from portal.text import GERMAN, sort_key

LONGEST_QUERY = 200
# A number among the words of a query, with the signs that people write in telephone numbers.
NUMBER = re.compile(r"(?<!\S)[+(]*\d[\d\s()+/.–-]*(?!\S)")
FEWEST_DIGITS = 3  # fewer are in nearly every telephone number


@dataclass(frozen=True)
class Entry:
    """Whom one can ask, with the core activities it is about; a unit with the contacts in it."""

    who: Contact | OrganisationalUnit
    core_activities: list
    contacts: list = field(default_factory=list)

    @property
    def numbers(self):
        return [self.who.phone]

    @property
    def words(self):
        names = (name for contact in self.contacts for name in contact.names)
        return [*self.who.words, *names, *(word for each in self.core_activities for word in words_of(each))]


def in_order(core_activities):
    """Each once, by title."""
    return sorted(dict.fromkeys(core_activities), key=lambda core_activity: sort_key(core_activity.title))


def entries(contacts, units):
    """(contacts, units) as entries, by name. Who stands in for a contact that has ended answers for its core
    activities, too."""
    asked = {}
    for contact in contacts:
        asked.setdefault(contact.to_ask, []).extend(contact.core_activities.all())
    people = by_name(Entry(who, in_order(about)) for who, about in asked.items() if isinstance(who, Contact))
    members = {}
    for entry in people:
        members.setdefault(entry.who.unit, []).append(entry.who)
    offices = (
        Entry(unit, in_order([*unit.directory_core_activities, *asked.get(unit, [])]), members.get(unit, []))
        for unit in units
    )
    return people, by_name(offices)


def name_key(who):
    return sort_key(who.name)


def by_name(found):
    return sorted(found, key=lambda entry: name_key(entry.who))


def found_entries(entries_by_name, query):
    """Those that a query finds, first the ones that are called so; all if it is empty."""
    found = [entry for entry in entries_by_name if finds(query, entry.words, entry.numbers)]
    return sorted(found, key=lambda entry: not finds(query, entry.who.names))


def by_competency(core_activities, people, offices):
    """[(competency or None, [(core activity, [whom to ask])])]: contacts before units, unknown competencies last.

    Of `core_activities` also those that nobody is known to be in charge of."""
    in_charge = {core_activity: [] for core_activity in core_activities}
    for entry in [*people, *offices]:
        for core_activity in entry.core_activities:
            in_charge.setdefault(core_activity, []).append(entry.who)
    groups = {}
    for core_activity in in_order(in_charge):
        groups.setdefault(core_activity.competency, []).append((core_activity, in_charge[core_activity]))
    return sorted(groups.items(), key=lambda group: group[0].number if group[0] else 99)


def words_of(core_activity):
    competency = core_activity.competency
    names = [competency.name_de, competency.name_en] if competency else []
    return [core_activity.title_de, core_activity.title_en, *names]


def found_rows(groups, query):
    """Of what `by_competency` tells the rows that a query finds by project, competency, or who is in charge."""
    narrowed = [
        (
            competency,
            [
                (core_activity, in_charge)
                for core_activity, in_charge in rows
                if finds(query, [*words_of(core_activity), *(name for who in in_charge for name in who.names)])
            ],
        )
        for competency, rows in groups
    ]
    return [group for group in narrowed if group[1]]


# Searching


def asked_for(request):
    return request.GET.get("q", "")[:LONGEST_QUERY].strip()


def spellings(text):
    """A text as it is searched: without case and accents, with ä as ae and with ä as a."""
    folded = unicodedata.normalize("NFC", text).casefold()
    return tuple(
        "".join(letter for letter in unicodedata.normalize("NFKD", each) if not unicodedata.combining(letter))
        for each in (folded.translate(GERMAN), folded)
    )


def finds(query, texts, numbers=()):
    """Whether each word of a query is a part of these texts, in any spelling of umlauts; and each of its numbers a
    whole number of them, or a part of one of these telephone numbers in any spelling."""
    in_texts = spellings("\n".join(filter(None, texts)))
    in_numbers = [dialled(number) for number in numbers]
    return all(is_part(word, in_texts) for word in NUMBER.sub(" ", query).split()) and all(
        is_number_of(number.strip(), in_texts[0]) or is_part_of_number(dialled(number), in_numbers)
        for number in NUMBER.findall(query)
    )


def is_part(word, in_texts):
    return any(spelling in text for spelling, text in zip(spellings(word), in_texts, strict=True))


def is_number_of(number, text):
    return bool(re.search(rf"(?<!\d){re.escape(number)}(?!\d)", text))


def is_part_of_number(digits, numbers):
    return len(digits) >= FEWEST_DIGITS and any(digits in number for number in numbers)
