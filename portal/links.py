"""Links from texts to pages of the portal itself: which of them lead nowhere.

No page is requested: the URL resolver says what kind of page an address is for, and one query a kind says
which of these pages the public can see.
"""

import re
from collections import defaultdict
from html import unescape
from urllib.parse import unquote, urlsplit

from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_path, override

HREF = re.compile(r"""<a\b[^>]*?\bhref=["']([^"']*)["']""", re.IGNORECASE)
# The address of a page of one thing is called after it: core_activity_detail.
PAGE_OF = re.compile(r"(?P<noun>\w+)_detail")


def own_paths(html):
    """The paths below our own address that a text links to, without query and fragment."""
    return {path for href in HREF.findall(html or "") if (path := own_path(unescape(href)))}


def own_path(address):
    """The path of an address of the portal; empty if it leads elsewhere or within its own page."""
    if settings.PUBLIC_ADDRESS and f"{address}/".startswith(f"{settings.PUBLIC_ADDRESS}/"):
        address = address.removeprefix(settings.PUBLIC_ADDRESS) or "/"
    is_path = address.startswith("/") and not address.startswith("//")
    return unquote(urlsplit(address).path) if is_path else ""


def dead(paths):
    """Those of these paths at which the public finds nothing. One query for each kind of page, whatever the number."""
    found_nowhere, wanted = set(), defaultdict(lambda: defaultdict(set))
    for path in paths:
        try:
            model, field, value = target(path)
        except Resolver404:
            found_nowhere.add(path)
        else:
            if model:
                wanted[model, field][value].add(path)
    for (model, field), paths_by_value in wanted.items():
        for value in paths_by_value.keys() - published(model, field, paths_by_value):
            found_nowhere |= paths_by_value[value]
    return found_nowhere


def target(path):
    """What the page at this path shows, as (model, field, value); three times None for a page of its own.

    A file beside a page, such as its feed, is there while the page is. Raises Resolver404 if there is no such page."""
    with override(get_language_from_path(path) or settings.LANGUAGE_CODE):
        match = resolve(path)
        if "slug" in match.kwargs and not path.endswith("/"):
            match = resolve(path[: path.rindex("/") + 1])
    if match.url_name == "media":
        folder = match.kwargs["path"].partition("/")[0]
        model = {"documents": "Document", "pictures": "Image"}.get(folder)
        return (apps.get_model("portal", model), "file", match.kwargs["path"]) if model else (None, None, None)
    if "slug" not in match.kwargs:
        return None, None, None
    noun = PAGE_OF.fullmatch(match.url_name)
    name = noun["noun"].replace("_", "") if noun else "page"  # a fixed page has an address of its own
    return apps.get_model(match.namespace or "portal", name), "slug", match.kwargs["slug"]


def published(model, field, values):
    """Which of these values public rows have; a former slug is as good as a slug."""
    rows = model._default_manager.all()
    rows = rows.published() if hasattr(rows, "published") else rows
    found = set(rows.filter(**{f"{field}__in": values}).values_list(field, flat=True))
    try:
        model._meta.get_field(f"former_{field}s")
    except FieldDoesNotExist:
        return found
    former = f"former_{field}s__{field}"
    return found | set(rows.filter(**{f"{former}__in": values}).values_list(former, flat=True))
