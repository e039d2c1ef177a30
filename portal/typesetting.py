"""Documents and pictures set with Typst: fact sheets as tagged PDF, sharing images as PNG.

Content reaches a template as JSON and never as markup, so no text can become a command.
"""

import json
import re
import unicodedata
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.utils import timezone

TEMPLATES = settings.BASE_DIR / "templates" / "typst"


@cache
def typst():
    """The typesetter: 7 MB, which a worker reads when somebody first asks for a document or a picture."""
    return import_module("typst")


@cache
def fonts():
    """Source Sans Pro and Typst's own; none of the machine's, so that a page breaks the same everywhere."""
    folder = Path(find_spec("font_source_sans_pro").origin).parent / "files"
    return typst().Fonts(include_system_fonts=False, font_paths=[folder])


# Runs of what is not certain to be in Source Sans Pro, with the character they may combine with.
RARE = r"[^\n -~\xa0-\u017e\u0391-\u03c9\u0410-\u044f–—‘’‚“”„†•…‹›€−]"
RARE_RUN = re.compile(rf"\S?{RARE}+")
MISSING = "□"
IS_SHOWN = b'#set document(title: "?"); #set text(lang: "en", font: "Source Sans Pro"); #sys.inputs.text'


@lru_cache(maxsize=4096)
def is_shown(text):
    """Whether the fonts have all of it: PDF/UA refuses a text that would be an empty box."""
    try:
        typst().compile(
            IS_SHOWN, font_paths=fonts(), ignore_system_fonts=True, sys_inputs={"text": text}, pdf_standards=["ua-1"]
        )
    except typst().TypstError:
        return False
    return True


def as_far_as_shown(run):
    """The run itself, or with a box for each character that no font has, or for each rare one."""
    one_by_one = "".join(c if is_shown(c) else MISSING for c in run)
    return next((text for text in (run, one_by_one) if is_shown(text)), re.sub(RARE, MISSING, run))


def showable(text):
    """The text without control characters, and with boxes for what no font has (emoji, Chinese)."""
    text = "".join(c for c in text if c == "\n" or unicodedata.category(c) not in {"Cc", "Cs"})
    return RARE_RUN.sub(lambda match: as_far_as_shown(match[0]), text)


def cleaned(content):
    """The same content with every text showable."""
    if isinstance(content, str):
        return showable(content)
    if isinstance(content, dict):
        return {name: cleaned(value) for name, value in content.items()}
    if isinstance(content, list | tuple):
        return [cleaned(value) for value in content]
    return content


def pdf(template, content):
    """The template of this name as PDF/UA-1, in bytes. The content is whatever JSON can hold.

    Raises typst.TypstError if the template asks for what is not there, or if the document could not be
    read by everybody (a missing title, language or alternative text).
    """
    now = timezone.localtime().replace(microsecond=0)
    timestamp = now.astimezone(timezone.get_fixed_timezone(now.utcoffset()))
    return compiled(template, content, pdf_standards=["ua-1"], timestamp=timestamp)


def png(template, content):
    """The template's one page as PNG, in bytes: a pixel for each point."""
    return compiled(template, content, format="png", ppi=72)


def compiled(template, content, **options):
    return typst().compile(
        TEMPLATES / template,
        root=TEMPLATES,
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs={"content": json.dumps(cleaned(content), ensure_ascii=False)},
        **options,
    )
