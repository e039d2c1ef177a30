"""What a reader sees of a page: its texts and links, without the markup."""

from html.parser import HTMLParser

INLINE = {"a", "abbr", "b", "em", "i", "span", "strong", "time", "wbr"}
UNSEEN = {"script", "style"}
VOID = {"base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Reader(HTMLParser):
    def __init__(self, attribute="", value=""):
        super().__init__()
        self.attribute, self.value = attribute, value
        self.depth = 0 if attribute else 1
        self.unseen = False
        self.pieces = []
        self.links = []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if self.depth and tag not in VOID:
            self.depth += 1
        elif not self.depth and not self.pieces and attrs.get(self.attribute) == self.value:
            self.depth = 1
        self.unseen = tag in UNSEEN
        if self.depth:
            self.pieces.append("" if tag in INLINE else " ")
            if tag == "a":
                self.links.append([len(self.pieces), None, attrs.get("href", "")])

    def handle_endtag(self, tag):
        self.unseen = False
        if self.depth and tag not in VOID:
            self.depth -= 1
            self.pieces.append("" if tag in INLINE else " ")
            if tag == "a" and self.links and self.links[-1][1] is None:
                self.links[-1][1] = len(self.pieces)

    def handle_data(self, data):
        if self.depth and not self.unseen:
            self.pieces.append(data)


def read(html, part):
    """`html`: a response or a string. `part`: an attribute and its value, such as id="content"."""
    reader = Reader(*next(iter(part.items()), ()))
    reader.feed(html if isinstance(html, str) else html.content.decode())
    return reader


def one_line(pieces):
    return " ".join("".join(pieces).split())


def text_of(html, **part):
    """The text in one line, of the whole page or of one part: text_of(response, id="content")."""
    return one_line(read(html, part).pieces)


def links_of(html, **part):
    """The links as (text, address), of the whole page or of one part."""
    reader = read(html, part)
    return [(one_line(reader.pieces[start:end]), href) for start, end, href in reader.links]
