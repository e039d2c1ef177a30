"""What many pages share and what is expensive to make: made once, and kept in this process until the content changes.

The strategy is small by design, at most 125 core activities: so it is read whole, once for each state of the content,
and not again for each page. News grow without an end: nothing of a single press release is kept here.
"""

from django.db import connection
from django.utils.translation import get_language

# Names, in a request's environment, the state of the content that it is answered from; see portal/page_cache.py.
STATE = "portal.content_state"
OWN = "portal.kept_for_this_request"


class Shelf:
    """Holds what was made of one state of the content."""

    def __init__(self):
        self.now = None, {}

    def of(self, state):
        held, things = self.now
        if held != state:
            things = {}
            self.now = state, things  # both at once: other threads read them
        return things


shelf = Shelf()


def kept(request, name, make):
    """What `make()` gives, which is called once for each state of the content and each language.

    `name`: hashable; all that tells it from other things. What is made may depend on nothing else, least of all on who
    asks, and nobody may change it. A request that is not told its state shares nothing with others."""
    state, key = request.META.get(STATE), (name, get_language())
    # Within a transaction the database may show what nobody else sees, as it does for the preview of a draft.
    is_shared = state is not None and not connection.in_atomic_block
    things = shelf.of(state) if is_shared else request.META.setdefault(OWN, {})
    if key not in things:
        things[key] = make()
    return things[key]


def with_address(slug, rows, queryset):
    """The row with this slug; if there is none, the one of the queryset whose slug it is, or once was.

    `rows` may have been read before it came, by another machine up to a second ago. Raises Http404 if there is none."""
    return next((row for row in rows if row.slug == slug), None) or queryset.by_slug(slug)
