"""What can be found, and by which of its texts: the one place that lists the kinds."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from modeltranslation.translator import translator

from contacts.models import Contact, OrganisationalUnit
from news.models import PressRelease
from portal.models import SITE_NOTICE, Document, Page
from portal.rich_text import RichTextField
from portal.search import keys
from portal.text import plain
from strategy.models import Competency, CoreActivity, CrossCuttingIssue, Focus, Message, Milestone


@dataclass(frozen=True)
class Kind:
    """Things of one model that can be found.

    `title` and `texts`: fields; `related__field` is that of each related row. When such a row changes, the item
    is written anew. `fixed`: fields of codes, names and numbers, the same in both languages. `day`: the date
    by which the newest come first, or None. `until`: the moment from which the item is not public any more."""

    number: int
    name: str
    label: Promise
    model: type[Model]
    title: str
    texts: tuple = ()
    fixed: tuple = ()
    day: Callable = lambda item: None
    date_text: Callable = lambda item: ""
    path: Callable = lambda item: item.get_absolute_url()
    starts: Callable = lambda item: getattr(item, "public_from", None)
    until: Callable = lambda item: getattr(item, "public_until", None)
    is_public: Callable = lambda item: getattr(item, "is_public", True)

    @property
    def relations(self):
        """The accessors of the rows whose texts are found with the item."""
        return {text.split("__")[0] for text in self.texts if "__" in text}

    def items(self, pks):
        """Those of these items that are public, now or at a time, with all that their texts need."""
        rows = self.model._base_manager.filter(pk__in=pks).prefetch_related(*sorted(self.relations))
        return [item for item in rows if self.is_public(item)]

    def number_of(self, language, item):
        return keys.number(language, self.number, item.pk, self.day(item))

    def title_of(self, item, language):
        """The title and the language it is in."""
        return text_in(item, self.title, language)

    def texts_of(self, item, language):
        """The texts as (text, language), empty ones left out; German where the English is missing."""
        found = [text_in(row, field, language) for row, field in self.rows_with_fields(item)]
        fixed = " ".join(filter(None, (getattr(item, field) for field in self.fixed)))
        return [(text, written) for text, written in (*found, (fixed, language)) if text]

    def rows_with_fields(self, item):
        for text in self.texts:
            *relation, field = text.split("__")
            for row in related(item, relation[0]) if relation else [item]:
                yield row, field


def related(item, name):
    """The rows behind a relation of whichever kind, in a lasting order."""
    if item._meta.get_field(name).many_to_one:
        return [row for row in [getattr(item, name)] if row]
    return sorted(getattr(item, name).all(), key=lambda row: (getattr(row, "position", 0), row.pk))


def text_in(item, field, language):
    """A text of an item as plain text, and the language it is in."""
    if field not in translator.get_options_for_model(type(item)).all_fields:
        return getattr(item, field), language
    written = language if getattr(item, f"{field}_{language}") else "de"
    text = getattr(item, f"{field}_{written}") or ""
    return (plain(text) if isinstance(item._meta.get_field(field), RichTextField) else " ".join(text.split())), written


def end_of(day):
    """The first moment after a day; None if there is no day."""
    return day and timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def day_of_publication(press_release):
    return timezone.localtime(press_release.published_at).date()


def anchor(page, fragment):
    """The address of something that stands on a page with others; `fragment` is filled from its fields."""
    return lambda item: f"{reverse(page)}#{fragment.format(item)}"


def span_text(name):
    return lambda item: str(getattr(item, name) or "")


KINDS = [
    Kind(
        number=1,
        name="competencies",
        label=_("Competencies"),
        model=Competency,
        title="name",
        texts=("tagline", "vision", "former_name", "goals__text"),
    ),
    Kind(
        number=2,
        name="foci",
        label=_("Main foci"),
        model=Focus,
        title="name",
        texts=("note", "goals__text", "competency__name"),
        is_public=lambda focus: bool(focus.name_de),
    ),
    Kind(
        number=3,
        name="cross-cutting-issues",
        label=_("Cross-cutting issues"),
        model=CrossCuttingIssue,
        title="name",
        texts=("text",),
    ),
    Kind(
        number=4,
        name="projects",
        label=_("Projects"),
        model=CoreActivity,
        title="title",
        texts=(
            "summary",
            "body",
            "key_figures__label",
            "milestones__title",
            "milestones__note",
            "partners",
            "responsibility_note",
            "organisation__name",
            "departments__name",
            "competency__name",
            "focus__name",
            "cross_cutting_issues__name",
        ),
    ),
    Kind(
        number=5,
        name="messages",
        label=_("Messages for Bochum"),
        model=Message,
        title="title",
        texts=("body",),
        path=anchor("strategy:message_list", "{0.slug}"),
    ),
    Kind(
        number=6,
        name="pages",
        label=_("Pages"),
        model=Page,
        title="title",
        texts=("lead", "body"),
        is_public=lambda page: page.is_public and page.slug != SITE_NOTICE,
    ),
    Kind(
        number=7,
        name="contacts",
        label=_("Contacts"),
        model=Contact,
        title="name",
        texts=("responsible_for", "unit__name"),
        fixed=("email", "phone", "room"),
        until=lambda contact: end_of(contact.ends_on),
    ),
    Kind(
        number=8,
        name="units",
        label=_("Organisational units"),
        model=OrganisationalUnit,
        title="name",
        texts=("text",),
        fixed=("email", "phone", "address"),
    ),
    Kind(
        number=9,
        name="milestones",
        label=_("Milestones"),
        model=Milestone,
        title="title",
        texts=("figures", "related_plan__name"),
        day=lambda milestone: milestone.starts_on,
        date_text=span_text("occurs"),
        path=anchor("strategy:milestone_list", "m{0.pk}"),
    ),
    Kind(
        number=10,
        name="documents",
        label=_("Documents"),
        model=Document,
        title="title",
        texts=("text",),
        day=lambda document: document.dated_from or date.min,
        date_text=span_text("dated"),
        path=anchor("document_list", "document-{0.pk}"),
    ),
    Kind(
        number=keys.LAST_KIND,
        name="news",
        label=_("News"),
        model=PressRelease,
        title="title",
        texts=("lead", "body"),
        day=day_of_publication,
        date_text=lambda press_release: press_release.date_text,
        starts=lambda press_release: press_release.published_at,
    ),
]
BY_NUMBER = {kind.number: kind for kind in KINDS}


@cache
def readers():
    """Which items are found by the texts of a model: {model: [(kind, accessor)]}, accessor None for the item itself."""
    found = {}
    for kind in KINDS:
        found.setdefault(kind.model, []).append((kind, None))
        for name in kind.relations:
            found.setdefault(kind.model._meta.get_field(name).related_model, []).append((kind, name))
    return found


def affected(model, pks):
    """The items that are found by a text of these rows: {kind: keys}."""
    found = {}
    for kind, name in readers().get(model, ()):
        found.setdefault(kind, set()).update(pks if name is None else items_with(kind, name, pks))
    return found


def items_with(kind, relation, pks):
    return kind.model._base_manager.filter(**{f"{relation}__in": pks}).values_list("pk", flat=True)
