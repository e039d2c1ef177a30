"""Documents and pictures set with Typst: fact sheets as tagged PDF, sharing images as PNG.

Content reaches a template as JSON and never as markup, so no text can become a command.
"""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import typst
from django.conf import settings
from django.utils import timezone

TEMPLATES = settings.BASE_DIR / "templates" / "typst"


@cache
def fonts():
    """Source Sans Pro and Typst's own; none of the machine's, so that a page breaks the same everywhere."""
    folder = Path(find_spec("font_source_sans_pro").origin).parent / "files"
    return typst.Fonts(include_system_fonts=False, font_paths=[folder])


def inputs(content):
    return {"content": json.dumps(content, ensure_ascii=False)}


def pdf(template, content):
    """The template of this name as PDF/UA-1, in bytes. The content is whatever JSON can hold.

    Raises typst.TypstError if the template asks for what is not there, or if the document could not be
    read by everybody (a missing title, language or alternative text).
    """
    now = timezone.localtime().replace(microsecond=0)
    return typst.compile(
        TEMPLATES / template,
        root=TEMPLATES,
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs=inputs(content),
        pdf_standards=["ua-1"],
        timestamp=now.astimezone(timezone.get_fixed_timezone(now.utcoffset())),
    )


def png(template, content):
    """The template's one page as PNG, in bytes: a pixel for each point."""
    return typst.compile(
        TEMPLATES / template,
        root=TEMPLATES,
        font_paths=fonts(),
        ignore_system_fonts=True,
        format="png",
        ppi=72,
        sys_inputs=inputs(content),
    )
