"""A core activity about which everything is known, and what must stay private beside it."""

from datetime import date

from strategy.models import FocusGoal, FormulaValue, RelatedPlan, StrategicGoal, SustainableDevelopmentGoal
from tests.builders import (
    a_competency,
    a_contact,
    a_core_activity,
    a_council_decision,
    a_cross_cutting_issue,
    a_document,
    a_focus,
    a_status_change,
    a_unit,
    an_activity_milestone,
)

SECRET = "GEHEIM"
BODY = (
    "<h2>Anlass</h2><p>Viele <strong>saßen</strong> allein.</p><ul><li><p>Kaffee</p></li><li><p>Karten</p></li></ul>"
    "<blockquote><p>Endlich!</p></blockquote>"
    "<table><tr><th>Ort</th><th>Zahl</th></tr><tr><td>Mitte</td><td>3</td></tr></table>"
)
# German address, English address.
ONE = ("/de/projekte/gute-stuben/steckbrief.pdf", "/en/projects/gute-stuben/fact-sheet.pdf")
COMPETENCY = ("/de/kompetenzen/wissen/steckbriefe.pdf", "/en/competencies/wissen/fact-sheets.pdf")
BATCH = ("/de/strategie/staffeln/1/steckbriefe.pdf", "/en/strategy/batches/1/fact-sheets.pdf")
WHOLE = ("/de/strategie/steckbriefe.pdf", "/en/strategy/fact-sheets.pdf")
KINDS = [ONE, COMPETENCY, BATCH, WHOLE]
ADDRESSES = [address for addresses in KINDS for address in addresses]


def a_strategy():
    """A competency, a focus, a decision, an issue and the core activity Gute Stuben with all that it can have."""
    FormulaValue.objects.create(number=1, slug="mut", name_de="Mut", name_en="Courage", text_de="Wagen wir es.")
    competency = a_competency(4, slug="wissen", name_de="Wissen", name_en="Knowledge", vision_de="<p>Alle lesen.</p>")
    StrategicGoal.objects.create(competency=competency, text_de="Alle lernen.", text_en="All learn.")
    focus = a_focus(competency, 2, slug="bildung", name_de="Bildung", name_en="Education")
    FocusGoal.objects.create(focus=focus, text_de="Schulen bauen.")
    issue = a_cross_cutting_issue(1, slug="inklusion", name_de="Inklusion", name_en="Inclusion")
    decision = a_council_decision("2017-05-18", batch=1, text_de="<p>Der Rat beschloss.</p>")
    core_activity = a_core_activity(
        "ongoing",
        "2023",
        slug="gute-stuben",
        title_de="Gute Stuben",
        title_en="Parlours",
        summary_de="Treffpunkte für alle.",
        summary_en="Places for everybody.",
        body_de=BODY,
        competency=competency,
        competency_basis="inferred",
        focus=focus,
        slot=3,
        council_decision=decision,
        council_note_de="Einstimmig.",
        organisation=a_unit(name_de="Stadt", name_en="City", internal_note=SECRET),
        responsibility_note_de="Mit den Bezirken.",
        partners_de="Caritas\nFalken",
        last_confirmed_on=date(2026, 3, 1),
    )
    tell_everything(core_activity, competency, issue)
    return core_activity


def tell_everything(core_activity, competency, issue):
    merged = a_core_activity(slug="altes", title_de="Altes Haus", title_en="Old house")
    a_status_change(merged, "merged", "2022", successor=core_activity)
    a_status_change(core_activity, "planned", reason_de="Der Rat wollte es.", source="WAZ 2019")
    core_activity.also_contributes_to.add(a_focus(competency, 3, name_de="Lesen", name_en="Reading"))
    core_activity.cross_cutting_issues.add(issue)
    core_activity.sdgs.add(SustainableDevelopmentGoal.objects.create(number=4, name_de="Bildung", name_en="Education"))
    core_activity.related_plans.add(
        RelatedPlan.objects.create(slug="plan", name_de="Klimaplan", name_en="Climate plan")
    )
    core_activity.departments.add(a_unit(name_de="Amt für Stuben", name_en="Parlour office"))
    core_activity.key_figures.create(value_de="rund 1.500", label_de="Gäste im Jahr")
    core_activity.links.create(label_de="Stubenseite", url="https://stuben.example/")
    core_activity.documents.add(a_document(title_de="Stubenheft", title_en="Parlour booklet"))
    core_activity.sources.create(citation="bochum.de/stuben", url="https://bochum.de/stuben", as_of=date(2026, 1, 2))
    an_activity_milestone(core_activity, "2019", "2020-05-04", title_de="Erste Stube", note_de="In Mitte.")
    an_activity_milestone(core_activity, "2021", title_de="Zehnte Stube", source="Ratsvorlage 7")
    an_activity_milestone(core_activity, "2099", title_de="Hundertste Stube")
    internal = {"internal_note": SECRET, "internal_email": f"{SECRET}@bochum.example", "internal_phone": SECRET}
    contact = a_contact(
        name_de="Stubenbüro", name_en="Parlour desk", phone="0234 910", email="stuben@bochum.example", **internal
    )
    core_activity.activity_contacts.create(contact=contact, role_de="Leitung", role_en="Head")


def hide_something(core_activity):
    """What nobody may see, tied to the core activity in every way."""
    place = {name: getattr(core_activity, name) for name in ("competency", "focus", "council_decision", "organisation")}
    draft = a_core_activity("planned", title_de=SECRET, title_en=SECRET, summary_de=SECRET, is_public=False, **place)
    a_core_activity(title_de=SECRET, title_en=SECRET, is_public=False)
    a_status_change(draft, "merged", "2024", successor=core_activity)
    a_status_change(core_activity, "merged", "2018", successor=draft)
    core_activity.activity_contacts.create(contact=a_contact(name_de=SECRET, name_en=SECRET, is_public=False))
    ended = a_contact(name_de=SECRET, name_en=SECRET, ends_on=date(2020, 1, 1))
    core_activity.activity_contacts.create(contact=ended)
    core_activity.documents.add(a_document(title_de=SECRET, title_en=SECRET, is_public=False))
