"""A small strategy with one of everything that is public, for tests that visit all of its pages."""

from strategy.models import FocusGoal, FormulaValue, Message, RelatedPlan, StrategicGoal
from tests.builders import (
    a_competency,
    a_core_activity,
    a_council_decision,
    a_cross_cutting_issue,
    a_focus,
    a_milestone,
    a_page,
)

# German address, English address.
PAGES = {
    "about": ("/de/strategie/", "/en/strategy/"),
    "competency list": ("/de/kompetenzen/", "/en/competencies/"),
    "competency": ("/de/kompetenzen/wissen/", "/en/competencies/wissen/"),
    "focus": ("/de/kompetenzen/wissen/bildung/", "/en/competencies/wissen/bildung/"),
    "core activity list": ("/de/projekte/", "/en/projects/"),
    "core activity index": ("/de/projekte-a-z/", "/en/projects-a-to-z/"),
    "core activity": ("/de/projekte/gute-stuben/", "/en/projects/gute-stuben/"),
    "issue list": ("/de/querschnittsthemen/", "/en/cross-cutting-issues/"),
    "issue": ("/de/querschnittsthemen/inklusion/", "/en/cross-cutting-issues/inklusion/"),
    "milestone list": ("/de/meilensteine/", "/en/milestones/"),
    "message list": ("/de/botschaften/", "/en/messages/"),
}
ADDRESSES = [address for addresses in PAGES.values() for address in addresses]


class World:
    def __init__(self):
        self.page = a_page("strategy", title_de="Die Bochum Strategie", title_en="The Bochum Strategy")
        self.competency = a_competency(
            4,
            slug="wissen",
            name_de="Wissen",
            name_en="Knowledge",
            tagline_de="Bochum lernt.",
            tagline_en="Bochum learns.",
        )
        self.focus = a_focus(self.competency, 2, slug="bildung", name_de="Bildung", name_en="Education")
        self.issue = a_cross_cutting_issue(1, slug="inklusion", name_de="Inklusion", name_en="Inclusion")
        self.decision = a_council_decision("2017-05-18", batch=1, title_de="Erste Staffel", title_en="First batch")
        self.plan = RelatedPlan.objects.create(slug="klimaplan", name_de="Klimaplan 2035", name_en="Climate plan 2035")
        self.core_activity = a_core_activity(
            "ongoing",
            "2023",
            slug="gute-stuben",
            title_de="Gute Stuben",
            title_en="Parlours",
            summary_de="Treffpunkte für alle.",
            summary_en="Places for everybody.",
            competency=self.competency,
            focus=self.focus,
            slot=3,
            council_decision=self.decision,
        )
        self.core_activity.cross_cutting_issues.add(self.issue)
        self.core_activity.related_plans.add(self.plan)
        a_milestone("2021", title_de="Start", title_en="Start", core_activity=self.core_activity)
        FormulaValue.objects.create(number=1, slug="mut", name_de="Mut", name_en="Courage")
        StrategicGoal.objects.create(competency=self.competency, text_de="Alle lernen.", text_en="All learn.")
        FocusGoal.objects.create(focus=self.focus, text_de="Schulen bauen.", text_en="Build schools.")
        Message.objects.create(number=1, slug="miteinander", title_de="Miteinander", title_en="Together")
