"""Who may do what in the admin: the one table. It is pure; `portal.accounts.set_up_roles` puts it into the database."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

READ = frozenset({"view"})
CHANGE = READ | {"change"}
WRITE = CHANGE | {"add"}
KEEP = WRITE | {"delete"}
PUBLISH = KEEP | {"publish"}

# What is public or not. Who may not publish it changes it only while it is not public.
DRAFTED = ["news.pressrelease", "strategy.coreactivity", "portal.page", "portal.document", "portal.image"]
# The rows that are edited within the page of something else. Django asks for them too, but only if that may be changed.
PARTS_OF_DRAFTED = [
    "news.pressreleaseimage",
    "strategy.statuschange",
    "strategy.activitymilestone",
    "strategy.keyfigure",
    "strategy.activitycontact",
    "strategy.activityimage",
    "strategy.activitylink",
    "portal.source",
    "portal.formerslug",
]
RECORD = [
    "strategy.councildecision",
    "strategy.relatedplan",
    "strategy.message",
    "strategy.progressreport",
    "strategy.milestone",
]
TARGET_SYSTEM = [
    "strategy.formulavalue",
    "strategy.competency",
    "strategy.focus",
    "strategy.crosscuttingissue",
    "strategy.sustainabledevelopmentgoal",
]
PARTS_OF_TARGET_SYSTEM = ["strategy.strategicgoal", "strategy.focusgoal"]
PARTS_OF_CONTACTS = ["portal.source", "portal.formerslug"]


def grant(models, actions):
    return dict.fromkeys(models, actions)


CONTACTS = {"contacts.contact": PUBLISH, "contacts.organisationalunit": KEEP}
ALL_CONTENT = {
    **grant(DRAFTED, PUBLISH),
    **grant([*PARTS_OF_DRAFTED, *PARTS_OF_TARGET_SYSTEM, *RECORD], KEEP),
    **grant(TARGET_SYSTEM, CHANGE),
    **CONTACTS,
    # Whose work list says how many drafts are to be checked.
    "portal.draft": CHANGE,
}


class Role(NamedTuple):
    label: str | Promise
    purpose: str | Promise
    grants: dict[str, frozenset[str]]  # actions by "app.model"

    @property
    def permissions(self):
        """Pairs of app and codename, as Django names its permissions."""
        return {
            (app, f"{action}_{model}")
            for app, model, actions in ((*label.split("."), actions) for label, actions in self.grants.items())
            for action in actions
        }


# By the name of their group in the database.
ROLES = {
    "author": Role(
        _("Author"),
        _("writes drafts, publishes nothing"),
        {
            **grant(DRAFTED, WRITE),
            **grant(PARTS_OF_DRAFTED, KEEP),
            # What a draft can refer to.
            **grant([*TARGET_SYSTEM, *PARTS_OF_TARGET_SYSTEM, *RECORD, *CONTACTS], READ),
        },
    ),
    "editor": Role(_("Editor"), _("writes and publishes all content"), ALL_CONTENT),
    "contact keeper": Role(
        _("Contact keeper"), _("contacts and units only"), {**CONTACTS, **grant(PARTS_OF_CONTACTS, KEEP)}
    ),
    "staff": Role(
        _("Staff"),
        _("looks up contacts and projects, changes nothing"),
        grant(["strategy.coreactivity", *PARTS_OF_DRAFTED, *CONTACTS], READ),
    ),
    "administrator": Role(
        _("Administrator"),
        _("everything, also accounts and roles"),
        {**ALL_CONTENT, **grant(["auth.user", "auth.group"], KEEP)},
    ),
}
