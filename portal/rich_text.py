"""The one kind of formatted text: what the editor offers, what may be stored.

A picture of the library stands in it as `<figure data-picture="5"></figure>`: by its key only, so that its
description, credit and files are those of the library when the text is shown. Who writes without the editor
types `[[Bild 5]]` or `[[picture 5]]`. A passage in another language is a `<span lang="en">`.
"""

import re

import nh3
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django_prose_editor.config import allowlist_from_extensions
from django_prose_editor.fields import ProseEditorField

from portal.office import from_office, is_from_office

# By their names in themselves; in English first and then by name, as the editor's menu shows them.
LANGUAGES = {
    "en": "English",
    "de": "Deutsch",
    "ar": "العربية",
    "bg": "Български",
    "es": "Español",
    "fa": "فارسی",
    "fr": "Français",
    "it": "Italiano",
    "ku": "Kurdî",
    "la": "Latina",
    "nl": "Nederlands",
    "pl": "Polski",
    "ro": "Română",
    "ru": "Русский",
    "tr": "Türkçe",
    "uk": "Українська",
}
EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HardBreak": True,
    "HorizontalRule": True,
    "Link": {"enableTarget": False, "protocols": ["https", "http", "mailto", "tel"]},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "HTML": False,
    # Ours: static/js/rich-text.js
    "LibraryPicture": {
        "address": reverse_lazy("admin:portal_image_choose"),
        "words": {
            "insert": _("Insert a picture"),
            "search": _("Search in descriptions, captions and credits"),
            "none": _("No picture matches."),
            "more": _("More pictures"),
            "close": _("Cancel"),
            "gone": _("This picture is no longer in the library."),
            "failed": _("The pictures could not be loaded. Please try again."),
        },
    },
    "Language": {
        "languages": LANGUAGES,
        "words": {
            "mark": _("Language of the passage"),
            "none": _("language of the text"),
            "set": _("Apply"),
            "close": _("Cancel"),
        },
    },
    "CleanPaste": {"address": reverse_lazy("clean_text")},
    # How the editor's own buttons are called; it has English names only.
    "MenuWords": {
        "paragraph": _("paragraph"),
        "heading2": _("heading"),
        "heading3": _("subheading"),
        "bulletList": _("bulleted list"),
        "orderedList": _("numbered list"),
        "blockquote": _("quotation"),
        "horizontalRule": _("dividing line"),
        "bold": _("bold"),
        "italic": _("italic"),
        "link": _("Insert a link"),
        "unlink": _("Remove the link"),
        "table": _("Insert a table"),
        "table:addColumnAfter": _("Add a column"),
        "table:deleteColumn": _("Delete the column"),
        "table:addRowAfter": _("Add a row"),
        "table:deleteRow": _("Delete the row"),
        "table:mergeCells": _("Merge the cells"),
        "table:splitCell": _("Split the cell"),
        "table:toggleHeaderCell": _("Header cell on or off"),
        "table:deleteTable": _("Delete the table"),
        "history:undo": _("Undo"),
        "history:redo": _("Redo"),
    },
}
NAMES_A_PICTURE = 'data-picture="'  # what a text that shows a picture contains
FIGURE = re.compile(r'<figure data-picture="(\d+)"></figure>')
KEY = r"[1-9][0-9]{0,8}"
NOTATION = re.compile(rf"\[\[ *(?:Bild|picture) +({KEY}) *\]\]", re.IGNORECASE)
ALONE = re.compile(rf"<p>\s*({NOTATION.pattern})\s*</p>", re.IGNORECASE)
# A page's title is its only h1, and a text has two levels of headings.
RENAMED = {"b": "strong", "i": "em", "h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3"}
RENAMED_TAG = re.compile(rf"<(/?)({'|'.join(RENAMED)})(?=[\s/>])", re.IGNORECASE)
EMPTY_BLOCK = re.compile(r"<(p|h2|h3)>(?:\s|&nbsp;|<br>)*</\1>")
EMPTY_MARK = re.compile(r"<(strong|em|a)>(\s*)</\1>")
OF_US = re.compile(r"<(/?)(span|figure)( [^>]*)?>")


def sanitizer():
    rules = allowlist_from_extensions(EXTENSIONS)
    rules["tags"] |= {"figure", "span"}
    rules["attributes"] |= {"figure": {"data-picture"}, "*": set()}  # else any element might have a language
    return nh3.Cleaner(
        **rules,
        tag_attribute_values={"span": {"lang": set(LANGUAGES)}},
        attribute_filter=tidy_value,
        # What a tracked change has deleted is gone; the rest was never text.
        clean_content_tags={"script", "style", "title", "del"},
    )


def tidy_value(_tag, attribute, value):
    if attribute == "data-picture":
        return value if re.fullmatch(KEY, value) else None
    return value.lower() if attribute == "lang" else value


def clean(html):
    """What may be stored of this HTML, whoever wrote it: an editor, a file, an office programme, an attacker."""
    html = from_office(html) if is_from_office(html) else html
    html = ALONE.sub(r"\1", html)
    html = NOTATION.sub(r'<figure data-picture="\1"></figure>', html)
    html = RENAMED_TAG.sub(lambda tag: f"<{tag[1]}{RENAMED[tag[2].lower()]}", html)
    html = without_idle_elements(SANITIZER.clean(html))
    return EMPTY_BLOCK.sub("", EMPTY_MARK.sub(r"\2", html))


def without_idle_elements(html):
    """The cleaned HTML without spans that name no language, and with figures that are a picture and nothing else."""
    spans = []

    def kept(element):
        closing, tag, attributes = element.groups()
        if tag == "figure":
            return f"{element[0]}</figure>" if attributes else ""
        if not closing:
            spans.append(bool(attributes))
        return element[0] if (spans.pop() if closing else attributes) else ""

    return OF_US.sub(kept, html)


def named_pictures(html):
    """The keys of the pictures that a text shows, also of one that is not cleaned yet."""
    return {int(pk) for pattern in (FIGURE, NOTATION) for pk in pattern.findall(html or "")}


def with_pictures(html, shown):
    """The cleaned HTML with `shown(key)` in the place of each picture."""
    return FIGURE.sub(lambda figure: shown(int(figure[1])), html)


def in_notation(html):
    """The cleaned HTML with each picture as it is written without the editor."""
    return with_pictures(html, lambda pk: f"<p>[[{_('picture')} {pk}]]</p>")


SANITIZER = sanitizer()


class RichTextField(ProseEditorField):
    """Formatted text. It is cleaned whenever it is saved, whichever way it comes in."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, config={"extensions": EXTENSIONS}, sanitize=clean, **kwargs)

    def get_db_prep_save(self, value, connection):
        # Here and not in pre_save: bulk and query-set updates come by here too.
        cleaned = self.sanitize(value) if isinstance(value, str) else value
        return super().get_db_prep_save(cleaned, connection)
