"""What a reader of a PDF gets: its text as a viewer extracts it, and the structure a screen reader is told."""

import re
from io import BytesIO

import pdfua
import pikepdf
import pypdfium2

# Where a line ends: white space, hyphens, the marks a viewer sets for them, and the portal's own break points.
LINE_ENDS = re.compile(r"[\s\u00ad\u200b\u0002\ufffe‐-]+")


def squeezed(text):
    """The text without what the breaking of lines adds, so that texts from both sides can be compared."""
    return LINE_ENDS.sub("", text)


def pages_of(response):
    """The text of each page."""
    document = pypdfium2.PdfDocument(response.content)
    texts = []
    for page in document:
        text_page = page.get_textpage()
        texts.append(text_page.get_text_bounded())
        text_page.close()
        page.close()
    document.close()
    return texts


def text_of_pdf(response):
    return squeezed("".join(pages_of(response)))


def findings(response):
    """What the checker of PDF/UA-1 has to say against it."""
    return [f"{finding.rule_id}: {finding.message}" for finding in pdfua.validate(BytesIO(response.content)).findings]


class Structure:
    """The tags of a PDF in reading order, and what its catalogue says of it.

    `languages`: those of parts that are in another language than the whole."""

    def __init__(self, response):
        with pikepdf.open(BytesIO(response.content)) as pdf:
            self.language = str(pdf.Root.Lang)
            self.is_marked = bool(pdf.Root.MarkInfo.Marked)
            self.shows_title = bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
            self.title = str(pdf.docinfo["/Title"])
            self.elements = list(self.walk(pdf.Root.StructTreeRoot.K))
            with pdf.open_outline() as outline:
                self.bookmarks = [bookmark_tree(item) for item in outline.root]
            marked = b"".join(page.Contents.read_bytes() for page in pdf.pages)
            self.languages = {match.decode() for match in re.findall(rb"/Lang\((\w+)\)", marked)}
            self.languages |= set(self.values("/Lang"))
            self.links = [
                str(annotation.A.URI)
                for page in pdf.pages
                for annotation in page.get("/Annots", [])
                if annotation.get("/A", {}).get("/S") == "/URI"
            ]

    def walk(self, node):
        if isinstance(node, pikepdf.Array):
            for child in node:
                yield from self.walk(child)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            yield {key: str(node[key]) for key in ("/S", "/T", "/Alt", "/Lang") if key in node}
            yield from self.walk(node.get("/K", pikepdf.Array()))

    @property
    def roles(self):
        return [element["/S"].removeprefix("/") for element in self.elements]

    @property
    def headings(self):
        """Each heading as (level, text)."""
        return [
            (int(element["/S"][2:]), element.get("/T", ""))
            for element in self.elements
            if re.fullmatch(r"/H[1-6]", element["/S"])
        ]

    def values(self, name):
        return [element[name] for element in self.elements if name in element]


def bookmark_tree(item):
    return (item.title, [bookmark_tree(child) for child in item.children]) if item.children else item.title
