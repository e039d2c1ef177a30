"""Text as Word and LibreOffice put it on the clipboard or into a file, as plain HTML. Pure.

What remains is cleaned like any other text (portal/rich_text.py). Here is done what only these programmes make
necessary: paragraphs that were a list become one, bullets, comments, deleted and hidden passages go, and white
space that only fills lines becomes one space.
"""

import re
from html import escape
from html.parser import HTMLParser

FROM_OFFICE = re.compile(
    r"\bmso-|class=\W?Mso|<o:p|schemas-microsoft-com|<font\b|generator\W+content=\W?\w*Office|docs-internal-guid",
    re.IGNORECASE,
)
LEVEL = re.compile(r"mso-list:[^;]*\blevel(\d)", re.IGNORECASE)
NUMBER = re.compile(r"\(?(\d+|[a-z]|[ivxlc]+)[.)]", re.IGNORECASE)
UNREAD_TAGS = {"del", "head", "script", "style", "title", "xml"}
UNREAD_STYLE = re.compile(
    r"mso-list:\s*ignore|mso-element:\s*comment|mso-special-character:\s*comment|mso-hide:\s*all|display:\s*none",
    re.IGNORECASE,
)
UNREAD_CLASS = re.compile(r"MsoCommentReference|msocomoff", re.IGNORECASE)
# What only leads to a footnote, to a place of the table of contents, or to the writer's own machine.
LEADS_NOWHERE = re.compile(r"$|#_|#sdfootnote|file:", re.IGNORECASE)
NOT_BOLD = re.compile(r"(?<![\w-])font-weight:\s*normal", re.IGNORECASE)
MEANINGLESS = {"font", "span"}  # also their languages: those of a spell checker
VOID = {"br", "col", "hr", "img", "input", "link", "meta", "wbr"}
BLOCKS = {"blockquote", "div", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "p", "table", "td", "th", "ul"}
EDGES = {*BLOCKS, "body", "br", "html", "li", "tbody", "thead", "tr"}  # no white space is read beside them


def is_from_office(html):
    return bool(FROM_OFFICE.search(html))


def from_office(html):
    text = OfficeText()
    text.feed(html)
    text.close()
    text.end_lists()
    return "".join(text.pieces)


class OfficeText(HTMLParser):
    """Rewrites as it reads. Comments and conditions such as `<![if !supportLists]>` go by not being handled."""

    def __init__(self):
        super().__init__()
        self.pieces = []
        self.is_at_edge = True
        self.unread = []  # the open tags of a passage that is not read
        self.lists = []  # the open lists that were paragraphs
        self.level = 0  # of a list paragraph whose text has not begun: its bullet says what list it is
        self.bullet = ""
        self.waiting = []  # what stands between the bullet and the text
        self.kept = {"a": [], "b": []}  # whether the open ones are what they seem to be

    def handle_starttag(self, tag, attrs):
        attrs = {name: value or "" for name, value in attrs}
        style = attrs.get("style", "")
        if self.unread or self.is_unread(tag, style, attrs.get("class", "")):
            self.unread += [tag] if tag not in VOID else []
            return
        if tag == "p" and (level := LEVEL.search(style)):
            self.level, self.bullet, self.waiting = int(level[1]), "", []
            return
        if tag in BLOCKS:
            self.end_lists()
        if tag in MEANINGLESS:
            return
        if tag in self.kept:
            is_so = not LEADS_NOWHERE.match(attrs.get("href", "")) if tag == "a" else not NOT_BOLD.search(style)
            self.kept[tag].append(is_so)
            if not is_so:
                return
        self.add(tag, self.get_starttag_text())

    def is_unread(self, tag, style, classes):
        return tag in UNREAD_TAGS or bool(UNREAD_STYLE.search(style) or UNREAD_CLASS.search(classes))

    def handle_endtag(self, tag):
        if tag in self.unread:
            while self.unread.pop() != tag:
                pass
        elif tag == "p" and self.level:
            self.level = 0  # an item without text
        elif not (self.unread or tag in VOID or tag in MEANINGLESS) and self.was_kept(tag):
            self.add(tag, f"</{tag}>")

    def was_kept(self, tag):
        return tag not in self.kept or (bool(self.kept[tag]) and self.kept[tag].pop())

    def handle_data(self, data):
        if self.unread:
            self.bullet += data if self.level else ""
            return
        text = re.sub(r"[\s\xa0]{2,}|[^\S\xa0]", " ", data)
        if self.is_at_edge or self.level:
            text = text.lstrip(" ")
        if text:
            self.begin_item()
            self.add("", escape(text, quote=False))

    def add(self, tag, piece):
        (self.waiting if self.level else self.pieces).append(piece)
        if tag in EDGES or not tag:
            self.is_at_edge = bool(tag)

    def begin_item(self):
        """Open the item of a list paragraph, in lists as deep as its level."""
        if not self.level:
            return
        level, self.level = self.level, 0
        number = NUMBER.match(self.bullet.strip())
        tag = "ol" if number else "ul"
        self.end_lists(level if self.lists[level - 1 : level] == [tag] else level - 1)
        if len(self.lists) == level:
            self.pieces.append("</li>")
        while len(self.lists) < level:
            start = number[1] if number and number[1].isdecimal() and number[1] != "1" else ""
            self.pieces.append(f'<ol start="{start}">' if start else f"<{tag}>")
            self.lists.append(tag)
            self.pieces += ["<li>"] if len(self.lists) < level else []
        self.pieces += ["<li><p>", *self.waiting]

    def end_lists(self, level=0):
        """Close the lists below this level."""
        while len(self.lists) > level:
            self.pieces.append(f"</li></{self.lists.pop()}>")
