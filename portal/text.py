"""Pure functions on text; no ORM."""

import re
import unicodedata
from functools import lru_cache
from html import unescape

from django.utils.html import strip_tags
from django.utils.text import slugify
from markdown_it import MarkdownIt

GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})
ADDRESS = re.compile(r"(?P<address>[a-z0-9äöü-]+(\.[a-z0-9äöü-]+)*\.[a-z]{2,}(/[^\s;()]*)?)(?= \(|$)")
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
# Not behind a digit or a single letter: »am 17. Mai«, »e. V.«; nor behind the commonest abbreviations before a name.
SENTENCE_END = re.compile(r"(?<!\d)(?<!\b\w)(?<!\bDr)(?<!\bNr)(?<!\bSt)[.!?][\"“”’)»«]*(?= )")
# Zero-width spaces and marks of direction; not what holds an emoji together, nor the hyphen that breaks a long word.
UNSEEN = re.compile("[\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
BLOCK_END = re.compile(r"</(p|h\d|li|td|th|tr|blockquote)>|<br ?/?>|<hr ?/?>")
_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")


def german_slug(text):
    """An address part that keeps German letters readable: »für Bürger« becomes fuer-buerger."""
    return slugify(text.translate(GERMAN))


@lru_cache(4096)
def sort_key(text):
    """Sorts as in a German dictionary (ä as a, ß as ss, case ignored), the same on every database."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c) and (c.isalnum() or c == " "))


def initial(text):
    """The letter from A to Z under which a text is sorted; 0-9 for digits and everything else."""
    first = sort_key(text)[:1].upper()
    return first if "A" <= first <= "Z" else "0-9"


def markdown_to_html(text):
    """Markdown without raw HTML as HTML; what may be stored is decided by the rich text field."""
    return _markdown.render(text).strip()


def address_of(citation):
    """The https address a citation begins with, or an empty string if it is no plain address."""
    match = ADDRESS.match(citation)
    # A bare host tells the publisher, not the page: it is named, but not linked.
    return f"https://{match['address']}" if match and match[3] else ""


def plain(html):
    """HTML as one line of text, for descriptions and feeds."""
    return " ".join(unescape(strip_tags(BLOCK_END.sub(" ", html))).split())


def lines(html):
    """HTML as text with a line for each block, for comparing and reading."""
    text = unescape(strip_tags(BLOCK_END.sub("\n", html)))
    return "\n".join(line for raw in text.splitlines() if (line := " ".join(raw.split())))


def printable(text):
    """Without the control characters that neither XML nor a calendar may hold; pasted text brings them along."""
    return UNPRINTABLE.sub("", text)


def visible(text):
    """Only what a reader can see: such marks turn words around, or make a title that is empty and cannot be clicked."""
    kept = UNSEEN.sub("", printable(text))
    return text if kept == text else kept.strip()


def shorten(text, length):
    """Text cut at a word so that it has at most `length` characters, the ellipsis included."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" ,;:–-") + "…"


def teaser(text, length):
    """The first sentences of a text, as many as fit into `length` characters; cut at a word if not even one does."""
    if len(text) <= length:
        return text
    ends = [sentence.end() for sentence in SENTENCE_END.finditer(text, 0, length + 1)]
    return text[: ends[-1]] if ends else shorten(text, length)
