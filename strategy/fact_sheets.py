"""What stands in the fact sheet of one core activity, as plain dictionaries for templates/typst/fact_sheets.typ.

Takes rows that were fetched before (core activities with `with_status`, `with_place` and `with_everything`) and asks
the database nothing. Whatever a page shows by a partial is read from that partial, so that a fact sheet
says the same in the same words. `base` is the portal's address without a slash at its end; a text is a
list of nodes (portal/nodes.py). Pictures are left out: they are on the page whose address a sheet names.
"""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.nodes import nodes
from portal.templatetags.formatting import rich, text
from strategy.wheel import small_wheel


def document(title, parts, notice, instead):
    """One PDF: its parts in their order, with the site's notice (or None) above each.

    `instead`: what `asked_instead` says where a core activity names no contact."""
    return {
        "language": get_language(),
        "title": title,
        "strategy": _("Bochum Strategy"),
        "issued": _("Issued on %(day)s") % {"day": date_format(timezone.localdate(), "DATE_FORMAT")},
        "notice": said(notice, "title") if notice else [],
        "words": words(),
        "instead": instead,
        "parts": parts,
    }


def words():
    """The fixed texts of the templates."""
    return {
        "about": _("What it is about"),
        "activities": _("Projects"),
        "activity": _("Core activity"),
        "address": _("This page on the web:"),
        "competency": _("Competency"),
        "contact": _("Contact"),
        "contents": _("Contents"),
        "documents": _("Documents and links"),
        "fact_sheet": _("Fact sheet"),
        "fact_sheets": _("Fact sheets"),
        "facts": _("At a glance"),
        "figure": _("Figure"),
        "figures": _("In figures"),
        "foci": _("Five main foci"),
        "focus": _("Main focus"),
        "goals": _("Strategic goals"),
        "label": _("What it counts"),
        "legend": _("Legend"),
        "milestone": _("Milestone"),
        "milestones": _("Milestones"),
        "no_activities": _("No projects are recorded yet."),
        "no_milestones": _("No milestones are recorded yet."),
        "no_status": _("No status is recorded yet."),
        "none": _("none recorded"),
        "planned": _("Planned"),
        "places": _("25 places"),
        "reached": _("Reached"),
        "sources": _("Sources"),
        "status": _("Status"),
        "statuses": _("Status and how it came about"),
        "unassigned": _("not yet assigned to a focus"),
        "unknown": _(
            "What is unknown is shown as unknown here. "
            "Every entry names its sources and the day on which they were last looked up."
        ),
        "vision": _("The picture of 2030"),
    }


def said(instance, field):
    """A translated line of text; marked as German where the English is missing."""
    return nodes(text(instance, field))


def shown(template, base, **context):
    """What a partial of the pages shows."""
    return nodes(render_to_string(template, context), base)


def plain(line):
    return [{"kind": "text", "text": str(line)}]


def linked(instance, field, base):
    return [{**node, "url": base + instance.get_absolute_url()} for node in said(instance, field)]


def status_of(core_activity):
    as_of = core_activity.status_as_of
    return {
        "name": core_activity.status,
        "label": str(core_activity.status_label),
        "as_of": _("as of %(date)s") % {"date": as_of} if as_of else "",
    }


def core_activity_sheet(core_activity, base):
    competency = core_activity.competency
    return {
        "kind": "core_activity",
        "slug": core_activity.slug,
        "address": base + core_activity.get_absolute_url(),
        "accent": competency.accent if competency else "",
        "title": said(core_activity, "title"),
        "title_note": title_note(core_activity),
        "summary": said(core_activity, "summary"),
        "status": status_of(core_activity),
        "here": here(competency, core_activity.focus) if competency else None,
        "facts": shown("strategy/_core_activity_facts.html", base, core_activity=core_activity),
        "body": nodes(rich({}, core_activity, "body"), base) if core_activity.body else [],
        "figures": [figure(key_figure) for key_figure in core_activity.key_figures.all()],
        "milestones": [milestone_row(milestone) for milestone in core_activity.milestones.all()],
        "statuses": [status_entry(change, base) for change in core_activity.status_changes.all()],
        "taken_in": [linked(other, "title", base) for other in core_activity.taken_in],
        "taken_in_label": _("This project has taken in:"),
        "contacts": contacts_of(core_activity, base),
        "documents": [
            *(
                shown("components/_document.html", base, document=document)
                for document in core_activity.documents.all()
            ),
            *([{**node, "url": link.url} for node in said(link, "label")] for link in core_activity.links.all()),
        ],
        "sources": sources_of(core_activity, base),
        "confirmed": confirmation(core_activity),
    }


def title_note(core_activity):
    """On an English sheet, the German title behind a translation that is not official."""
    if get_language() == "de" or core_activity.has_official_english_title or not core_activity.title_en:
        return []
    note = _("There is no official English title; this one is our translation of:")
    return [*plain(f"{note} "), {"kind": "text", "text": core_activity.title_de, "lang": "de"}]


def here(competency, focus=None):
    """The small wheel that shows where something belongs, and the same in words."""
    place = f"{competency.name}, {focus}" if focus else competency.name
    return {
        "alt": _("Place in the steering wheel: %(place)s") % {"place": place},
        "pieces": [
            {"path": piece.path, "is_here": piece.is_here}
            for piece in small_wheel(competency.number, focus.number if focus else None)
        ],
    }


def figure(key_figure):
    return {
        "value": said(key_figure, "value"),
        "label": said(key_figure, "label"),
        "as_of": _("as of %(date)s") % {"date": key_figure.as_of} if key_figure.as_of else "",
    }


def milestone_row(milestone):
    return {
        "title": said(milestone, "title"),
        "note": said(milestone, "note"),
        "source": f"{_('Source:')} {milestone.source}" if milestone.source else "",
        "planned": str(milestone.planned or "–"),
        "reached": str(milestone.reached or "–"),
        "delay": milestone.delay,
        "is_overdue": milestone.is_overdue,
    }


def status_entry(change, base):
    source = said(change, "source")
    return {
        "name": change.status,
        "label": change.get_status_display(),
        "as_of": _("as of %(date)s") % {"date": change.as_of} if change.as_of else _("undated"),
        "reason": said(change, "reason"),
        "successor": [*plain(f"{_('Continued in:')} "), *linked(change.successor, "title", base)]
        if change.successor
        else [],
        "source": [*plain(f"{_('Source:')} "), *source] if source else [],
    }


def contacts_of(core_activity, base):
    return [shown("contacts/_contact.html", base, contact=contact, role=role) for contact, role in core_activity.to_ask]


def asked_instead(general_contacts, base):
    """Whom to ask about a core activity whose own contact is not known."""
    unknown = _("A contact for this project is not yet recorded.")
    return [
        plain(f"{unknown} {_('You can ask here:')}" if general_contacts else unknown),
        *(shown("contacts/_contact.html", base, contact=contact, role=None) for contact in general_contacts),
        [{"kind": "text", "text": _("All contacts"), "url": base + reverse("contacts:contact_list")}],
    ]


def sources_of(instance, base):
    return [shown("components/_source.html", base, source=source) for source in instance.sources.all()]


def confirmation(core_activity):
    if not core_activity.last_confirmed_on:
        return _("Not yet confirmed by those in charge.")
    day = date_format(core_activity.last_confirmed_on, "DATE_FORMAT")
    return _("Last confirmed by those in charge on %(day)s.") % {"day": day}
