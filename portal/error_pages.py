"""The pages that the web server in front of the portal shows of itself, in the portal's look and both languages.

They are files that need nothing else, for they are shown when no process of the portal answers.
"""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.template import loader
from django.utils.translation import gettext_lazy as _

from portal.static_files import STYLESHEET, in_one_piece

PAGES = {
    400: {
        "heading": _("The request was not understood"),
        "text": _("Please check the address, or start again from the home page."),
    },
    413: {
        "heading": _("That was too much at once"),
        "text": _("Please choose a smaller file, or shorten the text. Nothing was saved."),
    },
    429: {
        "heading": _("Too many requests at once"),
        "text": _("Please wait a moment, and then load the page again."),
    },
    503: {"is_outage": True},
}
# For addresses below /de/ and /en/, and for all others, whose readers get both.
ENDINGS = {"de": ".de", "en": ".en", "": ""}
STYLES = "error-pages.css"


def write_error_pages(folder):
    """Writes `<status>.de.html`, `<status>.en.html`, `<status>.html` and their stylesheet. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / STYLES).write_text(stylesheet(), encoding="utf-8")
    for status, context in PAGES.items():
        for language, ending in ENDINGS.items():
            page = loader.render_to_string("500.html", {**context, "only": language, "stylesheet": f"/{STYLES}"})
            (folder / f"{status}{ending}.html").write_text(page, encoding="utf-8")


def stylesheet():
    """The portal's own in one piece, as it is collected."""
    main = Path(finders.find(STYLESHEET))
    return in_one_piece(main.read_text(encoding="utf-8"), lambda name: (main.parent / name).read_text(encoding="utf-8"))
