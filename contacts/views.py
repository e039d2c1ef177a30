"""The public directory: who is in charge."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from contacts.models import Contact, OrganisationalUnit
from portal.page import render_page
from portal.text import sort_key


def contacts_crumb():
    return _("Contacts"), reverse("contacts:contact_list")


def contact_list(request):
    units = sorted(OrganisationalUnit.objects.in_directory(), key=lambda unit: sort_key(unit.name))
    return render_page(
        request,
        "contacts/contact_list.html",
        title=_("Contacts"),
        description=_("Who is in charge of the Bochum Strategy and of its projects."),
        contacts=Contact.objects.published().with_unit(),
        units=units,
        responsibilities=responsibilities(units),
    )


def responsibilities(units):
    """The core activities by title, each with the units in charge of it."""
    in_charge = {}
    for unit in units:
        for core_activity in unit.directory_core_activities:
            in_charge.setdefault(core_activity, []).append(unit)
    return sorted(in_charge.items(), key=lambda row: sort_key(row[0].title))


def contact_detail(request, slug):
    contact = Contact.objects.published().with_unit().by_slug(slug)
    if contact.slug != slug:
        return redirect(contact, permanent=True)
    return render_page(
        request,
        "contacts/contact_detail.html",
        title=contact.name,
        description=contact.responsible_for,
        trail=[contacts_crumb()],
        contact=contact,
        deputy=contact.published_deputy,
        core_activities=sorted(contact.core_activities.published(), key=lambda a: sort_key(a.title)),
        sources=contact.sources.all(),
    )


def organisational_unit_detail(request, slug):
    unit = OrganisationalUnit.objects.in_directory().by_slug(slug)
    if unit.slug != slug:
        return redirect(unit, permanent=True)
    return render_page(
        request,
        "contacts/organisational_unit_detail.html",
        title=unit.name,
        description=unit.text or _("An organisational unit that works on the Bochum Strategy."),
        trail=[contacts_crumb()],
        unit=unit,
        contacts=unit.contacts.published(),
        core_activities=sorted(unit.directory_core_activities, key=lambda a: sort_key(a.title)),
        children=sorted(unit.children.all(), key=lambda child: sort_key(child.name)),
        sources=unit.sources.all(),
    )
