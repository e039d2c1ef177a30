"""HTML as a small tree of plain dictionaries, which a template that is not HTML can walk.

Pure. It knows what the rich text field may hold and the few elements of the portal's own partials; of any
other element only the text is kept. Every node has a `kind`:

    text        text; where they apply: strong, emphasis, quiet, note (a remark on a line of its own),
                together (no line break inside), lang, url
    break       a new line; rule: a thematic break
    paragraph   with is_note (a remark on the text around it) and children
    quote, bullets, numbers (with start), item, terms, term, description: with children
    heading     with level (1 for the outermost, never more than one deeper than the heading before) and children
    table       with columns, header (whether the first row is one), and cells: x, y, colspan, rowspan, is_header
"""

import re
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import urljoin

PARENTS = {
    "p": "paragraph",
    "blockquote": "quote",
    "ul": "bullets",
    "ol": "numbers",
    "li": "item",
    "dl": "terms",
    "dt": "term",
    "dd": "description",
    "h2": "heading",
    "h3": "heading",
    "h4": "heading",
    "table": "table",
    "tr": "row",
    "th": "cell",
    "td": "cell",
}
EMPTY = {"br": "break", "hr": "rule"}
MARKS = {"strong": "strong", "b": "strong", "em": "emphasis", "i": "emphasis", "small": "note"}
MARKING = {*MARKS, "a", "span", "div"}
QUIET = {"quiet", "card__meta"}
WITHOUT_TEXT = {"bullets", "numbers", "terms", "table", "row"}  # white space between their children


class Tree(HTMLParser):
    def __init__(self, base):
        super().__init__()
        self.base = base
        self.open = [{"kind": "root", "children": []}]
        self.marks = []  # (tag, what it says of the text in it)
        self.level = 0

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag in EMPTY:
            self.add({"kind": EMPTY[tag]})
        elif tag in MARKING:
            self.marks.append((tag, self.marks_of(tag, attrs)))
        elif tag in PARENTS:
            node = {"kind": PARENTS[tag], **self.details(tag, attrs), "children": []}
            self.add(node)
            self.open.append(node)

    def handle_endtag(self, tag):
        if tag in MARKING and any(opened == tag for opened, _said in self.marks):
            while self.marks.pop()[0] != tag:
                pass
        elif tag in PARENTS and any(node["kind"] == PARENTS[tag] for node in self.open):
            while self.open.pop()["kind"] != PARENTS[tag]:
                pass

    def handle_data(self, data):
        text = re.sub(r"[ \t\r\n\f]+", " ", data)
        if text == " " and (self.open[-1]["kind"] in WITHOUT_TEXT or not self.open[-1]["children"]):
            return
        node = {"kind": "text", "text": text}
        for _tag, said in self.marks:
            node |= said
        self.add(node)

    def add(self, node):
        self.open[-1]["children"].append(node)

    def marks_of(self, tag, attrs):
        if tag == "a":
            return {"url": urljoin(self.base, attrs["href"])} if attrs.get("href") else {}
        if tag in MARKS:
            return {MARKS[tag]: True}
        marks = {"lang": attrs["lang"]} if attrs.get("lang") else {}
        if attrs.get("class") == "nobr":
            marks["together"] = True
        if attrs.get("class") in QUIET:
            marks["quiet"] = True
        return marks

    def details(self, tag, attrs):
        if PARENTS[tag] == "heading":
            self.level = min(int(tag[1]) - 1, self.level + 1)
            return {"level": self.level}
        if tag == "p":
            return {"is_note": attrs.get("class") == "note"}
        if tag == "ol":
            return {"start": whole(attrs.get("start"))}
        if PARENTS[tag] == "cell":
            return {
                "is_header": tag == "th",
                "colspan": whole(attrs.get("colspan")),
                "rowspan": whole(attrs.get("rowspan")),
            }
        return {}


def whole(value):
    """A positive whole number as HTML writes it, at most 99; else 1."""
    return min(int(value), 99) if value and re.fullmatch(r"[1-9][0-9]{0,8}", value) else 1


def nodes(html, base=""):
    """The HTML as a list of nodes. Links become absolute with `base`, the address of the page that shows it."""
    tree = Tree(base)
    tree.feed(html.replace("<wbr>", ""))  # where a line may break; a link stays in one piece
    tree.close()
    return finished(tree.open[0]["children"])


def finished(children):
    """The children without white space around them, tables laid out."""
    children = [laid_out(node) if node["kind"] == "table" else node for node in children]
    for node in children:
        if "children" in node:
            node["children"] = finished(node["children"])
    return [node for node in trimmed(children) if node["kind"] != "table" or node["cells"]]


def trimmed(children):
    """No space at the ends, beside a new line or beside a block: there it would be seen, or be a line of its own."""
    shown = []
    for node, following in pairwise([*children, None]):
        if node["kind"] == "text":
            text = node["text"]
            if not shown or shown[-1]["kind"] != "text":
                text = text.lstrip(" ")
            if following is None or following["kind"] != "text":
                text = text.rstrip(" ")
            if not text:
                continue
            node = {**node, "text": text}
        shown.append(node)
    return shown


def laid_out(table):
    """The cells of a table's rows, each at its place: x and y count from 0."""
    rows = [node["children"] for node in table["children"] if node["kind"] == "row" and node["children"]]
    taken, cells = set(), []
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while (x, y) in taken:
                x += 1
            rowspan = min(cell["rowspan"], len(rows) - y)
            colspan = next((step for step in range(1, cell["colspan"]) if (x + step, y) in taken), cell["colspan"])
            area = {(x + right, y + down) for right in range(colspan) for down in range(rowspan)}
            taken |= area
            cells.append({**cell, "x": x, "y": y, "colspan": colspan, "rowspan": rowspan})
    header = [cell for cell in cells if cell["y"] == 0]
    return {
        "kind": "table",
        "columns": max((x + 1 for x, _y in taken), default=0),
        "header": len(rows) > 1 and all(cell["is_header"] and cell["rowspan"] == 1 for cell in header),
        "cells": [{**cell, "children": finished(cell["children"])} for cell in cells],
    }
