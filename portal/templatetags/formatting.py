"""How values are shown. Formatting only: nothing here asks the database."""

import json
import re
from functools import lru_cache
from urllib.parse import quote

from django import template
from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from portal import telephone
from portal.rich_text import with_pictures
from portal.text import address_of, plain, teaser

register = template.Library()

# Names that are read as one word and must not be torn apart at the hyphen.
KEPT_TOGETHER = re.compile(r"\b(Wir-Gefühl|Live-Kultur|We-spirit|live-culture)\b")
JSON_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def in_language(instance, field):
    """The text of this field in the page's language, else in German; and whether it is German instead."""
    language = get_language()
    own = getattr(instance, f"{field}_{language}")
    if own or language == "de":
        return own or "", False
    german = getattr(instance, f"{field}_de")
    return german or "", bool(german)


def shows_german_instead(instance, field):
    """Whether the page's language is another than German, and the text of this field is German all the same."""
    return in_language(instance, field)[1]


@register.filter
def keep_together(text):
    return mark_safe(KEPT_TOGETHER.sub(r'<span class="nobr">\1</span>', conditional_escape(text)))


@register.simple_tag
def text(instance, field):
    """A translated line of text; marked as German where the English is still missing."""
    shown, is_german = in_language(instance, field)
    html = keep_together(shown)
    return format_html('<span lang="de">{}</span>', html) if is_german else html


@register.filter
def marked(words):
    """Two texts in one, from (tag, text): what is in `ins` was added, in `del` removed; screen readers are told."""
    says = {"ins": _("added"), "del": _("removed")}
    return format_html_join(
        "",
        "{}",
        (
            [format_html('<{0} data-says="{1}">{2}</{0}>', tag, says[tag], text) if tag else conditional_escape(text)]
            for tag, text in words
        ),
    )


@register.filter
def attribute(instance, name):
    return getattr(instance, name)


@register.simple_tag
def lang_of(instance, field):
    """The attribute for an element that shows a part of a translated text."""
    return mark_safe(' lang="de"') if shows_german_instead(instance, field) else ""


@register.simple_tag(takes_context=True)
def rich(context, instance, field):
    """A translated formatted text; where the English is missing, the German with a line that says so.

    `pictures_in_texts` of the context: the pictures that the page's texts name, by key; others are left out."""
    pictures = context.get("pictures_in_texts", {})
    if not shows_german_instead(instance, field):
        return format_html('<div class="prose">{}</div>', illustrated(getattr(instance, field), pictures))
    note = _("This text is not yet available in English. You are reading the German version.")
    with override("de"):
        html = illustrated(getattr(instance, field), pictures)
    return format_html('<p class="note">{}</p><div class="prose" lang="de">{}</div>', note, html)


def illustrated(html, pictures):
    """The formatted text with its pictures as they are shown everywhere, in the language of the moment."""

    def figure(key):
        return render_to_string("components/_picture.html", {"image": pictures[key]}) if key in pictures else ""

    return mark_safe(with_pictures(html, figure))


@register.filter
def time(span):
    """A DateSpan as an HTML time element."""
    return _time(span, get_language()) if span else ""


@lru_cache(4096)
def _time(span, _language):
    return format_html('<time datetime="{}">{}</time>', span.iso, span) if span.iso else str(span)


@register.filter
def in_words(status_counts):
    """Counts by status as a phrase: 5 implemented, 32 ongoing, 8 without a recorded status."""
    unrecorded = _("without a recorded status")
    return ", ".join(
        f"{count} {unrecorded if status == 'unknown' else status.label}" for status, count in status_counts
    )


@register.filter
def cited(citation):
    """A source in words, as a link if it begins with an address."""
    address = address_of(citation)
    return format_html('<a href="{}">{}</a>', address, citation) if address else citation


@register.filter
def number(value):
    return number_format(value, force_grouping=True)


@register.filter
def as_plain_text(html, length=200):
    return teaser(plain(html), length)


@register.filter(name="telephone")
def telephone_number(phone):
    """A telephone number in the usual German form, which calls when it is chosen; as text if it cannot be read."""
    address = telephone.link(phone)
    shown = telephone.in_german_form(phone)
    return format_html('<a href="{}">{}</a>', address, shown) if address else shown


@register.filter
def mailbox(email):
    """A mail address as a link that writes to it, whatever signs it has. One that is too long breaks before its @."""
    name, at, host = email.partition("@")
    return format_html('<a href="mailto:{}">{}<wbr>{}</a>', quote(email, safe="@"), name, at + host)


@register.simple_tag
def json_ld(data):
    """Structured data for search engines. The escapes keep any text from ending the script element."""
    return format_html(
        '<script type="application/ld+json">{}</script>',
        mark_safe(json.dumps(data, ensure_ascii=False).translate(JSON_ESCAPES)),
    )
