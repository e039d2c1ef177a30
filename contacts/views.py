"""The public directory: who is in charge; and what staff look up."""

import csv

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from contacts.directory import asked_for, found_entries, found_rows, in_order, name_key
from contacts.look_up import hits, table
from contacts.models import Contact, OrganisationalUnit
from contacts.vcard import vcard
from contacts.whole import general_contacts, the_directory
from portal.admin_site import staff_page
from portal.kept import with_address
from portal.page import base_address, render_page
from portal.structured_data import whom_to_ask
from portal.telephone import international


def contacts_crumb():
    return _("Contacts"), reverse("contacts:contact_list")


def contact_list(request):
    directory = the_directory(request)
    people, offices, competencies = directory.people, directory.offices, directory.in_charge
    if query := asked_for(request):
        competencies = found_rows(competencies, query)
        people, offices = (found_entries(entries_by_name, query) for entries_by_name in (people, offices))
    found = people or offices or competencies
    return render_page(
        request,
        "contacts/contact_list.html",
        title=_("Contacts"),
        description=_("Who is in charge of the Bochum Strategy and of its projects."),
        search=query,
        contacts=people,
        units=offices,
        competencies=competencies,
        count=sum(len(rows) for _competency, rows in competencies),
        general_contacts=[] if found else general_contacts(request),
    )


def contact_detail(request, slug):
    contact = with_address(slug, the_directory(request).contacts, Contact.objects.in_directory())
    if contact.slug != slug:
        return redirect(contact, permanent=True)
    if not contact.is_published:
        return contact_ended(request, contact)
    return render_page(
        request,
        "contacts/contact_detail.html",
        title=contact.name,
        description=contact.responsible_for,
        trail=[contacts_crumb()],
        structured_data=[
            structured(request, contact, is_person=contact.kind == Contact.Kind.PERSON, belongs_to=contact.unit.name)
        ],
        contact=contact,
        deputy=contact.published_deputy,
        core_activities=in_order(contact.core_activities.all()),
        sources=contact.sources.all(),
    )


def contact_ended(request, contact):
    """Who is to be asked instead; the one who has gone is not named any more."""
    response = render_page(
        request,
        "contacts/contact_ended.html",
        title=_("This contact is no longer there"),
        description="",
        trail=[contacts_crumb()],
        contact=contact.to_ask,
    )
    response.status_code = 410
    return response


def organisational_unit_detail(request, slug):
    directory = the_directory(request)
    unit = with_address(slug, directory.units, OrganisationalUnit.objects.in_directory())
    if unit.slug != slug:
        return redirect(unit, permanent=True)
    return render_page(
        request,
        "contacts/organisational_unit_detail.html",
        title=unit.name,
        description=unit.text or _("An organisational unit that works on the Bochum Strategy."),
        trail=[contacts_crumb()],
        structured_data=[
            structured(request, unit, is_person=False, belongs_to=unit.parent.name if unit.parent else "")
        ],
        unit=unit,
        general_contacts=general_contacts(request),
        contacts=sorted(directory.to_ask_in(unit), key=name_key),
        core_activities=in_order(unit.directory_core_activities),
        children=sorted(directory.units_of(unit), key=name_key),
        sources=unit.sources.all(),
    )


def structured(request, who, *, is_person, belongs_to):
    return whom_to_ask(
        base_address(request),
        request.path,
        is_person=is_person,
        name=who.name,
        belongs_to=belongs_to,
        email=who.email,
        telephone=international(who.phone),
    )


def contact_card(request, slug):
    contact = Contact.objects.published().select_related("unit__parent").by_slug(slug)
    if contact.slug != slug:
        return redirect("contacts:contact_card", contact.slug, permanent=True)
    kind = "individual" if contact.kind == Contact.Kind.PERSON else "org"
    return card(request, contact, kind, contact.unit, contact.responsible_for)


def organisational_unit_card(request, slug):
    unit = OrganisationalUnit.objects.select_related("parent").by_slug(slug)
    if unit.slug != slug:
        return redirect("contacts:organisational_unit_card", unit.slug, permanent=True)
    if not (unit.email or unit.phone):
        raise Http404
    return card(request, unit, "org", unit, unit.text)


def card(request, who, kind, unit, note):
    """The vCard of a contact or a unit, with what stands on its page."""
    text = vcard(
        [
            ("KIND", kind),
            ("FN", who.name),
            ("N", (who.name, "", "", "", "")),
            ("ORG", (unit.parent.name, unit.name) if unit.parent else (unit.name,)),
            ("EMAIL;TYPE=work", who.email),
            ("TEL;TYPE=work", international(who.phone)),
            ("ADR;TYPE=work", ("", "", unit.address, "", "", "", "") if unit.address else ""),
            ("NOTE", note),
            ("URL", f"{base_address(request)}{who.get_absolute_url()}"),
        ]
    )
    response = HttpResponse(text, content_type="text/vcard; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{who.slug}.vcf"'
    response["X-Robots-Tag"] = "noindex"
    return response


def found_for(request):
    contacts, units = (model.objects.for_staff(request.user) for model in (Contact, OrganisationalUnit))
    return hits(contacts, units, asked_for(request), request.user)


@staff_page("contacts.view_contact")
def staff_look_up(request):
    contacts, units = found_for(request)
    title = _("Look up contacts")
    context = {
        "page_title": title,
        "breadcrumbs": [(_("Home"), reverse("home")), contacts_crumb(), (title, request.path)],
        "search": asked_for(request),
        "contacts": contacts,
        "units": units,
    }
    return TemplateResponse(request, "contacts/staff_look_up.html", context)


@staff_page("contacts.view_contact")
def staff_look_up_csv(request):
    """What the page shows; with a mark at its beginning and semicolons, as Excel expects it in German."""
    contacts, units = found_for(request)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="kontakte-intern.csv"'
    csv.writer(response, delimiter=";").writerows(table([*contacts, *units]))
    return response
