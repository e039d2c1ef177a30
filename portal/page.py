"""The frame that all public pages share: title, description, breadcrumb, structured data."""

from csp.constants import NONE
from csp.decorators import csp
from django.conf import settings
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.structured_data import breadcrumb_list

# For views that answer with a PDF. A browser shows it within a small page of its own; Chrome's needs a plugin
# and inline styles, which the policy of our pages forbids: it would show nothing.
viewable = csp({"frame-ancestors": [NONE]})


def base_address(request):
    """The public address of the portal, without a slash at its end."""
    return settings.PUBLIC_ADDRESS or f"{request.scheme}://{request.get_host()}"


class PublicPage(TemplateResponse):
    """A page that everybody may see. It is rendered last, so its title can be asked for without rendering it."""


def render_page(request, template, *, title, description, trail=(), structured_data=(), **context):
    """A page below the home page.

    `trail`: (label, path) of the pages between home and this one. `structured_data`: schema.org
    dictionaries beside the breadcrumb's.
    """
    breadcrumbs = [(_("Home"), reverse("home")), *trail, (title, request.path)]
    return PublicPage(
        request,
        template,
        {
            "page_title": title,
            "page_description": description,
            "breadcrumbs": breadcrumbs,
            "structured_data": [breadcrumb_list(base_address(request), breadcrumbs), *structured_data],
            **context,
        },
    )
