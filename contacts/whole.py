"""The directory as the public sees it, read whole and shared by all its pages (see portal/kept.py)."""

from dataclasses import dataclass

from contacts.directory import by_competency, entries
from contacts.models import Contact, OrganisationalUnit, core_activities_of
from portal.kept import kept


@dataclass(frozen=True)
class Directory:
    """All public contacts, also those who have gone, and all units. `people` and `offices` are the entries of the
    list; `in_charge` tells whom to ask by competency (`by_competency`)."""

    contacts: list
    units: list
    people: list
    offices: list
    in_charge: list

    def to_ask_in(self, unit):
        """Whom to ask in this unit, or instead of somebody in it; each once."""
        found = dict.fromkeys(contact.to_ask for contact in self.contacts if contact.unit_id == unit.pk)
        return [who for who in found if who != unit]

    def stands_for(self, contact_id):
        """Whom to ask where the contact with this key is named; None for one that is not public."""
        return next((contact.to_ask for contact in self.contacts if contact.pk == contact_id), None)

    def units_of(self, unit):
        """Those that belong to this one."""
        return [child for child in self.units if child.parent_id == unit.pk]


def the_directory(request):
    def read():
        contacts = list(Contact.objects.in_directory())
        units = list(OrganisationalUnit.objects.in_directory())
        people, offices = entries(contacts, units)
        in_charge = by_competency(core_activities_of(Contact).published(), people, offices)
        return Directory(contacts, units, people, offices, in_charge)

    return kept(request, "directory", read)


def general_contacts(request):
    """Whom to ask where nobody else is known, each once."""
    return kept(
        request, "general contacts", lambda: list(dict.fromkeys(each.to_ask for each in Contact.objects.general()))
    )
