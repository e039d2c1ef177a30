"""What stands before and between several fact sheets: of a competency, a batch of the council, the whole strategy.

As strategy/fact_sheets.py: plain dictionaries, made of rows that were fetched before.
"""

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.nodes import nodes
from portal.templatetags.formatting import in_words, rich
from strategy.fact_sheets import core_activity_sheet, here, linked, plain, said, sources_of, status_of
from strategy.places import by_title, status_counts
from strategy.wheel import wheel

LEGEND = ["implemented", "ongoing", "planned", "merged", "unknown", "free"]


def name_of(focus):
    return said(focus, "name") if focus.name else plain(focus)


def row(core_activity):
    """A core activity in a table of several; it links to its own sheet in the same document."""
    return {
        "slug": core_activity.slug,
        "title": said(core_activity, "title"),
        "competency": said(core_activity.competency, "name")
        if core_activity.competency_id
        else plain(_("not yet recorded")),
        "accent": core_activity.competency.accent if core_activity.competency_id else "",
        "status": status_of(core_activity),
    }


def competency_overview(places, base):
    """`places`: a CompetencyPlaces (strategy/places.py) of a competency with its goals and sources."""
    competency = places.competency
    goals = [said(goal, "text") for goal in competency.goals.all()]
    return {
        "kind": "competency",
        "address": base + competency.get_absolute_url(),
        "accent": competency.accent,
        "title": said(competency, "name"),
        "tagline": said(competency, "tagline"),
        "here": here(competency),
        "vision": nodes(rich({}, competency, "vision"), base)
        if competency.vision
        else plain(_("The picture of 2030 of this competency is not yet recorded.")),
        "vision_note": said(competency, "vision_note"),
        "goals": goals,
        "goals_note": said(competency, "goals_note")
        if goals
        else plain(_("The strategic goals of this competency are not yet recorded.")),
        "foci": [
            {"name": name_of(of_focus.focus), "rows": [row(a) for a in of_focus.core_activities]}
            for of_focus in places.foci
        ],
        "unassigned": [row(core_activity) for core_activity in places.unassigned],
        "recorded": recorded(places.core_activities, 25),
        "free": _("%(free)s places are free or not yet recorded here.") % {"free": places.free},
        "strip": places.strip,
        "former_name": {"label": _("Older spelling"), "name": competency.former_name},
        "sources": sources_of(competency, base),
    }


def recorded(core_activities, places):
    """How many of these places are recorded, by status, in words."""
    counts = {"recorded": len(core_activities), "places": places, "words": in_words(status_counts(core_activities))}
    if not core_activities:
        return _("None of %(places)s places recorded yet.") % counts
    return _("%(recorded)s of %(places)s places recorded: %(words)s.") % counts


def competency_parts(places, base):
    sheets = [core_activity_sheet(core_activity, base) for core_activity in places.core_activities]
    return [competency_overview(places, base), *sheets]


def batch_parts(batch, council_decisions, core_activities, base):
    core_activities = by_title(core_activities)
    overview = {
        "kind": "batch",
        "address": base + reverse("strategy:about"),
        "title": plain(_("Batch %s") % batch),
        "decisions": [
            {
                "title": [*plain(f"{decision.decided}: "), *said(decision, "title")],
                "text": nodes(rich({}, decision, "text"), base),
                "reference": f"{_('Council paper')} {decision.reference}" if decision.reference else "",
                "sources": sources_of(decision, base),
            }
            for decision in council_decisions
        ],
        "recorded": recorded_in_batch(core_activities),
        "rows": [row(core_activity) for core_activity in core_activities],
    }
    return [overview, *(core_activity_sheet(core_activity, base) for core_activity in core_activities)]


def recorded_in_batch(core_activities):
    if not core_activities:
        return _("No projects are recorded yet.")
    counts = {"count": len(core_activities), "words": in_words(status_counts(core_activities))}
    return _("%(count)s core activities are recorded: %(words)s.") % counts


def strategy_parts(competencies, elsewhere, *, formula_values, issues, base):
    """`competencies` as CompetencyPlaces, `elsewhere` the core activities of unknown competency."""
    parts = [strategy_overview(competencies, elsewhere, formula_values, issues, base)]
    for places in competencies:
        parts += competency_parts(places, base)
    if elsewhere:
        title = plain(_("Core activities whose competency is not yet recorded"))
        rows = [row(core_activity) for core_activity in elsewhere]
        parts += [
            {"kind": "chapter", "title": title, "rows": rows, "address": base + reverse("strategy:core_activity_list")}
        ]
        parts += [core_activity_sheet(core_activity, base) for core_activity in elsewhere]
    return parts


def strategy_overview(competencies, elsewhere, formula_values, issues, base):
    core_activities = [a for places in competencies for a in places.core_activities] + elsewhere
    return {
        "kind": "strategy",
        "address": base + reverse("strategy:about"),
        "title": plain(_("The Bochum Strategy")),
        "recorded": recorded(core_activities, 125),
        "wheel": wheel_shapes(wheel(competencies, issues), formula_values),
        "alt": _(
            "Steering wheel. In the hub: %(values)s. Around it the competencies %(competencies)s, each with five "
            "main foci and 25 places for core activities. On the rim the cross-cutting issues %(issues)s. %(recorded)s"
        )
        % {
            "values": ", ".join(value.name for value in formula_values),
            "competencies": ", ".join(places.competency.name for places in competencies),
            "issues": ", ".join(issue.name for issue in issues),
            "recorded": recorded(core_activities, 125),
        },
        "legend": list(zip(LEGEND, legend_words(), strict=True)),
        "formula": {
            "title": _("The Bochum Formula"),
            "values": [{"name": said(value, "name"), "text": said(value, "text")} for value in formula_values],
        },
        "competencies": {
            "title": _("Five competencies"),
            "rows": [
                {
                    "accent": places.competency.accent,
                    "name": said(places.competency, "name"),
                    "tagline": said(places.competency, "tagline"),
                    "recorded": recorded(places.core_activities, 25),
                }
                for places in competencies
            ],
        },
        "issues": {"title": _("Five cross-cutting issues"), "names": [linked(issue, "name", base) for issue in issues]},
    }


def legend_words():
    return [
        _("implemented or made permanent"),
        _("ongoing"),
        _("planned"),
        _("discontinued or merged"),
        _("status not yet recorded"),
        _("free, or not yet recorded here"),
    ]


def wheel_shapes(whole, formula_values):
    """The wheel as paths, names and statuses: the template alone knows colours."""

    def lines(label):
        return {"size": label.size, "lines": [{"text": line.text, "path": line.path} for line in label.lines]}

    def places(sector):
        filled = [place for focus_shape in sector.foci for place in focus_shape.places] + sector.unplaced
        return [
            {"path": sector.free, "status": "free"},
            *({"path": place.path, "status": place.core_activity.status} for place in filled),
        ]

    return {
        "values": [value.name for value in formula_values],
        "competencies": [
            {
                "accent": shape.sector.competency.accent,
                "path": shape.path,
                "label": lines(shape.label),
                "foci": [focus_shape.path for focus_shape in shape.sector.foci],
                "places": places(shape.sector),
            }
            for shape in whole.competencies
        ],
        "issues": [{"path": shape.path, "label": lines(shape.label)} for shape in whole.issues],
    }
