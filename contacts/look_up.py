"""What signed-in staff find of contacts and units: also what is internal, and where they are named."""

from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from contacts.directory import by_name, found_entries, in_order
from contacts.models import Contact, OrganisationalUnit
from contacts.uses import addresses

# A cell that begins with one of these may be taken for a formula.
FORMULA = tuple("=+-@\t\r\n＝＋－＠")


@dataclass(frozen=True)
class Hit:
    """A contact or a unit, with the items that name it: `uses` are (kind, item, address to look at it or empty)."""

    who: Contact | OrganisationalUnit
    items: list
    uses: list = field(default_factory=list)

    @property
    def is_contact(self):
        return isinstance(self.who, Contact)

    @property
    def numbers(self):
        return self.who.numbers

    @property
    def words(self):
        return [*self.who.words, *self.who.internal_words, *(word for item in self.items for word in words_of(item))]

    @property
    def state(self):
        """Who sees it, in words."""
        if not self.is_contact or self.who.is_published:
            return _("public")
        return _("past the last day") if self.who.has_ended else _("internal")


def words_of(item):
    """The words by which an item leads to who is named in it."""
    names = item.names if isinstance(item, Contact) else [item.title_de, item.title_en]
    return [*names, *getattr(item, "topics", [])]


def hits(contacts, units, query, user):
    """(contacts, units) that a query finds, by name; all of them if it is empty."""
    people = [Hit(contact, items_of(contact)) for contact in contacts]
    offices = [Hit(unit, in_order(unit.directory_core_activities)) for unit in units]
    return [linked(found_entries(by_name(each), query), user) for each in (people, offices)]


def items_of(contact):
    core_activities = in_order(contact.core_activities.all())
    return [*core_activities, *contact.press_releases.all(), *contact.deputises_for.all()]


def linked(found, user):
    """These hits with the kinds of their items and where to look at them."""
    address = addresses(user, [item for hit in found for item in hit.items])
    return [
        Hit(hit.who, hit.items, [(item._meta.verbose_name, item, next(address)) for item in hit.items]) for hit in found
    ]


# As a table for a spreadsheet


COLUMNS = [
    "name",
    "kind",
    "unit",
    "is_public",
    "email",
    "phone",
    "room",
    "internal_email",
    "internal_phone",
    "deputy",
    "ends_on",
    "responsible_for",
    "last_confirmed_on",
    "internal_note",
]


def table(found):
    """The hits as rows of cells, the first of them with the names of the columns."""
    head = [capfirst(Contact._meta.get_field(name).verbose_name) for name in COLUMNS]
    rows = [[*contact_cells(hit.who)] if hit.is_contact else [*unit_cells(hit.who)] for hit in found]
    named = ["; ".join(map(str, hit.items)) for hit in found]
    return [[*head, _("Named in")], *([*map(safe, row), safe(items)] for row, items in zip(rows, named, strict=True))]


def contact_cells(contact):
    for name in COLUMNS:
        value = getattr(contact, name)
        if name == "kind":
            yield contact.get_kind_display()
        elif name == "is_public":
            yield _("yes") if value else _("no")
        elif name in {"ends_on", "last_confirmed_on"}:
            yield date_format(value, "SHORT_DATE_FORMAT") if value else ""
        else:
            yield str(value or "")


def unit_cells(unit):
    own = {
        "name": unit.name,
        "kind": str(unit._meta.verbose_name),
        "unit": str(unit.parent or ""),
        "is_public": _("yes"),
        "email": unit.email,
        "phone": unit.phone,
        "responsible_for": unit.text,
        "internal_note": unit.internal_note,
    }
    return [own.get(name, "") for name in COLUMNS]


def safe(text):
    """A cell that no spreadsheet computes."""
    return f"'{text}" if text.startswith(FORMULA) else text
