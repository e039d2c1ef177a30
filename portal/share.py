"""The pictures that stand for a page where its address is shared."""

from functools import lru_cache

from django.utils.translation import gettext as _

from portal.typesetting import png
from strategy.wheel import small_wheel


def share_image_of(page, language):
    """A PNG of 1200 x 630 pixels with the page's title, its section, its accent and its place in the wheel.

    `page`: the context of a PublicPage; where it knows no place, the wheel has all five accents."""
    trail = [label for label, _path in page.get("breadcrumbs", [])]
    return drawn(
        title=page["page_title"],
        kicker=trail[-2] if len(trail) > 2 else "",
        portal=_("Bochum Strategy"),
        accent=page.get("accent", ""),
        wheel=tuple((piece.path, piece.is_here) for piece in page.get("small_wheel") or small_wheel()),
        language=language,
    )


@lru_cache(maxsize=128)
def drawn(*, wheel, **content):
    """Kept by what it shows and never stale; 128 of them are about 5 MB."""
    pieces = [{"path": path, "is_here": is_here} for path, is_here in wheel]
    return png("share.typ", {**content, "wheel": pieces})
